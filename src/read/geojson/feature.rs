//! From the text of a feature to a [`Feature`] and the notes on it.

use super::attributes::{Attribute, Fields, attribute};
use super::document::found_at;
use super::scan::{Syntax, offset_of};
use super::{careful, fast};
use crate::note::{Note, Severity};
use crate::read::gathering::{Found, Gathering};
use crate::read::shape::Shape;
use crate::read::{Feature, Value};

/// A feature as it stands in the text.
pub(super) struct Parsed<'a> {
    pub(super) id: Option<String>,
    pub(super) shape: Shape,
    pub(super) attributes: Vec<(u32, Value)>,
    /// Whether a position has more than two numbers.
    pub(super) heights: bool,
    /// The `crs` member of the feature or its geometry.
    pub(super) crs: Option<&'a str>,
    /// Notes that do not yet know whom they are about.
    pub(super) notes: Vec<Note>,
}

impl Parsed<'_> {
    /// A shape and nothing else.
    pub(super) fn of(shape: Shape) -> Self {
        Self { id: None, shape, attributes: Vec::new(), heights: false, crs: None, notes: Vec::new() }
    }
}

/// The identifier that the JSON text of a member `id` stands for; `None` when it cannot be one.
pub(super) fn id_of(raw: &str) -> Option<Option<String>> {
    match (raw.as_bytes().first()?, attribute(raw)) {
        (_, Attribute::Null) => Some(None),
        (b'"' | b'-' | b'0'..=b'9', Attribute::Value(value)) => Some(Some(value.as_text())),
        _ => None,
    }
}

/// What the features of a stretch of the document gave.
#[derive(Default)]
pub(super) struct Stretch<'a> {
    pub(super) found: Gathering,
    pub(super) fields: Fields,
    /// For the notes on text that is not JSON, by position in the notes: the byte of the document.
    pub(super) syntax_faults: Vec<(usize, usize)>,
    /// The first `crs` member of a feature or geometry, and how many differ from it.
    pub(super) crs: Option<(&'a str, usize)>,
}

impl<'a> Stretch<'a> {
    /// Reads features of a FeatureCollection, of which the first has the place `first` in the document.
    pub(super) fn of(document: &'a str, texts: &[&'a str], first: usize) -> Self {
        let mut stretch = Stretch::default();
        stretch.found.features.reserve(texts.len());
        for (index, text) in (first..).zip(texts) {
            stretch.read(document, text, index);
        }
        stretch
    }

    /// Reads a feature, fast if it can be; one that is not JSON becomes a note.
    fn read(&mut self, document: &'a str, text: &'a str, index: usize) {
        match parse(text, &mut self.fields) {
            Ok(parsed) => self.add(parsed, index),
            Err(syntax) => {
                let at = offset_of(document, text) + syntax.at;
                let note = Note::new(Severity::Error, "feature-not-json").feature(index, None).leaves_out();
                let note = note.with_term("expected", syntax.expected);
                self.syntax_faults.push((self.found.notes.len(), at));
                self.found.notes.push(found_at(document, at).fill(note, "found"));
                self.found.features.push(Feature { index, id: None, geometry: None, attributes: Vec::new() });
            }
        }
    }

    /// The same without its document; `None` where it still needs that: for the place of a fault, or a `crs` member.
    pub(super) fn owned(self) -> Option<Stretch<'static>> {
        let Self { found, fields, syntax_faults, crs } = self;
        let is_plain = syntax_faults.is_empty() && crs.is_none();
        is_plain.then(|| Stretch { found, fields, ..Stretch::default() })
    }

    /// Adds a feature.
    pub(super) fn add(&mut self, parsed: Parsed<'a>, index: usize) {
        let Parsed { id, shape, attributes, heights, crs, notes } = parsed;
        if let Some(crs) = crs {
            let (first, others) = self.crs.get_or_insert((crs, 0));
            *others += usize::from(*first != crs);
        }
        let found = Found { index, id, shape, has_heights: heights, attributes, notes };
        self.found.add(found, self.fields.names());
    }
}

/// Reads the text of a feature, fast if it can be.
///
/// # Errors
/// When it is not JSON.
pub(super) fn parse<'a>(text: &'a str, fields: &mut Fields) -> Result<Parsed<'a>, Syntax> {
    let known = fields.len();
    fields.begin_feature();
    if let Some(parsed) = fast::feature(text, fields) {
        return Ok(parsed);
    }
    // What the fast way met before it gave up is met again.
    fields.truncate(known);
    fields.begin_feature();
    careful::feature(text, fields).inspect_err(|_| fields.truncate(known))
}
