//! `lifecircle check`: everything up to the study, and only the notes.

use std::process::ExitCode;

use lifecircle::deliver::notes_text;
use lifecircle::error::Error;
use lifecircle::messages::Language;
use lifecircle::model::Study;
use lifecircle::note::Severity;
use lifecircle::project::Project;

use super::inputs::Inputs;
use super::terminal;

/// Prints the notes; exit status 1 when something must be mended. With `--quiet` the exit status alone tells.
pub(super) fn run(inputs: Inputs, asked: Option<Language>, language: Language) -> Result<ExitCode, Error> {
    inputs.threads.set();
    let (is_quiet, progress) = (inputs.quiet, inputs.progress(language));
    let project = Project::resolve(inputs.into_flags(asked)?)?;
    let study = Study::read_watched(&project, &*progress)?;
    drop(progress);
    if !is_quiet {
        terminal::print(&notes_text(&study.notes.to_vec(), language));
    }
    let must_be_mended = study.notes.count(Severity::Error) > 0;
    Ok(if must_be_mended { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
