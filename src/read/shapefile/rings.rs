//! From the rings of a polygon to polygons with holes.
//!
//! A Shapefile lists rings one after the other, and only their winding says which of them are holes: outer rings run
//! clockwise, holes counter-clockwise. Which outer ring a hole belongs to is nowhere said: the smallest that holds it.

use geo::coordinate_position::{CoordPos, coord_pos_relative_to_ring};
use geo::{Coord, LineString};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::super::wkb::Damage;

type Ring = Vec<Coord>;

/// Polygons: an outer ring each, then its holes.
#[derive(Debug, PartialEq)]
pub(super) struct Sorted {
    pub(super) polygons: Vec<Vec<Ring>>,
    /// Whether the winding did not tell, so that they were sorted by which ring lies in which.
    pub(super) by_nesting: bool,
}

/// How many vertices may be looked at, for each vertex that there is.
const EFFORT: usize = 1024;

/// Sorts rings into polygons.
///
/// Where every counter-clockwise ring lies in a clockwise one, it is a hole of the smallest such. Where one does not,
/// the winding is not that of the format: then rings that lie in an even number of others are outer ones, and those
/// that lie in an odd number are holes. A single ring is an outer one, whatever its winding.
///
/// # Errors
/// Rings that lie in each other so often that sorting them has no end in sight.
pub(super) fn sort(rings: Vec<Ring>) -> Result<Sorted, Damage> {
    let rings: Vec<Ring> = rings.into_iter().filter(|ring| !ring.is_empty()).collect();
    if rings.len() < 2 {
        return Ok(Sorted {
            polygons: rings.into_iter().map(|ring| vec![ring]).collect(),
            by_nesting: false,
        });
    }
    let sides: Vec<Side> = rings.iter().map(|ring| Side::of(ring)).collect();
    if let Some(owners) = owners_by_winding(&rings, &sides)? {
        return Ok(Sorted { polygons: joined(rings, &owners), by_nesting: false });
    }
    let owners = owners_by_nesting(&rings, &sides)?;
    Ok(Sorted { polygons: joined(rings, &owners), by_nesting: true })
}

/// What a ring is like.
struct Side {
    /// Positive when it runs counter-clockwise.
    signed_area: f64,
    bounds: AABB<[f64; 2]>,
}

impl Side {
    fn of(ring: &[Coord]) -> Self {
        // Relative to a vertex: products of whole coordinates lose the digits that small rings are made of.
        let origin = ring.first().copied().unwrap_or_default();
        let mut doubled = 0.0;
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let (a, b) = (*a - origin, *b - origin);
            doubled += a.x * b.y - b.x * a.y;
        }
        let corners: Vec<[f64; 2]> = ring.iter().map(|c| [c.x, c.y]).collect();
        Self { signed_area: doubled / 2.0, bounds: AABB::from_points(&corners) }
    }

    fn is_clockwise(&self) -> bool {
        self.signed_area < 0.0
    }

    fn holds_bounds(&self, other: &Self) -> bool {
        let within = |axis: usize| {
            self.bounds.lower()[axis] <= other.bounds.lower()[axis]
                && other.bounds.upper()[axis] <= self.bounds.upper()[axis]
        };
        within(0) && within(1)
    }
}

/// Of each ring the outer ring that it is a hole of; `None` when the winding does not tell.
fn owners_by_winding(rings: &[Ring], sides: &[Side]) -> Result<Option<Vec<Option<usize>>>, Damage> {
    let outer: Vec<usize> = (0..rings.len()).filter(|i| sides[*i].is_clockwise()).collect();
    // The usual case, which needs no search. A hole that leaves its ring is a matter of repair, as in any format.
    if let [only] = outer.as_slice() {
        let is_held = |side: &Side| sides[*only].holds_bounds(side);
        return Ok(sides
            .iter()
            .all(is_held)
            .then(|| (0..rings.len()).map(|i| (i != *only).then_some(*only)).collect()));
    }
    let mut nest = Nest::of(rings, sides, &outer);
    let mut owners = vec![None; rings.len()];
    for (i, owner) in owners.iter_mut().enumerate().filter(|(i, _)| !sides[*i].is_clockwise()) {
        *owner = nest.holders(i)?.smallest;
        if owner.is_none() {
            return Ok(None);
        }
    }
    Ok(Some(owners))
}

/// Of each ring the outer ring that it is a hole of, by how many rings it lies in.
fn owners_by_nesting(rings: &[Ring], sides: &[Side]) -> Result<Vec<Option<usize>>, Damage> {
    let all: Vec<usize> = (0..rings.len()).collect();
    let mut nest = Nest::of(rings, sides, &all);
    let holders: Vec<Holders> = all.iter().map(|i| nest.holders(*i)).collect::<Result<_, _>>()?;
    let is_hole = |i: usize| holders[i].count % 2 == 1;
    // Where rings cross each other a hole may lie in a hole: it is then an outer ring.
    let owner = |i: usize| holders[i].smallest.filter(|holder| is_hole(i) && !is_hole(*holder));
    Ok(all.iter().map(|i| owner(*i)).collect())
}

/// Rings without owner, each followed by the rings that it owns.
fn joined(rings: Vec<Ring>, owners: &[Option<usize>]) -> Vec<Vec<Ring>> {
    let mut place = vec![0; rings.len()];
    let mut n_outer = 0;
    for (place, _) in place.iter_mut().zip(owners).filter(|(_, owner)| owner.is_none()) {
        *place = n_outer;
        n_outer += 1;
    }
    let mut polygons: Vec<Vec<Ring>> = vec![Vec::new(); n_outer];
    let (outer, holes): (Vec<_>, Vec<_>) =
        rings.into_iter().enumerate().partition(|(i, _)| owners[*i].is_none());
    for (i, ring) in outer.into_iter().chain(holes) {
        polygons[place[owners[i].unwrap_or(i)]].push(ring);
    }
    polygons
}

/// The rings that hold another.
#[derive(Debug, Default)]
struct Holders {
    count: usize,
    smallest: Option<usize>,
}

/// Rings in which others may lie.
struct Nest<'r> {
    rings: &'r [Ring],
    sides: &'r [Side],
    tree: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    lines: Vec<Option<LineString>>,
    /// How many vertices may still be looked at.
    effort: usize,
}

impl<'r> Nest<'r> {
    fn of(rings: &'r [Ring], sides: &'r [Side], outer: &[usize]) -> Self {
        let boxes = outer.iter().map(|i| GeomWithData::new(Rectangle::from_aabb(sides[*i].bounds), *i));
        let n_vertices: usize = rings.iter().map(Vec::len).sum();
        Self {
            rings,
            sides,
            tree: RTree::bulk_load(boxes.collect()),
            lines: vec![None; rings.len()],
            effort: n_vertices.saturating_mul(EFFORT),
        }
    }

    /// The rings that hold this one.
    fn holders(&mut self, inner: usize) -> Result<Holders, Damage> {
        let corner = AABB::from_point(self.sides[inner].bounds.lower());
        let near: Vec<usize> =
            self.tree.locate_in_envelope_intersecting(&corner).map(|found| found.data).collect();
        let mut holders = Holders::default();
        for outer in near {
            self.spend(1)?;
            if self.is_larger(outer, inner) && self.holds(outer, inner)? {
                holders.count += 1;
                if holders.smallest.is_none_or(|smallest| self.is_larger(smallest, outer)) {
                    holders.smallest = Some(outer);
                }
            }
        }
        Ok(holders)
    }

    fn area(&self, ring: usize) -> f64 {
        self.sides[ring].signed_area.abs()
    }

    /// Whether the area of one ring is larger than that of the other; of equal ones the first counts as such, so that
    /// no two hold each other.
    fn is_larger(&self, one: usize, other: usize) -> bool {
        self.area(one).total_cmp(&self.area(other)).then(other.cmp(&one)).is_gt()
    }

    /// Whether the first vertex of `inner` that does not lie on `outer` lies in it, or where all do, the first middle
    /// of two; rings that lie on each other throughout hold each other.
    fn holds(&mut self, outer: usize, inner: usize) -> Result<bool, Damage> {
        if !self.sides[outer].holds_bounds(&self.sides[inner]) {
            return Ok(false);
        }
        let rings = self.rings;
        let line = self.lines[outer].take().unwrap_or_else(|| {
            let mut line = LineString(rings[outer].clone());
            line.close();
            line
        });
        let middles = rings[inner].windows(2).map(|pair| match pair {
            [a, b] => (*a + *b) / 2.0,
            _ => Coord::default(),
        });
        let mut holds = Ok(true);
        for at in rings[inner].iter().copied().chain(middles) {
            if let Err(damage) = self.spend(line.0.len()) {
                holds = Err(damage);
                break;
            }
            match coord_pos_relative_to_ring(at, &line) {
                CoordPos::OnBoundary => {}
                position => {
                    holds = Ok(position == CoordPos::Inside);
                    break;
                }
            }
        }
        self.lines[outer] = Some(line);
        holds
    }

    fn spend(&mut self, vertices: usize) -> Result<(), Damage> {
        self.effort = self.effort.checked_sub(vertices).ok_or("read.damage.rings")?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
