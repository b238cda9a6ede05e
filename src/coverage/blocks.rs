//! Pieces by where they lie, so that what is near a place is sought once for all of its pieces.

use geo::Rect;
use rayon::prelude::*;

/// The side of the square about which the pieces of a block have their middles, m: a town has some ten parcels there.
const SIDE_M: f64 = 250.0;

/// The pieces in blocks. Each piece is in one of them, and none reaches far beyond its block's square: a large piece is a
/// block by itself.
#[derive(Debug, Clone)]
pub(super) struct Blocks {
    pieces: Vec<u32>,
    /// Block k is `pieces[ends[k − 1]..ends[k]]`.
    ends: Vec<u32>,
}

impl Blocks {
    /// Pieces by the boxes around them, in the order of the study.
    pub(super) fn of(extents: impl Iterator<Item = Rect<f64>>) -> Self {
        let square = |(extent, i): (Rect<f64>, u32)| {
            let is_large = extent.width().max(extent.height()) > SIDE_M;
            let middle = extent.center() / SIDE_M;
            (square_at(middle.x), square_at(middle.y), if is_large { i + 1 } else { 0 }, i)
        };
        let mut squares: Vec<(i32, i32, u32, u32)> = extents.zip(0..).map(square).collect();
        squares.par_sort_unstable();
        let blocks = squares.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2));
        let ends = blocks.scan(0, |all, block| {
            *all += block.len() as u32;
            Some(*all)
        });
        Self { ends: ends.collect(), pieces: squares.iter().map(|square| square.3).collect() }
    }

    /// All pieces, block by block: each has those near it at hand.
    pub(super) fn order(&self) -> &[u32] {
        &self.pieces
    }

    /// The pieces of each block.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let mut from = 0;
        self.ends
            .iter()
            .filter_map(move |&end| self.pieces.get(std::mem::replace(&mut from, end as usize)..end as usize))
    }
}

/// The number of a square along one axis; plane coordinates are far within it, and `as` saturates.
#[expect(clippy::cast_possible_truncation, reason = "saturates")]
fn square_at(squares: f64) -> i32 {
    squares.floor() as i32
}

#[cfg(test)]
mod tests {
    use geo::Coord;

    use super::*;

    #[test]
    fn every_piece_is_in_one_block_with_its_neighbours() {
        let piece = |x: f64, y: f64, side: f64| Rect::new(Coord { x, y }, Coord { x: x + side, y: y + side });
        let extents = [
            piece(10.0, 10.0, 20.0),
            piece(900.0, 0.0, 20.0),
            piece(0.0, 0.0, 300.0),
            piece(50.0, 90.0, 9.0),
        ];
        let blocks = Blocks::of(extents.into_iter());
        let mut all: Vec<Vec<u32>> = blocks.iter().map(<[u32]>::to_vec).collect();
        all.sort();
        assert_eq!(all, [vec![0, 3], vec![1], vec![2]]);
    }
}
