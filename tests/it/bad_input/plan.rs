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
    assert_snapshot!(outcome.notes_with("plan table"), @"");
    // A near miss is suggested, never joined.
    let (_, outcome) = World::succeeds_with("plan.csv", changed("乙镇,20", "乙鎮,20"));
    assert_snapshot!(outcome.notes_with("is it"), @"");
    let check = world.run(&[&["check"], &crate::world::LAYERS[..], &["--lang", "en"]].concat());
    assert_eq!(check.status, 1, "what must be mended makes `check` fail");
}

#[test]
fn no_township_of_the_plan_is_known() {
    let other = changed("甲镇", "丁镇").replace("乙镇", "戊镇");
    assert_snapshot!(World::fails_with("plan.csv", other), @"");
}

#[test]
fn counts_that_are_no_counts() {
    assert_snapshot!(World::fails_with("plan.csv", changed("甲镇,80,1", "甲镇,80,-1")), @"");
    assert_snapshot!(World::fails_with("plan.csv", changed("1,60,1,20\n", "1.5,60,1,二十\n")), @"");
}

#[test]
fn sums_that_do_not_add_up() {
    let text = changed("甲镇,80", "甲镇,90").replace("合计,100,1,60", "合计,100,1,70");
    let (world, outcome) = World::succeeds_with("plan.csv", text);
    assert_snapshot!(outcome.notes_with("add up"), @"");
    // The cells are used as they stand.
    let report = world.report();
    let county = report["services"][0]["plan"]["county"].as_array().expect("county rows");
    let all = county.iter().find(|row| row["category"].is_null()).expect("a row over all categories");
    assert_eq!(all["planned"]["places"], 100.0);
}

#[test]
fn a_township_twice_in_the_plan() {
    assert_snapshot!(World::fails_with("plan.csv", changed("乙镇,20", "甲镇,20")), @"");
}

#[test]
fn a_table_that_is_no_plan() {
    assert_snapshot!(World::fails_with("plan.csv", "a,b\n1,2\n"), @"");
    assert_snapshot!(World::fails_with("plan.csv", b"PK\x03\x04\x14\x00\x00\x00\x08\x00"), @"");
}

/// Figures without facilities: told, used as they stand.
#[test]
fn places_without_a_facility() {
    let (_, outcome) = World::succeeds_with("plan.csv", changed("甲镇,80,1", "甲镇,80,0"));
    assert_snapshot!(outcome.notes_with("without"), @"");
}
