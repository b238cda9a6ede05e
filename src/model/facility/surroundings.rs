//! Where a facility of a study can stand at all.

use geo::{Coord, Distance, Haversine, Point, Rect};

/// A facility farther than this from the box of townships and residential land, and farther than its largest circle, is
/// of another place or has a wrong coordinate, m: half a degree. Less may be the next county's, which serves as well.
const FARTHEST_M: f64 = 50_000.0;

/// The box of townships and residential land, and how far about it a facility can stand.
pub(crate) struct Surroundings {
    extent: Rect<f64>,
    pub(super) reach_m: f64,
}

impl Surroundings {
    /// Those of a study with this box (WGS 84, degrees), for a service with a largest circle of this radius.
    pub(crate) fn of(extent: Rect<f64>, radius_m: f64) -> Self {
        Self { extent, reach_m: FARTHEST_M.max(radius_m) }
    }

    /// How far beyond the box a place lies that is too far for any facility, m; `None` where it is not.
    pub(super) fn beyond_m(&self, lon_lat: Coord<f64>) -> Option<f64> {
        let (low, high) = (self.extent.min(), self.extent.max());
        let nearest = Coord { x: lon_lat.x.clamp(low.x, high.x), y: lon_lat.y.clamp(low.y, high.y) };
        // On the sphere, half a percent off at most.
        let distance_m = Haversine.distance(Point::from(lon_lat), Point::from(nearest));
        (distance_m > self.reach_m).then_some(distance_m)
    }
}

/// Kilometres as notes show them: metres where that is little, none where it is much.
pub(super) fn kilometres(metres: f64) -> String {
    match metres / 1_000.0 {
        km if km < 10.0 => format!("{km:.2}"),
        km => format!("{km:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_farther_than_fifty_kilometres_is_beyond() {
        let at = |x, y| Coord { x, y };
        let around = Surroundings::of(Rect::new(at(120.8, 29.4), at(121.0, 29.6)), 1_000.0);
        assert_eq!(around.beyond_m(at(121.4, 29.5)), None, "39 km");
        assert_eq!(around.beyond_m(at(122.0, 29.5)).map(kilometres).as_deref(), Some("97"));
        assert_eq!(kilometres(349.6), "0.35");
    }
}
