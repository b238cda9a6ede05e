//! The study as a whole.

use std::path::PathBuf;

use geo::{Coord, Rect};

use super::layer::OpenLayer;
use super::township::TownshipIndex;
use super::{Facility, LandUseCodes, LayoutPlan, LifeUnit, Parcel, Piece, ReportedValue, Township};
use super::{facility, land, life_unit, plan, township};
use crate::crs::Plane;
use crate::error::Error;
use crate::note::{Note, Notes, Severity};
use crate::project::{AreaRule, Circle, CircleRule, ConfigurationRule, Datum, OverlapRule, Project};
use crate::read::read_table;

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
    /// Its role: `townships`, `residential`, `life_units`, `facilities`, `plan`.
    pub role: &'static str,
    /// The service that it belongs to.
    pub service: Option<String>,
    /// Its path.
    pub path: PathBuf,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// How many features or rows it has; features that the filters left.
    pub features: usize,
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
        let mut notes = Notes::default();
        let mut sources = Vec::new();

        let townships = project
            .townships
            .as_ref()
            .map(|spec| OpenLayer::open(spec, "townships", &township::FIELDS, &mut notes))
            .transpose()?;
        let residential = OpenLayer::open(&project.residential, "residential", &land::FIELDS, &mut notes)?;
        let life_units = project
            .life_units
            .as_ref()
            .map(|spec| OpenLayer::open(spec, "life_units", &life_unit::FIELDS, &mut notes))
            .transpose()?;
        let facilities = project
            .services
            .iter()
            .map(|s| OpenLayer::open(&s.facilities, "facilities", &facility::FIELDS, &mut notes))
            .collect::<Result<Vec<_>, _>>()?;

        let extent = residential.lon_lat_bounds()?;
        for layer in townships.iter().chain(&life_units) {
            meets(&residential, extent, layer, 0.0)?;
        }
        for (layer, service) in facilities.iter().zip(&project.services) {
            let reach = service.circles.iter().map(|c| c.radius.get()).fold(0.0, f64::max);
            meets(&residential, extent, layer, reach)?;
        }
        let plane = Plane::choose(&project.crs, extent, &mut notes)?;

        let drawn = match &townships {
            Some(layer) => {
                sources.push(layer.source(None));
                township::read(layer, &plane, &mut notes)?
            }
            None => township::named_by(&residential),
        };
        drop(townships);
        if project.townships.is_none() {
            let code = if drawn.is_empty() { "no-townships" } else { "townships-by-name" };
            notes.push(Note::new(Severity::Info, code).layer("townships").with("count", drawn.len()));
        }
        let index = TownshipIndex::of(&drawn);
        index.note_overlaps(&drawn, &mut notes);

        sources.push(residential.source(None));
        let placed = residential.polygons(&plane, project.area, &mut notes)?;
        let (parcels, pieces) = land::parcels(&residential, placed, &drawn, &index, &mut notes);
        drop(residential);

        let units = match &life_units {
            Some(layer) => {
                sources.push(layer.source(None));
                Some(life_unit::read(layer, &plane, &index, &mut notes)?)
            }
            None => None,
        };
        let mut services = Vec::with_capacity(facilities.len());
        for (layer, spec) in facilities.iter().zip(&project.services) {
            sources.push(layer.source(Some(&spec.id)));
            let (found, mut categories) = facility::read(layer, spec, &plane, &index, &mut notes)?;
            let mut plans = Vec::new();
            for plan_spec in &spec.plans {
                let table = read_table(&plan_spec.path, "plan", &mut notes)?;
                sources.push(SourceFile {
                    role: "plan",
                    service: Some(spec.id.clone()),
                    path: table.path.clone(),
                    sha256: table.sha256.clone(),
                    features: table.rows.len(),
                    crs: None,
                    datum: None,
                });
                let mut names = categories.names.clone();
                let known = |name: &str| categories.known(name);
                let plan = plan::read_plan(&table, plan_spec.year, &drawn, &mut names, &known, &mut notes)?;
                categories.names = names;
                plans.push(plan);
            }
            services.push(Service {
                id: spec.id.clone(),
                name: spec.name.clone(),
                circles: spec.circles.clone(),
                categories: categories.names,
                facilities: found,
                planned: Vec::new(),
                closed: Vec::new(),
                plans,
                reported: Vec::new(),
                configuration: spec.configuration.clone(),
            });
        }
        Ok(Self {
            plane,
            area: project.area,
            circles: project.circles,
            overlaps: project.overlaps,
            townships: drawn,
            parcels,
            pieces,
            land_use_codes: LandUseCodes::default(),
            life_units: units,
            services,
            sources,
            notes,
        })
    }
}

/// Refuses a layer that lies nowhere near the residential land: one of the two has the wrong CRS, or is of
/// another place.
fn meets(residential: &OpenLayer, extent: Rect<f64>, layer: &OpenLayer, reach_m: f64) -> Result<(), Error> {
    let other = layer.lon_lat_bounds()?;
    let middle = 0.5 * (extent.min().y + extent.max().y);
    // A degree of latitude is never shorter than 110.5 km; of longitude by the cosine.
    let margin_y = reach_m / 110_500.0;
    let margin_x = margin_y / middle.to_radians().cos().max(0.01);
    let apart = other.min().x - margin_x > extent.max().x
        || other.max().x + margin_x < extent.min().x
        || other.min().y - margin_y > extent.max().y
        || other.max().y + margin_y < extent.min().y;
    if !apart {
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
