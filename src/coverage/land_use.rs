//! Urban and rural land apart.

use geo::Coord;

use super::groups::{Groups, township_group};
use crate::geometry::EdgeParts;
use crate::model::{LandUse, Piece, Study};

/// The same figure of urban land and of rural land, each square metre of either counted by the overlap rule.
///
/// Where urban and rural parcels overlap each other, each use counts the land that they share: both together may
/// come to more than all land. Parcels of unknown use are in neither.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ByUse<T> {
    /// Of urban land.
    pub urban: T,
    /// Of rural land.
    pub rural: T,
}

impl<T> ByUse<T> {
    /// That of one use.
    pub fn of(&self, land_use: LandUse) -> &T {
        match land_use {
            LandUse::Urban => &self.urban,
            LandUse::Rural => &self.rural,
        }
    }

    /// Makes it for either use, urban land first.
    pub(crate) fn from_fn(mut figure: impl FnMut(LandUse) -> T) -> Self {
        Self { urban: figure(LandUse::Urban), rural: figure(LandUse::Rural) }
    }
}

/// The edges that bound the land around a piece which has others of its township near it.
#[derive(Debug, Clone)]
pub(super) struct Visible {
    /// The parts that no other piece of the township hides.
    pub among_all: Bound,
    /// The parts that no other piece of its own use hides, for a piece that is in a group by use.
    pub among_use: AmongUse,
}

/// What bounds the land of one use around a piece.
#[derive(Debug, Clone)]
pub(super) enum AmongUse {
    /// No piece of its own use is near.
    Alone,
    /// All pieces near it are of its own use: the same as among all.
    AsAmongAll,
    /// Pieces of its own use and others are near: these parts.
    Parts(Bound),
}

/// What of a piece bounds the land of its group.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    /// Its edges that no other piece of the group hides.
    pub parts: EdgeParts,
    /// ½ ∮ over them, about the origin of the township, m².
    pub area: f64,
}

impl Bound {
    pub(super) fn of(parts: EdgeParts, piece: &Piece, origin: Coord<f64>) -> Self {
        Self { area: parts.green(&piece.shape, origin), parts }
    }
}

impl Visible {
    /// ½ ∮ over what bounds the land of the piece's own use; `None` where no piece of it is near.
    pub(super) fn area_among_use(&self) -> Option<f64> {
        match &self.among_use {
            AmongUse::Alone => None,
            AmongUse::AsAmongAll => Some(self.among_all.area),
            AmongUse::Parts(bound) => Some(bound.area),
        }
    }
}

/// The pieces by township and use.
///
/// Only townships with land of several uses have groups here. Where all land is of one use its figures are those of
/// the township: a layer of one use needs no second sum.
#[derive(Debug, Clone)]
pub(super) struct UseGroups {
    groups: Groups,
    sources: ByUse<Vec<Source>>,
}

/// Where the figure of a township's land of one use comes from.
#[derive(Debug, Clone, Copy)]
enum Source {
    /// It has no such land.
    Nothing,
    /// All of its land is of this use.
    Township,
    /// A group of its own.
    Group(usize),
}

impl UseGroups {
    /// `None` when no parcel has a known land use.
    pub(super) fn of(study: &Study, townships: &Groups) -> Option<Self> {
        if study.parcels.iter().all(|p| p.land_use.is_none()) {
            return None;
        }
        let n = townships.origins().len();
        let mut n_pieces = vec![0; n];
        let mut n_of_use = ByUse { urban: vec![0; n], rural: vec![0; n] };
        for piece in &study.pieces {
            let township = township_group(study, piece);
            n_pieces[township] += 1;
            match study.parcels[piece.parcel].land_use {
                Some(LandUse::Urban) => n_of_use.urban[township] += 1,
                Some(LandUse::Rural) => n_of_use.rural[township] += 1,
                None => {}
            }
        }
        let mut origins = Vec::new();
        let sources = ByUse::from_fn(|land_use| {
            let source = |(township, &count): (usize, &usize)| {
                if count == 0 {
                    Source::Nothing
                } else if count == n_pieces[township] {
                    Source::Township
                } else {
                    origins.push(townships.origins()[township]);
                    Source::Group(origins.len() - 1)
                }
            };
            n_of_use.of(land_use).iter().enumerate().map(source).collect::<Vec<_>>()
        });
        let of_piece = study.pieces.iter().map(|piece| {
            let land_use = study.parcels[piece.parcel].land_use?;
            match sources.of(land_use)[township_group(study, piece)] {
                Source::Group(group) => Some(group),
                Source::Nothing | Source::Township => None,
            }
        });
        Some(Self { groups: Groups::new(of_piece, origins), sources })
    }

    /// The groups that need a sum of their own.
    pub(super) fn groups(&self) -> &Groups {
        &self.groups
    }

    /// The figures of either use by township, from those of all land by township and those by group.
    pub(super) fn by_township<T: Copy + Default>(&self, of_all: &[T], of_groups: &[T]) -> ByUse<Vec<T>> {
        ByUse::from_fn(|land_use| {
            let figure = |(township, source): (usize, &Source)| match *source {
                Source::Nothing => T::default(),
                Source::Township => of_all[township],
                Source::Group(group) => of_groups[group],
            };
            self.sources.of(land_use).iter().enumerate().map(figure).collect()
        })
    }
}
