//! PROJ itself: the one file that says `proj`.
//!
//! A PROJ object belongs to one thread and takes milliseconds to make, so each thread keeps those that it has made.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::{Mutex, MutexGuard, PoisonError};

use geo::Coord;
use proj::wkt::WktVersion;
use proj::{Proj, ProjCreateError};

use super::tiles::Tiles;
use super::wkt::Wkt;

/// PROJ's name for WGS 84 longitudes and latitudes.
pub(super) const LON_LAT: &str = "EPSG:4326";

/// So many objects a thread keeps; a run needs a handful.
const KEPT: usize = 32;

/// Held while an object is made or dropped: the `proj` crate then empties caches that all threads share.
/// Never held while coordinates are computed.
static GATE: Mutex<()> = Mutex::new(());

fn gate() -> MutexGuard<'static, ()> {
    GATE.lock().unwrap_or_else(PoisonError::into_inner)
}

thread_local! {
    static OPEN: RefCell<Vec<(String, Rc<Handle>)>> = const { RefCell::new(Vec::new()) };
}

/// An operation on coordinates, ready to run on this thread.
pub(super) struct Handle {
    operation: Option<Proj>,
    tiles: Tiles,
}

impl Drop for Handle {
    fn drop(&mut self) {
        let _held = gate();
        self.operation.take();
    }
}

impl Handle {
    /// `None` where PROJ cannot make it. The `proj` crate panics where PROJ gives no reason for that.
    fn make(maker: impl FnOnce() -> Result<Proj, ProjCreateError>) -> Option<Self> {
        let _held = gate();
        catch_unwind(AssertUnwindSafe(maker))
            .ok()?
            .ok()
            .map(|made| Self { operation: Some(made), tiles: Tiles::default() })
    }

    /// The operation of a PROJ pipeline. Cheap when this thread has opened it before.
    pub(super) fn open(pipeline: &str) -> Option<Rc<Self>> {
        let known = OPEN.with_borrow(|open| {
            open.iter().find(|(text, _)| text == pipeline).map(|(_, handle)| Rc::clone(handle))
        });
        if known.is_some() {
            return known;
        }
        let made = Rc::new(Self::make(|| Proj::new(pipeline))?);
        let dropped = OPEN.with_borrow_mut(|open| {
            let oldest = (open.len() >= KEPT).then(|| open.remove(0));
            open.push((pipeline.to_owned(), Rc::clone(&made)));
            oldest
        });
        drop(dropped);
        Some(made)
    }

    /// The operation at `at`; `None` where it has no finite result.
    pub(super) fn apply(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        let (x, y): (f64, f64) = self.operation.as_ref()?.convert((at.x, at.y)).ok()?;
        (x.is_finite() && y.is_finite()).then_some(Coord { x, y })
    }

    /// The operation, whose input is longitude and latitude in degrees, through a local expansion.
    pub(super) fn apply_by_tile(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        self.tiles.apply(at, |at| self.apply(at))
    }
}

/// PROJ's description of a CRS as PROJJSON; `None` where PROJ does not know it.
pub(super) fn describe(crs: &str) -> Option<serde_json::Value> {
    let handle = Handle::make(|| Proj::new(crs))?;
    let json = handle.operation.as_ref()?.to_projjson(Some(false), None, None).ok()?;
    serde_json::from_str(&json).ok()
}

/// A CRS as WKT; `None` where PROJ cannot write it in that way. The `proj` crate panics there.
pub(super) fn wkt(crs: &str, wkt: Wkt) -> Option<String> {
    let version = match wkt {
        Wkt::Gdal => WktVersion::Wkt1_Gdal,
        Wkt::Esri => WktVersion::Wkt1_Esri,
        Wkt::Iso => WktVersion::Wkt2_2019,
    };
    let handle = Handle::make(|| Proj::new(crs))?;
    let operation = handle.operation.as_ref()?;
    catch_unwind(AssertUnwindSafe(|| operation.as_wkt(Some(version), None))).ok()?.ok()
}

/// How to come from one CRS to another, as PROJ found it.
pub(super) struct Operation {
    /// The pipeline, in (east, north) or (longitude, latitude) degrees on both sides.
    pub(super) pipeline: String,
    /// Whether PROJ knows no transformation between the datums and would take them as equal.
    pub(super) is_ballpark: bool,
}

/// The best operation from one CRS to another at `at` (in `from`).
///
/// PROJ may hold several for different regions; the one for `at` serves for all of the data, so that no seam runs
/// through them.
pub(super) fn between(from: &str, to: &str, at: Coord<f64>) -> Option<Operation> {
    let handle = Handle::make(|| Proj::new_known_crs(from, to, None))?;
    handle.apply(at)?;
    let info = handle.operation.as_ref()?.proj_info();
    Some(Operation {
        pipeline: info.definition?,
        is_ballpark: info.description.is_some_and(|text| text.contains("Ballpark")),
    })
}
