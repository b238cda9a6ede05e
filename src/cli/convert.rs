//! `lifecircle convert`: a layer into another format, coordinate system, datum or encoding.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use lifecircle::convert::{Conversion, convert};
use lifecircle::encoding::TextEncoding;
use lifecircle::error::Error;
use lifecircle::messages::{self, Language, text};
use lifecircle::note::Notes;
use lifecircle::progress::Silent;
use lifecircle::project::file_and_layer;
use lifecircle::read::{PlaceColumns, Source};

use super::inputs::DatumArg;
use super::terminal;

#[derive(Debug, Args)]
pub(super) struct Convert {
    #[arg(value_name = "IN")]
    input: PathBuf,
    #[arg(value_name = "OUT")]
    target: PathBuf,
    #[arg(long, value_name = "NAME")]
    layer: Option<String>,
    #[arg(long, value_name = "ENCODING")]
    from_encoding: Option<EncodingArg>,
    #[arg(long, value_name = "EPSG:n|WKT|PROJ")]
    from_crs: Option<String>,
    #[arg(long, value_name = "DATUM")]
    from_datum: Option<DatumArg>,
    #[arg(long, value_name = "EPSG:n|WKT|PROJ")]
    to_crs: Option<String>,
    #[arg(long, value_name = "DATUM")]
    to_datum: Option<DatumArg>,
    #[arg(long, value_name = "ENCODING")]
    to_encoding: Option<EncodingArg>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum EncodingArg {
    #[value(name = "utf-8")]
    Utf8,
    Gbk,
    #[value(name = "utf-16le")]
    Utf16Le,
    #[value(name = "utf-16be")]
    Utf16Be,
    Big5,
}

impl From<EncodingArg> for TextEncoding {
    fn from(argument: EncodingArg) -> Self {
        match argument {
            EncodingArg::Utf8 => Self::Utf8,
            EncodingArg::Gbk => Self::Gb18030,
            EncodingArg::Utf16Le => Self::Utf16Le,
            EncodingArg::Utf16Be => Self::Utf16Be,
            EncodingArg::Big5 => Self::Big5,
        }
    }
}

impl Convert {
    pub(super) fn run(self, language: Language) -> Result<ExitCode, Error> {
        let (path, named) = file_and_layer(&self.input);
        let layer = self.layer.or(named);
        let conversion = Conversion {
            source: Source {
                path: &path,
                role: "input",
                layer: layer.as_deref(),
                encoding: self.from_encoding.map(Into::into),
                columns: PlaceColumns::default(),
            },
            source_crs: self.from_crs.as_deref(),
            source_datum: self.from_datum.map(Into::into),
            target: &self.target,
            target_crs: self.to_crs.as_deref(),
            target_datum: self.to_datum.map(Into::into),
            target_encoding: self.to_encoding.map(Into::into),
        };
        let mut notes = Notes::default();
        let converted = convert(&conversion, &mut notes, &Silent);
        terminal::print_notes(&notes.to_vec(), language);
        let converted = converted?;
        let mut args = messages::Args::default();
        args.set("path", converted.path.display());
        args.set("features", converted.features);
        args.set("from", converted.from);
        args.set("to", converted.to);
        terminal::print(&format!("{}\n", text(language, "cli.convert.done", &args)));
        Ok(ExitCode::SUCCESS)
    }
}
