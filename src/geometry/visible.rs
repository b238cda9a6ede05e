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
use super::edge_index::EdgeIndex;
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
    /// Its edges by place, where it has many ([`EdgeIndex::of_shape`]).
    pub edges: Option<&'a EdgeIndex>,
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
        /// So many edges that follow each other lie together.
        const RUN: usize = 64;
        let mut parts = Vec::new();
        let (mut crossings, mut hidden) = (Vec::new(), Vec::new());
        for run in self.edges.chunks(RUN) {
            let near_run: Vec<Neighbour<'_>>;
            let neighbours = if self.edges.len() <= RUN {
                neighbours
            } else {
                let extent = around(run.iter().map(|(_, e)| Rect::new(e.0, e.1)));
                let meets = |n: &&Neighbour<'_>| {
                    extent.is_some_and(|e| boxes_meet(e.min(), e.max(), n.extent.min(), n.extent.max()))
                };
                near_run = neighbours.iter().filter(meets).copied().collect();
                &near_run
            };
            // Edges that follow each other are mostly hidden by the same neighbour: it is asked first.
            let mut first = 0;
            for &(number, e) in run {
                hidden.clear();
                let (before, from_first) = neighbours.split_at(first);
                for (k, neighbour) in (first..).zip(from_first).chain((0..).zip(before)) {
                    if boxes_meet(e.0, e.1, neighbour.extent.min(), neighbour.extent.max()) {
                        hide(e, rank, neighbour, &mut crossings, &mut hidden);
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
        }
        EdgeParts::of(parts.into_iter(), self.n_all)
    }
}

type Edge = (Coord<f64>, Coord<f64>);
/// A point, whether it is above the start of an edge, and beyond which sides of the edge's box it lies.
type Seen = (Coord<f64>, bool, u8);

/// Adds the parts of edge `e` of the polygon of this rank that lie in another one to `hidden`, which stays disjoint and
/// ascending.
fn hide(
    e: Edge,
    rank: usize,
    other: &Neighbour<'_>,
    crossings: &mut Vec<(f64, i32)>,
    hidden: &mut Vec<Interval>,
) {
    let order = Order::of(rank, other.rank);
    // Of the other polygon's edges: which cross `e`, and, by a ray eastward from its start, where it starts.
    crossings.clear();
    let mut look = Look { e, order, view: View::of(e), starts_inside: false, crossings: &mut *crossings };
    if let Some(index) = other.edges {
        let (low, high) = (look.view.low, look.view.high);
        index.for_each_eastward(low, high, |(from, to)| look.at(look.seen(from), look.seen(to)));
    } else {
        for ring in rings(other.shape) {
            let Some(&first) = ring.0.first() else { continue };
            let mut from = look.seen(first);
            for &to in &ring.0[1..] {
                let to = look.seen(to);
                look.at(from, to);
                from = to;
            }
        }
    }
    let starts_inside = look.starts_inside;
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

/// An edge, looked for among the edges of another polygon.
struct Look<'h> {
    e: Edge,
    order: Order,
    view: View,
    /// Whether its start lies in the other polygon, by the edges that a ray eastward from there crosses.
    starts_inside: bool,
    crossings: &'h mut Vec<(f64, i32)>,
}

impl Look<'_> {
    #[inline]
    fn seen(&self, at: Coord<f64>) -> Seen {
        let is_above = at.y > self.e.0.y || (at.y == self.e.0.y && self.order == Order::Below);
        (at, is_above, self.view.beyond(at))
    }

    /// Looks at an edge of the other polygon. Most of the time for overlaps is spent here: a call would cost a third more.
    #[expect(clippy::inline_always, reason = "measured")]
    #[inline(always)]
    fn at(&mut self, (from, from_above, from_beyond): Seen, (to, to_above, to_beyond): Seen) {
        let both_beyond = from_beyond & to_beyond;
        if from_above != to_above && both_beyond & WEST == 0 {
            let is_crossed = both_beyond & EAST != 0 || side(from, to, self.e.0, self.order).1 == to_above;
            self.starts_inside ^= is_crossed;
        }
        if both_beyond == 0 {
            self.crossings.extend(crossing(self.e, (from, to), self.order));
        }
    }
}

const WEST: u8 = 1;
const EAST: u8 = 2;
const SOUTH: u8 = 4;
const NORTH: u8 = 8;

/// The box around an edge. Another edge of which both ends are beyond the same side of it is apart from it.
struct View {
    low: Coord<f64>,
    high: Coord<f64>,
}

impl View {
    fn of(e: Edge) -> Self {
        Self {
            low: Coord { x: e.0.x.min(e.1.x), y: e.0.y.min(e.1.y) },
            high: Coord { x: e.0.x.max(e.1.x), y: e.0.y.max(e.1.y) },
        }
    }

    /// Beyond which sides of the box a point lies. Without a branch: there is no telling which way a polygon goes on.
    fn beyond(&self, at: Coord<f64>) -> u8 {
        u8::from(at.x < self.low.x) * WEST
            + u8::from(at.x > self.high.x) * EAST
            + u8::from(at.y < self.low.y) * SOUTH
            + u8::from(at.y > self.high.y) * NORTH
    }
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
