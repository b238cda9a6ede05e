//! stub
use crate::project::Datum;
use geo::Coord;
/// To WGS 84.
pub fn to_wgs84(_from: Datum, lon_lat: Coord<f64>) -> Coord<f64> {
    lon_lat
}
/// From WGS 84.
pub fn from_wgs84(_to: Datum, lon_lat: Coord<f64>) -> Coord<f64> {
    lon_lat
}
