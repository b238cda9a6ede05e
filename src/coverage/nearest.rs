//! The nearest facility of land that is not served whole.

use geo::Coord;
use rayon::prelude::*;
use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::{CircleCoverage, Nearest};
use crate::geometry::{bounds, distance_to};
use crate::model::{Facility, Piece, Study};
use crate::progress::{Counter, Progress};
use crate::project::CircleRule;

pub(super) fn of_uncovered(
    study: &Study,
    facilities: &[Facility],
    circles: &[CircleCoverage],
    progress: &dyn Progress,
) -> Vec<Option<Nearest>> {
    let points = facilities
        .iter()
        .enumerate()
        .flat_map(|(i, f)| f.sites.iter().map(move |s| GeomWithData::new([s.at.x, s.at.y], (i, s.scale))))
        .collect();
    let index: Index = RTree::bulk_load(points);
    study
        .pieces
        .par_iter()
        .enumerate()
        .map_init(
            || Counter::of(progress),
            |counter, (i, piece)| {
                counter.one();
                let is_whole = circles.iter().all(|c| c.covered_plane_m2[i] >= piece.plane_area_m2);
                if is_whole { None } else { nearest(study, &index, piece) }
            },
        )
        .collect()
}

/// Sites, with their facilities and scales.
type Index = RTree<GeomWithData<[f64; 2], (usize, f64)>>;

/// Tries facilities by their distance from the middle of the piece, until none can be nearer than the best.
fn nearest(study: &Study, index: &Index, piece: &Piece) -> Option<Nearest> {
    let extent = bounds(&piece.shape)?;
    let middle = extent.center();
    let reach = 0.5 * extent.width().hypot(extent.height());
    let mut best: Option<(f64, usize, f64)> = None;
    for (candidate, distance_squared) in index.nearest_neighbor_iter_with_distance_2(&[middle.x, middle.y]) {
        if best.is_some_and(|(least, _, _)| distance_squared.sqrt() - reach > least) {
            break;
        }
        let (facility, scale) = candidate.data;
        let distance = distance_to(&piece.shape, Coord { x: candidate.geom()[0], y: candidate.geom()[1] });
        if best.is_none_or(|(least, first, _)| (distance, facility) < (least, first)) {
            best = Some((distance, facility, scale));
        }
    }
    let (distance, facility, scale) = best?;
    let scale = match study.circles {
        CircleRule::Ground => scale,
        CircleRule::Plane => 1.0,
    };
    Some(Nearest { facility, distance_m: distance / scale })
}
