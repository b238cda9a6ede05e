//! Phrases that several sections share.

use super::super::rounding::Fixed;
use super::super::words::{Words, amount};
use super::xml::shortened;
use crate::report::{FacilityCounts, PlanReport, Row, UncoveredRow};

/// The most characters of a name within a sentence.
const LONGEST_NAME: usize = 120;

/// A name as it stands within a sentence.
pub(super) fn name(text: &str) -> String {
    shortened(text.trim(), LONGEST_NAME)
}

/// What a township is called: by its name, else by its code.
pub(super) fn township(row: &Row, words: Words) -> String {
    let called = [&row.name, &row.code].into_iter().flatten().find(|text| !text.trim().is_empty());
    called.map_or_else(|| words.none(), |text| name(text))
}

/// What a piece of land is called: by the name of its parcel, its identifier, or its place in the file.
pub(super) fn parcel(piece: &UncoveredRow, words: Words) -> String {
    let called = [&piece.name, &piece.id].into_iter().flatten().find(|text| !text.trim().is_empty());
    called.map_or_else(|| words.told("uncovered.feature", &[("feature", &piece.feature)]), |text| name(text))
}

impl Words {
    /// A sentence or phrase of the document.
    pub(super) fn told(self, key: &str, values: &[(&'static str, &dyn ToString)]) -> String {
        self.filled(&format!("words.document.{key}"), values)
    }

    /// So many of something: `1 place`, `2 places`.
    pub(super) fn counted(self, things: &str, number: impl ToString) -> String {
        let number = number.to_string();
        let form = if number == "1" { "one" } else { "many" };
        self.told(&format!("count.{things}.{form}"), &[("n", &number)])
    }

    /// The heading of a column where the document has a shorter one, its remarks saying the rest.
    pub(super) fn heading(self, column: &str, minutes: u32) -> Option<String> {
        let key = format!("heading.{column}");
        let has_one = !self.label(&format!("words.document.{key}")).is_empty();
        has_one.then(|| self.told(&key, &[("minutes", &minutes)]))
    }

    /// Phrases of a sentence, one behind the other.
    pub(super) fn listed(self, phrases: &[String]) -> String {
        phrases.join(&self.label("words.document.between-phrases"))
    }

    /// Names of a sentence, one behind the other.
    pub(super) fn enumerated(self, names: &[String]) -> String {
        names.join(&self.label("words.document.between-names"))
    }

    /// A layout plan, by its year.
    pub(super) fn plan(self, plan: &PlanReport) -> String {
        self.plan_of(plan.year)
    }

    /// The layout plan of a year.
    pub(super) fn plan_of(self, year: Option<i32>) -> String {
        match year {
            Some(year) => self.told("plan.of-year", &[("year", &year)]),
            None => self.told("plan.of-no-year", &[]),
        }
    }

    /// Facilities and places by category; empty where no category has any. Where nobody has places, none are told.
    pub(super) fn kinds(self, counts: &FacilityCounts) -> String {
        let kinds: Vec<String> = counts
            .by_category
            .iter()
            .filter(|kind| kind.count > 0)
            .map(|kind| {
                let category = name(&kind.category);
                let facilities = self.counted("facilities", kind.count);
                let places = self.counted("places", amount(kind.places));
                match counts.places > 0.0 {
                    true => self.told(
                        "facilities.kind",
                        &[("category", &category), ("facilities", &facilities), ("places", &places)],
                    ),
                    false => self.told(
                        "facilities.kind-without-places",
                        &[("category", &category), ("facilities", &facilities)],
                    ),
                }
            })
            .collect();
        match kinds.is_empty() {
            true => String::new(),
            false => self.told("facilities.kinds", &[("kinds", &self.listed(&kinds))]),
        }
    }
}

/// The cell of a column, where it applies.
pub(super) fn printed(column: &[Option<Fixed>], at: usize) -> Option<Fixed> {
    column.get(at).copied().flatten()
}
