//! The header of a table of points: where it stands, and which columns hold the places.

use std::collections::{HashMap, HashSet};

use super::super::table::GridRow;
use super::super::{Source, Value};
use super::columns::{self, PlaceIn, Places};
use super::place::{coordinate, pair};
use crate::error::Error;

/// Titles and notes stand above a header, but no more rows of them than this.
const ROWS_SEARCHED: usize = 20;

/// The header of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// One entry a column.
    names: Vec<String>,
    pub(super) places: Places,
    /// The position of the first row below.
    pub(super) body: usize,
}

/// Finds the header: the first row, or pair of rows, that names the columns of the places.
///
/// # Errors
/// When there is none.
pub(super) fn find(rows: &[GridRow], source: &Source<'_>) -> Result<Header, Error> {
    let found = (0..rows.len().min(ROWS_SEARCHED)).find_map(|at| {
        let upper = texts(rows.get(at)?);
        let lower = rows.get(at + 1).map(texts).unwrap_or_default();
        let below = |n: usize| rows.get(at + n..).unwrap_or_default();
        let header = |names: Vec<String>, places, n| Header { names, places, body: at + n };
        if is_head_of(&upper, &lower)
            && let Some(found) = columns::find(&lower, &groups(&upper, &lower), source, below(2))
        {
            return Some(header(joined(&upper, &lower), found, 2));
        }
        let found = columns::find(&upper, &[], source, below(1))?;
        if is_second(&upper, &lower, found.place) {
            return Some(header(joined(&upper, &lower), found, 2));
        }
        Some(header(upper, found, 1))
    });
    found.ok_or_else(|| {
        let fullest = rows.iter().take(ROWS_SEARCHED).map(texts).rev().max_by_key(|row| n_filled(row));
        let filled: Vec<String> = fullest.into_iter().flatten().filter(|name| !name.is_empty()).collect();
        let columns = source.columns;
        let named: Vec<&str> = [columns.x, columns.y, columns.geometry].into_iter().flatten().collect();
        let code = if named.is_empty() { "points-no-header" } else { "points-column-missing" };
        source.refuse(code).with("found", filled.join("`, `")).with("columns", named.join("`, `"))
    })
}

impl Header {
    /// The heading of a column.
    pub(super) fn name(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }

    /// The headings of columns of places.
    pub(super) fn names_of(&self, place: PlaceIn) -> String {
        place.columns().map(|column| self.name(column)).collect::<Vec<_>>().join("`, `")
    }

    /// The other columns that have a heading or a value, and their names.
    pub(super) fn attributes(&self, body: &[GridRow]) -> Vec<(usize, String)> {
        let width = body.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(self.names.len());
        let mut is_filled = vec![false; width];
        for row in body {
            for (filled, cell) in is_filled.iter_mut().zip(&row.cells) {
                *filled |= cell.is_some();
            }
        }
        let is_place = |column: usize| self.places.place.columns().any(|at| at == column);
        is_filled
            .into_iter()
            .enumerate()
            .filter(|(column, filled)| !is_place(*column) && (*filled || !self.name(*column).is_empty()))
            .map(|(column, _)| {
                let name = self.name(column);
                (column, if name.is_empty() { format!("#{}", column + 1) } else { name.to_owned() })
            })
            .collect()
    }

    /// Whether the second of the two coordinates is the one that points east, by the values of most rows: a northing
    /// before an easting, or in one column a latitude before a longitude of China.
    pub(super) fn is_swapped(&self, body: &[GridRow]) -> bool {
        let (mut n_rows, mut n_swapped) = (0, 0);
        for row in body.iter().filter(|_| self.places.is_open) {
            let cell = |column: usize| row.cells.get(column).and_then(Option::as_ref);
            let found = match self.places.place {
                PlaceIn::Two(x, y) => cell(x).and_then(coordinate).zip(cell(y).and_then(coordinate)),
                PlaceIn::One(column) => cell(column).and_then(pair),
            };
            let Some((first, second)) = found else { continue };
            let is_northing_first = (2e6..=6e6).contains(&first)
                && ((2e5..=8e5).contains(&second) || (2.5e7..=4.6e7).contains(&second));
            let is_latitude_first = matches!(self.places.place, PlaceIn::One(_))
                && (3.0..=54.0).contains(&first)
                && (73.0..=136.0).contains(&second);
            n_rows += 1;
            n_swapped += usize::from(is_northing_first || is_latitude_first);
        }
        2 * n_swapped > n_rows
    }
}

/// The text of each cell, on one line.
fn texts(row: &GridRow) -> Vec<String> {
    let text = |cell: &Option<Value>| cell.as_ref().map_or_else(String::new, Value::as_text);
    row.cells.iter().map(|cell| text(cell).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn n_filled(row: &[String]) -> usize {
    row.iter().filter(|text| !text.is_empty()).count()
}

/// Whether the upper row is the first of two of a header, by what is merged: it has several headings, and one of them
/// reaches down into the lower row.
fn is_head_of(upper: &[String], lower: &[String]) -> bool {
    let different: HashSet<&String> = upper.iter().filter(|text| !text.is_empty()).collect();
    let reaches_down = upper.iter().enumerate().any(|(column, text)| {
        !text.is_empty() && lower.get(column).is_none_or(|below| below.is_empty() || below == text)
    });
    different.len() > 1 && reaches_down
}

/// Whether the lower row is the second of a header whose first has the columns of the places: these are merged, and so
/// is some group of columns.
fn is_second(upper: &[String], lower: &[String], place: PlaceIn) -> bool {
    let text = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    let is_merged = |column: usize| {
        let below = text(lower, column);
        below.is_empty() || below == text(upper, column)
    };
    let are_merged = place.columns().all(is_merged);
    let is_group = |column: usize| {
        let (above, beside) = (text(upper, column), text(upper, column.wrapping_sub(1)));
        !text(lower, column).is_empty() && !is_merged(column) && (above.is_empty() || above == beside)
    };
    are_merged && (1..lower.len()).any(is_group)
}

/// The heading of the upper row under which each column stands: its own, or that of the group of columns that it is in.
fn groups<'t>(upper: &'t [String], lower: &[String]) -> Vec<&'t str> {
    let mut group = "";
    let group_of = |column: usize| {
        let above = upper.get(column).map_or("", String::as_str);
        if !above.is_empty() || lower.get(column).is_none_or(String::is_empty) {
            group = above;
        }
        group
    };
    (0..upper.len().max(lower.len())).map(group_of).collect()
}

/// The headings of two rows: the lower one where it says something of its own, and where it says the same as others
/// with the upper one before it.
fn joined(upper: &[String], lower: &[String]) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for below in lower {
        *counts.entry(below).or_default() += 1;
    }
    let heading = |(column, group): (usize, &str)| {
        let below = lower.get(column).map_or("", String::as_str);
        let is_unique = counts.get(below) == Some(&1);
        match below {
            "" => upper.get(column).cloned().unwrap_or_default(),
            _ if is_unique || below == group || group.is_empty() => below.to_owned(),
            _ => format!("{group} {below}"),
        }
    };
    groups(upper, lower).into_iter().enumerate().map(heading).collect()
}
