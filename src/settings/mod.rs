//! Files of settings: TOML that a person writes, checked key by key against the JSON Schema of the type that it is
//! read into.
//!
//! Project files, standards and styles share this room: what is wrong is told with file, line and key, what was expected,
//! and the key or value that was probably meant. What a setting means is not known here.

mod check;
mod document;
mod keyword;
mod nearest;
mod schema;
mod syntax;
#[cfg(test)]
mod test_folder;
mod text;

pub(crate) use self::check::list;
pub(crate) use self::document::{Document, read_text};
#[cfg(test)]
pub(crate) use self::keyword::unchecked_keywords;
pub(crate) use self::nearest::nearest;
pub(crate) use self::schema::{nothing_is_required, schema, schema_text, text_of};
#[cfg(test)]
pub(crate) use self::test_folder::TestFolder;
pub(crate) use self::text::{COLOUR, Day, IDENTIFIER, Text};

/// A type that a file of settings is read into.
pub(crate) trait Settings: serde::de::DeserializeOwned + schemars::JsonSchema {
    /// What messages call such a file.
    const KIND: Kind;
}

/// A kind of file, in messages: keys of the catalogue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    /// The name of the kind: "project file".
    pub(crate) name: &'static str,
    /// The sentence that says how one begins such a file.
    pub(crate) begin: &'static str,
    /// A usual file name.
    pub(crate) example: &'static str,
    /// Lists of tables that must be there and hold something: the key, and the error that says what to write.
    pub(crate) needed: &'static [(&'static str, &'static str)],
}
