//! The standards that the program carries, against the documents that they are taken from.

use super::*;
use crate::field::Field;
use crate::settings::{schema, unchecked_keywords};
use crate::standard::{
    Bound, Condition, Measure, Requirement, Scope, Source, Take, Test, Wording, file::StandardFile,
    json_schema,
};

fn all() -> Vec<Standard> {
    let standards = Standard::embedded().iter().map(|embedded| Standard::named(embedded.id));
    standards.map(|standard| standard.unwrap_or_else(|error| panic!("{error}"))).collect()
}

#[test]
fn every_embedded_standard_is_read_and_has_the_name_it_is_found_by() {
    let ids: Vec<String> = all().into_iter().map(|standard| standard.id).collect();
    assert_eq!(ids, ["xinchang-2024", "shaoxing-2024", "gb50180-2018"]);
}

/// Every text stands in both languages: the Chinese one has Chinese characters, the English one has none but in
/// grades and document numbers, which are not translated.
#[test]
fn both_languages_stand_everywhere() {
    let is_chinese = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let mut n = 0;
    let mut both = |what: &str, words: &Wording| {
        assert!(words.zh_cn.chars().any(|c| is_chinese(&c)), "{what}: {}", words.zh_cn);
        let left = words.en.replace("三级", "").replace("二级", "").replace("绍政办发〔2024〕1号", "");
        assert!(!left.chars().any(|c| is_chinese(&c)) && !left.is_empty(), "{what}: {}", words.en);
        n += 1;
    };
    for standard in all() {
        both("name", &standard.name);
        both("source", &standard.source);
        standard.circles.iter().for_each(|circle| both("clause", &circle.clause));
        for indicator in &standard.indicators {
            for words in [&indicator.name, &indicator.clause, &indicator.formula] {
                both(&indicator.key, words);
            }
            if indicator.unit.en != "%" {
                both(&indicator.key, &indicator.unit);
            }
            indicator.other_readings.iter().for_each(|reading| both(&indicator.key, &reading.name));
        }
        for rule in &standard.rules {
            for words in [&rule.name, &rule.clause, &rule.text, &rule.unit] {
                both(&rule.id, words);
            }
        }
    }
    assert!(n > 100, "{n} texts");
}

/// The table of the planning document, written out once more: number, factor, targets for 2024 and 2027.
#[test]
fn the_seventeen_indicators_have_the_targets_of_the_plan() {
    use Bound::{AtLeast, AtMost};
    let table: [(u32, f64, Bound, Bound); 17] = [
        (1, 1000.0, AtLeast(4.54), AtLeast(4.9)),
        (2, 1000.0, AtLeast(305.0), AtLeast(370.0)),
        (3, 100.0, AtLeast(50.0), AtLeast(60.0)),
        (4, 100.0, AtLeast(80.0), AtLeast(90.0)),
        (5, 100.0, AtLeast(8.0), AtLeast(12.0)),
        (6, 100.0, AtLeast(40.0), AtLeast(65.0)),
        (7, 100.0, AtMost(40.0), AtMost(40.0)),
        (8, 100.0, AtLeast(20.0), AtLeast(24.0)),
        (9, 100.0, AtLeast(63.0), AtLeast(65.0)),
        (10, 100.0, AtLeast(100.0), AtLeast(100.0)),
        (11, 100.0, AtLeast(80.0), AtLeast(100.0)),
        (12, 100.0, AtLeast(80.0), AtLeast(100.0)),
        (13, 100.0, AtLeast(80.0), AtLeast(90.0)),
        (14, 100.0, AtLeast(70.0), AtLeast(90.0)),
        (15, 1.0, AtLeast(93.0), AtLeast(95.0)),
        (16, 1.0, AtLeast(85.0), AtLeast(90.0)),
        (17, 100.0, AtLeast(100.0), AtLeast(100.0)),
    ];
    let xinchang = Standard::named("xinchang-2024").expect("embedded");
    let found: Vec<_> = xinchang
        .indicators
        .iter()
        .map(|indicator| {
            let [first, second] = indicator.targets.as_slice() else { panic!("two targets") };
            assert_eq!((first.year, second.year), (2024, 2027), "{}", indicator.key);
            (indicator.id, indicator.factor, first.bound, second.bound)
        })
        .collect();
    assert_eq!(found, table);
}

/// What is measured, where the reading matters.
#[test]
fn the_readings_of_the_plan() {
    let xinchang = Standard::named("xinchang-2024").expect("embedded");
    assert_eq!(xinchang.grades, ["市级示范", "一级", "二级", "三级"]);
    let ratio = |id| match &indicator(&xinchang, id).measure {
        Measure::Ratio(ratio) => ratio,
        other => panic!("{other:?}"),
    };
    // Kindergartens are left out of both terms of the public share; beside it stands the reading with them.
    let leaves_out = |filter: &[Condition]| {
        filter.iter().any(|condition| {
            condition.field == Field::Category
                && matches!(&condition.test, Test::IsNot(names) if names.contains(&"幼儿园托班".to_owned()))
        })
    };
    let share = ratio(3);
    assert!(leaves_out(&share.numerator.filter));
    assert!(leaves_out(&share.denominator.as_ref().expect("a denominator").filter));
    let [other] = indicator(&xinchang, 3).other_readings.as_slice() else { panic!("one other reading") };
    assert!(!leaves_out(&other.ratio.numerator.filter));
    // A month's fee by a month's income; every facility weighs the same.
    let fee = ratio(7);
    assert_eq!(fee.numerator.take, Take::Mean(Source::Facilities, Field::MonthlyFee, None));
    let income = fee.denominator.as_ref().expect("a denominator");
    assert_eq!((&income.take, income.divided_by), (&Take::Figure(Field::DisposableIncome), 12.0));
    assert_eq!(
        indicator(&xinchang, 7).other_readings[0].ratio.numerator.take,
        Take::Mean(Source::Facilities, Field::MonthlyFee, Some(Field::Places))
    );
    // The town of exactly 20,000 residents counts.
    let towns = &ratio(11).denominator.as_ref().expect("a denominator").filter;
    assert_eq!(towns, &[Condition { field: Field::Population, test: Test::AtLeast(20_000.0) }]);
    assert_eq!(indicator(&xinchang, 6).measure, Measure::ConfigurationRate);
    assert!([15, 16].iter().all(|id| indicator(&xinchang, *id).measure == Measure::Reported));
    let not_by_township: Vec<u32> =
        xinchang.indicators.iter().filter(|i| !i.by_township).map(|i| i.id).collect();
    assert_eq!(not_by_township, [7, 11, 12, 15, 16]);
    // Cloud supervision: the target for 2024 is of institutions of grade two and above only.
    let [first, last] = indicator(&xinchang, 17).targets.as_slice() else { panic!("two targets") };
    let of_2024 = first.ratio.as_ref().and_then(|ratio| ratio.denominator.as_ref()).expect("of its own");
    let grade_two = Condition { field: Field::Grade, test: Test::GradeAtLeast("二级".to_owned()) };
    assert_eq!((of_2024.filter.as_slice(), &last.ratio), ([grade_two].as_slice(), &None));
}

#[test]
fn the_rules_of_the_plan() {
    let xinchang = Standard::named("xinchang-2024").expect("embedded");
    let of = |least: f64, year| Requirement::Bound { year, bound: Bound::AtLeast(least) };
    let expected = [
        ("new-housing-floor-area", 100.0, vec![of(25.0, None)]),
        ("new-housing-places", 1000.0, vec![of(10.0, None)]),
        ("kindergarten-places", 1.0, vec![of(830.0, Some(2025)), of(940.0, Some(2027))]),
        ("health-centre", 1.0, vec![of(1.0, None)]),
        ("demonstration-institution", 1.0, vec![of(1.0, None)]),
        ("employer-run", 1.0, vec![of(1.0, Some(2027))]),
        ("planned-places", 1.0, vec![Requirement::Planned { year: 2025 }]),
    ];
    let found: Vec<_> =
        xinchang.rules.iter().map(|r| (r.id.as_str(), r.factor, r.requirements.clone())).collect();
    assert_eq!(found, expected);
    let townships_of = |least| {
        let large = Condition { field: Field::Population, test: Test::AtLeast(least) };
        Scope::Each(Source::Townships, vec![large])
    };
    let new_housing =
        Scope::Each(Source::Parcels, vec![Condition { field: Field::NewHousing, test: Test::Yes(true) }]);
    let scopes: Vec<&Scope> = xinchang.rules.iter().map(|rule| &rule.scope).collect();
    assert_eq!(
        scopes,
        [
            &new_housing,
            &new_housing,
            &Scope::County,
            &townships_of(20_000.0),
            &townships_of(50_000.0),
            &Scope::County,
            &Scope::Each(Source::Townships, Vec::new()),
        ]
    );
}

#[test]
fn the_targets_of_shaoxing_and_the_circles_of_gb_50180() {
    let shaoxing = Standard::named("shaoxing-2024").expect("embedded");
    let targets = |id| -> Vec<(i32, f64)> {
        let bound = |bound| match bound {
            Bound::AtLeast(least) => least,
            Bound::AtMost(most) => panic!("at most {most}"),
        };
        indicator(&shaoxing, id).targets.iter().map(|target| (target.year, bound(target.bound))).collect()
    };
    assert_eq!(targets(1), [(2025, 4.6), (2027, 5.5), (2035, 6.5)]);
    assert_eq!(targets(2), [(2025, 60.0), (2027, 70.0), (2035, 90.0)]);
    assert_eq!(targets(3), [(2025, 50.0), (2027, 60.0), (2035, 70.0)]);
    assert_eq!(targets(4), [(2025, 60.0), (2035, 90.0)]);
    assert_eq!(shaoxing.rules.len(), 2);

    let gb = Standard::named("gb50180-2018").expect("embedded");
    let circles: Vec<_> =
        gb.circles.iter().map(|c| (c.minutes, c.radius_m.as_slice(), c.population.expect("sizes"))).collect();
    assert_eq!(
        circles,
        [
            (5, [300.0].as_slice(), (5_000.0, 12_000.0)),
            (10, &[500.0], (15_000.0, 25_000.0)),
            (15, &[1000.0, 800.0], (50_000.0, 100_000.0)),
        ]
    );
}

#[test]
fn the_schema_is_checked_in_full_and_described() {
    let schema = schema::<StandardFile>();
    assert_eq!(unchecked_keywords(&schema), Vec::<String>::new());
    assert!(!json_schema().contains("null"));
    let definitions = schema["$defs"].as_object().expect("definitions").values();
    let mut n = 0;
    for object in definitions.chain([&schema]).filter(|schema| schema.get("properties").is_some()) {
        assert_eq!(object["additionalProperties"], false, "{object}");
        for (key, property) in object["properties"].as_object().expect("properties") {
            n += 1;
            assert!(property["description"].as_str().is_some_and(|d| !d.is_empty()), "{key}");
        }
    }
    assert!(n > 60, "{n} keys");
}
