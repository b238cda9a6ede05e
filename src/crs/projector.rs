//! Into the plane and out of it, point by point. PROJ objects belong to one thread, so each thread has its own.

use geo::Coord;

use super::datum::to_wgs84;
use super::definition::{Crs, Reference};
use super::ellipsoid::{NearbyArea, metres};
use super::plane::Plane;
use super::route::{Route, Step};
use crate::error::Error;
use crate::project::Datum;

/// From a layer's coordinates into the plane. One a thread; about 0.2 µs a point, and nothing where the layer is in
/// the plane already.
pub struct Projector {
    /// The datum from which longitudes and latitudes are shifted first.
    shifted: Option<Datum>,
    /// Whether input is longitude and latitude.
    is_geographic: bool,
    steps: [Step; 2],
}

impl Projector {
    /// # Errors
    /// As [`Plane::projector`].
    pub(super) fn new(plane: &Plane, from: &Crs, datum: Option<Datum>) -> Result<Self, Error> {
        let shifted = datum.filter(|datum| matches!(datum, Datum::Gcj02 | Datum::Bd09));
        let is_geographic = from.is_geographic();
        if let (Some(datum), false) = (shifted, is_geographic) {
            return Err(Error::data("datum-of-plane").with("datum", datum.name()).with("crs", from.shown()));
        }
        if let (Some(datum), Reference::Other { .. }) = (datum, from.reference) {
            return Err(Error::data("datum-against-crs")
                .with("datum", datum.name())
                .with("crs", from.shown()));
        }
        let steps = if from.definition() == plane.definition() {
            Some([Step::Stay, Step::Stay])
        } else {
            let route = Route::at_lon_lat(from, plane.centre)?;
            route.outward().zip(plane.route.inward()).map(|(to, from)| [to, from])
        };
        let steps = steps.ok_or_else(|| Error::data("crs-no-projection").with("crs", from.shown()))?;
        Ok(Self { shifted, is_geographic, steps })
    }

    /// Plane coordinates (easting, northing) in metres of a place in the layer's coordinates.
    ///
    /// `None` when it is not finite, is no longitude and latitude where it should be one (|λ| ≤ 180°, |φ| ≤ 90°),
    /// or lies where the plane does not reach.
    pub fn project(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        let is_valid = at.x.is_finite()
            && at.y.is_finite()
            && (!self.is_geographic || (at.x.abs() <= 180.0 && at.y.abs() <= 90.0));
        if !is_valid {
            return None;
        }
        let at = self.shifted.map_or(at, |datum| to_wgs84(datum, at));
        self.steps[1].apply(self.steps[0].apply(at)?)
    }

    /// As [`Projector::project`], for layers of many vertices: through a local expansion of the projection.
    ///
    /// # Accuracy
    /// 1e-6 m from what PROJ gives; some 15 times as fast.
    pub fn project_vertex(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        match &self.steps {
            [Step::Stay, Step::Run(handle)]
                if self.is_geographic
                    && self.shifted.is_none()
                    && at.x.abs() <= 180.0
                    && at.y.abs() <= 90.0 =>
            {
                handle.apply_by_tile(at)
            }
            _ => self.project(at),
        }
    }
}

/// From the plane to WGS 84. One a thread.
pub struct Unprojector {
    to_lon_lat: Step,
}

/// How the plane stretches lengths at a place.
pub(super) struct Stretch {
    /// Plane metres per metre on the ground; the geometric mean of all directions.
    pub(super) scale: f64,
    /// The largest scale of a direction by the smallest, less 1: zero where the plane is conformal.
    pub(super) anisotropy: f64,
}

impl Unprojector {
    /// # Errors
    /// As [`Plane::unprojector`].
    pub(super) fn new(plane: &Plane) -> Result<Self, Error> {
        let to_lon_lat = plane.route.outward();
        let to_lon_lat =
            to_lon_lat.ok_or_else(|| Error::data("crs-no-projection").with("crs", plane.definition()))?;
        Ok(Self { to_lon_lat })
    }

    /// WGS 84 longitude and latitude in degrees; `None` where the plane does not reach.
    pub fn lon_lat(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        self.to_lon_lat.apply(at).filter(|_| at.x.is_finite() && at.y.is_finite())
    }

    /// Plane metres per metre on the ground (the ellipsoid) at a place: the point scale of a conformal plane.
    ///
    /// Where the plane is not conformal it is the geometric mean of all directions, so that a circle laid out with
    /// it keeps its area; [`Plane::choose`] warns of such planes and refuses bad ones.
    ///
    /// # Accuracy
    /// 1e-9: longitudes and latitudes of four places 50 m around are measured on the ellipsoid. The curvature of
    /// the plane over that distance counts about (50 m / R)² = 6e-11 times a small number, and the digits of PROJ
    /// (some nanometres) 3e-11.
    pub fn scale(&self, at: Coord<f64>) -> Option<f64> {
        self.stretch(at).map(|stretch| stretch.scale)
    }

    /// The scale and how far it differs by direction.
    pub(super) fn stretch(&self, at: Coord<f64>) -> Option<Stretch> {
        const ARM: f64 = 50.0;
        let place = |x: f64, y: f64| self.lon_lat(Coord { x: at.x + x, y: at.y + y });
        let (east, west) = (place(ARM, 0.0)?, place(-ARM, 0.0)?);
        let (north, south) = (place(0.0, ARM)?, place(0.0, -ARM)?);
        let latitude = 0.25 * (east.y + west.y + north.y + south.y);
        // Ground metres per plane metre along x and along y.
        let along_x = metres(east - west, latitude) / (2.0 * ARM);
        let along_y = metres(north - south, latitude) / (2.0 * ARM);
        let area = (along_x.x * along_y.y - along_x.y * along_y.x).abs();
        let xx = along_x.x * along_x.x + along_x.y * along_x.y;
        let yy = along_y.x * along_y.x + along_y.y * along_y.y;
        let xy = along_x.x * along_y.x + along_x.y * along_y.y;
        let spread = (xx - yy).hypot(2.0 * xy);
        let scale = 1.0 / area.sqrt();
        let anisotropy = ((xx + yy + spread) / (xx + yy - spread)).sqrt() - 1.0;
        (scale.is_finite() && anisotropy.is_finite()).then_some(Stretch { scale, anisotropy })
    }

    /// Area on the CGCS2000 ellipsoid in square metres of a closed ring of the plane (first vertex = last): by the
    /// land survey's formula, edges longer than 70 m in the plane cut into equal parts of at most 70 m first.
    ///
    /// Positive when the ring runs counter-clockwise (east right, north up), negative otherwise, so that the rings
    /// of holes subtract when they run the other way. Zero for fewer than four vertices. `lon_lat`, where given,
    /// holds the WGS 84 longitudes and latitudes of the same vertices, so that only the vertices put in between
    /// are unprojected.
    ///
    /// `None` where the plane does not reach, or `lon_lat` is not as long as `ring`.
    ///
    /// # Source
    /// 国土调查办发〔2008〕32号; see `docs/method.md`, areas.
    pub fn ellipsoidal_ring_area(&self, ring: &[Coord<f64>], lon_lat: Option<&[Coord<f64>]>) -> Option<f64> {
        const LONGEST_EDGE: f64 = 70.0;
        if lon_lat.is_some_and(|lon_lat| lon_lat.len() != ring.len()) {
            return None;
        }
        let (&first, rest) = match ring.split_first() {
            Some(split) if ring.len() >= 4 => split,
            _ => return Some(0.0),
        };
        let vertex = |index: usize, at: Coord<f64>| match lon_lat {
            Some(lon_lat) => lon_lat.get(index).copied(),
            None => self.lon_lat(at),
        };
        let start = vertex(0, first)?;
        let nearby = NearbyArea::about(start);
        let (mut from, mut from_lon_lat) = (first, start);
        let mut area = 0.0;
        for (index, &to) in rest.iter().enumerate() {
            let to_lon_lat = if to == first { start } else { vertex(index + 1, to)? };
            let edge = to - from;
            let length_squared = edge.x * edge.x + edge.y * edge.y;
            let parts = (length_squared.sqrt() / LONGEST_EDGE).ceil();
            let mut here = from_lon_lat;
            let mut part = 1.0;
            while part < parts {
                let next = self.lon_lat(from + edge * (part / parts))?;
                area += nearby.edge(here, next);
                here = next;
                part += 1.0;
            }
            area += nearby.edge(here, to_lon_lat);
            (from, from_lon_lat) = (to, to_lon_lat);
        }
        area.is_finite().then_some(area)
    }
}
