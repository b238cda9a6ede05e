//! The tables that a GeoPackage has (OGC 12-128), those of its extensions, and those that GDAL and QGIS add.

use rusqlite::{Connection, params};

use super::super::layers::{Kind, Layer, Theme};
use super::names::quoted;

/// "GPKG", where SQLite says whose file it is.
const APPLICATION: u32 = 0x4750_4B47;
/// GeoPackage 1.3: QGIS 3.4 and ArcGIS Pro read it; 1.4 changed triggers only, and older programs warn of it.
const VERSION: u32 = 10_300;

/// The name of the geometry column.
pub(super) const GEOMETRY: &str = "geom";
/// The name of the primary key.
pub(super) const KEY: &str = "fid";

/// Says what the file is, and how SQLite goes about it: the file is made in a folder that is put in place as a whole,
/// so that neither a journal nor waiting for the disk helps anyone.
pub(super) fn open(path: &std::path::Path) -> Result<Connection, rusqlite::Error> {
    let connection = Connection::open(path)?;
    connection.execute_batch(&format!(
        "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
         PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -32768;
         PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
    ))?;
    Ok(connection)
}

/// Makes the tables that stand in every file.
pub(super) fn create(to: &Connection) -> Result<(), rusqlite::Error> {
    to.execute_batch(TABLES)?;
    let mut extension = to.prepare("INSERT INTO gpkg_extensions VALUES (?1, ?2, ?3, ?4, 'read-write')")?;
    for (table, column, name, page) in [
        ("gpkg_data_columns", None, "gpkg_schema", "schema"),
        ("gpkg_data_column_constraints", None, "gpkg_schema", "schema"),
        ("gpkg_metadata", None, "gpkg_metadata", "metadata"),
        ("gpkg_metadata_reference", None, "gpkg_metadata", "metadata"),
        ("gpkg_spatial_ref_sys", Some("definition_12_063"), "gpkg_crs_wkt", "crs_wkt"),
    ] {
        let definition = format!("http://www.geopackage.org/spec120/#extension_{page}");
        extension.execute(params![table, column, name, definition])?;
    }
    Ok(())
}

const TABLES: &str = "
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT,
  definition_12_063 TEXT NOT NULL
);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE,
  min_y DOUBLE,
  max_x DOUBLE,
  max_y DOUBLE,
  srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
CREATE TABLE gpkg_extensions (
  table_name TEXT,
  column_name TEXT,
  extension_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);
CREATE TABLE gpkg_ogr_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  feature_count INTEGER DEFAULT NULL
);
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  name TEXT,
  title TEXT,
  description TEXT,
  mime_type TEXT,
  constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name)
);
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL,
  constraint_type TEXT NOT NULL,
  value TEXT,
  min NUMERIC,
  min_is_inclusive BOOLEAN,
  max NUMERIC,
  max_is_inclusive BOOLEAN,
  description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value)
);
CREATE TABLE gpkg_metadata (
  id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
  md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL,
  mime_type TEXT NOT NULL DEFAULT 'text/xml',
  metadata TEXT NOT NULL DEFAULT ''
);
CREATE TABLE gpkg_metadata_reference (
  reference_scope TEXT NOT NULL,
  table_name TEXT,
  column_name TEXT,
  row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL,
  md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id)
);
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256),
  f_table_schema TEXT(256),
  f_table_name TEXT(256),
  f_geometry_column TEXT(256),
  styleName TEXT(30),
  styleQML TEXT,
  styleSLD TEXT,
  useAsDefault BOOLEAN,
  description TEXT,
  owner TEXT(30),
  ui TEXT(30),
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
);
";

/// Makes the table of a layer.
pub(super) fn create_layer(to: &Connection, layer: &Layer<'_>, table: &str) -> Result<(), rusqlite::Error> {
    let columns = layer.fields.iter().map(|field| (field.name.as_str(), column_type(field.kind)));
    create_table(to, table, geometry_type(layer.theme), columns)
}

/// Makes the table of a layer with geometries of this type and columns of these names and types.
pub(super) fn create_table<'c>(
    to: &Connection,
    table: &str,
    geometry_type: &str,
    columns: impl Iterator<Item = (&'c str, &'c str)>,
) -> Result<(), rusqlite::Error> {
    let columns: String = columns.map(|(name, kind)| format!(",\n  {} {kind}", quoted(name))).collect();
    to.execute_batch(&format!(
        "CREATE TABLE {} (\n  {KEY} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,\n  {GEOMETRY} {geometry_type}{columns}\n);",
        quoted(table),
    ))
}

/// How features of a layer are inserted: key, geometry, then a value a field.
pub(super) fn insertion(table: &str, n_fields: usize) -> String {
    let places: String = (0..n_fields).map(|at| format!(", ?{}", at + 3)).collect();
    format!("INSERT INTO {} VALUES (?1, ?2{places})", quoted(table))
}

fn column_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "TEXT",
        Kind::Whole => "INTEGER",
        Kind::Number(_) => "REAL",
    }
}

/// The type of a layer's geometries.
pub(super) fn geometry_type(theme: Theme) -> &'static str {
    if theme == Theme::Facilities { "POINT" } else { "MULTIPOLYGON" }
}
