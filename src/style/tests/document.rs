//! `docs/style.md` tells what the program does.

use std::collections::BTreeMap;

use super::*;

fn document() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/style.md");
    std::fs::read_to_string(path).expect("the document is there")
}

/// The section below a heading.
fn section<'t>(document: &'t str, heading: &str) -> &'t str {
    let start = document.find(heading).unwrap_or_else(|| panic!("no section {heading}"));
    let below = &document[start + heading.len()..];
    &below[..below.find("\n#").unwrap_or(below.len())]
}

/// Every key of the file stands in its section, with its default where that is one value.
#[test]
fn every_key_and_default_is_told() {
    let document = document();
    let default: toml::Table = Style::default_toml().parse().expect("TOML");
    let mut n_keys = 0;
    let mut tell = |section: &str, key: &str, value: &toml::Value| {
        n_keys += 1;
        let line = section.lines().find(|line| line.starts_with('|') && line.contains(&format!("`{key}`")));
        let line = line.unwrap_or_else(|| panic!("no line tells of `{key}`"));
        let value = match value {
            toml::Value::Array(items) if items.iter().any(toml::Value::is_table) => return,
            toml::Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        assert!(line.contains(value.trim_end_matches(".0")), "{line} has the default {value}");
    };
    let keys_of_entries = |table: &toml::value::Array| -> BTreeMap<String, toml::Value> {
        let keys = table.iter().filter_map(toml::Value::as_table).flatten();
        keys.map(|(key, _)| (key.clone(), toml::Value::Array(vec![toml::Table::new().into()]))).collect()
    };
    for (name, value) in &default {
        match value {
            toml::Value::Table(table) => {
                let section = section(&document, &format!("### `[{name}]`"));
                table.iter().for_each(|(key, value)| tell(section, key, value));
            }
            toml::Value::Array(entries) => {
                let section = section(&document, &format!("### `[[{name}]]`"));
                keys_of_entries(entries).iter().for_each(|(key, value)| tell(section, key, value));
            }
            value => tell(&document, name, value),
        }
    }
    assert_eq!(n_keys, 1 + 4 + 6 + 18 + 8 + 1 + 2 + 3, "`map.title` and the fonts have no default");
    for key in ["regular", "bold", "title"] {
        assert!(document.contains(&format!("| `{key}` |")), "{key}");
    }
    for name in PLACEHOLDERS {
        assert!(document.contains(&format!("`{{{name}}}`")), "{name}");
    }
}

/// The example of a bureau's own file is one.
#[test]
fn the_example_is_in_order() {
    let document = document();
    let example = section(&document, "## A bureau's own").split("```toml\n").nth(1).expect("an example");
    let example = example.split("```").next().expect("its end");
    let folder = TestFolder::new();
    let font = include_bytes!("../../fonts/NotoSansCJKsc-Regular.otf");
    std::fs::create_dir(folder.path().join("fonts")).expect("a folder");
    for name in ["fonts/simfang.ttf", "fonts/simhei.ttf"] {
        std::fs::write(folder.path().join(name), font).expect("a font");
    }
    let style = load(&folder, example).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((style.sheets.len(), style.maps.len()), (1, 3));
    assert!(style.fonts.regular.is_some() && style.fonts.bold.is_some());
    assert_eq!(style.lines, Style::default().lines);
}
