//! Shapes of the page: whole numbers of a unit, each point as its step from the one before.

use geo::{Coord, LineString, MultiPolygon, Rect, Simplify};
use serde::Serialize;

/// Metres of the unit of all coordinates of the page.
pub(super) const UNIT_M: f64 = 0.1;

/// Polygons of rings, the outer one first; each ring not closed, `[x, y, dx, dy, …]`.
#[derive(Debug, Serialize)]
pub(super) struct PageShape(Vec<Vec<Vec<i64>>>);

/// How shapes of the study's plane become shapes of the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawing {
    /// Where the page counts from.
    pub(super) origin: Coord<f64>,
    /// Points nearer than this to the line without them are left out, in metres.
    pub(super) tolerance_m: Option<f64>,
}

impl Drawing {
    /// A place in units.
    pub(super) fn place(self, at: Coord<f64>) -> [i64; 2] {
        [((at.x - self.origin.x) / UNIT_M).round() as i64, ((at.y - self.origin.y) / UNIT_M).round() as i64]
    }

    /// A box in units: left, bottom, right, top.
    pub(super) fn extent(self, extent: Rect<f64>) -> [i64; 4] {
        let ([left, bottom], [right, top]) = (self.place(extent.min()), self.place(extent.max()));
        [left, bottom, right, top]
    }

    /// A shape; `None` where nothing of it is left at this unit.
    pub(super) fn shape(self, shape: &MultiPolygon<f64>) -> Option<PageShape> {
        let polygon = |polygon: &geo::Polygon<f64>| {
            let outer = self.ring(polygon.exterior())?;
            let holes = polygon.interiors().iter().filter_map(|hole| self.ring(hole));
            Some(std::iter::once(outer).chain(holes).collect())
        };
        let polygons: Vec<Vec<Vec<i64>>> = shape.iter().filter_map(polygon).collect();
        (!polygons.is_empty()).then_some(PageShape(polygons))
    }

    fn ring(self, ring: &LineString<f64>) -> Option<Vec<i64>> {
        let simpler = self.tolerance_m.map(|tolerance| ring.simplify(tolerance));
        let mut points: Vec<[i64; 2]> =
            simpler.as_ref().unwrap_or(ring).0.iter().map(|at| self.place(*at)).collect();
        points.dedup();
        if points.first() == points.last() {
            points.pop();
        }
        if doubled_area(&points) == 0 {
            return None;
        }
        let mut last = [0, 0];
        Some(
            points
                .into_iter()
                .flat_map(|at| {
                    let step = [at[0] - last[0], at[1] - last[1]];
                    last = at;
                    step
                })
                .collect(),
        )
    }
}

/// Twice the area within a ring that is not closed.
fn doubled_area(points: &[[i64; 2]]) -> i64 {
    let Some(origin) = points.first() else { return 0 };
    let from_origin = |at: &[i64; 2]| [at[0] - origin[0], at[1] - origin[1]];
    points
        .windows(2)
        .map(|pair| (from_origin(&pair[0]), from_origin(&pair[1])))
        .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
        .sum()
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    fn drawn(drawing: Drawing, shape: geo::Polygon<f64>) -> Option<String> {
        drawing.shape(&MultiPolygon(vec![shape])).map(|shape| serde_json::to_string(&shape).unwrap())
    }

    #[test]
    fn a_ring_is_its_first_point_and_steps_and_is_not_closed() {
        let drawing = Drawing { origin: Coord { x: 500_000.0, y: 3_000_000.0 }, tolerance_m: None };
        let square = polygon![
            (x: 500_001.0, y: 3_000_000.0), (x: 500_002.0, y: 3_000_000.0),
            (x: 500_002.0, y: 3_000_001.04), (x: 500_001.0, y: 3_000_001.0),
        ];
        assert_eq!(drawn(drawing, square).unwrap(), "[[[10,0,10,0,0,10,-10,0]]]");
    }

    #[test]
    fn what_is_smaller_than_the_unit_is_not_drawn() {
        let drawing = Drawing { origin: Coord { x: 0.0, y: 0.0 }, tolerance_m: None };
        assert_eq!(drawn(drawing, polygon![(x: 0., y: 0.), (x: 10., y: 0.01), (x: 20., y: 0.)]), None);
    }

    #[test]
    fn a_tolerance_leaves_points_near_a_line_out() {
        let drawing = Drawing { origin: Coord { x: 0.0, y: 0.0 }, tolerance_m: Some(1.0) };
        let ring =
            polygon![(x: 0., y: 0.), (x: 5., y: 0.5), (x: 10., y: 0.), (x: 10., y: 10.), (x: 0., y: 10.)];
        assert_eq!(drawn(drawing, ring).unwrap(), "[[[0,0,100,0,0,100,-100,0]]]");
    }
}
