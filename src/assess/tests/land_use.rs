//! Urban and rural land apart, and the configuration rate of urban homes.

use std::f64::consts::PI;

use super::configuration::{disk, reading, with_units};
use super::world::{TestWorld, bare, covered, facility, life_unit, overlapping, rectangle};
use crate::coverage::Coverage;
use crate::messages::Language;
use crate::model::LandUse;
use crate::note::Severity;
use crate::project::{ConfigurationLand, OverlapRule, Reading};
use crate::report::{LandUseRow, Row};

const URBAN: Option<LandUse> = Some(LandUse::Urban);
const RURAL: Option<LandUse> = Some(LandUse::Rural);

/// `(parcels, land, covered by the 5-minute circle, rate)`.
fn figures(land: Option<&LandUseRow>) -> (usize, f64, f64, Option<f64>) {
    let land = land.expect("a known land use");
    assert_eq!(land.coverage.iter().map(|c| c.minutes).collect::<Vec<_>>(), [5, 15]);
    (land.parcels, land.residential_area_m2, land.coverage[0].area_m2, land.coverage[0].rate)
}

fn urban(row: &Row) -> (usize, f64, f64, Option<f64>) {
    figures(row.urban.as_ref())
}

fn rural(row: &Row) -> (usize, f64, f64, Option<f64>) {
    figures(row.rural.as_ref())
}

fn rows(world: &TestWorld) -> (Vec<Row>, Row) {
    let service = world.report().services.remove(0);
    (service.townships, service.county)
}

/// Quarters 1 (whole) and 3 (half covered) are urban, 2 (a quarter, in its western half) is rural, and 4, in no
/// township, does not say. County: urban 20,000 / 30,000, rural 2,500 / 10,000; quarter 2 in both townships is one.
#[test]
fn urban_and_rural_land_are_summed_apart() {
    let mut world = covered();
    world.use_land(&[URBAN, RURAL, URBAN, None]);
    let (townships, county) = rows(&world);
    assert_eq!(urban(&townships[0]), (1, 10_000.0, 10_000.0, Some(1.0)));
    assert_eq!(rural(&townships[0]), (1, 5_000.0, 2_500.0, Some(0.5)));
    assert_eq!(urban(&townships[1]), (1, 20_000.0, 10_000.0, Some(0.5)));
    assert_eq!(rural(&townships[1]), (1, 5_000.0, 0.0, Some(0.0)));
    assert_eq!(urban(&county), (2, 30_000.0, 20_000.0, Some(2.0 / 3.0)));
    assert_eq!(rural(&county), (1, 10_000.0, 2_500.0, Some(0.25)));
    assert_eq!((county.residential_area_m2, county.parcels), (40_000.0, 3), "all land is as it was");
}

/// 乙 has rural land only: no urban rate there, and the county's is that of 甲. With no urban land at all there is
/// no urban rate anywhere, and no configuration rate, which is one of urban homes.
#[test]
fn without_urban_land_there_is_no_urban_rate() {
    let mut world = covered();
    world.use_land(&[URBAN, RURAL, RURAL, RURAL]);
    let (townships, county) = rows(&world);
    assert_eq!(urban(&townships[1]), (0, 0.0, 0.0, None));
    assert_eq!(rural(&townships[1]), (2, 25_000.0, 10_000.0, Some(0.4)));
    assert_eq!(urban(&county), (1, 10_000.0, 10_000.0, Some(1.0)));
    assert_eq!((townships[1].configuration.units, townships[1].configuration.rate), (0.0, None));
    assert_eq!((county.configuration.configured, county.configuration.units), (1.0, 1.0));

    world.use_land(&[RURAL; 4]);
    let (_, county) = rows(&world);
    assert_eq!(urban(&county), (0, 0.0, 0.0, None));
    assert_eq!(rural(&county), (3, 40_000.0, 22_500.0, Some(0.5625)));
    assert_eq!((county.configuration.units, county.configuration.rate), (0.0, None));
    assert!(county.configuration.other_readings.iter().all(|r| r.units == 0.0 && r.rate.is_none()));
}

#[test]
fn an_unknown_land_use_is_not_told_apart() {
    let (townships, county) = rows(&covered());
    assert!(townships.iter().chain([&county]).all(|row| row.urban.is_none() && row.rural.is_none()));
}

/// A ∪ C is 350 m long, B 200 m, all land 350 m: each use counts the land that they share. Both circles (of
/// 1600π m²) lie in urban land, the second one alone in rural land.
#[test]
fn land_that_both_uses_have_counts_in_each() {
    let world = overlapping();
    let (townships, county) = rows(&world);
    let one_circle = 1600.0 * PI;
    for row in [&townships[0], &county] {
        let close = |found: (usize, f64, f64, Option<f64>), parcels, land: f64, covered: f64| {
            assert_eq!(found.0, parcels);
            assert!((found.1 - land).abs() < 1e-8 && (found.2 - covered).abs() < 1e-8, "{found:?}");
            assert_eq!(found.3, Some(found.2 / found.1));
        };
        close(urban(row), 2, 35_000.0, 2.0 * one_circle);
        close(rural(row), 1, 20_000.0, one_circle);
        let all = (row.parcels, row.residential_area_m2, row.coverage[0].area_m2, row.coverage[0].rate);
        close(all, 4, 35_000.0, 2.0 * one_circle);
    }
    let overlap = |land: &[crate::coverage::Land]| land[0].overlap_area_m2.round();
    let by_use = world.coverage.by_use.as_ref().unwrap();
    assert_eq!((overlap(&by_use.urban), overlap(&by_use.rural)), (5_000.0, 0.0));
    assert_eq!(overlap(&world.coverage.land), 35_000.0);
}

/// Counted each time: A has the first circle and half of the second, C all of the second.
#[test]
fn overlaps_of_one_use_may_count_each_time() {
    let mut world = overlapping();
    world.study.overlaps = OverlapRule::Each;
    world.project.overlaps = OverlapRule::Each;
    world.coverage = Coverage::of(&world.study);
    let (_, county) = rows(&world);
    let (parcels, land, covered, _) = urban(&county);
    assert_eq!((parcels, land), (2, 40_000.0));
    assert!((covered - 2.5 * 1600.0 * PI).abs() < 1e-8, "{covered}");
}

/// Quarters 1 and 3 of the drawing are urban (covered whole, and half), 2 is rural.
#[test]
fn only_urban_quarters_count_for_the_configuration_rate() {
    let mut world = covered();
    for (parcel, households) in world.study.parcels.iter_mut().zip([40.0, 60.0, 100.0, 7.0]) {
        parcel.households = Some(households);
    }
    world.use_land(&[URBAN, RURAL, URBAN, None]);
    world.study.services[0].configuration.share = 0.6;
    assert_eq!(reading(&world, Reading::CommunityAny, "quarters"), Some((2.0, 2.0)));
    assert_eq!(reading(&world, Reading::CommunityShare, "quarters"), Some((1.0, 2.0)));
    assert_eq!(reading(&world, Reading::CommunityShare, "households"), Some((40.0, 140.0)));
    assert_eq!(reading(&world, Reading::Area, "m2"), Some((20_000.0, 30_000.0)));
    assert_eq!(world.report().method.configuration_land, ConfigurationLand::Urban);
    // Where the project asks for all land, all of it counts, known or not.
    world.study.services[0].configuration.land = Some(ConfigurationLand::All);
    assert_eq!(reading(&world, Reading::CommunityAny, "quarters"), Some((3.0, 3.0)));
    assert_eq!(reading(&world, Reading::CommunityShare, "households"), Some((40.0, 200.0)));
    assert_eq!(reading(&world, Reading::Area, "m2"), Some((22_500.0, 40_000.0)));
    assert_eq!(world.report().method.configuration_land, ConfigurationLand::All);
    assert!(!world.codes().iter().any(|code| code.starts_with("configuration-land")));
}

/// The units of `with_units`, with quarters 1 and 3 urban and 2 rural. Unit B is rural: of A, C and D a facility
/// lies in A and C, and the centres of these two are reached. Urban land have A (covered whole) and D.
#[test]
fn rural_units_do_not_count() {
    let mut world = with_units();
    world.use_land(&[URBAN, RURAL, URBAN, URBAN]);
    let counts = |world: &TestWorld| {
        [Reading::UnitInside, Reading::UnitReach, Reading::UnitShare]
            .map(|r| reading(world, r, "units").unwrap())
    };
    // A unit that does not say counts, but B has no urban land.
    assert_eq!(counts(&world), [(2.0, 4.0), (3.0, 4.0), (1.0, 2.0)]);
    let units = world.study.life_units.as_mut().unwrap();
    units[0].land_use = URBAN;
    units[1].land_use = RURAL;
    assert_eq!(counts(&world), [(2.0, 3.0), (2.0, 3.0), (1.0, 2.0)]);
    assert!(world.codes().contains(&"life-units-without-urban-land"));
    world.study.services[0].configuration.land = Some(ConfigurationLand::All);
    assert_eq!(counts(&world), [(2.0, 4.0), (3.0, 4.0), (2.0, 3.0)]);
    assert!(world.codes().contains(&"life-units-without-land"));
}

/// A unit with an urban quarter, covered whole, and a rural one as large that is not: all of its urban land is
/// covered, and half of all.
#[test]
fn the_share_of_a_unit_is_of_its_urban_land() {
    let mut world = bare();
    world.study.life_units = Some(vec![life_unit(rectangle(0.0, 0.0, 2000.0, 1000.0), Some(0))]);
    world.use_land(&[URBAN, RURAL, None, None]);
    world.cover(0, vec![10_000.0, 0.0, 0.0, 0.0, 0.0], vec![disk(150.0, 150.0, 80.0)]);
    world.study.services[0].configuration.share = 1.0;
    assert_eq!(reading(&world, Reading::UnitShare, "units"), Some((1.0, 1.0)));
    world.study.services[0].configuration.land = Some(ConfigurationLand::All);
    assert_eq!(reading(&world, Reading::UnitShare, "units"), Some((0.0, 1.0)));
}

/// The urban land of `overlapping`, once: 2 × 1600π of 35,000 m² is 28.7 %. Counted as often as it is drawn it would
/// be 2.5 × 1600π of 40,000, 31.4 %; and only one circle counts where only kindergartens do: 14.4 %.
#[test]
fn urban_land_counts_once_in_a_unit() {
    let mut world = overlapping();
    world.study.life_units = Some(vec![life_unit(rectangle(0.0, 0.0, 1000.0, 1000.0), Some(0))]);
    let met = |world: &mut TestWorld, share: f64| {
        world.study.services[0].configuration.share = share;
        reading(world, Reading::UnitShare, "units")
    };
    assert_eq!(met(&mut world, 0.28), Some((1.0, 1.0)));
    assert_eq!(met(&mut world, 0.30), Some((0.0, 1.0)));
    world.study.services[0].configuration.categories = vec!["幼儿园托班".into()];
    assert_eq!(met(&mut world, 0.14), Some((1.0, 1.0)));
    assert_eq!(met(&mut world, 0.15), Some((0.0, 1.0)));
    let (covered, land) = reading(&world, Reading::Area, "m2").unwrap();
    assert!((covered - 1600.0 * PI).abs() < 1e-8 && (land - 35_000.0).abs() < 1e-8, "{covered} of {land}");
}

/// Urban land that nobody can tell is no reason to count something else.
#[test]
fn urban_land_that_is_not_known_gives_no_rate() {
    let mut world = with_units();
    world.study.services[0].configuration.land = Some(ConfigurationLand::Urban);
    let report = world.report();
    let configuration = &report.services[0].county.configuration;
    assert_eq!((configuration.units, configuration.rate), (0.0, None));
    assert!(configuration.other_readings.is_empty());
    assert_eq!(report.method.configuration_land, ConfigurationLand::Urban);
    let note = report.notes.iter().find(|n| n.code == "configuration-land-impossible").unwrap();
    assert_eq!(note.severity, Severity::Error);
    assert!(!report.notes.iter().any(|n| n.code == "configuration-headline-impossible"));
}

/// A study of other facilities, as a stage of the plan is, gives its own urban figures.
#[test]
fn planned_facilities_add_to_the_urban_land_that_is_covered() {
    let mut world = overlapping();
    // Within C alone: a third circle in urban land.
    world.study.services[0].facilities.push(facility(425.0 - 0.5, 150.0, None, None, Some(0)));
    world.study.services[0].circles[0].radius = crate::units::Metres::new(24.0).unwrap();
    let service = world.study.services[0].clone();
    world.coverage.services[0] = world.coverage.of_facilities(&world.study, &service);
    let (_, county) = rows(&world);
    let one_circle = 576.0 * PI;
    assert!((urban(&county).2 - 3.0 * one_circle).abs() < 1e-8, "{:?}", urban(&county));
    assert!((rural(&county).2 - one_circle).abs() < 1e-8, "{:?}", rural(&county));
}

/// What the notes say of the land that counts.
fn told(world: &TestWorld, language: Language) -> String {
    let about_land = |code: &str| code.starts_with("configuration-land") || code == "configuration-reading";
    let notes = world.report().unworded_notes.to_vec();
    let lines = notes
        .iter()
        .filter(|n| about_land(n.code))
        .map(|n| format!("{}\n  {}\n", n.message(language), n.action(language).unwrap_or_default()));
    lines.collect()
}

#[test]
fn notes_say_which_land_counts() {
    let mut world = covered();
    insta::assert_snapshot!(told(&world, Language::En), @r#"
    no parcel says whether its homes are urban or rural, so the configuration rate of `托育服务` counts all residential land
      the indicator is one of urban homes: where the layer holds rural homes too, name its field of land-use codes, or set `land = "all"` in the service's configuration rule if all of it is meant
    the configuration rate of `托育服务` is read as: residential quarters of which any part is within the radius (community/any); counted: all residential land, urban or rural; circle 5 min, 300 m; share 50 %; all facilities qualify
      no standard fixes the formula, so the other readings stand beside it; set `headline` in the service's configuration rule to choose another
    "#);
    insta::assert_snapshot!(told(&world, Language::ZhCn), @r#"
    居住地块均未注明属城镇还是农村，`托育服务`配置率按全部居住用地统计
      该指标为城镇指标：图层含农村宅基地的，请指定用地代码字段；确需按全部居住用地统计的，请在该服务的配置率规则中设置 `land = "all"`
    `托育服务`配置率口径：任一部分位于服务半径内的居住小区（community/any）；统计范围：全部居住用地，不分城镇、农村；5 分钟圈，半径 300 米；比例规定值 50%；全部设施均符合条件
      现行标准未规定计算公式，其他口径一并列出；如需更换，请在该服务的配置率规则中设置 `headline`
    "#);
    world.use_land(&[URBAN, RURAL, URBAN, None]);
    insta::assert_snapshot!(told(&world, Language::En), @r#"
    1 of 4 parcels do not say whether their homes are urban or rural
      they are left out of the configuration rate of `托育服务`, which counts urban homes only; fill in their land-use codes, or set `land = "all"` in the service's configuration rule
    the configuration rate of `托育服务` is read as: residential quarters of which any part is within the radius (community/any); counted: urban homes only (urban parcels; life units that are not rural); circle 5 min, 300 m; share 50 %; all facilities qualify
      no standard fixes the formula, so the other readings stand beside it; set `headline` in the service's configuration rule to choose another
    "#);
    insta::assert_snapshot!(told(&world, Language::ZhCn), @r#"
    4 个居住地块中有 1 个未注明属城镇还是农村
      `托育服务`配置率仅统计城镇，此类地块未计入；请补充用地代码，或在该服务的配置率规则中设置 `land = "all"`
    `托育服务`配置率口径：任一部分位于服务半径内的居住小区（community/any）；统计范围：仅城镇（城镇住宅用地、非农村的生活圈单元）；5 分钟圈，半径 300 米；比例规定值 50%；全部设施均符合条件
      现行标准未规定计算公式，其他口径一并列出；如需更换，请在该服务的配置率规则中设置 `headline`
    "#);
    let mut world = covered();
    world.study.services[0].configuration.land = Some(ConfigurationLand::Urban);
    insta::assert_snapshot!(told(&world, Language::En), @r#"
    the configuration rate of `托育服务` is to count urban homes only, but no parcel says whether its homes are urban or rural
      the rate is left empty in every reading; name the field of land-use codes of the residential layer, or set `land = "all"` in the service's configuration rule
    "#);
    insta::assert_snapshot!(told(&world, Language::ZhCn), @r#"
    `托育服务`配置率规定仅统计城镇，但居住地块均未注明属城镇还是农村
      各口径配置率均留空；请指定居住用地图层的用地代码字段，或在该服务的配置率规则中设置 `land = "all"`
    "#);
}
