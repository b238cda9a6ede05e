//! The tables as CSV: UTF-8 with BOM and CRLF (RFC 4180), so that Excel opens them as they are.

use std::io::{self, Write};

use rayon::prelude::*;

use super::about::About;
use super::file_name;
use super::folder::NewFolder;
use super::printable::for_cell;
use super::tables::{self, Cell, Table};
use super::words::Words;
use crate::error::Error;
use crate::report::{Report, ServiceReport};

/// Writes the tables of all services.
pub(crate) fn write(report: &Report, folder: &mut NewFolder) -> Result<(), Error> {
    let words = Words::of_tag(report.project.language);
    for (position, service) in report.services.iter().enumerate() {
        for table in tables::all_but_uncovered(service, report, words) {
            write_file(std::iter::once(table), (position, service), words, folder)?;
        }
        write_file(tables::uncovered_in_parts(service, HELD, words), (position, service), words, folder)?;
    }
    Ok(())
}

/// Writes a table of a service, of which there are one or more parts.
fn write_file(
    mut parts: impl Iterator<Item = Table>,
    (position, service): (usize, &ServiceReport),
    words: Words,
    folder: &mut NewFolder,
) -> Result<(), Error> {
    let Some(table) = parts.next() else { return Ok(()) };
    let name = folder.free_name(&file_name(&table.name, "csv", position, &service.id));
    folder.file(&name, about(&table.name).of_service(&service.name), |to| {
        write_table(&table, words, to)?;
        drop(table);
        for part in parts {
            write_rows(&part, words, to)?;
        }
        Ok(to.flush()?)
    })
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
    let mut headings = writer();
    headings.write_record(table.columns.iter().map(|column| for_cell(&column.heading).into_owned()))?;
    to.write_all(&written(headings)?)?;
    write_rows(table, words, to)
}

fn write_rows(table: &Table, words: Words, to: &mut impl Write) -> io::Result<()> {
    for some in table.rows.chunks(HELD) {
        let parts = some.par_chunks(AT_ONCE).map(|rows| {
            let mut csv = writer();
            for row in rows {
                csv.write_record(row.cells.iter().map(|cell| text(cell, words)))?;
            }
            written(csv)
        });
        for part in parts.collect::<Vec<io::Result<Vec<u8>>>>() {
            to.write_all(&part?)?;
        }
    }
    Ok(())
}

/// So many rows are written by one thread at a time, and so many held before they go into the file.
const AT_ONCE: usize = 1024;
const HELD: usize = 64 * AT_ONCE;

fn writer() -> ::csv::Writer<Vec<u8>> {
    ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new())
}

fn written(csv: ::csv::Writer<Vec<u8>>) -> io::Result<Vec<u8>> {
    csv.into_inner().map_err(::csv::IntoInnerError::into_error)
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
