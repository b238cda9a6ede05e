use std::collections::BTreeSet;

use serde_json::Value;

use super::super::fixture;
use super::*;
use crate::coverage::CircleCoverage;
use crate::geometry::DiskUnion;
use crate::model::Piece;

/// The page of a report, as the browser gets it.
fn html(report: &Report, study: &Study, coverage: &Coverage) -> String {
    template::filled(report, &page(report, study, coverage)).unwrap()
}

/// What stands between the tags of the element that begins so.
fn content<'a>(html: &'a str, begin: &str, end: &str) -> &'a str {
    let rest = &html[html.find(begin).unwrap() + begin.len()..];
    &rest[..rest.find(end).unwrap()]
}

/// The data of the page, read as the browser reads it.
fn data(html: &str) -> Value {
    serde_json::from_str(content(html, "id=\"data\">", "</script>")).unwrap()
}

fn of_fixture(language: &'static str) -> (String, Value) {
    let html = html(&fixture::report(language), &fixture::study(), &fixture::coverage());
    let data = data(&html);
    (html, data)
}

/// Style and script are allowed by their hashes alone; nothing else is, and nothing names a host.
#[test]
fn the_policy_allows_just_what_the_page_brings() {
    use base64::Engine;
    use sha2::{Digest, Sha256};
    let (html, _) = of_fixture("zh-CN");
    let policy = content(&html, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    let hash =
        |content: &str| base64::engine::general_purpose::STANDARD.encode(Sha256::digest(content.as_bytes()));
    let script = html.rsplit_once("<script>").unwrap().1.split_once("</script>").unwrap().0;
    let style = content(&html, "<style>", "</style>");
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
            hash(script),
            hash(style)
        )
    );
    let data = content(&html, "id=\"data\">", "</script>");
    let outside = html.replace(script, "").replace(style, "").replace(data, "");
    for forbidden in [" style=", " onclick=", " onload=", "http://", "https://", " src="] {
        assert!(!outside.contains(forbidden), "{forbidden}");
    }
    for forbidden in ["@import", "url(http", "url(//", "fetch(", "XMLHttpRequest", "eval("] {
        assert!(
            !style.contains(forbidden) && !script.replace(template::LEAFLET, "").contains(forbidden),
            "{forbidden}"
        );
    }
}

/// Every word that the page asks for is there, in both languages; the licence of the map library goes with it.
#[test]
fn no_word_of_the_page_is_missing() {
    let source = template::SCRIPTS.concat() + template::TEMPLATE;
    let asked: BTreeSet<&str> = ["word(\"", "data-word=\"", "data-label=\""]
        .iter()
        .flat_map(|call| source.split(call).skip(1))
        .filter_map(|rest| rest.split_once('"').map(|(word, _)| word))
        .collect();
    assert!(asked.len() > 30, "{asked:?}");
    for language in ["zh-CN", "en"] {
        let (html, data) = of_fixture(language);
        for word in &asked {
            // A word may be put together: `kind-` and what it is of.
            let known = data["words"]
                .as_object()
                .unwrap()
                .keys()
                .any(|key| key == word || (word.ends_with('-') && key.starts_with(word)));
            assert!(known, "{language}: {word}");
        }
        assert!(html.contains("BSD 2-Clause"));
    }
}

/// Names that would be markup, formulas or ends of the script are text like any other.
#[test]
fn hostile_names_stay_text() {
    let hostile = "</script><script>alert(1)</script><!--\u{2028}\"'&👶\u{202e}";
    let mut report = fixture::report("zh-CN");
    hostile.clone_into(&mut report.project.name);
    hostile.clone_into(&mut report.services[0].name);
    report.services[0].facilities[0].name = Some(hostile.to_owned());
    let mut study = fixture::study();
    hostile.clone_into(&mut study.townships[0].name);
    let html = html(&report, &study, &fixture::coverage());
    assert_eq!(html.matches("<script").count(), 2);
    assert_eq!(html.matches("</script").count(), 2);
    assert!(!content(&html, "id=\"data\">", "</script>").contains(['<', '>', '&', '\u{2028}']));
    assert!(content(&html, "<title>", "</title>").starts_with("&lt;/script&gt;"));
    let data = data(&html);
    assert_eq!(data["title"], hostile);
    assert_eq!(data["map"]["townships"]["names"][0], hostile);
    assert_eq!(data["map"]["services"][0]["facilities"]["names"][0], hostile);
}

/// The cells of the page are those of the tables, a township's row stands where the map looks for it, and columns know
/// how they are sorted.
#[test]
fn tables_are_those_of_the_other_files() {
    let (_, data) = of_fixture("zh-CN");
    let service = &data["services"][0];
    let table = &service["tables"][0];
    assert_eq!((table["id"].as_str(), table["totals"].as_u64()), (Some("townships"), Some(1)));
    assert_eq!(table["rows"][1][1], "小将镇");
    assert_eq!(table["subjects"][1], serde_json::json!(["township", 1]));
    assert_eq!(table["subjects"][3], Value::Null);
    let kinds: Vec<&str> =
        table["columns"].as_array().unwrap().iter().map(|c| c["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds[..6], ["text", "text", "number", "number", "text", "number"]);
    let checklist =
        service["tables"].as_array().unwrap().iter().find(|table| table["id"] == "checklist").unwrap();
    assert_eq!(checklist["columns"][6]["kind"], "verdict");
    assert_eq!(checklist["rows"][0][6], serde_json::json!(["pass", "符合"]));
    let ids: Vec<&str> =
        data["tables"].as_array().unwrap().iter().map(|table| table["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["method", "inputs", "notes", "conservation"]);
}

#[test]
fn the_map_has_shapes_shares_themes_and_what_is_left_out() {
    let (_, data) = of_fixture("zh-CN");
    let map = &data["map"];
    assert_eq!(map["simplified_m"], Value::Null);
    // The clockwise square from (-200, 0), 1000 m east of the origin at -1000.
    assert_eq!(map["origin"], serde_json::json!([-1000.0, 0.0]));
    assert_eq!(map["land"]["shapes"][1], serde_json::json!([[[8000, 0, 0, 1000, 1000, 0, 0, -1000]]]));
    let service = &map["services"][0];
    // 1e-6 m² of rounding do not make the first piece uncovered.
    assert_eq!(service["parcels"]["shares"], serde_json::json!([[1, 0.5], [1, 1]]));
    assert_eq!(service["uncovered"][1], serde_json::json!([]));
    let half = &service["parcels"]["rows"][1];
    assert_eq!((half[5].as_str(), half[6].as_str()), (Some("2500.00"), Some("50.0")));
    let themes: Vec<&str> =
        service["themes"].as_array().unwrap().iter().map(|theme| theme["id"].as_str().unwrap()).collect();
    assert_eq!(themes, ["coverage-5", "coverage-15", "configuration", "shortfall-1", "shortfall-2"]);
    let rates = &service["themes"][0];
    assert_eq!(rates["texts"], serde_json::json!(["50.0%", "10.0%", null]));
    assert_eq!(rates["breaks"].as_array().unwrap().len(), rates["colours"].as_array().unwrap().len() + 1);
    assert_eq!(service["facilities"]["status"], serde_json::json!(["existing", "planned"]));
    assert_eq!(service["categories"][0]["shape"], "circle");
}

/// More pieces than a window can show: their shapes are simplified and tables cut, and the page says so.
#[test]
fn large_studies_are_simplified_and_say_so() {
    let (mut study, report) = (fixture::study(), fixture::report("en"));
    let piece = study.pieces[1].clone();
    study.pieces = vec![Piece { plane_area_m2: 10_000.0, ..piece }; 20_001];
    let circle = || CircleCoverage {
        covered_plane_m2: vec![10_000.0; 20_001],
        covered_area_m2: Vec::new(),
        by_use: None,
        disks: DiskUnion::new(&[]),
    };
    let covered =
        crate::coverage::ServiceCoverage { circles: vec![circle(), circle()], nearest: vec![None; 20_001] };
    // Of the small study: where land overlaps does not matter here.
    let coverage = Coverage::by_hand(&fixture::study(), vec![covered], Vec::new());
    let data = data(&html(&report, &study, &coverage));
    assert_eq!(data["map"]["simplified_m"], 5.0);
    assert_eq!(data["map"]["services"][0]["uncovered"][0], serde_json::json!([]));

    let mut long = tables::of_service(&report.services[0], &report, Words::of_tag("en")).remove(0);
    let total = long.rows.pop().unwrap();
    while long.rows.len() < 20_005 {
        long.rows
            .push(tables::Row { cells: long.rows[0].cells.clone(), subject: tables::Subject::Township(0) });
    }
    long.rows.push(total);
    let cut = PageTable::of(&long, Words::of_tag("en"));
    assert_eq!((cut.rows.len(), cut.totals), (20_000, 1));
    insta::assert_snapshot!(cut.note.unwrap(), @"this page lists the first 20000 rows; all 20006 are in townships.csv");
}

/// No township, no plan, no standard: the page of a county alone.
#[test]
fn a_county_alone_has_a_page() {
    let (mut study, mut report) = (fixture::study(), fixture::report("en"));
    study.townships.clear();
    for piece in &mut study.pieces {
        piece.township = None;
    }
    let service = &mut report.services[0];
    service.townships.clear();
    service.plan = None;
    service.further_plans.clear();
    service.standards.clear();
    service.indicators.clear();
    service.rules.clear();
    service.checklist.clear();
    service.stages.truncate(1);
    service.facilities.clear();
    let data = data(&html(&report, &study, &fixture::coverage()));
    assert_eq!(data["services"][0]["charts"], serde_json::json!([]));
    assert_eq!(data["map"]["services"][0]["themes"], serde_json::json!([]));
    assert_eq!(data["services"][0]["cards"].as_array().unwrap().len(), 4);
}
