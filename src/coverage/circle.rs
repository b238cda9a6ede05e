//! Coverage by circles: straight lines about each facility, of one radius.

use geo::MultiPolygon;
use rayon::prelude::*;

use super::groups::{Groups, Sum};
use super::land_use::{AmongUse, Bound};
use super::{CircleCoverage, Coverage};
use crate::geometry::{Disk, DiskArc, DiskUnion, Kernel, LocalUnion, SoupPart, around, bounds, shape_area};
use crate::model::{Facility, Site, Study};
use crate::progress::{Counter, Progress};
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
#[derive(Default)]
struct Part {
    own: f64,
    /// Where other pieces are near.
    soup: Option<Soup>,
}

/// What a piece gives to the boundary of the served land around it.
struct Soup {
    /// ½ ∮ over the edges inside the disks that no other piece of the township hides.
    edges_area: f64,
    /// The same of those that no other piece of its own use hides; `None` where none of its use is near.
    edges_area_of_use: Option<f64>,
    /// The bounding arcs of the disks inside the piece.
    arcs: Vec<DiskArc>,
}

/// The area in the plane of the part of a valid, oriented shape that the disks cover, m².
pub fn covered_plane_area(disks: &DiskUnion, shape: &MultiPolygon<f64>) -> f64 {
    let Some(extent) = bounds(shape) else { return 0.0 };
    let local = LocalUnion::within(disks, extent);
    Kernel::default().covered_area(&local, shape, extent, shape_area(shape))
}

pub(super) fn coverage(
    base: &Coverage,
    study: &Study,
    facilities: &[Facility],
    circle: &Circle,
    progress: &dyn Progress,
) -> CircleCoverage {
    let catchments: Vec<Disk> =
        facilities.iter().flat_map(|f| &f.sites).map(|s| catchment(study, s, circle)).collect();
    let disks = DiskUnion::new(&catchments);
    let parts = parts(base, study, &disks, progress);
    let areas = |groups, edges_area: &dyn Fn(&Soup) -> Option<f64>| -> Vec<f64> {
        sums(study, groups, &disks, &parts, edges_area).into_iter().map(|s| s.area_m2).collect()
    };
    let covered_area_m2 = areas(&base.townships, &|soup| Some(soup.edges_area));
    let by_use = base.uses.as_ref().map(|uses| {
        uses.by_township(&covered_area_m2, &areas(uses.groups(), &|soup| soup.edges_area_of_use))
    });
    let covered_plane_m2 = parts.into_iter().map(|p| p.own).collect();
    CircleCoverage { disks, covered_plane_m2, covered_area_m2, by_use }
}

/// Measures every piece, block by block.
fn parts(base: &Coverage, study: &Study, disks: &DiskUnion, progress: &dyn Progress) -> Vec<Part> {
    let blocks: Vec<&[u32]> = base.blocks.iter().collect();
    let measured: Vec<Vec<Part>> = blocks
        .par_iter()
        .map_init(
            || (Kernel::default(), Counter::of(progress)),
            |(kernel, counter), block| {
                let Some(extent) = around(block.iter().map(|&i| study.pieces[i as usize].extent)) else {
                    return Vec::new();
                };
                let disks = LocalUnion::within(disks, extent);
                let measure = |&i: &u32| {
                    counter.one();
                    part(base, study, &disks, kernel, i as usize)
                };
                block.iter().map(measure).collect()
            },
        )
        .collect();
    let mut parts: Vec<Part> = study.pieces.iter().map(|_| Part::default()).collect();
    for (&i, part) in blocks.into_iter().flatten().zip(measured.into_iter().flatten()) {
        parts[i as usize] = part;
    }
    parts
}

/// Measures piece `i`.
fn part(base: &Coverage, study: &Study, disks: &LocalUnion<'_>, kernel: &mut Kernel, i: usize) -> Part {
    let piece = &study.pieces[i];
    let extent = piece.extent;
    let Some(visible) = &base.visible[i] else {
        let own = kernel.covered_area(disks, &piece.shape, extent, piece.plane_area_m2);
        return Part { own, soup: None };
    };
    let origin = base.townships.origin_of(i);
    let mut in_soup = |bound: &Bound| {
        let (visible, whole_area) = (&bound.parts, bound.area);
        let mut soup = SoupPart { visible, whole_area, origin, edges_area: 0.0, arcs: Vec::new() };
        let own = kernel.covered_area_in_soup(disks, &piece.shape, extent, piece.plane_area_m2, &mut soup);
        (own, soup.edges_area, soup.arcs)
    };
    let (own, edges_area, arcs) = in_soup(&visible.among_all);
    let edges_area_of_use = match &visible.among_use {
        AmongUse::Alone => None,
        AmongUse::AsAmongAll => Some(edges_area),
        AmongUse::Parts(bound) => Some(in_soup(bound).1),
    };
    Part { own, soup: Some(Soup { edges_area, edges_area_of_use, arcs }) }
}

/// The sums of the groups. The pieces for which `edges_area` gives something are those with others of their group
/// near; of them the arcs are united too.
fn sums(
    study: &Study,
    groups: &Groups,
    disks: &DiskUnion,
    parts: &[Part],
    edges_area: &dyn Fn(&Soup) -> Option<f64>,
) -> Vec<Sum> {
    let edges_area = |i: usize| parts[i].soup.as_ref().and_then(edges_area);
    let mut arcs = vec![Vec::new(); groups.origins().len()];
    for (i, part) in parts.iter().enumerate() {
        if let (Some(group), Some(soup), Some(_)) = (groups.of_piece(i), &part.soup, edges_area(i)) {
            arcs[group].extend_from_slice(&soup.arcs);
        }
    }
    let arcs_area: Vec<f64> = arcs
        .into_par_iter()
        .zip(groups.origins())
        .map(|(arcs, &origin)| SoupPart::arcs_area(disks, arcs, origin))
        .collect();
    groups.sums(study, |i| parts[i].own, edges_area, |group| arcs_area[group])
}
