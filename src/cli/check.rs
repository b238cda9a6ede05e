//! `lifecircle check`: the report on the data. Everything up to the figures, and only the notes.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use lifecircle::assess::report_of_watched;
use lifecircle::coverage::Coverage;
use lifecircle::deliver;
use lifecircle::error::Error;
use lifecircle::messages::Language;
use lifecircle::model::Study;
use lifecircle::note::Severity;
use lifecircle::progress::Progress;
use lifecircle::project::Project;
use lifecircle::report::Report;

use super::inputs::Inputs;
use super::terminal;

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    inputs: Inputs,
    #[arg(id = "check_output", short = 'o', long = "output", value_name = "DIR")]
    output: Option<PathBuf>,
    #[arg(long)]
    strict: bool,
}

impl Check {
    /// Prints the notes and the verdict, and writes them to files where a folder is named, also what stops the run; exit
    /// status 1 when something must be mended, with `--strict` also when there are warnings. With `--quiet` the exit
    /// status alone tells.
    pub(super) fn run(self, asked: Option<Language>, language: Language) -> Result<ExitCode, Error> {
        self.inputs.threads.set();
        let (is_quiet, progress) = (self.inputs.quiet, self.inputs.progress(language));
        let writes = self.output.is_some();
        let mut flags = self.inputs.into_flags(asked)?;
        flags.output = self.output;
        let project = Project::resolve(flags)?;
        if writes {
            deliver::check_output(&project)?;
        }
        let report = match report_of(&project, &*progress) {
            Err(error) if writes => {
                let written = deliver::deliver_stopped_check(&error, &project)?;
                drop(progress);
                if !is_quiet {
                    terminal::print_written(&project.output, &written, language);
                }
                return Err(error);
            }
            report => report?,
        };
        let written = if writes { deliver::deliver_check(&report, &project)? } else { Vec::new() };
        drop(progress);

        let notes = &report.unworded_notes;
        if !is_quiet {
            terminal::print(&deliver::check_text(notes, language));
            if writes {
                terminal::print_written(&project.output, &written, language);
            }
        }
        let must_be_mended =
            notes.count(Severity::Error) + if self.strict { notes.count(Severity::Warning) } else { 0 };
        Ok(if must_be_mended > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}

/// The report of a project, with what it cannot print.
fn report_of(project: &Project, progress: &dyn Progress) -> Result<Report, Error> {
    let mut study = Study::read_watched(project, progress)?;
    if let Some(note) = deliver::unprintable(&study, project)? {
        study.notes.push(note);
    }
    let coverage = Coverage::of_watched(&study, progress);
    report_of_watched(&study, &coverage, project, progress)
}
