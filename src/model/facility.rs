//! Facilities: places that serve.

use std::collections::HashMap;

use geo::{Coord, Geometry, MapCoords, MultiPolygon};

use super::facts::{self, Facts};
use super::layer::{OpenLayer, Tools, type_name};
use super::names::normalised_name;
use super::status::Standing;
use super::township::TownshipIndex;
use crate::crs::{Plane, Unprojector};
use crate::error::Error;
use crate::geometry::{interior_point, land};
use crate::note::{Note, Notes, Severity};
use crate::project::{CategorySpec, Field, ServiceSpec};

/// What facilities are asked for.
pub(crate) const FIELDS: [Field; 18] = [
    Field::Id,
    Field::Name,
    Field::Category,
    Field::Places,
    Field::TownshipCode,
    Field::Township,
    // What came later chooses later among the fields.
    Field::Ownership,
    Field::Inclusive,
    Field::Grade,
    Field::PlacesUnder2,
    Field::Enrolled,
    Field::MonthlyFee,
    Field::Staff,
    Field::CertifiedStaff,
    Field::Contracted,
    Field::CloudSupervised,
    Field::Status,
    Field::OpeningYear,
];

/// Those that are kept as facts.
const FACTS: [Field; 10] = [
    Field::Ownership,
    Field::Inclusive,
    Field::Grade,
    Field::PlacesUnder2,
    Field::Enrolled,
    Field::MonthlyFee,
    Field::Staff,
    Field::CertifiedStaff,
    Field::Contracted,
    Field::CloudSupervised,
];

/// A facility of a service.
#[derive(Debug, Clone)]
pub struct Facility {
    /// Its place in the file, counted from 1.
    pub feature: usize,
    /// Its identifier in the file.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its category: a position in [`super::Service::categories`].
    pub category: Option<usize>,
    /// Its places; `None` where the layer does not say.
    pub places: Option<f64>,
    /// Where it stands: one site, or several for a facility drawn as several points. All of them serve.
    pub sites: Vec<Site>,
    /// The township that counts it: the one that it names, else the one that its first site lies in.
    pub township: Option<usize>,
    /// Whether it is there.
    pub status: Status,
    /// The year in which it opens or opened, where the layer says.
    pub opening_year: Option<i32>,
    /// What else the layer says of it.
    pub facts: Facts,
}

impl Facility {
    /// What it is called: its name, else its identifier, else its place in the file.
    pub fn called(&self) -> String {
        self.name.clone().or_else(|| self.id.clone()).unwrap_or_else(|| format!("#{}", self.feature))
    }
}

/// Whether a facility is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// It is.
    #[default]
    Existing,
    /// It is planned: it counts only in the stages of the plan.
    Planned,
    /// It is closed: it counts nowhere.
    Closed,
}

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

/// The categories of a service, found by name or alias.
pub(crate) struct Categories {
    /// The names, in the order of the tables.
    pub(crate) names: Vec<String>,
    known: HashMap<String, usize>,
    are_given: bool,
}

impl Categories {
    pub(crate) fn of(specs: &[CategorySpec]) -> Self {
        let mut known = HashMap::new();
        for (i, spec) in specs.iter().enumerate() {
            for name in std::iter::once(&spec.name).chain(&spec.aliases) {
                known.entry(normalised_name(name)).or_insert(i);
            }
        }
        let names = specs.iter().map(|s| s.name.clone()).collect();
        Self { names, known, are_given: !specs.is_empty() }
    }

    /// The category of a name. A new name becomes a category where the project gives none.
    fn find(&mut self, name: &str) -> Option<usize> {
        let key = normalised_name(name);
        if let Some(&i) = self.known.get(&key) {
            return Some(i);
        }
        if self.are_given {
            return None;
        }
        self.names.push(name.to_owned());
        self.known.insert(key, self.names.len() - 1);
        Some(self.names.len() - 1)
    }

    /// The category of a name, if there is one.
    pub(crate) fn known(&self, name: &str) -> Option<usize> {
        self.known.get(&normalised_name(name)).copied()
    }
}

/// The facilities of a service, by their status, each in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct Facilities {
    pub(crate) existing: Vec<Facility>,
    pub(crate) planned: Vec<Facility>,
    pub(crate) closed: Vec<Facility>,
}

impl Facilities {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.existing.len() + self.planned.len() + self.closed.len()
    }
}

/// Reads the facilities of a service. `year` is the project's: what opens later is planned.
///
/// # Errors
/// PROJ cannot do the projection, no facility is left, or all are closed.
pub(crate) fn read(
    layer: &OpenLayer,
    service: &ServiceSpec,
    year: Option<i32>,
    plane: &Plane,
    index: &TownshipIndex,
    notes: &mut Notes,
) -> Result<(Facilities, Categories), Error> {
    let tools = Tools::of(layer, plane)?;
    let mut categories = Categories::of(&service.categories);
    let mut standing = Standing::of(layer, year);
    let mut all = Facilities::default();
    for (position, feature) in layer.layer.features.iter().enumerate() {
        let Some(geometry) = &feature.geometry else { continue }; // Told by the reader.
        let sites = sites(layer, &tools, position, geometry, notes);
        let Some(first) = sites.first() else { continue };
        let (status, opening_year) = standing.read(position, notes);
        let name = layer.fields.text(feature, Field::Name);
        let category = layer.fields.text(feature, Field::Category).and_then(|text| {
            let category = categories.find(&text);
            if category.is_none() && status != Status::Closed {
                notes.push(layer.note(Severity::Warning, "unknown-category", position).with("value", text));
            }
            category
        });
        let places = layer.fields.amount(feature, Field::Places, layer.role, name.as_deref(), notes);
        if places.is_none() && layer.fields.has(Field::Places) && status != Status::Closed {
            notes.push(layer.note(Severity::Warning, "no-places", position));
        }
        let facility = Facility {
            feature: feature.index,
            id: layer.id(feature),
            name,
            category,
            places,
            township: township_of(layer, position, first.at, status, index, notes),
            sites,
            status,
            opening_year,
            facts: facts::read(layer, position, &FACTS, notes),
        };
        match status {
            Status::Existing => all.existing.push(facility),
            Status::Planned => all.planned.push(facility),
            Status::Closed => {
                notes.push(layer.note(Severity::Info, "facility-closed", position));
                all.closed.push(facility);
            }
        }
    }
    let error = |code| {
        Err(Error::data(code)
            .with("path", layer.layer.path.display())
            .with("count", layer.layer.features.len()))
    };
    if all.len() == 0 {
        return error("no-facilities");
    }
    if all.len() == all.closed.len() {
        return error("facilities-all-closed");
    }
    if !layer.fields.has(Field::Places) {
        notes.push(Note::new(Severity::Warning, "no-places-field").layer(layer.role));
    }
    standing.note_years(notes);
    note_status(layer, &all, notes);
    Ok((all, categories))
}

/// Tells how many facilities are there, planned and closed, unless all are there.
fn note_status(layer: &OpenLayer, all: &Facilities, notes: &mut Notes) {
    if all.existing.len() == all.len() {
        return;
    }
    let (severity, code) = if all.existing.is_empty() {
        (Severity::Warning, "no-facility-exists")
    } else {
        (Severity::Info, "facilities-by-status")
    };
    notes.push(
        Note::new(severity, code)
            .layer(layer.role)
            .with("existing", all.existing.len())
            .with("planned", all.planned.len())
            .with("closed", all.closed.len()),
    );
}

/// The township that a facility names, else the one that it lies in; a contradiction and an unknown name are told,
/// unless the facility is closed and counts nowhere.
fn township_of(
    layer: &OpenLayer,
    position: usize,
    at: Coord<f64>,
    status: Status,
    index: &TownshipIndex,
    notes: &mut Notes,
) -> Option<usize> {
    let feature = &layer.layer.features[position];
    let code = layer.fields.text(feature, Field::TownshipCode);
    let name = layer.fields.text(feature, Field::Township);
    let by_name = index.named(code.as_deref(), name.as_deref());
    let named = by_name.township();
    let located = index.at(at);
    if index.is_empty() {
        return None;
    }
    if status == Status::Closed {
        return named.or(located);
    }
    let stated = name.or(code);
    index.note_taken(layer, position, by_name, notes);
    match (named, located) {
        (None, Some(_)) if stated.is_some() => {
            let stated = stated.unwrap_or_default();
            notes.push(unknown_township(layer, position, &stated, index));
        }
        (Some(named), Some(located)) if named != located => {
            let stated = stated.unwrap_or_default();
            notes.push(
                layer.note(Severity::Warning, "township-contradicts-place", position).with("stated", stated),
            );
        }
        (None, None) => notes.push(layer.note(Severity::Info, "facility-outside", position)),
        _ => {}
    }
    named.or(located)
}

/// A note on a township that the layer of townships does not have, with what was probably meant.
fn unknown_township(layer: &OpenLayer, position: usize, stated: &str, index: &TownshipIndex) -> Note {
    match index.names().similar(stated) {
        Some(similar) => layer
            .note(Severity::Warning, "township-similar", position)
            .with("stated", stated)
            .with("similar", similar),
        None => layer.note(Severity::Warning, "township-unknown", position).with("stated", stated),
    }
}

/// The sites of a facility: its points, or a point inside its polygon.
fn sites(
    layer: &OpenLayer,
    tools: &Tools,
    position: usize,
    geometry: &Geometry<f64>,
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
    let placed =
        points.iter().filter_map(|&point| Site::new(tools.projector.project(point)?, &tools.unprojector));
    let placed: Vec<Site> = placed.collect();
    if placed.len() < points.len() {
        let note = layer.note(Severity::Warning, "cannot-project", position);
        notes.push(if placed.is_empty() { note.leaves_out() } else { note });
    }
    placed
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
