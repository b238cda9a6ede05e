//! `index.md` of the output folder.

use std::collections::BTreeSet;

use crate::run::{Analysed, sample};
use crate::world::World;

/// The files that the index leads to.
fn listed(index: &str) -> BTreeSet<String> {
    let targets = index.lines().filter(|line| line.starts_with("| [")).flat_map(|line| {
        line.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target.to_owned())
    });
    targets.collect()
}

/// The files of the result, without the hidden list.
fn there(done: &Analysed) -> BTreeSet<String> {
    done.names().into_iter().filter(|name| !name.starts_with('.')).collect()
}

#[test]
fn the_index_of_the_sample() {
    for language in ["zh-CN", "en"] {
        let done = sample(&["--lang", language]);
        let index = done.text("index.md");
        assert_eq!(listed(&index), there(&done));
        insta::assert_snapshot!(format!("the_index_{language}"), index);
    }
}

/// It is there whatever is asked for, and is replaced with the rest.
#[test]
fn the_index_of_what_was_asked_for() {
    for only in ["csv", "json", "geojson"] {
        let done = sample(&["--only", only]);
        assert_eq!(listed(&done.text("index.md")), there(&done), "{only}");
        assert!(done.text(".lifecircle").lines().any(|name| name == "index.md"));
    }
    let world = World::with_result();
    let read = || std::fs::read_to_string(world.path("out/index.md")).expect("the index");
    assert!(read().contains("townships.csv"));
    world.analyze(&["-o", "out", "--only", "json"]).done();
    assert_eq!(listed(&read()).into_iter().collect::<Vec<_>>(), ["index.md", "report.json"]);
}

/// Names that could be markup stay text, and a line end in them begins no line.
#[test]
fn hostile_names_stay_text() {
    let world = World::new();
    let name = "<script>alert(1)</script> | [x](https://a.b)\n# y";
    world.analyze(&["-o", "out", "--name", name]).done();
    let index = std::fs::read_to_string(world.path("out/index.md")).expect("the index");
    insta::assert_snapshot!(index.lines().next().unwrap_or_default(), @r"# \<script\>alert(1)\</script\> \| \[x\](https\://a.b) \# y");
    assert_eq!(index.lines().filter(|line| line.starts_with("# ")).count(), 1, "one title");
}
