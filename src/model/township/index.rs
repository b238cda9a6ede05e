//! Townships found by place, by code and by name; and to which of them land at their borders belongs.

use std::collections::BTreeMap;

use geo::{Coord, Line, MultiPolygon, Polygon, Rect};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::super::layer::OpenLayer;
use super::super::names::township_code;
use super::super::township_names::{Named, TownshipNames};
use super::{Borders, Township};
use crate::geometry::{IndexedLand, Place, bounds, interior_point, mean_width};
use crate::note::{Notes, Severity};
use crate::project::Field;

/// Land in no township is a sliver, drawn and not meant, up to this distance from the border, m: borders of townships
/// and of parcels come from maps of 1:10,000, on which half a millimetre is 5 m.
const REACH_M: f64 = 5.0;
/// Up to this area a gap that townships enclose is one of drawing, m²: 1 ha. A larger one may be a lake, an enclave or
/// a township that is missing.
const GAP_M2: f64 = 10_000.0;
/// Nearer than this the edge of a sliver runs along the border: cuts are rounded to far less, m.
const ON_BORDER_M: f64 = 0.01;

pub(super) type Boxes = RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>;

/// A gap among townships.
struct IndexedGap {
    land: IndexedLand,
    /// The townships around it.
    around: Vec<usize>,
}

/// Finds townships by place, by code and by name.
pub(crate) struct TownshipIndex {
    lands: Vec<Option<IndexedLand>>,
    boxes: Boxes,
    /// What the townships enclose and none of them has.
    gaps: Vec<IndexedGap>,
    gap_boxes: Boxes,
    names: TownshipNames,
}

impl TownshipIndex {
    /// The index of townships, of which `borders` knows the gaps.
    pub(crate) fn of(townships: &[Township], borders: &Borders) -> Self {
        let lands: Vec<Option<IndexedLand>> =
            townships.par_iter().map(|t| IndexedLand::new(&t.shape)).collect();
        let boxes = boxes(lands.iter().map(|land| Some(land.as_ref()?.extent())));
        let narrow = borders.gaps.iter().filter(|gap| gap.area_m2 <= GAP_M2);
        let gaps: Vec<IndexedGap> = narrow
            .filter_map(|gap| {
                let land = IndexedLand::new(&gap.shape)?;
                let around = within(&boxes, widened(land.extent(), REACH_M));
                Some(IndexedGap { land, around })
            })
            .collect();
        let gap_boxes = self::boxes(gaps.iter().map(|gap| Some(gap.land.extent())));
        Self { lands, boxes, gaps, gap_boxes, names: TownshipNames::of(townships) }
    }

    /// Whether there are no townships at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The townships that a box may lie in, by their order, and how it lies in each.
    pub(crate) fn near(&self, extent: Rect<f64>) -> Vec<(usize, Place)> {
        within(&self.boxes, extent)
            .into_iter()
            .filter_map(|i| Some((i, self.lands[i].as_ref()?.place_of(extent))))
            .filter(|(_, place)| *place != Place::Outside)
            .collect()
    }

    /// The land of a township near a box: cut with what lies in the box it gives what the whole would. `None` where the
    /// township has none.
    pub(crate) fn land_near(&self, township: usize, extent: Rect<f64>) -> Option<&MultiPolygon<f64>> {
        Some(self.lands.get(township)?.as_ref()?.near(extent))
    }

    /// The first township that a point lies in, borders included.
    pub(crate) fn at(&self, at: Coord<f64>) -> Option<usize> {
        let is_in = |i: &usize| self.lands[*i].as_ref().is_some_and(|land| land.contains(at));
        within(&self.boxes, Rect::new(at, at)).into_iter().find(is_in)
    }

    /// The township that a point lies in; where it lies in none, the one that it lies beside: in a gap that townships
    /// enclose, or between two that are both no farther than [`REACH_M`].
    pub(crate) fn at_or_beside(&self, at: Coord<f64>) -> Option<usize> {
        self.at(at).or_else(|| match self.gap_at(at) {
            Some(gap) => self.nearest(&gap.around, at).map(|(i, _)| i),
            None => {
                let near = within(&self.boxes, widened(Rect::new(at, at), REACH_M));
                self.between(&near, at).map(|(i, _)| i)
            }
        })
    }

    /// How far from a township a place lies, m; `None` where the township has a name and no land.
    pub(crate) fn distance_to(&self, township: usize, at: Coord<f64>) -> Option<f64> {
        Some(self.lands.get(township)?.as_ref()?.distance_to(at))
    }

    /// The township that a sliver of land in no township belongs to all the same: the one with which it shares the
    /// longest border, else the nearest. A sliver lies in a gap that townships enclose, of at most 1 ha; or it is
    /// nowhere farther than [`REACH_M`] from two of them, and no wider on average. `None`: the land is no sliver. Land
    /// beyond the outer border never is one: there it is outside.
    pub(crate) fn of_sliver(&self, sliver: &Polygon<f64>) -> Option<usize> {
        let shape = MultiPolygon(vec![sliver.clone()]);
        let inside = interior_point(&shape)?;
        let gap = self.gap_at(inside);
        let near = match gap {
            Some(gap) => gap.around.clone(),
            None => within(&self.boxes, widened(bounds(&shape)?, REACH_M)),
        };
        if near.is_empty() {
            return None;
        }
        let edges = || shape.0.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
        let edges = || edges().flat_map(|ring| ring.lines());
        let length = |edge: &Line<f64>| (edge.end - edge.start).x.hypot((edge.end - edge.start).y);
        if gap.is_none() && mean_width(&shape) > REACH_M {
            return None;
        }
        let mut shared: BTreeMap<usize, f64> = BTreeMap::new();
        for edge in edges() {
            // Steps as long as the reach: what lies between two places that are near is not far.
            let steps = (length(&edge) / REACH_M).ceil().max(1.0);
            let mut step = 0.5;
            while step < steps {
                let at = edge.start + (edge.end - edge.start) * (step / steps);
                let found = if gap.is_some() { self.nearest(&near, at) } else { self.between(&near, at) };
                let (township, distance) = found?;
                if distance <= ON_BORDER_M {
                    *shared.entry(township).or_default() += length(&edge) / steps;
                }
                step += 1.0;
            }
        }
        // Of equal lengths the township that comes first in the file.
        let longest = shared.into_iter().rev().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i);
        longest.or_else(|| self.nearest(&near, inside).map(|(i, _)| i))
    }

    /// The gap that a point lies in.
    fn gap_at(&self, at: Coord<f64>) -> Option<&IndexedGap> {
        let near = within(&self.gap_boxes, Rect::new(at, at));
        near.into_iter().map(|i| &self.gaps[i]).find(|gap| gap.land.contains(at))
    }

    /// The nearest of some townships, the first of equally near ones, and its distance.
    fn nearest(&self, among: &[usize], at: Coord<f64>) -> Option<(usize, f64)> {
        let distances = among.iter().filter_map(|i| Some((*i, self.lands[*i].as_ref()?.distance_to(at))));
        distances.min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// The nearest of some townships where a second one is near too.
    fn between(&self, among: &[usize], at: Coord<f64>) -> Option<(usize, f64)> {
        let (first, distance) = self.nearest(among, at).filter(|(_, distance)| *distance <= REACH_M)?;
        let is_near = |i: &usize| self.lands[*i].as_ref().is_some_and(|land| land.distance_to(at) <= REACH_M);
        among.iter().any(|i| *i != first && is_near(i)).then_some((first, distance))
    }

    /// The township of a code, or else of a name.
    pub(crate) fn named(&self, code: Option<&str>, name: Option<&str>) -> Named {
        let by_code = code.and_then(township_code).and_then(|code| self.names.by_code(&code));
        let by_name = || name.map_or(Named::Unknown, |name| self.names.by_name(name));
        by_code.map_or_else(by_name, Named::As)
    }

    /// Tells where a feature names a township by another kind than the layer has, or by none.
    pub(crate) fn note_taken(&self, layer: &OpenLayer, position: usize, named: Named, notes: &mut Notes) {
        if let Named::ButForKind(at) = named {
            let feature = layer.layer.features.get(position);
            let stated = feature.and_then(|feature| layer.fields.text(feature, Field::Township));
            let note = layer.note(Severity::Warning, "township-taken", position);
            notes.push(note.with("stated", stated.unwrap_or_default()).with("taken", self.names.written(at)));
        }
    }

    /// The names of the townships.
    pub(crate) fn names(&self) -> &TownshipNames {
        &self.names
    }
}

/// Boxes of things, by their order; `None` has no box.
pub(super) fn boxes(extents: impl Iterator<Item = Option<Rect<f64>>>) -> Boxes {
    let of = |(i, extent): (usize, Option<Rect<f64>>)| {
        let extent = extent?;
        let corners = [extent.min(), extent.max()].map(|c| [c.x, c.y]);
        Some(GeomWithData::new(Rectangle::from_corners(corners[0], corners[1]), i))
    };
    RTree::bulk_load(extents.enumerate().filter_map(of).collect())
}

/// The things whose boxes meet a box, by their order.
pub(super) fn within(boxes: &Boxes, extent: Rect<f64>) -> Vec<usize> {
    let envelope = AABB::from_corners([extent.min().x, extent.min().y], [extent.max().x, extent.max().y]);
    let mut near: Vec<usize> = boxes.locate_in_envelope_intersecting(&envelope).map(|b| b.data).collect();
    near.sort_unstable();
    near
}

/// A box widened on all sides.
fn widened(extent: Rect<f64>, by: f64) -> Rect<f64> {
    let by = Coord { x: by, y: by };
    Rect::new(extent.min() - by, extent.max() + by)
}
