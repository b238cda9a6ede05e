//! Tests of the room as a whole: embedded standards, files of a bureau, and the words about bad ones.

mod embedded;
mod files;
mod messages;

use std::path::PathBuf;

use super::{Indicator, Standard};
use crate::error::Error;
use crate::messages::Language;

/// The least that a standard file must hold.
const LEAST: &str = r#"id = "mine"
name = "本县标准"
source = "本县规划"
year = 2025
"#;

/// [`LEAST`] with one indicator, of which these are the last lines: [`FIRST_LINE`] is the first of them.
fn indicator_with(lines: &str) -> String {
    format!(
        "{LEAST}[[indicator]]\nid = 1\nkey = \"one\"\nname = \"一\"\nclause = \"c\"\nformula = \"f\"\nunit = \"%\"\n{lines}\n"
    )
}

/// The number of the first line that is passed to [`indicator_with`].
const FIRST_LINE: usize = 12;

/// A folder of its own for each test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).expect("a file is written");
        path
    }

    fn load(&self, text: &str) -> Result<Standard, Error> {
        Standard::load(&self.write("standard.toml", text))
    }

    fn words(&self, language: Language, error: &Error) -> String {
        let parts = [Some(error.message(language)), error.cause(language), error.hint(language)];
        let words = parts.into_iter().flatten().collect::<Vec<_>>().join("\n");
        assert!(!words.contains("error."), "the catalogue has the entry: {words}");
        words.replace(&self.0.path().display().to_string(), "DIR")
    }
}

/// The standard of a file with this text.
fn loaded(text: &str) -> Standard {
    Folder::new().load(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The words of the error that a file with this text gives.
fn refusal(text: &str) -> String {
    refusal_in(Language::En, text)
}

fn refusal_in(language: Language, text: &str) -> String {
    let folder = Folder::new();
    let error = folder.load(text).expect_err("the file is refused");
    assert_eq!(error.fault, crate::error::Fault::Usage);
    folder.words(language, &error)
}

fn indicator(standard: &Standard, id: u32) -> &Indicator {
    standard.indicators.iter().find(|indicator| indicator.id == id).expect("an indicator")
}
