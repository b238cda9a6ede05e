//! The text of one feature, by the `geojson` crate.

use ::geojson::{Geometry, JsonObject, JsonValue, Position};
use geo::{Coord, LineString, MultiPolygon};

use super::super::rounding::Fixed;
use crate::error::Error;

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
        let mut polygons: Vec<Vec<Vec<Position>>> = Vec::new();
        for polygon in shape {
            let Some(exterior) = ring(polygon.exterior(), Winding::Anticlockwise, lon_lat)? else { continue };
            let mut rings = vec![exterior];
            for hole in polygon.interiors() {
                rings.extend(ring(hole, Winding::Clockwise, lon_lat)?);
            }
            polygons.push(rings);
        }
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

/// Which way round a ring goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Winding {
    Anticlockwise,
    Clockwise,
}

/// A ring in longitude and latitude; `None` where its written coordinates enclose nothing.
fn ring(
    ring: &LineString<f64>,
    winding: Winding,
    lon_lat: &impl Fn(Coord<f64>) -> Option<Coord<f64>>,
) -> Result<Option<Vec<Position>>, Error> {
    let mut units: Vec<(i64, i64)> = Vec::with_capacity(ring.0.len());
    for at in &ring.0 {
        let Some(place) = lon_lat(*at) else {
            return Err(Error::data("output-unprojectable")
                .with("easting", Fixed::of(at.x, 3))
                .with("northing", Fixed::of(at.y, 3)));
        };
        let unit = ((place.x * UNITS).round() as i64, (place.y * UNITS).round() as i64);
        if units.last() != Some(&unit) {
            units.push(unit);
        }
    }
    while units.len() > 1 && units.first() == units.last() {
        units.pop();
    }
    let twice_area = twice_area(&units);
    if units.len() < 3 || twice_area == 0.0 {
        return Ok(None);
    }
    // The first position stays the first when the ring is turned.
    if (twice_area > 0.0) != (winding == Winding::Anticlockwise) {
        units[1..].reverse();
    }
    let closed = units.iter().chain(units.first());
    Ok(Some(closed.map(|(x, y)| Position::from([*x as f64 / UNITS, *y as f64 / UNITS])).collect()))
}

/// Twice the area that the positions enclose, positive anticlockwise; relative to the first, to keep its digits.
fn twice_area(units: &[(i64, i64)]) -> f64 {
    let Some(&(x0, y0)) = units.first() else { return 0.0 };
    let relative = |(x, y): (i64, i64)| ((x - x0) as f64, (y - y0) as f64);
    units
        .windows(2)
        .map(|pair| {
            let ((x1, y1), (x2, y2)) = (relative(pair[0]), relative(pair[1]));
            x1 * y2 - x2 * y1
        })
        .sum()
}
