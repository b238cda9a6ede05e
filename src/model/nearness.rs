//! Which of some points lie near residential land.

use std::sync::atomic::{AtomicBool, Ordering};

use geo::Coord;
use rayon::prelude::*;
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::parcel::Piece;
use crate::geometry::{bounds, distance_to};

/// For each point of the plane, whether it lies no farther than `distance_m` from residential land.
///
/// The points are indexed, not the land: they are few, and each piece is looked at once. A point that is known to be near
/// is not measured again, so that the answer does not depend on the order.
pub(crate) fn are_near(points: &[Coord<f64>], pieces: &[Piece], distance_m: f64) -> Vec<bool> {
    let entries = points.iter().enumerate().map(|(i, at)| GeomWithData::new([at.x, at.y], i));
    let index: RTree<GeomWithData<[f64; 2], usize>> = RTree::bulk_load(entries.collect());
    let found: Vec<AtomicBool> = points.iter().map(|_| AtomicBool::new(false)).collect();
    pieces.par_iter().for_each(|piece| {
        let Some(extent) = bounds(&piece.shape) else { return };
        let low = [extent.min().x - distance_m, extent.min().y - distance_m];
        let high = [extent.max().x + distance_m, extent.max().y + distance_m];
        for point in index.locate_in_envelope_intersecting(&AABB::from_corners(low, high)) {
            let is_near = &found[point.data];
            if !is_near.load(Ordering::Relaxed) && distance_to(&piece.shape, points[point.data]) <= distance_m
            {
                is_near.store(true, Ordering::Relaxed);
            }
        }
    });
    found.into_iter().map(AtomicBool::into_inner).collect()
}
