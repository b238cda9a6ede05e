//! lifecircle (生活圈): whom public facilities reach on foot, and where a layout plan falls short.
//!
//! Data flows one way, one value at each door:
//!
//! ```text
//! project file ─▶ Project ─▶ read ─▶ Layers ─▶ model ─▶ Study ─▶ coverage ─▶ Coverage ─▶ assess ─▶ Report ─▶ deliver ─▶ files
//! ```
//!
//! Units: lengths are metres, areas square metres, rates fractions of one (`None`: not applicable).
//! The terms and formulas are explained in `docs/method.md`, the rooms in `docs/architecture.md`.

pub mod assess;
pub mod coverage;
pub mod crs;
pub mod deliver;
pub mod error;
pub mod geometry;
pub mod messages;
pub mod model;
pub mod note;
pub mod project;
pub mod read;
pub mod report;
pub mod units;
