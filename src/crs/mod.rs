//! Coordinate reference systems: the one room that speaks to PROJ.
//!
//! Coordinates are projected once on the way in ([`Projector`]) and unprojected once on the way out
//! ([`Unprojector`]); between them everything is metres in one [`Plane`].

mod datum;
mod projection;

pub use self::datum::{from_wgs84, to_wgs84};
pub use self::projection::{Crs, Plane, Projector, Unprojector};

/// A plane for tests that need one and do not project.
#[cfg(test)]
pub(crate) fn test_plane() -> Plane {
    Plane {}
}
