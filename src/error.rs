//! What stops a run: one error type, whose words stand in the message catalogue.

use std::path::{Path, PathBuf};

use crate::messages::{Args, Language, text, text_if_any};

/// Whose fault an error is, and so the exit status of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The data cannot be analysed (exit status 1).
    Data,
    /// The program was called, or the project file written, wrongly (exit status 2).
    Usage,
}

/// An error that stops the run, before it is put into words.
///
/// `code` names an entry of the catalogue under `[error.<code>]`: a `message` (verb, subject, place),
/// and where they help a `cause` (expected and found) and a `hint` (the act that mends it).
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    /// Whose fault it is.
    pub fault: Fault,
    /// The catalogue entry.
    pub code: &'static str,
    /// What fills its placeholders.
    pub args: Args,
    /// The data file that it is about, where its own words do not name one.
    pub file: Option<PathBuf>,
    /// Of a workbook: the sheet that was taken since none was named, and the others, as the catalogue asks for them.
    pub sheets: Option<Box<Args>>,
}

impl Error {
    /// The data cannot be analysed.
    pub fn data(code: &'static str) -> Self {
        Self { fault: Fault::Data, code, args: Args::default(), file: None, sheets: None }
    }

    /// The program was called wrongly.
    pub fn usage(code: &'static str) -> Self {
        Self { fault: Fault::Usage, code, args: Args::default(), file: None, sheets: None }
    }

    /// Fills the placeholder `{name}` with `value`.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.set(name, value);
        self
    }

    /// Fills the placeholder `{name}` with the catalogue entry `key`, in whatever language is asked for.
    pub fn with_term(mut self, name: &'static str, key: &'static str) -> Self {
        self.args.set_term(name, key);
        self
    }

    /// Says which data file the error is about. What a file states is a fault of the data, not of the call.
    pub fn of_file(mut self, path: &Path) -> Self {
        self.file = Some(path.to_owned());
        self.fault = Fault::Data;
        self
    }

    /// Says which sheet of a workbook was read since none was named, and which others have data: the fault may be
    /// that it is the wrong one.
    pub fn of_sheet(mut self, sheet: &str, others: &[String]) -> Self {
        let mut args = Args::default();
        args.set("sheet", sheet);
        args.set("others", others.join("`, `"));
        self.sheets = Some(Box::new(args));
        self
    }

    /// What cannot be done, and where.
    pub fn message(&self, language: Language) -> String {
        let message = text(language, &format!("error.{}.message", self.code), &self.args);
        match &self.file {
            None => message,
            Some(path) => {
                let mut args = Args::default();
                args.set("path", path.display());
                args.set("message", message);
                text(language, "error.of-file", &args)
            }
        }
    }

    /// Why: what was expected and what was found.
    pub fn cause(&self, language: Language) -> Option<String> {
        text_if_any(language, &format!("error.{}.cause", self.code), &self.args)
    }

    /// The act that would help, where one is known.
    pub fn hint(&self, language: Language) -> Option<String> {
        let hint = text_if_any(language, &format!("error.{}.hint", self.code), &self.args);
        let sheets = self.sheets.as_ref().map(|args| text(language, "error.of-sheet", args));
        match (hint, sheets) {
            (Some(hint), Some(sheets)) => {
                let mut args = Args::default();
                args.set("hint", hint);
                args.set("sheets", sheets);
                Some(text(language, "error.hint-and-sheets", &args))
            }
            (hint, sheets) => hint.or(sheets),
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Language::En))?;
        if let Some(cause) = self.cause(Language::En) {
            write!(f, ": {cause}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
