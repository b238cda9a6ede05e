//! Residential land as the circles reach it.

use std::borrow::Cow;

use geo::MultiPolygon;
use rayon::prelude::*;

use super::{Of, land};
use crate::coverage::{service_area_shape, uncovered_shape};
use crate::deliver::columns::{Column, Columns};
use crate::deliver::print::content::{Content, Drawn, Layer};
use crate::deliver::print::drawing::{Fill, Hatch, HatchDirection, Stroke};
use crate::deliver::rounding::Fixed;
use crate::deliver::words::Words;
use crate::report::CircleInfo;
use crate::style::{Colour, MapStyle, MapTheme};

/// Land left out that is smaller than this is not drawn, as in the layers: the tables show it as 0.00 m².
const AREA_DECIMALS: u32 = 2;

/// The outlines of all circles but the first, where several are drawn, in millimetres.
const WIDER_DASHES: [f64; 2] = [1.4, 0.7];

/// What one circle reaches, and what it leaves out.
pub(super) fn coverage<'a>(of: Of<'a>, circle: usize, map: &MapStyle) -> Option<Content<'a>> {
    let words = of.printing.words;
    let style = &of.printing.project.print.style;
    let minutes = of.told.circles.get(circle)?.minutes;
    let radius = of.radius(circle);
    let values: [(&'static str, &dyn ToString); 2] = [("minutes", &minutes), ("radius", &radius)];
    let mut content = of.content(&format!("coverage_{minutes}min"), "coverage", map, &values);
    content.layers.extend(of.context());
    content.layers.push(service_area(of, circle)?);
    let label = |key: &str| Some(words.label(&format!("words.map.land.{key}")));
    content.layers.push(of_all(of, label("covered"), style.colours.covered));
    content.layers.push(left_out(of, circle, label("uncovered"), hatched(of, style.colours.uncovered)));
    content.layers.extend(of.borders());
    content.layers.extend(of.facilities());
    content.places = of.names();
    let rate = |rate: Option<f64>| of.percent(rate);
    content.townships = of.township_marks(|_, row| row.coverage.get(circle).map(|entry| rate(entry.rate)));
    let (columns, last) = (Columns::of(of.told), of.told.townships.len());
    let printed = |column: &Column| hectares_of(column, last, words);
    if let Some((entry, circle)) = of.told.county.coverage.get(circle).zip(columns.circles.get(circle)) {
        content.figures = vec![
            (words.label("words.map.figure.residential"), printed(&columns.residential)),
            (words.label("words.map.figure.covered"), printed(&circle.covered)),
            (words.label("words.map.figure.uncovered"), printed(&circle.uncovered)),
            (words.label("words.map.figure.rate"), rate(entry.rate)),
        ];
    }
    content.method =
        vec![words.filled("words.map.method-circle", &values), words.label("words.map.method-denominator")];
    Some(content)
}

/// What a township of the atlas shows: the same as [`uncovered`], over the service areas.
pub(super) fn plate<'a>(of: Of<'a>) -> Content<'a> {
    let mut content = uncovered(of, &MapStyle { theme: MapTheme::Uncovered, title: None });
    let at = (of.base().len() + of.context().len()).min(content.layers.len());
    // The widest lies lowest.
    let area = |circle| {
        let mut layer = service_area(of, circle)?;
        // Wider ones are told apart by dashes, also in the legend.
        if let (1.., Drawn::Land { stroke: Some(stroke), .. }) = (circle, &mut layer.drawn) {
            stroke.dashes = WIDER_DASHES.to_vec();
        }
        Some(layer)
    };
    let areas = (0..of.told.circles.len()).rev().filter_map(area);
    content.layers.splice(at..at, areas);
    content
}

/// What a circle reaches, as one area.
fn service_area<'a>(of: Of<'a>, circle: usize) -> Option<Layer<'a>> {
    let style = &of.printing.project.print.style;
    let (minutes, radius) = (of.told.circles.get(circle)?.minutes, of.radius(circle));
    let values: [(&'static str, &dyn ToString); 2] = [("minutes", &minutes), ("radius", &radius)];
    let area = Cow::Owned(service_area_shape(of.coverage.circles.get(circle)?));
    let outline = Stroke::of(style.colours.service_area, style.lines.service_area_mm);
    let fill = Fill::of(style.colours.service_area).at_opacity(0.10);
    let legend = of.printing.words.filled("words.map.service-area", &values);
    Some(land(Some(legend), vec![area], Some(fill), Some(outline)))
}

/// What no circle reaches, and what only the wider ones reach.
pub(super) fn uncovered<'a>(of: Of<'a>, map: &MapStyle) -> Content<'a> {
    let words = of.printing.words;
    let style = &of.printing.project.print.style;
    let mut content = of.content("uncovered", "uncovered", map, &[]);
    let circles = &of.told.circles;
    let last = circles.len().saturating_sub(1);
    let colours = style.colours;
    let minutes = |at: usize| circles.get(at).map_or(0, |circle| circle.minutes);
    let named = |key: &str, at: usize| {
        let values: [(&'static str, &dyn ToString); 2] =
            [("minutes", &minutes(at)), ("wider", &minutes(last))];
        Some(words.filled(&format!("words.map.land.{key}"), &values))
    };
    content.layers.extend(of.context());
    content.layers.push(of_all(of, named("within", 0), colours.covered));
    if last > 0 {
        content.layers.push(left_out(of, 0, named("between", 0), Fill::of(colours.partly_covered)));
    }
    content.layers.push(left_out(of, last, named("beyond", last), hatched(of, colours.uncovered)));
    content.layers.extend(of.borders());
    content.layers.extend(of.facilities());
    let columns = Columns::of(of.told);
    let left =
        |circle: usize, row: usize| Some(hectares_of(&columns.circles.get(circle)?.uncovered, row, words));
    content.townships = of.township_marks(|row, _| left(last, row));
    let of_circle = |(at, circle): (usize, &CircleInfo)| {
        let name = words.filled("words.map.figure.beyond", &[("minutes", &circle.minutes)]);
        Some((name, left(at, of.told.townships.len())?))
    };
    content.figures = circles.iter().enumerate().filter_map(of_circle).collect();
    content.method = vec![of.circle_line(), words.label("words.map.method-uncovered")];
    content
}

/// Land as the tables print it, where every column adds up to its last row.
fn hectares_of(column: &Column, row: usize, words: Words) -> String {
    let area = words.figure(column.get(row).copied().flatten());
    words.filled("words.map.hectares", &[("area", &area)])
}

/// All residential land.
fn of_all<'a>(of: Of<'a>, legend: Option<String>, colour: Colour) -> Layer<'a> {
    let style = &of.printing.project.print.style;
    let shapes = of.printing.study.pieces.iter().map(|piece| Cow::Borrowed(&piece.shape)).collect();
    let stroke = Stroke::of(style.colours.township_border, style.lines.parcel_mm);
    land(legend, shapes, Some(Fill::of(colour)), Some(stroke))
}

/// The land that a circle leaves out.
fn left_out<'a>(of: Of<'a>, circle: usize, legend: Option<String>, fill: Fill) -> Layer<'a> {
    let style = &of.printing.project.print.style;
    let stroke = Stroke::of(style.colours.township_border, style.lines.parcel_mm);
    let shapes = of.left_out(circle).iter().map(Cow::Borrowed).collect();
    land(legend, shapes, Some(fill), Some(stroke))
}

/// The shapes of the land that a circle leaves out.
pub(super) fn shapes_left_out(of: Of<'_>, circle: usize) -> Vec<MultiPolygon<f64>> {
    let study = of.printing.study;
    let Some(coverage) = of.coverage.circles.get(circle) else { return Vec::new() };
    let shape = |piece: usize| {
        let whole = study.pieces.get(piece)?;
        let left = whole.plane_area_m2 - coverage.covered_plane_m2.get(piece)?;
        if Fixed::of(left, AREA_DECIMALS).is_zero() {
            return None;
        }
        let shape = uncovered_shape(study, coverage, piece);
        (!shape.0.is_empty()).then_some(shape)
    };
    (0..study.pieces.len()).into_par_iter().filter_map(shape).collect()
}

/// A fill with lines over it, so that grey print tells it too.
fn hatched(of: Of<'_>, colour: Colour) -> Fill {
    let ink = of.printing.project.print.style.colours.ink;
    Fill::of(colour).hatched(Hatch {
        direction: HatchDirection::Rising,
        colour: ink,
        width_mm: 0.1,
        spacing_mm: 0.8,
    })
}
