//! A large shape cut into windows, so that the part of it near a small place is at hand.

use geo::{Coord, MultiPolygon, Rect};

use super::clip::clipped;
use super::ring::{bounds, rings};
use super::split::window_around;

/// A shape of no more vertices is small.
const FEW: usize = 512;
/// A window is cut into so many each way.
const CUTS: usize = 4;
/// Windows are wider than their share by this part of it on all sides, so that few small places lie in two of them.
const OVERLAP: f64 = 1.0 / 16.0;
/// No place is looked for deeper than this.
const DEEPEST: usize = 6;

/// A shape, and the parts of it in smaller and smaller windows.
#[derive(Debug, Clone)]
pub struct WindowedShape {
    window: Rect<f64>,
    shape: MultiPolygon<f64>,
    parts: Vec<WindowedShape>,
}

impl WindowedShape {
    /// Cuts a shape of many vertices; `None` where it has few.
    pub fn of_large(shape: &MultiPolygon<f64>) -> Option<Self> {
        let n_vertices: usize = rings(shape).map(|ring| ring.0.len()).sum();
        if n_vertices > FEW { Self::of(shape) } else { None }
    }

    /// Cuts a shape; `None` when it is empty.
    pub fn of(shape: &MultiPolygon<f64>) -> Option<Self> {
        Some(Self::cut(bounds(shape)?, shape.clone(), 0))
    }

    fn cut(window: Rect<f64>, shape: MultiPolygon<f64>, depth: usize) -> Self {
        let n_vertices: usize = rings(&shape).map(|ring| ring.0.len()).sum();
        let mut parts = Vec::new();
        if n_vertices > FEW && depth < DEEPEST {
            let share = Coord { x: window.width(), y: window.height() } / CUTS as f64;
            let (low, high) = (share * -OVERLAP, share * (1.0 + OVERLAP));
            for place in 0..CUTS * CUTS {
                let corner = Coord { x: (place % CUTS) as f64 * share.x, y: (place / CUTS) as f64 * share.y };
                let corner = window.min() + corner;
                let window = Rect::new(corner + low, corner + high);
                parts.push(Self::cut(window, clipped(&shape, window), depth + 1));
            }
        }
        Self { window, shape, parts }
    }

    /// The shape, or a part of it that is the same near a box: cut with what lies in the box it gives the same.
    pub fn near(&self, extent: Rect<f64>) -> &MultiPolygon<f64> {
        self.within(window_around(extent))
    }

    /// A shape that is the same as the whole within `extent`; beyond it may be cut off.
    fn within(&self, extent: Rect<f64>) -> &MultiPolygon<f64> {
        let holds = |part: &&Self| {
            let (low, high) = (part.window.min(), part.window.max());
            low.x <= extent.min().x
                && low.y <= extent.min().y
                && extent.max().x <= high.x
                && extent.max().y <= high.y
        };
        match self.parts.iter().find(holds) {
            Some(part) => part.within(extent),
            None => &self.shape,
        }
    }
}

#[cfg(test)]
mod tests {
    use geo::{LineString, Polygon};

    use super::*;
    use crate::geometry::ring::tests::rectangle;
    use crate::geometry::{intersection, land, shape_area};

    /// A star of 20,000 vertices: each of many squares has as much of its part as of the whole.
    #[test]
    fn the_part_near_a_place_is_there_what_the_whole_is() {
        let corner = |k: u32| {
            let turn = f64::from(k) / 20_000.0 * std::f64::consts::TAU;
            let radius = 5_000.0 + 800.0 * (17.0 * turn).sin() + 30.0 * (2_003.0 * turn).cos();
            Coord { x: 587_000.0 + radius * turn.cos(), y: 3_265_000.0 + radius * turn.sin() }
        };
        let star =
            land(MultiPolygon(vec![Polygon::new(LineString((0..20_000).map(corner).collect()), vec![])]))
                .shape;
        let windowed = WindowedShape::of(&star).unwrap();
        let mut n_small = 0;
        for k in 0..400 {
            let at = corner(k * 50);
            let square = rectangle(at.x - 40.0, at.y - 30.0, 70.0, 80.0);
            let part = windowed.within(bounds(&square).unwrap());
            n_small += usize::from(part.0[0].exterior().0.len() < 3_000);
            let [of_part, of_whole] = [part, &star].map(|shape| shape_area(&intersection(&square, shape)));
            // The overlay rounds to some 1e-7 m, along boundaries of some hundred metres.
            assert!((of_part - of_whole).abs() < 1e-4, "{k}: {of_part} {of_whole}");
            assert!(of_whole > 0.0);
        }
        assert!(n_small > 390, "{n_small}");
    }
}
