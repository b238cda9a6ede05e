//! Coverage by circles: straight lines about each facility, of one radius.

use geo::MultiPolygon;
use rayon::prelude::*;

use super::land::{group_of, origins, overlap_by_township};
use super::{CircleCoverage, Coverage};
use crate::geometry::{Disk, DiskArc, DiskUnion, Kernel, SoupPart, bounds, shape_area};
use crate::model::{Facility, Site, Study};
use crate::project::{Circle, CircleRule};

/// The disk in the plane that a facility serves from one of its sites. A point at the very radius is served.
///
/// The projection is conformal: a small circle of radius r on the ground is a circle of radius r·k in the plane. Its
/// middle is not the site: where the scale k grows the circle reaches farther than on the other side, so that it is
/// shifted by r²∇k/2 (1 mm for 1000 m at 87 km from the central meridian).
fn catchment(study: &Study, site: &Site, circle: &Circle) -> Disk {
    let radius = circle.radius.get();
    match study.circles {
        CircleRule::Ground => Disk {
            centre: site.at + site.scale_gradient * (0.5 * radius * radius),
            radius: radius * site.scale,
        },
        CircleRule::Plane => Disk { centre: site.at, radius },
    }
}

/// What one piece gives to the sums.
struct Part {
    own: f64,
    /// Where other pieces are near: its visible edges inside the disks, and the arcs inside it.
    soup: Option<(f64, Vec<DiskArc>)>,
}

/// The area in the plane of the part of a valid, oriented shape that the disks cover, m².
pub fn covered_plane_area(disks: &DiskUnion, shape: &MultiPolygon<f64>) -> f64 {
    let Some(extent) = bounds(shape) else { return 0.0 };
    Kernel::default().covered_area(disks, shape, extent, shape_area(shape))
}

pub(super) fn coverage(
    base: &Coverage,
    study: &Study,
    facilities: &[Facility],
    circle: &Circle,
) -> CircleCoverage {
    let catchments: Vec<Disk> =
        facilities.iter().flat_map(|f| &f.sites).map(|s| catchment(study, s, circle)).collect();
    let disks = DiskUnion::new(&catchments);
    let origins = origins(study, &base.extents);
    let mut parts: Vec<Part> = study
        .pieces
        .par_iter()
        .zip(&base.visible)
        .zip(&base.extents)
        .map_init(Kernel::default, |kernel, ((piece, visible), &extent)| {
            let Some(visible) = visible else {
                let own = kernel.covered_area(&disks, &piece.shape, extent, piece.plane_area_m2);
                return Part { own, soup: None };
            };
            let origin = origins[group_of(study, piece.township)];
            let mut soup = SoupPart { visible, origin, edges_area: 0.0, arcs: Vec::new() };
            let own =
                kernel.covered_area_in_soup(&disks, &piece.shape, extent, piece.plane_area_m2, &mut soup);
            Part { own, soup: Some((soup.edges_area, soup.arcs)) }
        })
        .collect();

    let n = study.townships.len() + 1;
    let mut arcs = vec![Vec::new(); n];
    let mut covered_area_m2 = vec![0.0; n];
    for (piece, part) in study.pieces.iter().zip(&mut parts) {
        let group = group_of(study, piece.township);
        covered_area_m2[group] += part.own * study.parcels[piece.parcel].area_factor;
        if let Some((_, part_arcs)) = &mut part.soup {
            arcs[group].append(part_arcs);
        }
    }
    let arcs_area: Vec<f64> = arcs
        .into_par_iter()
        .zip(&origins)
        .map(|(arcs, &origin)| SoupPart::arcs_area(&disks, arcs, origin))
        .collect();
    let overlap = overlap_by_township(
        study,
        |i| parts[i].own,
        |i| parts[i].soup.as_ref().map(|s| s.0),
        |group| arcs_area[group],
    );
    for (covered, overlap) in covered_area_m2.iter_mut().zip(overlap) {
        *covered -= overlap;
    }
    CircleCoverage { disks, covered_plane_m2: parts.into_iter().map(|p| p.own).collect(), covered_area_m2 }
}
