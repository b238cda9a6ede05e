//! The command line: a file a subcommand. It calls the rooms of the library in order, prints, and sets the exit
//! status: 0 done, 1 the data cannot be analysed, 2 wrong use.

mod analyze;
mod check;
mod convert;
mod init;
mod inputs;
mod pace;
mod progress;
mod standards;
mod style;
mod terminal;

use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use lifecircle::error::{Error, Fault};
use lifecircle::messages::{Language, label};
use lifecircle::project::Deliverable;

#[derive(Debug, Parser)]
#[command(name = "lifecircle", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[arg(long, global = true, value_name = "zh-CN|en", display_order = LAST)]
    lang: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Analyze(analyze::Analyze),
    Check(check::Check),
    Convert(convert::Convert),
    Init(init::Init),
    Standards(standards::Standards),
    Style(style::StyleCommand),
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
            Command::Check(command) => command.run(asked, language),
            Command::Convert(command) => command.run(language),
            Command::Init(command) => command.run(language),
            Command::Standards(command) => command.run(language),
            Command::Style(command) => command.run(language),
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

/// The command line with its help out of the catalogue, headings and all.
fn localised(language: Language) -> clap::Command {
    let word = move |kind: &str, id: &str| label(language, &format!("cli.{kind}.{id}"));
    let template = format!("{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}", word("heading", "usage"));
    let described = move |arg: clap::Arg| {
        let heading = if arg.is_positional() { "arguments" } else { "options" };
        let mut text = word("help", arg.get_id().as_str()).to_owned();
        let choices = arg.get_possible_values();
        let names: Vec<&str> = match arg.get_id().as_str() {
            // A list of them is one value for clap.
            "only" => Deliverable::ALL.iter().map(|deliverable| deliverable.name()).collect(),
            _ => choices.iter().map(clap::builder::PossibleValue::get_name).collect(),
        };
        if !names.is_empty() && arg.get_action().takes_values() {
            text.push_str(&format!(
                " [{}{}]",
                word("heading", "choices"),
                names.join(label(language, "cli.comma"))
            ));
        }
        let arg = match arg.get_action().takes_values() {
            true => arg.hide_possible_values(true).hide_default_value(true),
            false => arg,
        };
        arg.help(text).help_heading(word("heading", heading))
    };
    let own_flag = |id: &'static str, short, action| {
        clap::Arg::new(id).short(short).long(id).action(action).display_order(LAST + 1)
    };
    let mut command = Cli::command()
        .about(word("about", "program"))
        .subcommand_help_heading(word("heading", "commands"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(own_flag("help", 'h', clap::ArgAction::Help).global(true))
        .arg(own_flag("version", 'V', clap::ArgAction::Version))
        .help_template(template.clone())
        .mut_args(described);
    for name in ["analyze", "check", "convert", "init", "standards", "style"] {
        command = command.mut_subcommand(name, |sub| {
            sub.about(word("about", name)).help_template(template.clone()).mut_args(described)
        });
    }
    command
}

/// The place of `--lang` among the options: behind those of the subcommand.
const LAST: usize = 1000;

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
