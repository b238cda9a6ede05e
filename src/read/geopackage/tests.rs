use std::path::PathBuf;

use geo::{Geometry, wkt};
use rusqlite::{Connection, params};
use tempfile::TempDir;

use super::super::read_layer;
use super::*;
use crate::messages::Language;
use crate::progress::Silent;

/// A GeoPackage with the least that makes one.
struct Package {
    _folder: TempDir,
    path: PathBuf,
    database: Connection,
}

impl Package {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("survey.gpkg");
        let database = Connection::open(&path).unwrap();
        database
            .execute_batch(
                "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
                     organization_coordsys_id INTEGER, definition TEXT);
                 INSERT INTO gpkg_spatial_ref_sys VALUES ('CGCS2000', 4490, 'EPSG', 4490, 'GEOGCS[…]'),
                     ('local', 100001, 'NONE', 100001, '+proj=tmerc +lon_0=120.5'), ('undefined', 0, 'NONE', 0, 'undefined');
                 CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);",
            )
            .unwrap();
        Self { _folder: folder, path, database }
    }

    fn with_layer(self, name: &str, srs: i64) -> Self {
        self.database
            .execute_batch(&format!(
                "CREATE TABLE \"{name}\" (fid INTEGER PRIMARY KEY, geom BLOB, 名称 TEXT, 托位数 INTEGER, 普惠 BOOLEAN, 照片 BLOB)"
            ))
            .unwrap();
        self.database
            .execute("INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2)", params![name, srs])
            .unwrap();
        self
    }

    fn add(&self, layer: &str, geometry: Option<&[u8]>, name: &str) {
        let sql =
            format!("INSERT INTO \"{layer}\" (geom, 名称, 托位数, 普惠, 照片) VALUES (?1, ?2, 30, 1, x'00')");
        self.database.execute(&sql, params![geometry, name]).unwrap();
    }

    fn read(&self, layer: Option<&str>) -> Result<(Layer, Vec<Note>), Error> {
        let mut notes = Notes::default();
        let source = Source { layer, ..Source::of(&self.path, "facilities") };
        Ok((read_layer(&source, &mut notes, &Silent)?, notes.to_vec()))
    }
}

/// A geometry: header without envelope, then well-known binary, numbers in the given order of bytes.
fn blob(kind: u32, is_little: bool, body: &[f64]) -> Vec<u8> {
    let mut bytes = b"GP\0\x01\x6a\x11\0\0".to_vec();
    bytes.push(u8::from(is_little));
    bytes.extend(if is_little { kind.to_le_bytes() } else { kind.to_be_bytes() });
    bytes.extend(body.iter().flat_map(|n| if is_little { n.to_le_bytes() } else { n.to_be_bytes() }));
    bytes
}

#[test]
fn a_layer_is_read_with_its_attributes_and_system() {
    let package = Package::new().with_layer("facilities", 4490);
    package.add("facilities", Some(&blob(1, true, &[120.9, 29.5])), "羽林托育园");
    package.add("facilities", Some(&blob(1001, false, &[120.8, 29.4, 55.0])), "七星托育园");
    package.add("facilities", None, "无位置");
    let (layer, notes) = package.read(None).unwrap();
    assert_eq!(layer.crs.as_deref(), Some("EPSG:4490"));
    assert_eq!(layer.fields, ["名称", "托位数", "普惠"]);
    assert_eq!(layer.format, Format::GeoPackage);
    assert_eq!(layer.sha256.len(), 64);
    let [first, second, third] = layer.features.as_slice() else { panic!("three features") };
    assert_eq!(first.geometry, Some(Geometry::from(wkt!(POINT(120.9 29.5)))));
    assert_eq!(second.geometry, Some(Geometry::from(wkt!(POINT(120.8 29.4)))));
    assert_eq!((third.geometry.as_ref(), third.id.as_deref()), (None, Some("3")));
    let values: Vec<&Value> = (0..3).filter_map(|position| first.value(position)).collect();
    assert_eq!(values, [&Value::Text("羽林托育园".into()), &Value::Number(30.0), &Value::Bool(true)]);
    let codes: Vec<&str> = notes.iter().map(|note| note.code).collect();
    assert_eq!(codes, ["columns-skipped", "geometry-null", "heights-dropped"]);
}

#[test]
fn of_several_layers_one_is_named() {
    let package = Package::new().with_layer("现状", 100_001).with_layer("规划", 0);
    package.add("规划", Some(&blob(1, true, &[1.0, 2.0])), "甲");
    let error = package.read(None).unwrap_err();
    assert_eq!(error.code, "layers-several");
    assert!(error.cause(Language::ZhCn).unwrap().contains("`现状`, `规划`"));
    assert_eq!(package.read(Some("计划")).unwrap_err().code, "layer-unknown");
    let (layer, _) = package.read(Some("规划")).unwrap();
    assert_eq!((layer.features.len(), layer.crs), (1, None));
    assert_eq!(package.read(Some("现状")).unwrap().0.crs.as_deref(), Some("+proj=tmerc +lon_0=120.5"));
}

#[test]
fn a_view_is_not_run() {
    let package = Package::new();
    package
        .database
        .execute_batch(
            "CREATE VIEW endless AS WITH n AS (SELECT 1 AS geom UNION ALL SELECT geom + 1 FROM n) SELECT * FROM n;
             INSERT INTO gpkg_geometry_columns VALUES ('endless', 'geom', 4490);",
        )
        .unwrap();
    assert_eq!(package.read(None).unwrap_err().code, "layer-is-view");
    assert_eq!(package.read(Some("endless")).unwrap_err().code, "layer-is-view");
}

#[test]
fn other_databases_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.sqlite");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    let error = read_layer(&Source::of(&path, "residential"), &mut Notes::default(), &Silent).unwrap_err();
    assert_eq!(error.code, "layers-none");
}

/// Whatever is done to the bytes of a geometry, it is read or told, and the others are read.
#[test]
fn damaged_geometries_are_told() {
    let whole = blob(1, true, &[120.9, 29.5]);
    let mut damaged: Vec<Vec<u8>> = (0..whole.len()).map(|length| whole[..length].to_vec()).collect();
    damaged.push(blob(2, true, &[f64::from_bits(u64::MAX)]));
    damaged.push(blob(1, true, &[f64::INFINITY, 1.0]));
    damaged.push(blob(17, true, &[]));
    let package = Package::new().with_layer("facilities", 4490);
    damaged.iter().for_each(|bytes| package.add("facilities", Some(bytes), "坏"));
    package.add("facilities", Some(&whole), "好");
    let (layer, notes) = package.read(None).unwrap();
    assert_eq!(layer.features.iter().filter(|feature| feature.geometry.is_some()).count(), 1);
    assert!(notes.iter().any(|note| note.code == "geometry-damaged" && note.leaves_out));
    assert_eq!(layer.features.len(), damaged.len() + 1);
}

/// A damaged database is told, at whatever byte it is cut or changed.
#[test]
fn a_damaged_database_is_told_or_read() {
    let package = Package::new().with_layer("facilities", 4490);
    for _ in 0..200 {
        package.add("facilities", Some(&blob(1, true, &[120.9, 29.5])), "羽林托育园羽林托育园羽林托育园");
    }
    let bytes = std::fs::read(&package.path).unwrap();
    let copy = package.path.with_file_name("copy.gpkg");
    for cut in (1..bytes.len()).step_by(331) {
        std::fs::write(&copy, &bytes[..cut]).unwrap();
        let _ = read_layer(&Source::of(&copy, "facilities"), &mut Notes::default(), &Silent);
        let mut changed = bytes.clone();
        changed[cut] ^= 0xFF;
        std::fs::write(&copy, &changed).unwrap();
        let _ = read_layer(&Source::of(&copy, "facilities"), &mut Notes::default(), &Silent);
    }
}
