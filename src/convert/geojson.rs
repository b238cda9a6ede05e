//! Layers as GeoJSON.

use std::io::{self, Write};

use ::geojson::{Geometry, JsonObject, JsonValue};

use crate::crs::System;
use crate::read::{Feature, Layer, Value};

/// Writes a document. A system other than WGS 84 longitudes and latitudes is named by the older member `crs`, which GIS
/// programs honour; no such member can say that coordinates are GCJ-02 or BD-09.
pub(super) fn write_document(layer: &Layer, system: &System, to: &mut impl Write) -> io::Result<()> {
    to.write_all(b"{\"type\":\"FeatureCollection\",")?;
    if let Some(urn) = urn(system) {
        write!(to, "\"crs\":{{\"type\":\"name\",\"properties\":{{\"name\":\"{urn}\"}}}},")?;
    }
    to.write_all(b"\"features\":[")?;
    for (number, feature) in layer.features.iter().enumerate() {
        to.write_all(if number == 0 { b"\n" } else { b",\n" })?;
        write!(to, "{}", geojson(layer, feature))?;
    }
    to.write_all(b"\n]}\n")
}

/// Writes the features, each on a line of its own.
pub(super) fn write_lines(layer: &Layer, to: &mut impl Write) -> io::Result<()> {
    layer.features.iter().try_for_each(|feature| writeln!(to, "{}", geojson(layer, feature)))
}

/// The name of a system that is not that of RFC 7946.
fn urn(system: &System) -> Option<String> {
    let code = system.crs.definition().strip_prefix("EPSG:")?;
    (code != "4326").then(|| format!("urn:ogc:def:crs:EPSG::{code}"))
}

fn geojson(layer: &Layer, feature: &Feature) -> ::geojson::Feature {
    let mut properties = JsonObject::new();
    for (position, value) in &feature.attributes {
        if let Some(name) = layer.fields.get(*position as usize) {
            properties.insert(name.clone(), json(value));
        }
    }
    ::geojson::Feature {
        id: feature.id.clone().map(::geojson::feature::Id::String),
        geometry: feature.geometry.as_ref().map(Geometry::from),
        properties: Some(properties),
        ..::geojson::Feature::default()
    }
}

fn json(value: &Value) -> JsonValue {
    match (value, value.as_whole()) {
        (_, Some(whole)) => whole.into(),
        (Value::Bool(value), None) => (*value).into(),
        (Value::Number(number), None) => (*number).into(),
        (Value::Text(text), None) => text.as_ref().into(),
    }
}
