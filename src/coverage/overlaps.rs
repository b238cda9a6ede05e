//! Which parcels share land, and where.

use std::collections::{BTreeSet, HashMap};

use geo::{Coord, Rect};
use rayon::prelude::*;

use super::land::{Ground, SHARED_M2};
use crate::geometry::{WindowedShape, interior_point, intersection, shape_area};
use crate::model::Study;

/// At most this many pairs of neighbours are looked at: work has a bound, however much land is shared.
pub const EXAMINED_PAIRS: usize = 5_000;

/// The neighbours of so many pieces are sought before it is asked whether there are enough: in a heap each has thousands.
const AT_ONCE: usize = 64;

/// Parcels that share land.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overlaps {
    /// The pairs, those that share most first. A parcel that repeats another as a whole is in no pair with it.
    pub pairs: Vec<Overlap>,
    /// Whether there were more neighbours than the first [`EXAMINED_PAIRS`], which alone were looked at.
    pub is_cut_short: bool,
}

/// Two parcels that share land in a township.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlap {
    /// One parcel: a position in the study.
    pub parcel: usize,
    /// The other, later in the file.
    pub other: usize,
    /// The shared area in the plane, m².
    pub area_m2: f64,
    /// A place in the shared land, in the plane.
    pub at: Option<Coord<f64>>,
}

impl Overlaps {
    /// The first pairs of parcels that share land, by trying neighbours in their order.
    pub(super) fn of<'g>(study: &Study, ground_of: &(impl Fn(usize) -> Option<&'g Ground> + Sync)) -> Self {
        let (near, is_cut_short) = near_pairs(study, ground_of);
        let of_pairs: BTreeSet<usize> = near.iter().flat_map(|(i, j)| [*i, *j]).collect();
        let windowed = |i: usize| Some((i, WindowedShape::of_large(&study.pieces[i].shape)?));
        let large: HashMap<usize, WindowedShape> = of_pairs.into_par_iter().filter_map(windowed).collect();
        let mut pairs: Vec<Overlap> = near
            .into_par_iter()
            .filter_map(|(i, j)| {
                let (piece, other) = (&study.pieces[i], &study.pieces[j]);
                // A large one is cut where the other lies.
                let shared = match (large.get(&i), large.get(&j)) {
                    (_, Some(large)) => intersection(&piece.shape, large.near(piece.extent)),
                    (Some(large), None) => intersection(&other.shape, large.near(other.extent)),
                    (None, None) => intersection(&piece.shape, &other.shape),
                };
                let area_m2 = shape_area(&shared);
                (area_m2 > SHARED_M2).then(|| Overlap {
                    parcel: piece.parcel,
                    other: other.parcel,
                    area_m2,
                    at: interior_point(&shared),
                })
            })
            .collect();
        pairs.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2));
        Self { pairs, is_cut_short }
    }
}

/// The first pairs of pieces whose boxes share enough, and whether there are more.
fn near_pairs<'g>(
    study: &Study,
    ground_of: &(impl Fn(usize) -> Option<&'g Ground> + Sync),
) -> (Vec<(usize, usize)>, bool) {
    let extent = |i: usize| study.pieces[i].extent;
    let near = |i: usize| -> Vec<usize> {
        let is_near = |j: &usize| {
            *j > i && shared_by_boxes(extent(i), extent(*j)) > SHARED_M2 && !are_twins(study, i, *j)
        };
        let mut near = ground_of(i).map(|ground| ground.near(extent(i), i)).unwrap_or_default();
        near.retain(is_near);
        near.sort_unstable();
        near.truncate(EXAMINED_PAIRS + 1);
        near
    };
    let mut pairs = Vec::new();
    for first in (0..study.pieces.len()).step_by(AT_ONCE) {
        let block = first..study.pieces.len().min(first + AT_ONCE);
        let found: Vec<Vec<usize>> = block.clone().into_par_iter().map(near).collect();
        for (i, j) in block.zip(found).flat_map(|(i, found)| found.into_iter().map(move |j| (i, j))) {
            if pairs.len() == EXAMINED_PAIRS {
                return (pairs, true);
            }
            pairs.push((i, j));
        }
    }
    (pairs, false)
}

fn shared_by_boxes(a: Rect<f64>, b: Rect<f64>) -> f64 {
    let width = a.max().x.min(b.max().x) - a.min().x.max(b.min().x);
    let height = a.max().y.min(b.max().y) - a.min().y.max(b.min().y);
    width.max(0.0) * height.max(0.0)
}

/// Whether two pieces are of parcels that are the same land.
fn are_twins(study: &Study, i: usize, j: usize) -> bool {
    let first = |piece: usize| {
        let parcel = study.pieces[piece].parcel;
        study.parcels[parcel].duplicate_of.unwrap_or(parcel)
    };
    first(i) == first(j)
}
