//! The layers as one GeoPackage (OGC 12-128), in the study's plane: with headings of columns, spatial indexes, metadata,
//! and styles by which QGIS draws every layer as our maps are drawn.
//!
//! The same bytes on every run: the clock is asked nowhere, features are inserted in their order, and SQLite is built
//! into the program.

mod features;
mod geometry;
mod given;
mod metadata;
mod names;
mod reference_system;
mod schema;
mod spatial_index;
mod styles;
mod wkb;

use std::io;
use std::path::Path;

use geo::Rect;
use rusqlite::{Connection, ErrorCode, params};

use self::features::Held;
pub(crate) use self::given::{GivenFeature, GivenLayer, write_given};
use self::names::{Taken, quoted};
use self::schema::GEOMETRY;
use super::about::About;
use super::folder::{NewFolder, Unfilled};
use super::layers::{self, Layer};
use super::words::Words;
use crate::coverage::Coverage;
use crate::error::Error;
use crate::model::Study;
use crate::report::Report;

/// The name of the file.
pub(crate) const NAME: &str = "lifecircle.gpkg";

/// Writes the layers of all services.
pub(crate) fn write(
    report: &Report,
    study: &Study,
    coverage: &Coverage,
    folder: &mut NewFolder,
) -> Result<(), Error> {
    let words = Words::of_tag(report.project.language);
    let layers = layers::of(report, study, coverage, words);
    folder.file_at(NAME, About::of("geopackage"), |path| {
        fill(path, &layers, report, study, words).map_err(|e| Unfilled::Io(as_io(e)))
    })
}

fn fill(
    path: &Path,
    layers: &[Layer<'_>],
    report: &Report,
    study: &Study,
    words: Words,
) -> Result<(), rusqlite::Error> {
    let mut to = schema::open(path)?;
    to.execute_batch("BEGIN")?;
    schema::create(&to)?;
    let time = time(report);
    let srs_id = reference_system::write(&to, &study.plane, &report.method, words)?;
    metadata::write_of_file(&to, report, words, &time)?;
    let (mut tables, mut identifiers) = (Taken::default(), Taken::default());
    let mut styles = 0;
    for layer in layers {
        let table = tables.free(&layer.name);
        schema::create_layer(&to, layer, &table)?;
        spatial_index::create(&to, &table)?;
        let held = features::write(&mut to, layer, &table, srs_id)?;
        spatial_index::create_triggers(&to, &table)?;
        let about = about(layer, report, words);
        let contents = Contents {
            table: &table,
            kind: "features",
            identifier: &identifiers.free(&layer.title),
            description: &about,
            held,
            srs_id: Some(srs_id),
        };
        contents.register(&to, &time)?;
        let kind = schema::geometry_type(layer.theme);
        to.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?1, ?2, ?3, ?4, 0, 0)",
            params![table, GEOMETRY, kind, srs_id],
        )?;
        name_columns(&to, layer, &table)?;
        metadata::write_of_layer(&to, &table, &layer.title, &about, report, &time)?;
        styles += styles::write(&to, layer, &table, report, words, &time)?;
    }
    let contents = Contents {
        table: "layer_styles",
        kind: "attributes",
        identifier: "layer_styles",
        description: "",
        held: Held { features: i64::try_from(styles).unwrap_or(i64::MAX), extent: None },
        srs_id: None,
    };
    contents.register(&to, &time)?;
    to.execute_batch("COMMIT")?;
    to.close().map_err(|(_, e)| e)
}

/// A table, as the file's contents tell of it.
struct Contents<'a> {
    table: &'a str,
    kind: &'a str,
    identifier: &'a str,
    description: &'a str,
    held: Held,
    srs_id: Option<i32>,
}

impl Contents<'_> {
    /// Puts the table into the contents and, with what keeps it true, the number of its features: GDAL and QGIS then
    /// need not count them.
    fn register(&self, to: &Connection, time: &str) -> Result<(), rusqlite::Error> {
        let low = self.held.extent.map(Rect::min);
        let high = self.held.extent.map(Rect::max);
        to.execute(
            "INSERT INTO gpkg_contents VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                self.table,
                self.kind,
                self.identifier,
                self.description,
                time,
                low.map(|c| c.x),
                low.map(|c| c.y),
                high.map(|c| c.x),
                high.map(|c| c.y),
                self.srs_id,
            ],
        )?;
        to.execute("INSERT INTO gpkg_ogr_contents VALUES (?1, ?2)", params![self.table, self.held.features])?;
        let table = quoted(self.table);
        let text = format!("'{}'", self.table.replace('\'', "''"));
        for (event, sign) in [("insert", "+"), ("delete", "-")] {
            let trigger = quoted(&format!("trigger_{event}_feature_count_{}", self.table));
            to.execute_batch(&format!(
                "CREATE TRIGGER {trigger} AFTER {event} ON {table} BEGIN UPDATE gpkg_ogr_contents \
                 SET feature_count = feature_count {sign} 1 WHERE lower(table_name) = lower({text}); END"
            ))?;
        }
        Ok(())
    }
}

/// The headings of a layer's columns. GDAL takes `name` for the alias, of which no two of a table may be alike.
fn name_columns(to: &Connection, layer: &Layer<'_>, table: &str) -> Result<(), rusqlite::Error> {
    let mut insert =
        to.prepare_cached("INSERT INTO gpkg_data_columns VALUES (?1, ?2, ?3, ?4, NULL, NULL, NULL)")?;
    let mut names = Taken::default();
    for field in &layer.fields {
        insert.execute(params![table, field.name, names.free(&field.alias), field.alias])?;
    }
    Ok(())
}

/// What a layer is, and how its figures were made.
fn about(layer: &Layer<'_>, report: &Report, words: Words) -> String {
    let mut lines = vec![layer.title.clone()];
    let of_layer = layer.service.and_then(|position| report.services.get(position));
    let services = match of_layer {
        Some(service) => std::slice::from_ref(service),
        None => report.services.as_slice(),
    };
    lines.extend(services.iter().map(|service| words.circle_line(service)));
    lines.push(words.coordinate_line(&report.method));
    lines.join("\n")
}

/// When the file was changed last: the beginning of the project's year, so that the same data give the same bytes.
fn time(report: &Report) -> String {
    let year = report.project.year.filter(|year| (1..=9999).contains(year)).unwrap_or(2000);
    format!("{year:04}-01-01T00:00:00.000Z")
}

/// Why SQLite could not write, as the system says it.
fn as_io(error: rusqlite::Error) -> io::Error {
    let kind = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => io::ErrorKind::StorageFull,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
            io::ErrorKind::PermissionDenied
        }
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, error)
}

#[cfg(test)]
mod tests;
