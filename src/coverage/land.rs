//! Residential land by township, each square metre counted once.

use geo::{Coord, Rect};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::Coverage;
use super::groups::{Groups, Sum};
use super::land_use::{AmongUse, UseGroups, Visible};
use super::overlaps::Overlaps;
use crate::geometry::{Cores, Disk, EdgeParts, Neighbour, WideNodes, bounds, core, visible_edges};
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
    let grounds = (study.overlaps == OverlapRule::Once).then(|| {
        let cores: Vec<Disk> =
            study.pieces.par_iter().zip(&extents).map(|(p, &e)| core(&p.shape, e)).collect();
        let of_uses = uses.as_ref().map(|uses| Grounds::of(uses.groups(), &extents, &cores));
        (Grounds::of(&townships, &extents, &cores), of_uses)
    });
    let visible = match &grounds {
        None => {
            progress.advance(study.pieces.len() as u64);
            vec![None; study.pieces.len()]
        }
        Some((of_townships, of_uses)) => {
            visible(study, &extents, of_townships, of_uses.as_ref(), progress)
        }
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
    let grounds = grounds.filter(|_| land.iter().any(|l| l.overlap_area_m2 > SHARED_M2));
    let overlaps =
        grounds.map(|(of_townships, _)| Overlaps::of(study, &extents, &|i| of_townships.of_piece(i)));
    let overlaps = overlaps.unwrap_or_default();
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

/// The pieces of one group, by where they lie.
pub(super) struct Ground {
    index: RTree<GeomWithData<Rectangle<[f64; 2]>, u32>, WideNodes>,
    cores: Cores,
}

impl Ground {
    fn of(members: &[u32], extents: &[Rect<f64>], cores: &[Disk]) -> Self {
        let boxes = members.iter().map(|&i| {
            let e = extents[i as usize];
            GeomWithData::new(Rectangle::from_corners([e.min().x, e.min().y], [e.max().x, e.max().y]), i)
        });
        let (index, cores) = rayon::join(
            || RTree::bulk_load_with_params(boxes.collect()),
            || Cores::of(&members.iter().map(|&i| cores[i as usize]).collect::<Vec<_>>()),
        );
        Self { index, cores }
    }

    /// The other pieces whose boxes meet a box near piece `i`.
    pub(super) fn near(&self, extent: Rect<f64>, i: usize) -> impl Iterator<Item = usize> {
        let envelope = AABB::from_corners([extent.min().x, extent.min().y], [extent.max().x, extent.max().y]);
        self.index.locate_in_envelope_intersecting(&envelope).map(|b| b.data as usize).filter(move |&j| j != i)
    }

    /// The edges of piece `i` that no other piece of the ground hides; `None` where none is near.
    fn visible(&self, study: &Study, extents: &[Rect<f64>], i: usize) -> Option<EdgeParts> {
        let neighbour = |j: usize| Neighbour { rank: j, shape: &study.pieces[j].shape, extent: extents[j] };
        visible_edges(&study.pieces[i].shape, i, &self.cores, |extent| self.near(extent, i).map(neighbour).collect())
    }
}

/// The groups of pieces, and the ground of each.
struct Grounds<'s> {
    groups: &'s Groups,
    grounds: Vec<Ground>,
}

impl<'s> Grounds<'s> {
    fn of(groups: &'s Groups, extents: &[Rect<f64>], cores: &[Disk]) -> Self {
        let grounds = groups.members().into_par_iter().map(|members| Ground::of(&members, extents, cores));
        Self { groups, grounds: grounds.collect() }
    }

    /// The ground of a piece; `None` where it is in no group.
    fn of_piece(&self, i: usize) -> Option<&Ground> {
        self.grounds.get(self.groups.of_piece(i)?)
    }
}

/// The visible edges of each piece that has others near it. The second look, among pieces of its own use, is taken
/// only where pieces of its own use and others are near.
fn visible(
    study: &Study,
    extents: &[Rect<f64>],
    townships: &Grounds<'_>,
    uses: Option<&Grounds<'_>>,
    progress: &dyn Progress,
) -> Vec<Option<Visible>> {
    (0..study.pieces.len())
        .into_par_iter()
        .map_init(
            || Counter::of(progress),
            |counter, i| {
                counter.one();
                let among_all = townships.of_piece(i)?.visible(study, extents, i)?;
                let of_use = uses.and_then(|uses| uses.of_piece(i)?.visible(study, extents, i));
                let among_use = match of_use {
                    None => AmongUse::Alone,
                    Some(parts) if parts == among_all => AmongUse::AsAmongAll,
                    Some(parts) => AmongUse::Parts(parts),
                };
                Some(Visible { among_all, among_use })
            },
        )
        .collect()
}
