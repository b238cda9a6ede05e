//! Shapes on a grid: coordinates that have been rounded, and must be valid as they are then written.
//!
//! Rounding moves each vertex by up to half a step. Where a shape is narrower than that, an edge may come to lie on
//! or across another one, and a valid shape becomes one that other programs refuse.

use geo::{BooleanOps, Coord, LineString, MapCoords, MultiPolygon, Rect};

use super::fault::is_simple;
use super::ring::signed_area;

/// Half the width of the box in which an overlay is made, grid steps. The overlay computes with whole numbers, and
/// lays its own grid by a power of two over the box of all that it is given: the power that is nearest to half the
/// width in its logarithm. With 2²⁹ its steps are those of the grid here, and it rounds crossings to them.
const REACH: f64 = 536_870_912.0;

/// Rounding a crossing may make another one; that has not been seen to go on for more than two rounds.
const ROUNDS: usize = 12;
/// How much finer the grid of every other round is.
const FINER: f64 = 4096.0;

/// Makes a shape with whole-number coordinates valid by the OGC's rules (no ring touches itself, rings of a polygon
/// touch in single points, polygons share no border), its coordinates staying whole numbers. A valid shape comes
/// back as it is. By the even-odd rule; parts narrower than a step may go.
///
/// Coordinates are to be less than 5e8 from the origin; what is wider comes back as it is.
pub fn valid_on_grid(mut shape: MultiPolygon<f64>) -> MultiPolygon<f64> {
    for round in 0..ROUNDS {
        if is_simple(&shape) || !is_within_reach(&shape) {
            break;
        }
        // The overlay fails where crossings, rounded to its grid, fall on each other: every other round computes them
        // on a finer grid (where the shape leaves room for it) and sweeps the shape the other way round.
        let fine =
            if round % 2 == 1 && is_within_reach(&shape.map_coords(|c| c * FINER)) { FINER } else { 1.0 };
        let turned = |c: Coord<f64>| if round % 2 == 0 { c } else { Coord { x: c.y * fine, y: -c.x * fine } };
        let back = |c: Coord<f64>| if round % 2 == 0 { c } else { Coord { x: -c.y / fine, y: c.x / fine } };
        let corner =
            |x: f64, y: f64| Rect::new(Coord { x, y }, Coord { x: x + 1.0, y: y + 1.0 }).to_polygon();
        let corners = MultiPolygon(vec![corner(-REACH, -REACH), corner(REACH - 1.0, REACH - 1.0)]);
        // The overlay of rings that lie on each other in odd ways may even fail; another way round it does not.
        let overlaid = std::panic::catch_unwind(|| shape.map_coords(turned).union(&corners));
        let Ok(mut united) = overlaid else { continue };
        united.0.retain(|p| p.exterior().0.iter().all(|c| c.x.abs() < REACH - 1.0));
        shape = united.map_coords(back).map_coords(|c| Coord { x: c.x.round(), y: c.y.round() });
        for polygon in &mut shape.0 {
            polygon.exterior_mut(|ring| ring.0.dedup());
            polygon.interiors_mut(|rings| rings.iter_mut().for_each(|ring| ring.0.dedup()));
        }
        shape.0.retain(|p| encloses(p.exterior()));
    }
    shape
}

fn encloses(ring: &LineString<f64>) -> bool {
    signed_area(&ring.0) != 0.0
}

fn is_within_reach(shape: &MultiPolygon<f64>) -> bool {
    let is_near = |c: &Coord<f64>| c.x.abs() < REACH - 2.0 && c.y.abs() < REACH - 2.0;
    shape.0.iter().all(|p| p.exterior().0.iter().all(is_near))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::shape_area;
    use geo::{Polygon, Validation};
    use proptest::prelude::*;

    fn polygon(rings: &[&[(f64, f64)]]) -> Polygon<f64> {
        let mut lines = rings.iter().map(|r| LineString::from(r.to_vec()));
        let exterior = lines.next().unwrap();
        Polygon::new(exterior, lines.collect())
    }

    /// Each is as another program refuses it, and what should be left of it.
    #[test]
    fn what_touches_itself_becomes_valid_and_keeps_its_area() {
        let hourglass =
            polygon(&[&[(0., 0.), (10., 0.), (5., 5.), (10., 10.), (0., 10.), (5., 5.), (0., 0.)]]);
        let spike = polygon(&[&[(0., 0.), (10., 0.), (20., 0.), (10., 0.), (10., 10.), (0., 10.), (0., 0.)]]);
        let hole_along_the_border = polygon(&[
            &[(0., 0.), (10., 0.), (10., 10.), (0., 10.), (0., 0.)],
            &[(0., 2.), (0., 4.), (4., 4.), (4., 2.), (0., 2.)],
        ]);
        let square = polygon(&[&[(0., 0.), (10., 0.), (10., 10.), (0., 10.), (0., 0.)]]);
        let beside = polygon(&[&[(10., 0.), (20., 0.), (20., 10.), (10., 10.), (10., 0.)]]);
        for (given, area) in [
            (vec![hourglass], 50.0),
            (vec![spike], 100.0),
            (vec![hole_along_the_border], 92.0),
            (vec![square, beside], 200.0),
        ] {
            let given = MultiPolygon(given);
            assert!(!given.is_valid());
            let mended = valid_on_grid(given);
            assert!(mended.is_valid(), "{mended:?}");
            assert_eq!(shape_area(&crate::geometry::land(mended).shape), area);
        }
    }

    /// Rings that cross each other: on a grid twice as wide as this one the overlay's own assertion failed, and what
    /// it made was invalid.
    #[test]
    fn rings_that_cross_each_other_become_valid() {
        let given = MultiPolygon(vec![polygon(&[
            &[(0., -5.), (-9., -3.), (1., 1.), (-3., 1.), (0., -5.)],
            &[(0., 3.), (-7., 0.), (-1., -3.), (-7., -3.), (0., 3.)],
        ])]);
        assert!(valid_on_grid(given).is_valid());
    }

    /// The grid of the overlay is this one: odd coordinates stay where they are.
    #[test]
    fn vertices_do_not_move() {
        let square = polygon(&[&[(1., 1.), (11., 1.), (11., 11.), (1., 11.), (1., 1.)]]);
        let beside = polygon(&[&[(11., 3.), (13., 3.), (13., 5.), (11., 5.), (11., 3.)]]);
        let mended = valid_on_grid(MultiPolygon(vec![square, beside]));
        assert_eq!(shape_area(&crate::geometry::land(mended.clone()).shape), 104.0);
        let corners = mended.0.iter().flat_map(|p| p.exterior().0.iter());
        assert!(corners.clone().count() > 8 && corners.clone().all(|c| c.x % 2.0 == 1.0 && c.y % 2.0 == 1.0));
    }

    proptest! {
        /// Valid shapes, some of them narrower than a step, whose coordinates have been rounded: a star with a star in
        /// it for a hole.
        #[test]
        fn any_rounded_shape_becomes_valid(
            arms in prop::collection::vec(0.5f64..9.0, 3..24),
            hole in prop::collection::vec(0.05f64..0.98, 3..12),
            turn in 0.0f64..1.0,
        ) {
            let star = |radius: &dyn Fn(f64) -> f64, n: usize| {
                let at = |i: usize| {
                    let angle = std::f64::consts::TAU * ((i % n) as f64 + turn) / n as f64;
                    let (sin, cos) = angle.sin_cos();
                    Coord { x: (radius(angle) * cos).round(), y: (radius(angle) * sin).round() }
                };
                let mut ring: Vec<Coord<f64>> = (0..=n).map(at).collect();
                ring.dedup();
                LineString(ring)
            };
            // The distance of the outer ring from the middle, between its arms.
            let step = std::f64::consts::TAU / arms.len() as f64;
            let outer = |angle: f64| arms[((angle / step - turn).round() as usize) % arms.len()];
            let least = arms.iter().copied().fold(f64::INFINITY, f64::min) * (0.5 * step).cos().max(0.1);
            let inner = |angle: f64| {
                let at = (angle / std::f64::consts::TAU * hole.len() as f64).round() as usize % hole.len();
                least * hole[at]
            };
            let exterior = star(&outer, arms.len());
            // Rings that rounding leaves no area are not handed over.
            let hole = Some(star(&inner, hole.len())).filter(encloses);
            prop_assume!(encloses(&exterior));
            let shape = valid_on_grid(MultiPolygon(vec![Polygon::new(exterior, hole.into_iter().collect())]));
            prop_assert!(shape.is_valid(), "{:?}", shape);
            for polygon in &shape {
                prop_assert!(polygon.exterior().0.iter().all(|c| c.x.fract() == 0.0 && c.y.fract() == 0.0));
            }
        }
    }
}
