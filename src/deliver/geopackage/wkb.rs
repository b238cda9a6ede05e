//! Geometries as well-known binary (OGC 06-103r4), little-endian.

use geo::{Coord, Geometry, LineString, MultiPolygon, Polygon};

use crate::geometry::signed_area;

/// How rings are wound.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Winding {
    AsGiven,
    /// The outer ring anticlockwise, holes clockwise (OGC 06-103r4, 6.1.11.1).
    Standard,
}

/// A geometry as it is: rings are not wound anew. `None` for kinds that no format that is read has.
pub(super) fn put(geometry: &Geometry<f64>, to: &mut Vec<u8>) -> Option<()> {
    match geometry {
        Geometry::Point(point) => put_point(point.0, to),
        Geometry::LineString(line) => put_line(line, to),
        Geometry::Polygon(polygon) => put_polygon(polygon, Winding::AsGiven, to),
        Geometry::MultiPoint(points) => {
            start(4, points.0.len(), to);
            points.0.iter().for_each(|point| put_point(point.0, to));
        }
        Geometry::MultiLineString(lines) => {
            start(5, lines.0.len(), to);
            lines.0.iter().for_each(|line| put_line(line, to));
        }
        Geometry::MultiPolygon(polygons) => put_polygons(polygons, Winding::AsGiven, to),
        Geometry::GeometryCollection(parts) => {
            start(7, parts.0.len(), to);
            parts.0.iter().try_for_each(|part| put(part, to))?;
        }
        _ => return None,
    }
    Some(())
}

fn kind(kind: u32, to: &mut Vec<u8>) {
    to.push(1);
    to.extend(kind.to_le_bytes());
}

/// The head of a geometry that is made of `n` things.
fn start(of: u32, n: usize, to: &mut Vec<u8>) {
    kind(of, to);
    count(n, to);
}

/// A count has 32 bits. No geometry that is held in memory has more parts or vertices.
fn count(n: usize, to: &mut Vec<u8>) {
    to.extend(u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes());
}

/// Land, wound as the standard has it.
pub(super) fn put_land(land: &MultiPolygon<f64>, to: &mut Vec<u8>) {
    put_polygons(land, Winding::Standard, to);
}

/// A point.
pub(super) fn put_point(at: Coord<f64>, to: &mut Vec<u8>) {
    kind(1, to);
    put_coordinate(at, to);
}

fn put_line(line: &LineString<f64>, to: &mut Vec<u8>) {
    start(2, line.0.len(), to);
    line.0.iter().for_each(|at| put_coordinate(*at, to));
}

fn put_polygons(polygons: &MultiPolygon<f64>, winding: Winding, to: &mut Vec<u8>) {
    start(6, polygons.0.len(), to);
    polygons.0.iter().for_each(|polygon| put_polygon(polygon, winding, to));
}

fn put_polygon(polygon: &Polygon<f64>, winding: Winding, to: &mut Vec<u8>) {
    start(3, 1 + polygon.interiors().len(), to);
    let mut ring = |ring: &LineString<f64>, is_hole: bool| {
        count(ring.0.len(), to);
        if winding == Winding::AsGiven || (signed_area(&ring.0) < 0.0) == is_hole {
            ring.0.iter().for_each(|at| put_coordinate(*at, to));
        } else {
            ring.0.iter().rev().for_each(|at| put_coordinate(*at, to));
        }
    };
    ring(polygon.exterior(), false);
    polygon.interiors().iter().for_each(|hole| ring(hole, true));
}

fn put_coordinate(at: Coord<f64>, to: &mut Vec<u8>) {
    to.extend(at.x.to_le_bytes());
    to.extend(at.y.to_le_bytes());
}
