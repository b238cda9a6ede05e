//! The text of a file, and where in it each key stands.

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::schema::schema;
use super::syntax::syntax_error;
use super::{Kind, Settings, check};
use crate::error::Error;

/// Longer values are cut when they are shown as found.
const LONGEST_FOUND: usize = 40;

/// The text of the file at `path`, without a byte order mark.
///
/// # Errors
/// The file is missing, a folder, unreadable, or not UTF-8.
pub(crate) fn read_text(kind: Kind, path: &Path) -> Result<String, Error> {
    let fail = |code| {
        Error::usage(code)
            .with_term("kind", kind.name)
            .with_term("begin", kind.begin)
            .with("path", path.display())
    };
    if path.is_dir() {
        return Err(fail("settings-is-folder").with("example", path.join(kind.example).display()));
    }
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => fail("settings-missing"),
        _ => fail("settings-unreadable").with("reason", error),
    })?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    String::from_utf8(bytes.to_vec()).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + bytes.iter().take(good).filter(|byte| **byte == b'\n').count();
        let (_, _, is_other) = encoding_rs::GB18030.decode(bytes);
        fail(if is_other || bytes.contains(&0) { "settings-not-utf8" } else { "settings-gb18030" })
            .with("line", line)
    })
}

/// A file that is TOML: its text as a tree of values that know their places.
pub(crate) struct Document<'t> {
    kind: Kind,
    path: &'t Path,
    text: &'t str,
    root: Spanned<DeTable<'t>>,
}

impl<'t> Document<'t> {
    /// Reads `text`, the content of the file at `path`.
    ///
    /// # Errors
    /// The text is not TOML.
    pub(crate) fn parse(kind: Kind, path: &'t Path, text: &'t str) -> Result<Self, Error> {
        match DeTable::parse(text) {
            Ok(root) => Ok(Self { kind, path, text, root }),
            Err(error) => Err(syntax_error(path, text, &error)),
        }
    }

    /// The file as the type that it is to be read into.
    ///
    /// # Errors
    /// The first of the unknown and missing keys and of the values that the schema does not allow.
    pub(crate) fn read<T: Settings>(&self) -> Result<T, Error> {
        check::against_schema(self, &schema::<T>())?;
        self.as_type(self.root.clone())
    }

    /// The file read over another one: what it leaves out is that of `base`, key by key in each table. A list is taken
    /// whole.
    ///
    /// # Errors
    /// As [`Document::read`]; `base` is not checked.
    pub(crate) fn read_over<T: Settings>(&self, base: &Self) -> Result<T, Error> {
        check::against_schema(self, &schema::<T>())?;
        let mut root = base.root.clone();
        put_over(root.get_mut(), self.root.get_ref());
        self.as_type(root)
    }

    fn as_type<T: Settings>(&self, root: Spanned<DeTable<'t>>) -> Result<T, Error> {
        // The schema has been checked, so this fails only where the schema allows more than the types do.
        T::deserialize(toml::Deserializer::from(root))
            .map_err(|error| syntax_error(self.path, self.text, &error))
    }

    /// What kind of file it is.
    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// The tree.
    pub(super) fn root(&self) -> &Spanned<DeTable<'t>> {
        &self.root
    }

    /// The path of the file, as it was given.
    pub(crate) fn path(&self) -> &Path {
        self.path
    }

    /// The line of a place in the text, counted from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        1 + self.text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count()
    }

    /// The line of the key `key` (`service[0].circles[1].minutes`), or of the nearest part of the path to it.
    pub(crate) fn line_of(&self, key: &str) -> usize {
        self.line(self.find(key).start)
    }

    /// The value of the key `key` as it stands in the file; empty where there is none.
    pub(crate) fn found_at(&self, key: &str) -> Cow<'t, str> {
        self.found(self.find(key))
    }

    /// The place of the value of `key`, or of the nearest part of the path to it.
    fn find(&self, key: &str) -> Range<usize> {
        self.walk(key).0
    }

    /// The value of `key` and its place; no value, and the place of the nearest part of the path, where there is none.
    fn walk(&self, key: &str) -> (Range<usize>, Option<&DeValue<'t>>) {
        let mut span = self.root.span();
        let mut table = Some(self.root.get_ref());
        let mut found = None;
        for part in key.split('.') {
            let (name, indices) = part.split_once('[').unwrap_or((part, ""));
            let Some(mut value) = table.and_then(|table| table.get(name)) else { return (span, None) };
            for index in indices.split('[').filter_map(|index| index.trim_end_matches(']').parse().ok()) {
                let item = value.get_ref().as_array().and_then(|list| list.get::<usize>(index));
                let Some(item) = item else { return (value.span(), None) };
                value = item;
            }
            span = value.span();
            table = value.get_ref().as_table();
            found = Some(value.get_ref());
        }
        (span, found)
    }

    /// Whether the value of `key` is a list.
    pub(crate) fn is_list(&self, key: &str) -> bool {
        self.walk(key).1.is_some_and(DeValue::is_array)
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

    /// The path `path`, the value of `key`: taken from the file's folder and otherwise as it was written.
    ///
    /// # Errors
    /// It holds control characters: `"D:\new\table.csv"` is valid TOML and holds a line break and a tab.
    pub(crate) fn path_at(&self, key: &str, path: &str) -> Result<PathBuf, Error> {
        if path.contains(char::is_control) {
            return Err(self.error("settings-path-control", key).with("found", self.found_at(key)));
        }
        Ok(self.path.parent().unwrap_or(Path::new("")).join(path))
    }

    /// An error about the value of `key`, of which the catalogue entry `code` tells.
    pub(crate) fn error(&self, code: &'static str, key: &str) -> Error {
        Error::usage(code).with("key", key).with("line", self.line_of(key)).with("path", self.path.display())
    }
}

/// Puts the values of `table` in place of those of `base`.
fn put_over<'t>(base: &mut DeTable<'t>, table: &DeTable<'t>) {
    for (key, value) in table {
        match (base.get_mut(key.get_ref().as_ref()).map(Spanned::get_mut), value.get_ref()) {
            (Some(DeValue::Table(inner)), DeValue::Table(own)) => put_over(inner, own),
            _ => {
                base.insert(key.clone(), value.clone());
            }
        }
    }
}

/// Items of a tree that can be walked alike.
pub(super) type Node<'t> = Spanned<DeValue<'t>>;
