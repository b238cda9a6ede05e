//! Today and the stages of the plan side by side: figures by township, and indicators.

use super::super::words::Words;
use super::{Cell, Subject, Table, standard_name, title};
use crate::report::{Indicator, ServiceReport, StageIndicator, StageReport, StageRow};

/// The table of a service, a row a township and one for the county; `None` where there is no stage but today, whose
/// figures stand in the other tables.
pub(super) fn table(service: &ServiceReport, words: Words) -> Option<Table> {
    let today = service.stages.first().filter(|_| service.stages.len() > 1)?;
    let names = ["township-code", "township"];
    let mut table = Table::with_columns("stages", title("stages", service, words), "", &names, words);
    for stage in &service.stages {
        columns(&mut table, service, stage, words);
    }
    let of_place = |row: &StageRow, name: Cell, at: &dyn Fn(&StageReport) -> Option<&StageRow>| {
        let mut cells = vec![Cell::said(row.code.as_deref()), name];
        cells.extend(service.stages.iter().flat_map(|stage| figures(service, at(stage))));
        cells
    };
    for (at, row) in today.townships.iter().enumerate() {
        let name = Cell::said(row.name.as_deref());
        table.row(Subject::Township(at), of_place(row, name, &|stage| stage.townships.get(at)));
    }
    let total = Cell::Text(words.label("words.total"));
    table.row(Subject::Total, of_place(&today.county, total, &|stage| Some(&stage.county)));
    Some(table)
}

fn columns(table: &mut Table, service: &ServiceReport, stage: &StageReport, words: Words) {
    let heading = |name: &str, values: &[(&'static str, &dyn ToString)]| {
        let stage: (&'static str, &dyn ToString) = ("stage", &stage.name);
        let values: Vec<_> = values.iter().copied().chain([stage]).collect();
        words.filled(&format!("words.column.stage.{name}"), &values)
    };
    for circle in &service.circles {
        table.column("coverage-rate", heading("coverage-rate", &[("minutes", &circle.minutes)]));
    }
    for name in ["configuration-rate", "facilities", "places"] {
        table.column(name, heading(name, &[]));
    }
    let planned = match stage.plan_year {
        Some(year) => heading("planned-places-of-year", &[("year", &year)]),
        None => heading("planned-places", &[]),
    };
    table.column("planned-places", planned);
    let shortfall = match stage.plan_year {
        Some(year) => heading("places-shortfall-of-year", &[("year", &year)]),
        None => heading("places-shortfall", &[]),
    };
    table.column("places-shortfall", shortfall);
}

/// The figures of a place at a stage. Counts and places are printed as they are, so they add up.
fn figures(service: &ServiceReport, row: Option<&StageRow>) -> Vec<Cell> {
    let rate = |minutes: u32| {
        let entry = row?.coverage.iter().find(|entry| entry.minutes == minutes)?;
        entry.rate
    };
    let mut cells: Vec<Cell> =
        service.circles.iter().map(|circle| Cell::percent(rate(circle.minutes))).collect();
    cells.extend([
        Cell::percent(row.and_then(|r| r.configuration_rate)),
        Cell::whole(row.map(|r| r.facilities.count)),
        Cell::amount(row.map(|r| r.facilities.places)),
        Cell::amount(row.and_then(|r| r.planned.places)),
        Cell::amount(row.and_then(|r| r.places_shortfall)),
    ]);
    cells
}

/// The indicators of a service, a column a stage: those that have a value at some stage. `None` where there are none,
/// or no stage but today.
pub(super) fn indicators(service: &ServiceReport, words: Words) -> Option<Table> {
    if service.stages.len() < 2 {
        return None;
    }
    let title = title("stage_indicators", service, words);
    let names = ["standard", "number", "name", "unit"];
    let mut table = Table::with_columns("stage_indicators", title, "indicator.", &names, words);
    for stage in &service.stages {
        table.column("stage", stage.name.clone());
    }
    for indicator in &service.indicators {
        let is_it =
            |staged: &&StageIndicator| staged.standard == indicator.standard && staged.id == indicator.id;
        let value = |stage: &StageReport| stage.indicators.iter().find(is_it).and_then(|staged| staged.value);
        let values: Vec<Option<f64>> = service.stages.iter().map(value).collect();
        if values.iter().any(Option::is_some) {
            table.row(Subject::Nothing, cells(service, indicator, &values));
        }
    }
    (!table.rows.is_empty()).then_some(table)
}

fn cells(service: &ServiceReport, indicator: &Indicator, values: &[Option<f64>]) -> Vec<Cell> {
    let mut cells = vec![
        standard_name(service, &indicator.standard),
        Cell::whole(Some(indicator.id)),
        Cell::text(&indicator.name),
        Cell::text(&indicator.unit),
    ];
    cells.extend(values.iter().map(|value| Cell::number(*value, indicator.decimals)));
    cells
}
