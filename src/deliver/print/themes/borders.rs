//! Borders between neighbours, each drawn once.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use geo::{Coord, LineString};

/// The edges of rings, each once though two rings share it, in lines as long as they can be.
pub(super) fn once<'a>(rings: impl Iterator<Item = &'a LineString<f64>>) -> Vec<Cow<'a, LineString<f64>>> {
    let mut known = HashSet::new();
    lines(rings, |edge| known.insert(edge))
}

/// The edges that only one ring has: the border of all rings together.
pub(super) fn outer<'a>(
    rings: impl Iterator<Item = &'a LineString<f64>> + Clone,
) -> Vec<Cow<'a, LineString<f64>>> {
    let mut known: HashMap<[u64; 4], usize> = HashMap::new();
    for edge in rings.clone().flat_map(|ring| ring.0.windows(2)) {
        *known.entry(key(edge[0], edge[1])).or_default() += 1;
    }
    lines(rings, |edge| known.get(&edge) == Some(&1))
}

/// The edges of rings that are kept, in lines as long as they can be.
fn lines<'a>(
    rings: impl Iterator<Item = &'a LineString<f64>>,
    mut is_kept: impl FnMut([u64; 4]) -> bool,
) -> Vec<Cow<'a, LineString<f64>>> {
    let mut lines = Vec::new();
    for ring in rings {
        let mut line: Vec<Coord<f64>> = Vec::new();
        for edge in ring.0.windows(2) {
            let [from, to] = [edge[0], edge[1]];
            if is_kept(key(from, to)) {
                if line.is_empty() {
                    line.push(from);
                }
                line.push(to);
            } else if !line.is_empty() {
                lines.push(Cow::Owned(LineString(std::mem::take(&mut line))));
            }
        }
        if !line.is_empty() {
            lines.push(Cow::Owned(LineString(line)));
        }
    }
    lines
}

/// An edge, whichever way it goes.
fn key(from: Coord<f64>, to: Coord<f64>) -> [u64; 4] {
    let bits = |at: Coord<f64>| [at.x.to_bits(), at.y.to_bits()];
    let (a, b) = (bits(from), bits(to));
    let (low, high) = if a <= b { (a, b) } else { (b, a) };
    [low[0], low[1], high[0], high[1]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_border_is_one_line() {
        let ring =
            |x: f64| LineString::from(vec![(x, 0.0), (x + 1.0, 0.0), (x + 1.0, 1.0), (x, 1.0), (x, 0.0)]);
        let rings = [ring(0.0), ring(1.0)];
        let lines = once(rings.iter());
        let n_edges: usize = lines.iter().map(|line| line.0.len() - 1).sum();
        assert_eq!(n_edges, 7);
        let n_outer: usize = outer(rings.iter()).iter().map(|line| line.0.len() - 1).sum();
        assert_eq!(n_outer, 6);
    }
}
