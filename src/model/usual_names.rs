//! Under which names the fields of layers usually go.

use crate::field::Field;

/// The usual names of a meaning, the most telling first: fields of these names are found without being told.
///
/// They are compared without regard to case, width and spaces. No name is usual for what layers do not have
/// (annual income).
pub fn usual_names(field: Field) -> &'static [&'static str] {
    match field {
        Field::Id => &["地块编号", "编号", "标识码", "id", "bsm", "objectid", "fid", "gid"],
        Field::Name => &[
            "名称",
            "name",
            "机构名称",
            "设施名称",
            "小区名称",
            "社区名称",
            "乡镇名称",
            "行政区名称",
            "xzqmc",
            "xqmc",
            "sqmc",
            "mc",
            "title",
        ],
        Field::Code => &[
            "xzqdm",
            "code",
            "代码",
            "行政区代码",
            "行政区划代码",
            "乡镇代码",
            "区划代码",
            "adcode",
            "areacode",
        ],
        Field::Category => {
            &["类型", "category", "类别", "设施类型", "设施类别", "机构类型", "机构类别", "type", "amenity"]
        }
        Field::Places => &[
            "托位数",
            "托位",
            "places",
            "slots",
            "总托位数",
            "学位数",
            "床位数",
            "capacity",
            "seats",
            "配建托位",
            "配建托位数",
        ],
        Field::Township => &[
            "乡镇",
            "township",
            "乡镇街道",
            "乡镇(街道)",
            "所属乡镇",
            "所在乡镇",
            "所属街道",
            "街道",
            "town",
            "township_name",
        ],
        Field::TownshipCode => &["乡镇代码", "township_code", "所属乡镇代码", "xzdm", "towncode", "xzqdm"],
        Field::Population => {
            &["常住人口", "人口", "population", "人口数", "居住人口", "总人口", "pop", "rks"]
        }
        Field::Households => &["户数", "households", "总户数", "居住户数", "hh", "hs"],
        Field::Ownership => &[
            "办别",
            "ownership",
            "举办性质",
            "机构性质",
            "办学性质",
            "办园性质",
            "运营性质",
            "经营性质",
            "举办主体",
            "公办民办",
            "公办/民办",
            "operator_type",
            "jbxz",
            "jgxz",
        ],
        Field::Inclusive => {
            &["普惠", "是否普惠", "inclusive", "普惠性", "是否普惠性", "is_inclusive", "sfph"]
        }
        Field::Grade => &["等级", "机构等级", "grade", "level", "评定等级", "评级", "级别", "jgdj"],
        Field::PlacesUnder2 => &[
            "2岁以下托位",
            "2岁以下托位数",
            "两岁以下托位",
            "两岁以下托位数",
            "二岁以下托位数",
            "places_under2",
            "under2_places",
            "places_under_2",
            "乳儿班托位数",
        ],
        Field::Enrolled => &[
            "在托人数",
            "在托婴幼儿数",
            "enrolled",
            "enrolment",
            "enrollment",
            "在托数",
            "实际在托人数",
            "在托幼儿数",
            "入托人数",
            "ztrs",
        ],
        Field::MonthlyFee => &[
            "月收费",
            "月收费标准",
            "收费标准",
            "monthly_fee",
            "fee",
            "月收费(元)",
            "收费标准(元/月)",
            "月均收费",
            "ysf",
            "sfbz",
        ],
        Field::Staff => {
            &["从业人员", "从业人员数", "保教人员", "保教人员数", "staff", "职工数", "cyry", "cyrys"]
        }
        Field::CertifiedStaff => &[
            "持证人数",
            "持证人员",
            "持证人员数",
            "certified_staff",
            "持证上岗人数",
            "持证保教人员",
            "staff_certified",
            "czrs",
        ],
        Field::Contracted => &[
            "签约",
            "医育签约",
            "是否签约",
            "contracted",
            "签约医疗机构",
            "是否医育签约",
            "与医疗机构签约",
            "sfqy",
        ],
        Field::CloudSupervised => &[
            "云监管",
            "接入云监管",
            "cloud_supervised",
            "是否云监管",
            "是否接入云监管",
            "云监管接入",
            "cloud_supervision",
            "yjg",
        ],
        Field::Status => {
            &["状态", "建设状态", "现状规划", "status", "现状/规划", "设施状态", "运营状态", "jszt", "zt"]
        }
        Field::OpeningYear => &[
            "投用年份",
            "开办年份",
            "建成年份",
            "opening_year",
            "year_opened",
            "投用年度",
            "投用时间",
            "开办时间",
            "建成时间",
            "开业年份",
            "tynf",
            "kbnf",
        ],
        Field::Under3 => &[
            "3岁以下人数",
            "3岁以下婴幼儿数",
            "under3",
            "3岁以下人口",
            "3岁以下婴幼儿人数",
            "三岁以下人数",
            "三岁以下婴幼儿数",
            "0-3岁人口",
            "under_3",
            "children_under3",
        ],
        Field::HealthCentre => &[
            "医防护中心",
            "“医防护”中心",
            "“医防护”儿童健康管理中心",
            "医防护儿童健康管理中心",
            "儿童健康管理中心",
            "health_centre",
            "health_center",
            "child_health_centre",
            "child_health_center",
            "yfhzx",
        ],
        Field::DemonstrationInstitution => &[
            "示范机构",
            "示范性托育机构",
            "demonstration_institution",
            "公办示范机构",
            "公办示范性托育机构",
            "示范托育机构",
            "sfjg",
        ],
        // Codes before names of uses: a code tells more.
        Field::LandUse => &[
            "用地代码",
            "地类编码",
            "dlbm",
            "用地用海分类代码",
            "land_use",
            "landuse_code",
            "land_use_code",
            "地类代码",
            "用地性质代码",
            "用地分类代码",
            "用地编码",
            "ydyhfldm",
            "yddm",
            "landuse",
            "用地性质",
            "用地类型",
            "地类名称",
            "dlmc",
        ],
        Field::UrbanRural => &[
            "城镇村属性码",
            "czcsxm",
            "城乡分类代码",
            "urban_rural",
            "城乡分类",
            "城乡属性",
            "城乡代码",
            "cxfldm",
        ],
        Field::NewHousing => {
            &["新建", "是否新建", "新建小区", "new_housing", "新建住宅", "新建居住区", "sfxj"]
        }
        Field::ChildcareFloorArea => &[
            "托育用房面积",
            "childcare_floor_area",
            "托育用房建筑面积",
            "配建托育用房面积",
            "托育设施建筑面积",
            "childcare_area",
            "tyyfmj",
        ],
        Field::DisposableIncome => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::names::normalised_name;

    /// Names are compared in their normal form: one that is not in it would never be found.
    #[test]
    fn usual_names_are_in_the_form_in_which_they_are_compared() {
        for field in [
            Field::Id,
            Field::Name,
            Field::Code,
            Field::Category,
            Field::Places,
            Field::Township,
            Field::TownshipCode,
            Field::Population,
            Field::Households,
            Field::Ownership,
            Field::Inclusive,
            Field::Grade,
            Field::PlacesUnder2,
            Field::Enrolled,
            Field::MonthlyFee,
            Field::Staff,
            Field::CertifiedStaff,
            Field::Contracted,
            Field::CloudSupervised,
            Field::Status,
            Field::OpeningYear,
            Field::Under3,
            Field::HealthCentre,
            Field::DemonstrationInstitution,
            Field::LandUse,
            Field::UrbanRural,
            Field::NewHousing,
            Field::ChildcareFloorArea,
        ] {
            let names = usual_names(field);
            assert!(!names.is_empty(), "{field:?}");
            for name in names {
                assert_eq!(*name, normalised_name(name).to_lowercase(), "{field:?}");
            }
        }
    }
}
