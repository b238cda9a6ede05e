//! `check.json`: the contract that other programs read.

use std::io::{self, Write};

use serde::Serialize;

use super::{Counts, Finding, Verdict};
use crate::report::{Input, Program, ProjectInfo, Report};

/// The whole file.
#[derive(Serialize)]
struct Check<'a> {
    schema: &'static str,
    program: &'a Program,
    project: &'a ProjectInfo,
    inputs: &'a [Input],
    counts: Counts,
    verdict: Verdict,
    notes: &'a [Finding],
}

/// Writes the findings: two spaces a level, LF, a line end at the end.
pub(super) fn write(report: &Report, findings: &[Finding], to: &mut impl Write) -> io::Result<()> {
    let counts = Counts::of(&report.unworded_notes);
    let check = Check {
        schema: "lifecircle/check/1",
        program: &report.program,
        project: &report.project,
        inputs: &report.inputs,
        counts,
        verdict: counts.verdict(),
        notes: findings,
    };
    serde_json::to_writer_pretty(&mut *to, &check)?;
    to.write_all(b"\n")
}
