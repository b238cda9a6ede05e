use super::super::fixture;
use super::*;
use crate::note::Note;
use geo::Coord;

/// Twenty-five facilities without places, two of them with a place, and an error of a table.
fn notes() -> Notes {
    let mut notes = Notes::default();
    for index in 1..=25 {
        let place = (index <= 2).then_some(Coord { x: 120.9, y: 29.512_345_678 });
        let name = (index == 1).then(|| "=甲园".to_owned());
        notes.push(
            Note::new(Severity::Warning, "no-places").layer("facilities").feature(index, name).at(place),
        );
    }
    notes.push(
        Note::new(Severity::Error, "and-more-counted")
            .layer("plan")
            .with("count", 1)
            .with("total", 1)
            .with("code", "x"),
    );
    notes
}

#[test]
fn the_last_line_has_counts_and_verdict() {
    let last =
        |notes: &Notes, language| check_text(notes, language).lines().last().unwrap_or_default().to_owned();
    let mut warned = Notes::default();
    warned.push(Note::new(Severity::Warning, "no-places"));
    let all =
        |language| [notes(), warned.clone(), Notes::default()].map(|notes| last(&notes, language)).join("\n");
    insta::assert_snapshot!(all(Language::En), @"
    data check: errors 1, warnings 25, notes 0: the errors must be mended
    data check: errors 0, warnings 1, notes 0: the data can be analysed; look at the warnings first
    data check: errors 0, warnings 0, notes 0: the data are in order
    ");
    insta::assert_snapshot!(all(Language::ZhCn), @"
    数据检查：错误 1 条，警告 25 条，说明 0 条；错误必须修正
    数据检查：错误 0 条，警告 1 条，说明 0 条；可以分析，请先核对警告
    数据检查：错误 0 条，警告 0 条，说明 0 条；数据无误
    ");
    assert_eq!(
        check_text(&notes(), Language::En).lines().filter(|line| line.starts_with("warning")).count(),
        21
    );
}

/// All 25 in the files; those with a place on the map.
#[test]
fn the_files_hold_every_note() {
    let here = tempfile::tempdir().unwrap();
    let project = fixture::project(here.path().join("check"));
    let mut report = fixture::report("en");
    report.unworded_notes = notes();
    let paths = deliver_check(&report, &project).unwrap();
    let names: Vec<_> = paths.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["check.json", "check.csv", "check.geojson", "index.md"]);
    let text = |name: &str| std::fs::read_to_string(project.output.join(name)).unwrap();

    let json: serde_json::Value = serde_json::from_str(&text("check.json")).unwrap();
    assert_eq!(json["schema"], "lifecircle/check/1");
    assert_eq!(json["counts"], serde_json::json!({"errors": 1, "warnings": 25, "notes": 0}));
    assert_eq!(json["verdict"], "must-be-mended");
    assert_eq!(json["notes"].as_array().unwrap().len(), 26);
    insta::assert_snapshot!(json["notes"][1], @r#"
    {"severity":"warning","code":"no-places","layer":"facilities","service":null,"feature":1,"name":"=甲园","place":[120.9,29.5123457],"message":"the facility does not say how many places it has","action":"it serves, and counts with 0 places"}
    "#);

    let csv = text("check.csv");
    assert_eq!(csv.lines().count(), 27);
    insta::assert_snapshot!(csv.lines().take(4).collect::<Vec<_>>().join("\n").trim_start_matches('\u{feff}'), @r#"
    Severity,Layer,Service,Feature,Name,Longitude,Latitude,What was found,"What was done, and what to do",Code
    error,layout plan,—,—,—,—,—,"1 more of the same kind (`x`, 1 in all)","only counted; mend those that are told, then check again",and-more-counted
    warning,facilities,—,1,'=甲园,120.9000000,29.5123457,the facility does not say how many places it has,"it serves, and counts with 0 places",no-places
    warning,facilities,—,2,—,120.9000000,29.5123457,the facility does not say how many places it has,"it serves, and counts with 0 places",no-places
    "#);

    let places: ::geojson::FeatureCollection = text("check.geojson").parse().unwrap();
    assert_eq!(places.features.len(), 2);
    insta::assert_snapshot!(text("check.geojson").lines().nth(1).unwrap_or_default(), @r#"
    {"type":"Feature","geometry":{"type":"Point","coordinates":[120.9,29.5123457]},"properties":{"severity":"warning","code":"no-places","layer":"facilities","feature":1,"name":"=甲园","message":"the facility does not say how many places it has","action":"it serves, and counts with 0 places"}},
    "#);

    insta::assert_snapshot!(text("index.md"), @"
    # 新昌

    This folder holds the report on the data of the project: what was found wrong with them, and where. Made by lifecircle 0.1.0.

    | File | What it is | Opened with |
    | --- | --- | --- |
    | [`check.json`](check.json) | All findings with severity, place, what was done and what to do; input files with SHA-256, coordinate system and datum; for other programs | a text editor; for other programs |
    | [`check.csv`](check.csv) | All findings as a table, the gravest first | Excel, LibreOffice |
    | [`check.geojson`](check.geojson) | The places of all findings as points (WGS 84), to be laid over the data | QGIS, ArcGIS Pro |
    | [`index.md`](index.md) | This page: what each file is | a text editor |

    A later run replaces these files as a whole and leaves alone whatever else you put here. The program knows its results by the hidden file `.lifecircle`: do not delete it.
    ");
    let again = deliver_check(&report, &project).unwrap();
    assert_eq!(paths, again);
    assert_eq!(csv, text("check.csv"));
}

/// What stops the run stands in the place of an older report, in which all was in order.
#[test]
fn what_stops_the_run_replaces_an_older_report() {
    let here = tempfile::tempdir().unwrap();
    let project = fixture::project(here.path().join("check"));
    deliver_check(&fixture::report("zh-CN"), &project).unwrap();
    let text = |name: &str| std::fs::read_to_string(project.output.join(name)).unwrap();
    assert!(text("check.json").contains("in-order"));

    let error = Error::data("no-polygons")
        .with("path", "residential.shp")
        .with_term("role", "words.role.residential")
        .with("count", 3);
    let paths = deliver_stopped_check(&error, &project).unwrap();
    assert_eq!(paths.len(), 4);
    let json: serde_json::Value = serde_json::from_str(&text("check.json")).unwrap();
    assert_eq!(json["counts"], serde_json::json!({"errors": 1, "warnings": 0, "notes": 0}));
    assert_eq!((&json["verdict"], &json["inputs"]), (&"must-be-mended".into(), &serde_json::json!([])));
    let csv = text("check.csv");
    insta::assert_snapshot!(csv.lines().nth(1).unwrap_or_default(), @"错误,—,—,—,—,—,—,`residential.shp` 不能用作居住用地图层：应为面要素，3 个要素中一个也没有,请检查文件是否给对；点和线没有面积,no-polygons");
    let places: ::geojson::FeatureCollection = text("check.geojson").parse().unwrap();
    assert_eq!(places.features.len(), 0);
    assert!(text("index.md").contains("check.geojson"));
}
