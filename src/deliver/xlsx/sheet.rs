//! A sheet with a table: title, remarks, headings, rows.

use rust_xlsxwriter::{Format, IgnoreError, Worksheet, XlsxError};

use super::super::printable;
use super::super::tables::{Cell, Row, Subject};
use super::super::words::Words;
use super::contents::{Part, Planned};
use super::formats::{Content, Formats, Look, Place, TITLE_SIZE};
use super::layout::{self, ColumnLayout};
use super::{text, verdicts};

/// The row of the headings; title and remarks stand above.
pub(super) const HEADING_ROW: u32 = 2;

/// The first row of the table's cells.
pub(super) const FIRST_ROW: u32 = HEADING_ROW + 1;

/// Fills a sheet with a part of a table.
pub(super) fn fill(
    worksheet: &mut Worksheet,
    sheet: &Planned,
    part: &Part,
    formats: &mut Formats,
    words: Words,
) -> Result<(), XlsxError> {
    let columns = &part.layout;
    for (to, column) in (0..).zip(columns) {
        worksheet.set_column_width_pixels(to, column.width as u32 * layout::PIXELS)?;
    }
    worksheet.set_default_row_height(layout::usual_height());
    let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    above(worksheet, sheet, last_column, layout::total(columns), formats, words)?;
    headings(worksheet, columns, &formats.heading(), words)?;

    let rows = part.table.rows.get(part.rows.clone()).unwrap_or_default();
    for (to, row) in (FIRST_ROW..).zip(rows) {
        write_row(worksheet, to, part, row, formats, words)?;
    }
    if rows.is_empty() {
        let look = Look { content: Content::Text, place: Place::Centre, is_total: false };
        let none = words.label("words.workbook.no-rows");
        across(worksheet, FIRST_ROW, last_column, &none, formats.cell(look))?;
    }

    worksheet.set_freeze_panes(FIRST_ROW, u16::try_from(part.frozen).unwrap_or(0))?;
    let filtered = u32::try_from(rows.len() - part.totals()).unwrap_or(u32::MAX);
    if filtered > 0 {
        worksheet.autofilter(HEADING_ROW, 0, HEADING_ROW + filtered, last_column)?;
        // Codes are text on purpose.
        let last = HEADING_ROW + filtered;
        worksheet.ignore_error_range(FIRST_ROW, 0, last, last_column, IgnoreError::NumberStoredAsText)?;
    }
    verdicts::colour(worksheet, part, FIRST_ROW, words)
}

/// Writes the title and the line below it, over columns that are together so wide.
pub(super) fn above(
    worksheet: &mut Worksheet,
    sheet: &Planned,
    last_column: u16,
    width: usize,
    formats: &Formats,
    words: Words,
) -> Result<(), XlsxError> {
    let cut = words.label("words.workbook.cut");
    let title = text::for_cell(&sheet.title, &cut);
    across(worksheet, 0, last_column, &title, &formats.title())?;
    let larger = TITLE_SIZE / 10.0;
    let lines = layout::lines(&title, (width as f64 / larger) as usize);
    worksheet.set_row_height(0, (layout::height(lines) * larger).clamp(30.0, 409.0))?;
    let remarks = text::for_cell(&sheet.remarks, &cut);
    across(worksheet, 1, last_column, &remarks, &formats.remarks())?;
    worksheet.set_row_height(1, layout::height(layout::lines(&remarks, width)))?;
    Ok(())
}

/// Writes a text over all columns.
fn across(
    worksheet: &mut Worksheet,
    row: u32,
    last_column: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if last_column == 0 {
        worksheet.write_string_with_format(row, 0, text, format)?;
    } else {
        worksheet.merge_range(row, 0, row, last_column, text, format)?;
    }
    Ok(())
}

fn headings(
    worksheet: &mut Worksheet,
    columns: &[ColumnLayout],
    format: &Format,
    words: Words,
) -> Result<(), XlsxError> {
    let cut = words.label("words.workbook.cut");
    for (to, column) in (0..).zip(columns) {
        let heading = text::for_cell(&column.heading, &cut);
        worksheet.write_string_with_format(HEADING_ROW, to, heading, format)?;
    }
    let texts = columns.iter().map(|column| (column.heading.as_str(), column.room));
    let height = layout::row_height(texts).unwrap_or(layout::usual_height());
    // The arrow of the filter stands in the lower corner of the heading.
    worksheet.set_row_height(HEADING_ROW, height + 6.0)?;
    Ok(())
}

fn write_row(
    worksheet: &mut Worksheet,
    to: u32,
    part: &Part,
    row: &Row,
    formats: &mut Formats,
    words: Words,
) -> Result<(), XlsxError> {
    let cut = words.label("words.workbook.cut");
    let is_total = row.subject == Subject::Total;
    let cells = || part.columns.iter().filter_map(|column| row.cells.get(*column)).zip(&part.layout);
    for (at, (cell, column)) in (0..).zip(cells()) {
        match cell {
            Cell::Nothing => {
                let look = Look { content: Content::Text, place: Place::Centre, is_total };
                worksheet.write_string_with_format(to, at, words.none(), formats.cell(look))?;
            }
            Cell::Text(said) | Cell::Verdict(_, said) => {
                let is_literal = printable::for_cell(said) != *said;
                let content = if is_literal { Content::Literal } else { Content::Text };
                let format = formats.cell(Look { content, place: column.text, is_total });
                worksheet.write_string_with_format(to, at, text::for_cell(said, &cut), format)?;
            }
            Cell::Number(number) => {
                let content = Content::Number(number.decimals());
                let format = formats.cell(Look { content, place: column.numbers, is_total });
                worksheet.write_number_with_format(to, at, number.value(), format)?;
            }
            Cell::Bound(_, value) => {
                let (sign, number, decimals) = bound(cell, *value);
                let content = Content::Bound(sign, decimals);
                let format = formats.cell(Look { content, place: column.numbers, is_total });
                worksheet.write_number_with_format(to, at, number, format)?;
            }
        }
    }
    let texts = cells().filter_map(|(cell, column)| match cell {
        Cell::Text(text) | Cell::Verdict(_, text) => Some((text.as_str(), column.room)),
        _ => None,
    });
    if let Some(height) = layout::row_height(texts) {
        worksheet.set_row_height(to, height)?;
    }
    Ok(())
}

/// A bound as it is printed: its sign, its number, and with how many decimals.
fn bound(cell: &Cell, value: f64) -> (char, f64, u32) {
    let shown = cell.shown().map(|shown| shown.to_string()).unwrap_or_default();
    let mut letters = shown.chars();
    let sign = letters.next().unwrap_or('≥');
    let digits = letters.as_str();
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    (sign, digits.parse().unwrap_or(value), decimals as u32)
}
