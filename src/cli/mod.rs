//! The command line: a file a subcommand. It calls the rooms of the library in order, prints, and sets the exit
//! status: 0 done, 1 the data cannot be analysed, 2 wrong use.

mod analyze;
mod check;
mod init;
mod inputs;
mod terminal;

use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use lifecircle::error::{Error, Fault};
use lifecircle::messages::{Language, label};

use self::inputs::Inputs;

#[derive(Debug, Parser)]
#[command(name = "lifecircle", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[arg(long, global = true, value_name = "zh-CN|en")]
    lang: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Analyze(analyze::Analyze),
    Check(Inputs),
    Init(init::Init),
}

/// Runs the program.
pub(crate) fn run() -> ExitCode {
    let locale = terminal::language_of_locale();
    let language = asked_language().unwrap_or(locale);
    let matches = match localised(language).try_get_matches() {
        Ok(matches) => matches,
        Err(error) => error.exit(),
    };
    let outcome = Cli::from_arg_matches(&matches).map_err(|e| e.exit()).and_then(|cli: Cli| {
        let asked = cli.lang.as_deref().map(terminal::parse_language).transpose()?;
        let language = asked.unwrap_or(locale);
        match cli.command {
            Command::Analyze(command) => command.run(asked, language),
            Command::Check(inputs) => check::run(inputs, asked, language),
            Command::Init(command) => command.run(language),
        }
    });
    match outcome {
        Ok(status) => status,
        Err(error) => {
            terminal::print_error(&error, language);
            exit_code(&error)
        }
    }
}

fn exit_code(error: &Error) -> ExitCode {
    match error.fault {
        Fault::Data => ExitCode::from(1),
        Fault::Usage => ExitCode::from(2),
    }
}

/// The language that `--lang` asks for, before the command line is parsed: help is in it too.
fn asked_language() -> Option<Language> {
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--lang" {
            return Language::of_tag(&arguments.next()?);
        }
        if let Some(tag) = argument.strip_prefix("--lang=") {
            return Language::of_tag(tag);
        }
    }
    None
}

/// The command line with its help out of the catalogue.
fn localised(language: Language) -> clap::Command {
    let help = move |kind: &str, id: &str| label(language, &format!("cli.{kind}.{id}"));
    let mut command = Cli::command().about(help("about", "program"));
    for name in ["analyze", "check", "init"] {
        command = command.mut_subcommand(name, |sub| {
            sub.about(help("about", name)).mut_args(|arg| {
                let text = help("help", arg.get_id().as_str());
                if text.is_empty() { arg } else { arg.help(text) }
            })
        });
    }
    command.mut_arg("lang", |arg| arg.help(help("help", "lang")))
}

/// Everything that the two subcommands which read data have in common.
#[derive(Debug, Args)]
struct Threads {
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

impl Threads {
    /// Sets how many threads the run uses; all cores when not asked for.
    fn set(&self) {
        if let Some(threads) = self.threads {
            // The pool can only be built once, which is here; figures do not depend on it.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
        }
    }
}
