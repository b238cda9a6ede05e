//! Files of a bureau: what is left out has its default, and what another standard has is taken over.

use super::*;
use crate::field::Field;
use crate::standard::{Bound, Measure, Quantity, Source, Take, Wording};

#[test]
fn what_is_left_out_has_its_default() {
    let standard = loaded(&indicator_with("numerator = { sum = \"places\" }"));
    assert_eq!(standard.name, Wording { zh_cn: "本县标准".into(), en: "本县标准".into() });
    assert!(standard.grades.is_empty() && standard.circles.is_empty() && standard.rules.is_empty());
    let one = indicator(&standard, 1);
    assert_eq!((one.factor, one.decimals, one.by_township, one.targets.len()), (1.0, 2, true, 0));
    let Measure::Ratio(ratio) = &one.measure else { panic!("a ratio") };
    let places =
        Quantity { take: Take::Sum(Source::Facilities, Field::Places), filter: Vec::new(), divided_by: 1.0 };
    assert_eq!((&ratio.numerator, &ratio.denominator), (&places, &None));
}

#[test]
fn measures_other_than_a_ratio() {
    let measure = |lines: &str| indicator(&loaded(&indicator_with(lines)), 1).measure.clone();
    assert_eq!(measure("measure = \"configuration_rate\""), Measure::ConfigurationRate);
    assert_eq!(
        measure("measure = \"coverage_rate\"\nminutes = 5\nurban = true"),
        Measure::CoverageRate { minutes: 5, urban: true }
    );
    assert_eq!(
        measure("measure = \"coverage_rate\"\nminutes = 15"),
        Measure::CoverageRate { minutes: 15, urban: false }
    );
    let reported = loaded(&indicator_with("measure = \"reported\""));
    assert!(!indicator(&reported, 1).by_township);
}

#[test]
fn targets_come_in_the_order_of_their_years() {
    let lines =
        "measure = \"reported\"\ntargets = [{ year = 2027, at_most = 2 }, { year = 2024, at_least = 1 }]";
    let standard = loaded(&indicator_with(lines));
    let targets: Vec<_> = indicator(&standard, 1).targets.iter().map(|t| (t.year, t.bound)).collect();
    assert_eq!(targets, [(2024, Bound::AtLeast(1.0)), (2027, Bound::AtMost(2.0))]);
}

/// A county's own standard on that of Xinchang: one indicator replaced in its place, one added, all else as it was.
#[test]
fn a_standard_takes_over_what_it_does_not_replace() {
    let text = indicator_with("measure = \"reported\"")
        .replace("year = 2025", "year = 2025\nbased_on = \"xinchang-2024\"");
    let text = format!(
        "{text}[[indicator]]\nid = 18\nkey = \"more\"\nname = \"m\"\nclause = \"c\"\nformula = \"f\"\nunit = \"%\"\nnumerator = {{ count = \"facilities\", where = [{{ field = \"grade\", grade_at_least = \"一级\" }}] }}\n[[circle]]\nminutes = 5\nradius_m = 250\nclause = \"c\"\n"
    );
    let (base, own) = (Standard::named("xinchang-2024").expect("embedded"), loaded(&text));
    assert_eq!((own.id.as_str(), own.year), ("mine", 2025));
    assert_eq!(own.grades, base.grades);
    assert_eq!(own.rules, base.rules);
    assert_eq!(own.indicators.iter().map(|i| i.id).collect::<Vec<_>>(), (1..=18).collect::<Vec<_>>());
    assert_eq!(own.indicators[0].key, "one");
    assert_eq!(own.indicators[1..17], base.indicators[1..]);
    assert_eq!(own.circles[0].radius_m, [250.0]);
}

/// A file based on a file beside it, which is based on an embedded standard.
#[test]
fn a_chain_of_files() {
    let folder = TestFolder::new();
    folder.write(
        "city/city.toml",
        &LEAST.replace("mine", "city").replace("year", "based_on = \"gb50180-2018\"\nyear"),
    );
    let own = load(&folder, &LEAST.replace("year", "based_on = \"city/city.toml\"\nyear")).expect("a chain");
    assert_eq!((own.id.as_str(), own.circles.len()), ("mine", 3));
}

/// The text that `lifecircle standards … --toml` prints is a file that can be loaded.
#[test]
fn an_embedded_file_is_a_beginning_for_ones_own() {
    for embedded in Standard::embedded() {
        assert_eq!(loaded(embedded.toml), Standard::named(embedded.id).expect("embedded"));
    }
}
