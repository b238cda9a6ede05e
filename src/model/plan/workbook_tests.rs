//! The plan of the sample as a workbook gives the same figures as its CSV file.

use std::path::Path;

use geo::MultiPolygon;
use rust_xlsxwriter::{Format, Workbook};

use super::{LayoutPlan, read_plan};
use crate::model::{Facts, Township};
use crate::note::{Note, Notes};
use crate::progress::Silent;
use crate::read::{Source, Table, number, read_table};

const CATEGORIES: [&str; 3] = ["专业托育机构", "幼儿园托班", "婴幼儿服务驿站"];

fn table(path: &Path) -> Table {
    read_table(&Source::of(path, "plan"), &mut Notes::default(), &Silent).expect("a table")
}

fn plan(table: &Table, townships: &[Township]) -> (LayoutPlan, Vec<Note>) {
    let mut notes = Notes::default();
    let mut categories = super::tests::listed(&CATEGORIES);
    let plan = read_plan(table, Some(2025), townships, &mut categories, &mut notes);
    (plan.expect("a plan"), notes.to_vec())
}

fn full_width(text: &str) -> String {
    text.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c)).collect()
}

/// The workbook as planners make it of the same figures: a title over all columns, merged headings, some digits typed
/// full width or with separators, a remark below.
fn workbook(csv: &Table, path: &Path) {
    let (merged, mut workbook) = (Format::new(), Workbook::new());
    let sheet = workbook.add_worksheet();
    let width = 9;
    sheet.merge_range(0, 0, 0, width - 1, "表2 新昌县托育服务设施规划引导一览表", &merged).expect("a title");
    let heads = [&csv.rows[0].cells, &csv.rows[1].cells];
    for column in 0..3_u16 {
        let heading = &heads[0][usize::from(column)];
        sheet.merge_range(1, column, 2, column, heading, &merged).expect("a heading over two rows");
    }
    for column in (3..width).step_by(2) {
        let heading = &heads[0][usize::from(column)];
        sheet.merge_range(1, column, 1, column + 1, heading, &merged).expect("a heading over two columns");
    }
    for column in 3..width {
        sheet.write_string(2, column, &heads[1][usize::from(column)]).expect("a heading");
    }
    for (row, cells) in (3..).zip(csv.rows.iter().skip(2)) {
        for (column, cell) in (0..).zip(&cells.cells) {
            match number(cell) {
                Ok(Some(_)) if row % 3 == 0 => sheet.write_string(row, column, full_width(cell)),
                Ok(Some(value)) if value >= 1000.0 => sheet.write_string(row, column, "1,008个"),
                Ok(Some(value)) => sheet.write_number(row, column, value),
                _ => sheet.write_string(row, column, cell),
            }
            .expect("a cell");
        }
    }
    let last = u32::try_from(csv.rows.len()).expect("few rows") + 1;
    sheet.merge_range(last, 0, last, width - 1, "注：规划期末为2025年。", &merged).expect("a remark");
    workbook.save(path).expect("a file");
}

#[test]
fn the_plan_of_the_sample_is_the_same_from_a_workbook() {
    let csv = table(&Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/xinchang/plan_2025.csv"));
    let names = csv.rows.iter().filter(|row| !row.cells[0].is_empty()).skip(1).map(|row| &row.cells[1]);
    let townships: Vec<Township> = names
        .map(|name| Township {
            feature: 1,
            code: None,
            name: name.clone(),
            shape: MultiPolygon::new(Vec::new()),
            population: None,
            households: None,
            facts: Facts::default(),
        })
        .collect();
    assert_eq!(townships.len(), 12);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan_2025.xlsx");
    workbook(&csv, &path);
    let (of_csv, _) = plan(&csv, &townships);
    let (of_workbook, notes) = plan(&table(&path), &townships);
    assert_eq!(of_csv.rows.len(), 12);
    assert_eq!(of_workbook, of_csv);
    // The sums of the last row were compared too, and agree.
    assert_eq!(notes.iter().map(|note| note.code).collect::<Vec<_>>(), ["plan-footnote"]);
}
