//! Parts of the edges of a polygon.

use geo::{Coord, MultiPolygon};

use super::covered::at;
use super::intervals::Interval;
use super::ring::{cross, edges};

/// For each edge of a polygon, ring after ring, parts of it: those that lie in no other polygon. Most edges are there as a
/// whole or not at all, and take a bit each.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EdgeParts(Kept);

#[derive(Debug, Clone, Default, PartialEq)]
enum Kept {
    #[default]
    Nothing,
    All,
    Some(Box<Parts>),
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Parts {
    /// A bit an edge: whether it is there as a whole.
    whole: Vec<u64>,
    /// The other parts, edge after edge, and the edges that they are of.
    intervals: Vec<Interval>,
    of: Vec<u32>,
}

/// An edge as a whole.
const WHOLE: Interval = (0.0, 1.0);

impl EdgeParts {
    /// The parts of the edges, edge after edge and in ascending order, as disjoint parameters in 0..1; of `n_edges`.
    pub(crate) fn of(parts: impl Iterator<Item = (usize, Interval)>, n_edges: usize) -> Self {
        let mut kept = Parts { whole: vec![0; n_edges.div_ceil(64)], ..Parts::default() };
        let mut n_whole = 0;
        for (edge, part) in parts {
            match kept.whole.get_mut(edge / 64) {
                Some(bits) if part == WHOLE => {
                    *bits |= 1 << (edge % 64);
                    n_whole += 1;
                }
                _ => {
                    kept.intervals.push(part);
                    // No polygon of 2³² edges fits into memory.
                    kept.of.push(u32::try_from(edge).unwrap_or(u32::MAX));
                }
            }
        }
        kept.intervals.shrink_to_fit();
        kept.of.shrink_to_fit();
        Self(match (n_whole, kept.intervals.len()) {
            (0, 0) => Kept::Nothing,
            (n, 0) if n == n_edges => Kept::All,
            _ => Kept::Some(Box::new(kept)),
        })
    }

    /// The parts of an edge, as disjoint ascending parameters in 0..1.
    pub(crate) fn of_edge(&self, edge: usize) -> &[Interval] {
        match &self.0 {
            Kept::Nothing => &[],
            Kept::All => &[WHOLE],
            Kept::Some(parts)
                if parts.whole.get(edge / 64).is_some_and(|bits| bits >> (edge % 64) & 1 == 1) =>
            {
                &[WHOLE]
            }
            Kept::Some(parts) => {
                let from = parts.of.partition_point(|&of| (of as usize) < edge);
                let rest = parts.of.get(from..).unwrap_or_default();
                let n = rest.iter().take_while(|&&of| of as usize == edge).count();
                parts.intervals.get(from..from + n).unwrap_or_default()
            }
        }
    }

    /// ½ ∮ over the parts, about `origin`. Summed over all polygons: the area of their union.
    pub fn green(&self, shape: &MultiPolygon<f64>, origin: Coord<f64>) -> f64 {
        if self.0 == Kept::Nothing {
            return 0.0;
        }
        let mut twice = 0.0;
        for (edge, (a, b)) in edges(shape).enumerate() {
            for &(from, to) in self.of_edge(edge) {
                let (a, b) = (a - origin, b - origin);
                twice += cross(at(a, b, from), at(a, b, to));
            }
        }
        0.5 * twice
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_edge_has_the_parts_that_it_was_given(
            edges in prop::collection::vec(prop::sample::select(vec![vec![], vec![WHOLE], vec![(0.0, 0.25), (0.5, 1.0)]]), 0..150)
        ) {
            let given = edges.iter().enumerate().flat_map(|(edge, parts)| parts.iter().map(move |part| (edge, *part)));
            let parts = EdgeParts::of(given, edges.len());
            for (edge, expected) in edges.iter().enumerate() {
                prop_assert_eq!(parts.of_edge(edge), expected.as_slice());
            }
        }
    }
}
