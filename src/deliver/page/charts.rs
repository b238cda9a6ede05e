//! The charts of the page: coverage and configuration by township, and plan against existing.

use super::super::classes::leading_rate;
use super::super::palette::SERIES;
use super::super::words::{Words, amount};
use super::data::{Chart, ChartLine, ChartRow, Series};
use crate::report::{IndicatorMeasure, IndicatorTarget, PlanReport, PlanTownshipRow, Row, ServiceReport};

/// The charts of a service; none without townships.
pub(super) fn charts(service: &ServiceReport, words: Words) -> Vec<Chart> {
    if service.townships.is_empty() {
        return Vec::new();
    }
    let mut charts = vec![coverage(service, words), configuration(service, words)];
    let plans = service.plan.iter().chain(&service.further_plans);
    charts.extend(plans.enumerate().map(|(at, plan)| planned(at, plan, words)));
    charts
}

fn series(names: impl IntoIterator<Item = String>) -> Vec<Series> {
    names.into_iter().zip(SERIES.iter().cycle()).map(|(name, colour)| Series { name, colour }).collect()
}

/// A row a township: rates in percent.
fn rates(service: &ServiceReport, words: Words, of: &dyn Fn(&Row) -> Vec<Option<f64>>) -> Vec<ChartRow> {
    let row = |(at, row): (usize, &Row)| {
        let rates = of(row);
        ChartRow {
            label: row.name.clone().or_else(|| row.code.clone()).unwrap_or_else(|| words.none()),
            texts: rates.iter().map(|rate| rate.map(|_| words.percent(*rate))).collect(),
            values: rates.iter().map(|rate| rate.map(|r| r * 100.0)).collect(),
            subject: Some(("township", at)),
        }
    };
    service.townships.iter().enumerate().map(row).collect()
}

/// The targets of the first indicator that measures this, where the rates are held to it.
fn lines(service: &ServiceReport, measure: IndicatorMeasure, words: Words) -> Vec<ChartLine> {
    let leading = leading_rate(service).filter(|indicator| indicator.measure == measure);
    let targets = leading.map(|indicator| indicator.targets.as_slice()).unwrap_or_default();
    let line = |target: &IndicatorTarget| {
        let value = amount(target.value);
        let label = words.filled("words.page.target-line", &[("year", &target.year), ("value", &value)]);
        ChartLine { value: target.value, label }
    };
    targets.iter().map(line).collect()
}

fn coverage(service: &ServiceReport, words: Words) -> Chart {
    let names = service
        .circles
        .iter()
        .map(|circle| words.filled("words.summary.coverage", &[("minutes", &circle.minutes)]));
    Chart {
        id: "coverage".to_owned(),
        title: words.label("words.page.chart-coverage"),
        unit: "%".to_owned(),
        series: series(names),
        rows: rates(service, words, &|row| row.coverage.iter().map(|entry| entry.rate).collect()),
        lines: lines(service, IndicatorMeasure::CoverageRate, words),
    }
}

fn configuration(service: &ServiceReport, words: Words) -> Chart {
    Chart {
        id: "configuration".to_owned(),
        title: words.label("words.page.chart-configuration"),
        unit: "%".to_owned(),
        series: series([words.label("words.page.configuration")]),
        rows: rates(service, words, &|row| vec![row.configuration.rate]),
        lines: lines(service, IndicatorMeasure::ConfigurationRate, words),
    }
}

fn planned(at: usize, plan: &PlanReport, words: Words) -> Chart {
    let title = match plan.year {
        Some(year) => words.filled("words.page.chart-plan-of-year", &[("year", &year)]),
        None => words.label("words.page.chart-plan"),
    };
    let row = |(at, row): (usize, &PlanTownshipRow)| {
        let values = vec![row.planned.places, row.existing.places];
        ChartRow {
            label: row.township.clone(),
            texts: values.iter().map(|value| value.map(amount)).collect(),
            values,
            subject: Some(("township", at)),
        }
    };
    Chart {
        id: format!("plan-{}", at + 1),
        title,
        unit: words.label("words.page.unit-places"),
        series: series(["words.page.planned", "words.page.existing"].map(|key| words.label(key))),
        rows: plan.townships.iter().enumerate().map(row).collect(),
        lines: Vec::new(),
    }
}
