//! lifecircle (生活圈): whom public facilities reach on foot, and where a layout plan falls short.
//!
//! Data flows one way, one value at each door:
//!
//! ```text
//! project file ─▶ Project ─▶ read ─▶ Layers ─▶ model ─▶ Study ─▶ coverage ─▶ Coverage ─▶ assess ─▶ Report ─▶ deliver ─▶ files
//! ```
//!
//! ```
//! use lifecircle::{assess::report_of, coverage::Coverage, model::Study, project::Project};
//!
//! // The sample: made-up quarters and facilities, and the planning document's real table.
//! let project = Project::load("geodata/xinchang/project.toml".as_ref())?;
//! let study = Study::read(&project)?;
//! let coverage = Coverage::of(&study);
//! let report = report_of(&study, &coverage, &project)?;
//!
//! let childcare = &report.services[0];
//! assert_eq!(childcare.townships.len(), 12);
//! // The county's rate is that of the sums, never the mean of the townships' rates.
//! let within_300_m = &childcare.county.coverage[0];
//! assert_eq!(within_300_m.rate, Some(within_300_m.area_m2 / childcare.county.residential_area_m2));
//! // 1900 places are planned; a surplus in one township fills no gap in another.
//! let plan = childcare.plan.as_ref().expect("the project names a plan");
//! let all = plan.county.last().expect("a row over all categories");
//! assert_eq!(all.planned.places, Some(1900.0));
//! assert!(all.shortfall.places >= all.net.places);
//! # Ok::<(), lifecircle::error::Error>(())
//! ```
//!
//! Units: lengths are metres, areas square metres, rates fractions of one (`None`: not applicable).
//! The terms and formulas are explained in `docs/method.md`, the rooms in `docs/architecture.md`.

pub mod assess;
pub mod convert;
pub mod coverage;
pub mod crs;
pub mod deliver;
pub mod encoding;
pub mod error;
pub mod field;
pub mod geometry;
pub mod messages;
pub mod model;
pub mod note;
pub mod progress;
pub mod project;
pub mod read;
pub mod report;
mod settings;
mod spelling;
pub mod standard;
pub mod style;
pub mod units;
