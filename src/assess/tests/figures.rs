//! Land, coverage, residents, facilities, lists and notes.

use super::world::{bare, covered, facility, without_townships};
use crate::coverage::{Land, Nearest};
use crate::note::{Note, Severity};

/// 甲: (10,000 + 2,500) / 15,000; 乙: (0 + 10,000) / 25,000; county: 22,500 / 40,000 = 0.5625, where the mean
/// of the townships' rates would be 0.6167. The covered parcel in no township is in none of them.
#[test]
fn the_county_rate_is_from_sums() {
    let report = covered().report();
    let service = &report.services[0];
    let figures = |row: &crate::report::Row| {
        (row.parcels, row.residential_area_m2, row.coverage[0].area_m2, row.coverage[0].rate)
    };
    assert_eq!(figures(&service.townships[0]), (2, 15_000.0, 12_500.0, Some(12_500.0 / 15_000.0)));
    assert_eq!(figures(&service.townships[1]), (2, 25_000.0, 10_000.0, Some(0.4)));
    // Parcel 2 lies in both townships and is one parcel of the county.
    assert_eq!(figures(&service.county), (3, 40_000.0, 22_500.0, Some(0.5625)));
    assert_eq!((service.outside.parcels, service.outside.residential_area_m2), (1, 10_000.0));
    assert_eq!(service.townships[1].name.as_deref(), Some("乙镇"));
    assert_eq!((&service.county.name, &service.county.code), (&None, &None));
    let bare = super::world::bare().report();
    assert_eq!(bare.services[0].county.coverage[1].rate, Some(0.0), "no circle reaches anything");
}

/// Without a township layer all land is the county's: 32,500 / 50,000.
#[test]
fn without_townships_there_are_county_figures_only() {
    let report = without_townships().report();
    let service = &report.services[0];
    assert!(service.townships.is_empty());
    assert_eq!((service.county.parcels, service.county.residential_area_m2), (4, 50_000.0));
    assert_eq!(service.county.coverage[0].rate, Some(0.65));
    assert_eq!((service.outside.parcels, service.outside.residential_area_m2), (0, 0.0));
    assert_eq!(service.county.configuration.units, 4.0);
}

#[test]
fn a_township_without_residential_land_has_no_rate() {
    let mut world = covered();
    world.coverage.land[1] = Land::default();
    world.coverage.services[0].circles.iter_mut().for_each(|circle| circle.covered_area_m2[1] = 0.0);
    let report = world.report();
    assert_eq!(report.services[0].townships[1].coverage[0].rate, None);
    assert_eq!(report.services[0].county.coverage[0].rate, Some(12_500.0 / 15_000.0));
}

/// Residents 100, 200, 300, 400 in parcels 1 to 4. 甲: 100 + 200 × ½ = 200, of which 100 + 200 × ¼ = 150
/// covered; 乙: 200 × ½ + 300 = 400, of which 300 × ½ = 150; county 300 / 600.
#[test]
fn residents_are_spread_over_the_land_of_their_parcel() {
    let mut world = covered();
    for (parcel, residents) in world.study.parcels.iter_mut().zip([100.0, 200.0, 300.0, 400.0]) {
        parcel.population = Some(residents);
        parcel.households = Some(residents / 10.0);
    }
    let report = world.report();
    let service = &report.services[0];
    let figures = |row: &crate::report::Row| {
        (row.population, row.coverage[0].population, row.coverage[0].population_rate)
    };
    assert_eq!(figures(&service.townships[0]), (Some(200.0), Some(150.0), Some(0.75)));
    assert_eq!(figures(&service.townships[1]), (Some(400.0), Some(150.0), Some(0.375)));
    assert_eq!(figures(&service.county), (Some(600.0), Some(300.0), Some(0.5)));
    assert_eq!(service.county.households, Some(60.0));
    assert_eq!(service.county.coverage[0].households_rate, Some(0.5));
}

/// Where no parcel says, the township layer's residents are told and nothing is said of how many are covered;
/// where only some townships say, the county is their sum and a note tells.
#[test]
fn the_township_layer_stands_in_for_parcels_without_residents() {
    let mut world = covered();
    let report = world.report();
    let county = &report.services[0].county;
    assert_eq!((county.population, county.coverage[0].population), (Some(2000.0), None));
    assert_eq!(county.households, None);
    world.study.townships[1].population = None;
    assert_eq!(world.report().services[0].county.population, Some(1000.0));
    assert!(world.codes().contains(&"townships-without-population"));
}

/// A township whose parcels do not say has no figure: a blank never means 0.
#[test]
fn parcels_that_do_not_say_are_told() {
    let mut world = covered();
    world.study.parcels[0].population = Some(100.0);
    let report = world.report();
    let service = &report.services[0];
    assert_eq!(service.townships[0].population, Some(100.0));
    assert_eq!((service.townships[1].population, service.townships[1].coverage[0].population), (None, None));
    assert!(world.codes().contains(&"parcels-without-population"));
}

/// Three facilities: one in each township (the second of unknown category, without places), one outside.
#[test]
fn facilities_are_counted_where_they_lie() {
    let mut world = covered();
    world.study.services[0].facilities = vec![
        facility(150.0, 150.0, Some(1), Some(30.0), Some(0)),
        facility(1500.0, 150.0, None, None, Some(1)),
        facility(2500.0, 150.0, Some(0), Some(9.0), None),
    ];
    let report = world.report();
    let counts = |row: &crate::report::Row| {
        let of = &row.facilities;
        let by: Vec<_> = of.by_category.iter().map(|c| (c.count, c.places)).collect();
        (of.count, of.places, by)
    };
    let service = &report.services[0];
    assert_eq!(counts(&service.townships[0]), (1, 30.0, vec![(0, 0.0), (1, 30.0)]));
    assert_eq!(counts(&service.townships[1]), (1, 0.0, vec![(0, 0.0), (0, 0.0)]));
    assert_eq!(counts(&service.county), (2, 30.0, vec![(0, 0.0), (1, 30.0)]));
    assert_eq!(service.facilities[2].township, None);
    assert_eq!(service.facilities[0].category.as_deref(), Some("幼儿园托班"));
    let codes = world.codes();
    assert!(codes.contains(&"facilities-without-category"), "{codes:?}");
}

/// Pieces that both circles reach whole are not listed; what is left of the others is.
#[test]
fn uncovered_land_is_listed_by_piece() {
    let mut world = covered();
    world.cover(1, vec![10_000.0, 5_000.0, 0.0, 20_000.0 - 1e-8, 10_000.0], Vec::new());
    world.study.parcels[2].area_factor = 0.5;
    world.study.services[0].facilities = vec![facility(1700.0, 150.0, None, None, Some(1))];
    world.coverage.services[0].nearest[3] = Some(Nearest { facility: 0, distance_m: 0.0 });
    let report = world.report();
    let rows = &report.services[0].uncovered;
    let told: Vec<_> = rows
        .iter()
        .map(|r| (r.feature, r.township.as_deref(), r.area_m2, [0, 1].map(|c| r.uncovered[c].area_m2)))
        .collect();
    assert_eq!(
        told,
        [
            (2, Some("甲街道"), 5_000.0, [2_500.0, 0.0]),
            (2, Some("乙镇"), 5_000.0, [5_000.0, 5_000.0]),
            (3, Some("乙镇"), 10_000.0, [5_000.0, 0.0]),
        ]
    );
    assert_eq!((rows[2].nearest_facility.as_deref(), rows[2].nearest_distance_m), (Some("#1"), Some(0.0)));
}

/// The study's notes come first, in the project's language.
#[test]
fn notes_are_put_into_the_language_of_the_project() {
    let mut world = covered();
    world.project.language = crate::messages::Language::ZhCn;
    world.coverage.land[0].overlap_area_m2 = 20_000.0;
    world.study.notes.push(Note::new(Severity::Info, "facility-outside").feature(3, Some("F".into())));
    let report = world.report();
    assert_eq!(report.notes[0].feature.as_deref(), Some("3 (F)"));
    let told: Vec<String> =
        report.notes[1..].iter().map(|n| format!("{:?} {}", n.severity, n.message)).collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    Warning 1 个居住地块有部分或全部用地不在任何乡镇（街道）内，面积合计 1.00 公顷
    Warning 居住地块之间重叠 20000.0 平方米；除重复地块外，有 0 对地块重叠
    Warning 居住地块均未注明属城镇还是农村，`托育服务`配置率按全部居住用地统计
    Info `托育服务`配置率口径：任一部分位于服务半径内的居住小区（community/any）；统计范围：全部居住用地，不分城镇、农村；5 分钟圈，半径 300 米；比例规定值 50%；全部设施均符合条件
    ");
    for note in &report.notes {
        let words = format!("{} {}", note.message, note.action.as_deref().unwrap_or("{"));
        assert!(!words.contains(['{', '}']), "{words}");
    }
}

/// No facility, nothing covered: zero, not "not applicable".
#[test]
fn without_facilities_nothing_is_covered() {
    let world = bare();
    let report = world.report();
    let county = &report.services[0].county;
    assert_eq!((county.coverage[0].rate, county.facilities.count), (Some(0.0), 0));
    assert_eq!(county.configuration.rate, Some(0.0));
    // The report is written as it stands.
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["schema"], "lifecircle/report/1");
    assert_eq!(json["method"]["configuration"], "community/any");
    assert_eq!(json["services"][0]["plan"], serde_json::Value::Null);
}
