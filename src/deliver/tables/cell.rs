//! What stands in a cell of a table, before it is known in which file.

use std::fmt;

use super::super::rounding::Fixed;
use super::super::terms::bound;
use crate::report::{Direction, Verdict};

/// A cell. How it is shown is the same in every file: [`Cell::shown`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Does not apply, or is not known: "—", never a blank, which would read as 0.
    Nothing,
    /// Words of the catalogue or text of the data, as it stands there: each file makes it harmless in its own way.
    Text(String),
    /// A number with its decimals.
    Number(Fixed),
    /// What a number is held against: `≥4.54`.
    Bound(Direction, f64),
    /// A verdict, in words.
    Verdict(Verdict, String),
}

impl Cell {
    /// Text; nothing where it is blank.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.trim().is_empty() { Self::Nothing } else { Self::Text(text) }
    }

    /// Text of the data, where it says something.
    pub(crate) fn said(text: Option<&str>) -> Self {
        text.map_or(Self::Nothing, Self::text)
    }

    /// A number that is rounded already.
    pub(crate) fn rounded(number: Option<Fixed>) -> Self {
        number.map_or(Self::Nothing, Self::Number)
    }

    /// A number with so many decimals.
    pub(crate) fn number(value: Option<f64>, decimals: u32) -> Self {
        Self::rounded(value.map(|v| Fixed::of(v, decimals)))
    }

    /// A rate in percent with one decimal, without the sign.
    pub(crate) fn percent(rate: Option<f64>) -> Self {
        Self::number(rate.map(|r| r * 100.0), 1)
    }

    /// A count, an amount of places or a radius, with no more decimals than it needs.
    pub(crate) fn amount(value: Option<f64>) -> Self {
        Self::rounded(value.map(Fixed::amount))
    }

    /// A whole number.
    pub(crate) fn whole(value: Option<impl TryInto<i64>>) -> Self {
        Self::rounded(value.and_then(|v| v.try_into().ok()).map(Fixed::whole))
    }

    /// The cell as it is read; `None` for nothing, of which each file has its own sign.
    pub(crate) fn shown(&self) -> Option<Shown<'_>> {
        match self {
            Self::Nothing => None,
            cell => Some(Shown(cell)),
        }
    }
}

/// A cell as it is read.
pub(crate) struct Shown<'a>(&'a Cell);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Cell::Nothing => Ok(()),
            Cell::Text(text) | Cell::Verdict(_, text) => f.write_str(text),
            Cell::Number(number) => number.fmt(f),
            Cell::Bound(direction, value) => f.write_str(&bound(*direction, *value)),
        }
    }
}
