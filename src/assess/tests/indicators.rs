//! The seventeen indicators of `xinchang-2024`, on towns worked out by hand.

use super::town::Town;
use crate::report::{Indicator, IndicatorStatus};

/// Two townships with all that the indicators ask for.
///
/// | | a 专业 公办 | b 专业 公建民营 | c 专业 民办 | d 托班 公办 | e 驿站 民办 | sum |
/// |---|---|---|---|---|---|---|
/// | places | 100 | 60 | 40 | 80 | 20 | 300 |
/// | inclusive | yes | yes | no | yes | no | 240 places |
/// | under-2 places | 10 | 8 | 4 | 0 | 2 | 24 |
/// | enrolled | 70 | 40 | 20 | 50 | 9 | 189 |
/// | fee | 1200 | 1500 | 2400 | 900 | – | mean 1500 |
/// | staff, certified | 20, 18 | 12, 10 | 8, 6 | 10, 10 | 2, 1 | 52, 45 |
/// | contracted | yes | yes | yes | yes | no | 4 of 5 |
/// | grade | 一级 | 二级 | 三级 | 未评级 | – | 3 of 5 |
/// | cloud | yes | no | no | yes | no | 2 of 5; of a and b 1 of 2 |
///
/// 甲街道 has 50,000 residents and 600 under-threes, 乙镇 20,000 and 400. The centres of A and C are reached, that of B
/// (450 m and more from every facility) is not.
fn town() -> Town {
    Town::drawn(
        "
        A a . . . . . B | . . . . . . . .
        b . . . . . . . | . . . . . . C e
        . . . . . . . . | . . . . . d c .
        ---
        1: name=甲街道 population=50000 under3=600 health_centre=yes demonstration_institution=yes
        2: name=乙镇 population=20000 under3=400 health_centre=no demonstration_institution=no
        a: category=专业托育机构 places=100 ownership=公办 inclusive=yes places_under2=10 enrolled=70 monthly_fee=1200 staff=20 certified_staff=18 contracted=yes grade=一级 cloud_supervised=yes
        b: category=专业托育机构 places=60 ownership=公建民营 inclusive=yes places_under2=8 enrolled=40 monthly_fee=1500 staff=12 certified_staff=10 contracted=yes grade=二级 cloud_supervised=no
        c: category=专业托育机构 places=40 ownership=民办 inclusive=no places_under2=4 enrolled=20 monthly_fee=2400 staff=8 certified_staff=6 contracted=yes grade=三级 cloud_supervised=no
        d: category=幼儿园托班 places=80 ownership=公办 inclusive=yes places_under2=0 enrolled=50 monthly_fee=900 staff=10 certified_staff=10 contracted=yes grade=未评级 cloud_supervised=yes
        e: category=婴幼儿服务驿站 places=20 ownership=民办 inclusive=no places_under2=2 enrolled=9 staff=2 certified_staff=1 contracted=no cloud_supervised=no
        ",
    )
    .reported("15", 2025, 93.0)
    .reported("人均可支配收入", 2025, 60_000.0)
}

/// `(numerator, denominator, value)` of the county; the value is checked to be their ratio × factor.
pub(super) fn terms(indicator: &Indicator, factor: f64) -> (f64, f64) {
    let (part, whole) = (indicator.numerator.unwrap(), indicator.denominator.unwrap());
    assert_eq!(indicator.value, Some(part / whole * factor), "{}", indicator.name);
    assert_eq!(indicator.status, IndicatorStatus::Computed);
    (part, whole)
}

pub(super) fn met(indicator: &Indicator) -> Vec<(i32, Option<bool>)> {
    indicator.targets.iter().map(|target| (target.year, target.met)).collect()
}

/// What would meet the target of a year.
pub(super) fn change(indicator: &Indicator, year: i32) -> Option<f64> {
    let target = indicator.targets.iter().find(|target| target.year == year).unwrap();
    target.to_meet.as_ref().map(|to_meet| to_meet.amount)
}

/// 300 / 70,000 = 4.29: 18 places short of 4.54 (317.8), 43 of 4.9 (exactly 343).
#[test]
fn indicator_1_places_per_1000_residents() {
    let indicator = town().indicator(1);
    assert_eq!(terms(&indicator, 1000.0), (300.0, 70_000.0));
    assert_eq!(met(&indicator), [(2024, Some(false)), (2027, Some(false))]);
    assert_eq!((change(&indicator, 2024), change(&indicator, 2027)), (Some(18.0), Some(43.0)));
    assert!((indicator.targets[1].gap.unwrap() - (4.9 - 300.0 / 70.0)).abs() < 1e-12);
    // a and b lie in 甲, the others in 乙.
    let townships: Vec<_> = indicator.townships.iter().map(|t| (t.numerator, t.denominator)).collect();
    assert_eq!(townships, [(Some(160.0), Some(50_000.0)), (Some(140.0), Some(20_000.0))]);
}

/// 300 / 1000 = 300 ‰: 5 places short of 305.
#[test]
fn indicator_2_places_per_1000_under_threes() {
    let indicator = town().indicator(2);
    assert_eq!(terms(&indicator, 1000.0), (300.0, 1000.0));
    assert_eq!((change(&indicator, 2024), change(&indicator, 2027)), (Some(5.0), Some(70.0)));
}

/// Without kindergartens 160 of 220 places are public (公办 or 公建民营): 72.7 %. With them in both terms 240 of 300.
#[test]
fn indicator_3_public_share_without_kindergartens() {
    let indicator = town().indicator(3);
    assert_eq!(terms(&indicator, 100.0), (160.0, 220.0));
    assert_eq!(met(&indicator), [(2024, Some(true)), (2027, Some(true))]);
    let other = &indicator.other_readings[0];
    assert_eq!((other.numerator, other.denominator, other.value), (Some(240.0), Some(300.0), Some(80.0)));
}

/// 240 of 300 places: 80 % is exactly the target of 2024; 270 are wanted for 90 %.
#[test]
fn indicator_4_inclusive_share_exactly_on_the_target() {
    let indicator = town().indicator(4);
    assert_eq!(terms(&indicator, 100.0), (240.0, 300.0));
    assert_eq!(met(&indicator), [(2024, Some(true)), (2027, Some(false))]);
    assert_eq!(indicator.targets[0].gap, Some(0.0));
    assert_eq!(change(&indicator, 2027), Some(30.0));
}

/// 24 of 300 are exactly 8 %; 36 are 12 %.
#[test]
fn indicator_5_under_two_share() {
    let indicator = town().indicator(5);
    assert_eq!(terms(&indicator, 100.0), (24.0, 300.0));
    assert_eq!((met(&indicator)[0], change(&indicator, 2027)), ((2024, Some(true)), Some(12.0)));
}

/// Two of three quarters have a part within 300 m: 66.7 %, against 40 and 65 %.
#[test]
fn indicator_6_configuration_rate() {
    let indicator = town().indicator(6);
    assert_eq!(terms(&indicator, 100.0), (2.0, 3.0));
    assert_eq!(met(&indicator), [(2024, Some(true)), (2027, Some(true))]);
}

/// 1500 yuan of the four that say, against 60,000 / 12 = 5000 a month: 30 %, below the ceiling. Weighted by places
/// (1200·100 + 1500·60 + 2400·40 + 900·80) / 280 = 1350 yuan.
#[test]
fn indicator_7_price_against_income() {
    let indicator = town().indicator(7);
    assert_eq!(terms(&indicator, 100.0), (1500.0, 5000.0));
    assert_eq!(met(&indicator), [(2024, Some(true)), (2027, Some(true))]);
    assert_eq!(indicator.not_saying, 1);
    assert_eq!(indicator.other_readings[0].numerator, Some(1350.0));
    assert!(indicator.townships.is_empty(), "income is the county's");
}

/// Enrolment 189 of 1000, use 189 of 300; and the identity of the planning document: 8 = 9 × 2 / 1000.
#[test]
fn indicators_8_and_9_enrolment_and_use_of_places() {
    let town = town();
    let (enrolment, places, usage) = (town.indicator(8), town.indicator(2), town.indicator(9));
    assert_eq!(terms(&enrolment, 100.0), (189.0, 1000.0));
    assert_eq!(terms(&usage, 100.0), (189.0, 300.0));
    assert_eq!(met(&usage), [(2024, Some(true)), (2027, Some(false))], "63 % is exactly the target");
    assert_eq!(change(&enrolment, 2024), Some(11.0));
    let by_identity = usage.value.unwrap() * places.value.unwrap() / 1000.0;
    assert!((enrolment.value.unwrap() - by_identity).abs() < 1e-12);
}

#[test]
fn indicator_10_contracted_institutions() {
    let indicator = town().indicator(10);
    assert_eq!(terms(&indicator, 100.0), (4.0, 5.0));
    assert_eq!((met(&indicator)[0], change(&indicator, 2024)), ((2024, Some(false)), Some(1.0)));
}

/// Both townships have ≥ 20,000 residents (乙 exactly), one has a centre; only 甲 has ≥ 50,000 (exactly).
#[test]
fn indicators_11_and_12_large_townships() {
    let town = town();
    let (centres, demonstration) = (town.indicator(11), town.indicator(12));
    assert_eq!(terms(&centres, 100.0), (1.0, 2.0));
    assert_eq!(change(&centres, 2024), Some(1.0), "80 % of two townships are 1.6");
    assert_eq!(terms(&demonstration, 100.0), (1.0, 1.0));
    assert_eq!(met(&demonstration), [(2024, Some(true)), (2027, Some(true))]);
}

/// 45 of 52: 86.5 %. 90 % are 46.8.
#[test]
fn indicator_13_certified_staff() {
    let indicator = town().indicator(13);
    assert_eq!(terms(&indicator, 100.0), (45.0, 52.0));
    assert_eq!((met(&indicator)[0], change(&indicator, 2027)), ((2024, Some(true)), Some(2.0)));
}

/// a, b and c of five: 未评级 is no grade, and e does not say. 70 % are 3.5 institutions: with e it would be met, so
/// that is not known; 90 % are 4.5, which e cannot make up.
#[test]
fn indicator_14_graded_institutions() {
    let indicator = town().indicator(14);
    assert_eq!(terms(&indicator, 100.0), (3.0, 5.0));
    assert_eq!(met(&indicator), [(2024, None), (2027, Some(false))]);
    assert_eq!((change(&indicator, 2024), change(&indicator, 2027)), (None, Some(2.0)));
    assert_eq!(indicator.not_saying, 1);
    assert!(indicator.targets[0].why.as_ref().is_some_and(|why| why.contains("grade")));
}

/// 15 is reported and exactly on its target of 2024; 16 is not reported.
#[test]
fn indicators_15_and_16_are_reported_or_not_known() {
    let town = town();
    let (screening, knowledge) = (town.indicator(15), town.indicator(16));
    assert_eq!((screening.status, screening.value), (IndicatorStatus::Reported, Some(93.0)));
    assert_eq!(met(&screening), [(2024, Some(true)), (2027, Some(false))]);
    assert_eq!(screening.targets[1].gap, Some(2.0));
    assert_eq!((knowledge.status, knowledge.value), (IndicatorStatus::NotComputed, None));
    assert_eq!(met(&knowledge), [(2024, None), (2027, None)]);
    assert!(knowledge.why.is_some() && knowledge.needs.is_some());
}

/// All institutions: 2 of 5. The target of 2024 asks those of grade two and above: 1 of 2.
#[test]
fn indicator_17_cloud_supervision_by_year() {
    let indicator = town().indicator(17);
    assert_eq!(terms(&indicator, 100.0), (2.0, 5.0));
    let asked: Vec<_> =
        indicator.targets.iter().map(|t| (t.year, t.numerator, t.denominator, t.met)).collect();
    assert_eq!(asked, [(2024, Some(1.0), Some(2.0), Some(false)), (2027, Some(2.0), Some(5.0), Some(false))]);
    assert_eq!((change(&indicator, 2024), change(&indicator, 2027)), (Some(1.0), Some(3.0)));
}

/// The planning document: 1900 places for 419,036 residents are 4.53 per 1000, 3 places short of its 4.54.
#[test]
fn the_document_s_own_figures() {
    let indicator = Town::drawn(
        "
        A a
        ---
        1: population=419036
        a: category=专业托育机构 places=1900
        ",
    )
    .indicator(1);
    assert_eq!(format!("{:.2}", indicator.value.unwrap()), "4.53");
    assert_eq!(change(&indicator, 2024), Some(3.0));
}

/// With kindergartens in the denominator alone the public share could not be met: of the plan's 1900 places 830 are of
/// kindergartens, so that 50 % would ask for 950 of the 1070 others to be public, 60 % (1140) for more than there are.
#[test]
fn a_public_share_with_kindergartens_in_it_could_not_be_met() {
    let indicator = Town::drawn(
        "
        A a b c
        ---
        a: category=专业托育机构 places=1010 ownership=公办
        b: category=幼儿园托班 places=830 ownership=民办
        c: category=婴幼儿服务驿站 places=60 ownership=公办
        ",
    )
    .indicator(3);
    assert_eq!(terms(&indicator, 100.0), (1070.0, 1070.0));
    // Every other place is public, and still it is 56.3 %.
    let with_them = &indicator.other_readings[0];
    assert_eq!((with_them.numerator, with_them.denominator), (Some(1070.0), Some(1900.0)));
    assert!(with_them.value.unwrap() < 60.0);
}
