//! The study: facilities, parcels, townships, life units and plan, typed, valid, and in one plane.
//!
//! Made from layers and the project; what could not be used is in the notes. Nothing here knows of
//! coverage or of outputs. All coordinates are metres in [`Study::plane`], easting first.

mod context;
mod cut_names;
mod datum_detection;
mod facility;
mod facts;
mod fields;
mod heading_datum;
mod land;
mod land_use;
mod layer;
mod life_unit;
mod names;
mod nearness;
mod parcel;
mod placing;
mod plan;
mod reported;
mod status;
mod study;
mod township;
mod township_names;
mod usual_names;

#[cfg(test)]
mod tests;

pub use self::context::Context;
pub use self::facility::{Facility, Site, Status};
pub use self::facts::{Fact, Facts};
pub use self::land_use::{KnownBy, LandUse, LandUseCodes};
pub use self::life_unit::LifeUnit;
pub use self::names::normalised_name;
pub use self::parcel::{Parcel, Piece};
pub use self::plan::{LayoutPlan, PlannedAmount, PlannedTownship};
pub use self::reported::ReportedValue;
pub use self::study::{Service, SourceFile, Study};
pub use self::township::Township;
pub use self::usual_names::usual_names;
