//! Facilities: what they say of themselves, and whether they are there.

use super::{Town, feature, in_words, point, told};
use crate::field::Field;
use crate::messages::Language;
use crate::model::{Facility, Fact, Status};
use crate::project::{PlanSpec, TableSpec};

fn names(facilities: &[Facility]) -> Vec<&str> {
    facilities.iter().filter_map(|f| f.name.as_deref()).collect()
}

/// Facilities side by side, of these properties.
fn town(properties: &[&str]) -> Town {
    let features = properties.iter().zip(5..).map(|(p, x)| feature(p, &point(x, 5)));
    Town::new().facilities(&features.collect::<Vec<_>>())
}

#[test]
fn what_a_facility_says_is_read_as_its_field_wants() {
    let study = town(&[
        r#"{"名称":"甲","办别":"公建民营","普惠":"是","等级":"一级","2岁以下托位":8,"在托人数":30,"月收费":"1580.5",
            "从业人员":9,"持证人数":9,"签约":1,"云监管":"未接入","托位数":40}"#,
        r#"{"名称":"乙","办别":"","普惠":"普惠性","在托人数":"三十","签约":"洽谈中","云监管":true,"托位数":0}"#,
    ])
    .study();
    let [first, second] = study.services[0].facilities.as_slice() else { panic!("two") };
    let facts: Vec<_> = first.facts.iter().map(|(field, fact)| (field.key(), fact.clone())).collect();
    assert_eq!(
        facts,
        [
            ("ownership", Fact::Text("公建民营".into())),
            ("inclusive", Fact::Flag(true)),
            ("grade", Fact::Text("一级".into())),
            ("places_under2", Fact::Amount(8.0)),
            ("enrolled", Fact::Amount(30.0)),
            ("monthly_fee", Fact::Amount(1580.5)),
            ("staff", Fact::Amount(9.0)),
            ("certified_staff", Fact::Amount(9.0)),
            ("contracted", Fact::Flag(true)),
            ("cloud_supervised", Fact::Flag(false)),
        ]
    );
    assert_eq!(second.facts.text(Field::Ownership), None, "a blank says nothing");
    assert_eq!(second.facts.get(Field::Inclusive), Some(&Fact::Flag(true)));
    assert_eq!(second.facts.get(Field::Enrolled), None);
    assert_eq!(second.facts.get(Field::Contracted), None);
    insta::assert_snapshot!(in_words(&study, &["value-not-read", "not-an-amount"], Language::En), @"
    2 乙: 在托人数 = `三十` is not a number of 0 or more
      taken as not given; correct the attribute
    2 乙: 签约 = `洽谈中`: expected 是 or 否 (yes or no)
      taken as not given; correct the attribute
    ");
    insta::assert_snapshot!(in_words(&study, &["value-not-read", "not-an-amount"], Language::ZhCn), @"
    2 乙: 在托人数 = `三十` 不是大于等于 0 的数
      按未填处理；请更正该属性
    2 乙: 签约 = `洽谈中`：应为是或否
      按未填处理；请更正该属性
    ");
}

/// The project is of 2024: what opens in that year is there.
#[test]
fn the_status_leads_and_else_the_opening_year() {
    let study = town(&[
        r#"{"名称":"在营","状态":"运营"}"#,
        r#"{"名称":"拟建","状态":"拟建","投用年份":2026}"#,
        r#"{"名称":"停办","状态":"停办"}"#,
        r#"{"名称":"去年","投用年份":2023}"#,
        r#"{"名称":"今年","投用年份":"2024-09-01"}"#,
        r#"{"名称":"明年","投用年份":"2025年9月"}"#,
        r#"{"名称":"无"}"#,
    ])
    .study();
    let service = &study.services[0];
    assert_eq!(names(&service.facilities), ["在营", "去年", "今年", "无"]);
    assert_eq!(names(&service.planned), ["拟建", "明年"]);
    assert_eq!(names(&service.closed), ["停办"]);
    assert_eq!(service.planned[1].opening_year, Some(2025));
    assert_eq!(service.planned[1].status, Status::Planned);
    let codes = ["planned-by-opening-year", "facilities-by-status", "facility-closed", "status-unknown"];
    insta::assert_snapshot!(in_words(&study, &codes, Language::En), @"
    3 停办: the facility is closed
      it serves nobody and is not counted
    facilities without a status that open after 2024: 1
      taken as planned: they count only in the stages of the plan
    facilities by status: 4 existing, 2 planned, 1 closed
      today's figures are those of the existing ones; planned ones count only in the stages of the plan, closed ones nowhere
    ");
    insta::assert_snapshot!(in_words(&study, &codes, Language::ZhCn), @"
    3 停办: 设施已关停
      不参与服务范围计算，也不计数
    未填状态、投用年份晚于 2024 年的设施：1 处
      按规划设施处理，只计入规划阶段
    设施按状态：现状 4 处，规划 2 处，已关停 1 处
      现状指标只计现状设施；规划设施只计入规划阶段，已关停设施不计
    ");
}

#[test]
fn contradictions_and_what_is_not_understood_are_told() {
    let study = town(&[
        r#"{"名称":"甲","状态":"现状","投用年份":2026}"#,
        r#"{"名称":"乙","状态":"规划","投用年份":2024}"#,
        r#"{"名称":"丙","状态":"待定","投用年份":2026}"#,
        r#"{"名称":"丁","状态":"现状","投用年份":"明年"}"#,
    ])
    .study();
    assert_eq!(names(&study.services[0].facilities), ["甲", "丙", "丁"]);
    let codes = ["existing-but-opens-later", "planned-but-opened", "status-unknown", "value-not-read"];
    insta::assert_snapshot!(in_words(&study, &codes, Language::En), @"
    1 甲: the status says that the facility exists, but it opens in 2026, after the project's year 2024
      taken as existing; correct the status or the year
    2 乙: the status says that the facility is planned, but it opened in 2024, not after the project's year 2024
      taken as planned; correct the status or the year
    3 丙: the status `待定` is not understood
      taken as existing; write 现状, 规划 or 关闭 (existing, planned, closed)
    4 丁: 投用年份 = `明年`: expected a year from 1900 to 2200
      taken as not given; correct the attribute
    ");
    insta::assert_snapshot!(in_words(&study, &codes, Language::ZhCn), @"
    1 甲: 状态为现状，但投用年份为 2026 年，晚于项目年份 2024 年
      按现状处理；请更正状态或年份
    2 乙: 状态为规划，但投用年份为 2024 年，不晚于项目年份 2024 年
      按规划处理；请更正状态或年份
    3 丙: 无法识别状态 `待定`
      按现状处理；请填写现状、规划或关闭
    4 丁: 投用年份 = `明年`：应为四位年份（1900 至 2200）
      按未填处理；请更正该属性
    ");
}

#[test]
fn without_a_year_of_the_project_no_opening_year_makes_a_plan() {
    let mut town = town(&[r#"{"名称":"甲","投用年份":2026}"#]);
    town.project.year = None;
    let study = town.study();
    assert_eq!(names(&study.services[0].facilities), ["甲"]);
    assert_eq!(study.services[0].facilities[0].opening_year, Some(2026));
    insta::assert_snapshot!(in_words(&study, &["opening-years-not-compared"], Language::En), @"
    facilities have an opening year but no status, and the project has no year to compare it with: 1
      taken as existing; set `year` in the project file
    ");
}

#[test]
fn a_service_may_be_planned_only_but_not_closed_only() {
    let study = town(&[r#"{"名称":"甲","状态":"规划"}"#, r#"{"名称":"乙","状态":"关闭"}"#]).study();
    assert!(study.services[0].facilities.is_empty());
    insta::assert_snapshot!(in_words(&study, &["no-facility-exists"], Language::En), @"
    no facility exists: 1 are planned, 1 closed
      today nothing is covered; check the status and opening years if that is not so
    ");
    let error = town(&[r#"{"名称":"乙","状态":"关闭"}"#]).read().expect_err("nothing is left");
    assert_eq!(error.code, "facilities-all-closed");
    let error = Town::new().facilities(&[feature("{}", "null")]).read().expect_err("no point");
    assert_eq!(error.code, "no-geometry");
}

/// What is closed counts nowhere: that it has no places or township is nobody's concern.
#[test]
fn closed_facilities_are_told_once() {
    let study =
        town(&[r#"{"名称":"甲","托位数":5}"#, r#"{"名称":"乙","状态":"关闭","乡镇":"某镇"}"#]).study();
    assert_eq!(told(&study, &["no-places", "township-unknown"]), []);
    assert_eq!(told(&study, &["facility-closed"]).len(), 1);
}

/// 羽林 is taken as 羽林街道 and told; 羽林衔道 is a slip that is suggested only; the place decides there.
#[test]
fn a_township_goes_by_its_name_however_it_is_written() {
    let study = town(&[
        r#"{"名称":"甲","乡镇":"羽林"}"#,
        r#"{"名称":"乙","乡镇":" 羽林　街道"}"#,
        r#"{"名称":"丙","乡镇":"羽林衔道"}"#,
    ])
    .study();
    let townships: Vec<_> = study.services[0].facilities.iter().map(|f| f.township).collect();
    assert_eq!(townships, [Some(0); 3]);
    let codes = ["township-taken", "township-similar", "township-unknown"];
    insta::assert_snapshot!(in_words(&study, &codes, Language::En), @"
    1 甲: says that it is in 羽林; taken as `羽林街道`, the only township of that name but for 街道, 镇 or 乡
      write the full name, or give the township's code, if this is not the one
    3 丙: says that it is in 羽林衔道, which is not among the townships; did you mean `羽林街道`?
      counted for the township that it lies in, since names are never joined by a guess; correct the name or code
    ");
    insta::assert_snapshot!(in_words(&study, &codes, Language::ZhCn), @"
    1 甲: 属性称位于羽林，已视为 `羽林街道`：除街道、镇、乡之别外，只有这一乡镇（街道）名称相同
      如有误，请写全称，或填写乡镇代码
    3 丙: 属性称位于羽林衔道，但乡镇图层中没有这一乡镇，是否为 `羽林街道`？
      名称不作猜测连接，按点位所在乡镇计数；请更正名称或代码
    ");
}

/// Without categories in the project those of the facilities count, but not what only a closed one has.
#[test]
fn the_plan_is_compared_with_the_categories_of_open_facilities() {
    let mut town = town(&[
        r#"{"名称":"甲","类型":"幼儿园托班","托位数":20}"#,
        r#"{"名称":"乙","类型":"幼儿园托班（公办）","托位数":30}"#,
        r#"{"名称":"丙","类型":"早教中心","托位数":9,"状态":"关闭"}"#,
    ]);
    let mut plan = |heading: &str| {
        let text = format!("乡镇,{heading}数量,{heading}托位数\n羽林街道,1,30\n");
        let table = TableSpec { path: town.file("plan.csv", &text), ..TableSpec::default() };
        town.project.services[0].plans = vec![PlanSpec { table, year: None }];
        town.read()
    };
    let study = plan("幼儿园托班").expect("a study");
    insta::assert_snapshot!(told(&study, &["plan-lacks-categories"])[0].message(Language::En), @"categories of facilities that the plan table does not have: `幼儿园托班（公办）` ≈ `幼儿园托班` (facilities: 1, places: 30)");
    for heading in ["托班（幼儿园）", "早教中心"] {
        assert_eq!(plan(heading).expect_err("no category matches").code, "plan-categories-unmatched");
    }
}

/// A misspelt column is seen among those that nothing uses; what a filter asks is used.
#[test]
fn columns_that_nothing_uses_are_told_once() {
    let others: Vec<String> = (1..=11).map(|n| format!("\"备注{n}\":1")).collect();
    let properties = format!("{{\"名称\":\"甲园\",\"托位数量\":20,\"年\":2024,{}}}", others.join(","));
    let mut town = Town::new().facilities(&[feature(&properties, &point(5, 5))]);
    town.project.services[0].facilities.filters =
        vec![crate::project::Filter { field: "年".into(), values: vec!["2024".into()] }];
    let study = town.study();
    insta::assert_snapshot!(in_words(&study, &["fields-unused"], Language::En), @"
    columns that nothing uses: 12: `托位数量`, `备注1`, `备注2`, `备注3`, `备注4`, `备注5`, `备注6`, `备注7`, `备注8`, `备注9`, …
      if one of them holds what is asked for, name it under `fields` in the project file
    ");
    insta::assert_snapshot!(in_words(&study, &["fields-unused"], Language::ZhCn), @"
    未使用的列共 12 个：`托位数量`, `备注1`, `备注2`, `备注3`, `备注4`, `备注5`, `备注6`, `备注7`, `备注8`, `备注9`, …
      如其中有所需内容，请在项目文件的 `fields` 中指定
    ");
}

/// A note on a table leads to its row.
#[test]
fn features_of_tables_are_rows() {
    let of_rows = |study: &crate::model::Study| -> Vec<(usize, bool)> {
        let notes = told(study, &["no-places"]);
        notes.iter().filter_map(|note| Some((note.feature.as_ref()?.index, note.is_of_row))).collect()
    };
    let mut town = Town::new().facilities(&[
        feature("{\"名称\":\"甲园\",\"托位数\":null}", &point(5, 5)),
        feature("{\"托位数\":1}", &point(6, 5)),
    ]);
    assert_eq!(of_rows(&town.study()), [(1, false)]);
    let table = "托育机构一览表\n名称,托位数,经度,纬度\n甲园,20,120.9055,29.5055\n乙园,,120.9056,29.5056\n";
    let path = town.file("facilities.csv", table);
    town.project.services[0].facilities.path = path;
    assert_eq!(of_rows(&town.study()), [(4, true)]);
}
