//! stub
use crate::error::Error;
use crate::note::Notes;
use crate::project::{CrsChoice, Datum};
use geo::{Coord, Rect};
/// A coordinate reference system that PROJ knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Crs {}
impl Crs {
    /// Reads a CRS as files and users write it.
    pub fn parse(_text: &str) -> Result<Self, Error> {
        Err(Error::usage("stub"))
    }
    /// WGS 84 longitude and latitude, the CRS of RFC 7946.
    pub fn wgs84() -> Self {
        Self {}
    }
    /// Whether coordinates are longitudes and latitudes in degrees.
    pub fn is_geographic(&self) -> bool {
        true
    }
    /// `EPSG:n` where it has a code, else its definition.
    pub fn definition(&self) -> &str {
        ""
    }
    /// Longitude/latitude box of coordinates in this CRS, WGS 84.
    pub fn lon_lat_bounds(&self, _bounds: Rect<f64>) -> Result<Rect<f64>, Error> {
        Err(Error::usage("stub"))
    }
    /// Checks that coordinates within `bounds` can be of this CRS.
    pub fn datum(&self) -> Datum { Datum::Wgs84 }
    /// Checks.
    pub fn check_bounds(&self, _layer: &std::path::Path, _bounds: Rect<f64>) -> Result<(), Error> {
        Ok(())
    }
}
/// The plane in which a study is computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Plane {}
impl Plane {
    /// Chooses the plane.
    pub fn choose(_choice: &CrsChoice, _lon_lat: Rect<f64>, _notes: &mut Notes) -> Result<Self, Error> {
        Err(Error::usage("stub"))
    }
    /// `EPSG:n` or PROJ string.
    pub fn definition(&self) -> &str {
        ""
    }
    /// Its name.
    pub fn name(&self) -> &str {
        ""
    }
    /// Degrees.
    pub fn central_meridian(&self) -> Option<f64> {
        None
    }
    /// Into the plane. One a thread.
    pub fn projector(&self, _from: &Crs, _datum: Option<Datum>) -> Result<Projector, Error> {
        Err(Error::usage("stub"))
    }
    /// Out of the plane. One a thread.
    pub fn unprojector(&self) -> Result<Unprojector, Error> {
        Err(Error::usage("stub"))
    }
}
/// From a layer's coordinates into the plane.
pub struct Projector {}
impl Projector {
    /// Plane coordinates (easting, northing), metres; `None` when PROJ cannot.
    pub fn project(&self, _at: Coord<f64>) -> Option<Coord<f64>> {
        None
    }
}
/// From the plane to WGS 84.
pub struct Unprojector {}
impl Unprojector {
    /// WGS 84 longitude and latitude in degrees.
    pub fn lon_lat(&self, _at: Coord<f64>) -> Option<Coord<f64>> {
        None
    }
    /// Plane metres per metre on the ground.
    pub fn scale(&self, _at: Coord<f64>) -> Option<f64> {
        None
    }
    /// Area on the ellipsoid of a closed plane ring.
    pub fn ellipsoidal_ring_area(
        &self,
        _ring: &[Coord<f64>],
        _lon_lat: Option<&[Coord<f64>]>,
    ) -> Option<f64> {
        None
    }
}
