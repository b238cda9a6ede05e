//! The geometry of a GeoPackage: a header, and then well-known binary.

use super::super::shape::Shape;
use super::super::wkb::{self, Damage, Read};

/// Reads the bytes of a geometry column.
///
/// # Errors
/// They are not such a geometry, or one that cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<Read, Damage> {
    let [b'G', b'P', _version, flags, rest @ ..] = bytes else { return Err("read.damage.header") };
    let is_extended = flags & 0b0010_0000 > 0;
    let is_empty = flags & 0b0001_0000 > 0;
    if is_extended {
        return Err("read.damage.kind");
    }
    let envelope = match (flags >> 1) & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err("read.damage.header"),
    };
    // The number of the reference system comes first; that of the layer counts.
    let geometry = rest.get(4 + envelope..).ok_or("read.damage.short")?;
    let read = wkb::read(geometry)?;
    Ok(if is_empty { Read { shape: Shape::Empty, ..read } } else { read })
}
