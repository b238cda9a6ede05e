//! Overlaps and gaps of townships, and the slivers of parcels in them.

use std::path::Path;

use super::{Town, feature, in_words, told};
use crate::messages::Language;
use crate::model::Study;
use crate::project::LayerSpec;

/// A rectangle by its lower left and upper right corner, in millionths of a degree (about 0.1 m) from 120.9°E 29.5°N.
fn rectangle(low: (i32, i32), high: (i32, i32)) -> String {
    let place =
        |x: i32, y: i32| format!("[{:.6},{:.6}]", 120.9 + f64::from(x) / 1e6, 29.5 + f64::from(y) / 1e6);
    let corners = [(low.0, low.1), (high.0, low.1), (high.0, high.1), (low.0, high.1), (low.0, low.1)];
    let ring = corners.map(|(x, y)| place(x, y)).join(",");
    format!("{{\"type\":\"Polygon\",\"coordinates\":[[{ring}]]}}")
}

fn named(name: &str, geometry: &str) -> String {
    feature(&format!("{{\"名称\":\"{name}\"}}"), geometry)
}

/// Two townships west and east, parted by a gap 2 m wide that a third one closes in the south and a fourth in the north,
/// both overlapping the first two by a strip of 1 m: straight edges of longitude and latitude are bent in the plane, and
/// would leave the gap open at its ends by centimetres.
fn with_gap() -> Town {
    Town::new().townships(&[
        named("西镇", &rectangle((0, 0), (10_000, 10_000))),
        named("东镇", &rectangle((10_020, 0), (20_000, 10_000))),
        named("南镇", &rectangle((0, -5_000), (20_000, 10))),
        named("北镇", &rectangle((0, 9_990), (20_000, 15_000))),
    ])
}

/// A quarter of the western township, by the facility.
fn home() -> String {
    named("甲小区", &rectangle((4_900, 4_900), (5_100, 5_100)))
}

/// All land of the study, by township name.
fn land(study: &Study) -> Vec<(String, f64)> {
    let name = |township: Option<usize>| {
        township.map_or_else(|| "—".to_owned(), |t| study.townships[t].name.clone())
    };
    study
        .pieces
        .iter()
        .map(|piece| (name(piece.township), (piece.plane_area_m2 * 10.0).round() / 10.0))
        .collect()
}

fn sum(study: &Study) -> (f64, f64) {
    let parcels = study.parcels.iter().map(|parcel| parcel.plane_area_m2).sum();
    (study.pieces.iter().map(|piece| piece.plane_area_m2).sum(), parcels)
}

#[test]
fn overlaps_and_gaps_are_measured() {
    let study = with_gap().study();
    let codes = ["townships-overlaps", "townships-overlap", "township-gaps", "township-gap"];
    insta::assert_snapshot!(in_words(&study, &codes, Language::En), @"
    pairs of townships overlap: 4, by 4295.6 m² in all; the largest, 西镇 and 南镇, by 1095.2 m² near 120.90503, 29.50001
      land there belongs to the township that comes first in the file; correct the borders
    1 西镇: overlaps 南镇 by 1095.2 m²
      land there belongs to the township that comes first in the file; correct the borders
    2 东镇: overlaps 南镇 by 1093.0 m²
      land there belongs to the township that comes first in the file; correct the borders
    1 西镇: overlaps 北镇 by 1054.7 m²
      land there belongs to the township that comes first in the file; correct the borders
    2 东镇: overlaps 北镇 by 1052.6 m²
      land there belongs to the township that comes first in the file; correct the borders
    gaps enclosed by townships: 1, 2145.6 m² in all; the largest of 2145.6 m² near 120.91001, 29.50500
      residential land in a gap of at most 1 ha is assigned to the township with which it shares the longest border, in a larger one it is in none; correct the borders
    a gap of 2145.6 m² between townships near 120.91001, 29.50500
      correct the borders
    ");
    insta::assert_snapshot!(in_words(&study, &["townships-overlaps", "township-gaps"], Language::ZhCn), @"
    4 对乡镇相互重叠，共 4295.6 平方米；最大一处为西镇与南镇，1095.2 平方米，位于 120.90503, 29.50001 附近
      重叠处的用地归文件中排在前面的乡镇；请更正界线
    乡镇之间有 1 处缝隙，共 2145.6 平方米；最大一处 2145.6 平方米，位于 120.91001, 29.50500 附近
      落在 1 公顷以下缝隙中的居住用地归共有边界最长的乡镇，更大的空缺中的不归任何乡镇；请更正界线
    ");
    let places: Vec<_> = told(&study, &codes).iter().map(|note| note.place.is_some()).collect();
    assert!(places.iter().all(|has| *has), "{places:?}");
}

/// Across the gap: its part in the gap (2 m × 100 m) goes to a neighbour, and no land is lost. In the gap as a whole, and
/// beside it: no cut at all.
#[test]
fn slivers_in_a_gap_are_assigned() {
    let study = with_gap()
        .residential(&[
            home(),
            named("跨界", &rectangle((9_500, 5_000), (10_500, 6_000))),
            named("缝中", &rectangle((10_003, 7_000), (10_010, 7_500))),
            named("探出", &rectangle((9_500, 8_000), (10_010, 9_000))),
        ])
        .study();
    assert_eq!(told(&study, &["parcel-outside", "parcel-partly-outside"]), []);
    let (pieces, parcels) = sum(&study);
    assert!((pieces - parcels).abs() < 1e-4, "{pieces} {parcels}");
    let places: Vec<String> = land(&study).into_iter().map(|(name, _)| name).collect();
    assert_eq!(places, ["西镇", "西镇", "东镇", "西镇", "西镇"]);
    assert!(study.parcels.iter().all(|parcel| parcel.township.is_some()));
    let english = in_words(&study, &["slivers-assigned"], Language::En);
    let told = "2 跨界: parcels with slivers of land between townships: 3, ";
    assert!(english.starts_with(told), "{english}");
    let chinese = in_words(&study, &["slivers-assigned"], Language::ZhCn);
    let told = "2 跨界: 3 个地块有碎片落在乡镇之间的缝隙中，共 ";
    assert!(chinese.starts_with(told), "{chinese}");
}

/// Beyond the outer border land is outside, however narrow: no other township is near.
#[test]
fn beyond_the_outer_border_there_are_no_slivers() {
    let study = with_gap()
        .residential(&[
            home(),
            named("窄", &rectangle((19_000, 5_000), (20_041, 6_000))),
            named("外", &rectangle((20_400, 5_000), (20_800, 6_000))),
        ])
        .study();
    let places: Vec<String> = land(&study).into_iter().map(|(name, _)| name).collect();
    assert_eq!(places, ["西镇", "东镇", "—", "—"]);
    let (pieces, parcels) = sum(&study);
    assert!((pieces - parcels).abs() < 1e-4, "{pieces} {parcels}");
}

/// A strip that two townships leave open at its ends: 2 m wide it is a sliver, 12 m wide it is land outside.
#[test]
fn between_two_townships_a_sliver_is_at_most_5_m_wide() {
    for (width, place) in [(20, "西镇"), (120, "—")] {
        let study = Town::new()
            .townships(&[
                named("西镇", &rectangle((0, 0), (10_000, 10_000))),
                named("东镇", &rectangle((10_000 + width, 0), (20_000, 10_000))),
            ])
            .residential(&[home(), named("缝中", &rectangle((10_003, 4_000), (10_000 + width - 10, 4_500)))])
            .study();
        let places: Vec<String> = land(&study).into_iter().map(|(name, _)| name).collect();
        assert_eq!(places, ["西镇", place], "{width}");
    }
}

/// A township that is missing, 100 m × 100 m and more, is no gap of drawing: its land lies in none.
#[test]
fn a_large_hole_among_townships_is_not_given_away() {
    let study = Town::new()
        .townships(&[
            named("西镇", &rectangle((0, 0), (8_000, 10_000))),
            named("东镇", &rectangle((12_000, 0), (20_000, 10_000))),
            named("南镇", &rectangle((0, -5_000), (20_000, 0))),
            named("北镇", &rectangle((0, 10_000), (20_000, 15_000))),
        ])
        .residential(&[home(), named("中", &rectangle((9_000, 5_000), (10_000, 6_000)))])
        .study();
    assert_eq!(study.pieces[1].township, None);
    assert_eq!(told(&study, &["parcel-outside"]).len(), 1);
}

/// A facility in the gap counts for the township beside it.
#[test]
fn a_facility_in_a_gap_is_in_a_township() {
    let at = "{\"type\":\"Point\",\"coordinates\":[120.910003,29.505]}";
    let study = with_gap()
        .residential(&[named("近", &rectangle((8_000, 5_000), (9_000, 6_000)))])
        .facilities(&[named("缝中", at)])
        .study();
    assert_eq!(study.services[0].facilities[0].township, Some(0));
    assert_eq!(told(&study, &["facility-outside"]), []);
}

/// The sixteen real townships: an independent count (GEOS, in EPSG:4549, the coordinates as stored) has 443 gaps of
/// 32,609 m², the largest 449 m², and 33 overlapping pairs of 33,495 m², the largest 3,619 m². The gaps are the holes of
/// the union; the smallest of them, 0.009 m² along 104 m, is narrower on average than the 0.1 mm from which a gap is one,
/// so that 442 are told. Every overlap is larger than 30 m².
#[test]
fn the_dirt_of_real_townships_is_counted() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/realdata/xinchang/xinchang_townships16_gcj02.geojson");
    if !path.exists() {
        eprintln!("skipped: no {}", path.display());
        return;
    }
    let mut town = Town::new();
    town.project.townships = Some(LayerSpec { path, ..LayerSpec::default() });
    let study = town.study();
    insta::assert_snapshot!(in_words(&study, &["townships-overlaps", "township-gaps"], Language::En), @"
    pairs of townships overlap: 33, by 33495.0 m² in all; the largest, 羽林街道 and 大市聚镇, by 3619.0 m² near 120.98152, 29.48905
      land there belongs to the township that comes first in the file; correct the borders
    gaps enclosed by townships: 442, 32608.6 m² in all; the largest of 448.9 m² near 120.78950, 29.46710
      residential land in a gap of at most 1 ha is assigned to the township with which it shares the longest border, in a larger one it is in none; correct the borders
    ");
    assert_eq!(told(&study, &["township-gap"]).len(), 20);
    assert_eq!(study.notes.in_full().iter().filter(|note| note.code == "township-gap").count(), 442);
}
