//! Every indicator against each of its targets (表5 指标达成表).

use super::super::words::{Words, amount};
use super::{Cell, Subject, Table, standard_name, title};
use crate::report::{Indicator, IndicatorReading, IndicatorTarget, ServiceReport};

/// The table of a service: a row an indicator and target year; one without a target has one row.
pub(super) fn table(service: &ServiceReport, words: Words) -> Table {
    let names = [
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
    let title = title("indicators", service, words);
    let mut table = Table::with_columns("indicators", title, "indicator.", &names, words);
    for indicator in &service.indicators {
        let targets = indicator.targets.iter().map(Some);
        let none = indicator.targets.is_empty().then_some(None);
        for target in targets.chain(none) {
            table.row(Subject::Nothing, cells(service, indicator, target, words));
        }
    }
    table
}

fn cells(
    service: &ServiceReport,
    indicator: &Indicator,
    target: Option<&IndicatorTarget>,
    words: Words,
) -> Vec<Cell> {
    let decimals = indicator.decimals;
    // The terms of what is compared with the target; without a target, those of the value.
    let (numerator, denominator) = match target {
        Some(target) => (target.numerator, target.denominator),
        None => (indicator.numerator, indicator.denominator),
    };
    let reported = indicator.reported.as_ref();
    vec![
        standard_name(service, &indicator.standard),
        Cell::whole(Some(indicator.id)),
        Cell::text(&indicator.name),
        Cell::text(&indicator.unit),
        Cell::number(indicator.value, decimals),
        Cell::Text(words.indicator_status(indicator.status)),
        Cell::said(target.and_then(|t| t.why.as_deref()).or(indicator.why.as_deref())),
        Cell::whole(target.map(|t| t.year)),
        target.map_or(Cell::Nothing, |t| Cell::Bound(t.direction, t.value)),
        Cell::number(target.and_then(|t| t.actual), decimals),
        Cell::amount(numerator),
        Cell::amount(denominator),
        words.met(target.and_then(|t| t.met)),
        words.gap(target.and_then(|t| t.gap), decimals),
        words.needed(target.and_then(|t| t.to_meet.as_ref()).map(|t| t.words.as_str())),
        Cell::whole(Some(indicator.not_saying)),
        Cell::number(reported.map(|r| r.value), decimals),
        Cell::whole(reported.and_then(|r| r.year)),
        Cell::said(reported.and_then(|r| r.source.as_deref())),
        Cell::text(other_readings(indicator, words)),
        Cell::text(&indicator.formula),
        Cell::text(&indicator.clause),
        Cell::said(target.and_then(|t| t.needs.as_deref()).or(indicator.needs.as_deref())),
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
