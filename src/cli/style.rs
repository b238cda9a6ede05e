//! `lifecircle style`: prints the style of printed maps that the program carries, or says whether a file is one.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use lifecircle::error::Error;
use lifecircle::messages::{self, Language, label, text};
use lifecircle::style::{Format, Sheet, Style, json_schema};

use super::terminal;

#[derive(Debug, Args)]
pub(super) struct StyleCommand {
    #[arg(value_name = "FILE.toml")]
    style_file: Option<PathBuf>,
    #[arg(long = "schema", conflicts_with = "style_file")]
    style_schema: bool,
}

impl StyleCommand {
    pub(super) fn run(self, language: Language) -> Result<ExitCode, Error> {
        match self.style_file {
            _ if self.style_schema => terminal::print(&json_schema()),
            None => terminal::print(Style::default_toml()),
            Some(path) => {
                let style = Style::load(&path)?;
                let comma = label(language, "cli.comma");
                let mut args = messages::Args::default();
                args.set("path", path.display());
                args.set("maps", style.maps.len());
                args.set(
                    "sheets",
                    style.sheets.iter().map(|sheet| Sheet::name(*sheet)).collect::<Vec<_>>().join(comma),
                );
                args.set(
                    "formats",
                    style
                        .formats
                        .iter()
                        .map(|format| Format::extension(*format))
                        .collect::<Vec<_>>()
                        .join(comma),
                );
                terminal::print(&format!("{}\n", text(language, "cli.style.in-order", &args)));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
