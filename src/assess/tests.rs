//! Small worlds in round metres whose figures are known on paper.

mod configuration;
mod figures;
mod plan;
mod world;
