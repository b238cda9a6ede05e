//! What tests of files of settings share.

use std::path::PathBuf;

use crate::error::Error;
use crate::messages::Language;

/// A folder of its own for each test.
pub(crate) struct TestFolder(tempfile::TempDir);

impl TestFolder {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        std::fs::write(&path, text).expect("a file is written");
        path
    }

    /// What an error says, with `DIR` for the folder.
    pub(crate) fn words(&self, language: Language, error: &Error) -> String {
        let parts = [Some(error.message(language)), error.cause(language), error.hint(language)];
        let words = parts.into_iter().flatten().collect::<Vec<_>>().join("\n");
        assert!(!words.contains("error."), "the catalogue has the entry: {words}");
        words.replace(&self.0.path().display().to_string(), "DIR")
    }

    /// The folder.
    pub(crate) fn path(&self) -> &std::path::Path {
        self.0.path()
    }
}
