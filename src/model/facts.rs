//! What a record says of itself beyond what every record of its kind says.

use super::layer::OpenLayer;
use super::names::normalised_name;
use crate::field::{Field, FieldKind};
use crate::note::{Note, Notes, Severity};
use crate::read::Value;

/// One attribute, read as its field's kind wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// Text, not blank.
    Text(String),
    /// A number ≥ 0.
    Amount(f64),
    /// Yes or no.
    Flag(bool),
}

/// The attributes of a record that its kind has no member for; what the file does not say is not there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts(Vec<(Field, Fact)>);

impl Facts {
    /// Adds what a field says.
    pub fn set(&mut self, field: Field, fact: Fact) {
        self.0.push((field, fact));
    }

    /// All that is said, in the order in which it was added.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &Fact)> {
        self.0.iter().map(|(field, fact)| (*field, fact))
    }

    /// What a field says; `None` where the record does not say.
    pub fn get(&self, field: Field) -> Option<&Fact> {
        self.0.iter().find(|(f, _)| *f == field).map(|(_, fact)| fact)
    }

    /// The number that a field gives.
    pub fn amount(&self, field: Field) -> Option<f64> {
        match self.get(field) {
            Some(Fact::Amount(amount)) => Some(*amount),
            _ => None,
        }
    }

    /// The text that a field gives.
    pub fn text(&self, field: Field) -> Option<&str> {
        match self.get(field) {
            Some(Fact::Text(text)) => Some(text),
            _ => None,
        }
    }
}

/// Reads what a feature says under each of `wanted`, as the field's kind wants. What is there but cannot be read
/// becomes a note, and is taken as not said.
pub(crate) fn read(layer: &OpenLayer, position: usize, wanted: &[Field], notes: &mut Notes) -> Facts {
    let mut facts = Facts::default();
    let Some(feature) = layer.layer.features.get(position) else { return facts };
    for &field in wanted {
        let Some(value) = layer.fields.value(feature, field) else { continue };
        let fact = match field.kind() {
            FieldKind::Text => layer.fields.text(feature, field).map(Fact::Text),
            FieldKind::Amount => {
                let label = layer.label(feature);
                layer.fields.amount(feature, field, layer.role, label.as_deref(), notes).map(Fact::Amount)
            }
            FieldKind::Flag => match flag(value, may_be_counted(field)) {
                Ok(flag) => flag.map(Fact::Flag),
                Err(NotAFlag) => {
                    notes.push(not_read(layer, position, field, "model.expected.flag"));
                    None
                }
            },
        };
        if let Some(fact) = fact {
            facts.set(field, fact);
        }
    }
    facts
}

/// A note on a value that is there but is not what its field wants: `expected` names the words for that.
pub(crate) fn not_read(layer: &OpenLayer, position: usize, field: Field, expected: &'static str) -> Note {
    let value = layer.layer.features.get(position).and_then(|feature| layer.fields.value(feature, field));
    layer
        .note(Severity::Warning, "value-not-read", position)
        .with("field", layer.fields.name(field))
        .with("value", value.map(Value::as_text).unwrap_or_default())
        .with_term("expected", expected)
}

/// Whether a layer may say how many there are where it is asked whether there is one.
fn may_be_counted(field: Field) -> bool {
    matches!(field, Field::HealthCentre | Field::DemonstrationInstitution)
}

/// What is neither yes nor no.
#[derive(Debug, PartialEq, Eq)]
struct NotAFlag;

/// Yes or no; `None` where the value is blank. A number is 1 or 0, or, where things may be counted, any count.
fn flag(value: &Value, may_be_counted: bool) -> Result<Option<bool>, NotAFlag> {
    const YES: [&str; 12] = ["是", "有", "已", "√", "✓", "✔", "yes", "true", "y", "t", "普惠", "普惠性"];
    const NO: [&str; 13] =
        ["否", "无", "未", "没有", "×", "✗", "✘", "no", "false", "n", "f", "非普惠", "非普惠性"];
    let number = match value {
        Value::Bool(flag) => return Ok(Some(*flag)),
        Value::Number(number) => Some(*number),
        Value::Text(_) => value.as_number(),
    };
    if let Some(number) = number {
        return match number {
            0.0 => Ok(Some(false)),
            1.0 => Ok(Some(true)),
            n if may_be_counted && n > 0.0 && n.is_finite() => Ok(Some(true)),
            _ => Err(NotAFlag),
        };
    }
    let text = normalised_name(&value.as_text()).to_lowercase();
    // 已签约, 未接入: what is or is not done, in two or three words.
    let is_short = text.chars().count() <= 4;
    match text.as_str() {
        "" => Ok(None),
        yes if YES.contains(&yes) || (is_short && yes.starts_with('已')) => Ok(Some(true)),
        no if NO.contains(&no) || (is_short && no.starts_with('未')) => Ok(Some(false)),
        _ => Err(NotAFlag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::Text(text.into())
    }

    #[test]
    fn yes_and_no_are_read_as_people_write_them() {
        for yes in ["是", "有", "已", "已签约", "√", "Yes", "TRUE", "y", "1", "１", " 是 ", "1.0", "普惠性"]
        {
            assert_eq!(flag(&text(yes), false), Ok(Some(true)), "{yes}");
        }
        for no in ["否", "无", "未", "未接入", "×", "No", "false", "N", "0", "非普惠"] {
            assert_eq!(flag(&text(no), false), Ok(Some(false)), "{no}");
        }
        assert_eq!(flag(&Value::Bool(true), false), Ok(Some(true)));
        assert_eq!(flag(&Value::Number(0.0), false), Ok(Some(false)));
        assert_eq!(flag(&Value::Number(1.0), false), Ok(Some(true)));
    }

    /// A blank is neither yes nor no, and is no fault; another word is a fault, and neither yes nor no either.
    #[test]
    fn a_blank_is_not_a_no() {
        assert_eq!(flag(&text("　"), false), Ok(None));
        for other in ["也许", "2", "-1", "NaN", "已于二〇二四年签约并备案", "maybe", "—"] {
            assert_eq!(flag(&text(other), false), Err(NotAFlag), "{other}");
        }
        assert_eq!(flag(&Value::Number(2.0), false), Err(NotAFlag));
    }

    /// A township with two demonstration institutions has one.
    #[test]
    fn where_things_are_counted_more_than_none_is_yes() {
        for (value, expected) in [(0.0, false), (1.0, true), (3.0, true)] {
            assert_eq!(flag(&Value::Number(value), true), Ok(Some(expected)));
        }
        assert_eq!(flag(&text("2"), true), Ok(Some(true)));
        assert_eq!(flag(&text("-2"), true), Err(NotAFlag));
        assert!(may_be_counted(Field::HealthCentre) && !may_be_counted(Field::Contracted));
    }
}
