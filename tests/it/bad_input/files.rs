//! Files that are not there, or not what they are said to be.

use insta::assert_snapshot;
use serde_json::json;

use crate::world::{World, collection, point, rectangle};

#[test]
fn a_missing_file() {
    let world = World::with_result();
    assert_snapshot!(world.fails(&["--facilities", "facilites.geojson"]), @"
    exit status 1
    error: cannot find `facilites.geojson`
      cause: named by `--facilities`
      hint: correct the path; it is taken from the current folder
    ");
    assert_snapshot!(world.fails(&["--facilities", "a.geojson", "--plan", "b.csv", "--lang", "zh-CN"]), @"
    exit status 1
    错误：找不到 2 个输入文件
      原因：下列文件不存在：
        `a.geojson` (`--facilities`)
        `b.csv` (`--plan`)
      建议：请更正路径；项目文件中的路径以其所在文件夹为准
    ");
    // As often as a flag by a project file, which says where the path stands.
    world.write("project.toml", "name = \"x\"\n[layers.residential]\npath = \"no.geojson\"\n[[service]]\nid = \"a\"\nname = \"a\"\n[service.facilities]\npath = \"facilities.geojson\"\n");
    let outcome = world.run(&["analyze", "project.toml", "--lang", "en", "-o", "out"]);
    assert_snapshot!(outcome.failure(), @"
    exit status 1
    error: cannot find `no.geojson`
      cause: named by `layers.residential.path` on line 3 of `project.toml`
      hint: correct the path; it is taken from the folder of the project file
    ");
}

#[test]
fn a_folder_in_place_of_a_file() {
    let world = World::with_result();
    assert_snapshot!(world.fails(&["--residential", "out"]), @"
    exit status 1
    error: cannot read `out`
      cause: expected a file, found a folder; named by `--residential`
      hint: name the file itself
    ");
}

#[test]
fn not_json() {
    assert_snapshot!(World::fails_with("residential.geojson", "名称,户数\n东苑,120\n"), @"
    exit status 1
    error: cannot read the layer `residential` from `residential.geojson`, line 1, column 1
      cause: expected an object `{`, found `名称,户数`
      hint: mend the file there, or export the layer again as GeoJSON
    ");
    assert_snapshot!(World::fails_with("residential.geojson", ""), @"
    exit status 1
    error: cannot use `residential.geojson`, the input `residential`
      cause: the file is empty
      hint: export or copy the file again
    ");
    assert_snapshot!(World::fails_with("residential.geojson", b"\x1F\x8B\x08\x00\x14\x00\x00\x00\x08\x00"), @"
    exit status 1
    error: cannot read `residential.geojson`, the input `residential`
      cause: the file is packed by gzip, and was cut off in copying or is damaged: incomplete deflate stream
      hint: copy or export the file again
    ");
}

#[test]
fn json_but_not_geojson() {
    assert_snapshot!(World::fails_with("townships.geojson", r#"{"name":"甲镇","households":120}"#), @"
    exit status 1
    error: cannot use `townships.geojson` as the layer `townships`
      cause: expected a GeoJSON object with a member `type`, found members `name, households`
      hint: export the layer as a FeatureCollection
    ");
    assert_snapshot!(World::fails_with("townships.geojson", "[120.9, 29.5]"), @"
    exit status 1
    error: cannot use `townships.geojson` as the layer `townships`
      cause: expected a GeoJSON object, found an array `[`
      hint: export the layer as a FeatureCollection
    ");
    let esri =
        r#"{"geometryType":"esriGeometryPolygon","features":[{"attributes":{},"geometry":{"rings":[]}}]}"#;
    assert_snapshot!(World::fails_with("townships.geojson", esri), @"
    exit status 1
    error: cannot use `townships.geojson` as the layer `townships`
      cause: expected GeoJSON, found Esri JSON
      hint: export the layer as GeoJSON, in ArcGIS with Features To JSON and the option GeoJSON
    ");
}

#[test]
fn a_truncated_file() {
    let world = World::with_result();
    let whole = std::fs::read(world.path("residential.geojson")).expect("the layer");
    world.write("residential.geojson", &whole[..whole.len() * 3 / 4]);
    assert_snapshot!(world.fails(&[]), @"
    exit status 1
    error: cannot read the layer `residential` from `residential.geojson`
      cause: the file ends early, at byte 471 in line 1; complete features before that: 2
      hint: copy or export the file again; check that the disk was not full
    ");
    assert_snapshot!(world.fails(&["--lang", "zh-CN"]), @"
    exit status 1
    错误：无法读取图层 `residential`：`residential.geojson`
      原因：文件不完整，在第 1 行（第 471 字节）中断，此前完整的要素有 2 个
      建议：请重新复制或导出该文件，并检查磁盘空间是否已满
    ");
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
    assert_snapshot!(outcome.notes_with("polygon"), @"
    warning: facilities, feature 1 (`甲托育园`): the facility is drawn as a polygon
      a point inside it was taken
    ");
    assert_eq!(world.report()["services"][0]["county"]["facilities"]["count"], 1);
}

#[test]
fn points_given_as_residential_land() {
    let points = [
        point(json!({"名称": "东苑"}), [120.9025, 29.5025]),
        point(json!({"名称": "西苑"}), [120.9185, 29.5085]),
    ];
    assert_snapshot!(World::fails_with("residential.geojson", collection(&points)), @"
    exit status 1
    error: cannot use `residential.geojson` as the residential land
      cause: expected polygons, found none among its 2 features
      hint: check that the right file is given; points and lines have no area
    ");
}

#[test]
fn no_feature_is_left_by_the_filter() {
    let world = World::with_result();
    assert_snapshot!(world.fails(&["--where", "类型=托育点,驿站"]), @"
    exit status 1
    error: no feature of `facilities.geojson` is left
      cause: no feature has `类型` equal to `托育点`, `驿站`; values found: `专业托育机构`, `幼儿园托班`
      hint: correct the values in the project file or after --where
    ");
    assert_snapshot!(world.fails(&["--where", "category=x"]), @"
    exit status 1
    error: cannot find the field `category` in `facilities.geojson`
      cause: the layer has the fields `名称`, `类型`, `托位数`
      hint: correct the field name in the project file or after --where
    ");
    assert_snapshot!(world.fails(&["--where", "类型"]), @"
    exit status 2
    error: cannot use `--where 类型`
      cause: expected FIELD=VALUE[,VALUE…] without empty values, such as `amenity=kindergarten,childcare`
    ");
}

#[test]
fn nothing_in_the_file() {
    assert_snapshot!(World::fails_with("residential.geojson", collection(&[])), @"
    exit status 1
    error: cannot use `residential.geojson`
      cause: the layer is empty: it has no features
      hint: check that it is the right file and layer, and that the export held features
    ");
    assert_snapshot!(World::fails_with("facilities.geojson", collection(&[])), @"
    exit status 1
    error: cannot use `facilities.geojson`
      cause: the layer is empty: it has no features
      hint: check that it is the right file and layer, and that the export held features
    ");
}
