//! Tests of the room as a whole: embedded standards, files of a bureau, and the words about bad ones.

mod embedded;
mod files;
mod messages;

use super::{Indicator, Standard};
use crate::error::Error;
use crate::messages::Language;
use crate::settings::TestFolder;

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

/// Reads a file with this text in the folder.
fn load(folder: &TestFolder, text: &str) -> Result<Standard, Error> {
    Standard::load(&folder.write("standard.toml", text))
}

/// The standard of a file with this text.
fn loaded(text: &str) -> Standard {
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

fn indicator(standard: &Standard, id: u32) -> &Indicator {
    standard.indicators.iter().find(|indicator| indicator.id == id).expect("an indicator")
}
