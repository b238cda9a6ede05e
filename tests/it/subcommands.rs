//! `check`, `init`, help and version.

use insta::assert_snapshot;

use crate::run::{SAMPLE, contents, home, program, run};
use crate::world::{LAYERS, World};

fn at_home(arguments: &[&str]) -> crate::run::Outcome {
    run(&mut program(home(), arguments), home())
}

/// The notes go to standard output, and nothing is written.
#[test]
fn check_prints_the_notes_only() {
    let outcome = at_home(&["check", SAMPLE, "--lang", "en"]).done();
    assert_eq!(outcome.stderr, "");
    assert_snapshot!(outcome.stdout);
    let world = World::new();
    let before = contents(world.folder());
    world.run(&[&["check"], &LAYERS[..]].concat()).done();
    assert!(contents(world.folder()) == before, "check writes nothing");
}

/// Exit status 1 where something must be mended, as a township of the plan that no layer has.
#[test]
fn check_fails_on_what_must_be_mended() {
    let world = World::new();
    world.write("plan.csv", crate::world::PLAN.replace("乙镇", "丙乡"));
    let outcome = world.run(&[&["check"], &LAYERS[..], &["--lang", "en"]].concat());
    assert_eq!(outcome.status, 1);
    let errors: Vec<_> = outcome.stdout.lines().filter(|line| line.starts_with("error")).collect();
    assert_snapshot!(errors.join("\n"), @"");
    // What cannot be read at all is an error in the ordinary form.
    world.write("residential.geojson", "{");
    let outcome = world.run(&[&["check"], &LAYERS[..], &["--lang", "en"]].concat());
    assert_snapshot!(outcome.failure(), @"");
}

/// `init` in an empty folder, `check` at once, `init` again: layers are missing, then nothing is overwritten.
#[test]
fn init_then_check_then_init() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let here = |arguments: &[&str]| run(&mut program(folder.path(), arguments), folder.path());
    assert_snapshot!(here(&["init", "--lang", "en"]).done().stdout, @"");
    let written = contents(folder.path());
    assert_eq!(written.keys().collect::<Vec<_>>(), ["plan.csv", "project.toml"]);
    assert_snapshot!(here(&["check", "project.toml", "--lang", "en"]).failure(), @"");
    assert_snapshot!(here(&["check", "project.toml", "--lang", "zh-CN"]).failure(), @"");
    assert_snapshot!(here(&["init", "--lang", "en"]).failure(), @"");
    assert!(contents(folder.path()) == written, "nothing was overwritten");
    // One of the two files is enough to refuse, and then the other is not written either.
    let half = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(half.path().join("plan.csv"), "mine").expect("written");
    assert_eq!(run(&mut program(half.path(), &["init"]), half.path()).status, 2);
    assert_eq!(contents(half.path()).len(), 1);
    // A new folder, in Chinese.
    here(&["init", "新昌", "--lang", "zh-CN"]).done();
    let text =
        String::from_utf8(contents(&folder.path().join("新昌"))["project.toml"].clone()).expect("UTF-8");
    assert!(text.contains("language = \"zh-CN\""), "{text}");
}

/// The template becomes a project that runs once layers lie at the paths that it names.
#[test]
fn the_template_runs_once_the_layers_are_there() {
    let world = World::new();
    std::fs::remove_file(world.path("plan.csv")).expect("removed");
    world.run(&["init", "--lang", "zh-CN"]).done();
    let missing = world.run(&["check", "project.toml", "--lang", "en"]).stderr;
    // Whatever files the template names and the world does not have: each is given one of the world's layers.
    for name in missing.split('`').filter(|name| name.ends_with(".geojson")) {
        let layer = ["residential", "townships", "facilities"].iter().find(|layer| name.contains(*layer));
        let path = world.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::copy(world.path(&format!("{}.geojson", layer.expect("a layer of the world"))), path)
            .expect("copied");
    }
    world.run(&["analyze", "project.toml", "--lang", "en"]).done();
}

#[test]
fn init_prints_the_schema() {
    let outcome = at_home(&["init", "--schema"]).done();
    let schema: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert!(schema["$schema"].as_str().is_some_and(|s| s.contains("json-schema.org")));
    for key in ["name", "layers", "service"] {
        assert!(schema["properties"][key].is_object(), "{key}");
    }
}

#[test]
fn help_in_both_languages() {
    for arguments in [&["--help"][..], &["analyze", "--help"], &["check", "--help"], &["init", "--help"]] {
        for language in ["en", "zh-CN"] {
            let outcome = at_home(&[&["--lang", language], arguments].concat()).done();
            let name = format!("help_{}_{language}", arguments[0].trim_start_matches('-'));
            assert_snapshot!(name, outcome.stdout);
        }
    }
}

#[test]
fn the_version() {
    let outcome = at_home(&["--version"]).done();
    assert_eq!(outcome.stdout, format!("lifecircle {}\n", env!("CARGO_PKG_VERSION")));
}

/// Wrong use is exit status 2.
#[test]
fn wrong_use() {
    for arguments in [&["analyse"][..], &[], &["analyze", "--circle"], &["analyze", "--area", "round"]] {
        assert_eq!(at_home(arguments).status, 2, "{arguments:?}");
    }
    assert_snapshot!(at_home(&["analyze", "--lang", "en"]).failure(), @"");
    assert_snapshot!(at_home(&["analyze", SAMPLE, "--lang", "fr"]).failure(), @"");
    assert_snapshot!(at_home(&["analyze", SAMPLE, "--lang", "en", "--circle", "5=x"]).failure(), @"");
    assert_snapshot!(at_home(&["analyze", SAMPLE, "--lang", "en", "--only", "cvs"]).failure(), @"");
    assert_snapshot!(at_home(&["analyze", "no.toml", "--lang", "zh-CN"]).failure(), @"");
}

/// A reader that closes the pipe, as `head` does, is no reason to fail or panic.
#[test]
fn a_closed_pipe() {
    let mut child = std::process::Command::new(crate::run::binary())
        .args(["init", "--schema"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.status.success());
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
