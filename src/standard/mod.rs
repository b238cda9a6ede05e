//! Standards as data: radii, indicators, targets and rules, each with the clause that it comes from.
//!
//! A standard is a TOML file, embedded in the program or written by a bureau. What it asks for is said in a small
//! closed vocabulary of quantities ([`Ratio`], [`Quantity`], [`Condition`]); `assess` works them out and knows
//! no standard by name.

mod base;
mod embedded;
mod file;
mod quantity;
mod read;
#[cfg(test)]
mod tests;
mod types;

pub use self::embedded::Embedded;
pub use self::types::{
    Bound, Condition, Indicator, Measure, OtherReading, Quantity, Ratio, Requirement, Rule, Scope, Source,
    Standard, StandardCircle, Take, Target, Test, Wording,
};
use crate::settings::schema_text;

/// The JSON Schema (draft 2020-12) of standard files, as indented JSON: each key with its description, type, default
/// and limits. It is what [`Standard::load`] checks files against. The text is the same on every call.
pub fn json_schema() -> String {
    schema_text::<file::StandardFile>()
}
