//! `lifecircle convert`: a layer into another format, coordinate system, datum or encoding, and nothing else: no feature
//! is repaired, judged or left out.

mod csv;
mod geojson;
mod geopackage;
mod target;

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use geo::{Coord, Geometry, MapCoords};

use self::target::Making;
pub use self::target::TargetFormat;
use crate::crs::{Crs, Mover, System};
use crate::encoding::TextEncoding;
use crate::error::Error;
use crate::note::{Note, Notes, Severity};
use crate::progress::Progress;
use crate::project::Datum;
use crate::read::{Layer, NamedDatum, PlaceColumns, Source, read_layer};

/// What is to be converted, and into what.
#[derive(Debug, Clone)]
pub struct Conversion<'c> {
    /// The file, and what is known of it beforehand.
    pub source: Source<'c>,
    /// The CRS of the source, where it states none or a wrong one.
    pub source_crs: Option<&'c str>,
    /// The datum of its longitudes and latitudes, where it is not that of the CRS.
    pub source_datum: Option<Datum>,
    /// The file to be written; its extension says the format.
    pub target: &'c Path,
    /// Its CRS; by default WGS 84 longitude and latitude for GeoJSON, that of the source for other formats.
    pub target_crs: Option<&'c str>,
    /// The datum of its longitudes and latitudes; that of the source must then be said too, since no file tells whether
    /// its degrees are shifted.
    pub target_datum: Option<Datum>,
    /// The encoding of the text of a CSV; by default UTF-8. Other formats have one.
    pub target_encoding: Option<TextEncoding>,
}

/// What was converted.
#[derive(Debug, Clone, PartialEq)]
pub struct Converted {
    /// The file that was written.
    pub path: PathBuf,
    /// How many features it has.
    pub features: usize,
    /// The CRS of the source, as used.
    pub from: String,
    /// The CRS of the file.
    pub to: String,
}

/// The decimals of coordinates that were moved, in formats that are text: a micrometre on the ground.
const DECIMALS_OF_DEGREES: i32 = 11;
const DECIMALS_OF_METRES: i32 = 6;

/// Converts a layer.
///
/// Coordinates that need no move keep every digit; others have eleven decimals of a degree or six of a metre in formats
/// that are text. A feature
/// without a usable geometry keeps its attributes, and `notes` say why it has none.
///
/// # Errors
/// Those of reading; a CRS that is unknown or not that of the coordinates; a datum asked for where that of the source is not
/// said; an encoding for a format that has its own; a place that the new system does not reach; a target that exists, is of
/// no format that is written, or cannot be written.
pub fn convert(
    conversion: &Conversion<'_>,
    notes: &mut Notes,
    progress: &dyn Progress,
) -> Result<Converted, Error> {
    let format = TargetFormat::of(conversion.target)?;
    if let Some(encoding) = conversion.target_encoding.filter(|_| format != TargetFormat::Csv) {
        return Err(Error::usage("convert-encoding-fixed")
            .with("path", conversion.target.display())
            .with("encoding", encoding.name()));
    }
    let datum = conversion.source_datum.and_then(|datum| NamedDatum::of(datum.key()));
    let columns = PlaceColumns { datum, ..conversion.source.columns };
    let mut layer = read_layer(&Source { columns, ..conversion.source }, notes, progress)?;
    if layer.format.is_table() {
        notes.are_rows(conversion.source.role, None, conversion.source.path);
    }
    let path = conversion.source.path;
    let from = match conversion.source_crs.or(layer.crs.as_deref()) {
        Some(text) => Crs::parse(text).map_err(|error| error.of_file(path))?,
        None => Crs::wgs84(),
    };
    let bounds = layer.bounds();
    if let Some(bounds) = bounds {
        from.check_bounds(&path.display().to_string(), bounds)?;
        if conversion.source_crs.is_some()
            && let Some(note) = from.note_overridden(layer.crs.as_deref(), bounds)
        {
            notes.push(note);
        }
    }
    let to = match conversion.target_crs {
        Some(text) => Crs::parse(text)?,
        None if format.is_of_degrees() && !from.is_geographic() => Crs::wgs84(),
        None => from.clone(),
    };
    if conversion.target_datum.is_some() && conversion.source_datum.is_none() && from.is_geographic() {
        return Err(Error::usage("convert-datum-unsaid")
            .with("path", path.display())
            .with("crs", from.definition()));
    }
    let from = System::of(from, conversion.source_datum)?;
    // Without a word on the datum it stays what it is.
    let keeps = conversion.target_datum.is_none() && to.is_geographic();
    let to = System::of(to, conversion.target_datum.or(from.shifted.filter(|_| keeps)))?;
    if let Some(bounds) = bounds {
        let mover = Mover::between(&from, &to, bounds)?;
        move_all(&mut layer, &mover, &to, format, &conversion.source)?;
    }
    let (making, file) = Making::of(conversion.target)?;
    let mut file = BufWriter::new(file);
    let encoding = conversion.target_encoding.unwrap_or(TextEncoding::Utf8);
    let written = match format {
        TargetFormat::GeoJson => geojson::write_document(&layer, &to, &mut file).map(|()| true),
        TargetFormat::GeoJsonLines => geojson::write_lines(&layer, &mut file).map(|()| true),
        TargetFormat::Csv => csv::write(&layer, &to, encoding, &mut file),
        TargetFormat::GeoPackage => {
            let name = conversion.target.file_stem().unwrap_or_default().to_string_lossy();
            geopackage::write(&layer, &to, &name, making.path()).map(|()| true)
        }
    };
    let is_whole = written.and_then(|is_whole| file.flush().map(|()| is_whole));
    if !is_whole.map_err(|error| target::cannot_write(conversion.target, &error))? {
        notes.push(Note::new(Severity::Warning, "convert-characters").with("encoding", encoding.name()));
    }
    making.put_in_place()?;
    Ok(Converted {
        path: conversion.target.to_owned(),
        features: layer.features.len(),
        from: told(&from),
        to: told(&to),
    })
}

/// A system as it is told: its CRS, and the datum where that is shifted.
fn told(system: &System) -> String {
    match system.shifted {
        Some(datum) => format!("{} ({})", system.crs.definition(), datum.name()),
        None => system.crs.definition().to_owned(),
    }
}

/// Moves every geometry; one that has no place in the new system stops the conversion, for what is converted is whole.
fn move_all(
    layer: &mut Layer,
    mover: &Mover,
    to: &System,
    format: TargetFormat,
    source: &Source<'_>,
) -> Result<(), Error> {
    if mover.is_idle() {
        return Ok(());
    }
    let decimals = if to.crs.is_geographic() { DECIMALS_OF_DEGREES } else { DECIMALS_OF_METRES };
    let units = 10_f64.powi(decimals);
    let rounded = |value: f64| match format {
        TargetFormat::GeoPackage => value,
        _ => (value * units).round() / units,
    };
    for feature in &mut layer.features {
        let Some(geometry) = &feature.geometry else { continue };
        let moved = |at| mover.moved(at).map(|at| Coord { x: rounded(at.x), y: rounded(at.y) }).ok_or(at);
        let moved: Result<Geometry<f64>, Coord<f64>> = geometry.try_map_coords(moved);
        let moved = moved.map_err(|at| {
            Error::data("convert-no-place")
                .with("path", source.path.display())
                .with("feature", feature.index)
                .with("x", at.x)
                .with("y", at.y)
                .with("crs", to.crs.definition())
        });
        feature.geometry = Some(moved?);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
