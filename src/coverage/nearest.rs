//! The nearest facility of land that is not served whole.

use geo::Coord;
use rayon::prelude::*;
use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::{CircleCoverage, Nearest};
use crate::geometry::distance_to;
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

/// A site, with its facility and scale.
type Site = GeomWithData<[f64; 2], (usize, f64)>;
type Index = RTree<Site>;

/// Tries the facilities that may be the nearest: the one next to the middle of the piece is no nearer to the middle than to
/// the piece but for the piece's reach about it, and so no other one farther from the middle than these two together.
fn nearest(study: &Study, index: &Index, piece: &Piece) -> Option<Nearest> {
    let extent = piece.extent;
    let middle = [extent.center().x, extent.center().y];
    let reach = 0.5 * extent.width().hypot(extent.height());
    let distance_of = |site: &Site| distance_to(&piece.shape, Coord { x: site.geom()[0], y: site.geom()[1] });
    let bound = distance_of(index.nearest_neighbor(&middle)?) + reach;
    let mut best: Option<(f64, usize, f64)> = None;
    // A hair farther, for what is rounded.
    for candidate in index.locate_within_distance(middle, (bound * (1.0 + 1e-9)).powi(2)) {
        let (facility, scale) = candidate.data;
        let distance = distance_of(candidate);
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
