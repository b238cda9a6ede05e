//! `check.json`: the contract that other programs read.

use std::io::{self, Write};

use serde::Serialize;

use super::{Checked, Counts, Finding, Verdict};
use crate::report::{Input, Program, ProjectInfo};

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
pub(super) fn write(checked: &Checked<'_>, findings: &[Finding], to: &mut impl Write) -> io::Result<()> {
    let counts = checked.counts;
    let check = Check {
        schema: "lifecircle/check/1",
        program: checked.program,
        project: checked.project,
        inputs: checked.inputs,
        counts,
        verdict: counts.verdict(),
        notes: findings,
    };
    serde_json::to_writer_pretty(&mut *to, &check)?;
    to.write_all(b"\n")
}
