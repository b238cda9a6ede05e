//! From one coordinate system and datum straight to another, for files that are converted.

use geo::{Coord, Rect};

use super::datum::{from_wgs84, to_wgs84};
use super::definition::{Crs, Reference};
use super::route::{Route, Step};
use crate::error::Error;
use crate::project::Datum;

/// A coordinate system, and the datum of its longitudes and latitudes where it is not the system's own.
#[derive(Debug, Clone, PartialEq)]
pub struct System {
    /// The coordinate system.
    pub crs: Crs,
    /// GCJ-02 or BD-09, where its longitudes and latitudes are shifted.
    pub shifted: Option<Datum>,
}

impl System {
    /// The system of this CRS and datum.
    ///
    /// # Errors
    /// A datum of longitudes and latitudes for a CRS that has none, or has those of another datum.
    pub fn of(crs: Crs, datum: Option<Datum>) -> Result<Self, Error> {
        let against = |code| {
            let datum = datum.map_or("", Datum::name);
            Error::usage(code).with("datum", datum).with("crs", crs.shown())
        };
        let shifted = datum.filter(|datum| matches!(datum, Datum::Gcj02 | Datum::Bd09));
        if shifted.is_some() && !crs.is_geographic() {
            return Err(against("datum-of-plane"));
        }
        if datum.is_some() && crs.reference != Reference::Wgs84 {
            return Err(against("datum-against-crs"));
        }
        Ok(Self { crs, shifted })
    }
}

/// The way from one system to another. Belongs to one thread.
pub struct Mover {
    shifted: [Option<Datum>; 2],
    is_geographic: bool,
    /// `None` where coordinates stay as they are, to the last bit.
    steps: Option<[Step; 2]>,
}

impl Mover {
    /// The way for data that lie in `bounds`, in coordinates of `from`.
    ///
    /// # Errors
    /// When PROJ knows no way.
    pub fn between(from: &System, to: &System, bounds: Rect<f64>) -> Result<Self, Error> {
        let shifted = [from.shifted, to.shifted];
        let is_geographic = from.crs.is_geographic();
        if from.crs.definition() == to.crs.definition() && from.shifted == to.shifted {
            return Ok(Self { shifted, is_geographic, steps: None });
        }
        let outward = Route::from_plane_centre(&from.crs, bounds.center())?;
        let middle = from.crs.lon_lat_bounds(bounds)?.center();
        let inward = Route::at_lon_lat(&to.crs, middle)?;
        let refused = |crs: &Crs| Error::data("crs-no-projection").with("crs", crs.shown());
        let outward = outward.outward().ok_or_else(|| refused(&from.crs))?;
        let inward = inward.inward().ok_or_else(|| refused(&to.crs))?;
        Ok(Self { shifted, is_geographic, steps: Some([outward, inward]) })
    }

    /// Whether coordinates stay as they are.
    pub fn is_idle(&self) -> bool {
        self.steps.is_none()
    }

    /// The coordinates of a place in the other system; `None` where there are none.
    pub fn moved(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        let Some([outward, inward]) = &self.steps else { return Some(at) };
        if self.is_geographic && (at.x.abs() > 180.0 || at.y.abs() > 90.0) {
            return None;
        }
        let [from, to] = self.shifted;
        let at = from.map_or(at, |datum| to_wgs84(datum, at));
        let lon_lat = outward.apply(at)?;
        let lon_lat = to.map_or(lon_lat, |datum| from_wgs84(datum, lon_lat));
        inward.apply(lon_lat).filter(|at| at.x.is_finite() && at.y.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system(crs: &str, datum: Option<Datum>) -> System {
        System::of(Crs::parse(crs).unwrap(), datum).unwrap()
    }

    fn moved(from: &System, to: &System, x: f64, y: f64) -> Coord<f64> {
        let at = Coord { x, y };
        Mover::between(from, to, Rect::new(at, at)).unwrap().moved(at).unwrap()
    }

    /// The check vector of the method: 120.90° E, 29.50° N.
    #[test]
    fn into_a_zone_and_back() {
        let (degrees, zone) = (system("EPSG:4490", None), system("EPSG:4549", None));
        let at = moved(&degrees, &zone, 120.9, 29.5);
        assert!((at.x - 587_271.519).abs() < 1e-3 && (at.y - 3_265_026.815).abs() < 1e-3, "{at:?}");
        let back = moved(&zone, &degrees, at.x, at.y);
        assert!((back.x - 120.9).abs() < 1e-11 && (back.y - 29.5).abs() < 1e-11, "{back:?}");
        let prefixed = moved(&zone, &system("EPSG:4528", None), at.x, at.y);
        assert!((prefixed.x - at.x - 4e7).abs() < 1e-6 && (prefixed.y - at.y).abs() < 1e-6);
    }

    /// There and back again is the same place to far less than a millimetre, whatever lies between.
    #[test]
    fn shifted_datums_come_back() {
        let plain = system("EPSG:4490", None);
        for datum in [Datum::Gcj02, Datum::Bd09] {
            let shifted = system("EPSG:4326", Some(datum));
            let there = moved(&plain, &shifted, 120.9, 29.5);
            assert!((there.x - 120.9).abs() > 3e-3);
            let back = moved(&shifted, &plain, there.x, there.y);
            assert!((back.x - 120.9).abs() < 1e-9 && (back.y - 29.5).abs() < 1e-9, "{back:?}");
        }
        let both = moved(
            &system("EPSG:4326", Some(Datum::Gcj02)),
            &system("EPSG:4326", Some(Datum::Bd09)),
            120.9,
            29.5,
        );
        assert!((both.x - 120.9).hypot(both.y - 29.5) > 5e-3);
    }

    #[test]
    fn what_needs_no_move_keeps_every_bit() {
        let zone = system("EPSG:4549", None);
        let at = Coord { x: 587_271.519_123_456_7, y: 3_265_026.815 };
        let mover = Mover::between(&zone, &zone, Rect::new(at, at)).unwrap();
        assert!(mover.is_idle());
        assert_eq!(mover.moved(at), Some(at));
    }

    #[test]
    fn a_shifted_datum_belongs_to_degrees() {
        let of = |crs, datum| System::of(Crs::parse(crs).unwrap(), Some(datum)).map_err(|error| error.code);
        assert_eq!(of("EPSG:4549", Datum::Gcj02).unwrap_err(), "datum-of-plane");
        assert!(of("EPSG:4549", Datum::Cgcs2000).is_ok());
    }
}
