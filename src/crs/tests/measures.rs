//! Scales and areas, against published figures and independent formulas.

use super::*;

/// The point scale of Gauss–Krüger by the series of the textbooks, in powers of A = Δλ cos φ.
fn series_scale(delta_lambda: f64, latitude: f64) -> f64 {
    const E2: f64 = 0.006_694_380_022_900_686;
    let (sin, cos) = latitude.to_radians().sin_cos();
    let (t2, c) = ((sin / cos).powi(2), E2 / (1.0 - E2) * cos * cos);
    let a2 = (delta_lambda.to_radians() * cos).powi(2);
    1.0 + (1.0 + c) * a2 / 2.0
        + (5.0 - 4.0 * t2 + 42.0 * c + 13.0 * c * c - 28.0 * E2 / (1.0 - E2)) * a2 * a2 / 24.0
        + (61.0 - 148.0 * t2 + 16.0 * t2 * t2) * a2 * a2 * a2 / 720.0
}

proptest! {
    /// The scale agrees with the series to 2e-9 within a zone (1e-9 of its own, and what the series leaves out).
    #[test]
    fn the_scale_is_that_of_the_series(x in 118.3..121.7_f64, y in 18.0..53.0_f64) {
        let plane = zone_120();
        let at = plane.projector(&Crs::wgs84(), None).unwrap().project(coord! { x: x, y: y }).unwrap();
        let scale = plane.unprojector().unwrap().scale(at).unwrap();
        prop_assert!((scale - series_scale(x - 120.0, y)).abs() < 2e-9, "{scale}");
    }

    /// Into the plane and out of it comes back to 1e-9 degrees (0.1 mm).
    #[test]
    fn there_and_back_meet(x in 117.0..123.0_f64, y in 3.0..54.0_f64) {
        let plane = zone_120();
        let at = plane.projector(&Crs::wgs84(), None).unwrap().project(coord! { x: x, y: y }).unwrap();
        let back = plane.unprojector().unwrap().lon_lat(at).unwrap();
        prop_assert!((back.x - x).abs().max((back.y - y).abs()) < 1e-9);
    }
}

fn square(x: f64, y: f64, side: f64) -> Vec<Coord<f64>> {
    [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 0.0)]
        .map(|(dx, dy)| coord! { x: x + dx, y: y + dy })
        .to_vec()
}

/// domain.md 9: squares of 1000 m in EPSG:4549.
#[test]
fn published_areas_of_squares() {
    let out = zone_120().unprojector().expect("an unprojector");
    for (x, expected) in [(587_000.0, 999_811.164_4), (500_000.0, 999_999.991_8)] {
        let ring = square(x, 3_265_000.0, 1000.0);
        let area = out.ellipsoidal_ring_area(&ring, None).expect("in reach");
        assert!((area - expected).abs() < 0.5e-4, "{area}");
        let lon_lat: Vec<_> = ring.iter().map(|&at| out.lon_lat(at).expect("in reach")).collect();
        assert_eq!(out.ellipsoidal_ring_area(&ring, Some(&lon_lat)), Some(area));
        let clockwise: Vec<_> = ring.iter().rev().copied().collect();
        let back = out.ellipsoidal_ring_area(&clockwise, None).expect("in reach");
        assert!((area + back).abs() < 1e-4, "{back}");
        assert_eq!(out.ellipsoidal_ring_area(&ring, Some(&lon_lat[1..])), None);
    }
    assert_eq!(out.ellipsoidal_ring_area(&[], None), Some(0.0));
    assert_eq!(out.ellipsoidal_ring_area(&square(587_000.0, 3_265_000.0, 1000.0)[..3], None), Some(0.0));
}

/// Another way to the same area: the integral of 1/k² over the square, by Gauss–Legendre with 3 × 3 points and k of
/// the series. The formula joins places by lines that are straight in longitude and latitude: at 67 m they are
/// within 0.1 mm of the plane's, which is 1e-7 of the area at most.
#[test]
fn the_area_is_the_integral_of_the_inverse_square_of_the_scale() {
    let out = zone_120().unprojector().expect("an unprojector");
    for (x, y, side) in
        [(587_000.0, 3_265_000.0, 1000.0), (640_000.0, 2_100_000.0, 350.0), (380_000.0, 5_200_000.0, 2000.0)]
    {
        let half = side / 2.0;
        let nodes = [(-0.6_f64.sqrt(), 5.0 / 9.0), (0.0, 8.0 / 9.0), (0.6_f64.sqrt(), 5.0 / 9.0)];
        let mut integral = 0.0;
        for (u, wu) in nodes {
            for (v, wv) in nodes {
                let at = out
                    .lon_lat(coord! { x: x + half * (1.0 + u), y: y + half * (1.0 + v) })
                    .expect("in reach");
                integral += half * half * wu * wv / series_scale(at.x - 120.0, at.y).powi(2);
            }
        }
        let area = out.ellipsoidal_ring_area(&square(x, y, side), None).expect("in reach");
        assert!((area / integral - 1.0).abs() < 1e-7, "{area} {integral}");
    }
}
