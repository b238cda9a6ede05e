//! Polygons that overlap: which parts of their edges bound their union.
//!
//! The union of polygons is not constructed. What is needed of it is its boundary, and of that only the pieces,
//! not their order: each edge of each polygon is cut where it enters or leaves another polygon, and the parts
//! that lie in no other one are *visible*. Summed by Green's theorem they give the area of the union.
//!
//! Polygons of a land survey share edges and vertices, so that nothing can be left to chance at touching points.
//! Sides are decided with exact arithmetic, and ties by *simulation of simplicity*: polygon k is taken to be
//! shifted by k·(ε, ε²) with an infinitesimal ε. Then no vertex lies on another polygon's edge and no two edges
//! are collinear; the answer is the exact one for polygons in general position, and the area is the limit.
//!
//! # Source
//! H. Edelsbrunner, E. P. Mücke: Simulation of Simplicity. ACM Transactions on Graphics 9 (1990) 66–104.
//! J. R. Shewchuk: Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates (1997).

use geo::{Coord, MultiPolygon, Rect};
use robust::{Coord as Exact, orient2d};

use super::cores::Cores;
use super::edge_parts::EdgeParts;
use super::intervals::{Interval, unite};
use super::ring::{around, edges, rings};

/// A polygon that may hide edges of another one.
#[derive(Debug, Clone, Copy)]
pub struct Neighbour<'a> {
    /// Its rank: each polygon of a union has its own, and keeps it in every call.
    pub rank: usize,
    /// The polygon, valid and oriented.
    pub shape: &'a MultiPolygon<f64>,
    /// The box around it.
    pub extent: Rect<f64>,
}

/// The edges of a polygon that are not yet known to be hidden: ring after ring, with their places in that order.
#[derive(Debug)]
pub struct OpenEdges {
    edges: Vec<(usize, Edge)>,
    n_all: usize,
}

impl OpenEdges {
    /// Those of `shape` that lie in none of the cores. These are disks that lie in polygons; no edge is within that of
    /// its own polygon.
    pub fn of(shape: &MultiPolygon<f64>, cores: &Cores) -> Self {
        let mut n_all = 0;
        let edges = edges(shape).inspect(|_| n_all += 1).enumerate();
        let edges = edges.filter(|(_, e)| !cores.hide(e.0, e.1)).collect();
        Self { edges, n_all }
    }

    /// Whether every edge is open.
    pub fn are_all(&self) -> bool {
        self.edges.len() == self.n_all
    }

    /// The box around them; `None` where no edge is open.
    pub fn extent(&self) -> Option<Rect<f64>> {
        around(self.edges.iter().map(|(_, e)| Rect::new(e.0, e.1)))
    }

    /// The parts of the edges of the polygon, whose rank is `rank`, that lie in no other one. `neighbours` are the others
    /// whose boxes meet that of the open edges.
    pub fn visible(&self, rank: usize, neighbours: &[Neighbour<'_>]) -> EdgeParts {
        let mut parts = Vec::new();
        let (mut crossings, mut hidden) = (Vec::new(), Vec::new());
        // Edges that follow each other are mostly hidden by the same neighbour: it is asked first.
        let mut first = 0;
        for &(number, e) in &self.edges {
            hidden.clear();
            let (before, from_first) = neighbours.split_at(first);
            for (k, neighbour) in (first..).zip(from_first).chain((0..).zip(before)) {
                if boxes_meet(e.0, e.1, neighbour.extent.min(), neighbour.extent.max()) {
                    hide(e, neighbour.shape, Order::of(rank, neighbour.rank), &mut crossings, &mut hidden);
                    if is_all(&hidden) {
                        first = k;
                        break; // Where many polygons overlap, most edges are hidden by the first few.
                    }
                }
            }
            let mut from = 0.0;
            for &(hidden_from, hidden_to) in hidden.iter().chain([&(1.0, 1.0)]) {
                if from < hidden_from {
                    parts.push((number, (from, hidden_from)));
                }
                from = hidden_to;
            }
        }
        EdgeParts::of(parts.into_iter(), self.n_all)
    }
}

type Edge = (Coord<f64>, Coord<f64>);

/// Adds the parts of edge `e` that lie in `other` to `hidden`, which stays disjoint and ascending.
fn hide(
    e: Edge,
    other: &MultiPolygon<f64>,
    order: Order,
    crossings: &mut Vec<(f64, i32)>,
    hidden: &mut Vec<Interval>,
) {
    // One walk around the other polygon: which edges cross `e`, and, by a ray from its start, where it starts.
    crossings.clear();
    let low = Coord { x: e.0.x.min(e.1.x), y: e.0.y.min(e.1.y) };
    let high = Coord { x: e.0.x.max(e.1.x), y: e.0.y.max(e.1.y) };
    let mut starts_inside = false;
    let is_above = |c: Coord<f64>| c.y > e.0.y || (c.y == e.0.y && order == Order::Below);
    for ring in rings(other) {
        let Some(&first) = ring.0.first() else { continue };
        let (mut from, mut from_above) = (first, is_above(first));
        for &to in &ring.0[1..] {
            let to_above = is_above(to);
            if from_above != to_above && side(from, to, e.0, order).1 == to_above {
                starts_inside = !starts_inside;
            }
            let is_apart = (from.x > high.x && to.x > high.x)
                || (from.x < low.x && to.x < low.x)
                || (from.y > high.y && to.y > high.y)
                || (from.y < low.y && to.y < low.y);
            if !is_apart {
                crossings.extend(crossing(e, (from, to), order));
            }
            (from, from_above) = (to, to_above);
        }
    }
    crossings.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut depth = i32::from(starts_inside);
    let mut from = 0.0;
    for &(t, turn) in crossings.iter().chain([&(1.0, 0)]) {
        if depth > 0 && from < t {
            hidden.push((from, t));
        }
        depth += turn;
        from = t;
    }
    unite(hidden);
}

fn is_all(hidden: &[Interval]) -> bool {
    matches!(hidden, [(from, to)] if *from <= 0.0 && *to >= 1.0)
}

/// Which of two polygons is shifted against the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// The point's (or first) polygon has the higher rank: it is shifted by +(ε, ε²) against the other.
    Above,
    /// It has the lower rank: it is shifted by −(ε, ε²) against the other.
    Below,
}

impl Order {
    fn of(rank: usize, other: usize) -> Self {
        if rank > other { Order::Above } else { Order::Below }
    }

    fn reversed(self) -> Self {
        match self {
            Order::Above => Order::Below,
            Order::Below => Order::Above,
        }
    }
}

/// Twice the signed area of (p, q, x), and whether x lies left of p → q, ties decided by the shift of x's polygon.
fn side(p: Coord<f64>, q: Coord<f64>, x: Coord<f64>, order_of_x: Order) -> (f64, bool) {
    let exact = |c: Coord<f64>| Exact { x: c.x, y: c.y };
    let area = orient2d(exact(p), exact(q), exact(x));
    if area != 0.0 {
        return (area, area > 0.0);
    }
    // Shifted by (ε, ε²), x moves to the left of p → q when −ε·(q.y − p.y) + ε²·(q.x − p.x) > 0.
    let left = if q.y != p.y { q.y < p.y } else { q.x > p.x };
    (0.0, left == (order_of_x == Order::Above))
}

/// Where edge `e` crosses edge `f` of another polygon: the parameter on `e`, and +1 into that polygon, −1 out of it.
fn crossing(e: Edge, f: Edge, order: Order) -> Option<(f64, i32)> {
    let (area_from, from_left) = side(f.0, f.1, e.0, order);
    let (area_to, to_left) = side(f.0, f.1, e.1, order);
    if from_left == to_left {
        return None;
    }
    let (_, start_left) = side(e.0, e.1, f.0, order.reversed());
    let (_, end_left) = side(e.0, e.1, f.1, order.reversed());
    if start_left == end_left {
        return None;
    }
    // Both areas are zero only for collinear edges, which a shift leaves parallel: they do not come here.
    let t = area_from / (area_from - area_to);
    Some((if t.is_finite() { t.clamp(0.0, 1.0) } else { 0.0 }, if to_left { 1 } else { -1 }))
}

/// Whether the boxes around two pairs of points meet, boundaries included.
fn boxes_meet(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, d: Coord<f64>) -> bool {
    a.x.min(b.x) <= c.x.max(d.x)
        && c.x.min(d.x) <= a.x.max(b.x)
        && a.y.min(b.y) <= c.y.max(d.y)
        && c.y.min(d.y) <= a.y.max(b.y)
}
