//! What a reader must know of the figures: what is in no sum, and what is missing in the data.

use super::overlaps;
use super::tally::Tally;
use crate::coverage::{Coverage, Land};
use crate::model::{Service, Study};
use crate::note::{Note, Notes, Severity};

/// Notes on the layers that all services share.
pub(super) fn of_study(study: &Study, coverage: &Coverage, notes: &mut Notes) {
    let outside = Tally::from(coverage.land.as_slice()).outside();
    if outside.parcels > 0 {
        notes.push(
            Note::new(Severity::Warning, "land-in-no-township")
                .layer("residential")
                .with("count", outside.parcels)
                .with("area", hectares(outside)),
        );
    }
    if let Some(life_units) = &study.life_units
        && !study.townships.is_empty()
    {
        let count = life_units.iter().filter(|u| u.township.is_none()).count();
        tell(notes, Severity::Warning, "life-units-in-no-township", "life_units", count, life_units.len());
    }
    let n_parcels = study.parcels.len();
    let without = |given: &dyn Fn(&crate::model::Parcel) -> bool| {
        let count = study.parcels.iter().filter(|p| !given(p)).count();
        // None at all has the figure: then it is simply not computed.
        if count < n_parcels { count } else { 0 }
    };
    let no_population = without(&|p| p.population.is_some());
    tell(notes, Severity::Warning, "parcels-without-population", "residential", no_population, n_parcels);
    let no_households = without(&|p| p.households.is_some());
    tell(notes, Severity::Warning, "parcels-without-households", "residential", no_households, n_parcels);
    if study.parcels.iter().all(|p| p.population.is_none()) {
        let n_townships = study.townships.len();
        let count = study.townships.iter().filter(|t| t.population.is_none()).count();
        let count = if count < n_townships { count } else { 0 };
        tell(notes, Severity::Warning, "townships-without-population", "townships", count, n_townships);
    }
    overlaps::note(study, coverage, notes);
}

/// Notes on the facilities of a service.
pub(super) fn of_service(service: &Service, notes: &mut Notes) {
    let total = service.facilities.len();
    if !service.categories.is_empty() {
        let unknown = service.facilities.iter().filter(|f| f.category.is_none()).count();
        tell(notes, Severity::Warning, "facilities-without-category", "facilities", unknown, total);
    }
}

/// Tells how many of how many, unless it is none.
fn tell(
    notes: &mut Notes,
    severity: Severity,
    code: &'static str,
    layer: &'static str,
    count: usize,
    total: usize,
) {
    if count > 0 {
        notes.push(Note::new(severity, code).layer(layer).with("count", count).with("total", total));
    }
}

fn hectares(land: Land) -> String {
    format!("{:.2}", land.area_m2 / 10_000.0)
}
