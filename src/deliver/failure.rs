//! What the system says when a result cannot be written, in our words.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::error::Error;

/// `path` cannot be written.
pub(crate) fn cannot_write(path: &Path, why: &io::Error) -> Error {
    match why.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Error::data("output-disk-full")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Error::data("output-read-only"),
        // A folder above the output is a file: "not a directory" in the middle of a path, "exists" at its end.
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => Error::usage("output-under-file"),
        _ => Error::data("output-unwritable").with("reason", why),
    }
    .with("path", path.display())
}

/// The new result cannot take its place at `path`.
pub(crate) fn cannot_place(path: &Path, why: &io::Error) -> Error {
    match why.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::ReadOnlyFilesystem => {
            cannot_write(path, why)
        }
        // The folder is the root of a mounted file system, as `-v …:/output` makes it in a container.
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => {
            Error::usage("output-mounted").with("path", path.display())
        }
        // Most often: a program on Windows that has one of the files open.
        _ => Error::data("output-not-replaced").with("path", path.display()).with("reason", why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Fault;
    use crate::messages::Language;

    /// The words for each cause, with the exit status that it leads to.
    #[test]
    fn each_cause_is_told_in_plain_words() {
        let kinds = [
            ErrorKind::StorageFull,
            ErrorKind::ReadOnlyFilesystem,
            ErrorKind::PermissionDenied,
            ErrorKind::NotADirectory,
            ErrorKind::Other,
        ];
        let told = |error: Error, language| {
            format!(
                "{} {} | {} | {}",
                if error.fault == Fault::Usage { 2 } else { 1 },
                error.message(language),
                error.cause(language).unwrap_or_default(),
                error.hint(language).unwrap_or_default(),
            )
        };
        let all = |language| {
            let path = Path::new("output/新昌");
            let mut lines: Vec<String> =
                kinds.iter().map(|kind| told(cannot_write(path, &(*kind).into()), language)).collect();
            lines.push(told(cannot_place(path, &ErrorKind::ResourceBusy.into()), language));
            lines.push(told(cannot_place(path, &ErrorKind::PermissionDenied.into()), language));
            lines.join("\n")
        };
        insta::assert_snapshot!(all(Language::En), @"");
        insta::assert_snapshot!(all(Language::ZhCn), @"");
    }
}
