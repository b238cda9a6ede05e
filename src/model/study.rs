//! The study as a whole.

use std::path::{Path, PathBuf};

use geo::{Coord, Rect};
use rayon::prelude::*;

use super::datum_detection::{self, Against};
use super::facility::Surroundings;
use super::layer::OpenLayer;
use super::township::{Borders, TownshipIndex};
use super::{Context, Facility, LandUseCodes, LayoutPlan, LifeUnit, Parcel, Piece, ReportedValue, Township};
use super::{context, facility, land, land_use, life_unit, plan, reported, township};
use crate::crs::Plane;
use crate::encoding::TextEncoding;
use crate::error::Error;
use crate::geometry::around;
use crate::note::{Note, Notes, Severity};
use crate::progress::{Progress, Silent, Step};
use crate::project::{
    AreaRule, Circle, CircleRule, ConfigurationRule, Datum, OverlapRule, Project, ServiceSpec, TableSpec,
};
use crate::read::{Companion, Format, Source, Table, read_table};

/// Everything that the figures are computed from.
#[derive(Debug, Clone)]
pub struct Study {
    /// The plane of all coordinates.
    pub plane: Plane,
    /// How areas are taken; the parcels' area factors follow it.
    pub area: AreaRule,
    /// How radii are laid out.
    pub circles: CircleRule,
    /// How land under several parcels is counted.
    pub overlaps: OverlapRule,
    /// Townships, in the order of their file; empty when there is no township layer.
    pub townships: Vec<Township>,
    /// Residential parcels, in the order of their file.
    pub parcels: Vec<Parcel>,
    /// Their pieces, by parcel and then by township.
    pub pieces: Vec<Piece>,
    /// Whose land-use codes the residential layer has.
    pub land_use_codes: LandUseCodes,
    /// Life units, in the order of their file; `None` when there is no such layer.
    pub life_units: Option<Vec<LifeUnit>>,
    /// What is drawn below the figures and counts in none.
    pub context: Vec<Context>,
    /// The services.
    pub services: Vec<Service>,
    /// The files that went in.
    pub sources: Vec<SourceFile>,
    /// What was found on the way.
    pub notes: Notes,
}

/// One service.
#[derive(Debug, Clone)]
pub struct Service {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its circles, by increasing minutes.
    pub circles: Vec<Circle>,
    /// Its categories, in the order of the tables.
    pub categories: Vec<String>,
    /// Its facilities that exist, in the order of their file.
    pub facilities: Vec<Facility>,
    /// Those that are planned, in the order of their file.
    pub planned: Vec<Facility>,
    /// Those that are closed, in the order of their file.
    pub closed: Vec<Facility>,
    /// Its layout plans, in the order of the project file; the first one leads.
    pub plans: Vec<LayoutPlan>,
    /// Its table of reported values.
    pub reported: Vec<ReportedValue>,
    /// How its configuration rate is taken.
    pub configuration: ConfigurationRule,
}

/// A file that went into the study.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its role: `townships`, `residential`, `life_units`, `facilities`, `plan`, `reported`, `context`.
    pub role: &'static str,
    /// The service that it belongs to.
    pub service: Option<String>,
    /// Its path.
    pub path: PathBuf,
    /// Its format.
    pub format: Format,
    /// The encoding of its text.
    pub encoding: TextEncoding,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The files beside it that belong to it.
    pub companions: Vec<Companion>,
    /// How many features or rows it has; features that the filters left.
    pub features: usize,
    /// How many of them entered the study: a part of a township counts, and so does a closed facility. The other
    /// features of a layer are in [`Notes::left_out_of`]; the other rows of a table are headings, sums and remarks,
    /// or told in the notes.
    pub used: usize,
    /// Its CRS, as used; `None` for a table.
    pub crs: Option<String>,
    /// Its datum, as used; `None` for tables and projected layers.
    pub datum: Option<Datum>,
}

impl Study {
    /// Reads every file of a project and makes the study of it.
    ///
    /// # Errors
    /// What would make the figures wrong: a file that cannot be read, a CRS that cannot be, layers that have
    /// nothing to do with each other, a plan with cells that are no counts. All else becomes a note.
    pub fn read(project: &Project) -> Result<Self, Error> {
        Self::read_watched(project, &Silent)
    }

    /// [`Study::read`], telling `progress` of it: each file that is read, and the residential features as they are
    /// placed in the plane and cut at township borders.
    ///
    /// # Errors
    /// Those of [`Study::read`].
    pub fn read_watched(project: &Project, progress: &dyn Progress) -> Result<Self, Error> {
        let mut notes = Notes::default();
        let mut sources = Vec::new();

        let mut townships = project
            .townships
            .as_ref()
            .map(|spec| OpenLayer::open(spec, "townships", &township::FIELDS, &mut notes, progress))
            .transpose()?;
        let mut residential =
            OpenLayer::open(&project.residential, "residential", &land::FIELDS, &mut notes, progress)?;
        let mut life_units = project
            .life_units
            .as_ref()
            .map(|spec| OpenLayer::open(spec, "life_units", &life_unit::FIELDS, &mut notes, progress))
            .transpose()?;
        let mut facilities = Vec::with_capacity(project.services.len());
        for service in &project.services {
            let mut told = Notes::default();
            let open =
                OpenLayer::open(&service.facilities, "facilities", &facility::FIELDS, &mut told, progress)?;
            notes.absorb(told, Some(&service.id), of_several(&project.services, &service.facilities.path));
            facilities.push(open);
        }

        let mut surroundings = Vec::with_capacity(project.context.len());
        for spec in &project.context {
            let mut told = Notes::default();
            let open = OpenLayer::open(&spec.layer, context::ROLE, &[], &mut told, progress)?;
            surroundings.push((open, spec, told));
        }

        let extent = residential.lon_lat_bounds()?;
        for layer in townships.iter().chain(&life_units) {
            meets(&residential, extent, layer, 0.0)?;
        }
        for (layer, service) in facilities.iter().zip(&project.services) {
            meets(&residential, extent, layer, largest_radius(service))?;
        }
        let plane = Plane::choose(&project.crs, extent, &mut notes)?;
        let of_townships = townships.as_ref().map(OpenLayer::lon_lat_bounds).transpose()?;
        let all = around(of_townships.into_iter().chain([extent])).unwrap_or(extent);

        // Each residential feature is placed, and then cut or left out.
        let n_residential = residential.layer.features.len();
        progress.begin(Step::Preparing, Some(2 * n_residential as u64));
        let drawn = match &mut townships {
            Some(layer) => {
                let (drawn, used) = township::read(layer, &plane, &mut notes)?;
                sources.push(layer.source(None, used));
                drawn
            }
            None => township::named_by(&residential),
        };
        drop(townships);
        if project.townships.is_none() {
            let code = if drawn.is_empty() { "no-townships" } else { "townships-by-name" };
            notes.push(Note::new(Severity::Info, code).layer("townships").with("count", drawn.len()));
        }
        let borders = Borders::of(&drawn);
        borders.note(&drawn, &plane, &mut notes)?;
        let index = TownshipIndex::of(&drawn, &borders);

        let placed = residential.polygons(&plane, project.area, &mut notes, progress)?;
        let given = project.residential.land_use_scheme;
        let (land_use_codes, homes) = land_use::homes(&residential, given, placed, &mut notes)?;
        progress.advance(n_residential.saturating_sub(homes.len()) as u64);
        let (parcels, pieces) = land::parcels(&residential, homes, &drawn, &index, &mut notes, progress);
        sources.push(residential.source(None, parcels.len()));
        let centres: Vec<_> = parcels.iter().map(|parcel| (parcel.feature, parcel.centre)).collect();
        datum_detection::judge_polygons(&residential, &centres, &index, &plane, &mut notes)?;
        // What is in millions of features is given back on all threads.
        residential.layer.features.into_par_iter().for_each(drop);

        let units = match &mut life_units {
            Some(layer) => {
                let units = life_unit::read(layer, &plane, &index, &mut notes)?;
                let centres: Vec<_> = units.iter().map(|unit| (unit.feature, unit.centre)).collect();
                datum_detection::judge_polygons(layer, &centres, &index, &plane, &mut notes)?;
                sources.push(layer.source(None, units.len()));
                Some(units)
            }
            None => None,
        };
        let mut services = Vec::with_capacity(facilities.len());
        for (layer, spec) in facilities.iter().zip(&project.services) {
            let mut told = Notes::default();
            let reach_m = largest_radius(spec);
            let places = (&Surroundings::of(all, reach_m), &index);
            let (found, mut categories) =
                facility::read(layer, spec, project.year, &plane, places, &mut told)?;
            let land = Against::Land(&pieces);
            datum_detection::judge(layer, &found.probes, land, &index, &plane, &mut told)?;
            facility::note_far(layer, found.open(), &pieces, reach_m, &mut told);
            notes.absorb(told, Some(&spec.id), of_several(&project.services, &spec.facilities.path));
            sources.push(layer.source(Some(&spec.id), found.len()));
            let mut plans = Vec::new();
            let n_plans: usize = project.services.iter().map(|s| s.plans.len()).sum();
            for plan_spec in &spec.plans {
                let mut told = Notes::default();
                let table = read_table(&table_source(&plan_spec.table, "plan"), &mut told, progress)?;
                let plan = plan::read_plan(&table, plan_spec.year, &drawn, &mut categories, &mut told)
                    .map_err(|error| table.of_sheet(error))?;
                // Of several plans each note names its own: every one of them has a line 3.
                let file = (n_plans > 1).then_some(plan_spec.table.path.as_path());
                notes.absorb(told, Some(&spec.id), file);
                sources.push(table_file("plan", spec, &table, plan.rows.len()));
                plans.push(plan);
            }
            let mut reported = Vec::new();
            if let Some(table_spec) = &spec.reported {
                let mut told = Notes::default();
                let table = read_table(&table_source(table_spec, reported::ROLE), &mut told, progress)?;
                reported = reported::read(&table, &mut told).map_err(|error| table.of_sheet(error))?;
                let several = project.services.iter().filter(|s| s.reported.is_some()).count() > 1;
                notes.absorb(told, Some(&spec.id), several.then_some(table_spec.path.as_path()));
                sources.push(table_file(reported::ROLE, spec, &table, reported.len()));
            }
            services.push(Service {
                id: spec.id.clone(),
                name: spec.name.clone(),
                circles: spec.circles.clone(),
                categories: categories.names,
                facilities: found.existing,
                planned: found.planned,
                closed: found.closed,
                plans,
                reported,
                configuration: spec.configuration.clone(),
            });
        }
        let mut shown = Vec::with_capacity(surroundings.len());
        for (layer, spec, mut told) in surroundings {
            if are_apart(extent, layer.lon_lat_bounds()?, CONTEXT_REACH_M) {
                told.push(Note::new(Severity::Warning, "context-elsewhere").layer(context::ROLE));
            }
            let (context, used) = context::read(&layer, spec.kind, &plane, &mut told)?;
            // No figure misses what is not drawn: such features count as left out of nothing.
            told.forget_left_out(|_| false);
            let several = project.context.len() > 1;
            notes.absorb(told, None, several.then_some(spec.layer.path.as_path()));
            sources.push(layer.source(None, used));
            shown.push(context);
        }
        for source in sources.iter().filter(|source| source.format.is_table()) {
            notes.are_rows(source.role, source.service.as_deref(), &source.path);
        }
        Ok(Self {
            plane,
            area: project.area,
            circles: project.circles,
            overlaps: project.overlaps,
            townships: drawn,
            parcels,
            pieces,
            land_use_codes,
            life_units: units,
            context: shown,
            services,
            sources,
            notes,
        })
    }
}

/// The radius of the largest circle of a service, m.
fn largest_radius(service: &ServiceSpec) -> f64 {
    service.circles.iter().map(|circle| circle.radius.get()).fold(0.0, f64::max)
}

/// The file of a facility layer, for its notes, where several services have one.
fn of_several<'a>(services: &[ServiceSpec], path: &'a Path) -> Option<&'a Path> {
    (services.len() > 1).then_some(path)
}

/// What is to be read as a table.
fn table_source<'s>(spec: &'s TableSpec, role: &'s str) -> Source<'s> {
    Source { layer: spec.sheet.as_deref(), encoding: spec.encoding, ..Source::of(&spec.path, role) }
}

/// What the report says of a table of which `used` rows entered the study.
fn table_file(role: &'static str, service: &ServiceSpec, table: &Table, used: usize) -> SourceFile {
    SourceFile {
        role,
        service: Some(service.id.clone()),
        path: table.path.clone(),
        format: table.format,
        encoding: table.encoding,
        sha256: table.sha256.clone(),
        companions: Vec::new(),
        features: table.rows.len(),
        used,
        crs: None,
        datum: None,
    }
}

/// Refuses a layer that lies nowhere near the residential land: one of the two has the wrong CRS, or is of
/// another place.
fn meets(residential: &OpenLayer, extent: Rect<f64>, layer: &OpenLayer, reach_m: f64) -> Result<(), Error> {
    let other = layer.lon_lat_bounds()?;
    if !are_apart(extent, other, reach_m) {
        return Ok(());
    }
    let corner = |c: Coord<f64>| format!("{:.4}, {:.4}", c.x, c.y);
    let box_of = |r: Rect<f64>| format!("{} … {}", corner(r.min()), corner(r.max()));
    Err(Error::data("layers-apart")
        .with("path", layer.layer.path.display())
        .with("other", residential.layer.path.display())
        .with("found", box_of(other))
        .with("expected", box_of(extent)))
}

/// How far from the residential land a context layer may lie before it is told: the corner of a county.
const CONTEXT_REACH_M: f64 = 50_000.0;

/// Whether two boxes of longitudes and latitudes are farther apart than `reach_m`.
fn are_apart(extent: Rect<f64>, other: Rect<f64>, reach_m: f64) -> bool {
    let middle = 0.5 * (extent.min().y + extent.max().y);
    // A degree of latitude is never shorter than 110.5 km; of longitude by the cosine.
    let margin_y = reach_m / 110_500.0;
    let margin_x = margin_y / middle.to_radians().cos().max(0.01);
    other.min().x - margin_x > extent.max().x
        || other.max().x + margin_x < extent.min().x
        || other.min().y - margin_y > extent.max().y
        || other.max().y + margin_y < extent.min().y
}
