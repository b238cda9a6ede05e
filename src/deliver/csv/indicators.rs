//! `indicators.csv` (表5 指标达成表): every indicator against each of its targets.

use super::super::terms::bound;
use super::super::words::{Words, amount};
use super::{Table, attribute, standard_name};
use crate::report::{Indicator, IndicatorReading, IndicatorTarget, ServiceReport};

/// The table of a service: a row an indicator and target year; one without a target has one row.
pub(super) fn table(service: &ServiceReport, words: Words) -> Table {
    let keys = [
        "standard",
        "number",
        "name",
        "unit",
        "value",
        "status",
        "why",
        "year",
        "target",
        "actual",
        "numerator",
        "denominator",
        "met",
        "gap",
        "to-meet",
        "not-saying",
        "reported-value",
        "reported-year",
        "reported-source",
        "other-readings",
        "formula",
        "clause",
        "needs",
    ];
    let header = keys.map(|key| words.label(&format!("words.column.indicator.{key}")));
    let mut table = Table::with_header(header.into());
    for indicator in &service.indicators {
        let targets = indicator.targets.iter().map(Some);
        let none = indicator.targets.is_empty().then_some(None);
        for target in targets.chain(none) {
            table.row(cells(service, indicator, target, words));
        }
    }
    table
}

fn cells(
    service: &ServiceReport,
    indicator: &Indicator,
    target: Option<&IndicatorTarget>,
    words: Words,
) -> Vec<String> {
    let decimals = indicator.decimals;
    let text = |text: &str| attribute(words, Some(text));
    // The terms of what is compared with the target; without a target, those of the value.
    let (numerator, denominator) = match target {
        Some(target) => (target.numerator, target.denominator),
        None => (indicator.numerator, indicator.denominator),
    };
    let reported = indicator.reported.as_ref();
    vec![
        standard_name(service, &indicator.standard, words),
        indicator.id.to_string(),
        text(&indicator.name),
        text(&indicator.unit),
        words.fixed(indicator.value, decimals),
        words.indicator_status(indicator.status),
        attribute(words, target.and_then(|t| t.why.as_deref()).or(indicator.why.as_deref())),
        words.figure(target.map(|t| t.year)),
        words.figure(target.map(|t| bound(t.direction, t.value))),
        words.fixed(target.and_then(|t| t.actual), decimals),
        words.amount(numerator),
        words.amount(denominator),
        words.met(target.and_then(|t| t.met)),
        words.gap(target.and_then(|t| t.gap), decimals),
        words.needed(target.and_then(|t| t.to_meet.as_ref()).map(|t| t.words.as_str())),
        indicator.not_saying.to_string(),
        words.fixed(reported.map(|r| r.value), decimals),
        words.figure(reported.and_then(|r| r.year)),
        attribute(words, reported.and_then(|r| r.source.as_deref())),
        attribute(words, Some(&other_readings(indicator, words))),
        text(&indicator.formula),
        text(&indicator.clause),
        attribute(words, target.and_then(|t| t.needs.as_deref()).or(indicator.needs.as_deref())),
    ]
}

/// All other readings in one cell, each with its value and terms.
fn other_readings(indicator: &Indicator, words: Words) -> String {
    let told = |reading: &IndicatorReading| {
        let value = words.fixed(reading.value, indicator.decimals);
        let (name, value): (&dyn ToString, &dyn ToString) = (&reading.name, &value);
        match (reading.numerator, reading.denominator) {
            (Some(numerator), Some(denominator)) => words.filled(
                "words.indicator-reading.of-terms",
                &[
                    ("name", name),
                    ("value", value),
                    ("numerator", &amount(numerator)),
                    ("denominator", &amount(denominator)),
                ],
            ),
            _ => words.filled("words.indicator-reading.value", &[("name", name), ("value", value)]),
        }
    };
    let told: Vec<String> = indicator.other_readings.iter().map(told).collect();
    told.join(&words.label("words.indicator-reading.separator"))
}
