//! The header of a table of points: where it stands, and which columns hold the places.

use std::collections::{HashMap, HashSet};

use super::super::plain::plain;
use super::super::table::GridRow;
use super::super::{Source, Value};
use super::place::{coordinate, pair};
use super::wkt;
use crate::error::Error;

/// Titles and notes stand above a header, but no more rows of them than this.
const ROWS_SEARCHED: usize = 20;

/// So many cells show what a column holds.
const CELLS_LOOKED_AT: usize = 50;

/// Columns of longitudes and latitudes.
const DEGREES: [(&str, &str); 7] = [
    ("经度", "纬度"),
    ("东经", "北纬"),
    ("lon", "lat"),
    ("lng", "lat"),
    ("long", "lat"),
    ("longitude", "latitude"),
    ("经度坐标", "纬度坐标"),
];

/// Columns of eastings and northings, or the other way round: in Chinese surveying X is the northing.
const METRES: [(&str, &str); 9] = [
    ("x", "y"),
    ("x坐标", "y坐标"),
    ("坐标x", "坐标y"),
    ("横坐标", "纵坐标"),
    ("东坐标", "北坐标"),
    ("easting", "northing"),
    ("pointx", "pointy"),
    ("coordx", "coordy"),
    ("xcoord", "ycoord"),
];

/// Columns of geometries.
const GEOMETRIES: [&str; 7] = ["wkt", "geometry", "geom", "thegeom", "几何", "wktgeom", "shape"];

/// Columns of both coordinates.
const PAIRS: [&str; 13] = [
    "坐标",
    "经纬度",
    "坐标经纬度",
    "经纬度坐标",
    "地理坐标",
    "位置",
    "location",
    "coordinates",
    "coordinate",
    "lonlat",
    "lnglat",
    "latlng",
    "latlon",
];

/// Where a row has its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlaceIn {
    /// In two columns.
    Two(usize, usize),
    /// In one.
    One(usize),
}

/// The header of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// One entry a column.
    names: Vec<String>,
    pub(super) place: PlaceIn,
    /// Whether the names leave open which coordinate is which.
    is_open: bool,
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
        let header = |names: Vec<String>, (place, is_open), n| Header { names, place, is_open, body: at + n };
        if is_head_of(&upper, &lower)
            && let Some(found) = place_in(&lower, source, below(2))
        {
            return Some(header(joined(&upper, &lower), found, 2));
        }
        let found = place_in(&upper, source, below(1))?;
        if is_second(&upper, &lower, found.0) {
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

    /// The headings of the columns of places.
    pub(super) fn place_names(&self) -> String {
        match self.place {
            PlaceIn::Two(x, y) => format!("{}`, `{}", self.name(x), self.name(y)),
            PlaceIn::One(column) => self.name(column).to_owned(),
        }
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
        let is_place = |column: usize| match self.place {
            PlaceIn::Two(x, y) => column == x || column == y,
            PlaceIn::One(at) => column == at,
        };
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
        for row in body.iter().filter(|_| self.is_open) {
            let cell = |column: usize| row.cells.get(column).and_then(Option::as_ref);
            let found = match self.place {
                PlaceIn::Two(x, y) => cell(x).and_then(coordinate).zip(cell(y).and_then(coordinate)),
                PlaceIn::One(column) => cell(column).and_then(pair),
            };
            let Some((first, second)) = found else { continue };
            let is_northing_first = (2e6..=6e6).contains(&first)
                && ((2e5..=8e5).contains(&second) || (2.5e7..=4.6e7).contains(&second));
            let is_latitude_first = matches!(self.place, PlaceIn::One(_))
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

/// A heading without regard to width, case and spaces, without a unit in brackets and the name of a datum.
fn comparable(heading: &str) -> String {
    const DATUMS: [&str; 9] = ["wgs84", "wgs", "gcj02", "gcj", "bd09", "cgcs2000", "高德", "百度", "gps"];
    let heading = plain(heading).to_lowercase();
    let bare = heading.split('(').next().filter(|bare| !bare.is_empty()).unwrap_or(&heading);
    let mut name: String = bare.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ':')).collect();
    for datum in DATUMS {
        if let Some(rest) = name.strip_prefix(datum).or_else(|| name.strip_suffix(datum))
            && !rest.is_empty()
        {
            name = rest.to_owned();
        }
    }
    name
}

/// The columns of the places by these headings, and whether it is open which coordinate is which.
fn place_in(headings: &[String], source: &Source<'_>, body: &[GridRow]) -> Option<(PlaceIn, bool)> {
    let names: Vec<String> = headings.iter().map(|heading| comparable(heading)).collect();
    let of_name = |name: &str| names.iter().position(|n| n == name);
    let of_project = |wanted: &str| {
        let exact = headings.iter().position(|heading| heading == wanted);
        exact.or_else(|| headings.iter().position(|heading| plain(heading) == plain(wanted)))
    };
    let columns = source.columns;
    if let Some(geometry) = columns.geometry {
        return of_project(geometry).map(|column| (PlaceIn::One(column), true));
    }
    let pairs = || DEGREES.into_iter().map(|p| (p, false)).chain(METRES.into_iter().map(|p| (p, true)));
    match (columns.x, columns.y) {
        (Some(x), Some(y)) => return Some((PlaceIn::Two(of_project(x)?, of_project(y)?), false)),
        (Some(x), None) => {
            let y = pairs().find_map(|((_, y), _)| of_name(y))?;
            return Some((PlaceIn::Two(of_project(x)?, y), false));
        }
        (None, Some(y)) => {
            let x = pairs().find_map(|((x, _), _)| of_name(x))?;
            return Some((PlaceIn::Two(x, of_project(y)?), false));
        }
        (None, None) => {}
    }
    let one = |usual: &[&str], is_place: &dyn Fn(&Value) -> bool| {
        usual.iter().filter_map(|name| of_name(name)).find(|column| holds(*column, body, is_place))
    };
    let geometry = one(&GEOMETRIES, &|value| wkt::read(&value.as_text()).is_ok());
    let two =
        || pairs().find_map(|((x, y), is_open)| Some((PlaceIn::Two(of_name(x)?, of_name(y)?), is_open)));
    let both = || one(&PAIRS, &|value| pair(value).is_some() || wkt::read(&value.as_text()).is_ok());
    geometry
        .map(|column| (PlaceIn::One(column), false))
        .or_else(two)
        .or_else(|| both().map(|column| (PlaceIn::One(column), true)))
}

/// Whether most of the first cells of a column are places.
fn holds(column: usize, body: &[GridRow], is_place: &dyn Fn(&Value) -> bool) -> bool {
    let cells = body.iter().filter_map(|row| row.cells.get(column)?.as_ref()).take(CELLS_LOOKED_AT);
    let (mut n_cells, mut n_places) = (0, 0);
    for cell in cells {
        n_cells += 1;
        n_places += usize::from(is_place(cell));
    }
    2 * n_places > n_cells
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
    let are_merged = match place {
        PlaceIn::Two(x, y) => is_merged(x) && is_merged(y),
        PlaceIn::One(column) => is_merged(column),
    };
    let is_group = |column: usize| {
        let (above, beside) = (text(upper, column), text(upper, column.wrapping_sub(1)));
        !text(lower, column).is_empty() && !is_merged(column) && (above.is_empty() || above == beside)
    };
    are_merged && (1..lower.len()).any(is_group)
}

/// The headings of two rows: the lower one where it says something of its own, and where it says the same as others
/// with the upper one before it.
fn joined(upper: &[String], lower: &[String]) -> Vec<String> {
    let mut group = String::new();
    let text = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for below in lower {
        *counts.entry(below).or_default() += 1;
    }
    (0..upper.len().max(lower.len()))
        .map(|column| {
            let (above, below) = (text(upper, column), text(lower, column));
            if !above.is_empty() || below.is_empty() {
                group.clone_from(&above);
            }
            let is_unique = counts.get(below.as_str()) == Some(&1);
            match below.as_str() {
                "" => above,
                _ if is_unique || below == group || group.is_empty() => below,
                _ => format!("{group} {below}"),
            }
        })
        .collect()
}
