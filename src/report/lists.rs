//! The lists beside the figures: every facility, and the land that some circle does not reach whole.

use serde::Serialize;

use crate::field::Field;

/// One facility.
#[derive(Debug, Clone, Serialize)]
pub struct FacilityRow {
    /// Its place in the file, counted from 1.
    pub feature: usize,
    /// Its identifier in the file.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its category.
    pub category: Option<String>,
    /// Its places.
    pub places: Option<f64>,
    /// `existing`, `planned` or `closed`.
    pub status: FacilityStatus,
    /// The year in which it opens or opened.
    pub opening_year: Option<i32>,
    /// What else the layer says of it.
    pub attributes: Vec<(Field, AttributeValue)>,
    /// The code of the township that counts it.
    pub township_code: Option<String>,
    /// The name of the township that counts it; `None` outside all townships.
    pub township: Option<String>,
    /// Longitude, WGS 84 degrees.
    pub longitude: f64,
    /// Latitude, WGS 84 degrees.
    pub latitude: f64,
    /// Easting in the plane, metres.
    pub easting_m: f64,
    /// Northing in the plane, metres.
    pub northing_m: f64,
}

/// Whether a facility is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FacilityStatus {
    /// It is.
    Existing,
    /// It is planned.
    Planned,
    /// It is closed.
    Closed,
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum AttributeValue {
    /// Text.
    Text(String),
    /// A number.
    Amount(f64),
    /// Yes or no.
    Flag(bool),
}

/// A piece of residential land (a parcel, or its part in one township) that some circle does not reach whole.
#[derive(Debug, Clone, Serialize)]
pub struct UncoveredRow {
    /// The piece, by its place in the study.
    pub piece: usize,
    /// The parcel's place in the file, counted from 1.
    pub feature: usize,
    /// The parcel's identifier.
    pub id: Option<String>,
    /// The parcel's name.
    pub name: Option<String>,
    /// The code of its township.
    pub township_code: Option<String>,
    /// The name of its township; `None` outside all townships.
    pub township: Option<String>,
    /// Its area in m².
    pub area_m2: f64,
    /// Per circle, the area in m² that is not reached.
    pub uncovered: Vec<UncoveredEntry>,
    /// The nearest facility, from the nearest point of the piece.
    pub nearest_facility: Option<String>,
    /// Metres on the ground from the nearest point of the piece to that facility.
    pub nearest_distance_m: Option<f64>,
}

/// The land of a piece that one circle does not reach.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct UncoveredEntry {
    /// Which circle.
    pub minutes: u32,
    /// The area in m².
    pub area_m2: f64,
}
