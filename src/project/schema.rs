//! The JSON Schema of the project file.

use super::file::ProjectFile;
use crate::settings::schema_text;

/// The JSON Schema (draft 2020-12) of the project file, as indented JSON: each key with its description, type,
/// default and limits. Editors with TOML support complete and check project files with it.
///
/// The same schema is what [`Project::load`](super::Project::load) checks files against, so the two never
/// disagree. The text is the same on every call.
pub fn json_schema() -> String {
    schema_text::<ProjectFile>()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::settings::{schema, unchecked_keywords};

    #[test]
    fn every_keyword_of_the_schema_is_checked_or_only_informs() {
        assert_eq!(unchecked_keywords(&schema::<ProjectFile>()), Vec::<String>::new());
    }

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
