//! GeoJSON: RFC 7946, its elder of 2008, and what is found in their name.
//!
//! One scan finds where the features lie, then each is parsed by itself, many at a time.

mod attributes;
mod careful;
mod crs;
mod document;
mod fast;
mod feature;
mod number;
mod scan;
mod stream;
mod words;

use rayon::prelude::*;

use self::attributes::Fields;
use self::document::{Content, Document, syntax_error};
use self::feature::Stretch;
use self::scan::{Syntax, offset_of};
use super::bytes::{Text, decode};
use super::format::Format;
use super::gathering::tell_changes;
use super::{Feature, Layer, Source};
use crate::error::Error;
use crate::note::{Notes, Severity};
use crate::progress::{Progress, Step};

/// How many features are read in one go.
const STRETCH: usize = 512;

/// Reads a large FeatureCollection without holding its text; `None` where it is not large, or there is anything about it
/// that [`read`] must look at.
pub(super) fn read_large(source: &Source<'_>, notes: &mut Notes, progress: &dyn Progress) -> Option<Layer> {
    stream::read(source, notes, progress)
}

/// Reads a GeoJSON file.
///
/// A FeatureCollection, a Feature, or a geometry. Every feature is kept, in the order of the file. One whose
/// geometry cannot be used has none, and a note says why; open rings are closed, repeated vertices of rings
/// and heights dropped, rings of fewer than three distinct vertices left out, with notes. Coordinates are those
/// of the file, in the system that [`Layer::crs`] states or, where it states none, that the format prescribes.
///
/// # Errors
/// When the file is not JSON, ends early, or is JSON but not GeoJSON.
pub(super) fn read(
    source: &Source<'_>,
    bytes: Vec<u8>,
    notes: &mut Notes,
    progress: &dyn Progress,
) -> Result<Layer, Error> {
    let text = decode(bytes, source, notes);
    let (sha256, parsed) = rayon::join(|| text.sha256(), || parse(&text, source, notes, progress));
    let (format, crs, fields, features) = parsed?;
    Ok(Layer { crs, fields, features, encoding: text.encoding(), ..Layer::empty(source, format, sha256) })
}

type Parts = (Format, Option<String>, Vec<String>, Vec<Feature>);

fn parse(
    file: &Text,
    source: &Source<'_>,
    notes: &mut Notes,
    progress: &dyn Progress,
) -> Result<Parts, Error> {
    let document = document::open(file, source, notes)?;
    document::note_if_empty(&document.content, source, notes);
    let refuse = |part: &str, syntax: Syntax| {
        syntax_error(source, file.as_str(), offset_of(file.as_str(), part) + syntax.at, syntax.expected)
    };
    let stretches = match &document.content {
        Content::Features(features) => {
            let text = file.as_str();
            let step = Step::Reading { role: source.role, path: source.path };
            progress.begin(step, Some(features.len() as u64));
            let stretches = features.par_chunks(STRETCH).enumerate().map(|(number, part)| {
                let stretch = Stretch::of(text, part, number * STRETCH + 1);
                progress.advance(part.len() as u64);
                stretch
            });
            stretches.collect()
        }
        Content::Feature(text) => {
            let mut stretch = Stretch::default();
            let parsed = feature::parse(text, &mut stretch.fields);
            stretch.add(parsed.map_err(|syntax| refuse(text, syntax))?, 1);
            vec![stretch]
        }
        Content::Geometry(text) => {
            let mut stretch = Stretch::default();
            let parsed = fast::geometry(text).map_or_else(|| careful::geometry(text), Ok);
            stretch.add(parsed.map_err(|syntax| refuse(text, syntax))?, 1);
            vec![stretch]
        }
    };
    Ok(join(file.as_str(), &document, stretches, source, notes))
}

/// Puts the stretches one after the other.
fn join(
    text: &str,
    document: &Document<'_>,
    stretches: Vec<Stretch<'_>>,
    source: &Source<'_>,
    notes: &mut Notes,
) -> Parts {
    let mut fields = Fields::default();
    let mut features = Vec::with_capacity(stretches.iter().map(|stretch| stretch.found.features.len()).sum());
    let (mut with_heights, mut with_repeated) = (0, (0, 0));
    let mut nested_crs: Option<(&str, usize)> = None;
    let mut lines = Lines { text, at: 0, line: 1, column: 1 };
    for mut stretch in stretches {
        for (position, at) in stretch.syntax_faults {
            let (line, column) = lines.place(at);
            if let Some(note) = stretch.found.notes.get_mut(position) {
                *note = note.clone().with("line", line).with("column", column);
            }
        }
        for note in stretch.found.notes {
            notes.push(note.layer(source.role));
        }
        let positions: Vec<u32> = stretch
            .fields
            .into_names()
            .iter()
            .map(|name| u32::try_from(fields.position_of(name)).unwrap_or(u32::MAX))
            .collect();
        let moved = positions.iter().zip(0..).any(|(new, old)| *new != old);
        if moved {
            for (field, _) in stretch.found.features.iter_mut().flat_map(|feature| &mut feature.attributes) {
                *field = positions.get(*field as usize).copied().unwrap_or(*field);
            }
        }
        features.append(&mut stretch.found.features);
        with_heights += stretch.found.with_heights;
        with_repeated.0 += stretch.found.with_repeated.0;
        with_repeated.1 += stretch.found.with_repeated.1;
        if let Some((crs, others)) = stretch.crs {
            let (first, all_others) = nested_crs.get_or_insert((crs, 0));
            *all_others += others + usize::from(*first != crs);
        }
    }
    tell_changes(with_heights, with_repeated, source, notes);
    let crs = stated_crs(document.crs, nested_crs, source, notes);
    let format = if document.is_sequence { Format::GeoJsonLines } else { Format::GeoJson };
    (format, crs, fields.into_names(), features)
}

/// The system that the document states, else the one that its first feature with a `crs` member does.
fn stated_crs(
    own: Option<&str>,
    nested: Option<(&str, usize)>,
    source: &Source<'_>,
    notes: &mut Notes,
) -> Option<String> {
    if own.is_none() && nested.is_some_and(|(_, others)| others > 0) {
        notes.push(source.note(Severity::Error, "crs-differs"));
    }
    match crs::stated(own.or(nested.map(|(first, _)| first))?) {
        Ok(name) => Some(name),
        Err(note) => {
            notes.push(note.layer(source.role));
            None
        }
    }
}

/// Counts lines up to places that are asked for in ascending order, so that the text is gone through once.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl Lines<'_> {
    /// Line and column of this byte.
    fn place(&mut self, at: usize) -> (usize, usize) {
        let passed = self.text.get(self.at..at).unwrap_or_default();
        match passed.rfind('\n') {
            Some(newline) => {
                self.line += passed.matches('\n').count();
                self.column = passed.get(newline..).unwrap_or_default().chars().count();
            }
            None => self.column += passed.chars().count(),
        }
        self.at = at;
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests;
