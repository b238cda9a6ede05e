//! Residential land as the circles reach it.

use std::borrow::Cow;

use geo::MultiPolygon;
use rayon::prelude::*;

use super::{Of, land};
use crate::coverage::{service_area_shape, uncovered_shape};
use crate::deliver::print::content::{Content, Layer};
use crate::deliver::print::drawing::{Fill, Hatch, HatchDirection, Stroke};
use crate::deliver::rounding::Fixed;
use crate::deliver::words::hectares;
use crate::style::{Colour, MapStyle};

/// Land left out that is smaller than this is not drawn, as in the layers: the tables show it as 0.00 m².
const AREA_DECIMALS: u32 = 2;

/// What one circle reaches, and what it leaves out.
pub(super) fn coverage<'a>(of: Of<'a>, circle: usize, map: &MapStyle) -> Option<Content<'a>> {
    let words = of.printing.words;
    let style = &of.printing.project.print.style;
    let minutes = of.told.circles.get(circle)?.minutes;
    let radius = of.radius(circle);
    let values: [(&'static str, &dyn ToString); 2] = [("minutes", &minutes), ("radius", &radius)];
    let mut content = of.content(&format!("coverage_{minutes}min"), "coverage", map, &values);
    let area = Cow::Owned(service_area_shape(of.coverage.circles.get(circle)?));
    let outline = Stroke::of(style.colours.service_area, style.lines.service_area_mm);
    let fill = Fill::of(style.colours.service_area).at_opacity(0.10);
    let service_area =
        land(Some(words.filled("words.map.service-area", &values)), vec![area], Some(fill), Some(outline));
    content.layers.push(service_area);
    let label = |key: &str| Some(words.label(&format!("words.map.land.{key}")));
    content.layers.push(of_all(of, label("covered"), style.colours.covered));
    content.layers.push(left_out(of, circle, label("uncovered"), hatched(of, style.colours.uncovered)));
    content.layers.extend(of.borders());
    content.layers.extend(of.facilities());
    content.places = of.names();
    let rate = |rate: Option<f64>| words.filled("words.map.percent", &[("percent", &words.percent(rate))]);
    content.townships = of.township_marks(|_, row| row.coverage.get(circle).map(|entry| rate(entry.rate)));
    if let Some(entry) = of.told.county.coverage.get(circle) {
        let all = of.told.county.residential_area_m2;
        let area = |area: f64| {
            words.filled("words.map.hectares", &[("area", &words.fixed(Some(hectares(area)), 2))])
        };
        content.figures = vec![
            (words.label("words.map.figure.residential"), area(all)),
            (words.label("words.map.figure.covered"), area(entry.area_m2)),
            (words.label("words.map.figure.rate"), rate(entry.rate)),
        ];
    }
    content.method =
        vec![words.filled("words.map.method-circle", &values), words.label("words.map.method-denominator")];
    Some(content)
}

/// What no circle reaches, and what only the wider ones reach.
pub(super) fn uncovered<'a>(of: Of<'a>, map: &MapStyle) -> Content<'a> {
    let words = of.printing.words;
    let style = &of.printing.project.print.style;
    let mut content = of.content("uncovered", "uncovered", map, &[]);
    let circles = &of.told.circles;
    let last = circles.len().saturating_sub(1);
    let colours = style.colours;
    let named = |key: &str, at: usize| {
        let minutes = circles.get(at).map_or(0, |circle| circle.minutes);
        Some(words.filled(&format!("words.map.land.{key}"), &[("minutes", &minutes)]))
    };
    content.layers.push(of_all(of, named("within", 0), colours.covered));
    if last > 0 {
        content.layers.push(left_out(of, 0, named("beyond", 0), Fill::of(colours.partly_covered)));
    }
    content.layers.push(left_out(of, last, named("beyond", last), hatched(of, colours.uncovered)));
    content.layers.extend(of.borders());
    content.layers.extend(of.facilities());
    let left = |at: usize, row: &crate::report::Row| {
        let covered = row.coverage.get(at)?.area_m2;
        Some(words.fixed(Some(hectares(row.residential_area_m2 - covered)), 2))
    };
    let figure = |row: &crate::report::Row| {
        let area = left(last, row)?;
        Some(words.filled("words.map.hectares", &[("area", &area)]))
    };
    content.townships = of.township_marks(|_, row| figure(row));
    content.figures = circles
        .iter()
        .enumerate()
        .filter_map(|(at, circle)| {
            let name = words.filled("words.map.figure.beyond", &[("minutes", &circle.minutes)]);
            Some((name, words.filled("words.map.hectares", &[("area", &left(at, &of.told.county)?)])))
        })
        .collect();
    content.method = vec![of.circle_line(), words.label("words.map.method-uncovered")];
    content
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
    let study = of.printing.study;
    let shape = |piece: usize| -> Option<Cow<'a, MultiPolygon<f64>>> {
        let coverage = of.coverage.circles.get(circle)?;
        let whole = study.pieces.get(piece)?;
        let left = whole.plane_area_m2 - coverage.covered_plane_m2.get(piece)?;
        if Fixed::of(left, AREA_DECIMALS).is_zero() {
            return None;
        }
        let shape = uncovered_shape(study, coverage, piece);
        (!shape.0.is_empty()).then_some(Cow::Owned(shape))
    };
    let shapes: Vec<_> = (0..study.pieces.len()).into_par_iter().filter_map(shape).collect();
    let style = &of.printing.project.print.style;
    let stroke = Stroke::of(style.colours.township_border, style.lines.parcel_mm);
    land(legend, shapes, Some(fill), Some(stroke))
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
