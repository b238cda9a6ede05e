//! A map on its sheet: title, map, inset, legend, scale, north, and what is said at its foot.

use super::content::{Content, Drawn};
use super::draw::{Naming, Picture, Townships, picture};
use super::drawing::{Anchor, Area, Drawing, Fill, Item, Line, Stroke, Text, spot};
use super::frame::Frame;
use super::look::{Leaf, Look};
use super::{Printing, clip, focus, furniture, legend};

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
}

/// The distance of the neat line from the edge of the paper.
const MARGIN_MM: f64 = 10.0;

/// What lies inside the neat line.
pub(super) fn whole(leaf: impl Into<Leaf>, look: &Look<'_>) -> Area {
    let Leaf { width_mm, height_mm, .. } = leaf.into();
    Area::new(0.0, 0.0, width_mm, height_mm).inset(MARGIN_MM * look.scale.min(1.0))
}

/// Where the parts of a sheet lie.
pub(super) fn plan(leaf: impl Into<Leaf>, n_foot_lines: usize, panel: PanelSize, look: &Look<'_>) -> Plan {
    let whole = whole(leaf, look);
    let title_height = look.title_mm() * 1.75 + look.body_mm() * 1.3;
    let foot_height = look.small_mm() * (1.4 * n_foot_lines as f64 + 0.8);
    let ticks = look.small_mm() * 2.1;
    let title = Area::new(whole.left, whole.top, whole.width, title_height);
    let foot = Area::new(whole.left, whole.bottom() - foot_height, whole.width, foot_height);
    let body = Area::new(whole.left, title.bottom(), whole.width, foot.top - title.bottom());
    let is_beside = whole.width > whole.height;
    let (map, panel) = if is_beside {
        let panel = panel.beside * look.scale;
        (
            Area::new(body.left, body.top, body.width - panel, body.height),
            Area::new(body.right() - panel, body.top, panel, body.height),
        )
    } else {
        let panel = panel.below * look.scale;
        (
            Area::new(body.left, body.top, body.width, body.height - panel),
            Area::new(body.left, body.bottom() - panel, body.width, panel),
        )
    };
    Plan { whole, title, map: map.inset(ticks), panel, foot, is_beside }
}

/// Sets a map on a sheet.
pub(super) fn compose(content: &Content<'_>, leaf: impl Into<Leaf>, printing: &Printing<'_>) -> Page {
    let leaf = leaf.into();
    let look = printing.look(leaf);
    let foot_lines = foot_lines(content, leaf, printing, &look);
    let has_marks = content.layers.iter().any(|layer| matches!(layer.drawn, Drawn::Marks { .. }));
    let panel = if has_marks { PANEL } else { PANEL_WITHOUT_INSET };
    let plan = plan(leaf, foot_lines.len(), panel, &look);
    let frame = Frame::fitting(content.extent, plan.map);
    let mut items = Vec::new();
    let (inset_area, legend_area, side_area) = panel_parts(&plan, &look);

    let town = focus::of(&printing.places, &frame).filter(|_| has_marks);
    let town = town.map(|town| Frame::fitting(town, inset_area));
    // An inset at much the same scale shows nothing new.
    let inset = town.filter(|inset| inset.scale * 2.0 <= frame.scale);
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
    let end = side(content, &frame, side_area, printing, &look, &mut items);
    let legend_area = if plan.is_beside { legend_area.below(end + look.body_mm()) } else { legend_area };
    legend::draw(content, &pictures, legend_area, &look, printing.words, &mut items);
    if let Some(draft) = &printing.project.print.draft {
        items.push(draft_mark(draft, plan.map, &look));
    }
    let mut drawn = Vec::new();
    let told = (!unnamed.is_empty()).then(|| without_room(&unnamed, plan.map, printing, &look));
    mount(main, &frame, shown_larger, &look, &mut drawn);
    drawn.extend(told);
    if let (Some(inset), Some(picture)) = (inset, inner) {
        mount(picture, &inset, None, &look, &mut drawn);
        let title = inset_title(&inset, inset_area, printing, &look);
        drawn.push(title);
    }
    let around = drawn.len();
    if let Some(unprojector) = &printing.unprojector {
        furniture::ticks(&frame, unprojector, &look, &mut drawn);
    }
    drawn.extend(items);
    frames(&plan, &look, &mut drawn);
    title(content, plan.title, &look, &mut drawn);
    foot(&foot_lines, plan.foot, printing, &look, &mut drawn);
    let Leaf { width_mm, height_mm, .. } = leaf;
    let drawing = Drawing { title: content.title.clone(), width_mm, height_mm, items: drawn };
    Page { drawing, frame, inset, names, unnamed, around }
}

/// Inset, legend, and the rest, in the panel.
fn panel_parts(plan: &Plan, look: &Look<'_>) -> (Area, Area, Area) {
    let gap = 4.0 * look.scale;
    let panel = plan.panel;
    let inner = if plan.is_beside {
        Area::new(panel.left + gap, panel.top, panel.width - 2.0 * gap, panel.height - gap)
    } else {
        Area::new(panel.left + gap, panel.top + gap * 0.5, panel.width - 2.0 * gap, panel.height - gap)
    };
    let heading = look.body_mm() * 1.6;
    if plan.is_beside {
        let side = 44.0 * look.scale;
        let inset = inner.width * 0.92;
        let legend = inner.height - side - inset - heading - gap;
        (
            Area::new(inner.left, inner.bottom() - inset, inner.width, inset),
            Area::new(inner.left, inner.top + side, inner.width, legend),
            Area::new(inner.left, inner.top, inner.width, side),
        )
    } else {
        let third = inner.width * 0.27;
        let inset = inner.width * 0.38;
        let legend = inner.width - third - inset - 2.0 * gap;
        (
            Area::new(inner.left + legend + gap, inner.top + heading, inset, inner.height - heading),
            Area::new(inner.left, inner.top, legend, inner.height),
            Area::new(inner.right() - third, inner.top, third, inner.height),
        )
    }
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
    for (k, (what, how_much)) in content.figures.iter().enumerate() {
        let y = area.top + step * (k as f64 + 0.8);
        let most = area.width - look.width(how_much, size) - size;
        into.push(Item::Text(Text::new(look.cut(what, size, most), spot(area.left, y), size, ink)));
        let how_much = Text::new(how_much.as_str(), spot(area.right(), y), size, ink);
        into.push(Item::Text(how_much.bold().anchored(Anchor::End)));
        let below = y + size * 0.4;
        let line = Line::through([spot(area.left, below), spot(area.right(), below)]);
        into.push(Item::stroked(vec![line], rule.clone()));
    }
    area.top + step * content.figures.len() as f64
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

fn inset_title(inset: &Frame, area: Area, printing: &Printing<'_>, look: &Look<'_>) -> Item {
    let scale = furniture::grouped(inset.scale);
    let words = printing.words.filled("words.map.inset", &[("scale", &scale)]);
    let size = look.body_mm();
    let at = spot(area.left, area.top - size * 0.45);
    Item::Text(Text::new(look.cut(&words, size, area.width), at, size, look.style.colours.ink).bold())
}

/// The neat line, and the lines between the parts.
pub(super) fn frames(plan: &Plan, look: &Look<'_>, into: &mut Vec<Item>) {
    let (ink, lines) = (look.style.colours.ink, look.style.lines);
    into.push(Item::stroked(vec![plan.whole.ring()], Stroke::of(ink, lines.neat_line_mm)));
    let fine = Stroke::of(ink, lines.frame_mm);
    let level = |y: f64| Line::through([spot(plan.whole.left, y), spot(plan.whole.right(), y)]);
    into.push(Item::stroked(vec![level(plan.foot.top)], fine));
}

pub(super) fn title(content: &Content<'_>, area: Area, look: &Look<'_>, into: &mut Vec<Item>) {
    let most = area.width - look.title_mm();
    let wanted = look.title_mm();
    // A long title is set smaller, down to two thirds, and then cut.
    let fits = look.fonts.width_mm(&content.title, wanted, super::drawing::Weight::Bold);
    let size = wanted * (most / fits).clamp(0.66, 1.0);
    let words = look.cut(&content.title, size, most);
    let ink = look.style.colours.ink;
    let at = spot(area.centre().x, area.top + look.title_mm() * 1.3);
    into.push(Item::Text(Text::new(words, at, size, ink).bold().anchored(Anchor::Middle)));
    let size = look.body_mm();
    let at = spot(area.centre().x, at.y + size * 1.6);
    into.push(Item::Text(
        Text::new(look.cut(&content.subtitle, size, most), at, size, ink).anchored(Anchor::Middle),
    ));
}

/// What stands at the foot, each paragraph in lines that fit.
pub(super) fn foot_lines(
    content: &Content<'_>,
    leaf: impl Into<Leaf>,
    printing: &Printing<'_>,
    look: &Look<'_>,
) -> Vec<String> {
    let words = printing.words;
    let width = leaf.into().width_mm - 2.0 * MARGIN_MM - look.body_mm() * 16.0;
    let mut paragraphs = vec![
        words.filled("words.map.coordinates", &[("line", &words.coordinate_line(&printing.report.method))]),
    ];
    let method = content.method.join(&words.label("words.list-separator-wide"));
    paragraphs.push(words.filled("words.map.method", &[("line", &method)]));
    paragraphs.push(printing.source_line());
    let note = words.label("words.map.not-a-boundary-map");
    paragraphs.push(note);
    let size = look.small_mm();
    paragraphs
        .iter()
        .filter(|p| !p.is_empty())
        .flat_map(|paragraph| look.lines(paragraph, size, width))
        .collect()
}

/// The lines of the foot on its left; maker, date and number of the map review on its right.
pub(super) fn foot(
    lines: &[String],
    area: Area,
    printing: &Printing<'_>,
    look: &Look<'_>,
    into: &mut Vec<Item>,
) {
    let (ink, size) = (look.style.colours.ink, look.small_mm());
    let left = area.left + size;
    for (k, line) in lines.iter().enumerate() {
        let at = spot(left, area.top + size * (1.4 * k as f64 + 1.35));
        into.push(Item::Text(Text::new(line.as_str(), at, size, ink)));
    }
    let body = look.body_mm();
    let right = printing.signature();
    let step = (area.height / (right.len() as f64 + 0.4)).min(body * 1.6);
    let most = body * 15.0;
    for (k, line) in right.iter().enumerate() {
        let at = spot(area.right() - body * 0.8, area.top + step * (k as f64 + 0.9));
        let size = body.min(step * 0.9);
        let text = Text::new(look.cut(line, size, most), at, size, ink).anchored(Anchor::End);
        into.push(Item::Text(text));
    }
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
