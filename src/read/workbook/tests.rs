//! Workbooks as spreadsheet programs write them, and as nobody should.

use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Formula, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::messages::Language;
use crate::note::Note;
use crate::progress::Silent;
use crate::read::{Table, Value, read_layer, read_table};

fn table(bytes: &[u8], name: &str, sheet: Option<&str>) -> (Result<Table, Error>, Vec<Note>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let mut notes = Notes::default();
    let source = Source { layer: sheet, ..Source::of(&path, "plan") };
    (read_table(&source, &mut notes, &Silent), notes.to_vec())
}

fn shown(table: &Table) -> Vec<(u64, String)> {
    table.rows.iter().map(|row| (row.line, row.cells.join("|"))).collect()
}

fn codes(notes: &[Note]) -> Vec<&'static str> {
    notes.iter().map(|note| note.code).collect()
}

fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of one sheet with every kind of cell.
fn of_every_kind() -> Workbook {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let date = CellFormat::new().set_num_format("yyyy-mm-dd");
    let moment = CellFormat::new().set_num_format("yyyy-mm-dd hh:mm");
    let share = CellFormat::new().set_num_format("0.0%");
    sheet.write_string(1, 0, "名称").unwrap();
    sheet.write_number(1, 1, 24.0).unwrap();
    sheet.write_number(1, 2, 120.9).unwrap();
    sheet.write_boolean(1, 3, true).unwrap();
    sheet.write_datetime_with_format(1, 4, ExcelDateTime::from_ymd(2025, 3, 1).unwrap(), &date).unwrap();
    let at = ExcelDateTime::from_ymd(2025, 3, 1).unwrap().and_hms(8, 30, 0).unwrap();
    sheet.write_datetime_with_format(1, 5, at, &moment).unwrap();
    sheet.write_number_with_format(1, 6, 0.57, &share).unwrap();
    sheet.write_formula(3, 0, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_formula(3, 1, Formula::new("=NA()").set_result("#N/A")).unwrap();
    workbook
}

#[test]
fn cells_give_their_values() {
    let (read, notes) = table(&of_every_kind().save_to_buffer().unwrap(), "plan.xlsx", None);
    let read = read.unwrap();
    assert_eq!(read.format, Format::Workbook);
    assert_eq!(
        shown(&read),
        [(2, "名称|24|120.9|true|2025-03-01|2025-03-01T08:30:00|57%".to_owned()), (4, "2".to_owned())]
    );
    assert_eq!(codes(&notes), ["cells-in-error"]);
    assert_eq!(notes[0].message(Language::En), "cells with an error such as #N/A: 1, the first B4");
}

#[test]
fn the_first_sheet_with_data_that_is_not_hidden_is_read() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("空白").unwrap();
    workbook.add_worksheet().set_name("旧表").unwrap().set_hidden(true).write_string(0, 0, "旧").unwrap();
    for name in ["规划表（2025）", "说明"] {
        workbook.add_worksheet().set_name(name).unwrap().write_string(0, 0, name).unwrap();
    }
    workbook.worksheet_from_index(0).unwrap().set_active(true);
    let bytes = workbook.save_to_buffer().unwrap();
    let (read, notes) = table(&bytes, "plan.xlsx", None);
    assert_eq!(shown(&read.unwrap()), [(1, "规划表（2025）".to_owned())]);
    insta::assert_snapshot!(notes[0].message(Language::En), @"several sheets of the workbook have data: `规划表（2025）` and `说明`");
    insta::assert_snapshot!(notes[0].action(Language::ZhCn).unwrap(), @"已读取第一个，即 `规划表（2025）`；如需其他，请在项目文件中用图层的 `layer` 或表格的 `sheet` 指定，或在命令行写成 `文件#工作表名`");
    for name in ["规划表（2025）", "规划表(2025)"] {
        let (read, notes) = table(&bytes, "plan.xlsx", Some(name));
        assert_eq!((shown(&read.unwrap())[0].0, notes), (1, vec![]), "{name}");
    }
    assert_eq!(shown(&table(&bytes, "plan.xlsx", Some("旧表")).0.unwrap()), [(1, "旧".to_owned())]);
    let error = table(&bytes, "plan.xlsx", Some("规划")).0.unwrap_err();
    insta::assert_snapshot!(error.cause(Language::En).unwrap(), @"the workbook has `空白`, `旧表`, `规划表（2025）`, `说明`");
}

/// A cover sheet comes first: what was looked for is on another, and the error says which was read.
#[test]
fn an_error_names_the_sheet_that_was_taken() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("填表说明").unwrap().write_string(0, 0, "请按要求填写").unwrap();
    let sheet = workbook.add_worksheet().set_name("设施台账").unwrap();
    sheet.write_row(0, 0, ["名称", "经度", "纬度"]).unwrap();
    sheet.write_row(1, 0, ["甲园", "120.9", "29.5"]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("facilities.xlsx");
    workbook.save(&path).unwrap();
    let read = |sheet: Option<&str>| {
        let source = Source { layer: sheet, ..Source::of(&path, "facilities") };
        read_layer(&source, &mut Notes::default(), &Silent)
    };
    let error = read(None).unwrap_err();
    insta::assert_snapshot!(error.hint(Language::En).unwrap(), @"name the columns with the keys `x` and `y`, or `geometry`, of the layer in the project file; the sheet `填表说明` was read, and the workbook also has `设施台账`: name the right one on the command line as `FILE#SHEET`, or in the project file with the key `sheet` of a table or `layer` of a layer");
    insta::assert_snapshot!(error.hint(Language::ZhCn).unwrap(), @"请在项目文件中用该图层的 `x` 和 `y`（或 `geometry`）指定坐标列；读取的是工作表 `填表说明`，工作簿中还有 `设施台账`；如应读取其他工作表，请在命令行写成 `文件#工作表名`，或在项目文件中用表格的 `sheet`、图层的 `layer` 指定");
    assert_eq!(read(Some("设施台账")).unwrap().features.len(), 1);
    // Where a sheet was named there is nothing to choose.
    assert_eq!(read(Some("填表说明")).unwrap_err().sheets, None);
    // An error about a table that was read says it too.
    let table = read_table(&Source::of(&path, "plan"), &mut Notes::default(), &Silent).unwrap();
    assert!(table.of_sheet(Error::data("plan-no-header")).hint(Language::En).unwrap().contains("`填表说明`"));
}

#[test]
fn a_workbook_of_points_has_numbers_for_numbers() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.merge_range(0, 0, 0, 3, "托育机构一览表", &CellFormat::new()).unwrap();
    for (column, (heading, value)) in
        [("名称", None), ("经度", Some(120.9)), ("纬度", Some(29.5)), ("托位数（个）", Some(24.0))]
            .into_iter()
            .enumerate()
    {
        let column = u16::try_from(column).unwrap();
        sheet.write_string(1, column, heading).unwrap();
        match value {
            Some(value) => sheet.write_number(2, column, value).unwrap(),
            None => sheet.write_string(2, column, "甲园").unwrap(),
        };
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("facilities.xlsx");
    workbook.save(&path).unwrap();
    let layer = read_layer(&Source::of(&path, "facilities"), &mut Notes::default(), &Silent).unwrap();
    let feature = &layer.features[0];
    assert_eq!((feature.index, layer.fields), (3, vec!["名称".to_owned(), "托位数（个）".to_owned()]));
    assert_eq!(feature.attributes, [(0, Value::Text("甲园".into())), (1, Value::Number(24.0))]);
    assert_eq!(feature.geometry, Some(geo::Point::new(120.9, 29.5).into()));
}

const ODS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:automatic-styles>
<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="旧表" table:style-name="ta2"><table:table-row><table:table-cell
office:value-type="float" office:value="1"/></table:table-row></table:table><table:table table:name="表1">
<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2"><text:p>甲&amp;乙</text:p>
<office:annotation><text:p>批注</text:p></office:annotation></table:table-cell><table:covered-table-cell/><table:table-cell
office:value-type="string"><text:p>丙</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="24"
table:number-columns-repeated="2"/><table:table-cell office:value-type="percentage" office:value="0.57"/><table:table-cell
office:value-type="date" office:date-value="2025-03-01T00:00:00"/><table:table-cell office:value-type="boolean"
office:boolean-value="true"/><table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p>
</table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;

#[test]
fn an_open_document_is_read_like_a_workbook() {
    let (read, notes) = table(&archive(&[("content.xml", ODS)]), "plan.ods", None);
    let values = "24|24|57%|2025-03-01|true".to_owned();
    assert_eq!(shown(&read.unwrap()), [(1, "甲&乙|甲&乙|丙".into()), (5, values.clone()), (6, values)]);
    assert_eq!(codes(&notes), ["cells-in-error"]);
}

/// A cell that is repeated over the whole sheet takes few bytes and would take all memory.
#[test]
fn bombs_are_refused() {
    let cell = r#"<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>"#;
    let row = r#"<table:table-row table:number-rows-repeated="1048576">"#;
    let text = format!("<a><table:table table:name=\"x\">{row}{cell}</table:table-row></table:table></a>");
    let code = |bytes: &[u8], name| table(bytes, name, None).0.unwrap_err().code;
    assert_eq!(code(&archive(&[("content.xml", &text)]), "plan.ods"), "workbook-too-large");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mebibyte = vec![b' '; 1 << 20];
    writer.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
    for _ in 0..(LARGEST_XML >> 20) + 1 {
        writer.write_all(&mebibyte).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 2 << 20);
    assert_eq!(code(&bytes, "plan.xlsx"), "workbook-too-large");
}

/// The parts of a workbook, unfolded, so that damage reaches what they say.
fn parts(bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut entry = archive.by_index(at).unwrap();
            let mut part = Vec::new();
            entry.read_to_end(&mut part).unwrap();
            (entry.name().unwrap().into_owned(), part)
        })
        .collect()
}

/// Claims of ten million rows and columns, with two cells.
#[test]
fn dimensions_are_not_believed() {
    let mut files = parts(of_every_kind().save_to_buffer().unwrap());
    for (_, part) in files.iter_mut().filter(|(name, _)| name.ends_with("sheet1.xml")) {
        let text = String::from_utf8(part.clone()).unwrap();
        *part = text.replace("A2:G4", "A1:XFD1048576").replace("\"A4\"", "\"XFD1048576\"").into_bytes();
    }
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, part)| (name.as_str(), std::str::from_utf8(part).unwrap())).collect();
    let (read, _) = table(&archive(&files), "plan.xlsx", None);
    assert_eq!(read.unwrap().rows.last().map(|row| row.line), Some(1_048_576));
}

/// Whatever bytes are damaged, in the file or within its parts, the reader says so or reads on.
#[test]
fn damage_is_told() {
    let whole = of_every_kind().save_to_buffer().unwrap();
    for end in (0..whole.len()).step_by(211) {
        let _ = table(&whole[..end], "plan.xlsx", None);
    }
    for at in (0..whole.len()).step_by(37) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        let _ = table(&bytes, "plan.xlsx", None);
    }
    let files = parts(whole);
    let mut seed = 1_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for _ in 0..400 {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let damaged = random(files.len());
        for (i, (name, part)) in files.iter().enumerate() {
            let mut part = part.clone();
            if i == damaged {
                for _ in 0..3 {
                    let at = random(part.len());
                    part[at] = match random(3) {
                        0 => b'9',
                        1 => b'<',
                        _ => part[at] ^ (1 << random(8)),
                    };
                }
            }
            writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            writer.write_all(&part).unwrap();
        }
        let _ = table(&writer.finish().unwrap().into_inner(), "plan.xlsx", None);
    }
}

#[test]
fn what_is_no_workbook_is_told() {
    let code = |bytes: &[u8], name| table(bytes, name, None).0.unwrap_err().code;
    assert_eq!(code(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "plan.xls"), "workbook-is-old");
    assert_eq!(code(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "plan.xlsx"), "workbook-locked");
    assert_eq!(code(b"PK\x03\x04", "plan.xlsx"), "file-damaged");
    assert_eq!(code(&archive(&[("a.txt", "a")]), "plan.xlsx"), "file-damaged");
    let empty = Workbook::new().save_to_buffer().unwrap();
    assert_eq!(code(&empty, "plan.xlsx"), "workbook-empty");
    // A new workbook under an old name is read.
    assert_eq!(code(&empty, "plan.xls"), "workbook-empty");
    let error = table(b"<html><table><tr><td>x</td></tr></table></html>", "plan.xls", None).0.unwrap_err();
    let words = |language| {
        [error.cause(language), error.hint(language)].into_iter().flatten().collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(words(crate::messages::Language::En), @"
    it is an HTML table, as web systems export tables, and neither a workbook nor CSV
    open it in Excel or WPS and save it as .xlsx
    ");
    insta::assert_snapshot!(words(crate::messages::Language::ZhCn), @"
    实际为：HTML 表格（业务系统常以此导出），既不是工作簿，也不是 CSV
    请用 Excel 或 WPS 打开，另存为 .xlsx
    ");
}

/// The workbooks of GDAL's test suite, where they are there.
#[test]
fn the_workbooks_of_gdal_are_read_or_refused() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/realdata/faulty/gdal_autotest/xlsx");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no test data in {}", folder.display());
        return;
    };
    let mut refused = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "xlsx" || extension == "ods")
            && let Err(error) = read_table(&Source::of(&path, "plan"), &mut Notes::default(), &Silent)
        {
            refused.push((path.file_name().unwrap().to_owned(), error.code));
        }
    }
    refused.sort();
    assert_eq!(refused, []);
}
