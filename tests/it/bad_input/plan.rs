//! The layout plan: figures that are no counts stop the run, what does not add up is told.

use insta::assert_snapshot;

use crate::world::{PLAN, World};

#[track_caller]
fn changed(from: &str, to: &str) -> String {
    assert!(PLAN.contains(from));
    PLAN.replacen(from, to, 1)
}

#[test]
fn a_row_for_an_unknown_township() {
    let (world, outcome) = World::succeeds_with("plan.csv", changed("乙镇,20", "丙乡,20"));
    assert_snapshot!(outcome.notes_with("plan table"), @"
    error: layout plan: line 3 of the plan table: no township of the layer is named `丙乡`
      the row is left out of the gaps; correct the name or give the township's code
    warning: layout plan: the plan table `plan.csv` has no row for `乙镇`
      the township has no planned figures and is left out of the plan's county sums; add its row (0 where nothing is planned)
    ");
    // A near miss is suggested, never joined.
    let (_, outcome) = World::succeeds_with("plan.csv", changed("乙镇,20", "乙乙镇,20"));
    assert_snapshot!(outcome.notes_with("did you mean"), @"
    error: layout plan: line 3 of the plan table: no township of the layer is named `乙乙镇`; did you mean `乙镇`?
      the row is left out of the gaps, since names are never joined by a guess; correct the name or give the township's code
    ");
    let check = world.run(&[&["check"], &crate::world::LAYERS[..], &["--lang", "en"]].concat());
    assert_eq!(check.status, 1, "what must be mended makes `check` fail");
}

#[test]
fn no_township_of_the_plan_is_known() {
    let other = changed("甲镇", "丁镇").replace("乙镇", "戊镇");
    assert_snapshot!(World::fails_with("plan.csv", other), @"
    exit status 1
    error: cannot join the plan table `plan.csv` to the townships
      cause: expected townships of the township layer (such as `甲镇`), found none of them; the first row is `丁镇`
      hint: check that the plan and the township layer are of the same county, and that the name or code field of the layer is the right one
    ");
}

#[test]
fn counts_that_are_no_counts() {
    assert_snapshot!(World::fails_with("plan.csv", changed("甲镇,80,1", "甲镇,80,-1")), @"
    exit status 1
    error: cannot use line 2 (`甲镇`), column `专业托育机构数量` of the plan table `plan.csv`
      cause: expected a whole number of 0 or more, found `-1`
      hint: correct the cell; write 0 for none, and leave the cell blank where the plan gives no figure
    ");
    assert_snapshot!(World::fails_with("plan.csv", changed("1,60,1,20\n", "1.5,60,1,二十\n")), @"
    exit status 1
    error: cannot use 2 cells of the plan table `plan.csv`
      cause: expected whole numbers of 0 or more, found (line · township · column · cell): 2 · 甲镇 · 专业托育机构数量 · `1.5`; 2 · 甲镇 · 幼儿园托班托位数 · `二十`
      hint: correct the cells; write 0 for none, and leave a cell blank where the plan gives no figure
    ");
}

#[test]
fn sums_that_do_not_add_up() {
    let text = changed("甲镇,80", "甲镇,90").replace("合计,100,1,60", "合计,100,1,70");
    let (world, outcome) = World::succeeds_with("plan.csv", text);
    assert_snapshot!(outcome.notes_with("add up"), @"
    error: layout plan: line 2 (`甲镇`) of the plan table does not add up: column `预期总托位数` says 90, the categories sum to 80
      the cells are used as they stand; correct the table
    error: layout plan: line 4 (`合计`) of the plan table does not add up: column `预期总托位数` says 100, the categories sum to 110
      the cells are used as they stand; correct the table
    error: layout plan: line 4 (`合计`) of the plan table does not add up: column `预期总托位数` says 100, the townships sum to 110
      the township rows are used as they stand; correct the table
    error: layout plan: line 4 (`合计`) of the plan table does not add up: column `专业托育机构托位数` says 70, the townships sum to 60
      the township rows are used as they stand; correct the table
    ");
    // The cells are used as they stand.
    let report = world.report();
    let county = report["services"][0]["plan"]["county"].as_array().expect("county rows");
    let all = county.iter().find(|row| row["category"].is_null()).expect("a row over all categories");
    assert_eq!(all["planned"]["places"], 100.0);
}

#[test]
fn a_township_twice_in_the_plan() {
    assert_snapshot!(World::fails_with("plan.csv", changed("乙镇,20", "甲镇,20")), @"
    exit status 1
    error: cannot join the plan table `plan.csv` to the townships
      cause: expected one row a township, found `甲镇` on line 2 and again on line 3
      hint: keep one of the two rows
    ");
}

#[test]
fn a_table_that_is_no_plan() {
    assert_snapshot!(World::fails_with("plan.csv", "a,b\n1,2\n"), @"
    exit status 1
    error: cannot find the header of the plan table `plan.csv`
      cause: expected a row with a column `乡镇（街道）` (or `township`) and columns such as `预期总托位数`, `专业托育机构数量`, `专业托育机构托位数`; found no such row
      hint: write the headings in one or two rows above the first township; `lifecircle init` makes an empty table to fill in
    ");
    assert_snapshot!(World::fails_with("plan.csv", b"PK\x03\x04\x14\x00\x00\x00\x08\x00"), @"
    exit status 1
    error: cannot use `plan.csv`, the table `plan`
      cause: expected CSV text or a workbook (.xlsx, .ods), found a ZIP archive (such as .xlsx, .kmz or a zipped Shapefile)
      hint: open it in the spreadsheet program and save it as .xlsx or CSV
    ");
}

/// Figures without facilities: told, used as they stand.
#[test]
fn places_without_a_facility() {
    let (_, outcome) = World::succeeds_with("plan.csv", changed("甲镇,80,1", "甲镇,80,0"));
    assert_snapshot!(outcome.notes_with("without"), @"
    warning: layout plan: line 2 (`甲镇`) of the plan table: `专业托育机构数量` is 0 but `专业托育机构托位数` is 60
      the cells are used as they stand; facilities without places, or places without a facility, need an explanation or a correction
    ");
}
