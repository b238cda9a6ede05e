//! Laws that hold for every town, on random ones.

use geo::coord;
use proptest::prelude::*;

use super::town::Town;
use super::world::{facility, rectangle};
use crate::coverage::Coverage;
use crate::report::{Row, ServiceReport};

/// Whole numbers, so that sums are exact in any order.
#[derive(Debug, Clone)]
struct Site {
    x: f64,
    y: f64,
    places: u32,
    category: usize,
}

fn site() -> impl Strategy<Value = Site> {
    (0u32..1800, 0u32..500, 1u32..200, 0usize..2).prop_map(|(x, y, places, category)| Site {
        x: f64::from(x),
        y: f64::from(y),
        places,
        category,
    })
}

/// Five parcels in two townships, one across the border, and these facilities.
fn town(sites: &[Site]) -> Town {
    let mut town = Town::drawn(
        "
        A A . . . . . B B | B . . . . C . D D
        A . . . . . . . . | . . . . . . . D .
        . . . E E . . . . | . . . . . . . . .
        . . . . . . . . . | . . . . . . . . .
        . . . . . . . . . | . . . . . . . . .
        ---
        1: population=3000 under3=100
        2: population=2000 under3=50
        A: land_use=urban
        B: land_use=urban
        C: land_use=rural
        ",
    );
    let service = &mut town.world.study.services[0];
    service.categories = vec!["专业托育机构".into(), "幼儿园托班".into()];
    service.facilities = sites
        .iter()
        .enumerate()
        .map(|(at, site)| {
            let township = usize::from(site.x >= 900.0);
            let mut one =
                facility(site.x, site.y, Some(site.category), Some(site.places.into()), Some(township));
            one.feature = at + 1;
            one
        })
        .collect();
    town.world.coverage = Coverage::of(&town.world.study);
    town
}

/// The sums that must not fall when a facility is added.
fn sums(service: &ServiceReport) -> Vec<f64> {
    let of_row = |row: &Row| {
        let coverage = row.coverage.iter().map(|c| c.area_m2);
        let facilities = [row.facilities.places, row.configuration.configured];
        let readings = row.configuration.other_readings.iter().map(|r| r.configured);
        coverage.chain(facilities).chain(readings).collect::<Vec<_>>()
    };
    service.townships.iter().chain([&service.county]).flat_map(of_row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// One more facility never lowers coverage, configuration (in any reading), places, or places per 1000 residents.
    #[test]
    fn adding_a_facility_lowers_nothing(sites in prop::collection::vec(site(), 1..6)) {
        let fewer = town(&sites[..sites.len() - 1]).service();
        let more = town(&sites).service();
        for (before, after) in sums(&fewer).into_iter().zip(sums(&more)) {
            prop_assert!(after >= before - 1e-6, "{before} → {after}");
        }
        for id in [1, 2, 6] {
            let value = |service: &ServiceReport| service.indicators.iter().find(|i| i.id == id).unwrap().value;
            prop_assert!(value(&more) >= value(&fewer));
        }
    }

    /// The order of the facilities in the file changes no figure.
    #[test]
    fn the_order_of_features_changes_nothing(sites in prop::collection::vec(site(), 2..6), by in 1usize..5) {
        let mut turned = sites.clone();
        turned.rotate_left(by % sites.len());
        turned.reverse();
        let figures = |sites: &[Site]| {
            let service = town(sites).service();
            let without_order = (service.indicators, service.rules, service.townships, service.county);
            serde_json::to_value(without_order).unwrap()
        };
        let (one, other) = (figures(&sites), figures(&turned));
        prop_assert!(is_near(&one, &other), "{one}\n{other}");
    }

    /// Dividing parcel A into two records, or township 1 into two, changes no sum of the county.
    #[test]
    fn splitting_changes_no_sum_of_the_county(sites in prop::collection::vec(site(), 0..5)) {
        let whole = town(&sites);
        let mut parcels = town(&sites);
        split_parcel_a(&mut parcels);
        let mut townships = town(&sites);
        split_township_1(&mut townships);
        let sums = |town: &Town| {
            let service = town.service();
            let county = &service.county;
            let mut all = vec![county.residential_area_m2, county.facilities.places];
            all.extend(county.coverage.iter().map(|c| c.area_m2));
            all.extend(county.urban.iter().flat_map(|u| &u.coverage).map(|c| c.area_m2));
            all.extend(service.indicators.iter().filter(|i| [1, 2].contains(&i.id)).filter_map(|i| i.value));
            all
        };
        let expected = sums(&whole);
        for divided in [&parcels, &townships] {
            let found = sums(divided);
            prop_assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(&expected) {
                prop_assert!((found - expected).abs() <= 1e-6 * expected.abs().max(1.0), "{found} {expected}");
            }
        }
    }
}

/// Parcel A (an L of three cells) as two records: its western column, and the cell in the east.
fn split_parcel_a(town: &mut Town) {
    let study = &mut town.world.study;
    let mut east = study.parcels[0].clone();
    let (west_shape, east_shape) =
        (rectangle(0.0, 300.0, 100.0, 500.0), rectangle(100.0, 400.0, 200.0, 500.0));
    let piece = study.parcels[0].pieces.start;
    study.parcels[0].plane_area_m2 = 20_000.0;
    study.parcels[0].centre = coord! { x: 50.0, y: 400.0 };
    study.pieces[piece].shape = west_shape;
    study.pieces[piece].plane_area_m2 = 20_000.0;
    east.plane_area_m2 = 10_000.0;
    east.centre = coord! { x: 150.0, y: 450.0 };
    let mut other = study.pieces[piece].clone();
    other.parcel = study.parcels.len();
    other.shape = east_shape;
    other.plane_area_m2 = 10_000.0;
    east.pieces = study.pieces.len()..study.pieces.len() + 1;
    study.pieces.push(other);
    study.parcels.push(east);
    town.world.coverage = Coverage::of(study);
}

/// Township 1 (0..900) divided at 600: its people two thirds to one third.
fn split_township_1(town: &mut Town) {
    let study = &mut town.world.study;
    let mut east = study.townships[0].clone();
    east.code = Some("330624009".to_owned());
    east.shape = rectangle(600.0, 0.0, 900.0, 500.0);
    east.population = Some(1000.0);
    study.townships[0].shape = rectangle(0.0, 0.0, 600.0, 500.0);
    study.townships[0].population = Some(2000.0);
    let share = |township: &mut crate::model::Township, under3: f64| {
        township.facts = crate::model::Facts::default();
        township.facts.set(crate::field::Field::Under3, crate::model::Fact::Amount(under3));
    };
    share(&mut study.townships[0], 60.0);
    share(&mut east, 40.0);
    study.townships.push(east);
    let of = |x: f64, township: &mut Option<usize>| {
        if *township == Some(0) && x >= 600.0 {
            *township = Some(2);
        }
    };
    for piece in &mut study.pieces {
        let west = geo::BoundingRect::bounding_rect(&piece.shape).unwrap().min().x;
        of(west, &mut piece.township);
    }
    study.parcels.iter_mut().for_each(|parcel| of(parcel.centre.x, &mut parcel.township));
    for facility in &mut study.services[0].facilities {
        let x = facility.sites[0].at.x;
        of(x, &mut facility.township);
    }
    town.world.coverage = Coverage::of(study);
}

/// Whether two trees of figures agree but for the rounding of sums.
fn is_near(one: &serde_json::Value, other: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Number, Object};
    match (one, other) {
        (Number(one), Number(other)) => {
            let (one, other) = (one.as_f64().unwrap(), other.as_f64().unwrap());
            (one - other).abs() <= 1e-9 * one.abs().max(1.0)
        }
        (Array(one), Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| is_near(a, b))
        }
        (Object(one), Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, a)| other.get(key).is_some_and(|b| is_near(a, b)))
        }
        _ => one == other,
    }
}
