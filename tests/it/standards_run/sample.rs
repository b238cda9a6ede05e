//! The sample shows every part: its indicators, its checklist, its sums.

use super::{indicator, list, service};
use crate::run::{number, sample};

/// Twelve indicators and more are computed; the others are reported, or say why there is no value and what would give
/// one.
#[test]
fn twelve_of_seventeen_are_computed() {
    let report = sample(&["--lang", "en"]).report();
    let indicators: Vec<_> =
        list(&service(&report)["indicators"]).iter().filter(|i| i["standard"] == "xinchang-2024").collect();
    assert_eq!(
        indicators.iter().filter_map(|i| i["id"].as_u64()).collect::<Vec<_>>(),
        (1..=17).collect::<Vec<_>>()
    );
    let count = |status: &str| indicators.iter().filter(|i| i["status"] == status).count();
    assert!(count("computed") >= 12, "{}", count("computed"));
    assert_eq!(count("reported"), 2, "15 and 16, which no layer gives");
    for indicator in indicators {
        match indicator["status"].as_str() {
            Some("computed") => assert!(indicator["value"].is_f64() && indicator["numerator"].is_f64()),
            Some("reported") => assert_eq!(indicator["value"], indicator["reported"]["value"]),
            Some("not_computed") => assert!(indicator["why"].is_string() && indicator["needs"].is_string()),
            Some("not_applicable") => assert!(indicator["why"].is_string()),
            other => panic!("{other:?}"),
        }
        let has_value = matches!(indicator["status"].as_str(), Some("computed" | "reported"));
        assert_eq!(indicator["value"].is_number(), has_value, "{indicator}");
        assert_eq!(indicator["why"].is_null(), has_value, "{indicator}");
    }
}

/// Every value is its numerator over its denominator times its factor (100 of a share, 1000 of a rate per thousand),
/// every gap the distance from the target, and met where there is none.
#[test]
fn values_are_their_quotients() {
    let report = sample(&[]).report();
    let mut n = 0;
    for indicator in list(&service(&report)["indicators"]) {
        let factor = if indicator["unit"] == "%" { 100.0 } else { 1000.0 };
        if indicator["denominator"].is_number() {
            let quotient = number(indicator, "/numerator") / number(indicator, "/denominator") * factor;
            assert!((quotient / number(indicator, "/value") - 1.0).abs() < 1e-12, "{indicator}");
        }
        for target in list(&indicator["targets"]) {
            let (actual, bound) = (number(target, "/actual"), number(target, "/value"));
            let gap = if target["direction"] == "at_least" { bound - actual } else { actual - bound };
            assert!((number(target, "/gap") - gap).abs() < 1e-9, "{target}");
            assert_eq!(target["met"], gap <= 0.0, "{target}");
            n += 1;
        }
    }
    assert_eq!(n, 34 + 11, "the targets of both standards");
}

/// What would meet a target meets it, and one less does not. Of a numerator that the denominator holds too (a share),
/// the standard's words are: all else unchanged.
#[test]
fn what_would_meet_a_target_is_the_least_that_does() {
    let report = sample(&[]).report();
    let mut n = 0;
    for indicator in list(&service(&report)["indicators"]) {
        let factor = if indicator["unit"] == "%" { 100.0 } else { 1000.0 };
        for target in list(&indicator["targets"]).iter().filter(|target| target["to_meet"].is_object()) {
            let amount = number(target, "/to_meet/amount");
            let with = |amount: f64| {
                (number(target, "/numerator") + amount) / number(target, "/denominator") * factor
            };
            assert!(amount >= 1.0 && amount.fract() == 0.0, "{target}");
            let bound = number(target, "/value");
            assert!(with(amount) >= bound - 1e-9 && with(amount - 1.0) < bound, "{target}");
            n += 1;
        }
    }
    assert!(n >= 20, "{n}");
}

/// 17 indicators with two targets each are 34 clauses; all 61 of the three standards have a verdict, and one that is
/// not kept says what would keep it, one that is open says why.
#[test]
fn every_clause_is_on_the_checklist() {
    let report = sample(&[]).report();
    let checklist = list(&service(&report)["checklist"]);
    let of = |standard: &str, kind: &str| {
        checklist.iter().filter(|c| c["standard"] == standard && c["kind"] == kind).count()
    };
    assert_eq!((of("xinchang-2024", "indicator"), of("xinchang-2024", "rule")), (34, 8));
    assert_eq!((of("shaoxing-2024", "indicator"), of("shaoxing-2024", "rule")), (11, 2));
    assert_eq!(
        of("gb50180-2018", "circle"),
        6,
        "three circles, each with its radius and the size of its units"
    );
    assert_eq!(checklist.len(), 61);
    for clause in checklist {
        for key in ["clause", "text", "id", "unit"] {
            assert!(clause[key].is_string(), "{clause}");
        }
        match clause["verdict"].as_str() {
            Some("pass") => assert!(clause["remedy"].is_null(), "{clause}"),
            Some("fail") => assert!(clause["remedy"].is_string() || clause["needs"].is_null(), "{clause}"),
            Some("not_testable") => {
                assert!(clause["why"].is_string() && clause["needs"].is_string(), "{clause}")
            }
            Some("not_applicable") => assert!(clause["why"].is_string(), "{clause}"),
            other => panic!("{other:?}"),
        }
    }
}

/// An indicator's clauses say of each target what the indicator says, a rule's what its requirement does.
#[test]
fn the_checklist_repeats_indicators_and_rules() {
    let report = sample(&[]).report();
    let checklist = list(&service(&report)["checklist"]);
    let mut clauses = checklist.iter();
    let mut n = 0;
    let verdict = |met: &serde_json::Value| match met.as_bool() {
        Some(true) => "pass",
        Some(false) => "fail",
        None => "not_testable",
    };
    for standard in ["xinchang-2024", "shaoxing-2024"] {
        for indicator in list(&service(&report)["indicators"]).iter().filter(|i| i["standard"] == standard) {
            for target in list(&indicator["targets"]) {
                let clause = clauses.next().expect("a clause a target");
                assert_eq!(clause["id"], indicator["id"].to_string());
                assert_eq!((&clause["year"], &clause["required"]), (&target["year"], &target["value"]));
                assert_eq!(
                    (&clause["value"], &clause["direction"]),
                    (&target["actual"], &target["direction"])
                );
                assert_eq!(clause["verdict"], verdict(&target["met"]), "{clause}");
                n += 1;
            }
        }
        for rule in list(&service(&report)["rules"]).iter().filter(|rule| rule["standard"] == standard) {
            for requirement in list(&rule["requirements"]) {
                let clause = clauses.next().expect("a clause a requirement");
                assert_eq!((&clause["id"], &clause["year"]), (&rule["id"], &requirement["year"]));
                assert_eq!(clause["verdict"], requirement["verdict"], "{clause}");
                if clause["asked"].is_number() {
                    assert_eq!(clause["asked"], list(&requirement["cases"]).len());
                    assert_eq!(clause["kept"], requirement["kept"]);
                }
                n += 1;
            }
        }
    }
    assert_eq!(n, 55);
}

/// Enrolled per child is use of places times places per child: 8 = 9 × 2 / 1000.
#[test]
fn enrolment_is_use_times_places() {
    let report = sample(&[]).report();
    let value = |id| number(indicator(&report, "xinchang-2024", id), "/value");
    assert!((value(8) - value(9) * value(2) / 1000.0).abs() < 1e-9);
    // By township too.
    let of = |id, at: usize| indicator(&report, "xinchang-2024", id)["townships"][at]["value"].as_f64();
    let mut n = 0;
    for at in 0..12 {
        let (Some(enrolment), Some(usage), Some(places)) = (of(8, at), of(9, at), of(2, at)) else {
            continue;
        };
        assert!((enrolment - usage * places / 1000.0).abs() < 1e-9, "{at}");
        n += 1;
    }
    assert_eq!(n, 12);
}

/// Both standards ask for some of the same, and must get the same answer.
#[test]
fn two_standards_agree_on_what_is_the_same() {
    let report = sample(&[]).report();
    for (xinchang, shaoxing) in [(1, 1), (4, 2), (3, 3), (6, 4)] {
        let (a, b) =
            (indicator(&report, "xinchang-2024", xinchang), indicator(&report, "shaoxing-2024", shaoxing));
        for key in ["value", "numerator", "denominator"] {
            assert_eq!(a[key], b[key], "{xinchang} {key}");
        }
    }
}

/// Every check is made of every kind, and holds as its figures say.
#[test]
fn every_conservation_check_holds() {
    let report = sample(&[]).report();
    let checks = list(&report["conservation"]);
    for check in checks {
        let (left, right) = (number(check, "/left"), number(check, "/right"));
        let slack = number(check, "/tolerance");
        let holds = match check["relation"].as_str() {
            Some("equal") => (left - right).abs() <= slack,
            Some("at_most") => left <= right + slack,
            other => panic!("{other:?}"),
        };
        assert!(holds && check["holds"] == true, "{check}");
        let rounding = 1e-8 * left.abs().max(right.abs()) + 1e-4;
        assert!(slack <= rounding, "the tolerance is no excuse: {check}");
    }
    for id in [
        "records-accounted-for",
        "townships-make-the-county",
        "shortfall-adds-up",
        "facilities-accounted-for",
        "covered-and-uncovered",
        "covered-within-all",
        "inner-within-outer",
    ] {
        assert!(checks.iter().any(|check| check["id"] == id), "{id}");
    }
}

/// Urban and rural land is all land where every parcel says what it is, in each township and circle.
#[test]
fn urban_and_rural_land_make_all() {
    let report = sample(&["--overlaps", "each"]).report();
    let mut rows = list(&service(&report)["townships"]).clone();
    rows.push(service(&report)["county"].clone());
    for row in rows {
        for figure in ["residential_area_m2", "coverage/0/area_m2", "coverage/1/area_m2"] {
            let parts = number(&row, &format!("/urban/{figure}")) + number(&row, &format!("/rural/{figure}"));
            let all = number(&row, &format!("/{figure}"));
            assert!((parts - all).abs() <= 1e-9 * all, "{}: {figure} {parts} {all}", row["name"]);
        }
    }
}
