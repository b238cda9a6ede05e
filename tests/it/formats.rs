//! One study in many formats, systems, encodings and datums: the same figures. (Files that GDAL wrote are tried in
//! `tests/documents/formats.py`.)

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use geo::{Geometry, Polygon};
use serde_json::Value;
use shapefile::dbase::{self, FieldValue, TableWriterBuilder};

use crate::run::{home, json, program, run};

/// The layers of the sample, and where the project names them.
const LAYERS: [(&str, &str); 3] = [
    ("residential", "[layers.residential]\n"),
    ("townships", "[layers.townships]\n"),
    ("facilities", "[service.facilities]\n"),
];

/// A copy of the sample whose layers stand elsewhere.
struct Variant {
    folder: tempfile::TempDir,
    project: String,
}

impl Variant {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let sample = home().join("geodata/xinchang");
        for entry in std::fs::read_dir(&sample).expect("the sample") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|extension| extension == "csv" || extension == "geojson") {
                std::fs::copy(&path, folder.path().join(path.file_name().expect("a name"))).expect("a copy");
            }
        }
        let project = std::fs::read_to_string(sample.join("project.toml")).expect("the project file");
        Self { folder, project }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Converts a layer of the sample to this file, which the project then names.
    fn convert(&mut self, layer: &str, target: &str, arguments: &[&str]) {
        let from = self.path(&format!("{layer}.geojson"));
        let (from, to) = (from.display().to_string(), self.path(target).display().to_string());
        let all = [&["convert", from.as_str(), to.as_str()], arguments].concat();
        run(&mut program(home(), &all), self.folder.path()).done();
        self.name(layer, target);
    }

    /// The project names this file for a layer.
    fn name(&mut self, layer: &str, target: &str) {
        let (old, new) = (format!("path = \"{layer}.geojson\""), format!("path = \"{target}\""));
        assert!(self.project.contains(&old));
        self.project = self.project.replace(&old, &new);
    }

    /// A further key of a layer's table.
    fn say(&mut self, layer: &str, line: &str) {
        let (_, header) = LAYERS.into_iter().find(|(name, _)| *name == layer).expect("a layer");
        self.project = self.project.replace(header, &format!("{header}{line}\n"));
    }

    fn report(&self) -> Value {
        let project = self.path("project.toml");
        std::fs::write(&project, &self.project).expect("the project file is written");
        let (project, out) = (project.display().to_string(), self.path("out"));
        let arguments = ["analyze", &project, "--only", "json", "-o", &out.display().to_string()];
        run(&mut program(home(), &arguments), self.folder.path()).done();
        json(&out.join("report.json"))
    }
}

/// The figures are those of the sample; the layers were read in this format.
#[track_caller]
fn assert_same(variant: &Variant, layers: &[&str], format: &str) {
    static GIVEN: OnceLock<Value> = OnceLock::new();
    let given = GIVEN.get_or_init(|| Variant::new().report());
    let found = variant.report();
    for input in found["inputs"].as_array().expect("inputs") {
        if layers.iter().any(|layer| input["role"] == *layer) {
            assert_eq!(input["format"], format, "{input}");
        }
    }
    compare(&given["services"], &found["services"], "services");
}

/// Numbers agree to 1e-6 of their size, all else is the same.
#[track_caller]
fn compare(given: &Value, found: &Value, at: &str) {
    match (given, found) {
        (Value::Object(given), Value::Object(found)) => {
            assert_eq!(given.len(), found.len(), "{at}");
            given.iter().for_each(|(key, value)| compare(value, &found[key], &format!("{at}.{key}")));
        }
        (Value::Array(given), Value::Array(found)) => {
            assert_eq!(given.len(), found.len(), "{at}");
            for (n, (given, found)) in given.iter().zip(found).enumerate() {
                compare(given, found, &format!("{at}[{n}]"));
            }
        }
        (Value::Number(given), Value::Number(found)) => {
            let (given, found) = (given.as_f64().expect("a number"), found.as_f64().expect("a number"));
            assert!((given - found).abs() <= 1e-6 * given.abs().max(1.0), "{at}: {given} {found}");
        }
        _ => assert_eq!(given, found, "{at}"),
    }
}

#[test]
fn as_geopackages_in_another_system() {
    let mut variant = Variant::new();
    for (layer, _) in LAYERS {
        variant.convert(layer, &format!("{layer}.gpkg"), &["--to-crs", "EPSG:4528"]);
    }
    assert_same(&variant, &["residential", "townships", "facilities"], "GeoPackage");
}

#[test]
fn as_lines_of_geojson() {
    let mut variant = Variant::new();
    for (layer, _) in LAYERS {
        variant.convert(layer, &format!("{layer}.geojsonl"), &[]);
    }
    assert_same(&variant, &["residential", "townships", "facilities"], "GeoJSONSeq");
}

#[test]
fn as_tables_in_gbk() {
    let mut variant = Variant::new();
    for (layer, _) in LAYERS {
        variant.convert(layer, &format!("{layer}.csv"), &["--to-encoding", "gbk"]);
    }
    assert_same(&variant, &["residential", "townships", "facilities"], "CSV");
}

#[test]
fn as_points_of_amap_and_baidu() {
    for datum in ["gcj02", "bd09"] {
        let mut variant = Variant::new();
        variant.convert("facilities", "points.geojson", &["--from-datum", "wgs84", "--to-datum", datum]);
        let said = format!("datum = \"{datum}\"");
        variant.project = variant.project.replace("datum = \"wgs84\"", &said);
        assert_same(&variant, &["facilities"], "GeoJSON");
    }
}

/// Polygons in a zone, names in GBK and of at most ten bytes, as ArcGIS in a bureau leaves them.
#[test]
fn as_shapefiles_in_gbk_in_a_zone() {
    let mut variant = Variant::new();
    let fields = [
        (
            "residential",
            "fields = { name = \"MC\", id = \"BH\", land_use = \"DM\", population = \"RK\", households = \"HS\", new_housing = \"XJ\", childcare_floor_area = \"TY\", places = \"PJ\" }",
        ),
        (
            "townships",
            "fields = { code = \"XZQDM\", name = \"XZQMC\", population = \"RK\", under3 = \"YY\", health_centre = \"YF\", demonstration_institution = \"SF\" }",
        ),
    ];
    for (layer, meanings) in fields {
        variant.convert(layer, &format!("{layer}_zone.geojson"), &["--to-crs", "EPSG:4549"]);
        let zone = json(&variant.path(&format!("{layer}_zone.geojson")));
        write_shapefile(&zone, layer, &variant.path(&format!("{layer}.shp")));
        variant.project = variant.project.replace(&format!("{layer}_zone.geojson"), &format!("{layer}.shp"));
        variant.say(layer, meanings);
        variant.say(layer, "crs = \"EPSG:4549\"");
    }
    assert_same(&variant, &["residential", "townships"], "Shapefile");
}

/// The short name of each field of the sample's layers.
fn short(name: &str) -> &str {
    match name {
        "名称" => "MC",
        "地块编号" => "BH",
        "用地代码" => "DM",
        "户数" => "HS",
        "常住人口" => "RK",
        "新建" => "XJ",
        "托育用房面积" => "TY",
        "配建托位" => "PJ",
        "3岁以下人数" => "YY",
        "医防护中心" => "YF",
        "示范机构" => "SF",
        other => other,
    }
}

fn write_shapefile(collection: &Value, layer: &str, path: &Path) {
    let features = collection["features"].as_array().expect("features");
    let mut names: Vec<&String> = Vec::new();
    for feature in features {
        for name in feature["properties"].as_object().expect("properties").keys() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let is_number = |name: &str| features.iter().any(|feature| feature["properties"][name].is_number());
    let mut table = TableWriterBuilder::with_encoding(dbase::encoding::EncodingRs::from(encoding_rs::GBK));
    for name in &names {
        let field = short(name).try_into().expect("a short name");
        table = if is_number(name) {
            table.add_numeric_field(field, 18, 4)
        } else {
            table.add_character_field(field, 60)
        };
    }
    let mut writer = shapefile::Writer::from_path(path, table).expect("a writer");
    for feature in features {
        let geometry: geojson::Geometry = serde_json::from_value(feature["geometry"].clone()).expect(layer);
        let geometry = Geometry::<f64>::try_from(&geometry).expect("a geometry");
        let polygons: Vec<Polygon<f64>> = match geometry {
            Geometry::Polygon(polygon) => vec![polygon],
            Geometry::MultiPolygon(polygons) => polygons.0,
            other => panic!("{other:?}"),
        };
        let ring = |ring: &geo::LineString<f64>| -> Vec<shapefile::Point> {
            ring.0.iter().map(|at| shapefile::Point::new(at.x, at.y)).collect()
        };
        let rings = polygons.iter().flat_map(|polygon| {
            let outer = shapefile::PolygonRing::Outer(ring(polygon.exterior()));
            let holes = polygon.interiors().iter().map(|hole| shapefile::PolygonRing::Inner(ring(hole)));
            std::iter::once(outer).chain(holes).collect::<Vec<_>>()
        });
        let shape = shapefile::Polygon::with_rings(rings.collect());
        let mut record = dbase::Record::default();
        for name in &names {
            let value = &feature["properties"][name.as_str()];
            let value = if is_number(name) {
                FieldValue::Numeric(value.as_f64())
            } else {
                FieldValue::Character(value.as_str().map(str::to_owned))
            };
            record.insert(short(name).to_owned(), value);
        }
        writer.write_shape_and_record(&shape, &record).expect("a record");
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// Layers and tables, under the names that `gzip` and `zstd` give them and under their old ones. The report tells the hash
/// of the packed file, as `sha256sum` prints it.
#[test]
fn as_packed_files() {
    let mut variant = Variant::new();
    let mut packed: Vec<(String, String)> = Vec::new();
    for (name, target, pack) in [
        ("residential.geojson", "residential.geojson.gz", gzip as fn(&[u8]) -> Vec<u8>),
        ("townships.geojson", "townships.GeoJSON.zst", zstandard),
        ("facilities.geojson", "facilities.geojson", gzip),
        ("plan_2025.csv", "plan_2025.csv.gz", gzip),
        ("plan_2027.csv", "plan_2027.csv.zst", zstandard),
        ("reported.csv", "reported.csv", zstandard),
    ] {
        let bytes = pack(&std::fs::read(variant.path(name)).expect("a file of the sample"));
        std::fs::remove_file(variant.path(name)).expect("the copy can be removed");
        std::fs::write(variant.path(target), &bytes).expect("the folder can be written");
        variant.project = variant.project.replace(&format!("\"{name}\""), &format!("\"{target}\""));
        let digest = <sha2::Sha256 as sha2::Digest>::digest(&bytes);
        packed.push((target.to_owned(), digest.iter().map(|byte| format!("{byte:02x}")).collect()));
    }
    assert_same(&variant, &["residential", "townships", "facilities"], "GeoJSON");
    let report = json(&variant.path("out").join("report.json"));
    let inputs = report["inputs"].as_array().expect("inputs");
    for (name, sha256) in packed {
        let is_of = |input: &&Value| input["path"].as_str().is_some_and(|path| path.ends_with(&name));
        let input = inputs.iter().find(is_of).expect("an input");
        assert_eq!(input["sha256"], sha256.as_str(), "{name}");
    }
}
