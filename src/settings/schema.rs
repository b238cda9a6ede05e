//! The JSON Schema of a kind of file, made from the type that it is read into.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

/// The JSON Schema (draft 2020-12) of `T` as indented JSON; the same text on every call.
pub(crate) fn schema_text<T: JsonSchema>() -> String {
    text_of(&schema::<T>())
}

/// A schema as it is printed.
pub(crate) fn text_of(schema: &Value) -> String {
    let mut text = serde_json::to_string_pretty(schema).unwrap_or_default();
    text.push('\n');
    text
}

/// The schema as a value.
pub(crate) fn schema<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12()
        .with_transform(RecursiveTransform(without_null))
        .with_transform(RecursiveTransform(in_one_line));
    let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
    if let Some(root) = schema.as_object_mut() {
        // What the schema is stands first, for whoever opens it.
        for (position, keyword) in ["$schema", "title", "description"].into_iter().enumerate() {
            if let Some(value) = root.shift_remove(keyword) {
                root.shift_insert(position, keyword.to_owned(), value);
            }
        }
    }
    schema
}

/// For the tables of a file that is read over another one: a key that it leaves out has the value of the other.
pub(crate) fn nothing_is_required(schema: &mut Schema) {
    schema.remove("required");
}

/// Descriptions come from doc comments, which are broken into lines.
fn in_one_line(schema: &mut Schema) {
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = description.replace('\n', " ");
    }
}

/// TOML has no null: a key that may be left out is left out.
fn without_null(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(options)) = object.get_mut("anyOf") {
        options.retain(|option| option.get("type").is_none_or(|kind| kind != "null"));
        if let [only] = options.as_mut_slice() {
            let only = only.take();
            object.shift_remove("anyOf");
            if let Value::Object(only) = only {
                // The description of the key is nearer to the reader than that of its type.
                for (keyword, value) in only {
                    object.entry(keyword).or_insert(value);
                }
            }
        }
    }
    if object.get("default").is_some_and(Value::is_null) {
        object.shift_remove("default");
    }
}
