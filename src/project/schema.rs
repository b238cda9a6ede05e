//! The JSON Schema of the project file, made from the types that it is read into.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::Value;

use super::file::ProjectFile;

/// The JSON Schema (draft 2020-12) of the project file, as indented JSON: each key with its description, type,
/// default and limits. Editors with TOML support complete and check project files with it.
///
/// The same schema is what [`Project::load`](super::Project::load) checks files against, so the two never
/// disagree. The text is the same on every call.
pub fn json_schema() -> String {
    let mut text = serde_json::to_string_pretty(&schema()).unwrap_or_default();
    text.push('\n');
    text
}

/// The schema as a value.
pub(super) fn schema() -> Value {
    let settings = SchemaSettings::draft2020_12()
        .with_transform(RecursiveTransform(without_null))
        .with_transform(RecursiveTransform(in_one_line));
    let mut schema = settings.into_generator().into_root_schema_for::<ProjectFile>().to_value();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_nowhere_in_the_schema() {
        assert!(!json_schema().contains("null"), "{}", json_schema());
    }

    #[test]
    fn the_schema_is_closed_described_and_the_same_every_time() {
        let text = json_schema();
        let root: Value = serde_json::from_str(&text).expect("the schema is JSON");
        assert_eq!(root["$schema"], "https://json-schema.org/draft/2020-12/schema");
        let mut n_objects = 0;
        let mut n_keys = 0;
        let definitions = root["$defs"].as_object().expect("definitions").values();
        for object in definitions.chain([&root]).filter(|schema| schema.get("properties").is_some()) {
            n_objects += 1;
            assert_eq!(object["additionalProperties"], false, "{object}");
            for (key, property) in object["properties"].as_object().expect("properties") {
                n_keys += 1;
                assert!(property["description"].as_str().is_some_and(|d| !d.is_empty()), "{key}");
            }
        }
        assert!(n_objects >= 8 && n_keys >= 40, "{n_objects} tables, {n_keys} keys");
        assert_eq!(json_schema(), text);
    }
}
