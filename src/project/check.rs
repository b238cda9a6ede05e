//! Checks a project file against its JSON Schema, and says what is wrong in words of the person who wrote it.
//!
//! Only the keywords that the schema uses are known here; a test sees to it that it uses no others.

use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

use super::document::{Document, Node};
use super::file::{IDENTIFIER, NOT_BLANK};
use super::nearest::nearest;
use super::schema::schema;
use crate::error::Error;

/// Checks the whole file.
///
/// # Errors
/// Of all that is wrong, what stands first in the file.
pub(super) fn against_schema(document: &Document<'_>) -> Result<(), Error> {
    let root = schema();
    let mut checker = Checker { document, root: &root, around: Vec::new(), problems: Vec::new() };
    let table = document.root();
    checker.table("", &root, table.get_ref(), table.span().start);
    match checker.problems.into_iter().min_by_key(|problem| problem.at) {
        Some(first) => Err(first.error),
        None => Ok(()),
    }
}

/// Something wrong, and where in the text.
struct Problem {
    at: usize,
    error: Error,
}

struct Checker<'a, 't> {
    document: &'a Document<'t>,
    root: &'a Value,
    /// The tables around the one that is being checked, outermost first: their paths and keys.
    around: Vec<(String, &'a Map<String, Value>)>,
    problems: Vec<Problem>,
}

impl<'a> Checker<'a, '_> {
    /// The schema that `schema` refers to, or itself.
    fn target<'s>(&self, schema: &'s Value) -> &'s Value
    where
        'a: 's,
    {
        schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| reference.strip_prefix('#'))
            .and_then(|pointer| self.root.pointer(pointer))
            .unwrap_or(schema)
    }

    fn table(&mut self, path: &str, schema: &'a Value, table: &DeTable<'_>, at: usize) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let property = |name: &str| properties.and_then(|properties| properties.get_key_value(name));
        let mut n_unknown = 0;
        for (key, value) in table {
            let name: &str = key.get_ref();
            let key_path = join(path, name);
            if let Some((_, property)) = property(name) {
                self.around.extend(properties.map(|properties| (path.to_owned(), properties)));
                self.value(&key_path, property, value);
                self.around.pop();
            } else if let Some(any @ Value::Object(_)) = schema.get("additionalProperties") {
                self.value(&key_path, any, value);
            } else {
                n_unknown += 1;
                let at = key.span().start;
                let error = self.unknown_key(&key_path, name, properties, at);
                self.problems.push(Problem { at, error });
            }
        }
        // A missing key beside an unknown one is most likely that one, mistyped.
        let missing = required(schema).filter(|name| n_unknown == 0 && !table.contains_key(*name));
        for (name, property) in missing.filter_map(property) {
            let error = self.missing_key(join(path, name), property, at);
            self.problems.push(Problem { at, error });
        }
    }

    fn value(&mut self, path: &str, schema: &'a Value, node: &Node<'_>) {
        let schema = self.target(schema);
        if let Some(options) = schema.get("anyOf").and_then(Value::as_array) {
            match options.iter().map(|option| self.target(option)).find(|o| is_of_type(o, node.get_ref())) {
                Some(option) => self.value(path, option, node),
                None => self.wrong(path, schema, node),
            }
            return;
        }
        if let Some(choices) = choices(schema) {
            if !node.get_ref().as_str().is_some_and(|text| choices.contains(&text)) {
                self.not_a_choice(path, &choices, node);
            }
            return;
        }
        if !is_of_type(schema, node.get_ref()) || !is_in_limits(schema, node.get_ref()) {
            self.wrong(path, schema, node);
            return;
        }
        match node.get_ref() {
            DeValue::Table(table) => self.table(path, schema, table, node.span().start),
            DeValue::Array(list) => {
                let Some(items) = schema.get("items") else { return };
                for (index, item) in list.iter().enumerate() {
                    self.value(&format!("{path}[{index}]"), items, item);
                }
            }
            _ => {}
        }
    }

    fn error(&self, code: &'static str, path: &str, at: usize) -> Error {
        Error::usage(code)
            .with("key", path)
            .with("line", self.document.line(at))
            .with("path", self.document.path().display())
    }

    /// Says that `path` is missing in the table at `at`; of a table that must be there, its header.
    fn missing_key(&self, mut path: String, property: &'a Value, at: usize) -> Error {
        let mut schema = self.target(property);
        if path == "service" {
            return self.error("project-no-service", &path, at);
        }
        if schema.get("properties").is_none() {
            let code = if path.contains('.') { "project-key-missing" } else { "project-key-missing-top" };
            return self.error(code, &path, at).with_term("expected", self.kind(schema));
        }
        // `[layers]` alone would not do: the table that is wanted is the first in it.
        while let Some((name, inner)) = required(schema)
            .filter_map(|name| Some((name, self.target(schema.get("properties")?.get(name)?))))
            .find(|(_, inner)| inner.get("properties").is_some())
        {
            path = join(&path, name);
            schema = inner;
        }
        let header =
            path.split('.').map(|part| part.split('[').next().unwrap_or(part)).collect::<Vec<_>>().join(".");
        let code = if at == 0 { "project-table-missing-top" } else { "project-table-missing" };
        self.error(code, &path, at).with("header", header).with("keys", list(required(schema)))
    }

    fn unknown_key(&self, path: &str, name: &str, known: Option<&Map<String, Value>>, at: usize) -> Error {
        let known = || known.into_iter().flat_map(Map::keys).map(String::as_str);
        // A key that is written below the header of a table belongs to it, though a reader may not think so.
        let owner = self.around.iter().rev().find(|(_, keys)| keys.contains_key(name)).map(|(path, _)| path);
        let (code, similar) = match (nearest(name, known()), owner) {
            (_, Some(owner)) if owner.is_empty() => ("project-key-unknown-top", name),
            (_, Some(_)) => ("project-key-unknown-above", name),
            (Some(similar), None) => ("project-key-unknown-similar", similar),
            (None, None) => ("project-key-unknown", ""),
        };
        self.error(code, path, at)
            .with("allowed", list(known()))
            .with("similar", similar)
            .with("owner", owner.map_or("", String::as_str))
    }

    fn not_a_choice(&mut self, path: &str, choices: &[&str], node: &Node<'_>) {
        let similar = node.get_ref().as_str().and_then(|text| nearest(text, choices.iter().copied()));
        let code = if similar.is_some() { "project-choice-similar" } else { "project-choice" };
        let error = self
            .error(code, path, node.span().start)
            .with("allowed", list(choices.iter().copied()))
            .with("similar", similar.unwrap_or_default())
            .with("found", self.document.found(node.span()));
        self.problems.push(Problem { at: node.span().start, error });
    }

    fn wrong(&mut self, path: &str, schema: &Value, node: &Node<'_>) {
        let at = node.span().start;
        let error = if path == "service" && matches!(node.get_ref(), DeValue::Array(list) if list.is_empty())
        {
            self.error("project-no-service", path, at)
        } else {
            let range = range(schema);
            let code = if range.is_empty() { "project-value" } else { "project-value-range" };
            self.error(code, path, at)
                .with_term("expected", self.kind(schema))
                .with("range", range)
                .with("found", self.document.found(node.span()))
        };
        self.problems.push(Problem { at, error });
    }

    /// What kind of value the schema wants: an entry of the catalogue.
    fn kind(&self, schema: &Value) -> &'static str {
        let items = schema.get("items");
        match schema.get("type").and_then(Value::as_str) {
            Some("string") if pattern(schema) == Some(IDENTIFIER) => "term.project.identifier",
            Some("string") => "term.project.text",
            Some("integer") => "term.project.whole-number",
            Some("number") => "term.project.number",
            Some("object") => "term.project.table",
            Some("array") if items.is_some_and(|items| self.target(items).get("properties").is_some()) => {
                match schema.get("minItems") {
                    Some(_) => "term.project.some-tables",
                    None => "term.project.tables",
                }
            }
            Some("array") if schema.get("minItems").is_some() => "term.project.choices",
            Some("array") => "term.project.texts",
            _ => "term.project.text-or-texts",
        }
    }
}

/// Names in backticks, for the list of what is allowed.
pub(super) fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// `path.name`, the name in quotes where TOML wants them.
fn join(path: &str, name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let name = if is_bare { name.to_owned() } else { format!("\"{name}\"") };
    if path.is_empty() { name } else { format!("{path}.{name}") }
}

/// The keys that a table must have.
fn required(schema: &Value) -> impl Iterator<Item = &str> {
    schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// The values that an enumeration allows; `None` when the schema is none.
fn choices(schema: &Value) -> Option<Vec<&str>> {
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return Some(values.iter().filter_map(Value::as_str).collect());
    }
    let options = schema.get("oneOf")?.as_array()?;
    Some(
        options
            .iter()
            .flat_map(|option| match option.get("enum").and_then(Value::as_array) {
                Some(values) => values.iter().collect(),
                None => option.get("const").into_iter().collect::<Vec<_>>(),
            })
            .filter_map(Value::as_str)
            .collect(),
    )
}

fn is_of_type(schema: &Value, value: &DeValue<'_>) -> bool {
    match schema.get("type").and_then(Value::as_str) {
        Some("string") => value.is_str(),
        Some("integer") => value.is_integer(),
        Some("number") => value.is_integer() || value.is_float(),
        Some("array") => value.is_array(),
        Some("object") => value.is_table(),
        _ => true,
    }
}

fn pattern(schema: &Value) -> Option<&str> {
    schema.get("pattern").and_then(Value::as_str)
}

fn is_in_limits(schema: &Value, value: &DeValue<'_>) -> bool {
    let limit = |keyword| schema.get(keyword).and_then(Value::as_f64);
    match value {
        DeValue::String(text) => match pattern(schema) {
            Some(NOT_BLANK) => !text.trim().is_empty(),
            Some(IDENTIFIER) => {
                !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
            }
            _ => true,
        },
        DeValue::Array(items) => limit("minItems").is_none_or(|least| items.len() as f64 >= least),
        // `nan` is in no interval: each comparison must hold.
        value => number(value).is_none_or(|number| {
            limit("minimum").is_none_or(|least| number >= least)
                && limit("exclusiveMinimum").is_none_or(|least| number > least)
                && limit("maximum").is_none_or(|most| number <= most)
        }),
    }
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        // Integers beyond 64 bits are far beyond every limit, on the side of their sign.
        DeValue::Integer(integer) => Some(match i64::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(number) => number as f64,
            Err(_) if integer.as_str().starts_with('-') => f64::NEG_INFINITY,
            Err(_) => f64::INFINITY,
        }),
        DeValue::Float(float) => Some(float.as_str().parse().unwrap_or(f64::NAN)),
        _ => None,
    }
}

/// The limits of a number, such as `> 0, ≤ 1`; empty where there are none.
fn range(schema: &Value) -> String {
    [("exclusiveMinimum", ">"), ("minimum", "≥"), ("maximum", "≤")]
        .into_iter()
        .filter_map(|(keyword, sign)| Some(format!("{sign} {}", schema.get(keyword)?.as_f64()?)))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A keyword that this file does not know would be promised by the schema and not kept by the program.
    #[test]
    fn every_keyword_of_the_schema_is_checked_or_only_informs() {
        const CHECKED: [&str; 14] = [
            "$ref",
            "additionalProperties",
            "anyOf",
            "const",
            "enum",
            "exclusiveMinimum",
            "items",
            "maximum",
            "minItems",
            "minimum",
            "oneOf",
            "pattern",
            "properties",
            "required",
        ];
        const INFORMS: [&str; 6] = ["$schema", "$defs", "default", "description", "format", "title"];
        fn walk(schema: &Value, seen: &mut Vec<String>) {
            let Some(object) = schema.as_object() else { return };
            for (keyword, value) in object {
                seen.push(keyword.clone());
                match (keyword.as_str(), value) {
                    ("properties" | "$defs", Value::Object(schemas)) => {
                        schemas.values().for_each(|schema| walk(schema, seen));
                    }
                    ("anyOf" | "oneOf", Value::Array(schemas)) => schemas.iter().for_each(|s| walk(s, seen)),
                    ("items" | "additionalProperties", schema) => walk(schema, seen),
                    ("pattern", pattern) => {
                        assert!(pattern == NOT_BLANK || pattern == IDENTIFIER, "{pattern}")
                    }
                    _ => {}
                }
            }
        }
        let mut seen = Vec::new();
        walk(&schema(), &mut seen);
        assert!(seen.len() > 200, "the schema was walked: {} keywords", seen.len());
        for keyword in seen {
            let is_known = CHECKED.contains(&keyword.as_str()) || INFORMS.contains(&keyword.as_str());
            assert!(is_known || keyword == "type", "{keyword} is not checked");
        }
    }
}
