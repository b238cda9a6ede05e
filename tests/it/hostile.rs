//! Files that are large or deep on purpose: read or refused, in bounded memory.
//!
//! Claims in headers, bombs and cut files of each format are tested beside its reader.

use std::fmt::Write;

use assert_cmd::Command;

use crate::run::{Outcome, binary, number, run};
use crate::world::{LAYERS, World};

/// What a run may take, everything included.
const MOST_KILOBYTES: u32 = 1_500_000;

const AREA: &str = "/services/0/county/residential_area_m2";

/// Analyses the world in bounded memory: beyond it, allocation fails and the program would be killed.
fn bounded(world: &World) -> Outcome {
    let mut command = Command::new("sh");
    let limited = format!("ulimit -v {MOST_KILOBYTES}; exec \"$@\"");
    command.args(["-c", &limited, "sh"]).arg(binary()).arg("analyze").args(LAYERS);
    command.args(["--lang", "en", "--only", "json", "-o", "out"]);
    command.current_dir(world.folder()).env("LC_ALL", "C.UTF-8");
    run(&mut command, world.folder())
}

fn analysed(residential: &str) -> f64 {
    let world = World::new();
    world.write("residential.geojson", residential);
    bounded(&world).done();
    number(&world.report(), AREA)
}

fn refused(residential: &str) -> String {
    let world = World::new();
    world.write("residential.geojson", residential);
    bounded(&world).failure()
}

fn feature(kind: &str, coordinates: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
    )
}

/// A polygon of a million vertices, as round as a circle: its area is that of the regular polygon of fewer vertices, as
/// much larger as geometry says.
#[test]
fn a_polygon_of_a_million_vertices() {
    let round = |n: u32| {
        let mut ring = String::new();
        for k in (0..n).chain([0]) {
            let angle = std::f64::consts::TAU * f64::from(k) / f64::from(n);
            let (x, y) = (120.905 + 0.004 * angle.cos(), 29.505 + 0.004 * angle.sin());
            write!(ring, "{}[{x},{y}]", if ring.is_empty() { "" } else { "," }).expect("text");
        }
        analysed(&feature("Polygon", &format!("[[{ring}]]")))
    };
    let part = |n: f64| n * (std::f64::consts::TAU / n).sin();
    let (many, few) = (round(1_000_000), round(1_000));
    let expected = few * part(1e6) / part(1e3);
    assert!((many / expected - 1.0).abs() < 1e-8, "{many} {expected}");
}

/// A rectangle with a hundred thousand holes, and the holes as land: together they are the rectangle.
#[test]
fn a_hundred_thousand_holes() {
    const ACROSS: u32 = 320;
    let square = |x: f64, y: f64, width: f64| {
        let (right, top) = (x + width, y + width);
        format!("[[{x},{y}],[{right},{y}],[{right},{top}],[{x},{top}],[{x},{y}]]")
    };
    let outer = square(120.9005, 29.5005, 0.009);
    let place = |k: u32| 0.00001 + 0.000028 * f64::from(k);
    let places = (0..ACROSS * ACROSS).map(|k| (120.9005 + place(k % ACROSS), 29.5005 + place(k / ACROSS)));
    let holes: Vec<String> = places.map(|(x, y)| square(x, y, 0.00001)).collect();
    let sieve = analysed(&feature("Polygon", &format!("[{outer},{}]", holes.join(","))));
    let land = analysed(&feature("MultiPolygon", &format!("[[{}]]", holes.join("],["))));
    let whole = analysed(&feature("Polygon", &format!("[{outer}]")));
    assert!(land > 0.05 * whole && sieve > 0.5 * whole, "{land} {sieve} {whole}");
    assert!(((sieve + land) / whole - 1.0).abs() < 1e-9, "{land} {sieve} {whole}");
}

/// Ten million brackets, as coordinates, as an attribute and as the document, and geometries in each other: told, where
/// recursion would run out of stack.
#[test]
fn ten_million_brackets() {
    const DEPTH: usize = 10_000_000;
    let deep = format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
    let world = World::new();
    world.write(
        "residential.geojson",
        format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, feature("Polygon", &deep)),
    );
    let told = bounded(&world);
    assert!(told.status != 0 || told.stderr.contains("residential land, feature 1"), "{}", told.stderr);
    for document in [deep.clone(), "[".repeat(DEPTH), format!(r#"{{"type":"Feature","properties":{deep}}}"#)]
    {
        let told = refused(&document);
        assert!(told.contains("residential.geojson"), "{}", &told[..told.len().min(400)]);
    }
    const GEOMETRIES: usize = 200_000;
    let collection = r#"{"type":"GeometryCollection","geometries":["#;
    let nested = format!("{}{}", collection.repeat(GEOMETRIES), "]}".repeat(GEOMETRIES));
    let told = refused(&format!(r#"{{"type":"Feature","properties":{{}},"geometry":{nested}}}"#));
    assert!(told.contains("residential"), "{}", &told[..told.len().min(400)]);
}
