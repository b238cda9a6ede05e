//! Whether coordinates can be of a CRS at all: their magnitude gives a wrong one away.

use geo::Rect;

use super::definition::{Crs, Grid};
use super::zone;
use crate::error::Error;

/// Where coordinates look like what.
mod looks {
    use geo::Rect;

    /// Whether all of `bounds` lies within these ranges of x and y, ends included.
    fn within(bounds: Rect<f64>, x: (f64, f64), y: (f64, f64)) -> bool {
        bounds.min().x >= x.0 && bounds.max().x <= x.1 && bounds.min().y >= y.0 && bounds.max().y <= y.1
    }

    pub(super) fn degrees(bounds: Rect<f64>) -> bool {
        within(bounds, (-180.0, 180.0), (-90.0, 90.0))
    }

    /// Latitude first, beyond doubt: the second is no latitude.
    pub(super) fn swapped_degrees(bounds: Rect<f64>) -> bool {
        within(bounds, (-90.0, 90.0), (-180.0, 180.0)) && (bounds.min().y > 90.0 || bounds.max().y < -90.0)
    }

    /// Latitude first, all of it in China.
    pub(super) fn swapped_china(bounds: Rect<f64>) -> bool {
        within(bounds, (3.0, 54.0), (73.0, 136.0))
    }

    /// No longitude or no latitude among them.
    pub(super) fn no_degrees(bounds: Rect<f64>) -> bool {
        let (low, high) = (bounds.min(), bounds.max());
        low.x > 180.0 || high.x < -180.0 || low.y > 90.0 || high.y < -90.0
    }

    /// Easting and northing of a zone without its number.
    pub(super) fn plain_zone(bounds: Rect<f64>) -> bool {
        within(bounds, (2e5, 8e5), (0.0, 6.2e6))
    }

    /// Northing of China before easting, with or without a zone number.
    pub(super) fn swapped_zone(bounds: Rect<f64>) -> bool {
        within(bounds, (3.2e5, 6.2e6), (2e5, 8e5)) && bounds.min().x >= 2e6
            || within(bounds, (3.2e5, 6.2e6), (1.3e7, 4.6e7))
    }

    /// China in web Mercator. Eastings of the 6° zones 13 to 15 look the same; they are much rarer.
    pub(super) fn web_mercator(bounds: Rect<f64>) -> bool {
        within(bounds, (8.1e6, 1.52e7), (3.3e5, 7.2e6))
    }
}

/// Why coordinates within `bounds` cannot be of `crs`; `None` when nothing speaks against it.
pub(super) fn suspicion(crs: &Crs, bounds: Rect<f64>) -> Option<Error> {
    let (low, high) = (bounds.min(), bounds.max());
    if ![low.x, low.y, high.x, high.y].iter().all(|v| v.is_finite()) {
        return Some(Error::data("coordinates-not-finite"));
    }
    match &crs.grid {
        None => not_degrees(crs, bounds),
        Some(grid) => not_of_grid(grid, bounds),
    }
}

/// What speaks against longitudes and latitudes.
fn not_degrees(crs: &Crs, bounds: Rect<f64>) -> Option<Error> {
    if looks::degrees(bounds) {
        let is_swapped = crs.is_cgcs2000() && looks::swapped_china(bounds);
        return is_swapped.then(|| Error::data("coordinates-latitude-first"));
    }
    Some(if looks::swapped_degrees(bounds) {
        Error::data("coordinates-latitude-first")
    } else if looks::swapped_zone(bounds) {
        Error::data("coordinates-northing-first")
    } else if looks::web_mercator(bounds) {
        Error::data("coordinates-of-web-mercator")
    } else if let Some(code) = code_of_prefix(bounds) {
        Error::data("coordinates-of-zone-in-degrees").with("epsg", code)
    } else if looks::plain_zone(bounds) {
        Error::data("coordinates-of-plain-zone-in-degrees")
    } else if looks::no_degrees(bounds) {
        Error::data("coordinates-not-degrees")
    } else {
        Error::data("coordinates-some-not-degrees")
    })
}

/// What speaks against a plane.
fn not_of_grid(grid: &Grid, bounds: Rect<f64>) -> Option<Error> {
    if looks::degrees(bounds) || looks::swapped_degrees(bounds) {
        return Some(Error::data("coordinates-in-degrees"));
    }
    let false_easting = grid.false_easting.filter(|_| grid.is_gauss_kruger())?;
    let meridian = grid.central_meridian?;
    let of_crs = zone::number(false_easting);
    if of_crs.is_none() && false_easting != 500_000.0 {
        // A local plane may have its origin anywhere.
        return None;
    }
    let stated = code_of_prefix(bounds);
    if stated.is_some() && stated == of_crs.and_then(zone::of_number) {
        return None;
    }
    if looks::swapped_zone(bounds) {
        return Some(Error::data("coordinates-northing-first"));
    }
    if looks::web_mercator(bounds) {
        return Some(Error::data("coordinates-of-web-mercator"));
    }
    match (of_crs, stated) {
        (None, Some(code)) => Some(Error::data("coordinates-with-zone-number").with("epsg", code)),
        (Some(_), Some(code)) => Some(Error::data("coordinates-of-other-zone").with("epsg", code)),
        (Some(_), None) if looks::plain_zone(bounds) => Some(match zone::plain(meridian) {
            Some(code) => Error::data("coordinates-without-zone-number").with("epsg", code),
            None => Error::data("coordinates-without-zone-number-or-code"),
        }),
        _ => None,
    }
}

/// The code of the zone whose number stands before all eastings.
fn code_of_prefix(bounds: Rect<f64>) -> Option<u32> {
    let (low, high) = (bounds.min(), bounds.max());
    let is_zone = |easting: f64| (1e5..=9e5).contains(&easting.rem_euclid(1e6));
    let number = zone::number(low.x)?;
    let is_one = zone::number(high.x) == Some(number) && is_zone(low.x) && is_zone(high.x);
    (is_one && low.y >= 0.0 && high.y <= 6.2e6).then(|| zone::of_number(number)).flatten()
}

/// A range of coordinates as messages show it.
pub(super) fn range(low: f64, high: f64) -> String {
    if low == high { short(low) } else { format!("{}…{}", short(low), short(high)) }
}

/// A coordinate with as many decimals as tell degrees from metres.
fn short(value: f64) -> String {
    if value.abs() <= 360.0 { format!("{value:.4}") } else { format!("{value:.1}") }
}
