//! Facilities that stand where they can hardly stand, parcels that stand twice, and systems that are overridden.

use super::{Town, feature, in_words, place, point, square, told};
use crate::messages::Language;
use crate::model::Study;

fn named(name: &str, says: &str, geometry: &str) -> String {
    feature(&format!("{{\"名称\":\"{name}\",\"托位数\":9,\"乡镇\":\"{says}\"}}"), geometry)
}

fn at(lon_lat: &str) -> String {
    format!("{{\"type\":\"Point\",\"coordinates\":[{lon_lat}]}}")
}

fn count(study: &Study) -> usize {
    study.services[0].facilities.len()
}

/// At (0, 0), with a lost digit, a degree off: in no count. 1.5 km beyond its township: counted there, and warned of.
#[test]
fn facilities_where_none_can_stand_are_left_out() {
    let facilities = [
        named("甲", "羽林街道", &point(5, 5)),
        named("乙", "羽林街道", &at("0,0")),
        named("丙", "", &at("12.09,29.5")),
        named("丁", "羽林街道", &at("121.905,29.505")),
        named("戊", "羽林街道", &point(35, 5)),
        named("己", "", &point(35, 5)),
    ];
    let study = Town::new().facilities(&facilities).study();
    let names: Vec<_> = study.services[0].facilities.iter().filter_map(|f| f.name.as_deref()).collect();
    assert_eq!(names, ["甲", "戊", "己"]);
    assert_eq!(study.services[0].facilities[1].township, Some(0));
    assert_eq!(study.notes.left_out("facilities"), 3);
    let codes = ["facility-at-zero", "facility-elsewhere", "facility-outside-named", "facility-outside"];
    insta::assert_snapshot!(in_words(&study, &codes, Language::En), @"
    2 乙: the facility lies at (0, 0), where programs put what has no place, 12960 km from the study
      that place is not used: it serves nobody, and a facility without another place is not counted; correct its coordinates
    3 丙: the facility lies 10019 km from townships and residential land, near 12.09000, 29.50000, farther than 50 km
      that place is not used: it serves nobody, and a facility without another place is not counted; correct its coordinates, or choose the facilities of the study with `where` in the project file
    4 丁: the facility lies 95 km from townships and residential land, near 121.90500, 29.50500, farther than 50 km
      that place is not used: it serves nobody, and a facility without another place is not counted; correct its coordinates, or choose the facilities of the study with `where` in the project file
    5 戊: says that it is in 羽林街道, but lies in no township, 1.45 km from it
      counted for the township that it names; it serves from where it lies. Check its coordinates, and whether a township is missing
    6 己: the facility lies in no township
      it serves whoever its circle reaches, and is in no township's counts
    ");
    insta::assert_snapshot!(in_words(&study, &codes[..3], Language::ZhCn), @"
    2 乙: 设施坐标为（0，0），多为没有坐标时的填充值，距研究范围 12960 公里
      该点位不采用，不参与服务范围计算；没有其他点位的设施不计数；请更正坐标
    3 丙: 设施位于 12.09000, 29.50000 附近，距乡镇和居住用地 10019 公里，超过 50 公里
      该点位不采用，不参与服务范围计算；没有其他点位的设施不计数；请更正坐标，或在项目文件中用 `where` 只选取本研究范围的设施
    4 丁: 设施位于 121.90500, 29.50500 附近，距乡镇和居住用地 95 公里，超过 50 公里
      该点位不采用，不参与服务范围计算；没有其他点位的设施不计数；请更正坐标，或在项目文件中用 `where` 只选取本研究范围的设施
    5 戊: 属性称位于羽林街道，但点位不在任何乡镇内，距其 1.45 公里
      按属性所称乡镇计数，按实际点位计算服务范围；请检查坐标，并检查乡镇图层是否缺漏
    ");
}

/// One of two places is wrong: the facility stands at the other.
#[test]
fn a_facility_keeps_the_places_that_can_be() {
    let two = "{\"type\":\"MultiPoint\",\"coordinates\":[[0,0],[120.905,29.505]]}";
    let study = Town::new().facilities(&[named("甲", "羽林街道", two)]).study();
    assert_eq!(study.services[0].facilities[0].sites.len(), 1);
    assert_eq!(study.notes.left_out("facilities"), 0);
    assert_eq!(told(&study, &["facility-at-zero"]).len(), 1);
}

/// A circle of 60 km reaches farther than the limit.
#[test]
fn the_limit_is_never_nearer_than_the_largest_circle() {
    let facilities = [named("近", "", &point(5, 5)), named("远", "", &at("121.475,29.505"))];
    let mut town = Town::new().facilities(&facilities);
    assert_eq!(count(&town.study()), 1);
    town.project.services[0].circles[0].radius = crate::units::Metres::new(60_000.0).expect("a radius");
    assert_eq!(count(&town.study()), 2);
}

#[test]
fn a_contradiction_names_both_townships() {
    let study = Town::new()
        .townships(&[
            feature("{\"名称\":\"羽林街道\"}", &square(0, 0, 10)),
            feature("{\"名称\":\"七星街道\"}", &square(10, 0, 10)),
        ])
        .facilities(&[named("甲", "七星街道", &point(5, 5))])
        .study();
    insta::assert_snapshot!(in_words(&study, &["township-contradicts-place"], Language::En), @"
    1 甲: says that it is in 七星街道, but lies in 羽林街道
      counted for the township that it names; it serves from where it lies. Check which of the two is wrong
    ");
    insta::assert_snapshot!(in_words(&study, &["township-contradicts-place"], Language::ZhCn), @"
    1 甲: 属性称位于七星街道，但点位在羽林街道
      按属性所称乡镇计数，按实际点位计算服务范围；请核实何者有误
    ");
}

/// The same square again, drawn from another corner, and once more across the border of two townships; one that is
/// moved by a tenth of its width is another parcel.
#[test]
fn parcels_that_stand_twice_are_told_with_the_first() {
    let quarter = |name: &str, geometry: &str| feature(&format!("{{\"名称\":\"{name}\"}}"), geometry);
    let corners = [place(6, 5), place(6, 6), place(5, 6), place(5, 5), place(6, 5)].join(",");
    let turned = format!("{{\"type\":\"Polygon\",\"coordinates\":[[{corners}]]}}");
    let study = Town::new()
        .townships(&[
            feature("{\"名称\":\"羽林街道\"}", &square(0, 0, 10)),
            feature("{\"名称\":\"七星街道\"}", &square(10, 0, 10)),
        ])
        .residential(&[
            quarter("甲", &square(5, 5, 1)),
            quarter("跨界", &square(9, 0, 2)),
            quarter("乙", &square(5, 5, 1)),
            quarter("丙", &turned),
            quarter("丁", &square(3, 3, 1)),
            quarter("跨界二", &square(9, 0, 2)),
            quarter("戊", &square(9, 1, 2)),
        ])
        .study();
    let of: Vec<_> = study.parcels.iter().map(|parcel| parcel.duplicate_of).collect();
    assert_eq!(of, [None, None, Some(0), Some(0), None, Some(1), None]);
    let notes = told(&study, &["parcel-twice"]);
    let place = notes[0].place.clone().expect("a place");
    assert!((place.x - 120.905_5).abs() < 1e-9 && (place.y - 29.505_5).abs() < 1e-9, "{place:?}");
    let messages: Vec<_> = notes.iter().map(|note| note.message(Language::En)).collect();
    let starts = ["1 (`甲`), ", "1 (`甲`), ", "2 (`跨界`), "];
    assert_eq!(messages.len(), starts.len(), "{messages:?}");
    for (message, start) in messages.iter().zip(starts) {
        let start = format!("a duplicate parcel: the same land as feature {start}");
        assert!(message.starts_with(&start), "{message}");
    }
}

/// What the project says of a layer against what its file states.
#[test]
fn a_system_that_the_project_overrides_is_told() {
    let stated = |code: &str| {
        let crs =
            format!("{{\"type\":\"name\",\"properties\":{{\"name\":\"urn:ogc:def:crs:EPSG::{code}\"}}}}");
        let home = feature("{\"名称\":\"甲小区\"}", &square(5, 5, 1));
        let mut town = Town::new();
        town.project.residential.path = town.file(
            "stated.geojson",
            &format!("{{\"type\":\"FeatureCollection\",\"crs\":{crs},\"features\":[{home}]}}"),
        );
        town.project.residential.crs = Some("EPSG:4490".into());
        told(&town.study(), &["crs-overridden"])
    };
    assert_eq!(stated("4490"), []);
    assert_eq!(stated("4326"), [], "taken as equal");
    let notes = stated("4214");
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].layer.as_deref(), Some("residential"));
}

/// 0.03° × 0.03°, some 9.7 km², between four townships.
#[test]
fn a_large_gap_is_a_township_that_is_missing() {
    let township = |name: &str, low: (i32, i32), high: (i32, i32)| {
        let corners = [
            place(low.0, low.1),
            place(high.0, low.1),
            place(high.0, high.1),
            place(low.0, high.1),
            place(low.0, low.1),
        ];
        let ring = corners.join(",");
        feature(
            &format!("{{\"名称\":\"{name}\"}}"),
            &format!("{{\"type\":\"Polygon\",\"coordinates\":[[{ring}]]}}"),
        )
    };
    let study = Town::new()
        .townships(&[
            township("西镇", (0, 0), (10, 30)),
            township("东镇", (40, 0), (50, 30)),
            township("南镇", (0, -10), (50, 1)),
            township("北镇", (0, 29), (50, 40)),
        ])
        .study();
    assert_eq!(told(&study, &["township-gap"]), []);
    insta::assert_snapshot!(in_words(&study, &["township-missing"], Language::En), @"
    a gap of 9.0 km² between townships near 120.92500, 29.51500: a township is probably missing there
      residential land there is in no township and in no figure; add the township to the layer, unless it is a lake or land of a neighbour
    ");
    insta::assert_snapshot!(in_words(&study, &["township-missing"], Language::ZhCn), @"
    乡镇之间有 9.0 平方公里的空缺，位于 120.92500, 29.51500 附近，可能缺少乡镇
      其中的居住用地不归任何乡镇，不计入任何指标；请在图层中补齐乡镇，湖泊或邻县飞地除外
    ");
}
