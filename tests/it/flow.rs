//! The architecture, held: data flows one way through the rooms, so each room may name only those before it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::run::home;

/// What every room may name.
const FOR_ALL: [&str; 5] = ["error", "note", "messages", "units", "progress"];

/// Each room, and the rooms that it may name besides.
const ARROWS: [(&str, &[&str]); 22] = [
    ("units", &[]),
    ("messages", &[]),
    ("error", &[]),
    ("note", &[]),
    ("progress", &[]),
    ("field", &[]),
    ("encoding", &[]),
    ("spelling", &[]),
    ("settings", &["spelling"]),
    ("standard", &["field", "settings"]),
    ("style", &["settings"]),
    ("project", &["field", "encoding", "standard", "settings", "style"]),
    ("read", &["encoding"]),
    ("geometry", &[]),
    ("crs", &["project"]),
    ("model", &["field", "encoding", "spelling", "project", "read", "crs", "geometry"]),
    ("coverage", &["project", "model", "geometry"]),
    ("report", &["field", "project"]),
    ("assess", &["field", "standard", "project", "model", "coverage", "geometry", "report"]),
    ("deliver", &["field", "style", "project", "model", "coverage", "geometry", "crs", "report"]),
    ("convert", &["encoding", "project", "read", "crs", "deliver"]),
    // The program calls the library from outside.
    ("cli", &[]),
];

/// The folders of files that stand for no room: the entrances of library and program.
const ENTRANCES: [&str; 2] = ["lib.rs", "main.rs"];

fn source_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            source_files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// The code of a file without comments and without what is compiled for tests only, line by line with its number;
/// and the files that are modules for tests only.
fn code(path: &Path) -> (Vec<(usize, String)>, Vec<PathBuf>) {
    let text = std::fs::read_to_string(path).expect("a source file");
    let (mut lines, mut test_files) = (Vec::new(), Vec::new());
    let mut is_test = false;
    let mut named = None;
    for (number, line) in text.lines().enumerate() {
        if line == "#[cfg(test)]" {
            is_test = true;
            continue;
        }
        if is_test {
            if let Some(name) = line.strip_prefix("#[path = \"").and_then(|rest| rest.strip_suffix("\"]")) {
                named = Some(name.to_owned());
            }
            let module = line.split("mod ").nth(1).and_then(|rest| rest.strip_suffix(';'));
            if let Some(module) = module {
                let folder = path.parent().expect("a folder");
                let stem = path.file_stem().expect("a name").to_string_lossy();
                let below = if stem == "mod" { folder.to_owned() } else { folder.join(&*stem) };
                let file =
                    named.take().map_or_else(|| below.join(format!("{module}.rs")), |n| folder.join(n));
                test_files.extend([file, below.join(module)]);
            }
            // An item ends with `;` on its line, or with a brace at the margin.
            is_test =
                line.starts_with("#[") || !(line == "}" || line.ends_with(';') && !line.starts_with(' '));
            continue;
        }
        let before_comment = line.split("//").next().unwrap_or_default();
        lines.push((number + 1, before_comment.to_owned()));
    }
    (lines, test_files)
}

/// The room of a file: its folder under `src`, or its own name.
fn room(relative: &Path) -> String {
    let first = relative.components().next().expect("a path").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// How many `super::` lead from a file to the root of the crate.
fn depth(relative: &Path) -> usize {
    let parts = relative.components().count();
    if relative.file_stem().is_some_and(|stem| stem == "mod") { parts - 1 } else { parts }
}

/// The rooms that a line names after `crate::` (or `lifecircle::`).
fn named_rooms<'a>(line: &'a str, root: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(root).map(move |(at, _)| {
        let rest = &line[at + root.len()..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        &rest[..end]
    })
}

#[test]
fn every_arrow_is_one_of_the_plan() {
    let source = home().join("src");
    let mut files = Vec::new();
    source_files(&source, &mut files);
    files.sort();
    let read: Vec<_> = files.iter().map(|path| (path, code(path))).collect();
    let for_tests: Vec<PathBuf> = read.iter().flat_map(|(_, (_, files))| files.clone()).collect();
    let plan: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();

    let (mut violations, mut arrows) = (Vec::new(), BTreeSet::new());
    let (mut looked_at, mut rooms) = (0, BTreeSet::new());
    for (path, (lines, _)) in &read {
        let relative = path.strip_prefix(&source).expect("under src");
        if for_tests.iter().any(|test| path.starts_with(test))
            || ENTRANCES.iter().any(|entrance| relative == Path::new(entrance))
        {
            continue;
        }
        let room = room(relative);
        let allowed = plan.get(room.as_str()).unwrap_or_else(|| panic!("`{room}` is no room of the plan"));
        looked_at += 1;
        rooms.insert(room.clone());
        for (number, line) in lines {
            let at = || format!("src/{}:{number}: {}", relative.display(), line.trim());
            // A chain of `super::` that reaches the root would be an arrow that no one sees.
            if line.contains(&"super::".repeat(depth(relative))) {
                violations.push(at());
            }
            for target in named_rooms(line, "crate::") {
                let is_allowed = target == room || FOR_ALL.contains(&target) || allowed.contains(&target);
                if !is_allowed || room == "cli" {
                    violations.push(at());
                }
                arrows.insert((room.clone(), target.to_owned()));
            }
            for target in named_rooms(line, "lifecircle::") {
                let is_room = plan.contains_key(target) && target != "cli";
                if room != "cli" || !is_room {
                    violations.push(at());
                }
            }
        }
    }
    assert!(violations.is_empty(), "arrows that the plan does not have:\n{}", violations.join("\n"));
    assert!(looked_at > 60, "{looked_at} files");
    assert_eq!(rooms, plan.keys().map(|room| (*room).to_owned()).collect(), "every room was looked at");
    // That arrows are seen at all: those without which the program could not work.
    for (from, to) in
        [("model", "read"), ("coverage", "geometry"), ("assess", "coverage"), ("deliver", "report")]
    {
        assert!(arrows.contains(&(from.to_owned(), to.to_owned())), "{from} → {to} was not seen");
    }
}

/// One file says `proj`, and the library prints nothing.
#[test]
fn some_words_stand_in_one_room_only() {
    let source = home().join("src");
    let mut files = Vec::new();
    source_files(&source, &mut files);
    let for_tests: Vec<PathBuf> = files.iter().flat_map(|path| code(path).1).collect();
    let mut n = 0;
    for path in files {
        if for_tests.iter().any(|test| path.starts_with(test)) {
            continue;
        }
        let relative = path.strip_prefix(&source).expect("under src").to_owned();
        for (number, line) in code(&path).0 {
            let words =
                |word: &str| line.contains(word).then(|| format!("src/{}:{number}", relative.display()));
            if room(&relative) != "crs" {
                assert_eq!(words("proj::"), None, "only `crs` speaks to PROJ");
            }
            if room(&relative) != "cli" {
                assert_eq!(
                    words("println!").or_else(|| words("process::exit")),
                    None,
                    "the library is silent"
                );
            }
            n += 1;
        }
    }
    assert!(n > 5_000, "{n} lines");
}

/// The reader of arrows reads what is put before it.
#[test]
fn arrows_are_read_from_a_line() {
    let line = "use crate::model::Study; fn f(x: &crate::report::Row) {} // crate::deliver";
    assert_eq!(named_rooms(line, "crate::").collect::<Vec<_>>(), ["model", "report", "deliver"]);
    assert_eq!(
        (depth(Path::new("a.rs")), depth(Path::new("a/mod.rs")), depth(Path::new("a/b/c.rs"))),
        (1, 1, 3)
    );
}
