//! The legend: samples of what is really drawn.
//!
//! It stays in its area: in more columns where there is width, then smaller, then cut with a line that says so.

use super::content::{Content, Drawn};
use super::draw::Picture;
use super::drawing::{Area, Fill, Item, Spot, Stroke, Text, Weight, spot};
use super::look::{LEAST_MM, Look};
use super::symbols;
use crate::deliver::words::Words;

/// A line of the legend.
enum Entry<'a> {
    Heading(&'a str),
    Layer(&'a str, &'a Drawn<'a>),
    Bar(&'a str, Fill),
}

/// Text of the legend is made no smaller than by this factor to fit.
const SMALLEST: f64 = 0.6;
/// The width of a sample, with the gap behind it, in sizes of text.
const SAMPLE: f64 = 2.5;
/// A column is no narrower than this, in sizes of text: a sample and some eight characters.
const LEAST_COLUMN: f64 = 10.5;
/// Between columns, in sizes of text.
const GAP: f64 = 1.2;
/// Lines of an entry; a longer name is cut.
const MOST_LINES: usize = 3;
/// From the top of the legend to its first entry, in sizes of its heading.
const TITLE: f64 = 1.55;

/// What the legend of a map says.
pub(super) struct Legend<'a> {
    entries: Vec<Entry<'a>>,
    /// The heading that each entry stands under, itself for a heading.
    headings: Vec<Option<usize>>,
}

/// How the entries stand: how large, how wide, and which in each column.
struct Setting {
    size: f64,
    width: f64,
    columns: Vec<Vec<usize>>,
    /// Entries that have no room.
    n_more: usize,
}

impl<'a> Legend<'a> {
    /// The legend of the layers that any of the pictures shows.
    pub(super) fn of_seen(content: &'a Content<'_>, pictures: &[&Picture]) -> Self {
        let is_seen = |k: usize| pictures.iter().any(|picture| picture.seen.get(k) == Some(&true));
        Self::of(content, is_seen, pictures.iter().any(|picture| picture.has_bars))
    }

    /// The legend of all that a map has, before it is known what of it is seen.
    pub(super) fn of_all(content: &'a Content<'_>) -> Self {
        let is_there = |k: usize| {
            content.layers.get(k).is_some_and(|layer| match &layer.drawn {
                Drawn::Land { shapes, .. } => !shapes.is_empty(),
                Drawn::Lines { lines, .. } => !lines.is_empty(),
                Drawn::Marks { places, .. } => !places.is_empty(),
            })
        };
        Self::of(content, is_there, true)
    }

    fn of(content: &'a Content<'_>, is_seen: impl Fn(usize) -> bool, has_bars: bool) -> Self {
        let mut entries = Vec::new();
        let mut headings = Vec::new();
        let mut heading = None;
        let mut under = None;
        let mut said = Vec::new();
        for (k, layer) in content.layers.iter().enumerate().rev() {
            let Some(legend) = layer.legend.as_deref().filter(|_| is_seen(k)) else { continue };
            let named = (layer.heading.as_deref(), legend);
            // Areas and lines of one file are one thing to a reader.
            if layer.heading.is_none() && said.contains(&named) {
                continue;
            }
            said.push(named);
            if layer.heading.as_deref() != heading {
                heading = layer.heading.as_deref();
                under = heading.map(|_| entries.len());
                entries.extend(heading.map(Entry::Heading));
            }
            entries.push(Entry::Layer(legend, &layer.drawn));
            headings.resize(entries.len(), under);
        }
        if let Some(bars) = content.bars.as_ref().filter(|_| has_bars) {
            under = Some(entries.len());
            entries.push(Entry::Heading(&bars.heading));
            entries.extend(bars.series.iter().map(|(name, fill)| Entry::Bar(name, *fill)));
            headings.resize(entries.len(), under);
        }
        Self { entries, headings }
    }

    /// Whether it fits in an area at its full size.
    pub(super) fn fits(&self, area: Area, look: &Look<'_>) -> bool {
        let body = below_title(area, look);
        (1..=most_columns(body, look.body_mm()))
            .any(|n| self.in_columns(body, look.body_mm(), n, look).n_more == 0)
    }

    /// Whether all of it has room in an area, in however small text.
    pub(super) fn has_room(&self, area: Area, look: &Look<'_>) -> bool {
        let setting = self.setting(below_title(area, look), look);
        setting.n_more == 0 && !setting.columns.is_empty()
    }

    /// Draws it, and returns the height that it takes, which is no more than that of the area.
    pub(super) fn draw(&self, area: Area, look: &Look<'_>, words: Words, into: &mut Vec<Item>) -> f64 {
        let (ink, title) = (look.style.colours.ink, look.heading_mm());
        if area.height < title * TITLE {
            return 0.0;
        }
        let name = look.cut(&words.label("words.map.legend"), title, area.width);
        let at = spot(area.left, area.top + title * 0.95);
        into.push(Item::Text(Text::new(name, at, title, ink).bold()));
        let body = below_title(area, look);
        let setting = self.setting(body, look);
        let mut bottom = body.top;
        let mut x = body.left;
        for (at, column) in setting.columns.iter().enumerate() {
            let mut y = body.top;
            for entry in column.iter().filter_map(|k| self.entries.get(*k)) {
                y += line(entry, spot(x, y), setting.width, setting.size, look, into);
            }
            if setting.n_more > 0 && at + 1 == setting.columns.len() {
                let more = words.filled("words.map.legend-more", &[("count", &setting.n_more)]);
                y += line(&Entry::Heading(&more), spot(x, y), setting.width, setting.size, look, into);
            }
            bottom = bottom.max(y);
            x += setting.width + GAP * setting.size;
        }
        bottom - area.top
    }

    /// The largest text at which all fits, in as few columns as that needs; or the smallest, with what fits.
    fn setting(&self, body: Area, look: &Look<'_>) -> Setting {
        let full = look.body_mm();
        let least = (full * SMALLEST).max(LEAST_MM).min(full);
        let mut size = full;
        loop {
            let all = (1..=most_columns(body, size)).map(|n| self.in_columns(body, size, n, look));
            let settings: Vec<Setting> = all.collect();
            let is_last = size <= least;
            let fewest = settings.iter().map(|setting| setting.n_more).min().unwrap_or(0);
            let best = settings.into_iter().find(|setting| setting.n_more == fewest);
            match best {
                Some(best) if best.n_more == 0 => return self.balanced(body, best, look),
                Some(best) if is_last => return best,
                None if is_last => return Setting { size, width: 0.0, columns: Vec::new(), n_more: 0 },
                _ => size = (size - full * 0.05).max(least),
            }
        }
    }

    /// The same with columns of much the same height: as low as they can be.
    fn balanced(&self, body: Area, setting: Setting, look: &Look<'_>) -> Setting {
        let (size, n) = (setting.size, setting.columns.len());
        if n < 2 {
            return setting;
        }
        let steps = (body.height / size).max(0.0) as usize;
        let lower = |step: usize| Area { height: size * step as f64, ..body };
        let of = |step: usize| self.in_columns(lower(step), size, n, look);
        (1..=steps).map(of).find(|lower| lower.n_more == 0).unwrap_or(setting)
    }

    /// The entries in at most so many columns; those that have no room are counted. A heading is not the last of a
    /// column, and stands again above those of its entries that come in the next one.
    fn in_columns(&self, body: Area, size: f64, n: usize, look: &Look<'_>) -> Setting {
        let width = (body.width - GAP * size * (n as f64 - 1.0)) / n as f64;
        let room = body.height + 1e-9;
        let height = |k: usize| self.entries.get(k).map_or(0.0, |entry| height(entry, width, size, look));
        let is_heading = |k: &usize| matches!(self.entries.get(*k), Some(Entry::Heading(_)));
        let mut columns: Vec<Vec<usize>> = vec![Vec::new()];
        let (mut y, mut next) = (0.0, 0);
        while next < self.entries.len() {
            let with_next = if is_heading(&next) { height(next + 1) } else { 0.0 };
            if y + height(next) + with_next > room {
                if columns.len() == n || y == 0.0 {
                    break;
                }
                let again = self.headings.get(next).copied().flatten().filter(|heading| *heading != next);
                y = again.map_or(0.0, height);
                columns.push(again.into_iter().collect());
                if y + height(next) > room {
                    break;
                }
                continue;
            }
            if let Some(column) = columns.last_mut() {
                column.push(next);
            }
            y += height(next);
            next += 1;
        }
        let mut n_more = (next..self.entries.len()).filter(|k| !is_heading(k)).count();
        if let Some(column) = columns.last_mut().filter(|_| n_more > 0) {
            // The line that says how many are left out takes the room of the last ones.
            let line = size * 1.65;
            while y + line > room || column.last().is_some_and(is_heading) {
                let Some(last) = column.pop() else { break };
                y -= height(last);
                n_more += usize::from(!is_heading(&last));
            }
            if y + line > room {
                columns.clear();
            }
        }
        Setting { size, width, columns, n_more }
    }
}

fn below_title(area: Area, look: &Look<'_>) -> Area {
    area.below(area.top + look.heading_mm() * TITLE)
}

fn most_columns(body: Area, size: f64) -> usize {
    let n = (body.width + GAP * size) / ((LEAST_COLUMN + GAP) * size);
    n.floor().clamp(1.0, 8.0) as usize
}

fn lines(entry: &Entry<'_>, width: f64, size: f64, look: &Look<'_>) -> Vec<String> {
    match entry {
        Entry::Heading(text) => look.few_lines_as(text, size, Weight::Bold, width, MOST_LINES),
        Entry::Layer(text, _) | Entry::Bar(text, _) => {
            look.few_lines(text, size, width - size * SAMPLE, MOST_LINES)
        }
    }
}

fn height(entry: &Entry<'_>, width: f64, size: f64, look: &Look<'_>) -> f64 {
    lines(entry, width, size, look).len().max(1) as f64 * size * 1.2 + size * 0.45
}

fn line(entry: &Entry<'_>, at: Spot, width: f64, size: f64, look: &Look<'_>, into: &mut Vec<Item>) -> f64 {
    let ink = look.style.colours.ink;
    let sample = Area::new(at.x, at.y + size * 0.1, size * 1.9, size * 1.05);
    let rim = Stroke::of(ink, look.style.lines.frame_mm * 0.6);
    let left = match entry {
        Entry::Heading(_) => at.x,
        Entry::Layer(_, drawn) => {
            match drawn {
                Drawn::Land { fill, stroke, .. } => {
                    into.push(symbols::swatch(sample, *fill, stroke.clone().or(Some(rim))));
                }
                Drawn::Lines { stroke, .. } => into.push(symbols::line_sample(sample, stroke.clone())),
                Drawn::Marks { symbol, is_hollow, opacity, .. } => {
                    let size = look.symbol_mm().min(size * 1.05);
                    let at = vec![sample.centre()];
                    into.extend(symbols::marks(at, *symbol, *is_hollow, *opacity, size, look));
                }
            }
            at.x + size * SAMPLE
        }
        Entry::Bar(_, fill) => {
            let bar =
                Area::new(sample.left + sample.width * 0.3, sample.top, sample.width * 0.4, sample.height);
            into.push(symbols::swatch(bar, Some(*fill), Some(rim)));
            at.x + size * SAMPLE
        }
    };
    for (k, text) in lines(entry, width, size, look).into_iter().enumerate() {
        let y = at.y + size * (0.98 + 1.2 * k as f64);
        let text = Text::new(text, spot(left, y), size, ink);
        into.push(Item::Text(if matches!(entry, Entry::Heading(_)) { text.bold() } else { text }));
    }
    height(entry, width, size, look)
}
