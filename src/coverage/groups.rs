//! Which pieces are summed together, and their sums: each square metre of a group counts once.

use geo::Coord;

use crate::model::{Piece, Study};

/// The pieces of a study in groups.
#[derive(Debug, Clone)]
pub(super) struct Groups {
    /// The group of each piece; [`NONE`]: it is in no sum.
    of_piece: Vec<u32>,
    /// The point about which the boundaries of each group are summed. Sums of closed boundaries do not depend on
    /// it; near the land they keep more digits.
    origins: Vec<Coord<f64>>,
}

/// The number of no group.
const NONE: u32 = u32::MAX;

/// What the pieces of a group come to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    /// How many pieces.
    pub pieces: usize,
    /// Their area in m² by the area rule, each square metre once.
    pub area_m2: f64,
    /// What was counted once though several pieces have it, m².
    pub overlap_m2: f64,
}

impl Groups {
    /// A group a township, and a last one for the pieces in none; summed about the corner of its first piece.
    pub(super) fn by_township(study: &Study) -> Self {
        let mut origins = vec![None; study.townships.len() + 1];
        for piece in &study.pieces {
            origins[township_group(study, piece)].get_or_insert(piece.extent.min());
        }
        Self {
            of_piece: study.pieces.iter().map(|p| number(Some(township_group(study, p)))).collect(),
            origins: origins.into_iter().map(Option::unwrap_or_default).collect(),
        }
    }

    /// Other groups of the same pieces, with their origins.
    pub(super) fn new(of_piece: impl Iterator<Item = Option<usize>>, origins: Vec<Coord<f64>>) -> Self {
        Self { of_piece: of_piece.map(number).collect(), origins }
    }

    /// The group of a piece.
    pub(super) fn of_piece(&self, piece: usize) -> Option<usize> {
        self.of_piece.get(piece).filter(|group| **group != NONE).map(|group| *group as usize)
    }

    /// The pieces of each group, in this order of all.
    pub(super) fn members(&self, order: &[u32]) -> Vec<Vec<u32>> {
        let mut members = vec![Vec::new(); self.origins.len()];
        for &i in order {
            if let Some(group) = self.of_piece(i as usize) {
                members[group].push(i);
            }
        }
        members
    }

    /// The origins, one a group.
    pub(super) fn origins(&self) -> &[Coord<f64>] {
        &self.origins
    }

    /// The origin of a piece's group.
    pub(super) fn origin_of(&self, piece: usize) -> Coord<f64> {
        self.of_piece(piece).map_or(Coord::zero(), |group| self.origins[group])
    }

    /// The sums, one a group. `own` and `boundary` are plane areas by piece: what the piece has by itself, and what
    /// it gives to the boundary of the union of its group (`None`: no other piece of the group is near);
    /// `arcs_area` is by group what else bounds that union.
    ///
    /// Pieces are weighed by their own area factors, and only what is counted twice by their mean: so the factor's
    /// change across a township does not matter.
    pub(super) fn sums(
        &self,
        study: &Study,
        own: impl Fn(usize) -> f64,
        boundary: impl Fn(usize) -> Option<f64>,
        arcs_area: impl Fn(usize) -> f64,
    ) -> Vec<Sum> {
        let n = self.origins.len();
        let mut sums = vec![Sum::default(); n];
        let (mut apart, mut weighted, mut union) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
        let mut land = vec![0.0; n];
        for (i, piece) in study.pieces.iter().enumerate() {
            let Some(group) = self.of_piece(i) else { continue };
            let area = own(i) * study.parcels[piece.parcel].area_factor;
            sums[group].pieces += 1;
            sums[group].area_m2 += area;
            if let Some(boundary) = boundary(i) {
                land[group] += piece.plane_area_m2;
                apart[group] += own(i);
                weighted[group] += area;
                union[group] += boundary;
            }
        }
        for (group, sum) in sums.iter_mut().enumerate() {
            let plane = apart[group] - (union[group] + arcs_area(group));
            // Neighbours that only touch differ by the rounding of their boundaries; that is no overlap, also where
            // little of the land or none is covered.
            if apart[group] > 0.0 && plane.abs() > 1e-10 * land[group] {
                sum.overlap_m2 = plane * weighted[group] / apart[group];
                sum.area_m2 -= sum.overlap_m2;
            }
        }
        sums
    }
}

fn number(group: Option<usize>) -> u32 {
    group.and_then(|group| u32::try_from(group).ok()).unwrap_or(NONE)
}

/// The group of a piece among those by township.
pub(super) fn township_group(study: &Study, piece: &Piece) -> usize {
    piece.township.unwrap_or(study.townships.len())
}
