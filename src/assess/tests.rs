//! Small worlds in round metres whose figures are known on paper.

mod configuration;
mod figures;
mod land_use;
mod plan;
mod world;
