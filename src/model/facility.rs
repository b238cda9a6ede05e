//! Facilities: places that serve.

mod category;
mod contradictions;
mod distance;
mod duplicates;
mod site;
mod surroundings;
mod township;

pub(crate) use self::category::{Categories, StatedCategory};
pub(crate) use self::distance::note_far;
pub use self::site::Site;
use self::site::sites;
pub(crate) use self::surroundings::Surroundings;
use self::township::{Stated, township_of};
use super::datum_detection::Probe;
use super::facts::{self, Facts};
use super::layer::{OpenLayer, Tools};
use super::status::Standing;
use super::township::TownshipIndex;
use crate::crs::Plane;
use crate::error::Error;
use crate::note::{Note, Notes, Severity};
use crate::project::{Field, ServiceSpec};

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

/// The facilities of a service, by their status, each in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct Facilities {
    pub(crate) existing: Vec<Facility>,
    pub(crate) planned: Vec<Facility>,
    pub(crate) closed: Vec<Facility>,
    /// By what the datum of the layer is judged.
    pub(crate) probes: Vec<Probe>,
}

impl Facilities {
    /// Those that are not closed: first the existing ones, then the planned ones.
    pub(crate) fn open(&self) -> impl Iterator<Item = &Facility> {
        self.existing.iter().chain(&self.planned)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.existing.len() + self.planned.len() + self.closed.len()
    }
}

/// Reads the facilities of a service. `year` is the project's: what opens later is planned. What lies beyond `around` is
/// told, and not used.
///
/// # Errors
/// PROJ cannot do the projection, no facility is left, or all are closed.
pub(crate) fn read(
    layer: &OpenLayer,
    service: &ServiceSpec,
    year: Option<i32>,
    plane: &Plane,
    (around, index): (&Surroundings, &TownshipIndex),
    notes: &mut Notes,
) -> Result<(Facilities, Categories), Error> {
    let tools = Tools::of(layer, plane)?;
    let mut categories = Categories::of(&service.categories);
    let mut standing = Standing::of(layer, year);
    let mut all = Facilities::default();
    for (position, feature) in layer.layer.features.iter().enumerate() {
        let Some(geometry) = &feature.geometry else { continue }; // Told by the reader.
        let sites = sites(layer, &tools, position, (geometry, around), notes);
        let Some(first) = sites.first() else { continue };
        let (status, opening_year) = standing.read(position, notes);
        let name = layer.fields.text(feature, Field::Name);
        let stated = layer.fields.text(feature, Field::Category);
        let category = stated.as_deref().and_then(|text| categories.find(text));
        let stated = stated.filter(|_| status != Status::Closed);
        if let (Some(text), None) = (&stated, category) {
            notes.push(layer.note(Severity::Warning, "unknown-category", position).with("value", text));
        }
        let places = layer.fields.amount(feature, Field::Places, layer.role, name.as_deref(), notes);
        if places.is_none() && layer.fields.has(Field::Places) && status != Status::Closed {
            notes.push(layer.note(Severity::Warning, "no-places", position));
        }
        if let Some(text) = stated {
            categories.count(&text, category, places);
        }
        let named = Stated::of(layer, position, index);
        all.probes.push(Probe { lon_lat: first.lon_lat, named: named.township() });
        let facility = Facility {
            feature: feature.index,
            id: layer.id(feature),
            name,
            category,
            places,
            township: township_of(layer, position, (first.at, named), status, index, notes),
            sites,
            status,
            opening_year,
            facts: facts::read(layer, position, &FACTS, notes),
        };
        contradictions::note(layer, position, &facility, notes);
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
    duplicates::note(layer, &all.existing, notes);
    duplicates::note(layer, &all.planned, notes);
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
