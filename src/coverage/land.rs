//! Residential land by township, each square metre counted once.

use std::collections::HashMap;

use geo::{Coord, Rect};
use rayon::prelude::*;

use super::Coverage;
use super::blocks::Blocks;
use super::groups::{Groups, Sum};
use super::land_use::{AmongUse, Bound, UseGroups, Visible};
use super::overlaps::Overlaps;
use crate::geometry::{BoxIndex, Cores, Disk, EdgeIndex, Neighbour, OpenEdges, around, core};
use crate::model::{Piece, Study};
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
    let blocks = Blocks::of(study.pieces.iter().map(|piece| piece.extent));
    let townships = Groups::by_township(study);
    let uses = UseGroups::of(study, &townships);
    let grounds = (study.overlaps == OverlapRule::Once).then(|| {
        let cores: Vec<Disk> =
            study.pieces.par_iter().map(|piece| core(&piece.shape, piece.extent)).collect();
        let of_uses = uses.as_ref().map(|uses| UseCores::of(uses.groups(), blocks.order(), &cores));
        (Grounds::of(&townships, blocks.order(), study, &cores), of_uses)
    });
    let visible = match &grounds {
        None => {
            progress.advance(study.pieces.len() as u64);
            vec![None; study.pieces.len()]
        }
        Some((of_townships, of_uses)) => visible(study, of_townships, of_uses.as_ref(), progress),
    };
    let own = |i: usize| study.pieces[i].plane_area_m2;
    let among_all = |i: usize| visible[i].as_ref().map(|visible| visible.among_all.area);
    let lands = |sums: Vec<Sum>| sums.into_iter().map(Land::from).collect::<Vec<_>>();
    let land = lands(townships.sums(study, own, among_all, |_| 0.0));
    let by_use = uses.as_ref().map(|uses| {
        let among_use = |i: usize| visible[i].as_ref().and_then(Visible::area_among_use);
        uses.by_township(&land, &lands(uses.groups().sums(study, own, among_use, |_| 0.0)))
    });
    let grounds = grounds.filter(|_| land.iter().any(|l| l.overlap_area_m2 > SHARED_M2));
    let overlaps = grounds.map(|(of_townships, _)| Overlaps::of(study, &|i| of_townships.of_piece(i)));
    let overlaps = overlaps.unwrap_or_default();
    Coverage { services: Vec::new(), land, by_use, overlaps, blocks, townships, uses, visible }
}

impl From<Sum> for Land {
    fn from(sum: Sum) -> Self {
        Self { parcels: sum.pieces, area_m2: sum.area_m2, overlap_area_m2: sum.overlap_m2 }
    }
}

/// The pieces of one group, by where they lie.
pub(super) struct Ground {
    members: Vec<u32>,
    index: BoxIndex,
    cores: Cores,
    /// The edges of those that have many.
    large: HashMap<usize, EdgeIndex>,
}

impl Ground {
    fn of(members: Vec<u32>, study: &Study, cores: &[Disk]) -> Self {
        let (index, cores) = rayon::join(
            || BoxIndex::of(members.iter().map(|&i| study.pieces[i as usize].extent)),
            || Cores::of(members.iter().map(|&i| cores[i as usize])),
        );
        let large = |&i: &u32| Some((i as usize, EdgeIndex::of_shape(&study.pieces[i as usize].shape)?));
        let large = members.par_iter().filter_map(large).collect();
        Self { members, index, cores, large }
    }

    /// The other pieces whose boxes meet a box near piece `i`.
    pub(super) fn near(&self, extent: Rect<f64>, i: usize) -> Vec<usize> {
        let mut near = self.index.near(extent);
        near.iter_mut().for_each(|member| *member = self.members[*member] as usize);
        near.retain(|&j| j != i);
        near
    }
}

/// The groups of pieces, and the ground of each.
struct Grounds<'s> {
    groups: &'s Groups,
    grounds: Vec<Ground>,
}

impl<'s> Grounds<'s> {
    fn of(groups: &'s Groups, order: &[u32], study: &Study, cores: &[Disk]) -> Self {
        let of_group = |members| Ground::of(members, study, cores);
        Self { groups, grounds: groups.members(order).into_par_iter().map(of_group).collect() }
    }

    /// The ground of a piece; `None` where it is in no group.
    fn of_piece(&self, i: usize) -> Option<&Ground> {
        self.grounds.get(self.groups.of_piece(i)?)
    }
}

/// The cores of the pieces of each group.
struct UseCores<'s> {
    groups: &'s Groups,
    cores: Vec<Cores>,
}

impl<'s> UseCores<'s> {
    fn of(groups: &'s Groups, order: &[u32], cores: &[Disk]) -> Self {
        let of_group = |members: Vec<u32>| Cores::of(members.iter().map(|&i| cores[i as usize]));
        Self { groups, cores: groups.members(order).into_par_iter().map(of_group).collect() }
    }
}

/// The visible edges of each piece that has others near it. Township by township, so that what is near is at hand.
fn visible(
    study: &Study,
    townships: &Grounds<'_>,
    uses: Option<&UseCores<'_>>,
    progress: &dyn Progress,
) -> Vec<Option<Visible>> {
    let mut all = vec![None; study.pieces.len()];
    for (ground, &origin) in townships.grounds.iter().zip(townships.groups.origins()) {
        let found: Vec<Option<Visible>> = ground
            .members
            .par_iter()
            .map_init(
                || Counter::of(progress),
                |counter, &i| {
                    counter.one();
                    visible_of(study, (ground, origin), uses, i as usize)
                },
            )
            .collect();
        for (&i, visible) in ground.members.iter().zip(found) {
            all[i as usize] = visible;
        }
    }
    all
}

/// The visible edges of piece `i`; `None` where no other is near. The second look, among pieces of its own use, is taken
/// only where pieces of its own use and others are near.
fn visible_of(
    study: &Study,
    (ground, origin): (&Ground, Coord<f64>),
    uses: Option<&UseCores<'_>>,
    i: usize,
) -> Option<Visible> {
    let piece = &study.pieces[i];
    let open = OpenEdges::of(&piece.shape, &ground.cores);
    let bound = |parts| Bound::of(parts, piece, origin);
    let neighbours = |near: &[usize]| -> Vec<Neighbour<'_>> {
        let neighbour = |&j: &usize| {
            let Piece { shape, extent, .. } = &study.pieces[j];
            Neighbour { rank: j, shape, extent: *extent, edges: ground.large.get(&j) }
        };
        near.iter().map(neighbour).collect()
    };
    let near_in = |extent| ground.near(extent, i);
    let Some((uses, group)) = uses.and_then(|uses| Some((uses, uses.groups.of_piece(i)?))) else {
        let near = open.extent().map(near_in).unwrap_or_default();
        if near.is_empty() && open.are_all() {
            return None;
        }
        let among_all = bound(open.visible(i, &neighbours(&near)));
        return Some(Visible { among_all, among_use: AmongUse::Alone });
    };
    // An edge that only land of another use hides is open among its own.
    let open_of_use = OpenEdges::of(&piece.shape, &uses.cores[group]);
    let extent = around(open_of_use.extent().into_iter().chain(open.extent()));
    let near = extent.map(near_in).unwrap_or_default();
    if near.is_empty() && open.are_all() {
        return None;
    }
    let among_all = bound(open.visible(i, &neighbours(&near)));
    let near_of_use: Vec<usize> =
        near.iter().copied().filter(|&j| uses.groups.of_piece(j) == Some(group)).collect();
    let among_use = if near_of_use.is_empty() && open_of_use.are_all() {
        AmongUse::Alone
    } else if near_of_use.len() == near.len() {
        AmongUse::AsAmongAll
    } else {
        AmongUse::Parts(bound(open_of_use.visible(i, &neighbours(&near_of_use))))
    };
    Some(Visible { among_all, among_use })
}
