//! The review checklist: every clause of the standards with its verdict.

use super::super::words::Words;
use super::{Cell, Subject, Table, standard_name, title};
use crate::report::{ChecklistEntry, ClauseKind, ServiceReport};

/// The table of a service, in the order of the report: standard by standard, circles, indicators, rules.
pub(super) fn table(service: &ServiceReport, words: Words) -> Table {
    let names = [
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
    let title = title("checklist", service, words);
    let mut table = Table::with_columns("checklist", title, "checklist.", &names, words);
    for entry in &service.checklist {
        table.row(
            Subject::Nothing,
            vec![
                standard_name(service, &entry.standard),
                Cell::text(&entry.clause),
                Cell::Text(words.clause_kind(entry.kind)),
                Cell::text(name(entry)),
                Cell::text(&entry.text),
                Cell::whole(entry.year),
                Cell::Verdict(entry.verdict, words.verdict_on(entry.kind, entry.verdict)),
                figure(entry, words),
                requirement(entry, words),
                Cell::text(&entry.unit),
                words.needed(entry.remedy.as_deref()),
                Cell::said(entry.why.as_deref()),
                Cell::said(entry.needs.as_deref()),
            ],
        );
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
fn figure(entry: &ChecklistEntry, words: Words) -> Cell {
    match (entry.value, entry.kept, entry.asked) {
        (None, Some(kept), Some(asked @ 1..)) => {
            Cell::Text(words.filled("words.kept-of-asked", &[("kept", &kept), ("asked", &asked)]))
        }
        (value, ..) => Cell::number(value, entry.decimals),
    }
}

fn requirement(entry: &ChecklistEntry, words: Words) -> Cell {
    match (entry.kind, entry.required) {
        // A circle may have several radii, a unit a range of sizes: the clause has them in words.
        (ClauseKind::Circle, _) => Cell::Text(words.label("words.requirement.in-the-clause")),
        (_, Some(required)) => Cell::Bound(entry.direction, required),
        (_, None) => Cell::Text(words.label("words.requirement.as-planned")),
    }
}
