//! The checks that every run makes of itself.

use serde::Serialize;

/// Two figures that must agree, or of which one must not exceed the other. A report is only made when all hold.
#[derive(Debug, Clone, Serialize)]
pub struct ConservationCheck {
    /// The service that it is of; `None` for what all share.
    pub service: Option<String>,
    /// The check, for programs: `townships-make-the-county`.
    pub id: &'static str,
    /// What is compared, in words.
    pub name: String,
    /// How they must compare.
    pub relation: Relation,
    /// One figure.
    pub left: f64,
    /// The other.
    pub right: f64,
    /// How far apart they may be by the rounding of sums.
    pub tolerance: f64,
    /// Whether the check holds.
    pub holds: bool,
}

/// How two figures must compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// They are equal.
    Equal,
    /// The left is not larger.
    AtMost,
}
