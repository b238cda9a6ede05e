//! How what was found is told.

use crate::error::Error;
use crate::note::{Note, Severity};

/// How many characters of the file are shown.
const SHOWN: usize = 40;

/// Words for a placeholder.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Words {
    /// An entry of the catalogue.
    Term(&'static str),
    /// A piece of the file.
    Literal(String),
}

impl Words {
    /// A piece of the file, cut short when it is long, in one line.
    pub(super) fn literal(raw: &str) -> Self {
        let mut shown: String =
            raw.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
        if raw.chars().nth(SHOWN).is_some() {
            shown.push('…');
        }
        Words::Literal(format!("`{}`", shown.trim_end()))
    }

    /// Fills the placeholder `{name}` of a note.
    pub(super) fn fill(self, note: Note, name: &'static str) -> Note {
        match self {
            Words::Term(key) => note.with_term(name, key),
            Words::Literal(text) => note.with(name, text),
        }
    }

    /// Fills the placeholder `{name}` of an error.
    pub(super) fn fill_error(self, error: Error, name: &'static str) -> Error {
        match self {
            Words::Term(key) => error.with_term(name, key),
            Words::Literal(text) => error.with(name, text),
        }
    }
}

/// The types of GeoJSON, and the catalogue entry that names each.
const TYPES: [(&str, &str); 9] = [
    ("FeatureCollection", "read.type.feature-collection"),
    ("Feature", "read.type.feature"),
    ("Point", "read.type.point"),
    ("MultiPoint", "read.type.multi-point"),
    ("LineString", "read.type.line-string"),
    ("MultiLineString", "read.type.multi-line-string"),
    ("Polygon", "read.type.polygon"),
    ("MultiPolygon", "read.type.multi-polygon"),
    ("GeometryCollection", "read.type.geometry-collection"),
];

/// The catalogue entry of the type that is written like `name` but for upper and lower case, spaces and dashes.
pub(super) fn misspelt_type(name: &str) -> Option<&'static str> {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    TYPES.iter().find(|(right, _)| letters.eq_ignore_ascii_case(right)).map(|(_, key)| *key)
}

/// A feature says that it is something else.
pub(super) fn feature_type_note(found: Words) -> Note {
    found.fill(Note::new(Severity::Warning, "feature-type"), "found")
}

/// A member stands twice; `path` leads to it.
pub(super) fn member_twice(path: &str) -> Note {
    Note::new(Severity::Warning, "member-twice").with("member", path)
}

/// A member is not JSON, though its brackets match.
pub(super) fn member_not_json(path: &str, raw: &str) -> Note {
    Words::literal(raw).fill(Note::new(Severity::Warning, "member-not-json").with("member", path), "found")
}
