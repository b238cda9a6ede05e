//! Files that are not there, or not what they are said to be.

use insta::assert_snapshot;
use serde_json::json;

use crate::world::{World, collection, point, rectangle};

#[test]
fn a_missing_file() {
    let world = World::with_result();
    assert_snapshot!(world.fails(&["--facilities", "facilites.geojson"]), @"");
    assert_snapshot!(world.fails(&["--facilities", "a.geojson", "--plan", "b.csv", "--lang", "zh-CN"]), @"");
    // As often as a flag by a project file, which says where the path stands.
    world.write("project.toml", "name = \"x\"\n[layers.residential]\npath = \"no.geojson\"\n[[service]]\nid = \"a\"\nname = \"a\"\n[service.facilities]\npath = \"facilities.geojson\"\n");
    let outcome = world.run(&["analyze", "project.toml", "--lang", "en", "-o", "out"]);
    assert_snapshot!(outcome.failure(), @"");
}

#[test]
fn a_folder_in_place_of_a_file() {
    let world = World::with_result();
    assert_snapshot!(world.fails(&["--residential", "out"]), @"");
}

#[test]
fn not_json() {
    assert_snapshot!(World::fails_with("residential.geojson", "名称,户数\n东苑,120\n"), @"");
    assert_snapshot!(World::fails_with("residential.geojson", ""), @"");
    assert_snapshot!(World::fails_with("residential.geojson", b"PK\x03\x04\x14\x00\x00\x00\x08\x00"), @"");
}

#[test]
fn json_but_not_geojson() {
    assert_snapshot!(World::fails_with("townships.geojson", r#"{"name":"甲镇","households":120}"#), @"");
    assert_snapshot!(World::fails_with("townships.geojson", "[120.9, 29.5]"), @"");
    let esri =
        r#"{"geometryType":"esriGeometryPolygon","features":[{"attributes":{},"geometry":{"rings":[]}}]}"#;
    assert_snapshot!(World::fails_with("townships.geojson", esri), @"");
}

#[test]
fn a_truncated_file() {
    let world = World::with_result();
    let whole = std::fs::read(world.path("residential.geojson")).expect("the layer");
    world.write("residential.geojson", &whole[..whole.len() * 3 / 4]);
    assert_snapshot!(world.fails(&[]), @"");
    assert_snapshot!(world.fails(&["--lang", "zh-CN"]), @"");
}

/// Facilities drawn as buildings are reduced to a point inside, each with a note.
#[test]
fn polygons_given_as_facilities() {
    let building = rectangle(
        json!({"名称": "甲托育园", "类型": "专业托育机构", "托位数": 60}),
        [120.9024, 29.5024],
        [0.0002, 0.0002],
    );
    let (world, outcome) = World::succeeds_with("facilities.geojson", collection(&[building]));
    assert_snapshot!(outcome.notes_with("polygon"), @"");
    assert_eq!(world.report()["services"][0]["county"]["facilities"]["count"], 1);
}

#[test]
fn points_given_as_residential_land() {
    let points = [
        point(json!({"名称": "东苑"}), [120.9025, 29.5025]),
        point(json!({"名称": "西苑"}), [120.9185, 29.5085]),
    ];
    assert_snapshot!(World::fails_with("residential.geojson", collection(&points)), @"");
}

#[test]
fn no_feature_is_left_by_the_filter() {
    let world = World::with_result();
    assert_snapshot!(world.fails(&["--where", "类型=托育点,驿站"]), @"");
    assert_snapshot!(world.fails(&["--where", "category=x"]), @"");
    assert_snapshot!(world.fails(&["--where", "类型"]), @"");
}

#[test]
fn nothing_in_the_file() {
    assert_snapshot!(World::fails_with("residential.geojson", collection(&[])), @"");
    // No facility yet is a finding, not a mistake: nothing is covered.
    let (world, outcome) = World::succeeds_with("facilities.geojson", collection(&[]));
    assert_snapshot!(outcome.notes_with("facilit"), @"");
    assert_eq!(world.report()["services"][0]["county"]["coverage"][0]["rate"], 0.0);
}
