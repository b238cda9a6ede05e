//! The command-line program: the library does the work, `cli` calls it in order.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
