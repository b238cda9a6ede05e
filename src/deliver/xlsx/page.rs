//! How a sheet is printed: A4 landscape, fitted to the page's width, headings on every page, page numbers.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::words::Words;
use super::contents::{Kind, Planned};
use super::sheet::HEADING_ROW;
use super::text;
use crate::report::Report;

/// Excel's number of the paper size A4.
const A4: u8 = 9;

/// Sets up a sheet's pages.
pub(super) fn set_up(
    worksheet: &mut Worksheet,
    sheet: &Planned,
    report: &Report,
    words: Words,
) -> Result<(), XlsxError> {
    worksheet.set_paper_size(A4).set_landscape().set_margins(0.39, 0.39, 0.7, 0.6, 0.3, 0.3);
    worksheet.set_print_center_horizontally(true);
    // In these texts `&` leads a code; doubled it is itself.
    let literal = |line: &str| text::line(line).chars().take(60).collect::<String>().replace('&', "&&");
    worksheet.set_header(format!("&L&9{}&R&9&A", spaced(&literal(&report.project.name))));
    worksheet.set_footer(format!("&C&9{}", spaced(&words.label("words.workbook.page"))));
    if matches!(sheet.kind, Kind::Table(_)) {
        worksheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    }
    worksheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// A digit behind the size of a font would be read as part of it.
fn spaced(text: &str) -> String {
    if text.starts_with(|c: char| c.is_ascii_digit()) { format!(" {text}") } else { text.to_owned() }
}
