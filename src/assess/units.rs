//! The readings of the configuration rate by life unit.

use geo::orient::{Direction, Orient};
use geo::{Area, BoundingRect, Coord, Intersects, MultiPolygon, Polygon, Rect, unary_union};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::World;
use super::configuration::{
    LEAST_PART_M2, Qualifying, ReadingFigures, counts_parcel, counts_unit, meets_share,
};
use crate::coverage::{CircleCoverage, covered_plane_area};
use crate::geometry::intersection;
use crate::model::{LifeUnit, Study};
use crate::note::{Note, Notes, Severity};
use crate::project::{ConfigurationLand, OverlapRule, Reading};
use crate::units::Ratio;

/// The three readings by life unit; none where there are no life units.
///
/// A facility on the border of a unit lies in it (and in its neighbour). A unit without residential land that counts
/// has no share, as a township without such land has no rate: it is left out of both terms of `unit/share`, and a
/// note says how many there are.
pub(super) fn readings(
    world: World,
    qualifying: &Qualifying,
    coverage: &CircleCoverage,
    land: ConfigurationLand,
    notes: &mut Notes,
) -> Vec<ReadingFigures> {
    let Some(life_units) = &world.study.life_units else { return Vec::new() };
    let life_units: Vec<&LifeUnit> = life_units.iter().filter(|u| counts_unit(land, u)).collect();
    let facilities = match qualifying {
        Qualifying::All => &world.service.facilities,
        Qualifying::Only(facilities) => facilities,
    };
    let points: Vec<Coord<f64>> = facilities.iter().flat_map(|f| &f.sites).map(|s| s.at).collect();
    let residential = ResidentialLand::of(world, coverage, land);
    let found: Vec<(bool, bool, Option<Ratio>)> = life_units
        .par_iter()
        .map(|unit| {
            (holds_any(&unit.shape, &points), coverage.disks.holds(unit.centre), residential.within(unit))
        })
        .collect();

    let by = |rule| ReadingFigures::new(rule, "units", world.n_townships());
    let mut inside = by(Reading::UnitInside);
    let mut reach = by(Reading::UnitReach);
    let mut share = by(Reading::UnitShare);
    for (unit, (is_inside, is_reached, land)) in life_units.iter().zip(&found) {
        inside.count(unit.township, 1.0, (*is_inside).into());
        reach.count(unit.township, 1.0, (*is_reached).into());
        if let Some(land) = land {
            let met = meets_share(*land, world.service.configuration.share);
            share.count(unit.township, 1.0, met.into());
        }
    }
    let without_land = found.iter().filter(|(_, _, land)| land.is_none()).count();
    if without_land > 0 {
        let code = match land {
            ConfigurationLand::Urban => "life-units-without-urban-land",
            ConfigurationLand::All => "life-units-without-land",
        };
        notes.push(
            Note::new(Severity::Info, code)
                .layer("life_units")
                .with("count", without_land)
                .with("total", life_units.len()),
        );
    }
    vec![inside, reach, share]
}

/// The residential land that counts, to be asked for its part in a unit.
struct ResidentialLand<'a> {
    study: &'a Study,
    coverage: &'a CircleCoverage,
    pieces: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    /// Whether parcels overlap and overlaps are to be counted once.
    unite: bool,
}

impl<'a> ResidentialLand<'a> {
    fn of(world: World<'a>, coverage: &'a CircleCoverage, land: ConfigurationLand) -> Self {
        let boxes = world.study.pieces.iter().enumerate().filter_map(|(at, piece)| {
            if !counts_parcel(land, world.study.parcels.get(piece.parcel)?) {
                return None;
            }
            let bounds = piece.shape.bounding_rect()?;
            Some(GeomWithData::new(Rectangle::from_aabb(envelope(bounds)), at))
        });
        let by_township = match (land, &world.coverage.by_use) {
            (ConfigurationLand::Urban, Some(by_use)) => &by_use.urban,
            _ => &world.coverage.land,
        };
        let overlap_m2: f64 = by_township.iter().map(|l| l.overlap_area_m2).sum();
        Self {
            study: world.study,
            coverage,
            pieces: RTree::bulk_load(boxes.collect()),
            unite: world.project.overlaps == OverlapRule::Once && overlap_m2 > LEAST_PART_M2,
        }
    }

    /// The covered and all residential land of a unit, plane m²; `None` when it has none.
    ///
    /// Within one unit the plane's scale changes too little to touch a share (1e-6 over some kilometres).
    fn within(&self, unit: &LifeUnit) -> Option<Ratio> {
        let bounds = unit.shape.bounding_rect()?;
        let mut near: Vec<usize> =
            self.pieces.locate_in_envelope_intersecting(&envelope(bounds)).map(|g| g.data).collect();
        near.sort_unstable();
        let clips: Vec<Clip> = near.into_iter().filter_map(|at| self.clip(at, unit)).collect();
        let disks = &self.coverage.disks;
        let land = if self.unite {
            let polygons: Vec<Polygon<f64>> =
                clips.iter().flat_map(|c| self.shape(c).0.iter().cloned()).collect();
            let united = unary_union(&polygons).orient(Direction::Default);
            Ratio { part: covered_plane_area(disks, &united), whole: united.unsigned_area() }
        } else {
            clips.iter().fold(Ratio::default(), |sum, clip| {
                let (part, whole) = match clip {
                    Clip::Whole(at) => (self.coverage.covered_plane_m2.get(*at).copied(), self.area(*at)),
                    Clip::Part(shape) => (Some(covered_plane_area(disks, shape)), shape.unsigned_area()),
                };
                Ratio { part: sum.part + part.unwrap_or_default(), whole: sum.whole + whole }
            })
        };
        (land.whole > LEAST_PART_M2).then_some(land)
    }

    /// The part of a piece that lies in the unit.
    fn clip(&self, at: usize, unit: &LifeUnit) -> Option<Clip> {
        let shape = &self.study.pieces.get(at)?.shape;
        let part = intersection(shape, &unit.shape);
        let area = part.unsigned_area();
        if area <= 0.0 {
            None
        } else if area >= self.area(at) * (1.0 - WHOLE_TOLERANCE) {
            Some(Clip::Whole(at))
        } else {
            Some(Clip::Part(part))
        }
    }

    fn shape<'s>(&'s self, clip: &'s Clip) -> &'s MultiPolygon<f64> {
        match clip {
            Clip::Whole(at) => &self.study.pieces[*at].shape,
            Clip::Part(shape) => shape,
        }
    }

    fn area(&self, at: usize) -> f64 {
        self.study.pieces.get(at).map_or(0.0, |p| p.plane_area_m2)
    }
}

/// What is left of a piece inside a unit.
enum Clip {
    /// The whole piece at this position of the study.
    Whole(usize),
    /// A part of it: outer rings anticlockwise.
    Part(MultiPolygon<f64>),
}

/// A piece that loses less than this part of its area is whole: clipping rounds coordinates to about 1e-9 of
/// the extent of what is clipped, and a share that is met exactly must not fail by that.
const WHOLE_TOLERANCE: f64 = 1e-6;

fn envelope(bounds: Rect<f64>) -> AABB<[f64; 2]> {
    AABB::from_corners(bounds.min().into(), bounds.max().into())
}

/// Whether some point lies in the area; its border belongs to it.
pub(super) fn holds_any(shape: &MultiPolygon<f64>, points: &[Coord<f64>]) -> bool {
    let Some(bounds) = shape.bounding_rect() else { return false };
    points.iter().any(|point| bounds.intersects(point) && shape.intersects(point))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::coord;

    #[test]
    fn the_border_belongs_to_the_area() {
        let square: MultiPolygon<f64> =
            Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 10.0, y: 10.0 }).to_polygon().into();
        for (x, y, inside) in [(5.0, 5.0, true), (10.0, 5.0, true), (0.0, 0.0, true), (10.001, 5.0, false)] {
            assert_eq!(holds_any(&square, &[coord! { x: x, y: y }]), inside, "{x} {y}");
        }
        assert!(!holds_any(&square, &[]));
    }
}
