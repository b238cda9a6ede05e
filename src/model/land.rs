//! Parcels, cut by township borders into pieces.

use rayon::prelude::*;

use super::facts::Facts;
use super::layer::{OpenLayer, PlacedPolygon};
use super::parcel::{Parcel, Piece};
use super::township::{Township, TownshipIndex};
use crate::geometry::{Place, bounds, interior_point, shape_area, split_by};
use crate::note::{Notes, Severity};
use crate::project::Field;

/// What parcels are asked for.
pub(crate) const FIELDS: [Field; 6] =
    [Field::Id, Field::Name, Field::Population, Field::Households, Field::TownshipCode, Field::Township];

/// Makes parcels and their pieces, in the order of the file. Land belongs to the township that it lies in; where
/// townships are not drawn, to the one that the parcel names.
pub(crate) fn parcels(
    layer: &OpenLayer,
    placed: Vec<PlacedPolygon>,
    townships: &[Township],
    index: &TownshipIndex,
    notes: &mut Notes,
) -> (Vec<Parcel>, Vec<Piece>) {
    let are_drawn = townships.iter().any(|t| !t.shape.0.is_empty());
    let cut: Vec<(Parcel, Vec<Piece>, usize)> = placed
        .into_par_iter()
        .enumerate()
        .filter_map(|(number, polygon)| {
            let position = polygon.position;
            let feature = &layer.layer.features[position];
            let centre = interior_point(&polygon.shape)?;
            let township = if are_drawn {
                index.at(centre)
            } else {
                let code = layer.fields.text(feature, Field::TownshipCode);
                index.named(code.as_deref(), layer.fields.text(feature, Field::Township).as_deref())
            };
            let parcel = Parcel {
                feature: feature.index,
                id: layer.id(feature),
                name: layer.fields.text(feature, Field::Name),
                population: None,
                households: None,
                land_use: None,
                facts: Facts::default(),
                centre,
                township,
                plane_area_m2: polygon.plane_area_m2,
                area_factor: polygon.area_factor,
                pieces: 0..0,
            };
            let pieces = if are_drawn {
                by_place(number, polygon, townships, index)
            } else {
                vec![whole(number, polygon, township)]
            };
            Some((parcel, pieces, position))
        })
        .collect();

    let mut parcels = Vec::with_capacity(cut.len());
    let mut pieces = Vec::with_capacity(cut.len());
    for (mut parcel, parts, position) in cut {
        let feature = &layer.layer.features[position];
        let label = parcel.name.clone().or_else(|| parcel.id.clone());
        let mut amount = |field| layer.fields.amount(feature, field, layer.role, label.as_deref(), notes);
        parcel.population = amount(Field::Population);
        parcel.households = amount(Field::Households);
        for piece in parts.iter().filter(|p| p.township.is_none() && !townships.is_empty()) {
            let area = piece.plane_area_m2 * parcel.area_factor;
            let code = if parts.len() > 1 { "parcel-partly-outside" } else { "parcel-outside" };
            notes.push(layer.note(Severity::Warning, code, position).with("area", format!("{area:.2}")));
        }
        parcel.pieces = pieces.len()..pieces.len() + parts.len();
        pieces.extend(parts);
        parcels.push(parcel);
    }
    (parcels, pieces)
}

fn whole(parcel: usize, polygon: PlacedPolygon, township: Option<usize>) -> Piece {
    Piece { parcel, township, shape: polygon.shape, plane_area_m2: polygon.plane_area_m2 }
}

/// Cuts a parcel at the borders of the townships that it lies in. What lies in none is the last piece.
fn by_place(
    parcel: usize,
    polygon: PlacedPolygon,
    townships: &[Township],
    index: &TownshipIndex,
) -> Vec<Piece> {
    let Some(extent) = bounds(&polygon.shape) else { return Vec::new() };
    let near = index.near(extent);
    match near.first() {
        None => return vec![whole(parcel, polygon, None)],
        Some(&(first, Place::Inside)) => return vec![whole(parcel, polygon, Some(first))],
        Some(_) => {}
    }
    let lands = near.iter().map(|&(i, _)| (i, &townships[i].shape));
    let (parts, rest) = split_by(&polygon.shape, lands);
    let piece = |township, shape| {
        let plane_area_m2 = shape_area(&shape);
        Piece { parcel, township, shape, plane_area_m2 }
    };
    let mut pieces: Vec<Piece> = parts.into_iter().map(|(i, shape)| piece(Some(i), shape)).collect();
    if !rest.0.is_empty() {
        pieces.push(piece(None, rest));
    }
    pieces
}
