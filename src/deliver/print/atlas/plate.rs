//! The page of a township: its map, and beside it its figures.

use geo::{MultiPolygon, Polygon, Rect};

use super::figures::Figures;
use super::ground::Ground;
use super::locator::Locator;
use super::{neighbours, panel};
use crate::deliver::print::content::{Content, Drawn, Layer, PlaceName};
use crate::deliver::print::draw::{Naming, Picture, Townships, picture};
use crate::deliver::print::drawing::{Area, Drawing, Fill, Stroke};
use crate::deliver::print::frame::{Frame, widened};
use crate::deliver::print::look::Look;
use crate::deliver::print::margins::Margins;
use crate::deliver::print::sheet::{self, PanelSize};
use crate::deliver::print::themes::{self, Of};
use crate::deliver::print::{Printing, furniture};
use crate::geometry::bounds;

/// The panel is wider than that of a map: it holds tables.
const PANEL: PanelSize = PanelSize { beside: 134.0, below: 148.0 };
/// The township's box is shown with this part of its longer side around it.
const AROUND: f64 = 0.03;
/// How much of what lies outside the township is veiled.
const VEIL: f64 = 0.6;
/// The township's border beside that of the whole area.
const BORDER: f64 = 1.4;

/// What the pages of a service are made of.
pub(super) struct Plate<'a> {
    pub(super) of: Of<'a>,
    /// How its maps were made, in lines.
    method: Vec<String>,
    ground: Ground<'a>,
    figures: Figures<'a>,
    /// The names of facilities, by the township that counts them.
    names: Vec<Vec<(geo::Coord<f64>, &'a str)>>,
    /// The boxes of the townships.
    boxes: Vec<Option<Rect<f64>>>,
}

/// A map as it is on its page.
pub(super) struct Shown<'p, 'c> {
    pub(super) content: &'p Content<'c>,
    pub(super) picture: &'p Picture,
    pub(super) frame: Frame,
    /// The township.
    pub(super) shape: &'p MultiPolygon<f64>,
}

/// Where everything of a page lies.
pub(super) struct Layout<'p> {
    content: Content<'p>,
    margins: Margins,
    plan: sheet::Plan,
    frame: Frame,
    pub(super) panel: Area,
}

impl<'a> Plate<'a> {
    pub(super) fn of(of: Of<'a>) -> Self {
        let (printing, words) = (of.printing, of.printing.words);
        let study = printing.study;
        let content = themes::plate(of);
        let mut names = vec![Vec::new(); study.townships.len()];
        for facility in &of.service.facilities {
            let list = facility.township.and_then(|at| names.get_mut(at));
            if let (Some(list), Some(name), Some(site)) =
                (list, facility.name.as_deref(), facility.sites.first())
            {
                list.push((site.at, name));
            }
        }
        let method = vec![
            words.circle_line(of.told),
            words.configuration_line(of.told, &printing.report.method),
            words.label("words.atlas.frame-rule"),
        ];
        let boxes = study.townships.iter().map(|township| bounds(&township.shape)).collect();
        Self { of, method, ground: Ground::of(content.layers), figures: Figures::of(of), names, boxes }
    }

    /// The map of a township, without its layers.
    fn content(&self, at: usize, box_: Rect<f64>) -> Content<'_> {
        let (printing, words) = (self.of.printing, self.of.printing.words);
        let township = printing.study.townships.get(at).map_or("", |township| &*township.name);
        let values: [(&'static str, &dyn ToString); 2] =
            [("township", &township), ("service", &self.of.told.name)];
        let names = self.names.get(at).map_or(&[][..], Vec::as_slice);
        Content {
            name: String::new(),
            title: words.filled("words.atlas.township-title", &values),
            subtitle: printing.subtitle(),
            extent: widened(box_, box_.width().max(box_.height()) * AROUND),
            layers: Vec::new(),
            townships: Vec::new(),
            are_townships_filled: false,
            places: names.iter().map(|(at, name)| PlaceName { at: *at, name: (*name).to_owned() }).collect(),
            bars: None,
            figures: Vec::new(),
            method: self.method.clone(),
        }
    }
}

/// Lays out the page of the township at this place in the study.
pub(super) fn lay_out<'p>(plate: &'p Plate<'_>, at: usize, look: &Look<'_>) -> Layout<'p> {
    let printing = plate.of.printing;
    let sheet = printing.project.print.style.atlas;
    let nowhere = Rect::new((0.0, 0.0), (0.0, 0.0));
    let mut content = plate.content(at, plate.boxes.get(at).copied().flatten().unwrap_or(nowhere));
    let margins = Margins::of(&content, sheet, printing, look);
    let plan = sheet::plan(sheet, &margins, PANEL, look);
    let frame = Frame::fitting(content.extent, plan.map);
    content.layers = plate.ground.within(frame.extent());
    let panel = panel_of(&plan, look);
    Layout { content, margins, plan, frame, panel }
}

/// The page of the township at this place in the study.
pub(super) fn page(plate: &Plate<'_>, at: usize, locator: &Locator<'_>) -> Drawing {
    let printing = plate.of.printing;
    let sheet = printing.project.print.style.atlas;
    let look = printing.look(sheet);
    let Layout { mut content, margins, plan, frame, panel } = lay_out(plate, at, &look);
    let nothing = MultiPolygon(Vec::new());
    let shape = printing.study.townships.get(at).map_or(&nothing, |township| &township.shape);
    content.layers.extend(apart(shape, frame.extent(), printing, &look));
    let naming = Naming { townships: Townships::Names, inset: None };
    let mut picture = picture(&content, &frame, naming, &[], &look);
    let around = neighbours(plate, at, frame.extent());
    picture.items.extend(neighbours::names(around, &content.layers, &frame, &picture.names, &look));

    let shown = Shown { content: &content, picture: &picture, frame, shape };
    let told = plate.figures.told(at);
    let columns = columns(panel, plan.is_beside, &look);
    let beside = panel::draw(&shown, told.as_ref(), &columns, locator, printing, &look);
    let mut items = Vec::from_iter(sheet::paper(sheet, &look));
    sheet::mount(picture, &frame, None, &look, &mut items);
    if let Some(unprojector) = &printing.unprojector {
        furniture::ticks(&frame, unprojector, &look, &mut items);
    }
    items.extend(beside);
    if let Some(draft) = &printing.project.print.draft {
        items.push(sheet::draft_mark(draft, plan.map, &look));
    }
    sheet::frames(&plan, &look, &mut items);
    margins.draw_title(plan.title, &look, &mut items);
    margins.draw_foot(plan.foot, &look, &mut items);
    let (width_mm, height_mm) = sheet.size_mm();
    Drawing { title: content.title, width_mm, height_mm, items }
}

/// The other townships of which anything is seen.
fn neighbours<'p>(
    plate: &'p Plate<'_>,
    at: usize,
    extent: Rect<f64>,
) -> impl Iterator<Item = &'p crate::model::Township> {
    let is_seen =
        move |box_: &Option<Rect<f64>>| box_.is_some_and(|b| geo::Intersects::intersects(&b, &extent));
    let all = plate.of.printing.study.townships.iter().zip(&plate.boxes).enumerate();
    all.filter(move |(other, (_, box_))| *other != at && is_seen(box_)).map(|(_, (township, _))| township)
}

/// What tells the township from those around it: a veil over these, and its border.
fn apart(
    shape: &MultiPolygon<f64>,
    extent: Rect<f64>,
    printing: &Printing<'_>,
    look: &Look<'_>,
) -> [Layer<'static>; 2] {
    let colours = look.style.colours;
    // Its rings are holes of the veil, and go the other way round.
    let rings = shape.0.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    let turned = rings.map(|ring| ring.0.iter().rev().copied().collect());
    let outside = widened(extent, extent.width() * 0.05).to_polygon().into_inner().0;
    let veil = MultiPolygon::from(Polygon::new(outside, turned.collect()));
    let veil = Drawn::Land {
        shapes: vec![std::borrow::Cow::Owned(veil)],
        fill: Some(Fill::of(colours.paper).at_opacity(VEIL)),
        stroke: None,
    };
    let border = Drawn::Land {
        shapes: vec![std::borrow::Cow::Owned(shape.clone())],
        fill: None,
        stroke: Some(Stroke::of(colours.area_border, look.style.lines.area_border_mm * BORDER)),
    };
    let legend = printing.words.label("words.atlas.this-border");
    [
        Layer { legend: None, heading: None, drawn: veil },
        Layer { legend: Some(legend), heading: None, drawn: border },
    ]
}

/// Where the panel's contents lie.
fn panel_of(plan: &sheet::Plan, look: &Look<'_>) -> Area {
    let gap = 4.0 * look.scale;
    let panel = plan.panel;
    let top = if plan.is_beside { look.small_mm() * 2.1 } else { gap * 0.5 };
    Area::new(panel.left + gap, panel.top + top, panel.width - 2.0 * gap, panel.height - top - gap)
}

/// The panel's columns: two where it lies below the map.
fn columns(panel: Area, is_beside: bool, look: &Look<'_>) -> Vec<Area> {
    if is_beside {
        return vec![panel];
    }
    let gap = 8.0 * look.scale;
    let width = (panel.width - gap) / 2.0;
    vec![Area { width, ..panel }, Area::new(panel.left + width + gap, panel.top, width, panel.height)]
}
