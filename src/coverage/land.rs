//! Residential land by township, each square metre counted once.

use geo::{Coord, Rect};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::Coverage;
use crate::geometry::{
    Disk, EdgeParts, Neighbour, WideNodes, bounds, core, intersection, shape_area, visible_edges,
};
use crate::model::{Piece, Study};
use crate::project::OverlapRule;

/// At most this many overlapping pairs are named.
const NAMED_OVERLAPS: usize = 20;
/// At most this many pairs of neighbours are looked at to name them.
const EXAMINED_PAIRS: usize = 5_000;
/// Two parcels share land when it is more than a strip of a millimetre along a hundred metres.
const SHARED_M2: f64 = 0.1;

/// Residential land of one township.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Land {
    /// How many parcels have land there.
    pub parcels: usize,
    /// Land in m² by the area rule, counted by the overlap rule.
    pub area_m2: f64,
    /// Land that is counted once though several parcels cover it: Σ parcels − `area_m2`. 0 when overlaps are
    /// counted each time.
    pub overlap_area_m2: f64,
}

/// Two parcels that share land.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlap {
    /// One parcel: a position in the study.
    pub parcel: usize,
    /// The other, later in the file.
    pub other: usize,
    /// The shared area in the plane, m².
    pub area_m2: f64,
}

/// The group of a township in lists that end with "in no township".
pub(super) fn group_of(study: &Study, township: Option<usize>) -> usize {
    township.unwrap_or(study.townships.len())
}

/// The origin about which the boundaries of a township's land are summed: the corner of its first piece. Sums of
/// closed boundaries do not depend on it; near the land they keep more digits.
pub(super) fn origins(study: &Study, extents: &[Rect<f64>]) -> Vec<Coord<f64>> {
    let mut origins = vec![None; study.townships.len() + 1];
    for (piece, extent) in study.pieces.iter().zip(extents) {
        origins[group_of(study, piece.township)].get_or_insert(extent.min());
    }
    origins.into_iter().map(Option::unwrap_or_default).collect()
}

/// What overlaps take off each township's sum of pieces, m² by the area rule. `own` and `soup` are plane areas
/// by piece: what the piece has by itself, and what it gives to the boundary of the union (`None`: it stands alone).
///
/// Pieces are weighed by their own area factors, and only what is counted twice by their mean: so the factor's
/// change across a township does not matter.
pub(super) fn overlap_by_township(
    study: &Study,
    own: impl Fn(usize) -> f64,
    soup: impl Fn(usize) -> Option<f64>,
    soup_extra: impl Fn(usize) -> f64,
) -> Vec<f64> {
    let n = study.townships.len() + 1;
    let (mut sum, mut weighted, mut union) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
    for (i, piece) in study.pieces.iter().enumerate() {
        let Some(boundary) = soup(i) else { continue };
        let group = group_of(study, piece.township);
        sum[group] += own(i);
        weighted[group] += own(i) * study.parcels[piece.parcel].area_factor;
        union[group] += boundary;
    }
    (0..n)
        .map(|g| {
            let plane = sum[g] - (union[g] + soup_extra(g));
            // Neighbours that only touch differ by rounding; that is no overlap.
            if plane.abs() <= 1e-10 * sum[g] { 0.0 } else { plane * weighted[g] / sum[g] }
        })
        .collect()
}

/// The land of a study; its services are not yet looked at.
pub(super) fn of(study: &Study) -> Coverage {
    let nowhere = Rect::new(Coord::zero(), Coord::zero());
    let extents: Vec<Rect<f64>> =
        study.pieces.par_iter().map(|p| bounds(&p.shape).unwrap_or(nowhere)).collect();
    let (visible, overlaps, boundary) = match study.overlaps {
        OverlapRule::Each => (vec![None; study.pieces.len()], Vec::new(), Vec::new()),
        OverlapRule::Once => {
            let index = index_of(&extents);
            let cores: Vec<Disk> =
                study.pieces.par_iter().zip(&extents).map(|(p, &e)| core(&p.shape, e)).collect();
            let visible: Vec<Option<EdgeParts>> = study
                .pieces
                .par_iter()
                .enumerate()
                .map(|(i, piece)| visible_parts(study, &extents, &cores, &index, i, piece))
                .collect();
            let origins = origins(study, &extents);
            let boundary: Vec<Option<f64>> = study
                .pieces
                .par_iter()
                .zip(&visible)
                .map(|(p, v)| v.as_ref().map(|v| v.green(&p.shape, origins[group_of(study, p.township)])))
                .collect();
            (visible, overlapping(study, &extents, &index), boundary)
        }
    };
    let overlap = overlap_by_township(
        study,
        |i| study.pieces[i].plane_area_m2,
        |i| boundary.get(i).copied().flatten(),
        |_| 0.0,
    );
    let mut land = vec![Land::default(); study.townships.len() + 1];
    for piece in &study.pieces {
        let entry = &mut land[group_of(study, piece.township)];
        entry.parcels += 1;
        entry.area_m2 += piece.plane_area_m2 * study.parcels[piece.parcel].area_factor;
    }
    for (entry, overlap) in land.iter_mut().zip(overlap) {
        entry.area_m2 -= overlap;
        entry.overlap_area_m2 = overlap;
    }
    let overlaps = if land.iter().any(|l| l.overlap_area_m2 > SHARED_M2) { overlaps } else { Vec::new() };
    Coverage { services: Vec::new(), land, overlaps, extents, visible }
}

type Index = RTree<GeomWithData<Rectangle<[f64; 2]>, u32>, WideNodes>;

fn index_of(extents: &[Rect<f64>]) -> Index {
    let boxes = extents.iter().zip(0u32..).map(|(e, i)| {
        GeomWithData::new(Rectangle::from_corners([e.min().x, e.min().y], [e.max().x, e.max().y]), i)
    });
    RTree::bulk_load_with_params(boxes.collect())
}

/// The other pieces of the same township whose boxes meet that of piece `i`, in their order.
fn neighbours(study: &Study, extents: &[Rect<f64>], index: &Index, i: usize) -> Vec<usize> {
    let e = extents[i];
    let envelope = AABB::from_corners([e.min().x, e.min().y], [e.max().x, e.max().y]);
    let mut near: Vec<usize> = index
        .locate_in_envelope_intersecting(&envelope)
        .map(|b| b.data as usize)
        .filter(|&j| j != i && study.pieces[j].township == study.pieces[i].township)
        .collect();
    near.sort_unstable();
    near
}

fn visible_parts(
    study: &Study,
    extents: &[Rect<f64>],
    cores: &[Disk],
    index: &Index,
    i: usize,
    piece: &Piece,
) -> Option<EdgeParts> {
    let near = neighbours(study, extents, index, i);
    if near.is_empty() {
        return None;
    }
    let near: Vec<Neighbour> = near
        .into_iter()
        .map(|j| Neighbour { rank: j, shape: &study.pieces[j].shape, extent: extents[j], core: cores[j] })
        .collect();
    Some(visible_edges(&piece.shape, i, &near))
}

/// The first pairs of parcels that share land, by trying neighbours in their order.
fn overlapping(study: &Study, extents: &[Rect<f64>], index: &Index) -> Vec<Overlap> {
    let mut found: Vec<Overlap> = Vec::new();
    let mut examined = 0;
    for (i, piece) in study.pieces.iter().enumerate() {
        for j in neighbours(study, extents, index, i).into_iter().filter(|&j| j > i) {
            if found.len() == NAMED_OVERLAPS || examined == EXAMINED_PAIRS {
                return found;
            }
            examined += 1;
            let other = &study.pieces[j];
            let area_m2 = shape_area(&intersection(&piece.shape, &other.shape));
            if area_m2 > SHARED_M2 {
                found.push(Overlap { parcel: piece.parcel, other: other.parcel, area_m2 });
            }
        }
    }
    found
}
