//! The fast way to read a feature: strict JSON, one pass, from the text straight into coordinates and values.
//!
//! Whatever is out of the ordinary makes it give up without saying why; the feature is then read again by
//! [`careful`](super::careful), which does. What this way accepts, that one reads alike.

mod coordinates;
mod text;

use self::coordinates::list_of;
use self::text::Text;
use super::attributes::{Attribute, Fields, attribute};
use super::feature::{Parsed, id_of};
use crate::read::Value;
use crate::read::shape::{DEEPEST_COLLECTION, Kind, Shape};

/// Reads a feature; `None` when it takes care.
pub(super) fn feature<'a>(text: &'a str, fields: &mut Fields) -> Option<Parsed<'a>> {
    let (mut text, mut reader) = (Text::new(text), Reader::default());
    let parsed = reader.feature(&mut text, fields)?;
    text.end()?;
    Some(reader.with_found(parsed))
}

/// Reads a bare geometry; `None` when it takes care.
pub(super) fn geometry(text: &str) -> Option<Parsed<'_>> {
    let (mut text, mut reader) = (Text::new(text), Reader::default());
    let shape = reader.geometry(&mut text, 0)?;
    text.end()?;
    Some(reader.with_found(Parsed::of(shape)))
}

/// Reads a feature, and keeps what is found in passing.
#[derive(Default)]
struct Reader<'a> {
    coordinates: coordinates::Reader,
    crs: Option<&'a str>,
}

/// Keeps the value of a member; `None` where it had one.
fn put<T>(member: &mut Option<T>, value: T) -> Option<()> {
    member.replace(value).is_none().then_some(())
}

impl<'a> Reader<'a> {
    fn with_found(self, parsed: Parsed<'a>) -> Parsed<'a> {
        Parsed { heights: self.coordinates.heights, crs: self.crs, ..parsed }
    }

    fn feature(&mut self, text: &mut Text<'a>, fields: &mut Fields) -> Option<Parsed<'a>> {
        let (mut kind, mut id, mut shape, mut attributes, mut crs) = (None, None, None, None, None);
        text.object(|text, name| match name.as_ref() {
            "type" => put(&mut kind, text.value()?),
            "id" => put(&mut id, id_of(text.value()?)?),
            "geometry" => put(&mut shape, self.geometry(text, 0)?),
            "properties" => put(&mut attributes, properties(text, fields)?),
            "crs" => put(&mut crs, text.value()?),
            _ => text.value().map(|_| ()),
        })?;
        self.crs = crs.or(self.crs);
        let (Some("\"Feature\""), Some(shape)) = (kind, shape) else { return None };
        let (id, attributes) = (id.flatten(), attributes.unwrap_or_default());
        Some(Parsed { id, attributes, ..Parsed::of(shape) })
    }

    fn geometry(&mut self, text: &mut Text<'a>, depth: usize) -> Option<Shape> {
        if text.peek()? == b'n' {
            // A collection of nothing but null is not the ordinary case.
            return (text.value()? == "null" && depth == 0).then_some(Shape::Null);
        }
        let (mut kind, mut coordinates, mut geometries, mut crs) = (None, None, None, None);
        text.object(|text, name| match name.as_ref() {
            "type" => put(&mut kind, text.value()?),
            "coordinates" => put(&mut coordinates, self.coordinates.coordinates(text)?),
            "geometries" if depth < DEEPEST_COLLECTION => {
                put(&mut geometries, list_of(text, |text| self.geometry(text, depth + 1))?)
            }
            "geometries" => None,
            "crs" => put(&mut crs, text.value()?),
            _ => text.value().map(|_| ()),
        })?;
        self.crs = crs.or(self.crs);
        match (kind?.strip_prefix('"')?.strip_suffix('"')?, coordinates, geometries) {
            ("GeometryCollection", None, Some(shapes)) => Some(Shape::Collection(shapes)),
            (name, Some(coordinates), None) => Shape::of(Kind::of(name)?, coordinates),
            _ => None,
        }
    }
}

/// The attributes.
fn properties(text: &mut Text<'_>, fields: &mut Fields) -> Option<Vec<(u32, Value)>> {
    if text.peek()? == b'n' {
        return (text.value()? == "null").then(Vec::new);
    }
    let mut attributes = Vec::with_capacity(fields.len());
    text.object(|text, name| {
        let met = fields.meet(&name);
        match attribute(text.value()?) {
            Attribute::Null => {}
            Attribute::Value(value) => attributes.push((met.position, value)),
            Attribute::Overflow | Attribute::Invalid => return None,
        }
        (!met.again).then_some(())
    })?;
    attributes.shrink_to_fit();
    Some(attributes)
}
