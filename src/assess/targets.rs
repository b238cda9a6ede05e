//! Whether a target is met, how far it is, and what would meet it.

use super::measure::{Lack, Measured};
use super::phrases::Phrases;
use crate::report::{Direction, ToMeet};
use crate::standard::Bound;

/// Values within this relative distance of a target are exactly on it: decimal targets such as 4.54 ‰ have no exact
/// binary form, and a value that is on the target must not fail by that.
const ON_TARGET: f64 = 1e-12;
/// An amount within this of a whole number is that number.
const WHOLE: f64 = 1e-9;

/// A value against a bound.
pub(super) struct Against {
    /// Whether the bound is kept, decided before rounding; `None` without a value.
    pub met: Option<bool>,
    /// How far the value is from the bound: positive is missing, or too much.
    pub gap: Option<f64>,
    /// By how much the numerator must change to keep it.
    pub change: Option<f64>,
}

/// The direction and the figure of a bound.
pub(super) fn parts(bound: Bound) -> (Direction, f64) {
    match bound {
        Bound::AtLeast(value) => (Direction::AtLeast, value),
        Bound::AtMost(value) => (Direction::AtMost, value),
    }
}

impl Against {
    /// Compares a measured value with a bound. With both terms they are compared crosswise, numerator × factor with
    /// bound × denominator, so that no division rounds.
    pub(super) fn bound(measured: &Measured, factor: f64, bound: Bound) -> Self {
        let Some(value) = measured.value else { return Self { met: None, gap: None, change: None } };
        let (direction, target) = parts(bound);
        let whole = measured.denominator.unwrap_or(1.0);
        let (has, wants) = match measured.numerator {
            Some(numerator) => (numerator * factor, target * whole),
            None => (value, target),
        };
        if !(has.is_finite() && wants.is_finite()) {
            return Self { met: None, gap: None, change: None };
        }
        let is_on_it = (has - wants).abs() <= ON_TARGET * wants.abs();
        let missing = match direction {
            Direction::AtLeast => wants - has,
            Direction::AtMost => has - wants,
        };
        let met = is_on_it || missing <= 0.0;
        // What records do not say can only raise the numerator, and the denominator.
        let most_more = measured.possible * factor;
        let could_turn = match (direction, met) {
            (Direction::AtLeast, false) => missing <= most_more,
            (Direction::AtMost, true) => measured.possible > 0.0 && missing + most_more > 0.0,
            (Direction::AtLeast, true) | (Direction::AtMost, false) => measured.is_loose,
        };
        if could_turn {
            return Self { met: None, gap: None, change: None };
        }
        let gap = match direction {
            _ if is_on_it => 0.0,
            Direction::AtLeast => target - value,
            Direction::AtMost => value - target,
        };
        let change = measured.numerator.filter(|_| !met).map(|numerator| {
            let exact = wants / factor - numerator;
            let nearest = exact.round();
            match direction {
                _ if (exact - nearest).abs() <= WHOLE * exact.abs().max(1.0) => nearest,
                Direction::AtLeast => exact.ceil(),
                Direction::AtMost => exact.floor(),
            }
        });
        Self { met: Some(met), gap: Some(gap), change }
    }

    /// What is missing where a value is there and still not decisive.
    pub(super) fn unknown(&self, measured: &Measured) -> Option<Lack> {
        let (source, field) = measured.unsaid.filter(|_| self.met.is_none() && measured.value.is_some())?;
        Some(Lack::NotSaidBySome(source, field, measured.not_saying))
    }

    /// What would keep the bound, in words: `+37 places`.
    ///
    /// Of a share the change is one of what is there: more of the same would change the denominator too.
    pub(super) fn to_meet(
        &self,
        noun: Option<&'static str>,
        is_share: bool,
        phrases: Phrases,
    ) -> Option<ToMeet> {
        let (amount, noun) = (self.change?, noun?);
        let change = phrases.change(amount, noun);
        let words = if is_share { phrases.of("change-of-existing", &[("change", &change)]) } else { change };
        Some(ToMeet { amount, words })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn against(numerator: f64, denominator: f64, factor: f64, bound: Bound) -> (bool, f64, Option<f64>) {
        let measured = Measured::of_terms(numerator, denominator, factor);
        let against = Against::bound(&measured, factor, bound);
        (against.met.unwrap(), against.gap.unwrap(), against.change)
    }

    /// 4.54 per 1000 of 50,000 residents are exactly 227 places, though 4.54 has no exact binary form.
    #[test]
    fn exactly_on_the_target_is_met_and_one_place_short_is_not() {
        let target = Bound::AtLeast(4.54);
        assert_eq!(against(227.0, 50_000.0, 1000.0, target), (true, 0.0, None));
        let (met, gap, change) = against(226.0, 50_000.0, 1000.0, target);
        assert_eq!((met, change), (false, Some(1.0)));
        assert!((gap - 0.02).abs() < 1e-12);
        assert!(against(228.0, 50_000.0, 1000.0, target).0);
    }

    /// 64.96 % rounds to 65.0 % and is short of 65 %: 3 of 10,000.
    #[test]
    fn a_value_that_only_rounds_to_the_target_is_not_on_it() {
        assert!(!against(6_496.0, 10_000.0, 100.0, Bound::AtLeast(65.0)).0);
        assert_eq!(against(6_496.0, 10_000.0, 100.0, Bound::AtLeast(65.0)).2, Some(4.0));
    }

    /// A fee of 2,000 yuan against 40 % of 4,800 yuan a month: 80 yuan too much.
    #[test]
    fn a_ceiling_is_kept_from_below() {
        let (met, gap, change) = against(2_000.0, 4_800.0, 100.0, Bound::AtMost(40.0));
        assert_eq!((met, change), (false, Some(-80.0)));
        assert!((gap - 5.0 / 3.0).abs() < 1e-9);
        assert_eq!(against(1_920.0, 4_800.0, 100.0, Bound::AtMost(40.0)), (true, 0.0, None));
    }

    /// Figures that overflow decide nothing.
    #[test]
    fn what_is_not_finite_decides_nothing() {
        let measured = Measured::of_terms(1.0, 10.0, 100.0);
        assert!(Against::bound(&measured, 100.0, Bound::AtLeast(1e308)).met.is_none());
    }

    #[test]
    fn without_a_value_nothing_is_decided() {
        let none = Against::bound(&Measured::of_terms(1.0, 0.0, 100.0), 100.0, Bound::AtLeast(1.0));
        assert!(none.met.is_none() && none.gap.is_none() && none.change.is_none());
    }
}
