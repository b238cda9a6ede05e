//! Parcels, cut by township borders into pieces.

use geo::Coord;
use rayon::prelude::*;

use super::facts;
use super::land_use::LandUse;
use super::layer::{OpenLayer, PlacedPolygon};
use super::parcel::{Parcel, Piece};
use super::township::{Township, TownshipIndex};
use crate::geometry::{Place, bounds, interior_point, shape_area, split_by};
use crate::note::{Notes, Severity};
use crate::progress::{Counter, Progress};
use crate::project::Field;

/// What parcels are asked for.
pub(crate) const FIELDS: [Field; 11] = [
    Field::Id,
    Field::Name,
    Field::Population,
    Field::Households,
    Field::TownshipCode,
    Field::Township,
    Field::LandUse,
    Field::UrbanRural,
    Field::NewHousing,
    Field::ChildcareFloorArea,
    Field::Places,
];

/// Those that are kept as facts.
const FACTS: [Field; 3] = [Field::NewHousing, Field::ChildcareFloorArea, Field::Places];

/// Makes parcels and their pieces of the polygons that are homes, in the order of the file. Land belongs to the
/// township that it lies in; where townships are not drawn, to the one that the parcel names. `progress` advances by
/// the polygons.
pub(crate) fn parcels(
    layer: &OpenLayer,
    homes: Vec<(PlacedPolygon, Option<LandUse>)>,
    townships: &[Township],
    index: &TownshipIndex,
    notes: &mut Notes,
    progress: &dyn Progress,
) -> (Vec<Parcel>, Vec<Piece>) {
    let are_drawn = townships.iter().any(|t| !t.shape.0.is_empty());
    let cut: Vec<Result<Cut, usize>> = homes
        .into_par_iter()
        .map_init(
            || Counter::of(progress),
            |counter, (polygon, land_use)| {
                counter.one();
                let position = polygon.position;
                let feature = &layer.layer.features[position];
                let centre = interior_point(&polygon.shape).ok_or(position)?;
                let township = if are_drawn {
                    index.at(centre)
                } else {
                    let code = layer.fields.text(feature, Field::TownshipCode);
                    let name = layer.fields.text(feature, Field::Township);
                    index.named(code.as_deref(), name.as_deref()).township()
                };
                let (plane_area_m2, area_factor) = (polygon.plane_area_m2, polygon.area_factor);
                let parts = if are_drawn {
                    by_place(polygon, townships, index)
                } else {
                    vec![whole(polygon, township)]
                };
                Ok(Cut { position, land_use, centre, township, plane_area_m2, area_factor, parts })
            },
        )
        .collect();

    let mut parcels = Vec::with_capacity(cut.len());
    let mut pieces = Vec::with_capacity(cut.len());
    for cut in cut {
        let cut = match cut {
            Ok(cut) => cut,
            Err(position) => {
                notes.push(layer.lost(Severity::Warning, "no-area", position));
                continue;
            }
        };
        let feature = &layer.layer.features[cut.position];
        let name = layer.fields.text(feature, Field::Name);
        let id = layer.id(feature);
        let label = name.clone().or_else(|| id.clone());
        let mut amount = |field| layer.fields.amount(feature, field, layer.role, label.as_deref(), notes);
        let (population, households) = (amount(Field::Population), amount(Field::Households));
        for part in cut.parts.iter().filter(|p| p.township.is_none() && !townships.is_empty()) {
            let area = part.plane_area_m2 * cut.area_factor;
            let code = if cut.parts.len() > 1 { "parcel-partly-outside" } else { "parcel-outside" };
            notes.push(layer.note(Severity::Warning, code, cut.position).with("area", format!("{area:.2}")));
        }
        let first = pieces.len();
        pieces.extend(cut.parts.into_iter().map(|part| Piece { parcel: parcels.len(), ..part }));
        parcels.push(Parcel {
            feature: feature.index,
            id,
            name,
            population,
            households,
            land_use: cut.land_use,
            facts: facts::read(layer, cut.position, &FACTS, notes),
            centre: cut.centre,
            township: cut.township,
            plane_area_m2: cut.plane_area_m2,
            area_factor: cut.area_factor,
            pieces: first..pieces.len(),
        });
    }
    (parcels, pieces)
}

/// A parcel in the making, cut by township borders.
struct Cut {
    position: usize,
    land_use: Option<LandUse>,
    centre: Coord<f64>,
    township: Option<usize>,
    plane_area_m2: f64,
    area_factor: f64,
    /// Its pieces, which do not know yet whose they are.
    parts: Vec<Piece>,
}

fn whole(polygon: PlacedPolygon, township: Option<usize>) -> Piece {
    Piece { parcel: 0, township, shape: polygon.shape, plane_area_m2: polygon.plane_area_m2 }
}

/// Cuts a parcel at the borders of the townships that it lies in. What lies in none is the last piece.
fn by_place(polygon: PlacedPolygon, townships: &[Township], index: &TownshipIndex) -> Vec<Piece> {
    let Some(extent) = bounds(&polygon.shape) else { return Vec::new() };
    let near = index.near(extent);
    match near.first() {
        None => return vec![whole(polygon, None)],
        Some(&(first, Place::Inside)) => return vec![whole(polygon, Some(first))],
        Some(_) => {}
    }
    let lands = near.iter().map(|&(i, _)| (i, &townships[i].shape));
    let (parts, rest) = split_by(&polygon.shape, lands);
    let piece = |township, shape| {
        let plane_area_m2 = shape_area(&shape);
        Piece { parcel: 0, township, shape, plane_area_m2 }
    };
    let mut pieces: Vec<Piece> = parts.into_iter().map(|(i, shape)| piece(Some(i), shape)).collect();
    if !rest.0.is_empty() {
        pieces.push(piece(None, rest));
    }
    pieces
}
