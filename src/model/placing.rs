//! The polygons of a layer, brought into the plane: valid, oriented, with their area on the ellipsoid.

use geo::{Geometry, LineString, MapCoords, MultiPolygon, Polygon};
use rayon::prelude::*;

use super::layer::{OpenLayer, Tools, role_term, type_name};
use crate::crs::{Plane, Unprojector};
use crate::error::Error;
use crate::geometry::{Land, land, shape_area};
use crate::note::{Note, Notes, Severity};
use crate::progress::{Counter, Progress};
use crate::project::{AreaRule, Datum};
use crate::read::Feature;

/// A feature's polygons in the plane.
pub(crate) struct PlacedPolygon {
    /// The feature: a position in the layer.
    pub(crate) position: usize,
    pub(crate) shape: MultiPolygon<f64>,
    pub(crate) plane_area_m2: f64,
    /// Reported m² per plane m².
    pub(crate) area_factor: f64,
    /// What is to be told of it.
    told: Vec<Note>,
}

impl OpenLayer {
    /// Brings the polygons of the layer into the plane, valid and oriented. Features without usable polygons are
    /// left out with a note, repairs are told. `progress` advances by the features.
    ///
    /// # Errors
    /// A layer of which no polygon is left.
    pub(crate) fn polygons(
        &self,
        plane: &Plane,
        area: AreaRule,
        notes: &mut Notes,
        progress: &dyn Progress,
    ) -> Result<Vec<PlacedPolygon>, Error> {
        let tools = || (Tools::of(self, plane).ok(), Counter::of(progress));
        Tools::of(self, plane)?; // Whether PROJ can do it at all, before the parallel loop.
        let placed: Vec<Result<PlacedPolygon, Option<Note>>> = self
            .layer
            .features
            .par_iter()
            .enumerate()
            .map_init(tools, |(tools, counter), (position, feature)| {
                counter.one();
                match tools {
                    Some(tools) => self.place_polygon(tools, position, feature, area),
                    None => Err(None),
                }
            })
            .collect();
        let mut all = Vec::with_capacity(placed.len());
        for result in placed {
            match result {
                Ok(mut polygon) => {
                    polygon.told.drain(..).for_each(|note| notes.push(note));
                    all.push(polygon);
                }
                Err(Some(note)) => notes.push(note),
                // Features without geometry were told by the reader.
                Err(None) => {}
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

    fn place_polygon(
        &self,
        tools: &Tools,
        position: usize,
        feature: &Feature,
        area: AreaRule,
    ) -> Result<PlacedPolygon, Option<Note>> {
        let geometry = feature.geometry.as_ref().ok_or(None)?;
        let mut polygons = Vec::new();
        let left_other_parts = gather_polygons(geometry, &mut polygons);
        if polygons.is_empty() {
            return Err(Some(
                self.lost(Severity::Warning, "not-a-polygon", position).with("type", type_name(geometry)),
            ));
        }
        let given = MultiPolygon(polygons);
        let placed = given
            .try_map_coords(|c| tools.projector.project_vertex(c).ok_or(()))
            .map_err(|()| Some(self.lost(Severity::Warning, "cannot-project", position)))?;
        let lon_lat = self.has_wgs84_coordinates().then_some(&given);
        let ellipsoidal = match area {
            AreaRule::Plane => None,
            AreaRule::Ellipsoid => ellipsoidal_area(&tools.unprojector, &placed, lon_lat),
        };
        let Land { shape, repair } = land(placed);
        let plane_area_m2 = shape_area(&shape);
        if plane_area_m2 <= 0.0 {
            return Err(Some(self.lost(Severity::Warning, "no-area", position)));
        }
        let area_m2 = match (area, repair) {
            (AreaRule::Plane, _) => Some(plane_area_m2),
            (AreaRule::Ellipsoid, None) => ellipsoidal,
            (AreaRule::Ellipsoid, Some(_)) => ellipsoidal_area(&tools.unprojector, &shape, None),
        };
        let Some(area_m2) = area_m2.filter(|a| a.is_finite() && *a > 0.0) else {
            return Err(Some(self.lost(Severity::Warning, "cannot-project", position)));
        };
        let mut told: Vec<Note> =
            repair.map(|repair| self.repair_note(tools, position, repair)).into_iter().collect();
        if left_other_parts {
            told.push(self.note(Severity::Warning, "other-parts-left-out", position));
        }
        Ok(PlacedPolygon { position, shape, plane_area_m2, area_factor: area_m2 / plane_area_m2, told })
    }

    /// Whether the layer's coordinates are WGS 84 (or CGCS2000) longitudes and latitudes as they stand.
    fn has_wgs84_coordinates(&self) -> bool {
        self.crs.is_geographic() && matches!(self.datum, Some(Datum::Wgs84 | Datum::Cgcs2000))
    }
}

/// The area of a shape on the ellipsoid: outer rings less holes, whatever their winding.
fn ellipsoidal_area(
    unprojector: &Unprojector,
    placed: &MultiPolygon<f64>,
    lon_lat: Option<&MultiPolygon<f64>>,
) -> Option<f64> {
    let mut area = 0.0;
    for (p, polygon) in placed.0.iter().enumerate() {
        let given = lon_lat.map(|m| &m.0[p]);
        let ring = |r: &LineString<f64>, g: Option<&LineString<f64>>| {
            unprojector.ellipsoidal_ring_area(&r.0, g.map(|g| g.0.as_slice())).map(f64::abs)
        };
        area += ring(polygon.exterior(), given.map(Polygon::exterior))?;
        for (h, hole) in polygon.interiors().iter().enumerate() {
            area -= ring(hole, given.map(|g| &g.interiors()[h]))?;
        }
    }
    Some(area)
}

/// Gathers the polygons of a geometry; whether it has other parts that count for nothing here.
fn gather_polygons(geometry: &Geometry<f64>, into: &mut Vec<Polygon<f64>>) -> bool {
    match geometry {
        Geometry::Polygon(polygon) => into.push(polygon.clone()),
        Geometry::MultiPolygon(polygons) => into.extend(polygons.0.iter().cloned()),
        Geometry::GeometryCollection(parts) => {
            // Every part is looked at, also after one of another kind was found.
            let others = parts.0.iter().filter(|part| gather_polygons(part, into)).count();
            return others > 0;
        }
        _ => return true,
    }
    false
}
