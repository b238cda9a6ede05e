//! What a GeoPackage holds: its layers, their systems and columns.

use rusqlite::{Connection, OptionalExtension};

use super::super::Source;
use super::super::format::Format;
use crate::error::Error;

/// The table of a layer.
pub(super) struct Table {
    name: String,
    geometry: String,
    srs: i64,
    /// The column of the primary key.
    key: Option<String>,
}

/// A column with attributes.
pub(super) struct TableColumn {
    pub(super) name: String,
    pub(super) is_boolean: bool,
}

/// The layer that is asked for, or the only one.
///
/// # Errors
/// The database is no GeoPackage, or the layer is not there or not the only one.
pub(super) fn table(database: &Connection, source: &Source<'_>) -> Result<Table, Error> {
    let damaged = |error: rusqlite::Error| {
        source.refuse("file-damaged").with("format", Format::GeoPackage.name()).with("reason", error)
    };
    let has_catalogue = database.prepare("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns");
    let mut statement = match has_catalogue {
        Ok(statement) => statement,
        // No such table.
        Err(rusqlite::Error::SqliteFailure(code, _)) if code.code == rusqlite::ErrorCode::Unknown => {
            return Err(source.refuse("layers-none").with("format", "SQLite"));
        }
        Err(error) => return Err(damaged(error)),
    };
    let rows = statement.query_map([], |row| {
        Ok(Table { name: row.get(0)?, geometry: row.get(1)?, srs: row.get(2)?, key: None })
    });
    let mut tables: Vec<Table> = rows.and_then(Iterator::collect).map_err(damaged)?;
    // A view can compute anything, for any time: it is exported as a table first.
    let is_table = |table: &Table| {
        let sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND lower(name) = lower(?1)";
        database.query_row(sql, [&table.name], |_| Ok(())).optional().map(|found| found.is_some())
    };
    let mut views = Vec::new();
    let mut kept = Vec::new();
    for table in tables.drain(..) {
        if is_table(&table).map_err(damaged)? { kept.push(table) } else { views.push(table.name) }
    }
    let list = |kept: &[Table]| {
        let names: Vec<String> = kept.iter().map(|table| format!("`{}`", table.name)).collect();
        names.join(", ")
    };
    if let (true, Some(view)) = (kept.is_empty(), views.first()) {
        return Err(source.refuse("layer-is-view").with("found", view));
    }
    if kept.is_empty() {
        return Err(source.refuse("layers-none").with("format", Format::GeoPackage.name()));
    }
    let mut table = match source.layer {
        None if kept.len() == 1 => kept.remove(0),
        None => return Err(source.refuse("layers-several").with("list", list(&kept))),
        Some(name) => {
            let position = kept.iter().position(|table| table.name == name);
            let like = || kept.iter().position(|table| table.name.eq_ignore_ascii_case(name));
            match position.or_else(like) {
                Some(position) => kept.swap_remove(position),
                None if views.iter().any(|view| view == name) => {
                    return Err(source.refuse("layer-is-view").with("found", name));
                }
                None => {
                    return Err(source.refuse("layer-unknown").with("found", name).with("list", list(&kept)));
                }
            }
        }
    };
    table.key = key_of(database, &table.name).map_err(damaged)?;
    Ok(table)
}

/// The column of the primary key, where it is one whole number.
fn key_of(database: &Connection, table: &str) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT name FROM pragma_table_info(?1) WHERE pk = 1 AND upper(type) = 'INTEGER'";
    database.query_row(sql, [table], |row| row.get(0)).optional()
}

impl Table {
    /// The system that the layer states: a code of a registry, else a definition.
    pub(super) fn crs(&self, database: &Connection) -> Option<String> {
        let sql = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?1";
        let found = database.query_row(sql, [self.srs], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, Option<String>>(2)?))
        });
        let (organization, code, definition) = found.ok()?;
        if organization.eq_ignore_ascii_case("EPSG") && code > 0 {
            return Some(format!("EPSG:{code}"));
        }
        // -1 and 0 are the systems that are not known.
        definition.filter(|text| code > 0 && !text.trim().eq_ignore_ascii_case("undefined"))
    }

    /// The columns with attributes, and the names of those that hold what is no attribute here.
    pub(super) fn columns(&self, database: &Connection) -> rusqlite::Result<(Vec<TableColumn>, Vec<String>)> {
        let mut statement =
            database.prepare("SELECT name, upper(type) FROM pragma_table_info(?1) ORDER BY cid")?;
        let all: Vec<(String, String)> = statement
            .query_map([&self.name], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let (mut columns, mut skipped) = (Vec::new(), Vec::new());
        for (name, kind) in all {
            if name == self.geometry || self.key.as_ref() == Some(&name) {
                continue;
            }
            if kind.starts_with("BLOB") {
                skipped.push(name);
            } else {
                columns.push(TableColumn { name, is_boolean: kind == "BOOLEAN" });
            }
        }
        Ok((columns, skipped))
    }

    /// How many rows it has.
    pub(super) fn count(&self, database: &Connection) -> rusqlite::Result<u64> {
        let sql = format!("SELECT count(*) FROM {}", quoted(&self.name));
        let count: i64 = database.query_row(&sql, [], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Asks for key, geometry and columns of every row, in the order of the table.
    pub(super) fn query(&self, columns: &[TableColumn]) -> String {
        let key = self.key.as_deref().map_or_else(|| "NULL".to_owned(), quoted);
        let columns: String = columns.iter().map(|column| format!(", {}", quoted(&column.name))).collect();
        format!("SELECT {key}, {}{columns} FROM {}", quoted(&self.geometry), quoted(&self.name))
    }
}

/// A name as SQL has it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
