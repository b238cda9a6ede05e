//! The words of every error of the room, in English, and of the commonest in Chinese.

use insta::assert_snapshot;

use super::*;
use crate::error::Fault;
use crate::project::{parse_circle, parse_deliverables, parse_filter};

/// [`LEAST`] with one text in place of another.
fn least_with(old: &str, new: &str) -> String {
    assert!(LEAST.contains(old), "{old}");
    LEAST.replacen(old, new, 1)
}

/// [`LEAST`] with more keys of its service.
fn service_with(lines: &str) -> String {
    least_with("name = \"托育服务\"\n", &format!("name = \"托育服务\"\n{lines}\n"))
}

fn of_flag(error: Error) -> String {
    assert_eq!(error.fault, Fault::Usage);
    Folder::empty().words(Language::En, &error)
}

#[test]
fn files_that_cannot_be_read() {
    let folder = Folder::with_data();
    let words = |path: &Path| {
        let error = Project::load(path).expect_err("the file is refused");
        assert_eq!(error.fault, Fault::Usage);
        folder.words(Language::En, &error)
    };
    assert_snapshot!(words(&folder.path("absent.toml")), @"");
    assert_snapshot!(words(folder.0.path()), @"");
    let (gbk, _, _) = encoding_rs::GBK.encode("# 项目\nname = \"新昌县\"\n");
    assert_snapshot!(words(&folder.write("gbk.toml", &gbk)), @"");
    assert_snapshot!(words(&folder.write("utf16.toml", b"\xff\xfen\0a\0")), @"");
}

#[test]
fn text_that_is_not_toml() {
    assert_snapshot!(refusal("name = \"a\"\nyear 2025\n"), @"");
    assert_snapshot!(refusal("name = “新昌”\n"), @"");
    assert_snapshot!(refusal("name = \"a\"\n[layers.residential]\npath = \"D:\\users\\r.geojson\"\n"), @"");
    assert_snapshot!(refusal("name = \"a\"\nyear = 2025\nname = \"b\"\n"), @"");
    assert_snapshot!(refusal(&format!("{LEAST}[service.facilities]\npath = \"x\"\n")), @"");
    assert_snapshot!(refusal("name = \"a"), @"");
}

#[test]
fn keys_that_are_unknown_or_missing() {
    assert_snapshot!(refusal(&service_with("circle = []")), @"");
    assert_snapshot!(refusal(&service_with("budget = 1")), @"");
    assert_snapshot!(refusal(&format!("{LEAST}overlaps = \"once\"\n")), @"");
    assert_snapshot!(refusal(&format!("{LEAST}\"字段\" = 1\n")), @"");
    assert_snapshot!(refusal(&service_with("circles = [{ minutes = 5, radius_m = 300 }, { minutes = 9, radius = 1 }]")), @"");
    assert_snapshot!(refusal(&least_with("name = \"test\"", "")), @"");
    assert_snapshot!(refusal(&least_with("path = \"residential.geojson\"", "crs = \"EPSG:4490\"")), @"");
    assert_snapshot!(refusal(&service_with("circles = [{ minutes = 5 }]")), @"");
    assert_snapshot!(refusal("name = \"a\"\n[layers.residential]\npath = \"residential.geojson\"\n"), @"");
    assert_snapshot!(refusal("name = \"a\"\nservice = []\n[layers.residential]\npath = \"residential.geojson\"\n"), @"");
    assert_snapshot!(refusal(""), @"");
}

#[test]
fn values_of_a_wrong_kind() {
    assert_snapshot!(refusal(&least_with("name = \"test\"", "name = 5")), @"");
    assert_snapshot!(refusal(&least_with("name = \"test\"", "name = \" \"")), @"");
    assert_snapshot!(refusal(&least_with("id = \"childcare\"", "id = \"托育/a\"")), @"");
    assert_snapshot!(refusal(&least_with("[[service]]", "[service]")), @"");
    assert_snapshot!(refusal(&least_with("[layers.residential]", "[[layers.residential]]")), @"");
    assert_snapshot!(refusal(&format!("year = \"2025\"\n{LEAST}")), @"");
    assert_snapshot!(refusal(&format!("deliverables = []\n{LEAST}")), @"");
    assert_snapshot!(refusal(&format!("{LEAST}where = {{ DLBM = 701 }}\n")), @"");
    assert_snapshot!(refusal(&format!("{LEAST}where = {{ DLBM = [\"a\", 701] }}\n")), @"");
    assert_snapshot!(refusal(&format!("{LEAST}where = {{ DLBM = [] }}\n")), @"");
    assert_snapshot!(refusal(&service_with("[service.configuration]\ncategories = \"a\"")), @"");
    assert_snapshot!(refusal(&least_with("[layers.residential]\npath = \"residential.geojson\"", "layers = \"\"\"a\nb\"\"\"")), @"");
}

#[test]
fn values_out_of_range() {
    assert_snapshot!(refusal(&service_with("circles = [\n  { minutes = 5, radius_m = -300 },\n]")), @"");
    assert_snapshot!(refusal(&service_with("circles = [{ minutes = 5, radius_m = 0 }]")), @"");
    assert_snapshot!(refusal(&service_with("circles = [{ minutes = 5, radius_m = nan }]")), @"");
    assert_snapshot!(refusal(&service_with("circles = [{ minutes = 5, radius_m = \"300\" }]")), @"");
    assert_snapshot!(refusal(&service_with("circles = [{ minutes = 2.5, radius_m = 300 }]")), @"");
    assert_snapshot!(refusal(&service_with("circles = [{ minutes = 99999999999999999999, radius_m = 300 }]")), @"");
    assert_snapshot!(refusal(&service_with("circles = []")), @"");
    assert_snapshot!(refusal(&format!("year = 25\n{LEAST}")), @"");
    assert_snapshot!(refusal(&service_with("[service.configuration]\nshare = 1.5")), @"");
}

#[test]
fn values_that_are_no_choice() {
    assert_snapshot!(refusal(&format!("area = \"Ellipsoide\"\n{LEAST}")), @"");
    assert_snapshot!(refusal(&format!("language = \"fr\"\n{LEAST}")), @"");
    assert_snapshot!(refusal(&format!("{LEAST}datum = \"WGS-84\"\n")), @"");
    assert_snapshot!(refusal(&format!("deliverables = [\"json\", \"pdf\"]\n{LEAST}")), @"");
    assert_snapshot!(refusal(&service_with("[service.configuration]\nheadline = \"community/all\"")), @"");
    assert_snapshot!(refusal(&format!("overlaps = true\n{LEAST}")), @"");
}

#[test]
fn values_that_do_not_fit_each_other() {
    let circles = "circles = [\n  { minutes = 5, radius_m = 300 },\n  { minutes = 5, radius_m = 400 },\n]";
    assert_snapshot!(refusal(&service_with(circles)), @"");
    let shrinking = "circles = [{ minutes = 5, radius_m = 1000 }, { minutes = 15, radius_m = 300 }]";
    assert_snapshot!(refusal(&service_with(shrinking)), @"");
    assert_snapshot!(refusal(&service_with("[service.configuration]\nminutes = 10")), @"");
    assert_snapshot!(refusal(&service_with("[service.configuration]\nheadline = \"unit/inside\"")), @"");
    let second =
        "[[service]]\nid = \"childcare\"\nname = \"b\"\n[service.facilities]\npath = \"clinics.geojson\"\n";
    assert_snapshot!(refusal(&format!("{LEAST}{second}")), @"");
    let categories =
        "[[service.category]]\nname = \"驿站\"\n[[service.category]]\nname = \"b\"\naliases = [\"驿站\"]";
    assert_snapshot!(refusal(&service_with(categories)), @"");
    let unknown =
        "[[service.category]]\nname = \"nursery\"\n[service.configuration]\ncategories = [\"nursry\"]";
    assert_snapshot!(refusal(&service_with(unknown)), @"");
    assert_snapshot!(refusal(&least_with("\"facilities.geojson\"", "\"D:\\new\\table.geojson\"")), @"");
    assert_snapshot!(refusal(&format!("output = \".\"\n{LEAST}")), @"");
}

#[test]
fn data_files_that_are_missing() {
    let words = |folder: &Folder, error: Error| {
        assert_eq!(error.fault, Fault::Data, "the data cannot be analysed: exit status 1");
        folder.words(Language::En, &error)
    };
    let folder = Folder::with_data();
    let text = least_with("residential.geojson", "absent.geojson");
    assert_snapshot!(words(&folder, folder.load(&text).expect_err("missing")), @"");
    let flags = Flags { plan: Some("absent.csv".into()), ..Flags::default() };
    assert_snapshot!(words(&folder, folder.resolve(LEAST, flags.clone()).expect_err("missing")), @"");
    assert_snapshot!(words(&folder, folder.resolve(&text, flags).expect_err("missing")), @"");
    std::fs::create_dir(folder.path("layers")).expect("a folder");
    let text = least_with("facilities.geojson", "layers");
    assert_snapshot!(words(&folder, folder.load(&text).expect_err("a folder")), @"");
    let flags = Flags { townships: Some(folder.path("layers")), ..Flags::default() };
    assert_snapshot!(words(&folder, folder.resolve(LEAST, flags).expect_err("a folder")), @"");
}

#[test]
fn flags_that_cannot_be_used() {
    let resolve = |flags| of_flag(Project::resolve(flags).expect_err("the flags are refused"));
    assert_snapshot!(resolve(Flags::default()), @"");
    let flags = Flags { facilities: Some("f.geojson".into()), ..Flags::default() };
    assert_snapshot!(resolve(flags.clone()), @"");
    let circles = |texts: [&str; 2]| Flags {
        circles: texts.iter().map(|text| parse_circle(text).expect("a circle")).collect(),
        residential: Some("r.geojson".into()),
        ..flags.clone()
    };
    assert_snapshot!(resolve(circles(["5=300", "5=400"])), @"");
    assert_snapshot!(resolve(circles(["15=300", "5=1000"])), @"");
    assert_snapshot!(of_flag(parse_circle("300").expect_err("refused")), @"");
    assert_snapshot!(of_flag(parse_circle("five=300").expect_err("refused")), @"");
    assert_snapshot!(of_flag(parse_circle("5=300m").expect_err("refused")), @"");
    assert_snapshot!(of_flag(parse_filter("amenity").expect_err("refused")), @"");
    assert_snapshot!(of_flag(parse_deliverables("json,xlsx").expect_err("refused")), @"");
    assert_snapshot!(of_flag(parse_deliverables("geo-json").expect_err("refused")), @"");
}

#[test]
fn in_chinese() {
    let words = |text: &str| {
        let folder = Folder::with_data();
        let error = folder.load(text).expect_err("the file is refused");
        folder.words(Language::ZhCn, &error)
    };
    assert_snapshot!(words(&service_with("circle = []")), @"");
    assert_snapshot!(words(&service_with("circles = [{ minutes = 5, radius_m = -300 }]")), @"");
    assert_snapshot!(words(&least_with("[[service]]", "[service]")), @"");
    assert_snapshot!(words(&least_with("residential.geojson", "absent.geojson")), @"");
    assert_snapshot!(words("name = “新昌”\n"), @"");
}
