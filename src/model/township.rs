//! Townships (乡镇、街道): what a planner counts by.

use std::collections::HashMap;

use geo::{Coord, MultiPolygon, Rect};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::facts::{self, Facts};
use super::layer::OpenLayer;
use super::names::{normalised_name, township_code};
use super::township_names::{Named, TownshipNames};
use crate::crs::Plane;
use crate::error::Error;
use crate::geometry::{IndexedLand, Place, bounds, intersection, shape_area, united};
use crate::note::{Note, Notes, Severity};
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

/// Townships that share more than this are reported, m².
const SHARED_M2: f64 = 1.0;

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
    layer: &OpenLayer,
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

/// Finds townships by place, by code and by name.
pub(crate) struct TownshipIndex {
    lands: Vec<Option<IndexedLand>>,
    boxes: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    names: TownshipNames,
}

impl TownshipIndex {
    pub(crate) fn of(townships: &[Township]) -> Self {
        let lands: Vec<Option<IndexedLand>> =
            townships.par_iter().map(|t| IndexedLand::new(&t.shape)).collect();
        let boxes = lands.iter().enumerate().filter_map(|(i, land)| {
            let e = land.as_ref()?.extent();
            Some(GeomWithData::new(
                Rectangle::from_corners([e.min().x, e.min().y], [e.max().x, e.max().y]),
                i,
            ))
        });
        let boxes = RTree::bulk_load(boxes.collect());
        Self { lands, boxes, names: TownshipNames::of(townships) }
    }

    /// Whether there are no townships at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The townships that a box may lie in, by their order, and how it lies in each.
    pub(crate) fn near(&self, extent: Rect<f64>) -> Vec<(usize, Place)> {
        let envelope = AABB::from_corners([extent.min().x, extent.min().y], [extent.max().x, extent.max().y]);
        let mut near: Vec<usize> =
            self.boxes.locate_in_envelope_intersecting(&envelope).map(|b| b.data).collect();
        near.sort_unstable();
        near.into_iter()
            .filter_map(|i| Some((i, self.lands[i].as_ref()?.place_of(extent))))
            .filter(|(_, place)| *place != Place::Outside)
            .collect()
    }

    /// The first township that a point lies in, borders included.
    pub(crate) fn at(&self, at: Coord<f64>) -> Option<usize> {
        let point = AABB::from_point([at.x, at.y]);
        self.boxes
            .locate_in_envelope_intersecting(&point)
            .map(|b| b.data)
            .filter(|&i| self.lands[i].as_ref().is_some_and(|land| land.contains(at)))
            .min()
    }

    /// The township of a code, or else of a name.
    pub(crate) fn named(&self, code: Option<&str>, name: Option<&str>) -> Named {
        let by_code = code.and_then(township_code).and_then(|code| self.names.by_code(&code));
        let by_name = || name.map_or(Named::Unknown, |name| self.names.by_name(name));
        by_code.map_or_else(by_name, Named::As)
    }

    /// Tells where a feature names a township by another kind than the layer has, or by none.
    pub(crate) fn note_taken(&self, layer: &OpenLayer, position: usize, named: Named, notes: &mut Notes) {
        if let Named::ButForKind(at) = named {
            let feature = layer.layer.features.get(position);
            let stated = feature.and_then(|feature| layer.fields.text(feature, Field::Township));
            let note = layer.note(Severity::Warning, "township-taken", position);
            notes.push(note.with("stated", stated.unwrap_or_default()).with("taken", self.names.written(at)));
        }
    }

    /// The names of the townships.
    pub(crate) fn names(&self) -> &TownshipNames {
        &self.names
    }

    /// Tells which townships overlap: land there belongs to the first one.
    pub(crate) fn note_overlaps(&self, townships: &[Township], notes: &mut Notes) {
        let found: Vec<(usize, usize, f64)> = (0..townships.len())
            .into_par_iter()
            .flat_map_iter(|i| {
                let shape = &townships[i].shape;
                let near = bounds(shape).map(|e| self.near(e)).unwrap_or_default();
                near.into_iter().filter(move |(j, _)| *j > i).filter_map(move |(j, _)| {
                    let shared = shape_area(&intersection(shape, &townships[j].shape));
                    (shared > SHARED_M2).then_some((i, j, shared))
                })
            })
            .collect();
        for (i, j, shared) in found {
            notes.push(
                Note::new(Severity::Warning, "townships-overlap")
                    .layer("townships")
                    .feature(townships[i].feature, Some(townships[i].name.clone()))
                    .with("other", &townships[j].name)
                    .with("area", format!("{shared:.1}")),
            );
        }
    }
}
