//! What stops the reading, word for word.

use super::{POINT, collection, read};
use crate::messages::Language;

fn told_in(language: Language, text: &str) -> String {
    let error = read(text.as_bytes()).unwrap_err();
    let lines = [Some(error.message(language)), error.cause(language), error.hint(language)];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn told(text: &str) -> String {
    told_in(Language::En, text)
}

fn code(text: &str) -> &'static str {
    read(text.as_bytes()).unwrap_err().code
}

#[test]
fn not_json() {
    insta::assert_snapshot!(told("name,lon,lat\n小区,120.9,29.5\n"), @"
    cannot read the layer `residential` from `data/r.geojson`, line 1, column 1
    expected an object `{`, found `name,lon,lat`
    mend the file there, or export the layer again as GeoJSON
    ");
    insta::assert_snapshot!(told("{\"type\":\"FeatureCollection\",\n \"features\": [1 2]}"), @"
    cannot read the layer `residential` from `data/r.geojson`, line 2, column 17
    expected a comma or `]`, found `2]}`
    mend the file there, or export the layer again as GeoJSON
    ");
    insta::assert_snapshot!(told_in(Language::ZhCn, "{\"type\":\"FeatureCollection\",\n \"features\": [1 2]}"), @"
    无法读取图层 `residential`：`data/r.geojson` 第 2 行第 17 列
    此处应为逗号或 `]`，实际为：`2]}`
    请修改该处，或重新导出为 GeoJSON
    ");
    insta::assert_snapshot!(told("{\"type\" \"FeatureCollection\"}"), @r#"
    cannot read the layer `residential` from `data/r.geojson`, line 1, column 9
    expected a colon, found `"FeatureCollection"}`
    mend the file there, or export the layer again as GeoJSON
    "#);
    insta::assert_snapshot!(told("<html></html>"), @"
    cannot read the layer `residential` from `data/r.geojson`, line 1, column 1
    expected an object `{`, found `<html></html>`
    mend the file there, or export the layer again as GeoJSON
    ");
    assert_eq!(code(" \n"), "input-empty");
}

/// A forgotten quotation mark shows at the next one; the place told is there, not at the end of the file.
#[test]
fn a_fault_within_a_feature_that_tears_it_open_is_found() {
    let text = collection(&format!("{POINT},\n{},\n{POINT}", POINT.replace("\"name\":", "\"name:")));
    insta::assert_snapshot!(told(&text), @r#"
    cannot read the layer `residential` from `data/r.geojson`, line 2, column 40
    expected valid JSON, found `a"},"geometry":{"typ`
    mend the file there, or export the layer again as GeoJSON
    "#);
    let text = collection(&format!("{POINT},\n{},\n{POINT}", POINT.replace("29.5]", "29.5")));
    insta::assert_snapshot!(told(&text), @"
    cannot read the layer `residential` from `data/r.geojson`, line 2, column 97
    expected a comma or `]`, found `}},`
    mend the file there, or export the layer again as GeoJSON
    ");
}

#[test]
fn a_feature_that_stands_alone_must_be_json() {
    insta::assert_snapshot!(told("{\"type\":\"Point\",\n\"coordinates\":[1,2O]}"), @"
    cannot read the layer `residential` from `data/r.geojson`, line 2, column 18
    expected a value, found `2O]}`
    mend the file there, or export the layer again as GeoJSON
    ");
    insta::assert_snapshot!(told("{\"type\":\"Feature\",\n\"geometry\":{\"type\" \"Point\"}}"), @r#"
    cannot read the layer `residential` from `data/r.geojson`, line 2, column 20
    expected a colon, found `"Point"}}`
    mend the file there, or export the layer again as GeoJSON
    "#);
}

#[test]
fn a_file_that_ends_early() {
    let whole = collection(&[POINT, POINT, POINT].join(",\n"));
    let cut = whole.len() - POINT.len() - 20;
    insta::assert_snapshot!(told(&whole[..cut]), @"
    cannot read the layer `residential` from `data/r.geojson`
    the file ends early, at byte 224 in line 2; complete features before that: 1
    copy or export the file again; check that the disk was not full
    ");
    insta::assert_snapshot!(told_in(Language::ZhCn, &whole[..cut]), @"
    无法读取图层 `residential`：`data/r.geojson`
    文件不完整，在第 2 行（第 224 字节）中断，此前完整的要素有 1 个
    请重新复制或导出该文件，并检查磁盘空间是否已满
    ");
    for cut in 1..whole.len() {
        assert_eq!(code(&whole[..cut]), "geojson-truncated", "{}", &whole[..cut]);
    }
}

/// `NaN` before the cut is a lesser fault than the cut.
#[test]
fn a_file_with_nan_that_ends_early() {
    let whole = collection(&POINT.replace("120.9", "NaN"));
    assert_eq!(code(&whole[..whole.len() - 5]), "geojson-truncated");
}

#[test]
fn json_but_not_geojson() {
    insta::assert_snapshot!(told("[{\"type\":\"Feature\"}]"), @"
    cannot use `data/r.geojson` as the layer `residential`
    expected a GeoJSON object, found an array `[`
    export the layer as a FeatureCollection
    ");
    insta::assert_snapshot!(told("null"), @"
    cannot use `data/r.geojson` as the layer `residential`
    expected a GeoJSON object, found `null`
    export the layer as a FeatureCollection
    ");
    insta::assert_snapshot!(told("{\"name\":\"x\",\"rows\":[]}"), @"
    cannot use `data/r.geojson` as the layer `residential`
    expected a GeoJSON object with a member `type`, found members `name, rows`
    export the layer as a FeatureCollection
    ");
    insta::assert_snapshot!(told("{}"), @"
    cannot use `data/r.geojson` as the layer `residential`
    expected a GeoJSON object with a member `type`, found members none
    export the layer as a FeatureCollection
    ");
    insta::assert_snapshot!(told("{\"type\":\"FooBar\"}"), @"
    cannot use `data/r.geojson` as the layer `residential`
    expected the type `FeatureCollection`, `Feature` or a geometry type, found `FooBar`
    export the layer as a FeatureCollection
    ");
    insta::assert_snapshot!(told("{\"type\":{}}"), @"
    cannot use `data/r.geojson` as the layer `residential`
    expected the type `FeatureCollection`, `Feature` or a geometry type, found an object `{`
    export the layer as a FeatureCollection
    ");
    insta::assert_snapshot!(told("{\"type\":\"FeatureCollection\"}"), @"
    cannot use `data/r.geojson` as the layer `residential`
    expected a member `features` with an array, found nothing
    export the layer as a FeatureCollection
    ");
    insta::assert_snapshot!(told("{\"type\":\"FeatureCollection\",\"features\":{}}"), @"
    cannot use `data/r.geojson` as the layer `residential`
    expected a member `features` with an array, found an object `{`
    export the layer as a FeatureCollection
    ");
}

#[test]
fn upper_and_lower_case_matter() {
    insta::assert_snapshot!(told("{\"type\":\"featurecollection\",\"features\":[]}"), @"
    cannot use `data/r.geojson` as the layer `residential`
    expected the type `FeatureCollection`, found `featurecollection`; upper and lower case matter
    change `featurecollection` to `FeatureCollection`
    ");
    insta::assert_snapshot!(told_in(Language::ZhCn, "{\"type\":\"Feature Collection\",\"features\":[]}"), @"
    无法将 `data/r.geojson` 用作图层 `residential`
    类型应为 `FeatureCollection`，实际为：`Feature Collection`（须区分大小写）
    请将 `Feature Collection` 改为 `FeatureCollection`
    ");
}

#[test]
fn relatives_of_geojson_are_known() {
    insta::assert_snapshot!(told(r#"{"geometryType":"esriGeometryPoint","spatialReference":{"wkid":4490},"features":[]}"#), @"
    cannot use `data/r.geojson` as the layer `residential`
    expected GeoJSON, found Esri JSON
    export the layer as GeoJSON, in ArcGIS with Features To JSON and the option GeoJSON
    ");
    insta::assert_snapshot!(told(r#"{"type":"Topology","objects":{}}"#), @"
    cannot use `data/r.geojson` as the layer `residential`
    expected GeoJSON, found TopoJSON
    convert the file to GeoJSON
    ");
    insta::assert_snapshot!(told(&format!("{}\n{POINT}\n", collection(POINT))), @"
    cannot read the layer `residential` from `data/r.geojson`
    expected one GeoJSON document, found several one after the other (GeoJSON lines or sequence)
    export the layer as a FeatureCollection
    ");
    insta::assert_snapshot!(told(&format!("{POINT}\nx")), @"
    cannot read the layer `residential` from `data/r.geojson`, line 2, column 1
    expected the end of the file, found `x`
    remove what follows the GeoJSON document
    ");
    assert_eq!(code(&format!("{{\n{}\n{POINT}\n", POINT.trim_start_matches('{'))), "geojson-lines");
}

/// A hundred thousand brackets: an error or a note, never a stack that overflows.
#[test]
fn depth_is_no_danger() {
    let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    assert_eq!(code(&deep(100_000)), "geojson-root-not-object");
    assert_eq!(code(&"[".repeat(100_000)), "geojson-truncated");
    for (text, note) in [
        (format!(r#"{{"type":"Point","coordinates":{}}}"#, deep(100_000)), "geometry-unusable"),
        (collection(&deep(100_000)), "feature-not-object"),
        (
            format!(
                "{}{}{}",
                r#"{"type":"GeometryCollection","geometries":["#.repeat(10_000),
                "1",
                "]}".repeat(10_000)
            ),
            "geometry-unusable",
        ),
    ] {
        let (layer, notes) = read(text.as_bytes()).unwrap();
        assert!(layer.features[0].geometry.is_none());
        assert_eq!(notes[0].code, note);
    }
    let (layer, _) = read(POINT.replace("\"a\"", &deep(100_000)).as_bytes()).unwrap();
    assert!(layer.features[0].geometry.is_some());
}
