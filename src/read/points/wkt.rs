//! Well-known text (OGC 06-103r4) and, as databases export it, well-known binary in hexadecimal digits.

use geo::Coord;

use super::super::shape::{DEEPEST_COLLECTION, Shape, is_coordinate};
use super::super::wkb;

/// Why a text is no geometry that can be read: the catalogue entry.
type Damage = &'static str;

const NOT_WKT: Damage = "read.damage.wkt";

/// Reads a geometry; heights and measures are dropped, a reference system in front (`SRID=4490;`) is passed over.
///
/// # Errors
/// What is not WKT, holds a number that is no coordinate, or nests too deep.
pub(super) fn read(text: &str) -> Result<Shape, Damage> {
    let text = text.trim();
    if let Some(bytes) = hexadecimal(text) {
        return wkb::read(&bytes).map(|read| read.shape);
    }
    let rest = match text.split_once(';') {
        Some((srid, rest)) if srid.trim_start().to_ascii_uppercase().starts_with("SRID=") => rest,
        _ => text,
    };
    let mut reader = Reader { rest };
    let shape = reader.geometry(0)?;
    if reader.rest.trim().is_empty() { Ok(shape) } else { Err(NOT_WKT) }
}

/// The bytes of hexadecimal digits, where the text is that.
fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let is_binary =
        text.len() >= 10 && text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit());
    let is_binary = is_binary && (text.starts_with("00") || text.starts_with("01"));
    is_binary.then(|| {
        let byte = |at: usize| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        (0..text.len()).step_by(2).filter_map(byte).collect()
    })
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn geometry(&mut self, depth: usize) -> Result<Shape, Damage> {
        if depth > DEEPEST_COLLECTION {
            return Err("read.damage.deep");
        }
        let word = self.word();
        let kind = word.trim_end_matches("ZM").trim_end_matches(['Z', 'M']).to_owned();
        let is_known = [
            "POINT",
            "MULTIPOINT",
            "LINESTRING",
            "MULTILINESTRING",
            "POLYGON",
            "MULTIPOLYGON",
            "GEOMETRYCOLLECTION",
        ]
        .contains(&kind.as_str());
        if !is_known {
            return Err(if word.is_empty() { NOT_WKT } else { "read.damage.kind" });
        }
        let mut word = self.word();
        if matches!(word.as_str(), "Z" | "M" | "ZM") {
            word = self.word();
        }
        match word.as_str() {
            "" => {}
            "EMPTY" => return Ok(Shape::Empty),
            _ => return Err(NOT_WKT),
        }
        Ok(match kind.as_str() {
            "POINT" => match self.positions()?.as_slice() {
                [position] => Shape::Point(*position),
                _ => return Err(NOT_WKT),
            },
            // Each point may stand in brackets of its own.
            "MULTIPOINT" => Shape::MultiPoint(self.positions()?),
            "LINESTRING" => match self.positions()? {
                line if line.len() > 1 => Shape::LineString(line),
                _ => return Err(NOT_WKT),
            },
            "MULTILINESTRING" => {
                let lines = self.list(Self::positions)?;
                if lines.iter().any(|line| line.len() < 2) {
                    return Err(NOT_WKT);
                }
                Shape::MultiLineString(lines)
            }
            "POLYGON" => Shape::Polygon(self.list(Self::positions)?),
            "MULTIPOLYGON" => Shape::MultiPolygon(self.list(|reader| reader.list(Self::positions))?),
            _ => Shape::Collection(self.list(|reader| reader.geometry(depth + 1))?),
        })
    }

    /// The letters that come next, in capitals; empty where something else does.
    fn word(&mut self) -> String {
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (word, rest) = rest.split_at(end);
        self.rest = rest;
        word.to_ascii_uppercase()
    }

    fn takes(&mut self, mark: char) -> bool {
        let rest = self.rest.trim_start().strip_prefix(mark);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// What stands in brackets, parted by commas.
    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Result<T, Damage>) -> Result<Vec<T>, Damage> {
        if self.word() == "EMPTY" {
            return Ok(Vec::new());
        }
        if !self.takes('(') {
            return Err(NOT_WKT);
        }
        let mut items = Vec::new();
        loop {
            items.push(item(self)?);
            if !self.takes(',') {
                break;
            }
        }
        if self.takes(')') { Ok(items) } else { Err("read.damage.short") }
    }

    fn positions(&mut self) -> Result<Vec<Coord>, Damage> {
        self.list(Self::position)
    }

    /// Two numbers, and more that are dropped.
    fn position(&mut self) -> Result<Coord, Damage> {
        let is_bracketed = self.takes('(');
        let end = self.rest.find([',', '(', ')']).unwrap_or(self.rest.len());
        let (position, rest) = self.rest.split_at(end);
        self.rest = rest;
        let mut numbers = position.split_ascii_whitespace().map(str::parse::<f64>);
        let (x, y) = (numbers.next().ok_or(NOT_WKT)?, numbers.next().ok_or(NOT_WKT)?);
        let (x, y) = (x.map_err(|_| NOT_WKT)?, y.map_err(|_| NOT_WKT)?);
        if numbers.count() > 2 || (is_bracketed && !self.takes(')')) {
            return Err(NOT_WKT);
        }
        if is_coordinate(x) && is_coordinate(y) { Ok(Coord { x, y }) } else { Err("read.damage.number") }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::shape::Repairs;
    use super::*;
    use geo::{Geometry, wkt};
    use proptest::prelude::*;

    fn geometry(text: &str) -> Option<Geometry<f64>> {
        read(text).unwrap().into_geometry(&mut Repairs::default())
    }

    #[test]
    fn every_type_is_read() {
        assert_eq!(geometry("POINT (120.9 29.5)"), Some(wkt!(POINT(120.9 29.5)).into()));
        assert_eq!(geometry("srid=4490;point z(1 2 3)"), Some(wkt!(POINT(1.0 2.0)).into()));
        assert_eq!(geometry("POINTZM(1 2 3 4)"), Some(wkt!(POINT(1.0 2.0)).into()));
        assert_eq!(geometry("POINT EMPTY"), None);
        for text in ["MULTIPOINT (1 2, 3 4)", "MULTIPOINT((1 2),(3 4))"] {
            assert_eq!(geometry(text), Some(wkt!(MULTIPOINT(1.0 2.0,3.0 4.0)).into()));
        }
        assert_eq!(geometry("LINESTRING(0 0,1 1)"), Some(wkt!(LINESTRING(0.0 0.0,1.0 1.0)).into()));
        assert_eq!(
            geometry("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 1))"),
            Some(
                wkt!(POLYGON((0.0 0.0,4.0 0.0,4.0 4.0,0.0 4.0,0.0 0.0),(1.0 1.0,2.0 1.0,2.0 2.0,1.0 1.0)))
                    .into()
            )
        );
        assert_eq!(
            geometry("MULTIPOLYGON (((0 0,4 0,4 4,0 0)),((5 5,6 5,6 6,5 5)))"),
            Some(
                wkt!(MULTIPOLYGON(((0.0 0.0,4.0 0.0,4.0 4.0,0.0 0.0)),((5.0 5.0,6.0 5.0,6.0 6.0,5.0 5.0))))
                    .into()
            )
        );
        assert!(matches!(
            geometry("GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))"),
            Some(Geometry::GeometryCollection(parts)) if parts.len() == 2
        ));
    }

    #[test]
    fn hexadecimal_binary_is_read() {
        let hex = "0101000020E6100000000000000000F03F0000000000000040";
        assert_eq!(geometry(hex), Some(wkt!(POINT(1.0 2.0)).into()));
    }

    #[test]
    fn what_is_no_wkt_is_refused() {
        for (text, damage) in [
            ("", NOT_WKT),
            ("POINT (1)", NOT_WKT),
            ("POINT (1 2", "read.damage.short"),
            ("POINT (1 2) x", NOT_WKT),
            ("POINT (1 x)", NOT_WKT),
            ("POINT (1 1e300)", "read.damage.number"),
            ("POINT (nan 1)", "read.damage.number"),
            ("CIRCULARSTRING (0 0, 1 1, 2 0)", "read.damage.kind"),
            ("LINESTRING (1 2)", NOT_WKT),
        ] {
            assert_eq!(read(text).err(), Some(damage), "{text}");
        }
        let deep = "GEOMETRYCOLLECTION(".repeat(1_000_000);
        assert_eq!(read(&deep).err(), Some("read.damage.deep"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(POINT|POLYGON|MULTIPOINT|GEOMETRYCOLLECTION)?[ (),0-9.EMPTYZ]{0,20}") {
            let _ = read(&text);
        }
    }
}
