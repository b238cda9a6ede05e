//! The same input gives the same bytes: at any number of threads, and wherever the program lies.

use std::path::Path;

use assert_cmd::Command;

use crate::published::realdata;
use crate::run::{SAMPLE, all_contents, analysed, binary, home, run, run_with_mounts};

/// Every file of the result, and what is printed, at 1, 2 and 8 threads. The names of the files.
fn same_at_any_number_of_threads(arguments: &[&str]) -> Vec<String> {
    let results: Vec<_> = ["1", "2", "8"]
        .map(|threads| analysed(&[arguments, &["--lang", "en", "--threads", threads]].concat()))
        .into_iter()
        .map(|done| (all_contents(&done.output), done.outcome.stdout.clone(), done.outcome.stderr.clone()))
        .collect();
    assert!(results[0].0.len() >= 7, "all files are there");
    for other in &results[1..] {
        for (name, bytes) in &results[0].0 {
            assert!(other.0.get(name) == Some(bytes), "{name} differs");
        }
        assert!(*other == results[0]);
    }
    results[0].0.keys().cloned().collect()
}

#[test]
fn the_sample_at_any_number_of_threads() {
    let names = same_at_any_number_of_threads(&[SAMPLE]);
    for name in [
        "indicators.csv",
        "indicators_by_township.csv",
        "checklist.csv",
        "rules.csv",
        "stages.csv",
        "stage_indicators.csv",
    ] {
        assert!(names.iter().any(|other| other == name), "the sample shows standards and stages: {name}");
    }
}

#[test]
fn liechtenstein_at_any_number_of_threads() {
    let Some(folder) = realdata("liechtenstein") else { return };
    let path = |name: &str| folder.join(name).display().to_string();
    same_at_any_number_of_threads(&[
        "--facilities",
        &path("facilities.geojson"),
        "--residential",
        &path("landuse_residential.geojson"),
        "--townships",
        &path("municipalities.geojson"),
        "--where",
        "amenity=kindergarten,childcare",
    ]);
}

/// A copy in an empty folder, without any environment, or with one that points PROJ to nowhere.
#[test]
fn a_copied_program_needs_nothing_beside_it() {
    let expected = analysed(&[SAMPLE, "--lang", "en"]);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let copy = folder.path().join("lifecircle");
    std::fs::copy(binary(), &copy).expect("the program can be copied");
    let nowhere = folder.path().join("nowhere").display().to_string();
    for environment in [vec![], vec![("PROJ_DATA", nowhere.as_str()), ("PROJ_LIB", &nowhere)]] {
        let output = folder.path().join("out");
        let mut command = Command::new(&copy);
        command.current_dir(home()).env_clear().envs(environment);
        command.args(["analyze", SAMPLE, "--lang", "en", "-o"]).arg(&output);
        run(&mut command, folder.path()).done();
        same_files(&output, &expected.output);
        std::fs::remove_dir_all(&output).expect("removed");
    }
}

/// The folder in which PROJ was built is hidden: its tables must come out of the program itself.
#[test]
fn the_folder_of_the_build_is_not_needed() {
    let expected = analysed(&[SAMPLE, "--lang", "en"]);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let build = binary().with_file_name("build");
    assert!(build.is_dir(), "{}", build.display());
    let script = format!(
        r#"cp "$LIFECIRCLE" here
        mount -t tmpfs -o size=64k tmpfs '{}'
        cd '{}'
        exec env -i "$OLDPWD/here" analyze {SAMPLE} --lang en -o "$OLDPWD/out""#,
        build.display(),
        home().display()
    );
    let Some(outcome) = run_with_mounts(&script, folder.path()) else { return };
    outcome.done();
    same_files(&folder.path().join("out"), &expected.output);
}

fn same_files(a: &Path, b: &Path) {
    let (a, b) = (all_contents(a), all_contents(b));
    assert!(!a.is_empty() && a.keys().eq(b.keys()));
    for (name, bytes) in &a {
        assert!(b[name] == *bytes, "{name} differs");
    }
}
