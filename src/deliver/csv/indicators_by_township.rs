//! `indicators_by_township.csv`: the indicators that have values by township, a column each.

use super::super::words::Words;
use super::{Table, attribute};
use crate::report::{Indicator, ServiceReport};

/// The table of a service, a row a township and one for the county; `None` where no indicator has values by township.
pub(super) fn table(service: &ServiceReport, words: Words) -> Option<Table> {
    let has_values = |indicator: &&Indicator| indicator.townships.iter().any(|t| t.value.is_some());
    let told: Vec<&Indicator> = service.indicators.iter().filter(has_values).collect();
    if told.is_empty() {
        return None;
    }
    let label = |key: &str| words.label(&format!("words.column.{key}"));
    let mut header = vec![label("township-code"), label("township")];
    header.extend(told.iter().map(|indicator| heading(service, indicator, words)));
    let mut table = Table::with_header(header);
    for (at, row) in service.townships.iter().enumerate() {
        let mut cells = vec![attribute(words, row.code.as_deref()), attribute(words, row.name.as_deref())];
        cells.extend(told.iter().map(|indicator| {
            let value = indicator.townships.get(at).and_then(|township| township.value);
            words.fixed(value, indicator.decimals)
        }));
        table.row(cells);
    }
    let mut county = vec![words.none(), words.label("words.total")];
    county.extend(told.iter().map(|indicator| words.fixed(indicator.value, indicator.decimals)));
    table.row(county);
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
    let standard = attribute(words, Some(&indicator.standard));
    words.filled("words.column.indicator.heading-of", &[("standard", &standard), ("heading", &heading)])
}
