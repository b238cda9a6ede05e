//! Tests of the room as a whole: the default, files of a bureau, and the words about bad ones.

mod default;
mod document;
mod files;
mod legible;
mod messages;

use super::*;
use crate::error::Error;
use crate::messages::Language;
use crate::settings::TestFolder;

/// Reads a file with this text in the folder.
fn load(folder: &TestFolder, text: &str) -> Result<Style, Error> {
    Style::load(&folder.write("style.toml", text))
}

/// The style of a file with this text.
fn loaded(text: &str) -> Style {
    load(&TestFolder::new(), text).unwrap_or_else(|error| panic!("{error}"))
}

/// The words of the error that a file with this text gives.
fn refusal(text: &str) -> String {
    refusal_in(Language::En, text)
}

fn refusal_in(language: Language, text: &str) -> String {
    let folder = TestFolder::new();
    let error = load(&folder, text).expect_err("the file is refused");
    assert_eq!(error.fault, crate::error::Fault::Usage);
    folder.words(language, &error)
}

fn colour(text: &str) -> Colour {
    Colour::parse(text).expect("a colour")
}
