//! The rules of `xinchang-2024` and the checklist, on towns worked out by hand.

use super::town::Town;
use crate::model::{LayoutPlan, PlannedAmount, PlannedTownship};
use crate::report::{ClauseKind, RuleCase, RuleReport, Verdict};

fn verdicts(rule: &RuleReport) -> Vec<(Option<i32>, Verdict)> {
    rule.requirements.iter().map(|requirement| (requirement.year, requirement.verdict)).collect()
}

fn case<'r>(rule: &'r RuleReport, name: &str) -> &'r RuleCase {
    let cases = &rule.requirements[0].cases;
    cases
        .iter()
        .find(|case| case.name.as_deref() == Some(name))
        .unwrap_or_else(|| panic!("{name}: {cases:?}"))
}

/// New quarters: A has 25 m² per 100 households exactly, B 1 m² less for 200 households (49 of 50), C does not say its
/// floor area; D is not new. Places per 1000 residents: A 10 exactly, B 9 for 1000, C 1 for 50.
fn housing() -> Town {
    Town::drawn(
        "
        A . B . C . D a
        ---
        a: category=专业托育机构 places=1
        A: new_housing=yes households=100 childcare_floor_area=25 population=300 places=3
        B: new_housing=yes households=200 childcare_floor_area=49 population=1000 places=9
        C: new_housing=yes households=20 population=50 places=1
        D: new_housing=no households=100 childcare_floor_area=0 population=300 places=0
        ",
    )
}

#[test]
fn new_housing_has_floor_area_for_childcare() {
    let rule = housing().rule("new-housing-floor-area");
    let requirement = &rule.requirements[0];
    assert_eq!((requirement.kept, requirement.broken, requirement.untested), (1, 1, 1));
    assert_eq!(requirement.verdict, Verdict::Fail);
    assert_eq!(requirement.cases.len(), 3, "old quarters are not asked");
    let exact = case(&rule, "小区A");
    assert_eq!(
        (exact.value, exact.required, exact.gap, exact.verdict),
        (Some(25.0), Some(25.0), Some(0.0), Verdict::Pass)
    );
    let short = case(&rule, "小区B");
    assert_eq!((short.value, short.verdict), (Some(24.5), Verdict::Fail));
    assert_eq!(short.to_meet.as_ref().map(|to_meet| to_meet.amount), Some(1.0));
    assert_eq!(case(&rule, "小区C").verdict, Verdict::NotTestable);
}

#[test]
fn new_housing_has_places() {
    let rule = housing().rule("new-housing-places");
    let requirement = &rule.requirements[0];
    assert_eq!((requirement.kept, requirement.broken, requirement.untested), (2, 1, 0));
    let short = case(&rule, "小区B");
    assert_eq!((short.numerator, short.denominator, short.value), (Some(9.0), Some(1000.0), Some(9.0)));
    assert_eq!(short.to_meet.as_ref().map(|to_meet| to_meet.amount), Some(1.0));
}

/// No quarter is new: nobody is asked. Nobody says whether it is new: not testable, and what would make it so is told.
#[test]
fn rules_that_ask_nobody_and_rules_that_cannot_be_tested() {
    let town =
        |words: &str| Town::drawn(&format!("A a\n---\na: category=专业托育机构 places=1\nA: {words}\n"));
    let nobody = town("new_housing=no households=1 childcare_floor_area=0").rule("new-housing-floor-area");
    assert_eq!(nobody.requirements[0].verdict, Verdict::NotApplicable);
    let unknown = town("households=1").rule("new-housing-floor-area");
    assert_eq!(unknown.requirements[0].verdict, Verdict::NotTestable);
    assert!(unknown.requirements[0].why.is_some() && unknown.requirements[0].needs.is_some());
}

/// A quarter that bears no mark is not a new one, where others are marked.
#[test]
fn what_is_not_marked_is_not_new() {
    let rule = Town::drawn(
        "
        A B a
        ---
        a: category=专业托育机构 places=1
        A: new_housing=yes households=100 childcare_floor_area=25
        B: households=100
        ",
    )
    .rule("new-housing-floor-area");
    assert_eq!((rule.requirements[0].cases.len(), rule.requirements[0].verdict), (1, Verdict::Pass));
}

/// 830 places in kindergartens meet 2025 exactly, and are 110 short of 2027; other places do not count.
#[test]
fn places_in_kindergartens_by_year() {
    let rule = Town::drawn(
        "
        A a b
        ---
        a: category=幼儿园托班 places=830
        b: category=专业托育机构 places=500
        ",
    )
    .rule("kindergarten-places");
    assert_eq!(verdicts(&rule), [(Some(2025), Verdict::Pass), (Some(2027), Verdict::Fail)]);
    let short = &rule.requirements[1].cases[0];
    assert_eq!((short.value, short.gap), (Some(830.0), Some(110.0)));
    assert_eq!(short.to_meet.as_ref().map(|to_meet| to_meet.amount), Some(110.0));
}

/// 甲 (20,000) has a centre, 乙 (50,000) has none, 丙 (20,001) does not say, 丁 (19,999) is not asked.
#[test]
fn large_townships_by_name() {
    let town = Town::drawn(
        "
        A a | B . | C . | D .
        ---
        1: name=甲 population=20000 health_centre=yes
        2: name=乙 population=50000 health_centre=no demonstration_institution=yes
        3: name=丙 population=20001
        4: name=丁 population=19999 health_centre=no
        a: category=专业托育机构 places=1
        ",
    );
    let centres = town.rule("health-centre");
    let found: Vec<_> = centres.requirements[0]
        .cases
        .iter()
        .map(|case| (case.name.as_deref().unwrap(), case.verdict))
        .collect();
    assert_eq!(found, [("甲", Verdict::Pass), ("乙", Verdict::Fail), ("丙", Verdict::NotTestable)]);
    let wanted = centres.requirements[0].cases[1].to_meet.as_ref().map(|to_meet| to_meet.words.as_str());
    assert_eq!(wanted, Some("to provide: child-health centre"));
    let demonstration = town.rule("demonstration-institution");
    assert_eq!((demonstration.requirements[0].kept, demonstration.requirements[0].cases.len()), (1, 1));
    assert_eq!(demonstration.requirements[0].verdict, Verdict::Pass);
}

#[test]
fn one_institution_run_by_an_employer() {
    let town = |ownership: &str| {
        let text = format!("A a\n---\na: category=专业托育机构 places=1 ownership={ownership}\n");
        Town::drawn(&text).rule("employer-run")
    };
    assert_eq!(verdicts(&town("用人单位办")), [(Some(2027), Verdict::Pass)]);
    let none = town("民办");
    assert_eq!(verdicts(&none), [(Some(2027), Verdict::Fail)]);
    let case = &none.requirements[0].cases[0];
    assert_eq!(case.to_meet.as_ref().map(|t| t.words.as_str()), Some("+1 facility"));
    assert!(case.value.is_some_and(f64::is_sign_positive), "the sum of nothing is 0, not −0");
}

/// Planned 10 in 甲 and 21 in 乙: there are 10 and 20.
#[test]
fn places_as_planned_by_township() {
    let mut town = Town::drawn(
        "
        A a | B b
        ---
        1: name=甲
        2: name=乙
        a: category=专业托育机构 places=10
        b: category=专业托育机构 places=20
        ",
    );
    let row = |township, places| PlannedTownship {
        township,
        total_places: Some(places),
        amounts: vec![PlannedAmount { count: Some(1), places: Some(places) }],
    };
    assert_eq!(town.rule("planned-places").requirements[0].verdict, Verdict::NotTestable, "no plan");
    let plan = |year| LayoutPlan {
        year: Some(year),
        categories: vec!["专业托育机构".into()],
        rows: vec![row(0, 10), row(1, 21)],
    };
    town.world.study.services[0].plans = vec![plan(2030)];
    let other_year = town.rule("planned-places");
    assert_eq!(other_year.requirements[0].verdict, Verdict::NotTestable, "the plan is for another year");
    town.world.study.services[0].plans = vec![plan(2025)];
    let rule = town.rule("planned-places");
    assert_eq!((case(&rule, "甲").verdict, case(&rule, "乙").verdict), (Verdict::Pass, Verdict::Fail));
    assert_eq!(case(&rule, "乙").gap, Some(1.0), "one place short");
}

/// Every target of every indicator and every requirement of every rule stands in the checklist, in their order, with
/// the same verdict.
#[test]
fn the_checklist_has_every_clause() {
    let service = housing().service();
    let of_kind = |kind| service.checklist.iter().filter(move |entry| entry.kind == kind);
    let targets = service.indicators.iter().flat_map(|i| i.targets.iter().map(move |t| (i, t)));
    let expected: Vec<_> = targets.map(|(i, t)| (i.id.to_string(), Some(t.year), t.met)).collect();
    let found: Vec<_> = of_kind(ClauseKind::Indicator)
        .map(|entry| {
            let met = match entry.verdict {
                Verdict::Pass => Some(true),
                Verdict::Fail => Some(false),
                Verdict::NotTestable | Verdict::NotApplicable => None,
            };
            (entry.id.clone(), entry.year, met)
        })
        .collect();
    assert_eq!(found.len(), 34);
    assert_eq!(found, expected);
    let requirements: usize = service.rules.iter().map(|rule| rule.requirements.len()).sum();
    assert_eq!(of_kind(ClauseKind::Rule).count(), requirements);
    for entry in &service.checklist {
        assert!(!entry.text.is_empty() && !entry.clause.is_empty(), "{entry:?}");
        let is_open = entry.verdict == Verdict::NotTestable;
        assert!(!is_open || (entry.why.is_some() && entry.needs.is_some()), "{entry:?}");
        assert_eq!(entry.verdict == Verdict::Fail, entry.remedy.is_some(), "{entry:?}");
    }
}

/// The circles of GB 50180: 300 m for 5 minutes and 1000 m for 15 pass, the project has none of 10 minutes, and there
/// are no units of which the size could be tested.
#[test]
fn circles_of_a_standard() {
    let service = Town::assessed_by("gb50180-2018", "A a\n---\na: category=托班 places=1\n").service();
    let radii: Vec<_> = service
        .checklist
        .iter()
        .filter(|entry| entry.required.is_some())
        .map(|entry| (entry.id.as_str(), entry.value, entry.verdict))
        .collect();
    assert_eq!(
        radii,
        [
            ("5", Some(300.0), Verdict::Pass),
            ("10", None, Verdict::NotTestable),
            ("15", Some(1000.0), Verdict::Pass)
        ]
    );
}
