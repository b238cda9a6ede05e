//! Parcels: residential land that is served.

mod duplicates;

use geo::{Coord, MultiPolygon, Rect};

pub(crate) use self::duplicates::note as note_duplicates;
use super::{Facts, LandUse};
use crate::geometry::bounds;

/// A residential quarter or parcel, as one record of the layer.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// Its place in the file, counted from 1.
    pub feature: usize,
    /// Its identifier in the file.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its residents, where the layer says.
    pub population: Option<f64>,
    /// Its households, where the layer says.
    pub households: Option<f64>,
    /// Whether its homes are urban or rural; `None` where its land-use code does not tell.
    pub land_use: Option<LandUse>,
    /// What else the layer says of it.
    pub facts: Facts,
    /// Its centre point: the centroid where that lies inside, else a point inside.
    pub centre: Coord<f64>,
    /// The township of its centre point.
    pub township: Option<usize>,
    /// Its area in the plane, m².
    pub plane_area_m2: f64,
    /// Reported m² per plane m²: the ellipsoidal area of the parcel ÷ its plane area, or 1 by the plane rule.
    pub area_factor: f64,
    /// Its pieces are `Study::pieces[pieces]`: itself, or its parts by township.
    pub pieces: std::ops::Range<usize>,
    /// The first parcel of which it is a duplicate, the same land once more: a position in [`super::Study::parcels`].
    pub duplicate_of: Option<usize>,
}

impl Parcel {
    /// Its name, else its identifier.
    pub fn label(&self) -> Option<String> {
        self.name.clone().or_else(|| self.id.clone())
    }

    /// What it is called: its label, else its place in the file.
    pub fn called(&self) -> String {
        self.label().unwrap_or_else(|| format!("#{}", self.feature))
    }
}

/// A parcel's land in one township (or in none).
#[derive(Debug, Clone)]
pub struct Piece {
    /// The parcel: a position in [`super::Study::parcels`].
    pub parcel: usize,
    /// The township: a position in [`super::Study::townships`].
    pub township: Option<usize>,
    /// The land: valid, outer rings anticlockwise, holes clockwise, in the plane.
    pub shape: MultiPolygon<f64>,
    /// The box around it.
    pub extent: Rect<f64>,
    /// Its area in the plane, m².
    pub plane_area_m2: f64,
}

impl Piece {
    /// A piece of this shape and area.
    pub fn new(parcel: usize, township: Option<usize>, shape: MultiPolygon<f64>, plane_area_m2: f64) -> Self {
        let extent = bounds(&shape).unwrap_or_else(|| Rect::new(Coord::zero(), Coord::zero()));
        Self { parcel, township, shape, extent, plane_area_m2 }
    }
}
