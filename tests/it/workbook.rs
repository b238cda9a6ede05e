//! The workbook of the sample against the report and the CSV files of the same run.

use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use serde_json::{Value, json};

use crate::run::{Analysed, number, sample};
use crate::world::{World, collection, point};

/// Title and remarks stand above the headings.
const HEADINGS: usize = 2;

/// The sheets of each table.
const SHEETS: [(&str, &[&str]); 11] = [
    ("townships", &["表1 覆盖率", "表1附1 人口与户数", "表1附2 城乡用地", "表1附3 设施与口径"]),
    ("plan_gap", &["表2 规划缺口"]),
    ("plan_gap_2027", &["表2-2027 规划缺口"]),
    ("facilities", &["表3 设施台账", "表3附 设施属性"]),
    ("uncovered", &["表4 未覆盖地块"]),
    ("indicators", &["表5 指标达成", "表5附 算式与依据"]),
    ("checklist", &["审查清单"]),
    ("indicators_by_township", &["分乡镇指标", "分乡镇指标 (2)"]),
    ("rules", &["规定核验"]),
    ("stages", &["各阶段覆盖与配置", "各阶段设施与托位", "各阶段规划缺口"]),
    ("stage_indicators", &["各阶段指标"]),
];

/// A sheet as lists of columns: the heading without its line breaks, and the cells below.
type Columns = Vec<(String, Vec<Data>)>;

fn columns(range: &Range<Data>) -> Columns {
    let rows: Vec<&[Data]> = range.rows().skip(HEADINGS).collect();
    let headings = rows.first().map_or(&[][..], |row| row);
    let column = |(at, heading): (usize, &Data)| {
        let cells = rows.iter().skip(1).map(|row| row[at].clone()).collect();
        (heading.to_string().replace(['\n', ' '], ""), cells)
    };
    headings.iter().enumerate().map(column).collect()
}

fn opened(folder: &Path) -> Xlsx<std::io::BufReader<std::fs::File>> {
    open_workbook(folder.join("report.xlsx")).expect("a workbook")
}

fn sheet(done: &Analysed, name: &str) -> Columns {
    columns(&opened(&done.output).worksheet_range(name).expect(name))
}

fn csv_records(text: &str) -> Vec<csv::StringRecord> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.expect("a record")).collect()
}

/// Whether a cell of the workbook says what the CSV has: a number as a number, text as text.
fn is_same(cell: &Data, printed: &str) -> bool {
    match cell {
        Data::Float(value) => printed.trim_start_matches(['≥', '≤']).parse() == Ok(*value),
        Data::String(text) => text == printed || Some(text.as_str()) == printed.strip_prefix('\''),
        _ => false,
    }
}

/// Every column of every CSV stands in a sheet of its table with the same cells, in the same order.
#[test]
fn the_workbook_holds_the_tables_cell_by_cell() {
    let done = sample(&["--lang", "zh-CN"]);
    let tables: Vec<String> = done.names().into_iter().filter(|name| name.ends_with(".csv")).collect();
    assert_eq!(tables.len(), SHEETS.len(), "{tables:?}");
    let mut n = 0;
    for (stem, names) in SHEETS {
        let sheets: Columns = names.iter().flat_map(|name| sheet(&done, name)).collect();
        let records = csv_records(&done.text(&format!("{stem}.csv")));
        for (at, heading) in records[0].iter().enumerate() {
            let heading = heading.replace(' ', "");
            let is_it = |cells: &[Data]| {
                cells.len() == records.len() - 1
                    && cells.iter().zip(&records[1..]).all(|(cell, record)| is_same(cell, &record[at]))
            };
            let of_heading: Vec<_> = sheets.iter().filter(|(of, _)| *of == heading).collect();
            assert!(of_heading.iter().any(|(_, cells)| is_it(cells)), "{stem}: {heading}, {of_heading:?}");
            n += records.len() - 1;
        }
    }
    assert!(n > 10_000, "{n} cells");
}

/// The column whose heading begins so.
#[track_caller]
fn figures<'a>(columns: &'a Columns, heading: &str) -> &'a [Data] {
    let found = columns.iter().find(|(of, _)| of.starts_with(heading));
    &found.unwrap_or_else(|| panic!("no column {heading}")).1
}

#[track_caller]
fn is_near(cell: &Data, value: Option<f64>, half: f64, what: &str) {
    match (cell, value) {
        (Data::Float(shown), Some(value)) => {
            assert!((shown - value).abs() <= half, "{what}: {shown}, {value}")
        }
        (Data::String(none), None) => assert_eq!(none, "—", "{what}"),
        other => panic!("{what}: {other:?}"),
    }
}

/// Rates to a tenth of a per cent, areas to a hundredth of a hectare (a column that is made to add up may be a whole
/// unit off), gaps and places as they are.
#[test]
fn the_workbook_says_what_the_report_says() {
    let done = sample(&["--lang", "zh-CN"]);
    let report = done.report();
    let service = &report["services"][0];
    let coverage = sheet(&done, "表1 覆盖率");
    let rows = service["townships"].as_array().expect("townships").iter().chain([&service["county"]]);
    let mut n = 0;
    for (at, row) in rows.enumerate() {
        let get = |heading: &str| &figures(&coverage, heading)[at];
        for (circle, minutes) in [(0, 5), (1, 15)] {
            let rate = row["coverage"][circle]["rate"].as_f64().map(|rate| rate * 100.0);
            is_near(get(&format!("{minutes}分钟覆盖率")), rate, 0.05 + 1e-9, "rate");
            let area = number(row, &format!("/coverage/{circle}/area_m2")) / 10_000.0;
            is_near(get(&format!("{minutes}分钟覆盖居住用地面积")), Some(area), 0.02, "area");
        }
        let configured = row["configuration"]["rate"].as_f64().map(|rate| rate * 100.0);
        is_near(get("配置率"), configured, 0.05 + 1e-9, "configuration rate");
        is_near(get("托位数"), row["facilities"]["places"].as_f64(), 0.0, "places");
        n += 1;
    }
    assert_eq!(n, 13);

    let gaps = sheet(&done, "表2 规划缺口");
    let plan = &service["plan"];
    let rows: Vec<&Value> = plan["rows"].as_array().expect("rows").iter().collect();
    for (at, row) in rows.iter().enumerate() {
        is_near(&figures(&gaps, "托位缺口（")[at], row["gap"]["places"].as_f64(), 0.0, "gap");
        is_near(&figures(&gaps, "规划数量")[at], row["planned"]["count"].as_f64(), 0.0, "planned");
    }
    for (at, row) in (rows.len()..).zip(plan["county"].as_array().expect("county")) {
        is_near(&figures(&gaps, "托位缺口（")[at], row["net"]["places"].as_f64(), 0.0, "net");
        is_near(&figures(&gaps, "托位缺口合计")[at], row["shortfall"]["places"].as_f64(), 0.0, "shortfall");
    }
}

/// The last row of 表1 is the sum of those above it, in every column that is no rate.
#[test]
fn the_county_is_the_sum_of_the_townships() {
    let done = sample(&["--lang", "zh-CN"]);
    let mut n = 0;
    for (heading, cells) in SHEETS[0].1.iter().flat_map(|name| sheet(&done, name)) {
        let values: Vec<f64> =
            cells.iter().filter_map(|cell| if let Data::Float(v) = cell { Some(*v) } else { None }).collect();
        let Some((total, parts)) = values.split_last().filter(|_| !heading.contains('%')) else { continue };
        assert!((parts.iter().sum::<f64>() - total).abs() < 1e-9, "{heading}");
        n += 1;
    }
    assert!(n >= 25, "{n} columns");
}

/// A layer whose names are formulas, markup and line breaks: each stands in 表3 as it stands in the layer.
#[test]
fn hostile_names_stay_text() {
    let names = [
        "=cmd|'/C calc'!A0",
        "+1",
        "@SUM(1)",
        "-2",
        "<b>&amp;</b>",
        "\"引号\", '单'",
        "👶 幼\u{202e}儿",
        "http://example.org",
    ];
    let features: Vec<Value> = names
        .iter()
        .map(|name| point(json!({"名称": name, "类型": "幼儿园托班", "托位数": 20}), [120.9025, 29.5025]))
        .collect();
    let (world, _) = World::succeeds_with("facilities.geojson", collection(&features));
    let mut book = opened(&world.path("out"));
    let columns = columns(&book.worksheet_range("Table 3 Facilities").expect("the sheet"));
    let told: Vec<String> = figures(&columns, "Facility").iter().map(ToString::to_string).collect();
    assert_eq!(told, names);
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("formulas");
        assert_eq!(formulas.used_cells().count(), 0, "{name}");
    }
}

/// Only the workbook, where only that is asked for.
#[test]
fn the_workbook_alone() {
    assert_eq!(sample(&["--only", "xlsx"]).names(), [".lifecircle", "index.md", "report.xlsx"]);
}
