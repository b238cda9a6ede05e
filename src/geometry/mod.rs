//! Exact areas of polygons and disks.
//!
//! Knows coordinates in a plane, in metres, and nothing of facilities, parcels or services. Polygons that come
//! in are valid and oriented (outer rings anticlockwise, holes clockwise), which [`land`] sees to.
//!
//! Every area is a sum over boundaries by Green's theorem, `½ ∮ (x dy − y dx)`. A boundary need not be linked
//! into rings for that: a soup of directed pieces will do. So the area of a union or an intersection is exact
//! (to rounding) without ever being constructed as a polygon; see [`DiskUnion`] and [`OpenEdges`].

mod arc;
mod box_index;
mod clip;
mod cores;
mod covered;
mod disk_union;
mod edge_index;
mod edge_parts;
mod edges;
mod fault;
mod grid;
mod indexed;
mod intervals;
mod land;
mod local_union;
mod outline;
mod ring;
mod split;
mod visible;
mod windowed;

pub use self::box_index::BoxIndex;
pub use self::cores::Cores;
pub use self::covered::{DiskArc, Kernel, SoupPart};
pub use self::disk_union::{Disk, DiskUnion};
pub use self::edge_index::EdgeIndex;
pub use self::edge_parts::EdgeParts;
pub use self::fault::FaultKind;
pub use self::grid::valid_on_grid;
pub use self::indexed::{IndexedLand, Place};
pub use self::land::{Land, Repair, land};
pub use self::local_union::LocalUnion;
pub use self::outline::union_outline;
pub use self::ring::{
    around, bounds, contains, core, distance_to, interior_point, mean_width, shape_area, signed_area,
};
pub use self::split::{enclosed, intersection, split_by, united};
pub use self::visible::{Neighbour, OpenEdges};
pub use self::windowed::WindowedShape;
