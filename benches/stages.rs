//! Where a run spends its time, step by step: `cargo bench --bench stages -- [FOLDER] [each]`, by default the workload of
//! `make bench`.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark")]

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use lifecircle::assess::report_of_watched;
use lifecircle::coverage::Coverage;
use lifecircle::deliver::deliver_watched;
use lifecircle::model::Study;
use lifecircle::progress::{Progress, Step};
use lifecircle::project::{Deliverable, Flags, OverlapRule, Project};

/// When each step began.
#[derive(Default)]
struct Watch(Mutex<Vec<(String, Instant)>>);

impl Progress for Watch {
    fn begin(&self, step: Step<'_>, _: Option<u64>) {
        let name = match step {
            Step::Reading { role, .. } => format!("reading: {role}"),
            Step::Writing { file } => format!("writing: {file}"),
            other => format!("{other:?}"),
        };
        let mut steps = self.0.lock().unwrap();
        if steps.last().is_none_or(|(last, _)| *last != name) {
            steps.push((name, Instant::now()));
        }
    }

    fn advance(&self, _: u64) {}
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench/100000-3000-100");
    let data = arguments.first().filter(|a| *a != "each").map_or(usual, PathBuf::from);
    if !data.exists() {
        println!("skipped: {} is not here; `make bench` makes it", data.display());
        return;
    }
    let output = tempfile::tempdir().unwrap();
    let mut best: Vec<(String, Duration)> = Vec::new();
    for _ in 0..3 {
        let watch = Watch::default();
        let start = Instant::now();
        let flags = Flags {
            facilities: Some(data.join("facilities.geojson")),
            residential: Some(data.join("residential.geojson")),
            townships: Some(data.join("townships.geojson")),
            plan: Some(data.join("plan.csv")),
            overlaps: arguments.iter().any(|a| a == "each").then_some(OverlapRule::Each),
            only: vec![Deliverable::Json, Deliverable::Csv],
            output: Some(output.path().join("out")),
            ..Flags::default()
        };
        let project = Project::resolve(flags).unwrap();
        let study = Study::read_watched(&project, &watch).unwrap();
        let coverage = Coverage::of_watched(&study, &watch);
        let report = report_of_watched(&study, &coverage, &project, &watch).unwrap();
        deliver_watched(&report, &study, &coverage, &project, &watch).unwrap();
        let end = Instant::now();
        let mut steps = watch.0.into_inner().unwrap();
        steps.push(("end".to_owned(), end));
        let mut took: Vec<(String, Duration)> =
            steps.windows(2).map(|pair| (pair[0].0.clone(), pair[1].1 - pair[0].1)).collect();
        took.push(("all".to_owned(), end - start));
        if best.len() != took.len() {
            best = took;
        } else {
            best.iter_mut().zip(took).for_each(|(best, took)| best.1 = best.1.min(took.1));
        }
    }
    println!("| step | best of three, ms |\n|---|---|");
    for (name, took) in best.iter().filter(|(_, took)| took.as_micros() >= 500) {
        println!("| {name} | {:.0} |", took.as_secs_f64() * 1e3);
    }
}
