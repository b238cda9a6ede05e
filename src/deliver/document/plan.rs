//! 布点规划缺口: plan against existing, plan by plan.

use super::super::tables::Table;
use super::super::words::{Words, amount};
use super::draft::Draft;
use super::grid::Grid;
use super::phrases::name;
use super::summary::largest;
use crate::report::{Amount, PlanCountyRow, PlanReport, ServiceReport};

/// The columns of the table. Those of its last rows alone are told in sentences.
const COLUMNS: [&str; 10] = [
    "township",
    "category",
    "planned-facilities",
    "existing-facilities",
    "facilities-gap",
    "facilities-completion",
    "planned-places",
    "existing-places",
    "places-gap",
    "places-completion",
];

/// The section; nothing where no service has a plan.
pub(super) fn write(draft: &mut Draft, tables: &[Vec<Table>]) {
    let (report, words) = (draft.report, draft.words);
    if report.services.iter().all(|service| service.plan.is_none()) {
        return;
    }
    draft.section("plan");
    for (service, tables) in report.services.iter().zip(tables) {
        if service.plan.is_none() {
            continue;
        }
        let level = draft.service(service);
        let plans: Vec<&PlanReport> = service.plan.iter().chain(&service.further_plans).collect();
        // The tables of the plans stand in the order of the plans.
        let of_plans = tables.iter().filter(|table| table.name.starts_with("plan_gap"));
        for (plan, table) in plans.iter().copied().zip(of_plans) {
            if plans.len() > 1 {
                draft.heading(level, &heading(plan, words));
            }
            draft.paragraph_before_table(&findings(service, plan, words));
            let grid =
                Grid::of(table, &COLUMNS).merged(&["township"]).headed(|name, _| words.heading(name, 0));
            draft.table(&table.title, grid, vec![words.told("plan.remark", &[])]);
        }
    }
}

fn heading(plan: &PlanReport, words: Words) -> String {
    match plan.year {
        Some(year) => words.told("plan.heading-of-year", &[("year", &year)]),
        None => words.told("plan.heading-of-no-year", &[]),
    }
}

/// The plan that leads, in two sentences; nothing without a plan.
pub(super) fn in_short(service: &ServiceReport, words: Words) -> Vec<String> {
    let Some(plan) = &service.plan else { return Vec::new() };
    let Some(all) = all(plan) else { return Vec::new() };
    let called = words.plan(plan);
    let mut told = Vec::new();
    told.extend(against(&called, all, words));
    told.extend(where_short(service, plan, words));
    told
}

/// All categories together, then each, and the townships that are short.
fn findings(service: &ServiceReport, plan: &PlanReport, words: Words) -> Vec<String> {
    let called = words.plan(plan);
    let mut told = Vec::new();
    if let Some(all) = all(plan) {
        told.extend(against(&called, all, words));
    }
    let of_category = |row: &PlanCountyRow| {
        let category = name(row.category.as_deref()?);
        let short = short(&row.shortfall, words)?;
        Some(words.told("plan.category", &[("category", &category), ("short", &short)]))
    };
    let short: Vec<String> = plan.county.iter().filter_map(of_category).collect();
    if !short.is_empty() {
        told.push(words.told("plan.by-category", &[("categories", &words.listed(&short))]));
    }
    told.extend(where_short(service, plan, words));
    told
}

/// The row of all categories.
fn all(plan: &PlanReport) -> Option<&PlanCountyRow> {
    plan.county.iter().find(|row| row.category.is_none())
}

/// Planned, existing, shortfall and net: of places where the plan says them, else of facilities.
fn against(plan: &str, all: &PlanCountyRow, words: Words) -> Option<String> {
    let of_places =
        Some(("plan.places", all.planned.places?, all.existing.places, all.shortfall.places, all.net.places));
    let of_count = || {
        Some(("plan.facilities", all.planned.count?, all.existing.count, all.shortfall.count, all.net.count))
    };
    let (key, planned, existing, shortfall, net) = of_places.or_else(of_count)?;
    let net = match net {
        Some(net) if net < 0.0 => words.told("plan.net-surplus", &[("amount", &amount(-net))]),
        net => words.told("plan.net", &[("amount", &words.amount(net))]),
    };
    Some(words.told(
        key,
        &[
            ("plan", &plan),
            ("planned", &amount(planned)),
            ("existing", &words.amount(existing)),
            ("shortfall", &words.amount(shortfall)),
            ("net", &net),
        ],
    ))
}

/// In how many townships places are short, and where the most are; `None` where the plan does not say.
fn where_short(service: &ServiceReport, plan: &PlanReport, words: Words) -> Option<String> {
    let short_of = |at: usize| plan.townships.get(at).and_then(|row| row.shortfall.places);
    let n = plan.townships.iter().filter(|row| row.shortfall.places.is_some_and(|p| p > 0.0)).count();
    if n == 0 {
        let is_enough = all(plan)?.shortfall.places? <= 0.0;
        return is_enough.then(|| words.told("plan.enough", &[]));
    }
    let most: Vec<String> = largest(service, short_of, words)
        .into_iter()
        .map(|(township, at)| {
            let places = words.amount(short_of(at));
            words.told("plan.township", &[("township", &township), ("places", &places)])
        })
        .collect();
    if most.is_empty() {
        return None;
    }
    let most = words.enumerated(&most);
    match n {
        1 => Some(words.told("plan.only", &[("most", &most)])),
        n => {
            let townships = words.counted("townships", n);
            Some(words.told("plan.most", &[("townships", &townships), ("most", &most)]))
        }
    }
}

/// What a township lacks against each plan, category by category.
pub(super) fn of_township(service: &ServiceReport, at: usize, words: Words) -> Vec<String> {
    let plans = service.plan.iter().chain(&service.further_plans);
    plans.filter_map(|plan| shortfalls(plan, at, words)).collect()
}

fn shortfalls(plan: &PlanReport, at: usize, words: Words) -> Option<String> {
    let township = plan.townships.get(at)?;
    let called = words.plan(plan);
    if township.planned == (Amount { count: None, places: None }) {
        return Some(words.told("plan.not-listed", &[("plan", &called)]));
    }
    let is_it =
        |row: &&crate::report::PlanRow| row.township == township.township && row.code == township.code;
    let of_category = |row: &crate::report::PlanRow| {
        let short = short(&row.gap, words)?;
        Some(words.told("plan.category", &[("category", &name(&row.category)), ("short", &short)]))
    };
    let short: Vec<String> = plan.rows.iter().filter(is_it).filter_map(of_category).collect();
    Some(match short.is_empty() {
        true => words.told("plan.kept", &[("plan", &called)]),
        false => words.told("plan.short", &[("plan", &called), ("categories", &words.listed(&short))]),
    })
}

/// What is missing, of facilities and places; `None` where nothing is.
fn short(gap: &Amount, words: Words) -> Option<String> {
    let missing = |amount: Option<f64>| amount.filter(|amount| *amount > 0.0);
    let facilities = missing(gap.count).map(|n| words.counted("facilities", amount(n)));
    let places = missing(gap.places).map(|n| words.counted("places", amount(n)));
    let told: Vec<String> = facilities.into_iter().chain(places).collect();
    (!told.is_empty()).then(|| words.enumerated(&told))
}
