//! A large polygon, indexed by its edges.

use geo::{Coord, MultiPolygon, Rect};
use rstar::primitives::{GeomWithData, Line};
use rstar::{AABB, PointDistance, RTree};

use super::ring::{bounds, rings};
use super::windowed::WindowedShape;

/// Land with an index of its edges, for many small questions to one large polygon.
#[derive(Debug, Clone)]
pub struct IndexedLand {
    windows: WindowedShape,
    edges: RTree<GeomWithData<Line<[f64; 2]>, ()>>,
    extent: Rect<f64>,
}

/// Where a box lies in relation to land.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In it, away from its boundary.
    Inside,
    /// Out of it.
    Outside,
    /// Some of the boundary is near.
    OnBoundary,
}

impl IndexedLand {
    /// Indexes a valid shape; `None` when it is empty.
    pub fn new(shape: &MultiPolygon<f64>) -> Option<Self> {
        let edges = rings(shape)
            .flat_map(|r| r.0.windows(2))
            .map(|e| GeomWithData::new(Line::new([e[0].x, e[0].y], [e[1].x, e[1].y]), ()))
            .collect();
        let (windows, extent) = (WindowedShape::of(shape)?, bounds(shape)?);
        Some(Self { windows, edges: RTree::bulk_load(edges), extent })
    }

    /// The box around the land.
    pub fn extent(&self) -> Rect<f64> {
        self.extent
    }

    /// The land, or a part of it that is the same near a box: cut with what lies in the box it gives the same.
    pub fn near(&self, extent: Rect<f64>) -> &MultiPolygon<f64> {
        self.windows.near(extent)
    }

    /// Where a box lies.
    pub fn place_of(&self, extent: Rect<f64>) -> Place {
        let envelope = AABB::from_corners([extent.min().x, extent.min().y], [extent.max().x, extent.max().y]);
        if self.edges.locate_in_envelope_intersecting(&envelope).next().is_some() {
            Place::OnBoundary
        } else if self.contains(extent.min()) {
            Place::Inside
        } else {
            Place::Outside
        }
    }

    /// The distance from a point to the land: 0 in it.
    pub fn distance_to(&self, at: Coord<f64>) -> f64 {
        if self.contains(at) {
            return 0.0;
        }
        let point = [at.x, at.y];
        let nearest = self.edges.nearest_neighbor(&point);
        nearest.map_or(f64::INFINITY, |edge| edge.geom().distance_2(&point).sqrt())
    }

    /// Whether a point lies in the land, its boundary included.
    pub fn contains(&self, at: Coord<f64>) -> bool {
        let ray = AABB::from_corners([at.x, at.y], [self.extent.max().x.max(at.x), at.y]);
        let mut inside = false;
        for edge in self.edges.locate_in_envelope_intersecting(&ray) {
            let line = edge.geom();
            let (a, b) = (line.from, line.to);
            let coord = |p: [f64; 2]| robust::Coord { x: p[0], y: p[1] };
            let side = robust::orient2d(coord(a), coord(b), robust::Coord { x: at.x, y: at.y });
            let in_box = a[0].min(b[0]) <= at.x
                && at.x <= a[0].max(b[0])
                && a[1].min(b[1]) <= at.y
                && at.y <= a[1].max(b[1]);
            if side == 0.0 && in_box {
                return true;
            }
            let upwards = b[1] > at.y;
            if (a[1] > at.y) != upwards && (side > 0.0) == upwards {
                inside = !inside;
            }
        }
        inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::land;
    use crate::geometry::ring::tests::rectangle;

    #[test]
    fn inside_outside_and_on_the_boundary() {
        let square = IndexedLand::new(&land(rectangle(0.0, 0.0, 10.0, 10.0)).shape).unwrap();
        let c = |x: f64, y: f64| Coord { x, y };
        assert!(
            square.contains(c(5.0, 5.0)) && square.contains(c(0.0, 5.0)) && square.contains(c(10.0, 10.0))
        );
        assert!(
            !square.contains(c(10.1, 5.0))
                && !square.contains(c(-1.0, 10.0))
                && !square.contains(c(-1.0, 0.0))
        );
        assert_eq!([c(5., 5.), c(10., 10.), c(13., 14.)].map(|at| square.distance_to(at)), [0., 0., 5.]);
        assert_eq!(square.place_of(Rect::new(c(1., 1.), c(2., 2.))), Place::Inside);
        assert_eq!(square.place_of(Rect::new(c(11., 1.), c(12., 2.))), Place::Outside);
        assert_eq!(square.place_of(Rect::new(c(9., 1.), c(12., 2.))), Place::OnBoundary);
    }
}
