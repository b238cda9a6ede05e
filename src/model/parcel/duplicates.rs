//! Parcels that stand in the layer twice.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};

use geo::{Coord, MultiPolygon, Rect};
use rayon::prelude::*;

use super::super::layer::OpenLayer;
use super::{Parcel, Piece};
use crate::geometry::{around, intersection, shape_area};
use crate::note::{Notes, Severity};

/// Vertices within this distance are one, m: what is left of a coordinate that was written and read again.
const SAME_M: f64 = 1e-3;
/// Two parcels are one where each has all but this part of its land in common with the other.
const HAIR: f64 = 1e-3;
/// Their boxes then differ by less than this, m.
const BOX_M: f64 = 0.1;
/// The side of the squares in which corners of boxes are sought, m: few corners are so near to another square that two
/// must be looked at, and few parcels have both corners in the same two.
const CELL_M: f64 = 10.0;

/// The squares of the lower left and of the upper right corner of a box.
type Cells = [i64; 4];

/// Finds the parcels that repeat an earlier one, marks them and tells each of them once, with the first of them.
pub(crate) fn note(layer: &OpenLayer, parcels: &mut [Parcel], pieces: &[Piece], notes: &mut Notes) {
    let boxes: Vec<Option<Rect<f64>>> = parcels
        .par_iter()
        .map(|parcel| around(pieces.get(parcel.pieces.clone())?.iter().map(|p| p.extent)))
        .collect();
    let twins: Vec<(usize, usize)> = alike(parcels, &boxes)
        .into_par_iter()
        .filter(|&(first, second)| are_one(&parcels[first], &parcels[second], pieces))
        .collect();
    for (first, second) in twins {
        parcels[second].duplicate_of = Some(first);
        let (first, second) = (&parcels[first], &parcels[second]);
        let Some(position) = layer.position_of(second.feature) else { continue };
        notes.push(
            layer
                .note(Severity::Warning, "parcel-twice", position)
                .with("first", first.feature)
                .with("name", first.called())
                .with("area", format!("{:.1}", second.plane_area_m2 * second.area_factor)),
        );
    }
}

/// Pairs of parcels with the same box and area, the first of such parcels with each of the others.
fn alike(parcels: &[Parcel], boxes: &[Option<Rect<f64>>]) -> Vec<(usize, usize)> {
    // Those that are like no earlier one: few share their cells.
    let mut known: HashMap<Cells, Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    for second in not_alone(boxes) {
        let Some(extent) = boxes[second] else { continue };
        let is_alike = |first: &&usize| {
            let (a, b) = (parcels[**first].plane_area_m2, parcels[second].plane_area_m2);
            (a - b).abs() <= HAIR * a.max(b)
                && boxes[**first].is_some_and(|other| {
                    are_near(other.min(), extent.min(), BOX_M) && are_near(other.max(), extent.max(), BOX_M)
                })
        };
        let earlier = cells_about(extent)
            .iter()
            .filter_map(|cells| known.get(cells)?.iter().find(is_alike))
            .min()
            .copied();
        match earlier {
            Some(first) => pairs.push((first, second)),
            None => known.entry(cells([extent.min(), extent.max()])).or_default().push(second),
        }
    }
    pairs
}

/// The boxes with corners in cells in which another one has or may have them too, in their order: all that are alike, and
/// few others. Cells are known by a hash alone.
fn not_alone(boxes: &[Option<Rect<f64>>]) -> Vec<usize> {
    let (taken, shared) = (CellSet::with_room_for(boxes.len()), CellSet::with_room_for(boxes.len()));
    boxes.par_iter().flatten().for_each(|extent| {
        let own = cells([extent.min(), extent.max()]);
        if taken.insert(&own) {
            shared.insert(&own);
        }
    });
    let is_not_alone = |extent: &Rect<f64>| {
        let own = cells([extent.min(), extent.max()]);
        shared.holds(&own) || cells_about(*extent).iter().any(|cells| *cells != own && taken.holds(cells))
    };
    let alike = boxes.par_iter().enumerate().filter(|(_, extent)| extent.as_ref().is_some_and(is_not_alone));
    alike.map(|(position, _)| position).collect()
}

/// Cells that may be in a set: those that were put there, and some others by chance.
struct CellSet(Vec<AtomicU64>);

impl CellSet {
    /// Of that many cells one in sixteen others, at most, is taken for one of them.
    fn with_room_for(n: usize) -> Self {
        Self((0..n.div_ceil(4).next_power_of_two()).map(|_| AtomicU64::new(0)).collect())
    }

    /// The word and the bit of cells.
    fn place(&self, cells: &Cells) -> (&AtomicU64, u64) {
        let mut hasher = DefaultHasher::new();
        cells.hash(&mut hasher);
        let hash = hasher.finish();
        // The number of words is a power of two.
        let word = (hash >> 6) as usize & (self.0.len() - 1);
        (&self.0[word], 1 << (hash & 63))
    }

    /// Puts cells there; whether they were there before.
    fn insert(&self, cells: &Cells) -> bool {
        let (word, bit) = self.place(cells);
        word.fetch_or(bit, Ordering::Relaxed) & bit != 0
    }

    fn holds(&self, cells: &Cells) -> bool {
        let (word, bit) = self.place(cells);
        word.load(Ordering::Relaxed) & bit != 0
    }
}

/// Whether two parcels are the same land: vertex by vertex, else by the land that they share.
fn are_one(first: &Parcel, second: &Parcel, pieces: &[Piece]) -> bool {
    let of = |parcel: &Parcel| pieces.get(parcel.pieces.clone()).unwrap_or_default();
    let (a, b) = (of(first), of(second));
    let pairs = || a.iter().zip(b);
    if a.len() != b.len() || pairs().any(|(a, b)| a.township != b.township) {
        return false;
    }
    let shared = |(a, b): (&Piece, &Piece)| {
        if have_same_vertices(&a.shape, &b.shape) {
            a.plane_area_m2.max(b.plane_area_m2)
        } else {
            shape_area(&intersection(&a.shape, &b.shape))
        }
    };
    let shared_m2: f64 = pairs().map(shared).sum();
    shared_m2 >= (1.0 - HAIR) * first.plane_area_m2.max(second.plane_area_m2)
}

/// Whether two shapes have the same vertices in the same order.
fn have_same_vertices(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> bool {
    a.0.len() == b.0.len()
        && a.0.iter().zip(&b.0).all(|(a, b)| {
            let rings = |p: &geo::Polygon<f64>| 1 + p.interiors().len();
            let both =
                std::iter::once((a.exterior(), b.exterior())).chain(a.interiors().iter().zip(b.interiors()));
            rings(a) == rings(b)
                && both.into_iter().all(|(a, b)| {
                    a.0.len() == b.0.len() && a.0.iter().zip(&b.0).all(|(a, b)| are_near(*a, *b, SAME_M))
                })
        })
}

fn are_near(a: Coord<f64>, b: Coord<f64>, metres: f64) -> bool {
    (a.x - b.x).abs() <= metres && (a.y - b.y).abs() <= metres
}

#[expect(clippy::cast_possible_truncation, reason = "metres of a plane, and `as` saturates")]
fn cells([low, high]: [Coord<f64>; 2]) -> Cells {
    [low.x, low.y, high.x, high.y].map(|metres| (metres / CELL_M).floor() as i64)
}

/// The cells in which the corners of a box that is alike may lie: one, and more where a corner is at the edge of one.
fn cells_about(extent: Rect<f64>) -> Vec<Cells> {
    let by = Coord { x: BOX_M, y: BOX_M };
    let (least, most) =
        (cells([extent.min() - by, extent.max() - by]), cells([extent.min() + by, extent.max() + by]));
    let mut all = vec![least];
    for axis in (0..4).filter(|&axis| least[axis] != most[axis]) {
        let moved: Vec<Cells> = all
            .iter()
            .map(|cells| {
                let mut cells = *cells;
                cells[axis] = most[axis];
                cells
            })
            .collect();
        all.extend(moved);
    }
    all
}
