//! The Shapefiles, end to end: read back with the crates `shapefile` and `dbase`, which had no part in the writing, and
//! held against the GeoJSON of the same run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ::shapefile::dbase::{FieldValue, Record};
use ::shapefile::{PolygonRing, Reader, Shape};
use serde_json::{Value, json};

use crate::run::{SAMPLE, analysed, contents, json as json_file, sample};
use crate::world::{World, collection, point, rectangle};

const LAYERS: [&str; 7] =
    ["facilities", "parcels", "plan_gaps", "plan_gaps_2027", "service_areas", "townships", "uncovered"];
const EXTENSIONS: [&str; 5] = ["cpg", "dbf", "prj", "shp", "shx"];

fn read(path: &Path) -> Vec<(Shape, Record)> {
    let mut reader = Reader::from_path(path).expect("a Shapefile");
    let read = reader.read().expect("features");
    assert_eq!(reader.shape_count().expect("an index"), read.len());
    read
}

/// The rows of `shapefile_fields.csv`: of each file the short name of each full name.
fn fields(folder: &Path) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut reader =
        csv::Reader::from_path(folder.join("shapefile_fields.csv")).expect("the table of fields");
    let mut fields: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for row in reader.records() {
        let row = row.expect("a row");
        assert_eq!(row.len(), 7);
        fields.entry(row[0].to_owned()).or_default().insert(row[2].to_owned(), row[1].to_owned());
    }
    fields
}

/// A value of a table as GeoJSON has it.
fn value(record: &Record, field: &str) -> Value {
    match record.get(field) {
        Some(FieldValue::Character(Some(text))) => json!(text),
        Some(FieldValue::Numeric(Some(number))) => json!(number),
        Some(FieldValue::Character(None) | FieldValue::Numeric(None)) => Value::Null,
        other => panic!("{field}: {other:?}"),
    }
}

fn is_same(a: &Value, b: &Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}

/// `--shapefile` adds to what else is written; without it there are none.
#[test]
fn shapefiles_come_on_request() {
    let usual = sample(&["--only", "csv"]).names();
    let more = sample(&["--only", "csv", "--shapefile"]).names();
    let added: BTreeSet<String> = more.into_iter().filter(|name| !usual.contains(name)).collect();
    let expected = LAYERS.iter().flat_map(|layer| EXTENSIONS.map(|extension| format!("{layer}.{extension}")));
    assert_eq!(added, expected.chain(["shapefile_fields.csv".to_owned()]).collect());
    assert!(!sample(&[]).names().iter().any(|name| name.ends_with(".shp")));
}

/// Every layer of the sample, feature by feature and field by field, in either encoding. The townships have the most
/// fields: more than 50 names, hardly one of which fits.
#[test]
fn every_value_is_that_of_the_geojson() {
    for (encoding, code_page) in [("gbk", "936"), ("utf-8", "UTF-8")] {
        let done = sample(&["--only", "geojson,shapefile", "--shapefile-encoding", encoding]);
        let fields = fields(&done.output);
        let mut compared = 0;
        for layer in LAYERS {
            assert_eq!(done.text(&format!("{layer}.cpg")), code_page);
            assert!(
                done.text(&format!("{layer}.prj")).starts_with("PROJCS[\"CGCS2000_3_Degree_GK_CM_120E\",")
            );
            let names = &fields[&format!("{layer}.shp")];
            let distinct: BTreeSet<String> = names.values().map(|name| name.to_lowercase()).collect();
            assert_eq!(distinct.len(), names.len(), "{layer}");
            assert!(distinct.iter().all(|name| (1..=10).contains(&name.len())), "{layer}");

            let told = json_file(&done.output.join(layer).with_extension("geojson"));
            let told = told["features"].as_array().expect("features");
            let read = read(&done.output.join(layer).with_extension("shp"));
            assert_eq!(read.len(), told.len(), "{layer}");
            for ((shape, record), told) in read.iter().zip(told) {
                let properties = told["properties"].as_object().expect("properties");
                assert!(properties.keys().eq(properties.keys().filter(|name| names.contains_key(*name))));
                assert_eq!(names.len(), properties.len(), "{layer}");
                for (name, expected) in properties {
                    let found = value(record, &names[name]);
                    assert!(is_same(&found, expected), "{layer}.{name}: {found} for {expected}");
                    compared += 1;
                }
                match shape {
                    Shape::Point(_) => assert_eq!(told["geometry"]["type"], "Point"),
                    Shape::Polygon(polygon) => {
                        let outer =
                            polygon.rings().iter().filter(|ring| matches!(ring, PolygonRing::Outer(_)));
                        let polygons = told["geometry"]["coordinates"].as_array().expect("polygons");
                        assert!(outer.count() >= polygons.len(), "slivers are left out of GeoJSON only");
                    }
                    other => panic!("{other}"),
                }
            }
        }
        assert!(compared > 20_000, "{compared}");
        assert!(fields["townships.shp"].len() > 50);
    }
}

#[test]
fn the_same_bytes_at_any_number_of_threads() {
    let with_threads =
        |threads| contents(&analysed(&[SAMPLE, "--only", "shapefile", "--threads", threads]).output);
    let one = with_threads("1");
    assert!(one.len() > 30 && one == with_threads("2") && one == with_threads("8"));
}

/// Names that try to be something else, one with a character that GBK lacks, and one that is too long for a table.
#[test]
fn hostile_names_are_text_in_either_encoding() {
    let names = ["=cmd|'/c calc'!A0", "<script>alert(1)</script>", "\"a\"\r\n'b',\\;", "𬇙河👶托育园"];
    let long = "生活圈".repeat(100);
    let facilities: Vec<Value> = names
        .into_iter()
        .chain([long.as_str()])
        .enumerate()
        .map(|(at, name)| {
            point(json!({"名称": name, "类型": "专业托育机构"}), [120.9025 + at as f64 * 1e-4, 29.5025])
        })
        .collect();
    for (encoding, rare, kept) in [("gbk", "〓河〓托育园", 127), ("utf-8", names[3], 84)] {
        let world = World::new();
        world.write("facilities.geojson", collection(&facilities));
        world.write(
            "residential.geojson",
            collection(&[rectangle(json!({"名称": "=1+1"}), [120.902, 29.502], [0.001, 0.001])]),
        );
        world.analyze(&["--only", "shapefile", "--shapefile-encoding", encoding, "-o", "out"]).done();
        let read = read(&world.path("out/facilities.shp"));
        let found: Vec<Value> = read.iter().map(|(_, record)| value(record, "name")).collect();
        let cut: String = long.chars().take(kept).collect();
        assert_eq!(found, [json!(names[0]), json!(names[1]), json!(names[2]), json!(rare), json!(cut)]);

        let table =
            std::fs::read_to_string(world.path("out/shapefile_fields.csv")).expect("the table of fields");
        let row = table.lines().find(|line| line.starts_with("facilities.shp,name,")).expect("its row");
        let replaced = if encoding == "gbk" { ",1,1" } else { ",1,0" };
        assert!(row.ends_with(replaced), "{row}");
    }
}
