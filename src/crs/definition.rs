//! A coordinate reference system: what files and users name, and what PROJ makes of it.

use geo::{Coord, Rect};

use super::handle::{Handle, LON_LAT, between, describe};
use super::inspection::{Inspection, inspect};
use super::route::Route;
use super::spelling::{normal_form, shown};
use super::{checks, zone};
use crate::error::Error;
use crate::project::Datum;

/// A coordinate reference system that PROJ knows, with coordinates in the order (east, north) or (longitude,
/// latitude).
#[derive(Debug, Clone, PartialEq)]
pub struct Crs {
    /// What PROJ is given for it.
    pub(super) text: String,
    definition: String,
    name: Option<String>,
    /// How it hangs together with WGS 84.
    pub(super) reference: Reference,
    datum: String,
    /// The projection; `None` for longitudes and latitudes.
    pub(super) grid: Option<Grid>,
}

/// How the datum of a CRS hangs together with WGS 84.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Reference {
    /// WGS 84 or CGCS2000 in degrees from Greenwich: its longitudes and latitudes are taken as they are.
    Wgs84,
    /// Another datum: PROJ transforms it.
    Other {
        /// Whether its ellipsoid is that of WGS 84 or CGCS2000. Datums on it agree with WGS 84 to some metres, so
        /// they are taken as equal where PROJ knows no transformation; others are then refused.
        is_modern: bool,
    },
}

/// The projection of a projected CRS.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    /// The geographic CRS that is projected, as PROJJSON.
    pub(super) base: String,
    pub(super) is_transverse_mercator: bool,
    /// Degrees; of a transverse Mercator only.
    pub(super) central_meridian: Option<f64>,
    pub(super) latitude_of_origin: Option<f64>,
    pub(super) scale: Option<f64>,
    /// Metres.
    pub(super) false_easting: Option<f64>,
    pub(super) false_northing: Option<f64>,
    pub(super) unit: String,
    /// PROJ pipeline from the longitudes and latitudes of the base CRS; empty where the datum is another than WGS 84.
    pub(super) from_lon_lat: String,
    /// Its inverse.
    pub(super) to_lon_lat: String,
}

impl Grid {
    /// Whether this is a Gauss–Krüger zone in metres, true to scale on its meridian, counted from the equator.
    pub(super) fn is_gauss_kruger(&self) -> bool {
        self.is_transverse_mercator
            && self.unit == "metre"
            && self.scale == Some(1.0)
            && self.latitude_of_origin == Some(0.0)
            && self.false_northing == Some(0.0)
    }
}

impl Crs {
    /// Reads a CRS as files and users write it: `EPSG:4549` or `4549`, the URN and URL forms of the OGC,
    /// `OGC:CRS84`, WKT (1, 2, Esri), PROJJSON, or a PROJ string.
    ///
    /// A definition without a code that is a CGCS2000 zone, CGCS2000 or WGS 84 is recognised as such.
    ///
    /// # Errors
    /// A usage error when the text is none of these or PROJ does not know the CRS. A data error when it cannot be
    /// computed with, or only by guessing: Beijing-54 and Xian-80 datums, a datum that is not named, compound,
    /// vertical, geocentric, engineering and derived systems, web Mercator (`EPSG:3857`) and other Mercators of the
    /// sphere, longitudes not in degrees, axes that do not point east and north.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let shown = shown(text);
        let proj_text =
            normal_form(text).ok_or_else(|| Error::usage("crs-unreadable").with("crs", &shown))?;
        if proj_text == LON_LAT {
            return Ok(Self::wgs84());
        }
        // The older names of web Mercator, which the EPSG registry never had.
        if matches!(proj_text.as_str(), "EPSG:900913" | "EPSG:102100" | "EPSG:102113") {
            return Err(Error::data("crs-web-mercator").with("crs", shown));
        }
        let crs = Self::known(&proj_text, &shown)?;
        let code = crs.definition.clone();
        let identified = crs.code_by_parameters().unwrap_or(code);
        if identified == proj_text || !identified.contains(':') || identified.contains(['+', '[', '{']) {
            return Ok(crs.stated_as(&proj_text, &identified));
        }
        // A definition may carry the code of a CRS and yet differ from it: then the definition counts.
        let canonical =
            if identified == LON_LAT { Ok(Self::wgs84()) } else { Self::known(&identified, &shown) };
        match canonical {
            Ok(canonical) if canonical.is_same_system(&crs) => Ok(canonical),
            _ => Ok(crs.stated_as(&proj_text, &proj_text)),
        }
    }

    /// WGS 84 longitude and latitude, the CRS of RFC 7946.
    pub fn wgs84() -> Self {
        Self {
            text: LON_LAT.to_owned(),
            definition: LON_LAT.to_owned(),
            name: Some("WGS 84".to_owned()),
            reference: Reference::Wgs84,
            datum: "World Geodetic System 1984 ensemble".to_owned(),
            grid: None,
        }
    }

    /// The CRS of a text that PROJ knows, not yet recognised by its parameters.
    fn known(proj_text: &str, shown: &str) -> Result<Self, Error> {
        let Some(described) = describe(proj_text) else {
            let code = match (describe(LON_LAT).is_some(), proj_text.contains(['=', '[', '(', '{'])) {
                (false, _) => "crs-tables",
                (true, true) => "crs-malformed",
                (true, false) => "crs-unknown",
            };
            return Err(Error::usage(code).with("crs", shown));
        };
        let Inspection { name, code, reference, datum, mut grid } = inspect(&described, shown)?;
        if let (Some(grid), Reference::Wgs84) = (&mut grid, reference) {
            let at =
                Coord { x: grid.central_meridian.unwrap_or(0.0), y: grid.latitude_of_origin.unwrap_or(0.0) };
            let conversion = || {
                let from = between(&grid.base, proj_text, at)?.pipeline;
                let at_origin = Handle::open(&from)?.apply(at)?;
                Some((from, between(proj_text, &grid.base, at_origin)?.pipeline))
            };
            match conversion() {
                Some((from, to)) => (grid.from_lon_lat, grid.to_lon_lat) = (from, to),
                None => return Err(Error::data("crs-no-projection").with("crs", shown)),
            }
        }
        let definition = code.unwrap_or_else(|| proj_text.to_owned());
        Ok(Self { text: proj_text.to_owned(), definition, name, reference, datum, grid })
    }

    /// The code of the system that its parameters describe, where it states none itself.
    fn code_by_parameters(&self) -> Option<String> {
        if self.definition != self.text || self.reference != Reference::Wgs84 {
            return None;
        }
        let is_cgcs2000 = self.is_cgcs2000();
        match &self.grid {
            Some(grid) if is_cgcs2000 && grid.is_gauss_kruger() => {
                zone::code(grid.central_meridian?, grid.false_easting?).map(|code| format!("EPSG:{code}"))
            }
            None if is_cgcs2000 => Some("EPSG:4490".to_owned()),
            None if self.datum.contains("1984") => Some(LON_LAT.to_owned()),
            _ => None,
        }
    }

    /// The same system, with what PROJ is given for it and what it is called.
    fn stated_as(self, proj_text: &str, definition: &str) -> Self {
        let definition = definition.trim_end_matches(" +type=crs").to_owned();
        Self { text: proj_text.to_owned(), definition, ..self }
    }

    /// Whether both give the same coordinates to the same place.
    fn is_same_system(&self, other: &Self) -> bool {
        let conversion = |crs: &Self| crs.grid.as_ref().map(|grid| grid.from_lon_lat.clone());
        self.reference == Reference::Wgs84
            && other.reference == Reference::Wgs84
            && conversion(self) == conversion(other)
    }

    /// Whether coordinates are longitudes and latitudes in degrees.
    pub fn is_geographic(&self) -> bool {
        self.grid.is_none()
    }

    /// The datum of its longitudes and latitudes, where they are taken as they are; `None` for a projected CRS and
    /// for other datums, which PROJ transforms.
    pub fn datum(&self) -> Option<Datum> {
        match (self.is_geographic(), self.reference) {
            (true, Reference::Wgs84) if self.is_cgcs2000() => Some(Datum::Cgcs2000),
            (true, Reference::Wgs84) => Some(Datum::Wgs84),
            _ => None,
        }
    }

    /// Whether its datum is CGCS2000 by name.
    pub(super) fn is_cgcs2000(&self) -> bool {
        let datum = self.datum.to_ascii_lowercase().replace(['_', ' '], "");
        datum.contains("china2000") || datum.contains("cgcs2000") || datum.contains("coordinatesystem2000")
    }

    /// `EPSG:n` (or the code of another authority) where it has one, else its definition as written.
    pub fn definition(&self) -> &str {
        &self.definition
    }

    /// Its name, as the EPSG registry or the definition has it; the definition where it has none.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.definition)
    }

    /// The definition as messages show it: on one line, and short.
    pub(super) fn shown(&self) -> String {
        shown(&self.definition)
    }

    /// Longitude/latitude box of coordinates in this CRS: WGS 84, degrees.
    ///
    /// The edges of `bounds` are followed, since straight edges of a plane are bent in longitude and latitude.
    ///
    /// # Errors
    /// When the coordinates cannot lie in this CRS, or PROJ knows no transformation from its datum to WGS 84.
    pub fn lon_lat_bounds(&self, bounds: Rect<f64>) -> Result<Rect<f64>, Error> {
        const STEPS: u32 = 16;
        let outside = || {
            Error::data("crs-outside")
                .with("crs", self.shown())
                .with("x", checks::range(bounds.min().x, bounds.max().x))
                .with("y", checks::range(bounds.min().y, bounds.max().y))
        };
        if self.is_geographic() && self.reference == Reference::Wgs84 {
            return Ok(bounds);
        }
        let route = Route::from_plane_centre(self, bounds.center())?;
        let to_lon_lat = route.outward().ok_or_else(outside)?;
        let (mut low, mut high) = (Coord { x: f64::MAX, y: f64::MAX }, Coord { x: f64::MIN, y: f64::MIN });
        for step in 0..=STEPS {
            let t = f64::from(step) / f64::from(STEPS);
            let x = bounds.min().x + t * bounds.width();
            let y = bounds.min().y + t * bounds.height();
            for at in [
                Coord { x, y: bounds.min().y },
                Coord { x, y: bounds.max().y },
                Coord { x: bounds.min().x, y },
                Coord { x: bounds.max().x, y },
            ] {
                let at = to_lon_lat.apply(at).ok_or_else(outside)?;
                low = Coord { x: low.x.min(at.x), y: low.y.min(at.y) };
                high = Coord { x: high.x.max(at.x), y: high.y.max(at.y) };
            }
        }
        Ok(Rect::new(low, high))
    }

    /// WGS 84 longitude and latitude in degrees of a place in this CRS, with the transformation that is best at
    /// `centre`; `None` where it has none.
    pub fn lon_lat(&self, at: Coord<f64>, centre: Coord<f64>) -> Option<Coord<f64>> {
        Route::from_plane_centre(self, centre).ok()?.outward()?.apply(at)
    }

    /// Checks by their magnitude that coordinates within `bounds` can be of this CRS.
    ///
    /// `layer` is what messages call the layer: its path, or its role. Only sure signs count: degrees in a plane
    /// and the reverse, swapped axes, a zone number before the easting where the zone has none and the reverse,
    /// another zone, web Mercator.
    ///
    /// # Errors
    /// When the coordinates cannot be of this CRS; the error says what they look like.
    pub fn check_bounds(&self, layer: &str, bounds: Rect<f64>) -> Result<(), Error> {
        match checks::suspicion(self, bounds) {
            None => Ok(()),
            Some(error) => Err(error
                .with("layer", layer)
                .with("crs", self.shown())
                .with("x", checks::range(bounds.min().x, bounds.max().x))
                .with("y", checks::range(bounds.min().y, bounds.max().y))),
        }
    }
}
