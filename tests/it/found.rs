//! Faults that a reader of the finished program found, each with the input that showed it.

use std::path::Path;

use geo::{Geometry, MultiPolygon, Validation};
use lifecircle::assess::report_of;
use lifecircle::coverage::Coverage;
use lifecircle::model::Study;
use lifecircle::project::{Flags, Project};

fn polygon(name: &str, rings: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{"name":"{name}"}},"geometry":{{"type":"Polygon","coordinates":{rings}}}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

/// The shapes of a written layer, by feature.
fn shapes(path: &Path) -> Vec<Option<MultiPolygon<f64>>> {
    let text = std::fs::read_to_string(path).expect("the layer was written");
    let layer: geojson::FeatureCollection = text.parse().expect("the layer is GeoJSON");
    let shape = |feature: geojson::Feature| {
        let geometry = Geometry::<f64>::try_from(feature.geometry?).expect("a geometry");
        MultiPolygon::try_from(geometry).ok()
    };
    layer.features.into_iter().map(shape).collect()
}

/// Rings that touch themselves and spikes are land as they are drawn, and slivers fold over at seven decimals; other
/// programs take none of them. What is written is valid by the rules of the OGC all the same.
#[test]
fn every_written_shape_is_valid() {
    let here = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| {
        let path = here.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    };
    let parcels = [
        polygon(
            "hourglass",
            "[[[120.9,29.5],[120.91,29.5],[120.905,29.505],[120.91,29.51],[120.9,29.51],[120.905,29.505],[120.9,29.5]]]",
        ),
        polygon(
            "spike",
            "[[[120.9,29.5],[120.91,29.5],[120.92,29.5],[120.91,29.5],[120.91,29.51],[120.9,29.51],[120.9,29.5]]]",
        ),
        polygon(
            "sliver",
            "[[[120.9,29.5],[120.9012345678,29.5012345643],[120.902469,29.5024691],[120.9012345678,29.5012346343],[120.9012345679,29.5012345644],[120.9,29.5]]]",
        ),
        polygon(
            "hole on the border",
            "[[[120.9,29.5],[120.91,29.5],[120.91,29.51],[120.9,29.51],[120.9,29.5]],[[120.9,29.502],[120.903,29.501],[120.903,29.505],[120.9,29.505],[120.9,29.502]]]",
        ),
    ];
    let facility = r#"{"type":"Feature","properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[120.9,29.5]}}"#;
    let output = here.path().join("result");
    let flags = Flags {
        facilities: Some(write("facilities.geojson", collection(&[facility.to_owned()]))),
        residential: Some(write("residential.geojson", collection(&parcels))),
        output: Some(output.clone()),
        ..Flags::default()
    };
    let project = Project::resolve(flags).expect("the project is valid");
    let study = Study::read(&project).expect("the data can be read");
    let coverage = Coverage::of(&study);
    let report = report_of(&study, &coverage, &project).expect("figures that agree");
    lifecircle::deliver::deliver(&report, &study, &coverage, &project).expect("the results can be written");
    for (layer, least) in [("parcels", 4), ("uncovered", 4), ("service_areas", 2)] {
        let shapes = shapes(&output.join(format!("{layer}.geojson")));
        assert!(shapes.len() >= least, "{layer}: {}", shapes.len());
        for (i, shape) in shapes.iter().enumerate() {
            let Some(shape) = shape else { continue };
            assert!(shape.is_valid(), "{layer} {i}: {:?}", shape.validation_errors());
        }
    }
}
