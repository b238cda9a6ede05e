//! The stages of the plan, on towns worked out by hand.

use super::town::Town;
use crate::model::{LayoutPlan, PlannedAmount, PlannedTownship};
use crate::report::{StageKind, StageReport};

fn plan(year: i32, places: [u32; 2]) -> LayoutPlan {
    let row = |(township, places): (usize, u32)| PlannedTownship {
        township,
        total_places: Some(places),
        amounts: vec![PlannedAmount { count: Some(1), places: Some(places) }],
    };
    LayoutPlan {
        year: Some(year),
        categories: vec!["专业托育机构".into()],
        rows: places.into_iter().enumerate().map(row).collect(),
    }
}

/// A stands beside a, of today. b (2026), c (2027) and d (no year) are planned, c on B's very place. From a the middle
/// of B is 800 m away, so that at 300 m only c serves it.
///
/// | | today | by 2026 | by 2027 | all |
/// |---|---|---|---|---|
/// | facilities | 1 | 2 | 3 | 4 |
/// | places | 20 | 50 | 60 | 100 |
/// | 5-minute coverage | A of A, B | A | A, B | A, B |
fn town() -> Town {
    let mut town = Town::drawn(
        "
        A a b . . . | . . B c d
        ---
        1: name=甲 population=6000
        2: name=乙 population=4000
        a: category=专业托育机构 places=20 ownership=公办 inclusive=yes
        b: category=专业托育机构 places=30 ownership=民办 status=planned opening_year=2026
        c: category=专业托育机构 places=10 ownership=民办 status=planned opening_year=2027
        d: category=专业托育机构 places=40 ownership=公办 status=planned
        ",
    );
    town.world.study.services[0].plans = vec![plan(2025, [45, 5]), plan(2027, [45, 30])];
    town
}

fn stages() -> Vec<StageReport> {
    town().service().stages
}

#[test]
fn planned_sites_count_only_in_their_own_column() {
    let service = town().service();
    // Today's figures know nothing of what is planned.
    assert_eq!((service.county.facilities.count, service.county.facilities.places), (1, 20.0));
    assert_eq!(service.facilities.len(), 4, "the list has all of them");
    let stages = service.stages;
    let found: Vec<_> = stages
        .iter()
        .map(|s| (s.id, s.year, s.planned_facilities, s.county.facilities.count, s.county.facilities.places))
        .collect();
    assert_eq!(
        found,
        [
            (StageKind::Today, None, 0, 1, 20.0),
            (StageKind::ByYear, Some(2026), 1, 2, 50.0),
            (StageKind::ByYear, Some(2027), 2, 3, 60.0),
            (StageKind::All, None, 3, 4, 100.0)
        ]
    );
    let rates: Vec<_> = stages.iter().map(|stage| stage.county.coverage[0].rate).collect();
    assert_eq!(rates, [Some(0.5), Some(0.5), Some(1.0), Some(1.0)]);
    let configured: Vec<_> = stages.iter().map(|stage| stage.county.configured).collect();
    assert_eq!(configured, [1.0, 1.0, 2.0, 2.0]);
}

/// Beside today stands the plan that leads (2025: 45 and 5), beside 2026 the same, from 2027 on that of 2027.
/// Short: today 25 + 5; 2026 0 (50 of 45) + 5; 2027 0 + 20 (10 of 30); all 0 + 0 (50 of 30).
#[test]
fn each_stage_stands_beside_its_plan() {
    let found: Vec<_> =
        stages().iter().map(|s| (s.plan_year, s.county.planned.places, s.county.places_shortfall)).collect();
    assert_eq!(
        found,
        [
            (Some(2025), Some(50.0), Some(30.0)),
            (Some(2025), Some(50.0), Some(5.0)),
            (Some(2027), Some(75.0), Some(20.0)),
            (Some(2027), Some(75.0), Some(0.0))
        ]
    );
    let by_2027 = &stages()[2];
    let shortfalls: Vec<_> = by_2027.townships.iter().map(|row| row.places_shortfall).collect();
    assert_eq!(shortfalls, [Some(0.0), Some(20.0)]);
    let service = town().service();
    assert_eq!(service.plan.unwrap().year, Some(2025));
    assert_eq!(service.further_plans.iter().map(|plan| plan.year).collect::<Vec<_>>(), [Some(2027)]);
}

/// Places per 1000 residents rise with the stages: 2, 5, 6, 10. The public share is known, since planned sites say who
/// runs them: 20 of 20, 20 of 50, 20 of 60, 60 of 100. Whether they are inclusive they do not say: no share.
#[test]
fn indicators_at_a_stage() {
    let of = |id: u32| -> Vec<Option<f64>> {
        let at = |stage: &StageReport| stage.indicators.iter().find(|i| i.id == id).unwrap().value;
        stages().iter().map(at).collect()
    };
    assert_eq!(of(1), [Some(2.0), Some(5.0), Some(6.0), Some(10.0)]);
    assert_eq!(of(3), [Some(100.0), Some(40.0), Some(20.0 / 60.0 * 100.0), Some(60.0)]);
    assert_eq!(of(4), [Some(100.0), None, None, None]);
    assert_eq!(of(6), [Some(50.0), Some(50.0), Some(100.0), Some(100.0)]);
}

/// What was to open in an earlier year and is still planned is open in no stage before this year (2025).
#[test]
fn a_planned_site_that_is_late_counts_from_this_year() {
    let mut town = town();
    town.world.study.services[0].planned[0].opening_year = Some(2020);
    let years: Vec<_> = town.service().stages.iter().map(|stage| stage.year).collect();
    assert_eq!(years, [None, Some(2025), Some(2027), None]);
}

#[test]
fn without_planned_sites_there_is_only_today() {
    let mut town = town();
    town.world.study.services[0].planned.clear();
    let stages = town.service().stages;
    assert_eq!(stages.iter().map(|stage| stage.id).collect::<Vec<_>>(), [StageKind::Today]);
}
