//! Reading: a path goes in, a [`Layer`] or [`Table`] comes out, as it stands in the file.
//!
//! No reader knows what a facility is.

mod archive;
mod bytes;
mod flatgeobuf;
mod format;
mod gathering;
mod geojson;
mod geopackage;
mod kml;
mod little_endian;
mod number;
mod opened;
mod packed;
mod plain;
mod points;
mod shape;
mod shapefile;
mod table;
mod wkb;
mod workbook;
mod xml;

#[cfg(test)]
mod foreign_tests;

use std::path::{Path, PathBuf};

use geo::{Coord, CoordsIter, Geometry, Rect};
use rayon::prelude::*;

use self::bytes::sha256_hex;
pub use self::format::Format;
use self::format::Kind;
pub(crate) use self::number::{NotANumber, heading_without_unit, is_blank, number};
use self::opened::{Opened, Whole};
pub(crate) use self::plain::{narrow, plain};
pub use self::points::{DatumByHeading, NamedDatum};
use self::table::GridRow;
pub use self::table::{Table, TableRow, read_table};
pub use self::workbook::SheetTaken;
use crate::encoding::TextEncoding;
use crate::error::Error;
use crate::note::{Note, Notes, Severity};
use crate::progress::{Progress, Step};

/// What is to be read, and what is known of it beforehand.
#[derive(Debug, Clone, Copy)]
pub struct Source<'s> {
    /// The file.
    pub path: &'s Path,
    /// What it is for, to be named in errors and notes: `residential`, `plan`.
    pub role: &'s str,
    /// Of a file that holds several layers, tables or sheets: the name of the one to be read.
    pub layer: Option<&'s str>,
    /// The encoding of its text, where the file does not say it or says it wrongly.
    pub encoding: Option<TextEncoding>,
    /// Which columns of a table of points hold their places.
    pub columns: PlaceColumns<'s>,
}

/// Which columns of a table of points hold their places; those that are not named are looked for under their usual
/// names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlaceColumns<'s> {
    /// The longitude or easting.
    pub x: Option<&'s str>,
    /// The latitude or northing.
    pub y: Option<&'s str>,
    /// Both in one: WKT, or two numbers.
    pub geometry: Option<&'s str>,
    /// The datum on which they are, by which of several columns some are chosen.
    pub datum: Option<NamedDatum>,
}

impl<'s> Source<'s> {
    /// A file of which nothing is known beforehand.
    pub fn of(path: &'s Path, role: &'s str) -> Self {
        Self { path, role, layer: None, encoding: None, columns: PlaceColumns::default() }
    }

    /// The input cannot be read.
    fn refuse(&self, code: &'static str) -> Error {
        Error::data(code).with("path", self.path.display()).with("layer", self.role)
    }

    /// Something about the input as a whole.
    fn note(&self, severity: Severity, code: &'static str) -> Note {
        Note::new(severity, code).layer(self.role)
    }
}

/// Reads a layer, whatever format it is in.
///
/// Every feature is kept, in the order of the file; one whose geometry cannot be used has none, and a note says why.
/// `progress` is told of features, where the format lets them be counted beforehand.
///
/// # Errors
/// When the file cannot be read, is of no format that is known, or is not what its format prescribes.
pub fn read_layer(source: &Source<'_>, notes: &mut Notes, progress: &dyn Progress) -> Result<Layer, Error> {
    progress.begin(Step::Reading { role: source.role, path: source.path }, None);
    let file = Opened::of(source)?;
    let format = match format::of(source.path, file.beginning()) {
        Kind::Known(Format::GeoPackage) if file.packing().is_some() => {
            return Err(source.refuse("packed-geopackage"));
        }
        Kind::Known(Format::GeoPackage) => return geopackage::read(source, notes, progress),
        Kind::Known(format) => format,
        Kind::Markup(found) => return Err(source.refuse("table-is-markup").with_term("found", found)),
        Kind::Foreign(found) => return Err(source.refuse("layer-is-binary").with_term("found", found)),
    };
    if format == Format::GeoJson
        && let Some(layer) = geojson::read_large(source, notes, progress)
    {
        return Ok(layer);
    }
    let Whole { bytes, sha256_of_packed } = file.into_whole(source)?;
    let layer = match format {
        Format::Shapefile => {
            let files = shapefile::Files::beside(source, bytes)?;
            shapefile::read(source, files, notes, progress)
        }
        Format::Zip => archive::read(source, bytes, notes, progress),
        format => read_document(format, source, bytes, notes, progress),
    }?;
    Ok(Layer { sha256: sha256_of_packed.unwrap_or(layer.sha256), ..layer })
}

/// Reads a layer of a format that is one file, out of the bytes of that file.
fn read_document(
    format: Format,
    source: &Source<'_>,
    bytes: Vec<u8>,
    notes: &mut Notes,
    progress: &dyn Progress,
) -> Result<Layer, Error> {
    match format {
        Format::GeoJson | Format::GeoJsonLines => geojson::read(source, bytes, notes, progress),
        Format::FlatGeobuf => flatgeobuf::read(source, &bytes, notes, progress),
        Format::Kml => kml::read(source, bytes, notes, progress),
        Format::Csv => {
            let table = table::delimited(source, bytes, notes)?;
            let layer = Layer { encoding: table.encoding, ..Layer::empty(source, Format::Csv, table.sha256) };
            let rows: Vec<GridRow> = table.rows.into_iter().map(GridRow::from).collect();
            points::fill(layer, &rows, source, notes)
        }
        Format::Workbook => {
            let layer = Layer::empty(source, Format::Workbook, sha256_hex(&bytes));
            let (rows, sheet) = workbook::read(source, bytes, notes)?;
            points::fill(layer, &rows, source, notes)
                .map_err(|error| workbook::of_sheet(error, sheet.as_ref()))
        }
        Format::Shapefile | Format::GeoPackage | Format::Zip => {
            Err(source.refuse("layer-is-binary").with("found", format.name()))
        }
    }
}

/// The features of one file.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The file.
    pub path: PathBuf,
    /// Its format.
    pub format: Format,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// The files beside it that belong to it: `.dbf`, `.prj` of a Shapefile.
    pub companions: Vec<Companion>,
    /// The encoding of its text.
    pub encoding: TextEncoding,
    /// The CRS that the file states, as it states it.
    pub crs: Option<String>,
    /// What the headings of the columns of places say of the datum.
    pub datum_by_heading: Option<DatumByHeading>,
    /// The names of all attributes, in order of first appearance.
    pub fields: Vec<String>,
    /// Every feature of the file, in its order, those without a usable geometry included.
    pub features: Vec<Feature>,
}

/// The box of all coordinates of a geometry; `None` where it has none.
pub(crate) fn extent(geometry: &Geometry<f64>) -> Option<Rect<f64>> {
    match geometry {
        // Most features are one ring.
        Geometry::Polygon(polygon) if polygon.interiors().is_empty() => {
            extent_of(polygon.exterior().0.iter())
        }
        Geometry::Point(point) => extent_of(std::iter::once(&point.0)),
        other => extent_of(other.coords_iter().collect::<Vec<_>>().iter()),
    }
}

fn extent_of<'c>(mut coords: impl Iterator<Item = &'c Coord<f64>>) -> Option<Rect<f64>> {
    let first = *coords.next()?;
    let (low, high) = coords.fold((first, first), |(low, high), c| {
        let lower = Coord { x: low.x.min(c.x), y: low.y.min(c.y) };
        (lower, Coord { x: high.x.max(c.x), y: high.y.max(c.y) })
    });
    Some(Rect::new(low, high))
}

/// A file beside another that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Companion {
    /// The file; within an archive, its name there.
    pub path: PathBuf,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
}

/// One feature as it stands in the file.
#[derive(Debug, Clone)]
pub struct Feature {
    /// Its place in the file, counted from 1.
    pub index: usize,
    /// Its `id` member, as text.
    pub id: Option<String>,
    /// Its geometry in the file's coordinates, heights dropped; `None` when null, empty or unusable.
    pub geometry: Option<geo::Geometry<f64>>,
    /// Its attributes: `(position in Layer::fields, value)`; null attributes are left out.
    pub attributes: Vec<(u32, Value)>,
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// True or false.
    Bool(bool),
    /// A number.
    Number(f64),
    /// Text (nested JSON is kept as its text).
    Text(Box<str>),
}

/// From 2⁵³ on not every whole number is a `f64`.
const FIRST_INEXACT: u128 = 1 << 53;

impl Value {
    /// The number of these digits; a whole one that a `f64` would change stays text, for it is an identifier. `None`
    /// where they are no number, or a larger one than a `f64` can hold.
    fn of_digits(raw: &str) -> Option<Self> {
        let digits = raw.strip_prefix('-').unwrap_or(raw);
        let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_whole && !digits.parse().is_ok_and(|n: u128| n < FIRST_INEXACT) {
            return Some(Value::Text(raw.into()));
        }
        raw.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Number)
    }

    /// A whole number; one that a `f64` would change becomes text, for it is an identifier.
    fn of_whole(number: i128) -> Self {
        if number.unsigned_abs() < FIRST_INEXACT {
            Value::Number(number as f64)
        } else {
            Value::Text(number.to_string().into())
        }
    }

    /// The number where it is a whole one that `f64` holds exactly.
    pub(crate) fn as_whole(&self) -> Option<i64> {
        let Value::Number(number) = self else { return None };
        (number.fract() == 0.0 && number.abs() < FIRST_INEXACT as f64).then_some(*number as i64)
    }

    /// The value as a person would write it; whole numbers without a decimal point.
    pub fn as_text(&self) -> String {
        match self {
            Value::Bool(value) => value.to_string(),
            Value::Number(value) => value.to_string(),
            Value::Text(value) => value.to_string(),
        }
    }

    /// The value as a number, where it is one or is text that reads as one, as people or programs write it.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Bool(_) => None,
            Value::Number(value) => Some(*value),
            Value::Text(text) => {
                let by_program = text.trim().parse().ok().filter(|v: &f64| v.is_finite());
                by_program.or_else(|| number(text).ok().flatten())
            }
        }
    }

    /// Whether it says that there is nothing: blank, `—`, `/`.
    pub fn is_blank(&self) -> bool {
        matches!(self, Value::Text(text) if is_blank(text))
    }
}

impl Layer {
    /// A layer without features.
    pub(crate) fn empty(source: &Source<'_>, format: Format, sha256: String) -> Self {
        Self {
            path: source.path.to_owned(),
            format,
            sha256,
            companions: Vec::new(),
            encoding: TextEncoding::Utf8,
            crs: None,
            datum_by_heading: None,
            fields: Vec::new(),
            features: Vec::new(),
        }
    }

    /// The box of all coordinates, as they stand in the file; `None` where there are none.
    pub fn bounds(&self) -> Option<Rect<f64>> {
        let of_one = |feature: &Feature| extent(feature.geometry.as_ref()?);
        let both =
            |a: Rect<f64>, b: Rect<f64>| extent_of([a.min(), a.max(), b.min(), b.max()].iter()).unwrap_or(a);
        self.features.par_iter().filter_map(of_one).reduce_with(both)
    }

    /// The position of the field of this exact name.
    pub fn field(&self, name: &str) -> Option<u32> {
        self.fields.iter().position(|f| f == name).and_then(|i| u32::try_from(i).ok())
    }
}

impl Feature {
    /// The value of the field at `position` in [`Layer::fields`]; `None` when null or absent.
    pub fn value(&self, position: u32) -> Option<&Value> {
        self.attributes.iter().find(|(field, _)| *field == position).map(|(_, value)| value)
    }
}
