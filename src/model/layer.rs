//! A layer as it stands in the file, with its CRS, datum and fields known.

use std::collections::HashSet;

use geo::{Coord, CoordsIter, Geometry, Rect};
use rayon::prelude::*;

use super::SourceFile;
use super::context;
use super::fields::FieldMap;
use super::heading_datum;
use crate::crs::{Crs, Plane, Projector, Unprojector, to_wgs84};
use crate::error::Error;
use crate::geometry::{FaultKind, Repair};
use crate::note::{Note, Notes, Severity};
use crate::progress::Progress;
use crate::project::{Datum, Field, LayerSpec};
use crate::read::{Feature, Layer, NamedDatum, PlaceColumns, Source, extent, read_layer};

/// A layer that has been read, with its CRS and fields known and its filters applied.
pub(crate) struct OpenLayer {
    pub(crate) role: &'static str,
    pub(crate) layer: Layer,
    pub(crate) crs: Crs,
    pub(crate) datum: Option<Datum>,
    /// Whether the project says on which datum its coordinates are, or the headings that they are on no shifted one.
    pub(crate) is_datum_stated: bool,
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
                datum: spec.datum.and_then(|datum| NamedDatum::of(datum.key())),
            },
            ..Source::of(&spec.path, role)
        };
        let mut layer = read_layer(&source, &mut told, progress)?;
        filter(&mut layer, spec, role, &mut told)?;
        if !spec.filters.is_empty() {
            let asked_for: HashSet<usize> = layer.features.iter().map(|f| f.index).collect();
            told.forget_left_out(|index| asked_for.contains(&index));
        }
        let crs = match spec.crs.as_deref().or(layer.crs.as_deref()) {
            Some(text) => Crs::parse(text).map_err(|e| e.of_file(&spec.path))?,
            None => Crs::wgs84(),
        };
        let datum = spec.datum.or(crs.datum());
        let mut bounds = layer.bounds();
        let are_degrees = |bounds: Rect<f64>| is_degrees(bounds.min()) && is_degrees(bounds.max());
        let mut strays = Vec::new();
        if crs.is_geographic() && !bounds.is_some_and(are_degrees) {
            strays = take_strays(&mut layer);
            bounds = layer.bounds();
        }
        let bounds = bounds.ok_or_else(|| {
            let code = if layer.features.is_empty() { "layer-empty" } else { "no-geometry" };
            Error::data(code).with("path", spec.path.display()).with("count", layer.features.len())
        })?;
        crs.check_bounds(&spec.path.display().to_string(), bounds)?;
        if spec.crs.is_some()
            && let Some(note) = crs.note_overridden(layer.crs.as_deref(), bounds)
        {
            told.push(note.layer(role));
        }
        let fields = FieldMap::of(&layer, spec, role, wanted, &mut told)?;
        if role != context::ROLE {
            tell_unused(&fields.unused(&layer), spec, role, &mut told);
        }
        let by_heading = layer.datum_by_heading.as_ref();
        if let Some(heading) = by_heading {
            heading_datum::tell(heading, spec.datum, role, &mut told);
        }
        let is_datum_stated =
            spec.datum.is_some() || by_heading.is_some_and(|heading| heading.datum == NamedDatum::Unshifted);
        let open = Self { role, layer, crs, datum, is_datum_stated, fields, bounds };
        told.locate(|index| open.place_of(&open.layer.features[open.position_of(index)?]));
        notes.absorb(told, None, None);
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

    /// A note about one feature of this layer, which knows where it lies.
    pub(crate) fn note(&self, severity: Severity, code: &'static str, position: usize) -> Note {
        let feature = &self.layer.features[position];
        Note::new(severity, code)
            .layer(self.role)
            .feature(feature.index, self.label(feature))
            .at(self.place_of(feature))
    }

    /// A note about a feature that is left out of the study.
    pub(crate) fn lost(&self, severity: Severity, code: &'static str, position: usize) -> Note {
        self.note(severity, code, position).leaves_out()
    }

    /// A note about polygons that were made valid, at a longitude and latitude.
    pub(crate) fn repair_note(&self, position: usize, repair: Repair, at: Option<Coord<f64>>) -> Note {
        self.note(Severity::Warning, "polygon-repaired", position)
            .at(at)
            .with_term("fault", fault_term(repair.fault))
            .telling_place()
            .with("before", format!("{:.2}", repair.area_before_m2))
            .with("after", format!("{:.2}", repair.area_after_m2))
    }

    /// Where a feature lies: the middle of its box, in WGS 84 longitude and latitude.
    fn place_of(&self, feature: &Feature) -> Option<Coord<f64>> {
        self.lon_lat(extent(feature.geometry.as_ref()?)?.center())
    }

    /// WGS 84 longitude and latitude of a place in the layer's coordinates; `None` where its CRS has none.
    pub(crate) fn lon_lat(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        let lon_lat = self.crs.lon_lat(at, self.bounds.center())?;
        Some(self.datum.map_or(lon_lat, |datum| to_wgs84(datum, lon_lat)))
    }

    /// The position of the feature that stands at this place in the file; `None` where a filter left it out.
    pub(crate) fn position_of(&self, index: usize) -> Option<usize> {
        self.layer.features.binary_search_by_key(&index, |feature| feature.index).ok()
    }
}

/// The catalogue entry for a fault.
fn fault_term(fault: FaultKind) -> &'static str {
    match fault {
        FaultKind::BowTie => "model.fault.bow-tie",
        FaultKind::SelfCrossing => "model.fault.self-crossing",
        FaultKind::Spike => "model.fault.spike",
        FaultKind::SelfTouching => "model.fault.self-touching",
        FaultKind::HoleCrossing => "model.fault.hole-crossing",
        FaultKind::HolesOverlap => "model.fault.holes-overlap",
        FaultKind::HoleOutside => "model.fault.hole-outside",
        FaultKind::PartsOverlap => "model.fault.parts-overlap",
        FaultKind::PartsNested => "model.fault.parts-nested",
    }
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

/// Whether coordinates can be longitude and latitude.
fn is_degrees(at: Coord<f64>) -> bool {
    at.x.abs() <= 180.0 && at.y.abs() <= 90.0
}

/// Takes the geometry of the features that lie beyond all longitudes and latitudes, and gives their positions with
/// the first coordinate there, as failed geocoding writes them (-9999, -9999). None where these are half of the layer
/// or more: its coordinates are then of another kind, which is told of the whole layer.
fn take_strays(layer: &mut Layer) -> Vec<(usize, Coord<f64>)> {
    let n_drawn = layer.features.par_iter().filter(|feature| feature.geometry.is_some()).count();
    let stray = |(position, feature): (usize, &Feature)| {
        let at = feature.geometry.as_ref()?.coords_iter().find(|c| !is_degrees(*c))?;
        Some((position, at))
    };
    let strays: Vec<(usize, Coord<f64>)> = layer.features.par_iter().enumerate().filter_map(stray).collect();
    if 2 * strays.len() >= n_drawn {
        return Vec::new();
    }
    for (position, _) in &strays {
        layer.features[*position].geometry = None;
    }
    strays
}

/// Tells which columns nothing uses, for one of them may be misspelt.
fn tell_unused(columns: &[&str], spec: &LayerSpec, role: &str, notes: &mut Notes) {
    /// More of them tell no more.
    const MOST_TOLD: usize = 10;
    let is_unused = |column: &&&str| spec.filters.iter().all(|filter| filter.field != **column);
    let unused: Vec<&str> = columns.iter().filter(is_unused).copied().collect();
    if unused.is_empty() {
        return;
    }
    let mut list =
        unused.iter().take(MOST_TOLD).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if unused.len() > MOST_TOLD {
        list.push_str(", …");
    }
    let note = Note::new(Severity::Info, "fields-unused").layer(role);
    notes.push(note.with("count", unused.len()).with("columns", list));
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
