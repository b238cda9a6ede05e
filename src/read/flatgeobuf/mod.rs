//! FlatGeobuf (version 3): a header, perhaps an index, then the features one after the other.
//!
//! Read here and not by the crate `flatgeobuf`: see `docs/decisions.md`.

mod geometry;
mod header;
mod properties;
mod tables;

use self::header::Header;
use self::tables::Buffer;
use super::bytes::sha256_hex;
use super::format::Format;
use super::gathering::{Found, Gathering};
use super::little_endian::size_at;
use super::shape::Shape;
use super::wkb::{Damage, Read};
use super::{Layer, Source, Value};
use crate::error::Error;
use crate::note::{Note, Notes, Severity};
use crate::progress::{Counter, Progress, Step};

/// Bytes before the header: the mark of the format, and the length of the header.
const LEAD: usize = 12;

/// The fields of a feature, by their places in the schema.
mod field {
    pub(super) const GEOMETRY: usize = 0;
    pub(super) const PROPERTIES: usize = 1;
}

/// Reads a FlatGeobuf file, in the order of the file. What follows a place where it is cut off is lost, and told.
///
/// # Errors
/// When the header cannot be read.
pub(super) fn read(
    source: &Source<'_>,
    bytes: &[u8],
    notes: &mut Notes,
    progress: &dyn Progress,
) -> Result<Layer, Error> {
    let (header, features) = opened(bytes).map_err(|damage| {
        source.refuse("file-damaged").with("format", Format::FlatGeobuf.name()).with_term("reason", damage)
    })?;
    if header.crs.is_none() {
        notes.push(source.note(Severity::Info, "crs-not-stated"));
    }
    let skipped = header.columns.iter().filter(|column| column.kind == properties::BINARY);
    let skipped: Vec<&str> = skipped.map(|column| column.name.as_str()).collect();
    if !skipped.is_empty() {
        notes.push(source.note(Severity::Info, "columns-skipped").with("columns", skipped.join("`, `")));
    }
    // No more than there are bytes for.
    let count = header.n_features.filter(|count| *count <= bytes.len() as u64);
    progress.begin(Step::Reading { role: source.role, path: source.path }, count);
    let mut counter = Counter::of(progress);
    let fields: Vec<String> = header.columns.iter().map(|column| column.name.clone()).collect();
    let mut gathering = Gathering::default();
    // The features lie beyond the end where the index does.
    let mut rest = features.unwrap_or_default();
    let mut n_read = 0;
    let mut is_cut = features.is_none();
    while !rest.is_empty() && header.n_features.is_none_or(|count| n_read < count) {
        let Some((feature, after)) = split(rest) else {
            is_cut = true;
            break;
        };
        rest = after;
        n_read += 1;
        counter.one();
        gathering.add(found(feature, gathering.features.len() + 1, &header), &fields);
    }
    if is_cut || header.n_features.is_some_and(|count| n_read < count) {
        let note = source.note(Severity::Error, "file-cut");
        notes.push(note.with("record", n_read + 1).with("features", n_read));
    } else if !rest.is_empty() {
        notes.push(source.note(Severity::Warning, "bytes-after-end").with("count", rest.len()));
    }
    if n_read == 0 {
        notes.push(source.note(Severity::Warning, "layer-without-features"));
    }
    let features = gathering.into_features(source, notes);
    let layer = Layer::empty(source, Format::FlatGeobuf, sha256_hex(bytes));
    Ok(Layer { crs: header.crs, fields, features, ..layer })
}

/// The header, and the bytes from the first feature on; `None` where the file ends before.
fn opened(bytes: &[u8]) -> Result<(Header, Option<&[u8]>), Damage> {
    const SHORT: Damage = "read.damage.short";
    let length = size_at(bytes, LEAD - 4).ok_or(SHORT)?;
    let (header, rest) = bytes.get(LEAD..).and_then(|rest| rest.split_at_checked(length)).ok_or(SHORT)?;
    let header = Header::of(header)?;
    let features = usize::try_from(header.index_length()).ok().and_then(|length| rest.get(length..));
    Ok((header, features))
}

/// The bytes of the next feature, and what follows it.
fn split(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    rest.get(4..)?.split_at_checked(size_at(rest, 0)?)
}

/// A feature.
fn found(bytes: &[u8], index: usize, header: &Header) -> Found {
    let mut notes = Vec::new();
    let mut attributes = Vec::new();
    let drawn = drawn(bytes, header.geometry_type).unwrap_or_else(|damage| {
        let note = Note::new(Severity::Error, "geometry-damaged").with_term("reason", damage);
        notes.push(note.leaves_out());
        Read { shape: Shape::Unusable, has_heights: false }
    });
    if let Err(damage) = described(bytes, header, &mut attributes) {
        notes.push(Note::new(Severity::Warning, "attributes-damaged").with_term("reason", damage));
    }
    let Read { shape, has_heights } = drawn;
    Found { index, id: None, shape, has_heights, attributes, notes }
}

fn drawn(bytes: &[u8], kind: u8) -> Result<Read, Damage> {
    let mut buffer = Buffer::of(bytes);
    let root = buffer.root()?;
    match buffer.child(root, field::GEOMETRY)? {
        Some(table) => geometry::read(&mut buffer, table, kind),
        None => Ok(Read { shape: Shape::Null, has_heights: false }),
    }
}

fn described(bytes: &[u8], header: &Header, attributes: &mut Vec<(u32, Value)>) -> Result<(), Damage> {
    let mut buffer = Buffer::of(bytes);
    let root = buffer.root()?;
    let properties = buffer.items(root, field::PROPERTIES, 1)?.unwrap_or_default();
    properties::read(properties, &header.columns, attributes)
}

#[cfg(test)]
pub(super) mod tests;
