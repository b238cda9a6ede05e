//! What `lifecircle init` writes is what the program reads.

use std::collections::BTreeSet;

use super::*;
use crate::project::{
    PLAN_TEMPLATE_FILE, REPORTED_TEMPLATE_FILE, json_schema, plan_template, reported_template, template,
};
use crate::standard::{Measure, Quantity, Standard, Take};

const LANGUAGES: [Language; 2] = [Language::ZhCn, Language::En];

/// The template with every setting in use: a bare `#` before a key or table is taken away.
pub(super) fn all_in_use(language: Language) -> String {
    let is_setting = |line: &str| line.starts_with(|c: char| c.is_ascii_lowercase() || c == '[');
    let line = |line: &str| {
        let text = line.trim_start();
        match text.strip_prefix('#') {
            Some(setting) if is_setting(setting) => setting.to_owned(),
            _ => line.to_owned(),
        }
    };
    template(language).lines().map(|l| line(l) + "\n").collect()
}

#[test]
fn the_template_loads_once_its_data_files_are_there() {
    for language in LANGUAGES {
        let folder = Folder::with_data();
        folder.write(PLAN_TEMPLATE_FILE, plan_template(language));
        let project = folder.load(&template(language)).expect("the template is valid");
        assert_eq!(project.language, language);
        assert_eq!(project.services[0].categories.len(), 3);
        assert!(project.townships.is_some() && project.services[0].plans.len() == 1);

        let project = folder.load(&all_in_use(language)).expect("the template in full is valid");
        assert_eq!(project.year, Some(2025));
        assert!(project.life_units.is_some());
        assert_eq!(project.context.len(), 2);
        let print = &project.print;
        assert!(print.date.is_some() && print.data_source.is_some(), "{print:?}");
        assert!(print.draft.is_some() && print.map_review_number.is_some(), "{print:?}");
        let service = &project.services[0];
        let reported = service.reported.as_ref().map(|table| table.path.clone());
        assert_eq!(reported, Some(folder.path(REPORTED_TEMPLATE_FILE)));
        let [standard] = service.standards.as_slice() else { panic!("one standard") };
        assert_eq!(standard.indicators[0].targets.len(), 3, "the project's own target is put in");
        let used = [&project.residential, &project.services[0].facilities].map(|layer| layer.fields.len());
        assert!(used.iter().all(|count| *count >= 3), "{used:?}");
    }
}

/// A setting shown as not in use has its default: taking the `#` away from it changes nothing.
#[test]
fn the_template_shows_the_defaults() {
    for language in LANGUAGES {
        let folder = Folder::with_data();
        let least = folder.load(LEAST).expect("the least file is enough");
        let project = folder.load(&template(language)).expect("the template is valid");
        assert_eq!((&project.crs, &project.deliverables), (&least.crs, &least.deliverables));
        assert_eq!(
            (project.area, project.circles, project.overlaps),
            (least.area, least.circles, least.overlaps)
        );
        assert_eq!(project.services[0].circles, least.services[0].circles);
        assert_eq!((&project.print, &project.context), (&least.print, &least.context));
        assert_eq!(project.services[0].configuration, least.services[0].configuration);
    }
}

/// Every key of the schema stands in both templates, and no other: dotted paths, positions left out.
#[test]
fn the_templates_tell_of_every_key_of_the_schema() {
    fn of_schema(
        root: &serde_json::Value,
        schema: &serde_json::Value,
        path: &str,
        keys: &mut BTreeSet<String>,
    ) {
        let schema = match schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) {
            Some(pointer) => root.pointer(pointer).expect("a definition"),
            None => schema,
        };
        for option in schema["anyOf"].as_array().into_iter().flatten() {
            of_schema(root, option, path, keys);
        }
        if let Some(items) = schema.get("items") {
            of_schema(root, items, path, keys);
        }
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{name}");
            of_schema(root, property, &path, keys);
            keys.insert(path);
        }
    }
    fn of_file(value: &toml::Value, path: &str, keys: &mut BTreeSet<String>) {
        match value {
            // The fields of a filter are those of the data.
            toml::Value::Table(_) if path.ends_with(".where") => {}
            toml::Value::Table(table) => {
                for (name, value) in table {
                    let path = format!("{path}.{name}");
                    of_file(value, &path, keys);
                    keys.insert(path);
                }
            }
            toml::Value::Array(items) => items.iter().for_each(|item| of_file(item, path, keys)),
            _ => {}
        }
    }
    // All layers have the same keys; it is enough that one of them shows each.
    let as_one_layer = |keys: BTreeSet<String>| -> BTreeSet<String> {
        let layers = [
            ".layers.residential",
            ".layers.townships",
            ".layers.life_units",
            ".layers.context",
            ".service.facilities",
        ];
        let one = |key: String| match layers.iter().find_map(|layer| key.strip_prefix(layer)) {
            Some(rest) if !rest.is_empty() => format!("LAYER{rest}"),
            _ => key,
        };
        keys.into_iter().map(one).collect()
    };

    let schema: serde_json::Value = serde_json::from_str(&json_schema()).expect("JSON");
    let mut promised = BTreeSet::new();
    of_schema(&schema, &schema, "", &mut promised);
    let promised = as_one_layer(promised);
    assert!(promised.len() > 40, "{promised:?}");
    for language in LANGUAGES {
        let file: toml::Table = all_in_use(language).parse().expect("TOML");
        let mut shown = BTreeSet::new();
        of_file(&toml::Value::Table(file), "", &mut shown);
        assert_eq!(as_one_layer(shown), promised, "{language:?}");
    }
}

/// Excel sees the mark, and each header row has a cell for the name, the total, and two for each category.
#[test]
fn the_plan_template_has_the_two_header_rows_of_the_planning_table() {
    for language in LANGUAGES {
        let text = plan_template(language);
        let rows = text.strip_prefix('\u{feff}').expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(rows.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.iter().map(csv::StringRecord::len).collect::<Vec<_>>(), [8, 8]);
        for category in [2, 4, 6] {
            assert!(!rows[0][category].is_empty() && rows[0][category + 1].is_empty());
            assert!(!rows[1][category].is_empty() && !rows[1][category + 1].is_empty());
        }
    }
}

/// The categories of the plan's header are categories of the project file that is written beside it.
#[test]
fn the_plan_template_names_the_categories_of_the_template() {
    for language in LANGUAGES {
        let folder = Folder::with_data();
        let project = folder.load(&template(language)).expect("the template is valid");
        for category in &project.services[0].categories {
            assert!(plan_template(language).contains(&category.name), "{}", category.name);
        }
    }
}

/// The rows to fill in are what `xinchang-2024` needs from outside the layers: the indicators that are reported and the
/// base figures.
#[test]
fn the_reported_template_has_the_rows_that_the_standard_needs() {
    let xinchang = Standard::named("xinchang-2024").expect("embedded");
    let figures = xinchang.indicators.iter().filter_map(|indicator| match &indicator.measure {
        Measure::Ratio(ratio) => ratio.denominator.as_ref(),
        _ => None,
    });
    let figures: Vec<&Quantity> = figures.filter(|q| matches!(q.take, Take::Figure(_))).collect();
    assert_eq!(figures.len(), 1, "one base figure");
    for language in LANGUAGES {
        let text = reported_template(language);
        let rows = text.strip_prefix('\u{feff}').expect("a byte order mark");
        let mut reader = csv::Reader::from_reader(rows.as_bytes());
        assert_eq!(reader.headers().expect("headers").len(), 4);
        let rows: Vec<String> = reader.records().map(|row| row.expect("a row")[0].to_owned()).collect();
        let reported = xinchang.indicators.iter().filter(|i| i.measure == Measure::Reported);
        let mut wanted: Vec<String> = reported
            .map(|indicator| match language {
                Language::ZhCn => indicator.name.zh_cn.clone(),
                Language::En => indicator.key.clone(),
            })
            .collect();
        wanted.push(if language == Language::En { "disposable_income" } else { "人均可支配收入" }.to_owned());
        assert_eq!(rows, wanted);
        assert!(template(language).contains(&format!("#reported = {{ path = \"{REPORTED_TEMPLATE_FILE}\"")));
    }
}
