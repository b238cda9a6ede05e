//! What makes a map of a picture: scale, north arrow, coordinates on its frame.

use geo::Coord;

use super::drawing::{Anchor, Area, Fill, Item, Line, Stroke, Text, spot};
use super::frame::Frame;
use super::look::{LEAST_MM, Look};
use crate::crs::Unprojector;
use crate::deliver::words::Words;

/// The bar scale with its numbers and, below, the scale in numbers. Returns the height that it takes.
pub(super) fn scale(frame: &Frame, area: Area, look: &Look<'_>, words: Words, into: &mut Vec<Item>) -> f64 {
    let (ink, size) = (look.style.colours.ink, look.small_mm());
    let (step_m, steps) = bar_of(frame, area.width * 0.62);
    let step = frame.mm(step_m);
    let (left, top, height) =
        (area.left + (area.width - step * steps as f64) / 2.0, area.top + size * 1.4, size * 0.45);
    for k in 0..steps {
        let colour = if k % 2 == 0 { ink } else { look.style.colours.paper };
        let part = Area::new(left + step * k as f64, top, step, height);
        into.push(Item::Path {
            lines: vec![part.ring()],
            fill: Some(Fill::of(colour)),
            stroke: Some(Stroke::of(ink, look.style.lines.frame_mm * 0.6)),
        });
    }
    let in_kilometres = step_m * steps as f64 >= 1000.0;
    let shown = |k: usize| {
        let metres = step_m * k as f64;
        super::super::words::amount(if in_kilometres { metres / 1000.0 } else { metres })
    };
    // Numbers with decimals are wide: then every other step has one.
    let widest = (0..=steps).map(|k| look.width(&shown(k), size)).fold(0.0, f64::max);
    let numbered = if widest + size * 0.6 > step { 2 } else { 1 };
    for k in (0..=steps).step_by(numbered) {
        let at = spot(left + step * k as f64, top - size * 0.35);
        into.push(Item::Text(Text::new(shown(k), at, size, ink).anchored(Anchor::Middle)));
    }
    let unit = words.label(if in_kilometres { "words.map.kilometres" } else { "words.map.metres" });
    let at = spot(left + step * steps as f64 + size * 1.1, top + height);
    into.push(Item::Text(Text::new(unit, at, size, ink)));
    let numeric = words.filled("words.map.scale", &[("scale", &grouped(frame.scale))]);
    let at = spot(area.centre().x, top + height + size * 1.7);
    into.push(Item::Text(Text::new(numeric, at, look.body_mm(), ink).anchored(Anchor::Middle)));
    size * 1.4 + height + size * 2.2
}

/// The metres of a step of the bar, and how many steps: the longest round bar that is no wider than `most_mm`.
pub(super) fn bar_of(frame: &Frame, most_mm: f64) -> (f64, usize) {
    const STEPS: usize = 4;
    let most_m = most_mm * frame.scale / 1000.0 / STEPS as f64;
    let magnitude = 10_f64.powf(most_m.log10().floor());
    let step = [5.0, 2.5, 2.0, 1.0].into_iter().map(|s| s * magnitude).find(|step| *step <= most_m);
    (step.unwrap_or(magnitude), STEPS)
}

/// A whole number with its thousands apart: `50 000`.
pub(super) fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push('\u{2009}');
        }
        out.push(digit);
    }
    out
}

/// The arrow to grid north with its letter, and below how far true north lies from it. Returns the height that it takes.
pub(super) fn north_arrow(
    convergence: Option<f64>,
    area: Area,
    look: &Look<'_>,
    words: Words,
    into: &mut Vec<Item>,
) -> f64 {
    let (ink, paper) = (look.style.colours.ink, look.style.colours.paper);
    let height = 15.0 * look.scale;
    let half = height * 0.2;
    let (x, letter) = (area.centre().x, look.body_mm() * 1.2);
    let top = area.top + letter * 1.15;
    into.push(Item::Text(
        Text::new("N", spot(x, area.top + letter * 0.9), letter, ink).bold().anchored(Anchor::Middle),
    ));
    let (tip, notch) = (spot(x, top), spot(x, top + height * 0.78));
    let outline = Stroke::of(ink, look.style.lines.frame_mm);
    for (side, colour) in [(-1.0, ink), (1.0, paper)] {
        let corner = spot(x + side * half, top + height);
        into.push(Item::Path {
            lines: vec![Line::around([tip, corner, notch])],
            fill: Some(Fill::of(colour)),
            stroke: Some(outline.clone()),
        });
    }
    let mut below = top + height;
    if let Some(degrees) = convergence {
        let size = look.small_mm();
        below += size * 1.4;
        let line = words.filled("words.map.grid-north", &[("angle", &signed_angle(degrees))]);
        into.push(Item::Text(Text::new(line, spot(x, below), size, ink).anchored(Anchor::Middle)));
    }
    below - area.top + look.small_mm() * 0.5
}

/// An angle in degrees and minutes with its sign: `+0°27′`.
fn signed_angle(degrees: f64) -> String {
    let minutes = (degrees.abs() * 60.0).round() as u32;
    let sign = match minutes {
        0 => "",
        _ if degrees < 0.0 => "−",
        _ => "+",
    };
    format!("{sign}{}°{:02}′", minutes / 60, minutes % 60)
}

/// The sides of a map.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Top,
    Bottom,
    Left,
    Right,
}

/// Ticks of longitude and latitude on the frame of a map, named outside it.
pub(super) fn ticks(frame: &Frame, unprojector: &Unprojector, look: &Look<'_>, into: &mut Vec<Item>) {
    let area = frame.area;
    let corners = [spot(area.left, area.top), spot(area.right(), area.bottom())].map(|at| frame.place(at));
    let Some((north_west, south_east)) = unprojector.lon_lat(corners[0]).zip(unprojector.lon_lat(corners[1]))
    else {
        return;
    };
    let interval =
        tick_minutes((south_east.x - north_west.x).abs().min((north_west.y - south_east.y).abs()) * 60.0);
    let (ink, size) = (look.style.colours.ink, (look.small_mm() * 0.9).max(LEAST_MM));
    let stroke = Stroke::of(ink, look.style.lines.frame_mm);
    let length = size * 0.45;
    for side in [Side::Top, Side::Bottom, Side::Left, Side::Right] {
        let is_level = matches!(side, Side::Top | Side::Bottom);
        let along = if is_level { area.width } else { area.height };
        // Where on the side, from its left or upper end, and what the coordinate is there, in minutes.
        let at = |distance: f64| match side {
            Side::Top => spot(area.left + distance, area.top),
            Side::Bottom => spot(area.left + distance, area.bottom()),
            Side::Left => spot(area.left, area.top + distance),
            Side::Right => spot(area.right(), area.top + distance),
        };
        let minutes = |distance: f64| {
            let place = unprojector.lon_lat(frame.place(at(distance)))?;
            Some(60.0 * if is_level { place.x } else { place.y })
        };
        let Some((first, last)) = minutes(0.0).zip(minutes(along)) else { continue };
        let (low, high) = (first.min(last), first.max(last));
        let mut value = (low / interval).ceil() * interval;
        while value <= high {
            if let Some(distance) = crossing(&minutes, along, value) {
                tick(
                    side,
                    at(distance),
                    length,
                    size,
                    value,
                    is_level,
                    (distance, along),
                    ink,
                    &stroke,
                    into,
                );
            }
            value += interval;
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "one tick has all of these, and no two ticks share them")]
fn tick(
    side: Side,
    at: super::drawing::Spot,
    length: f64,
    size: f64,
    minutes: f64,
    is_level: bool,
    (distance, along): (f64, f64),
    ink: crate::style::Colour,
    stroke: &Stroke,
    into: &mut Vec<Item>,
) {
    let (dx, dy) = match side {
        Side::Top => (0.0, -1.0),
        Side::Bottom => (0.0, 1.0),
        Side::Left => (-1.0, 0.0),
        Side::Right => (1.0, 0.0),
    };
    let end = spot(at.x + dx * length, at.y + dy * length);
    into.push(Item::stroked(vec![Line::through([at, end])], stroke.clone()));
    // A name that would reach beyond the frame's end is left out; its tick stays.
    if distance < size * 2.5 || along - distance < size * 2.5 {
        return;
    }
    let text = coordinate(minutes, is_level);
    let (spot, turned) = match side {
        Side::Top => (spot(end.x, end.y - size * 0.25), 0.0),
        Side::Bottom => (spot(end.x, end.y + size * 0.95), 0.0),
        Side::Left => (spot(end.x - size * 0.25, end.y), -90.0),
        Side::Right => (spot(end.x + size * 0.25, end.y), 90.0),
    };
    into.push(Item::Text(Text::new(text, spot, size, ink).anchored(Anchor::Middle).turned(turned)));
}

/// Where along a side the coordinate has this value: by halving, since it only rises or only falls.
fn crossing(minutes: &impl Fn(f64) -> Option<f64>, along: f64, value: f64) -> Option<f64> {
    let (mut low, mut high) = (0.0, along);
    let rises = minutes(along)? > minutes(0.0)?;
    for _ in 0..50 {
        let middle = (low + high) / 2.0;
        if (minutes(middle)? < value) == rises { low = middle } else { high = middle }
    }
    Some((low + high) / 2.0)
}

/// Minutes of arc from tick to tick, for a side of so many minutes: about four ticks.
fn tick_minutes(side: f64) -> f64 {
    const USUAL: [f64; 14] = [0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 15.0, 20.0, 30.0, 60.0, 120.0, 300.0];
    USUAL.into_iter().find(|minutes| side / minutes <= 5.0).unwrap_or(600.0)
}

/// A longitude or latitude: `120°55′`, with seconds where there are any.
fn coordinate(minutes: f64, is_longitude: bool) -> String {
    let seconds = (minutes.abs() * 60.0).round() as u64;
    let (degrees, rest) = (seconds / 3600, seconds % 3600);
    let letter = match (is_longitude, minutes < 0.0) {
        (true, false) => "E",
        (true, true) => "W",
        (false, false) => "N",
        (false, true) => "S",
    };
    match rest % 60 {
        0 => format!("{degrees}°{:02}′{letter}", rest / 60),
        s => format!("{degrees}°{:02}′{s:02}″{letter}", rest / 60),
    }
}

/// The angle from true north to grid north at a place, in degrees, east positive: the convergence of the meridians.
/// `None` where the plane cannot be left.
pub(super) fn convergence(unprojector: &Unprojector, at: Coord<f64>) -> Option<f64> {
    /// Metres to either side.
    const ARM_M: f64 = 500.0;
    /// The first eccentricity of GRS 80, squared; that of WGS 84 differs by 1e-10.
    const E2: f64 = 0.006_694_380_022_9;
    let north = unprojector.lon_lat(Coord { x: at.x, y: at.y + ARM_M })?;
    let south = unprojector.lon_lat(Coord { x: at.x, y: at.y - ARM_M })?;
    let latitude = f64::midpoint(north.y, south.y).to_radians();
    // A degree of longitude and one of latitude in metres stand as N·cos φ to M.
    let stretch = latitude.cos() * (1.0 - E2 * latitude.sin().powi(2)) / (1.0 - E2);
    Some(((north.x - south.x) * stretch).atan2(north.y - south.y).to_degrees())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_named_as_on_maps() {
        assert_eq!(coordinate(120.0 * 60.0 + 55.0, true), "120°55′E");
        assert_eq!(coordinate(-29.5, false), "0°29′30″S");
        assert_eq!(
            [signed_angle(0.4501), signed_angle(-1.999_99), signed_angle(0.001)],
            ["+0°27′", "−2°00′", "0°00′"]
        );
        assert_eq!(grouped(1_500_000.0), "1\u{2009}500\u{2009}000");
    }

    #[test]
    fn ticks_are_few() {
        for side in [0.3, 1.0, 7.0, 23.0, 61.0, 700.0] {
            let n = side / tick_minutes(side);
            assert!((1.2..=5.0).contains(&n), "{side}: {n}");
        }
    }
}
