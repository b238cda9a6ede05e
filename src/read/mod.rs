//! Reading: a path goes in, a [`Layer`] or [`Table`] comes out, as it stands in the file.
//!
//! No reader knows what a facility is.

mod bytes;
mod geojson;
mod table;

#[cfg(test)]
mod foreign_tests;

use std::path::PathBuf;

pub use self::geojson::{read_layer, read_layer_watched};
pub use self::table::{Table, TableRow, read_table, read_table_watched};

/// The features of one file.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The file.
    pub path: PathBuf,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// The CRS that the file states, as it states it.
    pub crs: Option<String>,
    /// The names of all attributes, in order of first appearance.
    pub fields: Vec<String>,
    /// Every feature of the file, in its order, those without a usable geometry included.
    pub features: Vec<Feature>,
}

/// One feature as it stands in the file.
#[derive(Debug, Clone)]
pub struct Feature {
    /// Its place in the file, counted from 1.
    pub index: usize,
    /// Its `id` member, as text.
    pub id: Option<String>,
    /// Its geometry in the file's coordinates, heights dropped; `None` when null, empty or unusable.
    pub geometry: Option<geo::Geometry<f64>>,
    /// Its attributes: `(position in Layer::fields, value)`; null attributes are left out.
    pub attributes: Vec<(u32, Value)>,
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// True or false.
    Bool(bool),
    /// A number.
    Number(f64),
    /// Text (nested JSON is kept as its text).
    Text(Box<str>),
}

impl Value {
    /// The value as a person would write it; whole numbers without a decimal point.
    pub fn as_text(&self) -> String {
        match self {
            Value::Bool(value) => value.to_string(),
            Value::Number(value) => value.to_string(),
            Value::Text(value) => value.to_string(),
        }
    }

    /// The value as a number, where it is one or is text that reads as one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Bool(_) => None,
            Value::Number(value) => Some(*value),
            Value::Text(value) => value.trim().parse().ok().filter(|v: &f64| v.is_finite()),
        }
    }
}

impl Layer {
    /// The position of the field of this exact name.
    pub fn field(&self, name: &str) -> Option<u32> {
        self.fields.iter().position(|f| f == name).and_then(|i| u32::try_from(i).ok())
    }
}

impl Feature {
    /// The value of the field at `position` in [`Layer::fields`]; `None` when null or absent.
    pub fn value(&self, position: u32) -> Option<&Value> {
        self.attributes.iter().find(|(field, _)| *field == position).map(|(_, value)| value)
    }
}
