//! Mistakes of the coordinate system, which would ruin every figure: the run stops and says so.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::world::{World, collection, collection_in, point, rectangle};

/// The quarter of the world, with its corner and size in some system.
fn quarter(corner: [f64; 2], size: [f64; 2]) -> [Value; 1] {
    [rectangle(json!({"名称": "东苑"}), corner, size)]
}

#[test]
fn swapped_axes() {
    let degrees = collection(&quarter([29.502, 120.902], [0.001, 0.001]));
    assert_snapshot!(World::fails_with("residential.geojson", degrees), @"");
    let metres = collection_in(4549, &quarter([3_265_300.0, 587_500.0], [100.0, 100.0]));
    assert_snapshot!(World::fails_with("residential.geojson", metres), @"");
}

#[test]
fn degrees_taken_for_metres() {
    let degrees = collection_in(4549, &quarter([120.902, 29.502], [0.001, 0.001]));
    assert_snapshot!(World::fails_with("residential.geojson", degrees), @"");
}

#[test]
fn metres_taken_for_degrees() {
    let metres = collection(&quarter([587_500.0, 3_265_300.0], [100.0, 100.0]));
    assert_snapshot!(World::fails_with("residential.geojson", metres), @"");
    let zoned = collection(&quarter([40_587_500.0, 3_265_300.0], [100.0, 100.0]));
    assert_snapshot!(World::fails_with("residential.geojson", zoned), @"");
}

#[test]
fn web_mercator() {
    let stated = collection_in(3857, &quarter([13_458_750.0, 3_440_100.0], [100.0, 100.0]));
    assert_snapshot!(World::fails_with("residential.geojson", stated), @"");
    let silent = collection(&quarter([13_458_750.0, 3_440_100.0], [100.0, 100.0]));
    assert_snapshot!(World::fails_with("residential.geojson", silent), @"");
    let world = World::with_result();
    assert_snapshot!(world.fails(&["--crs", "EPSG:3857"]), @"");
}

#[test]
fn an_old_datum() {
    let beijing_54 = collection_in(2437, &quarter([587_500.0, 3_265_300.0], [100.0, 100.0]));
    assert_snapshot!(World::fails_with("residential.geojson", beijing_54), @"");
}

#[test]
fn layers_that_do_not_meet() {
    let elsewhere = [point(json!({"名称": "丙"}), [116.40, 39.90])];
    assert_snapshot!(World::fails_with("facilities.geojson", collection(&elsewhere)), @"");
    let townships = [rectangle(json!({"名称": "甲镇"}), [121.9, 29.5], [0.01, 0.01])];
    assert_snapshot!(World::fails_with("townships.geojson", collection(&townships)), @"");
}

#[test]
fn a_shifted_datum_on_a_projected_layer() {
    let world = World::with_result();
    world.write(
        "facilities.geojson",
        collection_in(4549, &[point(json!({"名称": "甲"}), [587_520.0, 3_265_320.0])]),
    );
    assert_snapshot!(world.fails(&["--point-datum", "gcj02"]), @"");
}

#[test]
fn a_plane_that_is_none() {
    let world = World::with_result();
    assert_snapshot!(world.fails(&["--crs", "EPSG:4490"]), @"");
    assert_snapshot!(world.fails(&["--crs", "EPSG:4540"]), @"");
    assert_snapshot!(world.fails(&["--crs", "EPSG:99999"]), @"");
    assert_snapshot!(world.fails(&["--crs", "高斯"]), @"");
}
