//! The JSON Schema of the style file.

use serde_json::Value;

use super::Style;
use super::file::StyleFile;
use crate::settings::{schema, text_of};

/// The JSON Schema (draft 2020-12) of the style file, as indented JSON: each key with its description, type, limits and
/// default. Editors with TOML support complete and check style files with it.
///
/// The text is the same on every call.
pub fn json_schema() -> String {
    let mut schema = schema::<StyleFile>();
    let default: toml::Table = Style::default_toml().parse().unwrap_or_default();
    for (key, value) in default {
        let Some(property) = schema.pointer(&format!("/properties/{key}")) else { continue };
        let reference = property.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
        let place = reference.map_or_else(|| format!("/properties/{key}"), str::to_owned);
        match (value, schema.pointer_mut(&place)) {
            (toml::Value::Table(table), Some(inner)) => {
                for (name, value) in table {
                    put_default(inner.pointer_mut(&format!("/properties/{name}")), value);
                }
            }
            (value, property) => put_default(property, value),
        }
    }
    text_of(&schema)
}

fn put_default(property: Option<&mut Value>, default: toml::Value) {
    if let (Some(Value::Object(property)), Ok(default)) = (property, serde_json::to_value(default)) {
        property.insert("default".to_owned(), default);
    }
}
