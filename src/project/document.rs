//! The text of a project file, and where in it each key stands.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::check;
use super::file::ProjectFile;
use super::syntax::syntax_error;
use crate::error::Error;

/// Longer values are cut when they are shown as found.
const LONGEST_FOUND: usize = 40;

/// The text of the project file at `path`, without a byte order mark.
///
/// # Errors
/// The file is missing, a folder, unreadable, or not UTF-8.
pub(super) fn read_text(path: &Path) -> Result<String, Error> {
    let fail = |code| Error::usage(code).with("path", path.display());
    if path.is_dir() {
        return Err(fail("project-is-folder").with("example", path.join("project.toml").display()));
    }
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => fail("project-missing"),
        _ => fail("project-unreadable").with("reason", error),
    })?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    String::from_utf8(bytes.to_vec()).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + bytes.iter().take(good).filter(|byte| **byte == b'\n').count();
        let (_, _, is_other) = encoding_rs::GB18030.decode(bytes);
        fail(if is_other || bytes.contains(&0) { "project-not-utf8" } else { "project-gb18030" })
            .with("line", line)
    })
}

/// A project file that is TOML: its text as a tree of values that know their places.
pub(super) struct Document<'t> {
    path: &'t Path,
    text: &'t str,
    root: Spanned<DeTable<'t>>,
}

impl<'t> Document<'t> {
    /// Reads `text`, the content of the file at `path`.
    ///
    /// # Errors
    /// The text is not TOML.
    pub(super) fn parse(path: &'t Path, text: &'t str) -> Result<Self, Error> {
        match DeTable::parse(text) {
            Ok(root) => Ok(Self { path, text, root }),
            Err(error) => Err(syntax_error(path, text, &error)),
        }
    }

    /// The file as the project that it describes.
    ///
    /// # Errors
    /// The first of the unknown and missing keys and of the values that the schema does not allow.
    pub(super) fn project_file(&self) -> Result<ProjectFile, Error> {
        check::against_schema(self)?;
        // The schema has been checked, so this fails only where the schema allows more than the types do.
        ProjectFile::deserialize(toml::Deserializer::from(self.root.clone()))
            .map_err(|error| syntax_error(self.path, self.text, &error))
    }

    /// The tree.
    pub(super) fn root(&self) -> &Spanned<DeTable<'t>> {
        &self.root
    }

    /// The path of the file, as it was given.
    pub(super) fn path(&self) -> &Path {
        self.path
    }

    /// The line of a place in the text, counted from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        1 + self.text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count()
    }

    /// The line of the key `key` (`service[0].circles[1].minutes`), or of the nearest part of the path to it.
    pub(super) fn line_of(&self, key: &str) -> usize {
        self.line(self.find(key).start)
    }

    /// The value of the key `key` as it stands in the file; empty where there is none.
    pub(super) fn found_at(&self, key: &str) -> Cow<'t, str> {
        self.found(self.find(key))
    }

    /// The place of the value of `key`, or of the nearest part of the path to it.
    fn find(&self, key: &str) -> Range<usize> {
        let mut span = self.root.span();
        let mut table = Some(self.root.get_ref());
        for part in key.split('.') {
            let (name, indices) = part.split_once('[').unwrap_or((part, ""));
            let Some(mut value) = table.and_then(|table| table.get(name)) else { return span };
            for index in indices.split('[').filter_map(|index| index.trim_end_matches(']').parse().ok()) {
                let item = value.get_ref().as_array().and_then(|list| list.get::<usize>(index));
                let Some(item) = item else { return value.span() };
                value = item;
            }
            span = value.span();
            table = value.get_ref().as_table();
        }
        span
    }

    /// What stands at `span`: its first line, shortened.
    pub(super) fn found(&self, span: Range<usize>) -> Cow<'t, str> {
        let whole = self.text.get(span).unwrap_or_default();
        let line = whole.lines().next().unwrap_or_default().trim_end();
        match line.char_indices().nth(LONGEST_FOUND) {
            Some((end, _)) => Cow::Owned(format!("{}…", line.get(..end).unwrap_or_default())),
            None if line.len() < whole.trim_end().len() => Cow::Owned(format!("{line} …")),
            None => Cow::Borrowed(line),
        }
    }

    /// An error about the value of `key`, of which the catalogue entry `code` tells.
    pub(super) fn error(&self, code: &'static str, key: &str) -> Error {
        Error::usage(code).with("key", key).with("line", self.line_of(key)).with("path", self.path.display())
    }
}

/// Items of a tree that can be walked alike.
pub(super) type Node<'t> = Spanned<DeValue<'t>>;
