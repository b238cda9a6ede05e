//! How the figures were made (表6 参数与口径说明): a row a choice.

use super::super::words::{Words, amount};
use super::{Cell, Subject, Table};
use crate::report::{Report, ServiceReport};

/// The table of a report: what holds for all services, then what each has for its own.
pub(super) fn table(report: &Report, words: Words) -> Table {
    let mut table = Table::with_columns(
        "method",
        words.label("words.table.method"),
        "method.",
        &["item", "choice"],
        words,
    );
    let method = &report.method;
    let project = &report.project;
    let mut row = |item: &str, choice: Cell| {
        table.row(Subject::Nothing, vec![Cell::Text(words.label(&format!("words.method.{item}"))), choice]);
    };
    row("project", Cell::text(&project.name));
    row("year", Cell::whole(project.year));
    row("maker", Cell::said(project.maker.as_deref()));
    row("program", Cell::Text(format!("{} {}", report.program.name, report.program.version)));
    row("crs", Cell::Text(words.coordinate_line(method)));
    row("area", Cell::Text(words.area_line(method.area)));
    row("radius", Cell::Text(words.radius_line(method.circles)));
    row("coverage", Cell::Text(words.label("words.statement.coverage")));
    row("overlaps", Cell::Text(words.overlap_line(method.overlaps)));
    row("border", Cell::Text(words.label("words.statement.border")));
    row("land-use", Cell::Text(words.land_use_line(method)));
    row("gap", Cell::Text(words.label("words.statement.gap")));
    row("met", Cell::Text(words.label("words.statement.met")));
    row("rounding", Cell::Text(words.label("words.statement.rounding")));
    row("none", Cell::Text(words.label("words.statement.none")));
    for service in &report.services {
        of_service(&mut table, service, report, words);
    }
    table
}

fn of_service(table: &mut Table, service: &ServiceReport, report: &Report, words: Words) {
    let mut row = |item: &str, choice: String| {
        let item = words.filled(&format!("words.method.{item}"), &[("service", &service.name)]);
        table.row(Subject::Nothing, vec![Cell::Text(item), Cell::text(choice)]);
    };
    let separator = words.label("words.list-separator");
    row("circles", words.circle_line(service));
    row("configuration", words.configuration_line(service, &report.method));
    row("categories", service.categories.join(&separator));
    for standard in &service.standards {
        row("standard", standard.name.clone());
    }
    let outside = &service.outside;
    if outside.parcels > 0 {
        let hectares = amount(super::super::words::hectares(outside.residential_area_m2));
        row(
            "outside",
            words.filled("words.summary.outside", &[("parcels", &outside.parcels), ("area", &hectares)]),
        );
    }
}
