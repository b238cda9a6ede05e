//! Coverage: of every piece of land and circle, the share that is served; and the sums by township.

mod circle;

use geo::Coord;

pub use self::circle::{circle_coverage, covered_plane_area};

/// The coverage of a study: one entry a service, in its order.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// One entry a service.
    pub services: Vec<ServiceCoverage>,
    /// Residential land by township (the last entry: in no township), each square metre counted by the overlap rule.
    pub land: Vec<Land>,
}

/// Residential land of one township.
#[derive(Debug, Clone, Copy, Default)]
pub struct Land {
    /// How many parcels have land there.
    pub parcels: usize,
    /// Land in m² by the area rule, counted by the overlap rule.
    pub area_m2: f64,
    /// The land that more than one parcel covers, m²: Σ parcels − their union.
    pub overlap_area_m2: f64,
}

/// The coverage of one service.
#[derive(Debug, Clone)]
pub struct ServiceCoverage {
    /// One entry a circle, in the order of the service.
    pub circles: Vec<CircleCoverage>,
    /// For each piece of land, the nearest facility and the ground distance to it from the piece's nearest
    /// point, metres (0 when the facility stands on it); `None` when there is no facility.
    pub nearest: Vec<Option<Nearest>>,
}

/// The nearest facility of a piece of land.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearest {
    /// Its position in the service's facilities.
    pub facility: usize,
    /// Metres on the ground.
    pub distance_m: f64,
}

/// The coverage by one circle.
#[derive(Debug, Clone)]
pub struct CircleCoverage {
    /// For each piece of the study, its covered area in the plane, m².
    pub covered_plane_m2: Vec<f64>,
    /// Covered residential land by township (the last entry: in no township), m² by the area rule, counted by
    /// the overlap rule.
    pub covered_area_m2: Vec<f64>,
    /// The disks about the facilities: centre and radius, in the plane, equal ones once.
    pub disks: Vec<Disk>,
}

/// A disk in the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Disk {
    /// Its centre.
    pub centre: Coord<f64>,
    /// Its radius in plane metres.
    pub radius: f64,
}
