//! What the keywords of a schema say of a value. Only those that our schemas use are known; a test sees to it that
//! they use no others.

use serde_json::Value;
use toml::de::DeValue;

use super::text::{COLOUR, DAY, IDENTIFIER, NOT_BLANK};

/// The schema that `schema` refers to in `root`, or itself.
pub(super) fn target<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    schema
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| reference.strip_prefix('#'))
        .and_then(|pointer| root.pointer(pointer))
        .unwrap_or(schema)
}

/// What kind of value the schema wants: an entry of the catalogue.
pub(super) fn kind<'s>(root: &'s Value, schema: &'s Value) -> &'static str {
    let type_of = |schema: &'s Value| target(root, schema).get("type").and_then(Value::as_str);
    if let Some(options) = schema.get("anyOf").and_then(Value::as_array) {
        let types: Vec<&str> = options.iter().filter_map(type_of).collect();
        return match types.as_slice() {
            ["number", "array"] => "term.settings.number-or-numbers",
            ["string", "object"] => "term.settings.text-or-table",
            ["object", "array"] => "term.settings.table-or-tables",
            ["integer", "string"] => "term.settings.number-or-text",
            _ => "term.settings.text-or-texts",
        };
    }
    let items = schema.get("items").map(|items| target(root, items));
    let has = |keyword: &str| schema.get(keyword).is_some();
    match type_of(schema) {
        Some("string") => match pattern(schema) {
            Some(IDENTIFIER) => "term.settings.identifier",
            Some(COLOUR) => "term.settings.colour",
            Some(DAY) => "term.settings.day",
            _ => "term.settings.text",
        },
        Some("integer") => "term.settings.whole-number",
        Some("number") => "term.settings.number",
        Some("boolean") => "term.settings.yes-or-no",
        Some("object") => "term.settings.table",
        Some("array") => match items.and_then(type_of) {
            Some("object") if has("minItems") => "term.settings.some-tables",
            Some("object") => "term.settings.tables",
            Some("number") if has("maxItems") => "term.settings.two-numbers",
            Some("number") => "term.settings.numbers",
            _ if has("minItems") => "term.settings.choices",
            _ => "term.settings.texts",
        },
        // Text; also the text of a choice.
        _ => "term.settings.text",
    }
}

/// The keys that a table must have.
pub(super) fn required(schema: &Value) -> impl Iterator<Item = &str> {
    schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// The values that an enumeration allows; `None` when the schema is none.
pub(super) fn choices(schema: &Value) -> Option<Vec<&str>> {
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

/// Whether a value is of the type that the schema wants.
pub(super) fn is_of_type(schema: &Value, value: &DeValue<'_>) -> bool {
    match schema.get("type").and_then(Value::as_str) {
        Some("string") => value.is_str() || (value.is_datetime() && pattern(schema) == Some(DAY)),
        Some("integer") => value.is_integer(),
        Some("number") => value.is_integer() || value.is_float(),
        Some("array") => value.is_array(),
        Some("object") => value.is_table(),
        Some("boolean") => value.is_bool(),
        _ => true,
    }
}

fn pattern(schema: &Value) -> Option<&str> {
    schema.get("pattern").and_then(Value::as_str)
}

/// Whether a value of the right type keeps the limits of the schema.
pub(super) fn is_in_limits(schema: &Value, value: &DeValue<'_>) -> bool {
    let limit = |keyword| schema.get(keyword).and_then(Value::as_f64);
    match value {
        DeValue::String(text) => match pattern(schema) {
            Some(NOT_BLANK) => !text.trim().is_empty(),
            Some(IDENTIFIER) => {
                !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
            }
            Some(COLOUR) => text.strip_prefix('#').is_some_and(|digits| {
                digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
            }),
            Some(DAY) => is_day(text),
            _ => true,
        },
        DeValue::Datetime(day) => is_day(&day.to_string()),
        DeValue::Array(items) => {
            limit("minItems").is_none_or(|least| items.len() as f64 >= least)
                && limit("maxItems").is_none_or(|most| items.len() as f64 <= most)
        }
        DeValue::Float(_) if number(value).is_none_or(|number| !number.is_finite()) => false,
        value => number(value).is_none_or(|number| {
            limit("minimum").is_none_or(|least| number >= least)
                && limit("exclusiveMinimum").is_none_or(|least| number > least)
                && limit("maximum").is_none_or(|most| number <= most)
        }),
    }
}

/// Whether a text has the form of a day; the calendar is not asked.
fn is_day(text: &str) -> bool {
    let is_in_place = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(is_in_place)
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
pub(super) fn range(schema: &Value) -> String {
    [("exclusiveMinimum", ">"), ("minimum", "≥"), ("maximum", "≤")]
        .into_iter()
        .filter_map(|(keyword, sign)| Some(format!("{sign} {}", schema.get(keyword)?.as_f64()?)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The keywords of a schema that this room neither checks nor knows to inform only. One of them would be promised by
/// the schema and not kept by the program.
#[cfg(test)]
pub(crate) fn unchecked_keywords(schema: &Value) -> Vec<String> {
    const CHECKED: [&str; 16] = [
        "$ref",
        "additionalProperties",
        "anyOf",
        "const",
        "enum",
        "exclusiveMinimum",
        "items",
        "maximum",
        "maxItems",
        "minItems",
        "minimum",
        "oneOf",
        "pattern",
        "properties",
        "required",
        "type",
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
                ("pattern", Value::String(pattern)) => {
                    assert!([NOT_BLANK, IDENTIFIER, COLOUR, DAY].contains(&pattern.as_str()), "{pattern}");
                }
                _ => {}
            }
        }
    }
    let mut seen = Vec::new();
    walk(schema, &mut seen);
    assert!(seen.len() > 200, "the schema was walked: {} keywords", seen.len());
    seen.retain(|keyword| !CHECKED.contains(&keyword.as_str()) && !INFORMS.contains(&keyword.as_str()));
    seen
}
