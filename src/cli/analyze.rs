//! `lifecircle analyze`: the main job.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use lifecircle::assess::report_of_watched;
use lifecircle::coverage::Coverage;
use lifecircle::deliver;
use lifecircle::error::Error;
use lifecircle::messages::Language;
use lifecircle::model::Study;
use lifecircle::project::{Project, ShapefileEncoding, parse_deliverables};

use super::inputs::Inputs;
use super::terminal;

#[derive(Debug, Args)]
pub(super) struct Analyze {
    #[command(flatten)]
    inputs: Inputs,
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    #[arg(long, value_name = "LIST")]
    only: Option<String>,
    #[arg(long)]
    shapefile: bool,
    #[arg(long, value_name = "NAME")]
    shapefile_encoding: Option<EncodingArg>,
    #[arg(long, value_name = "FILE.toml")]
    style: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum EncodingArg {
    #[value(name = "utf-8")]
    Utf8,
    Gbk,
}

impl Analyze {
    pub(super) fn run(self, asked: Option<Language>, language: Language) -> Result<ExitCode, Error> {
        self.inputs.threads.set();
        let (is_quiet, progress) = (self.inputs.quiet, self.inputs.progress(language));
        let mut flags = self.inputs.into_flags(asked)?;
        flags.output = self.output;
        flags.only = self.only.as_deref().map(parse_deliverables).transpose()?.unwrap_or_default();
        flags.style = self.style;
        flags.shapefile = self.shapefile;
        flags.shapefile_encoding = self.shapefile_encoding.map(|encoding| match encoding {
            EncodingArg::Utf8 => ShapefileEncoding::Utf8,
            EncodingArg::Gbk => ShapefileEncoding::Gbk,
        });

        let project = Project::resolve(flags)?;
        deliver::check_output(&project)?;
        let mut study = Study::read_watched(&project, &*progress)?;
        if let Some(note) = deliver::unprintable(&study, &project)? {
            study.notes.push(note);
        }
        let coverage = Coverage::of_watched(&study, &*progress);
        let report = report_of_watched(&study, &coverage, &project, &*progress)?;
        let written = deliver::deliver_watched(&report, &study, &coverage, &project, &*progress)?;
        drop(progress);

        if !is_quiet {
            terminal::print_notes(&report.unworded_notes.to_vec(), language);
            terminal::print(&deliver::summary(&report, language));
            terminal::print_written(&project.output, &written, language);
        }
        // The process ends here: to give back what it holds, piece by piece, would take as long as writing the tables.
        std::mem::forget((study, coverage, report));
        Ok(ExitCode::SUCCESS)
    }
}
