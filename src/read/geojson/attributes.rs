//! Attributes: the names of the fields, each stored once, and the values.

use std::collections::HashMap;

use super::scan::unquoted;
use crate::read::Value;

/// The names of the fields met so far, in order of first appearance.
#[derive(Debug, Default)]
pub(super) struct Fields {
    names: Vec<String>,
    positions: HashMap<String, u32>,
    /// For each field, the number of the feature in which it was met last.
    last_met: Vec<usize>,
    /// The number of the feature that is being read, from 1.
    feature: usize,
    /// Where the next name is looked for first: most features have the fields of the feature before.
    likely: usize,
}

/// Where a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Met {
    /// The position of the field.
    pub(super) position: u32,
    /// Whether this feature had the name before.
    pub(super) again: bool,
}

impl Fields {
    /// Begins with the next feature, or anew with the same one.
    pub(super) fn begin_feature(&mut self) {
        self.feature += 1;
        self.likely = 0;
    }

    /// The position of this name, which is added when it is new.
    pub(super) fn meet(&mut self, name: &str) -> Met {
        let position = if self.names.get(self.likely).is_some_and(|likely| likely == name) {
            self.likely
        } else {
            self.position_of(name)
        };
        self.likely = position + 1;
        let again = match self.last_met.get_mut(position) {
            Some(last) => std::mem::replace(last, self.feature) == self.feature,
            None => false,
        };
        // A text of 2³² distinct names does not fit into memory.
        Met { position: u32::try_from(position).unwrap_or(u32::MAX), again }
    }

    /// The position of this name in [`Fields::into_names`], whatever feature is being read.
    pub(super) fn position_of(&mut self, name: &str) -> usize {
        if let Some(known) = self.positions.get(name) {
            return *known as usize;
        }
        let position = self.names.len();
        self.names.push(name.to_owned());
        self.last_met.push(0);
        self.positions.insert(name.to_owned(), u32::try_from(position).unwrap_or(u32::MAX));
        position
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Forgets all names from the position `length` on.
    pub(super) fn truncate(&mut self, length: usize) {
        for name in self.names.drain(length.min(self.names.len())..) {
            self.positions.remove(&name);
        }
        self.last_met.truncate(length);
    }

    /// The names so far.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// All names, in order of first appearance.
    pub(super) fn into_names(self) -> Vec<String> {
        self.names
    }
}

/// What the text of a member of `properties` stands for.
#[derive(Debug, PartialEq)]
pub(super) enum Attribute {
    /// Nothing: `null`.
    Null,
    /// A value.
    Value(Value),
    /// A number that no number can hold, such as `1e999`.
    Overflow,
    /// It is none of the above; JSON of one value never is.
    Invalid,
}

/// The value of the JSON text of one attribute.
pub(super) fn attribute(raw: &str) -> Attribute {
    match raw.as_bytes().first() {
        Some(b'"') => match unquoted(raw) {
            Some(text) => Attribute::Value(Value::Text(text.into())),
            None => Attribute::Invalid,
        },
        Some(b'{' | b'[') => Attribute::Value(Value::Text(raw.into())),
        Some(b'-' | b'0'..=b'9') => number(raw),
        _ => match raw {
            "null" => Attribute::Null,
            "true" => Attribute::Value(Value::Bool(true)),
            "false" => Attribute::Value(Value::Bool(false)),
            _ => Attribute::Invalid,
        },
    }
}

/// A number.
fn number(raw: &str) -> Attribute {
    match Value::of_digits(raw) {
        Some(value) => Attribute::Value(value),
        None if raw.parse::<f64>().is_ok() => Attribute::Overflow,
        None => Attribute::Invalid,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Attribute {
        Attribute::Value(Value::Text(value.into()))
    }

    #[test]
    fn every_kind_of_value_is_read() {
        assert_eq!(attribute("null"), Attribute::Null);
        assert_eq!(attribute("true"), Attribute::Value(Value::Bool(true)));
        assert_eq!(attribute("-1.5e2"), Attribute::Value(Value::Number(-150.0)));
        assert_eq!(attribute("\"\\u6258\\u4f4d\""), text("托位"));
        assert_eq!(attribute("\"\""), text(""));
        assert_eq!(attribute(r#"{"a": [1]}"#), text(r#"{"a": [1]}"#));
        assert_eq!(attribute("1e999"), Attribute::Overflow);
        assert_eq!(attribute("NaN"), Attribute::Invalid);
    }

    /// 2⁵³ = 9007199254740992 is the first whole number with a neighbour that a `f64` cannot tell from it;
    /// a land parcel code of 19 digits must come back digit by digit.
    #[test]
    fn long_numbers_keep_their_digits() {
        assert_eq!(attribute("9007199254740991"), Attribute::Value(Value::Number(9_007_199_254_740_991.0)));
        for long in
            ["9007199254740993", "3306241000010000017", "-9007199254740993", "123456789012345678901234567890"]
        {
            assert_eq!(attribute(long), text(long));
        }
    }

    #[test]
    fn whole_numbers_print_without_a_point() {
        for (raw, printed) in [("12.0", "12"), ("12", "12"), ("1.20e1", "12"), ("0.5", "0.5")] {
            let Attribute::Value(value) = attribute(raw) else { panic!("{raw} is a value") };
            assert_eq!(value.as_text(), printed);
        }
    }

    #[test]
    fn names_keep_the_order_of_first_appearance() {
        let mut fields = Fields::default();
        fields.begin_feature();
        assert_eq!([fields.meet("b"), fields.meet("a")].map(|met| met.position), [0, 1]);
        fields.begin_feature();
        assert_eq!(fields.meet("a"), Met { position: 1, again: false });
        assert_eq!(fields.meet("c"), Met { position: 2, again: false });
        assert_eq!(fields.meet("a"), Met { position: 1, again: true });
        fields.truncate(2);
        assert_eq!(fields.meet("d").position, 2);
        assert_eq!(fields.into_names(), ["b", "a", "d"]);
    }
}
