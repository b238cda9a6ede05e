//! The legend: samples of what is really drawn.

use super::content::{Content, Drawn};
use super::draw::Picture;
use super::drawing::{Area, Fill, Item, Stroke, Text, spot};
use super::look::Look;
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

/// Draws the legend of the layers that any of the pictures shows, and returns the height that it takes.
pub(super) fn draw(
    content: &Content<'_>,
    pictures: &[&Picture],
    area: Area,
    look: &Look<'_>,
    words: Words,
    into: &mut Vec<Item>,
) -> f64 {
    let is_seen = |k: usize| pictures.iter().any(|picture| picture.seen.get(k) == Some(&true));
    let has_bars = pictures.iter().any(|picture| picture.has_bars);
    let mut entries = Vec::new();
    let mut heading = None;
    for (k, layer) in content.layers.iter().enumerate().rev() {
        let Some(legend) = layer.legend.as_deref().filter(|_| is_seen(k)) else { continue };
        if layer.heading.as_deref() != heading {
            heading = layer.heading.as_deref();
            entries.extend(heading.map(Entry::Heading));
        }
        entries.push(Entry::Layer(legend, &layer.drawn));
    }
    if let Some(bars) = content.bars.as_ref().filter(|_| has_bars) {
        entries.push(Entry::Heading(&bars.heading));
        entries.extend(bars.series.iter().map(|(name, fill)| Entry::Bar(name, *fill)));
    }
    let ink = look.style.colours.ink;
    let title = look.heading_mm();
    into.push(Item::Text(
        Text::new(words.label("words.map.legend"), spot(area.left, area.top + title * 0.95), title, ink)
            .bold(),
    ));
    let top = area.top + title * 1.55;
    let size = look.body_mm() * fitting(&entries, area, top, look);
    let mut y = top;
    for entry in &entries {
        y += line(entry, spot(area.left, y), area.width, size, look, into);
    }
    y - area.top
}

/// By which factor the text is made smaller so that all fits.
fn fitting(entries: &[Entry<'_>], area: Area, top: f64, look: &Look<'_>) -> f64 {
    let mut factor = 1.0;
    while factor > SMALLEST {
        let size = look.body_mm() * factor;
        let height: f64 = entries.iter().map(|entry| height(entry, area.width, size, look)).sum();
        if top + height <= area.bottom() {
            break;
        }
        factor -= 0.05;
    }
    factor
}

/// The width of a sample, with the gap behind it, in sizes of text.
const SAMPLE: f64 = 2.5;

fn lines(entry: &Entry<'_>, width: f64, size: f64, look: &Look<'_>) -> Vec<String> {
    match entry {
        Entry::Heading(text) => look.lines(text, size * 0.95, width),
        Entry::Layer(text, _) | Entry::Bar(text, _) => look.lines(text, size, width - size * SAMPLE),
    }
}

fn height(entry: &Entry<'_>, width: f64, size: f64, look: &Look<'_>) -> f64 {
    lines(entry, width, size, look).len().max(1) as f64 * size * 1.2 + size * 0.45
}

fn line(
    entry: &Entry<'_>,
    at: super::drawing::Spot,
    width: f64,
    size: f64,
    look: &Look<'_>,
    into: &mut Vec<Item>,
) -> f64 {
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
                Drawn::Marks { symbol, is_hollow, .. } => {
                    let size = look.symbol_mm().min(size * 1.05);
                    into.push(symbols::marks(vec![sample.centre()], *symbol, *is_hollow, size, look));
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
