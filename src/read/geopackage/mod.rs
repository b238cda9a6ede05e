//! GeoPackage (OGC 12-128r18): one layer of features out of an SQLite database.

mod blob;
mod catalogue;

use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};

use self::catalogue::TableColumn;
use super::bytes::sha256_of_file;
use super::format::Format;
use super::gathering::{Found, Gathering};
use super::shape::Shape;
use super::{Layer, Source, Value};
use crate::error::Error;
use crate::note::{Note, Notes, Severity};
use crate::progress::{Progress, Step};

/// How many features pass before `progress` is told again.
const STRIDE: u64 = 1024;

/// Reads a layer of a GeoPackage: that of [`Source::layer`], or the only one.
///
/// # Errors
/// When the database cannot be opened or read, holds no layer of features, several and none is named, or not the named
/// one.
pub(super) fn read(source: &Source<'_>, notes: &mut Notes, progress: &dyn Progress) -> Result<Layer, Error> {
    let sha256 = sha256_of_file(source)?;
    let damaged = |error: rusqlite::Error| {
        source.refuse("file-damaged").with("format", Format::GeoPackage.name()).with("reason", error)
    };
    let database = open(source.path).map_err(damaged)?;
    let table = catalogue::table(&database, source)?;
    let crs = table.crs(&database);
    let (columns, skipped) = table.columns(&database).map_err(damaged)?;
    if !skipped.is_empty() {
        let note = source.note(Severity::Info, "columns-skipped");
        notes.push(note.with("columns", skipped.join("`, `")));
    }
    let count = table.count(&database).map_err(damaged)?;
    progress.begin(Step::Reading { role: source.role, path: source.path }, Some(count));
    let fields: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let mut gathering = Gathering::default();
    let mut statement = database.prepare(&table.query(&columns)).map_err(damaged)?;
    let mut rows = statement.query([]).map_err(damaged)?;
    let mut index = 0;
    while let Some(row) = rows.next().map_err(damaged)? {
        index += 1;
        gathering.add(found(row, index, &columns).map_err(damaged)?, &fields);
        if (index as u64).is_multiple_of(STRIDE) {
            progress.advance(STRIDE);
        }
    }
    if index == 0 {
        notes.push(source.note(Severity::Warning, "layer-without-features"));
    }
    let features = gathering.into_features(source, notes);
    Ok(Layer { crs, fields, features, ..Layer::empty(source, Format::GeoPackage, sha256) })
}

/// Opens the database so that nothing beside it is written: a reader of a database in write-ahead mode leaves files
/// there. Where such files lie already the database is in use, and they hold part of it.
fn open(path: &Path) -> rusqlite::Result<Connection> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let is_in_use = std::fs::metadata(&log).is_ok_and(|log| log.len() > 0);
    let database = if is_in_use {
        Connection::open_with_flags(path, flags)?
    } else {
        let uri = format!("file:{}?immutable=1", escaped(path));
        Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?
    };
    // What a stranger's schema computes is not run.
    database.pragma_update(None, "trusted_schema", false)?;
    database.pragma_update(None, "cell_size_check", true)?;
    Ok(database)
}

/// A path as an URI of SQLite has it.
fn escaped(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = text.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    if cfg!(windows) { format!("/{}", text.replace('\\', "/")) } else { text }
}

/// The feature of a row: its key, its geometry, and then the columns.
fn found(row: &Row<'_>, index: usize, columns: &[TableColumn]) -> rusqlite::Result<Found> {
    let id = match row.get_ref(0)? {
        ValueRef::Integer(key) => Some(key.to_string()),
        _ => None,
    };
    let mut notes = Vec::new();
    let mut has_heights = false;
    let shape = match row.get_ref(1)? {
        ValueRef::Null => Shape::Null,
        ValueRef::Blob(bytes) => match blob::read(bytes) {
            Ok(read) => {
                has_heights = read.has_heights;
                read.shape
            }
            Err(damage) => unusable(damage, &mut notes),
        },
        _ => unusable("read.damage.header", &mut notes),
    };
    let mut attributes = Vec::new();
    for (position, column) in (0..).zip(columns) {
        let value = match row.get_ref(position as usize + 2)? {
            ValueRef::Null | ValueRef::Blob(_) => continue,
            ValueRef::Integer(number) if column.is_boolean => Value::Bool(number != 0),
            ValueRef::Integer(number) => Value::of_whole(number.into()),
            ValueRef::Real(number) => Value::Number(number),
            ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into()),
        };
        attributes.push((position, value));
    }
    Ok(Found { index, id, shape, has_heights, attributes, notes })
}

fn unusable(damage: &'static str, notes: &mut Vec<Note>) -> Shape {
    let note = Note::new(Severity::Error, "geometry-damaged").with_term("reason", damage);
    notes.push(note.leaves_out());
    Shape::Unusable
}

#[cfg(test)]
mod tests;
