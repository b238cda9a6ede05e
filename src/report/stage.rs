//! The stages of the plan side by side: today, the plan, and today with the planned sites.

use serde::Serialize;

use super::{Amount, FacilityCounts};

/// A stage: the facilities of today, or those with the planned ones that open by a year.
#[derive(Debug, Clone, Serialize)]
pub struct StageReport {
    /// Which facilities count in it.
    pub id: StageKind,
    /// The year by which planned facilities count; `None` for today and for all.
    pub year: Option<i32>,
    /// Its name: 现状, 现状＋规划（至2027年）.
    pub name: String,
    /// How many planned facilities count in it.
    pub planned_facilities: usize,
    /// The year of the layout plan beside it, where there is one of that year.
    pub plan_year: Option<i32>,
    /// A row a township, in the order of the townships.
    pub townships: Vec<StageRow>,
    /// The county, from sums.
    pub county: StageRow,
    /// The indicators that facilities decide, at this stage; residents and children are those of today.
    pub indicators: Vec<StageIndicator>,
}

/// Which facilities count in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StageKind {
    /// Those that exist.
    Today,
    /// Those, and the planned ones that open by the stage's year.
    ByYear,
    /// Those, and all planned ones.
    All,
}

/// A township, or the county, at a stage.
#[derive(Debug, Clone, Serialize)]
pub struct StageRow {
    /// The township's code.
    pub code: Option<String>,
    /// The township's name; `None` for the county.
    pub name: Option<String>,
    /// The coverage, one entry a circle.
    pub coverage: Vec<StageCoverage>,
    /// Units, quarters or m² that count in the configuration rate.
    pub configuration_units: f64,
    /// Those of them that are configured.
    pub configured: f64,
    /// The configuration rate.
    pub configuration_rate: Option<f64>,
    /// The facilities that count here.
    pub facilities: FacilityCounts,
    /// What the layout plan of the stage plans here; for today, the plan that leads.
    pub planned: Amount,
    /// The places that are then still short: Σ max(0, gap) over the categories, and over the townships.
    pub places_shortfall: Option<f64>,
}

/// The coverage by one circle at a stage.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct StageCoverage {
    /// Which circle.
    pub minutes: u32,
    /// Covered residential land in m².
    pub area_m2: f64,
    /// Covered ÷ all.
    pub rate: Option<f64>,
}

/// An indicator at a stage.
#[derive(Debug, Clone, Serialize)]
pub struct StageIndicator {
    /// The standard.
    pub standard: String,
    /// The number of the indicator.
    pub id: u32,
    /// The value, in its unit.
    pub value: Option<f64>,
    /// What was divided.
    pub numerator: Option<f64>,
    /// What it was divided by.
    pub denominator: Option<f64>,
}
