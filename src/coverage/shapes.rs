//! Coverage as shapes, for maps and layers. No figure depends on them.

use geo::MultiPolygon;

use super::CircleCoverage;
use crate::geometry::{Kernel, LocalUnion, bounds, union_outline};
use crate::model::Study;

/// Arcs are drawn by chords that stray at most this far from them, metres.
pub const DRAWING_TOLERANCE_M: f64 = 0.1;

/// The service area: the circles dissolved into one shape, in the plane.
pub fn service_area_shape(circle: &CircleCoverage) -> MultiPolygon<f64> {
    union_outline(&circle.disks, DRAWING_TOLERANCE_M)
}

/// The land of a piece that a circle does not reach, in the plane; empty when all is reached.
pub fn uncovered_shape(study: &Study, circle: &CircleCoverage, piece: usize) -> MultiPolygon<f64> {
    let shape = &study.pieces[piece].shape;
    let Some(extent) = bounds(shape) else { return MultiPolygon(Vec::new()) };
    let disks = LocalUnion::within(&circle.disks, extent);
    Kernel::default().uncovered_shape(&disks, shape, extent, DRAWING_TOLERANCE_M)
}
