//! Land: polygons made valid and oriented, as every other part of this room expects them.

use geo::{BooleanOps, Coord, LineString, MultiPolygon, Polygon, unary_union};
use robust::{Coord as Exact, orient2d};

use super::ring::{bounds, in_ring, rings, shape_area, signed_area};

/// A valid shape, and what had to be done for it.
#[derive(Debug, Clone)]
pub struct Land {
    /// Outer rings anticlockwise, holes clockwise, no ring crossing itself or another one.
    pub shape: MultiPolygon<f64>,
    /// `None` when the polygons were valid as given.
    pub repair: Option<Repair>,
}

/// What a repair did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Repair {
    /// A place where a boundary crosses itself, a hole or another part.
    pub at: Coord<f64>,
    /// The area of the rings as given: outer rings less holes.
    pub area_before_m2: f64,
    /// The area after the repair.
    pub area_after_m2: f64,
}

/// Makes polygons valid. Whatever the winding of the rings, outer rings become anticlockwise and holes clockwise.
///
/// Rings that cross themselves are read by the even-odd rule (both lobes of a bow-tie are land); holes are taken
/// off, and parts that overlap are united. Rings without area are dropped.
///
/// # Examples
/// ```
/// use geo::{polygon, MultiPolygon};
/// let bow_tie = polygon![(x: 0., y: 0.), (x: 2., y: 2.), (x: 2., y: 0.), (x: 0., y: 2.)];
/// let land = lifecircle::geometry::land(MultiPolygon(vec![bow_tie]));
/// assert!(land.repair.is_some());
/// assert!((lifecircle::geometry::shape_area(&land.shape) - 2.0).abs() < 1e-6);
/// ```
pub fn land(polygons: MultiPolygon<f64>) -> Land {
    let shape = oriented(polygons);
    let Some(fault) = fault_of(&shape) else { return Land { shape, repair: None } };
    let area_before_m2 = shape_area(&shape);
    let mended = mend(&shape);
    let area_after_m2 = shape_area(&mended);
    // Rings that only touch are valid; their land is left as it was drawn.
    let is_touching_only = matches!(fault, Fault::Touch(_))
        && (area_after_m2 - area_before_m2).abs() <= 1e-6 + 1e-7 * area_before_m2.abs();
    if is_touching_only {
        return Land { shape, repair: None };
    }
    Land { shape: mended, repair: Some(Repair { at: fault.at(), area_before_m2, area_after_m2 }) }
}

/// Why a shape may not be valid.
enum Fault {
    /// Boundaries cross, or lie where they cannot.
    Crossing(Coord<f64>),
    /// Boundaries touch: valid or not, by what lies between them.
    Touch(Coord<f64>),
}

impl Fault {
    fn at(&self) -> Coord<f64> {
        match self {
            Fault::Crossing(at) | Fault::Touch(at) => *at,
        }
    }
}

/// Turns rings the right way round and drops those that enclose nothing.
fn oriented(polygons: MultiPolygon<f64>) -> MultiPolygon<f64> {
    let turned = |mut ring: LineString<f64>, outer: bool| {
        let area = signed_area(&ring.0);
        if (area >= 0.0) != outer {
            ring.0.reverse();
        }
        // A bow-tie may have no area by its winding and yet be land; what has none at all is dropped later.
        (ring.0.len() > 3).then_some(ring)
    };
    let parts = polygons.0.into_iter().filter_map(|polygon| {
        let (exterior, interiors) = polygon.into_inner();
        let exterior = turned(exterior, true)?;
        Some(Polygon::new(exterior, interiors.into_iter().filter_map(|r| turned(r, false)).collect()))
    });
    MultiPolygon(parts.collect())
}

/// An edge, its lower x first in the sweep, and where it stands: ring and place in the ring.
struct Edge {
    a: Coord<f64>,
    b: Coord<f64>,
    ring: usize,
    place: usize,
    is_last: bool,
}

/// Whether no edge crosses or touches another one but for its neighbours in the ring, and every ring lies where it can.
/// Stricter than validity: rings may touch in points.
pub(super) fn is_simple(shape: &MultiPolygon<f64>) -> bool {
    fault_of(shape).is_none()
}

fn fault_of(shape: &MultiPolygon<f64>) -> Option<Fault> {
    let mut edges: Vec<Edge> = Vec::new();
    for (ring, line) in rings(shape).enumerate() {
        let last = line.0.len().saturating_sub(2);
        for (place, e) in line.0.windows(2).enumerate() {
            edges.push(Edge { a: e[0], b: e[1], ring, place, is_last: place == last });
        }
    }
    edges.sort_by(|p, q| p.a.x.min(p.b.x).total_cmp(&q.a.x.min(q.b.x)));
    let mut touch = None;
    for (i, e) in edges.iter().enumerate() {
        let right = e.a.x.max(e.b.x);
        let (low, high) = (e.a.y.min(e.b.y), e.a.y.max(e.b.y));
        for f in edges[i + 1..].iter().take_while(|f| f.a.x.min(f.b.x) <= right) {
            if f.a.y.min(f.b.y) > high || f.a.y.max(f.b.y) < low {
                continue;
            }
            if are_neighbours(e, f) {
                if runs_back(e, f) {
                    touch = touch.or(Some(Fault::Touch(e.a)));
                }
                continue;
            }
            match contact(e, f) {
                Some(true) => return Some(Fault::Crossing(e.a)),
                Some(false) => touch = touch.or(Some(Fault::Touch(e.a))),
                None => {}
            }
        }
    }
    touch.or_else(|| misplaced(shape).map(Fault::Crossing))
}

/// Whether two edges follow each other in one ring.
fn are_neighbours(e: &Edge, f: &Edge) -> bool {
    let follows = |p: &Edge, q: &Edge| q.place == p.place + 1 || (p.is_last && q.place == 0);
    e.ring == f.ring && (follows(e, f) || follows(f, e))
}

/// Whether of two edges that follow each other the second one runs back along the first: a spike without width.
fn runs_back(e: &Edge, f: &Edge) -> bool {
    let (d, g) = (e.b - e.a, f.b - f.a);
    let exact = |c: Coord<f64>| Exact { x: c.x, y: c.y };
    d.x * g.x + d.y * g.y < 0.0
        && orient2d(exact(e.a), exact(e.b), exact(f.a)) == 0.0
        && orient2d(exact(e.a), exact(e.b), exact(f.b)) == 0.0
}

/// Whether two edges cross (`true`), touch (`false`), or neither.
fn contact(e: &Edge, f: &Edge) -> Option<bool> {
    let side = |p: Coord<f64>, q: Coord<f64>, x: Coord<f64>| {
        let exact = |c: Coord<f64>| Exact { x: c.x, y: c.y };
        orient2d(exact(p), exact(q), exact(x))
    };
    let (a, b) = (side(f.a, f.b, e.a), side(f.a, f.b, e.b));
    if (a > 0.0 && b > 0.0) || (a < 0.0 && b < 0.0) {
        return None;
    }
    let (c, d) = (side(e.a, e.b, f.a), side(e.a, e.b, f.b));
    if (c > 0.0 && d > 0.0) || (c < 0.0 && d < 0.0) {
        return None;
    }
    if a == 0.0 && b == 0.0 {
        // On one line: they touch where their extents meet.
        let meets = |p: f64, q: f64, r: f64, s: f64| p.min(q) <= r.max(s) && r.min(s) <= p.max(q);
        return (meets(e.a.x, e.b.x, f.a.x, f.b.x) && meets(e.a.y, e.b.y, f.a.y, f.b.y)).then_some(false);
    }
    Some(a != 0.0 && b != 0.0 && c != 0.0 && d != 0.0)
}

/// A vertex of a ring that lies where it cannot, given that no rings touch: a hole outside its outer ring or in
/// another hole, a part inside another part.
fn misplaced(shape: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    for polygon in &shape.0 {
        for (i, hole) in polygon.interiors().iter().enumerate() {
            let at = *hole.0.first()?;
            let in_other =
                polygon.interiors().iter().enumerate().any(|(j, other)| i != j && in_ring(&other.0, at));
            if in_other || !in_ring(&polygon.exterior().0, at) {
                return Some(at);
            }
        }
    }
    if shape.0.len() < 2 {
        return None;
    }
    for (i, part) in shape.0.iter().enumerate() {
        let at = *part.exterior().0.first()?;
        for (j, other) in shape.0.iter().enumerate() {
            let in_hole = || other.interiors().iter().any(|h| in_ring(&h.0, at));
            if i != j && in_ring(&other.exterior().0, at) && !in_hole() {
                return Some(at);
            }
        }
    }
    None
}

/// Outer rings by the even-odd rule, less their holes, united.
fn mend(shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let nothing = MultiPolygon::<f64>(Vec::new());
    let alone = |ring: &LineString<f64>| oriented(Polygon::new(ring.clone(), Vec::new()).union(&nothing));
    let parts: Vec<MultiPolygon<f64>> = shape
        .0
        .iter()
        .map(|polygon| {
            let outer = alone(polygon.exterior());
            let holes: Vec<MultiPolygon<f64>> = polygon.interiors().iter().map(alone).collect();
            if holes.is_empty() { outer } else { oriented(outer.difference(&unary_union(&holes))) }
        })
        .collect();
    let united = oriented(unary_union(&parts));
    if bounds(&united).is_some() { united } else { nothing }
}
