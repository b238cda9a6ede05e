//! Features that are wrong: one of them never stops a run, and none is lost silently.

use insta::assert_snapshot;
use serde_json::json;

use crate::run::number;
use crate::world::{World, collection, polygon, rectangle};

const AREA: &str = "/services/0/county/residential_area_m2";

/// The residential layer of the world with one more feature, as text.
fn with_one_more(geometry: &str) -> String {
    let good = rectangle(json!({"名称": "东苑"}), [120.902, 29.502], [0.001, 0.001]);
    format!(
        r#"{{"type":"FeatureCollection","features":[{good},{{"type":"Feature","properties":{{"名称":"坏苑"}},"geometry":{geometry}}}]}}"#
    )
}

/// NaN is no JSON, a text is no number, and a number may be beyond all places on earth: each feature is left out
/// with a note that names it, and the other's area stays what it is alone.
#[test]
fn coordinates_that_are_no_coordinates() {
    let ring = |first: &str| {
        format!(r#"{{"type":"Polygon","coordinates":[[{first},[120.904,29.502],[120.904,29.503],{first}]]}}"#)
    };
    let alone = {
        let good = rectangle(json!({"名称": "东苑"}), [120.902, 29.502], [0.001, 0.001]);
        let (world, _) = World::succeeds_with("residential.geojson", collection(&[good]));
        number(&world.report(), AREA)
    };
    let told = |first: &str| {
        let (world, outcome) = World::succeeds_with("residential.geojson", with_one_more(&ring(first)));
        assert_eq!(number(&world.report(), AREA), alone, "{first}");
        outcome.notes_with("坏苑")
    };
    assert_snapshot!(told("[1e400,29.5]"), @"");
    assert_snapshot!(told("[1e300,29.5]"), @"");
    assert_snapshot!(told(r#"["120.903",29.5]"#), @"");
    assert_snapshot!(told("[120.903,null]"), @"");
    assert_snapshot!(told("[120.903]"), @"");
}

/// `NaN`, as Python writes it, breaks the JSON of one feature: its name is lost with it, its place is not.
#[test]
fn nan_written_into_the_json() {
    let text = with_one_more(
        r#"{"type":"Polygon","coordinates":[[[NaN,29.5],[120.904,29.502],[120.904,29.503],[NaN,29.5]]]}"#,
    );
    let (_, outcome) = World::succeeds_with("residential.geojson", text);
    assert_snapshot!(outcome.notes_with("feature 2"), @"");
}

/// Coordinates of another kind than the rest of the layer would ruin the figures: told, and the run stops.
#[test]
fn a_number_that_is_no_longitude() {
    let far = r#"{"type":"Polygon","coordinates":[[[99999,29.5],[99999,29.6],[99998,29.6],[99999,29.5]]]}"#;
    assert_snapshot!(World::fails_with("residential.geojson", with_one_more(far)), @"");
}

/// A bow-tie of two triangles whose signed areas differ: made valid, with its area before and after.
#[test]
fn a_polygon_that_crosses_itself() {
    let bow_tie = polygon(
        json!({"名称": "蝴蝶苑"}),
        &[[120.902, 29.502], [120.904, 29.504], [120.904, 29.502], [120.902, 29.503], [120.902, 29.502]],
    );
    let (world, outcome) = World::succeeds_with("residential.geojson", collection(&[bow_tie]));
    assert_snapshot!(outcome.notes_with("蝴蝶苑"), @"");
    // Two triangles on parallel sides of 0.001° and 0.002° of latitude, 0.002° of longitude apart, share their apex:
    // their heights are as 1 : 2. With a = 0.001° × 0.002° they have a/6 and 4a/6 of land.
    let whole = rectangle(json!({"名称": "一"}), [120.902, 29.502], [0.002, 0.001]);
    let (square, _) = World::succeeds_with("residential.geojson", collection(&[whole]));
    let share = number(&world.report(), AREA) / number(&square.report(), AREA);
    assert!((share - 5.0 / 6.0).abs() < 1e-4, "{share}");
}

/// A line is no land, and a null geometry is none: both are told by name.
#[test]
fn features_of_another_kind() {
    let line = r#"{"type":"LineString","coordinates":[[120.903,29.5],[120.904,29.5]]}"#;
    let (_, outcome) = World::succeeds_with("residential.geojson", with_one_more(line));
    assert_snapshot!(outcome.notes_with("坏苑"), @"");
    let (_, outcome) = World::succeeds_with("residential.geojson", with_one_more("null"));
    assert_snapshot!(outcome.notes_with("坏苑"), @"");
}

/// Land in no township is in no sum, and is told with its area, feature by feature and in all.
#[test]
fn a_parcel_without_a_township() {
    let quarters = [
        rectangle(json!({"名称": "东苑"}), [120.902, 29.502], [0.001, 0.001]),
        rectangle(json!({"名称": "飞地"}), [120.902, 29.512], [0.001, 0.001]),
    ];
    let (world, outcome) = World::succeeds_with("residential.geojson", collection(&quarters));
    assert_snapshot!(outcome.notes_with("no township"), @"");
    let report = world.report();
    let outside = &report["services"][0]["outside"];
    assert_eq!(outside["parcels"], 1);
    // Both quarters have the same size in degrees; a degree of longitude shrinks by 0.01 % between their latitudes.
    let share = number(outside, "/residential_area_m2") / number(&report, AREA);
    assert!((share - 1.0).abs() < 2e-4, "{share}");
}

/// Two features of one name are parts of one township.
#[test]
fn a_township_twice() {
    let townships = [
        rectangle(json!({"名称": "甲镇"}), [120.90, 29.50], [0.01, 0.01]),
        rectangle(json!({"名称": "乙镇"}), [120.91, 29.50], [0.01, 0.005]),
        rectangle(json!({"名称": "乙镇"}), [120.91, 29.505], [0.01, 0.005]),
    ];
    let (world, outcome) = World::succeeds_with("townships.geojson", collection(&townships));
    assert_snapshot!(outcome.notes_with("twice"), @"");
    assert_eq!(world.report()["services"][0]["townships"].as_array().map(Vec::len), Some(2));
    // Cut in two and put together, the township has the land that it has whole.
    let whole = World::with_result();
    let areas = |world: &World| number(&world.report(), AREA);
    assert!((areas(&world) / areas(&whole) - 1.0).abs() < 1e-12);
}

/// A name or number that is no number is taken as not given, and told by feature.
#[test]
fn attributes_that_are_no_amounts() {
    let quarter =
        rectangle(json!({"名称": "东苑", "人口": "约三百", "户数": -4}), [120.902, 29.502], [0.001, 0.001]);
    let (_, outcome) = World::succeeds_with("residential.geojson", collection(&[quarter]));
    assert_snapshot!(outcome.notes_with("东苑"), @"");
}
