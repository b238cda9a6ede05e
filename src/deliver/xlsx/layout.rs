//! How wide columns are and how high rows, so that all text is seen on the screen and, fitted to A4, can be read.
//!
//! Widths are in half-widths: a Latin letter or digit is one, a Chinese character two. A spreadsheet neither breaks
//! words nor knows its fonts before it is opened, so widths and heights are estimated, on the safe side.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::super::tables::Cell;
use super::contents::Part;

/// Pixels of a half-width at 10 points: 6.7 in 宋体, somewhat more in the fonts that stand in for it.
pub(super) const PIXELS: u32 = 7;

/// Half-widths beside the text of a column: the padding of its cells.
const PADDING: usize = 2;

/// No column is narrower.
const NARROWEST: usize = 6;

/// Headings are broken into about so many lines.
const HEADING_LINES: usize = 4;

/// How wide a table may be, in half-widths, and how narrow its text columns may become before it is made wider still.
/// A4 landscape prints the first at about 10 points (fitted to one page), the last at 7.
const WIDTHS: [(usize, usize); 4] = [(150, 36), (166, 26), (188, 20), (PAGE, 12)];

/// The widest table that one page holds.
const PAGE: usize = 212;

/// No text column is wider than this.
const WIDEST: usize = 100;

/// The text columns of a table that no page holds.
const COLUMN_OF_MANY_PAGES: usize = 24;

/// Points of a line of text, as the taller of the usual fonts have it, and of a row with one line.
const LINE: f64 = 14.5;
const ROW: f64 = 18.0;

/// Excel's highest row.
const HIGHEST: f64 = 409.0;

/// A column as it is laid out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ColumnLayout {
    /// Its width in half-widths, padding included.
    pub(super) width: usize,
    /// Whether its text stands in the middle: short text does, long text begins at the left.
    pub(super) is_centred: bool,
}

/// The columns of a part of a table, and on how many pages beside each other they are printed.
pub(super) fn columns(part: &Part) -> (Vec<ColumnLayout>, u16) {
    let measured: Vec<Measured> = part.columns.iter().map(|column| Measured::of(part, *column)).collect();
    let total = |most: usize| measured.iter().map(|m| m.width(most)).sum::<usize>();
    let fitting = WIDTHS.iter().find_map(|(all, least)| {
        (*least..=WIDEST).rev().step_by(2).find(|most| total(*most) <= *all)
    });
    let most = fitting.unwrap_or(COLUMN_OF_MANY_PAGES);
    let pages = total(most).div_ceil(PAGE).max(1);
    let layout = |m: &Measured| ColumnLayout { width: m.width(most), is_centred: m.text <= 16 };
    (measured.iter().map(layout).collect(), u16::try_from(pages).unwrap_or(u16::MAX))
}

/// What a column has to hold, in half-widths.
#[derive(Debug)]
struct Measured {
    /// Its widest number, which cannot be broken.
    number: usize,
    /// Its widest line of text.
    text: usize,
    /// The narrowest that its heading can be.
    heading: usize,
}

impl Measured {
    fn of(part: &Part, column: usize) -> Self {
        let heading = part.table.columns.get(column).map_or("", |c| c.heading.as_str());
        let mut measured = Self {
            number: 0,
            text: 0,
            heading: longest_word(heading).max(width(heading).div_ceil(HEADING_LINES) + 1),
        };
        let cells = part.table.rows.iter().filter_map(|row| row.cells.get(column));
        for cell in cells {
            match (cell, cell.shown()) {
                (Cell::Text(text) | Cell::Verdict(_, text), _) => {
                    measured.text = measured.text.max(width(text));
                }
                (_, Some(shown)) => measured.number = measured.number.max(width(&shown.to_string())),
                (_, None) => {}
            }
        }
        measured
    }

    fn width(&self, most: usize) -> usize {
        self.number.max(self.text.min(most)).max(self.heading).max(NARROWEST) + PADDING
    }
}

/// How high a row of texts is, each with the width of its column; `None` for a row of usual height.
pub(super) fn row_height<'a>(texts: impl Iterator<Item = (&'a str, usize)>) -> Option<f64> {
    let lines = texts.map(|(text, width)| lines(text, width.saturating_sub(PADDING))).max().unwrap_or(1);
    (lines > 1).then(|| height(lines))
}

/// The height of so many lines.
pub(super) fn height(lines: usize) -> f64 {
    (lines as f64 * LINE + 4.0).clamp(ROW, HIGHEST)
}

/// The usual height of a row.
pub(super) fn usual_height() -> f64 {
    ROW
}

/// The width of the widest line of a text.
pub(super) fn width(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width_cjk).max().unwrap_or(0)
}

fn longest_word(text: &str) -> usize {
    words(text).map(|word| word.width_cjk()).max().unwrap_or(0)
}

/// Into how many lines a text breaks: between words, and beside every Chinese character. Words that are longer than a
/// line are broken.
pub(super) fn lines(text: &str, width: usize) -> usize {
    let width = width.max(2);
    let of_line = |line: &str| {
        let (mut lines, mut used) = (1, 0);
        for word in words(line) {
            let word_width = word.width_cjk();
            let seen = word.trim_end().width_cjk();
            if used + seen > width && used > 0 {
                lines += 1;
                used = 0;
            }
            if seen > width {
                lines += seen.div_ceil(width) - 1;
                used = seen % width;
            } else {
                used += word_width;
            }
        }
        lines
    };
    text.split('\n').map(of_line).sum()
}

/// The pieces of a text between which a line may break, each with the spaces behind it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut letters = rest.char_indices();
        let (_, first) = letters.next()?;
        let is_wide = |c: char| c.width_cjk() == Some(2);
        let end = if is_wide(first) {
            letters.find(|(_, c)| *c != ' ')
        } else {
            let mut before = first;
            letters.find(|(_, c)| {
                let breaks = is_wide(*c) || (before == ' ' && *c != ' ');
                before = *c;
                breaks
            })
        };
        let (word, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        rest = after;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_character_is_two_wide() {
        assert_eq!([width("覆盖率"), width("rate"), width("5分钟\n覆盖率（%）"), width("—")], [6, 4, 11, 2]);
    }

    #[test]
    fn text_breaks_between_words_and_beside_chinese_characters() {
        assert_eq!(words("to be 居住a b").collect::<Vec<_>>(), ["to ", "be ", "居", "住", "a ", "b"]);
        assert_eq!(lines("five words of four letters", 12), 3);
        assert_eq!(lines("居住用地覆盖率", 6), 3);
        assert_eq!(lines("居住\n用地", 20), 2);
        assert_eq!(lines(&"x".repeat(25), 10), 3);
        assert_eq!([lines("", 10), lines("exactly ten", 11), lines("a", 0)], [1, 1, 1]);
    }

    #[test]
    fn rows_grow_with_their_lines_up_to_the_highest() {
        assert_eq!(row_height([("居住用地", 10), ("1", 6)].into_iter()), None);
        assert_eq!(row_height([("居住用地", 6), ("1", 6)].into_iter()), Some(33.0));
        assert_eq!(row_height([("居".repeat(3000).as_str(), 6)].into_iter()), Some(HIGHEST));
    }
}
