//! Tests of the room as a whole: files and flags go in, projects and messages come out.

mod flags;
mod loading;
mod messages;
mod messages_of_values;
mod print;
mod standards;
mod template;

use std::path::{Path, PathBuf};

use super::{Flags, Project};
use crate::error::Error;
use crate::messages::Language;

/// The least that a project file must hold; its data files are [`Folder::with_data`]'s.
const LEAST: &str = r#"name = "test"
[layers.residential]
path = "residential.geojson"
[[service]]
id = "childcare"
name = "托育服务"
[service.facilities]
path = "facilities.geojson"
"#;

/// A folder of its own for each test, removed at the end.
struct Folder(tempfile::TempDir);

impl Folder {
    fn empty() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// With an empty file for each layer and plan that the tests name.
    fn with_data() -> Self {
        let folder = Self::empty();
        for name in ["residential", "townships", "life_units", "facilities", "clinics", "water", "roads"] {
            folder.write(&format!("{name}.geojson"), "");
        }
        folder.write("plan.csv", "");
        folder.write("reported.csv", "");
        folder.write("style.toml", "");
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).expect("a file is written");
        path
    }

    /// The project of a file with this text, beside the data.
    fn load(&self, text: &str) -> Result<Project, Error> {
        Project::load(&self.write("project.toml", text))
    }

    fn resolve(&self, text: &str, flags: Flags) -> Result<Project, Error> {
        Project::resolve(Flags { project: Some(self.write("project.toml", text)), ..flags })
    }

    /// All that a person reads of an error, the temporary folder shown as `DIR`.
    fn words(&self, language: Language, error: &Error) -> String {
        let parts = [Some(error.message(language)), error.cause(language), error.hint(language)];
        let words = parts.into_iter().flatten().collect::<Vec<_>>().join("\n");
        assert!(!words.contains("error."), "the catalogue has the entry: {words}");
        words.replace(&self.0.path().display().to_string(), "DIR")
    }
}

/// The English words of the error that a project file with this text gives.
fn refusal(text: &str) -> String {
    let folder = Folder::with_data();
    let error = folder.load(text).expect_err("the file is refused");
    assert_eq!(error.fault, crate::error::Fault::Usage);
    let words = folder.words(Language::En, &error);
    assert!(!words.contains(['{', '}']) || words.contains("{ …"), "placeholders are filled: {words}");
    words
}

/// [`LEAST`] with one text in place of another.
fn least_with(old: &str, new: &str) -> String {
    assert!(LEAST.contains(old), "{old}");
    LEAST.replacen(old, new, 1)
}

/// [`LEAST`] with more keys of its service.
fn service_with(lines: &str) -> String {
    least_with("name = \"托育服务\"\n", &format!("name = \"托育服务\"\n{lines}\n"))
}

fn relative(folder: &Folder, path: &Path) -> String {
    path.strip_prefix(folder.0.path()).expect("a path in the folder").display().to_string()
}
