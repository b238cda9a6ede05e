use std::borrow::Cow;
use std::path::Path;

use geo::{MultiPolygon, polygon};
use serde_json::Value;

use super::super::fixture::{self, coverage, study};
use super::super::layers::{Feature, Shape};
use super::*;
use crate::model::Piece;

/// In place of a projection: a degree is 100,000 m.
fn degrees(at: Coord<f64>) -> Option<Coord<f64>> {
    Some(Coord { x: at.x / 1e5, y: at.y / 1e5 })
}

/// Writes the layers of a study and returns the text of one.
fn written(study: &Study, coverage: &Coverage, here: &Path, name: &str) -> String {
    let output = here.join("result");
    let mut folder = NewFolder::beside(&output).unwrap();
    write_with(&fixture::report("zh-CN"), study, coverage, &mut folder, &|| Ok(degrees)).unwrap();
    folder.put_in_place().unwrap();
    std::fs::read_to_string(output.join(name)).unwrap()
}

#[test]
fn parcels_have_their_shares_and_rings_by_the_right_hand_rule() {
    let here = tempfile::tempdir().unwrap();
    let text = written(&study(), &coverage(), here.path(), "parcels.geojson");
    insta::assert_snapshot!(text, @r##"
        {"type":"FeatureCollection","name":"parcels","features":[
        {"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[0.0,0.0],[0.001,0.0],[0.001,0.001],[0.0,0.001],[0.0,0.0]],[[0.0004,0.0004],[0.0004,0.0006],[0.0006,0.0006],[0.0006,0.0004],[0.0004,0.0004]]]]},"properties":{"feature":1,"id":null,"name":"\"锦绣\"\n嘉园","township_code":"330624001","township":"羽林街道","area_m2":4800.0,"covered_5min_m2":4800.0,"rate_5min":1.0,"covered_15min_m2":4800.0,"rate_15min":1.0,"nearest_facility":"#7","nearest_distance_m":0.0}},
        {"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[-0.002,0.0],[-0.001,0.0],[-0.001,0.001],[-0.002,0.001],[-0.002,0.0]]]]},"properties":{"feature":2,"id":null,"name":"b","township_code":null,"township":null,"area_m2":5000.0,"covered_5min_m2":2500.0,"rate_5min":0.5,"covered_15min_m2":5000.0,"rate_15min":1.0,"nearest_facility":null,"nearest_distance_m":null}}
        ]}
        "##);
    let parsed: ::geojson::FeatureCollection = text.parse().unwrap();
    assert_eq!(parsed.features.len(), 2);
}

/// What 5 minutes leave out of the second parcel; the 1e-6 m² that rounding left of the first are no feature.
#[test]
fn uncovered_land_is_a_feature_a_piece_and_circle() {
    let here = tempfile::tempdir().unwrap();
    let text = written(&study(), &coverage(), here.path(), "uncovered.geojson");
    let parsed: Value = serde_json::from_str(&text).unwrap();
    let features = parsed["features"].as_array().unwrap();
    assert_eq!(features.len(), 1);
    assert_eq!(features[0]["properties"]["minutes"], 5);
    assert_eq!(features[0]["properties"]["uncovered_m2"], 2500.0);
    assert_eq!(features[0]["properties"]["name"], "b");
}

#[test]
fn service_areas_are_a_feature_a_circle_and_the_layer_is_valid_without_features() {
    let here = tempfile::tempdir().unwrap();
    let text = written(&study(), &coverage(), here.path(), "service_areas.geojson");
    let parsed: ::geojson::FeatureCollection = text.parse().unwrap();
    let radii: Vec<_> = parsed.features.iter().map(|f| f.property("radius_m").unwrap().as_f64()).collect();
    assert_eq!(radii, [Some(300.0), Some(1000.0)]);

    let mut empty = study();
    empty.pieces.clear();
    let text = written(&empty, &coverage(), here.path(), "parcels.geojson");
    let parsed: ::geojson::FeatureCollection = text.parse().unwrap();
    assert!(parsed.features.is_empty());
}

/// Twenty thousand pieces, in several runs: the same bytes from one thread and from several.
#[test]
fn the_number_of_threads_does_not_show() {
    let mut study = study();
    let piece = study.pieces[1].clone();
    study.pieces =
        (0..20_000).map(|i| Piece { plane_area_m2: f64::from(i) + 1.0, ..piece.clone() }).collect();
    let coverage = coverage();
    let with_threads = |n| {
        let here = tempfile::tempdir().unwrap();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
        pool.install(|| written(&study, &coverage, here.path(), "parcels.geojson"))
    };
    let one = with_threads(1);
    assert_eq!(one.lines().count(), 20_002);
    assert!(one == with_threads(2) && one == with_threads(8));
}

#[test]
fn a_coordinate_without_longitude_stops_the_layer_and_leaves_no_folder() {
    let here = tempfile::tempdir().unwrap();
    let mut folder = NewFolder::beside(&here.path().join("result")).unwrap();
    let nowhere = || Ok(|_: Coord<f64>| None);
    let error = write_with(&fixture::report("en"), &study(), &coverage(), &mut folder, &nowhere).unwrap_err();
    insta::assert_snapshot!(error, @"cannot write the GeoJSON layers: the coordinates (easting 587271.519, northing 3265026.815) have no longitude and latitude");
    drop(folder);
    assert_eq!(std::fs::read_dir(here.path()).unwrap().count(), 0);
}

/// A sliver narrower than 1 cm encloses nothing at 7 decimals: the feature stays, unlocated.
#[test]
fn land_narrower_than_the_last_decimal_is_told_without_a_place() {
    let sliver = polygon![(x: 0., y: 0.), (x: 1000., y: 0.001), (x: 2000., y: 0.)];
    let mut text = String::new();
    let shape = Shape::Land(Cow::Owned(MultiPolygon(vec![sliver])));
    write_feature(&[], &Feature { shape, values: Vec::new() }, &degrees, &mut text).unwrap();
    assert_eq!(text, ",\n{\"type\":\"Feature\",\"geometry\":null,\"properties\":{}}");
}
