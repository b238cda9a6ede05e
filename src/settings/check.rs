//! Checks a file against a JSON Schema, and says what is wrong in words of the person who wrote it.

use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

use super::document::{Document, Node};
use super::keyword::{choices, is_in_limits, is_of_type, kind, range, required, target};
use super::nearest::nearest;
use crate::error::Error;

/// Checks the whole file against the schema `root`.
///
/// # Errors
/// Of all that is wrong, what stands first in the file.
pub(super) fn against_schema(document: &Document<'_>, root: &Value) -> Result<(), Error> {
    let mut checker = Checker { document, root, around: Vec::new(), problems: Vec::new() };
    let table = document.root();
    checker.table("", root, table.get_ref(), table.span().start);
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
    fn target(&self, schema: &'a Value) -> &'a Value {
        target(self.root, schema)
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

    /// The error of a list of tables that must be there.
    fn needed(&self, path: &str) -> Option<&'static str> {
        self.document.kind().needed.iter().find(|(key, _)| *key == path).map(|(_, code)| *code)
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
        if let Some(code) = self.needed(&path) {
            return self.error(code, &path, at);
        }
        if let Some(choices) = choices(schema) {
            return self.error("settings-choice-missing", &path, at).with("allowed", list(choices));
        }
        if schema.get("properties").is_none() {
            let code = if path.contains('.') { "settings-key-missing" } else { "settings-key-missing-top" };
            return self.error(code, &path, at).with_term("expected", kind(self.root, schema));
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
        let code = if at == 0 { "settings-table-missing-top" } else { "settings-table-missing" };
        self.error(code, &path, at).with("header", header).with("keys", list(required(schema)))
    }

    fn unknown_key(&self, path: &str, name: &str, known: Option<&Map<String, Value>>, at: usize) -> Error {
        let known = || known.into_iter().flat_map(Map::keys).map(String::as_str);
        // A key that is written below the header of a table belongs to it, though a reader may not think so.
        let owner = self.around.iter().rev().find(|(_, keys)| keys.contains_key(name)).map(|(path, _)| path);
        let (code, similar) = match (nearest(name, known()), owner) {
            (_, Some(owner)) if owner.is_empty() => ("settings-key-unknown-top", name),
            (_, Some(_)) => ("settings-key-unknown-above", name),
            (Some(similar), None) => ("settings-key-unknown-similar", similar),
            (None, None) => ("settings-key-unknown", ""),
        };
        self.error(code, path, at)
            .with("allowed", list(known()))
            .with("similar", similar)
            .with("owner", owner.map_or("", String::as_str))
    }

    fn not_a_choice(&mut self, path: &str, choices: &[&str], node: &Node<'_>) {
        let similar = node.get_ref().as_str().and_then(|text| nearest(text, choices.iter().copied()));
        let code = if similar.is_some() { "settings-choice-similar" } else { "settings-choice" };
        let error = self
            .error(code, path, node.span().start)
            .with("allowed", list(choices.iter().copied()))
            .with("similar", similar.unwrap_or_default())
            .with("found", self.document.found(node.span()));
        self.problems.push(Problem { at: node.span().start, error });
    }

    fn wrong(&mut self, path: &str, schema: &'a Value, node: &Node<'_>) {
        let at = node.span().start;
        let is_empty = matches!(node.get_ref(), DeValue::Array(list) if list.is_empty());
        let error = match self.needed(path).filter(|_| is_empty) {
            Some(code) => self.error(code, path, at),
            None => {
                let range = range(schema);
                let code = if range.is_empty() { "settings-value" } else { "settings-value-range" };
                self.error(code, path, at)
                    .with_term("expected", kind(self.root, schema))
                    .with("range", range)
                    .with("found", self.document.found(node.span()))
            }
        };
        self.problems.push(Problem { at, error });
    }
}

/// Names in backticks, for the list of what is allowed.
pub(crate) fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// `path.name`, the name in quotes where TOML wants them.
fn join(path: &str, name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let name = if is_bare { name.to_owned() } else { format!("\"{name}\"") };
    if path.is_empty() { name } else { format!("{path}.{name}") }
}
