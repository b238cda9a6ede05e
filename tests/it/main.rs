//! The integration tests, one binary.

#![expect(clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests")]

mod bad_input;
mod check;
mod conservation;
mod context;
mod contract;
mod coordinates;
mod flow;
mod formats;
mod found;
mod geodesic;
mod geopackage;
mod hostile;
mod index;
mod interrupted;
mod joins;
mod kernel;
mod points;
mod printed;
mod program;
mod progress;
mod published;
mod quiet;
mod reference;
mod regressions;
mod report_keys;
mod run;
mod same_bytes;
mod shapefile;
mod standards_run;
mod subcommands;
mod workbook;
mod world;
