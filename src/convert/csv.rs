//! Layers as CSV: points as two columns, everything else as WKT, both of which `read` finds again.

use std::io::{self, Write};

use geo::Geometry;
use wkt::ToWkt;

use crate::crs::System;
use crate::encoding::TextEncoding;
use crate::read::{Feature, Layer, Value};

/// Writes the layer; `false` where the encoding lacks characters of it, which are then replaced.
pub(super) fn write(
    layer: &Layer,
    system: &System,
    encoding: TextEncoding,
    to: &mut impl Write,
) -> io::Result<bool> {
    let geometries = || layer.features.iter().filter_map(|feature| feature.geometry.as_ref());
    let are_points = geometries().all(|geometry| matches!(geometry, Geometry::Point(_)));
    let headings: &[&str] = match (are_points, system.crs.is_geographic()) {
        (true, true) => &["lon", "lat"],
        (true, false) => &["x", "y"],
        (false, _) => &["wkt"],
    };
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let taken = |heading: &str| layer.fields.iter().any(|field| field == heading);
    let own = headings.iter().map(|heading| free(heading, taken));
    csv.write_record(layer.fields.iter().cloned().chain(own))?;
    for feature in &layer.features {
        let values = (0..).zip(&layer.fields).map(|(position, _)| cell(feature, position));
        csv.write_record(values.chain(place(feature, headings.len())))?;
    }
    let text = csv.into_inner().map_err(|error| error.into_error())?;
    let text = String::from_utf8_lossy(&text);
    let (bytes, is_whole) = encoding.encode(&text);
    to.write_all(&bytes)?;
    Ok(is_whole)
}

/// A heading that no field has.
fn free(heading: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = heading.to_owned();
    while is_taken(&name) {
        name.push('_');
    }
    name
}

fn cell(feature: &Feature, position: u32) -> String {
    match feature.value(position) {
        None => String::new(),
        Some(Value::Text(text)) => text.to_string(),
        Some(value) => value.as_text(),
    }
}

fn place(feature: &Feature, n_columns: usize) -> Vec<String> {
    match &feature.geometry {
        None => vec![String::new(); n_columns],
        Some(Geometry::Point(point)) if n_columns == 2 => vec![point.x().to_string(), point.y().to_string()],
        Some(geometry) => vec![geometry.wkt_string()],
    }
}
