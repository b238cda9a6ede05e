//! `checklist.csv`: every clause of the standards with its verdict.

use super::super::terms::bound;
use super::super::words::Words;
use super::{Table, attribute, standard_name};
use crate::report::{ChecklistEntry, ClauseKind, ServiceReport};

/// The table of a service, in the order of the report: standard by standard, circles, indicators, rules.
pub(super) fn table(service: &ServiceReport, words: Words) -> Table {
    let keys = [
        "standard",
        "clause",
        "kind",
        "number",
        "text",
        "year",
        "verdict",
        "figure",
        "requirement",
        "unit",
        "remedy",
        "why",
        "needs",
    ];
    let header = keys.map(|key| words.label(&format!("words.column.checklist.{key}")));
    let mut table = Table::with_header(header.into());
    for entry in &service.checklist {
        let text = |text: &str| attribute(words, Some(text));
        table.row(vec![
            standard_name(service, &entry.standard, words),
            text(&entry.clause),
            words.clause_kind(entry.kind),
            text(name(entry)),
            text(&entry.text),
            words.figure(entry.year),
            words.verdict(entry.verdict),
            figure(entry, words),
            requirement(entry, words),
            text(&entry.unit),
            words.needed(entry.remedy.as_deref()),
            attribute(words, entry.why.as_deref()),
            attribute(words, entry.needs.as_deref()),
        ]);
    }
    table
}

/// What the clause is called: a rule by its name, an indicator by its number, a circle by its minutes.
fn name(entry: &ChecklistEntry) -> &str {
    match (entry.kind, &entry.name) {
        (ClauseKind::Rule, Some(name)) => name,
        _ => &entry.id,
    }
}

/// The figure that decides, or how many of those asked keep the clause: in words, since `2/10` would be a date.
fn figure(entry: &ChecklistEntry, words: Words) -> String {
    match (entry.value, entry.kept, entry.asked) {
        (None, Some(kept), Some(asked @ 1..)) => {
            words.filled("words.kept-of-asked", &[("kept", &kept), ("asked", &asked)])
        }
        (value, ..) => words.fixed(value, entry.decimals),
    }
}

fn requirement(entry: &ChecklistEntry, words: Words) -> String {
    match (entry.kind, entry.required) {
        // A circle may have several radii, a unit a range of sizes: the clause has them in words.
        (ClauseKind::Circle, _) => words.label("words.requirement.in-the-clause"),
        (_, Some(required)) => bound(entry.direction, required),
        (_, None) => words.label("words.requirement.as-planned"),
    }
}
