//! The spatial index of a layer: an R-tree (extension `gpkg_rtree_index`), filled by ourselves, and the triggers by which
//! programs that edit the layer keep it true.

mod packed;

use rusqlite::{Connection, params};

pub(super) use self::packed::Places;

use super::names::quoted;
use super::schema::{GEOMETRY, KEY};

/// The name of the index of a layer.
pub(super) fn name(table: &str) -> String {
    format!("rtree_{table}_{GEOMETRY}")
}

/// Makes the index, still empty.
pub(super) fn create(to: &Connection, table: &str) -> Result<(), rusqlite::Error> {
    to.execute_batch(&format!(
        "CREATE VIRTUAL TABLE {} USING rtree(id, minx, maxx, miny, maxy)",
        quoted(&name(table))
    ))?;
    to.execute(
        "INSERT INTO gpkg_extensions VALUES (?1, ?2, 'gpkg_rtree_index', \
         'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
        params![table, GEOMETRY],
    )?;
    Ok(())
}

/// The triggers of GeoPackage 1.3 (annex F.3), which call functions (`ST_MinX`, …) that the editing program brings: so
/// they are made when all features are in.
pub(super) fn create_triggers(to: &Connection, table: &str) -> Result<(), rusqlite::Error> {
    let index = quoted(&name(table));
    let trigger = |suffix: &str| quoted(&format!("{}_{suffix}", name(table)));
    let layer = quoted(table);
    let is_placed = format!("(NEW.{GEOMETRY} NOTNULL AND NOT ST_IsEmpty(NEW.{GEOMETRY}))");
    let is_nowhere = format!("(NEW.{GEOMETRY} ISNULL OR ST_IsEmpty(NEW.{GEOMETRY}))");
    let put = format!(
        "INSERT OR REPLACE INTO {index} VALUES (NEW.{KEY}, ST_MinX(NEW.{GEOMETRY}), ST_MaxX(NEW.{GEOMETRY}), \
         ST_MinY(NEW.{GEOMETRY}), ST_MaxY(NEW.{GEOMETRY}));"
    );
    let remove = format!("DELETE FROM {index} WHERE id = OLD.{KEY};");
    let remove_both = format!("DELETE FROM {index} WHERE id IN (OLD.{KEY}, NEW.{KEY});");
    to.execute_batch(&format!(
        "CREATE TRIGGER {} AFTER INSERT ON {layer} WHEN {is_placed} BEGIN {put} END;
         CREATE TRIGGER {} AFTER UPDATE OF {GEOMETRY} ON {layer} WHEN OLD.{KEY} = NEW.{KEY} AND {is_placed}
           BEGIN {put} END;
         CREATE TRIGGER {} AFTER UPDATE OF {GEOMETRY} ON {layer} WHEN OLD.{KEY} = NEW.{KEY} AND {is_nowhere}
           BEGIN {remove} END;
         CREATE TRIGGER {} AFTER UPDATE ON {layer} WHEN OLD.{KEY} != NEW.{KEY} AND {is_placed}
           BEGIN {remove} {put} END;
         CREATE TRIGGER {} AFTER UPDATE ON {layer} WHEN OLD.{KEY} != NEW.{KEY} AND {is_nowhere}
           BEGIN {remove_both} END;
         CREATE TRIGGER {} AFTER DELETE ON {layer} WHEN OLD.{GEOMETRY} NOT NULL BEGIN {remove} END;",
        trigger("insert"),
        trigger("update1"),
        trigger("update2"),
        trigger("update3"),
        trigger("update4"),
        trigger("delete"),
    ))
}
