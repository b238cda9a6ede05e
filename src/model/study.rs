//! The study as a whole.

use std::path::PathBuf;

use super::{Facility, LayoutPlan, LifeUnit, Parcel, Piece, Township};
use crate::crs::Plane;
use crate::note::Notes;
use crate::project::{AreaRule, Circle, CircleRule, ConfigurationRule, Datum, OverlapRule};

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
    /// Its facilities, in the order of their file.
    pub facilities: Vec<Facility>,
    /// Its layout plan.
    pub plan: Option<LayoutPlan>,
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
    /// How many features or rows it has.
    pub features: usize,
    /// Its CRS, as used; `None` for a table.
    pub crs: Option<String>,
    /// Its datum, as used; `None` for tables and projected layers.
    pub datum: Option<Datum>,
}
