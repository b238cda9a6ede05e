//! Coordinate reference systems: the one room that speaks to PROJ.
//!
//! Coordinates are projected once on the way in ([`Projector`]) and unprojected once on the way out
//! ([`Unprojector`]); between them everything is metres in one [`Plane`].
//!
//! Coordinates are always (east, north) or (longitude, latitude), as files have them, whatever the axis order of
//! the system's definition. WGS 84 and CGCS2000 agree to better than 1 m and are taken as equal: no shift is
//! applied between them. Every other datum goes to WGS 84 by the transformation that PROJ holds best at the data,
//! without grids or network.

mod checks;
mod datum;
mod definition;
mod ellipsoid;
mod handle;
mod inspection;
mod plane;
mod projector;
mod route;
mod spelling;
#[cfg(test)]
mod tests;
mod zone;

pub use self::datum::{from_wgs84, to_wgs84};
pub use self::definition::Crs;
pub use self::plane::Plane;
pub use self::projector::{Projector, Unprojector};
