//! Layers as GeoPackage.

use std::io;
use std::path::Path;

use geo::Geometry;
use rusqlite::types::Value as Sql;

use crate::crs::System;
use crate::deliver::{GivenFeature, GivenLayer, write_given};
use crate::project::Datum;
use crate::read::{Feature, Layer, Value};

/// Writes the layer to the new file at `path`, as the layer `name`.
pub(super) fn write(layer: &Layer, system: &System, name: &str, path: &Path) -> io::Result<()> {
    let kinds = kinds(layer);
    let columns = layer.fields.iter().map(String::as_str).zip(kinds.iter().copied()).collect();
    let description = system.shifted.map_or("", Datum::name);
    let given =
        GivenLayer { name, crs: &system.crs, description, geometry_type: geometry_type(layer), columns };
    write_given(path, &given, layer.features.iter().map(|feature| row(feature, &kinds)))
}

/// The SQL type of each field: that of all its values, text where they differ.
fn kinds(layer: &Layer) -> Vec<&'static str> {
    let mut kinds: Vec<Option<&'static str>> = vec![None; layer.fields.len()];
    for (position, value) in layer.features.iter().flat_map(|feature| &feature.attributes) {
        let of = match value {
            Value::Bool(_) => "BOOLEAN",
            _ if value.as_whole().is_some() => "INTEGER",
            Value::Number(_) => "REAL",
            Value::Text(_) => "TEXT",
        };
        if let Some(kind) = kinds.get_mut(*position as usize) {
            *kind = Some(match *kind {
                None => of,
                Some(known) if known == of => of,
                Some("INTEGER" | "REAL") if matches!(of, "INTEGER" | "REAL") => "REAL",
                Some(_) => "TEXT",
            });
        }
    }
    kinds.into_iter().map(|kind| kind.unwrap_or("TEXT")).collect()
}

/// The type that all geometries have in common.
fn geometry_type(layer: &Layer) -> &'static str {
    let of = |geometry: &Geometry<f64>| match geometry {
        Geometry::Point(_) => "POINT",
        Geometry::MultiPoint(_) => "MULTIPOINT",
        Geometry::LineString(_) => "LINESTRING",
        Geometry::MultiLineString(_) => "MULTILINESTRING",
        Geometry::Polygon(_) => "POLYGON",
        Geometry::MultiPolygon(_) => "MULTIPOLYGON",
        _ => "GEOMETRY",
    };
    let mut types = layer.features.iter().filter_map(|feature| feature.geometry.as_ref()).map(of);
    let first = types.next().unwrap_or("GEOMETRY");
    if types.all(|other| other == first) { first } else { "GEOMETRY" }
}

fn row<'a>(feature: &'a Feature, kinds: &[&str]) -> GivenFeature<'a> {
    let geometry = feature.geometry.as_ref();
    let value = |(position, kind): (u32, &&str)| match feature.value(position) {
        None => Sql::Null,
        Some(Value::Bool(value)) if *kind == "BOOLEAN" => Sql::Integer(i64::from(*value)),
        Some(Value::Number(number)) if *kind == "REAL" => Sql::Real(*number),
        Some(value) => match value.as_whole().filter(|_| *kind == "INTEGER") {
            Some(whole) => Sql::Integer(whole),
            None => Sql::Text(value.as_text()),
        },
    };
    GivenFeature { geometry, values: (0..).zip(kinds).map(value).collect() }
}
