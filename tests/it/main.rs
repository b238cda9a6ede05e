//! The integration tests, one binary.

mod kernel;
mod published;
mod reference;
