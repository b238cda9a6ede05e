//! Geometries as GeoPackage holds them: its header, then well-known binary (WKB).

use geo::{BoundingRect, Coord, Geometry, MultiPolygon, Rect};

use super::super::layers::Shape;
use super::wkb;
use crate::geometry::bounds;

/// A geometry in bytes, and where it lies.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub(super) bytes: Vec<u8>,
    pub(super) extent: Rect<f64>,
}

/// The flag of little-endian numbers.
const LITTLE_ENDIAN: u8 = 1;
/// The flag of an envelope of four numbers.
const WITH_ENVELOPE: u8 = 1 << 1;

/// A shape in the system `srs_id`; `None` for land that lies nowhere: the feature then has no geometry.
pub(super) fn placed(shape: &Shape<'_>, srs_id: i32) -> Option<Placed> {
    match shape {
        Shape::Place(at) => Some(point(*at, srs_id)),
        Shape::Land(land) => multi_polygon(land, srs_id),
    }
}

fn point(at: Coord<f64>, srs_id: i32) -> Placed {
    let mut bytes = header(srs_id, None);
    wkb::put_point(at, &mut bytes);
    Placed { bytes, extent: Rect::new(at, at) }
}

fn multi_polygon(land: &MultiPolygon<f64>, srs_id: i32) -> Option<Placed> {
    let extent = bounds(land)?;
    let mut bytes = header(srs_id, Some(extent));
    wkb::put_land(land, &mut bytes);
    Some(Placed { bytes, extent })
}

/// A geometry as it is given; `None` where it lies nowhere.
pub(super) fn given(geometry: &Geometry<f64>, srs_id: i32) -> Option<Placed> {
    let extent = geometry.bounding_rect()?;
    let mut bytes = header(srs_id, Some(extent));
    wkb::put(geometry, &mut bytes)?;
    Some(Placed { bytes, extent })
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
