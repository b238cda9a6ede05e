//! Where townships overlap, and where they leave gaps between them.

use geo::{Coord, MultiPolygon, Rect};
use rayon::prelude::*;

use super::Township;
use super::index::{boxes, within};
use crate::crs::{Plane, Unprojector};
use crate::error::Error;
use crate::geometry::{bounds, enclosed, interior_point, intersection, mean_width, shape_area};
use crate::note::{Note, Notes, Severity};

/// Townships that share more than this are reported, m².
const SHARED_M2: f64 = 1.0;
/// A gap is one of more than this, m², and wider than [`GAP_WIDTH_M`] on average: less is the rounding of a union, which
/// for a county of 50 km is some 0.05 mm.
const GAP_M2: f64 = 1e-3;
/// See [`GAP_M2`], m.
const GAP_WIDTH_M: f64 = 1e-4;
/// A gap of more than this is hardly one of drawing, m²: a township is missing, where it is no lake and no land of a
/// neighbour.
const MISSING_M2: f64 = 1e6;

/// What is wrong with the borders of townships.
#[derive(Default)]
pub(crate) struct Borders {
    /// Land that several townships have, the largest first.
    overlaps: Vec<Overlap>,
    /// Land that townships enclose and none of them has, the largest first.
    pub(super) gaps: Vec<Gap>,
}

/// Land that two townships share.
struct Overlap {
    first: usize,
    second: usize,
    area_m2: f64,
    at: Option<Coord<f64>>,
}

/// Land that townships enclose and none of them has.
pub(super) struct Gap {
    pub(super) shape: MultiPolygon<f64>,
    pub(super) area_m2: f64,
    at: Option<Coord<f64>>,
}

impl Borders {
    /// Measures the overlaps and gaps of townships.
    pub(crate) fn of(townships: &[Township]) -> Self {
        let extents: Vec<Option<Rect<f64>>> = townships.iter().map(|t| bounds(&t.shape)).collect();
        let boxes = boxes(extents.iter().copied());
        let mut overlaps: Vec<Overlap> = (0..townships.len())
            .into_par_iter()
            .flat_map_iter(|first| {
                let near = extents[first].map(|extent| within(&boxes, extent)).unwrap_or_default();
                near.into_iter().filter(move |second| *second > first).filter_map(move |second| {
                    let shared = intersection(&townships[first].shape, &townships[second].shape);
                    let area_m2 = shape_area(&shared);
                    let at = interior_point(&shared);
                    (area_m2 > SHARED_M2).then_some(Overlap { first, second, area_m2, at })
                })
            })
            .collect();
        overlaps.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2));
        let mut gaps: Vec<Gap> = enclosed(townships.iter().map(|t| &t.shape))
            .into_iter()
            .map(|shape| Gap { area_m2: shape_area(&shape), at: interior_point(&shape), shape })
            .filter(|gap| gap.area_m2 > GAP_M2 && mean_width(&gap.shape) > GAP_WIDTH_M)
            .collect();
        gaps.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2));
        Self { overlaps, gaps }
    }

    /// Tells them: the sum of each kind, and one by one, the largest first.
    ///
    /// # Errors
    /// The plane has no way back to longitudes and latitudes.
    pub(crate) fn note(&self, townships: &[Township], plane: &Plane, notes: &mut Notes) -> Result<(), Error> {
        let unprojector = plane.unprojector()?;
        if let Some(largest) = self.overlaps.first() {
            let areas = self.overlaps.iter().map(|overlap| overlap.area_m2);
            let note = summary("townships-overlaps", areas, &unprojector, largest.at);
            let pair = [largest.first, largest.second].map(|t| townships[t].name.as_str());
            notes.push(note.with("first", pair[0]).with("second", pair[1]));
        }
        for Overlap { first, second, area_m2, at } in &self.overlaps {
            notes.push(
                Note::new(Severity::Warning, "townships-overlap")
                    .layer("townships")
                    .feature(townships[*first].feature, Some(townships[*first].name.clone()))
                    .at(at.and_then(|at| unprojector.lon_lat(at)))
                    .with("other", &townships[*second].name)
                    .with("area", format!("{area_m2:.1}")),
            );
        }
        if let Some(largest) = self.gaps.first() {
            let areas = self.gaps.iter().map(|gap| gap.area_m2);
            notes.push(summary("township-gaps", areas, &unprojector, largest.at));
        }
        for Gap { area_m2, at, .. } in &self.gaps {
            let at = at.and_then(|at| unprojector.lon_lat(at));
            notes.push(if *area_m2 > MISSING_M2 {
                let note = Note::new(Severity::Warning, "township-missing").layer("townships").at(at);
                note.telling_place().with("area", format!("{:.1}", area_m2 / 1e6))
            } else {
                let note = Note::new(Severity::Info, "township-gap").layer("townships").at(at);
                note.telling_place().with("area", format!("{area_m2:.1}"))
            });
        }
        Ok(())
    }
}

/// The note that sums faults of one kind, which are sorted by their area.
fn summary(
    code: &'static str,
    areas: impl ExactSizeIterator<Item = f64> + Clone,
    unprojector: &Unprojector,
    largest_at: Option<Coord<f64>>,
) -> Note {
    let at = largest_at.and_then(|at| unprojector.lon_lat(at));
    Note::new(Severity::Warning, code)
        .layer("townships")
        .at(at)
        .telling_place()
        .with("count", areas.len())
        .with("area", format!("{:.1}", areas.clone().sum::<f64>()))
        .with("largest", format!("{:.1}", areas.fold(0.0, f64::max)))
}
