//! The tables as CSV: UTF-8 with BOM and CRLF (RFC 4180), so that Excel opens them as they are.

use std::io::{self, Write};

use super::about::About;
use super::file_name;
use super::folder::NewFolder;
use super::printable::for_cell;
use super::tables::{self, Cell, Table};
use super::words::Words;
use crate::error::Error;
use crate::report::Report;

/// Writes the tables of all services.
pub(crate) fn write(report: &Report, folder: &mut NewFolder) -> Result<(), Error> {
    let words = Words::of_tag(report.project.language);
    for (position, service) in report.services.iter().enumerate() {
        for table in tables::of_service(service, report, words) {
            let name = folder.free_name(&file_name(&table.name, "csv", position, &service.id));
            folder.file(&name, about(&table.name).of_service(&service.name), |to| {
                Ok(write_table(&table, words, to)?)
            })?;
        }
    }
    Ok(())
}

/// What the table of this name is.
fn about(name: &str) -> About {
    match name.strip_prefix("plan_gap_").map(str::parse) {
        None => About::of(format!("table.{name}")),
        Some(Ok(year)) => About::of("table.plan_gap-of-year").of_year(year),
        Some(Err(_)) => About::of("table.plan_gap-further"),
    }
}

/// Writes one table: no cell is empty, and no text is a formula.
pub(super) fn write_table(table: &Table, words: Words, to: &mut impl Write) -> io::Result<()> {
    to.write_all("\u{feff}".as_bytes())?;
    let mut csv = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(to);
    csv.write_record(table.columns.iter().map(|column| for_cell(&column.heading).into_owned()))?;
    for row in &table.rows {
        csv.write_record(row.cells.iter().map(|cell| text(cell, words)))?;
    }
    csv.flush()
}

fn text(cell: &Cell, words: Words) -> String {
    match (cell, cell.shown()) {
        (_, None) => words.none(),
        (Cell::Number(_), Some(shown)) => shown.to_string(),
        (_, Some(shown)) => for_cell(&shown.to_string()).into_owned(),
    }
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
