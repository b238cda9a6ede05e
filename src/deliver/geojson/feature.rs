//! The text of one feature.

use std::fmt::Write;

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::super::rounding::Fixed;
use crate::error::Error;
use crate::geometry::{signed_area, valid_on_grid};

/// Units of a written coordinate in a degree: 7 decimals.
const UNITS: f64 = 1e7;

/// A feature under construction: properties first, the geometry last.
pub(super) struct Feature<'a> {
    out: &'a mut String,
    has_properties: bool,
}

impl<'a> Feature<'a> {
    /// Begins a feature on a line of its own, led by the comma that parts it from the one before.
    pub(super) fn begin(out: &'a mut String) -> Self {
        out.push_str(",\n{\"type\":\"Feature\",\"properties\":{");
        Self { out, has_properties: false }
    }

    fn key(&mut self, key: &str) {
        if self.has_properties {
            self.out.push(',');
        }
        self.has_properties = true;
        self.raw(format_args!("\"{key}\":"));
    }

    fn raw(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.out.write_fmt(text);
    }

    /// A text; `null` where there is none.
    pub(super) fn text(&mut self, key: &str, text: Option<&str>) {
        self.key(key);
        match text {
            Some(text) => self.raw(format_args!("{}", serde_json::Value::from(text))),
            None => self.out.push_str("null"),
        }
    }

    /// A number with so many decimals; `null` where it does not apply.
    pub(super) fn number(&mut self, key: &str, value: Option<f64>, decimals: u32) {
        self.key(key);
        match value {
            Some(value) if value.is_finite() => self.raw(format_args!("{}", Fixed::of(value, decimals))),
            _ => self.out.push_str("null"),
        }
    }

    /// A number as it stands, as in `report.json`.
    pub(super) fn exact(&mut self, key: &str, value: f64) {
        self.key(key);
        self.raw(format_args!("{}", serde_json::Value::from(value)));
    }

    /// A whole number.
    pub(super) fn integer(&mut self, key: &str, value: usize) {
        self.key(key);
        self.raw(format_args!("{value}"));
    }

    /// Ends the feature with its land; with `null` (an unlocated feature) where nothing of it is as wide as the
    /// last decimal.
    ///
    /// # Errors
    /// A coordinate has no longitude and latitude.
    pub(super) fn end(
        self,
        shape: &MultiPolygon<f64>,
        lon_lat: &impl Fn(Coord<f64>) -> Option<Coord<f64>>,
    ) -> Result<(), Error> {
        self.out.push_str("},\"geometry\":");
        let (shape, origin) = rounded(shape, lon_lat)?;
        let shape = valid_on_grid(shape);
        if shape.0.is_empty() {
            self.out.push_str("null}");
            return Ok(());
        }
        self.out.push_str("{\"type\":\"MultiPolygon\",\"coordinates\":[");
        for polygon in &shape {
            self.out.push('[');
            ring(self.out, polygon.exterior(), origin, Winding::Anticlockwise);
            for hole in polygon.interiors() {
                ring(self.out, hole, origin, Winding::Clockwise);
            }
            self.out.pop();
            self.out.push_str("],");
        }
        self.out.pop();
        self.out.push_str("]}}");
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

/// Appends a ring of units about an origin, and a comma.
fn ring(out: &mut String, ring: &LineString<f64>, origin: Coord<f64>, winding: Winding) {
    let is_as_it_should = (signed_area(&ring.0) > 0.0) == (winding == Winding::Anticlockwise);
    out.push('[');
    let mut position = |at: &Coord<f64>| {
        out.push('[');
        // Whole numbers far below 2^53: exact.
        coordinate(out, (at.x + origin.x) as i64);
        out.push(',');
        coordinate(out, (at.y + origin.y) as i64);
        out.push_str("],");
    };
    // A ring is closed, so that turned round its first position stays the first.
    if is_as_it_should {
        ring.0.iter().for_each(&mut position);
    } else {
        ring.0.iter().rev().for_each(&mut position);
    }
    out.pop();
    out.push_str("],");
}

fn coordinate(out: &mut String, units: i64) {
    if units < 0 {
        out.push('-');
    }
    let (units, one) = (units.unsigned_abs(), UNITS as u64);
    let _ = write!(out, "{}.{:07}", units / one, units % one);
}
