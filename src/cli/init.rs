//! `lifecircle init`: a project file, and empty tables of the plan and of reported values to fill in.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use lifecircle::error::Error;
use lifecircle::messages::{Language, label};
use lifecircle::project::{
    PLAN_TEMPLATE_FILE, REPORTED_TEMPLATE_FILE, json_schema, plan_template, reported_template, template,
};

use super::terminal;

#[derive(Debug, Args)]
pub(super) struct Init {
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    #[arg(long)]
    schema: bool,
}

impl Init {
    pub(super) fn run(self, language: Language) -> Result<ExitCode, Error> {
        if self.schema {
            terminal::print(&json_schema());
            return Ok(ExitCode::SUCCESS);
        }
        let files = [
            (self.folder.join("project.toml"), template(language)),
            (self.folder.join(PLAN_TEMPLATE_FILE), plan_template(language)),
            (self.folder.join(REPORTED_TEMPLATE_FILE), reported_template(language)),
        ];
        // Nothing is written unless everything can be.
        for (path, _) in &files {
            if path.exists() {
                return Err(Error::usage("init-exists").with("path", path.display()));
            }
        }
        std::fs::create_dir_all(&self.folder).map_err(|e| cannot_write(&self.folder, &e))?;
        for (path, text) in &files {
            write_new(path, text)?;
            terminal::print(&format!("{} {}\n", label(language, "cli.init.wrote"), path.display()));
        }
        terminal::print(&format!("{}\n", label(language, "cli.init.next")));
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes a file that must not exist yet.
fn write_new(path: &Path, text: &str) -> Result<(), Error> {
    let mut file =
        OpenOptions::new().write(true).create_new(true).open(path).map_err(|e| match e.kind() {
            ErrorKind::AlreadyExists => Error::usage("init-exists").with("path", path.display()),
            _ => cannot_write(path, &e),
        })?;
    file.write_all(text.as_bytes()).map_err(|e| cannot_write(path, &e))
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Error {
    Error::usage("init-cannot-write").with("path", path.display()).with("reason", error)
}
