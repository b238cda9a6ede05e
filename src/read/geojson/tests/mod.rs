//! Small texts, each with one thing to see; the laws that hold for all texts are in [`laws`].

mod errors;
mod laws;
mod notes;

use std::path::Path;

use geo::{Geometry, wkt};

use super::*;
use crate::note::Note;
use crate::progress::Silent;
use crate::read::{Value, read_layer};

/// Reads a text as the layer `residential` of `data/r.geojson`.
fn read(bytes: &[u8]) -> Result<(Layer, Vec<Note>), Error> {
    let source = Source::of(Path::new("data/r.geojson"), "residential");
    let mut notes = Notes::default();
    let layer = super::read(&source, bytes.to_vec(), &mut notes, &Silent)?;
    Ok((layer, notes.to_vec()))
}

/// The layer of a text in which nothing is amiss.
fn read_well(text: &str) -> Layer {
    let (layer, notes) = read(text.as_bytes()).unwrap();
    assert_eq!(notes, [], "{text}");
    layer
}

/// The geometry of a text that is one geometry, and the codes of the notes on it.
fn geometry(text: &str) -> (Option<Geometry<f64>>, Vec<&'static str>) {
    let (layer, notes) = read(text.as_bytes()).unwrap();
    assert_eq!(layer.features.len(), 1);
    (layer.features[0].geometry.clone(), notes.iter().map(|note| note.code).collect())
}

fn collection(features: &str) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)
}

const POINT: &str =
    r#"{"type":"Feature","properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[120.9,29.5]}}"#;

#[test]
fn a_collection_a_feature_and_a_geometry_are_layers() {
    let bare = r#"{"type":"Point","coordinates":[120.9,29.5]}"#;
    for text in [
        collection(POINT).as_str(),
        POINT,
        bare,
        &format!("\u{FEFF} \n{bare}\n"),
        &format!("\u{1E}{POINT}\n"),
    ] {
        let layer = read_well(text);
        assert_eq!(layer.features.len(), 1);
        assert_eq!(layer.features[0].index, 1);
        assert_eq!(layer.features[0].geometry, Some(wkt!(POINT(120.9 29.5)).into()));
    }
}

#[test]
fn members_stand_in_any_order() {
    let layer = read_well(
        r#"{"features":[{"geometry":{"coordinates":[[1,2],[3,4]],"type":"LineString"},"properties":{"a":1},
            "bbox":[1,2,3,4],"id":"x","type":"Feature"}],"crs":{"type":"name","properties":{"name":"EPSG:4549"}},
            "name":"r","type":"FeatureCollection"}"#,
    );
    assert_eq!(layer.crs.as_deref(), Some("EPSG:4549"));
    assert_eq!(layer.features[0].id.as_deref(), Some("x"));
    assert_eq!(layer.features[0].geometry, Some(wkt!(LINESTRING(1.0 2.0,3.0 4.0)).into()));
}

#[test]
fn every_type_of_geometry_is_read() {
    let ring = "[[0,0],[4,0],[4,4],[0,4],[0,0]]";
    let hole = "[[1,1],[1,2],[2,2],[2,1],[1,1]]";
    let with_hole =
        wkt!(POLYGON((0.0 0.0,4.0 0.0,4.0 4.0,0.0 4.0,0.0 0.0),(1.0 1.0,1.0 2.0,2.0 2.0,2.0 1.0,1.0 1.0)));
    let plain = wkt!(POLYGON((0.0 0.0,4.0 0.0,4.0 4.0,0.0 4.0,0.0 0.0)));
    let cases: [(&str, String, Geometry<f64>); 6] = [
        ("Point", "[1,-2.5e0]".into(), wkt!(POINT(1.0 - 2.5)).into()),
        ("MultiPoint", "[[1,2],[3,4]]".into(), wkt!(MULTIPOINT(1.0 2.0,3.0 4.0)).into()),
        ("LineString", "[[1,2],[3,4]]".into(), wkt!(LINESTRING(1.0 2.0,3.0 4.0)).into()),
        ("MultiLineString", "[[[1,2],[3,4]]]".into(), wkt!(MULTILINESTRING((1.0 2.0,3.0 4.0))).into()),
        ("Polygon", format!("[{ring},{hole}]"), with_hole.clone().into()),
        (
            "MultiPolygon",
            format!("[[{ring},{hole}],[{ring}]]"),
            geo::MultiPolygon(vec![with_hole, plain]).into(),
        ),
    ];
    let mut all = Vec::new();
    for (name, coordinates, expected) in cases {
        let text = format!(r#"{{"type":"{name}","coordinates":{coordinates}}}"#);
        assert_eq!(geometry(&text), (Some(expected.clone()), vec![]));
        all.push((text, expected));
    }
    let (texts, parts): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    let text = format!(r#"{{"type":"GeometryCollection","geometries":[{}]}}"#, texts.join(","));
    assert_eq!(geometry(&text), (Some(Geometry::GeometryCollection(parts.into())), vec![]));
}

#[test]
fn attributes_keep_their_kind_and_fields_their_order() {
    let properties =
        r#"{"名称":"小区","households":62,"urban":true,"code":9007199254740993,"tags":{"a": [1]},"no":null}"#;
    let other = r#"{"extra":1.5,"名称":"b"}"#;
    let feature = |properties: &str| {
        format!(
            r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"Point","coordinates":[1,2]}}}}"#
        )
    };
    let layer = read_well(&collection(&format!("{},{}", feature(properties), feature(other))));
    assert_eq!(layer.fields, ["名称", "households", "urban", "code", "tags", "no", "extra"]);
    let value =
        |feature: usize, name: &str| layer.features[feature].value(layer.field(name).unwrap()).cloned();
    assert_eq!(value(0, "名称"), Some(Value::Text("小区".into())));
    assert_eq!(value(0, "households"), Some(Value::Number(62.0)));
    assert_eq!(value(0, "urban"), Some(Value::Bool(true)));
    assert_eq!(value(0, "code"), Some(Value::Text("9007199254740993".into())));
    assert_eq!(value(0, "tags"), Some(Value::Text(r#"{"a": [1]}"#.into())));
    assert_eq!(value(0, "no"), None);
    assert_eq!(value(1, "extra"), Some(Value::Number(1.5)));
}

#[test]
fn properties_may_be_null_or_absent() {
    for properties in ["", r#""properties":null,"#] {
        let text =
            format!(r#"{{"type":"Feature",{properties}"geometry":{{"type":"Point","coordinates":[1,2]}}}}"#);
        assert!(read_well(&text).features[0].attributes.is_empty());
    }
}

#[test]
fn identifiers_are_text() {
    for (id, text) in [("7", "7"), ("\"F-013\"", "F-013"), ("3306241000010000017", "3306241000010000017")] {
        let layer = read_well(&POINT.replacen('{', &format!("{{\"id\":{id},"), 1));
        assert_eq!(layer.features[0].id.as_deref(), Some(text));
    }
}

/// PostGIS puts the system into each geometry that it writes.
#[test]
fn a_system_stated_by_geometries_is_that_of_the_layer() {
    let stating = |crs: &str| {
        let crs = format!(r#""crs":{{"type":"name","properties":{{"name":"{crs}"}}}}"#);
        POINT.replace(r#""type":"Point""#, &format!(r#""type":"Point",{crs}"#))
    };
    let layer = read_well(&collection(&[stating("EPSG:4549"), stating("EPSG:4549")].join(",")));
    assert_eq!(layer.crs.as_deref(), Some("EPSG:4549"));
    let (layer, notes) =
        read(collection(&[stating("EPSG:4549"), stating("EPSG:4490")].join(",")).as_bytes()).unwrap();
    assert_eq!(layer.crs.as_deref(), Some("EPSG:4549"));
    assert_eq!(notes.iter().map(|note| note.code).collect::<Vec<_>>(), ["crs-differs"]);
}

#[test]
fn gb18030_is_read() {
    let text = collection(&POINT.replace("\"a\"", "\"羽林街道\""));
    let (layer, notes) = read(&encoding_rs::GB18030.encode(&text).0).unwrap();
    assert_eq!(layer.features[0].value(0), Some(&Value::Text("羽林街道".into())));
    assert_eq!(notes.iter().map(|note| note.code).collect::<Vec<_>>(), ["text-decoded"]);
}

/// 2,000 features of differing fields, faults among them, so that several stretches are put together.
#[test]
fn the_number_of_threads_does_not_show() {
    let features: Vec<String> = (0..2000)
        .map(|i| match i % 97 {
            13 => "null".into(),
            31 => r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1e999,2]}}"#.into(),
            57 => r#"{"type":"Feature" "properties":{}}"#.into(),
            _ => format!(r#"{{"type":"Feature","properties":{{"f{}":{i},"name":"{i}"}},"geometry":{{"type":"Point","coordinates":[{i},2,3]}}}}"#, i % 7 + i / 500),
        })
        .collect();
    let text = collection(&features.join(",\n"));
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let (layer, notes) = pool.install(|| read(text.as_bytes())).unwrap();
        format!("{layer:?}\n{notes:?}")
    };
    let one = with(1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(8));
}

/// Stretches meet the fields in different orders; each value must stay with its name.
#[test]
fn values_stay_with_their_names() {
    let feature = |i: usize| {
        let [first, second] = if i < STRETCH { ["a", "b"] } else { ["b", "c"] };
        POINT.replace(r#""name":"a""#, &format!(r#""{first}":"{first}{i}","{second}":"{second}{i}""#))
    };
    let layer = read_well(&collection(&(0..2 * STRETCH).map(feature).collect::<Vec<_>>().join(",")));
    assert_eq!(layer.fields, ["a", "b", "c"]);
    for (i, feature) in layer.features.iter().enumerate() {
        assert_eq!((feature.index, feature.attributes.len()), (i + 1, 2));
        for (field, value) in &feature.attributes {
            assert_eq!(value.as_text(), format!("{}{i}", layer.fields[*field as usize]));
        }
    }
}

/// What the fast way met of a feature before it gave up does not become a field of the layer.
#[test]
fn fields_are_those_of_features_that_are_read() {
    let bare = r#"{"type":"Point","properties":{"x":1},"coordinates":[1,2]}"#;
    let broken = r#"{"type":"Feature","properties":{"y":1} "geometry":null}"#;
    let (layer, _) = read(collection(&[bare, broken, POINT].join(",")).as_bytes()).unwrap();
    assert_eq!(layer.fields, ["name"]);
}

/// The file of a path is read as its text is, and its hash is that of its bytes.
#[test]
fn a_file_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.geojson");
    std::fs::write(&path, collection(POINT)).unwrap();
    let layer = read_layer(&Source::of(&path, "residential"), &mut Notes::default(), &Silent).unwrap();
    assert_eq!(format!("{:?}", layer.features), format!("{:?}", read_well(&collection(POINT)).features));
    assert_eq!(layer.sha256, read_well(&collection(POINT)).sha256);
    assert_eq!(layer.path, path);
    assert_eq!(
        read_layer(&Source::of(folder.path(), "residential"), &mut Notes::default(), &Silent)
            .unwrap_err()
            .code,
        "input-is-directory"
    );
    std::fs::write(&path, b"%PDF-1.7").unwrap();
    assert_eq!(
        read_layer(&Source::of(&path, "residential"), &mut Notes::default(), &Silent).unwrap_err().code,
        "layer-is-binary"
    );
}

/// Features one after the other, as lines or as a text sequence: a damaged one is told, the others are read.
#[test]
fn features_one_after_the_other_are_read() {
    for text in [
        format!("{POINT}\n{POINT}\r\n\n{POINT}"),
        format!("\u{1E}{POINT}\n\u{1E}{POINT}\n\u{1E}{}\n", POINT.replacen(',', ",\n", 1)),
    ] {
        let layer = read_well(&text);
        assert_eq!((layer.features.len(), layer.format), (3, Format::GeoJsonLines));
        assert!(layer.features.iter().all(|feature| feature.geometry.is_some()));
    }
    let (layer, notes) = read(format!("{POINT}\n{{\"type\":\"Fea\n{POINT}\n").as_bytes()).unwrap();
    assert_eq!(layer.features.len(), 3);
    assert_eq!(notes.iter().map(|note| note.code).collect::<Vec<_>>(), ["feature-not-json"]);
    assert_eq!(notes[0].feature.as_ref().map(|feature| feature.index), Some(2));
}
