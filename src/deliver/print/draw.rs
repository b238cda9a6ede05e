//! A map's content in a frame: what is drawn, what of it is seen, and where its names stand.

use std::borrow::Cow;

use geo::{BoundingRect, Intersects, Rect};

use super::bars;
use super::content::{Content, Drawn, PlaceName, TownshipMark};
use super::drawing::{Anchor, Area, Fill, Item, Line, Spot, Stroke, Text, spot};
use super::frame::Frame;
use super::labels::{Block, Labels, Placed};
use super::look::{LEAST_MM, Look};
use super::symbols;
use crate::geometry::bounds;

/// On a map with more names of places than this none is written.
const MOST_NAMED: usize = 150;
/// Lines of text stand so far apart, in sizes.
const LEADING: f64 = 1.18;
/// How much of the fill of a township its name's own ground hides.
const GROUND_OPACITY: f64 = 0.85;

/// A map's content in a frame.
pub(super) struct Picture {
    /// What is drawn; to be clipped to the frame.
    pub(super) items: Vec<Item>,
    /// Whether anything of each layer is seen.
    pub(super) seen: Vec<bool>,
    /// Whether bars are seen.
    pub(super) has_bars: bool,
    /// Where names stand.
    pub(super) names: Vec<Area>,
    /// The townships whose names found no place.
    pub(super) unnamed: Vec<String>,
}

/// Which names a map has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Naming {
    /// Those of townships.
    pub(super) townships: Townships,
    /// The box of an inset, which names the places in it.
    pub(super) inset: Option<Rect<f64>>,
}

/// What stands on townships.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Townships {
    /// Their names, with figures and bars.
    Full,
    /// Their names alone.
    Names,
}

/// The content in the frame. Names keep off `reserved`.
pub(super) fn picture(
    content: &Content<'_>,
    frame: &Frame,
    naming: Naming,
    reserved: &[Area],
    look: &Look<'_>,
) -> Picture {
    let mut items = Vec::new();
    let mut seen = Vec::new();
    let mut symbols = Vec::new();
    for layer in &content.layers {
        let drawn = layer_items(&layer.drawn, frame, look, &mut symbols);
        seen.push(!drawn.is_empty());
        items.extend(drawn);
    }
    let margin = 0.6 * look.scale;
    let mut labels = Labels::new(frame.area.inset(margin), symbols.clone());
    reserved.iter().for_each(|area| labels.keep_off(*area));
    let mut picture = Picture { items, seen, has_bars: false, names: Vec::new(), unnamed: Vec::new() };
    match naming.townships {
        Townships::Full => townships(content, &content.townships, frame, &mut labels, look, &mut picture),
        Townships::Names => {
            let bare: Vec<_> = content.townships.iter().map(TownshipMark::bare).collect();
            townships(content, &bare, frame, &mut labels, look, &mut picture);
        }
    }
    let named: Vec<&PlaceName> = content
        .places
        .iter()
        .filter(|place| {
            frame.shows_place(place.at) && !naming.inset.is_some_and(|inset| inset.intersects(&place.at))
        })
        .collect();
    if named.len() <= MOST_NAMED {
        places(&named, frame, &mut labels, look, &mut picture);
    }
    picture.names = labels.taken().iter().skip(reserved.len()).copied().collect();
    picture
}

fn layer_items(drawn: &Drawn<'_>, frame: &Frame, look: &Look<'_>, symbols: &mut Vec<Area>) -> Vec<Item> {
    match drawn {
        Drawn::Land { shapes, fill, stroke } => {
            let is_shown =
                |shape: &&Cow<'_, geo::MultiPolygon<f64>>| bounds(shape).is_some_and(|b| frame.shows(b));
            let lines: Vec<Line> =
                shapes.iter().filter(is_shown).flat_map(|shape| frame.rings(shape)).collect();
            if lines.is_empty() {
                return Vec::new();
            }
            vec![Item::Path { lines, fill: *fill, stroke: stroke.clone() }]
        }
        Drawn::Lines { lines, stroke } => {
            let is_shown =
                |line: &&Cow<'_, geo::LineString<f64>>| line.bounding_rect().is_some_and(|b| frame.shows(b));
            let lines: Vec<Line> = lines.iter().filter(is_shown).flat_map(|line| frame.lines(line)).collect();
            if lines.is_empty() {
                return Vec::new();
            }
            vec![Item::stroked(lines, stroke.clone())]
        }
        Drawn::Marks { places, symbol, is_hollow, opacity } => {
            let spots: Vec<Spot> =
                places.iter().filter(|at| frame.shows_place(**at)).map(|at| frame.spot(*at)).collect();
            if spots.is_empty() {
                return Vec::new();
            }
            let size = look.symbol_mm();
            symbols
                .extend(spots.iter().map(|at| Area::new(at.x - size / 2.0, at.y - size / 2.0, size, size)));
            symbols::marks(spots, *symbol, *is_hollow, *opacity, size, look).into()
        }
    }
}

/// A township's block: the size of the whole, and how much smaller it may be made.
struct Measured {
    width: f64,
    text_height: f64,
    bars_height: f64,
    least: f64,
}

/// The size of the figure below a township's name.
fn figure_mm(look: &Look<'_>) -> f64 {
    (look.township_mm() * 0.86).max(LEAST_MM)
}

fn measure(mark: &TownshipMark<'_>, content: &Content<'_>, look: &Look<'_>) -> Measured {
    let (name, figure) = (look.township_mm(), figure_mm(look));
    let mut width = look.width(&mark.name, name);
    let (mut text_height, mut smallest) = (name * LEADING, name);
    if let Some(text) = &mark.figure {
        width = width.max(look.width(text, figure));
        text_height += figure * LEADING;
        smallest = figure;
    }
    let bars = content.bars.as_ref().filter(|_| mark.values.iter().flatten().any(|value| *value > 0.0));
    let (bars_width, bars_height) = bars.map_or((0.0, 0.0), |bars| bars::size(bars, &mark.values, look));
    if bars.is_some() {
        smallest = smallest.min(bars::figure_mm(look));
    }
    let width = width.max(bars_width) + name * 0.2;
    Measured { width, text_height, bars_height, least: LEAST_MM / smallest }
}

fn townships(
    content: &Content<'_>,
    marks: &[TownshipMark<'_>],
    frame: &Frame,
    labels: &mut Labels,
    look: &Look<'_>,
    picture: &mut Picture,
) {
    let drawn: Vec<(&TownshipMark<'_>, Vec<Line>)> = marks
        .iter()
        .filter(|mark| bounds(mark.shape).is_some_and(|b| frame.shows(b)))
        .map(|mark| (mark, frame.rings(mark.shape)))
        .collect();
    let shown: Vec<(&TownshipMark<'_>, &Vec<Line>)> =
        drawn.iter().map(|(mark, rings)| (*mark, rings)).collect();
    let unplaced = blocks(&shown, content, labels, look, picture);
    // Better a name alone than none, or a figure that is too small to read.
    let bare: Vec<_> = unplaced.iter().map(|at| (shown[*at].0.bare(), shown[*at].1)).collect();
    let bare: Vec<_> = bare.iter().map(|(mark, rings)| (mark, *rings)).collect();
    for at in blocks(&bare, content, labels, look, picture) {
        picture.unnamed.push(bare[at].0.name.clone());
    }
}

/// Sets the blocks of townships, and returns those that found no place.
fn blocks(
    shown: &[(&TownshipMark<'_>, &Vec<Line>)],
    content: &Content<'_>,
    labels: &mut Labels,
    look: &Look<'_>,
    picture: &mut Picture,
) -> Vec<usize> {
    let measured: Vec<Measured> = shown.iter().map(|(mark, _)| measure(mark, content, look)).collect();
    let blocks: Vec<Block<'_>> = shown
        .iter()
        .zip(&measured)
        .map(|((_, rings), m)| Block {
            rings,
            width: m.width,
            height: m.text_height + m.bars_height,
            least: m.least,
        })
        .collect();
    let mut unplaced = Vec::new();
    for (at, placed) in labels.place_blocks(&blocks).into_iter().enumerate() {
        match placed {
            Some(placed) => block(shown[at].0, &measured[at], placed, content, look, picture),
            None => unplaced.push(at),
        }
    }
    unplaced
}

fn block(
    mark: &TownshipMark<'_>,
    measured: &Measured,
    placed: Placed,
    content: &Content<'_>,
    look: &Look<'_>,
    picture: &mut Picture,
) {
    let colours = look.style.colours;
    let (area, factor) = (placed.area, placed.factor);
    if let Some(from) = placed.led_from {
        let stroke = Stroke::of(colours.ink, look.style.lines.frame_mm);
        picture.items.push(Item::stroked(vec![Line::through([from, nearest(area, from)])], stroke));
    }
    if content.are_townships_filled {
        let ground = Fill::of(colours.paper).at_opacity(GROUND_OPACITY);
        picture.items.push(Item::filled(vec![area.ring()], ground));
    }
    let name = look.township_mm() * factor;
    let line = |words: &str, y: f64, size: f64| {
        let text = Text::new(words, spot(area.centre().x, y), size, colours.ink);
        let text = text.anchored(Anchor::Middle);
        if content.are_townships_filled { text } else { text.with_halo(colours.paper, size * 0.11) }
    };
    picture.items.push(Item::Text(line(&mark.name, area.top + name * 0.95, name).bold()));
    if let Some(figure) = &mark.figure {
        let size = figure_mm(look) * factor;
        picture.items.push(Item::Text(line(figure, area.top + name * LEADING + size * 0.92, size)));
    }
    if let (Some(bars), true) = (&content.bars, measured.bars_height > 0.0) {
        let top = area.top + measured.text_height * factor;
        let below = Area::new(area.left, top, area.width, area.bottom() - top);
        bars::draw(bars, &mark.values, below, factor, look, &mut picture.items);
        picture.has_bars = true;
    }
}

/// The spot of an area that is nearest to another.
fn nearest(area: Area, to: Spot) -> Spot {
    spot(to.x.clamp(area.left, area.right()), to.y.clamp(area.top, area.bottom()))
}

fn places(named: &[&PlaceName], frame: &Frame, labels: &mut Labels, look: &Look<'_>, picture: &mut Picture) {
    let (size, symbol) = (look.place_mm(), look.symbol_mm());
    let colours = look.style.colours;
    for place in named {
        let at = frame.spot(place.at);
        let around = Area::new(at.x - symbol / 2.0, at.y - symbol / 2.0, symbol, symbol);
        let width = look.width(&place.name, size);
        if let Some(area) = labels.place_name(around, width, size * LEADING) {
            let text = Text::new(&*place.name, spot(area.left, area.top + size * 0.95), size, colours.ink);
            picture.items.push(Item::Text(text.with_halo(colours.paper, size * 0.1)));
        }
    }
}
