//! The plane on paper: at which scale, and where each place falls.

use geo::{BoundingRect, Coord, LineString, MultiPolygon, Rect, coord};

use super::clip;
use super::drawing::{Area, Line, Spot, spot};

/// Millimetres of a metre.
const MM_PER_METRE: f64 = 1000.0;
/// Corners nearer to each other than this on paper are drawn as one, in millimetres: a fifth of the thinnest line.
const NEAREST_MM: f64 = 0.02;
/// What is drawn ends so many millimetres beyond the frame: farther than the widest line reaches.
const BEYOND_MM: f64 = 3.0;
/// Scales that maps have, as far as a factor of ten.
const USUAL: [f64; 13] = [1.0, 1.2, 1.5, 1.8, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5, 8.0, 10.0];

/// Where a part of the plane lies on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    /// On the page.
    pub(crate) area: Area,
    /// The denominator of the scale: 50 000 for 1:50 000.
    pub(crate) scale: f64,
    /// What lies in the middle, in the plane.
    pub(crate) centre: Coord<f64>,
}

impl Frame {
    /// The frame that shows the whole of `extent` at the largest usual scale at which it fits.
    pub(crate) fn fitting(extent: Rect<f64>, area: Area) -> Self {
        // A study of one place has no extent; it is shown with a kilometre around.
        const LEAST_M: f64 = 200.0;
        // Nor has an area that texts leave no room.
        const LEAST_MM: f64 = 1.0;
        let needed = (extent.width().max(LEAST_M) / area.width.max(LEAST_MM))
            .max(extent.height().max(LEAST_M) / area.height.max(LEAST_MM));
        Self { area, scale: usual_scale(needed * MM_PER_METRE), centre: extent.center() }
    }

    /// Where a place falls.
    pub(crate) fn spot(&self, at: Coord<f64>) -> Spot {
        let offset = at - self.centre;
        let middle = self.area.centre();
        spot(middle.x + self.mm(offset.x), middle.y - self.mm(offset.y))
    }

    /// The place of a spot.
    pub(crate) fn place(&self, at: Spot) -> Coord<f64> {
        let middle = self.area.centre();
        let metres = self.scale / MM_PER_METRE;
        self.centre + coord! { x: (at.x - middle.x) * metres, y: (middle.y - at.y) * metres }
    }

    /// So many metres of the plane, in millimetres.
    pub(crate) fn mm(&self, metres: f64) -> f64 {
        metres * MM_PER_METRE / self.scale
    }

    /// What of the plane it shows.
    pub(crate) fn extent(&self) -> Rect<f64> {
        Rect::new(
            self.place(spot(self.area.left, self.area.bottom())),
            self.place(spot(self.area.right(), self.area.top)),
        )
    }

    /// Where a box of the plane falls.
    pub(crate) fn area_of(&self, box_: Rect<f64>) -> Area {
        let (low, high) = (self.spot(box_.min()), self.spot(box_.max()));
        Area::new(low.x, high.y, high.x - low.x, low.y - high.y)
    }

    /// Whether any of a box is shown.
    pub(crate) fn shows(&self, box_: Rect<f64>) -> bool {
        let seen = self.extent();
        box_.min().x <= seen.max().x
            && seen.min().x <= box_.max().x
            && box_.min().y <= seen.max().y
            && seen.min().y <= box_.max().y
    }

    /// Whether a place is shown.
    pub(crate) fn shows_place(&self, at: Coord<f64>) -> bool {
        self.shows(Rect::new(at, at))
    }

    /// The rings of a shape, cut off a little beyond the frame.
    pub(crate) fn rings(&self, shape: &MultiPolygon<f64>) -> Vec<Line> {
        let polygons =
            shape.0.iter().filter(|polygon| polygon.bounding_rect().is_some_and(|b| self.shows(b)));
        polygons
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
            .map(|ring| Line::around(clip::ring(self.spots(ring), self.area.inset(-BEYOND_MM))))
            .filter(|line| line.spots.len() > 2)
            .collect()
    }

    /// What of a line is shown, cut off a little beyond the frame.
    pub(crate) fn lines(&self, line: &LineString<f64>) -> Vec<Line> {
        let mut lines = clip::line(self.spots(line), self.area.inset(-BEYOND_MM));
        lines.retain(|line| line.spots.len() > 1);
        lines
    }

    /// The corners of a line, without those that fall on others.
    fn spots(&self, line: &LineString<f64>) -> Vec<Spot> {
        let mut spots: Vec<Spot> = Vec::with_capacity(line.0.len());
        for at in &line.0 {
            let here = self.spot(*at);
            let is_far = |last: &Spot| (here.x - last.x).abs().max((here.y - last.y).abs()) >= NEAREST_MM;
            if spots.last().is_none_or(is_far) {
                spots.push(here);
            }
        }
        if spots.len() == 1
            && let Some(last) = line.0.last().filter(|_| line.0.len() > 1)
        {
            spots.push(self.spot(*last));
        }
        spots
    }
}

/// The usual scale that is not below `least`, as a denominator.
fn usual_scale(least: f64) -> f64 {
    let magnitude = 10_f64.powf(least.log10().floor());
    // The last one is 10, so that only rounding of the logarithm can leave none.
    let usual =
        USUAL.into_iter().map(|usual| usual * magnitude).find(|usual| *usual >= least * (1.0 - 1e-12));
    usual.unwrap_or(10.0 * magnitude)
}

/// A box with so many metres more on each side.
pub(crate) fn widened(box_: Rect<f64>, metres: f64) -> Rect<f64> {
    let by = coord! { x: metres, y: metres };
    Rect::new(box_.min() - by, box_.max() + by)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_round() {
        let all = [1.0, 99_000.0, 100_000.0, 100_001.0, 131_000.0, 181_000.0, 610_000.0, 760_000.0];
        assert_eq!(
            all.map(usual_scale),
            [1.0, 100_000.0, 100_000.0, 120_000.0, 150_000.0, 200_000.0, 750_000.0, 800_000.0]
        );
    }

    /// A kilometre at 1:20 000 is 50 mm, and what lies in the north lies above.
    #[test]
    fn distances_are_true_to_scale() {
        let extent =
            Rect::new(coord! { x: 500_000.0, y: 3_000_000.0 }, coord! { x: 503_600.0, y: 3_001_000.0 });
        let frame = Frame::fitting(extent, Area::new(10.0, 20.0, 180.0, 100.0));
        assert_eq!(frame.scale, 20_000.0);
        let (a, b) = (frame.spot(extent.min()), frame.spot(extent.min() + coord! { x: 1000.0, y: 500.0 }));
        assert!((b.x - a.x - 50.0).abs() < 1e-9 && (a.y - b.y - 25.0).abs() < 1e-9);
        let back = frame.place(b) - extent.min();
        assert!((back.x - 1000.0).abs() < 1e-6 && (back.y - 500.0).abs() < 1e-6);
        assert!(frame.area.holds(Area::new(a.x, b.y, 50.0, 25.0)));
    }
}
