//! Names of columns that a Shapefile has cut: its table (dBASE) has room for ten bytes of each, which in UTF-8 are three
//! Chinese characters, in GBK five.

use super::names::comparable;
use super::usual_names::usual_names;
use crate::encoding::TextEncoding;
use crate::project::Field;
use crate::read::{Format, Layer};

/// Room for the name of a column, bytes.
const ROOM: usize = 10;

/// Whether a column of the layer may be what its file has left of this name: the beginning of it for which there is room.
fn is_cut_of(layer: &Layer, column: &str, name: &str) -> bool {
    let bytes = |text: &str| match layer.encoding {
        TextEncoding::Utf8 => text.len(),
        _ => text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum(),
    };
    let name = comparable(name);
    let next = name.strip_prefix(&comparable(column)).and_then(|rest| rest.chars().next());
    let is_full = |next: char| bytes(column) + bytes(next.encode_utf8(&mut [0; 4])) > ROOM;
    layer.format == Format::Shapefile && !column.is_empty() && next.is_some_and(is_full)
}

/// The only column that may be what is left of this name.
pub(crate) fn column_cut_of(layer: &Layer, name: &str) -> Option<u32> {
    let mut fits = (0..).zip(&layer.fields).filter(|(_, column)| is_cut_of(layer, column, name));
    let (position, _) = fits.next()?;
    fits.next().is_none().then_some(position)
}

/// The fields of these that have a usual name of which this column may be what is left, each with the first such name.
pub(crate) fn fields_cut_to(layer: &Layer, column: &str, wanted: &[Field]) -> Vec<(Field, &'static str)> {
    let name_of = |field: Field| usual_names(field).iter().find(|name| is_cut_of(layer, column, name));
    wanted.iter().filter_map(|&field| Some((field, *name_of(field)?))).collect()
}
