//! Text that says something.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// Text that holds more than white space.
pub(super) const NOT_BLANK: &str = r"\S";
/// An identifier: it may come to stand in a file name.
pub(crate) const IDENTIFIER: &str = "^[A-Za-z0-9_-]+$";
/// A colour: `#` and six hexadecimal digits.
pub(crate) const COLOUR: &str = "^#[0-9A-Fa-f]{6}$";
/// A day: `2025-12-31`. TOML's own dates are taken as well, which need no quotes.
pub(super) const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// Text, not blank.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline, extend("pattern" = NOT_BLANK))]
pub(crate) struct Text(pub(crate) String);

/// A day as it is written, in quotes or as a date of TOML.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub(crate) struct Day(pub(crate) String);

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    InQuotes(String),
    AsDate(toml::value::Datetime),
}

impl From<Written> for Day {
    fn from(written: Written) -> Self {
        match written {
            Written::InQuotes(text) => Self(text),
            Written::AsDate(date) => Self(date.to_string()),
        }
    }
}

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date", "pattern": DAY })
    }
}
