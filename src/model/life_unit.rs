//! Life units: life-circle or community areas (生活圈、社区) that are configured or not.

use geo::{Coord, MultiPolygon};

/// A life unit.
#[derive(Debug, Clone)]
pub struct LifeUnit {
    /// Its place in the file, counted from 1.
    pub feature: usize,
    /// Its name or code.
    pub name: Option<String>,
    /// Its land, valid and oriented, in the plane.
    pub shape: MultiPolygon<f64>,
    /// Its centre point: the centroid where that lies inside, else a point inside.
    pub centre: Coord<f64>,
    /// The township that its centre lies in.
    pub township: Option<usize>,
}
