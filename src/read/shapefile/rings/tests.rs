use proptest::prelude::*;

use super::*;

/// A square ring about a centre, clockwise.
fn square(x: f64, y: f64, half: f64) -> Ring {
    [(-half, -half), (-half, half), (half, half), (half, -half), (-half, -half)]
        .map(|(dx, dy)| Coord { x: x + dx, y: y + dy })
        .to_vec()
}

/// The same counter-clockwise.
fn hole(x: f64, y: f64, half: f64) -> Ring {
    square(x, y, half).into_iter().rev().collect()
}

fn sorted(rings: &[Ring]) -> (Vec<Vec<Ring>>, bool) {
    let Sorted { polygons, by_nesting } = sort(rings.to_vec()).unwrap();
    (polygons, by_nesting)
}

#[test]
fn holes_go_to_the_smallest_ring_that_holds_them() {
    let (lake, island, pond, far) =
        (hole(0.0, 0.0, 5.0), square(0.0, 0.0, 3.0), hole(1.0, 1.0, 1.0), square(50.0, 0.0, 2.0));
    let county = square(0.0, 0.0, 10.0);
    let rings = [pond.clone(), far.clone(), county.clone(), lake.clone(), island.clone()];
    let polygons = vec![vec![far], vec![county, lake], vec![island, pond]];
    assert_eq!(sorted(&rings), (polygons, false));
}

#[test]
fn a_single_ring_is_an_outer_one() {
    assert_eq!(sorted(&[hole(0.0, 0.0, 1.0)]), (vec![vec![hole(0.0, 0.0, 1.0)]], false));
    assert_eq!(sorted(&[vec![], vec![]]), (vec![], false));
}

/// As RFC 7946 winds them; and one part of two wound the wrong way.
#[test]
fn wrong_winding_is_sorted_by_nesting() {
    let rings = [hole(0.0, 0.0, 9.0), square(0.0, 0.0, 4.0), hole(0.0, 0.0, 2.0), hole(30.0, 0.0, 3.0)];
    let [outer, inner, island, other] = rings.clone();
    assert_eq!(sorted(&rings), (vec![vec![outer, inner], vec![island], vec![other]], true));
    let parts = [square(0.0, 0.0, 1.0), hole(9.0, 0.0, 1.0)];
    assert_eq!(sorted(&parts), (parts.iter().map(|ring| vec![ring.clone()]).collect(), true));
}

/// A hole that touches its ring with a corner, or shares a whole side with it, is held by it.
#[test]
fn holes_may_touch() {
    let outers = [square(0.0, 0.0, 4.0), square(20.0, 0.0, 4.0)];
    for touching in [hole(2.0, 2.0, 2.0), hole(2.0, 0.0, 2.0), hole(0.0, 0.0, 4.0)] {
        let (polygons, by_nesting) = sorted(&[outers[0].clone(), outers[1].clone(), touching.clone()]);
        assert_eq!((&polygons[0], by_nesting), (&vec![outers[0].clone(), touching], false));
    }
}

/// Rings nested a thousand deep and wound alike can be sorted; where there are more, the effort ends.
#[test]
fn the_effort_is_bounded() {
    let nested = |n: u32| (1..=n).map(|i| hole(0.0, 0.0, f64::from(i))).collect::<Vec<_>>();
    assert_eq!(sorted(&nested(1000)).0.len(), 500);
    assert_eq!(sort(nested(5_000)), Err("read.damage.rings"));
    // One outer ring with very many holes is no effort.
    let mut holes = vec![square(0.0, 0.0, 1e6)];
    holes.extend((0..100_000).map(|i| hole(f64::from(i), 0.0, 0.3)));
    assert_eq!(sorted(&holes).0[0].len(), 100_001);
}

proptest! {
    /// Whatever the rings are and however they cross, none is lost and none comes twice.
    #[test]
    fn no_ring_is_lost(squares in proptest::collection::vec((0..9, 0..9, 1..6, any::<bool>()), 0..12)) {
        let rings: Vec<Ring> = squares
            .iter()
            .map(|(x, y, half, is_hole)| {
                let (x, y, half) = (f64::from(*x), f64::from(*y), f64::from(*half));
                if *is_hole { hole(x, y, half) } else { square(x, y, half) }
            })
            .collect();
        let key = |ring: &Ring| format!("{ring:?}");
        let mut before: Vec<_> = rings.iter().map(key).collect();
        let mut after: Vec<_> = sort(rings).unwrap().polygons.iter().flatten().map(key).collect();
        before.sort();
        after.sort();
        prop_assert_eq!(before, after);
    }
}
