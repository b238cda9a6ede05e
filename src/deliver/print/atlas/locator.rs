//! All townships in outline: on the cover, and small on each township's page.

use std::borrow::Cow;

use geo::{LineString, MultiPolygon, Rect};

use crate::deliver::print::drawing::{Area, Fill, Item, Line, Spot, Stroke, spot};
use crate::deliver::print::frame::Frame;
use crate::deliver::print::look::Look;
use crate::deliver::print::themes;
use crate::geometry::{around, bounds};
use crate::model::Study;

/// With more townships than this only the border of all of them is drawn: their own would be a grey patch, and as many
/// times as there are pages.
const MOST_OUTLINED: usize = 200;
/// Corners of outlines nearer to each other than this part of the whole are left out.
const FINENESS: f64 = 1.0 / 1500.0;

/// The outlines, and the box around them.
pub(super) struct Locator<'a> {
    extent: Option<Rect<f64>>,
    lines: Vec<Cow<'a, LineString<f64>>>,
}

impl<'a> Locator<'a> {
    pub(super) fn of(study: &'a Study) -> Self {
        let extent = around(study.townships.iter().filter_map(|township| bounds(&township.shape)));
        let least = extent.map_or(0.0, |extent| extent.width().max(extent.height()) * FINENESS);
        let lines = themes::outlines(study, MOST_OUTLINED);
        let lines = lines.into_iter().map(|line| Cow::Owned(thinned(&line, least))).collect();
        Self { extent, lines }
    }

    /// The outlines as large as fits; `filled`: the township that is told apart.
    pub(super) fn draw(
        &self,
        area: Area,
        stroke: Stroke,
        filled: Option<&MultiPolygon<f64>>,
        look: &Look<'_>,
        into: &mut Vec<Item>,
    ) {
        let Some(extent) = self.extent else { return };
        let needed = (extent.width() / area.width).max(extent.height() / area.height).max(f64::MIN_POSITIVE);
        let frame = Frame { area, scale: needed * 1000.0, centre: extent.center() };
        if let Some(shape) = filled {
            let colour = look.style.colours.service_area;
            let rings = frame.rings(shape);
            // What is too small to be seen is a dot.
            let centre = bounds(shape).map_or(area.centre(), |box_| frame.spot(box_.center()));
            let lines = if is_seen(&rings) { rings } else { vec![dot(centre)] };
            let item = Item::Path {
                lines,
                fill: Some(Fill::of(colour)),
                stroke: Some(Stroke::of(colour, look.style.lines.frame_mm)),
            };
            into.push(item);
        }
        let lines: Vec<Line> = self.lines.iter().flat_map(|line| frame.lines(line)).collect();
        into.push(Item::stroked(lines.into_iter().filter(|line| line.spots.len() > 1).collect(), stroke));
    }
}

/// Whether rings are wider or higher than half a millimetre.
fn is_seen(rings: &[Line]) -> bool {
    let spots = || rings.iter().flat_map(|ring| &ring.spots);
    let range = |of: fn(&Spot) -> f64| {
        let (low, high) = spots().map(of).fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
        high - low
    };
    range(|at| at.x) > 0.5 || range(|at| at.y) > 0.5
}

fn dot(at: Spot) -> Line {
    const HALF: f64 = 0.5;
    Line::around([
        spot(at.x - HALF, at.y),
        spot(at.x, at.y - HALF),
        spot(at.x + HALF, at.y),
        spot(at.x, at.y + HALF),
    ])
}

/// The line without corners that are nearer than `least` to the one before; its ends stay.
fn thinned(line: &LineString<f64>, least: f64) -> LineString<f64> {
    let mut kept: Vec<geo::Coord<f64>> = Vec::new();
    let last = line.0.len().saturating_sub(1);
    for (at, here) in line.0.iter().enumerate() {
        let is_far = kept.last().is_none_or(|before| (here.x - before.x).hypot(here.y - before.y) >= least);
        if is_far || at == last {
            kept.push(*here);
        }
    }
    LineString(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thinned_line_keeps_its_ends() {
        let line = LineString::from(vec![(0.0, 0.0), (0.1, 0.0), (5.0, 0.0), (5.1, 0.0)]);
        let thin = thinned(&line, 1.0);
        assert_eq!(thin, LineString::from(vec![(0.0, 0.0), (5.0, 0.0), (5.1, 0.0)]));
    }
}
