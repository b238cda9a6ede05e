//! Symbols of facilities, and samples of what the legend names.

use super::drawing::{Area, Fill, Item, Line, Spot, Stroke, spot};
use super::look::Look;
use crate::style::{Mark, Symbol};

/// The outline of a mark about (0, 0), as large as a square of `size_mm` looks.
fn outline(mark: Mark, size_mm: f64) -> Vec<Spot> {
    let half = size_mm / 2.0;
    let on_circle = |n: usize, of: usize, radius: f64| {
        let angle = std::f64::consts::TAU * n as f64 / of as f64 - std::f64::consts::FRAC_PI_2;
        spot(radius * angle.cos(), radius * angle.sin())
    };
    match mark {
        Mark::Circle => (0..32).map(|n| on_circle(n, 32, half)).collect(),
        Mark::Square => {
            let half = half * 0.88;
            vec![spot(-half, -half), spot(half, -half), spot(half, half), spot(-half, half)]
        }
        Mark::Triangle => (0..3).map(|n| on_circle(n, 3, half * 1.2)).collect(),
        Mark::Diamond => (0..4).map(|n| on_circle(n, 4, half * 1.15)).collect(),
        Mark::Star => {
            (0..10).map(|n| on_circle(n, 10, if n % 2 == 0 { half * 1.25 } else { half * 0.55 })).collect()
        }
        Mark::Cross => {
            let arm = half * 0.36;
            let quarter = [(-arm, -half), (arm, -half), (arm, -arm)];
            let turn = |(x, y): (f64, f64), times: usize| (0..times).fold((x, y), |(x, y), _| (-y, x));
            let all = (0..4).flat_map(|times| quarter.map(|at| turn(at, times)));
            all.map(|(x, y)| spot(x, y)).collect()
        }
    }
}

/// Symbols at these spots, on a halo of the paper's colour. Full ones have a rim of ink, so that grey print tells them
/// from land of the same lightness; hollow ones have the paper's colour inside a rim of their own.
pub(super) fn marks(
    spots: Vec<Spot>,
    symbol: Symbol,
    is_hollow: bool,
    opacity: f64,
    size_mm: f64,
    look: &Look<'_>,
) -> [Item; 2] {
    let colours = look.style.colours;
    let (fill, rim, width) = if is_hollow {
        (colours.paper, symbol.colour, size_mm * 0.16)
    } else {
        (symbol.colour, colours.ink, size_mm * 0.08)
    };
    let drawn = |spots, fill, rim, width| Item::Marks {
        spots,
        outline: outline(symbol.mark, size_mm),
        fill: Fill::of(fill).at_opacity(opacity),
        stroke: Stroke { opacity, ..Stroke::of(rim, width) },
    };
    // That of a hollow one has an edge of ink: its rim alone may be as light as the land.
    let halo = if is_hollow {
        drawn(spots.clone(), colours.paper, colours.ink, width + size_mm * 0.08)
    } else {
        drawn(spots.clone(), colours.paper, colours.paper, width + size_mm * 0.14)
    };
    [halo, drawn(spots, fill, rim, width)]
}

/// A sample of land in the legend.
pub(super) fn swatch(area: Area, fill: Option<Fill>, stroke: Option<Stroke>) -> Item {
    Item::Path { lines: vec![area.ring()], fill, stroke }
}

/// A sample of a line in the legend.
pub(super) fn line_sample(area: Area, stroke: Stroke) -> Item {
    let middle = area.centre().y;
    Item::stroked(vec![Line::through([spot(area.left, middle), spot(area.right(), middle)])], stroke)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_about_as_large_as_asked() {
        for mark in [Mark::Circle, Mark::Square, Mark::Triangle, Mark::Diamond, Mark::Star, Mark::Cross] {
            let outline = outline(mark, 2.0);
            let furthest = outline.iter().map(|at| at.x.hypot(at.y)).fold(0.0, f64::max);
            assert!((0.9..=1.3).contains(&furthest), "{mark:?} {furthest}");
        }
    }
}
