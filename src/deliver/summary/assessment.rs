//! Below the table: the indicators of each standard against their targets, and the stages of the plan.

use std::collections::BTreeSet;

use super::super::printable::for_terminal;
use super::super::terms::bound;
use super::super::words::{Words, amount};
use super::layout::{Layout, aligned, shortened, width_of};
use super::percent;
use crate::report::{Indicator, IndicatorStatus, IndicatorTarget, ServiceReport, StageReport};

/// No line is wider than this, if names of [`NARROWEST_NAME`] allow it.
const WIDEST_LINE: usize = 100;
/// Names of indicators are cut to what the other columns leave, between these widths.
const NARROWEST_NAME: usize = 16;
const WIDEST_NAME: usize = 42;
/// Units wider than this are cut.
const WIDEST_UNIT: usize = 16;

/// A block of lines a standard that has indicators, and one for the stages where there is more than today.
pub(super) fn blocks(service: &ServiceReport, project_year: Option<i32>, words: Words) -> Vec<String> {
    let of_standards = service.standards.iter().filter_map(|standard| {
        let its = service.indicators.iter().filter(|i| i.standard == standard.id).collect::<Vec<_>>();
        (!its.is_empty()).then(|| indicators(&for_terminal(&standard.name), &its, project_year, words))
    });
    of_standards.chain(stages(service, words)).collect()
}

/// A line of counts, and a line an indicator.
fn indicators(standard: &str, indicators: &[&Indicator], project_year: Option<i32>, words: Words) -> String {
    let years: BTreeSet<i32> = indicators.iter().flat_map(|i| i.targets.iter().map(|t| t.year)).collect();
    let mut out = match next_of(&years, project_year) {
        Some(year) => counts(standard, indicators, year, words),
        None => standard.to_owned(),
    };
    out.push('\n');

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
    out.push_str(&aligned(&rows, Layout { to_the_left: 2, has_total: false }));
    out
}

/// The year whose targets matter next: the first that is not before the year of the figures, else the last.
fn next_of(years: &BTreeSet<i32>, project_year: Option<i32>) -> Option<i32> {
    let next = project_year.and_then(|year| years.range(year..).next());
    next.or(years.last()).copied()
}

/// How many targets of a year are met, are not, and are open.
fn counts(standard: &str, indicators: &[&Indicator], year: i32, words: Words) -> String {
    let targets = || indicators.iter().flat_map(|i| &i.targets).filter(|target| target.year == year);
    let count = |met: Option<bool>| targets().filter(|target| target.met == met).count();
    words.filled(
        "words.summary.indicators.counts",
        &[
            ("standard", &standard),
            ("year", &year),
            ("met", &count(Some(true))),
            ("missed", &count(Some(false))),
            ("open", &count(None)),
        ],
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures of 2025 are on the way to the targets of 2027; those of 2030 are held against the last ones.
    #[test]
    fn the_next_targets_are_counted() {
        let years = BTreeSet::from([2024, 2027]);
        assert_eq!(next_of(&years, Some(2024)), Some(2024));
        assert_eq!(next_of(&years, Some(2025)), Some(2027));
        assert_eq!(next_of(&years, Some(2030)), Some(2027));
        assert_eq!(next_of(&years, None), Some(2027));
        assert_eq!(next_of(&BTreeSet::new(), Some(2025)), None);
    }
}
