#![no_main]
//! The repair of rings: whatever the rings, what comes out has an area, and to repair it once more changes no more of it than
//! the rounding of crossings does.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use lifecircle::geometry::{bounds, land, mean_width, shape_area};

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
    let Some(extent) = bounds(&land.shape) else { return };
    let again = lifecircle::geometry::land(land.shape.clone());
    // Crossings are rounded to about 1e-9 of the size of a shape: its boundary moves by that.
    let perimeter = 2.0 * area / mean_width(&land.shape).max(f64::MIN_POSITIVE);
    let rounding = 1e-8 * (extent.width() + extent.height()) * perimeter + 1e-6;
    assert!((shape_area(&again.shape) - area).abs() <= rounding, "{area} {} {rounding}", shape_area(&again.shape));
});
