//! What indicators make of data that are missing, empty, reported or contradictory, on towns worked out by hand.

use super::indicators::{change, met, terms};
use super::town::Town;
use crate::report::IndicatorStatus;

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
    assert_eq!((to_meet.amount, to_meet.words.as_str()), (100.0, "+100 places (among existing ones)"));
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

/// Places that are not said may be many or none. Places per 1000 residents that miss the target are open, those that
/// meet it stay met; a share whose denominator has a hole is open whatever it is.
#[test]
fn places_that_are_not_said_leave_open_what_they_could_turn() {
    let town = |residents: u32| {
        let text = format!(
            "A a b\n---\n1: population={residents}\na: category=专业托育机构 places=50 inclusive=yes\n\
             b: category=专业托育机构 inclusive=no\n"
        );
        Town::drawn(&text)
    };
    assert_eq!(met(&town(100_000).indicator(1)), [(2024, None), (2027, None)]);
    assert_eq!(met(&town(1000).indicator(1)), [(2024, Some(true)), (2027, Some(true))]);
    // 50 of 50 places that are known are inclusive; of b's nobody knows how many there are.
    let share = town(1000).indicator(4);
    assert_eq!((terms(&share, 100.0), met(&share)), ((50.0, 50.0), vec![(2024, None), (2027, None)]));
}

/// Whether b, without a grade, is among those of grade two and above is not known: the target of 2024 is open.
#[test]
fn a_hole_in_the_denominator_of_a_target_leaves_it_open() {
    let indicator = Town::drawn(
        "
        A a b
        ---
        a: category=专业托育机构 places=1 grade=二级 cloud_supervised=yes
        b: category=专业托育机构 places=1 cloud_supervised=no
        ",
    )
    .indicator(17);
    assert_eq!(met(&indicator), [(2024, None), (2027, Some(false))]);
    // Were a itself not supervised, no grade of b could make it met.
    let missed = Town::drawn(
        "
        A a b
        ---
        a: category=专业托育机构 places=1 grade=二级 cloud_supervised=no
        b: category=专业托育机构 places=1 cloud_supervised=no
        ",
    );
    assert_eq!(met(&missed.indicator(17)), [(2024, Some(false)), (2027, Some(false))]);
}

/// A way of writing that the standard does not name counts as something else, and is told.
#[test]
fn values_that_no_standard_names_are_told() {
    let town = Town::drawn(
        "
        A a b
        ---
        a: category=专业托育机构 places=1 ownership=国有企业办 grade=一级
        b: category=专业托育机构 places=1 ownership=公办 grade=A级
        ",
    );
    let notes = town.report().notes;
    let told: Vec<&str> =
        notes.iter().filter(|n| n.code == "values-not-named").map(|n| n.message.as_str()).collect();
    assert_eq!(told.len(), 2);
    assert!(told[0].contains("`国有企业办` 1") && !told[0].contains("`公办`"), "{told:?}");
    assert!(told[1].contains("`A级` 1") && !told[1].contains("`一级`"), "{told:?}");
}
