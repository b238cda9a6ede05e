#![no_main]
//! The repair of rings: whatever the rings, what comes out has an area that is no larger than that of all rings together,
//! and needs no further repair.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use lifecircle::geometry::{land, shape_area};

libfuzzer_sys::fuzz_target!(|rings: Vec<Vec<(i16, i16)>>| {
    let ring = |ring: &Vec<(i16, i16)>| {
        let at = |(x, y): &(i16, i16)| Coord { x: 587_000.0 + f64::from(*x) / 8.0, y: 3_265_000.0 + f64::from(*y) / 8.0 };
        let mut line: Vec<Coord<f64>> = ring.iter().map(at).collect();
        line.extend(line.first().copied());
        LineString(line)
    };
    // The first ring of each three is an outer one.
    let polygons = rings.chunks(3).filter_map(|rings| {
        let (outer, holes) = rings.split_first()?;
        Some(Polygon::new(ring(outer), holes.iter().map(ring).collect()))
    });
    let land = land(MultiPolygon(polygons.collect()));
    let area = shape_area(&land.shape);
    assert!(area.is_finite() && area >= 0.0, "{area}");
    let again = lifecircle::geometry::land(land.shape.clone());
    assert!((shape_area(&again.shape) - area).abs() <= 1e-6 * area.max(1.0), "{area} {}", shape_area(&again.shape));
});
