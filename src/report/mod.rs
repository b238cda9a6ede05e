//! The report: every figure that any deliverable shows, with its method.
//!
//! Serialises to `report.json` (`lifecircle/report/1`): keys in English, areas in m², rates 0..1,
//! `null` for "not applicable", figures unrounded. Deliverables print what stands here and compute nothing.

mod conservation;
mod indicator;
mod lists;
mod plan;
mod review;
mod stage;

use serde::Serialize;

pub use self::conservation::{ConservationCheck, Relation};
pub use self::indicator::{
    Direction, Indicator, IndicatorMeasure, IndicatorReading, IndicatorStatus, IndicatorTarget, Reported,
    ToMeet, TownshipIndicator,
};
pub use self::lists::{AttributeValue, FacilityRow, FacilityStatus, UncoveredEntry, UncoveredRow};
pub use self::plan::{Amount, PlanCountyRow, PlanReport, PlanRow, PlanTownshipRow};
pub use self::review::{ChecklistEntry, ClauseKind, RequirementReport, RuleCase, RuleReport, Verdict};
pub use self::stage::{StageCoverage, StageIndicator, StageKind, StageReport, StageRow};
use crate::project::{
    AreaRule, CircleRule, ConfigurationLand, Datum, LandUseScheme, OverlapRule, Project, Reading,
};

/// The whole report.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Always `lifecircle/report/1`.
    pub schema: &'static str,
    /// The program that made it.
    pub program: Program,
    /// The project that it is for.
    pub project: ProjectInfo,
    /// How the figures were made.
    pub method: Method,
    /// The files that went in.
    pub inputs: Vec<Input>,
    /// What was repaired, left out, guessed or chosen, in the project's language.
    pub notes: Vec<NoteEntry>,
    /// The same notes before they are put into words, and those that are only counted above: for a terminal of another
    /// language, and for the report on the data.
    #[serde(skip)]
    pub unworded_notes: crate::note::Notes,
    /// The figures, service by service.
    pub services: Vec<ServiceReport>,
    /// What must be equal, and is: checked on every run.
    pub conservation: Vec<ConservationCheck>,
}

/// Name and version of the program.
#[derive(Debug, Clone, Serialize)]
pub struct Program {
    /// `lifecircle`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

impl Program {
    /// This program.
    pub(crate) fn this() -> Self {
        Self { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") }
    }
}

/// What the project says of itself.
#[derive(Debug, Clone, Serialize)]
pub struct ProjectInfo {
    /// Its name.
    pub name: String,
    /// The year that the figures are for.
    pub year: Option<i32>,
    /// Who made it.
    pub maker: Option<String>,
    /// The language of the deliverables: `zh-CN` or `en`.
    pub language: &'static str,
}

impl ProjectInfo {
    /// What this project says of itself.
    pub(crate) fn of(project: &Project) -> Self {
        Self {
            name: project.name.clone(),
            year: project.year,
            maker: project.maker.clone(),
            language: project.language.tag(),
        }
    }
}

/// How the figures were made.
#[derive(Debug, Clone, Serialize)]
pub struct Method {
    /// The plane in which they were computed: `EPSG:4549`, or its definition.
    pub crs: String,
    /// Its name.
    pub crs_name: String,
    /// Its central meridian in degrees, where it has one.
    pub central_meridian: Option<f64>,
    /// How areas were taken.
    pub area: AreaRule,
    /// How radii were laid out.
    pub circles: CircleRule,
    /// How land under several parcels was counted.
    pub overlaps: OverlapRule,
    /// The headline reading of the configuration rate of the first service.
    pub configuration: Reading,
    /// The land, quarters and units that it counts.
    pub configuration_land: ConfigurationLand,
    /// Whose land-use codes the residential layer has; `None` where it has none or they do not tell.
    pub land_use_scheme: Option<LandUseScheme>,
    /// How that is known, in words.
    pub land_use_known_by: String,
    /// `straight`: circles about the facility (直线服务半径口径), not a walking network.
    pub distance: &'static str,
}

/// One input file.
#[derive(Debug, Clone, Serialize)]
pub struct Input {
    /// `townships`, `residential`, `life_units`, `facilities`, `plan`, `reported`, `context`.
    pub role: String,
    /// The service that it belongs to, where it belongs to one.
    pub service: Option<String>,
    /// The path as given in the project.
    pub path: String,
    /// Its format: `GeoJSON`, `Shapefile`, `XLSX`.
    pub format: &'static str,
    /// The encoding of its text: `UTF-8`, `GB18030`.
    pub encoding: &'static str,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The files beside it that belong to it, such as the `.dbf` and `.prj` of a Shapefile.
    pub companions: Vec<InputCompanion>,
    /// How many features or rows it has.
    pub features: usize,
    /// Its CRS; `None` for a table.
    pub crs: Option<String>,
    /// Its datum; `None` for a table or a projected layer.
    pub datum: Option<Datum>,
}

/// A file beside an input that belongs to it.
#[derive(Debug, Clone, Serialize)]
pub struct InputCompanion {
    /// Its path; within an archive, its name there.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// A note in words.
#[derive(Debug, Clone, Serialize)]
pub struct NoteEntry {
    /// How much it matters.
    pub severity: crate::note::Severity,
    /// The name by which programs know it.
    pub code: &'static str,
    /// The layer, by role.
    pub layer: Option<String>,
    /// The feature: its place in the file and its name.
    pub feature: Option<String>,
    /// What was found.
    pub message: String,
    /// What was done, and what to do.
    pub action: Option<String>,
}

/// The figures of one service.
#[derive(Debug, Clone, Serialize)]
pub struct ServiceReport {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its circles, by increasing minutes.
    pub circles: Vec<CircleInfo>,
    /// Its categories, in the order of the tables.
    pub categories: Vec<String>,
    /// A row a township, in the order of the township layer.
    pub townships: Vec<Row>,
    /// The county, from sums.
    pub county: Row,
    /// Residential land that lies in no township, and in no sum above.
    pub outside: Outside,
    /// The gaps of today against the layout plan that leads, where there is one.
    pub plan: Option<PlanReport>,
    /// The gaps of today against the other layout plans.
    pub further_plans: Vec<PlanReport>,
    /// The standards that the service is assessed by.
    pub standards: Vec<StandardInfo>,
    /// Their indicators.
    pub indicators: Vec<Indicator>,
    /// Their rules.
    pub rules: Vec<RuleReport>,
    /// All their clauses, with a verdict each.
    pub checklist: Vec<ChecklistEntry>,
    /// Today and the stages of the plan side by side; the first is today.
    pub stages: Vec<StageReport>,
    /// Every facility, in the order of the file. A list, not a figure: it goes to `facilities.csv` alone.
    #[serde(skip)]
    pub facilities: Vec<FacilityRow>,
    /// Every piece of residential land that some circle does not reach whole, in the order of the file.
    /// A list, not a figure: it goes to `uncovered.csv` alone.
    #[serde(skip)]
    pub uncovered: Vec<UncoveredRow>,
}

/// A standard that a service is assessed by.
#[derive(Debug, Clone, Serialize)]
pub struct StandardInfo {
    /// Its identifier.
    pub id: String,
    /// Its name, in the project's language.
    pub name: String,
    /// The document that it is taken from.
    pub source: String,
    /// The year of the document.
    pub year: i32,
}

/// A circle: minutes and radius.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct CircleInfo {
    /// Minutes on foot.
    pub minutes: u32,
    /// The radius in metres.
    pub radius_m: f64,
}

/// The figures of a township, or of the county.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The township's code; `None` where it has none, and for the county.
    pub code: Option<String>,
    /// The township's name; `None` for the county.
    pub name: Option<String>,
    /// Residential land in m², by the area rule.
    pub residential_area_m2: f64,
    /// Land that more than one parcel covers, in m²: the sum of the parcels less the area above.
    pub overlap_area_m2: f64,
    /// How many parcels have land here.
    pub parcels: usize,
    /// Residents: of the parcels where they say, else of the township layer.
    pub population: Option<f64>,
    /// Households, of the parcels.
    pub households: Option<f64>,
    /// One entry a circle.
    pub coverage: Vec<CoverageEntry>,
    /// The same of urban homes alone; `None` where the land use is not known.
    pub urban: Option<LandUseRow>,
    /// The same of rural homes alone.
    pub rural: Option<LandUseRow>,
    /// The configuration rate.
    pub configuration: Configuration,
    /// The places that the plan still wants here: Σ max(0, gap) over the categories, none netted against another;
    /// the townships add up to the county's. `None` where the plan says nothing of it.
    pub places_shortfall: Option<f64>,
    /// The facilities that count here: of the township that they name, else of the one that they lie in.
    pub facilities: FacilityCounts,
}

/// The coverage by one circle.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageEntry {
    /// Which circle.
    pub minutes: u32,
    /// Covered residential land in m².
    pub area_m2: f64,
    /// Covered ÷ all; `None` where there is no residential land.
    pub rate: Option<f64>,
    /// Residents covered, by areal weighting; `None` where parcels give no population.
    pub population: Option<f64>,
    /// Covered ÷ all residents of the parcels.
    pub population_rate: Option<f64>,
    /// Households covered, by areal weighting.
    pub households: Option<f64>,
    /// Covered ÷ all households of the parcels.
    pub households_rate: Option<f64>,
}

/// Residential land of one use in a township, or in the county.
#[derive(Debug, Clone, Serialize)]
pub struct LandUseRow {
    /// The land in m², by the area rule.
    pub residential_area_m2: f64,
    /// How many parcels of this use have land here.
    pub parcels: usize,
    /// One entry a circle.
    pub coverage: Vec<LandUseCoverage>,
}

/// The coverage of land of one use by one circle.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct LandUseCoverage {
    /// Which circle.
    pub minutes: u32,
    /// Covered land in m².
    pub area_m2: f64,
    /// Covered ÷ all; `None` where there is no such land.
    pub rate: Option<f64>,
}

/// The configuration rate: the headline, and every other reading that the data allow.
#[derive(Debug, Clone, Serialize)]
pub struct Configuration {
    /// The headline reading.
    pub rule: Reading,
    /// The denominator: units, quarters, or m² for the area reading.
    pub units: f64,
    /// The numerator.
    pub configured: f64,
    /// Numerator ÷ denominator; `None` when the denominator is zero.
    pub rate: Option<f64>,
    /// The other readings.
    pub other_readings: Vec<ReadingEntry>,
}

/// One reading of the configuration rate.
#[derive(Debug, Clone, Serialize)]
pub struct ReadingEntry {
    /// Which reading.
    pub rule: Reading,
    /// What is counted: `units`, `quarters`, `m2`, or `households` (quarters weighted by households).
    pub weight: &'static str,
    /// The denominator.
    pub units: f64,
    /// The numerator.
    pub configured: f64,
    /// Numerator ÷ denominator; `None` when the denominator is zero.
    pub rate: Option<f64>,
}

/// Facilities and places, in all and by category.
#[derive(Debug, Clone, Serialize)]
pub struct FacilityCounts {
    /// How many facilities.
    pub count: usize,
    /// Their places; facilities that do not say count as 0 and are noted.
    pub places: f64,
    /// By category, in the order of [`ServiceReport::categories`]; an object keyed by category in the file.
    #[serde(serialize_with = "by_category")]
    pub by_category: Vec<CategoryCount>,
}

/// Writes the counts as an object keyed by category, in their order.
fn by_category<S: serde::Serializer>(counts: &[CategoryCount], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(counts.iter().map(|c| (&c.category, c)))
}

/// Facilities and places of one category.
#[derive(Debug, Clone, Serialize)]
pub struct CategoryCount {
    /// The category.
    #[serde(skip)]
    pub category: String,
    /// How many facilities.
    pub count: usize,
    /// Their places.
    pub places: f64,
}

/// Residential land in no township.
#[derive(Debug, Clone, Serialize)]
pub struct Outside {
    /// How many parcels have land there.
    pub parcels: usize,
    /// That land in m².
    pub residential_area_m2: f64,
}
