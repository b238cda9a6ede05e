//! What must agree, and does: the checks that every run makes of itself.

use super::super::words::Words;
use super::{Cell, Subject, Table};
use crate::report::{Relation, Report, Verdict};

/// The table of a report.
pub(super) fn table(report: &Report, words: Words) -> Table {
    let names = ["service", "name", "left", "relation", "right", "holds"];
    let title = words.label("words.table.conservation");
    let mut table = Table::with_columns("conservation", title, "conservation.", &names, words);
    for check in &report.conservation {
        let service = check.service.as_deref().and_then(|id| report.services.iter().find(|s| s.id == id));
        let verdict = if check.holds { Verdict::Pass } else { Verdict::Fail };
        table.row(
            Subject::Nothing,
            vec![
                Cell::said(service.map(|s| s.name.as_str())),
                Cell::text(&check.name),
                Cell::amount(Some(check.left)),
                Cell::text(match check.relation {
                    Relation::Equal => "=",
                    Relation::AtMost => "≤",
                }),
                Cell::amount(Some(check.right)),
                Cell::Verdict(verdict, words.verdict(verdict)),
            ],
        );
    }
    table
}
