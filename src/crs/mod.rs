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
mod mover;
mod overridden;
mod plane;
mod projector;
mod route;
mod spelling;
#[cfg(test)]
mod tests;
mod tiles;
mod wkt;
mod zone;

pub use self::datum::{from_wgs84, to_wgs84};
pub use self::definition::Crs;
pub use self::mover::{Mover, System};
pub use self::plane::Plane;
pub use self::projector::{Projector, Unprojector};
pub use self::wkt::Wkt;

/// EPSG:4549 at Xinchang, for the tests of other rooms.
#[cfg(test)]
pub(crate) fn test_plane() -> Plane {
    test_plane_of("EPSG:4549")
}

/// A system as the plane at Xinchang.
#[cfg(test)]
pub(crate) fn test_plane_of(crs: &str) -> Plane {
    let here = geo::Rect::new(geo::Coord { x: 120.8, y: 29.4 }, geo::Coord { x: 121.0, y: 29.6 });
    let choice = crate::project::CrsChoice::Given(crs.to_owned());
    Plane::choose(&choice, here, &mut crate::note::Notes::default()).unwrap()
}
