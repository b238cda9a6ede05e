//! stub: knows only polygons that one disk holds whole, or that no disk touches.
use super::{CircleCoverage, Disk};
use crate::model::{Facility, Study};
use crate::project::{Circle, CircleRule, Project};
use geo::{Area, MultiPolygon};

/// The plane area of `shape` within the union of the disks, m².
pub fn covered_plane_area(disks: &[Disk], shape: &MultiPolygon<f64>) -> f64 {
    let whole = |p: &geo::Polygon<f64>, d: &Disk| {
        p.exterior().coords().all(|c| (c.x - d.centre.x).hypot(c.y - d.centre.y) <= d.radius)
    };
    shape.iter().filter(|p| disks.iter().any(|d| whole(p, d))).map(|p| p.unsigned_area()).sum()
}

/// The coverage by one circle about these facilities.
pub fn circle_coverage(
    study: &Study,
    facilities: &[Facility],
    circle: &Circle,
    project: &Project,
) -> CircleCoverage {
    let radius = circle.radius.get();
    let scale = |f: &Facility| if project.circles == CircleRule::Ground { f.scale } else { 1.0 };
    let disks: Vec<Disk> =
        facilities.iter().map(|f| Disk { centre: f.at, radius: radius * scale(f) }).collect();
    let covered_plane_m2: Vec<f64> =
        study.pieces.iter().map(|p| covered_plane_area(&disks, &p.shape)).collect();
    let mut covered_area_m2 = vec![0.0; study.townships.len() + 1];
    for (piece, covered) in study.pieces.iter().zip(&covered_plane_m2) {
        covered_area_m2[piece.township.unwrap_or(study.townships.len())] +=
            covered * study.parcels[piece.parcel].area_factor;
    }
    CircleCoverage { covered_plane_m2, covered_area_m2, disks }
}
