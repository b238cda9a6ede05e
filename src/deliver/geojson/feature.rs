//! The text of one feature, by the `geojson` crate.

use ::geojson::{Geometry, JsonValue, Position};
use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::super::layers::{Feature, Field, Shape, Value};
use super::super::rounding::Fixed;
use crate::error::Error;
use crate::geometry::{signed_area, valid_on_grid};

/// Units of a written coordinate in a degree: 7 decimals.
const UNITS: f64 = 1e7;

/// Appends a feature on a line of its own, led by the comma that parts it from the one before; with a geometry of
/// `null` (an unlocated feature) where nothing of its land is as wide as the last decimal.
///
/// # Errors
/// A coordinate has no longitude and latitude.
pub(crate) fn write_feature(
    fields: &[Field],
    feature: &Feature<'_>,
    lon_lat: &impl Fn(Coord<f64>) -> Option<Coord<f64>>,
    out: &mut String,
) -> Result<(), Error> {
    let geometry = match &feature.shape {
        Shape::Place(at) => Some(Geometry::new_point(position(&in_units(*at, lon_lat)?, Coord::zero()))),
        Shape::Land(shape) => land(shape, lon_lat)?,
    };
    let named = fields.iter().zip(&feature.values);
    let properties = named.map(|(field, value)| (field.name.clone(), json(value))).collect();
    let feature =
        ::geojson::Feature { geometry, properties: Some(properties), ..::geojson::Feature::default() };
    out.push_str(",\n");
    out.push_str(&feature.to_string());
    Ok(())
}

fn json(value: &Value) -> JsonValue {
    match value {
        Value::Nothing => JsonValue::Null,
        Value::Text(text) => text.as_str().into(),
        Value::Whole(number) => (*number).into(),
        Value::Number(number) => (*number).into(),
    }
}

/// Land as polygons; `None` where nothing of it is as wide as the last decimal.
fn land(
    shape: &MultiPolygon<f64>,
    lon_lat: &impl Fn(Coord<f64>) -> Option<Coord<f64>>,
) -> Result<Option<Geometry>, Error> {
    let (shape, origin) = rounded(shape, lon_lat)?;
    let polygons: Vec<Vec<Vec<Position>>> = valid_on_grid(shape)
        .iter()
        .map(|polygon| {
            let exterior = ring(polygon.exterior(), origin, Winding::Anticlockwise);
            let holes = polygon.interiors().iter().map(|hole| ring(hole, origin, Winding::Clockwise));
            std::iter::once(exterior).chain(holes).collect()
        })
        .collect();
    Ok((!polygons.is_empty()).then(|| Geometry::new_multi_polygon(polygons)))
}

/// A place in units of the last decimal.
///
/// # Errors
/// It has no longitude and latitude.
fn in_units(
    at: Coord<f64>,
    lon_lat: &impl Fn(Coord<f64>) -> Option<Coord<f64>>,
) -> Result<Coord<f64>, Error> {
    let Some(place) = lon_lat(at) else {
        return Err(Error::data("output-unprojectable")
            .with("easting", Fixed::of(at.x, 3))
            .with("northing", Fixed::of(at.y, 3)));
    };
    Ok(Coord { x: (place.x * UNITS).round(), y: (place.y * UNITS).round() })
}

/// A shape in units of the last decimal about an origin, and that origin. Rings that enclose nothing there are left
/// out. It need not be valid: see [`valid_on_grid`].
///
/// # Errors
/// A coordinate has no longitude and latitude.
fn rounded(
    shape: &MultiPolygon<f64>,
    lon_lat: &impl Fn(Coord<f64>) -> Option<Coord<f64>>,
) -> Result<(MultiPolygon<f64>, Coord<f64>), Error> {
    let mut origin = None;
    let mut rounded_ring = |ring: &LineString<f64>| -> Result<Option<LineString<f64>>, Error> {
        let mut units: Vec<Coord<f64>> = Vec::with_capacity(ring.0.len());
        for at in &ring.0 {
            let unit = in_units(*at, lon_lat)?;
            let unit = unit - *origin.get_or_insert(unit);
            if units.last() != Some(&unit) {
                units.push(unit);
            }
        }
        while units.len() > 1 && units.first() == units.last() {
            units.pop();
        }
        units.extend(units.first().copied());
        Ok((units.len() > 3 && signed_area(&units) != 0.0).then_some(LineString(units)))
    };
    let mut polygons = Vec::with_capacity(shape.0.len());
    for polygon in shape {
        let Some(exterior) = rounded_ring(polygon.exterior())? else { continue };
        let mut holes = Vec::with_capacity(polygon.interiors().len());
        for hole in polygon.interiors() {
            holes.extend(rounded_ring(hole)?);
        }
        polygons.push(Polygon::new(exterior, holes));
    }
    Ok((MultiPolygon(polygons), origin.unwrap_or_default()))
}

/// A place of units about an origin, in degrees. Whole numbers far below 2^53: the sum is exact, the quotient the number
/// nearest to its decimals.
fn position(at: &Coord<f64>, origin: Coord<f64>) -> Position {
    Position::from([(at.x + origin.x) / UNITS, (at.y + origin.y) / UNITS])
}

/// Which way round a ring goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Winding {
    Anticlockwise,
    Clockwise,
}

/// A ring of units about an origin, in degrees.
fn ring(ring: &LineString<f64>, origin: Coord<f64>, winding: Winding) -> Vec<Position> {
    let position = |c: &Coord<f64>| position(c, origin);
    // A ring is closed, so that turned round its first position stays the first.
    if (signed_area(&ring.0) > 0.0) == (winding == Winding::Anticlockwise) {
        ring.0.iter().map(position).collect()
    } else {
        ring.0.iter().rev().map(position).collect()
    }
}
