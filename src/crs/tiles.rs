//! Local expansions of a projection: PROJ is asked at sixteen points of a small tile, and between them the projection
//! is the bicubic through these. Layers of millions of vertices are projected so.
//!
//! # Accuracy
//! A tile is 1/32 of a degree wide, some 3.5 km. What the expansion leaves out is of fourth order: with the earth's
//! radius R and half a tile h about h⁴/R³, 4e-8 m, and less by the number of points. Each tile is tried where that is
//! largest; one that misses PROJ there by more than [`TOLERANCE_M`] is not used, and PROJ answers point by point.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use geo::Coord;

/// Tiles to a degree; a power of two, so that tiles are cut without rounding.
const PER_DEGREE: f64 = 32.0;

/// How far an expansion may miss PROJ, metres.
const TOLERANCE_M: f64 = 1e-6;

/// So many tiles are kept, some 20 MB; with more, all are made anew as they are needed.
const KEPT: usize = 65_536;

/// Column and row of a tile.
type Key = (i32, i32);

/// The tiles of one operation on one thread. A point's result depends on its tile alone, and so is the same
/// whatever was asked before.
#[derive(Default)]
pub(super) struct Tiles {
    /// Where each tile stands among those that were made.
    known: RefCell<HashMap<Key, usize>>,
    made: RefCell<Vec<Option<Tile>>>,
    last: Cell<Option<(Key, usize)>>,
}

/// The projection over one tile, about the projected middle: the factors of x^i y^j, by i and j.
#[derive(Clone, Copy)]
struct Tile {
    middle: Coord<f64>,
    factors: [[Coord<f64>; 4]; 4],
}

impl Tiles {
    /// The operation `exact` at a longitude and latitude in degrees.
    pub(super) fn apply(
        &self,
        at: Coord<f64>,
        exact: impl Fn(Coord<f64>) -> Option<Coord<f64>>,
    ) -> Option<Coord<f64>> {
        let scaled = at * PER_DEGREE;
        let key = (floor(scaled.x), floor(scaled.y));
        let within = |scaled: f64, tile: i32| 2.0 * (scaled - f64::from(tile)) - 1.0;
        let place = Coord { x: within(scaled.x, key.0), y: within(scaled.y, key.1) };
        let position = match self.last.get() {
            Some((last, position)) if last == key => position,
            _ => self.find(key, &exact),
        };
        match self.made.borrow().get(position) {
            Some(Some(tile)) => Some(tile.at(place)),
            _ => exact(at),
        }
    }

    /// Where a tile stands, which is made if need be.
    fn find(&self, key: Key, exact: &impl Fn(Coord<f64>) -> Option<Coord<f64>>) -> usize {
        let (mut known, mut made) = (self.known.borrow_mut(), self.made.borrow_mut());
        if made.len() >= KEPT && !known.contains_key(&key) {
            known.clear();
            made.clear();
        }
        let position = *known.entry(key).or_insert_with(|| {
            made.push(Tile::new(key, exact));
            made.len() - 1
        });
        self.last.set(Some((key, position)));
        position
    }
}

/// The largest whole number that is no larger; longitudes and latitudes are at most ±180°, so that casts are exact. (The
/// function of the library is a call, unless the processor is a newer one than the program is built for.)
fn floor(number: f64) -> i32 {
    let towards_zero = number as i32;
    towards_zero - i32::from(f64::from(towards_zero) > number)
}

/// Where PROJ is asked along either side of a tile.
const NODES: [f64; 4] = [-1.0, -1.0 / 3.0, 1.0 / 3.0, 1.0];

/// The factors of 1, t, t² and t³ of the cubic that has these values at the nodes.
fn cubic([a, b, c, d]: [Coord<f64>; 4]) -> [Coord<f64>; 4] {
    let (outer, inner) = (a + d, b + c);
    let (outer_rise, inner_rise) = (d - a, c - b);
    [
        (inner * 9.0 - outer) / 16.0,
        (inner_rise * 27.0 - outer_rise) / 16.0,
        (outer - inner) * (9.0 / 16.0),
        (outer_rise - inner_rise * 3.0) * (9.0 / 16.0),
    ]
}

/// The cubic of these factors.
fn value([a, b, c, d]: [Coord<f64>; 4], t: f64) -> Coord<f64> {
    a + (b + (c + d * t) * t) * t
}

impl Tile {
    fn new(key: Key, exact: &impl Fn(Coord<f64>) -> Option<Coord<f64>>) -> Option<Self> {
        let degrees = |x: f64, y: f64| Coord {
            x: (f64::from(key.0) + 0.5 * (x + 1.0)) / PER_DEGREE,
            y: (f64::from(key.1) + 0.5 * (y + 1.0)) / PER_DEGREE,
        };
        let middle = exact(degrees(0.0, 0.0))?;
        let mut columns = [[Coord::zero(); 4]; 4];
        for (x, column) in NODES.into_iter().zip(&mut columns) {
            for (y, node) in NODES.into_iter().zip(column.iter_mut()) {
                *node = exact(degrees(x, y))? - middle;
            }
            *column = cubic(*column);
        }
        let mut factors = columns;
        for j in 0..4 {
            let along = cubic(columns.map(|column| column[j]));
            factors.iter_mut().zip(along).for_each(|(of_x, factor)| of_x[j] = factor);
        }
        let tile = Self { middle, factors };
        // What is left out is largest where the product of the distances to the nodes is: at √5/3 of the way to the
        // border, and in the middle.
        let far = 5f64.sqrt() / 3.0;
        for (x, y) in [(-far, -far), (-far, far), (far, -far), (far, far), (far, 0.0), (0.0, far)] {
            let off = tile.at(Coord { x, y }) - exact(degrees(x, y))?;
            if off.x.hypot(off.y) > TOLERANCE_M {
                return None;
            }
        }
        Some(tile)
    }

    /// At a place in −1..1 both ways.
    fn at(&self, place: Coord<f64>) -> Coord<f64> {
        self.middle + value(self.factors.map(|of_y| value(of_y, place.y)), place.x)
    }
}
