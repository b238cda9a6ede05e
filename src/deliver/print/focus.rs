//! Where places lie so near to each other that a map needs an inset.

use std::collections::BTreeMap;

use geo::{Coord, Rect};

use super::frame::{Frame, widened};
use crate::geometry::around;

/// An inset shows at least so many places.
const LEAST_PLACES: usize = 6;
/// The windows of insets that are tried, as parts of the map.
const WINDOWS: [f64; 5] = [0.06, 0.09, 0.13, 0.19, 0.28];
/// The smallest window that holds this part of what the widest one holds is taken.
const ENOUGH: f64 = 0.65;
/// Cells of the search, along a window.
const CELLS: i64 = 4;
/// Symbols nearer to each other than this, in millimetres on the map, are crowded.
const CROWDED_MM: f64 = 3.2;

/// The part of a map that holds most of the places, where they are crowded; `None` where they are not.
pub(super) fn of(places: &[Coord<f64>], frame: &Frame) -> Option<Rect<f64>> {
    let shown: Vec<Coord<f64>> = places.iter().filter(|at| frame.shows_place(**at)).copied().collect();
    let seen = frame.extent();
    let side = seen.width().min(seen.height());
    let fullest: Vec<Vec<Coord<f64>>> = WINDOWS.iter().map(|part| fullest(&shown, side * part)).collect();
    let most = fullest.last()?.len();
    if most < LEAST_PLACES {
        return None;
    }
    let inside = fullest.into_iter().find(|held| held.len() as f64 >= ENOUGH * most as f64)?;
    if !are_crowded(&inside, CROWDED_MM * frame.scale / 1000.0) {
        return None;
    }
    let box_ = around(inside.iter().map(|at| Rect::new(*at, *at)))?;
    Some(widened(box_, (box_.width().max(box_.height()) * 0.08).max(side * 0.01)))
}

/// The places in the square window of this side that holds most of them.
fn fullest(places: &[Coord<f64>], window: f64) -> Vec<Coord<f64>> {
    let cell = window / CELLS as f64;
    let cell_of = |at: &Coord<f64>| ((at.x / cell).floor() as i64, (at.y / cell).floor() as i64);
    let mut cells: BTreeMap<(i64, i64), usize> = BTreeMap::new();
    for at in places {
        *cells.entry(cell_of(at)).or_default() += 1;
    }
    let held = |(x, y): (i64, i64)| -> usize {
        let near = (0..CELLS).flat_map(|i| (0..CELLS).map(move |j| (x + i, y + j)));
        near.filter_map(|cell| cells.get(&cell)).sum()
    };
    // Windows of which an occupied cell is one of the first, so that every best window is among them.
    let corners = cells.keys().flat_map(|(x, y)| (0..CELLS).map(move |up| (*x, *y - up)));
    let best = corners.max_by_key(|corner| (held(*corner), std::cmp::Reverse(*corner)));
    let is_in = |at: &&Coord<f64>| {
        let (x, y) = cell_of(at);
        best.is_some_and(|(i, j)| (i..i + CELLS).contains(&x) && (j..j + CELLS).contains(&y))
    };
    places.iter().filter(is_in).copied().collect()
}

/// Whether at least a third of the places have another one nearer than `near_m`.
fn are_crowded(places: &[Coord<f64>], near_m: f64) -> bool {
    // Of many places the first ones tell enough.
    const LOOKED_AT: usize = 600;
    let places = &places[..places.len().min(LOOKED_AT)];
    let is_near = |a: &Coord<f64>, b: &Coord<f64>| (a.x - b.x).hypot(a.y - b.y) < near_m;
    let crowded = places
        .iter()
        .enumerate()
        .filter(|(k, at)| places.iter().enumerate().any(|(other, there)| other != *k && is_near(at, there)));
    3 * crowded.count() >= places.len()
}

#[cfg(test)]
mod tests {
    use geo::coord;

    use super::super::drawing::Area;
    use super::*;

    #[test]
    fn a_town_is_found_and_scattered_places_are_none() {
        let extent = Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 40_000.0, y: 30_000.0 });
        let frame = Frame::fitting(extent, Area::new(0.0, 0.0, 300.0, 220.0));
        let scattered: Vec<Coord<f64>> =
            (0..30).map(|k| coord! { x: f64::from(k % 6) * 7000.0, y: f64::from(k / 6) * 6500.0 }).collect();
        assert_eq!(of(&scattered, &frame), None);
        let town = (0..20).map(
            |k| coord! { x: 21_000.0 + f64::from(k % 5) * 300.0, y: 9_000.0 + f64::from(k / 5) * 250.0 },
        );
        let town: Vec<Coord<f64>> = town.collect();
        let all: Vec<Coord<f64>> = scattered.iter().chain(&town).copied().collect();
        let found = of(&all, &frame).unwrap();
        assert!(town.iter().all(|at| geo::Intersects::intersects(&found, at)));
        assert!(found.width() < 10_000.0);
    }
}
