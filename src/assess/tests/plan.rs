//! The gaps against the plan.

use super::world::{TestWorld, covered, facility, without_townships};
use crate::model::{LayoutPlan, PlannedAmount, PlannedTownship};
use crate::report::{Amount, PlanReport};
use proptest::prelude::*;

fn planned(count: u32, places: u32) -> PlannedAmount {
    PlannedAmount { count: Some(count), places: Some(places) }
}

fn amount(count: f64, places: f64) -> Amount {
    Amount { count: Some(count), places: Some(places) }
}

const NOTHING: Amount = Amount { count: None, places: None };

/// Existing: 甲 has 3 professional institutions with 100 places and no kindergarten, 乙 has one kindergarten
/// with 20 places. The plan names its categories in another order.
fn world(rows: Vec<PlannedTownship>) -> TestWorld {
    let mut world = covered();
    let service = &mut world.study.services[0];
    service.facilities = vec![
        facility(100.0, 100.0, Some(0), Some(50.0), Some(0)),
        facility(100.0, 100.0, Some(0), Some(30.0), Some(0)),
        facility(100.0, 100.0, Some(0), Some(20.0), Some(0)),
        facility(1500.0, 100.0, Some(1), Some(20.0), Some(1)),
        // Of no known category, and outside: neither is compared.
        facility(1500.0, 100.0, None, Some(500.0), Some(1)),
        facility(2500.0, 100.0, Some(0), Some(500.0), None),
    ];
    let categories = vec!["幼儿园托班".into(), "专业托育机构".into()];
    service.plans = vec![LayoutPlan { year: Some(2025), categories, rows }];
    world
}

fn plan_of(world: &TestWorld) -> PlanReport {
    world.report().services[0].plan.clone().unwrap()
}

/// Planned in 甲: 1 professional institution with 80 places, 2 kindergartens with 40; in 乙: none, 2 with 50.
///
/// | | planned | existing | gap |
/// |---|---|---|---|
/// | 甲 professional | 1, 80 | 3, 100 | −2, −20: a surplus |
/// | 甲 kindergarten | 2, 40 | 0, 0 | 2, 40 |
/// | 乙 professional | 0, 0 | 0, 0 | 0, 0; completion — |
/// | 乙 kindergarten | 2, 50 | 1, 20 | 1, 30 |
///
/// County: professional short of 0 (net −2, −20); kindergartens of 3, 70; all of 3, 70, net 1, 50. Completion
/// 300 % is shown as it is.
#[test]
fn a_surplus_is_never_set_against_a_shortfall() {
    let plan = plan_of(&world(vec![
        PlannedTownship {
            township: 0,
            total_places: Some(120),
            amounts: vec![planned(2, 40), planned(1, 80)],
        },
        PlannedTownship { township: 1, total_places: Some(50), amounts: vec![planned(2, 50), planned(0, 0)] },
    ]));
    assert_eq!(plan.year, Some(2025));
    let rows: Vec<_> = plan.rows.iter().map(|r| (r.township.as_str(), r.category.as_str(), r.gap)).collect();
    assert_eq!(
        rows,
        [
            ("甲街道", "专业托育机构", amount(-2.0, -20.0)),
            ("甲街道", "幼儿园托班", amount(2.0, 40.0)),
            ("乙镇", "专业托育机构", amount(0.0, 0.0)),
            ("乙镇", "幼儿园托班", amount(1.0, 30.0)),
        ]
    );
    assert_eq!(plan.rows[0].completion, amount(3.0, 1.25));
    assert_eq!(plan.rows[0].planned, amount(1.0, 80.0));
    assert_eq!(plan.rows[2].completion, NOTHING, "nothing is planned");
    assert_eq!(plan.rows[3].completion, amount(0.5, 0.4));

    let [professional, kindergarten, all] = plan.county.as_slice() else { panic!("three rows") };
    assert_eq!(professional.category.as_deref(), Some("专业托育机构"));
    assert_eq!((professional.shortfall, professional.net), (amount(0.0, 0.0), amount(-2.0, -20.0)));
    assert_eq!((kindergarten.shortfall, kindergarten.net), (amount(3.0, 70.0), amount(3.0, 70.0)));
    assert_eq!(all.category, None);
    assert_eq!((all.planned, all.existing), (amount(5.0, 170.0), amount(4.0, 120.0)));
    assert_eq!((all.shortfall, all.net), (amount(3.0, 70.0), amount(1.0, 50.0)));
    assert_eq!(all.completion, amount(0.8, 120.0 / 170.0));
}

/// 乙 has no row, and 甲 no count of kindergartens: what the plan does not say is no gap, and the county
/// compares like with like (its kindergartens: 0 of 40 places, the 20 of 乙 left aside).
#[test]
fn what_the_plan_does_not_say_is_no_gap() {
    let kindergarten = PlannedAmount { count: None, places: Some(40) };
    let plan = plan_of(&world(vec![PlannedTownship {
        township: 0,
        total_places: None,
        amounts: vec![kindergarten, planned(1, 80)],
    }]));
    assert_eq!(plan.rows.len(), 4);
    assert_eq!(
        (plan.rows[3].planned, plan.rows[3].gap, plan.rows[3].completion),
        (NOTHING, NOTHING, NOTHING)
    );
    assert_eq!(plan.rows[3].existing, amount(1.0, 20.0));
    assert_eq!(plan.rows[1].gap, Amount { count: None, places: Some(40.0) });
    let kindergarten = &plan.county[1];
    assert_eq!(kindergarten.planned, Amount { count: None, places: Some(40.0) });
    assert_eq!(kindergarten.existing, amount(1.0, 0.0), "counts are not planned: all that exist");
    assert_eq!(kindergarten.net, Amount { count: None, places: Some(40.0) });
    assert_eq!(kindergarten.completion, Amount { count: None, places: Some(0.0) });
}

/// A table that has only the places in all is compared in all: 甲 150 − 100, 乙 500 − 520 (with the facility
/// of unknown category, since it is places in all).
#[test]
fn a_plan_of_totals_is_compared_in_all() {
    let mut world = world(
        [(0, 150), (1, 500)]
            .map(|(township, total)| PlannedTownship {
                township,
                total_places: Some(total),
                amounts: Vec::new(),
            })
            .to_vec(),
    );
    world.study.services[0].plans[0].categories.clear();
    let plan = plan_of(&world);
    let all = plan.county.last().unwrap();
    let places = |amount: Amount| amount.places;
    assert_eq!((places(all.planned), places(all.existing)), (Some(650.0), Some(620.0)));
    assert_eq!((places(all.shortfall), places(all.net)), (Some(50.0), Some(30.0)));
    assert_eq!(plan.county[0].planned, NOTHING);
}

#[test]
fn without_townships_or_a_plan_there_are_no_gaps() {
    assert!(covered().report().services[0].plan.is_none());
    let mut alone = without_townships();
    alone.study.services[0].plans = vec![LayoutPlan::default()];
    assert!(alone.report().services[0].plan.is_none());
}

proptest! {
    /// In every row planned − existing is the net, and the shortfall is at least that and at least 0; the row
    /// of all categories is the sum of the others.
    #[test]
    fn sums_agree(cells in prop::collection::vec((0u32..5, 0u32..200), 4)) {
        let row = |township: usize| PlannedTownship {
            township,
            total_places: None,
            amounts: cells[township * 2..township * 2 + 2].iter().map(|(c, p)| planned(*c, *p)).collect(),
        };
        let plan = plan_of(&world(vec![row(0), row(1)]));
        for of in [|a: Amount| a.count.unwrap(), |a: Amount| a.places.unwrap()] {
            for row in &plan.county {
                prop_assert_eq!(of(row.planned) - of(row.existing), of(row.net));
                prop_assert!(of(row.shortfall) >= of(row.net).max(0.0));
            }
            let (all, each) = plan.county.split_last().unwrap();
            prop_assert_eq!(of(all.shortfall), each.iter().map(|r| of(r.shortfall)).sum::<f64>());
            prop_assert_eq!(of(all.net), plan.rows.iter().map(|r| of(r.gap)).sum::<f64>());
        }
    }
}
