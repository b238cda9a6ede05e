//! `fields`: which field of a layer's file holds what.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::types::Field;
use crate::settings::Text;

/// The fields of a layer's file, by their meaning. The meanings and their descriptions are those of [`Field`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub(super) struct FieldsTable(BTreeMap<Field, Text>);

impl FieldsTable {
    /// Whether none is named.
    pub(super) fn is_default(&self) -> bool {
        self.0.is_empty()
    }

    /// The meanings that are named, each with the name of its field.
    pub(super) fn named(self) -> Vec<(Field, String)> {
        self.0.into_iter().map(|(field, name)| (field, name.0)).collect()
    }
}

impl JsonSchema for FieldsTable {
    fn schema_name() -> Cow<'static, str> {
        "FieldsTable".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let meanings = Field::json_schema(generator).to_value();
        let mut properties = Map::new();
        for meaning in meanings.get("oneOf").and_then(Value::as_array).into_iter().flatten() {
            let Some(key) = meaning.get("const").and_then(Value::as_str) else { continue };
            // A figure of the whole county is reported; no feature has it.
            if key == Field::DisposableIncome.key() {
                continue;
            }
            let mut name = Text::json_schema(generator);
            if let Some(description) = meaning.get("description") {
                name.insert("description".to_owned(), description.clone());
            }
            properties.insert(key.to_owned(), name.to_value());
        }
        json_schema!({
            "description": "The fields of a layer's file, by their meaning.",
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        })
    }
}
