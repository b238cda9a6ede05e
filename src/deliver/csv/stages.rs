//! `stages.csv` and `stage_indicators.csv`: today and the stages of the plan side by side.

use super::super::words::{Words, amount};
use super::{Table, attribute, standard_name};
use crate::report::{Indicator, ServiceReport, StageIndicator, StageReport, StageRow};

/// The table of a service, a row a township and one for the county; `None` where there is no stage but today, whose
/// figures stand in the other tables.
pub(super) fn table(service: &ServiceReport, words: Words) -> Option<Table> {
    let today = service.stages.first().filter(|_| service.stages.len() > 1)?;
    let label = |key: &str| words.label(&format!("words.column.{key}"));
    let mut header = vec![label("township-code"), label("township")];
    header.extend(service.stages.iter().flat_map(|stage| headings(service, stage, words)));
    let mut table = Table::with_header(header);
    let of_place = |row: &StageRow, name: String, at: &dyn Fn(&StageReport) -> Option<&StageRow>| {
        let mut cells = vec![attribute(words, row.code.as_deref()), name];
        cells.extend(service.stages.iter().flat_map(|stage| figures(service, at(stage), words)));
        cells
    };
    for (at, row) in today.townships.iter().enumerate() {
        let name = attribute(words, row.name.as_deref());
        table.row(of_place(row, name, &|stage| stage.townships.get(at)));
    }
    table.row(of_place(&today.county, words.label("words.total"), &|stage| Some(&stage.county)));
    Some(table)
}

fn headings(service: &ServiceReport, stage: &StageReport, words: Words) -> Vec<String> {
    let heading = |key: &str, values: &[(&'static str, &dyn ToString)]| {
        let stage: (&'static str, &dyn ToString) = ("stage", &stage.name);
        let values: Vec<_> = values.iter().copied().chain([stage]).collect();
        let heading = words.filled(&format!("words.column.stage.{key}"), &values);
        attribute(words, Some(&heading))
    };
    let circles = service.circles.iter();
    let mut headings: Vec<String> =
        circles.map(|circle| heading("coverage-rate", &[("minutes", &circle.minutes)])).collect();
    headings.extend(["configuration-rate", "facilities", "places"].map(|key| heading(key, &[])));
    headings.push(match stage.plan_year {
        Some(year) => heading("planned-places-of-year", &[("year", &year)]),
        None => heading("planned-places", &[]),
    });
    headings.push(heading("places-shortfall", &[]));
    headings
}

/// The figures of a place at a stage. Counts and places are printed as they are, so they add up.
fn figures(service: &ServiceReport, row: Option<&StageRow>, words: Words) -> Vec<String> {
    let rate = |minutes: u32| {
        let entry = row?.coverage.iter().find(|entry| entry.minutes == minutes)?;
        entry.rate
    };
    let mut cells: Vec<String> =
        service.circles.iter().map(|circle| words.percent(rate(circle.minutes))).collect();
    cells.extend([
        words.percent(row.and_then(|r| r.configuration_rate)),
        words.figure(row.map(|r| r.facilities.count)),
        words.figure(row.map(|r| amount(r.facilities.places))),
        words.amount(row.and_then(|r| r.planned.places)),
        words.amount(row.and_then(|r| r.places_shortfall)),
    ]);
    cells
}

/// The indicators of a service, a column a stage: those that have a value at some stage. `None` where there are none,
/// or no stage but today.
pub(super) fn indicators(service: &ServiceReport, words: Words) -> Option<Table> {
    if service.stages.len() < 2 {
        return None;
    }
    let label = |key: &str| words.label(&format!("words.column.indicator.{key}"));
    let mut header: Vec<String> = ["standard", "number", "name", "unit"].map(label).into();
    header.extend(service.stages.iter().map(|stage| attribute(words, Some(&stage.name))));
    let mut table = Table::with_header(header);
    for indicator in &service.indicators {
        let is_it =
            |staged: &&StageIndicator| staged.standard == indicator.standard && staged.id == indicator.id;
        let value = |stage: &StageReport| stage.indicators.iter().find(is_it).and_then(|staged| staged.value);
        let values: Vec<Option<f64>> = service.stages.iter().map(value).collect();
        if values.iter().any(Option::is_some) {
            table.row(cells(service, indicator, &values, words));
        }
    }
    (!table.is_empty()).then_some(table)
}

fn cells(
    service: &ServiceReport,
    indicator: &Indicator,
    values: &[Option<f64>],
    words: Words,
) -> Vec<String> {
    let mut cells = vec![
        standard_name(service, &indicator.standard, words),
        indicator.id.to_string(),
        attribute(words, Some(&indicator.name)),
        attribute(words, Some(&indicator.unit)),
    ];
    cells.extend(values.iter().map(|value| words.fixed(*value, indicator.decimals)));
    cells
}
