//! What the library tells of its progress: every step in its order, with parts that add up, at any number of threads.

use std::path::Path;
use std::sync::Mutex;

use lifecircle::assess::{report_of, report_of_watched};
use lifecircle::coverage::Coverage;
use lifecircle::deliver::{deliver, deliver_watched};
use lifecircle::model::Study;
use lifecircle::progress::{Progress, Step};
use lifecircle::project::{OverlapRule, Project};

use crate::run::{SAMPLE, contents, home};

/// A step as it was told, its total, and the sum of its advances.
type Told = (String, Option<u64>, u64);

/// A progress that keeps what it was told.
#[derive(Default)]
struct Recorded(Mutex<Vec<Told>>);

impl Progress for Recorded {
    fn begin(&self, step: Step<'_>, total: Option<u64>) {
        let words = match step {
            Step::Reading { role, path } => {
                format!("reading {role}: {}", path.file_name().expect("a file").display())
            }
            Step::Preparing => "preparing".to_owned(),
            Step::Coverage => "coverage".to_owned(),
            Step::Assessment => "assessment".to_owned(),
            Step::Writing { file } => format!("writing {file}"),
        };
        self.0.lock().expect("no panic").push((words, total, 0));
    }

    fn advance(&self, by: u64) {
        self.0.lock().expect("no panic").last_mut().expect("a step has begun").2 += by;
    }
}

/// Analyses the sample into `output` with so many threads. What was told, and the number of pieces of land.
fn told(output: &Path, threads: usize, overlaps: OverlapRule) -> (Vec<Told>, usize) {
    let mut project = Project::load(&home().join(SAMPLE)).expect("the sample");
    project.output = output.to_owned();
    project.overlaps = overlaps;
    let recorded = Recorded::default();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let pieces = pool.install(|| {
        let study = Study::read_watched(&project, &recorded).expect("a study");
        let coverage = Coverage::of_watched(&study, &recorded);
        let report = report_of_watched(&study, &coverage, &project, &recorded).expect("a report");
        deliver_watched(&report, &study, &coverage, &project, &recorded).expect("files");
        study.pieces.len()
    });
    (recorded.0.into_inner().expect("no panic"), pieces)
}

/// Layers begin once more when their features are counted. Each of the sample's pieces is looked at four times: for the
/// land, by two circles, for the nearest facility.
#[test]
fn every_step_is_told_in_its_order() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = folder.path().join("out");
    let (first, pieces) = told(&output, 1, OverlapRule::Once);
    let names: Vec<&str> = first.iter().map(|(step, _, _)| step.as_str()).collect();
    let until_writing = names.iter().position(|step| step.starts_with("writing")).expect("files are written");
    assert_eq!(
        names[..until_writing],
        [
            "reading townships: townships.geojson",
            "reading townships: townships.geojson",
            "reading residential: residential.geojson",
            "reading residential: residential.geojson",
            "reading facilities: facilities.geojson",
            "reading facilities: facilities.geojson",
            "reading context: water.geojson",
            "reading context: water.geojson",
            "reading context: roads.geojson",
            "reading context: roads.geojson",
            "preparing",
            "reading plan: plan_2025.csv",
            "reading plan: plan_2027.csv",
            "reading reported: reported.csv",
            "coverage",
            "assessment",
        ]
    );
    let mut written: Vec<&str> =
        names[until_writing..].iter().filter_map(|step| step.strip_prefix("writing ")).collect();
    assert_eq!(written.last(), Some(&"index.md"));
    written.push(".lifecircle");
    written.sort_unstable();
    assert_eq!(written, contents(&output).keys().collect::<Vec<_>>());

    for (step, total, done) in &first {
        assert_eq!(total.unwrap_or_default(), *done, "{step}");
    }
    // Of a step that began twice, the second time.
    let total = |step: &str| first.iter().rfind(|(s, _, _)| s == step).and_then(|(_, total, _)| *total);
    assert_eq!(total("coverage"), Some(4 * pieces as u64));
    assert_eq!(total("reading townships: townships.geojson"), Some(12));
    assert!(pieces > 256, "more than are told of at a time: {pieces}");

    for threads in [2, 8] {
        let (other, _) = told(&output, threads, OverlapRule::Once);
        assert_eq!(other, first, "{threads} threads");
    }
    let (each, _) = told(&output, 2, OverlapRule::Each);
    assert_eq!(each, first, "also where overlaps are not looked at");
}

/// Being watched changes no byte.
#[test]
fn files_do_not_depend_on_who_looks() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (watched, alone) = (folder.path().join("watched"), folder.path().join("alone"));
    told(&watched, 2, OverlapRule::Once);
    let project =
        Project { output: alone.clone(), ..Project::load(&home().join(SAMPLE)).expect("the sample") };
    let study = Study::read(&project).expect("a study");
    let coverage = Coverage::of(&study);
    let report = report_of(&study, &coverage, &project).expect("a report");
    deliver(&report, &study, &coverage, &project).expect("files");
    assert!(contents(&watched) == contents(&alone));
}
