//! How a sheet is printed: A4 landscape, fitted to the page's width, headings on every page, page numbers.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::words::Words;
use super::contents::{Kind, Part, Planned};
use super::sheet::{HEADING_ROW, column_number};
use super::{layout, text};
use crate::report::Report;

/// Excel's number of the paper size A4.
const A4: u8 = 9;

/// Points between the margins of A4 landscape, less a tenth for fonts wider than the one asked for.
const POINTS: f64 = 705.0;

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
    match &sheet.kind {
        Kind::Table(part) => {
            worksheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
            if let [_, later @ ..] = part.layout.pages.as_slice()
                && !later.is_empty()
            {
                beside_each_other(worksheet, part, later)?;
                return Ok(());
            }
            worksheet.set_print_fit_to_pages(1, 0);
        }
        Kind::Charts => {
            worksheet.set_print_fit_to_pages(1, 0);
        }
    }
    Ok(())
}

/// Pages that begin with these columns. Excel keeps to such breaks only where it does not fit pages by itself.
fn beside_each_other(worksheet: &mut Worksheet, part: &Part, later: &[usize]) -> Result<(), XlsxError> {
    if let Some(last) = part.frozen.checked_sub(1) {
        worksheet.set_repeat_columns(0, column_number(last))?;
    }
    let breaks: Vec<u32> = later.iter().map(|column| u32::from(column_number(*column))).collect();
    worksheet.set_vertical_page_breaks(&breaks)?;
    let points = part.layout.page_width as f64 * f64::from(layout::PIXELS) * 0.75;
    worksheet.set_print_scale((POINTS / points * 100.0).floor().clamp(10.0, 100.0) as u16);
    Ok(())
}

/// A digit behind the size of a font would be read as part of it.
fn spaced(text: &str) -> String {
    if text.starts_with(|c: char| c.is_ascii_digit()) { format!(" {text}") } else { text.to_owned() }
}
