//! The text of one feature.

use std::fmt::Write;

use geo::{Coord, LineString, MultiPolygon};

use super::super::rounding::Fixed;
use crate::error::Error;

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
        let start = self.out.len();
        self.out.push_str("{\"type\":\"MultiPolygon\",\"coordinates\":[");
        let mut n_polygons = 0;
        let mut units = Vec::new();
        for polygon in shape {
            let before = self.out.len();
            self.out.push_str(if n_polygons == 0 { "[" } else { ",[" });
            if !ring(self.out, &mut units, polygon.exterior(), Winding::Anticlockwise, lon_lat)? {
                self.out.truncate(before);
                continue;
            }
            n_polygons += 1;
            for hole in polygon.interiors() {
                let before = self.out.len();
                self.out.push(',');
                if !ring(self.out, &mut units, hole, Winding::Clockwise, lon_lat)? {
                    self.out.truncate(before);
                }
            }
            self.out.push(']');
        }
        if n_polygons == 0 {
            self.out.truncate(start);
            self.out.push_str("null}");
        } else {
            self.out.push_str("]}}");
        }
        Ok(())
    }
}

/// Which way round a ring goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Winding {
    Anticlockwise,
    Clockwise,
}

/// Appends a ring; `false` (and nothing appended) where its written coordinates enclose nothing.
fn ring(
    out: &mut String,
    units: &mut Vec<(i64, i64)>,
    ring: &LineString<f64>,
    winding: Winding,
    lon_lat: &impl Fn(Coord<f64>) -> Option<Coord<f64>>,
) -> Result<bool, Error> {
    units.clear();
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
    let twice_area = twice_area(units);
    if units.len() < 3 || twice_area == 0.0 {
        return Ok(false);
    }
    // The first position stays the first when the ring is turned.
    if (twice_area > 0.0) != (winding == Winding::Anticlockwise) {
        units[1..].reverse();
    }
    out.push('[');
    for (x, y) in units.iter().chain(units.first()) {
        out.push('[');
        coordinate(out, *x);
        out.push(',');
        coordinate(out, *y);
        out.push_str("],");
    }
    out.pop();
    out.push(']');
    Ok(true)
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

fn coordinate(out: &mut String, units: i64) {
    if units < 0 {
        out.push('-');
    }
    let (units, one) = (units.unsigned_abs(), UNITS as u64);
    let _ = write!(out, "{}.{:07}", units / one, units % one);
}
