//! The integration tests, one binary.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "tests")]

mod found;
mod kernel;
mod published;
mod reference;
