//! The document: what kind of GeoJSON it is, and where its features lie in the text.

use std::borrow::Cow;

use serde::de::IgnoredAny;
use serde_json::error::Category;

use super::careful::is_json;
use super::scan::{Cursor, Syntax, unquoted};
use super::words::{Words, member_not_json, member_twice, misspelt_type};
use crate::error::Error;
use crate::note::{Notes, Severity};
use crate::read::Source;
use crate::read::bytes::Text;

/// A document taken apart, nothing of it parsed yet.
pub(super) struct Document<'a> {
    /// The texts of its features.
    pub(super) content: Content<'a>,
    /// The text of its `crs` member.
    pub(super) crs: Option<&'a str>,
    /// Whether it is features one after the other, each a document of its own.
    pub(super) is_sequence: bool,
}

/// What the document is.
pub(super) enum Content<'a> {
    /// A FeatureCollection.
    Features(Vec<&'a str>),
    /// One feature.
    Feature(&'a str),
    /// One geometry.
    Geometry(&'a str),
}

/// Where a text is, for people: both counted from 1, the column in characters.
pub(super) fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before.get(start..).unwrap_or_default().chars().count() + 1)
}

/// The byte of `text` to which an error of its strict parsing points.
fn offset_of_error(text: &str, error: &serde_json::Error) -> usize {
    let start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut at = (start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The text is not JSON from byte `at` on.
pub(super) fn syntax_error(source: &Source<'_>, text: &str, at: usize, expected: &'static str) -> Error {
    let (line, column) = line_and_column(text, at);
    let error = source.refuse("geojson-syntax").with("line", line).with("column", column);
    found_at(text, at).fill_error(error.with_term("expected", expected), "found")
}

/// What stands in the text at this byte.
pub(super) fn found_at(text: &str, at: usize) -> Words {
    match text.get(at..).unwrap_or_default() {
        "" => Words::Term("read.json.end"),
        rest => Words::literal(&rest.chars().take(20).take_while(|c| *c != '\n').collect::<String>()),
    }
}

/// Takes a document apart.
///
/// # Errors
/// When it is not JSON, ends early, or is JSON but not GeoJSON.
pub(super) fn open<'a>(
    file: &'a Text,
    source: &Source<'_>,
    notes: &mut Notes,
) -> Result<Document<'a>, Error> {
    // GeoJSON text sequences begin each record with this character.
    let text = file.as_str().trim_start_matches('\u{1E}');
    let mut cursor = Cursor::new(text);
    match cursor.peek() {
        None => return Err(source.refuse("input-empty")),
        Some(b'{') => {}
        Some(_) => return Err(not_an_object(file, source, text)),
    }
    let mut features = Vec::new();
    let mut members = Vec::new();
    let mut features_members = 0_usize;
    cursor
        .object(|cursor, name| {
            if name == "features" && cursor.peek() == Some(b'[') {
                features_members += 1;
                features.clear();
                return cursor.array(|cursor| {
                    features.push(cursor.value()?);
                    Ok(())
                });
            }
            members.push((name, cursor.value()?));
            Ok(())
        })
        .map_err(|syntax| diagnose(file, source, text, syntax, features.len()))?;
    let end = cursor.at();
    let last = |wanted: &str| members.iter().rfind(|(name, _)| name == wanted).map(|(_, raw)| *raw);
    match cursor.peek() {
        None => {}
        Some(b'{' | b'\x1E') => {
            let is_feature = last("type").and_then(unquoted).as_deref() == Some("Feature");
            let sequence = is_feature.then(|| sequence(file.as_str(), end)).flatten();
            return sequence.ok_or_else(|| source.refuse("geojson-lines"));
        }
        Some(_) => return Err(trailing(source, text, cursor.at())),
    }

    let whole = text.get(..end).unwrap_or_default().trim_start();
    let has_features = features_members > 0;
    let content = match last("type") {
        None => {
            let mut names: Vec<_> = members.iter().map(|(name, _)| name.as_ref()).collect();
            if has_features {
                names.push("features");
            }
            return Err(without_type(source, &names));
        }
        Some(raw) => match unquoted(raw).as_deref() {
            Some("FeatureCollection") if has_features => {
                note_members(&members, features_members > 1, source, notes);
                Content::Features(features)
            }
            Some("FeatureCollection") => return Err(without_features(source, last("features"))),
            Some("Feature") => Content::Feature(whole),
            Some(name) if is_geometry(name) => Content::Geometry(whole),
            _ => return Err(unknown_type(source, raw)),
        },
    };
    Ok(Document { content, crs: last("crs"), is_sequence: false })
}

/// Features one after the other: a text sequence (RFC 8142), whose records begin with a control character, or lines, of
/// which the first holds the whole of the first feature (its end is at `end`). Each record is read for itself, so that
/// a damaged one is told and the others are read.
fn sequence(text: &str, end: usize) -> Option<Document<'_>> {
    let has_marks = text.trim_start().starts_with('\u{1E}');
    let divider = if has_marks { '\u{1E}' } else { '\n' };
    let start = text.len() - text.trim_start().len();
    let are_lines =
        || text.get(start..).and_then(|rest| rest.find('\n')).is_some_and(|line| end <= start + line);
    if !has_marks && !are_lines() {
        return None;
    }
    let records = text.split(divider).map(str::trim).filter(|record| !record.is_empty());
    Some(Document { content: Content::Features(records.collect()), crs: None, is_sequence: true })
}

/// Notes what is doubtful about the members of a FeatureCollection: the last of a name counts, and what is not
/// JSON, though its brackets match, is of no use to anybody.
fn note_members(
    members: &[(Cow<'_, str>, &str)],
    features_again: bool,
    source: &Source<'_>,
    notes: &mut Notes,
) {
    let again = |wanted: &&str| members.iter().filter(|(name, _)| name == wanted).count() > 1;
    let twice = ["type", "crs"].into_iter().filter(again).chain(features_again.then_some("features"));
    let foreign = members.iter().filter(|(name, raw)| name != "type" && name != "crs" && !is_json(raw));
    let all = twice.map(member_twice).chain(foreign.map(|(name, raw)| member_not_json(name, raw)));
    all.for_each(|note| notes.push(note.layer(source.role)));
}

fn is_geometry(name: &str) -> bool {
    name == "GeometryCollection" || crate::read::shape::Kind::of(name).is_some()
}

/// Tells whether a text that the scan could not take apart ends early or is wrong, and where.
///
/// The scan looks at brackets only. A forgotten quote or bracket therefore shows later than it happened, often
/// at the end; the strict parser, put on the value within which it was, finds the place.
fn diagnose(file: &Text, source: &Source<'_>, text: &str, syntax: Syntax, complete: usize) -> Error {
    let strict = syntax.value_start.and_then(|start| {
        let value = text.get(start..)?;
        let error = serde_json::from_str::<IgnoredAny>(value).err()?;
        let at = start + offset_of_error(value, &error);
        // `NaN` and `Infinity` are a feature's own affair.
        let is_token = text.as_bytes().get(at).is_some_and(|byte| b"NnIi".contains(byte));
        // A number may be cut after its point, which the parser does not take for the end.
        let is_end = error.classify() == Category::Eof || at + 1 >= text.len();
        (!is_token).then_some((at, is_end))
    });
    match strict {
        Some((_, true)) => truncated(file, source, text, complete),
        Some((at, false)) if at < syntax.at => syntax_error(source, text, at, "read.json.valid"),
        _ if syntax.at >= text.len() => truncated(file, source, text, complete),
        _ => syntax_error(source, text, syntax.at, syntax.expected),
    }
}

fn truncated(file: &Text, source: &Source<'_>, text: &str, complete: usize) -> Error {
    source
        .refuse("geojson-truncated")
        .with("byte", file.file_length)
        .with("line", line_and_column(text, text.trim_end().len()).0)
        .with("features", complete)
}

fn not_an_object(file: &Text, source: &Source<'_>, text: &str) -> Error {
    let start = text.len() - text.trim_start().len();
    let is_array = text.as_bytes().get(start) == Some(&b'[');
    match serde_json::from_str::<IgnoredAny>(text) {
        Err(error) if error.classify() == Category::Eof => truncated(file, source, text, 0),
        Err(error) if is_array => {
            syntax_error(source, text, offset_of_error(text, &error), "read.json.valid")
        }
        Err(_) => syntax_error(source, text, start, "read.json.object"),
        Ok(_) => {
            let found = if is_array { Words::Term("read.json.array") } else { Words::literal(text.trim()) };
            found.fill_error(source.refuse("geojson-root-not-object"), "found")
        }
    }
}

fn trailing(source: &Source<'_>, text: &str, at: usize) -> Error {
    let (line, column) = line_and_column(text, at);
    let error = source.refuse("geojson-trailing").with("line", line).with("column", column);
    found_at(text, at).fill_error(error, "found")
}

fn without_type(source: &Source<'_>, names: &[&str]) -> Error {
    if names.contains(&"geometryType") || names.contains(&"spatialReference") {
        return source.refuse("geojson-is-esri");
    }
    let found = match names {
        [] => Words::Term("read.json.no-members"),
        names => Words::literal(&names.join(", ")),
    };
    found.fill_error(source.refuse("geojson-type-missing"), "found")
}

fn without_features(source: &Source<'_>, features: Option<&str>) -> Error {
    let found = match features {
        None => Words::Term("read.json.nothing"),
        Some(raw) if raw.starts_with('{') => Words::Term("read.json.object"),
        Some(raw) => Words::literal(raw),
    };
    found.fill_error(source.refuse("geojson-features-missing"), "found")
}

fn unknown_type(source: &Source<'_>, raw: &str) -> Error {
    let Some(name) = unquoted(raw) else {
        let found = match raw.as_bytes().first() {
            Some(b'{') => Words::Term("read.json.object"),
            Some(b'[') => Words::Term("read.json.array"),
            _ => Words::literal(raw),
        };
        return found.fill_error(source.refuse("geojson-type-unknown"), "found");
    };
    let found = Words::literal(&name);
    match misspelt_type(&name) {
        Some(right) => {
            found.fill_error(source.refuse("geojson-type-misspelt").with_term("expected", right), "found")
        }
        None if name == "Topology" => source.refuse("geojson-is-topojson"),
        None => found.fill_error(source.refuse("geojson-type-unknown"), "found"),
    }
}

/// A FeatureCollection without a feature is GeoJSON, but hardly what was meant.
pub(super) fn note_if_empty(content: &Content<'_>, source: &Source<'_>, notes: &mut Notes) {
    if matches!(content, Content::Features(features) if features.is_empty()) {
        notes.push(source.note(Severity::Warning, "layer-without-features"));
    }
}
