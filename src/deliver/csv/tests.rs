//! The tables of the fixture, whole.

use super::super::fixture;
use super::*;
use crate::report::StandardInfo;

fn text(table: &Table) -> String {
    let mut bytes = Vec::new();
    table.write(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The tables of the fixture of these names, with the bytes that one cannot see told apart. No cell is empty, and
/// what begins as a formula is a number.
fn told(language: &'static str, stems: &[&str]) -> String {
    let report = fixture::report(language);
    let tables = tables(&report.services[0], &report.method, Words::of_tag(language));
    let mut all = String::new();
    for (stem, table) in tables.iter().filter(|(stem, _)| stems.contains(&stem.as_str())) {
        let text = text(table);
        assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        for cell in reader.records().flat_map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            assert!(!cell.is_empty(), "{stem}");
            let is_formula = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            assert!(!is_formula || cell.parse::<f64>().is_ok(), "{stem}: {cell}");
        }
        all += &format!("[{stem}]\n{text}\n");
    }
    all.replace('\u{feff}', "").replace('\u{202e}', "<RLO>").replace("\r\n", "\n")
}

const FIGURES: [&str; 5] = ["townships", "plan_gap", "plan_gap_2027", "facilities", "uncovered"];
const INDICATORS: [&str; 2] = ["indicators", "indicators_by_township"];
const REVIEW: [&str; 2] = ["checklist", "rules"];
const STAGES: [&str; 2] = ["stages", "stage_indicators"];

#[test]
fn the_figures_in_chinese() {
    insta::assert_snapshot!(told("zh-CN", &FIGURES), @"");
}

#[test]
fn the_figures_in_english() {
    insta::assert_snapshot!(told("en", &FIGURES), @"");
}

#[test]
fn the_indicators_in_chinese() {
    insta::assert_snapshot!(told("zh-CN", &INDICATORS), @"");
}

#[test]
fn the_indicators_in_english() {
    insta::assert_snapshot!(told("en", &INDICATORS), @"");
}

#[test]
fn the_review_in_chinese() {
    insta::assert_snapshot!(told("zh-CN", &REVIEW), @"");
}

#[test]
fn the_review_in_english() {
    insta::assert_snapshot!(told("en", &REVIEW), @"");
}

#[test]
fn the_stages_in_chinese() {
    insta::assert_snapshot!(told("zh-CN", &STAGES), @"");
}

#[test]
fn the_stages_in_english() {
    insta::assert_snapshot!(told("en", &STAGES), @"");
}

/// Without standards and stages there is nothing to tell of them; a plan without a year is named by its place.
#[test]
fn tables_without_rows_are_not_made() {
    let mut report = fixture::report("en");
    let service = &mut report.services[0];
    service.indicators.clear();
    service.rules.clear();
    service.checklist.clear();
    service.stages.truncate(1);
    service.further_plans[0].year = None;
    let tables = tables(service, &report.method, Words::of_tag("en"));
    let stems: Vec<&str> = tables.iter().map(|(stem, _)| stem.as_str()).collect();
    assert_eq!(stems, ["townships", "plan_gap", "plan_gap_no2", "facilities", "uncovered"]);
}

/// Two standards may both have an indicator 1.
#[test]
fn columns_name_their_standard_where_there_are_several() {
    let mut report = fixture::report("en");
    let service = &mut report.services[0];
    let another = StandardInfo { id: "b".to_owned(), name: "=B".to_owned(), ..service.standards[0].clone() };
    service.standards.push(another);
    service.indicators[1].standard = "b".to_owned();
    let table = indicators_by_township::table(service, Words::of_tag("en")).unwrap();
    assert_eq!(
        table.rows[0][2..],
        ["新昌县托育服务规划: 1 千人托位数 (个/千人)", "'=B: 6 城镇5分钟社区生活圈托育服务设施配置率 (%)"]
    );
}

/// A name with quotes, a comma and a line end is one cell again when read.
#[test]
fn hostile_names_stay_in_their_cells() {
    let mut report = fixture::report("en");
    let name = "\"A\", 'b'\r\n👶\u{202e}花园";
    report.services[0].facilities[0].name = Some(name.to_owned());
    let table = facilities::table(&report.services[0], &report.method, Words::of_tag("en"));
    let text = text(&table);
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    assert_eq!(&reader.records().next().unwrap().unwrap()[2], name);
}
