//! The fast way to read a feature: strict JSON, one pass, from the text straight into coordinates and values.
//!
//! Whatever is out of the ordinary makes it give up without saying why; the feature is then read again by
//! [`careful`](super::careful), which does. What this way accepts, that one reads alike.

mod coordinates;

use std::cell::{Cell, RefCell};
use std::fmt;

use geo::Coord;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use self::coordinates::{CoordinatesSeed, ListOf, Part, Passing};
use super::attributes::{Attribute, Fields, Met, attribute};
use super::feature::{Parsed, id_of};
use crate::read::Value;
use crate::read::shape::{DEEPEST_COLLECTION, Kind, Shape};

/// Reads a feature; `None` when it takes care.
pub(super) fn feature<'a>(text: &'a str, fields: &mut Fields) -> Option<Parsed<'a>> {
    let found = Found::default();
    let mut json = serde_json::Deserializer::from_str(text);
    let parsed = FeatureSeed { fields, found: &found }.deserialize(&mut json).ok()?;
    json.end().ok()?;
    Some(Parsed { heights: found.heights.get(), crs: found.crs.get(), ..parsed })
}

/// Reads a bare geometry; `None` when it takes care.
pub(super) fn geometry(text: &str) -> Option<Parsed<'_>> {
    let found = Found::default();
    let mut json = serde_json::Deserializer::from_str(text);
    let shape = GeometrySeed { found: &found, depth: 0 }.deserialize(&mut json).ok()?;
    json.end().ok()?;
    Some(Parsed { heights: found.heights.get(), crs: found.crs.get(), ..Parsed::of(shape) })
}

/// What is found in passing.
struct Found<'a> {
    heights: Cell<bool>,
    /// Room for positions.
    room: RefCell<Vec<Coord>>,
    crs: Cell<Option<&'a str>>,
}

impl Default for Found<'_> {
    fn default() -> Self {
        // Most rings have fewer.
        Self { heights: Cell::default(), room: RefCell::new(Vec::with_capacity(64)), crs: Cell::default() }
    }
}

/// Gives up.
fn out_of_the_ordinary<T, E: Error>() -> Result<T, E> {
    Err(E::custom(""))
}

/// The members that matter.
enum Member {
    Type,
    Id,
    Geometry,
    Properties,
    Coordinates,
    Geometries,
    Crs,
    Foreign,
}

struct MemberSeed;

impl<'de> DeserializeSeed<'de> for MemberSeed {
    type Value = Member;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Member, D::Error> {
        json.deserialize_str(self)
    }
}

impl Visitor<'_> for MemberSeed {
    type Value = Member;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Member, E> {
        Ok(match name {
            "type" => Member::Type,
            "id" => Member::Id,
            "geometry" => Member::Geometry,
            "properties" => Member::Properties,
            "coordinates" => Member::Coordinates,
            "geometries" => Member::Geometries,
            "crs" => Member::Crs,
            _ => Member::Foreign,
        })
    }
}

struct FeatureSeed<'f, 'a> {
    fields: &'f mut Fields,
    found: &'f Found<'a>,
}

impl<'de> DeserializeSeed<'de> for FeatureSeed<'_, 'de> {
    type Value = Parsed<'de>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for FeatureSeed<'_, 'de> {
    type Value = Parsed<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut kind, mut id, mut shape, mut attributes, mut crs) = (None, None, None, None, None);
        while let Some(member) = map.next_key_seed(MemberSeed)? {
            let again = match member {
                Member::Type => kind.replace(map.next_value::<&RawValue>()?.get()).is_some(),
                Member::Id => id.replace(map.next_value::<&RawValue>()?.get()).is_some(),
                Member::Geometry => {
                    let seed = GeometrySeed { found: self.found, depth: 0 };
                    shape.replace(map.next_value_seed(seed)?).is_some()
                }
                Member::Properties => {
                    attributes.replace(map.next_value_seed(PropertiesSeed(&mut *self.fields))?).is_some()
                }
                Member::Crs => crs.replace(map.next_value::<&RawValue>()?.get()).is_some(),
                _ => map.next_value::<IgnoredAny>().map(|_| false)?,
            };
            if again {
                return out_of_the_ordinary();
            }
        }
        let (Some("\"Feature\""), Some(shape)) = (kind, shape) else { return out_of_the_ordinary() };
        let Some(id) = id.map_or(Some(None), id_of) else { return out_of_the_ordinary() };
        if crs.is_some() {
            self.found.crs.set(crs);
        }
        Ok(Parsed { id, attributes: attributes.unwrap_or_default(), ..Parsed::of(shape) })
    }
}

struct PropertiesSeed<'f>(&'f mut Fields);

impl<'de> DeserializeSeed<'de> for PropertiesSeed<'_> {
    type Value = Vec<(u32, Value)>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for PropertiesSeed<'_> {
    type Value = Vec<(u32, Value)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("properties")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut attributes = Vec::with_capacity(self.0.len());
        while let Some(met) = map.next_key_seed(FieldSeed(&mut *self.0))? {
            if met.again {
                return out_of_the_ordinary();
            }
            match attribute(map.next_value::<&RawValue>()?.get()) {
                Attribute::Null => {}
                Attribute::Value(value) => attributes.push((met.position, value)),
                Attribute::Overflow | Attribute::Invalid => return out_of_the_ordinary(),
            }
        }
        attributes.shrink_to_fit();
        Ok(attributes)
    }
}

struct FieldSeed<'f>(&'f mut Fields);

impl<'de> DeserializeSeed<'de> for FieldSeed<'_> {
    type Value = Met;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_str(self)
    }
}

impl Visitor<'_> for FieldSeed<'_> {
    type Value = Met;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.meet(name))
    }
}

#[derive(Clone, Copy)]
struct GeometrySeed<'f, 'a> {
    found: &'f Found<'a>,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for GeometrySeed<'_, 'de> {
    type Value = Shape;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Shape, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for GeometrySeed<'_, 'de> {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a geometry")
    }

    fn visit_unit<E: Error>(self) -> Result<Shape, E> {
        // A collection of nothing but null is not the ordinary case.
        if self.depth == 0 { Ok(Shape::Null) } else { out_of_the_ordinary() }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let (mut kind, mut coordinates, mut geometries, mut crs) = (None, None, None, None);
        while let Some(member) = map.next_key_seed(MemberSeed)? {
            let again = match member {
                Member::Type => kind.replace(map.next_value::<&RawValue>()?.get()).is_some(),
                Member::Coordinates => {
                    let passing = Passing { heights: &self.found.heights, room: &self.found.room };
                    let seed = CoordinatesSeed { passing, depth: 0 };
                    let Part::Coordinates(all) = map.next_value_seed(seed)? else {
                        return out_of_the_ordinary();
                    };
                    coordinates.replace(all).is_some()
                }
                Member::Geometries if self.depth < DEEPEST_COLLECTION => {
                    let each = GeometrySeed { depth: self.depth + 1, ..self };
                    geometries.replace(map.next_value_seed(ListOf(each))?).is_some()
                }
                Member::Geometries => true,
                Member::Crs => crs.replace(map.next_value::<&RawValue>()?.get()).is_some(),
                _ => map.next_value::<IgnoredAny>().map(|_| false)?,
            };
            if again {
                return out_of_the_ordinary();
            }
        }
        if crs.is_some() {
            self.found.crs.set(crs);
        }
        let kind = kind.and_then(|raw| raw.strip_prefix('"')?.strip_suffix('"'));
        let shape = match (kind, coordinates, geometries) {
            (Some("GeometryCollection"), None, Some(shapes)) => Some(Shape::Collection(shapes)),
            (Some(name), Some(coordinates), None) => {
                Kind::of(name).and_then(|kind| Shape::of(kind, coordinates))
            }
            _ => None,
        };
        shape.map_or_else(out_of_the_ordinary, Ok)
    }
}
