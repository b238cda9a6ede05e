//! Which of some points lie near residential land.

use std::sync::atomic::{AtomicBool, Ordering};

use geo::Coord;
use rayon::prelude::*;
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::parcel::Piece;
use crate::geometry::distance_to;

/// For each point of the plane, whether it lies no farther than `distance_m` from residential land.
///
/// The points are indexed, not the land: they are few. Most are near to many pieces, and are found among a part of them;
/// only the others are sought among all. So the answer does not depend on the order.
pub(crate) fn are_near(points: &[Coord<f64>], pieces: &[Piece], distance_m: f64) -> Vec<bool> {
    let found: Vec<AtomicBool> = points.iter().map(|_| AtomicBool::new(false)).collect();
    for step in [4096, 512, 64, 8, 1] {
        let open = points.iter().enumerate().filter(|(i, _)| !found[*i].load(Ordering::Relaxed));
        let entries: Vec<_> = open.map(|(i, at)| GeomWithData::new([at.x, at.y], i)).collect();
        if entries.is_empty() {
            break;
        }
        let index: RTree<GeomWithData<[f64; 2], usize>> = RTree::bulk_load(entries);
        pieces.par_iter().step_by(step).for_each(|piece| {
            let extent = piece.extent;
            let low = [extent.min().x - distance_m, extent.min().y - distance_m];
            let high = [extent.max().x + distance_m, extent.max().y + distance_m];
            for point in index.locate_in_envelope_intersecting(&AABB::from_corners(low, high)) {
                let (is_near, at) = (&found[point.data], points[point.data]);
                if !is_near.load(Ordering::Relaxed) && distance_to(&piece.shape, at) <= distance_m {
                    is_near.store(true, Ordering::Relaxed);
                }
            }
        });
    }
    found.into_iter().map(AtomicBool::into_inner).collect()
}
