//! Running the program, and what it said.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// The project's own folder, from which the sample is named as the README names it.
pub(crate) fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sample, as the README names it.
pub(crate) const SAMPLE: &str = "geodata/xinchang/project.toml";

/// The program as Cargo built it.
pub(crate) fn binary() -> PathBuf {
    assert_cmd::cargo::cargo_bin!("lifecircle").to_path_buf()
}

/// What a run left behind: exit status and both streams.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    /// Exit status and standard error in one text, for a snapshot. Nothing may have gone to standard output.
    pub(crate) fn failure(&self) -> String {
        assert_eq!(self.stdout, "", "a failed run prints no results");
        format!("exit status {}\n{}", self.status, self.stderr)
    }

    /// The notes on standard error of which some line holds `words`: each with its indented line of what was done.
    pub(crate) fn notes_with(&self, words: &str) -> String {
        let mut notes: Vec<String> = Vec::new();
        for line in self.stderr.lines() {
            match notes.last_mut() {
                Some(note) if line.starts_with("  ") => {
                    note.push('\n');
                    note.push_str(line);
                }
                _ => notes.push(line.to_owned()),
            }
        }
        notes.retain(|note| note.contains(words));
        assert!(!notes.is_empty(), "no note with `{words}` in:\n{}", self.stderr);
        notes.join("\n")
    }

    /// Asserts that the run succeeded.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.status, 0, "{}", self.stderr);
        self
    }
}

/// Runs a command; `folder` reads `[folder]` in what it said.
pub(crate) fn run(command: &mut Command, folder: &Path) -> Outcome {
    let output = command.output().expect("the program can be started");
    let text = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).expect("the program speaks UTF-8");
        assert!(!text.contains("panicked"), "{text}");
        text.replace(&folder.display().to_string(), "[folder]")
    };
    Outcome {
        status: output.status.code().expect("the program was not killed"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// The program, to be run in `folder` with these arguments and without a word from the machine's locale.
pub(crate) fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.current_dir(folder).args(arguments).env("LC_ALL", "C.UTF-8");
    command
}

/// What the tests of figures, tables and layers ask for: all but what is printed, which takes seconds.
pub(crate) const UNPRINTED: [&str; 2] = ["--only", "json,csv,geojson,xlsx,gpkg,html"];

/// The arguments, with [`UNPRINTED`] where they do not say what to write.
pub(crate) fn unprinted<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    let default: &[&str] = if arguments.contains(&"--only") { &[] } else { &UNPRINTED };
    [default, arguments].concat()
}

/// Analyses the sample into a new folder with more arguments.
pub(crate) fn sample(arguments: &[&str]) -> Analysed {
    analysed(&[&[SAMPLE], &unprinted(arguments)[..]].concat())
}

/// Runs `analyze` from the project's folder into a new folder; it must succeed.
pub(crate) fn analysed(arguments: &[&str]) -> Analysed {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = folder.path().join("out");
    let output_text = output.display().to_string();
    let all = [&["analyze"], arguments, &["-o", &output_text]].concat();
    let outcome = run(&mut program(home(), &all), folder.path()).done();
    Analysed { outcome, output, _folder: folder }
}

/// A finished analysis; its files live as long as this.
pub(crate) struct Analysed {
    pub(crate) outcome: Outcome,
    pub(crate) output: PathBuf,
    _folder: tempfile::TempDir,
}

impl Analysed {
    /// `report.json`.
    pub(crate) fn report(&self) -> serde_json::Value {
        json(&self.output.join("report.json"))
    }

    /// A file of the result as text.
    pub(crate) fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.output.join(name)).expect(name)
    }

    /// The names of its files.
    pub(crate) fn names(&self) -> Vec<String> {
        contents(&self.output).into_keys().collect()
    }
}

/// A JSON file.
pub(crate) fn json(path: &Path) -> serde_json::Value {
    let bytes = std::fs::read(path).expect("the file is there");
    serde_json::from_slice(&bytes).expect("the file is JSON")
}

/// The files of a folder with their bytes, and after a folder's name those in it; empty where there is no such folder.
pub(crate) fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    let mut all = BTreeMap::new();
    for entry in entries {
        let path = entry.expect("a folder entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        all.extend(contents(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        all.insert(name, std::fs::read(&path).unwrap_or_default());
    }
    all
}

/// The number at a place of a JSON document, as `/services/0/county/residential_area_m2`.
#[track_caller]
pub(crate) fn number(value: &serde_json::Value, pointer: &str) -> f64 {
    let found = value.pointer(pointer).and_then(serde_json::Value::as_f64);
    found.unwrap_or_else(|| panic!("no number at {pointer}"))
}

/// Runs a shell script in a mount namespace of its own, so that what it mounts is gone when it ends; `None`, and a
/// plain word, where the machine does not allow that (it needs root and Linux).
pub(crate) fn run_with_mounts(script: &str, folder: &Path) -> Option<Outcome> {
    let may_mount = std::process::Command::new("unshare")
        .args(["-m", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"])
        .output()
        .is_ok_and(|o| o.status.success());
    if !may_mount {
        println!("skipped: this machine does not allow mounting (needs root and unshare)");
        return None;
    }
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-ec", script]).current_dir(folder).env("LC_ALL", "C.UTF-8");
    command.env("LIFECIRCLE", binary()).env("SAMPLE", home().join(SAMPLE));
    Some(run(&mut command, folder))
}
