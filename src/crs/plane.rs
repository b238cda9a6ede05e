//! The plane in which a study is computed, and how it is chosen.

use geo::{Coord, Rect};

use super::definition::Crs;
use super::projector::{Projector, Unprojector};
use super::route::Route;
use super::zone;
use crate::error::Error;
use crate::note::{Note, Notes, Severity};
use crate::project::{CrsChoice, Datum};

/// Data farther than this from the central meridian of their zone are told of; degrees. A 3° zone reaches 1.5°.
const ZONE_REACH: f64 = 2.0;
/// Data farther than this from the central meridian of a plane that the user names are told of; degrees.
const GIVEN_REACH: f64 = 3.0;
/// Data farther than this from the central meridian are refused; degrees.
const FARTHEST: f64 = 6.0;
/// A plane whose lengths are wrong by more than this part is refused.
const WORST_SCALE: f64 = 0.01;
/// A plane whose scale differs by direction by more than this part is not conformal: 5 cm in 500 m.
const CONFORMAL: f64 = 1e-4;

/// The plane in which a study is computed: metres, easting before northing.
#[derive(Debug, Clone, PartialEq)]
pub struct Plane {
    crs: Crs,
    name: Option<String>,
    /// The middle of the data, WGS 84 degrees: there PROJ's transformations are chosen.
    pub(super) centre: Coord<f64>,
    pub(super) route: Route,
}

impl Plane {
    /// Chooses the plane for data in the box `lon_lat` (WGS 84, degrees).
    ///
    /// By itself: in China (73°–136°E, 3°–54°N) the CGCS2000 3° Gauss–Krüger zone whose meridian is nearest, else a
    /// transverse Mercator on the data's middle meridian (to 0.5°). Data that reach more than 2° from the meridian
    /// of their zone get the latter too, with a warning that bounds the error. As named: the CRS must be projected,
    /// in metres, and fit for the data. The choice is told in an `Info` note.
    ///
    /// # Errors
    /// When the box is empty or no box of longitudes and latitudes; when the data reach more than 6° from their
    /// middle meridian; when the CRS named is refused (see [`Crs::parse`]), geographic, not in metres, does not
    /// reach the data, has them more than 6° from its central meridian, or is wrong in lengths by more than 1 %.
    pub fn choose(choice: &CrsChoice, lon_lat: Rect<f64>, notes: &mut Notes) -> Result<Self, Error> {
        let (low, high) = (lon_lat.min(), lon_lat.max());
        if ![low.x, low.y, high.x, high.y].iter().all(|v| v.is_finite())
            || low.x < -180.0
            || high.x > 180.0
            || low.y < -90.0
            || high.y > 90.0
        {
            return Err(Error::data("plane-without-data"));
        }
        match choice {
            CrsChoice::Auto => Self::automatic(lon_lat, notes),
            CrsChoice::Given(text) => Self::given(text, lon_lat, notes),
        }
    }

    fn automatic(lon_lat: Rect<f64>, notes: &mut Notes) -> Result<Self, Error> {
        let (low, high) = (lon_lat.min(), lon_lat.max());
        let is_in_china = low.x >= 73.0 && high.x <= 136.0 && low.y >= 3.0 && high.y <= 54.0;
        let zone_meridian = zone::central_meridian(lon_lat.center().x);
        let fits_zone = is_in_china && reach(lon_lat, zone_meridian) <= ZONE_REACH;
        if let (true, Some(code)) = (fits_zone, zone::plain(zone_meridian)) {
            let plane = Self::of(Crs::parse(&format!("EPSG:{code}"))?, None, lon_lat)?;
            let worst = plane.distortion(lon_lat)?;
            notes.push(plane.told("plane-zone", worst.scale));
            return Ok(plane);
        }
        let meridian = (2.0 * lon_lat.center().x).round() / 2.0;
        let reach = reach(lon_lat, meridian);
        if reach > FARTHEST {
            return Err(Error::data("plane-too-wide").with("reach", format!("{reach:.1}")));
        }
        let ellipsoid = if is_in_china { "GRS80" } else { "WGS84" };
        let definition = format!(
            "+proj=tmerc +lat_0=0 +lon_0={meridian} +k=1 +x_0=500000 +y_0=0 +ellps={ellipsoid} +units=m +no_defs"
        );
        let hemisphere = if meridian < 0.0 { "W" } else { "E" };
        let name = format!("transverse Mercator, central meridian {}°{hemisphere}", meridian.abs());
        let plane = Self::of(Crs::parse(&definition)?, Some(name), lon_lat)?;
        let worst = plane.distortion(lon_lat)?;
        notes.push(plane.told("plane-local", worst.scale));
        if is_in_china || reach > ZONE_REACH {
            notes.push(plane.far("plane-wide", reach, lon_lat));
        }
        Ok(plane)
    }

    fn given(text: &str, lon_lat: Rect<f64>, notes: &mut Notes) -> Result<Self, Error> {
        let crs = Crs::parse(text)?;
        let shown = crs.shown();
        let Some(grid) = &crs.grid else {
            return Err(Error::usage("plane-geographic").with("crs", shown));
        };
        if grid.unit != "metre" {
            return Err(Error::usage("plane-unit").with("crs", shown).with("unit", &grid.unit));
        }
        let meridian = grid.central_meridian;
        let reach = meridian.map_or(0.0, |meridian| reach(lon_lat, meridian));
        if reach > FARTHEST {
            return Err(Error::usage("plane-far")
                .with("crs", shown)
                .with("reach", format!("{reach:.1}"))
                .with("meridian", meridian.unwrap_or_default()));
        }
        let plane = Self::of(crs, None, lon_lat)?;
        let worst = plane.distortion(lon_lat)?;
        if worst.scale > WORST_SCALE || worst.anisotropy > WORST_SCALE {
            let percent = 100.0 * worst.scale.max(worst.anisotropy);
            return Err(Error::usage("plane-distorted")
                .with("crs", shown)
                .with("percent", format!("{percent:.1}")));
        }
        notes.push(plane.told("plane-given", worst.scale));
        if reach > GIVEN_REACH {
            notes.push(plane.far("plane-reach", reach, lon_lat));
        }
        if worst.anisotropy > CONFORMAL {
            notes.push(
                Note::new(Severity::Warning, "plane-not-conformal")
                    .with("crs", shown)
                    .with("percent", format!("{:.3}", 100.0 * worst.anisotropy)),
            );
        }
        Ok(plane)
    }

    /// The plane of a CRS, for data in this box.
    fn of(crs: Crs, name: Option<String>, lon_lat: Rect<f64>) -> Result<Self, Error> {
        let centre = lon_lat.center();
        let route = Route::at_lon_lat(&crs, centre)?;
        Ok(Self { crs, name, centre, route })
    }

    /// The worst that the plane does to lengths at the corners, edges and middle of the box: how far its scale is
    /// from 1, and how far it differs by direction.
    fn distortion(&self, lon_lat: Rect<f64>) -> Result<Distortion, Error> {
        let out_of_reach = || Error::usage("plane-out-of-reach").with("crs", self.crs.shown());
        let into = self.route.inward().ok_or_else(out_of_reach)?;
        let out = self.unprojector()?;
        let mut worst = Distortion { scale: 0.0, anisotropy: 0.0 };
        for x in [0.0, 0.5, 1.0] {
            for y in [0.0, 0.5, 1.0] {
                let offset = Coord { x: x * lon_lat.width(), y: y * lon_lat.height() };
                let at = into.apply(lon_lat.min() + offset);
                let stretch = at.and_then(|at| out.stretch(at)).ok_or_else(out_of_reach)?;
                worst.scale = worst.scale.max((stretch.scale - 1.0).abs());
                worst.anisotropy = worst.anisotropy.max(stretch.anisotropy);
            }
        }
        Ok(worst)
    }

    /// The note that tells the choice.
    fn told(&self, code: &'static str, distortion: f64) -> Note {
        Note::new(Severity::Info, code)
            .with("crs", self.crs.shown())
            .with("name", self.name())
            .with("millimetres", format!("{:.0}", (1e6 * distortion).ceil()))
    }

    /// The note on data far from the central meridian, with the bound on the error.
    ///
    /// The scale k at the distance E from the central meridian is 1 + E²/2R² (plus (E/R)⁴/24), and rises by E/R² a
    /// metre towards the edge. A circle drawn with the scale of its centre therefore lies off the true circle, at
    /// the distance t from the centre, by the integral of E·t/R²: r²·E/2R² at the radius r, outwards on one side and
    /// inwards on the other. For r = 1000 m and E = 580 km (6° at 30°N) that is 7 mm.
    fn far(&self, code: &'static str, reach: f64, lon_lat: Rect<f64>) -> Note {
        const RADIUS: f64 = 1000.0;
        const SMALLEST_EARTH: f64 = 6_335_439.0;
        let (low, high) = (lon_lat.min().y, lon_lat.max().y);
        let nearest_equator = if low <= 0.0 && high >= 0.0 { 0.0 } else { low.abs().min(high.abs()) };
        let distance = 6_378_137.0 * reach.to_radians() * nearest_equator.to_radians().cos();
        let displaced = RADIUS * RADIUS * distance / (2.0 * SMALLEST_EARTH * SMALLEST_EARTH);
        Note::new(Severity::Warning, code)
            .with("crs", self.crs.shown())
            .with("reach", format!("{reach:.1}"))
            // Half a millimetre on top for the terms of higher order, then rounded up.
            .with("metres", format!("{:.3}", ((displaced + 0.000_5) * 1000.0).ceil() / 1000.0))
    }

    /// Its system.
    pub(crate) fn crs(&self) -> &Crs {
        &self.crs
    }

    /// `EPSG:n` where it has a code, else its PROJ string or WKT.
    pub fn definition(&self) -> &str {
        self.crs.definition()
    }

    /// Its name, as the EPSG registry or its definition has it.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_else(|| self.crs.name())
    }

    /// The central meridian in degrees, where it is a transverse Mercator (Gauss–Krüger).
    pub fn central_meridian(&self) -> Option<f64> {
        self.crs.grid.as_ref()?.central_meridian
    }

    /// Into the plane, from coordinates in `from`; `datum` where longitudes and latitudes are not on the datum of
    /// their CRS. One a thread; the second on a thread costs microseconds.
    ///
    /// # Errors
    /// When GCJ-02 or BD-09 is said of a projected layer; when a datum is said that contradicts the CRS; when PROJ
    /// knows no transformation between the datums.
    pub fn projector(&self, from: &Crs, datum: Option<Datum>) -> Result<Projector, Error> {
        Projector::new(self, from, datum)
    }

    /// Out of the plane. One a thread; the second on a thread costs microseconds.
    ///
    /// # Errors
    /// When PROJ cannot open the plane's projection, which worked when the plane was chosen: lack of memory.
    pub fn unprojector(&self) -> Result<Unprojector, Error> {
        Unprojector::new(self)
    }
}

/// The worst that a plane does to lengths.
struct Distortion {
    scale: f64,
    anisotropy: f64,
}

/// How far the box reaches from a meridian; degrees.
fn reach(lon_lat: Rect<f64>, meridian: f64) -> f64 {
    (lon_lat.max().x - meridian).max(meridian - lon_lat.min().x)
}
