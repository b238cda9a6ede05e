//! The content of a record to a shape (ESRI Shapefile Technical Description, July 1998).

use geo::Coord;

use super::super::little_endian::{f64_at, size_at};
use super::super::shape::{Shape, is_coordinate};
use super::super::wkb::Damage;
use super::rings::{Sorted, sort};

/// A shape as it was drawn.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) shape: Shape,
    /// Whether it has heights or measures, which are dropped.
    pub(super) has_heights: bool,
    /// Whether its rings are not wound as the format prescribes, so that outer rings and holes were told apart by which
    /// ring lies in which.
    pub(super) is_sorted: bool,
}

/// Where the parts of lines and polygons are counted, and the points of any.
const PARTS: usize = 36;
const POINTS_OF_PARTS: usize = 40;
const SHORT: Damage = "read.damage.short";

/// Reads the content of a record.
///
/// # Errors
/// It ends early, claims more than is there, has a number that is no coordinate, is of a kind that is not read
/// (MultiPatch), or has rings without end.
pub(super) fn read(content: &[u8]) -> Result<Drawn, Damage> {
    if content.is_empty() {
        return Ok(Drawn { shape: Shape::Null, has_heights: false, is_sorted: false });
    }
    let kind = size_at(content, 0).ok_or(SHORT)?;
    // With heights and measures: 11 to 18; with measures: 21 to 28.
    let has_heights = (11..=28).contains(&kind);
    let mut is_sorted = false;
    let shape = match kind {
        0 => Shape::Null,
        1 | 11 | 21 => point(content)?,
        8 | 18 | 28 => match points(content, PARTS + 4, size_at(content, PARTS).ok_or(SHORT)?)? {
            points if points.is_empty() => Shape::Empty,
            points => Shape::MultiPoint(points),
        },
        3 | 13 | 23 => lines(parts(content)?),
        5 | 15 | 25 => {
            let Sorted { mut polygons, by_nesting } = sort(parts(content)?)?;
            is_sorted = by_nesting;
            match polygons.len() {
                0 => Shape::Empty,
                1 => Shape::Polygon(polygons.remove(0)),
                _ => Shape::MultiPolygon(polygons),
            }
        }
        _ => return Err("read.damage.kind"),
    };
    Ok(Drawn { shape, has_heights, is_sorted })
}

fn point(content: &[u8]) -> Result<Shape, Damage> {
    let (x, y) = (f64_at(content, 4).ok_or(SHORT)?, f64_at(content, 12).ok_or(SHORT)?);
    // So an empty point is written by GDAL.
    if x.is_nan() && y.is_nan() { Ok(Shape::Empty) } else { position(x, y).map(Shape::Point) }
}

/// Lines of two points or more; others are nothing.
fn lines(parts: Vec<Vec<Coord>>) -> Shape {
    let mut lines: Vec<_> = parts.into_iter().filter(|line| line.len() > 1).collect();
    match lines.len() {
        0 => Shape::Empty,
        1 => Shape::LineString(lines.remove(0)),
        _ => Shape::MultiLineString(lines),
    }
}

/// The points of each part of a line or polygon.
fn parts(content: &[u8]) -> Result<Vec<Vec<Coord>>, Damage> {
    let n_parts = size_at(content, PARTS).ok_or(SHORT)?;
    let n_points = size_at(content, POINTS_OF_PARTS).ok_or(SHORT)?;
    let first = POINTS_OF_PARTS + 4;
    let table = n_parts.checked_mul(4).and_then(|length| content.get(first..first.checked_add(length)?));
    let table = table.ok_or("read.damage.count")?;
    let all = points(content, first + table.len(), n_points)?;
    let mut begins: Vec<usize> = table.chunks_exact(4).filter_map(|begin| size_at(begin, 0)).collect();
    if begins.first().is_some_and(|begin| *begin != 0) {
        return Err("read.damage.header");
    }
    begins.push(all.len());
    let part = |pair: &[usize]| match pair {
        [begin, end] => all.get(*begin..*end).map(<[Coord]>::to_vec),
        _ => None,
    };
    begins.windows(2).map(part).collect::<Option<_>>().ok_or("read.damage.header")
}

/// So many points from a byte on.
fn points(content: &[u8], at: usize, count: usize) -> Result<Vec<Coord>, Damage> {
    const SIZE: usize = 16;
    let bytes = count.checked_mul(SIZE).and_then(|length| content.get(at..at.checked_add(length)?));
    let points = bytes.ok_or("read.damage.count")?.chunks_exact(SIZE);
    let point = |bytes| position(f64_at(bytes, 0).ok_or(SHORT)?, f64_at(bytes, 8).ok_or(SHORT)?);
    points.map(point).collect()
}

fn position(x: f64, y: f64) -> Result<Coord, Damage> {
    if is_coordinate(x) && is_coordinate(y) { Ok(Coord { x, y }) } else { Err("read.damage.number") }
}
