//! Small worlds in round metres whose figures are known on paper.

mod configuration;
mod conservation;
mod figures;
mod indicators;
mod land_use;
mod laws;
mod missing_data;
mod overlaps;
mod plan;
mod rules;
mod stages;
mod town;
mod world;
