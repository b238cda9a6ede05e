//! Townships (乡镇、街道): what a planner counts by.

use geo::MultiPolygon;

/// A township.
#[derive(Debug, Clone)]
pub struct Township {
    /// Its place in the file, counted from 1.
    pub feature: usize,
    /// Its administrative code (usually nine digits), where the layer has one.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// Its land: valid, outer rings anticlockwise, holes clockwise, in the plane.
    pub shape: MultiPolygon<f64>,
    /// Its residents, where the layer says.
    pub population: Option<f64>,
    /// Its households, where the layer says.
    pub households: Option<f64>,
}
