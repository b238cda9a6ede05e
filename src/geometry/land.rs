//! Land: polygons made valid and oriented, as every other part of this room expects them.

use geo::{BooleanOps, Coord, LineString, MapCoords, MultiPolygon, Polygon, unary_union};

use super::fault::{Fault, FaultKind, fault_of};
use super::ring::{bounds, rings, shape_area, signed_area};

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
    /// What was wrong; of several faults the first one that a sweep from west to east meets.
    pub fault: FaultKind,
    /// Where: the point in which boundaries cross or touch, or a vertex of a ring that lies where it cannot.
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
    let Fault { kind, at, is_contact_only } = fault;
    let is_touching_only =
        is_contact_only && (area_after_m2 - area_before_m2).abs() <= 1e-6 + 1e-7 * area_before_m2.abs();
    if is_touching_only {
        return Land { shape, repair: None };
    }
    Land { shape: mended, repair: Some(Repair { fault: kind, at, area_before_m2, area_after_m2 }) }
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

/// Outer rings by the even-odd rule, less their holes, united.
///
/// The overlay may lose land, or fail an assertion, where a ring passes through one corner several times. So it is done
/// again with the shape turned by a quarter, which has it sweep another way, until two ways agree.
fn mend(shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    const QUARTERS: usize = 4;
    let rounding = rounding_m2(shape);
    let mut ways: Vec<(f64, MultiPolygon<f64>)> = Vec::with_capacity(QUARTERS);
    for quarters in 0..QUARTERS {
        let turned = turned(shape, quarters);
        let Ok(mended) = std::panic::catch_unwind(|| overlaid(&turned)) else { continue };
        let mended = self::turned(&mended, QUARTERS - quarters);
        let area = shape_area(&mended);
        if let Some(agreed) = ways.iter().position(|(other, _)| (area - other).abs() <= rounding) {
            return ways.swap_remove(agreed).1;
        }
        ways.push((area, mended));
    }
    ways.into_iter().next().map_or_else(|| MultiPolygon(Vec::new()), |(_, mended)| mended)
}

/// By how much the areas of one shape may differ that were made in two ways: crossings are rounded to about 1e-9 of its
/// size, and its boundary moves by that.
fn rounding_m2(shape: &MultiPolygon<f64>) -> f64 {
    let size = bounds(shape).map_or(0.0, |extent| extent.width() + extent.height());
    let edges = rings(shape).flat_map(|ring| ring.0.windows(2));
    let perimeter: f64 = edges.map(|e| (e[1].x - e[0].x).hypot(e[1].y - e[0].y)).sum();
    1e-6 + 1e-8 * size * perimeter
}

/// The shape turned about the origin by so many quarters, exactly.
fn turned(shape: &MultiPolygon<f64>, quarters: usize) -> MultiPolygon<f64> {
    shape.map_coords(|c| match quarters % 4 {
        0 => c,
        1 => Coord { x: -c.y, y: c.x },
        2 => Coord { x: -c.x, y: -c.y },
        _ => Coord { x: c.y, y: -c.x },
    })
}

fn overlaid(shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one(corners: &[(f64, f64)]) -> MultiPolygon<f64> {
        MultiPolygon(vec![Polygon::new(LineString::from(corners.to_vec()), Vec::new())])
    }

    /// The area of a ring by the even-odd rule, slowly: between any two heights of corners and crossings its edges bound
    /// trapezoids.
    fn even_odd_area(corners: &[(f64, f64)]) -> f64 {
        let n = corners.len();
        let edges: Vec<_> = (0..n).map(|k| (corners[k], corners[(k + 1) % n])).collect();
        let mut heights: Vec<f64> = corners.iter().map(|corner| corner.1).collect();
        for (k, (a, b)) in edges.iter().enumerate() {
            for (c, d) in &edges[..k] {
                let cross = |p: (f64, f64), q: (f64, f64)| p.0 * q.1 - p.1 * q.0;
                let (along, other) = ((b.0 - a.0, b.1 - a.1), (d.0 - c.0, d.1 - c.1));
                let t = cross((c.0 - a.0, c.1 - a.1), other) / cross(along, other);
                if (0.0..=1.0).contains(&t) {
                    heights.push(a.1 + t * along.1);
                }
            }
        }
        heights.sort_by(f64::total_cmp);
        let slab = |low: f64, high: f64| {
            let middle = (low + high) / 2.0;
            let crosses = |edge: &&((f64, f64), (f64, f64))| (edge.0.1 > middle) != (edge.1.1 > middle);
            let at = |(a, b): &((f64, f64), (f64, f64))| a.0 + (b.0 - a.0) * (middle - a.1) / (b.1 - a.1);
            let mut places: Vec<f64> = edges.iter().filter(crosses).map(at).collect();
            places.sort_by(f64::total_cmp);
            places.chunks_exact(2).map(|pair| pair[1] - pair[0]).sum::<f64>() * (high - low)
        };
        heights.windows(2).map(|pair| slab(pair[0], pair[1])).sum()
    }

    proptest! {
        /// Corners on a coarse grid, so that edges touch, run along each other and cross in corners.
        #[test]
        fn rings_of_any_kind_are_land_by_the_even_odd_rule(corners in prop::collection::vec((0..12i32, 0..12i32), 3..14)) {
            let corners: Vec<_> = corners.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).collect();
            let (area, expected) = (shape_area(&land(one(&corners)).shape), even_odd_area(&corners));
            prop_assert!((area - expected).abs() < 1e-5, "{area} {expected}");
        }
    }

    /// Found by fuzzing: done once, the overlay lost nearly all of it. The area is that of exact fractions.
    #[test]
    fn a_ring_that_passes_through_one_corner_four_times() {
        const EIGHTHS: [(i32, i32); 13] = [
            (-1, -1),
            (-16385, -513),
            (-1, -1),
            (2047, -1),
            (-17, -16385),
            (-1, -1),
            (-219, -17),
            (-33, -17),
            (-1, -1),
            (511, -33),
            (-16385, -513),
            (-1, -1),
            (-1537, -4097),
        ];
        let corners: Vec<_> = EIGHTHS
            .iter()
            .map(|(x, y)| (587_000.0 + f64::from(*x) / 8.0, 3_265_000.0 + f64::from(*y) / 8.0))
            .collect();
        let area = shape_area(&land(one(&corners)).shape);
        assert!((area - 267_892.353_304_868).abs() < 1e-2, "{area}");
    }
}
