//! The pieces of residential land, how one service covers them, and what its circles leave out.

use std::borrow::Cow;

use super::super::rounding::Fixed;
use super::super::words::Words;
use super::{Attribute, Layer, Shape, Theme, features_of};
use crate::coverage::{ServiceCoverage, uncovered_shape};
use crate::model::{Parcel, Piece, Service, Study, Township};
use crate::report::CircleInfo;

/// Decimals of areas: 0.01 m², as in the tables.
pub(super) const AREA_DECIMALS: u32 = 2;
/// Decimals of rates: finer than the tables, so that a map's class breaks are not met by rounding.
pub(super) const RATE_DECIMALS: u32 = 6;

/// What both layers are made of.
#[derive(Clone, Copy)]
pub(super) struct Land<'a> {
    pub(super) study: &'a Study,
    pub(super) service: &'a Service,
    pub(super) circles: &'a [CircleInfo],
    pub(super) coverage: &'a ServiceCoverage,
}

/// A piece of a parcel, and of the layer of uncovered land the circle (0 in that of parcels).
#[derive(Clone, Copy)]
struct Part<'a> {
    index: usize,
    piece: &'a Piece,
    parcel: &'a Parcel,
    circle: usize,
}

impl<'a> Land<'a> {
    fn part(self, index: usize) -> Option<Part<'a>> {
        let piece = self.study.pieces.get(index)?;
        Some(Part { index, piece, parcel: self.study.parcels.get(piece.parcel)?, circle: 0 })
    }

    /// What a circle covers of a piece, in m² of the plane.
    fn covered_plane_m2(self, part: Part<'_>, circle: usize) -> Option<f64> {
        self.coverage.circles.get(circle)?.covered_plane_m2.get(part.index).copied()
    }

    /// What a circle leaves out of a piece, in m².
    fn left_out_m2(self, part: Part<'_>, circle: usize) -> Option<f64> {
        Some((part.piece.plane_area_m2 - self.covered_plane_m2(part, circle)?) * part.parcel.area_factor)
    }

    /// What both layers say of a piece.
    fn attributes(self, words: Words) -> Vec<Attribute<'a, Part<'a>>> {
        let alias = |name: &str| words.label(&format!("words.column.{name}"));
        let township =
            move |part: Part<'a>| -> Option<&'a Township> { self.study.townships.get(part.piece.township?) };
        let mut all = vec![
            Attribute::whole("feature", alias("feature"), |part: Part<'a>| Some(part.parcel.feature)),
            Attribute::text("id", alias("id"), |part: Part<'a>| part.parcel.id.clone()),
            Attribute::text("name", alias("parcel"), |part: Part<'a>| part.parcel.name.clone()),
            Attribute::text("township_code", alias("township-code"), move |part| {
                township(part)?.code.clone()
            }),
            Attribute::text("township", alias("township"), move |part| Some(township(part)?.name.clone())),
            Attribute::number("area_m2", alias("parcel-area"), AREA_DECIMALS, |part: Part<'a>| {
                Some(part.piece.plane_area_m2 * part.parcel.area_factor)
            }),
        ];
        for (at, circle) in self.circles.iter().enumerate() {
            let minutes = circle.minutes;
            let of_circle =
                |name: &str| words.filled(&format!("words.layer-field.{name}"), &[("minutes", &minutes)]);
            all.push(Attribute::number(
                format!("covered_{minutes}min_m2"),
                of_circle("covered"),
                AREA_DECIMALS,
                move |part: Part<'a>| Some(self.covered_plane_m2(part, at)? * part.parcel.area_factor),
            ));
            all.push(Attribute::number(
                format!("rate_{minutes}min"),
                of_circle("rate"),
                RATE_DECIMALS,
                move |part: Part<'a>| {
                    let whole = part.piece.plane_area_m2;
                    self.covered_plane_m2(part, at).filter(|_| whole > 0.0).map(|covered| covered / whole)
                },
            ));
        }
        let nearest = move |part: Part<'a>| self.coverage.nearest.get(part.index).copied().flatten();
        all.push(Attribute::text("nearest_facility", alias("nearest-facility"), move |part| {
            let facility = self.service.facilities.get(nearest(part)?.facility)?;
            Some(facility.called())
        }));
        all.push(Attribute::number("nearest_distance_m", alias("nearest-distance"), 1, move |part| {
            Some(nearest(part)?.distance_m)
        }));
        all
    }
}

/// Every piece of residential land, with its share in every circle.
pub(super) fn parcels(land: Land<'_>, words: Words) -> Layer<'_> {
    let parts = move |index: usize| {
        let part = land.part(index);
        part.map(|part| (part, Shape::Land(Cow::Borrowed(&part.piece.shape)))).into_iter().collect()
    };
    let (fields, features) = features_of(land.attributes(words), Box::new(parts));
    Layer {
        name: "parcels".to_owned(),
        title: words.filled("words.layer.parcels", &[("service", &land.service.name)]),
        theme: Theme::Parcels,
        service: None,
        fields,
        items: land.study.pieces.len(),
        is_quick: true,
        features,
    }
}

/// The land of every piece that a circle leaves out: a feature for each circle that leaves out at least what the
/// tables can show, 0.01 m².
pub(super) fn uncovered(land: Land<'_>, words: Words) -> Layer<'_> {
    let mut attributes = land.attributes(words);
    let alias = |name: &str| words.label(&format!("words.layer-field.{name}"));
    attributes.push(Attribute::whole("minutes", alias("minutes"), move |part: Part<'_>| {
        land.circles.get(part.circle).map(|circle| circle.minutes)
    }));
    attributes.push(Attribute::number("uncovered_m2", alias("uncovered"), AREA_DECIMALS, move |part| {
        land.left_out_m2(part, part.circle)
    }));
    let parts = move |index: usize| {
        let Some(part) = land.part(index) else { return Vec::new() };
        let of_circle = |(at, coverage)| {
            let left_out = land.left_out_m2(part, at)?;
            if Fixed::of(left_out, AREA_DECIMALS).is_zero() {
                return None;
            }
            let shape = uncovered_shape(land.study, coverage, index);
            Some((Part { circle: at, ..part }, Shape::Land(Cow::Owned(shape))))
        };
        land.coverage.circles.iter().enumerate().take(land.circles.len()).filter_map(of_circle).collect()
    };
    let (fields, features) = features_of(attributes, Box::new(parts));
    Layer {
        name: "uncovered".to_owned(),
        title: words.filled("words.layer.uncovered", &[("service", &land.service.name)]),
        theme: Theme::Uncovered,
        service: None,
        fields,
        items: land.study.pieces.len(),
        is_quick: true,
        features,
    }
}
