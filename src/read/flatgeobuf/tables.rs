//! FlatBuffers, as far as FlatGeobuf needs them: tables whose fields lie where offsets lead.
//!
//! Every offset is held against the bytes. Tables may be reached on several ways, so that a small file could stand for
//! an endless one; therefore what is read of a buffer is counted, and is no more than a buffer of its size can hold.

use super::super::little_endian::{i32_at, size_at, u16_at, u64_at};
use super::super::wkb::Damage;

const SHORT: Damage = "read.damage.short";
const COUNT: Damage = "read.damage.count";

/// A buffer, and how many of its bytes may still be read.
pub(super) struct Buffer<'b> {
    bytes: &'b [u8],
    left: usize,
}

/// A table: where it begins, and where its list of fields does.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    at: usize,
    fields: usize,
    n_fields: usize,
}

impl<'b> Buffer<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        Self { bytes, left: bytes.len() }
    }

    /// The table that all others are reached from.
    pub(super) fn root(&mut self) -> Result<Table, Damage> {
        let at = size_at(self.bytes, 0).ok_or(SHORT)?;
        self.table(at)
    }

    fn table(&mut self, at: usize) -> Result<Table, Damage> {
        // Its own offset, and at the least the two sizes of its list of fields, which several tables may share.
        self.spend(4)?;
        let back = i32_at(self.bytes, at).ok_or(SHORT)?;
        let fields = i64::try_from(at).ok().and_then(|at| usize::try_from(at - i64::from(back)).ok());
        let fields = fields.ok_or("read.damage.header")?;
        let length = u16_at(self.bytes, fields).ok_or(SHORT)?;
        Ok(Table { at, fields, n_fields: usize::from(length / 2).saturating_sub(2) })
    }

    /// Where the value of a field lies; `None` when the table has none.
    fn place(&self, table: Table, field: usize) -> Result<Option<usize>, Damage> {
        if field >= table.n_fields {
            return Ok(None);
        }
        match u16_at(self.bytes, table.fields + 4 + 2 * field).ok_or(SHORT)? {
            0 => Ok(None),
            offset => Ok(Some(table.at + usize::from(offset))),
        }
    }

    /// A field of one byte; 0 where there is none.
    pub(super) fn byte(&self, table: Table, field: usize) -> Result<u8, Damage> {
        let place = self.place(table, field)?;
        place.map_or(Ok(0), |at| self.bytes.get(at).copied().ok_or(SHORT))
    }

    pub(super) fn u16(&self, table: Table, field: usize) -> Result<Option<u16>, Damage> {
        self.place(table, field)?.map(|at| u16_at(self.bytes, at).ok_or(SHORT)).transpose()
    }

    pub(super) fn i32(&self, table: Table, field: usize) -> Result<Option<i32>, Damage> {
        self.place(table, field)?.map(|at| i32_at(self.bytes, at).ok_or(SHORT)).transpose()
    }

    pub(super) fn u64(&self, table: Table, field: usize) -> Result<Option<u64>, Damage> {
        self.place(table, field)?.map(|at| u64_at(self.bytes, at).ok_or(SHORT)).transpose()
    }

    /// The table that a field leads to.
    pub(super) fn child(&mut self, table: Table, field: usize) -> Result<Option<Table>, Damage> {
        match self.place(table, field)? {
            None => Ok(None),
            Some(at) => self.led_to(at).and_then(|at| self.table(at)).map(Some),
        }
    }

    /// The tables that a field leads to.
    pub(super) fn children(&mut self, table: Table, field: usize) -> Result<Vec<Table>, Damage> {
        let Some((begin, count)) = self.list(table, field, 4)? else { return Ok(Vec::new()) };
        (0..count).map(|i| self.led_to(begin + 4 * i).and_then(|at| self.table(at))).collect()
    }

    /// The bytes of a list of items of this size; `None` where there is none.
    pub(super) fn items(
        &mut self,
        table: Table,
        field: usize,
        size: usize,
    ) -> Result<Option<&'b [u8]>, Damage> {
        let Some((begin, count)) = self.list(table, field, size)? else { return Ok(None) };
        self.bytes.get(begin..begin + count * size).map(Some).ok_or(COUNT)
    }

    /// Whether there is a list, and whether it has items.
    pub(super) fn has_items(&self, table: Table, field: usize) -> Result<bool, Damage> {
        match self.place(table, field)? {
            None => Ok(false),
            Some(at) => Ok(size_at(self.bytes, self.led_to(at)?).ok_or(SHORT)? > 0),
        }
    }

    /// Text; bytes that are not UTF-8 are replaced.
    pub(super) fn text(&mut self, table: Table, field: usize) -> Result<Option<String>, Damage> {
        let bytes = self.items(table, field, 1)?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned()))
    }

    /// Where a list begins, and how many items of this size it has.
    fn list(&mut self, table: Table, field: usize, size: usize) -> Result<Option<(usize, usize)>, Damage> {
        let Some(at) = self.place(table, field)? else { return Ok(None) };
        let at = self.led_to(at)?;
        let count = size_at(self.bytes, at).ok_or(SHORT)?;
        let begin = at + 4;
        if count > self.bytes.len().saturating_sub(begin) / size {
            return Err(COUNT);
        }
        self.spend(count * size)?;
        Ok(Some((begin, count)))
    }

    /// Where the offset at this place leads.
    fn led_to(&self, at: usize) -> Result<usize, Damage> {
        let offset = size_at(self.bytes, at).ok_or(SHORT)?;
        at.checked_add(offset).filter(|to| *to < self.bytes.len()).ok_or(SHORT)
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Damage> {
        self.left = self.left.checked_sub(bytes).ok_or(COUNT)?;
        Ok(())
    }
}
