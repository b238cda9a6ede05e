//! Standards of a service, the project's own targets, plans in stages and the table of reported values.

use insta::assert_snapshot;

use super::*;
use crate::error::Fault;
use crate::standard::{Bound, Standard};

/// A service by `xinchang-2024` with more lines.
fn xinchang_with(lines: &str) -> String {
    service_with(&format!("standards = [\"xinchang-2024\"]\n{lines}"))
}

/// The targets of an indicator: year and figure.
fn targets(standard: &Standard, id: u32) -> Vec<(i32, Bound)> {
    let indicator = standard.indicators.iter().find(|indicator| indicator.id == id).expect("an indicator");
    indicator.targets.iter().map(|target| (target.year, target.bound)).collect()
}

/// A target replaces that of the same year and comes between the others by its year.
#[test]
fn targets_of_the_project_are_put_into_the_standard() {
    let text = xinchang_with(
        "[[service.target]]\nindicator = 1\nyear = 2025\nat_least = 4.6\n\
         [[service.target]]\nindicator = \"fee-to-income\"\nyear = 2027\nat_most = 35\n\
         [[service.target]]\nstandard = \"xinchang-2024\"\nindicator = 17\nyear = 2024\nat_least = 90",
    );
    let project = Folder::with_data().load(&text).expect("a valid file");
    let [standard] = project.services[0].standards.as_slice() else { panic!("one standard") };
    let least = |year, figure| (year, Bound::AtLeast(figure));
    assert_eq!(targets(standard, 1), [least(2024, 4.54), least(2025, 4.6), least(2027, 4.9)]);
    assert_eq!(targets(standard, 7), [(2024, Bound::AtMost(40.0)), (2027, Bound::AtMost(35.0))]);
    // What the target for 2024 is measured of stays as the standard says.
    let cloud = standard.indicators.iter().find(|indicator| indicator.id == 17).expect("an indicator");
    assert_eq!(cloud.targets[0].bound, Bound::AtLeast(90.0));
    assert!(cloud.targets[0].ratio.is_some());
    // All else is the standard as it is.
    assert_eq!(standard.rules, Standard::named("xinchang-2024").expect("embedded").rules);
}

/// A file beside the project file, and an embedded standard.
#[test]
fn a_standard_of_ones_own_beside_an_embedded_one() {
    let folder = Folder::with_data();
    folder.write(
        "mine.toml",
        "id = \"mine\"\nname = \"本县\"\nsource = \"本县\"\nyear = 2025\nbased_on = \"shaoxing-2024\"\n",
    );
    let standards = "standards = [\"xinchang-2024\", \"mine.toml\"]\n";
    let target = "[[service.target]]\nstandard = \"mine\"\nindicator = 1\nyear = 2025\nat_least = 5";
    let project = folder.load(&service_with(&format!("{standards}{target}"))).expect("a valid file");
    let ids: Vec<&str> = project.services[0].standards.iter().map(|standard| standard.id.as_str()).collect();
    assert_eq!(ids, ["xinchang-2024", "mine"]);
    assert_eq!(targets(&project.services[0].standards[1], 1)[0], (2025, Bound::AtLeast(5.0)));
    assert_eq!(targets(&project.services[0].standards[0], 1)[0], (2024, Bound::AtLeast(4.54)));
    // The folder of the results may not hold it.
    std::fs::create_dir(folder.path("out")).expect("a folder");
    std::fs::rename(folder.path("mine.toml"), folder.path("out/mine.toml")).expect("moved");
    let text = format!("output = \"out\"\n{}", service_with("standards = [\"out/mine.toml\"]"));
    assert_eq!(folder.load(&text).expect_err("it would be replaced").code, "project-output-holds-input");
}

#[test]
fn standards_that_cannot_be_used() {
    assert_snapshot!(refusal(&service_with("standards = [\"xinchang\"]")), @r#"
    cannot use `service[0].standards[0]` on line 7 of `DIR/project.toml`
    no embedded standard is named `"xinchang"`; there are `xinchang-2024`, `shaoxing-2024`, `gb50180-2018`
    did you mean `xinchang-2024`? the name of a standard file ends in `.toml`
    "#);
    assert_snapshot!(refusal(&service_with("standards = [\"gb50180-2018\", \"gb50180-2018\"]")), @"
    cannot use `service[0].standards[1]` on line 7 of `DIR/project.toml`
    `gb50180-2018` is taken by `service[0].standards[0]` on line 7
    ");
    let folder = Folder::with_data();
    let error = folder.load(&service_with("standards = [\"absent.toml\"]")).expect_err("missing");
    assert_eq!(error.fault, Fault::Data);
    assert_snapshot!(folder.words(Language::En, &error), @"
    cannot find `DIR/absent.toml`
    named by `service[0].standards[0]` on line 7 of `DIR/project.toml`
    correct the path; it is taken from the folder of the project file
    ");
    // What is wrong in a standard file is told of that file.
    folder.write("mine.toml", "id = \"mine\"\nname = \"本县\"\nsource = \"本县\"\nyear = 25\n");
    let error = folder.load(&service_with("standards = [\"mine.toml\"]")).expect_err("a bad standard");
    assert_snapshot!(folder.words(Language::En, &error), @"
    cannot use `year` on line 4 of `DIR/mine.toml`
    expected a whole number (≥ 1900, ≤ 2200), found `25`
    ");
}

#[test]
fn targets_that_cannot_be_used() {
    let target = |lines: &str| refusal(&xinchang_with(&format!("[[service.target]]\n{lines}")));
    assert_snapshot!(target("indicator = 18\nyear = 2025\nat_least = 1"), @"
    cannot use `service[0].target[0].indicator` on line 9 of `DIR/project.toml`
    expected one of `1`, `2`, `3`, `4`, `5`, `6`, `7`, `8`, `9`, `10`, `11`, `12`, `13`, `14`, `15`, `16`, `17`, found `18`
    ");
    assert_snapshot!(target("indicator = \"under2share\"\nyear = 2025\nat_least = 1"), @r#"
    cannot use `service[0].target[0].indicator` on line 9 of `DIR/project.toml`
    expected one of `places-per-1000-residents`, `places-per-1000-under3`, `public-share`, `inclusive-share`, `under2-share`, `configuration-rate`, `fee-to-income`, `enrolment-rate`, `use-of-places`, `medical-contract-rate`, `health-centre-rate`, `demonstration-rate`, `certified-staff-rate`, `graded-rate`, `screening-rate`, `knowledge-rate`, `cloud-supervision-rate`, found `"under2share"`
    did you mean `under2-share`?
    "#);
    assert_snapshot!(target("standard = \"shaoxing\"\nindicator = 1\nyear = 2025\nat_least = 1"), @r#"
    cannot use `service[0].target[0].standard` on line 9 of `DIR/project.toml`
    expected one of `xinchang-2024`, found `"shaoxing"`
    "#);
    assert_snapshot!(target("indicator = 1\nyear = 2025"), @"
    cannot use `service[0].target[0]` on line 8 of `DIR/project.toml`
    expected exactly one of `at_least`, `at_most`, found none
    ");
    assert_snapshot!(target("indicator = 1\nyear = 2025\nat_least = 1\nat_most = 2"), @"
    cannot use `service[0].target[0].at_most` on line 12 of `DIR/project.toml`
    expected exactly one of `at_least`, `at_most`, found `at_least`, `at_most`
    keep one of them
    ");
    assert_snapshot!(target("indicator = 1.5\nyear = 2025\nat_least = 1"), @"
    cannot use `service[0].target[0].indicator` on line 9 of `DIR/project.toml`
    expected a whole number or text in quotes, found `1.5`
    ");
    let twice = "indicator = 1\nyear = 2025\nat_least = 1\n[[service.target]]\nindicator = \"places-per-1000-residents\"\nyear = 2025\nat_least = 2";
    assert_snapshot!(target(twice), @"
    cannot use `service[0].target[1].year` on line 14 of `DIR/project.toml`
    `2025` is taken by `service[0].target[0].year` on line 10
    ");
    let any = "[[service.target]]\nindicator = 1\nyear = 2025\nat_least = 1";
    assert_snapshot!(refusal(&service_with(any)), @r#"
    cannot use `service[0].target[0]` on line 7 of `DIR/project.toml`
    a target is put into a standard, and the service names none
    name one with `standards` in `[[service]]`, such as `standards = ["xinchang-2024"]`; `lifecircle standards` lists them
    "#);
    let two = format!("standards = [\"xinchang-2024\", \"shaoxing-2024\"]\n{any}");
    assert_snapshot!(refusal(&service_with(&two)), @r#"
    cannot use `service[0].target[0]` on line 8 of `DIR/project.toml`
    the service has several standards (`xinchang-2024`, `shaoxing-2024`), and the target does not say whose it is
    add `standard = "…"` to the target
    "#);
}

#[test]
fn plans_and_reported_values_that_cannot_be_used() {
    let plan = |year: &str| format!("[[service.plan]]\npath = \"plan.csv\"\n{year}\n");
    assert_snapshot!(refusal(&service_with(&format!("{}{}", plan("year = 2025"), plan("")))), @"
    cannot use `service[0].plan[1]` on line 10 of `DIR/project.toml`
    several plans are told apart by their year, and this one has none
    add `year = …` to each plan
    ");
    assert_snapshot!(refusal(&service_with(&format!("{}{}", plan("year = 2025"), plan("year = 2025")))), @"
    cannot use `service[0].plan[1].year` on line 12 of `DIR/project.toml`
    `2025` is taken by `service[0].plan[0].year` on line 9
    ");
    assert_snapshot!(refusal(&service_with("plan = []")), @"
    cannot use `service[0].plan` on line 7 of `DIR/project.toml`
    expected at least one table (`[[…]]` or `[{ … }]`), found `[]`
    ");
    let folder = Folder::with_data();
    let second = plan("year = 2027").replace("plan.csv", "absent.csv");
    let text = service_with(&format!("reported = \"none.csv\"\n{}{second}", plan("year = 2025")));
    assert_snapshot!(folder.words(Language::En, &folder.load(&text).expect_err("missing")), @"
    cannot find 2 input files
    no such file:
        `DIR/absent.csv` (`service[0].plan[1].path`, `DIR/project.toml:12`)
        `DIR/none.csv` (`service[0].reported`, `DIR/project.toml:7`)
    correct the paths; those in a project file are taken from its folder
    ");
    let text = service_with(&format!("{}{second}", plan("year = 2025")));
    assert_snapshot!(folder.words(Language::En, &folder.load(&text).expect_err("missing")), @"
    cannot find `DIR/absent.csv`
    named by `service[0].plan[1].path` on line 11 of `DIR/project.toml`
    correct the path; it is taken from the folder of the project file
    ");
    // The flag takes the place of the first plan only.
    let flags = Flags { plan: Some(folder.path("townships.geojson")), ..Flags::default() };
    let text = service_with(&format!("{}{}", plan("year = 2025"), plan("year = 2027")));
    let project = folder.resolve(&text, flags).expect("a valid file");
    let plans: Vec<_> = project.services[0]
        .plans
        .iter()
        .map(|plan| (relative(&folder, &plan.table.path), plan.year))
        .collect();
    assert_eq!(plans, [("townships.geojson".to_owned(), Some(2025)), ("plan.csv".to_owned(), Some(2027))]);
}

/// Only residential land has land-use codes of a scheme.
#[test]
fn a_scheme_where_it_does_not_belong() {
    assert_snapshot!(refusal(&format!("{LEAST}land_use_scheme = \"land-survey\"\n")), @"
    cannot use `service[0].facilities.land_use_scheme` on line 9 of `DIR/project.toml`
    unknown key; expected one of `path`, `layer`, `encoding`, `x`, `y`, `geometry`, `crs`, `datum`, `fields`, `where`
    ");
}
