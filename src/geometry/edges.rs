//! The edges of a shape, and which of them may meet: by a sweep from west to east where few lie one above the other, by
//! an R-tree where many do.

use geo::{Coord, LineString, MultiPolygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::ring::{is_right_of, rings};

/// So many edges above and below each are looked at faster than a tree is built.
const FEW: usize = 64;

/// An edge, and where it stands: ring and place in the ring.
pub(super) struct Edge {
    pub(super) a: Coord<f64>,
    pub(super) b: Coord<f64>,
    pub(super) ring: usize,
    pub(super) place: usize,
    pub(super) is_last: bool,
}

impl Edge {
    fn west(&self) -> f64 {
        self.a.x.min(self.b.x)
    }

    fn east(&self) -> f64 {
        self.a.x.max(self.b.x)
    }

    fn low(&self) -> f64 {
        self.a.y.min(self.b.y)
    }

    fn high(&self) -> f64 {
        self.a.y.max(self.b.y)
    }

    fn envelope(&self) -> AABB<[f64; 2]> {
        AABB::from_corners([self.a.x, self.a.y], [self.b.x, self.b.y])
    }
}

/// The edges of a shape from west to east.
pub(super) struct Edges {
    all: Vec<Edge>,
    tree: Option<Tree>,
}

/// The boxes of edges, with their places in the order from west to east.
struct Tree {
    boxes: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    /// Which way a ray crosses fewer edges: to the north, or to the east.
    is_ray_northward: bool,
}

impl Tree {
    fn of(edges: &[Edge]) -> Self {
        let boxed = |(at, edge): (usize, &Edge)| GeomWithData::new(Rectangle::from_aabb(edge.envelope()), at);
        let boxes = RTree::bulk_load(edges.iter().enumerate().map(boxed).collect());
        let (low, high) = (boxes.root().envelope().lower(), boxes.root().envelope().upper());
        // A ray from a place in the box crosses edges by how much of its side they take up.
        let widths: f64 = edges.iter().map(|edge| edge.east() - edge.west()).sum();
        let heights: f64 = edges.iter().map(|edge| edge.high() - edge.low()).sum();
        let is_ray_northward = widths * (high[1] - low[1]) < heights * (high[0] - low[0]);
        Self { boxes, is_ray_northward }
    }

    /// The places of the edges whose boxes meet this one.
    fn meeting(&self, envelope: &AABB<[f64; 2]>) -> impl Iterator<Item = usize> {
        self.boxes.locate_in_envelope_intersecting(envelope).map(|found| found.data)
    }

    /// The ray from a place, as a box without width.
    fn ray(&self, from: Coord<f64>) -> AABB<[f64; 2]> {
        let far = self.boxes.root().envelope().upper();
        let end = if self.is_ray_northward { [from.x, far[1]] } else { [far[0], from.y] };
        AABB::from_corners([from.x, from.y], end)
    }
}

impl Edges {
    pub(super) fn of(shape: &MultiPolygon<f64>) -> Self {
        let edges = Self::swept(shape);
        let last_ring = edges.all.iter().map(|edge| edge.ring).max();
        let are_rings_few = last_ring.is_none_or(|last| last <= FEW);
        if are_rings_few && edges.are_few_above_each_other() { edges } else { edges.in_tree() }
    }

    fn swept(shape: &MultiPolygon<f64>) -> Self {
        let edges = rings(shape).enumerate().flat_map(|(ring, line)| edges_of(ring, line));
        let mut all: Vec<Edge> = edges.collect();
        all.sort_by(|p, q| p.west().total_cmp(&q.west()));
        Self { all, tree: None }
    }

    fn in_tree(self) -> Self {
        Self { tree: Some(Tree::of(&self.all)), ..self }
    }

    /// Whether a sweep looks at few pairs: those whose west-east extents meet.
    fn are_few_above_each_other(&self) -> bool {
        let n = self.all.len();
        let pairs =
            |(at, edge): (usize, &Edge)| self.all[at..].partition_point(|later| later.west() <= edge.east());
        n <= FEW || self.all.iter().enumerate().map(pairs).sum::<usize>() <= FEW * n
    }

    /// The edges from west to east, each with its place in this order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Edge)> {
        self.all.iter().enumerate()
    }

    /// Calls `with` for each edge that comes later than the one at `at` and whose box meets that one's, from west to east,
    /// until it says that this was enough.
    pub(super) fn meeting<'e, T>(
        &'e self,
        at: usize,
        mut with: impl FnMut(&'e Edge) -> Option<T>,
    ) -> Option<T> {
        let edge = self.all.get(at)?;
        match &self.tree {
            None => self.all[at + 1..]
                .iter()
                .take_while(|later| later.west() <= edge.east())
                .filter(|later| later.low() <= edge.high() && later.high() >= edge.low())
                .find_map(with),
            Some(tree) => {
                let mut later: Vec<usize> =
                    tree.meeting(&edge.envelope()).filter(|found| *found > at).collect();
                later.sort_unstable();
                later.into_iter().find_map(|found| with(&self.all[found]))
            }
        }
    }

    /// The rings around a point, by number, in rising order: those that a ray from it crosses an odd number of times. It
    /// may lie on edges of its own ring alone, which then may or may not be among them.
    pub(super) fn rings_around(&self, at: Coord<f64>) -> Vec<usize> {
        let eastward = |edge: &&Edge| is_right_of(edge.a, edge.b, at);
        let turned = |c: Coord<f64>| Coord { x: c.y, y: c.x };
        let northward = |edge: &&Edge| is_right_of(turned(edge.a), turned(edge.b), turned(at));
        let mut crossed: Vec<usize> = match &self.tree {
            None => self.all.iter().filter(eastward).map(|edge| edge.ring).collect(),
            Some(tree) => {
                let ray = tree.ray(at);
                let near = tree.meeting(&ray).map(|found| &self.all[found]);
                let is_crossed =
                    |edge: &&Edge| if tree.is_ray_northward { northward(edge) } else { eastward(edge) };
                near.filter(is_crossed).map(|edge| edge.ring).collect()
            }
        };
        crossed.sort_unstable();
        let odd = crossed.chunk_by(|p, q| p == q).filter(|of_ring| of_ring.len() % 2 == 1);
        odd.filter_map(|of_ring| of_ring.first().copied()).collect()
    }
}

fn edges_of(ring: usize, line: &LineString<f64>) -> impl Iterator<Item = Edge> {
    let last = line.0.len().saturating_sub(2);
    let edge = move |(place, e): (usize, &[Coord<f64>])| Edge {
        a: e[0],
        b: e[1],
        ring,
        place,
        is_last: place == last,
    };
    line.0.windows(2).enumerate().map(edge)
}

#[cfg(test)]
mod tests {
    use geo::Polygon;
    use proptest::prelude::*;

    use super::*;
    use crate::geometry::ring::in_ring;

    fn shape() -> impl Strategy<Value = MultiPolygon<f64>> {
        let corner = (0..40i32, 0..40i32).prop_map(|(x, y)| Coord { x: f64::from(x) / 4.0, y: f64::from(y) });
        let ring = prop::collection::vec(corner, 3..12).prop_map(|mut corners| {
            corners.push(corners[0]);
            LineString(corners)
        });
        let polygon = (ring.clone(), prop::collection::vec(ring, 0..4))
            .prop_map(|(outer, holes)| Polygon::new(outer, holes));
        prop::collection::vec(polygon, 1..6).prop_map(MultiPolygon)
    }

    /// The rings and places of what is found.
    fn found(edges: &Edges) -> Vec<(usize, usize)> {
        let mut all = Vec::new();
        for (at, _) in edges.iter() {
            edges.meeting(at, |edge| {
                all.push((edge.ring, edge.place));
                None::<()>
            });
        }
        all
    }

    proptest! {
        #[test]
        fn tree_and_sweep_find_the_same_in_the_same_order(shape in shape()) {
            prop_assert_eq!(found(&Edges::swept(&shape)), found(&Edges::swept(&shape).in_tree()));
        }

        /// Places off the grid of the corners: none lies on an edge's end, few on an edge.
        #[test]
        fn the_rings_around_a_place_are_those_that_hold_it(shape in shape(), x in 0..40i32, y in 0..40i32) {
            let at = Coord { x: f64::from(x) / 4.0 + 0.1234567, y: f64::from(y) + 0.3141592 };
            let around: Vec<usize> =
                rings(&shape).enumerate().filter(|(_, ring)| in_ring(&ring.0, at)).map(|(k, _)| k).collect();
            prop_assert_eq!(&Edges::swept(&shape).rings_around(at), &around);
            let mut tree = Edges::swept(&shape).in_tree();
            for is_ray_northward in [false, true] {
                tree.tree.as_mut().unwrap().is_ray_northward = is_ray_northward;
                prop_assert_eq!(&tree.rings_around(at), &around);
            }
        }
    }
}
