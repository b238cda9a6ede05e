//! The study: facilities, parcels, townships, life units and plan, typed, valid, and in one plane.
//!
//! Made from layers and the project; what could not be used is in the notes. Nothing here knows of
//! coverage or of outputs. All coordinates are metres in [`Study::plane`], easting first.

mod facility;
mod fields;
mod land;
mod layer;
mod life_unit;
mod names;
mod parcel;
mod plan;
mod study;
mod township;

pub use self::facility::{Facility, Site};
pub use self::life_unit::LifeUnit;
pub use self::names::normalised_name;
pub use self::parcel::{Parcel, Piece};
pub use self::plan::{LayoutPlan, PlannedAmount, PlannedTownship};
pub use self::study::{Service, SourceFile, Study};
pub use self::township::Township;
