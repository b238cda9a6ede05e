//! The lists beside the figures: every facility, and all land that some circle does not reach whole.

use rayon::prelude::*;

use crate::coverage::ServiceCoverage;
use crate::model::{Facility, Fact, Piece, Service, Status, Study, Township};
use crate::report::{AttributeValue, FacilityRow, FacilityStatus, UncoveredEntry, UncoveredRow};

/// Uncovered land below this part of its piece is rounding, and is 0.
const ROUNDING: f64 = 1e-9;

/// A row a facility, in the order of the file, with its first site.
pub(super) fn facilities(study: &Study, service: &Service) -> Vec<FacilityRow> {
    let row = |facility: &Facility| {
        let site = facility.sites.first()?;
        let township = township_of(study, facility.township);
        Some(FacilityRow {
            feature: facility.feature,
            id: facility.id.clone(),
            name: facility.name.clone(),
            category: facility.category.and_then(|k| service.categories.get(k).cloned()),
            places: facility.places,
            status: status_of(facility),
            opening_year: facility.opening_year,
            attributes: facility.facts.iter().map(|(field, fact)| (field, attribute(fact))).collect(),
            township_code: township.and_then(|t| t.code.clone()),
            township: township.map(|t| t.name.clone()),
            longitude: site.lon_lat.x,
            latitude: site.lon_lat.y,
            easting_m: site.at.x,
            northing_m: site.at.y,
        })
    };
    let mut all: Vec<&Facility> =
        service.facilities.iter().chain(&service.planned).chain(&service.closed).collect();
    all.sort_by_key(|facility| facility.feature);
    all.into_iter().filter_map(row).collect()
}

/// A row a piece of land of which some circle leaves a part unreached, in the order of the file.
///
/// Areas are by the area rule, the parcel's factor applied. Pieces are listed as they are: land that several
/// parcels cover stands in the row of each.
pub(super) fn uncovered(study: &Study, service: &Service, coverage: &ServiceCoverage) -> Vec<UncoveredRow> {
    let row = |(at, piece): (usize, &Piece)| {
        let parcel = study.parcels.get(piece.parcel)?;
        let entries = service.circles.iter().zip(&coverage.circles).map(|(circle, covered)| {
            let covered = covered.covered_plane_m2.get(at).copied().unwrap_or_default();
            let rest = piece.plane_area_m2 - covered;
            let rest = if rest.abs() <= ROUNDING * piece.plane_area_m2 { 0.0 } else { rest };
            UncoveredEntry { minutes: circle.minutes, area_m2: rest * parcel.area_factor }
        });
        let uncovered: Vec<UncoveredEntry> = entries.collect();
        if uncovered.iter().all(|entry| entry.area_m2 == 0.0) {
            return None;
        }
        let nearest = coverage.nearest.get(at).copied().flatten();
        let township = township_of(study, piece.township);
        Some(UncoveredRow {
            piece: at,
            feature: parcel.feature,
            id: parcel.id.clone(),
            name: parcel.name.clone(),
            township_code: township.and_then(|t| t.code.clone()),
            township: township.map(|t| t.name.clone()),
            area_m2: piece.plane_area_m2 * parcel.area_factor,
            uncovered,
            nearest_facility: nearest.and_then(|n| service.facilities.get(n.facility)).map(Facility::called),
            nearest_distance_m: nearest.map(|n| n.distance_m),
        })
    };
    study.pieces.par_iter().enumerate().filter_map(row).collect()
}

fn status_of(facility: &Facility) -> FacilityStatus {
    match facility.status {
        Status::Existing => FacilityStatus::Existing,
        Status::Planned => FacilityStatus::Planned,
        Status::Closed => FacilityStatus::Closed,
    }
}

fn attribute(fact: &Fact) -> AttributeValue {
    match fact {
        Fact::Text(text) => AttributeValue::Text(text.clone()),
        Fact::Amount(amount) => AttributeValue::Amount(*amount),
        Fact::Flag(flag) => AttributeValue::Flag(*flag),
    }
}

fn township_of(study: &Study, at: Option<usize>) -> Option<&Township> {
    at.and_then(|at| study.townships.get(at))
}
