//! The way between a CRS and WGS 84 longitudes and latitudes.

use std::cell::RefCell;
use std::rc::Rc;

use geo::Coord;

use super::definition::{Crs, Reference};
use super::handle::{Handle, LON_LAT, Operation, between};
use crate::error::Error;

/// PROJ pipelines between a CRS and WGS 84 longitude and latitude in degrees; `None`: coordinates stay as they are.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Route {
    from_lon_lat: Option<String>,
    to_lon_lat: Option<String>,
}

/// A step on the way, ready to run on this thread.
pub(super) enum Step {
    /// Coordinates stay as they are.
    Stay,
    /// An operation of PROJ.
    Run(Rc<Handle>),
}

impl Step {
    fn of(pipeline: Option<&String>) -> Option<Self> {
        match pipeline {
            None => Some(Step::Stay),
            Some(pipeline) => Handle::open(pipeline).map(Step::Run),
        }
    }

    /// `None` where PROJ cannot.
    pub(super) fn apply(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        match self {
            Step::Stay => Some(at),
            Step::Run(handle) => handle.apply(at),
        }
    }
}

/// A route that was found, and for what.
struct Found {
    crs: String,
    at: Coord<f64>,
    route: Route,
}

thread_local! {
    /// The last routes of datums other than WGS 84: finding one takes PROJ some milliseconds.
    static FOUND: RefCell<Vec<Found>> = const { RefCell::new(Vec::new()) };
}

impl Route {
    /// The route for data around `lon_lat`.
    ///
    /// # Errors
    /// When PROJ knows no transformation between the datum and WGS 84 there.
    pub(super) fn at_lon_lat(crs: &Crs, lon_lat: Coord<f64>) -> Result<Self, Error> {
        if let Some(route) = Self::without_shift(crs) {
            return Ok(route);
        }
        Self::remembered(crs, lon_lat, || {
            let from = between(LON_LAT, &crs.text, lon_lat)?;
            let at = Handle::open(&from.pipeline)?.apply(lon_lat)?;
            Some((between(&crs.text, LON_LAT, at)?, from))
        })
    }

    /// The route for data around `at`, a place in the CRS's own coordinates.
    ///
    /// # Errors
    /// As [`Route::at_lon_lat`].
    pub(super) fn from_plane_centre(crs: &Crs, at: Coord<f64>) -> Result<Self, Error> {
        if let Some(route) = Self::without_shift(crs) {
            return Ok(route);
        }
        Self::remembered(crs, at, || {
            let to = between(&crs.text, LON_LAT, at)?;
            let lon_lat = Handle::open(&to.pipeline)?.apply(at)?;
            Some((to, between(LON_LAT, &crs.text, lon_lat)?))
        })
    }

    /// The route of a CRS on WGS 84 or CGCS2000.
    fn without_shift(crs: &Crs) -> Option<Self> {
        if crs.reference != Reference::Wgs84 {
            return None;
        }
        Some(Self {
            from_lon_lat: crs.grid.as_ref().map(|grid| grid.from_lon_lat.clone()),
            to_lon_lat: crs.grid.as_ref().map(|grid| grid.to_lon_lat.clone()),
        })
    }

    /// The route whose operations (to and from longitudes and latitudes) `find` finds, unless it is known already.
    fn remembered(
        crs: &Crs,
        at: Coord<f64>,
        find: impl FnOnce() -> Option<(Operation, Operation)>,
    ) -> Result<Self, Error> {
        const KEPT: usize = 16;
        let known = FOUND.with_borrow(|found| {
            found.iter().find(|f| f.crs == crs.text && f.at == at).map(|f| f.route.clone())
        });
        if let Some(route) = known {
            return Ok(route);
        }
        let refused = || Error::data("crs-no-shift").with("crs", crs.shown());
        let (to, from) = find().ok_or_else(refused)?;
        let may_be_taken_as_equal = crs.reference == Reference::Other { is_modern: true };
        if (to.is_ballpark || from.is_ballpark) && !may_be_taken_as_equal {
            return Err(refused());
        }
        let route = Self { from_lon_lat: Some(from.pipeline), to_lon_lat: Some(to.pipeline) };
        FOUND.with_borrow_mut(|found| {
            if found.len() >= KEPT {
                found.remove(0);
            }
            found.push(Found { crs: crs.text.clone(), at, route: route.clone() });
        });
        Ok(route)
    }

    /// From WGS 84 longitude and latitude, ready to run on this thread; `None` where PROJ cannot.
    pub(super) fn inward(&self) -> Option<Step> {
        Step::of(self.from_lon_lat.as_ref())
    }

    /// To WGS 84 longitude and latitude, ready to run on this thread; `None` where PROJ cannot.
    pub(super) fn outward(&self) -> Option<Step> {
        Step::of(self.to_lon_lat.as_ref())
    }
}
