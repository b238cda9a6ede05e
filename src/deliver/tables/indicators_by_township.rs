//! The indicators that have values by township, a column each.

use super::super::words::Words;
use super::{Cell, Subject, Table, title};
use crate::report::{Indicator, ServiceReport};

/// The table of a service, a row a township and one for the county; `None` where no indicator has values by township.
pub(super) fn table(service: &ServiceReport, words: Words) -> Option<Table> {
    let has_values = |indicator: &&Indicator| indicator.townships.iter().any(|t| t.value.is_some());
    let told: Vec<&Indicator> = service.indicators.iter().filter(has_values).collect();
    if told.is_empty() {
        return None;
    }
    let title = title("indicators_by_township", service, words);
    let names = ["township-code", "township"];
    let mut table = Table::with_columns("indicators_by_township", title, "", &names, words);
    for indicator in &told {
        table.column("indicator", heading(service, indicator, words));
    }
    for (at, row) in service.townships.iter().enumerate() {
        let mut cells = vec![Cell::said(row.code.as_deref()), Cell::said(row.name.as_deref())];
        cells.extend(told.iter().map(|indicator| {
            let value = indicator.townships.get(at).and_then(|township| township.value);
            Cell::number(value, indicator.decimals)
        }));
        table.row(Subject::Township(at), cells);
    }
    let mut county = vec![Cell::Nothing, Cell::Text(words.label("words.total"))];
    county.extend(told.iter().map(|indicator| Cell::number(indicator.value, indicator.decimals)));
    table.row(Subject::Total, county);
    Some(table)
}

/// Number, name and unit; led by the standard where there are several, which may use the same numbers and names.
fn heading(service: &ServiceReport, indicator: &Indicator, words: Words) -> String {
    let heading = words.filled(
        "words.column.indicator.heading",
        &[("number", &indicator.id), ("name", &indicator.name), ("unit", &indicator.unit)],
    );
    if service.standards.len() < 2 {
        return heading;
    }
    words.filled(
        "words.column.indicator.heading-of",
        &[("standard", &indicator.standard), ("heading", &heading)],
    )
}
