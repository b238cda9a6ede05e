//! A table: its headings are repeated on every page, its cells do not break over pages.

use super::super::words::Words;
use super::grid::Grid;
use super::layout::Part;
use super::paragraph::{Paragraph, Run};
use super::styles;
use super::xml::Xml;

/// The ground of headings.
const GREY: &str = "EDEDED";

/// Writes some columns of a grid in letters of a size (half-points).
pub(super) fn write(grid: &Grid, part: &Part, size: usize, words: Words, xml: &mut Xml) {
    let table = Written { grid, part, size, words, none: words.none() };
    let all: usize = part.widths.iter().sum();
    xml.element("w:tbl", &[], |xml| {
        xml.element("w:tblPr", &[], |xml| {
            xml.value("w:tblStyle", styles::TABLE);
            xml.empty("w:tblW", &[("w:w", &all.to_string()), ("w:type", "dxa")]);
            xml.value("w:jc", "center");
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            xml.empty("w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1")]);
        });
        xml.element("w:tblGrid", &[], |xml| {
            for width in &part.widths {
                xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        table.row(true, xml, |column, xml| {
            let heading = grid.columns.get(column).map_or("", |column| &column.heading);
            table.cell(column, None, xml, Paragraph::of_text(styles::TABLE_HEADING, heading));
        });
        for row in 0..grid.rows.len() {
            table.row(false, xml, |column, xml| table.data(row, column, xml));
        }
    });
}

struct Written<'a> {
    grid: &'a Grid,
    part: &'a Part,
    size: usize,
    words: Words,
    none: String,
}

impl Written<'_> {
    fn row(&self, is_heading: bool, xml: &mut Xml, cell: impl Fn(usize, &mut Xml)) {
        xml.element("w:tr", &[], |xml| {
            xml.element("w:trPr", &[], |xml| {
                xml.empty("w:cantSplit", &[]);
                if is_heading {
                    xml.empty("w:tblHeader", &[]);
                }
            });
            for column in &self.part.columns {
                cell(*column, xml);
            }
        });
    }

    fn data(&self, row: usize, column: usize, xml: &mut Xml) {
        let grid = self.grid;
        let (continues, is_continued) = (grid.continues(row, column), grid.is_continued(row, column));
        let merge = match (continues, is_continued) {
            (true, _) => Some("continue"),
            (false, true) => Some("restart"),
            (false, false) => None,
        };
        let runs = match continues {
            true => Vec::new(),
            false => vec![Run::Text(grid.text(row, column, &self.none))],
        };
        let align = match (grid.has_numbers(column), self.is_short(column)) {
            (true, _) => Some("right"),
            (false, true) => Some("center"),
            (false, false) => None,
        };
        let keeps_with_next = self.keeps_with_next(row);
        let is_bold = grid.rows.get(row).is_some_and(|row| row.is_total);
        let paragraph =
            Paragraph { align, is_bold, keeps_with_next, ..Paragraph::new(styles::TABLE_TEXT, runs) };
        self.cell(column, merge, xml, paragraph);
    }

    /// Whether a row stays on the page of the next: the first ones, so that no page ends with headings; those of one
    /// subject; and what is above a total.
    fn keeps_with_next(&self, row: usize) -> bool {
        const FIRST: usize = 2;
        let grid = self.grid;
        let is_total = |row: usize| grid.rows.get(row).is_some_and(|row| row.is_total);
        row + 1 < grid.rows.len() && (row < FIRST || is_total(row + 1) || grid.is_continued(row, 0))
    }

    /// Whether the texts of a column are so short that they stand in its middle.
    fn is_short(&self, column: usize) -> bool {
        const SHORT: usize = 8;
        let is_short = |row: usize| self.grid.text(row, column, "").chars().count() <= SHORT;
        (0..self.grid.rows.len()).all(is_short)
    }

    fn cell(&self, column: usize, merge: Option<&str>, xml: &mut Xml, paragraph: Paragraph) {
        let place = self.part.columns.iter().position(|of| *of == column).unwrap_or_default();
        let width = self.part.widths.get(place).copied().unwrap_or_default();
        let is_heading = paragraph.style == styles::TABLE_HEADING;
        xml.element("w:tc", &[], |xml| {
            xml.element("w:tcPr", &[], |xml| {
                xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
                if let Some(merge) = merge {
                    xml.value("w:vMerge", merge);
                }
                if is_heading {
                    xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", GREY)]);
                }
                xml.value("w:vAlign", "center");
            });
            let size = (self.size != styles::TABLE_SIZE).then_some(self.size);
            Paragraph { size, ..paragraph }.write(None, self.words, xml);
        });
    }
}
