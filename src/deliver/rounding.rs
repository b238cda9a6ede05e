//! Figures as they are printed: decimal numbers, and columns that still add up after rounding (强制调平).

use std::fmt;

/// A standard may ask for any number of decimals; more than these say nothing, and would not fit.
const MOST_DECIMALS: u32 = 9;

/// A decimal number with a fixed number of decimals, as it stands in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fixed {
    /// The number in units of its last decimal.
    units: i64,
    decimals: u32,
}

impl Fixed {
    /// `value` rounded to `decimals` decimals (nine at most), halves away from zero (四舍五入).
    pub(crate) fn of(value: f64, decimals: u32) -> Self {
        let decimals = decimals.min(MOST_DECIMALS);
        Self { units: scaled(value, decimals).round() as i64, decimals }
    }

    /// A whole number.
    pub(crate) fn whole(units: i64) -> Self {
        Self { units, decimals: 0 }
    }

    /// `value` with at most two decimals and no idle zeros: `12`, `416.67`.
    pub(crate) fn amount(value: f64) -> Self {
        let mut rounded = Self::of(value, 2);
        while rounded.decimals > 0 && rounded.units % 10 == 0 {
            rounded = Self { units: rounded.units / 10, decimals: rounded.decimals - 1 };
        }
        rounded
    }

    /// With how many decimals it is printed.
    pub(crate) fn decimals(self) -> u32 {
        self.decimals
    }

    /// The sum of numbers of `decimals` decimals.
    pub(crate) fn sum(numbers: impl IntoIterator<Item = Fixed>, decimals: u32) -> Self {
        Self { units: numbers.into_iter().map(|n| n.units).sum(), decimals }
    }

    /// The difference of two numbers of the same decimals.
    pub(crate) fn minus(self, other: Fixed) -> Self {
        Self { units: self.units - other.units, ..self }
    }

    /// The number itself: the one nearest to its decimals.
    pub(crate) fn value(self) -> f64 {
        self.units as f64 / 10_f64.powi(self.decimals as i32)
    }

    /// Whether it is printed as zero.
    pub(crate) fn is_zero(self) -> bool {
        self.units == 0
    }
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10_u64.pow(self.decimals);
        let (units, sign) = (self.units.unsigned_abs(), if self.units < 0 { "-" } else { "" });
        if self.decimals == 0 {
            write!(f, "{sign}{units}")
        } else {
            write!(f, "{sign}{}.{:0width$}", units / one, units % one, width = self.decimals as usize)
        }
    }
}

fn scaled(value: f64, decimals: u32) -> f64 {
    value * 10_f64.powi(decimals as i32)
}

/// Rounds a column so that the rounded values add up to the rounded sum, by the largest remainders.
///
/// Every value is rounded up or down to one of its two neighbours, so none is off by a whole unit of the last
/// decimal; of equal remainders the earlier rows are rounded up. No values give no values.
pub(crate) fn round_to_sum(values: &[f64], decimals: u32) -> Vec<Fixed> {
    round_within(values, decimals, &vec![i64::MAX; values.len()])
}

/// [`round_to_sum`] for parts of wholes that are printed beside them: no part is rounded above its whole, and the
/// rounded parts still add up to the rounded sum.
///
/// `wholes` is the column of the wholes, rounded by [`round_to_sum`] to the same decimals. Only where both cannot
/// be had with neighbours alone (shares of a hundredth of a hectare) is a value off by up to two units.
pub(crate) fn round_parts_to_sum(values: &[f64], decimals: u32, wholes: &[Fixed]) -> Vec<Fixed> {
    let most: Vec<i64> = wholes.iter().map(|w| w.units).collect();
    round_within(values, decimals, &most)
}

fn round_within(values: &[f64], decimals: u32, most: &[i64]) -> Vec<Fixed> {
    let exact: Vec<f64> = values.iter().map(|v| scaled(*v, decimals)).collect();
    let mut units: Vec<i64> = exact.iter().zip(most).map(|(e, most)| (e.floor() as i64).min(*most)).collect();
    let target = exact.iter().sum::<f64>().round() as i64;
    let mut missing = target - units.iter().sum::<i64>();

    let mut by_remainder: Vec<usize> = (0..values.len()).collect();
    by_remainder.sort_by(|a, b| (exact[*b] - exact[*b].floor()).total_cmp(&(exact[*a] - exact[*a].floor())));
    while missing > 0 {
        let before = missing;
        for &row in &by_remainder {
            if missing > 0 && units[row] < most[row] {
                units[row] += 1;
                missing -= 1;
            }
        }
        if missing == before {
            break;
        }
    }
    units.into_iter().map(|units| Fixed { units, decimals }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn printed(column: &[Fixed]) -> Vec<String> {
        column.iter().map(Fixed::to_string).collect()
    }

    #[test]
    fn numbers_are_printed_with_their_decimals() {
        let cases = [(1.005_f64, 2, "1.00"), (0.125, 2, "0.13"), (-0.001, 2, "0.00"), (-1.5, 0, "-2")];
        for (value, decimals, text) in cases {
            assert_eq!(Fixed::of(value, decimals).to_string(), text);
        }
        assert_eq!(Fixed::of(-0.25, 1).to_string(), "-0.3");
        assert_eq!(Fixed::of(f64::NAN, 1).to_string(), "0.0");
        assert_eq!(Fixed::of(0.5, 99).to_string(), "0.500000000");
    }

    /// Three thirds of a hectare: rounded one by one they give 0.99; the first row takes the missing hundredth.
    #[test]
    fn thirds_add_up_to_the_whole() {
        assert_eq!(printed(&round_to_sum(&[1.0 / 3.0; 3], 2)), ["0.34", "0.33", "0.33"]);
    }

    /// The second township is wholly covered and printed as 1.00 of 1.00; its covered part, with the largest
    /// remainder of its column, must not be printed as 1.01.
    #[test]
    fn a_part_is_never_printed_larger_than_its_whole() {
        let (whole, part) = ([1.0049, 1.0040, 1.0009], [0.0, 1.0040, 0.5039]);
        let wholes = round_to_sum(&whole, 2);
        assert_eq!(printed(&wholes), ["1.01", "1.00", "1.00"]);
        assert_eq!(printed(&round_to_sum(&part, 2)), ["0.00", "1.01", "0.50"]);
        assert_eq!(printed(&round_parts_to_sum(&part, 2, &wholes)), ["0.00", "1.00", "0.51"]);
    }

    proptest! {
        #[test]
        fn the_rounded_values_add_up_and_none_is_a_unit_off(
            values in prop::collection::vec(-1.0e6..1.0e6_f64, 0..40), decimals in 0_u32..4,
        ) {
            let rounded = round_to_sum(&values, decimals);
            let sum = Fixed::of(values.iter().sum(), decimals);
            // The two ways of adding may differ by the rounding of f64, and so on the two sides of a half.
            let difference = Fixed::sum(rounded.iter().copied(), decimals).units - sum.units;
            let tie = (scaled(values.iter().sum(), decimals).rem_euclid(1.0) - 0.5).abs() < 1e-4;
            prop_assert!(difference == 0 || (tie && difference.abs() == 1));
            for (value, rounded) in values.iter().zip(&rounded) {
                prop_assert!((scaled(*value, decimals) - rounded.units as f64).abs() < 1.0 + 1e-6);
            }
        }

        #[test]
        fn parts_stay_within_their_wholes_and_add_up(
            rows in prop::collection::vec((0.0..3.0_f64, prop_oneof![Just(0.0), Just(1.0), 0.0..1.0_f64]), 1..20),
        ) {
            let whole: Vec<f64> = rows.iter().map(|(w, _)| *w).collect();
            let part: Vec<f64> = rows.iter().map(|(w, share)| w * share).collect();
            let wholes = round_to_sum(&whole, 2);
            let parts = round_parts_to_sum(&part, 2, &wholes);
            for (p, w) in parts.iter().zip(&wholes) {
                prop_assert!(p.units <= w.units && p.units >= 0);
            }
            let target = part.iter().map(|p| scaled(*p, 2)).sum::<f64>().round() as i64;
            prop_assert_eq!(parts.iter().map(|p| p.units).sum::<i64>(), target);
            for (p, exact) in parts.iter().zip(&part) {
                prop_assert!((p.units as f64 - scaled(*exact, 2)).abs() < 2.0 + 1e-6);
            }
        }
    }
}
