//! Which columns of a table hold its places: named by the project, or found under their usual names.

use super::super::plain::plain;
use super::super::table::GridRow;
use super::super::{Source, Value};
use super::datum::{self, NamedDatum};
use super::place::pair;
use super::wkt;

/// So many cells show what a column holds.
const CELLS_LOOKED_AT: usize = 50;

/// Of so many columns of one name the places are chosen: three datums, and some to spare.
const MOST_OF_A_NAME: usize = 8;

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

impl PlaceIn {
    /// Its columns.
    pub(super) fn columns(self) -> impl Iterator<Item = usize> {
        let (first, second) = match self {
            Self::Two(x, y) => (x, Some(y)),
            Self::One(column) => (column, None),
        };
        std::iter::once(first).chain(second)
    }
}

/// The columns of the places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) place: PlaceIn,
    /// Whether the names leave open which coordinate is which.
    pub(super) is_open: bool,
    /// The datum that their headings name.
    pub(super) datum: Option<NamedDatum>,
    /// Others of the same kind that stand beside them.
    pub(super) others: Vec<PlaceIn>,
}

/// The columns of the places by these headings, each with the heading of the `groups` above it, where there are any.
///
/// Geometries go before longitudes and latitudes, these before the coordinates of a plane, and these before columns of
/// both. Of several of a kind that is taken whose heading names the datum of [`PlaceColumns`](super::super::PlaceColumns),
/// else WGS 84 or CGCS2000; then one that names none.
pub(super) fn find(
    headings: &[String],
    groups: &[&str],
    source: &Source<'_>,
    body: &[GridRow],
) -> Option<Places> {
    let names: Vec<String> = headings.iter().map(|heading| datum::without(heading)).collect();
    let datum_of = |column: usize| {
        let by_heading = headings.get(column).and_then(|heading| NamedDatum::of(heading));
        by_heading.or_else(|| NamedDatum::of(groups.get(column)?))
    };
    let datum_at = |place: PlaceIn| place.columns().find_map(datum_of);
    let all_of = |name: &str| -> Vec<usize> {
        let all = names.iter().enumerate().filter(|(_, heading)| *heading == name);
        all.map(|(column, _)| column).take(MOST_OF_A_NAME).collect()
    };
    let of_project = |wanted: &str| {
        let exact = headings.iter().position(|heading| heading == wanted);
        exact.or_else(|| headings.iter().position(|heading| plain(heading) == plain(wanted)))
    };
    // The one among columns that goes with another by its datum, else the first.
    let beside = |at: usize, columns: Vec<usize>| {
        let same = columns.iter().find(|column| datum_of(**column) == datum_of(at));
        same.or(columns.first()).copied()
    };
    let given = |place, is_open| Places { place, is_open, datum: datum_at(place), others: Vec::new() };
    let columns = source.columns;
    if let Some(geometry) = columns.geometry {
        return of_project(geometry).map(|column| given(PlaceIn::One(column), true));
    }
    let usual = || DEGREES.into_iter().chain(METRES);
    match (columns.x, columns.y) {
        (Some(x), Some(y)) => return Some(given(PlaceIn::Two(of_project(x)?, of_project(y)?), false)),
        (Some(x), None) => {
            let x = of_project(x)?;
            let y = usual().find_map(|(_, y)| beside(x, all_of(y)))?;
            return Some(given(PlaceIn::Two(x, y), false));
        }
        (None, Some(y)) => {
            let y = of_project(y)?;
            let x = usual().find_map(|(x, _)| beside(y, all_of(x)))?;
            return Some(given(PlaceIn::Two(x, y), false));
        }
        (None, None) => {}
    }
    let one = |usual: &[&str], is_place: &dyn Fn(&Value) -> bool| -> Vec<PlaceIn> {
        let found = usual.iter().flat_map(|name| all_of(name));
        found.filter(|column| holds(*column, body, is_place)).map(PlaceIn::One).collect()
    };
    let two = |usual: &[(&str, &str)]| -> Vec<PlaceIn> {
        usual.iter().flat_map(|(x, y)| paired(&all_of(x), all_of(y), &datum_of)).collect()
    };
    let is_wkt = |value: &Value| wkt::read(&value.as_text()).is_ok();
    let kind = |found: Vec<PlaceIn>, is_open: bool| (!found.is_empty()).then_some((found, is_open));
    let (found, is_open) = kind(one(&GEOMETRIES, &is_wkt), false)
        .or_else(|| kind(two(&DEGREES), false))
        .or_else(|| kind(two(&METRES), true))
        .or_else(|| kind(one(&PAIRS, &|value| pair(value).is_some() || is_wkt(value)), true))?;
    let wanted = columns.datum.unwrap_or(NamedDatum::Unshifted);
    let rank = |place: &PlaceIn| match datum_at(*place) {
        Some(datum) if datum == wanted => 0,
        None => 1,
        Some(_) => 2,
    };
    let place = found.iter().copied().min_by_key(rank)?;
    let is_apart = |other: &PlaceIn| other.columns().all(|column| place.columns().all(|at| at != column));
    Some(Places { others: found.into_iter().filter(is_apart).collect(), ..given(place, is_open) })
}

/// Columns of one coordinate with those of the other: each with the next whose heading names the same datum; where
/// there is none such, the first with the first.
fn paired(xs: &[usize], mut ys: Vec<usize>, datum_of: &dyn Fn(usize) -> Option<NamedDatum>) -> Vec<PlaceIn> {
    let first = xs.first().zip(ys.first()).map(|(x, y)| PlaceIn::Two(*x, *y));
    let mut found = Vec::new();
    for x in xs {
        if let Some(at) = ys.iter().position(|y| datum_of(*y) == datum_of(*x)) {
            found.push(PlaceIn::Two(*x, ys.remove(at)));
        }
    }
    if found.is_empty() { first.into_iter().collect() } else { found }
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
