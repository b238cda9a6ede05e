//! Facilities that are not there yet, plans of several years, and projects without any of it.

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::{Project, XINCHANG, analyse, facility, indicator, list, service};
use crate::run::{Outcome, contents, number};
use crate::world::{PLAN, World, collection};

fn stages(report: &Value) -> &Vec<Value> {
    list(&service(report)["stages"])
}

/// Of each stage: its kind, its year, and its facilities and places.
fn told(report: &Value) -> Vec<(String, Option<u64>, f64, f64)> {
    let one = |stage: &Value| {
        let county = &stage["county"]["facilities"];
        let kind = stage["id"].as_str().expect("a kind").to_owned();
        (kind, stage["year"].as_u64(), number(county, "/count"), number(county, "/places"))
    };
    stages(report).iter().map(one).collect()
}

fn analysed(project: &Project<'_>, facilities: &[Value], language: &str) -> (World, Outcome, Value) {
    let world = project.world();
    world.write("facilities.geojson", collection(facilities));
    world.write("plan_2025.csv", PLAN);
    // Twenty places more in the second township.
    let later =
        PLAN.replace("乙镇,20,0,0,1,20", "乙镇,40,0,0,2,40").replace("100,1,60,2,40", "120,1,60,3,60");
    world.write("plan_2027.csv", later);
    let outcome = analyse(&world, language).done();
    let report = world.report();
    (world, outcome, report)
}

/// Nothing is there today: places are 0, shares of nothing are not applicable, and the planned ones count when they
/// open; one without a year only at the end.
#[test]
fn all_facilities_are_planned() {
    let facilities = [
        facility(
            json!({"名称": "甲托育园", "类型": "专业托育机构", "托位数": 60, "状态": "规划", "投用年份": 2026}),
            0.0,
        ),
        facility(json!({"名称": "乙幼儿园", "类型": "幼儿园托班", "托位数": 20, "状态": "规划"}), 0.0105),
    ];
    let (_, outcome, report) = analysed(&XINCHANG, &facilities, "en");
    assert_snapshot!(outcome.notes_with("no facility exists"), @"
    warning: facilities: no facility exists: 2 are planned, 0 closed
      today nothing is covered; check the status and opening years if that is not so
    ");
    let (today, by_2026, all) = ("today".to_owned(), "by_year".to_owned(), "all".to_owned());
    assert_eq!(
        told(&report),
        [(today, None, 0.0, 0.0), (by_2026, Some(2026), 1.0, 60.0), (all, None, 2.0, 80.0)]
    );
    let county = &service(&report)["county"];
    assert_eq!((number(county, "/coverage/0/rate"), number(county, "/configuration/rate")), (0.0, 0.0));
    assert_eq!(number(indicator(&report, "xinchang-2024", 1), "/value"), 0.0);
    for id in [3, 4, 5, 9, 10, 13, 14, 17] {
        let indicator = indicator(&report, "xinchang-2024", id);
        assert_eq!(
            (&indicator["status"], &indicator["value"]),
            (&json!("not_applicable"), &Value::Null),
            "{id}"
        );
        assert!(indicator["why"].is_string());
    }
    // 80 places for 40,000 residents once all are there; 60 in 2026.
    let places: Vec<f64> = stages(&report)
        .iter()
        .map(|stage| number(list(&stage["indicators"]).first().expect("indicator 1"), "/value"))
        .collect();
    assert_eq!(places, [0.0, 1.5, 2.0]);
    assert!(number(stages(&report).last().expect("a stage"), "/county/coverage/0/rate") > 0.3);
}

/// English words for the status, and a date for a year; a facility without a status that opens after the project's
/// year is planned; a word that is not understood is told, and taken as existing.
#[test]
fn statuses_in_english() {
    let says = |name: &str, more: Value| {
        let mut says = json!({"name": name, "category": "kindergarten", "places": 10});
        says.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        facility(says, 0.0)
    };
    let facilities = [
        says("A", json!({"status": "open"})),
        says("B", json!({"status": "Under Construction", "opening_year": "2026-09-01"})),
        says("C", json!({"status": "disused"})),
        says("D", json!({"status": "maybe"})),
        says("E", json!({"opening_year": 2030})),
    ];
    let (world, outcome, report) = analysed(&XINCHANG, &facilities, "en");
    let kinds: Vec<_> = told(&report).into_iter().map(|(kind, year, count, _)| (kind, year, count)).collect();
    let by_year = |year| ("by_year".to_owned(), Some(year));
    assert_eq!(kinds[0], ("today".to_owned(), None, 2.0));
    assert_eq!(kinds[1], (by_year(2026).0, Some(2026), 3.0));
    assert_eq!(kinds[2], (by_year(2030).0, Some(2030), 4.0));
    assert_eq!(kinds.len(), 3, "all planned ones have a year, so the last stage is that of all");
    assert_snapshot!(outcome.notes_with("status"), @"
    warning: facilities, feature 4 (`D`): the status `maybe` is not understood
      taken as existing; write 现状, 规划 or 关闭 (existing, planned, closed)
    note: facilities: fields found by their usual names: name = name, category = category, places = places, status = status, opening_year = opening_year
      name them under `fields` in the project file if this is not what they hold
    note: facilities: facilities without a status that open after 2025: 1
      taken as planned: they count only in the stages of the plan
    note: facilities: facilities by status: 2 existing, 2 planned, 1 closed
      today's figures are those of the existing ones; planned ones count only in the stages of the plan, closed ones nowhere
    ");
    let text = std::fs::read_to_string(world.path("out/facilities.csv")).expect("the list");
    for (name, status) in
        [("A", "existing"), ("B", "planned"), ("C", "closed"), ("D", "existing"), ("E", "planned")]
    {
        let line = text.lines().find(|line| line.contains(&format!(",{name},"))).expect(name);
        assert!(line.contains(&format!(",{status},")), "{line}");
    }
}

/// Two plans: the first leads today, each stage has the plan of its year. By hand: today 甲镇 has 60 of 80 places and
/// 乙镇 20 of 20: the shortfall is 20 (a kindergarten class of 甲镇). In 2027 乙镇 is to have 40 and gets 15 more: 5 are
/// missing there, 25 in all.
#[test]
fn plans_of_two_years() {
    let plans = "[[service.plan]]\npath = \"plan_2025.csv\"\nyear = 2025\n[[service.plan]]\npath = \"plan_2027.csv\"\nyear = 2027";
    let project = Project { tables: plans, ..XINCHANG };
    let facilities = [
        facility(json!({"名称": "甲托育园", "类型": "专业托育机构", "托位数": 60}), 0.0),
        facility(json!({"名称": "乙幼儿园", "类型": "幼儿园托班", "托位数": 20}), 0.0105),
        facility(
            json!({"名称": "丙幼儿园", "类型": "幼儿园托班", "托位数": 15, "状态": "规划", "投用年份": 2027}),
            0.012,
        ),
    ];
    let (world, outcome, report) = analysed(&project, &facilities, "en");
    let plan = service(&report);
    assert_eq!((&plan["plan"]["year"], &plan["further_plans"][0]["year"]), (&json!(2025), &json!(2027)));
    let all_categories = |plan: &Value| list(&plan["county"]).last().expect("the row of all").clone();
    assert_eq!(number(&all_categories(&plan["plan"]), "/shortfall/places"), 20.0);
    assert_eq!(
        number(&all_categories(&plan["further_plans"][0]), "/shortfall/places"),
        40.0,
        "of today's places"
    );
    let of = |at: usize, key: &str| stages(&report)[at][key].clone();
    assert_eq!(
        (of(0, "plan_year"), of(1, "year"), of(1, "plan_year")),
        (json!(2025), json!(2027), json!(2027))
    );
    assert_eq!(stages(&report).len(), 2);
    assert_eq!(number(&of(0, "county"), "/places_shortfall"), 20.0);
    assert_eq!(number(&of(1, "county"), "/places_shortfall"), 25.0);
    assert_eq!(number(&of(1, "county"), "/planned/places"), 120.0);
    let names: Vec<String> = contents(&world.path("out")).into_keys().collect();
    assert!(
        names.contains(&"plan_gap_2027.csv".to_owned()) && names.contains(&"stages.csv".to_owned()),
        "{names:?}"
    );
    let table =
        outcome.stdout.split("\n\n").find(|block| block.starts_with("Stage")).expect("a table of stages");
    assert_snapshot!(table, @"
    Stage                             Facilities  Places  Places short  5 min  15 min  Configured
    ---------------------------------------------------------------------------------------------
    Today                                      2      80            20  33.3%  100.0%       50.0%
    Today and planned sites, by 2027           3      95            25  33.3%  100.0%       50.0%
    ");
}

/// Without standards there is nothing of them: empty lists in the report, and no tables.
#[test]
fn a_project_without_standards() {
    let world = Project { service: "", ..XINCHANG }.world();
    let outcome = analyse(&world, "en").done();
    let report = world.report();
    for key in ["standards", "indicators", "rules", "checklist"] {
        assert_eq!(service(&report)[key], json!([]), "{key}");
    }
    assert_eq!(told(&report).len(), 1, "only today");
    assert!(stages(&report)[0]["indicators"].as_array().is_some_and(Vec::is_empty));
    let names: Vec<String> = contents(&world.path("out")).into_keys().collect();
    for name in ["indicators", "indicators_by_township", "checklist", "rules", "stages", "stage_indicators"] {
        assert!(!names.contains(&format!("{name}.csv")), "{name}");
    }
    assert!(!outcome.stdout.contains("targets of"), "{}", outcome.stdout);
}
