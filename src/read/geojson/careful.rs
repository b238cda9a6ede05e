//! The careful way to read a feature: it goes on where the fast way gives up, and says what is wrong and where.
//!
//! Beyond strict JSON it knows the tokens by which programs write a number that is none (`NaN`, `Infinity`).

use std::borrow::Cow;
use std::collections::HashMap;

use geo::Coord;
use serde::de::IgnoredAny;

use super::attributes::{Attribute, Fields, attribute};
use super::feature::{Parsed, id_of};
use super::number::number;
use super::scan::{self, Syntax, offset_of, unquoted};
use super::words::{Words, feature_type_note, member_not_json, member_twice, misspelt_type};
use crate::note::{Note, Severity};
use crate::read::Value;
use crate::read::shape::{DEEPEST_COLLECTION, Kind, Shape, is_coordinate};

/// Reads a feature.
///
/// # Errors
/// When the text is not JSON; the place counts from its beginning.
pub(super) fn feature<'a>(text: &'a str, fields: &mut Fields) -> Result<Parsed<'a>, Syntax> {
    let mut reader = Reader { whole: text, heights: false, crs: None, notes: Vec::new() };
    let read = reader.feature(fields)?;
    Ok(Parsed { heights: reader.heights, crs: reader.crs, notes: reader.notes, ..read })
}

/// Reads a bare geometry.
///
/// # Errors
/// When the text is not JSON; the place counts from its beginning.
pub(super) fn geometry(text: &str) -> Result<Parsed<'_>, Syntax> {
    let mut reader = Reader { whole: text, heights: false, crs: None, notes: Vec::new() };
    let shape = reader.geometry_or_note(text)?;
    Ok(Parsed { heights: reader.heights, crs: reader.crs, notes: reader.notes, ..Parsed::of(shape) })
}

/// Why a geometry is not read.
enum Refusal {
    /// The text is not JSON.
    Syntax(Syntax),
    /// It is, but not a geometry.
    Unusable(Box<Note>),
}

impl From<Syntax> for Refusal {
    fn from(syntax: Syntax) -> Self {
        Refusal::Syntax(syntax)
    }
}

/// At `place` stands something else than what was expected.
fn unusable<T>(place: &str, expected: &'static str, found: Words) -> Result<T, Refusal> {
    let note = Note::new(Severity::Error, "geometry-unusable").leaves_out().with("place", place);
    Err(Refusal::Unusable(Box::new(found.fill(note.with_term("expected", expected), "found"))))
}

/// What a JSON text stands for.
enum Leaf<'a> {
    Null,
    Bool,
    Number(f64),
    /// A token for a number that is none, or too large for a number.
    NotANumber,
    Text(Cow<'a, str>),
    Array,
    Object,
}

/// How programs write a number that is none: Python and JavaScript, C, the C of Windows.
const NOT_A_NUMBER: [&str; 12] = [
    "NaN",
    "-NaN",
    "nan",
    "-nan",
    "Infinity",
    "-Infinity",
    "+Infinity",
    "inf",
    "-inf",
    "+inf",
    "1.#QNAN",
    "-1.#IND",
];

struct Reader<'a> {
    whole: &'a str,
    heights: bool,
    crs: Option<&'a str>,
    notes: Vec<Note>,
}

impl<'a> Reader<'a> {
    /// Counts the place of a fault within `part` from the beginning of the whole.
    fn placed(&self, part: &str, syntax: Syntax) -> Syntax {
        Syntax { at: offset_of(self.whole, part) + syntax.at, ..syntax }
    }

    /// The members of an object; of members of one name the last counts, and a note tells it.
    fn members(&mut self, object: &'a str, place: &str) -> Result<Members<'a>, Syntax> {
        let all = scan::members(object).map_err(|syntax| self.placed(object, syntax))?;
        let mut distinct: Vec<(Cow<'a, str>, &'a str)> = Vec::with_capacity(all.len());
        let mut positions = HashMap::with_capacity(all.len());
        for (name, value) in all {
            let position = *positions.entry(name.clone()).or_insert(distinct.len());
            match distinct.get_mut(position) {
                Some((_, earlier)) => {
                    *earlier = value;
                    self.notes.push(member_twice(&format!("{place}{name}")));
                }
                None => distinct.push((name, value)),
            }
        }
        Ok(Members(distinct))
    }

    /// Tells of members that are not JSON, though their brackets match; nobody needs them.
    fn check_unused(&mut self, members: &Members<'a>, used: &[&str], place: &str) {
        for (name, raw) in members.0.iter().filter(|(name, _)| !used.contains(&name.as_ref())) {
            if !is_json(raw) {
                self.notes.push(member_not_json(&format!("{place}{name}"), raw));
            }
        }
    }

    fn elements(&self, array: &'a str) -> Result<Vec<&'a str>, Syntax> {
        scan::elements(array).map_err(|syntax| self.placed(array, syntax))
    }

    fn leaf(&self, raw: &'a str) -> Result<Leaf<'a>, Syntax> {
        let syntax = || self.placed(raw, Syntax { at: 0, expected: "read.json.value", value_start: None });
        Ok(match raw.as_bytes().first() {
            Some(b'{') => Leaf::Object,
            Some(b'[') => Leaf::Array,
            Some(b'"') => Leaf::Text(unquoted(raw).ok_or_else(syntax)?),
            _ => match raw {
                "null" => Leaf::Null,
                "true" | "false" => Leaf::Bool,
                token if NOT_A_NUMBER.contains(&token) => Leaf::NotANumber,
                // The same parser as on the fast way, so that both give the same number.
                token => match number(token.as_bytes()) {
                    Some((number, [])) => Leaf::Number(number),
                    _ if is_json(token) => Leaf::NotANumber,
                    _ => return Err(syntax()),
                },
            },
        })
    }

    /// What was found, in words.
    fn found(&self, raw: &'a str) -> Result<Words, Syntax> {
        Ok(match self.leaf(raw)? {
            Leaf::Null | Leaf::Bool | Leaf::Number(_) | Leaf::NotANumber | Leaf::Text(_) => {
                Words::literal(raw)
            }
            Leaf::Array => Words::Term("read.json.array"),
            Leaf::Object => Words::Term("read.json.object"),
        })
    }

    fn feature(&mut self, fields: &mut Fields) -> Result<Parsed<'a>, Syntax> {
        let whole = self.whole;
        if !matches!(self.leaf(whole)?, Leaf::Object) {
            let found = self.found(whole)?;
            let note = Note::new(Severity::Error, "feature-not-object").leaves_out();
            self.notes.push(found.fill(note, "found"));
            return Ok(Parsed::of(Shape::Unusable));
        }
        let members = self.members(whole, "")?;
        match members.get("type").map(|raw| self.leaf(raw)).transpose()? {
            Some(Leaf::Text(name)) if name == "Feature" => {}
            Some(Leaf::Text(name)) if Kind::of(&name).is_some() || name == "GeometryCollection" => {
                self.notes.push(feature_type_note(Words::literal(&name)));
                // It is read once more as what it is, and the notes on its members with it.
                self.notes.retain(|note| note.code != "member-twice");
                return Ok(Parsed::of(self.geometry_or_note(whole)?));
            }
            Some(_) => {
                let found = self.found(members.get("type").unwrap_or_default())?;
                self.notes.push(feature_type_note(found));
            }
            None => self.notes.push(feature_type_note(Words::Term("read.json.nothing"))),
        }
        let id = match members.get("id").map(|raw| (raw, id_of(raw))) {
            None => None,
            Some((_, Some(id))) => id,
            Some((raw, None)) => {
                let found = self.found(raw)?;
                self.notes.push(found.fill(Note::new(Severity::Warning, "feature-id-unusable"), "found"));
                None
            }
        };
        let attributes = match members.get("properties") {
            None => Vec::new(),
            Some(raw) => self.properties(raw, fields)?,
        };
        let shape = match members.get("geometry") {
            None => Shape::Null,
            Some(raw) => self.geometry_or_note(raw)?,
        };
        self.crs = members.get("crs").or(self.crs);
        self.check_unused(&members, &["type", "id", "geometry", "properties"], "");
        Ok(Parsed { id, attributes, ..Parsed::of(shape) })
    }

    fn properties(&mut self, raw: &'a str, fields: &mut Fields) -> Result<Vec<(u32, Value)>, Syntax> {
        match self.leaf(raw)? {
            Leaf::Null => return Ok(Vec::new()),
            Leaf::Object => {}
            _ => {
                let found = self.found(raw)?;
                self.notes.push(found.fill(Note::new(Severity::Warning, "properties-not-object"), "found"));
                return Ok(Vec::new());
            }
        }
        let mut attributes = Vec::new();
        for (name, raw) in self.members(raw, "properties.")?.0 {
            let position = fields.meet(&name).position;
            match attribute(raw) {
                Attribute::Null => {}
                Attribute::Value(value) if is_json(raw) => attributes.push((position, value)),
                Attribute::Overflow => self.notes.push(not_a_number(&name, raw)),
                Attribute::Invalid if NOT_A_NUMBER.contains(&raw) => {
                    self.notes.push(not_a_number(&name, raw))
                }
                Attribute::Value(_) | Attribute::Invalid => {
                    self.notes.push(member_not_json(&format!("properties.{name}"), raw));
                }
            }
        }
        Ok(attributes)
    }

    /// The geometry `raw`; a note tells when it cannot be used.
    fn geometry_or_note(&mut self, raw: &'a str) -> Result<Shape, Syntax> {
        match self.geometry(raw, "", 0) {
            Ok(shape) => Ok(shape),
            Err(Refusal::Syntax(syntax)) => Err(syntax),
            Err(Refusal::Unusable(note)) => {
                self.notes.push(*note);
                Ok(Shape::Unusable)
            }
        }
    }

    fn geometry(&mut self, raw: &'a str, place: &str, depth: usize) -> Result<Shape, Refusal> {
        let own_place = if place.is_empty() { "geometry" } else { place };
        match self.leaf(raw)? {
            Leaf::Null if depth == 0 => return Ok(Shape::Null),
            // A collection may hold nulls as a feature may; there is nothing in them to lose.
            Leaf::Null => return Ok(Shape::Empty),
            Leaf::Object => {}
            _ => return unusable(own_place, "read.expected.geometry", self.found(raw)?),
        }
        let prefix = if place.is_empty() { String::new() } else { format!("{place}.") };
        let members = self.members(raw, &prefix)?;
        let type_place = format!("{prefix}type");
        let Some(raw_type) = members.get("type") else {
            return unusable(&type_place, "read.expected.geometry-type", Words::Term("read.json.nothing"));
        };
        let name = match self.leaf(raw_type)? {
            Leaf::Text(name) => name,
            _ => return unusable(&type_place, "read.expected.geometry-type", self.found(raw_type)?),
        };
        let shape = if name == "GeometryCollection" {
            self.collection(members.get("geometries"), &format!("{prefix}geometries"), depth)?
        } else if let Some(kind) = Kind::of(&name) {
            self.simple(kind, members.get("coordinates"), &format!("{prefix}coordinates"))?
        } else {
            let found = Words::literal(&name);
            let expected = misspelt_type(&name).unwrap_or("read.expected.geometry-type");
            return unusable(&type_place, expected, found);
        };
        self.crs = members.get("crs").or(self.crs);
        self.check_unused(&members, &["type", "coordinates", "geometries"], &prefix);
        Ok(shape)
    }

    fn collection(&mut self, raw: Option<&'a str>, place: &str, depth: usize) -> Result<Shape, Refusal> {
        if depth == DEEPEST_COLLECTION {
            return unusable(place, "read.expected.shallow", Words::Term("read.json.array"));
        }
        let mut shapes = Vec::new();
        for (i, element) in self.array(raw, place, "read.expected.geometries")?.into_iter().enumerate() {
            shapes.push(self.geometry(element, &format!("{place}[{i}]"), depth + 1)?);
        }
        Ok(Shape::Collection(shapes))
    }

    /// The elements of an array where one is expected.
    fn array(
        &self,
        raw: Option<&'a str>,
        place: &str,
        expected: &'static str,
    ) -> Result<Vec<&'a str>, Refusal> {
        let Some(raw) = raw else { return unusable(place, expected, Words::Term("read.json.nothing")) };
        match self.leaf(raw)? {
            Leaf::Array => Ok(self.elements(raw)?),
            _ => unusable(place, expected, self.found(raw)?),
        }
    }

    /// A geometry with coordinates.
    fn simple(&mut self, kind: Kind, raw: Option<&'a str>, place: &str) -> Result<Shape, Refusal> {
        let expected = if kind == Kind::Point { "read.expected.position" } else { "read.expected.positions" };
        if self.array(raw, place, expected)?.is_empty() {
            return Ok(Shape::Empty);
        }
        Ok(match kind {
            Kind::Point => Shape::Point(self.position(raw, place)?),
            Kind::MultiPoint => Shape::MultiPoint(self.positions(raw, place)?),
            Kind::LineString => Shape::LineString(self.line(raw, place)?),
            Kind::MultiLineString => Shape::MultiLineString(self.list(raw, place, Self::line)?),
            Kind::Polygon => Shape::Polygon(self.list(raw, place, Self::positions)?),
            Kind::MultiPolygon => Shape::MultiPolygon(
                self.list(raw, place, |reader, rings, place| reader.list(rings, place, Self::positions))?,
            ),
        })
    }

    fn list<T>(
        &mut self,
        raw: Option<&'a str>,
        place: &str,
        each: impl Fn(&mut Self, Option<&'a str>, &str) -> Result<T, Refusal>,
    ) -> Result<Vec<T>, Refusal> {
        let mut all = Vec::new();
        for (i, element) in self.array(raw, place, "read.expected.positions")?.into_iter().enumerate() {
            all.push(each(self, Some(element), &format!("{place}[{i}]"))?);
        }
        Ok(all)
    }

    fn positions(&mut self, raw: Option<&'a str>, place: &str) -> Result<Vec<Coord>, Refusal> {
        self.list(raw, place, Self::position)
    }

    fn line(&mut self, raw: Option<&'a str>, place: &str) -> Result<Vec<Coord>, Refusal> {
        let line = self.positions(raw, place)?;
        if line.len() < 2 {
            return unusable(place, "read.expected.line", Words::literal(raw.unwrap_or_default()));
        }
        Ok(line)
    }

    fn position(&mut self, raw: Option<&'a str>, place: &str) -> Result<Coord, Refusal> {
        let numbers = self.array(raw, place, "read.expected.position")?;
        let [x, y, others @ ..] = numbers.as_slice() else {
            return unusable(place, "read.expected.position", Words::literal(raw.unwrap_or_default()));
        };
        let position = Coord { x: self.coordinate(x, place, 0)?, y: self.coordinate(y, place, 1)? };
        for (i, other) in others.iter().enumerate() {
            // Heights are not used: one that is unknown does no harm, one that is no number shows a muddle.
            match self.leaf(other)? {
                Leaf::Number(_) | Leaf::NotANumber | Leaf::Null => self.heights = true,
                _ => {
                    let place = format!("{place}[{}]", i + 2);
                    return unusable(&place, "read.expected.coordinate", self.found(other)?);
                }
            }
        }
        Ok(position)
    }

    fn coordinate(&self, raw: &'a str, place: &str, i: usize) -> Result<f64, Refusal> {
        match self.leaf(raw)? {
            Leaf::Number(number) if is_coordinate(number) => Ok(number),
            Leaf::Number(_) | Leaf::NotANumber => {
                unusable(&format!("{place}[{i}]"), "read.expected.finite", Words::literal(raw))
            }
            _ => unusable(&format!("{place}[{i}]"), "read.expected.coordinate", self.found(raw)?),
        }
    }
}

/// The members of an object, each name once.
struct Members<'a>(Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Members<'a> {
    fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }
}

/// An attribute is written as a number but is none.
fn not_a_number(name: &str, raw: &str) -> Note {
    let note = Note::new(Severity::Warning, "attribute-not-a-number").with("field", name);
    Words::literal(raw).fill(note, "found")
}

/// Whether the text is JSON through and through.
pub(super) fn is_json(raw: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(raw).is_ok()
}
