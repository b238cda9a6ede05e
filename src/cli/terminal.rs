//! What is printed, and in which language.
#![expect(clippy::print_stderr, reason = "this file is where the program speaks to the terminal")]

use std::io::Write;
use std::path::{Path, PathBuf};

use lifecircle::deliver::notes_text;
use lifecircle::error::Error;
use lifecircle::messages::{Args, Language, label, text};
use lifecircle::note::Note;

/// The language of the machine's locale: Chinese where it says so, else English.
pub(super) fn language_of_locale() -> Language {
    sys_locale::get_locale().and_then(|tag| Language::of_tag(&tag)).unwrap_or(Language::En)
}

/// The language of `--lang`.
pub(super) fn parse_language(tag: &str) -> Result<Language, Error> {
    Language::of_tag(tag).ok_or_else(|| Error::usage("language-unknown").with("found", tag))
}

/// Prints results. A reader that has closed the pipe wants no more of them.
pub(super) fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

pub(super) fn print_error(error: &Error, language: Language) {
    eprintln!("{}{}", label(language, "cli.error"), error.message(language));
    if let Some(cause) = error.cause(language) {
        eprintln!("  {}{cause}", label(language, "cli.cause"));
    }
    if let Some(hint) = error.hint(language) {
        eprintln!("  {}{hint}", label(language, "cli.hint"));
    }
}

pub(super) fn print_notes(notes: &[Note], language: Language) {
    eprint!("{}", notes_text(notes, language));
}

/// Says where the results lie.
pub(super) fn print_written(folder: &Path, files: &[PathBuf], language: Language) {
    let names: Vec<String> = files
        .iter()
        .map(|f| f.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned()))
        .collect();
    let mut args = Args::default();
    args.set("folder", folder.display());
    args.set("files", names.join(label(language, "cli.comma")));
    print(&format!("\n{}\n", text(language, "cli.written", &args)));
}
