//! The indicators of the standards, with their targets.

use serde::Serialize;

/// One indicator of a standard.
#[derive(Debug, Clone, Serialize)]
pub struct Indicator {
    /// The standard that asks for it.
    pub standard: String,
    /// Its number in the standard.
    pub id: u32,
    /// Its identifier: `places-per-1000-residents`.
    pub key: String,
    /// Its name, in the project's language.
    pub name: String,
    /// What it measures.
    pub measure: IndicatorMeasure,
    /// Where in the standard it stands.
    pub clause: String,
    /// Its formula, in words.
    pub formula: String,
    /// The unit of all its values and targets: `%`, `个/千人`.
    pub unit: String,
    /// With how many decimals its values are printed.
    pub decimals: u32,
    /// How its value came about.
    pub status: IndicatorStatus,
    /// Why there is no value; `None` where there is one.
    pub why: Option<String>,
    /// Which data would give it.
    pub needs: Option<String>,
    /// The value, in the unit; unrounded.
    pub value: Option<f64>,
    /// What was divided.
    pub numerator: Option<f64>,
    /// What it was divided by; `None` also for a quantity that is not divided.
    pub denominator: Option<f64>,
    /// How many records count in it though they do not say what it asks for: they are taken not to have it, or to
    /// add nothing.
    pub not_saying: usize,
    /// What the table of reported values has for it, also beside a computed value.
    pub reported: Option<Reported>,
    /// Other readings of it.
    pub other_readings: Vec<IndicatorReading>,
    /// Its targets, by year.
    pub targets: Vec<IndicatorTarget>,
    /// Its value by township, in the order of the townships; empty where that makes no sense.
    pub townships: Vec<TownshipIndicator>,
}

/// What an indicator measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorMeasure {
    /// A quantity, or the ratio of two.
    Ratio,
    /// The configuration rate.
    ConfigurationRate,
    /// The coverage rate of residential land by a circle.
    CoverageRate,
    /// What no layer gives.
    Reported,
}

/// How the value of an indicator came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorStatus {
    /// From the layers.
    Computed,
    /// From the table of reported values.
    Reported,
    /// It has nothing to be taken of: no township of that size, a denominator of zero.
    NotApplicable,
    /// The data do not give it.
    NotComputed,
}

/// A reported value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reported {
    /// The value, in the unit of the indicator.
    pub value: f64,
    /// The year that it is for.
    pub year: Option<i32>,
    /// Where it comes from.
    pub source: Option<String>,
}

/// Another reading of an indicator.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorReading {
    /// How it differs.
    pub name: String,
    /// Its value, in the indicator's unit.
    pub value: Option<f64>,
    /// What was divided.
    pub numerator: Option<f64>,
    /// What it was divided by.
    pub denominator: Option<f64>,
}

/// A target, and whether it is met.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorTarget {
    /// The year by which it is to be met.
    pub year: i32,
    /// Whether the value must be at least or at most the target's.
    pub direction: Direction,
    /// The target, in the unit of the indicator.
    pub value: f64,
    /// What is compared with it: the indicator's value, or what the standard measures for this year.
    pub actual: Option<f64>,
    /// The numerator of `actual`.
    pub numerator: Option<f64>,
    /// The denominator of `actual`.
    pub denominator: Option<f64>,
    /// Whether it is met, decided before rounding; `None` without a value.
    pub met: Option<bool>,
    /// How far the value is from the target: positive is missing (or, for at most, too much), in the unit.
    pub gap: Option<f64>,
    /// What would meet it; `None` where it is met or not known.
    pub to_meet: Option<ToMeet>,
    /// Why it is not known whether it is met.
    pub why: Option<String>,
    /// Which data would tell.
    pub needs: Option<String>,
}

/// Whether a value must be at least or at most its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// At least.
    AtLeast,
    /// At most.
    AtMost,
}

/// What would meet a target, all else unchanged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ToMeet {
    /// By how much the numerator must change: whole numbers of whole things; negative: it must fall.
    pub amount: f64,
    /// In words: `+37 个托位`.
    pub words: String,
}

/// An indicator in one township.
#[derive(Debug, Clone, Serialize)]
pub struct TownshipIndicator {
    /// The township's code.
    pub code: Option<String>,
    /// The township's name.
    pub name: String,
    /// The value, in the indicator's unit.
    pub value: Option<f64>,
    /// What was divided.
    pub numerator: Option<f64>,
    /// What it was divided by.
    pub denominator: Option<f64>,
}
