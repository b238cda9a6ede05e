//! The text of one feature, by the `geojson` crate.

use ::geojson::{Geometry, JsonObject, JsonValue, Position};
use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::super::rounding::Fixed;
use crate::error::Error;
use crate::geometry::{signed_area, valid_on_grid};

/// Units of a written coordinate in a degree: 7 decimals.
const UNITS: f64 = 1e7;

/// A feature under construction.
pub(super) struct Feature<'a> {
    out: &'a mut String,
    properties: JsonObject,
}

impl<'a> Feature<'a> {
    /// Begins a feature; [`Feature::end`] appends it to `out`.
    pub(super) fn begin(out: &'a mut String) -> Self {
        Self { out, properties: JsonObject::new() }
    }

    fn set(&mut self, key: &str, value: impl Into<JsonValue>) {
        self.properties.insert(key.to_owned(), value.into());
    }

    /// A text; `null` where there is none.
    pub(super) fn text(&mut self, key: &str, text: Option<&str>) {
        self.set(key, text);
    }

    /// A number rounded to so many decimals; `null` where it does not apply.
    pub(super) fn number(&mut self, key: &str, value: Option<f64>, decimals: u32) {
        self.set(key, value.filter(|v| v.is_finite()).map(|v| Fixed::of(v, decimals).value()));
    }

    /// A number as it stands, as in `report.json`.
    pub(super) fn exact(&mut self, key: &str, value: f64) {
        self.set(key, value);
    }

    /// A whole number.
    pub(super) fn integer(&mut self, key: &str, value: usize) {
        self.set(key, value);
    }

    /// Ends the feature with its land, on a line of its own, led by the comma that parts it from the one before;
    /// with `null` (an unlocated feature) where nothing of the land is as wide as the last decimal.
    ///
    /// # Errors
    /// A coordinate has no longitude and latitude.
    pub(super) fn end(
        self,
        shape: &MultiPolygon<f64>,
        lon_lat: &impl Fn(Coord<f64>) -> Option<Coord<f64>>,
    ) -> Result<(), Error> {
        let (shape, origin) = rounded(shape, lon_lat)?;
        let polygons: Vec<Vec<Vec<Position>>> = valid_on_grid(shape)
            .iter()
            .map(|polygon| {
                let exterior = ring(polygon.exterior(), origin, Winding::Anticlockwise);
                let holes = polygon.interiors().iter().map(|hole| ring(hole, origin, Winding::Clockwise));
                std::iter::once(exterior).chain(holes).collect()
            })
            .collect();
        let feature = ::geojson::Feature {
            geometry: (!polygons.is_empty()).then(|| Geometry::new_multi_polygon(polygons)),
            properties: Some(self.properties),
            ..::geojson::Feature::default()
        };
        self.out.push_str(",\n");
        self.out.push_str(&feature.to_string());
        Ok(())
    }
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
            let Some(place) = lon_lat(*at) else {
                return Err(Error::data("output-unprojectable")
                    .with("easting", Fixed::of(at.x, 3))
                    .with("northing", Fixed::of(at.y, 3)));
            };
            let unit = Coord { x: (place.x * UNITS).round(), y: (place.y * UNITS).round() };
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

/// Which way round a ring goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Winding {
    Anticlockwise,
    Clockwise,
}

/// A ring of units about an origin, in degrees.
fn ring(ring: &LineString<f64>, origin: Coord<f64>, winding: Winding) -> Vec<Position> {
    // Whole numbers far below 2^53: the sum is exact, the quotient the number nearest to its decimals.
    let position = |c: &Coord<f64>| Position::from([(c.x + origin.x) / UNITS, (c.y + origin.y) / UNITS]);
    // A ring is closed, so that turned round its first position stays the first.
    if (signed_area(&ring.0) > 0.0) == (winding == Winding::Anticlockwise) {
        ring.0.iter().map(position).collect()
    } else {
        ring.0.iter().rev().map(position).collect()
    }
}
