//! Life units: life-circle or community areas (生活圈、社区) that are configured or not.

use geo::{Coord, MultiPolygon};

use super::facts::{self, Facts, not_read};
use super::land_use::{LandUse, urban_or_rural};
use super::layer::OpenLayer;
use super::township::TownshipIndex;
use crate::crs::Plane;
use crate::error::Error;
use crate::geometry::interior_point;
use crate::note::{Notes, Severity};
use crate::progress::Silent;
use crate::project::{AreaRule, Field};

/// What life units are asked for.
pub(crate) const FIELDS: [Field; 6] =
    [Field::Name, Field::Code, Field::TownshipCode, Field::Township, Field::Population, Field::UrbanRural];

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
    /// The township that its centre lies in or beside, or that it names where it lies in none.
    pub township: Option<usize>,
    /// Whether it is an urban or a rural unit, where the layer says.
    pub land_use: Option<LandUse>,
    /// What else the layer says of it.
    pub facts: Facts,
}

/// Reads the life units.
pub(crate) fn read(
    layer: &mut OpenLayer,
    plane: &Plane,
    index: &TownshipIndex,
    notes: &mut Notes,
) -> Result<Vec<LifeUnit>, Error> {
    let mut units = Vec::new();
    for placed in layer.polygons(plane, AreaRule::Plane, notes, &Silent)? {
        let position = placed.position;
        let feature = &layer.layer.features[position];
        let Some(centre) = interior_point(&placed.shape) else {
            notes.push(layer.lost(Severity::Warning, "no-area", position));
            continue;
        };
        let text = |field| layer.fields.text(feature, field);
        let township = index.at_or_beside(centre).or_else(|| {
            let (code, name) = (text(Field::TownshipCode), text(Field::Township));
            let named = index.named(code.as_deref(), name.as_deref());
            index.note_taken(layer, position, named, notes);
            named.township()
        });
        let facts = facts::read(layer, position, &[Field::Population, Field::UrbanRural], notes);
        let land_use = facts.text(Field::UrbanRural).and_then(|text| {
            let land_use = urban_or_rural(text);
            if land_use.is_none() {
                notes.push(not_read(layer, position, Field::UrbanRural, "model.expected.urban-rural"));
            }
            land_use
        });
        units.push(LifeUnit {
            feature: feature.index,
            name: layer.label(feature),
            shape: placed.shape,
            centre,
            township,
            land_use,
            facts,
        });
    }
    Ok(units)
}
