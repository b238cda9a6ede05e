//! What was repaired, left out, guessed or chosen.

use super::super::words::Words;
use super::{Cell, Subject, Table};
use crate::messages::label;
use crate::note::Severity;
use crate::report::Report;

/// The table of a report, the gravest notes first.
pub(super) fn table(report: &Report, words: Words) -> Table {
    let names = ["severity", "layer", "feature", "message", "action", "code"];
    let mut table = Table::with_columns("notes", words.label("words.table.notes"), "note.", &names, words);
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        for note in report.notes.iter().filter(|note| note.severity == severity) {
            let layer =
                note.layer.as_deref().map(|role| match label(words.0, &format!("words.role.{role}")) {
                    "" => role,
                    known => known,
                });
            table.row(
                Subject::Nothing,
                vec![
                    Cell::Text(words.severity(severity)),
                    Cell::said(layer),
                    Cell::said(note.feature.as_deref()),
                    Cell::text(&note.message),
                    Cell::said(note.action.as_deref()),
                    Cell::text(note.code),
                ],
            );
        }
    }
    table
}
