//! The table of reported values, asked for indicators and base figures.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::records::comparable;
use crate::field::Field;
use crate::messages::{Language, label};
use crate::model::{ReportedValue, usual_names};
use crate::note::{Note, Notes, Severity};
use crate::report;
use crate::standard::Indicator;

/// The reported values of a service, and which of them were asked for.
pub(super) struct Reported<'a> {
    values: &'a [ReportedValue],
    year: Option<i32>,
    asked: RefCell<BTreeSet<u64>>,
    /// Those for a later year that a target of that year was held against.
    used_later: RefCell<BTreeSet<u64>>,
}

impl<'a> Reported<'a> {
    /// The table, for figures of this year.
    pub(super) fn new(values: &'a [ReportedValue], year: Option<i32>) -> Self {
        Self { values, year, asked: RefCell::default(), used_later: RefCell::default() }
    }

    /// What is reported for an indicator, by its number, key or name.
    pub(super) fn indicator(&self, indicator: &Indicator) -> Option<report::Reported> {
        let number = indicator.id.to_string();
        let value = self.value(&[&number, &indicator.key, &indicator.name.zh_cn, &indicator.name.en])?;
        Some(report::Reported { value: value.value, year: value.year, source: value.source.clone() })
    }

    /// What is reported for an indicator for just this year.
    pub(super) fn indicator_of_year(&self, indicator: &Indicator, year: i32) -> Option<f64> {
        let number = indicator.id.to_string();
        let names =
            [&number, &indicator.key, &indicator.name.zh_cn, &indicator.name.en].map(|n| comparable(n));
        let is_it =
            |value: &&ReportedValue| value.year == Some(year) && names.contains(&comparable(&value.of));
        let value = self.values.iter().find(is_it)?;
        self.used_later.borrow_mut().insert(value.line);
        Some(value.value)
    }

    /// The base figure that a field stands for, by its key, its words, or a usual name of the field.
    pub(super) fn figure(&self, field: Field) -> Option<f64> {
        let key = format!("words.field.{}", field.key());
        let words = [Language::ZhCn, Language::En].map(|language| label(language, &key));
        let names: Vec<&str> =
            [field.key()].into_iter().chain(words).chain(usual_names(field).iter().copied()).collect();
        self.value(&names).map(|value| value.value)
    }

    /// Of the values of these names that of the year of the figures, else the latest before it: what is reported for
    /// a later year is not of today. Without a year of the figures: the latest.
    fn value(&self, names: &[&str]) -> Option<&ReportedValue> {
        let names: Vec<String> = names.iter().map(|name| comparable(name)).collect();
        let of_these: Vec<&ReportedValue> =
            self.values.iter().filter(|value| names.contains(&comparable(&value.of))).collect();
        self.asked.borrow_mut().extend(of_these.iter().map(|value| value.line));
        let wanted = self.year.unwrap_or(i32::MAX);
        let not_later = of_these.iter().filter(|value| value.year.is_none_or(|year| year <= wanted));
        not_later.min_by_key(|value| value.year.unwrap_or(wanted).abs_diff(wanted)).copied()
    }

    /// Tells of the rows that nothing asked for, and of those for a later year that nothing was held against.
    pub(super) fn note_unasked(&self, notes: &mut Notes) {
        let (asked, used_later) = (self.asked.borrow(), self.used_later.borrow());
        for value in self.values {
            let is_later = value.year.zip(self.year).is_some_and(|(year, of_figures)| year > of_figures);
            let code = match (asked.contains(&value.line), is_later && !used_later.contains(&value.line)) {
                (false, _) => "reported-unasked",
                (true, true) => "reported-later",
                (true, false) => continue,
            };
            notes.push(
                Note::new(Severity::Warning, code)
                    .layer("reported")
                    .with("of", &value.of)
                    .with("line", value.line),
            );
        }
    }
}
