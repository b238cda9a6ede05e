//! Residential land by township, each square metre counted once.

use geo::{Coord, Rect};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::Coverage;
use super::groups::{Groups, Sum};
use super::land_use::{AmongUse, UseGroups, Visible};
use super::overlaps::Overlaps;
use crate::geometry::{Disk, Neighbour, WideNodes, bounds, core, visible_edges};
use crate::model::Study;
use crate::progress::{Counter, Progress};
use crate::project::OverlapRule;

/// Two parcels share land when it is more than a strip of a millimetre along a hundred metres.
pub(super) const SHARED_M2: f64 = 0.1;

/// Residential land of one township: all of it, or that of one use.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Land {
    /// How many parcels have land there.
    pub parcels: usize,
    /// Land in m² by the area rule, counted by the overlap rule.
    pub area_m2: f64,
    /// Land that is counted once though several parcels cover it: Σ parcels − `area_m2`. 0 when overlaps are
    /// counted each time.
    pub overlap_area_m2: f64,
}

/// The land of a study; its services are not yet looked at.
pub(super) fn of(study: &Study, progress: &dyn Progress) -> Coverage {
    let nowhere = Rect::new(Coord::zero(), Coord::zero());
    let extents: Vec<Rect<f64>> =
        study.pieces.par_iter().map(|p| bounds(&p.shape).unwrap_or(nowhere)).collect();
    let townships = Groups::by_township(study, &extents);
    let uses = UseGroups::of(study, &townships);
    let index = (study.overlaps == OverlapRule::Once).then(|| index_of(&extents));
    let visible = match &index {
        None => {
            progress.advance(study.pieces.len() as u64);
            vec![None; study.pieces.len()]
        }
        Some(index) => visible(study, &extents, index, uses.as_ref().map(UseGroups::groups), progress),
    };
    let boundaries: Vec<Option<Boundary>> = study
        .pieces
        .par_iter()
        .zip(&visible)
        .enumerate()
        .map(|(i, (piece, visible))| {
            let origin = townships.origin_of(i);
            let visible = visible.as_ref()?;
            let among_all = visible.among_all.green(&piece.shape, origin);
            let among_use = match &visible.among_use {
                AmongUse::Alone => None,
                AmongUse::AsAmongAll => Some(among_all),
                AmongUse::Parts(parts) => Some(parts.green(&piece.shape, origin)),
            };
            Some(Boundary { among_all, among_use })
        })
        .collect();
    let own = |i: usize| study.pieces[i].plane_area_m2;
    let lands = |sums: Vec<Sum>| sums.into_iter().map(Land::from).collect::<Vec<_>>();
    let land = lands(townships.sums(study, own, |i| boundaries[i].map(|b| b.among_all), |_| 0.0));
    let by_use = uses.as_ref().map(|uses| {
        let among_use = |i: usize| boundaries[i].and_then(|b| b.among_use);
        uses.by_township(&land, &lands(uses.groups().sums(study, own, among_use, |_| 0.0)))
    });
    let index = index.filter(|_| land.iter().any(|l| l.overlap_area_m2 > SHARED_M2));
    let overlaps = index.map(|index| Overlaps::of(study, &extents, &index)).unwrap_or_default();
    Coverage { services: Vec::new(), land, by_use, overlaps, extents, townships, uses, visible }
}

/// What a piece gives to the boundary of the land around it: ½ ∮ over its visible edges.
#[derive(Debug, Clone, Copy)]
struct Boundary {
    among_all: f64,
    /// `None` where no piece of its own use is near.
    among_use: Option<f64>,
}

impl From<Sum> for Land {
    fn from(sum: Sum) -> Self {
        Self { parcels: sum.pieces, area_m2: sum.area_m2, overlap_area_m2: sum.overlap_m2 }
    }
}

pub(super) type Index = RTree<GeomWithData<Rectangle<[f64; 2]>, u32>, WideNodes>;

fn index_of(extents: &[Rect<f64>]) -> Index {
    let boxes = extents.iter().zip(0u32..).map(|(e, i)| {
        GeomWithData::new(Rectangle::from_corners([e.min().x, e.min().y], [e.max().x, e.max().y]), i)
    });
    RTree::bulk_load_with_params(boxes.collect())
}

/// The other pieces of the same township whose boxes meet that of piece `i`, in their order.
pub(super) fn neighbours(study: &Study, extents: &[Rect<f64>], index: &Index, i: usize) -> Vec<usize> {
    let e = extents[i];
    let envelope = AABB::from_corners([e.min().x, e.min().y], [e.max().x, e.max().y]);
    let mut near: Vec<usize> = index
        .locate_in_envelope_intersecting(&envelope)
        .map(|b| b.data as usize)
        .filter(|&j| j != i && study.pieces[j].township == study.pieces[i].township)
        .collect();
    near.sort_unstable();
    near
}

/// The visible edges of each piece that has others near it. The second look, among pieces of its own use, is taken
/// only where pieces of its own use and others are near.
fn visible(
    study: &Study,
    extents: &[Rect<f64>],
    index: &Index,
    uses: Option<&Groups>,
    progress: &dyn Progress,
) -> Vec<Option<Visible>> {
    let cores: Vec<Disk> = study.pieces.par_iter().zip(extents).map(|(p, &e)| core(&p.shape, e)).collect();
    let among = |i: usize, near: &[usize]| {
        let neighbour = |&j: &usize| Neighbour {
            rank: j,
            shape: &study.pieces[j].shape,
            extent: extents[j],
            core: cores[j],
        };
        visible_edges(&study.pieces[i].shape, i, &near.iter().map(neighbour).collect::<Vec<_>>())
    };
    (0..study.pieces.len())
        .into_par_iter()
        .map_init(
            || Counter::of(progress),
            |counter, i| {
                counter.one();
                let near = neighbours(study, extents, index, i);
                if near.is_empty() {
                    return None;
                }
                let in_group = |uses: &Groups| -> Option<Vec<usize>> {
                    let group = uses.of_piece(i)?;
                    Some(near.iter().copied().filter(|&j| uses.of_piece(j) == Some(group)).collect())
                };
                let near_of_use = uses.and_then(in_group).unwrap_or_default();
                let among_use = if near_of_use.is_empty() {
                    AmongUse::Alone
                } else if near_of_use.len() == near.len() {
                    AmongUse::AsAmongAll
                } else {
                    AmongUse::Parts(among(i, &near_of_use))
                };
                Some(Visible { among_all: among(i, &near), among_use })
            },
        )
        .collect()
}
