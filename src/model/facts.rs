//! What a record says of itself beyond what every record of its kind says.

use crate::field::Field;

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
