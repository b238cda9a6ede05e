//! 总体结论: what the figures come to, in sentences.

use super::super::columns::Columns;
use super::super::rounding::Fixed;
use super::super::terms::bound;
use super::super::words::{Counted, Words, amount, hectares};
use super::clauses;
use super::draft::Draft;
use super::phrases::{name, printed, township};
use super::plan;
use crate::report::{
    Indicator, IndicatorMeasure, IndicatorStatus, IndicatorTarget, Report, ServiceReport, StageReport,
    Verdict,
};

/// The section: what the report is of, then service by service.
pub(super) fn write(draft: &mut Draft) {
    let (report, words) = (draft.report, draft.words);
    draft.section("summary");
    draft.paragraph(&introduction(report, words));
    for service in &report.services {
        draft.service(service);
        let columns = Columns::of(service);
        draft.paragraph(&facilities(service, words));
        draft.paragraph(&coverage(service, &columns, words));
        draft.paragraph(&configuration(service, report, &columns, words));
        draft.paragraph(&plan::in_short(service, words));
        draft.paragraph(&stages(service, words));
        draft.paragraph(&clauses::in_short(service, words));
    }
}

/// What the report is of: the services, the year, the townships, the land and its residents.
fn introduction(report: &Report, words: Words) -> Vec<String> {
    let services: Vec<String> = report.services.iter().map(|service| name(&service.name)).collect();
    let services = words.enumerated(&services);
    let mut told = vec![match report.project.year {
        Some(year) => words.told("summary.of-year", &[("services", &services), ("year", &year)]),
        None => words.told("summary.of-no-year", &[("services", &services)]),
    }];
    // Townships, land and residents are the same for every service.
    let Some(service) = report.services.first() else { return told };
    let columns = Columns::of(service);
    let last = service.townships.len();
    if service.county.residential_area_m2 > 0.0 {
        let residential = words.figure(printed(&columns.residential, last));
        told.push(match service.townships.len() {
            0 => words.told("summary.land", &[("residential", &residential)]),
            n => words.told(
                "summary.land-in-townships",
                &[("townships", &words.counted("townships", n)), ("residential", &residential)],
            ),
        });
    } else {
        told.push(words.told("summary.no-land", &[]));
    }
    if let Some(population) = printed(&columns.population, last) {
        told.push(words.told("summary.population", &[("population", &population)]));
    }
    let outside = &service.outside;
    if outside.parcels > 0 {
        let parcels = words.counted("parcels", outside.parcels);
        let area = Fixed::of(hectares(outside.residential_area_m2), 2);
        told.push(words.told("summary.outside", &[("parcels", &parcels), ("area", &area)]));
    }
    told
}

fn facilities(service: &ServiceReport, words: Words) -> Vec<String> {
    let (called, counts) = (name(&service.name), &service.county.facilities);
    if counts.count == 0 {
        return vec![words.told("facilities.none", &[("service", &called)])];
    }
    let facilities = words.counted("facilities", counts.count);
    let all = match counts.places > 0.0 {
        true => {
            let places = words.counted("places", amount(counts.places));
            words.told(
                "facilities.with-places",
                &[("service", &called), ("facilities", &facilities), ("places", &places)],
            )
        }
        false => words.told("facilities.all", &[("service", &called), ("facilities", &facilities)]),
    };
    vec![all, words.kinds(counts)]
}

/// A sentence a circle, and one of urban and rural land where there is both.
fn coverage(service: &ServiceReport, columns: &Columns, words: Words) -> Vec<String> {
    let (county, last) = (&service.county, service.townships.len());
    let mut told = Vec::new();
    for (at, (circle, of)) in service.circles.iter().zip(&columns.circles).enumerate() {
        let Some(rate) = county.coverage.get(at).and_then(|entry| entry.rate) else { continue };
        let uncovered = printed(&of.uncovered, last);
        let key = if uncovered.is_some_and(Fixed::is_zero) { "coverage.whole" } else { "coverage.circle" };
        told.push(words.told(
            key,
            &[
                ("minutes", &circle.minutes),
                ("radius", &amount(circle.radius_m)),
                ("covered", &words.figure(printed(&of.covered, last))),
                ("rate", &words.percent(Some(rate))),
                ("uncovered", &words.figure(uncovered)),
            ],
        ));
        let rate_of = |land: &Option<crate::report::LandUseRow>| land.as_ref()?.coverage.get(at)?.rate;
        if let (Some(urban), Some(rural)) = (rate_of(&county.urban), rate_of(&county.rural)) {
            let (urban, rural) = (words.percent(Some(urban)), words.percent(Some(rural)));
            told.push(words.told("coverage.by-use", &[("urban", &urban), ("rural", &rural)]));
        }
    }
    told
}

/// The configuration rate, and the targets that the standards set it.
fn configuration(service: &ServiceReport, report: &Report, columns: &Columns, words: Words) -> Vec<String> {
    let reading = words.configuration_line(service, &report.method);
    let mut told = vec![rate(service, columns, &reading, words)];
    let with_targets = |i: &&Indicator| {
        i.measure == IndicatorMeasure::ConfigurationRate && !i.targets.is_empty() && i.value.is_some()
    };
    for indicator in service.indicators.iter().filter(with_targets) {
        let targets: Vec<String> = indicator.targets.iter().map(|t| target(indicator, t, words)).collect();
        let standard = name(clauses::standard(service, &indicator.standard));
        let targets = words.listed(&targets);
        told.push(words.told("targets", &[("standard", &standard), ("targets", &targets)]));
    }
    told
}

/// The configuration rate of the county with its terms.
fn rate(service: &ServiceReport, columns: &Columns, reading: &str, words: Words) -> String {
    let (configuration, last) = (&service.county.configuration, service.townships.len());
    let Some(rate) = configuration.rate else {
        return words.told("configuration.none", &[("reading", &reading)]);
    };
    let rate = words.percent(Some(rate));
    let (configured, all) = (configuration.configured, configuration.units);
    match Counted::by(configuration.rule) {
        Counted::Land => words.told(
            "configuration.land",
            &[
                ("rate", &rate),
                ("configured", &words.figure(printed(&columns.configured, last))),
                ("all", &words.figure(printed(&columns.denominator, last))),
                ("reading", &reading),
            ],
        ),
        counted => words.told(
            "configuration.counted",
            &[
                ("rate", &rate),
                ("configured", &amount(configured)),
                ("all", &words.counted(counted.key(), amount(all))),
                ("reading", &reading),
            ],
        ),
    }
}

/// A target, and whether it is met.
fn target(indicator: &Indicator, target: &IndicatorTarget, words: Words) -> String {
    let met = match (target.met, indicator.status) {
        (Some(true), _) => words.label("words.met.yes"),
        (Some(false), _) => words.label("words.met.no"),
        (None, IndicatorStatus::NotApplicable) => words.verdict(Verdict::NotApplicable),
        (None, _) => words.verdict(Verdict::NotTestable),
    };
    let bound = bound(target.direction, target.value) + &indicator.unit;
    words.told("target", &[("year", &target.year), ("bound", &bound), ("met", &met)])
}

/// The figures of the stages behind today, a sentence each, and whether their shortfalls are of different plans.
fn stages(service: &ServiceReport, words: Words) -> Vec<String> {
    let planned = service.stages.get(1..).unwrap_or_default();
    let mut told: Vec<String> = planned.iter().map(|of| stage(service, of, words)).collect();
    let mut plans = planned.iter().filter(|of| of.county.places_shortfall.is_some()).map(|of| of.plan_year);
    if let Some(first) = plans.next()
        && plans.any(|year| year != first)
    {
        told.push(words.told("stage.plans-differ", &[]));
    }
    told
}

fn stage(service: &ServiceReport, stage: &StageReport, words: Words) -> String {
    let (county, counts) = (&stage.county, &stage.county.facilities);
    let facilities = words.counted("facilities", counts.count);
    let mut told = vec![match stage.year {
        Some(year) => words.told("stage.by-year", &[("year", &year), ("facilities", &facilities)]),
        None => words.told("stage.all", &[("facilities", &facilities)]),
    }];
    if counts.places > 0.0 {
        told.push(words.counted("places", amount(counts.places)));
    }
    for circle in &service.circles {
        let entry = county.coverage.iter().find(|entry| entry.minutes == circle.minutes);
        if let Some(rate) = entry.and_then(|entry| entry.rate) {
            let rate = words.percent(Some(rate));
            told.push(words.told("stage.coverage", &[("minutes", &circle.minutes), ("rate", &rate)]));
        }
    }
    if county.configuration_rate.is_some() {
        let rate = words.percent(county.configuration_rate);
        told.push(words.told("stage.configuration", &[("rate", &rate)]));
    }
    if let Some(short) = county.places_shortfall {
        let plan = words.plan_of(stage.plan_year);
        told.push(words.told("stage.shortfall", &[("plan", &plan), ("places", &amount(short))]));
    }
    words.told("stage.sentence", &[("stage", &told.join(&words.label("words.list-separator")))])
}

/// The townships with the largest figures, the largest first: at most three. One township alone is not told.
pub(super) fn largest(
    service: &ServiceReport,
    figure: impl Fn(usize) -> Option<f64>,
    words: Words,
) -> Vec<(String, usize)> {
    const MOST: usize = 3;
    if service.townships.len() < 2 {
        return Vec::new();
    }
    let mut with: Vec<(f64, usize)> = (0..service.townships.len())
        .filter_map(|at| Some((figure(at)?, at)))
        .filter(|(f, _)| *f > 0.0)
        .collect();
    with.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let called = |at: usize| service.townships.get(at).map(|row| (township(row, words), at));
    with.into_iter().take(MOST).filter_map(|(_, at)| called(at)).collect()
}
