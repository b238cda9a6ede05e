//! The nearest facility of land that is not served whole.

use rayon::prelude::*;
use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::{CircleCoverage, Nearest};
use crate::geometry::{bounds, distance_to};
use crate::model::{Facility, Piece, Study};
use crate::project::CircleRule;

pub(super) fn of_uncovered(
    study: &Study,
    facilities: &[Facility],
    circles: &[CircleCoverage],
) -> Vec<Option<Nearest>> {
    let points = facilities.iter().enumerate().map(|(i, f)| GeomWithData::new([f.at.x, f.at.y], i)).collect();
    let index: RTree<GeomWithData<[f64; 2], usize>> = RTree::bulk_load(points);
    study
        .pieces
        .par_iter()
        .enumerate()
        .map(|(i, piece)| {
            let is_whole = circles.iter().all(|c| c.covered_plane_m2[i] >= piece.plane_area_m2);
            if is_whole { None } else { nearest(study, facilities, &index, piece) }
        })
        .collect()
}

/// Tries facilities by their distance from the middle of the piece, until none can be nearer than the best.
fn nearest(
    study: &Study,
    facilities: &[Facility],
    index: &RTree<GeomWithData<[f64; 2], usize>>,
    piece: &Piece,
) -> Option<Nearest> {
    let extent = bounds(&piece.shape)?;
    let middle = extent.center();
    let reach = 0.5 * extent.width().hypot(extent.height());
    let mut best: Option<(f64, usize)> = None;
    for (candidate, distance_squared) in index.nearest_neighbor_iter_with_distance_2(&[middle.x, middle.y]) {
        if best.is_some_and(|(least, _)| distance_squared.sqrt() - reach > least) {
            break;
        }
        let i = candidate.data;
        let distance = distance_to(&piece.shape, facilities[i].at);
        if best.is_none_or(|(least, j)| (distance, i) < (least, j)) {
            best = Some((distance, i));
        }
    }
    let (distance, facility) = best?;
    let scale = match study.circles {
        CircleRule::Ground => facilities[facility].scale,
        CircleRule::Plane => 1.0,
    };
    Some(Nearest { facility, distance_m: distance / scale })
}
