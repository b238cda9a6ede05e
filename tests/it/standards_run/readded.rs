//! The sample's indicators added up again from its list of facilities and its township layer, without the library.

use serde_json::Value;

use super::table::Table;
use super::{indicator, requirements};
use crate::run::{home, json, number, sample};

/// A facility of the list.
struct Facility {
    cells: Vec<String>,
}

/// All existing facilities that a township counts.
struct Facilities {
    table: Table,
    existing: Vec<Facility>,
}

impl Facilities {
    fn of_the_sample(text: &str) -> Self {
        let table = Table::of("facilities.csv", text);
        let mut existing: Vec<Facility> =
            table.rows.iter().map(|cells| Facility { cells: cells.clone() }).collect();
        assert_eq!(existing.len(), 60);
        existing.retain(|f| {
            table.cell(&f.cells, "Status") == "existing" && table.cell(&f.cells, "Township") != "—"
        });
        assert_eq!(existing.len(), 51, "seven are planned, one is closed, one lies outside");
        Self { table, existing }
    }

    fn says(&self, facility: &Facility, heading: &str) -> String {
        self.table.cell(&facility.cells, heading).to_owned()
    }

    /// The sum of a column over the facilities that fulfil a condition; "—" adds nothing.
    fn sum(&self, heading: &str, is_meant: impl Fn(&Facility) -> bool) -> f64 {
        let cells = self.existing.iter().filter(|f| is_meant(f)).map(|f| self.says(f, heading));
        cells.filter(|cell| cell != "—").map(|cell| cell.parse::<f64>().expect("a number")).sum()
    }

    fn count(&self, is_meant: impl Fn(&Facility) -> bool) -> f64 {
        self.existing.iter().filter(|f| is_meant(f)).count() as f64
    }
}

/// The sum of an attribute over the townships of the layer that fulfil a condition.
fn of_townships(key: &str, is_meant: impl Fn(&Value) -> bool) -> f64 {
    let layer = json(&home().join("geodata/xinchang/townships.geojson"));
    let features = layer["features"].as_array().expect("features");
    assert_eq!(features.len(), 12);
    let meant = features.iter().map(|f| &f["properties"]).filter(|p| is_meant(p));
    meant.map(|p| if key.is_empty() { 1.0 } else { p[key].as_f64().expect(key) }).sum()
}

#[test]
fn indicators_are_what_their_parts_add_up_to() {
    let done = sample(&["--lang", "en"]);
    let report = done.report();
    let list = Facilities::of_the_sample(&done.text("facilities.csv"));
    let all = |_: &Facility| true;
    let is = |heading: &'static str, words: &'static [&'static str]| {
        let list = &list;
        move |f: &Facility| words.contains(&list.says(f, heading).as_str())
    };
    let is_kindergarten = is("Category", &["幼儿园托班"]);
    let is_public = is("Ownership", &["公办", "公建民营"]);
    let is_supervised = is("Cloud supervision", &["yes"]);
    let is_second = is("Grade", &["一级", "二级"]);

    let places = list.sum("Places", all);
    let enrolled = list.sum("Children enrolled", all);
    let residents = of_townships("常住人口", |_| true);
    let children = of_townships("3岁以下人数", |_| true);
    assert_eq!(residents, 419_036.0, "as the planning document has it");
    let of_20_000 = |p: &Value| p["常住人口"].as_u64() >= Some(20_000);
    let of_50_000 = |p: &Value| p["常住人口"].as_u64() >= Some(50_000);
    let expected = [
        (1, places, residents, 1000.0),
        (2, places, children, 1000.0),
        (
            3,
            list.sum("Places", |f| is_public(f) && !is_kindergarten(f)),
            list.sum("Places", |f| !is_kindergarten(f)),
            100.0,
        ),
        (4, list.sum("Places", is("Inclusive", &["yes"])), places, 100.0),
        (5, list.sum("Places for under-2s", all), places, 100.0),
        (8, enrolled, children, 100.0),
        (9, enrolled, places, 100.0),
        (10, list.count(is("Contract with a medical institution", &["yes"])), list.count(all), 100.0),
        (
            11,
            of_townships("", |p| of_20_000(p) && p["医防护中心"] == "是"),
            of_townships("", of_20_000),
            100.0,
        ),
        (12, of_townships("", |p| of_50_000(p) && p["示范机构"] == "是"), of_townships("", of_50_000), 100.0),
        (13, list.sum("Certified staff", all), list.sum("Staff", all), 100.0),
        (14, list.count(is("Grade", &["一级", "二级", "三级"])), list.count(all), 100.0),
        (17, list.count(is_supervised), list.count(all), 100.0),
    ];
    for (id, numerator, denominator, factor) in expected {
        let found = indicator(&report, "xinchang-2024", id);
        assert_eq!(found["status"], "computed", "{id}");
        assert_eq!(number(found, "/numerator"), numerator, "{id}");
        assert_eq!(number(found, "/denominator"), denominator, "{id}");
        assert!((number(found, "/value") - numerator / denominator * factor).abs() < 1e-9, "{id}");
    }
    // The target of 2024 counts only facilities of the second grade and better.
    let target = &indicator(&report, "xinchang-2024", 17)["targets"][0];
    assert_eq!(target["year"], 2024);
    assert_eq!(number(target, "/numerator"), list.count(|f| is_second(f) && is_supervised(f)));
    assert_eq!(number(target, "/denominator"), list.count(is_second));
    // The other reading of the public share.
    let other = &indicator(&report, "xinchang-2024", 3)["other_readings"][0];
    assert_eq!(number(other, "/numerator"), list.sum("Places", is_public));
    assert_eq!(number(other, "/denominator"), places);
    // The fee, whose mean leaves out those that do not say.
    let fees = list.existing.iter().filter(|f| list.says(f, "Monthly fee") != "—").count();
    let fee = indicator(&report, "xinchang-2024", 7);
    assert!((number(fee, "/numerator") - list.sum("Monthly fee", all) / fees as f64).abs() < 1e-9);
    assert_eq!(fee["not_saying"], 51 - fees);
    assert!((number(fee, "/denominator") - 63_250.0 / 12.0).abs() < 1e-9);
    // And rules of the county.
    let kindergartens = &requirements(&report, "kindergarten-places")[0]["cases"][0];
    assert_eq!(number(kindergartens, "/value"), list.sum("Places", is_kindergarten));
    let employers = &requirements(&report, "employer-run")[0]["cases"][0];
    assert_eq!(number(employers, "/value"), list.count(is("Ownership", &["用人单位办"])));
}

/// Each township's own figures, and the places that the plan expects of it.
#[test]
fn townships_have_their_own_figures() {
    let done = sample(&["--lang", "en"]);
    let report = done.report();
    let list = Facilities::of_the_sample(&done.text("facilities.csv"));
    let places_of = |name: &str| list.sum("Places", |f| list.says(f, "Township") == name);
    let townships = indicator(&report, "xinchang-2024", 1)["townships"].as_array().expect("townships");
    assert_eq!(townships.len(), 12);
    let mut total = 0.0;
    for township in townships {
        let name = township["name"].as_str().expect("a name");
        let residents = of_townships("常住人口", |p| p["XZQMC"] == name);
        assert_eq!(number(township, "/numerator"), places_of(name), "{name}");
        assert_eq!(number(township, "/denominator"), residents, "{name}");
        assert!((number(township, "/value") - places_of(name) / residents * 1000.0).abs() < 1e-9);
        total += places_of(name);
    }
    assert_eq!(total, number(indicator(&report, "xinchang-2024", 1), "/numerator"));
    // The plan table has the expected places in its third column.
    let plan = std::fs::read_to_string(home().join("geodata/xinchang/plan_2025.csv")).expect("the plan");
    let cases = requirements(&report, "planned-places")[0]["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 12);
    for case in cases {
        let name = case["name"].as_str().expect("a name");
        let line = plan.lines().find(|line| line.split(',').nth(1) == Some(name)).expect(name);
        let planned: f64 = line.split(',').nth(2).and_then(|cell| cell.parse().ok()).expect("a number");
        assert_eq!(number(case, "/required"), planned, "{name}");
        assert_eq!(number(case, "/value"), places_of(name), "{name}");
        assert_eq!(case["verdict"], if places_of(name) >= planned { "pass" } else { "fail" }, "{name}");
    }
}
