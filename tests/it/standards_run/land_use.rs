//! Land-use codes: the trap of 0702, which two classifications use for two things.
//!
//! The three quarters have one size; by hand, the first is wholly and the second partly within 300 m.

use insta::assert_snapshot;
use serde_json::Value;

use super::{Project, XINCHANG, analyse, indicator, quarters, service};
use crate::run::{Outcome, number};
use crate::world::World;

fn analysed(project: &Project<'_>, codes: [&str; 3], language: &str) -> (World, Outcome, Value) {
    let world = project.world();
    quarters(&world, codes);
    let outcome = analyse(&world, language).done();
    let report = world.report();
    (world, outcome, report)
}

/// How many quarters the headline counts, and how many of them are configured.
fn configured(report: &Value) -> (f64, f64) {
    let rate = &service(report)["county"]["configuration"];
    (number(rate, "/configured"), number(rate, "/units"))
}

/// How many parcels are urban and how many rural.
fn kinds(report: &Value) -> (u64, u64) {
    let parcels = |kind: &str| service(report)["county"][kind]["parcels"].as_u64().expect("a count");
    (parcels("urban"), parcels("rural"))
}

/// Only 0701 is clear: it counts, the others are told and left out, and nothing is guessed.
#[test]
fn a_code_of_two_meanings_without_evidence() {
    let (_, outcome, report) = analysed(&XINCHANG, ["0701", "0702", "0702"], "en");
    assert!(report["method"]["land_use_scheme"].is_null());
    assert_eq!(configured(&report), (1.0, 1.0));
    assert_eq!(kinds(&report), (1, 0));
    assert_eq!(service(&report)["county"]["parcels"], 3, "all are homes, urban or not");
    assert_snapshot!(outcome.notes_with("0702"), @"
    warning: residential land: parcels with the code 0702, which means rural homesteads in the land survey but urban community services in the land-and-sea-use classification, and nothing tells which: 2
      taken as residential land, neither urban nor rural; set `land_use_scheme` under `[layers.residential]` to `land-survey` or `land-and-sea-use`
    ");
    assert_snapshot!(outcome.notes_with("do not say"), @r#"
    warning: residential land: 2 of 3 parcels do not say whether their homes are urban or rural
      they are left out of the configuration rate of `托育服务`, which counts urban homes only; fill in their land-use codes, or set `land = "all"` in the service's configuration rule
    "#);
    let (_, outcome, _) = analysed(&XINCHANG, ["0701", "0702", "0702"], "zh-CN");
    assert_snapshot!(outcome.notes_with("0702"), @"
    警告：居住用地图层：代码为 0702 的地块有 2 个：0702 在国土调查中为农村宅基地，在用地用海分类中为城镇社区服务设施用地，数据中没有区分依据
      按居住用地处理，不区分城乡；请在 `[layers.residential]` 中将 `land_use_scheme` 设为 `land-survey` 或 `land-and-sea-use`
    ");
}

/// 0703 is only in the classification of 2023: 0702 is no land of homes there.
#[test]
fn one_code_tells_what_the_others_mean() {
    let (_, outcome, report) = analysed(&XINCHANG, ["0701", "0702", "0703"], "en");
    assert_eq!(report["method"]["land_use_scheme"], "land-and-sea-use");
    assert_eq!((configured(&report), kinds(&report)), ((1.0, 1.0), (1, 1)));
    assert_snapshot!(outcome.notes_with("0702"), @"
    warning: residential land, feature 2 (`界边小区`): `0702` is not a land-use code of homes: in the land-and-sea-use classification (2023) it is land for urban community services
      left out, it is in no figure; correct the code, or set `land_use_scheme` under `[layers.residential]` if it is of the other classification
    ");
    // A settlement code is only in the land survey: there 0702 is a village.
    let (_, _, report) = analysed(&XINCHANG, ["0701", "0702", "203"], "en");
    assert_eq!(report["method"]["land_use_scheme"], "land-survey");
    assert_eq!((configured(&report), kinds(&report)), ((1.0, 1.0), (1, 2)));
}

/// Codes of both classifications in one layer: an error to be mended, and nothing is decided by it.
#[test]
fn contradicting_evidence() {
    let (world, outcome, report) = analysed(&XINCHANG, ["0701", "0703", "203"], "en");
    assert!(report["method"]["land_use_scheme"].is_null());
    assert_snapshot!(outcome.notes_with("two classifications"), @"
    error: residential land: the land-use codes are of two classifications: only the land survey has `用地代码 = 203`, only the land-and-sea-use classification has `用地代码 = 0703`
      only 0701 is taken as urban, other codes of homes as not told; bring the layer to one classification, or set `land_use_scheme` under `[layers.residential]` to `land-survey` or `land-and-sea-use`
    ");
    assert_eq!(configured(&report), (1.0, 1.0));
    let check = world.run(&["check", "project.toml", "--lang", "en"]);
    assert_eq!(check.status, 1, "what must be mended makes `check` fail");
    let (_, outcome, _) = analysed(&XINCHANG, ["0701", "0703", "203"], "zh-CN");
    assert_snapshot!(outcome.notes_with("land_use_scheme"), @"
    错误：居住用地图层：用地代码混有两种分类：`用地代码 = 203` 为国土调查独有，`用地代码 = 0703` 为用地用海分类独有
      仅将 0701 作为城镇住宅用地，其他居住代码不区分城乡；请统一图层的分类，或在 `[layers.residential]` 中将 `land_use_scheme` 设为 `land-survey` 或 `land-and-sea-use`
    ");
}

/// Said by the project, 0702 is a village in the one classification and no home in the other.
#[test]
fn the_scheme_is_given() {
    let survey = Project { residential: "land_use_scheme = \"land-survey\"", ..XINCHANG };
    let (_, _, report) = analysed(&survey, ["0701", "0702", "0702"], "en");
    assert_eq!(report["method"]["land_use_scheme"], "land-survey");
    assert_eq!((configured(&report), kinds(&report)), ((1.0, 1.0), (1, 2)));

    let sea = Project { residential: "land_use_scheme = \"land-and-sea-use\"", ..XINCHANG };
    let (_, outcome, report) = analysed(&sea, ["0701", "0702", "0702"], "en");
    assert_eq!(report["method"]["land_use_scheme"], "land-and-sea-use");
    assert_eq!(service(&report)["county"]["parcels"], 1);
    assert_eq!(outcome.stderr.matches("`0702` is not a land-use code of homes").count(), 2);

    // Against the evidence the project is believed, and told.
    let (_, outcome, report) = analysed(&survey, ["0701", "0703", "0702"], "en");
    assert_eq!(report["method"]["land_use_scheme"], "land-survey");
    assert_snapshot!(outcome.notes_with("0703"), @"
    warning: residential land: the project says that the land-use codes are those of the land survey (GB/T 21010), a classification that has no `用地代码 = 0703`
      read as the project says; check `land_use_scheme` under `[layers.residential]`
    warning: residential land, feature 2 (`界边小区`): `0703` is not a land-use code of homes: in the land survey (GB/T 21010) it is none of the classes
      left out, it is in no figure; correct the code, or set `land_use_scheme` under `[layers.residential]` if it is of the other classification
    ");
}

/// All homes instead of the urban ones: the third quarter, a village, counts too.
#[test]
fn all_land_counts() {
    let (_, _, report) = analysed(&XINCHANG, ["0701", "0701", "0703"], "en");
    assert_eq!(
        (report["method"]["configuration_land"].as_str(), configured(&report)),
        (Some("urban"), (2.0, 2.0))
    );
    let all = Project { tables: "[service.configuration]\nland = \"all\"", ..XINCHANG };
    let (_, outcome, report) = analysed(&all, ["0701", "0701", "0703"], "en");
    assert_eq!(
        (report["method"]["configuration_land"].as_str(), configured(&report)),
        (Some("all"), (2.0, 3.0))
    );
    let rate = indicator(&report, "xinchang-2024", 6);
    assert!((number(rate, "/value") - 200.0 / 3.0).abs() < 1e-9);
    assert_eq!(rate["targets"][1]["met"], true, "66.7 % of 65 %");
    assert!(outcome.notes_with("configuration rate").contains("all residential land, urban or rural"));
}
