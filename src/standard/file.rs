//! The shape of a standard file, key by key.
//!
//! As with project files, these types are the one place where the keys stand: the JSON Schema is made from them,
//! files are checked against it and then read into them, and the doc comments are the descriptions in it. What a
//! schema cannot say is seen to where the file becomes a [`Standard`](super::Standard).

use schemars::JsonSchema;
use serde::Deserialize;

use crate::field::Field;
use crate::settings::{IDENTIFIER, Kind, Settings, Text};

/// A standard of lifecircle: walking circles, indicators with their targets, and rules.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Standard file of lifecircle")]
pub(super) struct StandardFile {
    /// The identifier, such as `xinchang-2024`: letters, digits, `-` and `_`.
    #[schemars(regex(pattern = IDENTIFIER))]
    pub(super) id: String,
    /// The name of the standard.
    pub(super) name: Words,
    /// The document that it is taken from, with number and date where it has them.
    pub(super) source: Words,
    /// The year of the document.
    #[schemars(range(min = 1900, max = 2200))]
    pub(super) year: i32,
    /// Another standard, by its name or the path of its file (ending in `.toml`, relative to this one): everything of
    /// it is taken over; circles of the same minutes and indicators and rules of the same `id` here replace its own,
    /// others are added.
    pub(super) based_on: Option<Text>,
    /// The grades of facilities, the best first: `["一级", "二级", "三级"]`.
    #[schemars(length(min = 1))]
    pub(super) grades: Option<Vec<Text>>,
    /// The walking circles.
    #[serde(default)]
    pub(super) circle: Vec<CircleTable>,
    /// The indicators, in the order of the document.
    #[serde(default)]
    pub(super) indicator: Vec<IndicatorTable>,
    /// The rules, in the order of the document.
    #[serde(default)]
    pub(super) rule: Vec<RuleTable>,
}

impl Settings for StandardFile {
    const KIND: Kind = Kind {
        name: "term.standard.file",
        begin: "term.standard.begin",
        example: "standard.toml",
        needed: &[],
    };
}

/// Words: one text for both languages, or one for each.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub(super) enum Words {
    /// For both languages.
    Same(Text),
    /// One for each.
    Each(WordsTable),
}

/// Words in each language.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WordsTable {
    /// In Chinese.
    #[serde(rename = "zh-CN")]
    pub(super) zh_cn: Text,
    /// In English.
    pub(super) en: Text,
}

/// A walking circle.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CircleTable {
    /// Minutes on foot.
    #[schemars(range(min = 1, max = 1440))]
    pub(super) minutes: u32,
    /// The radius in metres; where several are allowed, a list, the usual one first.
    pub(super) radius_m: Radii,
    /// The residents of a unit of this size: at least and at most.
    pub(super) population: Option<[f64; 2]>,
    /// Where in the document it stands.
    pub(super) clause: Words,
}

/// One radius, or several.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub(super) enum Radii {
    /// One radius.
    One(Radius),
    /// Several, the usual one first.
    Many(#[schemars(length(min = 1))] Vec<Radius>),
}

/// A radius in metres.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline, extend("exclusiveMinimum" = 0, "maximum" = 100_000))]
pub(super) struct Radius(pub(super) f64);

/// An indicator: a measure of the county, with a target for each of several years.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorTable {
    /// Its number in the document.
    #[schemars(range(min = 1))]
    pub(super) id: u32,
    /// Its identifier, such as `places-per-1000-residents`: letters, digits, `-` and `_`.
    #[schemars(regex(pattern = IDENTIFIER))]
    pub(super) key: String,
    /// Its name.
    pub(super) name: Words,
    /// Where in the document it stands.
    pub(super) clause: Words,
    /// The formula in words, with the reading that was chosen where the document leaves it open.
    pub(super) formula: Words,
    /// The unit of its values and targets, such as `%`.
    pub(super) unit: Words,
    /// What is measured: a quantity or the ratio of two (the default), the configuration rate, the coverage rate of a
    /// circle, or nothing: a reported value.
    #[serde(default)]
    pub(super) measure: MeasureWord,
    /// The quantity that is divided, or all there is; needed for, and only for, `measure = "ratio"`.
    pub(super) numerator: Option<QuantityTable>,
    /// The quantity that it is divided by.
    pub(super) denominator: Option<QuantityTable>,
    /// The circle of `measure = "coverage_rate"`, by its minutes.
    #[schemars(range(min = 1, max = 1440))]
    pub(super) minutes: Option<u32>,
    /// Whether `measure = "coverage_rate"` counts only urban residential land (城镇); by default all.
    pub(super) urban: Option<bool>,
    /// What numerator ÷ denominator is multiplied by to be in the unit: 100 for `%`.
    #[serde(default = "one")]
    #[schemars(range(min = 0.000_001, max = 1_000_000_000.0))]
    pub(super) factor: f64,
    /// With how many decimals its values are printed.
    #[serde(default = "two")]
    #[schemars(range(max = 6))]
    pub(super) decimals: u32,
    /// Whether values by township make sense; by default yes, but for reported ones.
    pub(super) by_township: Option<bool>,
    /// Its targets, each year once.
    #[serde(default)]
    pub(super) targets: Vec<TargetTable>,
    /// Other readings of it, told beside the value.
    #[serde(default)]
    pub(super) reading: Vec<ReadingTable>,
}

/// What an indicator measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum MeasureWord {
    /// A quantity, or the ratio of two.
    #[default]
    Ratio,
    /// The configuration rate (配置率) by the project's headline reading.
    ConfigurationRate,
    /// The coverage rate (覆盖率) of residential land by a circle.
    CoverageRate,
    /// By no layer: the table of reported values gives it.
    Reported,
}

/// A quantity that the data give: exactly one of `count`, `sum`, `mean` and `figure`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct QuantityTable {
    /// How many records there are, and of what.
    pub(super) count: Option<SourceWord>,
    /// The sum of this attribute; a record that does not say adds nothing.
    pub(super) sum: Option<Field>,
    /// The mean of this attribute over the records that say.
    pub(super) mean: Option<Field>,
    /// A base figure of the whole county, from the table of reported values.
    pub(super) figure: Option<Field>,
    /// Whose attribute `sum` or `mean` is; by default that of the facilities.
    pub(super) of: Option<SourceWord>,
    /// The attribute that says how much a record weighs in `mean`; by default all weigh the same.
    pub(super) weight: Option<Field>,
    /// Only records that fulfil all of these are taken; a record that does not say fulfils no condition.
    #[serde(default, rename = "where")]
    pub(super) conditions: Vec<ConditionTable>,
    /// What the quantity is divided by: 12 turns a year's income into a month's.
    #[serde(default = "one")]
    #[schemars(range(min = 0.000_001, max = 1_000_000_000.0))]
    pub(super) divided_by: f64,
}

/// The records that a quantity is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum SourceWord {
    /// The facilities of the service that exist.
    Facilities,
    /// The townships.
    Townships,
    /// The residential parcels.
    Parcels,
    /// The life units.
    LifeUnits,
}

/// A condition on one attribute: exactly one of the tests, and one that fits it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionTable {
    /// The attribute.
    pub(super) field: Field,
    /// It is one of these texts.
    #[schemars(length(min = 1))]
    pub(super) is: Option<Vec<Text>>,
    /// It is a text, and none of these.
    #[schemars(length(min = 1))]
    pub(super) is_not: Option<Vec<Text>>,
    /// It says yes, or no.
    pub(super) yes: Option<bool>,
    /// It is a number of at least this.
    #[schemars(range(min = 0, max = 1_000_000_000_000.0))]
    pub(super) at_least: Option<f64>,
    /// It is a number below this.
    #[schemars(range(min = 0, max = 1_000_000_000_000.0))]
    pub(super) below: Option<f64>,
    /// It is this grade or a better one, by the order of `grades`.
    pub(super) grade_at_least: Option<Text>,
}

/// A target: exactly one of `at_least` and `at_most`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TargetTable {
    /// The year by which it is to be met.
    #[schemars(range(min = 1900, max = 2200))]
    pub(super) year: i32,
    /// The value must be at least this, in the indicator's unit.
    #[schemars(range(min = 0, max = 1_000_000_000_000.0))]
    pub(super) at_least: Option<f64>,
    /// The value must be at most this, in the indicator's unit.
    #[schemars(range(min = 0, max = 1_000_000_000_000.0))]
    pub(super) at_most: Option<f64>,
    /// What is measured for this year, where it is not what the indicator measures.
    pub(super) numerator: Option<QuantityTable>,
    /// What that is divided by.
    pub(super) denominator: Option<QuantityTable>,
}

/// Another reading of an indicator.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadingTable {
    /// How it differs, in words.
    pub(super) name: Words,
    /// The quantity that is divided, or all there is.
    pub(super) numerator: QuantityTable,
    /// The quantity that it is divided by.
    pub(super) denominator: Option<QuantityTable>,
}

/// A rule: something that the county, or each township, parcel or unit, must have.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleTable {
    /// Its identifier, such as `new-housing-places`: letters, digits, `-` and `_`.
    #[schemars(regex(pattern = IDENTIFIER))]
    pub(super) id: String,
    /// Its name.
    pub(super) name: Words,
    /// Where in the document it stands.
    pub(super) clause: Words,
    /// What it asks for, in words.
    pub(super) text: Words,
    /// The unit of what is measured.
    pub(super) unit: Words,
    /// What numerator ÷ denominator is multiplied by to be in the unit.
    #[serde(default = "one")]
    #[schemars(range(min = 0.000_001, max = 1_000_000_000.0))]
    pub(super) factor: f64,
    /// With how many decimals values are printed.
    #[serde(default)]
    #[schemars(range(max = 6))]
    pub(super) decimals: u32,
    /// What it is asked of.
    #[serde(default)]
    pub(super) each: ScopeWord,
    /// It is asked only of records that fulfil all of these.
    #[serde(default, rename = "where")]
    pub(super) conditions: Vec<ConditionTable>,
    /// What is measured of each: the quantity that is divided, or all there is.
    pub(super) numerator: QuantityTable,
    /// The quantity that it is divided by.
    pub(super) denominator: Option<QuantityTable>,
    /// What is required, each year once.
    #[schemars(length(min = 1))]
    pub(super) required: Vec<RequirementTable>,
}

/// What a rule is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ScopeWord {
    /// The county as a whole.
    #[default]
    County,
    /// Each facility.
    Facilities,
    /// Each township.
    Townships,
    /// Each residential parcel.
    Parcels,
    /// Each life unit.
    LifeUnits,
}

/// What a rule requires: exactly one of `at_least`, `at_most` and `planned`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RequirementTable {
    /// The year by which it is to be met, where the document names one.
    #[schemars(range(min = 1900, max = 2200))]
    pub(super) year: Option<i32>,
    /// At least this, in the rule's unit.
    #[schemars(range(min = 0, max = 1_000_000_000_000.0))]
    pub(super) at_least: Option<f64>,
    /// At most this, in the rule's unit.
    #[schemars(range(min = 0, max = 1_000_000_000_000.0))]
    pub(super) at_most: Option<f64>,
    /// At least the places that the layout plan of this year plans for the township.
    #[schemars(range(min = 1900, max = 2200))]
    pub(super) planned: Option<i32>,
}

fn one() -> f64 {
    1.0
}

fn two() -> u32 {
    2
}
