//! The table of reported values, as offices write it.

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::{Project, XINCHANG, analyse, facility, indicator};
use crate::run::number;
use crate::world::{World, collection};

const WITH_TABLE: Project<'_> =
    Project { service: "standards = [\"xinchang-2024\"]\nreported = \"reported.csv\"", ..XINCHANG };

/// The world with fees of 1500 and 1700 yuan, and this table.
fn world(table: &[u8]) -> World {
    let world = WITH_TABLE.world();
    let says =
        |name: &str, fee: u32| json!({"名称": name, "类型": "专业托育机构", "托位数": 40, "月收费": fee});
    world.write(
        "facilities.geojson",
        collection(&[facility(says("甲托育园", 1500), 0.0), facility(says("乙托育园", 1700), 0.0105)]),
    );
    world.write("reported.csv", table);
    world
}

/// Percent signs, full width, years with 年, grouped thousands, blank cells; indicators by number, key and name. By
/// hand: (1500 + 1700) / 2 = 1600 yuan of 60,000 / 12 = 5000 are 32 %.
const TABLE: &str = "指标,年份,数值,来源\n筛查率,2024年,９３．５％,县卫健局\n16,2024,,县卫健局\n\
    人均可支配收入,2024,\"60,000\",统计局\nknowledge-rate,2023,84 %,\n";

/// What stands in a report of it, whatever the encoding.
fn is_read(report: &Value) {
    let screening = indicator(report, "xinchang-2024", 15);
    assert_eq!(screening["status"], "reported");
    assert_eq!(screening["reported"], json!({"value": 93.5, "year": 2024, "source": "县卫健局"}));
    assert_eq!(number(screening, "/value"), 93.5);
    assert_eq!(screening["targets"][0]["met"], true, "≥93");
    assert_eq!(screening["targets"][1]["met"], false, "≥95");
    assert!((number(screening, "/targets/1/gap") - 1.5).abs() < 1e-12);
    assert!(
        screening["targets"][1]["to_meet"].is_null(),
        "of a reported share nobody knows how many that are"
    );
    // A blank is no value: the other row of the same indicator, by its key, has one.
    let knowledge = indicator(report, "xinchang-2024", 16);
    assert_eq!(knowledge["reported"], json!({"value": 84.0, "year": 2023, "source": null}));
    let fee = indicator(report, "xinchang-2024", 7);
    assert_eq!((number(fee, "/numerator"), number(fee, "/denominator")), (1600.0, 5000.0));
    assert!((number(fee, "/value") - 32.0).abs() < 1e-12);
}

#[test]
fn figures_as_offices_write_them() {
    let world = world(TABLE.as_bytes());
    let outcome = analyse(&world, "en").done();
    is_read(&world.report());
    assert_snapshot!(outcome.notes_with("reported"), @"
    note: reported values: rows without a value: 1
      taken as not reported
    ");
}

/// The same in GBK, which the program tells, and in UTF-8 with BOM and CRLF, as Excel saves it.
#[test]
fn a_table_in_gbk() {
    let (bytes, _, lossy) = encoding_rs::GBK.encode(TABLE);
    assert!(!lossy);
    let gbk = world(&bytes);
    let outcome = analyse(&gbk, "zh-CN").done();
    is_read(&gbk.report());
    assert_snapshot!(outcome.notes_with("UTF-8"), @"
    说明：填报值表：文件不是 UTF-8 编码
      已按 GB18030 读取，请核对中文名称是否正确
    ");
    let excel = world(format!("\u{feff}{}", TABLE.replace('\n', "\r\n")).as_bytes());
    analyse(&excel, "zh-CN").done();
    is_read(&excel.report());
}

/// What cannot be used is told by its line, and the indicator has no value.
#[test]
fn rows_that_cannot_be_used() {
    let world = world("指标,年份,数值\n15,2025,约九成\n知晓度,2025,80\n16,去年,80\n".as_bytes());
    let outcome = analyse(&world, "en").done();
    assert_snapshot!(outcome.notes_with("reported values"), @"
    warning: reported values: line 2 (`15`), column `数值`: expected a number of 0 or more, found `约九成`
      the row is left out; correct the cell
    warning: reported values: line 4 (`16`), column `年份`: expected a year from 1900 to 2200, found `去年`
      the row is left out; correct the cell
    warning: reported values: line 3: no indicator of the chosen standards and no base figure is called “知晓度”
      the row is not used; write the number, key or name of an indicator as the standard has it (`lifecircle standards`)
    ");
    let outcome = analyse(&world, "zh-CN").done();
    assert_snapshot!(outcome.notes_with("填报"), @"
    警告：填报值表：第 2 行（`15`）的 `数值` 列：应为大于等于 0 的数，实为 `约九成`
      该行未采用；请更正该单元格
    警告：填报值表：第 4 行（`16`）的 `年份` 列：应为四位年份（1900 至 2200），实为 `去年`
      该行未采用；请更正该单元格
    警告：填报值表：第 3 行：所选标准中没有指标、也没有基础数据叫“知晓度”
      该行未使用；请按标准写指标的序号、标识或名称（见 `lifecircle standards`）
    ");
    for id in [15, 16] {
        let indicator = indicator(&world.report(), "xinchang-2024", id).clone();
        assert_eq!(indicator["status"], "not_computed");
        assert!(
            indicator["value"].is_null() && indicator["why"].is_string() && indicator["needs"].is_string()
        );
        assert!(indicator["targets"][0]["met"].is_null());
    }
}

/// A computed value leads; that another was reported is told. By hand: 80 places for 40,000 residents are 2.
#[test]
fn a_reported_value_beside_a_computed_one() {
    let world = world("指标,年份,数值\n1,2025,2.5\n".as_bytes());
    let outcome = analyse(&world, "en").done();
    let places = indicator(&world.report(), "xinchang-2024", 1).clone();
    assert_eq!((&places["status"], number(&places, "/value")), (&json!("computed"), 2.0));
    assert_eq!(places["reported"], json!({"value": 2.5, "year": 2025, "source": null}));
    assert_snapshot!(outcome.notes_with("reported 2.5"), @"
    warning: indicator 1 Childcare places per 1000 residents: computed 2.000, reported 2.5 for the same year
      the computed value is used; find out which of the two is right before the review
    ");
}

/// Of several years the value of the project's year, 2025, is taken, else the latest before it; and against a target
/// that of its own year is held where there is one. What is reported for a later year is not of today.
#[test]
fn the_value_of_the_right_year() {
    let null = Value::Null;
    for (rows, today, of_2024, of_2027) in [
        ("15,2024,91\n15,2025,93.5\n15,2026,99\n", json!(93.5), json!(91.0), json!(93.5)),
        ("15,2022,90\n15,2023,91\n15,2026,99\n", json!(91.0), json!(91.0), json!(91.0)),
        ("15,,94\n15,2024,92\n", json!(94.0), json!(92.0), json!(94.0)),
        ("15,2027,97\n", null.clone(), null.clone(), json!(97.0)),
    ] {
        let world = world(format!("指标,年份,数值\n{rows}").as_bytes());
        analyse(&world, "en").done();
        let screening = indicator(&world.report(), "xinchang-2024", 15).clone();
        assert_eq!(screening["value"], today, "{rows}");
        assert_eq!(screening["status"], if today.is_null() { "not_computed" } else { "reported" });
        let targets = &screening["targets"];
        assert_eq!((&targets[0]["actual"], &targets[1]["actual"]), (&of_2024, &of_2027), "{rows}");
        let met = |actual: &Value, least: f64| actual.as_f64().map_or(Value::Null, |a| json!(a >= least));
        assert_eq!(targets[0]["met"], met(&of_2024, 93.0), "{rows}");
        assert_eq!(targets[1]["met"], met(&of_2027, 95.0), "{rows}");
    }
}
