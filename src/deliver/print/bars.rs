//! Bars on townships: how much of each of a few things, with the figure above each.

use super::content::Bars;
use super::drawing::{Anchor, Area, Item, Line, Stroke, Text, spot};
use super::look::{LEAST_MM, Look};
use crate::deliver::words::amount;

/// The height of the highest bar, in millimetres on A3.
const HIGHEST_MM: f64 = 11.0;
/// The width of a bar.
const BAR_MM: f64 = 3.4;

/// The height of the lowest bar of something: a figure beside which the highest is hundreds of times higher is still a
/// bar.
const LOWEST_MM: f64 = 0.6;

/// The size of figures above bars.
pub(super) fn figure_mm(look: &Look<'_>) -> f64 {
    (look.place_mm() * 0.92).max(LEAST_MM)
}

/// Width and height of the bars of a township.
pub(super) fn size(bars: &Bars, values: &[Option<f64>], look: &Look<'_>) -> (f64, f64) {
    let highest = values.iter().flatten().copied().fold(0.0, f64::max);
    (step(bars, look) * values.len() as f64, height(bars, highest, look) + figure_mm(look) * 1.5)
}

/// From bar to bar: the figures above them must not meet.
fn step(bars: &Bars, look: &Look<'_>) -> f64 {
    let widest = look.width(&amount(bars.most.round()), figure_mm(look));
    (BAR_MM * look.scale).max(widest + 0.5 * look.scale)
}

fn height(bars: &Bars, value: f64, look: &Look<'_>) -> f64 {
    if bars.most > 0.0 && value > 0.0 {
        (HIGHEST_MM * value / bars.most).max(LOWEST_MM) * look.scale
    } else {
        0.0
    }
}

/// Draws bars that stand on the lower side of an area.
pub(super) fn draw(
    bars: &Bars,
    values: &[Option<f64>],
    area: Area,
    factor: f64,
    look: &Look<'_>,
    into: &mut Vec<Item>,
) {
    let colours = look.style.colours;
    let step = step(bars, look) * factor;
    let width = BAR_MM * look.scale * factor * 0.92;
    let left = area.centre().x - step * values.len() as f64 / 2.0;
    let floor = area.bottom() - figure_mm(look) * 0.15 * factor;
    let rim = Stroke::of(colours.ink, look.style.lines.frame_mm * 0.6);
    for (k, (value, (_, fill))) in values.iter().zip(&bars.series).enumerate() {
        let Some(value) = value else { continue };
        let middle = left + step * (k as f64 + 0.5);
        let height = height(bars, *value, look) * factor;
        if height > 0.0 {
            let bar = Area::new(middle - width / 2.0, floor - height, width, height);
            into.push(Item::Path { lines: vec![bar.ring()], fill: Some(*fill), stroke: Some(rim.clone()) });
        }
        let size = figure_mm(look) * factor;
        let text = Text::new(amount(*value), spot(middle, floor - height - size * 0.25), size, colours.ink);
        into.push(Item::Text(text.anchored(Anchor::Middle).with_halo(colours.paper, size * 0.12)));
    }
    let ends = [spot(left, floor), spot(left + step * values.len() as f64, floor)];
    into.push(Item::stroked(vec![Line::through(ends)], Stroke::of(colours.ink, look.style.lines.frame_mm)));
}
