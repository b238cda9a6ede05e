//! How wide columns are and how high rows, so that all text is seen on the screen and, fitted to A4, can be read.
//!
//! Widths are in half-widths: a Latin letter or digit is one, a Chinese character two. A spreadsheet neither breaks
//! words nor knows its fonts before it is opened, so widths and heights are estimated, on the safe side.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::super::tables::{Cell, Table};
use super::formats::Place;

/// Pixels of a half-width at 10 points: 6.7 in 宋体.
pub(super) const PIXELS: u32 = 7;

/// Half-widths beside the text of a cell: its padding, and the indent of text that begins at the left.
const PADDING: usize = 2;
const INDENT: usize = 1;

/// No column has room for less.
const NARROWEST: usize = 6;

/// Text columns may become as narrow as this.
const NARROWEST_TEXT: usize = 10;

/// How wide a table may be, in half-widths, if no cell then has more than so many lines. A4 landscape prints the first
/// at 10 points (fitted to one page), the last at 7.
const WIDTHS: [(usize, usize); 4] = [(150, 1), (166, 2), (188, 3), (PAGE, usize::MAX)];

/// More lines than these are too many for one cell, if it can be helped.
const TOWER: usize = 12;

/// The widest table that one page holds.
pub(super) const PAGE: usize = 212;

/// No text column is wider than this.
const WIDEST: usize = 100;

/// Text is centred in columns whose text is no wider than this; longer text begins at the left.
const CENTRED: usize = 20;

/// Columns whose numbers are names: years, places in a list.
const ORDINALS: [&str; 5] = ["feature", "number", "year", "opening-year", "reported-year"];

/// The text columns of a table that no page holds: it is divided, and its parts are laid out anew.
const COLUMN_OF_MANY_PAGES: usize = 24;

/// Points of a line of text, as the taller of the usual fonts have it, and of a row with one line.
const LINE: f64 = 14.5;
const ROW: f64 = 17.0;

/// Excel's highest row.
const HIGHEST: f64 = 409.0;

/// A column as it is laid out.
#[derive(Debug, Clone)]
pub(super) struct ColumnLayout {
    /// Its heading, the unit on a line of its own.
    pub(super) heading: String,
    /// The room for text in a cell, in half-widths.
    pub(super) room: usize,
    /// Its width, padding included.
    pub(super) width: usize,
    /// Where its text stands.
    pub(super) text: Place,
    /// Where its numbers stand.
    pub(super) numbers: Place,
}

/// The layout of some columns of a table: one that fits a page at the largest size at which rows are not too high.
pub(super) fn columns(table: &Table, columns: &[usize]) -> Vec<ColumnLayout> {
    let measured: Vec<Measured> = columns.iter().map(|column| Measured::of(table, *column)).collect();
    let rooms = WIDTHS.iter().find_map(|(all, lines)| fitted(&measured, *all, *lines));
    let rooms = rooms.unwrap_or_else(|| {
        measured.iter().map(|m| m.least().max(m.text.min(COLUMN_OF_MANY_PAGES))).collect()
    });
    measured.into_iter().zip(rooms).map(|(measured, room)| measured.layout(room)).collect()
}

/// The rooms of columns that are together no wider than `all`; `None` where they are, or where a cell then has more
/// than so many lines. What is free goes, bit by bit, to the column with the most lines: in some cell where that would
/// be a tower, else on average.
fn fitted(measured: &[Measured], all: usize, lines: usize) -> Option<Vec<usize>> {
    let mut rooms: Vec<usize> = measured.iter().map(Measured::least).collect();
    let used: usize = measured.iter().zip(&rooms).map(|(m, room)| room + m.padding()).sum();
    let mut free = all.checked_sub(used)?;
    while free > 0 {
        let highest = measured
            .iter()
            .zip(&mut rooms)
            .filter(|(m, room)| **room < m.text.min(WIDEST))
            .max_by_key(|(m, room)| (m.lines(**room).max(TOWER), m.all * 100 / (**room).max(1)));
        let Some((_, room)) = highest else { break };
        *room += 1;
        free -= 1;
    }
    let most = measured.iter().zip(&rooms).map(|(m, room)| m.lines(*room)).max();
    most.is_none_or(|most| most <= lines).then_some(rooms)
}

/// The width of columns together.
pub(super) fn total(columns: &[ColumnLayout]) -> usize {
    columns.iter().map(|column| column.width).sum()
}

/// Some columns in as few groups as pages are needed to hold them, about equally wide, each with its layout; the first
/// `keys` columns, which tell the row, begin every group.
pub(super) fn groups(table: &Table, of: &[usize], keys: usize) -> Vec<(Vec<usize>, Vec<ColumnLayout>)> {
    let all = columns(table, of);
    if total(&all) <= PAGE {
        return vec![(of.to_vec(), all)];
    }
    let widths: Vec<usize> = all.iter().map(|column| column.width).collect();
    let (keys, others) = of.split_at(keys.min(of.len()));
    let group = |group: Range<usize>| {
        let of: Vec<usize> = keys.iter().chain(others.get(group).unwrap_or_default()).copied().collect();
        let layout = columns(table, &of);
        (of, layout)
    };
    groups_of(&widths, keys.len()).into_iter().map(group).collect()
}

/// The groups as ranges of the columns behind the keys.
fn groups_of(widths: &[usize], keys: usize) -> Vec<Range<usize>> {
    let (keys, others) = widths.split_at(keys);
    let room = PAGE.saturating_sub(keys.iter().sum()).max(PAGE / 2);
    let body: usize = others.iter().sum();
    let share = body.div_ceil(body.div_ceil(room).max(1));
    let (mut groups, mut start, mut used) = (Vec::new(), 0, 0);
    for (column, width) in others.iter().enumerate() {
        if used > 0 && (used + width > room || used + width / 2 > share) {
            groups.push(start..column);
            (start, used) = (column, 0);
        }
        used += width;
    }
    groups.push(start..others.len());
    groups
}

/// What a column has to hold, in half-widths.
#[derive(Debug, Default)]
struct Measured {
    heading: String,
    /// Its widest number, which cannot be broken.
    number: usize,
    /// Its widest line of text.
    text: usize,
    /// Its longest text: all lines of it, one behind the other.
    longest: usize,
    /// All its texts together.
    all: usize,
    /// Whether its numbers are names of years or rows.
    is_ordinal: bool,
}

impl Measured {
    fn of(table: &Table, column: usize) -> Self {
        let of = table.columns.get(column);
        let mut measured = Self {
            heading: of.map_or_else(String::new, |column| broken(&column.heading)),
            is_ordinal: of.is_some_and(|column| ORDINALS.contains(&column.name)),
            ..Self::default()
        };
        for cell in table.rows.iter().filter_map(|row| row.cells.get(column)) {
            match (cell, cell.shown()) {
                (Cell::Text(text) | Cell::Verdict(_, text), _) => {
                    measured.text = measured.text.max(width(text));
                    let all = tenths(text).div_ceil(10);
                    measured.longest = measured.longest.max(all);
                    measured.all += all;
                }
                (_, Some(shown)) => measured.number = measured.number.max(width(&shown.to_string())),
                (_, None) => {}
            }
        }
        measured
    }

    /// The least room that does.
    fn least(&self) -> usize {
        let heading = self.heading.lines().map(narrowest).max().unwrap_or(0);
        self.number.max(self.text.min(NARROWEST_TEXT)).max(heading).max(NARROWEST)
    }

    /// About how many lines its longest text has in so much room.
    fn lines(&self, room: usize) -> usize {
        if self.text <= room { 1 } else { self.longest.div_ceil(room.max(1)) }
    }

    fn padding(&self) -> usize {
        if self.text > CENTRED { PADDING + INDENT } else { PADDING }
    }

    fn layout(self, room: usize) -> ColumnLayout {
        let text = if self.text > CENTRED { Place::Left } else { Place::Centre };
        let numbers = match self.text {
            0 if !self.is_ordinal => Place::Right,
            // Among texts a number stands as they do.
            _ => text,
        };
        ColumnLayout { width: room + self.padding(), room, heading: self.heading, text, numbers }
    }
}

/// A heading with what stands in brackets at its end (the unit) on a line of its own, and what stands behind brackets.
pub(super) fn broken(heading: &str) -> String {
    let mut depth = 0;
    let opening = heading.char_indices().rev().find(|(_, c)| {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let (name, unit) = match opening {
        Some((at, '（' | '(')) => heading.split_at(at),
        _ => (heading, ""),
    };
    let name = name.trim_end().replace('）', "）\n").replace("\n：", "：\n");
    [name.trim_end(), unit].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The narrowest column in which a line of a heading reads well: broken in two to four, words kept.
fn narrowest(line: &str) -> usize {
    let all = width(line);
    let lines = match all {
        0..=20 => 2,
        21..=42 => 3,
        _ => 4,
    };
    longest_word(line).max(all.div_ceil(lines) + 2)
}

/// How high a row of texts is, each with the room that it has; `None` for a row of usual height.
pub(super) fn row_height<'a>(texts: impl Iterator<Item = (&'a str, usize)>) -> Option<f64> {
    let lines = texts.map(|(text, room)| lines(text, room)).max().unwrap_or(1);
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
    text.lines().map(tenths).max().unwrap_or(0).div_ceil(10)
}

/// The width of a line in tenths of a half-width. Latin letters and digits are taken a tenth wider than they are in 宋体:
/// where it is missing, others stand in for it.
fn tenths(line: &str) -> usize {
    let of_letter = |letter: char| match letter.width_cjk() {
        Some(2) => 20,
        Some(1) => 11,
        _ => 0,
    };
    line.chars().map(of_letter).sum()
}

fn longest_word(text: &str) -> usize {
    words(text).map(|word| tenths(word.trim_end())).max().unwrap_or(0).div_ceil(10)
}

/// Into how many lines a text breaks: between words, and beside every Chinese character. Words that are longer than a
/// line are broken.
pub(super) fn lines(text: &str, width: usize) -> usize {
    let width = width.max(2) * 10;
    let of_line = |line: &str| {
        let (mut lines, mut used) = (1, 0);
        for word in words(line) {
            let seen = tenths(word.trim_end());
            if used + seen > width && used > 0 {
                lines += 1;
                used = 0;
            }
            if seen > width {
                lines += seen.div_ceil(width) - 1;
                used = seen % width;
            } else {
                used += tenths(word);
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
        assert_eq!([width("覆盖率"), width("rate"), width("5分钟\n覆盖率（%）"), width("—")], [6, 5, 12, 2]);
    }

    #[test]
    fn text_breaks_between_words_and_beside_chinese_characters() {
        assert_eq!(words("to be 居住a b").collect::<Vec<_>>(), ["to ", "be ", "居", "住", "a ", "b"]);
        assert_eq!(lines("five words of four letters", 14), 3);
        assert_eq!(lines("居住用地覆盖率", 6), 3);
        assert_eq!(lines("居住\n用地", 20), 2);
        assert_eq!(lines(&"x".repeat(25), 10), 3);
        assert_eq!([lines("", 10), lines("exactly ten", 13), lines("a", 0)], [1, 1, 1]);
    }

    #[test]
    fn a_unit_stands_on_a_line_of_its_own() {
        let cases = [
            ("托位数（个）", "托位数\n（个）"),
            ("Places (gap, planned (2025))", "Places\n(gap, planned (2025))"),
            ("序号", "序号"),
            ("（个）", "（个）"),
            ("a) b", "a) b"),
            ("现状＋规划（至2027年）：托位数（个）", "现状＋规划（至2027年）：\n托位数\n（个）"),
            ("乡镇（街道）代码", "乡镇（街道）\n代码"),
        ];
        for (heading, told) in cases {
            assert_eq!(broken(heading), told);
        }
    }

    /// A page of 60 for a number and two texts of 100 and 25: the longer one has more lines all the while, and gets what
    /// is free.
    #[test]
    fn room_goes_to_the_column_with_the_most_lines() {
        let text = |text| Measured { text, longest: text, all: text, ..Measured::default() };
        let measured = [Measured { number: 6, ..Measured::default() }, text(100), text(25)];
        assert_eq!(fitted(&measured, 60, 3), Some(vec![6, 36, 10]));
        assert_eq!(fitted(&measured, 60, 2), None);
        assert_eq!(fitted(&measured, 25, 99), None);
        assert_eq!(fitted(&measured, 500, 1), Some(vec![6, 100, 25]));
    }

    #[test]
    fn wide_tables_are_divided_about_equally() {
        let ends = |widths: &[usize], keys| -> Vec<usize> {
            groups_of(widths, keys).into_iter().map(|group| group.end).collect()
        };
        assert_eq!(ends(&[10; 20], 2), [18]);
        assert_eq!(ends(&[10; 30], 2), [14, 28]);
        assert_eq!(ends(&[10; 50], 2), [16, 32, 48]);
        assert_eq!(ends(&[300, 300], 0), [1, 2]);
        assert_eq!(ends(&[300], 1), [0]);
    }

    #[test]
    fn rows_grow_with_their_lines_up_to_the_highest() {
        assert_eq!(row_height([("居住用地", 8), ("1", 4)].into_iter()), None);
        assert_eq!(row_height([("居住用地", 4), ("1", 4)].into_iter()), Some(33.0));
        assert_eq!(row_height([("居".repeat(3000).as_str(), 6)].into_iter()), Some(HIGHEST));
    }
}
