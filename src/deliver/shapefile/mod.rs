//! The layers as Shapefiles, in the study's plane, for programs that read no GeoPackage: five files a layer, and a table
//! of what the short names of their fields stand for.
//!
//! Written here and not by the crates `shapefile` and `dbase`, which read them in the tests: see `docs/decisions.md`.

mod features;
mod names;
mod shapes;
mod table;
mod text;
mod told;

use std::io::Write;

use self::features::Held;
use super::about::About;
use super::csv;
use super::folder::NewFolder;
use super::layers::{self, Layer};
use super::tables::Row;
use super::words::Words;
use crate::coverage::Coverage;
use crate::crs::Wkt;
use crate::error::Error;
use crate::model::Study;
use crate::project::ShapefileEncoding;
use crate::report::Report;

/// Bytes of a `.shp` or `.dbf`: what all readers take. Offsets have 32 bits, which ArcGIS takes for signed ones of bytes.
const LARGEST: u64 = (1 << 31) - 1;

/// Writes the layers of all services, each with `.shp`, `.shx`, `.dbf`, `.prj` and `.cpg`; and the table of fields.
///
/// # Errors
/// A file would be larger than 2 GB; or it cannot be written.
pub(crate) fn write(
    report: &Report,
    study: &Study,
    coverage: &Coverage,
    encoding: ShapefileEncoding,
    folder: &mut NewFolder,
) -> Result<(), Error> {
    let words = Words::of_tag(report.project.language);
    // What Esri's WKT cannot say, GDAL reads in the newer one; others are then without a system either way.
    let system = study.plane.wkt(Wkt::Esri).or_else(|| study.plane.wkt(Wkt::Iso));
    let mut told = told::table(words);
    for layer in layers::of(report, study, coverage, words) {
        let about = layer.about(report);
        let writer = Writer { layer: &layer, about, encoding, limit: LARGEST, year: report.project.year };
        told.rows.extend(writer.write(system.as_deref(), folder)?);
    }
    let name = folder.free_name("shapefile_fields.csv");
    folder.file(&name, About::of("table.shapefile_fields"), |to| Ok(csv::write_table(&told, words, to)?))
}

/// Writes one layer.
struct Writer<'a, 'l> {
    layer: &'a Layer<'l>,
    /// What all files of the layer are, for `index.md`.
    about: About,
    encoding: ShapefileEncoding,
    /// Bytes of the largest file.
    limit: u64,
    year: Option<i32>,
}

impl Writer<'_, '_> {
    /// Writes the files, and returns the rows that tell of the fields.
    fn write(&self, system: Option<&str>, folder: &mut NewFolder) -> Result<Vec<Row>, Error> {
        let layer = self.layer;
        let file = folder.free_name(&format!("{}.shp", layer.name));
        let with = |extension: &str| format!("{}{extension}", file.trim_end_matches("shp"));
        let about = || self.about.clone();
        let mut held: Option<Held> = None;
        folder.file(&file, about(), |to| {
            held = Some(features::write(layer, self.encoding, self.limit, to)?);
            Ok(())
        })?;
        let Some(held) = held else { return Ok(Vec::new()) };
        folder.file(&with("shx"), about(), |to| features::write_index(layer, &held, to))?;

        let names = names::short_names(layer.fields.iter().map(|field| field.name.as_str()));
        let columns = held.values.columns(&layer.fields, &names);
        if table::length(&columns, held.values.records) > self.limit {
            return Err(too_large(layer, "dbf"));
        }
        folder.file(&with("dbf"), about(), |to| {
            Ok(table::write(&columns, &held.values, self.encoding, self.year, to)?)
        })?;
        if let Some(system) = system {
            folder.file(&with("prj"), about(), |to| Ok(to.write_all(system.as_bytes())?))?;
        }
        folder.file(&with("cpg"), about(), |to| Ok(to.write_all(self.encoding.code_page().as_bytes())?))?;
        Ok(told::rows(&file, &layer.fields, &columns, &held.values.measures))
    }
}

/// A file of a layer would be too large.
fn too_large(layer: &Layer<'_>, extension: &str) -> Error {
    Error::data("shapefile-too-large").with("file", format!("{}.{extension}", layer.name))
}

#[cfg(test)]
mod tests;
