//! Geometries as GeoPackage holds them: its header, then well-known binary (WKB).

use geo::{Coord, LineString, MultiPolygon, Polygon, Rect};

use super::super::layers::Shape;
use crate::geometry::{bounds, signed_area};

/// A geometry in bytes, and where it lies.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub(super) bytes: Vec<u8>,
    pub(super) extent: Rect<f64>,
}

/// Little-endian, in GeoPackage's flags as in WKB.
const LITTLE_ENDIAN: u8 = 1;
/// The flag of an envelope of four numbers.
const WITH_ENVELOPE: u8 = 1 << 1;

const POINT: u32 = 1;
const POLYGON: u32 = 3;
const MULTI_POLYGON: u32 = 6;

/// A shape in the system `srs_id`; `None` for land that lies nowhere: the feature then has no geometry.
pub(super) fn placed(shape: &Shape<'_>, srs_id: i32) -> Option<Placed> {
    match shape {
        Shape::Place(at) => Some(point(*at, srs_id)),
        Shape::Land(land) => multi_polygon(land, srs_id),
    }
}

fn point(at: Coord<f64>, srs_id: i32) -> Placed {
    let mut bytes = header(srs_id, None);
    start(POINT, &mut bytes);
    coordinate(at, &mut bytes);
    Placed { bytes, extent: Rect::new(at, at) }
}

fn multi_polygon(land: &MultiPolygon<f64>, srs_id: i32) -> Option<Placed> {
    let extent = bounds(land)?;
    let mut bytes = header(srs_id, Some(extent));
    start(MULTI_POLYGON, &mut bytes);
    count(land.0.len(), &mut bytes);
    for polygon in land {
        start(POLYGON, &mut bytes);
        rings(polygon, &mut bytes);
    }
    Some(Placed { bytes, extent })
}

/// Well-known binary with the header of a GeoPackage.
pub(super) fn blob(wkb: &[u8], extent: Rect<f64>, srs_id: i32) -> Vec<u8> {
    let mut bytes = header(srs_id, Some(extent));
    bytes.extend_from_slice(wkb);
    bytes
}

/// The header: magic, version, flags, system, and the envelope (of a point it would say nothing new).
fn header(srs_id: i32, envelope: Option<Rect<f64>>) -> Vec<u8> {
    let flags = LITTLE_ENDIAN | if envelope.is_some() { WITH_ENVELOPE } else { 0 };
    let mut bytes = vec![b'G', b'P', 0, flags];
    bytes.extend(srs_id.to_le_bytes());
    if let Some(extent) = envelope {
        let (low, high) = (extent.min(), extent.max());
        bytes.extend([low.x, high.x, low.y, high.y].into_iter().flat_map(f64::to_le_bytes));
    }
    bytes
}

fn start(kind: u32, bytes: &mut Vec<u8>) {
    bytes.push(LITTLE_ENDIAN);
    bytes.extend(kind.to_le_bytes());
}

/// A count of WKB has 32 bits. No shape that is held in memory has more parts or vertices.
fn count(n: usize, bytes: &mut Vec<u8>) {
    bytes.extend(u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes());
}

fn coordinate(at: Coord<f64>, bytes: &mut Vec<u8>) {
    bytes.extend(at.x.to_le_bytes());
    bytes.extend(at.y.to_le_bytes());
}

/// The outer ring anticlockwise, holes clockwise (OGC 06-103r4, 6.1.11.1).
fn rings(polygon: &Polygon<f64>, bytes: &mut Vec<u8>) {
    count(1 + polygon.interiors().len(), bytes);
    let mut ring = |ring: &LineString<f64>, is_hole: bool| {
        count(ring.0.len(), bytes);
        if (signed_area(&ring.0) < 0.0) == is_hole {
            ring.0.iter().for_each(|at| coordinate(*at, bytes));
        } else {
            ring.0.iter().rev().for_each(|at| coordinate(*at, bytes));
        }
    };
    ring(polygon.exterior(), false);
    polygon.interiors().iter().for_each(|hole| ring(hole, true));
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use geo::{coord, polygon};

    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// 1.0 is `000000000000f03f`, 2.0 `0000000000000040` in little-endian IEEE 754; 4549 is `c5110000`.
    #[test]
    fn a_point_is_header_and_wkb() {
        let at = placed(&Shape::Place(coord! { x: 1.0, y: 2.0 }), 4549).unwrap();
        let expected = ["47500001", "c5110000", "01", "01000000", "000000000000f03f", "0000000000000040"];
        assert_eq!(hex(&at.bytes), expected.concat());
        assert_eq!(at.extent, Rect::new(coord! { x: 1.0, y: 2.0 }, coord! { x: 1.0, y: 2.0 }));
    }

    /// A square wound the wrong way with a hole wound the wrong way: both come out as the standard has them, with the
    /// envelope in the order min x, max x, min y, max y.
    #[test]
    fn land_is_wound_as_the_standard_has_it() {
        let square = polygon!(
            exterior: [(x: 0., y: 10.), (x: 0., y: 14.), (x: 4., y: 14.), (x: 4., y: 10.)],
            interiors: [[(x: 1., y: 11.), (x: 2., y: 11.), (x: 2., y: 12.), (x: 1., y: 12.)]],
        );
        let land = Shape::Land(Cow::Owned(MultiPolygon(vec![square])));
        let bytes = placed(&land, -1).unwrap().bytes;
        assert_eq!(hex(&bytes[..8]), "47500003ffffffff");
        let number = |at: usize| f64::from_le_bytes(bytes[at..at + 8].try_into().unwrap());
        let envelope: Vec<f64> = (0..4).map(|n| number(8 + 8 * n)).collect();
        assert_eq!(envelope, [0.0, 4.0, 10.0, 14.0]);
        // One polygon of two rings, the first of five vertices.
        assert_eq!(hex(&bytes[40..49]), "010600000001000000");
        assert_eq!(hex(&bytes[49..62]), "01030000000200000005000000");
        let ring = |at: usize| -> Vec<(f64, f64)> {
            (0..5).map(|n| (number(at + 16 * n), number(at + 8 + 16 * n))).collect()
        };
        assert_eq!(ring(62), [(0., 10.), (4., 10.), (4., 14.), (0., 14.), (0., 10.)]);
        assert_eq!(ring(62 + 80 + 4), [(1., 11.), (1., 12.), (2., 12.), (2., 11.), (1., 11.)]);
        assert_eq!(bytes.len(), 62 + 80 + 4 + 80);
    }

    #[test]
    fn land_that_lies_nowhere_has_no_geometry() {
        assert_eq!(placed(&Shape::Land(Cow::Owned(MultiPolygon(Vec::new()))), 4549), None);
    }
}
