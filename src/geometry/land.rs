//! Land: polygons made valid and oriented, as every other part of this room expects them.

use geo::{BooleanOps, Coord, LineString, MultiPolygon, Polygon, unary_union};

use super::fault::{Fault, FaultKind, fault_of};
use super::ring::{bounds, shape_area, signed_area};

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
