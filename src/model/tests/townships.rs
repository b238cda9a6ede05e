//! What townships and life units say of themselves.

use super::{Town, feature, in_words, square};
use crate::field::Field;
use crate::messages::Language;
use crate::model::{Fact, LandUse};

/// Parts of one township: the first says all that is said of it, and both are used.
#[test]
fn a_township_in_two_parts_has_the_facts_of_the_first() {
    let study = Town::new()
        .townships(&[
            feature(
                r#"{"乡镇名称":"羽林街道","常住人口":52000,"3岁以下人数":900,"医防护中心":"有","示范机构":2}"#,
                &square(0, 0, 10),
            ),
            feature(r#"{"乡镇名称":"羽林街道","3岁以下人数":5,"医防护中心":"无"}"#, &square(10, 0, 10)),
            feature(r#"{"乡镇名称":"沃洲镇","3岁以下人数":null,"医防护中心":"在建","示范机构":0}"#, &square(0, 10, 10)),
        ])
        .study();
    let [yulin, wozhou] = study.townships.as_slice() else { panic!("two townships") };
    assert_eq!(yulin.facts.amount(Field::Under3), Some(900.0));
    assert_eq!(yulin.facts.get(Field::HealthCentre), Some(&Fact::Flag(true)));
    assert_eq!(
        yulin.facts.get(Field::DemonstrationInstitution),
        Some(&Fact::Flag(true)),
        "two are one at least"
    );
    assert_eq!(wozhou.facts.get(Field::Under3), None);
    assert_eq!(wozhou.facts.get(Field::HealthCentre), None, "not understood is not said");
    assert_eq!(wozhou.facts.get(Field::DemonstrationInstitution), Some(&Fact::Flag(false)));
    insta::assert_snapshot!(in_words(&study, &["value-not-read", "township-twice"], Language::En), @"
    2 羽林街道: `羽林街道` stands twice, first as feature 1
      taken as two parts of one township; its population and other attributes are those of the first
    3 沃洲镇: 医防护中心 = `在建`: expected 是 or 否 (yes or no)
      taken as not given; correct the attribute
    ");
    insta::assert_snapshot!(in_words(&study, &["value-not-read"], Language::ZhCn), @"
    3 沃洲镇: 医防护中心 = `在建`：应为是或否
      按未填处理；请更正该属性
    ");
}

#[test]
fn life_units_say_how_many_live_there_and_whether_they_are_urban() {
    let study = Town::new()
        .life_units(&[
            feature(r#"{"名称":"一","常住人口":8000,"城乡分类代码":111}"#, &square(0, 0, 5)),
            feature(r#"{"名称":"二","常住人口":"约九千","城乡分类代码":"220"}"#, &square(5, 0, 5)),
            feature(r#"{"名称":"三","城乡分类代码":"城乡结合"}"#, &square(0, 5, 5)),
            feature(r#"{"名称":"四"}"#, &square(5, 5, 5)),
        ])
        .study();
    let units = study.life_units.as_deref().expect("there are units");
    let kinds: Vec<_> = units.iter().map(|u| u.land_use).collect();
    assert_eq!(kinds, [Some(LandUse::Urban), Some(LandUse::Rural), None, None]);
    assert_eq!(units[0].facts.amount(Field::Population), Some(8000.0));
    assert_eq!(units[1].facts.amount(Field::Population), None);
    insta::assert_snapshot!(in_words(&study, &["value-not-read", "not-an-amount"], Language::En), @"
    2 二: 常住人口 = `约九千` is not a number of 0 or more
      taken as not given; correct the attribute
    3 三: 城乡分类代码 = `城乡结合`: expected 城镇 or 乡村 (urban or rural), or a class of the statistics bureau such as 111 or 220
      taken as not given; correct the attribute
    ");
}

#[test]
fn parcels_say_what_is_built_for_childcare() {
    let study = Town::new()
        .residential(&[
            feature(
                r#"{"名称":"新城","是否新建":true,"托育用房面积":"120.5","配建托位":30}"#,
                &square(5, 5, 1),
            ),
            feature(r#"{"名称":"老城","是否新建":"否","托育用房面积":-1}"#, &square(7, 5, 1)),
        ])
        .study();
    let facts = &study.parcels[0].facts;
    assert_eq!(facts.get(Field::NewHousing), Some(&Fact::Flag(true)));
    assert_eq!(facts.amount(Field::ChildcareFloorArea), Some(120.5));
    assert_eq!(facts.amount(Field::Places), Some(30.0));
    let facts = &study.parcels[1].facts;
    assert_eq!(facts.get(Field::NewHousing), Some(&Fact::Flag(false)));
    assert_eq!(facts.amount(Field::ChildcareFloorArea), None);
    insta::assert_snapshot!(in_words(&study, &["not-an-amount"], Language::En), @"
    2 老城: 托育用房面积 = `-1` is not a number of 0 or more
      taken as not given; correct the attribute
    ");
}
