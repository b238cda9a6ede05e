use std::path::{Path, PathBuf};

use geo::{MultiPolygon, polygon};
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OpenFlags};

use super::super::fixture::{self, coverage};
use super::super::layers::{Kind, Value};
use super::*;
use crate::model::Piece;

/// The study of the fixture, its township a square of 400 m.
fn study() -> Study {
    let mut study = fixture::study();
    let square = polygon![(x: -200., y: 0.), (x: 200., y: 0.), (x: 200., y: 400.), (x: -200., y: 400.)];
    study.townships[0].shape = MultiPolygon(vec![square]);
    study
}

/// Writes a study and returns the path of its file.
fn written(report: &Report, study: &Study, here: &Path) -> PathBuf {
    let output = here.join("result");
    let mut folder = NewFolder::beside(&output).unwrap();
    write(report, study, &coverage(), &mut folder).unwrap();
    folder.put_in_place().unwrap();
    output.join(NAME)
}

fn opened(path: &Path) -> Connection {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

/// The rows of a query, its values as SQLite has them.
fn rows(of: &Connection, sql: &str) -> Vec<Vec<Sql>> {
    let mut statement = of.prepare(sql).unwrap();
    let n = statement.column_count();
    let rows = statement.query_map([], |row| (0..n).map(|at| row.get(at)).collect()).unwrap();
    rows.map(Result::unwrap).collect()
}

fn number(of: &Connection, sql: &str) -> i64 {
    of.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Every value of every layer stands in its table as it is, hostile names too, and nothing where there is nothing.
#[test]
fn tables_hold_what_the_layers_say() {
    let here = tempfile::tempdir().unwrap();
    let (report, study, coverage) = (fixture::report("zh-CN"), study(), coverage());
    let file = opened(&written(&report, &study, here.path()));
    let layers = layers::of(&report, &study, &coverage, Words::of_tag("zh-CN"));
    let names: Vec<&str> = layers.iter().map(|layer| layer.name.as_str()).collect();
    let expected =
        ["service_areas", "facilities", "uncovered", "parcels", "townships", "plan_gaps", "plan_gaps_2027"];
    assert_eq!(names, expected);
    for layer in &layers {
        let fields: Vec<String> = layer.fields.iter().map(|field| quoted(&field.name)).collect();
        let found = rows(&file, &format!("SELECT {} FROM {}", fields.join(", "), quoted(&layer.name)));
        let said: Vec<Vec<Sql>> = (0..layer.items)
            .flat_map(|item| (layer.features)(item))
            .map(|feature| feature.values.into_iter().map(sql).collect())
            .collect();
        assert_eq!(found, said, "{}", layer.name);
        let types = rows(&file, &format!("SELECT name, type FROM pragma_table_info('{}')", layer.name));
        for (field, column) in layer.fields.iter().zip(&types[2..]) {
            let kind = match field.kind {
                Kind::Text => "TEXT",
                Kind::Whole => "INTEGER",
                Kind::Number(_) => "REAL",
            };
            assert_eq!(column, &[Sql::Text(field.name.clone()), Sql::Text(kind.to_owned())]);
        }
    }
    let hostile = "SELECT count(*) FROM facilities WHERE name = '=cmd|''/c calc''!A0'";
    assert_eq!(number(&file, hostile), 1);
}

fn sql(value: Value) -> Sql {
    match value {
        Value::Nothing => Sql::Null,
        Value::Text(text) => Sql::Text(text),
        Value::Whole(number) => Sql::Integer(number),
        Value::Number(number) => Sql::Real(number),
    }
}

/// Counts, extents, indexes with their six triggers, and headings of all columns.
#[test]
fn the_file_says_what_its_layers_are() {
    let here = tempfile::tempdir().unwrap();
    let report = fixture::report("zh-CN");
    let file = opened(&written(&report, &study(), here.path()));
    assert_eq!(number(&file, "SELECT application_id FROM pragma_application_id"), 0x4750_4B47);
    assert_eq!(number(&file, "SELECT user_version FROM pragma_user_version"), 10_300);
    let extent = "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ";
    assert_eq!(rows(&file, &format!("{extent}'parcels'")), [[-200., 0., 100., 100.].map(Sql::Real)]);
    // Circles without disks lie nowhere: features without a geometry, in no index.
    assert_eq!(rows(&file, &format!("{extent}'service_areas'")), [[const { Sql::Null }; 4]]);
    assert_eq!(number(&file, "SELECT count(*) FROM service_areas WHERE geom IS NULL"), 2);
    assert_eq!(number(&file, "SELECT count(*) FROM rtree_service_areas_geom"), 0);
    let inside = "SELECT group_concat(id) FROM rtree_parcels_geom WHERE maxx >= 0 AND minx <= 10";
    assert_eq!(rows(&file, inside), [[Sql::Text("1".to_owned())]]);

    for table in ["parcels", "uncovered", "townships", "facilities", "plan_gaps"] {
        let count = number(&file, &format!("SELECT count(*) FROM {table}"));
        let told = format!("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = '{table}'");
        assert_eq!(number(&file, &told), count, "{table}");
        let placed = number(&file, &format!("SELECT count(geom) FROM {table}"));
        assert_eq!(number(&file, &format!("SELECT count(*) FROM rtree_{table}_geom")), placed, "{table}");
        let triggers =
            format!("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'");
        assert_eq!(number(&file, &triggers), 6 + 2, "{table}");
        let unnamed = format!(
            "SELECT count(*) FROM pragma_table_info('{table}') WHERE name NOT IN ('fid', 'geom') AND name NOT IN \
             (SELECT column_name FROM gpkg_data_columns WHERE table_name = '{table}' AND title != '')"
        );
        assert_eq!(number(&file, &unnamed), 0, "{table}");
    }
    let alias =
        "SELECT name FROM gpkg_data_columns WHERE table_name = 'parcels' AND column_name = 'rate_5min'";
    assert_eq!(rows(&file, alias), [[Sql::Text("5分钟覆盖率（0–1）".to_owned())]]);
    let title = "SELECT identifier, last_change FROM gpkg_contents WHERE table_name = 'parcels'";
    assert_eq!(
        rows(&file, title),
        [["托育服务：居住用地覆盖情况", "2025-01-01T00:00:00.000Z"].map(|text| Sql::Text(text.to_owned()))]
    );
    assert_eq!(number(&file, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_eq!(rows(&file, "PRAGMA integrity_check"), [[Sql::Text("ok".to_owned())]]);
}

/// The method, for programs as it stands in `report.json`, and for people.
#[test]
fn the_file_says_how_its_figures_were_made() {
    let here = tempfile::tempdir().unwrap();
    let report = fixture::report("zh-CN");
    let file = opened(&written(&report, &study(), here.path()));
    let metadata = |kind: &str| -> String {
        let sql = "SELECT metadata FROM gpkg_metadata JOIN gpkg_metadata_reference ON md_file_id = id \
                   WHERE reference_scope = 'geopackage' AND mime_type = ?1";
        file.query_row(sql, [kind], |row| row.get(0)).unwrap()
    };
    let json: serde_json::Value = serde_json::from_str(&metadata("application/json")).unwrap();
    let whole = serde_json::to_value(&report).unwrap();
    for key in ["schema", "program", "project", "method", "inputs"] {
        assert_eq!(json[key], whole[key], "{key}");
    }
    assert!(metadata("text/plain").contains("坐标系 | 2000国家大地坐标系，高斯-克吕格投影，中央子午线120°"));
    let of_layers = "SELECT count(*) FROM gpkg_metadata_reference WHERE reference_scope = 'table'";
    assert_eq!(number(&file, of_layers), 7);
}

#[test]
fn a_plane_has_its_number_or_its_definition() {
    let here = tempfile::tempdir().unwrap();
    let mut study = study();
    let file = opened(&written(&fixture::report("zh-CN"), &study, here.path()));
    let plane = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys \
                 WHERE srs_id = (SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = 'parcels')";
    let found = rows(&file, plane).remove(0);
    assert_eq!(found[..2], [Sql::Text("EPSG".to_owned()), Sql::Integer(4549)]);
    let Sql::Text(wkt) = &found[2] else { panic!("text") };
    assert!(wkt.starts_with("PROJCS[\"CGCS2000 / 3-degree Gauss-Kruger CM 120E\",GEOGCS["), "{wkt}");
    drop(file);

    study.plane = crate::crs::test_plane_of("+proj=tmerc +lon_0=120.75 +x_0=50000 +ellps=GRS80 +units=m");
    let file = opened(&written(&fixture::report("zh-CN"), &study, here.path()));
    let found = rows(&file, plane).remove(0);
    assert_eq!(found[..2], [Sql::Text("NONE".to_owned()), Sql::Integer(100_000)]);
    let Sql::Text(wkt) = &found[2] else { panic!("text") };
    assert!(wkt.contains("PARAMETER[\"central_meridian\",120.75]"), "{wkt}");
    let geometry: Vec<u8> = file.query_row("SELECT geom FROM parcels LIMIT 1", [], |row| row.get(0)).unwrap();
    assert_eq!(geometry[4..8], 100_000_i32.to_le_bytes());
}

/// Five thousand pieces, in several runs: the same bytes again, and from one thread and from several.
#[test]
fn the_same_bytes_on_every_run_and_at_any_number_of_threads() {
    let mut study = study();
    let piece = study.pieces[1].clone();
    study.pieces = (0..5000).map(|i| Piece { plane_area_m2: f64::from(i) + 1.0, ..piece.clone() }).collect();
    let with_threads = |n| {
        let here = tempfile::tempdir().unwrap();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
        pool.install(|| std::fs::read(written(&fixture::report("en"), &study, here.path())).unwrap())
    };
    let one = with_threads(1);
    assert!(one == with_threads(1) && one == with_threads(2) && one == with_threads(8));
}

/// What cannot be written is told as of any other file.
#[test]
fn a_full_disk_is_told_as_one() {
    let of_code = |code| as_io(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None)).kind();
    assert_eq!(of_code(rusqlite::ffi::SQLITE_FULL), io::ErrorKind::StorageFull);
    assert_eq!(of_code(rusqlite::ffi::SQLITE_READONLY), io::ErrorKind::PermissionDenied);
    let here = tempfile::tempdir().unwrap();
    let mut folder = NewFolder::beside(&here.path().join("result")).unwrap();
    let full = |_: &Path| Err(Unfilled::Io(io::ErrorKind::StorageFull.into()));
    assert!(folder.file_at(NAME, About::of("geopackage"), full).unwrap_err().to_string().contains(NAME));
}
