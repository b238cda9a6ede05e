//! Standards as data: radii, indicators, targets and rules, each with the clause that it comes from.
//!
//! A standard is a TOML file, embedded in the program or written by a bureau. What it asks for is said in a small
//! closed vocabulary of quantities ([`Ratio`], [`Quantity`], [`Condition`]); `assess` works them out and knows
//! no standard by name.

mod types;

pub use self::types::{
    Bound, Condition, Indicator, Measure, OtherReading, Quantity, Ratio, Requirement, Rule, Scope, Source,
    Standard, StandardCircle, Take, Target, Test, Wording,
};
