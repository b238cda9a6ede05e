//! The table of a Shapefile, in dBASE's format: columns of fixed width, in whatever encoding.

use super::super::Value;
use super::super::little_endian::{size_at, u16_at};
use super::super::wkb::Damage;

/// Bytes of the header before the columns, and of the description of each.
const DESCRIPTION: usize = 32;
/// Bytes of the name of a column.
const NAME: usize = 11;
/// Marks a record that was deleted, in its first byte.
const DELETED: u8 = b'*';

/// What the bytes of a column stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Logical,
    Date,
}

/// A column.
#[derive(Debug)]
pub(super) struct Column<'b> {
    /// Its name, in the encoding of the table.
    pub(super) name: &'b [u8],
    kind: Kind,
    /// Where it begins in a record, and how wide it is.
    begin: usize,
    width: usize,
}

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table<'b> {
    pub(super) columns: Vec<Column<'b>>,
    /// The names of columns that hold neither text nor numbers: memos, pictures.
    pub(super) skipped: Vec<&'b [u8]>,
    /// The byte by which dBASE tells the encoding.
    pub(super) language: u8,
    /// How many records the header counts.
    pub(super) stated: usize,
    /// The records that are there, one after the other.
    records: &'b [u8],
    width: usize,
}

/// A record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'b>(&'b [u8]);

/// What stands in a cell.
#[derive(Debug, PartialEq)]
pub(super) enum Cell<'b> {
    Nothing,
    /// Text, in the encoding of the table.
    Text(&'b [u8]),
    Value(Value),
    /// Something else than the number that it should be.
    NoNumber(&'b [u8]),
}

impl<'b> Table<'b> {
    /// Opens a table.
    ///
    /// # Errors
    /// The header ends early or makes no sense.
    pub(super) fn of(dbf: &'b [u8]) -> Result<Self, Damage> {
        const SHORT: Damage = "read.damage.short";
        let stated = size_at(dbf, 4).ok_or(SHORT)?;
        let header = usize::from(u16_at(dbf, 8).ok_or(SHORT)?);
        let width = usize::from(u16_at(dbf, 10).ok_or(SHORT)?);
        let language = *dbf.get(29).ok_or(SHORT)?;
        let descriptions = dbf.get(..header).ok_or(SHORT)?.get(DESCRIPTION..).ok_or("read.damage.header")?;
        if width == 0 {
            return Err("read.damage.header");
        }
        let mut table = Self { language, stated, width, ..Self::default() };
        let mut begin = 1;
        for description in descriptions.chunks_exact(DESCRIPTION) {
            let (Some(name), Some(kind), Some(size)) =
                (description.get(..NAME), description.get(NAME), description.get(16))
            else {
                break;
            };
            // What ends the descriptions.
            if matches!(name.first(), Some(0x0D)) {
                break;
            }
            let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
            let column = |kind| Column { name, kind, begin, width: usize::from(*size) };
            match kind {
                b'C' => table.columns.push(column(Kind::Text)),
                b'N' | b'F' => table.columns.push(column(Kind::Number)),
                b'L' => table.columns.push(column(Kind::Logical)),
                b'D' => table.columns.push(column(Kind::Date)),
                _ => table.skipped.push(name),
            }
            begin += usize::from(*size);
        }
        let records = dbf.get(header..).unwrap_or_default();
        let there = stated.min(records.len() / width);
        table.records = records.get(..there * width).unwrap_or_default();
        Ok(table)
    }

    /// How many records are there, the deleted ones included.
    pub(super) fn len(&self) -> usize {
        self.records.len().checked_div(self.width).unwrap_or_default()
    }

    /// The record at a place, counted from 0.
    pub(super) fn record(&self, place: usize) -> Option<Record<'b>> {
        let begin = place.checked_mul(self.width)?;
        self.records.get(begin..begin.checked_add(self.width)?).map(Record)
    }

    /// All text of the table: names of columns, and cells.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'b [u8]> {
        let names = self.columns.iter().map(|column| column.name).chain(self.skipped.iter().copied());
        let texts: Vec<&Column<'b>> =
            self.columns.iter().filter(|column| column.kind == Kind::Text).collect();
        let records = (0..self.len()).filter_map(|place| self.record(place));
        let cells = records.flat_map(move |record| {
            let cells: Vec<&'b [u8]> = texts.iter().map(|column| trimmed(record.cell(column))).collect();
            cells
        });
        names.chain(cells)
    }
}

impl<'b> Record<'b> {
    pub(super) fn is_deleted(self) -> bool {
        self.0.first() == Some(&DELETED)
    }

    /// The bytes of a column; none where the record is too narrow for it.
    fn cell(self, column: &Column<'_>) -> &'b [u8] {
        self.0.get(column.begin..column.begin + column.width).unwrap_or_default()
    }

    /// What stands in a column.
    pub(super) fn read(self, column: &Column<'_>) -> Cell<'b> {
        let bytes = trimmed(self.cell(column));
        match column.kind {
            _ if bytes.is_empty() => Cell::Nothing,
            Kind::Text => Cell::Text(bytes),
            Kind::Number => number(bytes),
            Kind::Logical => match bytes {
                [b'T' | b't' | b'Y' | b'y', ..] => Cell::Value(Value::Bool(true)),
                [b'F' | b'f' | b'N' | b'n', ..] => Cell::Value(Value::Bool(false)),
                _ => Cell::Nothing,
            },
            Kind::Date => date(bytes),
        }
    }
}

/// A cell without what fills it up: spaces and zero bytes behind, of which the latter end text.
fn trimmed(cell: &[u8]) -> &[u8] {
    cell.split(|byte| *byte == 0).next().unwrap_or_default().trim_ascii_end()
}

/// A number; asterisks stand for one that did not fit.
fn number(bytes: &[u8]) -> Cell<'_> {
    let bytes = bytes.trim_ascii_start();
    if bytes.is_empty() || bytes.iter().all(|byte| *byte == b'*') {
        return Cell::Nothing;
    }
    let value = std::str::from_utf8(bytes).ok().and_then(Value::of_digits);
    value.map_or(Cell::NoNumber(bytes), Cell::Value)
}

/// A date as ISO 8601 has it; one that is none stays as it stands.
fn date(bytes: &[u8]) -> Cell<'_> {
    if bytes.iter().all(|byte| matches!(byte, b'0' | b' ')) {
        return Cell::Nothing;
    }
    let is_date = bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit);
    match std::str::from_utf8(bytes) {
        Ok(digits) if is_date => {
            let (year, rest) = digits.split_at(4);
            let (month, day) = rest.split_at(2);
            Cell::Value(Value::Text(format!("{year}-{month}-{day}").into()))
        }
        _ => Cell::Text(bytes),
    }
}
