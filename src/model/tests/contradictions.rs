//! Facilities and parcels that can hardly be as they are said to be.

use super::{Town, feature, in_words, point, square, told};
use crate::messages::Language;

/// A point in millionths of a degree (about 0.1 m) from 120.905°E 29.505°N.
fn at(x: i32, y: i32) -> String {
    let (x, y) = (120.905 + f64::from(x) / 1e6, 29.505 + f64::from(y) / 1e6);
    format!("{{\"type\":\"Point\",\"coordinates\":[{x:.6},{y:.6}]}}")
}

#[test]
fn duplicates_are_told_once_with_the_first_of_them() {
    let named =
        |name: &str, geometry: &str| feature(&format!("{{\"名称\":\"{name}\",\"托位数\":9}}"), geometry);
    let study = Town::new()
        .facilities(&[
            named("阳光托育（城北）", &at(0, 0)),
            named("阳光托育(城北)", &at(100, 100)), // 9.7 m and 11.1 m: 14.7 m away.
            named("阳光托育（城北）", &at(0, 0)),
            named("阳光托育（城北）", &at(400, 0)), // 39 m away: another one.
            named("月亮托育", &at(0, 0)),
            named("星星托育", &at(0, 0)),
            named("彩虹托育", &at(0, 0)),
            feature("{\"名称\":\"月亮托育\",\"状态\":\"停办\"}", &at(0, 0)),
        ])
        .study();
    let codes = ["facility-twice", "facilities-at-one-place"];
    insta::assert_snapshot!(in_words(&study, &codes, Language::En), @"
    2 阳光托育(城北): a facility of the same name stands 14.7 m away: feature 1
      both are counted, with the places of both; delete one if they are the same
    3 阳光托育（城北）: a facility of the same name stands 0.0 m away: feature 1
      both are counted, with the places of both; delete one if they are the same
    1 阳光托育（城北）: facilities of different names at exactly the same place: 4 (`阳光托育（城北）`, `月亮托育`, `星星托育`, `…`)
      all are counted; check whether a geocoder put them at the middle of a street or a town
    ");
    insta::assert_snapshot!(in_words(&study, &codes, Language::ZhCn), @"
    2 阳光托育(城北): 14.7 米处有同名设施：第 1 个要素
      两处均计数，托位均计入；如为同一设施，请删去一处
    3 阳光托育（城北）: 0.0 米处有同名设施：第 1 个要素
      两处均计数，托位均计入；如为同一设施，请删去一处
    1 阳光托育（城北）: 4 处不同名称的设施位于完全相同的位置（`阳光托育（城北）`, `月亮托育`, `星星托育`, `…`）
      均计数；请检查是否因地址解析不准而落在同一路段或镇区的中心点
    ");
    let place = told(&study, &codes)[0].place.clone().expect("a place");
    assert!((place.x - 120.905_1).abs() < 1e-9 && (place.y - 29.505_1).abs() < 1e-9, "{place:?}");
}

/// A thousand of one name at one place: each is told once, and none is compared with all others.
#[test]
fn many_duplicates_are_counted() {
    let one = feature("{\"名称\":\"幼儿园\",\"托位数\":9}", &at(0, 0));
    let study = Town::new().facilities(&vec![one; 1000]).study();
    let told = study.notes.in_full().iter().filter(|note| note.code == "facility-twice").count();
    assert_eq!(told, 999);
}

#[test]
fn attributes_that_contradict_each_other_are_told() {
    let properties = [
        r#"{"名称":"甲","托位数":20,"2岁以下托位":21,"在托人数":61,"从业人员":5,"持证人数":6}"#,
        r#"{"名称":"乙","托位数":0,"在托人数":0}"#,
        r#"{"名称":"丙","托位数":20,"在托人数":60,"从业人员":6,"持证人数":6,"2岁以下托位":20}"#,
        r#"{"名称":"丁","托位数":20,"在托人数":12,"状态":"规划"}"#,
        r#"{"名称":"戊","托位数":20,"在托人数":90,"状态":"停办"}"#,
    ];
    let features = properties.iter().zip(5..).map(|(p, x)| feature(p, &point(x, 5)));
    let study = Town::new().facilities(&features.collect::<Vec<_>>()).study();
    let codes = ["attribute-exceeds-whole", "too-many-enrolled", "planned-but-enrolled", "zero-places"];
    insta::assert_snapshot!(in_words(&study, &codes, Language::En), @"
    1 甲: 2岁以下托位 = 21 is more than 托位数 = 20
      used as it stands; correct the attribute
    1 甲: 持证人数 = 6 is more than 从业人员 = 5
      used as it stands; correct the attribute
    1 甲: 在托人数 = 61 is more than three times 托位数 = 20
      used as it stands; correct the attribute
    2 乙: the facility says that it has no places: 托位数 = 0
      it serves, and counts with 0 places; leave the attribute blank if it is not known
    4 丁: the facility is planned, but has children already: 在托人数 = 12
      taken as planned, it is in no figure of today; correct the status or the attribute
    ");
    insta::assert_snapshot!(in_words(&study, &codes, Language::ZhCn), @"
    1 甲: 2岁以下托位 = 21，大于 托位数 = 20
      按所填数值采用；请更正该属性
    1 甲: 持证人数 = 6，大于 从业人员 = 5
      按所填数值采用；请更正该属性
    1 甲: 在托人数 = 61，超过 托位数 = 20 的三倍
      按所填数值采用；请更正该属性
    2 乙: 设施填写的托位数为 0：托位数 = 0
      参与服务范围计算，托位按 0 计；如不详，请留空
    4 丁: 设施状态为规划，却已有在托儿童：在托人数 = 12
      按规划设施处理，不计入现状指标；请更正状态或该属性
    ");
}

#[test]
fn a_township_code_may_contradict_the_name() {
    let study = Town::new()
        .townships(&[
            feature(r#"{"乡镇代码":"330624001","乡镇名称":"羽林街道"}"#, &square(0, 0, 10)),
            feature(r#"{"乡镇代码":"330624112","乡镇名称":"沃洲镇"}"#, &square(10, 0, 10)),
        ])
        .facilities(&[feature(
            r#"{"名称":"甲","托位数":9,"乡镇代码":"330624001","乡镇":"沃洲镇"}"#,
            &point(5, 5),
        )])
        .study();
    assert_eq!(study.services[0].facilities[0].township, Some(0));
    let codes = ["township-code-contradicts-name", "township-contradicts-place"];
    insta::assert_snapshot!(in_words(&study, &codes, Language::En), @"
    1 甲: its township code and its township name 沃洲镇 are of two townships
      the code was used; correct one of the two
    ");
    insta::assert_snapshot!(in_words(&study, &codes, Language::ZhCn), @"
    1 甲: 所填乡镇代码与乡镇名称沃洲镇不是同一乡镇
      按代码处理；请更正其中之一
    ");
}

/// 0.02° is 2 km: from the parcel in the corner to a facility in the middle of nowhere.
#[test]
fn a_facility_far_from_all_homes_and_parcels_of_absurd_size_are_told() {
    let tiny = format!(
        "{{\"type\":\"Polygon\",\"coordinates\":[[{0},[120.910010,29.510000],[120.910010,29.510010],{0}]]}}",
        "[120.910000,29.510000]"
    );
    let study = Town::new()
        .townships(&[feature("{\"名称\":\"羽林街道\"}", &square(0, 0, 90))])
        .residential(&[feature("{\"名称\":\"大\"}", &square(0, 0, 30)), feature("{\"名称\":\"小\"}", &tiny)])
        .facilities(&[
            feature("{\"名称\":\"近\",\"托位数\":9}", &point(31, 5)),
            feature("{\"名称\":\"远\",\"托位数\":9}", &point(60, 60)),
        ])
        .study();
    let codes = ["facility-far-from-homes", "parcel-too-large", "parcel-too-small"];
    insta::assert_snapshot!(in_words(&study, &codes, Language::En), @"
    1 大: the parcel has 967.4 ha, more than 500 ha
      counted as it is; check whether it is the outline of a township or a planning area and not residential land
    2 小: the parcel has 0.54 m², less than 10 m²
      counted as it is; it is probably the remnant of a cut
    2 远: the facility lies more than 1000 m from all residential land
      it serves nobody there; check its coordinates, and whether residential land is missing
    ");
    insta::assert_snapshot!(in_words(&study, &codes, Language::ZhCn), @"
    1 大: 地块面积 967.4 公顷，超过 500 公顷
      仍按原样计入；请检查是否误把乡镇或规划范围的轮廓当作居住用地
    2 小: 地块面积 0.54 平方米，不足 10 平方米
      仍按原样计入；多为切分后的残余图斑
    2 远: 设施距所有居住用地均超过 1000 米
      该设施服务不到任何居住用地；请检查坐标，并检查居住用地是否缺漏
    ");
}
