//! GCJ-02 (Amap, Tencent) and BD-09 (Baidu): longitudes and latitudes that are shifted on purpose.
//!
//! The formulas are the public, well-known ones. They hold in the box of longitude 72.004° to 137.8347° and latitude
//! 0.8293° to 55.8271° that stands for China in them; outside it no shift is applied. The box is asked of the
//! coordinates as given, so within some 1 km of its edge (which lies far from land of China, but for the south sea)
//! there and back need not meet.

use geo::Coord;

use crate::project::Datum;

/// Semi-major axis of the Krassovsky ellipsoid, on which GCJ-02 computes; metres.
const A: f64 = 6_378_245.0;
/// Its squared eccentricity.
const E2: f64 = 0.006_693_421_622_965_943;
/// The frequency of Baidu's ripple, per degree in radians.
const RIPPLE: f64 = std::f64::consts::PI * 3000.0 / 180.0;

/// Longitude and latitude in degrees of `from`, on WGS 84.
///
/// There is no closed inverse: the shift is searched for until it moves by less than 1e-12 degrees, so that there
/// and back agree to far less than 1 mm (1e-9 degrees are 0.1 mm). WGS 84 and CGCS2000 are left as they are, as is
/// everything outside the box of China.
pub fn to_wgs84(from: Datum, lon_lat: Coord<f64>) -> Coord<f64> {
    match from {
        Datum::Wgs84 | Datum::Cgcs2000 => lon_lat,
        _ if !is_in_china(lon_lat) => lon_lat,
        Datum::Gcj02 => inverse(gcj02, lon_lat),
        Datum::Bd09 => inverse(gcj02, inverse(bd09_of_gcj02, lon_lat)),
    }
}

/// WGS 84 longitude and latitude in degrees, as `to` has them. Outside the box of China they stay as they are.
pub fn from_wgs84(to: Datum, lon_lat: Coord<f64>) -> Coord<f64> {
    match to {
        Datum::Wgs84 | Datum::Cgcs2000 => lon_lat,
        _ if !is_in_china(lon_lat) => lon_lat,
        Datum::Gcj02 => gcj02(lon_lat),
        Datum::Bd09 => bd09_of_gcj02(gcj02(lon_lat)),
    }
}

/// Whether the shift is applied here; a point on the edge of the box is inside.
fn is_in_china(lon_lat: Coord<f64>) -> bool {
    (72.004..=137.8347).contains(&lon_lat.x) && (0.8293..=55.8271).contains(&lon_lat.y)
}

/// Fixed-point iteration: each round shrinks the error some hundredfold, since the shifts hardly change from place
/// to place (by less than 0.01 of the distance).
fn inverse(shift: impl Fn(Coord<f64>) -> Coord<f64>, shifted: Coord<f64>) -> Coord<f64> {
    const ROUNDS: usize = 30;
    let mut found = shifted;
    for _ in 0..ROUNDS {
        let error = shift(found) - shifted;
        found = found - error;
        if error.x.abs().max(error.y.abs()) < 1e-12 {
            break;
        }
    }
    found
}

/// WGS 84 to GCJ-02.
fn gcj02(at: Coord<f64>) -> Coord<f64> {
    use std::f64::consts::PI;
    let (x, y) = (at.x - 105.0, at.y - 35.0);
    let root = x.abs().sqrt();
    let wave = (20.0 * (6.0 * x * PI).sin() + 20.0 * (2.0 * x * PI).sin()) * 2.0 / 3.0;
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * root
        + wave
        + (20.0 * (y * PI).sin() + 40.0 * (y / 3.0 * PI).sin()) * 2.0 / 3.0
        + (160.0 * (y / 12.0 * PI).sin() + 320.0 * (y * PI / 30.0).sin()) * 2.0 / 3.0;
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * root
        + wave
        + (20.0 * (x * PI).sin() + 40.0 * (x / 3.0 * PI).sin()) * 2.0 / 3.0
        + (150.0 * (x / 12.0 * PI).sin() + 300.0 * (x / 30.0 * PI).sin()) * 2.0 / 3.0;
    let latitude = at.y.to_radians();
    let w2 = 1.0 - E2 * latitude.sin() * latitude.sin();
    let w = w2.sqrt();
    Coord {
        x: at.x + (east / (A / w * latitude.cos())).to_degrees(),
        y: at.y + (north / (A * (1.0 - E2) / (w2 * w))).to_degrees(),
    }
}

/// GCJ-02 to BD-09.
fn bd09_of_gcj02(at: Coord<f64>) -> Coord<f64> {
    let radius = at.x.hypot(at.y) + 0.000_02 * (at.y * RIPPLE).sin();
    let angle = at.y.atan2(at.x) + 0.000_003 * (at.x * RIPPLE).cos();
    Coord { x: radius * angle.cos() + 0.0065, y: radius * angle.sin() + 0.006 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 664 cities of China in all three datums, as the library gcoord publishes them for its tests, 7 decimals
    /// each. From GCJ-02 to BD-09 they follow the formula to the last decimal; the GCJ-02 coordinates are those of a
    /// map service, from which the public formula differs by up to 7.4e-6 degrees (0.8 m).
    #[test]
    fn published_cities_agree() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/realdata/gcj02/gcoord_china-cities.json");
        let Ok(text) = std::fs::read_to_string(path) else {
            println!("SKIPPED: {path} is not there");
            return;
        };
        let cities: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let cities = cities.as_array().expect("an array");
        assert_eq!(cities.len(), 664);
        let close = |found: Coord<f64>, expected: Coord<f64>, tolerance: f64| {
            let off = found - expected;
            assert!(off.x.abs().max(off.y.abs()) < tolerance, "{found:?} {expected:?}");
        };
        for city in cities {
            let [wgs84, gcj02, bd09] = ["WGS84", "GCJ02", "BD09"].map(|name| {
                let c = &city["coords"][name];
                Coord { x: c[0].as_f64().expect("x"), y: c[1].as_f64().expect("y") }
            });
            close(from_wgs84(Datum::Gcj02, wgs84), gcj02, 7.5e-6);
            close(to_wgs84(Datum::Gcj02, gcj02), wgs84, 7.5e-6);
            close(bd09_of_gcj02(gcj02), bd09, 1.5e-7);
            close(from_wgs84(Datum::Bd09, to_wgs84(Datum::Gcj02, gcj02)), bd09, 1.5e-7);
            close(to_wgs84(Datum::Bd09, bd09), to_wgs84(Datum::Gcj02, gcj02), 1.5e-7);
        }
    }

    /// domain.md 8: at Xinchang the points are displaced by about 490 m and 1080 m.
    #[test]
    fn the_shift_at_xinchang_is_larger_than_a_five_minute_circle() {
        let at = Coord { x: 120.90, y: 29.50 };
        let metres = |datum| {
            let off = from_wgs84(datum, at) - at;
            (off.x * 111_320.0 * at.y.to_radians().cos()).hypot(off.y * 110_900.0)
        };
        assert!((metres(Datum::Gcj02) - 490.0).abs() < 20.0, "{}", metres(Datum::Gcj02));
        assert!((metres(Datum::Bd09) - 1080.0).abs() < 40.0, "{}", metres(Datum::Bd09));
    }

    #[test]
    fn outside_the_box_and_without_a_shift_nothing_moves() {
        for at in [Coord { x: 9.5, y: 47.1 }, Coord { x: 72.0, y: 30.0 }, Coord { x: 120.0, y: 56.0 }] {
            assert_eq!(from_wgs84(Datum::Gcj02, at), at);
            assert_eq!(to_wgs84(Datum::Bd09, at), at);
        }
        let at = Coord { x: 120.9, y: 29.5 };
        assert_eq!(from_wgs84(Datum::Cgcs2000, at), at);
        assert_eq!(to_wgs84(Datum::Wgs84, at), at);
    }

    proptest! {
        /// Inside the box (its last 0.02 degrees left out) there and back meet to less than 1e-9 degrees.
        #[test]
        fn there_and_back_meet(x in 72.03..137.81_f64, y in 0.85..55.80_f64) {
            let at = Coord { x, y };
            for datum in [Datum::Gcj02, Datum::Bd09] {
                let off = to_wgs84(datum, from_wgs84(datum, at)) - at;
                prop_assert!(off.x.abs().max(off.y.abs()) < 1e-9, "{off:?}");
                let off = from_wgs84(datum, to_wgs84(datum, at)) - at;
                prop_assert!(off.x.abs().max(off.y.abs()) < 1e-9, "{off:?}");
            }
        }
    }
}
