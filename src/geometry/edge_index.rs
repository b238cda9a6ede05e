//! The edges of a polygon that has many, by place.

use std::ops::ControlFlow;

use geo::{Coord, MultiPolygon, Rect};

use super::box_index::BoxIndex;
use super::ring::{around, edges, rings};

type Edge = (Coord<f64>, Coord<f64>);

/// The edges of a polygon that has many, by place: one that has few is gone around faster.
#[derive(Debug, Clone)]
pub struct EdgeIndex {
    edges: Vec<Edge>,
    boxes: BoxIndex,
    east: f64,
}

/// So many edges are few.
const FEW: usize = 256;

impl EdgeIndex {
    /// The index of edges; `None` where they are few.
    pub fn of(edges: &[(Coord<f64>, Coord<f64>)]) -> Option<Self> {
        if edges.len() <= FEW {
            return None;
        }
        let boxes = || edges.iter().map(|e| Rect::new(e.0, e.1));
        Some(Self { edges: edges.to_vec(), east: around(boxes())?.max().x, boxes: BoxIndex::of(boxes()) })
    }

    /// The index of a polygon's edges; `None` where they are few.
    pub fn of_shape(shape: &MultiPolygon<f64>) -> Option<Self> {
        if rings(shape).map(|ring| ring.0.len()).sum::<usize>() <= FEW {
            return None;
        }
        Self::of(&edges(shape).collect::<Vec<_>>())
    }

    /// Calls `each` for the edges that meet a box or lie east of it, by their own boxes.
    pub(super) fn for_each_eastward(&self, low: Coord<f64>, high: Coord<f64>, mut each: impl FnMut(Edge)) {
        let eastward = Rect::new(low, Coord { x: self.east.max(high.x), y: high.y });
        let _ = self.boxes.for_each_near(eastward, |edge| {
            each(self.edges[edge]);
            ControlFlow::<()>::Continue(())
        });
    }
}
