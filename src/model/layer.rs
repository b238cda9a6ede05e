//! From a layer as it stands in the file to features in the plane.

use std::collections::HashSet;

use geo::{Coord, CoordsIter, Geometry, LineString, MapCoords, MultiPolygon, Polygon, Rect};
use rayon::prelude::*;

use super::SourceFile;
use super::fields::FieldMap;
use crate::crs::{Crs, Plane, Projector, Unprojector};
use crate::error::Error;
use crate::geometry::{Land, Repair, land, shape_area};
use crate::note::{Note, Notes, Severity};
use crate::progress::{Counter, Progress};
use crate::project::{AreaRule, Datum, Field, LayerSpec};
use crate::read::{Feature, Layer, PlaceColumns, Source, read_layer};

/// A layer that has been read, with its CRS and fields known and its filters applied.
pub(crate) struct OpenLayer {
    pub(crate) role: &'static str,
    pub(crate) layer: Layer,
    pub(crate) crs: Crs,
    pub(crate) datum: Option<Datum>,
    pub(crate) fields: FieldMap,
    /// The box of the coordinates, in the layer's CRS.
    pub(crate) bounds: Rect<f64>,
}

impl OpenLayer {
    /// Reads a layer, applies its filters, and finds out its CRS and fields.
    ///
    /// # Errors
    /// A file that cannot be read, a CRS that is unknown, refused, or not that of the coordinates, a field that
    /// does not exist, and a layer of which nothing is left.
    pub(crate) fn open(
        spec: &LayerSpec,
        role: &'static str,
        wanted: &[Field],
        notes: &mut Notes,
        progress: &dyn Progress,
    ) -> Result<Self, Error> {
        let mut told = Notes::default();
        let source = Source {
            layer: spec.layer.as_deref(),
            encoding: spec.encoding,
            columns: PlaceColumns {
                x: spec.x.as_deref(),
                y: spec.y.as_deref(),
                geometry: spec.geometry.as_deref(),
            },
            ..Source::of(&spec.path, role)
        };
        let mut layer = read_layer(&source, &mut told, progress)?;
        filter(&mut layer, spec, role, &mut told)?;
        let asked_for: HashSet<usize> = layer.features.iter().map(|f| f.index).collect();
        told.forget_left_out(|index| asked_for.contains(&index));
        notes.absorb(told, None, None);
        let crs = match spec.crs.as_deref().or(layer.crs.as_deref()) {
            Some(text) => Crs::parse(text).map_err(|e| e.of_file(&spec.path))?,
            None => Crs::wgs84(),
        };
        let datum = spec.datum.or(crs.datum());
        if crs.is_geographic() && spec.datum.is_none() && role == "facilities" {
            notes.push(Note::new(Severity::Info, "datum-not-stated").layer(role));
        }
        let strays = if crs.is_geographic() { take_strays(&mut layer) } else { Vec::new() };
        let bounds = bounds_of(&layer).ok_or_else(|| {
            Error::data("no-geometry").with("path", spec.path.display()).with("count", layer.features.len())
        })?;
        crs.check_bounds(&spec.path.display().to_string(), bounds)?;
        let fields = FieldMap::of(&layer, spec, role, wanted, notes)?;
        let open = Self { role, layer, crs, datum, fields, bounds };
        for (position, at) in strays {
            let note = open.lost(Severity::Error, "not-degrees", position);
            notes.push(note.with("x", at.x).with("y", at.y));
        }
        Ok(open)
    }

    /// What the report says of the file.
    /// `used` of its features entered the study.
    pub(crate) fn source(&self, service: Option<&str>, used: usize) -> SourceFile {
        SourceFile {
            role: self.role,
            service: service.map(str::to_owned),
            path: self.layer.path.clone(),
            format: self.layer.format,
            encoding: self.layer.encoding,
            sha256: self.layer.sha256.clone(),
            companions: self.layer.companions.clone(),
            features: self.layer.features.len(),
            used,
            crs: Some(self.crs.definition().to_owned()),
            datum: self.datum,
        }
    }

    /// Its box in longitude and latitude.
    pub(crate) fn lon_lat_bounds(&self) -> Result<Rect<f64>, Error> {
        self.crs.lon_lat_bounds(self.bounds).map_err(|e| e.of_file(&self.layer.path))
    }

    /// The name of a feature for notes: its name, code or id.
    pub(crate) fn label(&self, feature: &Feature) -> Option<String> {
        [Field::Name, Field::Code, Field::Id]
            .into_iter()
            .find_map(|f| self.fields.text(feature, f))
            .or_else(|| feature.id.clone())
    }

    /// The identifier of a feature: its id field, else its `id` member.
    pub(crate) fn id(&self, feature: &Feature) -> Option<String> {
        self.fields.text(feature, Field::Id).or_else(|| feature.id.clone())
    }

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
                Ok(polygon) => {
                    if let Some(repair) = polygon.repair {
                        notes.push(self.repair_note(polygon.position, repair));
                    }
                    if polygon.left_other_parts {
                        notes.push(self.note(Severity::Warning, "other-parts-left-out", polygon.position));
                    }
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
        Ok(PlacedPolygon {
            position,
            shape,
            plane_area_m2,
            area_factor: area_m2 / plane_area_m2,
            repair,
            left_other_parts,
        })
    }

    /// Whether the layer's coordinates are WGS 84 (or CGCS2000) longitudes and latitudes as they stand.
    fn has_wgs84_coordinates(&self) -> bool {
        self.crs.is_geographic() && matches!(self.datum, Some(Datum::Wgs84 | Datum::Cgcs2000))
    }

    /// A note about one feature of this layer.
    pub(crate) fn note(&self, severity: Severity, code: &'static str, position: usize) -> Note {
        let feature = &self.layer.features[position];
        Note::new(severity, code).layer(self.role).feature(feature.index, self.label(feature))
    }

    /// A note about a feature that is left out of the study.
    pub(crate) fn lost(&self, severity: Severity, code: &'static str, position: usize) -> Note {
        self.note(severity, code, position).leaves_out()
    }

    /// A note about polygons that were made valid.
    pub(crate) fn repair_note(&self, position: usize, repair: Repair) -> Note {
        self.note(Severity::Warning, "polygon-repaired", position)
            .with("x", format!("{:.2}", repair.at.x))
            .with("y", format!("{:.2}", repair.at.y))
            .with("before", format!("{:.2}", repair.area_before_m2))
            .with("after", format!("{:.2}", repair.area_after_m2))
    }
}

/// A feature's polygons in the plane.
pub(crate) struct PlacedPolygon {
    /// The feature: a position in the layer.
    pub(crate) position: usize,
    pub(crate) shape: MultiPolygon<f64>,
    pub(crate) plane_area_m2: f64,
    /// Reported m² per plane m².
    pub(crate) area_factor: f64,
    repair: Option<Repair>,
    left_other_parts: bool,
}

/// What each thread needs of PROJ.
pub(crate) struct Tools {
    pub(crate) projector: Projector,
    pub(crate) unprojector: Unprojector,
}

impl Tools {
    pub(crate) fn of(layer: &OpenLayer, plane: &Plane) -> Result<Self, Error> {
        let projector = plane.projector(&layer.crs, layer.datum).map_err(|e| e.of_file(&layer.layer.path))?;
        Ok(Self { projector, unprojector: plane.unprojector()? })
    }
}

/// The catalogue entry for a role.
pub(crate) fn role_term(role: &str) -> &'static str {
    match role {
        "townships" => "words.role.townships",
        "life_units" => "words.role.life_units",
        "facilities" => "words.role.facilities",
        "context" => "words.role.context",
        _ => "words.role.residential",
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

/// The GeoJSON name of a geometry's type.
pub(crate) fn type_name(geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::Point(_) => "Point",
        Geometry::MultiPoint(_) => "MultiPoint",
        Geometry::Line(_) | Geometry::LineString(_) => "LineString",
        Geometry::MultiLineString(_) => "MultiLineString",
        Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => "Polygon",
        Geometry::MultiPolygon(_) => "MultiPolygon",
        Geometry::GeometryCollection(_) => "GeometryCollection",
    }
}

/// Takes the geometry of the features that lie beyond all longitudes and latitudes, and gives their positions with
/// the first coordinate there, as failed geocoding writes them (-9999, -9999). None where these are half of the layer
/// or more: its coordinates are then of another kind, which is told of the whole layer.
fn take_strays(layer: &mut Layer) -> Vec<(usize, Coord<f64>)> {
    let is_degrees = |c: &Coord<f64>| c.x.abs() <= 180.0 && c.y.abs() <= 90.0;
    let mut n_drawn = 0;
    let mut strays = Vec::new();
    for (position, feature) in layer.features.iter().enumerate() {
        let Some(geometry) = &feature.geometry else { continue };
        n_drawn += 1;
        if let Some(at) = geometry.coords_iter().find(|c| !is_degrees(c)) {
            strays.push((position, at));
        }
    }
    if 2 * strays.len() >= n_drawn {
        return Vec::new();
    }
    for (position, _) in &strays {
        layer.features[*position].geometry = None;
    }
    strays
}

fn bounds_of(layer: &Layer) -> Option<Rect<f64>> {
    let mut all: Option<(Coord<f64>, Coord<f64>)> = None;
    for c in layer.features.iter().filter_map(|f| f.geometry.as_ref()).flat_map(CoordsIter::coords_iter) {
        let (low, high) = all.get_or_insert((c, c));
        *low = Coord { x: low.x.min(c.x), y: low.y.min(c.y) };
        *high = Coord { x: high.x.max(c.x), y: high.y.max(c.y) };
    }
    all.map(|(low, high)| Rect::new(low, high))
}

/// Keeps the features that pass all filters, and says how many they were.
fn filter(layer: &mut Layer, spec: &LayerSpec, role: &str, notes: &mut Notes) -> Result<(), Error> {
    for filter in &spec.filters {
        let position = layer.field(&filter.field).ok_or_else(|| {
            Error::data("field-missing")
                .with("path", layer.path.display())
                .with("field", &filter.field)
                .with("fields", layer.fields.join("`, `"))
        })?;
        let before = layer.features.len();
        let mut others = std::collections::BTreeSet::new();
        layer.features.retain(|feature| {
            let text = feature.value(position).map(crate::read::Value::as_text);
            let is_kept = text.as_ref().is_some_and(|t| filter.values.contains(t));
            if let Some(text) = text.filter(|_| !is_kept && others.len() < 20) {
                others.insert(text);
            }
            is_kept
        });
        let others = others.into_iter().collect::<Vec<_>>().join("`, `");
        if layer.features.is_empty() {
            return Err(Error::data("nothing-left")
                .with("path", layer.path.display())
                .with("field", &filter.field)
                .with("values", filter.values.join("`, `"))
                .with("others", others));
        }
        notes.push(
            Note::new(Severity::Info, "filtered")
                .layer(role)
                .with("field", &filter.field)
                .with("values", filter.values.join(", "))
                .with("kept", layer.features.len())
                .with("all", before),
        );
    }
    Ok(())
}
