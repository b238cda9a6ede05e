//! Life units: life-circle or community areas (生活圈、社区) that are configured or not.

use geo::{Coord, MultiPolygon};

use super::facts::Facts;
use super::land_use::LandUse;
use super::layer::OpenLayer;
use super::township::TownshipIndex;
use crate::crs::Plane;
use crate::error::Error;
use crate::geometry::interior_point;
use crate::note::Notes;
use crate::project::{AreaRule, Field};

/// What life units are asked for.
pub(crate) const FIELDS: [Field; 4] = [Field::Name, Field::Code, Field::TownshipCode, Field::Township];

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
    /// The township that its centre lies in, or that it names where it lies in none.
    pub township: Option<usize>,
    /// Whether it is an urban or a rural unit, where the layer says.
    pub land_use: Option<LandUse>,
    /// What else the layer says of it.
    pub facts: Facts,
}

/// Reads the life units.
pub(crate) fn read(
    layer: &OpenLayer,
    plane: &Plane,
    index: &TownshipIndex,
    notes: &mut Notes,
) -> Result<Vec<LifeUnit>, Error> {
    let units = layer.polygons(plane, AreaRule::Plane, notes)?.into_iter().filter_map(|placed| {
        let feature = &layer.layer.features[placed.position];
        let centre = interior_point(&placed.shape)?;
        let named = || {
            index.named(
                layer.fields.text(feature, Field::TownshipCode).as_deref(),
                layer.fields.text(feature, Field::Township).as_deref(),
            )
        };
        Some(LifeUnit {
            feature: feature.index,
            name: layer.label(feature),
            shape: placed.shape,
            centre,
            township: index.at(centre).or_else(named),
            land_use: None,
            facts: Facts::default(),
        })
    });
    Ok(units.collect())
}
