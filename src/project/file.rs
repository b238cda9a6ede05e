//! The shape of the project file, key by key.
//!
//! These types are the one place where the keys stand: the JSON Schema is made from them, files are checked
//! against that schema, and then read into them. The doc comments are the descriptions in the schema, so they
//! speak to the person who writes a project file.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fields::FieldsTable;
use super::print::ContextKind;
use super::types::{
    AreaRule, CircleRule, ConfigurationLand, Datum, Deliverable, LandUseScheme, OverlapRule, Reading,
    ShapefileEncoding,
};
use crate::encoding::TextEncoding;
use crate::messages::Language;
use crate::settings::{Day, IDENTIFIER, Kind, Settings, Text};

/// No one walks farther: a larger radius is a slip of units.
pub(super) const LARGEST_RADIUS_M: f64 = 100_000.0;
/// Minutes in a day.
pub(super) const MOST_MINUTES: u32 = 1440;

/// A project of lifecircle: layers, services, rules and deliverables.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Project file of lifecircle")]
pub(super) struct ProjectFile {
    /// The project's name; the results go to a folder of this name.
    pub(super) name: Text,
    /// The year that the data and figures are for.
    #[schemars(range(min = 1900, max = 2200))]
    pub(super) year: Option<i32>,
    /// Who makes the analysis (编制单位).
    pub(super) maker: Option<Text>,
    /// The date on maps and documents (编制日期), such as `2025-12-31`; by default that of the environment variable
    /// `SOURCE_DATE_EPOCH` (UTC), where it is set, else none is printed.
    pub(super) date: Option<Day>,
    /// Where the data come from, as maps and documents say it (数据来源).
    pub(super) data_source: Option<Text>,
    /// The language of the deliverables.
    #[serde(default)]
    pub(super) language: Language,
    /// The plane in which the figures are computed: `auto`, `EPSG:n`, WKT or a PROJ string.
    #[serde(default = "auto")]
    pub(super) crs: Text,
    /// How areas are taken.
    #[serde(default)]
    pub(super) area: AreaRule,
    /// How a radius is laid out.
    #[serde(default)]
    pub(super) circles: CircleRule,
    /// How land that several parcels cover is counted.
    #[serde(default)]
    pub(super) overlaps: OverlapRule,
    /// The folder for the results, relative to the project file; by default `output/<name>` under the
    /// current folder.
    pub(super) output: Option<Text>,
    /// What to write.
    #[serde(default = "Deliverable::usual")]
    #[schemars(length(min = 1))]
    pub(super) deliverables: Vec<Deliverable>,
    /// How Shapefiles write text; by default `gbk` in a project in Chinese, `utf-8` in one in English.
    pub(super) shapefile_encoding: Option<ShapefileEncoding>,
    /// How maps and documents look, and what they say of themselves.
    pub(super) print: Option<PrintTable>,
    /// The layers that all services share.
    pub(super) layers: LayersTable,
    /// The services, at least one.
    #[schemars(length(min = 1))]
    pub(super) service: Vec<ServiceTable>,
}

impl Settings for ProjectFile {
    const KIND: Kind = Kind {
        name: "term.project.file",
        begin: "term.project.begin",
        example: "project.toml",
        needed: &[("service", "project-no-service")],
    };
}

/// The layers that all services share.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LayersTable {
    /// Residential land, polygons.
    pub(super) residential: ResidentialTable,
    /// Townships (乡镇、街道), polygons; without them there are only figures of the whole area.
    pub(super) townships: Option<LayerTable>,
    /// Life circles or communities (社区), polygons: the units of the configuration rate.
    pub(super) life_units: Option<LayerTable>,
    /// Layers that maps show below the figures, areas and lines, in this order: water, green, roads. They count in no
    /// figure.
    #[serde(default)]
    pub(super) context: Vec<ContextTable>,
}

/// A layer that maps show below the figures.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ContextTable {
    /// What it shows: how it is drawn depends on it.
    pub(super) kind: ContextKind,
    /// The file, relative to the project file.
    pub(super) path: Text,
    /// Of a file that holds several layers, tables or sheets (GeoPackage, a workbook, an archive): the one to be read.
    pub(super) layer: Option<Text>,
    /// The encoding of its text, where the file does not say or says it wrongly.
    pub(super) encoding: Option<TextEncoding>,
    /// The coordinate system, where the file does not say or says it wrongly: `EPSG:n`, WKT or a PROJ string.
    pub(super) crs: Option<Text>,
    /// The datum of the longitudes and latitudes, where it is not that of the coordinate system.
    pub(super) datum: Option<Datum>,
    /// Keep only the features whose field has one of these values; several fields must all hold.
    #[serde(default, rename = "where")]
    pub(super) filters: BTreeMap<String, Values>,
}

impl ContextTable {
    /// What it shows, and what it has in common with any layer.
    pub(super) fn split(self) -> (ContextKind, LayerTable) {
        let Self { kind, path, layer, encoding, crs, datum, filters } = self;
        let (x, y, geometry, fields) = (None, None, None, FieldsTable::default());
        (kind, LayerTable { path, layer, encoding, x, y, geometry, crs, datum, fields, filters })
    }
}

/// How maps and documents look, and what they say of themselves.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PrintTable {
    /// The style file of maps, relative to the project file; by default what `lifecircle style` prints.
    pub(super) style: Option<Text>,
    /// The draft mark across maps and documents, such as 征求意见稿; by default none.
    pub(super) draft: Option<Text>,
    /// The number of the map review (审图号); by default none.
    pub(super) map_review_number: Option<Text>,
}

/// A layer: where it lies, and what the file does not tell by itself.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LayerTable {
    /// The file, relative to the project file.
    pub(super) path: Text,
    /// Of a file that holds several layers, tables or sheets (GeoPackage, a workbook, an archive): the one to be read.
    pub(super) layer: Option<Text>,
    /// The encoding of its text, where the file does not say or says it wrongly.
    pub(super) encoding: Option<TextEncoding>,
    /// Of a table of points: the column of the longitude or easting, where its name does not tell.
    pub(super) x: Option<Text>,
    /// Of a table of points: the column of the latitude or northing, where its name does not tell.
    pub(super) y: Option<Text>,
    /// Of a table: the column that holds the geometry as WKT, or both coordinates.
    pub(super) geometry: Option<Text>,
    /// The coordinate system, where the file does not say or says it wrongly: `EPSG:n`, WKT or a PROJ string.
    pub(super) crs: Option<Text>,
    /// The datum of the longitudes and latitudes, where it is not that of the coordinate system.
    pub(super) datum: Option<Datum>,
    /// Which field of the file holds what; a meaning that is not listed is looked for under its usual names.
    #[serde(default, skip_serializing_if = "FieldsTable::is_default")]
    pub(super) fields: FieldsTable,
    /// Keep only the features whose field has one of these values; several fields must all hold.
    #[serde(default, rename = "where")]
    pub(super) filters: BTreeMap<String, Values>,
}

/// The layer of residential land: as any layer, and whose land-use codes it has.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ResidentialTable {
    /// The file, relative to the project file.
    pub(super) path: Text,
    /// Of a file that holds several layers, tables or sheets (GeoPackage, a workbook, an archive): the one to be read.
    pub(super) layer: Option<Text>,
    /// The encoding of its text, where the file does not say or says it wrongly.
    pub(super) encoding: Option<TextEncoding>,
    /// Of a table of points: the column of the longitude or easting, where its name does not tell.
    pub(super) x: Option<Text>,
    /// Of a table of points: the column of the latitude or northing, where its name does not tell.
    pub(super) y: Option<Text>,
    /// Of a table: the column that holds the geometry as WKT, or both coordinates.
    pub(super) geometry: Option<Text>,
    /// The coordinate system, where the file does not say or says it wrongly: `EPSG:n`, WKT or a PROJ string.
    pub(super) crs: Option<Text>,
    /// The datum of the longitudes and latitudes, where it is not that of the coordinate system.
    pub(super) datum: Option<Datum>,
    /// Whose land-use codes (用地代码) the layer has, where the codes themselves do not tell: 0702 means rural
    /// homesteads in the one and urban community services in the other.
    pub(super) land_use_scheme: Option<LandUseScheme>,
    /// Which field of the file holds what; a meaning that is not listed is looked for under its usual names.
    #[serde(default, skip_serializing_if = "FieldsTable::is_default")]
    pub(super) fields: FieldsTable,
    /// Keep only the features whose field has one of these values; several fields must all hold.
    #[serde(default, rename = "where")]
    pub(super) filters: BTreeMap<String, Values>,
}

impl ResidentialTable {
    /// What it has in common with any layer, and the scheme.
    pub(super) fn split(self) -> (LayerTable, Option<LandUseScheme>) {
        let Self { path, layer, encoding, x, y, geometry, crs, datum, land_use_scheme, fields, filters } =
            self;
        (LayerTable { path, layer, encoding, x, y, geometry, crs, datum, fields, filters }, land_use_scheme)
    }
}

/// One value, or a list of values.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub(super) enum Values {
    /// One value.
    One(Text),
    /// Any of these.
    Many(#[schemars(length(min = 1))] Vec<Text>),
}

/// A service: its facilities, circles, categories, plan and rules.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceTable {
    /// A short identifier, such as `childcare`: letters, digits, `-` and `_`.
    #[schemars(regex(pattern = IDENTIFIER))]
    pub(super) id: String,
    /// Its name as shown, such as 托育服务.
    pub(super) name: Text,
    /// The walking circles.
    #[serde(default = "usual_circles")]
    #[schemars(length(min = 1))]
    pub(super) circles: Vec<CircleTable>,
    /// The facilities, points.
    pub(super) facilities: LayerTable,
    /// The categories of facilities, in the order of the tables; without them, those found in the data.
    #[serde(default)]
    pub(super) category: Vec<CategoryTable>,
    /// The layout plan to compare with; several for a plan in stages, the first one leads.
    pub(super) plan: Option<Plans>,
    /// The table of reported values (CSV or a workbook), relative to the project file: indicators that no layer gives, and
    /// base figures such as the disposable income.
    pub(super) reported: Option<Reported>,
    /// The standards to assess by: names of embedded ones (`lifecircle standards` lists them), or standard files
    /// ending in `.toml`, relative to the project file.
    #[serde(default)]
    pub(super) standards: Vec<Text>,
    /// Targets of the project's own, in place of those of a standard or beside them.
    #[serde(default)]
    pub(super) target: Vec<TargetTable>,
    /// How the configuration rate (配置率) is taken.
    #[serde(default)]
    pub(super) configuration: ConfigurationTable,
}

/// A walking circle.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CircleTable {
    /// Minutes on foot; also names the circle.
    #[schemars(range(min = 1, max = MOST_MINUTES))]
    pub(super) minutes: u32,
    /// The radius that stands for them, in metres.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = LARGEST_RADIUS_M))]
    pub(super) radius_m: f64,
}

/// A category of facilities.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CategoryTable {
    /// Its name as shown, such as 专业托育机构.
    pub(super) name: Text,
    /// Other values of the category field that mean it.
    #[serde(default)]
    pub(super) aliases: Vec<Text>,
}

/// A layout plan (规划引导一览表).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanTable {
    /// The table (CSV or a workbook), relative to the project file.
    pub(super) path: Text,
    /// Of a workbook with several sheets: the one to be read; by default the first.
    pub(super) sheet: Option<Text>,
    /// The encoding of its text, where it is not found out rightly.
    pub(super) encoding: Option<TextEncoding>,
    /// The year that the plan is for.
    #[schemars(range(min = 1900, max = 2200))]
    pub(super) year: Option<i32>,
}

/// The table of reported values: its path, or what is to be known of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub(super) enum Reported {
    /// Its path alone.
    Path(Text),
    /// Its path, and more.
    Table(ReportedTable),
}

/// The table of reported values.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportedTable {
    /// The table (CSV or a workbook), relative to the project file.
    pub(super) path: Text,
    /// Of a workbook with several sheets: the one to be read; by default the first.
    pub(super) sheet: Option<Text>,
    /// The encoding of its text, where it is not found out rightly.
    pub(super) encoding: Option<TextEncoding>,
}

/// One plan, or a list of plans.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub(super) enum Plans {
    /// One plan.
    One(PlanTable),
    /// A plan in stages.
    Many(#[schemars(length(min = 1))] Vec<PlanTable>),
}

/// A target of the project's own: exactly one of `at_least` and `at_most`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TargetTable {
    /// The identifier of the standard; may be left out where there is only one.
    pub(super) standard: Option<Text>,
    /// The indicator, by its number or key.
    pub(super) indicator: NumberOrKey,
    /// The year by which it is to be met.
    #[schemars(range(min = 1900, max = 2200))]
    pub(super) year: i32,
    /// The value must be at least this, in the indicator's unit.
    #[schemars(range(min = 0, max = 1_000_000_000_000.0))]
    pub(super) at_least: Option<f64>,
    /// The value must be at most this, in the indicator's unit.
    #[schemars(range(min = 0, max = 1_000_000_000_000.0))]
    pub(super) at_most: Option<f64>,
}

/// The number or key of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub(super) enum NumberOrKey {
    /// Its number in the standard.
    Number(#[schemars(range(min = 1))] u32),
    /// Its key.
    Key(Text),
}

/// How the configuration rate is taken.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ConfigurationTable {
    /// The reading that leads; by default `unit/inside` where life units are given, else `community/any`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) headline: Option<Reading>,
    /// The circle that counts, by its minutes; by default the smallest.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = MOST_MINUTES))]
    pub(super) minutes: Option<u32>,
    /// The least share of land, for the readings by share.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 1))]
    pub(super) share: f64,
    /// The categories that qualify; empty: all.
    pub(super) categories: Vec<Text>,
    /// Which residential land, quarters and units count; by default the urban ones (城镇) where the land use is
    /// known, else all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) land: Option<ConfigurationLand>,
}

impl Default for ConfigurationTable {
    fn default() -> Self {
        Self { headline: None, minutes: None, share: 0.5, categories: Vec::new(), land: None }
    }
}

fn auto() -> Text {
    Text("auto".to_owned())
}

/// 300 m for 5 minutes and 1000 m for 15: GB 50180-2018.
pub(super) fn usual_circles() -> Vec<CircleTable> {
    vec![CircleTable { minutes: 5, radius_m: 300.0 }, CircleTable { minutes: 15, radius_m: 1000.0 }]
}
