//! What makes a shape invalid: which kind of fault, and where.

use geo::{Coord, LineString, MultiPolygon};
use robust::{Coord as Exact, orient2d};

use super::edges::{Edge, Edges};
use super::ring::{bounds, cross, rings};

/// What is wrong with a polygon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// A ring of four corners crosses itself: two of them stand in the wrong order.
    BowTie,
    /// A longer ring crosses itself.
    SelfCrossing,
    /// A ring runs out and back along the same line.
    Spike,
    /// A ring touches itself, or runs along itself.
    SelfTouching,
    /// A hole and its outer ring cross or touch.
    HoleCrossing,
    /// Two holes cross or touch, or one lies in the other.
    HolesOverlap,
    /// A hole lies outside its outer ring.
    HoleOutside,
    /// Two parts cross or touch.
    PartsOverlap,
    /// A part lies in another part.
    PartsNested,
}

/// Why a shape may not be valid.
pub(super) struct Fault {
    pub(super) kind: FaultKind,
    pub(super) at: Coord<f64>,
    /// Boundaries only touch: valid or not, by what lies between them.
    pub(super) is_contact_only: bool,
}

/// How two edges meet.
enum Meeting {
    Crossing(Coord<f64>),
    Touching(Coord<f64>),
}

/// Whether no edge crosses or touches another one but for its neighbours in the ring, and every ring lies where it can.
/// Stricter than validity: rings may touch in points.
pub(super) fn is_simple(shape: &MultiPolygon<f64>) -> bool {
    fault_of(shape).is_none()
}

/// The first crossing that a sweep from west to east meets, else the first contact, else a ring that lies where it
/// cannot.
pub(super) fn fault_of(shape: &MultiPolygon<f64>) -> Option<Fault> {
    if is_star(shape) || is_one_small_simple_ring(shape) { None } else { searched(shape) }
}

/// Whether the shape is one ring around the middle of its box, all of which can be seen from there: most parcels are. Each
/// of its edges then goes on anticlockwise, and together they go around but once, so that no two of them can meet.
fn is_star(shape: &MultiPolygon<f64>) -> bool {
    let [polygon] = &shape.0[..] else { return false };
    let ring = &polygon.exterior().0[..];
    let (true, Some(extent)) = (polygon.interiors().is_empty(), bounds(shape)) else { return false };
    let middle = extent.center();
    // Far above what rounding can do to a product of two lengths in the box.
    let least = 1e-12 * (extent.width() + extent.height()).powi(2);
    let mut rounds = 0;
    for e in ring.windows(2) {
        let (a, b) = (e[0] - middle, e[1] - middle);
        if cross(a, b) <= least {
            return false;
        }
        rounds += usize::from(a.y < 0.0 && b.y >= 0.0);
    }
    rounds == 1
}

fn searched(shape: &MultiPolygon<f64>) -> Option<Fault> {
    let edges = Edges::of(shape);
    let mut contact: Option<Fault> = None;
    for (at, e) in edges.iter() {
        let crossing = edges.meeting(at, |f| {
            if are_neighbours(e, f) {
                if contact.is_none() && runs_back(e, f) {
                    let at = if e.b == f.a { e.b } else { e.a };
                    contact = Some(Fault { kind: FaultKind::Spike, at, is_contact_only: true });
                }
                return None;
            }
            match meeting(e, f)? {
                Meeting::Crossing(at) => {
                    return Some(Fault { kind: crossing(shape, e, f), at, is_contact_only: false });
                }
                Meeting::Touching(at) if contact.is_none() => {
                    contact = Some(Fault { kind: touching(shape, e, f), at, is_contact_only: true });
                }
                Meeting::Touching(_) => {}
            }
            None
        });
        if crossing.is_some() {
            return crossing;
        }
    }
    contact.or_else(|| misplaced(shape, &edges))
}

/// Whether the shape is one ring of few edges, none of which crosses or touches another: most parcels are. Then no edge
/// need be sorted, nor any memory taken.
fn is_one_small_simple_ring(shape: &MultiPolygon<f64>) -> bool {
    const FEW: usize = 40;
    let [polygon] = &shape.0[..] else { return false };
    let ring = &polygon.exterior().0[..];
    let n = ring.len().saturating_sub(1);
    if n > FEW || !polygon.interiors().is_empty() {
        return false;
    }
    let edge =
        |place: usize, e: &[Coord<f64>]| Edge { a: e[0], b: e[1], ring: 0, place, is_last: place + 1 == n };
    ring.windows(2).enumerate().all(|(i, e)| {
        let (west, east) = (e[0].x.min(e[1].x), e[0].x.max(e[1].x));
        let (low, high) = (e[0].y.min(e[1].y), e[0].y.max(e[1].y));
        ring.windows(2).enumerate().skip(i + 1).all(|(j, f)| {
            let is_apart = f[0].x.max(f[1].x) < west
                || f[0].x.min(f[1].x) > east
                || f[0].y.max(f[1].y) < low
                || f[0].y.min(f[1].y) > high;
            if is_apart {
                return true;
            }
            let (e, f) = (edge(i, e), edge(j, f));
            if are_neighbours(&e, &f) { !runs_back(&e, &f) } else { meeting(&e, &f).is_none() }
        })
    })
}

/// Whether two edges follow each other in one ring.
fn are_neighbours(e: &Edge, f: &Edge) -> bool {
    let follows = |p: &Edge, q: &Edge| q.place == p.place + 1 || (p.is_last && q.place == 0);
    e.ring == f.ring && (follows(e, f) || follows(f, e))
}

/// On which side of the line from `p` to `q` a point lies, exactly: positive on the left.
fn side(p: Coord<f64>, q: Coord<f64>, at: Coord<f64>) -> f64 {
    let exact = |c: Coord<f64>| Exact { x: c.x, y: c.y };
    orient2d(exact(p), exact(q), exact(at))
}

/// Whether of two edges that follow each other the second one runs back along the first: a spike without width.
fn runs_back(e: &Edge, f: &Edge) -> bool {
    let (d, g) = (e.b - e.a, f.b - f.a);
    d.x * g.x + d.y * g.y < 0.0 && side(e.a, e.b, f.a) == 0.0 && side(e.a, e.b, f.b) == 0.0
}

/// How two edges meet, if they do.
fn meeting(e: &Edge, f: &Edge) -> Option<Meeting> {
    let (a, b) = (side(f.a, f.b, e.a), side(f.a, f.b, e.b));
    if (a > 0.0 && b > 0.0) || (a < 0.0 && b < 0.0) {
        return None;
    }
    let (c, d) = (side(e.a, e.b, f.a), side(e.a, e.b, f.b));
    if (c > 0.0 && d > 0.0) || (c < 0.0 && d < 0.0) {
        return None;
    }
    if a != 0.0 && b != 0.0 && c != 0.0 && d != 0.0 {
        let (along, other) = (e.b - e.a, f.b - f.a);
        let t = cross(f.a - e.a, other) / cross(along, other);
        // Lines that are all but parallel have no crossing in numbers; the edges meet all the same.
        let t = if t.is_finite() { t.clamp(0.0, 1.0) } else { 0.0 };
        return Some(Meeting::Crossing(e.a + along * t));
    }
    // An end of one of them lies on the line of the other, and where they touch, on the other itself.
    let is_on = |at: Coord<f64>, g: &Edge| {
        (g.a.x.min(g.b.x)..=g.a.x.max(g.b.x)).contains(&at.x)
            && (g.a.y.min(g.b.y)..=g.a.y.max(g.b.y)).contains(&at.y)
    };
    let ends = [(a, e.a, f), (b, e.b, f), (c, f.a, e), (d, f.b, e)];
    let shared = ends.into_iter().find(|(side, at, other)| *side == 0.0 && is_on(*at, other));
    shared.map(|(_, at, _)| Meeting::Touching(at))
}

/// The part that a ring belongs to, whether it is a hole, and how many edges it has.
fn ring_of(shape: &MultiPolygon<f64>, ring: usize) -> Option<(usize, bool, usize)> {
    let all = shape.0.iter().enumerate().flat_map(|(part, polygon)| {
        let holes = polygon.interiors().iter().map(move |hole| (part, true, hole));
        std::iter::once((part, false, polygon.exterior())).chain(holes)
    });
    let edges = |ring: &LineString<f64>| ring.0.len().saturating_sub(1);
    all.map(|(part, is_hole, line)| (part, is_hole, edges(line))).nth(ring)
}

/// What it is that two edges cross.
fn crossing(shape: &MultiPolygon<f64>, e: &Edge, f: &Edge) -> FaultKind {
    match (ring_of(shape, e.ring), ring_of(shape, f.ring)) {
        (Some((.., edges)), _) if e.ring == f.ring => {
            if edges == 4 {
                FaultKind::BowTie
            } else {
                FaultKind::SelfCrossing
            }
        }
        (Some((part, ..)), Some((other, ..))) if part != other => FaultKind::PartsOverlap,
        (Some((_, true, _)), Some((_, true, _))) => FaultKind::HolesOverlap,
        _ => FaultKind::HoleCrossing,
    }
}

/// What it is that two edges touch.
fn touching(shape: &MultiPolygon<f64>, e: &Edge, f: &Edge) -> FaultKind {
    if e.ring == f.ring { FaultKind::SelfTouching } else { crossing(shape, e, f) }
}

/// A ring that lies where it cannot, given that no rings touch: a hole outside its outer ring or in another hole, a part
/// inside another part.
fn misplaced(shape: &MultiPolygon<f64>, edges: &Edges) -> Option<Fault> {
    let is_alone = shape.0.len() < 2;
    if is_alone && shape.0.iter().all(|polygon| polygon.interiors().is_empty()) {
        return None;
    }
    let fault = |kind, at| Some(Fault { kind, at, is_contact_only: false });
    // The part of each ring, and the number of that part's outer ring.
    let mut owners: Vec<(usize, usize)> = Vec::new();
    for (part, polygon) in shape.0.iter().enumerate() {
        let owner = (part, owners.len());
        owners.extend(std::iter::repeat_n(owner, 1 + polygon.interiors().len()));
    }
    for (ring, (line, (part, outer))) in rings(shape).zip(&owners).enumerate() {
        let at = *line.0.first()?;
        let mut around = edges.rings_around(at);
        around.retain(|other| *other != ring);
        let mut by_part = around.chunk_by(|p, q| owners[*p].0 == owners[*q].0);
        if ring == *outer {
            // In another part, and in none of its holes.
            if by_part.any(|of_part| matches!(of_part, [only] if owners[*only].1 == *only)) {
                return fault(FaultKind::PartsNested, at);
            }
            continue;
        }
        match by_part.find(|of_part| owners[of_part[0]].0 == *part) {
            Some([first]) if first == outer => {}
            Some([first, ..]) if first == outer => return fault(FaultKind::HolesOverlap, at),
            _ => return fault(FaultKind::HoleOutside, at),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use geo::Polygon;
    use proptest::prelude::*;

    use super::*;
    use crate::geometry::land;

    fn ring(corners: &[(f64, f64)]) -> LineString<f64> {
        let mut ring = LineString::from(corners.to_vec());
        ring.close();
        ring
    }

    fn square(x: f64, y: f64, width: f64) -> LineString<f64> {
        ring(&[(x, y), (x + width, y), (x + width, y + width), (x, y + width)])
    }

    /// The fault that is repaired, where, and the area before and after.
    fn repaired(parts: Vec<Polygon<f64>>) -> Option<(FaultKind, (f64, f64), f64, f64)> {
        let repair = land(MultiPolygon(parts)).repair?;
        let round = |x: f64| (x * 1e3).round() / 1e3;
        let at = (round(repair.at.x), round(repair.at.y));
        Some((repair.fault, at, round(repair.area_before_m2), round(repair.area_after_m2)))
    }

    fn alone(outer: LineString<f64>, holes: Vec<LineString<f64>>) -> Vec<Polygon<f64>> {
        vec![Polygon::new(outer, holes)]
    }

    #[test]
    fn each_fault_is_named_with_its_place_and_areas() {
        use FaultKind::*;
        let bow_tie = ring(&[(0., 0.), (4., 4.), (4., 0.), (0., 4.)]);
        assert_eq!(repaired(alone(bow_tie, vec![])), Some((BowTie, (2., 2.), 0., 8.)));
        // A square of 10 m whose upper edge dips below the lower one: 5 of its 10 m are cut off at y = 0.
        let dipping = ring(&[(0., 0.), (10., 0.), (10., 10.), (5., -10.), (0., 10.)]);
        let (kind, at, _, _) = repaired(alone(dipping, vec![])).unwrap();
        assert_eq!((kind, at), (SelfCrossing, (2.5, 0.)));
        let outside = alone(square(0., 0., 10.), vec![square(20., 0., 2.)]);
        assert_eq!(repaired(outside), Some((HoleOutside, (20., 0.), 96., 100.)));
        let across = alone(square(0., 0., 10.), vec![square(8., 4., 4.)]);
        assert_eq!(repaired(across).map(|r| (r.0, r.2, r.3)), Some((HoleCrossing, 84., 92.)));
        let nested = alone(square(0., 0., 10.), vec![square(1., 1., 6.), square(2., 2., 2.)]);
        assert_eq!(repaired(nested).map(|r| (r.0, r.2, r.3)), Some((HolesOverlap, 60., 64.)));
        let parts = |second| vec![Polygon::new(square(0., 0., 10.), vec![]), Polygon::new(second, vec![])];
        assert_eq!(repaired(parts(square(2., 2., 2.))), Some((PartsNested, (2., 2.), 104., 100.)));
        let overlapping = repaired(parts(square(5., 5., 10.))).map(|r| (r.0, r.2, r.3));
        assert_eq!(overlapping, Some((PartsOverlap, 200., 175.)));
        assert_eq!(repaired(parts(square(0., 0., 10.))).map(|r| r.0), Some(PartsOverlap), "twice the same");
    }

    /// What has no width and takes nothing from the area needs no repair.
    #[test]
    fn contacts_that_change_no_area_are_left_as_drawn() {
        let spike = ring(&[(0., 0.), (10., 0.), (10., 10.), (15., 10.), (10., 10.), (0., 10.)]);
        assert_eq!(repaired(alone(spike, vec![])), None);
        let side_by_side =
            vec![Polygon::new(square(0., 0., 10.), vec![]), Polygon::new(square(10., 0., 10.), vec![])];
        assert_eq!(repaired(side_by_side), None);
    }

    /// A rectangle of so many times so many metres with a hole in each.
    fn sieve(across: usize, down: usize) -> Polygon<f64> {
        let holes = (0..across * down).map(|k| square((k % across) as f64, (k / across) as f64, 0.5));
        let (width, height) = (across as f64, down as f64);
        let outer = ring(&[(-1., -1.), (width, -1.), (width, height), (-1., height)]);
        Polygon::new(outer, holes.collect())
    }

    /// A hundred thousand holes, as a square and in a row, and what is wrong among them. Looked at pair by pair, these would
    /// take minutes.
    #[test]
    fn a_hundred_thousand_holes_are_looked_at() {
        let fault_of = |polygon: Polygon<f64>| fault_of(&MultiPolygon(vec![polygon])).map(|fault| fault.kind);
        for (across, down) in [(320, 320), (100_000, 1), (1, 100_000)] {
            assert_eq!(fault_of(sieve(across, down)), None);
        }
        let with = |hole| {
            let (outer, mut holes) = sieve(320, 320).into_inner();
            holes.push(hole);
            Polygon::new(outer, holes)
        };
        assert_eq!(fault_of(with(square(0.1, 0.1, 0.1))), Some(FaultKind::HolesOverlap));
        assert_eq!(fault_of(with(square(-9., 0., 1.))), Some(FaultKind::HoleOutside));
        assert_eq!(fault_of(with(square(0.2, 0.2, 0.4))), Some(FaultKind::HolesOverlap));
    }

    /// Long edges one above the other, all in the same west-east extent.
    #[test]
    fn a_comb_of_a_hundred_thousand_teeth_is_looked_at() {
        let teeth = (0..100_000).flat_map(|k| {
            let (y, from, to) = (f64::from(k), 0.0, 1000.0);
            if k % 2 == 0 { [(from, y), (to, y)] } else { [(to, y), (from, y)] }
        });
        let mut corners: Vec<(f64, f64)> = teeth.collect();
        corners.extend([(-1., 100_000.), (-1., 0.)]);
        let comb = |corners: &[(f64, f64)]| MultiPolygon(alone(ring(corners), vec![]));
        assert!(is_simple(&comb(&corners)));
        corners[100_000].1 += 3.0;
        let fault = fault_of(&comb(&corners)).map(|fault| fault.kind);
        assert_eq!(fault, Some(FaultKind::SelfCrossing));
    }

    proptest! {
        /// Corners on a coarse grid: rings that touch, run back and cross are as many as simple ones.
        #[test]
        fn a_small_ring_is_judged_alike_without_a_sweep(corners in prop::collection::vec((0..6i32, 0..6i32), 3..9)) {
            let corners: Vec<(f64, f64)> = corners.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).collect();
            let shape = MultiPolygon(alone(ring(&corners), vec![]));
            prop_assert_eq!(is_one_small_simple_ring(&shape), searched(&shape).is_none());
            prop_assert!(!is_star(&shape) || searched(&shape).is_none());
        }

        /// Corners around a middle, in their order and once with two of them in each other's place.
        #[test]
        fn what_is_seen_whole_from_its_middle_has_no_fault(
            radii in prop::collection::vec(0.3..1.0f64, 3..40),
            swapped in (0..40usize, 0..40usize),
        ) {
            let n = radii.len();
            let corner = |(k, radius): (usize, &f64)| {
                let turn = k as f64 / n as f64 * std::f64::consts::TAU;
                (587_000.0 + 60.0 * radius * turn.cos(), 3_265_000.0 + 60.0 * radius * turn.sin())
            };
            let mut corners: Vec<(f64, f64)> = radii.iter().enumerate().map(corner).collect();
            for _ in 0..2 {
                let shape = MultiPolygon(alone(ring(&corners), vec![]));
                prop_assert!(!is_star(&shape) || searched(&shape).is_none());
                corners.swap(swapped.0 % n, swapped.1 % n);
            }
        }
    }

    /// Most parcels are seen so at once: a rectangle, an L, a wobbly round. A U is not, nor what goes around twice.
    #[test]
    fn a_star_is_one_ring_around_its_middle() {
        let is_star = |corners: &[(f64, f64)]| is_star(&MultiPolygon(alone(ring(corners), vec![])));
        assert!(is_star(&[(0., 0.), (9., 0.), (9., 5.), (0., 5.)]));
        assert!(is_star(&[(0., 0.), (9., 0.), (9., 6.), (6., 6.), (6., 9.), (0., 9.)]));
        assert!(!is_star(&[(0., 0.), (9., 0.), (9., 9.), (8., 9.), (8., 1.), (1., 1.), (1., 9.), (0., 9.)]));
        let twice: Vec<(f64, f64)> = (0..5u32)
            .map(|k| f64::from(2 * k) / 5.0 * std::f64::consts::TAU)
            .map(|turn| (turn.cos(), turn.sin()))
            .collect();
        assert!(!is_star(&twice), "a pentagram turns left at every corner, and goes around twice");
        assert!(!is_star(&[(0., 0.), (0., 5.), (9., 5.), (9., 0.)]), "clockwise");
    }
}
