//! Parcels, cut by township borders into pieces.

use std::collections::BTreeMap;

use geo::MultiPolygon;
use rayon::prelude::*;

use super::facts;
use super::land_use::LandUse;
use super::layer::OpenLayer;
use super::parcel::{Parcel, Piece, note_duplicates};
use super::placing::PlacedPolygon;
use super::township::{Township, TownshipIndex};
use crate::geometry::{Place, bounds, contains, interior_point, shape_area, split_by, united};
use crate::note::{Notes, Severity};
use crate::progress::{Counter, Progress};
use crate::project::Field;

/// A parcel larger than this is none: 5 km² is a town of 50,000 people, which a land survey draws in many polygons; it
/// is more often the outline of a township or a planning area.
const LARGEST_M2: f64 = 5e6;
/// A parcel smaller than this has room for no home, m²: it is a remnant of a cut.
const SMALLEST_M2: f64 = 10.0;

/// So many parcels are made at a time: what is in the making takes more memory than what is made.
const AT_ONCE: usize = 16_384;

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
    let making =
        Making { layer, townships, index, are_drawn: townships.iter().any(|t| !t.shape.0.is_empty()) };
    let mut parcels = Vec::with_capacity(homes.len());
    let mut pieces = Vec::with_capacity(homes.len());
    let mut slivers = Slivers::default();
    let mut homes = homes.into_iter();
    while !homes.as_slice().is_empty() {
        let block: Vec<_> = homes.by_ref().take(AT_ONCE).collect();
        let made: Vec<(Option<Made>, Notes)> = block
            .into_par_iter()
            .map_init(
                || Counter::of(progress),
                |counter, (polygon, land_use)| {
                    counter.one();
                    let mut told = Notes::default();
                    let made = making.make(polygon, land_use, &mut told);
                    (made, told)
                },
            )
            .collect();
        for (made, told) in made {
            notes.absorb(told, None, None);
            let Some(Made { position, mut parcel, parts, slivers_m2 }) = made else { continue };
            slivers.add(slivers_m2 * parcel.area_factor, position);
            let first = pieces.len();
            pieces.extend(parts.into_iter().map(|part| Piece { parcel: parcels.len(), ..part }));
            parcel.pieces = first..pieces.len();
            parcels.push(parcel);
        }
    }
    slivers.note(layer, notes);
    note_duplicates(layer, &mut parcels, &pieces, notes);
    (parcels, pieces)
}

/// What parcels are made with.
struct Making<'s> {
    layer: &'s OpenLayer,
    townships: &'s [Township],
    index: &'s TownshipIndex,
    /// Whether any township has land.
    are_drawn: bool,
}

/// A parcel, and its pieces, which do not know yet whose they are.
struct Made {
    position: usize,
    parcel: Parcel,
    parts: Vec<Piece>,
    /// How much of it in the plane lies in no township and is assigned to one, m².
    slivers_m2: f64,
}

impl Making<'_> {
    /// The parcel of a polygon; `None` where it has no area, which is told.
    fn make(&self, polygon: PlacedPolygon, land_use: Option<LandUse>, notes: &mut Notes) -> Option<Made> {
        let (layer, position) = (self.layer, polygon.position);
        let feature = layer.layer.features.get(position)?;
        let Some(centre) = interior_point(&polygon.shape) else {
            notes.push(layer.lost(Severity::Warning, "no-area", position));
            return None;
        };
        let (plane_area_m2, area_factor) = (polygon.plane_area_m2, polygon.area_factor);
        let (parts, slivers_m2) = if self.are_drawn {
            by_place(polygon, self.index)
        } else {
            let code = layer.fields.text(feature, Field::TownshipCode);
            let name = layer.fields.text(feature, Field::Township);
            let township = self.index.named(code.as_deref(), name.as_deref()).township();
            (vec![whole(polygon, township)], 0.0)
        };
        let township = match &parts[..] {
            // The centre lies in its parcel, and that in the township.
            [part] if self.are_drawn && part.township.is_some() && slivers_m2 == 0.0 => part.township,
            _ => self.index.at(centre).or_else(|| {
                let part = parts.iter().find(|part| contains(&part.shape, centre));
                part.and_then(|part| part.township)
            }),
        };
        note_size(layer, position, plane_area_m2 * area_factor, notes);
        let (id, name) = (layer.id(feature), layer.fields.text(feature, Field::Name));
        let label = name.as_deref().or(id.as_deref());
        let mut amount = |field| layer.fields.amount(feature, field, layer.role, label, notes);
        let (population, households) = (amount(Field::Population), amount(Field::Households));
        for part in parts.iter().filter(|p| p.township.is_none() && !self.townships.is_empty()) {
            let area = part.plane_area_m2 * area_factor;
            let code = if parts.len() > 1 { "parcel-partly-outside" } else { "parcel-outside" };
            notes.push(layer.note(Severity::Warning, code, position).with("area", format!("{area:.2}")));
        }
        let parcel = Parcel {
            feature: feature.index,
            id,
            name,
            population,
            households,
            land_use,
            facts: facts::read(layer, position, &FACTS, notes),
            centre,
            township,
            plane_area_m2,
            area_factor,
            pieces: 0..0,
            duplicate_of: None,
        };
        Some(Made { position, parcel, parts, slivers_m2 })
    }
}

/// Tells of a parcel whose size can hardly be that of a quarter or a village.
fn note_size(layer: &OpenLayer, position: usize, area_m2: f64, notes: &mut Notes) {
    let (severity, code) = match area_m2 {
        area if area > LARGEST_M2 => (Severity::Warning, "parcel-too-large"),
        area if area < SMALLEST_M2 => (Severity::Info, "parcel-too-small"),
        _ => return,
    };
    let note = layer.note(severity, code, position);
    notes.push(note.with("area", format!("{area_m2:.2}")).with("hectares", format!("{:.1}", area_m2 / 1e4)));
}

/// Slivers of parcels at township borders, summed.
#[derive(Default)]
struct Slivers {
    parcels: usize,
    area_m2: f64,
    /// The largest of a parcel, and the parcel's position in the layer.
    largest: Option<(f64, usize)>,
}

impl Slivers {
    fn add(&mut self, area_m2: f64, position: usize) {
        if area_m2 <= 0.0 {
            return;
        }
        self.parcels += 1;
        self.area_m2 += area_m2;
        if self.largest.is_none_or(|(largest, _)| area_m2 > largest) {
            self.largest = Some((area_m2, position));
        }
    }

    fn note(&self, layer: &OpenLayer, notes: &mut Notes) {
        let Some((largest, position)) = self.largest else { return };
        notes.push(
            layer
                .note(Severity::Info, "slivers-assigned", position)
                .with("count", self.parcels)
                .with("area", format!("{:.2}", self.area_m2))
                .with("largest", format!("{largest:.2}")),
        );
    }
}

fn whole(polygon: PlacedPolygon, township: Option<usize>) -> Piece {
    Piece::new(0, township, polygon.shape, polygon.plane_area_m2)
}

/// Cuts a parcel at the borders of the townships that it lies in, and says how much of it lies in none and is assigned
/// to one as a sliver, in the plane. What lies in none for good is the last piece.
fn by_place(polygon: PlacedPolygon, index: &TownshipIndex) -> (Vec<Piece>, f64) {
    let Some(extent) = bounds(&polygon.shape) else { return (Vec::new(), 0.0) };
    let near = index.near(extent);
    if let Some(&(first, Place::Inside)) = near.first() {
        return (vec![whole(polygon, Some(first))], 0.0);
    }
    let lands = near.iter().filter_map(|&(i, _)| Some((i, index.land_near(i, extent)?)));
    let (parts, rest) = split_by(&polygon.shape, lands);
    let mut of_townships: BTreeMap<usize, MultiPolygon<f64>> = parts.into_iter().collect();
    let (mut outside, mut slivers_m2) = (Vec::new(), 0.0);
    let mut slivers: BTreeMap<usize, MultiPolygon<f64>> = BTreeMap::new();
    for part in rest {
        match index.of_sliver(&part) {
            Some(township) => {
                slivers_m2 += shape_area(&MultiPolygon(vec![part.clone()]));
                slivers.entry(township).or_insert_with(|| MultiPolygon(Vec::new())).0.push(part);
            }
            None => outside.push(part),
        }
    }
    // Those of a township at once: along a border that is drawn in detail there are thousands.
    for (township, slivers) in slivers {
        let with_slivers = match of_townships.remove(&township) {
            Some(part) => united(&part, &slivers),
            None => slivers,
        };
        of_townships.insert(township, with_slivers);
    }
    // Land of one township alone, or of none, stays as it was drawn.
    if of_townships.len() + usize::from(!outside.is_empty()) <= 1 {
        let township = of_townships.keys().next().copied();
        return (vec![whole(polygon, township)], slivers_m2);
    }
    let piece = |township, shape| {
        let plane_area_m2 = shape_area(&shape);
        Piece::new(0, township, shape, plane_area_m2)
    };
    let mut pieces: Vec<Piece> = of_townships.into_iter().map(|(i, shape)| piece(Some(i), shape)).collect();
    if !outside.is_empty() {
        pieces.push(piece(None, MultiPolygon(outside)));
    }
    (pieces, slivers_m2)
}
