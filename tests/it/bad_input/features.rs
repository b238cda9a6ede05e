//! Features that are wrong: one of them never stops a run, and none is lost silently.

use insta::assert_snapshot;
use serde_json::json;

use crate::run::number;
use crate::world::{World, collection, point, polygon, rectangle};

const AREA: &str = "/services/0/county/residential_area_m2";

/// The residential layer of the world with one more feature, as text.
fn with_one_more(geometry: &str) -> String {
    let good = rectangle(json!({"名称": "东苑"}), [120.902, 29.502], [0.001, 0.001]);
    format!(
        r#"{{"type":"FeatureCollection","features":[{good},{{"type":"Feature","properties":{{"名称":"坏苑"}},"geometry":{geometry}}}]}}"#
    )
}

/// One more good quarter.
fn another() -> serde_json::Value {
    rectangle(json!({"名称": "南苑"}), [120.905, 29.502], [0.001, 0.001])
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
    assert_snapshot!(told("[1e400,29.5]"), @"
    error: residential land, feature 2 (`坏苑`): the geometry cannot be used: at `coordinates[0][0][0]` expected a finite number of at most 1e12, found `1e400`
      kept without geometry; mend it in the source
    ");
    assert_snapshot!(told("[1e300,29.5]"), @"
    error: residential land, feature 2 (`坏苑`): the geometry cannot be used: at `coordinates[0][0][0]` expected a finite number of at most 1e12, found `1e300`
      kept without geometry; mend it in the source
    ");
    assert_snapshot!(told(r#"["120.903",29.5]"#), @r#"
    error: residential land, feature 2 (`坏苑`): the geometry cannot be used: at `coordinates[0][0][0]` expected a number, found `"120.903"`
      kept without geometry; mend it in the source
    "#);
    assert_snapshot!(told("[120.903,null]"), @"
    error: residential land, feature 2 (`坏苑`): the geometry cannot be used: at `coordinates[0][0][1]` expected a number, found `null`
      kept without geometry; mend it in the source
    ");
    assert_snapshot!(told("[120.903]"), @"
    error: residential land, feature 2 (`坏苑`): the geometry cannot be used: at `coordinates[0][0]` expected a position `[x, y]`, found `[120.903]`
      kept without geometry; mend it in the source
    ");
}

/// `NaN`, as Python writes it, breaks the JSON of one feature: its name is lost with it, its place is not.
#[test]
fn nan_written_into_the_json() {
    let text = with_one_more(
        r#"{"type":"Polygon","coordinates":[[[NaN,29.5],[120.904,29.502],[120.904,29.503],[NaN,29.5]]]}"#,
    );
    let (_, outcome) = World::succeeds_with("residential.geojson", text);
    assert_snapshot!(outcome.notes_with("feature 2"), @"
    error: residential land, feature 2 (`坏苑`): the geometry cannot be used: at `coordinates[0][0][0]` expected a finite number of at most 1e12, found `NaN`
      kept without geometry; mend it in the source
    note: facilities, feature 2 (`乙幼儿园`): the facility lies more than 1000 m from all residential land
      it serves nobody there; check its coordinates, and whether residential land is missing
    ");
}

/// A place beyond all longitudes among good ones, as failed geocoding writes it, is left out like any bad feature.
#[test]
fn a_number_that_is_no_longitude() {
    let far = r#"{"type":"Polygon","coordinates":[[[99999,29.5],[99999,29.6],[99998,29.6],[99999,29.5]]]}"#;
    let quarters =
        with_one_more(far).replacen(r#""features":["#, &format!(r#""features":[{},"#, another()), 1);
    let (world, outcome) = World::succeeds_with("residential.geojson", quarters);
    assert_snapshot!(outcome.notes_with("坏苑"), @"
    error: residential land, feature 3 (`坏苑`): expected longitude and latitude in degrees, found 99999, 29.5
      left out; it is in no figure; correct its coordinates
    ");
    assert!(number(&world.report(), AREA) > 1e4);
    let lost = [
        point(json!({"名称": "乙幼儿园", "类型": "幼儿园托班", "托位数": 20}), [120.9130, 29.5055]),
        point(json!({"名称": "甲托育园", "类型": "幼儿园托班", "托位数": 60}), [120.9025, 29.5025]),
        point(json!({"名称": "未定位", "类型": "幼儿园托班", "托位数": 20}), [-9999.0, -9999.0]),
    ];
    let (_, outcome) = World::succeeds_with("facilities.geojson", collection(&lost));
    assert_snapshot!(outcome.notes_with("未定位"), @"
    error: facilities, feature 3 (`未定位`): expected longitude and latitude in degrees, found -9999, -9999
      left out; it is in no figure; correct its coordinates
    ");
}

/// Where half of a layer and more is so, its coordinates are of some other kind.
#[test]
fn many_numbers_that_are_no_longitudes() {
    let facilities = [
        point(json!({"名称": "甲托育园"}), [120.9025, 29.5025]),
        point(json!({"名称": "未定位"}), [-9999.0, -9999.0]),
    ];
    assert_snapshot!(World::fails_with("facilities.geojson", collection(&facilities)), @"
    exit status 1
    error: cannot use layer `facilities.geojson` in `EPSG:4326`
      cause: expected longitude and latitude in degrees, found some coordinates beyond them: x -9999.0…120.9025, y -9999.0…29.5025
      hint: correct or remove the features that lie elsewhere than the rest
    ");
}

/// A bow-tie of two triangles whose signed areas differ: made valid, with its area before and after.
#[test]
fn a_polygon_that_crosses_itself() {
    let bow_tie = polygon(
        json!({"名称": "蝴蝶苑"}),
        &[[120.902, 29.502], [120.904, 29.504], [120.904, 29.502], [120.902, 29.503], [120.902, 29.502]],
    );
    let (world, outcome) = World::succeeds_with("residential.geojson", collection(&[bow_tie]));
    assert_snapshot!(outcome.notes_with("蝴蝶苑"), @"
    warning: residential land, feature 1 (`蝴蝶苑`): a bow-tie, the corners in the wrong order, near 120.90267, 29.50267; 10749.97 m² before the repair, 17916.51 m² after it (plane)
      rings that cross themselves were read by the even-odd rule, holes taken off, overlapping parts united; correct the polygon
    ");
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
    assert_snapshot!(outcome.notes_with("坏苑"), @"
    warning: residential land, feature 2 (`坏苑`): expected a polygon, found a LineString
      left out; it is in no figure
    ");
    let (_, outcome) = World::succeeds_with("residential.geojson", with_one_more("null"));
    assert_snapshot!(outcome.notes_with("坏苑"), @"
    warning: residential land, feature 2 (`坏苑`): the feature has no geometry
      kept without one; draw it, or remove the record
    ");
}

/// Land in no township is in no sum, and is told with its area, feature by feature and in all.
#[test]
fn a_parcel_without_a_township() {
    let quarters = [
        rectangle(json!({"名称": "东苑"}), [120.902, 29.502], [0.001, 0.001]),
        rectangle(json!({"名称": "飞地"}), [120.902, 29.512], [0.001, 0.001]),
    ];
    let (world, outcome) = World::succeeds_with("residential.geojson", collection(&quarters));
    assert_snapshot!(outcome.notes_with("no township"), @"
    warning: residential land, feature 2 (`飞地`): 10746.84 m² of residential land lie in no township
      in no township's figures and not in the county's; check the parcel or the borders
    warning: residential land: parcels with land in no township: 1, 1.07 ha in all
      that land is in no township's and not in the county's figures; check the township layer, or leave such parcels out
    ");
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
    assert_snapshot!(outcome.notes_with("twice"), @"
    warning: townships, feature 3 (`乙镇`): `乙镇` stands twice, first as feature 2
      taken as two parts of one township; its population and other attributes are those of the first
    ");
    assert_eq!(world.report()["services"][0]["townships"].as_array().map(Vec::len), Some(2));
    // Cut in two and put together, the township has the land that it has whole; but for a sliver at the border, of
    // 0.3 mm, since a meridian of 1 km is a curve in the plane and both halves follow it with a vertex more.
    let whole = World::with_result();
    let areas = |world: &World| number(&world.report(), AREA);
    assert!((areas(&world) / areas(&whole) - 1.0).abs() < 1e-5);
}

/// A name or number that is no number is taken as not given, and told by feature.
#[test]
fn attributes_that_are_no_amounts() {
    let quarter =
        rectangle(json!({"名称": "东苑", "人口": "约三百", "户数": -4}), [120.902, 29.502], [0.001, 0.001]);
    let (_, outcome) = World::succeeds_with("residential.geojson", collection(&[quarter]));
    assert_snapshot!(outcome.notes_with("东苑"), @"
    warning: residential land, feature 1 (`东苑`): 人口 = `约三百` is not a number of 0 or more
      taken as not given; correct the attribute
    warning: residential land, feature 1 (`东苑`): 户数 = `-4` is not a number of 0 or more
      taken as not given; correct the attribute
    ");
}
