//! A bureau's own standard and targets, and what is wrong with them when it is.

use insta::assert_snapshot;
use serde_json::Value;

use super::{Project, XINCHANG, analyse, indicator, list, requirements, service};
use crate::run::number;

/// A standard of one's own: another target for places, another rule, all else as in the Xinchang standard.
const OURS: &str = r#"id = "ours-2026"
name = { zh-CN = "本县评价细则", en = "Our county's rules" }
source = "Our own document, 2026"
year = 2026
based_on = "xinchang-2024"

[[indicator]]
id = 1
key = "places-per-1000-residents"
name = { zh-CN = "千人托位数", en = "Childcare places per 1000 residents" }
clause = "Article 3"
formula = "places ÷ residents × 1000"
unit = "places per 1000"
factor = 1000
decimals = 2
numerator = { sum = "places" }
denominator = { sum = "population", of = "townships" }
targets = [{ year = 2026, at_least = 2 }, { year = 2030, at_least = 3.01 }]

[[rule]]
id = "least-facilities"
name = "Facilities of each township"
clause = "Article 5"
text = "each township has at least two facilities"
unit = "facilities"
each = "townships"
numerator = { count = "facilities" }
required = [{ at_least = 2 }]
"#;

const OWN: Project<'_> = Project { service: "standards = [\"ours.toml\"]", ..XINCHANG };

/// By hand: 80 places for 40,000 residents are exactly 2 per 1000, which meets 2; 3.01 per 1000 are 120.4 places, so
/// 121, and 41 are missing. Each township has one facility of two.
#[test]
fn a_standard_based_on_another() {
    let world = OWN.world();
    world.write("ours.toml", OURS);
    analyse(&world, "en").done();
    let report = world.report();
    let standards = list(&service(&report)["standards"]);
    assert_eq!(
        (standards.len(), &standards[0]["id"], &standards[0]["year"]),
        (1, &"ours-2026".into(), &2026.into())
    );
    let places = indicator(&report, "ours-2026", 1);
    assert_eq!(number(places, "/value"), 2.0);
    let targets = list(&places["targets"]);
    assert_eq!(targets.len(), 2, "the targets of the base are replaced with their indicator");
    assert_eq!(
        (&targets[0]["year"], &targets[0]["met"], &targets[0]["to_meet"]),
        (&2026.into(), &true.into(), &Value::Null)
    );
    assert_eq!((&targets[1]["year"], &targets[1]["met"]), (&2030.into(), &false.into()));
    assert_eq!(number(&targets[1], "/to_meet/amount"), 41.0);
    // All else is taken over: the other 16 indicators with their two targets, and the seven rules.
    assert_eq!(list(&service(&report)["indicators"]).len(), 17);
    assert_eq!(number(indicator(&report, "ours-2026", 2), "/value"), 100.0);
    assert_eq!(list(&service(&report)["rules"]).len(), 8);
    let requirement = &requirements(&report, "least-facilities")[0];
    assert_eq!((&requirement["verdict"], &requirement["broken"]), (&"fail".into(), &2.into()));
    assert_eq!(number(requirement, "/cases/0/to_meet/amount"), 1.0);
    // Two townships keep what is asked of one facility each.
    world.write("ours.toml", OURS.replace("required = [{ at_least = 2 }]", "required = [{ at_least = 1 }]"));
    analyse(&world, "en").done();
    assert_eq!(requirements(&world.report(), "least-facilities")[0]["verdict"], "pass");
}

/// The project's own targets stand in for the standard's of the same year, beside those of other years.
#[test]
fn targets_of_the_project() {
    let targets = r#"
[[service.target]]
indicator = "places-per-1000-residents"
year = 2027
at_least = 2
[[service.target]]
indicator = 6
year = 2030
at_least = 100
"#;
    let world = Project { tables: targets, ..XINCHANG }.world();
    analyse(&world, "en").done();
    let report = world.report();
    let told = |id| -> Vec<(u64, f64, bool)> {
        let targets = list(&indicator(&report, "xinchang-2024", id)["targets"]);
        let one = |t: &Value| (t["year"].as_u64().unwrap_or(0), number(t, "/value"), t["met"] == true);
        targets.iter().map(one).collect()
    };
    assert_eq!(told(1), [(2024, 4.54, false), (2027, 2.0, true)]);
    assert_eq!(told(6), [(2024, 40.0, true), (2027, 65.0, true), (2030, 100.0, true)]);
    let of_targets = list(&service(&report)["checklist"]).iter().filter(|c| c["kind"] == "indicator");
    assert_eq!(of_targets.count(), 35, "a clause more than the standard has");
}

/// What is wrong with a target is said by its line.
#[test]
fn targets_that_cannot_be_put_in() {
    let fails = |tables: &str| {
        let world = Project { tables, ..XINCHANG }.world();
        analyse(&world, "en").failure()
    };
    assert_snapshot!(fails("[[service.target]]\nindicator = 18\nyear = 2027\nat_least = 2"), @"
    exit status 2
    error: cannot use `service[0].target[0].indicator` on line 16 of `project.toml`
      cause: expected one of `1`, `2`, `3`, `4`, `5`, `6`, `7`, `8`, `9`, `10`, `11`, `12`, `13`, `14`, `15`, `16`, `17`, found `18`
    ");
    assert_snapshot!(fails("[[service.target]]\nindicator = \"public-shares\"\nyear = 2027\nat_least = 2"), @r#"
    exit status 2
    error: cannot use `service[0].target[0].indicator` on line 16 of `project.toml`
      cause: expected one of `places-per-1000-residents`, `places-per-1000-under3`, `public-share`, `inclusive-share`, `under2-share`, `configuration-rate`, `fee-to-income`, `enrolment-rate`, `use-of-places`, `medical-contract-rate`, `health-centre-rate`, `demonstration-rate`, `certified-staff-rate`, `graded-rate`, `screening-rate`, `knowledge-rate`, `cloud-supervision-rate`, found `"public-shares"`
      hint: did you mean `public-share`?
    "#);
    assert_snapshot!(fails("[[service.target]]\nindicator = 3\nyear = 2027"), @"
    exit status 2
    error: cannot use `service[0].target[0]` on line 15 of `project.toml`
      cause: expected exactly one of `at_least`, `at_most`, found none
    ");
}

#[test]
fn a_standard_that_is_not_known() {
    let fails = |service: &str, language: &str| {
        let world = Project { service, ..XINCHANG }.world();
        analyse(&world, language).failure()
    };
    assert_snapshot!(fails("standards = [\"xinchang-2042\"]", "en"), @r#"
    exit status 2
    error: cannot use `service[0].standards[0]` on line 11 of `project.toml`
      cause: no embedded standard is named `"xinchang-2042"`; there are `xinchang-2024`, `shaoxing-2024`, `gb50180-2018`
      hint: did you mean `xinchang-2024`? the name of a standard file ends in `.toml`
    "#);
    assert_snapshot!(fails("standards = [\"xinchang-2042\"]", "zh-CN"), @r#"
    exit status 2
    错误：`project.toml` 第 11 行的 `service[0].standards[0]` 无法使用
      原因：没有名为 `"xinchang-2042"` 的内置标准；现有 `xinchang-2024`, `shaoxing-2024`, `gb50180-2018`
      建议：是否想写 `xinchang-2024`？自编标准文件的路径须以 `.toml` 结尾
    "#);
    assert_snapshot!(fails("standards = [\"beijing\"]", "en"), @r#"
    exit status 2
    error: cannot use `service[0].standards[0]` on line 11 of `project.toml`
      cause: no embedded standard is named `"beijing"`; there are `xinchang-2024`, `shaoxing-2024`, `gb50180-2018`
      hint: take one of these, or name a standard file that ends in `.toml`
    "#);
    assert_snapshot!(fails("standards = [\"no.toml\"]", "en"), @"
    exit status 1
    error: cannot find `no.toml`
      cause: named by `service[0].standards[0]` on line 11 of `project.toml`
      hint: correct the path; it is taken from the folder of the project file
    ");
    assert_snapshot!(fails("standards = [\"no.toml\"]", "zh-CN"), @"
    exit status 1
    错误：找不到 `no.toml`
      原因：由 `project.toml` 第 11 行的 `service[0].standards[0]` 指定
      建议：请更正路径；路径以项目文件所在文件夹为准
    ");
}

/// Each fault of a standard file is told with file, line and key.
#[test]
fn a_standard_file_with_a_fault() {
    let fails = |from: &str, to: &str, language: &str| {
        let world = OWN.world();
        assert!(OURS.contains(from), "{from}");
        world.write("ours.toml", OURS.replacen(from, to, 1));
        analyse(&world, language).failure()
    };
    // A word that is no attribute.
    assert_snapshot!(fails("sum = \"places\"", "sum = \"place\"", "en"), @r#"
    exit status 2
    error: cannot use `indicator[0].numerator.sum` on line 16 of `ours.toml`
      cause: expected one of `id`, `name`, `code`, `category`, `places`, `township`, `township_code`, `population`, `households`, `ownership`, `inclusive`, `grade`, `places_under2`, `enrolled`, `monthly_fee`, `staff`, `certified_staff`, `contracted`, `cloud_supervised`, `status`, `opening_year`, `under3`, `health_centre`, `demonstration_institution`, `land_use`, `urban_rural`, `new_housing`, `childcare_floor_area`, `disposable_income`, found `"place"`
      hint: did you mean `places`?
    "#);
    assert_snapshot!(fails("sum = \"places\"", "sum = \"place\"", "zh-CN"), @r#"
    exit status 2
    错误：`ours.toml` 第 16 行的 `indicator[0].numerator.sum` 无法使用
      原因：应为 `id`, `name`, `code`, `category`, `places`, `township`, `township_code`, `population`, `households`, `ownership`, `inclusive`, `grade`, `places_under2`, `enrolled`, `monthly_fee`, `staff`, `certified_staff`, `contracted`, `cloud_supervised`, `status`, `opening_year`, `under3`, `health_centre`, `demonstration_institution`, `land_use`, `urban_rural`, `new_housing`, `childcare_floor_area`, `disposable_income` 之一，实为 `"place"`
      建议：是否想写 `places`？
    "#);
    // An attribute of townships asked of facilities.
    assert_snapshot!(fails("sum = \"population\", of = \"townships\"", "sum = \"population\"", "en"), @"
    exit status 2
    error: cannot use `indicator[0].denominator.sum` on line 17 of `ours.toml`
      cause: `facilities` have no `population`; it is an attribute of `townships`, `parcels`, `life_units`
      hint: say whose attribute it is with `of` (`count` for a count, `each` for a rule), or take another attribute
    ");
    assert_snapshot!(fails("sum = \"population\", of = \"townships\"", "sum = \"population\"", "zh-CN"), @"
    exit status 2
    错误：`ours.toml` 第 17 行的 `indicator[0].denominator.sum` 无法使用
      原因：`facilities` 没有属性 `population`；它属于 `townships`, `parcels`, `life_units`
      建议：请用 `of` 写明属于哪类对象（计数时用 `count`，规定中用 `each`），或改用其他属性
    ");
    // A target with two bounds.
    assert_snapshot!(fails("at_least = 3.01", "at_least = 3.01, at_most = 4", "en"), @"
    exit status 2
    error: cannot use `indicator[0].targets[1].at_most` on line 18 of `ours.toml`
      cause: expected exactly one of `at_least`, `at_most`, found `at_least`, `at_most`
      hint: keep one of them
    ");
    // A key of another indicator of the base.
    assert_snapshot!(fails("key = \"places-per-1000-residents\"", "key = \"public-share\"", "en"), @"
    exit status 2
    error: cannot use `indicator[0].key` on line 9 of `ours.toml`
      cause: `public-share` is the key of indicator 3 of `xinchang-2024`, on which this standard is based
      hint: take another key, or write `id = 3` to replace that indicator
    ");
    assert_snapshot!(fails("key = \"places-per-1000-residents\"", "key = \"public-share\"", "zh-CN"), @"
    exit status 2
    错误：`ours.toml` 第 9 行的 `indicator[0].key` 无法使用
      原因：`public-share` 已是所依据的标准 `xinchang-2024` 中第 3 项指标的键
      建议：请另取一个键；若要替换该指标，请写 `id = 3`
    ");
    // A base that there is not.
    assert_snapshot!(fails("based_on = \"xinchang-2024\"", "based_on = \"xinchang\"", "en"), @r#"
    exit status 2
    error: cannot use `based_on` on line 5 of `ours.toml`
      cause: no embedded standard is named `"xinchang"`; there are `xinchang-2024`, `shaoxing-2024`, `gb50180-2018`
      hint: did you mean `xinchang-2024`? the name of a standard file ends in `.toml`
    "#);
    // No TOML at all.
    assert_snapshot!(fails("year = 2026", "year 2026", "zh-CN"), @"
    exit status 2
    错误：无法读取 `ours.toml` 第 4 行第 6 列
      原因：不符合 TOML 语法：键后缺少 `=` 和值
    ");
}
