//! The `.shp` and its index `.shx`, as Esri's description has them (ESRI Shapefile Technical Description, July 1998).
//!
//! Numbers of the file's structure are big-endian and count words of 16 bits; those of shapes are little-endian.

use geo::{Coord, LineString, MultiPolygon, Polygon, Rect};

use super::super::layers::{Shape, Theme};
use crate::geometry::{bounds, signed_area};

/// What the shapes of a file are; besides, any can be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ShapeType {
    Point = 1,
    Polygon = 5,
}

const NULL: u32 = 0;
/// Bytes of the header of either file.
pub(super) const HEADER: u64 = 100;
/// Bytes that lead a shape, and bytes of its entry in the index.
pub(super) const LEAD: u64 = 8;

impl ShapeType {
    pub(super) fn of_theme(theme: Theme) -> Self {
        if theme == Theme::Facilities { Self::Point } else { Self::Polygon }
    }
}

/// The header of either file: of so many bytes, with all shapes in `extent`.
pub(super) fn header(shape_type: ShapeType, bytes: u64, extent: Option<Rect<f64>>) -> Vec<u8> {
    const FILE_CODE: u32 = 9994;
    const VERSION: u32 = 1000;
    let mut header = Vec::with_capacity(100);
    header.extend(FILE_CODE.to_be_bytes());
    header.extend([0; 20]);
    header.extend(words(bytes).to_be_bytes());
    header.extend(VERSION.to_le_bytes());
    header.extend((shape_type as u32).to_le_bytes());
    match extent {
        Some(extent) => put_extent(extent, &mut header),
        None => header.extend([0; 32]),
    }
    // The ranges of heights and measures, of which there are none.
    header.extend([0; 32]);
    header
}

/// What leads the shape of this number, from 1, in the `.shp`.
pub(super) fn lead(number: u64, bytes: u64) -> Vec<u8> {
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    [number.to_be_bytes(), words(bytes).to_be_bytes()].concat()
}

/// The entry of a shape in the `.shx`: where its lead begins, and its bytes without the lead.
pub(super) fn entry(begin: u64, bytes: u64) -> Vec<u8> {
    [words(begin).to_be_bytes(), words(bytes).to_be_bytes()].concat()
}

/// Words of 16 bits. No file that is written is too long for them.
fn words(bytes: u64) -> u32 {
    u32::try_from(bytes / 2).unwrap_or(u32::MAX)
}

/// Appends a shape without its lead, and returns where it lies; a null shape for land that lies nowhere.
pub(super) fn put(shape: &Shape<'_>, bytes: &mut Vec<u8>) -> Option<Rect<f64>> {
    let extent = match shape {
        Shape::Place(at) => {
            bytes.extend((ShapeType::Point as u32).to_le_bytes());
            put_coordinate(*at, bytes);
            Some(Rect::new(*at, *at))
        }
        Shape::Land(land) => put_land(land, bytes),
    };
    if extent.is_none() {
        bytes.extend(NULL.to_le_bytes());
    }
    extent
}

/// Appends land with its outer rings clockwise and its holes anticlockwise; nothing where it has no ring that encloses
/// anything.
fn put_land(land: &MultiPolygon<f64>, bytes: &mut Vec<u8>) -> Option<Rect<f64>> {
    let encloses = |ring: &LineString<f64>| ring.0.len() > 3 && signed_area(&ring.0) != 0.0;
    let of_polygon = |polygon: &'_ Polygon<f64>| {
        let holes = polygon.interiors().iter().filter(|hole| encloses(hole)).map(|hole| turned(hole, 1.0));
        std::iter::once(turned(polygon.exterior(), -1.0)).chain(holes).collect::<Vec<_>>()
    };
    let rings: Vec<Vec<Coord<f64>>> =
        land.iter().filter(|polygon| encloses(polygon.exterior())).flat_map(of_polygon).collect();
    if rings.is_empty() {
        return None;
    }
    let extent = bounds(land)?;
    bytes.extend((ShapeType::Polygon as u32).to_le_bytes());
    put_extent(extent, bytes);
    put_count(rings.len(), bytes);
    put_count(rings.iter().map(Vec::len).sum(), bytes);
    let mut begin = 0;
    for ring in &rings {
        put_count(begin, bytes);
        begin += ring.len();
    }
    rings.iter().flatten().for_each(|at| put_coordinate(*at, bytes));
    Some(extent)
}

/// The ring turned so that its area has the sign of `sign`.
fn turned(ring: &LineString<f64>, sign: f64) -> Vec<Coord<f64>> {
    let mut ring = ring.0.clone();
    if signed_area(&ring) * sign < 0.0 {
        ring.reverse();
    }
    ring
}

/// No shape that fits into a file has more parts or vertices.
fn put_count(n: usize, bytes: &mut Vec<u8>) {
    bytes.extend(u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes());
}

fn put_coordinate(at: Coord<f64>, bytes: &mut Vec<u8>) {
    bytes.extend(at.x.to_le_bytes());
    bytes.extend(at.y.to_le_bytes());
}

fn put_extent(extent: Rect<f64>, bytes: &mut Vec<u8>) {
    put_coordinate(extent.min(), bytes);
    put_coordinate(extent.max(), bytes);
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use geo::{coord, polygon};

    use super::*;

    fn put_alone(shape: &Shape<'_>) -> (Vec<u8>, Option<Rect<f64>>) {
        let mut bytes = Vec::new();
        let extent = put(shape, &mut bytes);
        (bytes, extent)
    }

    fn land(polygons: Vec<Polygon<f64>>) -> Shape<'static> {
        Shape::Land(Cow::Owned(MultiPolygon(polygons)))
    }

    #[test]
    fn a_place_is_a_point() {
        let (bytes, extent) = put_alone(&Shape::Place(coord! { x: 1.0, y: 2.0 }));
        assert_eq!(bytes, [&[1, 0, 0, 0][..], &1.0_f64.to_le_bytes(), &2.0_f64.to_le_bytes()].concat());
        assert_eq!(extent, Some(Rect::new(coord! { x: 1.0, y: 2.0 }, coord! { x: 1.0, y: 2.0 })));
    }

    /// A square with a hole, wound as GeoJSON has it: the shape has it the other way round. A hole of no area is left
    /// out.
    #[test]
    fn outer_rings_are_clockwise_and_holes_anticlockwise() {
        let square = polygon!(
            exterior: [(x: 0., y: 0.), (x: 4., y: 0.), (x: 4., y: 4.), (x: 0., y: 4.)],
            interiors: [
                [(x: 1., y: 1.), (x: 1., y: 2.), (x: 2., y: 2.), (x: 2., y: 1.)],
                [(x: 3., y: 3.), (x: 3., y: 3.5), (x: 3., y: 3.)],
            ],
        );
        let (bytes, extent) = put_alone(&land(vec![square]));
        let whole = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        let number = |at: usize| f64::from_le_bytes(bytes[at..at + 8].try_into().unwrap());
        assert_eq!(extent, Some(Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 4.0, y: 4.0 })));
        assert_eq!((whole(0), whole(36), whole(40), whole(44), whole(48)), (5, 2, 10, 0, 5));
        assert_eq!([4, 12, 20, 28].map(number), [0.0, 0.0, 4.0, 4.0]);
        let ring = |first: usize| -> Vec<(f64, f64)> {
            (first..first + 5).map(|n| (number(52 + 16 * n), number(60 + 16 * n))).collect()
        };
        assert_eq!(ring(0), [(0., 0.), (0., 4.), (4., 4.), (4., 0.), (0., 0.)]);
        assert_eq!(ring(5), [(1., 1.), (2., 1.), (2., 2.), (1., 2.), (1., 1.)]);
        assert_eq!(bytes.len(), 52 + 160);
    }

    #[test]
    fn land_that_lies_nowhere_or_encloses_nothing_is_a_null_shape() {
        let line = polygon![(x: 0., y: 0.), (x: 1., y: 1.), (x: 2., y: 2.)];
        for shape in [land(Vec::new()), land(vec![line])] {
            assert_eq!(put_alone(&shape), (vec![0; 4], None));
        }
    }

    #[test]
    fn lengths_are_in_words_and_big_endian() {
        let header = header(ShapeType::Polygon, 228, None);
        assert_eq!(header.len() as u64, HEADER);
        assert_eq!(header[..4], [0, 0, 0x27, 0x0a]);
        assert_eq!(header[24..36], [0, 0, 0, 114, 0xe8, 3, 0, 0, 5, 0, 0, 0]);
        assert_eq!(lead(2, 20), [0, 0, 0, 2, 0, 0, 0, 10]);
        assert_eq!(entry(100, 20), [0, 0, 0, 50, 0, 0, 0, 10]);
    }
}
