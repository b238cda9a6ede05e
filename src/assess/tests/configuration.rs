//! The readings of the configuration rate.

use super::world::{TestWorld, bare, covered, facility, life_unit, rectangle};
use crate::geometry::Disk;
use crate::project::{CategorySpec, OverlapRule, Reading};
use geo::coord;
use proptest::prelude::*;

/// The reading of the county: `(configured, units)`.
pub(super) fn reading(world: &TestWorld, rule: Reading, weight: &str) -> Option<(f64, f64)> {
    let report = world.report();
    let configuration = &report.services[0].county.configuration;
    if configuration.rule == rule && weight != "households" {
        return Some((configuration.configured, configuration.units));
    }
    let other = configuration.other_readings.iter().find(|r| r.rule == rule && r.weight == weight)?;
    assert_eq!(other.rate, (other.units != 0.0).then(|| other.configured / other.units));
    Some((other.configured, other.units))
}

pub(super) fn disk(x: f64, y: f64, radius: f64) -> Disk {
    Disk { centre: coord! { x: x, y: y }, radius }
}

/// Quarters 1, 2 and 3 (4 lies in no township) with coverage 1, ¼ and exactly ½, and 40, 60, 100 households.
/// any: 3 / 3. share ½: 2 / 3, met at equality; by households 140 / 200.
#[test]
fn quarters_are_configured_by_part_or_share() {
    let mut world = covered();
    for (parcel, households) in world.study.parcels.iter_mut().zip([40.0, 60.0, 100.0, 7.0]) {
        parcel.households = Some(households);
    }
    assert_eq!(reading(&world, Reading::CommunityAny, "quarters"), Some((3.0, 3.0)));
    assert_eq!(reading(&world, Reading::CommunityShare, "quarters"), Some((2.0, 3.0)));
    assert_eq!(reading(&world, Reading::CommunityShare, "households"), Some((140.0, 200.0)));
    assert_eq!(reading(&world, Reading::Area, "m2"), Some((22_500.0, 40_000.0)));
    let report = world.report();
    // Quarter 2 belongs to the township of its centre, with all its land: 甲 has quarters 1 and 2.
    let first = &report.services[0].townships[0].configuration;
    assert_eq!((first.rule, first.configured, first.units), (Reading::CommunityAny, 2.0, 2.0));
    // A quarter that does not say how many households it has is in neither term.
    world.study.parcels[0].households = None;
    assert_eq!(reading(&world, Reading::CommunityShare, "households"), Some((100.0, 160.0)));
}

/// Two circles that cover the whole of a quarter between them sum to it but for the rounding.
#[test]
fn the_whole_meets_a_share_of_one() {
    let mut world = bare();
    world.study.services[0].configuration.share = 1.0;
    world.cover(
        0,
        vec![10_000.0 * (1.0 - 1e-12), 5_000.0, 5_000.0, 20_000.0 * (1.0 - 1e-6), 0.0],
        Vec::new(),
    );
    assert_eq!(reading(&world, Reading::CommunityShare, "quarters"), Some((2.0, 3.0)));
}

#[test]
fn without_households_there_are_no_rates_by_households() {
    assert_eq!(reading(&covered(), Reading::CommunityAny, "households"), None);
}

/// A circle that only touches a quarter reaches no part of it; the rounding of an area is no part either.
#[test]
fn a_touching_point_is_not_a_part() {
    let mut world = bare();
    world.cover(0, vec![0.0, 1e-9, 0.0, 0.01, 0.0], Vec::new());
    assert_eq!(reading(&world, Reading::CommunityAny, "quarters"), Some((1.0, 3.0)));
}

/// The centres are (150, 150), (1000, 450) and (1600, 150). The first disk ends exactly at the first centre,
/// 300 m away (180, 240): served. The second stops 1 mm short of the third.
#[test]
fn a_centre_exactly_at_the_radius_is_served() {
    let mut world = bare();
    world.cover(0, vec![0.0; 5], vec![disk(330.0, 390.0, 300.0), disk(1900.001, 150.0, 300.0)]);
    assert_eq!(reading(&world, Reading::CommunityCentre, "quarters"), Some((1.0, 3.0)));
}

/// Three units in 甲 and one in 乙:
/// A (0..300 × 0..300) holds quarter 1 whole and a facility on its corner;
/// B (900..1000 × 300..600) holds the western half of quarter 2, which the disk about (975, 450) covers whole;
/// C (400..600 × 700..900) has no residential land, its centre within the disk about (500, 800);
/// D (1400..1900 × 0..300) holds quarter 3, which no disk reaches.
///
/// inside: A and C of 4. reach: the centres of A (212 m from (0, 0)), B and C, not of D. share: A (whose farthest
/// land, (200, 200), is 283 m from (0, 0)) and B, not D; C has no land and is in neither term: 2 of 3.
pub(super) fn with_units() -> TestWorld {
    let mut world = bare();
    world.study.life_units = Some(vec![
        life_unit(rectangle(0.0, 0.0, 300.0, 300.0), Some(0)),
        life_unit(rectangle(900.0, 300.0, 1000.0, 600.0), Some(0)),
        life_unit(rectangle(400.0, 700.0, 600.0, 900.0), Some(0)),
        life_unit(rectangle(1400.0, 0.0, 1900.0, 300.0), Some(1)),
    ]);
    world.study.services[0].facilities =
        vec![facility(0.0, 0.0, Some(0), None, Some(0)), facility(500.0, 800.0, Some(1), None, Some(0))];
    let disks = vec![disk(0.0, 0.0, 300.0), disk(500.0, 800.0, 300.0), disk(975.0, 450.0, 100.0)];
    world.cover(0, vec![10_000.0, 5_000.0, 5_000.0, 0.0, 0.0], disks);
    world
}

#[test]
fn units_are_configured_by_place_reach_or_share() {
    let world = with_units();
    assert_eq!(reading(&world, Reading::UnitInside, "units"), Some((2.0, 4.0)));
    assert_eq!(reading(&world, Reading::UnitReach, "units"), Some((3.0, 4.0)));
    assert_eq!(reading(&world, Reading::UnitShare, "units"), Some((2.0, 3.0)));
    let report = world.report();
    assert_eq!(
        report.method.configuration,
        Reading::UnitInside,
        "units are the headline where there are some"
    );
    let second = &report.services[0].townships[1].configuration;
    assert_eq!((second.configured, second.units, second.rate), (0.0, 1.0, Some(0.0)));
    assert!(world.codes().contains(&"life-units-without-land"));
}

/// A unit that cuts quarter 3 in its middle has 10,000 m² of it, which a disk about (1550, 150) covers whole;
/// one over quarters 1 and 2 (western piece) has 15,000 m², of which 10,000 are covered.
#[test]
fn the_land_of_a_unit_is_clipped_at_its_border() {
    let mut world = bare();
    world.study.life_units = Some(vec![
        life_unit(rectangle(1400.0, 0.0, 1600.0, 300.0), Some(1)),
        life_unit(rectangle(0.0, 0.0, 1000.0, 1000.0), Some(0)),
    ]);
    let disks = vec![disk(1550.0, 150.0, 80.0), disk(150.0, 150.0, 80.0)];
    world.cover(0, vec![10_000.0, 0.0, 0.0, 10_000.0, 0.0], disks);
    for (share, configured) in [(0.6, 2.0), (2.0 / 3.0, 2.0), (0.7, 1.0), (1.0, 1.0)] {
        world.study.services[0].configuration.share = share;
        assert_eq!(reading(&world, Reading::UnitShare, "units"), Some((configured, 2.0)), "{share}");
    }
}

/// Quarter 1 is drawn twice: 10,000 m² covered of 15,000 once (⅔), 20,000 of 25,000 as often as drawn (⅘).
#[test]
fn overlapping_quarters_count_once_in_a_unit() {
    let mut world = bare();
    world.study.life_units = Some(vec![life_unit(rectangle(0.0, 0.0, 1000.0, 1000.0), Some(0))]);
    world.study.pieces[4].shape = world.study.pieces[0].shape.clone();
    world.cover(0, vec![10_000.0, 0.0, 0.0, 0.0, 10_000.0], vec![disk(150.0, 150.0, 80.0)]);
    world.coverage.land[0].overlap_area_m2 = 10_000.0;
    world.study.services[0].configuration.share = 0.75;
    assert_eq!(reading(&world, Reading::UnitShare, "units"), Some((0.0, 1.0)));
    world.project.overlaps = OverlapRule::Each;
    assert_eq!(reading(&world, Reading::UnitShare, "units"), Some((1.0, 1.0)));
}

/// Only kindergartens qualify: the facility at (500, 800), none of whose circle of 300 m reaches any land.
#[test]
fn only_facilities_of_the_rule_qualify() {
    let mut world = with_units();
    world.study.services[0].configuration.categories = vec!["幼儿园 托班".into()];
    assert_eq!(reading(&world, Reading::UnitInside, "units"), Some((1.0, 4.0)));
    assert_eq!(reading(&world, Reading::UnitReach, "units"), Some((1.0, 4.0)));
    assert_eq!(reading(&world, Reading::CommunityAny, "quarters"), Some((0.0, 3.0)));
    assert_eq!(reading(&world, Reading::Area, "m2"), Some((0.0, 40_000.0)));
    // The coverage itself is by all facilities.
    assert_eq!(world.report().services[0].county.coverage[0].area_m2, 20_000.0);
    // An alias stands for its category.
    let service = crate::project::ServiceSpec {
        id: String::new(),
        name: String::new(),
        facilities: crate::project::LayerSpec::default(),
        circles: Vec::new(),
        categories: vec![CategorySpec { name: "幼儿园托班".into(), aliases: vec!["托班".into()] }],
        plans: Vec::new(),
        reported: None,
        standards: Vec::new(),
        configuration: world.study.services[0].configuration.clone(),
    };
    world.project.services = vec![service];
    world.study.services[0].configuration.categories = vec!["托班".into()];
    assert_eq!(reading(&world, Reading::UnitInside, "units"), Some((1.0, 4.0)));
    world.study.services[0].configuration.categories = vec!["小学".into()];
    assert_eq!(reading(&world, Reading::UnitInside, "units"), Some((0.0, 4.0)));
    assert!(world.codes().contains(&"configuration-category-unknown"));
}

#[test]
fn a_reading_that_the_data_do_not_allow_is_left_empty() {
    let mut world = covered();
    world.study.services[0].configuration.headline = Some(Reading::UnitShare);
    let report = world.report();
    let configuration = &report.services[0].county.configuration;
    assert_eq!((configuration.rule, configuration.rate), (Reading::UnitShare, None));
    assert!(configuration.other_readings.iter().any(|r| r.rule == Reading::CommunityAny));
    assert!(world.codes().contains(&"configuration-headline-impossible"));
    world.study.services[0].configuration.minutes = 10;
    assert!(world.codes().contains(&"configuration-circle-missing"));
    // No units at all: 0 ÷ 0 is not applicable.
    world.study.life_units = Some(Vec::new());
    assert_eq!(reading(&world, Reading::UnitShare, "units"), Some((0.0, 0.0)));
}

proptest! {
    /// A higher share is never met by more quarters, and no quarter meets one without a part being covered.
    #[test]
    fn a_higher_share_is_never_met_more_often(
        parts in prop::collection::vec(0.0..1.0f64, 5),
        low in 0.01..1.0f64,
        high in 0.01..1.0f64,
    ) {
        let mut world = bare();
        let covered = world.study.pieces.iter().zip(&parts).map(|(p, part)| p.plane_area_m2 * part).collect();
        world.cover(0, covered, Vec::new());
        let mut met = |share: f64| {
            world.study.services[0].configuration.share = share;
            reading(&world, Reading::CommunityShare, "quarters").unwrap().0
        };
        let (of_low, of_high) = (met(low.min(high)), met(low.max(high)));
        prop_assert!(of_high <= of_low);
        prop_assert!(of_low <= reading(&world, Reading::CommunityAny, "quarters").unwrap().0);
    }
}
