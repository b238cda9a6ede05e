//! Below the table: the indicators of each standard against their targets, and the stages of the plan.

use std::collections::BTreeSet;

use super::super::printable::for_terminal;
use super::super::terms::bound;
use super::super::words::{Words, amount};
use super::layout::{Layout, aligned, shortened, width_of};
use super::percent;
use crate::report::{
    ChecklistEntry, ClauseKind, Indicator, IndicatorStatus, IndicatorTarget, ServiceReport, StageReport,
    Verdict,
};

/// No line is wider than this, if names of [`NARROWEST_NAME`] allow it.
const WIDEST_LINE: usize = 100;
/// Names of indicators are cut to what the other columns leave, between these widths.
const NARROWEST_NAME: usize = 16;
const WIDEST_NAME: usize = 42;
/// Units wider than this are cut.
const WIDEST_UNIT: usize = 16;

/// A block of lines a standard, and one for the stages where there is more than today.
pub(super) fn blocks(service: &ServiceReport, words: Words) -> Vec<String> {
    let of_standards = service.standards.iter().map(|standard| {
        let its = service.indicators.iter().filter(|i| i.standard == standard.id).collect::<Vec<_>>();
        let clauses = service.checklist.iter().filter(|c| c.standard == standard.id).collect::<Vec<_>>();
        let mut block = counts(&for_terminal(&standard.name), &clauses, words);
        if !its.is_empty() {
            block.push_str(&indicators(&its, words));
        }
        block
    });
    of_standards.chain(stages(service, words)).collect()
}

/// The name of the standard, and below it how many of its clauses are kept: circles, targets by year, rules.
fn counts(standard: &str, clauses: &[&ChecklistEntry], words: Words) -> String {
    let mut kinds: Vec<(ClauseKind, Option<i32>)> = Vec::new();
    for clause in clauses {
        let kind = (clause.kind, clause.year.filter(|_| clause.kind == ClauseKind::Indicator));
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds.sort_unstable();
    let mut out = format!("{standard}\n");
    for (kind, year) in kinds {
        let is_of_kind = |c: &&&ChecklistEntry| c.kind == kind && (year.is_none() || c.year == year);
        let count = |verdicts: &[Verdict]| {
            clauses.iter().filter(is_of_kind).filter(|c| verdicts.contains(&c.verdict)).count()
        };
        let name = match (kind, year) {
            (ClauseKind::Circle, _) => words.label("words.summary.clauses.circles"),
            (ClauseKind::Indicator, Some(year)) => {
                words.filled("words.summary.clauses.targets", &[("year", &year)])
            }
            (ClauseKind::Indicator, None) => words.label("words.summary.indicators.name"),
            (ClauseKind::Rule, _) => words.label("words.summary.clauses.rules"),
        };
        let key = match kind {
            ClauseKind::Indicator => "counts-of-targets",
            ClauseKind::Circle | ClauseKind::Rule => "counts",
        };
        out.push_str(&words.filled(
            &format!("words.summary.clauses.{key}"),
            &[
                ("clauses", &name),
                ("kept", &count(&[Verdict::Pass])),
                ("broken", &count(&[Verdict::Fail])),
                ("open", &count(&[Verdict::NotTestable, Verdict::NotApplicable])),
            ],
        ));
        out.push('\n');
    }
    out
}

/// A line an indicator.
fn indicators(indicators: &[&Indicator], words: Words) -> String {
    let years: BTreeSet<i32> = indicators.iter().flat_map(|i| i.targets.iter().map(|t| t.year)).collect();
    let label = |key: &str| words.label(&format!("words.summary.indicators.{key}"));
    let target_of = |year: &i32| words.filled("words.summary.indicators.target", &[("year", year)]);
    let mut header = vec![label("number"), String::new(), label("value")];
    header.extend(years.iter().map(target_of));
    let row = |indicator: &&Indicator| {
        let mut cells = vec![indicator.id.to_string(), String::new(), value(indicator, words)];
        cells.extend(years.iter().map(|year| {
            let target = indicator.targets.iter().find(|target| target.year == *year);
            target.map_or_else(|| words.none(), |target| marked(indicator, target, words))
        }));
        cells
    };
    let mut rows: Vec<Vec<String>> = std::iter::once(header).chain(indicators.iter().map(row)).collect();
    let room = WIDEST_LINE.saturating_sub(width_of(&rows)).clamp(NARROWEST_NAME, WIDEST_NAME);
    let names = indicators.iter().map(|indicator| shortened(&indicator.name, room));
    for (cells, name) in rows.iter_mut().zip(std::iter::once(label("name")).chain(names)) {
        if let Some(cell) = cells.get_mut(1) {
            *cell = name;
        }
    }
    aligned(&rows, Layout { to_the_left: 2, has_total: false })
}

/// The value with its unit, and whether it was reported; without a value, why in a word.
fn value(indicator: &Indicator, words: Words) -> String {
    let Some(figure) = indicator.value else { return words.indicator_status(indicator.status) };
    let figure = words.fixed(Some(figure), indicator.decimals);
    let unit = shortened(&indicator.unit, WIDEST_UNIT);
    let value = match unit.as_str() {
        "%" | "‰" => format!("{figure}{unit}"),
        _ => format!("{figure} {unit}"),
    };
    match indicator.status {
        IndicatorStatus::Reported => words.filled("words.summary.indicators.reported", &[("value", &value)]),
        _ => value,
    }
}

/// A target with the mark that the line of counts explains, led by what is compared with it where that is not the
/// value: the standard may measure something else for its year.
fn marked(indicator: &Indicator, target: &IndicatorTarget, words: Words) -> String {
    let mark = words.label(match target.met {
        Some(true) => "words.summary.indicators.mark-met",
        Some(false) => "words.summary.indicators.mark-missed",
        None => "words.summary.indicators.mark-open",
    });
    let target_and_mark = format!("{} {mark}", bound(target.direction, target.value));
    let printed = |value: Option<f64>| words.fixed(value, indicator.decimals);
    match printed(target.actual) {
        same if same == printed(indicator.value) => target_and_mark,
        other => format!("({other}) {target_and_mark}"),
    }
}

/// A line a stage.
fn stages(service: &ServiceReport, words: Words) -> Option<String> {
    if service.stages.len() < 2 {
        return None;
    }
    let label = |key: &str| words.label(&format!("words.summary.{key}"));
    let mut header: Vec<String> = ["stage", "facilities", "places", "places-short"].map(label).into();
    let circles = service.circles.iter();
    header.extend(circles.map(|c| words.filled("words.summary.coverage", &[("minutes", &c.minutes)])));
    header.push(label("configuration"));
    let row = |stage: &StageReport| {
        let county = &stage.county;
        let mut cells = vec![
            shortened(&stage.name, WIDEST_NAME),
            county.facilities.count.to_string(),
            amount(county.facilities.places),
            words.amount(county.places_shortfall),
        ];
        cells.extend(service.circles.iter().map(|circle| {
            let entry = county.coverage.iter().find(|entry| entry.minutes == circle.minutes);
            percent(entry.and_then(|entry| entry.rate), words)
        }));
        cells.push(percent(county.configuration_rate, words));
        cells
    };
    let rows: Vec<Vec<String>> = std::iter::once(header).chain(service.stages.iter().map(row)).collect();
    Some(aligned(&rows, Layout { to_the_left: 1, has_total: false }))
}
