//! The standards that the program carries, and how a standard is found by its name or path.

use std::path::Path;

use super::base::{self, Origin};
use super::types::Standard;
use crate::error::Error;
use crate::settings::{list, nearest};

/// A standard that the program carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Embedded {
    /// Its identifier, which is also its name in project files.
    pub id: &'static str,
    /// The text of its file, to begin one's own with.
    pub toml: &'static str,
}

const EMBEDDED: [Embedded; 3] = [
    Embedded { id: "xinchang-2024", toml: include_str!("data/xinchang-2024.toml") },
    Embedded { id: "shaoxing-2024", toml: include_str!("data/shaoxing-2024.toml") },
    Embedded { id: "gb50180-2018", toml: include_str!("data/gb50180-2018.toml") },
];

impl Standard {
    /// The standards that the program carries.
    pub fn embedded() -> &'static [Embedded] {
        &EMBEDDED
    }

    /// The embedded standard of this name.
    ///
    /// # Errors
    /// None has this name; the error lists those that there are.
    ///
    /// # Examples
    /// ```
    /// use lifecircle::standard::Standard;
    /// let xinchang = Standard::named("xinchang-2024")?;
    /// assert_eq!(xinchang.indicators.len(), 17);
    /// assert!(Standard::named("xinchang").is_err());
    /// # Ok::<(), lifecircle::error::Error>(())
    /// ```
    pub fn named(name: &str) -> Result<Self, Error> {
        base::of_origin(&Origin::embedded(name)?)
    }

    /// Reads the standard file at `path`: a TOML file with the keys of [`json_schema`](super::json_schema).
    ///
    /// # Errors
    /// The file cannot be read, is not UTF-8 or not TOML, has an unknown key, lacks one, or has a value that is not
    /// allowed; or the standard that it is based on has a fault, or is based on this one.
    pub fn load(path: &Path) -> Result<Self, Error> {
        base::of_origin(&Origin::File(path.to_owned()))
    }

    /// The standard of a name, or of the file at a path: see [`Standard::is_path`].
    ///
    /// # Errors
    /// As [`Standard::named`] or [`Standard::load`].
    pub fn named_or_loaded(name_or_path: &str) -> Result<Self, Error> {
        if Self::is_path(name_or_path) {
            Self::load(Path::new(name_or_path))
        } else {
            Self::named(name_or_path)
        }
    }

    /// Whether a text is the path of a standard file, which ends in `.toml`, and not the name of an embedded one.
    pub fn is_path(text: &str) -> bool {
        Path::new(text).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
    }
}

/// The embedded standard of a name.
pub(super) fn embedded(name: &str) -> Result<&'static Embedded, Error> {
    let names = || EMBEDDED.iter().map(|embedded| embedded.id);
    EMBEDDED.iter().find(|embedded| embedded.id == name).ok_or_else(|| {
        let similar = nearest(name, names());
        let code = if similar.is_some() { "standard-unknown-similar" } else { "standard-unknown" };
        Error::usage(code)
            .with("found", name)
            .with("allowed", list(names()))
            .with("similar", similar.unwrap_or_default())
    })
}
