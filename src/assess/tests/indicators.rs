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
fn terms(indicator: &Indicator, factor: f64) -> (f64, f64) {
    let (part, whole) = (indicator.numerator.unwrap(), indicator.denominator.unwrap());
    assert_eq!(indicator.value, Some(part / whole * factor), "{}", indicator.name);
    assert_eq!(indicator.status, IndicatorStatus::Computed);
    (part, whole)
}

fn met(indicator: &Indicator) -> Vec<(i32, Option<bool>)> {
    indicator.targets.iter().map(|target| (target.year, target.met)).collect()
}

/// What would meet the target of a year.
fn change(indicator: &Indicator, year: i32) -> Option<f64> {
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

/// A town without facilities has 0 places (that is known), and shares of nothing are not applicable.
#[test]
fn without_facilities() {
    let town = Town::drawn(
        "
        A .
        ---
        1: population=1000 under3=10
        ",
    );
    let places = town.indicator(1);
    assert_eq!((places.status, places.value), (IndicatorStatus::Computed, Some(0.0)));
    assert_eq!(change(&places, 2027), Some(5.0));
    let share = town.indicator(4);
    assert_eq!((share.status, share.value), (IndicatorStatus::NotApplicable, None));
    assert_eq!(met(&share), [(2024, None), (2027, None)]);
    // No township has 50,000 residents. Whether this one has a demonstration institution does not matter, but nobody
    // says: it is not known that nobody needs one.
    assert_eq!(town.indicator(6).value, Some(0.0), "one quarter, not configured");
}

/// No township of that size: not applicable, neither 0 % nor 100 %.
#[test]
fn no_large_township() {
    let town = Town::drawn(
        "
        A a
        ---
        1: population=19999 health_centre=no demonstration_institution=no
        a: category=专业托育机构 places=10
        ",
    );
    for id in [11, 12] {
        let indicator = town.indicator(id);
        assert_eq!((indicator.status, indicator.value), (IndicatorStatus::NotApplicable, None), "{id}");
        assert!(indicator.why.is_some() && indicator.needs.is_none());
    }
}

/// What nobody says is not computed, with the field that would give it.
#[test]
fn missing_attributes_are_named() {
    let town = Town::drawn(
        "
        A a
        ---
        1: population=1000
        a: category=专业托育机构 places=10
        ",
    );
    for (id, field) in [
        (2, "children under 3"),
        (3, "ownership"),
        (4, "inclusive"),
        (7, "fee"),
        (8, "enrolled"),
        (13, "certified"),
        (17, "cloud"),
    ] {
        let indicator = town.indicator(id);
        assert_eq!((indicator.status, indicator.value), (IndicatorStatus::NotComputed, None), "{id}");
        let (why, needs) = (indicator.why.unwrap(), indicator.needs.unwrap());
        assert!(why.contains(field) && needs.contains(field), "{id}: {why} / {needs}");
    }
}

/// Residents of one township are not known: the county has no places per 1000 residents, its townships have where
/// they say.
#[test]
fn a_denominator_must_be_whole() {
    let indicator = Town::drawn(
        "
        A a | B b
        ---
        1: population=1000
        a: category=专业托育机构 places=10
        b: category=专业托育机构 places=5
        ",
    )
    .indicator(1);
    assert_eq!((indicator.status, indicator.value), (IndicatorStatus::NotComputed, None));
    let by_township: Vec<_> = indicator.townships.iter().map(|t| t.value).collect();
    assert_eq!(by_township, [Some(10.0), None]);
}

/// b has children but does not say its places: it is in neither term of the use of places, 30 of 40.
#[test]
fn a_record_without_the_denominator_is_left_out_of_both_terms() {
    let indicator = Town::drawn(
        "
        A a b
        ---
        1: under3=100
        a: category=专业托育机构 places=40 enrolled=30
        b: category=专业托育机构 enrolled=20
        ",
    )
    .indicator(9);
    assert_eq!(terms(&indicator, 100.0), (30.0, 40.0));
    assert_eq!(indicator.not_saying, 1);
}

/// A reported value stands beside a computed one and does not replace it; of several years that of the project
/// (2025) is taken, else the last one before.
#[test]
fn reported_values_stand_beside() {
    let town = || {
        Town::drawn(
            "
            A a
            ---
            1: population=1000
            a: category=专业托育机构 places=5
            ",
        )
    };
    let indicator = town().reported("每千常住人口托位数", 2026, 9.0).reported("1", 2024, 4.0).indicator(1);
    assert_eq!((indicator.status, indicator.value), (IndicatorStatus::Computed, Some(5.0)));
    assert_eq!(indicator.reported.unwrap().year, Some(2024));
    let report = town().reported("screening rate of nobody", 2025, 1.0).report();
    assert!(report.notes.iter().any(|note| note.code == "reported-unasked"));
}

/// A value for a year after that of the figures is not of today, but is held against the target of its year.
#[test]
fn a_later_value_is_not_of_today() {
    let indicator =
        Town::drawn("A a\n---\na: category=托班 places=1\n").reported("16", 2027, 95.0).indicator(16);
    assert_eq!((indicator.status, indicator.value), (IndicatorStatus::NotComputed, None));
    assert_eq!(met(&indicator), [(2024, None), (2027, Some(true))]);
    let both = Town::drawn("A a\n---\na: category=托班 places=1\n")
        .reported("16", 2024, 85.0)
        .reported("16", 2025, 84.0);
    let indicator = both.indicator(16);
    assert_eq!(indicator.value, Some(84.0));
    assert_eq!(met(&indicator), [(2024, Some(true)), (2027, Some(false))]);
}

/// A reported value of the same year that is another one as printed is told.
#[test]
fn a_reported_value_that_differs_is_told() {
    let codes = |value: f64| {
        let town = Town::drawn("A a\n---\n1: population=1000\na: category=托班 places=5\n")
            .reported("1", 2025, value);
        town.report().notes.iter().filter(|note| note.code == "reported-differs").count()
    };
    assert_eq!((codes(5.004), codes(5.01)), (0, 1));
}

/// The residents of the parcels stand in for those of the townships, where every parcel says; and that is told.
#[test]
fn residents_of_parcels_stand_in() {
    let town = |west: &str| {
        let text = format!(
            "A a | B C\n---\nA: {west}\nB: population=400\nC: population=100\na: category=托班 places=5\n"
        );
        Town::drawn(&text)
    };
    let all = town("population=500");
    let indicator = all.indicator(1);
    assert_eq!(terms(&indicator, 1000.0), (5.0, 1000.0));
    assert_eq!(indicator.townships[1].denominator, Some(500.0));
    assert!(all.report().notes.iter().any(|note| note.code == "residents-of-parcels"));
    let one_silent = town("households=1").indicator(1);
    assert_eq!((one_silent.status, one_silent.value), (IndicatorStatus::NotComputed, None));
}

/// Of ten institutions one has a contract and nine do not say: 10 % at least, and perhaps all. The target is open; that
/// of a share which even all of them could not make is not.
#[test]
fn what_is_not_said_leaves_a_target_open_where_it_could_decide() {
    let town = |others: &str| {
        let text = format!(
            "A a b c\n---\na: category=托班 places=10 contracted=yes inclusive=no\n\
             b: category=托班 places=10{others}\nc: category=托班 places=10{others}\n"
        );
        Town::drawn(&text)
    };
    let open = town("").indicator(10);
    assert_eq!((terms(&open, 100.0), met(&open)[0]), ((1.0, 3.0), (2024, None)));
    // a is not inclusive: 20 of 30 places are 66.7 % at most.
    assert_eq!(met(&town("").indicator(4)), [(2024, Some(false)), (2027, Some(false))]);
    assert_eq!(met(&town(" contracted=no").indicator(10))[0], (2024, Some(false)));
}

/// A township where nobody says has no value, not 0 %.
#[test]
fn a_township_where_nobody_says_has_no_value() {
    let indicator = Town::drawn(
        "
        A a | B b
        ---
        a: category=托班 places=10 inclusive=no
        b: category=托班 places=10
        ",
    )
    .indicator(4);
    assert_eq!(indicator.townships.iter().map(|t| t.value).collect::<Vec<_>>(), [Some(0.0), None]);
}

/// A share is met by what there is: 100 public places more of 1000 would not do if they were new, since they would be
/// in the denominator too.
#[test]
fn a_share_is_met_by_what_there_is() {
    let indicator = Town::drawn(
        "
        A a b
        ---
        a: category=专业托育机构 places=400 ownership=公办
        b: category=专业托育机构 places=600 ownership=民办
        ",
    )
    .indicator(3);
    let to_meet = indicator.targets[0].to_meet.as_ref().unwrap();
    assert_eq!((to_meet.amount, to_meet.words.as_str()), (100.0, "+100 places (of those there are)"));
}

/// No township of that size, and nobody says whether there is an institution: there is nothing to ask of.
#[test]
fn an_empty_set_is_not_applicable_whatever_is_not_said() {
    let indicator = Town::drawn("A a\n---\n1: population=100\na: category=托班 places=1\n").indicator(12);
    assert_eq!((indicator.status, indicator.needs), (IndicatorStatus::NotApplicable, None));
}

/// A base figure is known by its name also where there is nothing to hold it against; a value for a later year than
/// that of the figures is told, unless a target of its year is held against it.
#[test]
fn each_reported_row_is_used_or_told() {
    let codes = |of: &str, year: i32| {
        let town = Town::drawn("A a\n---\na: category=托班 places=1\n").reported(of, year, 90.0);
        let notes = town.report().notes;
        let told = notes.iter().map(|note| note.code).filter(|code| code.starts_with("reported-"));
        told.collect::<Vec<_>>()
    };
    assert!(codes("人均可支配收入", 2025).is_empty());
    assert_eq!(codes("15", 2026), ["reported-later"]);
    assert!(codes("15", 2027).is_empty());
    assert_eq!(codes("没有的指标", 2025), ["reported-unasked"]);
}

/// More certified staff than staff cannot be: computed as it stands, and told.
#[test]
fn a_part_larger_than_its_whole_is_told() {
    let town = Town::drawn("A a\n---\na: category=托班 places=1 staff=3 certified_staff=5\n");
    assert_eq!(terms(&town.indicator(13), 100.0), (5.0, 3.0));
    assert!(town.report().notes.iter().any(|note| note.code == "part-exceeds-whole"));
}

/// Of three quarters one is urban and the use of two is not told: 1 of 1, and it is said of how many that is not known.
#[test]
fn quarters_of_unknown_use_are_counted_as_not_saying() {
    let indicator = Town::drawn("A a B C\n---\nA: land_use=urban\na: category=托班 places=1\n").indicator(6);
    assert_eq!((terms(&indicator, 100.0), indicator.not_saying), ((1.0, 1.0), 2));
    assert_eq!(Town::drawn("A a B\n---\na: category=托班 places=1\n").indicator(6).not_saying, 0);
}
