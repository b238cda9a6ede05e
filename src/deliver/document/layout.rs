//! How wide the columns of a table are, in which letters it is set, and whether it needs the page laid across.
//!
//! Widths of text are in half-widths: a Latin letter or digit is one, a Chinese character two. A document does not know
//! its fonts before it is opened, so lines are estimated, on the safe side.

use unicode_width::UnicodeWidthChar;

use super::grid::Grid;
use super::page::{ACROSS, UPRIGHT};

/// Blank at both sides of a cell, in twips (twentieths of a point).
pub(super) const PADDING: usize = 57;

/// Words that are longer than this are broken.
const LONGEST_WORD: usize = 14;
/// The least room of a text.
const LEAST_TEXT: usize = 8;
/// The least room of any cell, and of one with a unit in brackets: （个）.
const LEAST: usize = 5;
const IN_BRACKETS: usize = 7;

/// A way of setting a table: where none of its cells has more lines, and no heading either, it is taken.
struct Setting {
    is_across: bool,
    /// In half-points.
    size: usize,
    lines_of_heading: usize,
    lines: usize,
}

const fn setting(is_across: bool, size: usize, lines_of_heading: usize, lines: usize) -> Setting {
    Setting { is_across, size, lines_of_heading, lines }
}

/// In this order: 五号, 小五, 8 points, then the same on a page laid across.
const SETTINGS: [Setting; 6] = [
    setting(false, 21, 2, 3),
    setting(false, 18, 4, 22),
    setting(false, SMALLEST, 3, 22),
    setting(true, 21, 3, 3),
    setting(true, 18, 5, 22),
    setting(true, SMALLEST, 6, usize::MAX),
];

/// 8 points.
const SMALLEST: usize = 16;

/// How a table is set.
#[derive(Debug, PartialEq)]
pub(super) struct Layout {
    /// Whether the page is laid across.
    pub(super) is_across: bool,
    /// The size of its letters, in half-points.
    pub(super) size: usize,
    /// The table, or its parts where no page is wide enough.
    pub(super) parts: Vec<Part>,
}

/// Some columns of a table.
#[derive(Debug, PartialEq)]
pub(super) struct Part {
    /// Their places.
    pub(super) columns: Vec<usize>,
    /// How wide each is, in twips: together as wide as the text of the page.
    pub(super) widths: Vec<usize>,
}

/// A half-width at a size in half-points, in twips.
fn half_width(size: usize) -> usize {
    size * 5
}

/// The layout of a table.
pub(super) fn of(grid: &Grid) -> Layout {
    let measured: Vec<Measured> = (0..grid.columns.len()).map(|column| Measured::of(grid, column)).collect();
    let all: Vec<&Measured> = measured.iter().collect();
    for Setting { is_across, size, lines_of_heading, lines } in SETTINGS {
        let width = if is_across { ACROSS.width() } else { UPRIGHT.width() };
        if let Some(widths) = fitted(&all, width, size, lines_of_heading, lines) {
            let columns = (0..grid.columns.len()).collect();
            return Layout { is_across, size, parts: vec![Part { columns, widths }] };
        }
    }
    let parts = divided(&measured, grid.keys);
    Layout { is_across: true, size: SMALLEST, parts }
}

/// The columns in as few parts as pages can hold, each led by those that tell the row.
fn divided(measured: &[Measured], keys: usize) -> Vec<Part> {
    let (width, lines_of_heading) = (ACROSS.width(), 5);
    let least = |at: usize| {
        let room = measured.get(at).map_or(0, |column| column.least(lines_of_heading));
        room * half_width(SMALLEST) + 2 * PADDING
    };
    let keys: Vec<usize> = (0..keys.min(measured.len())).collect();
    let of_keys: usize = keys.iter().map(|at| least(*at)).sum();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut used = usize::MAX;
    for at in keys.len()..measured.len() {
        if used.saturating_add(least(at)) > width {
            groups.push(keys.clone());
            used = of_keys;
        }
        if let Some(group) = groups.last_mut() {
            group.push(at);
        }
        used += least(at);
    }
    let part = |columns: Vec<usize>| {
        let its: Vec<&Measured> = columns.iter().filter_map(|at| measured.get(*at)).collect();
        let even = || vec![width / columns.len().max(1); columns.len()];
        let widths = fitted(&its, width, SMALLEST, lines_of_heading, usize::MAX).unwrap_or_else(even);
        Part { columns, widths }
    };
    groups.into_iter().map(part).collect()
}

/// The widths of columns that together are `width`; `None` where they have no room, or some cell too many lines. What
/// is free goes, bit by bit, to the column with the most lines, at last to all alike.
fn fitted(
    columns: &[&Measured],
    width: usize,
    size: usize,
    lines_of_heading: usize,
    lines: usize,
) -> Option<Vec<usize>> {
    let unit = half_width(size);
    let mut rooms: Vec<usize> = columns.iter().map(|column| column.least(lines_of_heading)).collect();
    let used: usize = rooms.iter().map(|room| room * unit + 2 * PADDING).sum();
    let mut free = width.checked_sub(used)?;
    while free >= unit {
        let highest = columns.iter().zip(&mut rooms).max_by_key(|(column, room)| column.excess(**room))?;
        if highest.0.excess(*highest.1) == 0 {
            break;
        }
        *highest.1 += 1;
        free -= unit;
    }
    let most = columns.iter().zip(&rooms).map(|(column, room)| column.lines(*room)).max().unwrap_or(0);
    if most > lines {
        return None;
    }
    let count = columns.len().max(1);
    let shared = |at: usize| free / count + usize::from(at < free % count);
    Some(rooms.iter().enumerate().map(|(at, room)| room * unit + 2 * PADDING + shared(at)).collect())
}

/// What a column has to hold, in half-widths.
#[derive(Debug)]
struct Measured {
    heading: usize,
    word_of_heading: usize,
    /// Whether its heading has brackets, which do not part with what they hold.
    has_bracket: bool,
    /// Its widest number, which is never broken.
    number: usize,
    /// Its longest word.
    word: usize,
    /// Its texts.
    texts: Vec<usize>,
}

impl Measured {
    fn of(grid: &Grid, column: usize) -> Self {
        let heading = grid.columns.get(column).map_or("", |column| &column.heading);
        let mut measured = Self {
            heading: width(heading),
            // Headings may be bold.
            word_of_heading: (longest_word(heading) * 6).div_ceil(5),
            has_bracket: heading.contains(['（', '(']),
            number: 0,
            word: 0,
            texts: Vec::new(),
        };
        let has_numbers = grid.has_numbers(column);
        for row in 0..grid.rows.len() {
            let text = grid.text(row, column, "—");
            if has_numbers {
                measured.number = measured.number.max(width(&text));
            } else if !grid.continues(row, column) {
                measured.texts.push(width(&text));
                measured.word = measured.word.max(longest_word(&text));
            }
        }
        measured
    }

    /// The least room that does.
    fn least(&self, lines_of_heading: usize) -> usize {
        let word = self.word.max(self.word_of_heading).min(LONGEST_WORD);
        let text = self.texts.iter().copied().max().unwrap_or(0).min(LEAST_TEXT);
        // A line that breaks is not filled.
        let heading = match self.heading.div_ceil(lines_of_heading) {
            room if lines_of_heading > 1 && self.heading > 8 => room + 2,
            room => room,
        };
        let bracket = if self.has_bracket { IN_BRACKETS } else { 0 };
        self.number.max(word).max(text).max(heading).max(bracket).max(LEAST)
    }

    /// The lines of its highest cell.
    fn lines(&self, room: usize) -> usize {
        self.texts.iter().map(|text| text.div_ceil(room.max(1))).max().unwrap_or(1)
    }

    /// The lines of all its cells and its heading behind the first of each.
    fn excess(&self, room: usize) -> usize {
        let behind_first = |text: &usize| text.div_ceil(room.max(1)).saturating_sub(1);
        self.texts.iter().chain([&self.heading]).map(behind_first).sum()
    }
}

/// Capitals and broad letters are half as wide again as digits.
fn width(text: &str) -> usize {
    let tenths = |c: char| match c.width_cjk() {
        Some(1) if c.is_uppercase() || "%&@mw".contains(c) => 15,
        Some(n) => 10 * n,
        None => 0,
    };
    text.chars().map(tenths).sum::<usize>().div_ceil(10)
}

/// The longest piece of a text that no line breaks: Latin letters and digits in a row.
fn longest_word(text: &str) -> usize {
    let is_between = |c: char| c.is_whitespace() || c.width_cjk() == Some(2);
    text.split(is_between).map(width).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: usize) -> Measured {
        Measured { heading: 4, word_of_heading: 0, has_bracket: false, number: 0, word: 0, texts: vec![text] }
    }

    fn number(heading: usize, number: usize) -> Measured {
        Measured { heading, word_of_heading: 0, has_bracket: false, number, word: 0, texts: Vec::new() }
    }

    #[test]
    fn a_table_is_as_wide_as_the_text() {
        for columns in [vec![&number(8, 6), &text(200)], vec![&number(8, 6), &number(30, 4), &text(5)]] {
            let widths = fitted(&columns, 8844, 18, 3, 22).unwrap();
            assert_eq!(widths.iter().sum::<usize>(), 8844);
        }
    }

    #[test]
    fn room_goes_to_the_column_with_the_most_lines() {
        let widths = fitted(&[&number(8, 6), &text(400), &text(100)], 8844, 18, 3, 22).unwrap();
        assert!(widths[1] > 3 * widths[2], "{widths:?}");
        assert_eq!(fitted(&[&number(8, 6), &text(4000)], 8844, 18, 3, 22), None);
        assert_eq!(fitted(&[&number(8, 60), &number(8, 60)], 8844, 18, 3, 22), None);
    }

    /// Thirty columns of numbers of seven digits: no page holds them.
    #[test]
    fn what_no_page_holds_is_divided_and_each_part_tells_the_row() {
        let columns: Vec<Measured> = std::iter::once(text(8)).chain((0..30).map(|_| number(40, 7))).collect();
        let parts = divided(&columns, 1);
        assert!(parts.len() > 1);
        let shown: Vec<usize> = parts.iter().flat_map(|part| part.columns.iter().skip(1).copied()).collect();
        assert_eq!(shown, (1..31).collect::<Vec<_>>());
        for part in &parts {
            assert_eq!(part.columns[0], 0);
            assert_eq!(part.widths.iter().sum::<usize>(), ACROSS.width());
        }
    }

    #[test]
    fn words_are_not_broken_but_for_long_ones() {
        assert_eq!(
            [longest_word("EPSG:4549，见 docs"), longest_word("居住用地"), longest_word("")],
            [11, 0, 0]
        );
        assert_eq!([width("覆盖率（%）"), width("rate"), width("EPSG")], [12, 4, 6]);
        let path = Measured { word: 60, ..text(60) };
        assert_eq!(path.least(3), LONGEST_WORD);
    }
}
