//! Systems as WKT, for files that carry theirs with them.

use super::definition::Crs;
use super::handle;
use super::plane::Plane;

/// A way of writing WKT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wkt {
    /// WKT 1 as GDAL writes it: GeoPackage.
    Gdal,
    /// WKT 1 as Esri writes it: `.prj` files.
    Esri,
    /// WKT 2 (ISO 19162:2019).
    Iso,
}

impl Crs {
    /// The system as WKT on one line; `None` where its projection cannot be said in that way.
    ///
    /// The axes may stand there north first, as the EPSG registry has them. GeoPackage and Shapefile hold the easting
    /// first whatever the definition says.
    pub fn wkt(&self, wkt: Wkt) -> Option<String> {
        let text = handle::wkt(&self.text, wkt)?;
        Some(text.lines().map(str::trim_start).collect())
    }
}

impl Plane {
    /// The plane as WKT, as [`Crs::wkt`].
    pub fn wkt(&self, wkt: Wkt) -> Option<String> {
        self.crs().wkt(wkt)
    }
}
