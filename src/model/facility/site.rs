//! Where a facility stands.

use geo::{Coord, Geometry, MapCoords, MultiPolygon};

use super::super::layer::{OpenLayer, Tools, type_name};
use super::surroundings::{Surroundings, kilometres};
use crate::crs::Unprojector;
use crate::geometry::{interior_point, land};
use crate::note::{Note, Notes, Severity};

/// A place where a facility stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Site {
    /// In the plane.
    pub at: Coord<f64>,
    /// The plane's scale there: plane metres per metre on the ground.
    pub scale: f64,
    /// How the scale changes, per metre east and north.
    pub scale_gradient: Coord<f64>,
    /// WGS 84 longitude and latitude in degrees.
    pub lon_lat: Coord<f64>,
}

impl Site {
    /// The site at a place of the plane; `None` where the plane does not reach.
    fn new(at: Coord<f64>, unprojector: &Unprojector) -> Option<Self> {
        /// Far enough for the digits of the scale, near enough for its change to be linear.
        const ARM_M: f64 = 2_000.0;
        let scale = |x: f64, y: f64| unprojector.scale(at + Coord { x, y });
        let scale_gradient = Coord {
            x: (scale(ARM_M, 0.0)? - scale(-ARM_M, 0.0)?) / (2.0 * ARM_M),
            y: (scale(0.0, ARM_M)? - scale(0.0, -ARM_M)?) / (2.0 * ARM_M),
        };
        Some(Self { at, scale: scale(0.0, 0.0)?, scale_gradient, lon_lat: unprojector.lon_lat(at)? })
    }
}

/// The sites of a facility: its points, or a point inside its polygon. Those that lie where none can are told as an error
/// and are no sites.
pub(super) fn sites(
    layer: &OpenLayer,
    tools: &Tools,
    position: usize,
    (geometry, around): (&Geometry<f64>, &Surroundings),
    notes: &mut Notes,
) -> Vec<Site> {
    let mut points: Vec<Coord<f64>> = Vec::new();
    let mut was_reduced = false;
    let mut has_other_parts = false;
    gather_points(geometry, &mut points, &mut was_reduced, &mut has_other_parts);
    if points.is_empty() {
        let note = layer.note(Severity::Warning, "not-a-point", position).leaves_out();
        notes.push(note.with("type", type_name(geometry)));
        return Vec::new();
    }
    if was_reduced {
        notes.push(layer.note(Severity::Warning, "polygon-reduced", position));
    }
    if has_other_parts {
        notes.push(layer.note(Severity::Warning, "other-parts-left-out", position));
    }
    if points.len() > 1 {
        notes.push(layer.note(Severity::Info, "several-sites", position).with("count", points.len()));
    }
    let elsewhere = points.iter().find_map(|&point| note_elsewhere(layer, position, point, around));
    if let Some(note) = elsewhere {
        points.retain(|&point| note_elsewhere(layer, position, point, around).is_none());
        notes.push(if points.is_empty() { note.leaves_out() } else { note });
    }
    let placed =
        points.iter().filter_map(|&point| Site::new(tools.projector.project(point)?, &tools.unprojector));
    let placed: Vec<Site> = placed.collect();
    if placed.len() < points.len() {
        let note = layer.note(Severity::Warning, "cannot-project", position);
        notes.push(if placed.is_empty() { note.leaves_out() } else { note });
    }
    placed
}

/// The note on a point where no facility of the study can stand: at (0, 0), which is what programs write that know no
/// place, or far from everything.
fn note_elsewhere(
    layer: &OpenLayer,
    position: usize,
    point: Coord<f64>,
    around: &Surroundings,
) -> Option<Note> {
    let lon_lat = layer.lon_lat(point)?;
    let distance_m = around.beyond_m(lon_lat)?;
    let code = if point == Coord::zero() { "facility-at-zero" } else { "facility-elsewhere" };
    let note = layer.note(Severity::Error, code, position).at(Some(lon_lat)).telling_place();
    Some(note.with("distance", kilometres(distance_m)).with("limit", kilometres(around.reach_m)))
}

fn gather_points(
    geometry: &Geometry<f64>,
    into: &mut Vec<Coord<f64>>,
    was_reduced: &mut bool,
    has_other_parts: &mut bool,
) {
    let mut reduce = |shape: MultiPolygon<f64>| {
        if let Some(at) = interior_point_of(&shape) {
            *was_reduced = true;
            into.push(at);
        }
    };
    match geometry {
        Geometry::Point(point) => into.push(point.0),
        Geometry::MultiPoint(points) => into.extend(points.0.iter().map(|p| p.0)),
        Geometry::Polygon(polygon) => reduce(MultiPolygon(vec![polygon.clone()])),
        Geometry::MultiPolygon(polygons) => reduce(polygons.clone()),
        Geometry::GeometryCollection(parts) => {
            for part in &parts.0 {
                gather_points(part, into, was_reduced, has_other_parts);
            }
        }
        _ => *has_other_parts = true,
    }
}

/// A point inside a polygon, in whatever coordinates it has. Degrees are taken about the polygon's first vertex,
/// since areas of 1e-9 square degrees are no areas to the tests for validity.
fn interior_point_of(shape: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    const ENLARGED: f64 = 1e5;
    let origin = shape.0.first()?.exterior().0.first().copied()?;
    let enlarged = shape.map_coords(|c| (c - origin) * ENLARGED);
    interior_point(&land(enlarged).shape).map(|c| origin + c / ENLARGED)
}
