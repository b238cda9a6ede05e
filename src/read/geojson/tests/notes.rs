//! What is noted of a feature or a layer, word for word.

use super::{POINT, collection, geometry, read};
use crate::messages::Language;
use crate::note::Note;

fn words(note: &Note, language: Language) -> String {
    let place = note.feature.as_ref().map(|feature| match &feature.name {
        Some(name) => format!(" {} ({name})", feature.index),
        None => format!(" {}", feature.index),
    });
    let action = note.action(language).unwrap_or_default();
    format!("{:?}{}: {} → {action}", note.severity, place.unwrap_or_default(), note.message(language))
}

fn told_in(language: Language, text: &str) -> String {
    let (_, notes) = read(text.as_bytes()).unwrap();
    assert!(notes.iter().all(|note| note.layer.as_deref() == Some("residential")));
    notes.iter().map(|note| words(note, language)).collect::<Vec<_>>().join("\n")
}

fn told(text: &str) -> String {
    told_in(Language::En, text)
}

/// The notes on a point feature with this text for its coordinates.
fn of_coordinates(kind: &str, coordinates: &str) -> String {
    told(&collection(&format!(
        r#"{{"type":"Feature","id":"F-013","geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
    )))
}

#[test]
fn coordinates_that_are_none() {
    insta::assert_snapshot!(of_coordinates("Point", "[NaN,29.5]"), @"Error 1 (F-013): the geometry cannot be used: at `coordinates[0]` expected a finite number of at most 1e12, found `NaN` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of_coordinates("LineString", "[[1,2],[3,4],[5,6],[1e999,8]]"), @"Error 1 (F-013): the geometry cannot be used: at `coordinates[3][0]` expected a finite number of at most 1e12, found `1e999` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of_coordinates("Polygon", "[[[1,2],[3,4],[-1e13,6],[1,2]]]"), @"Error 1 (F-013): the geometry cannot be used: at `coordinates[0][2][0]` expected a finite number of at most 1e12, found `-1e13` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of_coordinates("Point", "[-Infinity,1]"), @"Error 1 (F-013): the geometry cannot be used: at `coordinates[0]` expected a finite number of at most 1e12, found `-Infinity` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of_coordinates("Point", "[\"120.9\",\"29.5\"]"), @r#"Error 1 (F-013): the geometry cannot be used: at `coordinates[0]` expected a number, found `"120.9"` → kept without geometry; mend it in the source"#);
    insta::assert_snapshot!(of_coordinates("Point", "[120.9]"), @"Error 1 (F-013): the geometry cannot be used: at `coordinates` expected a position `[x, y]`, found `[120.9]` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of_coordinates("Point", "[null,null]"), @"Error 1 (F-013): the geometry cannot be used: at `coordinates[0]` expected a number, found `null` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of_coordinates("Point", "[1,2,{}]"), @"Error 1 (F-013): the geometry cannot be used: at `coordinates[2]` expected a number, found an object `{` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of_coordinates("Point", "null"), @"Error 1 (F-013): the geometry cannot be used: at `coordinates` expected a position `[x, y]`, found `null` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of_coordinates("MultiPolygon", "[[[1]]]"), @"Error 1 (F-013): the geometry cannot be used: at `coordinates[0][0][0]` expected a position `[x, y]`, found `1` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of_coordinates("Polygon", "[[1,2],[3,4],[5,6]]"), @"Error 1 (F-013): the geometry cannot be used: at `coordinates[0][0]` expected a position `[x, y]`, found `1` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of_coordinates("LineString", "[[1,2]]"), @"Error 1 (F-013): the geometry cannot be used: at `coordinates` expected at least two positions, found `[[1,2]]` → kept without geometry; mend it in the source");
}

#[test]
fn a_fault_is_told_in_chinese() {
    let text = r#"{"type":"Point","coordinates":["120.9",29.5]}"#;
    insta::assert_snapshot!(told_in(Language::ZhCn, text), @r#"Error 1: 几何无法使用：`coordinates[0]` 处应为数字，实际为：`"120.9"` → 保留该要素，但无几何；请在源数据中修正"#);
    let text = r#"{"type":"Point","coordinates":[1e13,29.5]}"#;
    insta::assert_snapshot!(told_in(Language::ZhCn, text), @"Error 1: 几何无法使用：`coordinates[0]` 处应为不超过 1e12 的有限数，实际为：`1e13` → 保留该要素，但无几何；请在源数据中修正");
    insta::assert_snapshot!(told_in(Language::ZhCn, r#"{"type":"Point"}"#), @"Error 1: 几何无法使用：`coordinates` 处应为坐标 `[x, y]`，实际为：空缺 → 保留该要素，但无几何；请在源数据中修正");
}

#[test]
fn geometries_that_are_none() {
    let of = |geometry: &str| told(&collection(&format!(r#"{{"type":"Feature","geometry":{geometry}}}"#)));
    insta::assert_snapshot!(of("5"), @"Error 1: the geometry cannot be used: at `geometry` expected a geometry object, found `5` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of("[]"), @"Error 1: the geometry cannot be used: at `geometry` expected a geometry object, found an array `[` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of("{}"), @"Error 1: the geometry cannot be used: at `type` expected a geometry type such as `Polygon`, found nothing → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of(r#"{"type":"Circle","coordinates":[1,2]}"#), @"Error 1: the geometry cannot be used: at `type` expected a geometry type such as `Polygon`, found `Circle` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of(r#"{"type":"point","coordinates":[1,2]}"#), @"Error 1: the geometry cannot be used: at `type` expected `Point`, found `point` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of(r#"{"type":7,"coordinates":[1,2]}"#), @"Error 1: the geometry cannot be used: at `type` expected a geometry type such as `Polygon`, found `7` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of(r#"{"type":"Point"}"#), @"Error 1: the geometry cannot be used: at `coordinates` expected a position `[x, y]`, found nothing → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of(r#"{"type":"GeometryCollection","geometries":[false]}"#), @"Error 1: the geometry cannot be used: at `geometries[0]` expected a geometry object, found `false` → kept without geometry; mend it in the source");
    insta::assert_snapshot!(of(r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":["x",1]}]}"#), @r#"Error 1: the geometry cannot be used: at `geometries[0].coordinates[0]` expected a number, found `"x"` → kept without geometry; mend it in the source"#);
}

#[test]
fn null_and_empty_geometries() {
    insta::assert_snapshot!(told(&collection(r#"{"type":"Feature","geometry":null},{"type":"Feature"}"#)), @"
    Warning 1: the feature has no geometry → kept without one; draw it, or remove the record
    Warning 2: the feature has no geometry → kept without one; draw it, or remove the record
    ");
    for empty in [
        r#"{"type":"Point","coordinates":[]}"#,
        r#"{"type":"Polygon","coordinates":[]}"#,
        r#"{"type":"Polygon","coordinates":[[]]}"#,
        r#"{"type":"MultiPolygon","coordinates":[[],[[]]]}"#,
        r#"{"type":"GeometryCollection","geometries":[]}"#,
        r#"{"type":"GeometryCollection","geometries":[null,null]}"#,
    ] {
        assert_eq!(geometry(empty), (None, vec!["geometry-empty"]), "{empty}");
    }
}

#[test]
fn repairs_of_rings() {
    insta::assert_snapshot!(of_coordinates("Polygon", "[[[0,0],[4,0],[4,4],[0,4]]]"), @"Warning 1 (F-013): the ring `coordinates[0]` does not end where it begins → closed with a straight line; check the shape");
    insta::assert_snapshot!(of_coordinates("Polygon", "[[[0,0],[4,0],[4,0],[4,4],[0,0]],[[1,1],[2,2],[1,1]]]"), @"
    Warning 1 (F-013): the ring `coordinates[1]` has fewer than three distinct vertices → left out, for it has no area; an outer ring takes its holes with it
    Info: repeated vertices: 1, in features: 1 → each was kept once; areas do not change
    ");
    let (polygon, codes) = geometry(r#"{"type":"Polygon","coordinates":[[[1,1],[2,2],[1,1],[1,1]]]}"#);
    assert_eq!((polygon, codes), (None, vec!["ring-left-out", "geometry-empty"]));
}

/// Heights and measures are told once for the layer, whatever they are.
#[test]
fn heights_are_dropped() {
    let features = [
        POINT.to_owned(),
        POINT.replace("29.5", "29.5,31.2"),
        POINT.replace("29.5", "29.5,31.2,7"),
        POINT.replace("29.5", "29.5,NaN"),
        POINT.replace("29.5", "29.5,null"),
    ];
    let (layer, _) = read(collection(&features.join(",")).as_bytes()).unwrap();
    assert!(layer.features.iter().all(|feature| feature.geometry == layer.features[0].geometry));
    insta::assert_snapshot!(told(&collection(&features.join(","))), @"Info: features with heights or measures: 4 → only the first two numbers of each position are used");
}

/// A feature that is not JSON is kept from harming the others, which are read.
#[test]
fn features_that_are_not_json() {
    let broken = [
        POINT.replace("\"geometry\":", "\"geometry\" "),
        POINT.replace("120.9", "12O.9"),
        POINT.replace("\"properties\":", "properties:"),
        "abc".to_owned(),
    ];
    let text = collection(&format!("{POINT},\n{},\n{POINT}", broken.join(",\n")));
    let (layer, _) = read(text.as_bytes()).unwrap();
    let with_geometry: Vec<_> = layer.features.iter().map(|feature| feature.geometry.is_some()).collect();
    assert_eq!(with_geometry, [true, false, false, false, false, true]);
    assert_eq!(layer.fields, ["name"]);
    insta::assert_snapshot!(told(&text), @r#"
    Error 2: line 2, column 56: expected a colon, found `{"type":"Point","coo` → the feature is kept without geometry and attributes; mend the file there
    Error 3: line 3, column 87: expected a value, found `12O.9,29.5]}},` → the feature is kept without geometry and attributes; mend the file there
    Error 4: line 4, column 19: expected a member name in double quotes, found `properties:{"name":"` → the feature is kept without geometry and attributes; mend the file there
    Error 5: line 5, column 1: expected a value, found `abc,` → the feature is kept without geometry and attributes; mend the file there
    "#);
    insta::assert_snapshot!(told_in(Language::ZhCn, &text), @r#"
    Error 2: 第 2 行第 56 列应为冒号，实际为：`{"type":"Point","coo` → 保留该要素，但无几何和属性；请修改文件该处
    Error 3: 第 3 行第 87 列应为值，实际为：`12O.9,29.5]}},` → 保留该要素，但无几何和属性；请修改文件该处
    Error 4: 第 4 行第 19 列应为双引号括起的成员名，实际为：`properties:{"name":"` → 保留该要素，但无几何和属性；请修改文件该处
    Error 5: 第 5 行第 1 列应为值，实际为：`abc,` → 保留该要素，但无几何和属性；请修改文件该处
    "#);
}

#[test]
fn features_that_are_none() {
    insta::assert_snapshot!(told(&collection("null, 5, [1], \"x\"")), @r#"
    Error 1: expected a feature, found `null` → kept without geometry and attributes; mend the source
    Error 2: expected a feature, found `5` → kept without geometry and attributes; mend the source
    Error 3: expected a feature, found an array `[` → kept without geometry and attributes; mend the source
    Error 4: expected a feature, found `"x"` → kept without geometry and attributes; mend the source
    "#);
    let wrong = [POINT.replace("\"Feature\"", "\"Featre\""), POINT.replace("\"type\":\"Feature\",", "")];
    insta::assert_snapshot!(told(&collection(&wrong.join(","))), @r#"
    Warning 1 (a): expected the type `Feature`, found `"Featre"` → read as a feature all the same; mend the source
    Warning 2 (a): expected the type `Feature`, found nothing → read as a feature all the same; mend the source
    "#);
    let bare = r#"{"type":"Point","coordinates":[1,2]}"#;
    insta::assert_snapshot!(told(&collection(bare)), @"Warning 1: expected the type `Feature`, found `Point` → read as a feature all the same; mend the source");
    for text in wrong.iter().map(String::as_str).chain([bare]) {
        assert!(read(collection(text).as_bytes()).unwrap().0.features[0].geometry.is_some());
    }
}

#[test]
fn members_that_are_amiss() {
    let with = |members: &str| told(&POINT.replacen('{', &format!("{{{members},"), 1));
    insta::assert_snapshot!(with(r#""id":{}"#), @"Warning 1 (a): expected text or a number as `id`, found an object `{` → the feature has no identifier");
    insta::assert_snapshot!(with(r#""geometry":null"#), @"Warning 1 (a): the member `geometry` stands twice → the last one is used; remove the other");
    insta::assert_snapshot!(with(r#""bbox":[1,2,]"#), @"Warning 1 (a): the member `bbox` is not JSON: `[1,2,]` → passed over; mend the source");
    let properties = |text: &str| told(&POINT.replace(r#"{"name":"a"}"#, text));
    insta::assert_snapshot!(properties("[]"), @"Warning 1: expected an object as `properties`, found an array `[` → the feature has no attributes; mend the source");
    insta::assert_snapshot!(properties("123"), @"Warning 1: expected an object as `properties`, found `123` → the feature has no attributes; mend the source");
    insta::assert_snapshot!(properties(r#"{"a":1,"a":2}"#), @"Warning 1: the member `properties.a` stands twice → the last one is used; remove the other");
    insta::assert_snapshot!(properties(r#"{"名称":"x","households":NaN,"population":1e999,"code":0331,"tags":[1,]}"#), @"
    Warning 1 (x): the attribute `households` is `NaN`, which is no number → taken as not given; enter the value in the source
    Warning 1 (x): the attribute `population` is `1e999`, which is no number → taken as not given; enter the value in the source
    Warning 1 (x): the member `properties.code` is not JSON: `0331` → passed over; mend the source
    Warning 1 (x): the member `properties.tags` is not JSON: `[1,]` → passed over; mend the source
    ");
}

/// Of members of one name the last counts, as in nearly every other program.
#[test]
fn the_last_of_a_name_counts() {
    let (layer, _) =
        read(POINT.replace(r#""name":"a""#, r#""name":"a","b":1,"name":"z""#).as_bytes()).unwrap();
    assert_eq!(layer.fields, ["name", "b"]);
    assert_eq!(layer.features[0].value(0).map(crate::read::Value::as_text).as_deref(), Some("z"));
    insta::assert_snapshot!(told(r#"{"type":"Feature","type":"FeatureCollection","features":[1],"features":[],"x":[1,]}"#), @"
    Warning: the member `type` stands twice → the last one is used; remove the other
    Warning: the member `features` stands twice → the last one is used; remove the other
    Warning: the member `x` is not JSON: `[1,]` → passed over; mend the source
    Warning: the layer has no features → nothing was read; check the export
    ");
}

#[test]
fn systems_that_are_not_stated() {
    let with = |crs: &str| {
        let (layer, _) =
            read(format!(r#"{{"type":"FeatureCollection","crs":{crs},"features":[{POINT}]}}"#).as_bytes())
                .unwrap();
        assert_eq!(layer.crs, None);
        told(&format!(r#"{{"type":"FeatureCollection","crs":{crs},"features":[{POINT}]}}"#))
    };
    insta::assert_snapshot!(with("null"), @"Warning: the member `crs` is null → taken as not stated; name the coordinate system in the project file");
    insta::assert_snapshot!(with(r#"{"type":"link","properties":{"href":"x"}}"#), @"Warning: the member `crs` is a link → not followed, taken as not stated; name the coordinate system in the project file");
    insta::assert_snapshot!(with(r#"{"type":"name","properties":{}}"#), @r#"Warning: the member `crs` names no coordinate system: `{"type":"name","properties":{}}` → taken as not stated; name the coordinate system in the project file"#);
}
