//! Text that says something.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Text that holds more than white space.
pub(super) const NOT_BLANK: &str = r"\S";
/// An identifier: it may come to stand in a file name.
pub(crate) const IDENTIFIER: &str = "^[A-Za-z0-9_-]+$";
/// A colour: `#` and six hexadecimal digits.
pub(crate) const COLOUR: &str = "^#[0-9A-Fa-f]{6}$";
/// A day: `2025-12-31`. TOML's own dates are taken as well, which need no quotes.
pub(crate) const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// Text, not blank.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline, extend("pattern" = NOT_BLANK))]
pub(crate) struct Text(pub(crate) String);
