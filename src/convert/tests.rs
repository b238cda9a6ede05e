use geo::Point;
use tempfile::TempDir;

use super::*;
use crate::messages::Language;
use crate::progress::Silent;

const TWO: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"a","properties":{"名称":"羽林,托育园","托位数":30,"比例":0.5,"普惠":true},"geometry":{"type":"Point","coordinates":[120.9,29.5]}},
{"type":"Feature","properties":{"名称":"无位置","托位数":null},"geometry":null}]}"#;

struct Desk {
    folder: TempDir,
    source: PathBuf,
}

impl Desk {
    fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("in.geojson");
        std::fs::write(&source, text).unwrap();
        Self { folder, source }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Converts `from` to the file of this name, after `change`.
    fn convert<'c>(
        &self,
        from: &'c Path,
        target: &'c Path,
        change: impl FnOnce(&mut Conversion<'c>),
    ) -> Result<(Converted, Vec<&'static str>), Error> {
        let mut conversion = Conversion {
            source: Source::of(from, "input"),
            source_crs: None,
            source_datum: None,
            target,
            target_crs: None,
            target_datum: None,
            target_encoding: None,
        };
        change(&mut conversion);
        let mut notes = Notes::default();
        let converted = convert(&conversion, &mut notes, &Silent)?;
        Ok((converted, notes.to_vec().iter().map(|note| note.code).collect()))
    }

    fn layer(&self, path: &Path) -> Layer {
        read_layer(&Source::of(path, "input"), &mut Notes::default(), &Silent).unwrap()
    }
}

fn place(layer: &Layer) -> Point {
    match &layer.features[0].geometry {
        Some(Geometry::Point(point)) => *point,
        other => panic!("{other:?}"),
    }
}

/// Into a zone, and back: attributes, identifier and the feature without a place stay, and the file says its system.
#[test]
fn a_layer_comes_back_from_a_zone() {
    let desk = Desk::with(TWO);
    let (zone, back) = (desk.path("zone.geojson"), desk.path("back.geojsonl"));
    let (converted, notes) = desk.convert(&desk.source, &zone, |c| c.target_crs = Some("EPSG:4549")).unwrap();
    assert_eq!((converted.features, converted.to.as_str()), (2, "EPSG:4549"));
    assert_eq!(notes, ["geometry-null"]);
    let layer = desk.layer(&zone);
    assert_eq!(layer.crs.as_deref(), Some("urn:ogc:def:crs:EPSG::4549"));
    let at = place(&layer);
    assert!((at.x() - 587_271.519).abs() < 1e-3 && (at.y() - 3_265_026.815).abs() < 1e-3, "{at:?}");
    desk.convert(&zone, &back, |_| {}).unwrap();
    let (given, returned) = (desk.layer(&desk.source), desk.layer(&back));
    assert!((place(&returned).x() - 120.9).abs() < 2e-9 && (place(&returned).y() - 29.5).abs() < 2e-9);
    assert_eq!(returned.fields, given.fields);
    assert_eq!(returned.features[0].attributes, given.features[0].attributes);
    assert_eq!(returned.features[0].id.as_deref(), Some("a"));
    assert_eq!(returned.features[1].geometry, None);
}

#[test]
fn shifted_points_are_shifted_back() {
    let desk = Desk::with(TWO);
    let (amap, back, baidu) = (desk.path("amap.geojson"), desk.path("back.geojson"), desk.path("baidu.csv"));
    let converted = desk.convert(&desk.source, &amap, |c| {
        (c.source_datum, c.target_datum) = (Some(Datum::Wgs84), Some(Datum::Gcj02));
    });
    let (converted, _) = converted.unwrap();
    assert_eq!(converted.to, "EPSG:4326 (GCJ-02)");
    assert!((place(&desk.layer(&amap)).x() - 120.9).abs() > 3e-3);
    let from_amap = |c: &mut Conversion<'_>| {
        (c.source_datum, c.target_datum) = (Some(Datum::Gcj02), Some(Datum::Wgs84));
    };
    desk.convert(&amap, &back, from_amap).unwrap();
    assert!((place(&desk.layer(&back)).x() - 120.9).abs() < 2e-9);
    let (converted, _) = desk.convert(&amap, &baidu, |c| c.source_datum = Some(Datum::Gcj02)).unwrap();
    assert_eq!(converted.to, "EPSG:4326 (GCJ-02)", "without a word the datum stays what it is");
}

/// What a GeoPackage is read as is what was written: values of every kind, geometries of several.
#[test]
fn a_geopackage_is_read_again() {
    let more = r#"{"type":"Feature","properties":{"fid":7,"比例":2},"geometry":{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0]],[[1,0.5],[2,0.5],[2,1],[1,0.5]]]}},
{"type":"Feature","properties":{},"geometry":{"type":"MultiLineString","coordinates":[[[0,0],[1,1]],[[2,2],[3,3]]]}},"#;
    let desk = Desk::with(&TWO.replacen("[\n", &format!("[\n{more}"), 1));
    let package = desk.path("居住 用地.gpkg");
    desk.convert(&desk.source, &package, |c| c.target_crs = Some("EPSG:4490")).unwrap();
    let (given, read) = (desk.layer(&desk.source), desk.layer(&package));
    assert_eq!(read.crs.as_deref(), Some("EPSG:4490"));
    assert_eq!(read.fields, ["fid_2", "比例", "名称", "托位数", "普惠"]);
    for (given, read) in given.features.iter().zip(&read.features) {
        assert_eq!(given.geometry, read.geometry);
        assert!((0..5).all(|field| given.value(field) == read.value(field)), "{given:?} {read:?}");
    }
    // A system without a code goes as its definition.
    let desk = Desk::with(TWO);
    let local = desk.path("local.gpkg");
    let system = "+proj=tmerc +lat_0=0 +lon_0=120.5 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs";
    desk.convert(&desk.source, &local, |c| c.target_crs = Some(system)).unwrap();
    let read = desk.layer(&local);
    assert!(Crs::parse(read.crs.as_deref().unwrap()).is_ok());
    assert!((place(&read).x() - 538_782.0).abs() < 1e3, "{:?}", place(&read));
}

#[test]
fn a_csv_has_its_encoding() {
    let desk = Desk::with(&TWO.replace("无位置", "甪堽㙟𠮷"));
    let (utf8, gbk, big5) = (desk.path("utf8.csv"), desk.path("gbk.csv"), desk.path("big5.csv"));
    desk.convert(&desk.source, &utf8, |_| {}).unwrap();
    let expected =
        "名称,托位数,比例,普惠,lon,lat\r\n\"羽林,托育园\",30,0.5,true,120.9,29.5\r\n甪堽㙟𠮷,,,,,\r\n";
    assert_eq!(std::fs::read_to_string(&utf8).unwrap(), format!("\u{FEFF}{expected}"));
    let (_, notes) =
        desk.convert(&desk.source, &gbk, |c| c.target_encoding = Some(TextEncoding::Gb18030)).unwrap();
    assert_eq!(notes, ["geometry-null"]);
    assert_eq!(TextEncoding::Gb18030.decode(&std::fs::read(&gbk).unwrap()), (expected.to_owned(), false));
    let (_, notes) =
        desk.convert(&desk.source, &big5, |c| c.target_encoding = Some(TextEncoding::Big5)).unwrap();
    assert_eq!(notes, ["geometry-null", "convert-characters"]);
}

#[test]
fn nothing_is_written_where_it_cannot_be() {
    let desk = Desk::with(TWO);
    let code = |target: &str, change: fn(&mut Conversion<'_>)| {
        let target = desk.path(target);
        let mut conversion = Conversion {
            source: Source::of(&desk.source, "input"),
            source_crs: None,
            source_datum: None,
            target: &target,
            target_crs: None,
            target_datum: None,
            target_encoding: None,
        };
        change(&mut conversion);
        convert(&conversion, &mut Notes::default(), &Silent).unwrap_err()
    };
    assert_eq!(code("in.geojson", |_| {}).code, "convert-exists");
    assert_eq!(code("out.dwg", |_| {}).code, "convert-format");
    assert_eq!(code("none/out.csv", |_| {}).code, "convert-cannot-write");
    assert_eq!(code("out.csv", |c| c.source_crs = Some("EPSG:4549")).code, "coordinates-in-degrees");
    assert_eq!(code("out.csv", |c| c.target_datum = Some(Datum::Wgs84)).code, "convert-datum-unsaid");
    let gbk = |c: &mut Conversion<'_>| c.target_encoding = Some(TextEncoding::Gb18030);
    assert_eq!(code("out.gpkg", gbk).code, "convert-encoding-fixed");
    let zone = |c: &mut Conversion<'_>| {
        c.source_datum = Some(Datum::Wgs84);
        (c.target_crs, c.target_datum) = (Some("EPSG:4549"), Some(Datum::Bd09));
    };
    assert_eq!(code("out.csv", zone).code, "datum-of-plane");
    let told = code("out.dwg", |_| {}).cause(Language::ZhCn).unwrap();
    assert!(told.contains("`.geojsonl`"), "{told}");
    let left: Vec<_> =
        std::fs::read_dir(desk.folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["in.geojson"]);
}

/// `--from-crs` goes before what the file states, with a word.
#[test]
fn a_system_that_is_overridden_is_told() {
    let crs = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4214"}},"features""#;
    let desk = Desk::with(&TWO.replace("\"features\"", crs));
    let (first, second) = (desk.path("first.csv"), desk.path("second.csv"));
    assert_eq!(desk.convert(&desk.source, &first, |_| {}).unwrap_err().code, "crs-old-datum");
    let (_, codes) = desk.convert(&desk.source, &second, |c| c.source_crs = Some("EPSG:4490")).unwrap();
    assert!(codes.contains(&"crs-overridden"), "{codes:?}");
}
