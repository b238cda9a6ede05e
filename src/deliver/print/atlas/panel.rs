//! What stands beside the map of a township: where it lies, legend, scale, and its figures.

use super::figures::Told;
use super::grid::{self, Grid};
use super::locator::Locator;
use super::plate::Shown;
use crate::deliver::print::drawing::{Area, Item, Line, Stroke, Text, Weight, spot};
use crate::deliver::print::legend::Legend;
use crate::deliver::print::look::Look;
use crate::deliver::print::{Printing, furniture};

/// The text of the tables beside that of the body.
const TABLE_TEXT: f64 = 0.9;
/// The height of locator, scale and legend, in millimetres on A3.
const TOP: f64 = 77.0;
/// At least so many parcels are listed before categories are left out.
const LEAST_PARCELS: usize = 1;
/// Rows of the table of facilities that stand before the sentence on shortfalls is long: one, how many more, and the
/// total.
const LEAST_ROWS: usize = 3;
/// Lines of the sentence on shortfalls.
const MOST_LINES: usize = 4;

/// Draws the panel in one column, or in two where it is wide: first what belongs to the map.
pub(super) fn draw(
    shown: &Shown<'_, '_>,
    told: Option<&Told>,
    areas: &[Area],
    locator: &Locator<'_>,
    printing: &Printing<'_>,
    look: &Look<'_>,
) -> Vec<Item> {
    let mut items = Vec::new();
    let Some(first) = areas.first() else { return items };
    let top = Area { height: TOP * look.scale, ..*first };
    let top = about_map(shown, top, locator, printing, look, &mut items);
    let Some(told) = told else { return items };
    let mut writer = Writer { printing, look, size: look.body_mm() * TABLE_TEXT, items };
    let below = Area::new(first.left, first.top + top, first.width, first.height - top);
    let general = writer.general(told, below);
    let rest = match areas.get(1) {
        Some(second) => *second,
        None => Area::new(below.left, below.top + general, below.width, (below.height - general).max(0.0)),
    };
    writer.sections(told, rest);
    writer.items
}

/// On the left where the township lies, the scale and north; on the right the legend. Returns the height that they
/// take.
fn about_map(
    shown: &Shown<'_, '_>,
    area: Area,
    locator: &Locator<'_>,
    printing: &Printing<'_>,
    look: &Look<'_>,
    into: &mut Vec<Item>,
) -> f64 {
    let (words, colours) = (printing.words, look.style.colours);
    let gap = 4.0 * look.scale;
    let left_width = (area.width - gap) * 0.48;
    let locator_area = Area::new(area.left, area.top, left_width, area.height * 0.46);
    let stroke = Stroke::of(colours.township_border, look.style.lines.frame_mm * 0.7);
    locator.draw(locator_area.inset(1.5 * look.scale), stroke, Some(shown.shape), look, into);
    into.push(Item::stroked(vec![locator_area.ring()], Stroke::of(colours.ink, look.style.lines.frame_mm)));
    let mut y = locator_area.bottom() + look.small_mm() * 0.8;
    let rest = |y: f64| Area::new(area.left, y, left_width, area.bottom() - y);
    y += furniture::scale(&shown.frame, rest(y), look, words, into) + look.small_mm() * 0.6;
    let convergence =
        printing.unprojector.as_ref().and_then(|out| furniture::convergence(out, shown.frame.centre));
    furniture::north_arrow(convergence, rest(y), look, words, into);
    let right = area.left + left_width + gap;
    let beside = Area::new(right, area.top, area.right() - right, area.height);
    Legend::of_seen(shown.content, &[shown.picture]).draw(beside, look, words, into);
    area.height
}

/// What writes the sections below each other.
struct Writer<'p, 'a> {
    printing: &'p Printing<'a>,
    look: &'p Look<'p>,
    size: f64,
    items: Vec<Item>,
}

impl Writer<'_, '_> {
    fn heading_height(&self) -> f64 {
        self.look.body_mm() * 2.15
    }

    fn gap(&self) -> f64 {
        self.size * 0.5
    }

    /// A heading with a line below it; what follows begins at the height that is returned.
    fn heading(&mut self, words: &str, area: Area) -> f64 {
        let (size, ink) = (self.look.body_mm(), self.look.style.colours.ink);
        let words = self.look.cut_as(words, size, Weight::Bold, area.width);
        let at = spot(area.left, area.top + size * 1.45);
        self.items.push(Item::Text(Text::new(words, at, size, ink).bold()));
        let y = area.top + size * 1.9;
        let line = Line::through([spot(area.left, y), spot(area.right(), y)]);
        self.items.push(Item::stroked(vec![line], Stroke::of(ink, self.look.style.lines.frame_mm * 2.0)));
        self.heading_height()
    }

    fn grid(&mut self, grid: &Grid, area: Area) -> f64 {
        let (look, words) = (self.look, self.printing.words);
        grid.draw(area, self.size, look, words, &mut self.items)
    }

    /// The figures of land, people and circles. Returns the height that they take.
    fn general(&mut self, told: &Told, area: Area) -> f64 {
        let mut y = area.top;
        let heading = self.printing.words.label("words.atlas.figures");
        y += self.heading(&heading, from(area, y));
        y += self.pairs(&told.general, from(area, y)) + self.gap();
        y += self.grid(&told.circles, from(area, y)) + self.gap();
        y - area.top
    }

    /// Two figures a line, each with its words before it.
    fn pairs(&mut self, pairs: &[(String, String)], area: Area) -> f64 {
        let (size, look) = (self.size, self.look);
        let step = size * grid::STEP;
        let gap = size * 2.0;
        let width = (area.width - gap) / 2.0;
        for (k, (what, how_much)) in pairs.iter().enumerate() {
            let left = area.left + (width + gap) * (k % 2) as f64;
            let row = Area::new(left, area.top + step * (k / 2) as f64, width, step);
            grid::pair(what, how_much, row, size, look, &mut self.items);
        }
        pairs.len().div_ceil(2) as f64 * step
    }

    /// As many of the parts of a sentence as have room in so many lines, and how many there are besides.
    fn sentence(&self, parts: &[String], area: Area, most_lines: usize) -> Vec<String> {
        let words = self.printing.words;
        let separator = words.label("words.list-separator-wide");
        let of = |n: usize| {
            let mut shown = parts.get(..n).unwrap_or_default().to_vec();
            if n < parts.len() {
                shown.push(words.filled("words.atlas.more", &[("count", &(parts.len() - n))]));
            }
            self.look.lines(&shown.join(&separator), self.size, area.width - self.size)
        };
        let fitting = (1..=parts.len()).rev().map(of).find(|lines| lines.len() <= most_lines);
        // Not even the first part alone has room.
        let first = || self.look.few_lines(&parts.concat(), self.size, area.width - self.size, most_lines);
        fitting.unwrap_or_else(first)
    }

    /// Facilities, shortfalls, land that is left out. The first shrinks before the last has too little room.
    fn sections(&mut self, told: &Told, area: Area) {
        let leading = self.size * 1.35;
        let (heading, uncovered, nothing) = &told.uncovered;
        let least = uncovered.rows.len().clamp(1, LEAST_PARCELS + 1);
        let uncovered_height = self.heading_height() + uncovered.height(least, self.size);
        let (_, facilities) = &told.facilities;
        let least = facilities.height(facilities.rows.len().min(LEAST_ROWS), self.size);
        let room_with = |lines: &Option<Vec<String>>| {
            let shortfall = lines
                .as_ref()
                .map_or(0.0, |lines| self.heading_height() + lines.len() as f64 * leading + self.gap());
            area.height - shortfall - uncovered_height - self.gap()
        };
        // The sentence is made shorter before the table has no row.
        let lines_of = |most| told.shortfall.as_ref().map(|(_, parts)| self.sentence(parts, area, most));
        let mut lines = lines_of(MOST_LINES);
        for most in (1..MOST_LINES).rev() {
            if room_with(&lines) - self.heading_height() < least {
                lines = lines_of(most);
            }
        }
        let room = room_with(&lines);
        let mut y = area.top;
        let (title, grid) = &told.facilities;
        y += self.heading(title, area);
        y += self.grid(grid, Area { height: room - self.heading_height(), ..from(area, y) }) + self.gap();
        if let (Some((title, _)), Some(lines)) = (&told.shortfall, lines) {
            y += self.heading(title, from(area, y));
            for line in lines {
                self.line(line, area.left, y);
                y += leading;
            }
            y += self.gap();
        }
        y += self.heading(heading, from(area, y));
        if uncovered.rows.is_empty() {
            self.line(nothing.clone(), area.left, y);
        } else {
            self.grid(uncovered, from(area, y));
        }
    }

    fn line(&mut self, words: String, left: f64, top: f64) {
        let at = spot(left, top + self.size * 1.05);
        self.items.push(Item::Text(Text::new(words, at, self.size, self.look.style.colours.ink)));
    }
}

/// What of an area lies below `y`.
fn from(area: Area, y: f64) -> Area {
    Area::new(area.left, y, area.width, (area.bottom() - y).max(0.0))
}
