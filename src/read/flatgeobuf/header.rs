//! The header: columns, system, and what lies before the features.

use super::super::wkb::Damage;
use super::tables::{Buffer, Table};

/// Bytes of a node of the index.
const NODE: u128 = 40;
/// The size of its nodes where the header does not state it.
const USUAL_NODE_SIZE: u16 = 16;

/// What the header says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Header {
    /// The type of all geometries; 0 where each states its own.
    pub(super) geometry_type: u8,
    pub(super) columns: Vec<Column>,
    /// How many features there are; `None` where that was not known when it was written.
    pub(super) n_features: Option<u64>,
    /// How many nodes a node of the index has; 0 without index.
    pub(super) node_size: u16,
    /// The system: a code of EPSG, else a definition.
    pub(super) crs: Option<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) name: String,
    /// The type of its values, by number.
    pub(super) kind: u8,
}

/// The fields of the header that are read, by their places in the schema.
mod field {
    pub(super) const GEOMETRY_TYPE: usize = 2;
    pub(super) const COLUMNS: usize = 7;
    pub(super) const FEATURES_COUNT: usize = 8;
    pub(super) const INDEX_NODE_SIZE: usize = 9;
    pub(super) const CRS: usize = 10;
    pub(super) const COLUMN_NAME: usize = 0;
    pub(super) const COLUMN_TYPE: usize = 1;
    pub(super) const CRS_ORG: usize = 0;
    pub(super) const CRS_CODE: usize = 1;
    pub(super) const CRS_WKT: usize = 4;
}

impl Header {
    /// Reads the header.
    ///
    /// # Errors
    /// It ends early, claims more than is there, or makes no sense.
    pub(super) fn of(bytes: &[u8]) -> Result<Self, Damage> {
        let mut buffer = Buffer::of(bytes);
        let root = buffer.root()?;
        Ok(Self {
            geometry_type: buffer.byte(root, field::GEOMETRY_TYPE)?,
            n_features: buffer.u64(root, field::FEATURES_COUNT)?.filter(|count| *count > 0),
            node_size: buffer.u16(root, field::INDEX_NODE_SIZE)?.unwrap_or(USUAL_NODE_SIZE),
            crs: buffer.child(root, field::CRS)?.map(|crs| system(&mut buffer, crs)).transpose()?.flatten(),
            columns: columns(&mut buffer, root, field::COLUMNS)?,
        })
    }

    /// How many bytes the index has, which lies between header and features: a tree, packed level by level.
    pub(super) fn index_length(&self) -> u128 {
        let Some(count) = self.n_features.filter(|_| self.node_size > 0) else { return 0 };
        let per_node = u128::from(self.node_size.max(2));
        let (mut level, mut nodes) = (u128::from(count), u128::from(count));
        while level > 1 {
            level = level.div_ceil(per_node);
            nodes += level;
        }
        // A tree of one leaf has a root all the same.
        if count == 1 { 2 * NODE } else { nodes * NODE }
    }
}

/// The columns that a field of a table describes.
pub(super) fn columns(buffer: &mut Buffer<'_>, table: Table, field: usize) -> Result<Vec<Column>, Damage> {
    let columns = buffer.children(table, field)?.into_iter();
    let column = |column| {
        let name = buffer.text(column, field::COLUMN_NAME)?.unwrap_or_default();
        Ok(Column { name, kind: buffer.byte(column, field::COLUMN_TYPE)? })
    };
    columns.map(column).collect()
}

fn system(buffer: &mut Buffer<'_>, crs: Table) -> Result<Option<String>, Damage> {
    let organization = buffer.text(crs, field::CRS_ORG)?;
    let is_epsg = organization.is_none_or(|name| name.is_empty() || name.eq_ignore_ascii_case("EPSG"));
    match buffer.i32(crs, field::CRS_CODE)? {
        Some(code) if is_epsg && code > 0 => Ok(Some(format!("EPSG:{code}"))),
        _ => Ok(buffer.text(crs, field::CRS_WKT)?.filter(|text| !text.trim().is_empty())),
    }
}
