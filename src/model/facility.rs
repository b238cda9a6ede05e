//! Facilities: places that serve.

use geo::Coord;

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
    /// Its places.
    pub places: Option<f64>,
    /// Where it is, in the plane.
    pub at: Coord<f64>,
    /// The plane's scale there: plane metres per metre on the ground.
    pub scale: f64,
    /// Where it is: WGS 84 longitude and latitude in degrees.
    pub lon_lat: Coord<f64>,
    /// The township that it lies in: a position in [`super::Study::townships`].
    pub township: Option<usize>,
}
