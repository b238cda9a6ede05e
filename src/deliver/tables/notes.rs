//! What was repaired, left out, guessed or chosen.

use super::super::check::Finding;
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
            let layer = note.layer.as_deref().map(|role| role_name(role, words));
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

/// The table of the report on the data, in the order of the findings.
pub(crate) fn of_findings(findings: &[Finding], words: Words) -> Table {
    let names = [
        "severity",
        "layer",
        "service",
        "feature",
        "name",
        "longitude",
        "latitude",
        "message",
        "action",
        "code",
    ];
    let mut table = Table::with_columns("check", words.label("words.table.notes"), "note.", &names, words);
    for finding in findings {
        let layer = finding.layer.as_deref().map(|role| role_name(role, words));
        table.row(
            Subject::Nothing,
            vec![
                Cell::Text(words.severity(finding.severity)),
                Cell::said(layer),
                Cell::said(finding.service.as_deref()),
                Cell::whole(finding.feature),
                Cell::said(finding.name.as_deref()),
                Cell::number(finding.place.map(|at| at.x), DEGREE_DECIMALS),
                Cell::number(finding.place.map(|at| at.y), DEGREE_DECIMALS),
                Cell::text(&finding.message),
                Cell::said(finding.action.as_deref()),
                Cell::text(finding.code),
            ],
        );
    }
    table
}

/// Decimals of a degree: about 1 cm.
const DEGREE_DECIMALS: u32 = 7;

/// The role of a layer in words.
fn role_name(role: &str, words: Words) -> &str {
    match label(words.0, &format!("words.role.{role}")) {
        "" => role,
        known => known,
    }
}
