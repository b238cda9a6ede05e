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

/// Says where the results lie: each file, and each folder among them with the number of its files.
pub(super) fn print_written(folder: &Path, files: &[PathBuf], language: Language) {
    let mut names: Vec<(String, usize)> = Vec::new();
    for file in files {
        let within = file.strip_prefix(folder).unwrap_or(file);
        let inner = within.parent().filter(|inner| !inner.as_os_str().is_empty());
        let name =
            inner.map_or_else(|| within.display().to_string(), |inner| format!("{}/", inner.display()));
        match names.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => names.push((name, 1)),
        }
    }
    let shown = |(name, count): &(String, usize)| match name.ends_with('/') {
        true => format!("{name} ({count})"),
        false => name.clone(),
    };
    let names: Vec<String> = names.iter().map(shown).collect();
    let mut args = Args::default();
    args.set("folder", folder.display());
    args.set("files", names.join(label(language, "cli.comma")));
    print(&format!("\n{}\n", text(language, "cli.written", &args)));
}
