//! Arcs of circles, and what they add to an area.

use geo::Coord;

/// An arc, anticlockwise from angle `from` to angle `to` (radians, `from ≤ to ≤ from + 2π`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Arc {
    /// The circle's centre.
    pub(crate) centre: Coord<f64>,
    /// The circle's radius.
    pub(crate) radius: f64,
    /// Where it starts, radians from the x axis.
    pub(crate) from: f64,
    /// Where it ends.
    pub(crate) to: f64,
}

impl Arc {
    /// The point at an angle.
    pub(crate) fn at(&self, angle: f64) -> Coord<f64> {
        let (sin, cos) = angle.sin_cos();
        Coord { x: self.centre.x + self.radius * cos, y: self.centre.y + self.radius * sin }
    }

    /// `½ ∫ (x dy − y dx)` along the arc, anticlockwise, about the origin of its coordinates:
    /// `½ r [r Δθ + cx (sin θ₁ − sin θ₀) − cy (cos θ₁ − cos θ₀)]`.
    ///
    /// The differences are taken as products, `sin θ₁ − sin θ₀ = 2 cos m sin h` with the middle `m` and the
    /// half `h`, so that short arcs keep their digits.
    pub(crate) fn green(&self) -> f64 {
        let (half, middle) = (0.5 * (self.to - self.from), 0.5 * (self.to + self.from));
        let (sin_middle, cos_middle) = middle.sin_cos();
        let chord = 2.0 * half.sin();
        0.5 * self.radius
            * (2.0 * self.radius * half + chord * (self.centre.x * cos_middle + self.centre.y * sin_middle))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::{PI, TAU};

    #[test]
    fn a_whole_circle_gives_its_area_wherever_the_origin_is() {
        for centre in [Coord { x: 0.0, y: 0.0 }, Coord { x: 1234.5, y: -987.0 }] {
            let circle = Arc { centre, radius: 300.0, from: -PI, to: PI };
            assert!((circle.green() - PI * 90_000.0).abs() < 1e-6);
        }
    }

    #[test]
    fn an_arc_and_its_chord_enclose_a_segment() {
        // A quarter circle of radius 2 less its right triangle: π − 2.
        let arc = Arc { centre: Coord { x: 7.0, y: 3.0 }, radius: 2.0, from: 0.0, to: TAU / 4.0 };
        let (a, b) = (arc.at(arc.to), arc.at(arc.from));
        let chord = 0.5 * (a.x * b.y - b.x * a.y);
        assert!((arc.green() + chord - (PI - 2.0)).abs() < 1e-12);
    }
}
