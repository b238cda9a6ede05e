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
    assert_snapshot!(World::fails_with("residential.geojson", degrees), @"
    exit status 1
    error: cannot use layer `residential.geojson` in `EPSG:4326`
      cause: expected longitude before latitude, found latitude first: x 29.5020…29.5030, y 120.9020…120.9030
      hint: swap the two coordinates of the file
    ");
    let metres = collection_in(4549, &quarter([3_265_300.0, 587_500.0], [100.0, 100.0]));
    assert_snapshot!(World::fails_with("residential.geojson", metres), @"
    exit status 1
    error: cannot use layer `residential.geojson` in `EPSG:4549`
      cause: expected easting before northing, found the northing first: x 3265300.0…3265400.0, y 587500.0…587600.0
      hint: swap the two coordinates of the file
    ");
}

#[test]
fn degrees_taken_for_metres() {
    let degrees = collection_in(4549, &quarter([120.902, 29.502], [0.001, 0.001]));
    assert_snapshot!(World::fails_with("residential.geojson", degrees), @r#"
    exit status 1
    error: cannot use layer `residential.geojson` in `EPSG:4549`
      cause: expected metres of a plane, found x 120.9020…120.9030, y 29.5020…29.5030, which look like degrees
      hint: name the layer's system with `crs = "EPSG:4490"` (CGCS2000) or `crs = "EPSG:4326"` (WGS 84)
    "#);
}

#[test]
fn metres_taken_for_degrees() {
    let metres = collection(&quarter([587_500.0, 3_265_300.0], [100.0, 100.0]));
    assert_snapshot!(World::fails_with("residential.geojson", metres), @"
    exit status 1
    error: cannot use layer `residential.geojson` in `EPSG:4326`
      cause: expected longitude and latitude in degrees, found x 587500.0…587600.0, y 3265300.0…3265400.0, which look like metres of a 3° zone
      hint: write its system as `crs` in the project file, in the table of this layer (`--crs` is the plane of the study, not this): for CGCS2000 `EPSG:` and 4534 + (central meridian − 75) / 3, so 120°E is `EPSG:4549`
    ");
    let zoned = collection(&quarter([40_587_500.0, 3_265_300.0], [100.0, 100.0]));
    assert_snapshot!(World::fails_with("residential.geojson", zoned), @r#"
    exit status 1
    error: cannot use layer `residential.geojson` in `EPSG:4326`
      cause: expected longitude and latitude in degrees, found x 40587500.0…40587600.0, y 3265300.0…3265400.0, which look like eastings with a zone number
      hint: if they are CGCS2000, write `crs = "EPSG:4528"` in the project file, in the table of this layer (`--crs` is the plane of the study, not this)
    "#);
}

#[test]
fn web_mercator() {
    let stated = collection_in(3857, &quarter([13_458_750.0, 3_440_100.0], [100.0, 100.0]));
    assert_snapshot!(World::fails_with("residential.geojson", stated), @"
    exit status 1
    error: `residential.geojson`: cannot use `urn:ogc:def:crs:EPSG::3857`, a Mercator projection of the sphere for web maps
      cause: its lengths and areas are not those on the ground: at 30°N lengths are 15 %, areas 33 % too large
      hint: export the data again in CGCS2000 (`EPSG:4490`) or WGS 84 (`EPSG:4326`)
    ");
    let silent = collection(&quarter([13_458_750.0, 3_440_100.0], [100.0, 100.0]));
    assert_snapshot!(World::fails_with("residential.geojson", silent), @"
    exit status 1
    error: cannot use layer `residential.geojson` in `EPSG:4326`
      cause: x 13458750.0…13458850.0, y 3440100.0…3440200.0 look like web Mercator (`EPSG:3857`), whose lengths and areas are not those on the ground
      hint: export the layer again in CGCS2000 (`EPSG:4490`)
    ");
    let world = World::with_result();
    assert_snapshot!(world.fails(&["--crs", "EPSG:3857"]), @"
    exit status 1
    error: cannot use `EPSG:3857`, a Mercator projection of the sphere for web maps
      cause: its lengths and areas are not those on the ground: at 30°N lengths are 15 %, areas 33 % too large
      hint: export the data again in CGCS2000 (`EPSG:4490`) or WGS 84 (`EPSG:4326`)
    ");
}

#[test]
fn an_old_datum() {
    let beijing_54 = collection_in(2437, &quarter([587_500.0, 3_265_300.0], [100.0, 100.0]));
    assert_snapshot!(World::fails_with("residential.geojson", beijing_54), @"
    exit status 1
    error: `residential.geojson`: cannot use coordinates in `urn:ogc:def:crs:EPSG::2437`
      cause: its datum is `Beijing 1954`, and a transformation to CGCS2000 holds only with parameters that are not public; without them places are up to some hundred metres off
      hint: have the data transformed to CGCS2000 by the surveying authority, and give that file
    ");
}

#[test]
fn layers_that_do_not_meet() {
    let elsewhere = [point(json!({"名称": "丙"}), [116.40, 39.90])];
    assert_snapshot!(World::fails_with("facilities.geojson", collection(&elsewhere)), @"
    exit status 1
    error: `facilities.geojson` and `residential.geojson` lie nowhere near each other
      cause: expected longitudes and latitudes near 120.9020, 29.5020 … 120.9190, 29.5090, found 116.4000, 39.9000 … 116.4000, 39.9000
      hint: one of them has another coordinate system than it says, or is of another place; name the right one with `crs` in the project file
    ");
    let townships = [rectangle(json!({"名称": "甲镇"}), [121.9, 29.5], [0.01, 0.01])];
    assert_snapshot!(World::fails_with("townships.geojson", collection(&townships)), @"
    exit status 1
    error: `townships.geojson` and `residential.geojson` lie nowhere near each other
      cause: expected longitudes and latitudes near 120.9020, 29.5020 … 120.9190, 29.5090, found 121.9000, 29.5000 … 121.9100, 29.5100
      hint: one of them has another coordinate system than it says, or is of another place; name the right one with `crs` in the project file
    ");
}

#[test]
fn a_shifted_datum_on_a_projected_layer() {
    let world = World::with_result();
    world.write(
        "facilities.geojson",
        collection_in(4549, &[point(json!({"名称": "甲"}), [587_520.0, 3_265_320.0])]),
    );
    assert_snapshot!(world.fails(&["--point-datum", "gcj02"]), @"
    exit status 1
    error: `facilities.geojson`: cannot take coordinates in `EPSG:4549` as GCJ-02
      cause: GCJ-02 is a shift of longitudes and latitudes, and these are coordinates of a plane
      hint: remove `datum` (or `--point-datum`), or give the layer in longitude and latitude
    ");
}

#[test]
fn a_plane_that_is_none() {
    let world = World::with_result();
    assert_snapshot!(world.fails(&["--crs", "EPSG:4490"]), @"
    exit status 2
    error: cannot compute in `EPSG:4490`
      cause: expected a plane in metres, found longitudes and latitudes in degrees
      hint: change `crs` to `auto`, or to a plane like `EPSG:4549`; the system of a layer is named in the layer's own `crs`
    ");
    assert_snapshot!(world.fails(&["--crs", "EPSG:4540"]), @"
    exit status 2
    error: cannot compute in `EPSG:4540`
      cause: the data reach 27.9° of longitude from its central meridian 93°
      hint: change `crs` to `auto`, or to the zone of the data
    ");
    assert_snapshot!(world.fails(&["--crs", "EPSG:99999"]), @"
    exit status 2
    proj_create: crs not found: EPSG:99999
    error: cannot find the coordinate reference system `EPSG:99999`
      cause: it is not among the systems that PROJ holds
      hint: check the code, or give the system as WKT (the content of a `.prj` file) or as a PROJ string
    ");
    assert_snapshot!(world.fails(&["--crs", "高斯"]), @"
    exit status 2
    error: cannot read the coordinate reference system `高斯`
      cause: expected `EPSG:` and a number, WKT or a PROJ string
      hint: write it like `EPSG:4490` (CGCS2000, degrees) or `EPSG:4549` (CGCS2000, 3° zone, central meridian 120°E)
    ");
}
