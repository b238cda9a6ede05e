//! What the rest of the program knows of a project: every setting, with its default filled in.

use std::path::PathBuf;

use super::print::{ContextSpec, PrintSpec};
use crate::encoding::TextEncoding;
pub use crate::field::Field;
use crate::messages::Language;
use crate::standard::Standard;
use crate::units::Metres;

/// Everything that one run needs to know, defaults filled in, paths resolved against the project file's folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    /// The project's name; also names the default output folder.
    pub name: String,
    /// The year that the figures are for.
    pub year: Option<i32>,
    /// Who made it (编制单位).
    pub maker: Option<String>,
    /// The language of the deliverables.
    pub language: Language,
    /// The plane in which the figures are computed.
    pub crs: CrsChoice,
    /// How areas are taken.
    pub area: AreaRule,
    /// How a radius is laid out.
    pub circles: CircleRule,
    /// How land that several parcels cover is counted.
    pub overlaps: OverlapRule,
    /// Township polygons; without them there are only county figures.
    pub townships: Option<LayerSpec>,
    /// Residential land polygons.
    pub residential: LayerSpec,
    /// Life-circle or community polygons (社区), where given.
    pub life_units: Option<LayerSpec>,
    /// Layers that are drawn below the figures, in this order.
    pub context: Vec<ContextSpec>,
    /// The services, at least one.
    pub services: Vec<ServiceSpec>,
    /// What to write.
    pub deliverables: Vec<Deliverable>,
    /// How the Shapefiles write text, where they are among the deliverables.
    pub shapefile_encoding: ShapefileEncoding,
    /// How the printed deliverables look, and what they say of themselves.
    pub print: PrintSpec,
    /// The folder to write to.
    pub output: PathBuf,
}

/// The plane in which the figures are computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CrsChoice {
    /// The CGCS2000 3° zone of the data in China, a fitting local plane elsewhere.
    Auto,
    /// As named: `EPSG:n`, WKT or a PROJ string.
    Given(String),
}

/// How areas are taken (`docs/method.md`, areas).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum AreaRule {
    /// On the ellipsoid, by the land survey's formula: published areas.
    #[default]
    Ellipsoid,
    /// In the plane: what ArcGIS and QGIS show for projected layers.
    Plane,
}

/// How a radius is laid out (`docs/method.md`, circles).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum CircleRule {
    /// In metres on the ground: the radius is multiplied by the plane's scale at the facility.
    #[default]
    Ground,
    /// In metres of the plane: what a planar buffer does.
    Plane,
}

/// How land that several parcels cover is counted.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum OverlapRule {
    /// Once: the area of the union. The default.
    #[default]
    Once,
    /// As often as it is covered: what intersecting and summing in ArcGIS and QGIS gives.
    Each,
}

/// The datum of longitudes and latitudes (`docs/method.md`, coordinates).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Datum {
    /// WGS 84, as GNSS receivers and RFC 7946 GeoJSON have it.
    Wgs84,
    /// CGCS2000; agrees with WGS 84 to better than 1 m and is taken as equal.
    Cgcs2000,
    /// GCJ-02: points from Amap and Tencent, some 500 m off.
    Gcj02,
    /// BD-09: points from Baidu, some 1,000 m off.
    Bd09,
}

impl Datum {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Datum::Wgs84 => "WGS 84",
            Datum::Cgcs2000 => "CGCS2000",
            Datum::Gcj02 => "GCJ-02",
            Datum::Bd09 => "BD-09",
        }
    }

    /// Its name in project files.
    pub fn key(self) -> &'static str {
        match self {
            Datum::Wgs84 => "wgs84",
            Datum::Cgcs2000 => "cgcs2000",
            Datum::Gcj02 => "gcj02",
            Datum::Bd09 => "bd09",
        }
    }
}

/// A layer to read: where it lies, and what its fields mean where the names do not tell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LayerSpec {
    /// The file.
    pub path: PathBuf,
    /// Of a file that holds several layers, tables or sheets: the one to be read.
    pub layer: Option<String>,
    /// The encoding of its text where the file does not say, or says it wrongly.
    pub encoding: Option<TextEncoding>,
    /// Of a table of points: the column of the longitude or easting.
    pub x: Option<String>,
    /// Of a table of points: the column of the latitude or northing.
    pub y: Option<String>,
    /// Of a table: the column of the geometry (WKT, or two numbers).
    pub geometry: Option<String>,
    /// Its CRS where the file does not say, or says it wrongly.
    pub crs: Option<String>,
    /// Its datum where it is not that of its CRS.
    pub datum: Option<Datum>,
    /// Which field of the file holds what: `(meaning, name in the file)`. A meaning that is not listed is
    /// looked for under its usual names.
    pub fields: Vec<(Field, String)>,
    /// Only features that pass all of these are used.
    pub filters: Vec<Filter>,
    /// The scheme of its land-use codes, where the codes themselves do not tell (residential land only).
    pub land_use_scheme: Option<LandUseScheme>,
}

/// Whose land-use codes a layer has: the same code means two things (`docs/method.md`, land use).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LandUseScheme {
    /// The third land survey (三调, GB/T 21010): 0701 urban homes, 0702 rural homesteads.
    LandSurvey,
    /// The land-and-sea-use classification of 2023 (用地用海分类): 0701 urban homes, 0702 urban community services,
    /// 0703 rural homesteads.
    LandAndSeaUse,
}

/// Keeps the features whose `field` has one of `values`, compared as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The field of the file.
    pub field: String,
    /// The values to keep.
    pub values: Vec<String>,
}

/// A circle: minutes on foot, and the radius that stands for them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Circle {
    /// Minutes on foot; also names the circle.
    pub minutes: u32,
    /// The radius, in metres on the ground (or of the plane, by [`CircleRule`]).
    pub radius: Metres,
}

/// One service: its facilities, circles, categories, plan and rules. Childcare is the first of many.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceSpec {
    /// A short identifier: `childcare`.
    pub id: String,
    /// Its name as shown: 托育服务.
    pub name: String,
    /// The facility layer.
    pub facilities: LayerSpec,
    /// Circles by increasing minutes, at least one.
    pub circles: Vec<Circle>,
    /// The categories of facilities, in the order of the tables. Empty: as found in the data.
    pub categories: Vec<CategorySpec>,
    /// The layout plan tables, in the order of the project file; the first one leads.
    pub plans: Vec<PlanSpec>,
    /// The table of reported values (indicators that no layer gives, base figures), where given.
    pub reported: Option<TableSpec>,
    /// The standards that it is assessed by, the project's own targets put in.
    pub standards: Vec<Standard>,
    /// How the configuration rate is taken.
    pub configuration: ConfigurationRule,
}

/// A category of facilities and the other names under which it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategorySpec {
    /// The name as shown: 专业托育机构.
    pub name: String,
    /// Other values of the category field that mean it.
    pub aliases: Vec<String>,
}

/// A table to read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableSpec {
    /// The file: CSV or a workbook.
    pub path: PathBuf,
    /// Of a workbook with several sheets: the one to be read.
    pub sheet: Option<String>,
    /// The encoding of its text where it is not found out rightly.
    pub encoding: Option<TextEncoding>,
}

/// A layout plan table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanSpec {
    /// The table.
    pub table: TableSpec,
    /// The year that the plan is for.
    pub year: Option<i32>,
}

/// How the configuration rate (配置率) is taken (`docs/method.md`, configuration rate).
#[derive(Debug, Clone, PartialEq)]
pub struct ConfigurationRule {
    /// The headline reading; `None`: `unit/inside` where life units are given, else `community/any`.
    pub headline: Option<Reading>,
    /// The circle that counts, by its minutes.
    pub minutes: u32,
    /// The least share of land, for the readings by share; 0..1.
    pub share: f64,
    /// The categories that qualify; empty: all.
    pub categories: Vec<String>,
    /// Which land, quarters and units count; `None`: urban ones where the land use is known, else all.
    pub land: Option<ConfigurationLand>,
}

impl ConfigurationRule {
    /// The rule where a project says nothing: by the circle of these minutes, all categories, half of the land for
    /// the readings by share.
    pub fn of_circle(minutes: u32) -> Self {
        Self { headline: None, minutes, share: 0.5, categories: Vec::new(), land: None }
    }
}

/// The residential land (and the quarters and units) of the configuration rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ConfigurationLand {
    /// Urban (城镇) residential land only, as the indicator's name says.
    Urban,
    /// All residential land.
    All,
}

/// A reading of the configuration rate: no source gives a formula, so all that the data allow are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub enum Reading {
    /// Life units with a qualifying facility inside.
    #[serde(rename = "unit/inside")]
    UnitInside,
    /// Life units whose centre point a circle reaches.
    #[serde(rename = "unit/reach")]
    UnitReach,
    /// Life units of whose residential land at least the share is covered.
    #[serde(rename = "unit/share")]
    UnitShare,
    /// Residential land covered.
    #[serde(rename = "area")]
    Area,
    /// Residential quarters of which any part is covered.
    #[serde(rename = "community/any")]
    CommunityAny,
    /// Residential quarters whose centre point is covered.
    #[serde(rename = "community/centre")]
    CommunityCentre,
    /// Residential quarters of whose land at least the share is covered.
    #[serde(rename = "community/share")]
    CommunityShare,
}

/// Something that can be written.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Deliverable {
    /// `report.json`.
    Json,
    /// The tables as CSV.
    Csv,
    /// The layers as GeoJSON.
    Geojson,
    /// The tables with charts as a workbook, `report.xlsx`.
    Xlsx,
    /// The layers with their styles as one GeoPackage, `lifecircle.gpkg`.
    Gpkg,
    /// The page `report.html`.
    Html,
    /// The maps as PDF, PNG and SVG, by the style.
    Maps,
    /// The maps as one book with a page a township, `atlas.pdf`.
    Atlas,
    /// The written report, `report.docx`.
    Docx,
    /// The layers as Shapefiles, for programs that read no GeoPackage; only where asked for.
    Shapefile,
}

impl Deliverable {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 10] = [
        Self::Json,
        Self::Csv,
        Self::Geojson,
        Self::Xlsx,
        Self::Gpkg,
        Self::Html,
        Self::Maps,
        Self::Atlas,
        Self::Docx,
        Self::Shapefile,
    ];

    /// Those that are written where nothing else is asked for: all but the Shapefiles.
    pub fn usual() -> Vec<Self> {
        Self::ALL.into_iter().filter(|deliverable| *deliverable != Self::Shapefile).collect()
    }

    /// Whether maps are in it: they are drawn with the fonts of the style.
    pub fn is_printed(self) -> bool {
        matches!(self, Self::Maps | Self::Atlas | Self::Docx)
    }

    /// Its name in project files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Geojson => "geojson",
            Self::Xlsx => "xlsx",
            Self::Gpkg => "gpkg",
            Self::Html => "html",
            Self::Maps => "maps",
            Self::Atlas => "atlas",
            Self::Docx => "docx",
            Self::Shapefile => "shapefile",
        }
    }
}

/// How Shapefiles write text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub enum ShapefileEncoding {
    /// UTF-8: any character, for programs that read the `.cpg` beside the table.
    #[serde(rename = "utf-8")]
    Utf8,
    /// GBK (code page 936): every program on a Chinese Windows, with or without the `.cpg`; a character that it lacks
    /// becomes `〓`.
    #[serde(rename = "gbk")]
    Gbk,
}

impl ShapefileEncoding {
    /// The usual one of a language: GBK in Chinese, UTF-8 in English, whose names may have letters that GBK lacks.
    pub fn of_language(language: Language) -> Self {
        match language {
            Language::ZhCn => Self::Gbk,
            Language::En => Self::Utf8,
        }
    }
}
