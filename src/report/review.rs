//! The rules of the standards, and the checklist of all their clauses.

use serde::Serialize;

use super::{Direction, ToMeet};

/// Whether a clause is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is.
    Pass,
    /// It is not.
    Fail,
    /// The data do not tell.
    NotTestable,
    /// There is nothing that it is asked of.
    NotApplicable,
}

/// A rule of a standard.
#[derive(Debug, Clone, Serialize)]
pub struct RuleReport {
    /// The standard that has it.
    pub standard: String,
    /// Its identifier.
    pub id: String,
    /// Its name, in the project's language.
    pub name: String,
    /// Where in the standard it stands.
    pub clause: String,
    /// What it asks for, in words.
    pub text: String,
    /// The unit of what is measured.
    pub unit: String,
    /// With how many decimals values are printed.
    pub decimals: u32,
    /// What it requires, by year.
    pub requirements: Vec<RequirementReport>,
}

/// One requirement of a rule.
#[derive(Debug, Clone, Serialize)]
pub struct RequirementReport {
    /// The year by which it is to be met, where the standard names one.
    pub year: Option<i32>,
    /// Whether a value must be at least or at most what is required.
    pub direction: Direction,
    /// What is required, in the unit; `None` where the layout plan says it for each township.
    pub value: Option<f64>,
    /// Fail when some case fails; else not testable when some case is; else pass.
    pub verdict: Verdict,
    /// Why there is no verdict, or nothing to ask it of.
    pub why: Option<String>,
    /// Which data would make it testable.
    pub needs: Option<String>,
    /// How many cases keep it.
    pub kept: usize,
    /// How many cases do not keep it.
    pub broken: usize,
    /// How many cases cannot be tested.
    pub untested: usize,
    /// Each township, parcel or unit that it is asked of, or the county.
    pub cases: Vec<RuleCase>,
}

/// One township, parcel or unit that a rule is asked of, or the county.
#[derive(Debug, Clone, Serialize)]
pub struct RuleCase {
    /// Its code or identifier.
    pub code: Option<String>,
    /// Its name; `None` for the county.
    pub name: Option<String>,
    /// What was measured, in the unit.
    pub value: Option<f64>,
    /// What was divided.
    pub numerator: Option<f64>,
    /// What it was divided by.
    pub denominator: Option<f64>,
    /// What is required, in the unit.
    pub required: Option<f64>,
    /// How far the value is from that: positive is missing or too much.
    pub gap: Option<f64>,
    /// Whether it keeps the rule, decided before rounding.
    pub verdict: Verdict,
    /// What would keep it.
    pub to_meet: Option<ToMeet>,
}

/// One clause of a standard, for the review.
#[derive(Debug, Clone, Serialize)]
pub struct ChecklistEntry {
    /// The standard.
    pub standard: String,
    /// What kind of clause it is.
    pub kind: ClauseKind,
    /// The number of the indicator, the identifier of the rule, or the minutes of the circle.
    pub id: String,
    /// The name of the indicator or rule; `None` of a circle.
    pub name: Option<String>,
    /// Where in the standard it stands.
    pub clause: String,
    /// The clause in words.
    pub text: String,
    /// The year by which it is to be met.
    pub year: Option<i32>,
    /// Whether it is kept.
    pub verdict: Verdict,
    /// Whether the value must be at least or at most what is required.
    pub direction: Direction,
    /// What is required, in the unit; `None` where a layout plan says it for each township.
    pub required: Option<f64>,
    /// The figure that decides, in the unit; `None` where there is none, or one for each case.
    pub value: Option<f64>,
    /// The unit.
    pub unit: String,
    /// With how many decimals value and requirement are printed.
    pub decimals: u32,
    /// How many townships, parcels or units are asked; `None` where the county is.
    pub asked: Option<usize>,
    /// How many of them keep it.
    pub kept: Option<usize>,
    /// What would keep it, or which cases do not.
    pub remedy: Option<String>,
    /// Why it is not testable or not applicable.
    pub why: Option<String>,
    /// Which data would make it testable.
    pub needs: Option<String>,
}

/// What a clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClauseKind {
    /// A walking circle: its radius, or the size of its unit.
    Circle,
    /// An indicator with its target of a year.
    Indicator,
    /// A rule.
    Rule,
}
