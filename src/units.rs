//! Quantities that must not be confused, as types.

use serde::{Deserialize, Serialize};

/// A length in metres, finite and not negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Metres(f64);

impl Metres {
    /// A length of `value` metres; `None` when it is negative or not finite.
    pub fn new(value: f64) -> Option<Self> {
        (value.is_finite() && value >= 0.0).then_some(Self(value))
    }

    /// The number of metres.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Metres {
    type Error = String;

    fn try_from(value: f64) -> Result<Self, String> {
        Self::new(value).ok_or_else(|| format!("{value} is not a length in metres"))
    }
}

impl From<Metres> for f64 {
    fn from(value: Metres) -> f64 {
        value.0
    }
}

/// A part of a whole, kept as both terms so that a rate can always be traced and re-added.
///
/// `rate()` is `None` when the whole is zero: "not applicable", neither 0 % nor 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Ratio {
    /// The part, in the unit of the whole.
    pub part: f64,
    /// The whole.
    pub whole: f64,
}

impl Ratio {
    /// `part ÷ whole`, never clamped; `None` when the whole is zero.
    ///
    /// # Examples
    /// ```
    /// use lifecircle::units::Ratio;
    /// assert_eq!(Ratio { part: 3.0, whole: 4.0 }.rate(), Some(0.75));
    /// assert_eq!(Ratio { part: 0.0, whole: 0.0 }.rate(), None);
    /// ```
    pub fn rate(self) -> Option<f64> {
        (self.whole != 0.0).then(|| self.part / self.whole)
    }
}
