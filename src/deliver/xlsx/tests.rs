//! The workbook, read back.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};

use super::super::fixture;
use super::super::tables::Cell;
use super::contents::{Part, Tables};
use super::sheet::FIRST_ROW;
use super::*;
use crate::report::{FacilityRow, ServiceReport, UncoveredRow};

/// Names that mean something to a spreadsheet, to XML, or to the direction of writing.
const HOSTILE: [&str; 16] = [
    "=cmd|'/C calc'!A0",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "=HYPERLINK(\"http://x\",\"y\")",
    "http://example.org",
    "mailto:a@example.org",
    "<b>粗</b> & \"引号\" '",
    "]]> <!-- &amp; &#65;",
    "_x0041_",
    "👶🏽 幼",
    "\u{202e}倒\u{2066}字\u{200f}",
    "一行\n二行\t三",
    " 空格 ",
    "TRUE",
    "1E5",
];

fn opened(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook")
}

fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Range<Data> {
    book.worksheet_range(name).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// The cell at a row and column counted from 0.
fn cell(range: &Range<Data>, row: u32, column: usize) -> Data {
    range.get_value((row, column as u32)).cloned().unwrap_or(Data::Empty)
}

/// What a cell of a table must read as.
fn expected(cell: &Cell, words: Words) -> Data {
    let number = |text: &str| Data::Float(text.parse().expect("a number"));
    match (cell, cell.shown()) {
        (_, None) => Data::String(words.none()),
        (Cell::Number(_), Some(shown)) => number(&shown.to_string()),
        (Cell::Bound(..), Some(shown)) => number(shown.to_string().trim_start_matches(['≥', '≤'])),
        (_, Some(shown)) => Data::String(shown.to_string()),
    }
}

/// Compares all sheets of a report with the tables, cell by cell. The number of cells that were compared.
fn compared(report: &Report, rows_of_a_sheet: usize) -> usize {
    let words = Words::of_tag(report.project.language);
    let tables = Tables::of(report, words);
    let planned = contents::sheets(report, &tables, rows_of_a_sheet, words);
    let mut book = opened(&bytes(report, rows_of_a_sheet).unwrap());
    assert_eq!(book.sheet_names(), planned.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>());
    let mut n = 0;
    for planned in &planned {
        let range = sheet(&mut book, &planned.name);
        let formulas = book.worksheet_formula(&planned.name).unwrap();
        assert_eq!(formulas.used_cells().count(), 0, "no cell is a formula");
        if let Kind::Table(part) = &planned.kind {
            n += compared_part(&range, part, &planned.name, words);
        }
    }
    n
}

fn compared_part(range: &Range<Data>, part: &Part, name: &str, words: Words) -> usize {
    let mut n = 0;
    for (to, column) in part.columns.iter().enumerate() {
        let Data::String(heading) = cell(range, FIRST_ROW - 1, to) else { panic!("{name}: heading {to}") };
        let told = |text: &str| text.replace([' ', '\n'], "");
        assert_eq!(told(&heading), told(&part.table.columns[*column].heading));
        for (row, of_table) in (FIRST_ROW..).zip(&part.table.rows[part.rows.clone()]) {
            let expected = expected(&of_table.cells[*column], words);
            assert_eq!(cell(range, row, to), expected, "{name}, row {row}, {heading}");
            n += 1;
        }
    }
    n
}

/// The fixture with hostile names wherever the data have names.
fn hostile(language: &'static str) -> Report {
    let mut report = fixture::report(language);
    let service = &mut report.services[0];
    let (facility, piece) = (service.facilities[0].clone(), service.uncovered[0].clone());
    let text = |name: &str| Some(name.to_owned());
    service.facilities = HOSTILE
        .map(|name| FacilityRow {
            name: text(name),
            category: text(name),
            id: text(name),
            ..facility.clone()
        })
        .to_vec();
    service.uncovered = HOSTILE
        .map(|name| UncoveredRow { name: text(name), nearest_facility: text(name), ..piece.clone() })
        .to_vec();
    for (row, name) in service.townships.iter_mut().zip(HOSTILE) {
        row.name = text(name);
    }
    for (row, name) in service.stages.iter_mut().flat_map(|s| s.townships.iter_mut()).zip(HOSTILE) {
        row.name = text(name);
    }
    service.name = "=1+1 [托育]!A1".to_owned();
    report.project.name = "=A1 &P & <x>".to_owned();
    report.project.maker = text("9号院\n=1");
    report
}

#[test]
fn every_cell_is_that_of_the_table() {
    for language in ["zh-CN", "en"] {
        assert!(compared(&fixture::report(language), ROWS_OF_A_SHEET) > 500, "{language}");
    }
}

#[test]
fn hostile_text_stays_text() {
    for language in ["zh-CN", "en"] {
        assert!(compared(&hostile(language), ROWS_OF_A_SHEET) > 700);
    }
}

/// What no cell can hold is seen: a bell as its picture, and the mark where a text was cut.
#[test]
fn what_a_cell_cannot_hold_is_seen() {
    let mut report = fixture::report("zh-CN");
    let facilities = &mut report.services[0].facilities;
    facilities[0].name = Some("铃\u{7}\u{0}\u{ffff}\r\n止".to_owned());
    facilities[1].name = Some("长".repeat(40_000));
    let mut book = opened(&bytes(&report, ROWS_OF_A_SHEET).unwrap());
    let range = sheet(&mut book, "表3 设施台账");
    assert_eq!(cell(&range, FIRST_ROW, 2), Data::String("铃␇␀\u{fffd}\n止".to_owned()));
    let Data::String(cut) = cell(&range, FIRST_ROW + 1, 2) else { panic!("text") };
    assert!(cut.ends_with("长……（文字过长，此处截断）"));
    assert_eq!(cut.encode_utf16().count(), 32_767);
}

/// Of a divided table every column stands in some sheet, and only what tells the row stands in several.
#[test]
fn no_column_is_lost() {
    let report = fixture::report("zh-CN");
    let words = Words::of_tag("zh-CN");
    let tables = Tables::of(&report, words);
    let mut shown: BTreeMap<&str, (usize, BTreeSet<usize>)> = BTreeMap::new();
    let planned = contents::sheets(&report, &tables, ROWS_OF_A_SHEET, words);
    for planned in &planned {
        if let Kind::Table(part) = &planned.kind {
            let (columns, seen) = shown.entry(&part.table.name).or_default();
            *columns = part.table.columns.len();
            seen.extend(&part.columns);
        }
    }
    assert_eq!(shown.len(), 15, "{:?}", shown.keys());
    for (name, (columns, seen)) in shown {
        assert_eq!(seen.len(), columns, "{name}");
    }
}

#[test]
fn the_sheets_by_name() {
    let names = |language| opened(&bytes(&fixture::report(language), ROWS_OF_A_SHEET).unwrap()).sheet_names();
    insta::assert_snapshot!(names("zh-CN").join(" | "), @"表1 覆盖率 | 表1附1 人口与户数 | 表1附2 城乡用地 | 表1附3 设施与口径 | 表2 规划缺口 | 表2-2027 规划缺口 | 表3 设施台账 | 表4 未覆盖地块 | 表5 指标达成 | 表5附 算式与依据 | 表6 参数与口径 | 审查清单 | 图表 | 分乡镇指标 | 规定核验 | 各阶段对照 | 各阶段指标 | 输入数据 | 数据检查 | 自洽性校验");
    insta::assert_snapshot!(names("en").join(" | "), @"Table 1 Coverage | Table 1a Residents | Table 1b Urban, rural | Table 1c Kinds, readings | Table 2 Plan gaps | Table 2-2027 Plan gaps | Table 3 Facilities | Table 4 Not covered | Table 5 Indicators | Table 5a Terms, sources | Table 6 Method | Checklist | Charts | By township | Rules | Rules, terms | Stages, coverage | Stages, places | Stages, gaps | Stage indicators | Inputs | Data notes | Self-checks");
}

#[test]
fn title_and_remarks_stand_above_the_table() {
    let mut report = fixture::report("zh-CN");
    report.project.maker = Some("示例编制单位".to_owned());
    let mut book = opened(&bytes(&report, ROWS_OF_A_SHEET).unwrap());
    let told = |book: &mut Xlsx<_>, name: &str| {
        let range = sheet(book, name);
        format!("{}\n{}", cell(&range, 0, 0), cell(&range, 1, 0))
    };
    insta::assert_snapshot!(told(&mut book, "表1附2 城乡用地"), @"
    表1附2　各乡镇（街道）托育服务覆盖率一览表（城乡用地）
    编制单位：示例编制单位　　现状年份：2025　　服务半径（直线）口径：5分钟＝300米，15分钟＝1000米　　坐标系：2000国家大地坐标系，高斯-克吕格投影，中央子午线120°，3°分带（EPSG:4549）
    ");
    insta::assert_snapshot!(told(&mut book, "表2-2027 规划缺口"), @"
    表2-2027　托育服务规划缺口表（2027年规划）
    编制单位：示例编制单位　　现状年份：2025　　缺口＝规划数－现状数，正数为不足；缺口合计不以某乡镇或某类的富余抵扣其他不足，净缺口为抵扣后的结果
    ");
    insta::assert_snapshot!(told(&mut book, "输入数据"), @"
    输入数据一览表
    编制单位：示例编制单位　　现状年份：2025
    ");
}

/// Every service has its tables, the report has its own once, and no two sheets are called alike.
#[test]
fn later_services_have_sheets_of_their_own() {
    let mut report = fixture::report("en");
    let service = report.services[0].clone();
    for name in ["Clinic / [A]", "clinic : \\a\\", "一个名称很长很长很长很长很长很长的公共服务设施类别"]
    {
        report.services.push(ServiceReport { name: name.to_owned(), ..service.clone() });
    }
    compared(&report, ROWS_OF_A_SHEET);
    let names = opened(&bytes(&report, ROWS_OF_A_SHEET).unwrap()).sheet_names();
    let lower: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(lower.len(), names.len());
    assert_eq!(names.iter().filter(|name| name.starts_with("Table 2 ")).count(), 4, "{names:?}");
    assert_eq!(names.iter().filter(|name| name.starts_with("Charts")).count(), 4);
    assert_eq!(names.iter().filter(|name| name.starts_with("Inputs")).count(), 1);
}

/// One row a sheet: what a sheet cannot hold goes on in the next.
#[test]
fn long_tables_go_on_in_further_sheets() {
    let report = fixture::report("zh-CN");
    compared(&report, 1);
    let names = opened(&bytes(&report, 1).unwrap()).sheet_names();
    assert!(names.contains(&"表4 未覆盖地块 (2)".to_owned()), "{names:?}");
}

/// The printed rows of every sheet with a total add up to it, in whatever is counted or measured.
#[test]
fn totals_add_up() {
    let report = fixture::report("zh-CN");
    let words = Words::of_tag("zh-CN");
    let tables = Tables::of(&report, words);
    let planned = contents::sheets(&report, &tables, ROWS_OF_A_SHEET, words);
    let mut book = opened(&bytes(&report, ROWS_OF_A_SHEET).unwrap());
    let mut n = 0;
    for planned in &planned {
        let Kind::Table(part) = &planned.kind else { continue };
        if !part.table.name.starts_with("townships") {
            continue;
        }
        let range = sheet(&mut book, &planned.name);
        let total = FIRST_ROW + part.rows.len() as u32 - 1;
        let headings = part.columns.iter().map(|column| part.table.columns[*column].heading.as_str());
        for (to, name) in headings.enumerate().filter(|(_, heading)| !heading.contains('%')) {
            let Data::Float(sum) = cell(&range, total, to) else { continue };
            let added: f64 = (FIRST_ROW..total)
                .filter_map(|row| match cell(&range, row, to) {
                    Data::Float(value) => Some(value),
                    _ => None,
                })
                .sum();
            assert!((added - sum).abs() < 1e-9, "{}, {name}: {added} against {sum}", planned.name);
            n += 1;
        }
    }
    assert!(n >= 15, "{n} columns");
}

#[test]
fn empty_tables_say_so() {
    let mut report = fixture::report("zh-CN");
    let service = &mut report.services[0];
    service.facilities.clear();
    service.uncovered.clear();
    service.townships.clear();
    service.plan = None;
    service.stages.clear();
    let mut book = opened(&bytes(&report, ROWS_OF_A_SHEET).unwrap());
    assert!(!book.sheet_names().contains(&"图表".to_owned()));
    for name in ["表3 设施台账", "表4 未覆盖地块"] {
        assert_eq!(cell(&sheet(&mut book, name), FIRST_ROW, 0), Data::String("无记录".to_owned()));
    }
}

/// The same bytes, made twice, without the clock in the dates of the parts.
#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = hostile("zh-CN");
    let bytes = super::bytes(&report, ROWS_OF_A_SHEET).unwrap();
    assert!(bytes == super::bytes(&report, ROWS_OF_A_SHEET).unwrap());
    let entries: Vec<&[u8]> = bytes.windows(46).filter(|w| w.starts_with(b"PK\x01\x02")).collect();
    assert!(entries.len() > 20, "{} parts", entries.len());
    for entry in entries {
        assert_eq!(entry[12..16], [0, 0, 0x21, 0], "1 January 1980, 0:00");
    }
}
