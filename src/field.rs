//! What an attribute of a layer can mean: the vocabulary that project files, standards and the model share.

use serde::{Deserialize, Serialize};

/// A meaning that a field of a layer, or a base figure, can have.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// An identifier of the feature.
    Id,
    /// Its name (名称).
    Name,
    /// An administrative code (XZQDM).
    Code,
    /// The category of a facility (类型).
    Category,
    /// The places of a facility (托位数), or those planned with a residential parcel (配建托位).
    Places,
    /// The name of the township that a feature says it lies in (乡镇).
    Township,
    /// The code of that township.
    TownshipCode,
    /// Residents (常住人口).
    Population,
    /// Households (户数).
    Households,
    /// Who runs a facility (办别): 公办, 公建民营, 民办, 用人单位办.
    Ownership,
    /// Whether a facility is inclusive (普惠).
    Inclusive,
    /// The grade of a facility (等级): 一级, 二级, 三级.
    Grade,
    /// The places of a facility for children under two (2岁以下托位).
    PlacesUnder2,
    /// The children enrolled in a facility (在托人数).
    Enrolled,
    /// The monthly fee of a facility in yuan (月收费).
    MonthlyFee,
    /// The staff of a facility (从业人员).
    Staff,
    /// Its staff with a certificate (持证人数).
    CertifiedStaff,
    /// Whether a facility has a contract with a medical institution (签约).
    Contracted,
    /// Whether a facility is under cloud supervision (云监管).
    CloudSupervised,
    /// Whether a facility exists, is planned, or is closed (状态).
    Status,
    /// The year in which a facility opens or opened (投用年份).
    OpeningYear,
    /// Children under three (3岁以下人数).
    Under3,
    /// Whether a township has a child-health centre (医防护中心).
    HealthCentre,
    /// Whether a township has a county-level demonstration institution (示范机构).
    DemonstrationInstitution,
    /// The land-use code of a parcel (用地代码, 地类编码): a text such as `0701`.
    LandUse,
    /// The urban-rural attribute of a parcel or unit (城镇村属性码 CZCSXM, 城乡分类代码).
    UrbanRural,
    /// Whether a residential parcel is a new residential area (新建).
    NewHousing,
    /// The floor area for childcare that is planned with a parcel, m² (托育用房面积).
    ChildcareFloorArea,
    /// Annual per-capita disposable income in yuan (人均可支配收入).
    DisposableIncome,
}

/// How the values of a field are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// As text.
    Text,
    /// As a number ≥ 0.
    Amount,
    /// As yes or no.
    Flag,
}

impl Field {
    /// The key of the meaning in project files and standards, such as `places_under_2`; its words in the catalogue
    /// stand under `words.field.<key>`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Code => "code",
            Self::Category => "category",
            Self::Places => "places",
            Self::Township => "township",
            Self::TownshipCode => "township_code",
            Self::Population => "population",
            Self::Households => "households",
            Self::Ownership => "ownership",
            Self::Inclusive => "inclusive",
            Self::Grade => "grade",
            Self::PlacesUnder2 => "places_under2",
            Self::Enrolled => "enrolled",
            Self::MonthlyFee => "monthly_fee",
            Self::Staff => "staff",
            Self::CertifiedStaff => "certified_staff",
            Self::Contracted => "contracted",
            Self::CloudSupervised => "cloud_supervised",
            Self::Status => "status",
            Self::OpeningYear => "opening_year",
            Self::Under3 => "under3",
            Self::HealthCentre => "health_centre",
            Self::DemonstrationInstitution => "demonstration_institution",
            Self::LandUse => "land_use",
            Self::UrbanRural => "urban_rural",
            Self::NewHousing => "new_housing",
            Self::ChildcareFloorArea => "childcare_floor_area",
            Self::DisposableIncome => "disposable_income",
        }
    }

    /// Whether each unit of this amount is one of the other's: places for under-twos are places, certified staff are
    /// staff.
    pub fn is_part_of(self, other: Self) -> bool {
        matches!((self, other), (Self::PlacesUnder2, Self::Places) | (Self::CertifiedStaff, Self::Staff))
    }

    /// How its values are read.
    pub fn kind(self) -> FieldKind {
        match self {
            Self::Id
            | Self::Name
            | Self::Code
            | Self::Category
            | Self::Township
            | Self::TownshipCode
            | Self::Ownership
            | Self::Grade
            | Self::Status
            | Self::LandUse
            | Self::UrbanRural => FieldKind::Text,
            Self::Places
            | Self::Population
            | Self::Households
            | Self::PlacesUnder2
            | Self::Enrolled
            | Self::MonthlyFee
            | Self::Staff
            | Self::CertifiedStaff
            | Self::OpeningYear
            | Self::Under3
            | Self::ChildcareFloorArea
            | Self::DisposableIncome => FieldKind::Amount,
            Self::Inclusive
            | Self::Contracted
            | Self::CloudSupervised
            | Self::HealthCentre
            | Self::DemonstrationInstitution
            | Self::NewHousing => FieldKind::Flag,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Field;

    /// The key that is written is the one that is read.
    #[test]
    fn keys_are_those_of_the_files() {
        for key in ["places_under2", "township_code", "under3", "demonstration_institution", "urban_rural"] {
            let field: Field = serde_json::from_value(key.into()).expect(key);
            assert_eq!(field.key(), key);
        }
    }
}
