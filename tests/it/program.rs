//! The whole program on the sample: what it prints, which files it writes, and what each flag changes.

use serde_json::Value;

use crate::run::{Analysed, analysed, number, sample, unprinted};
use crate::world::World;

const FILES: [&str; 24] = [
    ".lifecircle",
    "checklist.csv",
    "facilities.csv",
    "facilities.geojson",
    "index.md",
    "indicators.csv",
    "indicators_by_township.csv",
    "lifecircle.gpkg",
    "parcels.geojson",
    "plan_gap.csv",
    "plan_gap_2027.csv",
    "plan_gaps.geojson",
    "plan_gaps_2027.geojson",
    "report.html",
    "report.json",
    "report.xlsx",
    "rules.csv",
    "service_areas.geojson",
    "stage_indicators.csv",
    "stages.csv",
    "townships.csv",
    "townships.geojson",
    "uncovered.csv",
    "uncovered.geojson",
];

/// What needs a project file, since no flag names standards and further plans.
const OF_THE_PROJECT_FILE: [&str; 7] = [
    "checklist.csv",
    "indicators.csv",
    "indicators_by_township.csv",
    "plan_gap_2027.csv",
    "plan_gaps_2027.geojson",
    "rules.csv",
    "stage_indicators.csv",
];

/// The sample by flags instead of its project file.
const BY_FLAGS: [&str; 14] = [
    "--facilities",
    "geodata/xinchang/facilities.geojson",
    "--residential",
    "geodata/xinchang/residential.geojson",
    "--townships",
    "geodata/xinchang/townships.geojson",
    "--plan",
    "geodata/xinchang/plan_2025.csv",
    "--point-datum",
    "wgs84",
    "--name",
    "新昌县托育服务设施布点（示意）",
    "--lang",
    "zh-CN",
];

fn county(analysed: &Analysed) -> Value {
    analysed.report()["services"][0]["county"].clone()
}

#[test]
fn the_sample_in_chinese() {
    let done = sample(&["--lang", "zh-CN"]);
    insta::assert_snapshot!(done.outcome.stdout);
    insta::assert_snapshot!("the_notes_in_chinese", done.outcome.stderr);
    assert_eq!(done.names(), FILES);
    assert!(
        done.text("townships.csv").starts_with("\u{feff}乡镇（街道）代码"),
        "{}",
        &done.text("townships.csv")[..60]
    );
    assert_eq!(done.report()["project"]["language"], "zh-CN");
}

#[test]
fn the_sample_in_english() {
    let done = sample(&["--lang", "en"]);
    insta::assert_snapshot!(done.outcome.stdout);
    insta::assert_snapshot!("the_notes_in_english", done.outcome.stderr);
    assert_eq!(done.names(), FILES);
    assert!(done.text("townships.csv").starts_with("\u{feff}Township code"));
}

/// Project file and flags are two ways to say one thing: every figure is the same. Standards and further plans have no
/// flags; the stages come from the layer of facilities alone.
#[test]
fn the_sample_by_flags() {
    let by_file = sample(&["--lang", "zh-CN"]);
    let by_flags = analysed(&unprinted(&BY_FLAGS));
    assert_eq!(
        by_flags.names(),
        FILES.iter().filter(|f| !OF_THE_PROJECT_FILE.contains(f)).copied().collect::<Vec<_>>()
    );
    let (a, b) = (by_file.report(), by_flags.report());
    for key in [
        "/services/0/townships",
        "/services/0/county",
        "/services/0/plan/rows",
        "/services/0/plan/county",
        "/method",
    ] {
        assert_eq!(a.pointer(key), b.pointer(key), "{key}");
        assert!(a.pointer(key).is_some(), "{key}");
    }
    for name in ["townships.csv", "parcels.geojson", "uncovered.csv", "uncovered.geojson"] {
        assert!(by_file.text(name) == by_flags.text(name), "{name}");
    }
}

#[test]
fn only_what_is_asked_for() {
    for (only, own) in [
        ("csv", ".csv"),
        ("json", "report.json"),
        ("geojson", ".geojson"),
        ("html", ".html"),
        ("gpkg", ".gpkg"),
        ("xlsx", ".xlsx"),
    ] {
        let expected: Vec<&str> = FILES
            .into_iter()
            .filter(|name| name.starts_with('.') || *name == "index.md" || name.ends_with(own))
            .collect();
        assert!(expected.len() > 2, "{own}");
        assert_eq!(sample(&["--only", only]).names(), expected, "{only}");
    }
}

/// Smaller circles reach less, and the report and the tables say which circles they were.
#[test]
fn circles_by_flag() {
    let (default, smaller) =
        (sample(&[]), sample(&["--circle", "5=250", "--circle", "15=800", "--lang", "en"]));
    let circles = &smaller.report()["services"][0]["circles"];
    assert_eq!(
        *circles,
        serde_json::json!([{"minutes": 5, "radius_m": 250.0}, {"minutes": 15, "radius_m": 800.0}])
    );
    assert!(smaller.outcome.stdout.contains("5 min = 250 m, 15 min = 800 m"));
    for circle in ["/coverage/0/area_m2", "/coverage/1/area_m2"] {
        let (large, small) = (number(&county(&default), circle), number(&county(&smaller), circle));
        assert!(small > 0.3 * large && small < 0.95 * large, "{circle}: {small} of {large}");
    }
}

/// With `--where` only the kindergartens serve; their places are those of the category.
#[test]
fn facilities_by_filter() {
    let (all, some) = (sample(&["--lang", "en"]), sample(&["--where", "类型=幼儿园托班", "--lang", "en"]));
    let (all_counts, counts) = (county(&all)["facilities"].clone(), county(&some)["facilities"].clone());
    let kind = "幼儿园托班";
    assert_eq!(counts["by_category"][kind], all_counts["by_category"][kind]);
    assert_eq!(counts["count"], all_counts["by_category"][kind]["count"]);
    assert_eq!(counts["by_category"]["专业托育机构"]["count"], 0);
    assert!(number(&county(&some), "/coverage/0/area_m2") < number(&county(&all), "/coverage/0/area_m2"));
    assert!(some.outcome.notes_with("were left out as asked").contains("类型 = 幼儿园托班"));
}

/// Planar areas at 0.9° from the central meridian are some 0.02 % larger than those on the ellipsoid; the rates
/// hardly differ.
#[test]
fn plane_areas_and_circles() {
    let (ground, plane) = (sample(&[]), sample(&["--area", "plane", "--circles", "plane"]));
    assert_eq!(plane.report()["method"]["area"], "plane");
    assert_eq!(plane.report()["method"]["circles"], "plane");
    let area = |of: &Analysed| number(&county(of), "/residential_area_m2");
    let more = area(&plane) / area(&ground) - 1.0;
    assert!((5e-5..4e-4).contains(&more), "{more}");
    let rate = |of: &Analysed| number(&county(of), "/coverage/0/rate");
    assert!((rate(&plane) - rate(&ground)).abs() < 2e-4);
}

/// Land under two parcels is counted as often as it is covered: the area rises by the overlap, which is then none.
#[test]
fn overlaps_counted_each_time() {
    let (once, each) = (sample(&[]), sample(&["--overlaps", "each"]));
    let overlap = number(&county(&once), "/overlap_area_m2");
    assert!(overlap > 1000.0, "the sample has overlapping quarters");
    let more =
        number(&county(&each), "/residential_area_m2") - number(&county(&once), "/residential_area_m2");
    assert!((more - overlap).abs() < 1e-3, "{more} against {overlap}");
    assert_eq!(each.report()["method"]["overlaps"], "each");
}

/// The plane by name: the same that is chosen by itself, so the same figures; another zone moves no figure by more
/// than a millionth.
#[test]
fn the_plane_by_name() {
    let (auto, named) = (sample(&[]), sample(&["--crs", "EPSG:4549"]));
    assert_eq!(auto.report()["services"], named.report()["services"]);
    let other = sample(&["--crs", "EPSG:4550"]);
    assert_eq!(other.report()["method"]["crs"], "EPSG:4550");
    for figure in ["/residential_area_m2", "/coverage/0/area_m2", "/coverage/1/area_m2"] {
        let (a, b) = (number(&county(&auto), figure), number(&county(&other), figure));
        assert!((a / b - 1.0).abs() < 1e-6, "{figure}: {a}, {b}");
    }
}

/// Without `-o` the result lies in `output/<project name>` below the current folder.
#[test]
fn the_folder_of_the_result() {
    let world = World::new();
    let outcome = world.analyze(&["--name", "示例/一"]).done();
    let found: Vec<_> = crate::run::contents(&world.path("output")).into_keys().collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(outcome.stdout.contains(&format!("results in output/{}", found[0])), "{}", outcome.stdout);
}
