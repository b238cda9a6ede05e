//! The floor: how long one thread of typed serde_json takes merely to parse a layer of the workload, out of memory, and
//! keep nothing but its fields: `cargo bench --bench floor -- residential.geojson`.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::Deserialize;

#[derive(Deserialize)]
struct FeatureCollection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only parsed")]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only parsed")]
struct Properties {
    id: u64,
    name: String,
    households: f64,
    population: f64,
    landuse: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only parsed")]
struct Geometry {
    r#type: String,
    coordinates: Vec<Vec<[f64; 2]>>,
}

fn main() {
    let Some(path) = std::env::args().skip(1).find(|argument| argument != "--bench") else {
        println!("skipped: no layer named; `make bench` names those of its workloads");
        return;
    };
    let bytes = std::fs::read(&path).unwrap();
    let mut best = Duration::MAX;
    let mut n_features = 0;
    for _ in 0..5 {
        let start = Instant::now();
        let parsed: FeatureCollection = black_box(serde_json::from_slice(&bytes).unwrap());
        best = best.min(start.elapsed());
        n_features = parsed.features.len();
    }
    let seconds = best.as_secs_f64();
    let speed = bytes.len() as f64 / 1e6 / seconds;
    println!("typed serde_json, one thread: {seconds:.3} s for {n_features} features ({speed:.0} MB/s)");
}
