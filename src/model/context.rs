//! Context layers: drawn below the figures, counted in none.

use geo::{MultiLineString, MultiPolygon};

use crate::project::ContextKind;

/// A context layer, in the study's plane.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// What it shows.
    pub kind: ContextKind,
    /// Its areas.
    pub areas: MultiPolygon<f64>,
    /// Its lines.
    pub lines: MultiLineString<f64>,
}
