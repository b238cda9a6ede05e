//! The integration tests, one binary.

mod kernel;
mod reference;
