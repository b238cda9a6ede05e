//! The tables of the sample against `report.json`: the same figures, rounded as each entry says.

use serde_json::{Value, json};

use super::table::{Table, is_amount, is_bound, is_gap, is_printed, is_text};
use super::{list, service};
use crate::run::{Analysed, sample};

fn done() -> (Analysed, Value) {
    let done = sample(&["--lang", "en"]);
    let report = done.report();
    (done, report)
}

fn table(done: &Analysed, name: &str) -> Table {
    Table::of(name, &done.text(name))
}

fn decimals(entry: &Value) -> usize {
    entry["decimals"].as_u64().and_then(|d| usize::try_from(d).ok()).expect("decimals")
}

/// The name of the standard that an entry is of.
fn standard_name<'a>(report: &'a Value, entry: &Value) -> &'a Value {
    let standards = list(&service(report)["standards"]);
    &standards.iter().find(|standard| standard["id"] == entry["standard"]).expect("a standard of the service")
        ["name"]
}

/// A target is met or missed, anything else kept or not.
fn verdict(entry: &Value) -> &'static str {
    let is_target = entry["kind"] == "indicator";
    match entry["verdict"].as_str() {
        Some("pass") if is_target => "met",
        Some("fail") if is_target => "missed",
        Some("pass") => "kept",
        Some("fail") => "not kept",
        Some("not_testable") => "not testable",
        Some("not_applicable") => "not applicable",
        other => panic!("{other:?}"),
    }
}

/// What would help, led by a word where it would be a formula.
#[track_caller]
fn is_remedy(cell: &str, words: &Value) {
    match words.as_str() {
        Some(words) if words.starts_with(['+', '−']) => assert_eq!(cell, format!("needs {words}")),
        _ => is_text(cell, words),
    }
}

#[test]
fn indicators() {
    let (done, report) = done();
    let table = table(&done, "indicators.csv");
    let mut rows = table.rows.iter();
    for indicator in list(&service(&report)["indicators"]) {
        let decimals = decimals(indicator);
        for target in list(&indicator["targets"]) {
            let row = rows.next().expect("a row a target");
            let cell = |heading: &str| table.cell(row, heading);
            is_text(cell("Standard"), standard_name(&report, indicator));
            for (heading, key) in
                [("No.", "id"), ("Indicator", "name"), ("Unit", "unit"), ("Formula", "formula")]
            {
                is_text(cell(heading), &indicator[key]);
            }
            is_text(cell("Clause"), &indicator["clause"]);
            is_printed(cell("Value"), &indicator["value"], decimals);
            let how = if indicator["status"] == "reported" { "reported" } else { "computed from layers" };
            assert_eq!(cell("How obtained"), how);
            is_text(cell("Target year"), &target["year"]);
            is_bound(cell("Target"), &target["direction"], &target["value"]);
            is_printed(
                cell("Value compared (as the standard measures it for the target year)"),
                &target["actual"],
                decimals,
            );
            is_amount(cell("Numerator"), &target["numerator"]);
            is_amount(cell("Denominator"), &target["denominator"]);
            let met = if target["met"] == true { "met" } else { "missed" };
            assert_eq!(cell("Met (decided before rounding)"), met);
            let gap = "Distance from the target (positive: missing or too much, negative: to spare)";
            is_gap(cell(gap), &target["gap"], decimals);
            is_remedy(cell("What would meet it"), &target["to_meet"]["words"]);
            assert_eq!(cell("Records that do not say"), indicator["not_saying"].to_string());
            is_printed(cell("Reported value"), &indicator["reported"]["value"], decimals);
            is_text(cell("Year of the reported value"), &indicator["reported"]["year"]);
            is_text(cell("Source of the reported value"), &indicator["reported"]["source"]);
            for reading in list(&indicator["other_readings"]) {
                assert!(cell("Other readings").contains(reading["name"].as_str().expect("a name")));
            }
        }
    }
    assert_eq!((rows.next(), table.rows.len()), (None, 45));
}

#[test]
fn indicators_by_township() {
    let (done, report) = done();
    let table = table(&done, "indicators_by_township.csv");
    let has_values = |i: &&Value| list(&i["townships"]).iter().any(|township| township["value"].is_number());
    let indicators: Vec<&Value> = list(&service(&report)["indicators"]).iter().filter(has_values).collect();
    assert_eq!((indicators.len(), table.rows.len()), (12 + 4, 13));
    for indicator in indicators {
        let text = |key: &str| indicator[key].as_str().expect("text");
        let heading =
            format!("{}: {} {} ({})", text("standard"), indicator["id"], text("name"), text("unit"));
        for (township, row) in list(&indicator["townships"]).iter().zip(&table.rows) {
            is_text(table.cell(row, "Township"), &township["name"]);
            is_printed(table.cell(row, &heading), &township["value"], decimals(indicator));
        }
        is_printed(table.cell(&table.rows[12], &heading), &indicator["value"], decimals(indicator));
    }
}

#[test]
fn the_checklist() {
    let (done, report) = done();
    let table = table(&done, "checklist.csv");
    let clauses = list(&service(&report)["checklist"]);
    assert_eq!(table.rows.len(), clauses.len());
    for (row, clause) in table.rows.iter().zip(clauses) {
        let cell = |heading: &str| table.cell(row, heading);
        is_text(cell("Standard"), standard_name(&report, clause));
        is_text(cell("Clause"), &clause["clause"]);
        is_text(cell("Kind of clause"), &clause["kind"]);
        let name = if clause["kind"] == "rule" { "name" } else { "id" };
        is_text(cell("No. of the indicator, name of the rule, or minutes"), &clause[name]);
        is_text(cell("What it asks for"), &clause["text"]);
        is_text(cell("Target year"), &clause["year"]);
        assert_eq!(cell("Verdict"), verdict(clause));
        let figure = cell("Figure, or how many keep it");
        if clause["value"].is_null() && clause["asked"].as_u64() > Some(0) {
            assert_eq!(figure, format!("{} of {} keep it", clause["kept"], clause["asked"]));
        } else {
            is_printed(figure, &clause["value"], decimals(clause));
        }
        match (clause["kind"] == "circle", clause["required"].is_null()) {
            (true, _) => assert_eq!(cell("Requirement"), "as in the clause"),
            (false, true) => assert_eq!(cell("Requirement"), "as in the layout plan"),
            (false, false) => is_bound(cell("Requirement"), &clause["direction"], &clause["required"]),
        }
        is_text(cell("Unit"), &clause["unit"]);
        is_remedy(cell("What would keep it"), &clause["remedy"]);
        is_text(cell("Why not testable or not applicable"), &clause["why"]);
        is_text(cell("Data needed"), &clause["needs"]);
    }
}

#[test]
fn rules() {
    let (done, report) = done();
    let table = table(&done, "rules.csv");
    let mut rows = table.rows.iter();
    for rule in list(&service(&report)["rules"]) {
        for requirement in list(&rule["requirements"]) {
            let cases = list(&requirement["cases"]);
            let count = |verdict: &str| cases.iter().filter(|case| case["verdict"] == verdict).count();
            assert_eq!(requirement["kept"], count("pass"));
            assert_eq!(requirement["broken"], count("fail"));
            assert_eq!(requirement["untested"], count("not_testable"));
            for case in cases {
                let row = rows.next().expect("a row a case");
                let cell = |heading: &str| table.cell(row, heading);
                is_text(cell("Standard"), standard_name(&report, rule));
                is_text(cell("Rule"), &rule["name"]);
                is_text(cell("What it asks for"), &rule["text"]);
                is_text(cell("Unit"), &rule["unit"]);
                is_text(cell("Target year"), &requirement["year"]);
                is_text(cell("Code or ID"), &case["code"]);
                let county = json!("county");
                is_text(cell("Asked of"), if case["name"].is_null() { &county } else { &case["name"] });
                is_printed(cell("Value"), &case["value"], decimals(rule));
                is_amount(cell("Numerator"), &case["numerator"]);
                is_amount(cell("Denominator"), &case["denominator"]);
                is_bound(cell("Requirement"), &requirement["direction"], &case["required"]);
                assert_eq!(cell("Verdict"), verdict(case));
                let gap = "Distance from the requirement (positive: missing or too much, negative: to spare)";
                is_gap(cell(gap), &case["gap"], decimals(rule));
                is_remedy(cell("What would keep it"), &case["to_meet"]["words"]);
                if case["verdict"] == "not_testable" {
                    is_text(cell("Why not testable or not applicable"), &requirement["why"]);
                    is_text(cell("Data needed"), &requirement["needs"]);
                } else {
                    assert_eq!(cell("Data needed"), "—");
                }
            }
        }
    }
    assert_eq!(rows.next(), None);
    // By hand: 8 new quarters twice, 2 years, 6 and 3 townships of the sizes, 1 county, 12 townships; again 6 and 3.
    assert_eq!(table.rows.len(), 16 + 2 + 9 + 1 + 12 + 9);
}

/// A share, as a percentage.
fn percent(value: &Value) -> Value {
    value.as_f64().map_or(Value::Null, |share| json!(share * 100.0))
}

#[test]
fn stages() {
    let (done, report) = done();
    let table = table(&done, "stages.csv");
    let stages = list(&service(&report)["stages"]);
    assert_eq!((stages.len(), table.rows.len()), (4, 13));
    for stage in stages {
        let named = |what: &str| format!("{}: {what}", stage["name"].as_str().expect("a name"));
        let year = &stage["plan_year"];
        let planned = named(&format!("places planned (plan of {year})"));
        let short = named(&format!("places shortfall (against the plan of {year}, surpluses not netted)"));
        let places = list(&stage["townships"]).iter().chain([&stage["county"]]);
        for (row, figures) in table.rows.iter().zip(places) {
            let cell = |heading: &str| table.cell(row, &named(heading));
            let name = figures["name"].as_str().unwrap_or("Total");
            assert_eq!(table.cell(row, "Township"), name);
            is_printed(cell("coverage rate, 5 min (%)"), &percent(&figures["coverage"][0]["rate"]), 1);
            is_printed(cell("coverage rate, 15 min (%)"), &percent(&figures["coverage"][1]["rate"]), 1);
            is_printed(cell("configuration rate (%)"), &percent(&figures["configuration_rate"]), 1);
            is_amount(cell("facilities"), &figures["facilities"]["count"]);
            is_amount(cell("places"), &figures["facilities"]["places"]);
            is_amount(table.cell(row, &planned), &figures["planned"]["places"]);
            is_amount(table.cell(row, &short), &figures["places_shortfall"]);
        }
    }
}

#[test]
fn indicators_at_each_stage() {
    let (done, report) = done();
    let table = table(&done, "stage_indicators.csv");
    let stages = list(&service(&report)["stages"]);
    let mut rows = table.rows.iter();
    for indicator in list(&service(&report)["indicators"]) {
        let is_it =
            |staged: &&Value| staged["standard"] == indicator["standard"] && staged["id"] == indicator["id"];
        let values: Vec<&Value> = stages
            .iter()
            .map(|stage| &list(&stage["indicators"]).iter().find(is_it).expect("the indicator")["value"])
            .collect();
        if values.iter().all(|value| value.is_null()) {
            continue;
        }
        let row = rows.next().expect("a row an indicator");
        is_text(table.cell(row, "Indicator"), &indicator["name"]);
        for (stage, value) in stages.iter().zip(values) {
            is_printed(table.cell(row, stage["name"].as_str().expect("a name")), value, decimals(indicator));
        }
    }
    assert_eq!(rows.next(), None);
}

/// What stands in today's column stands in the other tables, too.
#[test]
fn today_is_today() {
    let (_, report) = done();
    let service = service(&report);
    let today = &service["stages"][0];
    let rows = list(&service["townships"]).iter().chain([&service["county"]]);
    let staged = list(&today["townships"]).iter().chain([&today["county"]]);
    for (row, staged) in rows.zip(staged) {
        assert_eq!(staged["facilities"], row["facilities"], "{}", row["name"]);
        assert_eq!(staged["places_shortfall"], row["places_shortfall"]);
        assert_eq!(staged["configuration_rate"], row["configuration"]["rate"]);
        for circle in 0..2 {
            assert_eq!(staged["coverage"][circle]["area_m2"], row["coverage"][circle]["area_m2"]);
        }
    }
    for staged in list(&today["indicators"]) {
        let is_it = |i: &&Value| i["standard"] == staged["standard"] && i["id"] == staged["id"];
        let indicator = list(&service["indicators"]).iter().find(is_it).expect("an indicator");
        if indicator["status"] == "computed" {
            assert_eq!(staged["value"], indicator["value"], "{}", indicator["name"]);
        }
    }
}
