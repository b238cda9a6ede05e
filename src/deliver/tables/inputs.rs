//! What went in: the files, each with the hash by which it is known again.

use super::super::words::Words;
use super::{Cell, Subject, Table};
use crate::messages::label;
use crate::project::Datum;
use crate::report::Report;

/// The table of a report.
pub(super) fn table(report: &Report, words: Words) -> Table {
    let names = ["role", "service", "path", "format", "encoding", "features", "crs", "datum", "sha256"];
    let mut table = Table::with_columns("inputs", words.label("words.table.inputs"), "input.", &names, words);
    for input in &report.inputs {
        let role = match label(words.0, &format!("words.role.{}", input.role)) {
            "" => &input.role,
            known => known,
        };
        let service = input.service.as_deref().and_then(|id| report.services.iter().find(|s| s.id == id));
        table.row(
            Subject::Nothing,
            vec![
                Cell::text(role),
                Cell::said(service.map(|s| s.name.as_str())),
                Cell::text(&input.path),
                Cell::text(input.format),
                Cell::text(input.encoding),
                Cell::whole(Some(input.features)),
                Cell::said(input.crs.as_deref()),
                Cell::said(input.datum.map(Datum::name)),
                Cell::text(&input.sha256),
            ],
        );
        for companion in &input.companions {
            let mut cells = vec![Cell::text(role), Cell::said(None), Cell::text(&companion.path)];
            cells.extend([
                Cell::said(None),
                Cell::said(None),
                Cell::whole(None::<usize>),
                Cell::said(None),
                Cell::said(None),
            ]);
            cells.push(Cell::text(&companion.sha256));
            table.row(Subject::Nothing, cells);
        }
    }
    table
}
