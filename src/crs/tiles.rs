//! Local expansions of a projection: PROJ is asked at nine points of a small tile, and between them the projection
//! is the biquadratic through these. Layers of millions of vertices are projected so.
//!
//! # Accuracy
//! A tile is 1/256 of a degree wide, some 430 m. What the expansion leaves out is of third order: with the earth's
//! radius R and half a tile h about h³/R², 2e-7 m. Each tile is tried where that is largest; one that misses PROJ
//! there by more than [`TOLERANCE_M`] is not used, and PROJ answers point by point.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use geo::Coord;

/// Tiles to a degree; a power of two, so that tiles are cut without rounding.
const PER_DEGREE: f64 = 256.0;

/// How far an expansion may miss PROJ, metres.
const TOLERANCE_M: f64 = 1e-6;

/// So many tiles are kept; with more, all are made anew as they are needed.
const KEPT: usize = 20_000;

/// The tiles of one operation on one thread. A point's result depends on its tile alone, and so is the same
/// whatever was asked before.
#[derive(Default)]
pub(super) struct Tiles {
    known: RefCell<HashMap<(i32, i32), Option<Tile>>>,
    last: Cell<Option<((i32, i32), Tile)>>,
}

/// The projection over one tile, about the projected middle: the nine differences by column and row.
#[derive(Clone, Copy)]
struct Tile {
    middle: Coord<f64>,
    nodes: [[Coord<f64>; 3]; 3],
}

impl Tiles {
    /// The operation `exact` at a longitude and latitude in degrees.
    pub(super) fn apply(
        &self,
        at: Coord<f64>,
        exact: impl Fn(Coord<f64>) -> Option<Coord<f64>>,
    ) -> Option<Coord<f64>> {
        let scaled = at * PER_DEGREE;
        let (column, row) = (scaled.x.floor(), scaled.y.floor());
        let place = Coord { x: 2.0 * (scaled.x - column) - 1.0, y: 2.0 * (scaled.y - row) - 1.0 };
        // Longitudes and latitudes are at most ±180°: the casts are exact.
        let key = (column as i32, row as i32);
        if let Some((last, tile)) = self.last.get()
            && last == key
        {
            return Some(tile.at(place));
        }
        let found = self.known.borrow().get(&key).copied();
        let tile = found.unwrap_or_else(|| {
            let tile = Tile::new(key, &exact);
            let mut known = self.known.borrow_mut();
            if known.len() >= KEPT {
                known.clear();
            }
            known.insert(key, tile);
            tile
        });
        match tile {
            Some(tile) => {
                self.last.set(Some((key, tile)));
                Some(tile.at(place))
            }
            None => exact(at),
        }
    }
}

impl Tile {
    fn new(key: (i32, i32), exact: &impl Fn(Coord<f64>) -> Option<Coord<f64>>) -> Option<Self> {
        let degrees = |x: f64, y: f64| Coord {
            x: (f64::from(key.0) + 0.5 * (x + 1.0)) / PER_DEGREE,
            y: (f64::from(key.1) + 0.5 * (y + 1.0)) / PER_DEGREE,
        };
        let middle = exact(degrees(0.0, 0.0))?;
        let mut nodes = [[Coord::zero(); 3]; 3];
        for (x, column) in [-1.0, 0.0, 1.0].into_iter().zip(&mut nodes) {
            for (y, node) in [-1.0, 0.0, 1.0].into_iter().zip(column) {
                *node = exact(degrees(x, y))? - middle;
            }
        }
        let tile = Self { middle, nodes };
        // The cubic that is left out is largest at 1/√3 of the way to the border.
        let third = 3f64.sqrt().recip();
        for (x, y) in [(-third, -third), (-third, third), (third, -third), (third, third)] {
            let off = tile.at(Coord { x, y }) - exact(degrees(x, y))?;
            if off.x.hypot(off.y) > TOLERANCE_M {
                return None;
            }
        }
        Some(tile)
    }

    /// At a place in −1..1 both ways.
    fn at(&self, place: Coord<f64>) -> Coord<f64> {
        let weights = |t: f64| [0.5 * t * (t - 1.0), 1.0 - t * t, 0.5 * t * (t + 1.0)];
        let (by_column, by_row) = (weights(place.x), weights(place.y));
        let mut sum = Coord::zero();
        for (column, weight) in self.nodes.iter().zip(by_column) {
            let along = column[0] * by_row[0] + column[1] * by_row[1] + column[2] * by_row[2];
            sum = sum + along * weight;
        }
        self.middle + sum
    }
}
