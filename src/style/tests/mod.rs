//! Tests of the room as a whole: the default, files of a bureau, and the words about bad ones.

mod default;
mod document;
mod files;
mod legible;
mod messages;

use std::path::PathBuf;

use super::*;
use crate::error::Error;
use crate::messages::Language;

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

    fn load(&self, text: &str) -> Result<Style, Error> {
        Style::load(&self.write("style.toml", text))
    }

    fn words(&self, language: Language, error: &Error) -> String {
        let parts = [Some(error.message(language)), error.cause(language), error.hint(language)];
        let words = parts.into_iter().flatten().collect::<Vec<_>>().join("\n");
        assert!(!words.contains("error."), "the catalogue has the entry: {words}");
        words.replace(&self.0.path().display().to_string(), "DIR")
    }
}

/// The style of a file with this text.
fn loaded(text: &str) -> Style {
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

fn colour(text: &str) -> Colour {
    Colour::parse(text).expect("a colour")
}
