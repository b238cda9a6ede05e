//! The workbook `report.xlsx`: the tables 表1 to 表6, the review checklist, charts, and whatever else the tables hold.
//!
//! It prints the cells of [`super::tables`], as the CSV files do, so it cannot disagree with them. Numbers are numbers with a
//! format of their decimals. No cell is a formula: a total is the printed value, which adds up, and text of the data is
//! only ever written as a string. Nothing in it is of the clock, so the same report gives the same bytes.

mod charts;
mod contents;
mod divisions;
mod formats;
mod layout;
mod names;
mod naming;
mod page;
mod sheet;
mod text;
mod verdicts;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use self::contents::{Kind, Planned};
use self::formats::Formats;
use super::words::Words;
use crate::report::Report;

/// The most rows of a table that one sheet takes: Excel has 1,048,576 rows, of which title and headings need three.
const ROWS_OF_A_SHEET: usize = 1_000_000;

/// How hard the file is packed, of 9: more takes twice as long for a tenth less.
const COMPRESSION: u8 = 3;

/// Writes the workbook of a report.
pub(crate) fn write(report: &Report, to: &mut impl Write) -> io::Result<()> {
    to.write_all(&bytes(report, ROWS_OF_A_SHEET).map_err(io::Error::other)?)
}

/// The workbook, made in memory: what it is made with does not bear a disk that is full.
fn bytes(report: &Report, rows_of_a_sheet: usize) -> Result<Vec<u8>, XlsxError> {
    let words = Words::of_tag(report.project.language);
    let tables = contents::Tables::of(report, words);
    let planned = contents::sheets(report, &tables, rows_of_a_sheet, words);

    let mut formats = Formats::of(words);
    let mut workbook = Workbook::new();
    formats.set_default(&mut workbook)?;
    workbook.set_properties(&properties(report)?).set_zip_compression_level(COMPRESSION);
    for sheet in &planned {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        fill(worksheet, sheet, &planned, report, &mut formats, words)?;
        page::set_up(worksheet, sheet, report, words)?;
    }
    if let Some(first) = workbook.worksheets_mut().first_mut() {
        first.set_active(true);
    }
    workbook.save_to_buffer()
}

fn fill(
    worksheet: &mut Worksheet,
    sheet: &Planned,
    all: &[Planned],
    report: &Report,
    formats: &mut Formats,
    words: Words,
) -> Result<(), XlsxError> {
    match (&sheet.kind, report.services.get(sheet.service)) {
        (Kind::Charts, Some(service)) => charts::fill(worksheet, sheet, all, service, formats, words),
        (Kind::Charts, None) => Ok(()),
        (Kind::Table(part), _) => sheet::fill(worksheet, sheet, part, formats, words),
    }
}

/// Title and author. The date is that of the ZIP format's beginning, since the clock is no part of a result.
fn properties(report: &Report) -> Result<DocProperties, XlsxError> {
    let project = &report.project;
    let author = project.maker.as_deref().unwrap_or(report.program.name);
    Ok(DocProperties::new()
        .set_title(text::line(&project.name))
        .set_author(text::line(author))
        .set_comment(format!("{} {}", report.program.name, report.program.version))
        .set_creation_datetime(&ExcelDateTime::from_ymd(1980, 1, 1)?))
}

#[cfg(test)]
mod tests;
