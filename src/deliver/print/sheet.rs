//! A map on its sheet: title, map, inset, legend, scale, north, and what is said at its foot.

use std::ops::Range;

use geo::Rect;

use super::content::{Content, Drawn};
use super::draw::{Naming, Picture, Townships, picture};
use super::drawing::{Anchor, Area, Drawing, Fill, Item, Line, Stroke, Text, Weight, spot};
use super::frame::Frame;
use super::legend::Legend;
use super::look::{Leaf, Look};
use super::margins::Margins;
use super::{Printing, clip, focus, furniture};

/// Where the parts of a sheet lie, in millimetres.
pub(super) struct Plan {
    /// Inside the neat line.
    pub(super) whole: Area,
    pub(super) title: Area,
    pub(super) map: Area,
    /// Legend, inset, scale and north: beside the map or below it.
    pub(super) panel: Area,
    pub(super) foot: Area,
    pub(super) is_beside: bool,
}

/// How wide a panel beside the map is, and how high one below it, in millimetres on A3.
#[derive(Clone, Copy)]
pub(super) struct PanelSize {
    pub(super) beside: f64,
    pub(super) below: f64,
}

/// The panel of a map with an inset.
const PANEL: PanelSize = PanelSize { beside: 84.0, below: 88.0 };
/// Without an inset a panel below the map is as high as a legend.
const PANEL_WITHOUT_INSET: PanelSize = PanelSize { beside: 84.0, below: 66.0 };

/// A sheet, and what tests ask of its layout.
#[cfg_attr(not(test), expect(dead_code, reason = "only tests ask where things lie"))]
pub(super) struct Page {
    pub(super) drawing: Drawing,
    /// The map.
    pub(super) frame: Frame,
    /// The inset, where there is one.
    pub(super) inset: Option<Frame>,
    /// Where names stand: on the map, on the inset.
    pub(super) names: [Vec<Area>; 2],
    /// The townships whose names found no place.
    pub(super) unnamed: Vec<String>,
    /// From which item on they stand around map and inset.
    pub(super) around: usize,
    /// Where the legend may stand, and which items are its own.
    pub(super) legend: (Area, Range<usize>),
}

/// A panel takes no more than this part of the sheet.
const MOST_PANEL: f64 = 0.45;
/// A panel grows with the text in it, up to this factor.
const MOST_GROWN: f64 = 1.4;

/// The distance of the neat line from the edge of the paper.
const MARGIN_MM: f64 = 10.0;

/// What lies inside the neat line.
pub(super) fn whole(leaf: impl Into<Leaf>, look: &Look<'_>) -> Area {
    let Leaf { width_mm, height_mm, .. } = leaf.into();
    Area::new(0.0, 0.0, width_mm, height_mm).inset(MARGIN_MM * look.scale.min(1.0))
}

/// Where the parts of a sheet lie.
pub(super) fn plan(leaf: impl Into<Leaf>, margins: &Margins, panel: PanelSize, look: &Look<'_>) -> Plan {
    let whole = whole(leaf, look);
    let title = Area::new(whole.left, whole.top, whole.width, margins.title_height);
    let foot_top = whole.bottom() - margins.foot_height;
    let foot = Area::new(whole.left, foot_top, whole.width, margins.foot_height);
    let body = Area::new(whole.left, title.bottom(), whole.width, foot.top - title.bottom());
    let is_beside = whole.width > whole.height;
    let scale = look.scale * look.growth().min(MOST_GROWN);
    let (map, panel) = if is_beside {
        let panel = (panel.beside * scale).min(body.width * MOST_PANEL);
        (
            Area::new(body.left, body.top, body.width - panel, body.height),
            Area::new(body.right() - panel, body.top, panel, body.height),
        )
    } else {
        let panel = (panel.below * scale).min(body.height * MOST_PANEL);
        (
            Area::new(body.left, body.top, body.width, body.height - panel),
            Area::new(body.left, body.bottom() - panel, body.width, panel),
        )
    };
    let ticks = (look.small_mm() * 2.1).min(map.width.min(map.height) * 0.15);
    Plan { whole, title, map: map.inset(ticks), panel, foot, is_beside }
}

/// Sets a map on a sheet.
pub(super) fn compose(content: &Content<'_>, leaf: impl Into<Leaf>, printing: &Printing<'_>) -> Page {
    let leaf = leaf.into();
    let look = printing.look(leaf);
    let margins = Margins::of(content, leaf, printing, &look);
    let has_marks = content.layers.iter().any(|layer| matches!(layer.drawn, Drawn::Marks { .. }));
    let panel = if has_marks { PANEL } else { PANEL_WITHOUT_INSET };
    let plan = plan(leaf, &margins, panel, &look);
    let frame = Frame::fitting(content.extent, plan.map);
    let mut items = Vec::new();
    let side_end = side(content, &frame, side_area(&plan, &look), printing, &look, &mut items);

    let town = focus::of(&printing.places, &frame).filter(|_| has_marks);
    let parts = panel_parts(content, &plan, &frame, town, side_end, &look);
    let inset = parts.inset;
    // Names keep off what the inset shows larger.
    let shown_larger = inset.map(|inset| frame.area_of(inset.extent()));
    let reserved: Vec<Area> =
        shown_larger.iter().map(|area| area.inset(-look.style.lines.frame_mm * 3.0)).collect();
    let naming = Naming { townships: Townships::Full, inset: inset.map(|inset| inset.extent()) };
    let main = picture(content, &frame, naming, &reserved, &look);
    let naming = Naming { townships: Townships::Names, inset: None };
    let inner = inset.map(|inset| picture(content, &inset, naming, &[], &look));

    let unnamed = main.unnamed.clone();
    let names = [main.names.clone(), inner.as_ref().map_or_else(Vec::new, |picture| picture.names.clone())];
    let pictures: Vec<&Picture> = std::iter::once(&main).chain(&inner).collect();
    let n_before = items.len();
    Legend::of_seen(content, &pictures).draw(parts.legend, &look, printing.words, &mut items);
    let n_legend = items.len() - n_before;
    if let Some(draft) = &printing.project.print.draft {
        items.push(draft_mark(draft, plan.map, &look));
    }
    let mut drawn = Vec::from_iter(paper(leaf, &look));
    let told = (!unnamed.is_empty()).then(|| without_room(&unnamed, plan.map, printing, &look));
    mount(main, &frame, shown_larger, &look, &mut drawn);
    drawn.extend(told);
    if let (Some(inset), Some(picture)) = (inset, inner) {
        mount(picture, &inset, None, &look, &mut drawn);
        drawn.push(inset_title(&inset, printing, &look));
    }
    let around = drawn.len();
    if let Some(unprojector) = &printing.unprojector {
        furniture::ticks(&frame, unprojector, &look, &mut drawn);
    }
    let first_of_legend = drawn.len() + n_before;
    drawn.extend(items);
    frames(&plan, &look, &mut drawn);
    margins.draw_title(plan.title, &look, &mut drawn);
    margins.draw_foot(plan.foot, &look, &mut drawn);
    let Leaf { width_mm, height_mm, .. } = leaf;
    let drawing = Drawing { title: content.title.clone(), width_mm, height_mm, items: drawn };
    let legend = (parts.legend, first_of_legend..first_of_legend + n_legend);
    Page { drawing, frame, inset, names, unnamed, around, legend }
}

/// The ground of a sheet that is not white: all of it has the paper's colour, not only the map.
pub(super) fn paper(leaf: impl Into<Leaf>, look: &Look<'_>) -> Option<Item> {
    let Leaf { width_mm, height_mm, .. } = leaf.into();
    let colour = look.style.colours.paper;
    let is_white = [colour.red, colour.green, colour.blue] == [u8::MAX; 3];
    let sheet = Area::new(0.0, 0.0, width_mm, height_mm);
    (!is_white).then(|| Item::filled(vec![sheet.ring()], Fill::of(colour)))
}

/// Where legend and inset stand in the panel.
struct Parts {
    legend: Area,
    inset: Option<Frame>,
}

/// Gives the legend and, where a `town` is crowded, an inset of it their places: the inset as large as the legend
/// allows at its full size.
fn panel_parts(
    content: &Content<'_>,
    plan: &Plan,
    frame: &Frame,
    town: Option<Rect<f64>>,
    side_end: f64,
    look: &Look<'_>,
) -> Parts {
    /// The inset's part of the panel's width: beside a map, below one.
    const PARTS: [(f64, f64); 4] = [(0.92, 0.38), (0.78, 0.32), (0.64, 0.27), (0.5, 0.22)];
    let legend = Legend::of_all(content);
    let (gap, inner) = (gap(look), inside(plan, look));
    let heading = look.body_mm() * 1.6;
    let top = side_end + look.body_mm();
    let with_inset = |(beside, below): (f64, f64)| {
        if plan.is_beside {
            let height = inner.width * beside;
            let inset = Area::new(inner.left, inner.bottom() - height, inner.width, height);
            let bottom = inset.top - heading - gap;
            (Area::new(inner.left, top, inner.width, (bottom - top).max(0.0)), inset)
        } else {
            let width = inner.width * below;
            let left = side_area(plan, look).left - gap - width;
            let inset = Area::new(left, inner.top + heading, width, (inner.height - heading).max(0.0));
            (Area::new(inner.left, inner.top, left - gap - inner.left, inner.height), inset)
        }
    };
    // An inset at much the same scale shows nothing new.
    let shown =
        |area: Area| Some(Frame::fitting(town?, area)).filter(|inset| inset.scale * 2.0 <= frame.scale);
    let of = |part| {
        let (legend, inset) = with_inset(part);
        Some(Parts { legend, inset: Some(shown(inset)?) })
    };
    let all: Vec<Parts> = PARTS.into_iter().map_while(of).collect();
    let fitting = all.iter().position(|parts| legend.fits(parts.legend, look));
    // Better a legend that is whole than an inset beside it.
    let smallest = || all.iter().rposition(|parts| legend.has_room(parts.legend, look));
    let chosen = fitting.or_else(smallest).unwrap_or(all.len());
    all.into_iter().nth(chosen).unwrap_or_else(|| {
        let legend = if plan.is_beside {
            inner.below(top)
        } else {
            Area { width: side_area(plan, look).left - gap - inner.left, ..inner }
        };
        Parts { legend, inset: None }
    })
}

fn gap(look: &Look<'_>) -> f64 {
    4.0 * look.scale
}

/// The panel without its margins.
fn inside(plan: &Plan, look: &Look<'_>) -> Area {
    let (gap, panel) = (gap(look), plan.panel);
    let top = if plan.is_beside { panel.top } else { panel.top + gap * 0.5 };
    Area::new(panel.left + gap, top, (panel.width - 2.0 * gap).max(0.0), (panel.height - gap).max(0.0))
}

/// Where north arrow, scale and headline figures stand.
fn side_area(plan: &Plan, look: &Look<'_>) -> Area {
    let inner = inside(plan, look);
    let width = inner.width * 0.27;
    if plan.is_beside { inner } else { Area::new(inner.right() - width, inner.top, width, inner.height) }
}

/// North arrow, scale, headline figures. Returns where they end.
fn side(
    content: &Content<'_>,
    frame: &Frame,
    area: Area,
    printing: &Printing<'_>,
    look: &Look<'_>,
    into: &mut Vec<Item>,
) -> f64 {
    let convergence = printing.unprojector.as_ref().and_then(|out| furniture::convergence(out, frame.centre));
    let mut y = area.top;
    y += furniture::north_arrow(
        convergence,
        Area::new(area.left, y, area.width, area.height),
        look,
        printing.words,
        into,
    );
    y += look.small_mm() * 0.8;
    y +=
        furniture::scale(frame, Area::new(area.left, y, area.width, area.height), look, printing.words, into);
    y += look.small_mm();
    figures(content, Area::new(area.left, y, area.width, area.bottom() - y), look, into)
}

/// The headline figures: what on the left, how much on the right, a fine line below each. Returns where they end.
fn figures(content: &Content<'_>, area: Area, look: &Look<'_>, into: &mut Vec<Item>) -> f64 {
    let (ink, size) = (look.style.colours.ink, look.body_mm());
    let rule = Stroke::of(look.style.colours.nothing, look.style.lines.frame_mm);
    let step = size * 1.55;
    let room = (area.height / step).floor().max(0.0) as usize;
    for (k, (what, how_much)) in content.figures.iter().take(room).enumerate() {
        let y = area.top + step * (k as f64 + 0.8);
        let most = area.width - look.width(how_much, size) - size;
        into.push(Item::Text(Text::new(look.cut(what, size, most), spot(area.left, y), size, ink)));
        let how_much = Text::new(how_much.as_str(), spot(area.right(), y), size, ink);
        into.push(Item::Text(how_much.bold().anchored(Anchor::End)));
        let below = y + size * 0.4;
        let line = Line::through([spot(area.left, below), spot(area.right(), below)]);
        into.push(Item::stroked(vec![line], rule.clone()));
    }
    area.top + step * content.figures.len().min(room) as f64
}

/// A picture in its frame; `shown_larger`: the part of which an inset is a larger picture.
pub(super) fn mount(
    picture: Picture,
    frame: &Frame,
    shown_larger: Option<Area>,
    look: &Look<'_>,
    into: &mut Vec<Item>,
) {
    let colours = look.style.colours;
    let mut items = picture.items;
    if let Some(part) = shown_larger {
        let width = look.style.lines.frame_mm;
        items.push(Item::stroked(vec![part.ring()], Stroke::of(colours.paper, width * 5.0)));
        items.push(Item::stroked(vec![part.ring()], Stroke::of(colours.ink, width * 2.0)));
    }
    into.push(Item::filled(vec![frame.area.ring()], Fill::of(colours.paper)));
    into.extend(items.into_iter().flat_map(|item| clip::item(item, frame.area)));
    let stroke = Stroke::of(colours.ink, look.style.lines.frame_mm);
    into.push(Item::stroked(vec![frame.area.ring()], stroke));
}

/// The townships that found no room for their names, in a line at the foot of the map.
fn without_room(names: &[String], map: Area, printing: &Printing<'_>, look: &Look<'_>) -> Item {
    let names = names.join(&printing.words.label("words.map.and"));
    let line = printing.words.filled("words.map.unnamed", &[("names", &names)]);
    let size = look.small_mm();
    let at = spot(map.left + size, map.bottom() - size * 0.7);
    let text = Text::new(look.cut(&line, size, map.width - 2.0 * size), at, size, look.style.colours.ink);
    Item::Text(text.with_halo(look.style.colours.paper, size * 0.12))
}

fn inset_title(inset: &Frame, printing: &Printing<'_>, look: &Look<'_>) -> Item {
    let scale = furniture::grouped(inset.scale);
    let words = printing.words.filled("words.map.inset", &[("scale", &scale)]);
    let size = look.body_mm();
    let area = inset.area;
    let at = spot(area.left, area.top - size * 0.45);
    Item::Text(
        Text::new(look.cut_as(&words, size, Weight::Bold, area.width), at, size, look.style.colours.ink)
            .bold(),
    )
}

/// The neat line, and the lines between the parts.
pub(super) fn frames(plan: &Plan, look: &Look<'_>, into: &mut Vec<Item>) {
    let (ink, lines) = (look.style.colours.ink, look.style.lines);
    into.push(Item::stroked(vec![plan.whole.ring()], Stroke::of(ink, lines.neat_line_mm)));
    let fine = Stroke::of(ink, lines.frame_mm);
    let level = |y: f64| Line::through([spot(plan.whole.left, y), spot(plan.whole.right(), y)]);
    into.push(Item::stroked(vec![level(plan.foot.top)], fine));
}

/// The words of the draft mark, across the map.
pub(super) fn draft_mark(words: &str, map: Area, look: &Look<'_>) -> Item {
    let wide = look.width(words, 1.0).max(1.0);
    let size = (map.width * 0.7 / wide).min(map.height * 0.25);
    let centre = map.centre();
    let mut text =
        Text::new(words, spot(centre.x, centre.y + size * 0.35), size, look.style.colours.draft_mark);
    text.opacity = 0.14;
    Item::Text(text.bold().anchored(Anchor::Middle).turned(-25.0))
}
