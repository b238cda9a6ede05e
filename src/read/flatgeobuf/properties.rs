//! The attributes of a feature: the number of a column, then its value, one after the other.

use super::super::Value;
use super::super::little_endian::{size_at, u16_at};
use super::super::wkb::Damage;
use super::header::Column;

const SHORT: Damage = "read.damage.short";

/// The type of a column with bytes, which are no attribute here.
pub(super) const BINARY: u8 = 14;

/// Reads the attributes into `attributes`; null ones are not there.
///
/// # Errors
/// They end early, name a column that is not there, or are of a type that is not known. Those before are kept.
pub(super) fn read(
    bytes: &[u8],
    columns: &[Column],
    attributes: &mut Vec<(u32, Value)>,
) -> Result<(), Damage> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let position = u16_at(rest, 0).ok_or(SHORT)?;
        let column = columns.get(usize::from(position)).ok_or("read.damage.column")?;
        rest = rest.get(2..).ok_or(SHORT)?;
        let (value, length) = value(rest, column.kind)?;
        attributes.extend(value.map(|value| (u32::from(position), value)));
        rest = rest.get(length..).ok_or(SHORT)?;
    }
    Ok(())
}

/// A value of this type at the beginning of these bytes, and how many it takes.
fn value(bytes: &[u8], kind: u8) -> Result<(Option<Value>, usize), Damage> {
    /// As many bytes as a number has.
    fn first<const N: usize>(bytes: &[u8]) -> Result<[u8; N], Damage> {
        bytes.first_chunk::<N>().copied().ok_or(SHORT)
    }
    let whole = |number: i128, length| Ok((Some(Value::of_whole(number)), length));
    let real = |number: f64, length| Ok((number.is_finite().then_some(Value::Number(number)), length));
    match kind {
        0 => whole(i8::from_le_bytes(first(bytes)?).into(), 1),
        1 => whole(u8::from_le_bytes(first(bytes)?).into(), 1),
        2 => Ok((Some(Value::Bool(first::<1>(bytes)? != [0])), 1)),
        3 => whole(i16::from_le_bytes(first(bytes)?).into(), 2),
        4 => whole(u16::from_le_bytes(first(bytes)?).into(), 2),
        5 => whole(i32::from_le_bytes(first(bytes)?).into(), 4),
        6 => whole(u32::from_le_bytes(first(bytes)?).into(), 4),
        7 => whole(i64::from_le_bytes(first(bytes)?).into(), 8),
        8 => whole(u64::from_le_bytes(first(bytes)?).into(), 8),
        9 => real(f32::from_le_bytes(first(bytes)?).into(), 4),
        10 => real(f64::from_le_bytes(first(bytes)?), 8),
        // Text, JSON, dates and bytes.
        11..=BINARY => {
            let length = size_at(bytes, 0).ok_or(SHORT)?;
            let end = length.checked_add(4).ok_or(SHORT)?;
            let text = bytes.get(4..end).ok_or(SHORT)?;
            let is_text = kind != BINARY;
            Ok((is_text.then(|| Value::Text(String::from_utf8_lossy(text).into())), end))
        }
        _ => Err("read.damage.column"),
    }
}
