//! The classes by which townships are coloured, the same on every map: those of a rate break at its targets.

use super::palette::{self, Colour};
use super::words::amount;
use crate::report::{Indicator, IndicatorMeasure, ServiceReport};

/// Where the classes of a rate break beside its targets, in percent.
const USUAL: [f64; 2] = [20.0, 80.0];
/// Without any target.
const WITHOUT_TARGETS: [f64; 4] = [20.0, 40.0, 60.0, 80.0];
/// A usual break this near to a target, in percent, is left out.
const TOO_NEAR: f64 = 10.0;
/// More classes than these cannot be told apart.
const MOST_CLASSES: usize = 8;

/// A class: values from `from` up to, but not with, `to`; the last one with it. A label says so: a value at a break is
/// of one class alone, and the breaks are targets.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Class {
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) colour: Colour,
    /// What a legend says: `40–<65`; of whole numbers `51–100`.
    pub(crate) label: String,
}

/// The indicator by whose targets a service's rates are told: of the first standard that asks for one of the
/// configuration rate, or else of a coverage rate.
pub(crate) fn leading_rate(service: &ServiceReport) -> Option<&Indicator> {
    let of = |measure: IndicatorMeasure| {
        service.indicators.iter().find(|i| i.measure == measure && !i.targets.is_empty())
    };
    of(IndicatorMeasure::ConfigurationRate).or_else(|| of(IndicatorMeasure::CoverageRate))
}

/// The classes of a service's rates, in percent, from 0 to 100: they break at the targets of [`leading_rate`].
pub(crate) fn of_rates(service: &ServiceReport) -> Vec<Class> {
    let targets = leading_rate(service).map(|indicator| indicator.targets.as_slice()).unwrap_or_default();
    let mut breaks: Vec<f64> =
        targets.iter().map(|target| target.value).filter(|target| *target > 0.0 && *target < 100.0).collect();
    let usual: &[f64] = if breaks.is_empty() { &WITHOUT_TARGETS } else { &USUAL };
    let far = |usual: &&f64| breaks.iter().all(|target| (target - **usual).abs() >= TOO_NEAR);
    let usual: Vec<f64> = usual.iter().filter(far).copied().collect();
    breaks.truncate(MOST_CLASSES - 1 - usual.len());
    breaks.extend(usual);
    breaks.extend([0.0, 100.0]);
    breaks.sort_by(f64::total_cmp);
    breaks.dedup();
    let colours = palette::rates(breaks.len() - 1);
    let last = breaks.last().copied().unwrap_or_default();
    let label = |from: f64, to: f64| {
        let below = if to < last { "<" } else { "" };
        format!("{}–{below}{}", amount(from), amount(to))
    };
    classes(&breaks, &colours, label)
}

/// The classes of what is missing, for values up to `most`: nothing by itself, then whole numbers up to round ones. The
/// breaks lie behind these, so that a round number is the last of its class.
pub(crate) fn of_shortfalls(most: f64) -> Vec<Class> {
    /// Below this nothing is missing.
    const NOTHING: f64 = 1e-6;
    let mut breaks = vec![0.0, NOTHING];
    if most > NOTHING {
        breaks.extend(round_breaks(most).into_iter().map(|at| at + 1.0));
    } else {
        breaks = vec![0.0, 0.0];
    }
    let colours = palette::shortfalls(breaks.len() - 1);
    let label = |from: f64, to: f64| match (from, to) {
        (_, NOTHING | 0.0) => "0".to_owned(),
        (from, to) if from.ceil() >= to - 1.0 => amount(to - 1.0),
        (from, to) => format!("{}–{}", amount(from.ceil()), amount(to - 1.0)),
    };
    classes(&breaks, &colours, label)
}

/// Four breaks at most, round whole numbers, of which the last is not below `most`.
fn round_breaks(most: f64) -> Vec<f64> {
    let magnitude = 10_f64.powf((most / 4.0).log10().floor()).max(1.0);
    let step = [1.0, 2.0, 5.0, 10.0].map(|s| s * magnitude).into_iter().find(|step| step * 4.0 >= most);
    let step = step.unwrap_or(most);
    (1..=4)
        .map(|n| f64::from(n) * step)
        .scan(false, |done, at| {
            let is_needed = !*done;
            *done = at >= most;
            is_needed.then_some(at)
        })
        .collect()
}

fn classes(breaks: &[f64], colours: &[Colour], label: impl Fn(f64, f64) -> String) -> Vec<Class> {
    let pairs = breaks.windows(2).zip(colours);
    pairs
        .map(|(pair, colour)| Class { from: pair[0], to: pair[1], colour, label: label(pair[0], pair[1]) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;

    fn labels(classes: &[Class]) -> Vec<&str> {
        classes.iter().map(|class| class.label.as_str()).collect()
    }

    /// The planning document's targets, 40 % and 65 %: the classes that its maps have.
    #[test]
    fn classes_of_a_rate_break_at_its_targets() {
        let mut service = fixture::report("zh-CN").services.remove(0);
        for indicator in &mut service.indicators {
            if indicator.measure == IndicatorMeasure::ConfigurationRate {
                indicator.targets[0].value = 40.0;
                indicator.targets[1].value = 65.0;
            }
        }
        assert_eq!(labels(&of_rates(&service)), ["0–<20", "20–<40", "40–<65", "65–<80", "80–100"]);
        service.indicators.clear();
        assert_eq!(labels(&of_rates(&service)), ["0–<20", "20–<40", "40–<60", "60–<80", "80–100"]);
    }

    #[test]
    fn what_is_not_missing_is_a_class_of_its_own() {
        assert_eq!(labels(&of_shortfalls(157.0)), ["0", "1–50", "51–100", "101–150", "151–200"]);
        assert_eq!(labels(&of_shortfalls(3.0)), ["0", "1", "2", "3"]);
        assert_eq!(labels(&of_shortfalls(0.0)), ["0"]);
    }
}
