//! The assessment in words: where a value comes from, verdicts, bounds, gaps, and attributes of facilities.

use super::rounding::Fixed;
use super::tables::Cell;
use super::words::Words;
use crate::field::Field;
use crate::report::{AttributeValue, ClauseKind, Direction, FacilityStatus, IndicatorStatus, Verdict};

/// A gap that is not zero is printed with at most so many decimals.
const FINEST_GAP: u32 = 6;

impl Words {
    /// How the value of an indicator came about.
    pub(crate) fn indicator_status(self, status: IndicatorStatus) -> String {
        self.label(match status {
            IndicatorStatus::Computed => "words.indicator-status.computed",
            IndicatorStatus::Reported => "words.indicator-status.reported",
            IndicatorStatus::NotApplicable => "words.indicator-status.not-applicable",
            IndicatorStatus::NotComputed => "words.indicator-status.not-computed",
        })
    }

    /// Whether a target is met, where that is known.
    pub(crate) fn met(self, met: Option<bool>) -> Cell {
        match met {
            Some(true) => Cell::Verdict(Verdict::Pass, self.label("words.met.yes")),
            Some(false) => Cell::Verdict(Verdict::Fail, self.label("words.met.no")),
            None => Cell::Nothing,
        }
    }

    /// Whether a clause is kept.
    pub(crate) fn verdict(self, verdict: Verdict) -> String {
        self.label(match verdict {
            Verdict::Pass => "words.verdict.pass",
            Verdict::Fail => "words.verdict.fail",
            Verdict::NotTestable => "words.verdict.not-testable",
            Verdict::NotApplicable => "words.verdict.not-applicable",
        })
    }

    /// The same in the word for its kind: the target of an indicator is met or missed.
    pub(crate) fn verdict_on(self, kind: ClauseKind, verdict: Verdict) -> String {
        match (kind, verdict) {
            (ClauseKind::Indicator, Verdict::Pass) => self.label("words.met.yes"),
            (ClauseKind::Indicator, Verdict::Fail) => self.label("words.met.no"),
            _ => self.verdict(verdict),
        }
    }

    /// What a clause is.
    pub(crate) fn clause_kind(self, kind: ClauseKind) -> String {
        self.label(match kind {
            ClauseKind::Circle => "words.clause-kind.circle",
            ClauseKind::Indicator => "words.clause-kind.indicator",
            ClauseKind::Rule => "words.clause-kind.rule",
        })
    }

    /// Whether a facility is there.
    pub(crate) fn facility_status(self, status: FacilityStatus) -> String {
        self.label(match status {
            FacilityStatus::Existing => "words.facility-status.existing",
            FacilityStatus::Planned => "words.facility-status.planned",
            FacilityStatus::Closed => "words.facility-status.closed",
        })
    }

    /// What a field means, as a heading; its key where the catalogue has no words for it.
    pub(crate) fn field_heading(self, field: Field) -> String {
        let words = self.label(&format!("words.field.{}", field.key()));
        let mut letters = words.chars();
        match letters.next() {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => field.key().to_owned(),
        }
    }

    /// The value of an attribute.
    pub(crate) fn attribute_value(self, value: Option<&AttributeValue>) -> Cell {
        match value {
            None => Cell::Nothing,
            Some(AttributeValue::Text(text)) => Cell::text(text),
            Some(AttributeValue::Amount(amount)) => Cell::amount(Some(*amount)),
            Some(AttributeValue::Flag(true)) => Cell::Text(self.label("words.flag.yes")),
            Some(AttributeValue::Flag(false)) => Cell::Text(self.label("words.flag.no")),
        }
    }

    /// What is still needed: a bare change is led by a word, since a cell that begins with `+37` would be a formula.
    pub(crate) fn needed(self, change: Option<&str>) -> Cell {
        match change {
            Some(change) if change.starts_with(['+', '−']) => {
                Cell::Text(self.filled("words.needed", &[("change", &change)]))
            }
            change => Cell::said(change),
        }
    }

    /// How far a value is from its bound. A gap that is not zero is never printed as zero, which beside a target
    /// that is missed by little would read as a mistake: it is given more decimals.
    pub(crate) fn gap(self, gap: Option<f64>, decimals: u32) -> Cell {
        let finest = decimals.max(FINEST_GAP);
        let shown = |gap: f64| {
            let all = (decimals..=finest).map(|d| Fixed::of(gap, d));
            let telling = all.clone().find(|rounded| !rounded.is_zero());
            telling.unwrap_or_else(|| Fixed::of(gap, decimals))
        };
        Cell::rounded(gap.map(shown))
    }
}

/// A bound as it stands in the standard, unrounded: `≥4.54`, `≤40`.
pub(crate) fn bound(direction: Direction, value: f64) -> String {
    let sign = match direction {
        Direction::AtLeast => '≥',
        Direction::AtMost => '≤',
    };
    let text = Fixed::of(value, FINEST_GAP).to_string();
    format!("{sign}{}", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;

    #[test]
    fn bounds_stand_as_the_standard_has_them() {
        assert_eq!(bound(Direction::AtLeast, 4.54), "≥4.54");
        assert_eq!(bound(Direction::AtMost, 40.0), "≤40");
        assert_eq!(bound(Direction::AtLeast, 0.1 + 0.2), "≥0.3");
        assert_eq!(bound(Direction::AtLeast, 0.0), "≥0");
    }

    /// 64.96 % of 65 % is printed as 65.0, missed, and 0.04 short.
    #[test]
    fn a_gap_that_is_there_is_seen() {
        let words = Words(Language::ZhCn);
        for (gap, told) in [(0.04, "0.04"), (-0.003, "-0.003"), (0.0, "0.0"), (12.345, "12.3"), (1e-9, "0.0")]
        {
            assert_eq!(words.gap(Some(gap), 1).shown().unwrap().to_string(), told);
        }
        assert_eq!(words.gap(None, 1), Cell::Nothing);
    }

    #[test]
    fn no_attribute_is_blank() {
        let words = Words(Language::En);
        let text = |t: &str| words.attribute_value(Some(&AttributeValue::Text(t.to_owned())));
        assert_eq!([text(" "), text("公办")], [Cell::Nothing, Cell::Text("公办".to_owned())]);
        assert_eq!(
            words.attribute_value(Some(&AttributeValue::Amount(1200.0))),
            Cell::Number(Fixed::whole(1200))
        );
        assert_eq!(words.attribute_value(Some(&AttributeValue::Flag(false))), Cell::Text("no".to_owned()));
        assert_eq!(words.attribute_value(None), Cell::Nothing);
    }
}
