//! The features of a layer: made in parallel, run by run, and written in their order.

use std::io::{Seek, SeekFrom, Write};

use geo::Rect;
use rayon::prelude::*;

use super::super::folder::Unfilled;
use super::super::layers::Layer;
use super::shapes::{self, HEADER, LEAD, ShapeType};
use super::table::Values;
use super::too_large;
use crate::geometry::around;
use crate::project::ShapefileEncoding;

/// So many items that are quickly made are worked on by a thread in a row.
const ITEMS_AT_ONCE: usize = 1024;

/// What a layer holds besides its shapes, which are written as they are made.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) values: Values,
    pub(super) extent: Option<Rect<f64>>,
    /// Bytes of each shape, without its lead.
    pub(super) lengths: Vec<u64>,
}

/// The features of some items.
struct Lot {
    shapes: Vec<u8>,
    held: Held,
}

impl Held {
    fn of(layer: &Layer<'_>) -> Self {
        Self { values: Values::of(layer.fields.len()), extent: None, lengths: Vec::new() }
    }

    fn append(&mut self, other: &Self) {
        self.values.append(&other.values);
        self.lengths.extend_from_slice(&other.lengths);
        self.extent = around(self.extent.into_iter().chain(other.extent));
    }
}

/// Writes the `.shp` of a layer, and returns the rest of what it holds. Only a few lots of shapes are in memory.
pub(super) fn write(
    layer: &Layer<'_>,
    encoding: ShapefileEncoding,
    limit: u64,
    to: &mut (impl Write + Seek),
) -> Result<Held, Unfilled> {
    let shape_type = ShapeType::of_theme(layer.theme);
    let at_once = if layer.is_quick { ITEMS_AT_ONCE } else { 1 };
    let starts: Vec<usize> = (0..layer.items).step_by(at_once).collect();
    let mut held = Held::of(layer);
    let mut length = HEADER;
    to.write_all(&shapes::header(shape_type, length, None))?;
    for starts in starts.chunks(rayon::current_num_threads() * 2) {
        let of_run = |start: &usize| lot(layer, *start..layer.items.min(start + at_once), encoding);
        let lots: Vec<Lot> = starts.par_iter().map(of_run).collect();
        for lot in lots {
            let mut rest = lot.shapes.as_slice();
            for (at, bytes) in lot.held.lengths.iter().enumerate() {
                length += LEAD + bytes;
                if length > limit {
                    return Err(too_large(layer, "shp").into());
                }
                let (shape, after) = rest
                    .split_at_checked(usize::try_from(*bytes).unwrap_or(usize::MAX))
                    .unwrap_or((rest, &[]));
                to.write_all(&shapes::lead((held.lengths.len() + at + 1) as u64, *bytes))?;
                to.write_all(shape)?;
                rest = after;
            }
            held.append(&lot.held);
        }
    }
    to.seek(SeekFrom::Start(0))?;
    to.write_all(&shapes::header(shape_type, length, held.extent))?;
    to.seek(SeekFrom::End(0))?;
    Ok(held)
}

/// Writes the `.shx`.
pub(super) fn write_index(layer: &Layer<'_>, held: &Held, to: &mut impl Write) -> Result<(), Unfilled> {
    let length = HEADER + LEAD * held.lengths.len() as u64;
    to.write_all(&shapes::header(ShapeType::of_theme(layer.theme), length, held.extent))?;
    let mut begin = HEADER;
    for length in &held.lengths {
        to.write_all(&shapes::entry(begin, *length))?;
        begin += LEAD + length;
    }
    Ok(())
}

fn lot(layer: &Layer<'_>, items: std::ops::Range<usize>, encoding: ShapefileEncoding) -> Lot {
    let mut lot = Lot { shapes: Vec::new(), held: Held::of(layer) };
    for feature in items.flat_map(|item| (layer.features)(item)) {
        let begin = lot.shapes.len();
        let extent = shapes::put(&feature.shape, &mut lot.shapes);
        lot.held.extent = around(lot.held.extent.into_iter().chain(extent));
        lot.held.lengths.push((lot.shapes.len() - begin) as u64);
        lot.held.values.push(&layer.fields, &feature.values, encoding);
    }
    lot
}
