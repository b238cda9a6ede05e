//! Context layers: drawn below the figures, counted in none.

use geo::{Geometry, LineString, MapCoords, MultiLineString, MultiPolygon, Polygon};
use rayon::prelude::*;

use super::layer::{OpenLayer, Tools};
use crate::crs::Plane;
use crate::error::Error;
use crate::geometry::{Repair, land, shape_area};
use crate::note::{Note, Notes, Severity};
use crate::project::ContextKind;
use crate::read::Feature;

/// The role of these layers.
pub(crate) const ROLE: &str = "context";

/// A context layer, in the study's plane.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// What it shows.
    pub kind: ContextKind,
    /// Its areas.
    pub areas: MultiPolygon<f64>,
    /// Its lines.
    pub lines: MultiLineString<f64>,
}

/// Brings a context layer into the plane; also tells how many of its features are drawn. Areas are made valid as those
/// of parcels are; points are left out.
///
/// # Errors
/// Its coordinate system cannot be brought into the plane at all.
pub(crate) fn read(
    layer: &OpenLayer,
    kind: ContextKind,
    plane: &Plane,
    notes: &mut Notes,
) -> Result<(Context, usize), Error> {
    Tools::of(layer, plane)?; // Whether PROJ can do it at all, before the parallel loop.
    let placed: Vec<Placed> = layer
        .layer
        .features
        .par_iter()
        .enumerate()
        .map_init(
            || Tools::of(layer, plane).ok(),
            |tools, (position, feature)| match tools {
                Some(tools) => place(layer, tools, position, feature),
                None => Placed::default(),
            },
        )
        .collect();
    let mut context = Context { kind, areas: MultiPolygon(Vec::new()), lines: MultiLineString(Vec::new()) };
    let (mut n_used, mut n_with_points) = (0, 0);
    for feature in placed {
        n_used += usize::from(!(feature.areas.is_empty() && feature.lines.is_empty()));
        n_with_points += usize::from(feature.has_points);
        context.areas.0.extend(feature.areas);
        context.lines.0.extend(feature.lines);
        feature.note.into_iter().for_each(|note| notes.push(note));
    }
    if n_with_points > 0 {
        notes.push(Note::new(Severity::Warning, "context-points").layer(ROLE).with("count", n_with_points));
    }
    Ok((context, n_used))
}

/// What becomes of one feature.
#[derive(Default)]
struct Placed {
    areas: Vec<Polygon<f64>>,
    lines: Vec<LineString<f64>>,
    has_points: bool,
    note: Option<Note>,
}

fn place(layer: &OpenLayer, tools: &Tools, position: usize, feature: &Feature) -> Placed {
    // Features without geometry were told by the reader.
    let Some(geometry) = &feature.geometry else { return Placed::default() };
    let mut given = Placed::default();
    gather(geometry, &mut given);
    let told = |note| Placed { has_points: given.has_points, note: Some(note), ..Placed::default() };
    let project = |c| tools.projector.project_vertex(c).ok_or(());
    let projected = (
        MultiPolygon(given.areas).try_map_coords(project),
        MultiLineString(given.lines).try_map_coords(project),
    );
    let (Ok(areas), Ok(lines)) = projected else {
        return told(layer.note(Severity::Warning, "cannot-project", position));
    };
    let (areas, repair) = valid(areas);
    let is_flat = areas.is_empty() && lines.0.is_empty() && !given.has_points;
    if is_flat {
        return told(layer.note(Severity::Warning, "no-area", position));
    }
    let note = repair.map(|repair| layer.repair_note(position, repair, tools.unprojector.lon_lat(repair.at)));
    Placed { areas, lines: lines.0, has_points: given.has_points, note }
}

/// Valid areas, none where they have no area; and what was mended.
fn valid(areas: MultiPolygon<f64>) -> (Vec<Polygon<f64>>, Option<Repair>) {
    if areas.0.is_empty() {
        return (Vec::new(), None);
    }
    let land = land(areas);
    if shape_area(&land.shape) <= 0.0 { (Vec::new(), None) } else { (land.shape.0, land.repair) }
}

/// Takes a geometry apart.
fn gather(geometry: &Geometry<f64>, into: &mut Placed) {
    match geometry {
        Geometry::Polygon(polygon) => into.areas.push(polygon.clone()),
        Geometry::MultiPolygon(polygons) => into.areas.extend(polygons.0.iter().cloned()),
        Geometry::LineString(line) => into.lines.push(line.clone()),
        Geometry::MultiLineString(lines) => into.lines.extend(lines.0.iter().cloned()),
        Geometry::GeometryCollection(parts) => parts.0.iter().for_each(|part| gather(part, into)),
        Geometry::Point(_) | Geometry::MultiPoint(_) => into.has_points = true,
        Geometry::Line(line) => into.lines.push(LineString::from(line)),
        Geometry::Rect(rect) => into.areas.push(rect.to_polygon()),
        Geometry::Triangle(triangle) => into.areas.push(triangle.to_polygon()),
    }
}
