//! The style that the program carries.

use serde_json::Value;

use super::*;
use crate::settings::{schema, unchecked_keywords};
use crate::style::file::StyleFile;

#[test]
fn the_default_is_the_file_that_the_program_carries() {
    let read = Style::read_default().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(Style::default(), read);
    assert_ne!(read, Style::bare(), "the stand-in is another one");
    assert_eq!(read.maps.iter().map(|map| map.theme).collect::<Vec<_>>(), MapTheme::ALL);
    assert_eq!(read.symbols.len(), 6);
}

/// Whoever prints the default, changes nothing and names it in a project gets the same maps.
#[test]
fn the_default_read_as_a_file_is_the_default() {
    assert_eq!(loaded(Style::default_toml()), Style::default());
    assert_eq!(loaded(&Style::default_toml().replace("\n#regular", "\n# regular")), Style::default());
}

/// Every key has a comment in Chinese and in English above it, its own or that of the keys around it.
#[test]
fn the_file_speaks_both_languages() {
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut comment = String::new();
    let (mut n_keys, mut is_behind_a_key) = (0, false);
    for line in Style::default_toml().lines() {
        if let Some(words) = line.strip_prefix('#') {
            if is_behind_a_key {
                comment.clear();
            }
            comment.push_str(words);
            is_behind_a_key = false;
        } else if line.contains('=') {
            n_keys += 1;
            let both = comment.chars().any(is_chinese) && comment.chars().any(|c| c.is_ascii_alphabetic());
            assert!(both, "{line} has the comment {comment:?}");
            is_behind_a_key = true;
        }
    }
    assert!(n_keys > 60, "{n_keys} keys");
}

#[test]
fn the_schema_is_closed_described_checked_and_tells_every_default() {
    let (root, text) = (schema::<StyleFile>(), json_schema());
    assert_eq!(unchecked_keywords(&root), Vec::<String>::new());
    assert!(!text.contains("null"), "{text}");
    assert_eq!(text, json_schema(), "the same on every call");

    let root: Value = serde_json::from_str(&text).expect("the schema is JSON");
    assert_eq!(root.get("required"), None, "an empty file is a style");
    let definitions = root["$defs"].as_object().expect("definitions");
    let tables = definitions.iter().map(|(name, schema)| (name.as_str(), schema)).chain([("", &root)]);
    let (mut n_tables, mut n_defaults) = (0, 0);
    for (name, table) in tables.filter(|(_, schema)| schema.get("properties").is_some()) {
        n_tables += 1;
        assert_eq!(table["additionalProperties"], false, "{name}");
        for (key, property) in table["properties"].as_object().expect("properties") {
            assert!(property["description"].as_str().is_some_and(|d| !d.is_empty()), "{name}.{key}");
            n_defaults += usize::from(property.get("default").is_some());
        }
    }
    assert_eq!(n_tables, 9, "the file, five tables in it, and three kinds of entries");
    // Five keys of the file are tables, and both fonts have no default.
    let keys = [("TextSizes", 6), ("Colours", 18), ("LineWidths", 8), ("PaperTable", 4)];
    for (name, n_keys) in keys {
        assert_eq!(definitions[name]["properties"].as_object().expect("properties").len(), n_keys, "{name}");
    }
    assert_eq!(
        n_defaults,
        6 + 18 + 8 + 4 + 5,
        "and `symbol_mm`, `map`, `symbol`, `land_use`, `dotted` in it"
    );
}

/// Homes by both classifications (`docs/method.md`, land use): the same use has the same colour under either code.
#[test]
fn the_homes_of_both_classifications_have_the_colours_of_the_planners() {
    let style = Style::default();
    let fill = |code: &str| {
        let fitting = style.land_use.iter().filter(|land_use| code.starts_with(&land_use.code));
        fitting.max_by_key(|land_use| land_use.code.len()).map(|land_use| land_use.colour)
    };
    let (urban, rural) =
        (Colour { red: 255, green: 255, blue: 45 }, Colour { red: 255, green: 211, blue: 128 });
    for (code, of) in [
        ("0701", Some(urban)),
        ("070102", Some(urban)),
        ("0702", Some(rural)),
        ("0703", Some(rural)),
        ("070301", Some(rural)),
        ("07", Some(style.colours.residential)),
        ("0601", None),
    ] {
        assert_eq!(fill(code), of, "{code}");
    }
}
