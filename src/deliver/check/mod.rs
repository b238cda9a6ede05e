//! The report on the data: what was found wrong with them, and where. For the terminal, and as files: `check.json` for
//! programs, `check.csv` for a spreadsheet, `check.geojson` for a map, and `index.md`.

mod findings;
mod json;
mod places;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

pub(crate) use self::findings::Finding;
use super::about::About;
use super::folder::NewFolder;
use super::notes::notes_text;
use super::printable::for_terminal;
use super::words::Words;
use super::{csv, index, tables};
use crate::error::Error;
use crate::messages::Language;
use crate::note::{Notes, Severity};
use crate::project::Project;
use crate::report::{Input, Program, ProjectInfo, Report};

/// Writes the report on the data of a project to its output folder, and returns the paths of its files. As a result of
/// [`super::deliver`] the folder is replaced as a whole, and the same data give the same bytes.
///
/// # Errors
/// Those of [`super::deliver`].
pub fn deliver_check(report: &Report, project: &Project) -> Result<Vec<PathBuf>, Error> {
    let checked = Checked {
        program: &report.program,
        project: &report.project,
        inputs: &report.inputs,
        counts: Counts::of(&report.unworded_notes),
    };
    let words = Words::of_tag(report.project.language);
    write(&checked, &findings::of(&report.unworded_notes, words), project)
}

/// Writes the report on data of which nothing can be made: what stops the run is its one finding. An older report is
/// replaced, lest it is read as the present one.
///
/// # Errors
/// Those of [`super::deliver`].
pub fn deliver_stopped_check(stopped_by: &Error, project: &Project) -> Result<Vec<PathBuf>, Error> {
    let (program, info) = (Program::this(), ProjectInfo::of(project));
    let counts = Counts { errors: 1, warnings: 0, remarks: 0 };
    let checked = Checked { program: &program, project: &info, inputs: &[], counts };
    write(&checked, &[findings::of_error(stopped_by, Words::of_tag(info.language))], project)
}

/// What was checked, and what came of it.
struct Checked<'a> {
    program: &'a Program,
    project: &'a ProjectInfo,
    inputs: &'a [Input],
    counts: Counts,
}

fn write(checked: &Checked<'_>, findings: &[Finding], project: &Project) -> Result<Vec<PathBuf>, Error> {
    let words = Words::of_tag(checked.project.language);
    let mut folder = NewFolder::beside(&project.output)?;
    folder.file("check.json", About::of("check-report"), |to| Ok(json::write(checked, findings, to)?))?;
    let table = tables::of_findings(findings, words);
    folder.file("check.csv", About::of("check-table"), |to| Ok(csv::write_table(&table, words, to)?))?;
    folder.file("check.geojson", About::of("check-places"), |to| places::write(findings, words, to))?;
    index::write_of_check(checked.project, checked.program, &mut folder)?;
    folder.put_in_place()
}

/// The notes for the terminal, the gravest first, and a last line with their counts and the verdict.
pub fn check_text(notes: &Notes, language: Language) -> String {
    let counts = Counts::of(notes);
    let words = Words(language);
    let line = words.filled(
        &format!("words.check.{}", counts.verdict().key()),
        &[("errors", &counts.errors), ("warnings", &counts.warnings), ("remarks", &counts.remarks)],
    );
    format!("{}{}\n", notes_text(&notes.to_vec(), language), for_terminal(&line))
}

/// How many notes of each severity there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
    #[serde(rename = "notes")]
    remarks: usize,
}

impl Counts {
    fn of(notes: &Notes) -> Self {
        Self {
            errors: notes.count(Severity::Error),
            warnings: notes.count(Severity::Warning),
            remarks: notes.count(Severity::Info),
        }
    }

    fn verdict(self) -> Verdict {
        match self {
            Self { errors: 1.., .. } => Verdict::MustBeMended,
            Self { warnings: 1.., .. } => Verdict::ToBeLookedAt,
            _ => Verdict::InOrder,
        }
    }
}

/// What the notes come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    /// There are errors.
    MustBeMended,
    /// There are warnings.
    ToBeLookedAt,
    /// There are neither.
    InOrder,
}

impl Verdict {
    fn key(self) -> &'static str {
        match self {
            Verdict::MustBeMended => "must-be-mended",
            Verdict::ToBeLookedAt => "to-be-looked-at",
            Verdict::InOrder => "in-order",
        }
    }
}
