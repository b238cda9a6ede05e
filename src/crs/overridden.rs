//! A CRS that is said from outside, held against the one that the file states.

use geo::{Coord, Rect};

use super::definition::Crs;
use super::spelling::{quoted_name, shown};
use crate::note::{Note, Severity};

/// Two systems say the same where they put the data's coordinates at one place, to so many degrees: about a metre, as
/// near as WGS 84 and CGCS2000 agree.
const SAME_DEGREES: f64 = 1e-5;

impl Crs {
    /// A warning where this system is used for coordinates within `bounds` although the file states another one, which
    /// would put them elsewhere or cannot be used at all. None where both are the same in other words.
    pub fn note_overridden(&self, stated: Option<&str>, bounds: Rect<f64>) -> Option<Note> {
        let stated = stated?;
        let known = Crs::parse(stated).ok();
        if known.as_ref().is_some_and(|known| known.puts_alike(self, bounds)) {
            return None;
        }
        let name =
            known.map_or_else(|| quoted_name(stated).unwrap_or_else(|| shown(stated)), |crs| crs.told());
        Some(Note::new(Severity::Warning, "crs-overridden").with("stated", name).with("used", self.told()))
    }

    /// Whether both put coordinates within these bounds at the same places.
    fn puts_alike(&self, other: &Self, bounds: Rect<f64>) -> bool {
        let centre = bounds.center();
        let is_alike = |at: Coord<f64>| {
            let places = self.lon_lat(at, centre).zip(other.lon_lat(at, centre));
            places.is_some_and(|(a, b)| (a - b).x.abs().max((a - b).y.abs()) <= SAME_DEGREES)
        };
        self == other || [bounds.min(), centre, bounds.max()].into_iter().all(is_alike)
    }

    /// Its code and name; the name alone where it has no code.
    fn told(&self) -> String {
        let is_code = self.definition().split_once(':').is_some_and(|(_, code)| !code.contains(['[', ' ']));
        match is_code && self.definition() != self.name() {
            true => format!("{} ({})", self.definition(), self.name()),
            false => shown(self.name()),
        }
    }
}
