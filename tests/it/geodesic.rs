//! Circles on the ground against geodesics.

use geographiclib_rs::{DirectGeodesic, Geodesic};
use lifecircle::coverage::Coverage;
use lifecircle::model::Study;
use lifecircle::project::{Flags, Project};

/// Squares of 1 m whose middles lie 1000 m of geodesic from a facility, all around, 1.4° from the central meridian:
/// the circle runs through each middle, and so covers half of it. One tenth of a millimetre would show.
///
/// Found by a reader of the program: drawn about the facility itself the circle was 1.7 mm off to the east and west.
#[test]
fn a_ground_circle_is_a_geodesic_circle() {
    let (latitude, longitude) = (29.5, 121.4);
    let earth = Geodesic::wgs84();
    let squares: Vec<String> = (0..12)
        .map(|k| {
            let (y, x): (f64, f64) = earth.direct(latitude, longitude, 30.0 * f64::from(k), 1000.0);
            let (dx, dy) = (0.5 / (111_320.0 * y.to_radians().cos()), 0.5 / 110_850.0);
            let corner = |sx: f64, sy: f64| format!("[{:.13},{:.13}]", x + sx * dx, y + sy * dy);
            let ring = [corner(-1., -1.), corner(1., -1.), corner(1., 1.), corner(-1., 1.), corner(-1., -1.)];
            format!(
                r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
                ring.join(",")
            )
        })
        .collect();
    let here = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = here.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    };
    let facility = format!(r#"{{"type":"Point","coordinates":[{longitude},{latitude}]}}"#);
    let parcels = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, squares.join(","));
    let flags = Flags {
        facilities: Some(write("facilities.geojson", &facility)),
        residential: Some(write("residential.geojson", &parcels)),
        crs: Some("EPSG:4549".to_owned()),
        ..Flags::default()
    };
    let study = Study::read(&Project::resolve(flags).expect("a project")).expect("a study");
    let coverage = Coverage::of(&study);
    let covered = &coverage.services[0].circles[1].covered_plane_m2;
    assert_eq!(covered.len(), 12);
    for (k, (covered, piece)) in covered.iter().zip(&study.pieces).enumerate() {
        let share = covered / piece.plane_area_m2;
        assert!((share - 0.5).abs() < 2e-4, "azimuth {}: {share}", 30 * k);
    }
}
