//! Text that says something.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Text that holds more than white space.
pub(super) const NOT_BLANK: &str = r"\S";
/// An identifier: it may come to stand in a file name.
pub(crate) const IDENTIFIER: &str = "^[A-Za-z0-9_-]+$";

/// Text, not blank.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline, extend("pattern" = NOT_BLANK))]
pub(crate) struct Text(pub(crate) String);
