//! What a project says of its printed deliverables.

use std::fmt;

use super::types::LayerSpec;
use crate::style::Style;

/// How the printed deliverables look, and what they say of themselves.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PrintSpec {
    /// How maps look.
    pub style: Style,
    /// The date on maps and documents (编制日期): the project's, else that of `SOURCE_DATE_EPOCH`; `None`: none is
    /// printed, since the day of the run would make two runs differ.
    pub date: Option<Date>,
    /// Where the data come from, in the project's words.
    pub data_source: Option<String>,
    /// The words of the draft mark (征求意见稿), where there is one.
    pub draft: Option<String>,
    /// The number of the map review (审图号), where there is one.
    pub map_review_number: Option<String>,
}

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day, from 1.
    pub day: u8,
}

impl fmt::Display for Date {
    /// As ISO 8601 has it: `2025-12-31`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A layer that is drawn below the figures and counts in none of them.
#[derive(Debug, Clone, PartialEq)]
pub struct ContextSpec {
    /// What it shows.
    pub kind: ContextKind,
    /// Its file.
    pub layer: LayerSpec,
}

/// What a context layer shows: how it is drawn depends on it.
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
pub enum ContextKind {
    /// Rivers, lakes, reservoirs.
    Water,
    /// Parks, woods.
    Green,
    /// Roads and railways.
    Road,
    /// Anything else.
    Other,
}
