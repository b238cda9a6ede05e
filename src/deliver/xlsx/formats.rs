//! How cells look: fonts, borders, number formats and alignment.
//!
//! Chinese tables are in 宋体 with 黑体 for title and headings, the pair of official tables: every Chinese Windows has
//! both, Excel for Mac and WPS bring them or a twin. 等线 came with Office 2016 and is missing in WPS. English ones are in
//! Arial, which all have.

use std::collections::HashMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::super::words::Words;
use crate::messages::Language;

/// Points of the text of tables.
const SIZE: f64 = 10.0;

/// Points of a title.
pub(super) const TITLE_SIZE: f64 = 16.0;

const BORDER: Color = Color::RGB(0x80_80_80);
const HEADING_FILL: Color = Color::RGB(0xDC_E6_F1);
const TOTAL_FILL: Color = Color::RGB(0xF2_F2_F2);

/// How the cell of a table looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Look {
    pub(super) content: Content,
    pub(super) place: Place,
    pub(super) is_total: bool,
}

/// What the cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Content {
    Text,
    /// Text that would be a formula if someone typed it: it stays text when the cell is edited.
    Literal,
    /// A number with so many decimals.
    Number(u32),
    /// A number with so many decimals behind a sign.
    Bound(char, u32),
}

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Left,
    Centre,
    Right,
}

/// The formats of a workbook, each made once.
#[derive(Debug)]
pub(super) struct Formats {
    text_font: &'static str,
    title_font: &'static str,
    cells: HashMap<Look, Format>,
}

impl Formats {
    pub(super) fn of(words: Words) -> Self {
        let (text_font, title_font) = match words.0 {
            Language::ZhCn => ("宋体", "黑体"),
            Language::En => ("Arial", "Arial"),
        };
        Self { text_font, title_font, cells: HashMap::new() }
    }

    /// The font of titles, headings and charts.
    pub(super) fn title_font(&self) -> &'static str {
        self.title_font
    }

    /// Gives the workbook the font by whose digits spreadsheets measure columns, with the height of rows and width of
    /// columns that Excel has for it: every system has Arial or its metric twin, so columns are everywhere as wide.
    pub(super) fn set_default(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let format = Format::new().set_font_name("Arial").set_font_size(SIZE);
        workbook.set_default_format(&format, 17, 64)?;
        Ok(())
    }

    /// The title of a sheet.
    pub(super) fn title(&self) -> Format {
        of_font(self.title_font, TITLE_SIZE)
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap()
    }

    /// The line below a title.
    pub(super) fn remarks(&self) -> Format {
        of_font(self.text_font, SIZE)
            .set_align(FormatAlign::Left)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap()
    }

    /// The heading of a column.
    pub(super) fn heading(&self) -> Format {
        bordered(of_font(self.title_font, SIZE))
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap()
            .set_background_color(HEADING_FILL)
    }

    /// A cell of a table.
    pub(super) fn cell(&mut self, look: Look) -> &Format {
        let font = self.text_font;
        self.cells.entry(look).or_insert_with(|| of_look(of_font(font, SIZE), look))
    }
}

fn of_font(name: &str, size: f64) -> Format {
    Format::new().set_font_name(name).set_font_size(size)
}

fn of_look(font: Format, look: Look) -> Format {
    let format = bordered(font).set_align(FormatAlign::VerticalCenter);
    let format = match look.place {
        Place::Left => format.set_align(FormatAlign::Left).set_indent(1),
        Place::Centre => format.set_align(FormatAlign::Center),
        Place::Right => format.set_align(FormatAlign::Right),
    };
    let format = match look.content {
        Content::Text => format.set_text_wrap(),
        Content::Literal => format.set_text_wrap().set_quote_prefix(),
        Content::Number(decimals) => format.set_num_format(digits(decimals)),
        Content::Bound(sign, decimals) => {
            let digits = digits(decimals);
            format.set_num_format(format!("\"{sign}\"{digits};\"{sign}\"-{digits}"))
        }
    };
    if look.is_total { format.set_bold().set_background_color(TOTAL_FILL) } else { format }
}

/// The format of a number with so many decimals: `0`, `0.0`, `0.00`.
fn digits(decimals: u32) -> String {
    match decimals {
        0 => "0".to_owned(),
        decimals => format!("0.{}", "0".repeat(decimals as usize)),
    }
}

fn bordered(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(BORDER)
}
