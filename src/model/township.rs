//! Townships (乡镇、街道): what a planner counts by.

mod borders;
mod index;

use std::collections::HashMap;

use geo::MultiPolygon;

pub(crate) use self::borders::Borders;
pub(crate) use self::index::TownshipIndex;
use super::facts::{self, Facts};
use super::layer::OpenLayer;
use super::names::{normalised_name, township_code};
use crate::crs::Plane;
use crate::error::Error;
use crate::geometry::united;
use crate::note::{Notes, Severity};
use crate::progress::Silent;
use crate::project::{AreaRule, Field};

/// What townships are asked for.
pub(crate) const FIELDS: [Field; 7] = [
    Field::Code,
    Field::Name,
    Field::Population,
    Field::Households,
    Field::Under3,
    Field::HealthCentre,
    Field::DemonstrationInstitution,
];

/// Those that are kept as facts.
const FACTS: [Field; 3] = [Field::Under3, Field::HealthCentre, Field::DemonstrationInstitution];

/// A township.
#[derive(Debug, Clone)]
pub struct Township {
    /// Its place in the file, counted from 1.
    pub feature: usize,
    /// Its administrative code (usually nine digits), where the layer has one.
    pub code: Option<String>,
    /// Its name; its code or place in the file where it has none.
    pub name: String,
    /// Its land: valid, outer rings anticlockwise, holes clockwise, in the plane. Empty when townships are only
    /// named by the parcels.
    pub shape: MultiPolygon<f64>,
    /// Its residents, where the layer says.
    pub population: Option<f64>,
    /// Its households, where the layer says.
    pub households: Option<f64>,
    /// What else the layer says of it.
    pub facts: Facts,
}

/// Reads the township layer: the townships, and how many features they were made of. Features of one code (or,
/// without codes, one name) are parts of one township, of which the first says all that is said of it.
pub(crate) fn read(
    layer: &mut OpenLayer,
    plane: &Plane,
    notes: &mut Notes,
) -> Result<(Vec<Township>, usize), Error> {
    let mut townships: Vec<Township> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut used = 0;
    for placed in layer.polygons(plane, AreaRule::Plane, notes, &Silent)? {
        used += 1;
        let feature = &layer.layer.features[placed.position];
        let code = layer.fields.text(feature, Field::Code);
        let name = layer.fields.text(feature, Field::Name).or_else(|| code.clone()).unwrap_or_else(|| {
            notes.push(layer.note(Severity::Warning, "township-without-name", placed.position));
            format!("#{}", feature.index)
        });
        let label = Some(name.clone());
        let mut amount = |field| layer.fields.amount(feature, field, "townships", label.as_deref(), notes);
        let (population, households) = (amount(Field::Population), amount(Field::Households));
        let facts = facts::read(layer, placed.position, &FACTS, notes);
        let key = code.as_deref().and_then(township_code).unwrap_or_else(|| normalised_name(&name));
        if let Some(&first) = known.get(&key) {
            let earlier = &mut townships[first];
            earlier.shape = united(&earlier.shape, &placed.shape);
            notes.push(
                layer
                    .note(Severity::Warning, "township-twice", placed.position)
                    .with("first", earlier.feature)
                    .with("key", key),
            );
            continue;
        }
        known.insert(key, townships.len());
        townships.push(Township {
            feature: feature.index,
            code,
            name,
            shape: placed.shape,
            population,
            households,
            facts,
        });
    }
    Ok((townships, used))
}

/// Townships that no layer draws, but parcels name: one for each code or name, in order of first appearance.
pub(crate) fn named_by(parcels: &OpenLayer) -> Vec<Township> {
    let mut townships: Vec<Township> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for feature in &parcels.layer.features {
        let code = parcels.fields.text(feature, Field::TownshipCode);
        let name = parcels.fields.text(feature, Field::Township);
        let key = code.as_deref().and_then(township_code).or_else(|| name.as_deref().map(normalised_name));
        let Some(key) = key else { continue };
        known.entry(key.clone()).or_insert_with(|| {
            townships.push(Township {
                feature: feature.index,
                code,
                name: name.unwrap_or(key),
                shape: MultiPolygon(Vec::new()),
                population: None,
                households: None,
                facts: Facts::default(),
            });
            townships.len() - 1
        });
    }
    townships
}
