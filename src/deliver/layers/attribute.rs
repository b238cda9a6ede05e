//! What features say: fields with a name for programs, an alias for readers, and how each is read off an item.

use super::super::rounding::Fixed;
use super::{Feature, Shape};

/// A field of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its name for programs: `rate_5min`; unique in its layer, of small letters, digits and `_`.
    pub(crate) name: String,
    /// Its heading for readers, with the unit.
    pub(crate) alias: String,
    /// What its values are.
    pub(crate) kind: Kind,
}

/// What the values of a field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text.
    Text,
    /// Whole numbers.
    Whole,
    /// Numbers with so many decimals at most.
    Number(u32),
}

/// A value of a feature.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Does not apply, or is not known.
    Nothing,
    /// Text of the data, as it stands there.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number, rounded to the decimals of its field.
    Number(f64),
}

/// A field, and how it is read off an item.
pub(super) struct Attribute<'a, T> {
    field: Field,
    value: Box<dyn Fn(T) -> Value + Sync + 'a>,
}

impl<'a, T: 'a> Attribute<'a, T> {
    /// Text; nothing where there is none.
    pub(super) fn text(
        name: impl Into<String>,
        alias: String,
        value: impl Fn(T) -> Option<String> + Sync + 'a,
    ) -> Self {
        let value = move |item: T| value(item).map_or(Value::Nothing, Value::Text);
        Self { field: Field { name: name.into(), alias, kind: Kind::Text }, value: Box::new(value) }
    }

    /// A whole number.
    pub(super) fn whole<N: TryInto<i64>>(
        name: impl Into<String>,
        alias: String,
        value: impl Fn(T) -> Option<N> + Sync + 'a,
    ) -> Self {
        let value = move |item: T| {
            value(item).and_then(|number| number.try_into().ok()).map_or(Value::Nothing, Value::Whole)
        };
        Self { field: Field { name: name.into(), alias, kind: Kind::Whole }, value: Box::new(value) }
    }

    /// A number with at most so many decimals; nothing where it does not apply.
    pub(super) fn number(
        name: impl Into<String>,
        alias: String,
        decimals: u32,
        value: impl Fn(T) -> Option<f64> + Sync + 'a,
    ) -> Self {
        let value = move |item: T| {
            let rounded = value(item).filter(|v| v.is_finite()).map(|v| Fixed::of(v, decimals).value());
            rounded.map_or(Value::Nothing, Value::Number)
        };
        Self {
            field: Field { name: name.into(), alias, kind: Kind::Number(decimals) },
            value: Box::new(value),
        }
    }
}

/// What attributes of items make of them: the fields, and what gives the features of an item's parts.
pub(super) type Parts<'a, T> = Box<dyn Fn(usize) -> Vec<(T, Shape<'a>)> + Sync + 'a>;

/// The fields of attributes, and the features of each item: its parts, each with a value an attribute.
#[expect(clippy::type_complexity, reason = "said once, here")]
pub(super) fn features_of<'a, T: Copy + 'a>(
    attributes: Vec<Attribute<'a, T>>,
    parts: Parts<'a, T>,
) -> (Vec<Field>, Box<dyn Fn(usize) -> Vec<Feature<'a>> + Sync + 'a>) {
    let fields = attributes.iter().map(|attribute| attribute.field.clone()).collect();
    let values: Vec<_> = attributes.into_iter().map(|attribute| attribute.value).collect();
    let features = move |item: usize| {
        let of_part = |(part, shape): (T, Shape<'a>)| Feature {
            shape,
            values: values.iter().map(|value| value(part)).collect(),
        };
        parts(item).into_iter().map(of_part).collect()
    };
    (fields, Box::new(features))
}
