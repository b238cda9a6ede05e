//! The names of the townships around one.

use crate::deliver::print::content::{Drawn, Layer};
use crate::deliver::print::drawing::{Anchor, Area, Item, Line, Text, spot};
use crate::deliver::print::frame::Frame;
use crate::deliver::print::labels::{Block, Labels};
use crate::deliver::print::look::{LEAST_MM, Look};
use crate::geometry::bounds;
use crate::model::Township;

/// Their names beside that of a township on a map of all of them.
const SIZE: f64 = 0.82;
/// Corners of outlines nearer than this, in millimetres, do not matter to where a name stands.
const COARSE_MM: f64 = 0.8;

/// The names in grey, where there is room for them inside their townships. They keep off `taken` and off symbols.
pub(super) fn names<'t>(
    townships: impl Iterator<Item = &'t Township>,
    layers: &[Layer<'_>],
    frame: &Frame,
    taken: &[Area],
    look: &Look<'_>,
) -> Vec<Item> {
    let shown: Vec<(&Township, Vec<Line>)> = townships
        .filter(|township| bounds(&township.shape).is_some_and(|box_| frame.shows(box_)))
        .map(|township| (township, frame.rings(&township.shape).into_iter().map(coarse).collect()))
        .collect();
    let size = (look.township_mm() * SIZE).max(LEAST_MM);
    let blocks: Vec<Block<'_>> = shown
        .iter()
        .map(|(township, rings)| Block {
            rings,
            width: look.width(&township.name, size) + size * 0.4,
            height: size * 1.25,
            least: LEAST_MM / size,
        })
        .collect();
    let mut labels = Labels::new(frame.area.inset(0.6 * look.scale), symbols(layers, frame, look));
    taken.iter().for_each(|area| labels.keep_off(*area));
    let colours = look.style.colours;
    let placed = labels.place_blocks(&blocks);
    let named = shown.iter().zip(placed).filter_map(|((township, _), placed)| {
        // A name that a line leads to would stand in another township.
        let placed = placed.filter(|placed| placed.led_from.is_none())?;
        let size = size * placed.factor;
        let at = spot(placed.area.centre().x, placed.area.centre().y + size * 0.37);
        let text = Text::new(&*township.name, at, size, colours.township_border);
        Some(Item::Text(text.anchored(Anchor::Middle).with_halo(colours.paper, size * 0.11)))
    });
    named.collect()
}

fn symbols(layers: &[Layer<'_>], frame: &Frame, look: &Look<'_>) -> Vec<Area> {
    let size = look.symbol_mm();
    let places = layers.iter().filter_map(|layer| match &layer.drawn {
        Drawn::Marks { places, .. } => Some(places),
        _ => None,
    });
    let spots = places.flatten().map(|place| frame.spot(*place));
    spots.map(|at| Area::new(at.x - size / 2.0, at.y - size / 2.0, size, size)).collect()
}

fn coarse(mut ring: Line) -> Line {
    let mut last = None;
    ring.spots.retain(|at| {
        let is_far =
            last.is_none_or(|before: (f64, f64)| (at.x - before.0).hypot(at.y - before.1) >= COARSE_MM);
        if is_far {
            last = Some((at.x, at.y));
        }
        is_far
    });
    ring
}
