//! The polygons of a layer, brought into the plane: valid, oriented, with their area on the ellipsoid.

use geo::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};
use rayon::prelude::*;

use super::layer::{OpenLayer, Tools, role_term, type_name};
use crate::crs::Plane;
use crate::error::Error;
use crate::geometry::{Land, Repair, land, shape_area};
use crate::note::{Note, Notes, Severity};
use crate::progress::{Counter, Progress};
use crate::project::{AreaRule, Datum};
use crate::read::{Feature, extent};

/// A feature's polygons in the plane.
pub(crate) struct PlacedPolygon {
    /// The feature: a position in the layer.
    pub(crate) position: usize,
    pub(crate) shape: MultiPolygon<f64>,
    pub(crate) plane_area_m2: f64,
    /// Reported m² per plane m².
    pub(crate) area_factor: f64,
}

/// What came of a feature; `None` where it has no geometry, which the reader has told.
type Outcome = Option<Result<(PlacedPolygon, Told), Loss>>;

/// What is to be told of polygons that were placed.
struct Told {
    /// What was mended, and where it lies in longitude and latitude.
    repair: Option<Box<(Repair, Option<Coord<f64>>)>>,
    left_other_parts: bool,
}

/// Why a feature is left out.
enum Loss {
    NotAPolygon(&'static str),
    CannotProject,
    NoArea,
}

/// So many features are placed by one thread at a time.
const AT_ONCE: usize = 1024;

impl OpenLayer {
    /// Brings the polygons of the layer into the plane, valid and oriented. Features without usable polygons are
    /// left out with a note, repairs are told. `progress` advances by the features.
    ///
    /// The layer has its coordinates no longer: they are moved, and what is left of a feature's geometry is the middle of
    /// its box, so that notes still know where it lies.
    ///
    /// # Errors
    /// A layer of which no polygon is left.
    pub(crate) fn polygons(
        &mut self,
        plane: &Plane,
        area: AreaRule,
        notes: &mut Notes,
        progress: &dyn Progress,
    ) -> Result<Vec<PlacedPolygon>, Error> {
        Tools::of(self, plane)?; // Whether PROJ can do it at all, before the parallel loop.
        let mut features = std::mem::take(&mut self.layer.features);
        let layer: &Self = self;
        let tools = || (Tools::of(layer, plane).ok(), Counter::of(progress), Vec::new());
        let outcomes: Vec<Vec<Outcome>> = features
            .par_chunks_mut(AT_ONCE)
            .enumerate()
            .map_init(tools, |(tools, counter, scratch), (number, some)| {
                let mut outcome = |(place, feature): (usize, &mut Feature)| {
                    counter.one();
                    let middle = extent(feature.geometry.as_ref()?).map(|extent| extent.center());
                    let middle = middle.map(|at| Point(at).into());
                    let geometry = std::mem::replace(&mut feature.geometry, middle)?;
                    let tools = tools.as_ref()?;
                    Some(layer.place_polygon(tools, scratch, number * AT_ONCE + place, geometry, area))
                };
                some.iter_mut().enumerate().map(&mut outcome).collect()
            })
            .collect();
        self.layer.features = features;
        let mut all = Vec::with_capacity(self.layer.features.len());
        for (position, outcome) in outcomes.into_iter().flatten().enumerate() {
            match outcome {
                Some(Ok((polygon, told))) => {
                    if let Some((repair, at)) = told.repair.map(|repair| *repair) {
                        notes.push(self.repair_note(position, repair, at));
                    }
                    if told.left_other_parts {
                        notes.push(self.note(Severity::Warning, "other-parts-left-out", position));
                    }
                    all.push(polygon);
                }
                Some(Err(loss)) => notes.push(self.lost_in_placing(position, &loss)),
                None => {}
            }
        }
        if all.is_empty() {
            return Err(Error::data("no-polygons")
                .with("path", self.layer.path.display())
                .with_term("role", role_term(self.role))
                .with("count", self.layer.features.len()));
        }
        Ok(all)
    }

    fn lost_in_placing(&self, position: usize, loss: &Loss) -> Note {
        let lost = |code| self.lost(Severity::Warning, code, position);
        match loss {
            Loss::NotAPolygon(kind) => lost("not-a-polygon").with("type", kind),
            Loss::CannotProject => lost("cannot-project"),
            Loss::NoArea => lost("no-area"),
        }
    }

    fn place_polygon(
        &self,
        tools: &Tools,
        scratch: &mut Vec<Coord<f64>>,
        position: usize,
        geometry: Geometry<f64>,
        area: AreaRule,
    ) -> Result<(PlacedPolygon, Told), Loss> {
        let kind = type_name(&geometry);
        let mut polygons = Vec::new();
        let left_other_parts = gather_polygons(geometry, &mut polygons);
        if polygons.is_empty() {
            return Err(Loss::NotAPolygon(kind));
        }
        let mut placed = MultiPolygon(polygons);
        let ellipsoidal = self.project(tools, scratch, &mut placed, area).ok_or(Loss::CannotProject)?;
        let Land { shape, repair } = land(placed);
        let plane_area_m2 = shape_area(&shape);
        if plane_area_m2 <= 0.0 {
            return Err(Loss::NoArea);
        }
        let area_m2 = match (area, repair) {
            (AreaRule::Plane, _) => Some(plane_area_m2),
            (AreaRule::Ellipsoid, None) => ellipsoidal,
            (AreaRule::Ellipsoid, Some(_)) => {
                let area_of = |ring: &LineString<f64>| tools.unprojector.ellipsoidal_ring_area(&ring.0, None);
                of_rings(&shape, area_of)
            }
        };
        let area_m2 = area_m2.filter(|a| a.is_finite() && *a > 0.0).ok_or(Loss::CannotProject)?;
        let at = |repair: Repair| Box::new((repair, tools.unprojector.lon_lat(repair.at)));
        let told = Told { repair: repair.map(at), left_other_parts };
        Ok((PlacedPolygon { position, shape, plane_area_m2, area_factor: area_m2 / plane_area_m2 }, told))
    }

    /// Moves polygons into the plane, and takes their area on the ellipsoid in passing where the rule asks for it
    /// (`Some(None)`: it has none). `None` where the plane does not reach.
    fn project(
        &self,
        tools: &Tools,
        scratch: &mut Vec<Coord<f64>>,
        polygons: &mut MultiPolygon<f64>,
        area: AreaRule,
    ) -> Option<Option<f64>> {
        let is_lon_lat = self.has_wgs84_coordinates();
        let mut area_of = |ring: &mut LineString<f64>| -> Option<Option<f64>> {
            scratch.clear();
            for vertex in &ring.0 {
                scratch.push(tools.projector.project_vertex(*vertex)?);
            }
            let of_ring = match area {
                AreaRule::Plane => None,
                AreaRule::Ellipsoid => {
                    let lon_lat = is_lon_lat.then_some(ring.0.as_slice());
                    tools.unprojector.ellipsoidal_ring_area(scratch, lon_lat).map(f64::abs)
                }
            };
            ring.0.copy_from_slice(scratch);
            Some(of_ring)
        };
        let mut sum = Some(0.0);
        for polygon in &mut polygons.0 {
            let mut outer = None;
            polygon.try_exterior_mut(|ring| area_of(ring).map(|area| outer = area).ok_or(())).ok()?;
            let mut holes = Some(0.0);
            let mut add = |hole: &mut LineString<f64>| -> Result<(), ()> {
                let area = area_of(hole).ok_or(())?;
                holes = holes.zip(area).map(|(sum, area)| sum + area);
                Ok(())
            };
            polygon.try_interiors_mut(|rings| rings.iter_mut().try_for_each(&mut add)).ok()?;
            sum = sum.zip(outer).zip(holes).map(|((sum, outer), holes)| sum + outer - holes);
        }
        Some(sum)
    }

    /// Whether the layer's coordinates are WGS 84 (or CGCS2000) longitudes and latitudes as they stand.
    fn has_wgs84_coordinates(&self) -> bool {
        self.crs.is_geographic() && matches!(self.datum, Some(Datum::Wgs84 | Datum::Cgcs2000))
    }
}

/// The sizes of outer rings less those of holes, whatever their winding.
fn of_rings(shape: &MultiPolygon<f64>, area_of: impl Fn(&LineString<f64>) -> Option<f64>) -> Option<f64> {
    let mut area = 0.0;
    for polygon in &shape.0 {
        area += area_of(polygon.exterior())?.abs();
        for hole in polygon.interiors() {
            area -= area_of(hole)?.abs();
        }
    }
    Some(area)
}

/// Gathers the polygons of a geometry; whether it has other parts that count for nothing here.
fn gather_polygons(geometry: Geometry<f64>, into: &mut Vec<Polygon<f64>>) -> bool {
    match geometry {
        Geometry::Polygon(polygon) => into.push(polygon),
        Geometry::MultiPolygon(polygons) => into.extend(polygons.0),
        Geometry::GeometryCollection(parts) => {
            // Every part is looked at, also after one of another kind was found.
            let others = parts.0.into_iter().map(|part| gather_polygons(part, into)).filter(|other| *other);
            return others.count() > 0;
        }
        _ => return true,
    }
    false
}
