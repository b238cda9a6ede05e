//! The stages of the plan side by side: today, and today with the planned facilities.

use super::counts::Counts;
use super::indicators::{RowsOf, at_stage};
use super::phrases::Phrases;
use super::plan_gap;
use super::reported::Reported;
use super::tally::Place;
use super::{World, rows};
use crate::model::{Facility, LayoutPlan, Service};
use crate::note::Notes;
use crate::report::{Amount, PlanReport, Row, StageCoverage, StageKind, StageReport, StageRow};

/// The stages of a service: today; each year by which more planned facilities open, or that has a layout plan of its
/// own; and all planned facilities, where some open in no stated year.
pub(super) fn stages(world: World, today: RowsOf, reported: &Reported) -> Vec<StageReport> {
    let mut stages = vec![report(world, world, today, reported, StageKind::Today, None, 0)];
    for (kind, year, facilities) in later(world.service, world.project.year) {
        let planned = facilities.len() - world.service.facilities.len();
        let service = Service { facilities, ..world.service.clone() };
        let covered = world.coverage.of_facilities(world.study, &service);
        let stage = World { service: &service, covered: &covered, ..world };
        // The notes of today's figures hold for the stages too.
        let mut told = Notes::default();
        let (townships, county) = rows(stage, &mut told);
        let rows_of = RowsOf { townships: &townships, county: &county };
        stages.push(report(stage, world, rows_of, reported, kind, year, planned));
    }
    stages
}

/// The later stages: their facilities in the order of the file.
fn later(service: &Service, this_year: Option<i32>) -> Vec<(StageKind, Option<i32>, Vec<Facility>)> {
    // What is planned and was to open in an earlier year is still planned: it counts from this year on.
    let opens = |facility: &Facility| facility.opening_year.map(|year| year.max(this_year.unwrap_or(year)));
    let mut years: Vec<i32> = service.planned.iter().filter_map(opens).collect();
    if !service.planned.is_empty() {
        years.extend(service.plans.iter().filter_map(|plan| plan.year));
    }
    years.sort_unstable();
    years.dedup();
    let with = |is_open: &dyn Fn(&Facility) -> bool| {
        let planned = service.planned.iter().filter(|facility| is_open(facility));
        let mut all: Vec<Facility> = service.facilities.iter().chain(planned).cloned().collect();
        all.sort_by_key(|facility| facility.feature);
        all
    };
    let mut stages = Vec::new();
    for year in years {
        let facilities = with(&|facility| opens(facility).is_some_and(|opens| opens <= year));
        let adds_none = facilities.len() == service.facilities.len();
        let is_leading = service.plans.first().is_none_or(|plan| plan.year == Some(year));
        if !(adds_none && is_leading) {
            stages.push((StageKind::ByYear, Some(year), facilities));
        }
    }
    if service.planned.iter().any(|facility| facility.opening_year.is_none()) {
        stages.push((StageKind::All, None, with(&|_| true)));
    }
    stages
}

/// One stage. `world` is that of the stage, `today` that of the facilities that exist.
fn report(
    world: World,
    today: World,
    rows: RowsOf,
    reported: &Reported,
    id: StageKind,
    year: Option<i32>,
    planned_facilities: usize,
) -> StageReport {
    let phrases = Phrases(world.project.language);
    let plan = plan_of(world.service, id, year).filter(|_| !world.study.townships.is_empty());
    let gaps = plan.map(|plan| plan_gap::report(world.study, world.service, plan, &Counts::of(world)));
    let row = |row: &Row, place: Place| {
        let planned = gaps.as_ref().zip(plan).map(|(gaps, plan)| planned_in(world, gaps, plan, place));
        let shortfall = gaps.as_ref().and_then(|gaps| match place {
            Place::Township(at) => gaps.townships.get(at).and_then(|planned| planned.shortfall.places),
            Place::County => gaps.county.last().and_then(|all| all.shortfall.places),
        });
        stage_row(row, planned.unwrap_or(Amount { count: None, places: None }), shortfall)
    };
    StageReport {
        id,
        year,
        name: match (id, year) {
            (StageKind::Today, _) => phrases.of("stage.today", &[]),
            (StageKind::ByYear, Some(year)) => phrases.of("stage.by-year", &[("year", &year)]),
            (StageKind::ByYear, None) | (StageKind::All, _) => phrases.of("stage.all", &[]),
        },
        planned_facilities,
        plan_year: plan.and_then(|plan| plan.year),
        townships: rows
            .townships
            .iter()
            .enumerate()
            .map(|(at, township)| row(township, Place::Township(at)))
            .collect(),
        county: row(rows.county, Place::County),
        indicators: today
            .standards()
            .iter()
            .flat_map(|standard| at_stage(world, today, standard, rows, reported))
            .collect(),
    }
}

/// The plan beside a stage: of today the one that leads; of a year the one of that year, else the last one before;
/// of all planned facilities the last one.
fn plan_of(service: &Service, id: StageKind, year: Option<i32>) -> Option<&LayoutPlan> {
    let by = |limit: i32| {
        let dated = service.plans.iter().filter(|plan| plan.year.is_some_and(|year| year <= limit));
        dated.max_by_key(|plan| plan.year)
    };
    match (id, year) {
        (StageKind::Today, _) => service.plans.first(),
        (_, Some(year)) => by(year).or(service.plans.first()),
        (_, None) => by(i32::MAX).or(service.plans.first()),
    }
}

/// What the plan has for a place over all categories.
fn planned_in(world: World, gaps: &PlanReport, plan: &LayoutPlan, place: Place) -> Amount {
    match place {
        Place::County => gaps.county.last().map_or(Amount { count: None, places: None }, |all| all.planned),
        Place::Township(at) => {
            let n = world.service.categories.len();
            let rows = gaps.rows.get(at * n..(at + 1) * n).unwrap_or_default();
            let sum = |of: fn(&Amount) -> Option<f64>| {
                let given: Vec<f64> = rows.iter().filter_map(|row| of(&row.planned)).collect();
                (!given.is_empty()).then(|| given.iter().sum())
            };
            Amount { count: sum(|a| a.count), places: plan_gap::planned_places(plan, at) }
        }
    }
}

fn stage_row(row: &Row, planned: Amount, places_shortfall: Option<f64>) -> StageRow {
    StageRow {
        code: row.code.clone(),
        name: row.name.clone(),
        coverage: row
            .coverage
            .iter()
            .map(|c| StageCoverage { minutes: c.minutes, area_m2: c.area_m2, rate: c.rate })
            .collect(),
        configuration_units: row.configuration.units,
        configured: row.configuration.configured,
        configuration_rate: row.configuration.rate,
        facilities: row.facilities.clone(),
        planned,
        places_shortfall,
    }
}
