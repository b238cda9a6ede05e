//! `check`: the report on the data as files, and `--strict`.

use insta::assert_snapshot;
use serde_json::json;

use crate::run::contents;
use crate::world::{LAYERS, World, collection, point};

/// A world in which a facility stands twice and another has no places.
fn world() -> World {
    let world = World::new();
    world.write(
        "facilities.geojson",
        collection(&[
            point(json!({"名称": "甲托育园", "类型": "专业托育机构", "托位数": 60}), [120.9025, 29.5025]),
            point(json!({"名称": "甲托育园", "类型": "专业托育机构", "托位数": 60}), [120.9026, 29.5025]),
            point(json!({"名称": "乙幼儿园", "类型": "幼儿园托班", "托位数": 0}), [120.9130, 29.5055]),
        ]),
    );
    world
}

fn check<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["check"], &LAYERS[..], more].concat()
}

/// Warnings fail only where they are asked to.
#[test]
fn strict_lets_warnings_fail() {
    let world = world();
    assert_eq!(world.run(&check(&["--lang", "en"])).status, 0);
    let strict = world.run(&check(&["--lang", "en", "--strict"]));
    assert_eq!(strict.status, 1);
    let last = |text: &str| text.lines().last().unwrap_or_default().to_owned();
    assert_snapshot!(last(&strict.stdout), @"data check: errors 0, warnings 2, notes 6: the data can be analysed; look at the warnings first");
    let chinese = world.run(&check(&["--lang", "zh-CN", "--strict"]));
    assert_snapshot!(last(&chinese.stdout), @"数据检查：错误 0 条，警告 2 条，说明 6 条；可以分析，请先核对警告");
}

/// The files say what the terminal says, each finding with its place; the same bytes at any number of threads.
#[test]
fn the_findings_are_written_to_files() {
    let world = world();
    let outcome = world.run(&check(&["--lang", "en", "-o", "check"])).done();
    assert!(outcome.stdout.contains("results in check: check.json, check.csv, check.geojson, index.md"));
    let first = contents(&world.path("check"));
    let names: Vec<&str> = first.keys().map(String::as_str).collect();
    assert_eq!(names, [".lifecircle", "check.csv", "check.geojson", "check.json", "index.md"]);
    let places = String::from_utf8(first["check.geojson"].clone()).expect("UTF-8");
    let twice = places.lines().find(|line| line.contains("facility-twice")).unwrap_or_default();
    assert!(
        twice.contains("\"coordinates\":[120.9026,29.5025]") && twice.contains("\"feature\":2"),
        "{twice}"
    );
    let csv = String::from_utf8(first["check.csv"].clone()).expect("UTF-8");
    let twice = csv.lines().find(|line| line.contains("facility-twice")).unwrap_or_default();
    let start = "warning,facilities,childcare,2,甲托育园,120.9026000,29.5025000,a facility of the same name stands 9.7 m away";
    assert!(twice.starts_with(start), "{twice}");
    let report: serde_json::Value = serde_json::from_slice(&first["check.json"]).expect("JSON");
    assert_eq!(report["schema"], "lifecircle/check/1");
    assert_eq!(report["verdict"], "to-be-looked-at");
    assert_eq!(report["inputs"][0]["datum"], "wgs84");
    let notes = report["notes"].as_array().expect("notes");
    let counted: u64 =
        ["errors", "warnings", "notes"].iter().filter_map(|c| report["counts"][c].as_u64()).sum();
    assert_eq!(notes.len() as u64, counted);
    assert!(notes.iter().any(|note| note["code"] == "zero-places" && note["place"][0] == 120.913));

    world.run(&check(&["--lang", "en", "-o", "check", "--threads", "1"])).done();
    assert!(contents(&world.path("check")) == first, "the same data give the same bytes");
}

/// A run that cannot write says so before it reads anything.
#[test]
fn a_folder_that_is_not_ours_is_not_replaced() {
    let world = world();
    std::fs::create_dir(world.path("theirs")).expect("a folder");
    world.write("theirs/mine.txt", "mine");
    let outcome = world.run(&check(&["--lang", "en", "-o", "theirs"]));
    assert_eq!(outcome.status, 2);
    assert!(outcome.stderr.contains("cannot replace the folder"), "{}", outcome.stderr);
}

/// A layer that cannot be used is the one finding, and no older report is left to be read as the present one.
#[test]
fn what_stops_the_run_is_a_finding() {
    let world = world();
    world.run(&check(&["--lang", "en", "-o", "check"])).done();
    world.write("residential.geojson", collection(&[point(json!({"名称": "甲小区"}), [120.9025, 29.5025])]));
    let outcome = world.run(&check(&["--lang", "en", "-o", "check"]));
    assert_eq!(outcome.status, 1);
    assert!(outcome.stdout.contains("results in check: check.json"), "{}", outcome.stdout);
    let report: serde_json::Value =
        serde_json::from_slice(&contents(&world.path("check"))["check.json"]).expect("JSON");
    assert_eq!(report["verdict"], "must-be-mended");
    assert_eq!(
        (&report["notes"][0]["severity"], &report["notes"][0]["code"]),
        (&"error".into(), &"no-polygons".into())
    );
    assert_eq!(report["notes"].as_array().map(Vec::len), Some(1));
}
