//! What each map shows. Figures come from the report, as every other deliverable has them.

mod borders;
mod facilities;
mod ground;
mod land;
mod plans;
mod sites;
mod townships;

use std::borrow::Cow;

use geo::{Coord, LineString, MultiPolygon, Rect};

use super::Printing;
use super::content::{Content, Drawn, Layer, TownshipMark};
use super::drawing::{Fill, Stroke};
use crate::coverage::ServiceCoverage;
use crate::deliver::words::amount;
use crate::geometry::{around, bounds};
use crate::model::{Service, Study};
use crate::report::{Row, ServiceReport};
use crate::style::{MapStyle, MapTheme};

/// A service, from all sides.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) printing: &'a Printing<'a>,
    /// Its place in the report.
    pub(super) position: usize,
    pub(super) told: &'a ServiceReport,
    pub(super) service: &'a Service,
    pub(super) coverage: &'a ServiceCoverage,
}

/// The maps of a style for a service. A map whose data are not there (a plan, townships) is none.
pub(super) fn of<'a>(of: Of<'a>, map: &MapStyle) -> Vec<Content<'a>> {
    match map.theme {
        MapTheme::Facilities => vec![facilities::content(of, map)],
        MapTheme::Coverage => {
            (0..of.told.circles.len()).filter_map(|circle| land::coverage(of, circle, map)).collect()
        }
        MapTheme::Uncovered => vec![land::uncovered(of, map)],
        MapTheme::Rates => townships::rates(of, map).into_iter().collect(),
        MapTheme::PlacesGap => plans::each(of, |plan| plans::places_gap(of, plan, map)),
        MapTheme::PlanGuide => plans::each(of, |plan| plans::plan_guide(of, plan, map)),
    }
}

/// What the townships of the atlas show of a service.
pub(super) fn plate(of: Of<'_>) -> Content<'_> {
    land::plate(of)
}

/// The borders of the townships, each once; without those between them where there are more than `most_townships`.
pub(super) fn outlines(study: &Study, most_townships: usize) -> Vec<Cow<'_, LineString<f64>>> {
    let polygons = study.townships.iter().flat_map(|township| &township.shape.0);
    let rings = polygons.map(geo::Polygon::exterior);
    if study.townships.len() > most_townships { borders::outer(rings) } else { borders::once(rings) }
}

impl<'a> Of<'a> {
    /// A map of the bare area, without figures yet.
    fn content(
        self,
        name: &str,
        key: &str,
        map: &MapStyle,
        values: &[(&'static str, &dyn ToString)],
    ) -> Content<'a> {
        let printing = self.printing;
        let words = printing.words;
        let year = words.figure(printing.report.project.year);
        let mut all: Vec<(&'static str, &dyn ToString)> = vec![("service", &self.told.name), ("year", &year)];
        all.extend(values);
        let title = match &map.title {
            Some(own) => {
                all.push(("project", &printing.report.project.name));
                filled(own, &all)
            }
            None => words.filled(&format!("words.map.title.{key}"), &all),
        };
        Content {
            name: name.to_owned(),
            title,
            subtitle: printing.subtitle(),
            extent: self.extent(),
            layers: self.base(),
            townships: Vec::new(),
            are_townships_filled: false,
            places: Vec::new(),
            bars: None,
            figures: Vec::new(),
            method: Vec::new(),
        }
    }

    /// What every map of the study shows: the townships, or without these the land and the facilities.
    fn extent(self) -> Rect<f64> {
        let study = self.printing.study;
        let of_townships = around(study.townships.iter().filter_map(|t| bounds(&t.shape)));
        let of_rest = || {
            let land = study.pieces.iter().map(|piece| piece.extent);
            let sites =
                self.service.facilities.iter().flat_map(|f| &f.sites).map(|site| Rect::new(site.at, site.at));
            around(land.chain(sites))
        };
        let nothing = Coord { x: 0.0, y: 0.0 };
        of_townships.or_else(of_rest).unwrap_or_else(|| Rect::new(nothing, nothing))
    }

    fn has_townships(self) -> bool {
        self.printing.study.townships.iter().any(|township| !township.shape.0.is_empty())
    }

    /// The townships with a figure each.
    fn township_marks(self, figure: impl Fn(usize, &Row) -> Option<String>) -> Vec<TownshipMark<'a>> {
        let pairs = self.printing.study.townships.iter().zip(&self.told.townships).enumerate();
        pairs
            .map(|(at, (township, row))| TownshipMark {
                shape: &township.shape,
                name: township.name.clone(),
                figure: figure(at, row),
                values: Vec::new(),
            })
            .collect()
    }

    /// The radius of each circle, for the foot of a map.
    fn circle_line(self) -> String {
        self.printing.words.circle_line(self.told)
    }

    /// The shapes of the land that a circle leaves out: made once, since several maps draw them.
    fn left_out(self, circle: usize) -> &'a [MultiPolygon<f64>] {
        let made = self.printing.left_out.get(self.position).and_then(|circles| circles.get(circle));
        made.map_or(&[], |made| made.get_or_init(|| land::shapes_left_out(self, circle)))
    }

    /// A rate with its sign; "—" where it does not apply.
    fn percent(self, rate: Option<f64>) -> String {
        let words = self.printing.words;
        let Some(rate) = rate else { return words.none() };
        words.filled("words.map.percent", &[("percent", &words.percent(Some(rate)))])
    }

    /// A circle's radius as the legend names it.
    fn radius(self, circle: usize) -> String {
        self.told.circles.get(circle).map_or_else(String::new, |circle| amount(circle.radius_m))
    }
}

/// A title of the style with its placeholders filled, once: what stands for one may itself hold braces. A placeholder
/// of something that this map has not is nothing.
fn filled(title: &str, values: &[(&'static str, &dyn ToString)]) -> String {
    let mut out = String::new();
    let mut rest = title;
    while let Some((before, from)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = from.split_once('}') else {
            out.push('{');
            rest = from;
            continue;
        };
        let value = values.iter().find(|(known, _)| *known == name);
        out.push_str(&value.map_or_else(String::new, |(_, value)| value.to_string()));
        rest = after;
    }
    out + rest
}

/// A layer of land.
fn land<'a>(
    legend: Option<String>,
    shapes: Vec<Cow<'a, MultiPolygon<f64>>>,
    fill: Option<Fill>,
    stroke: Option<Stroke>,
) -> Layer<'a> {
    Layer { legend, heading: None, drawn: Drawn::Land { shapes, fill, stroke } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_filled_once() {
        let values: [(&'static str, &dyn ToString); 2] = [("project", &"{year}县"), ("year", &2025)];
        assert_eq!(filled("{project}{year}年{minutes}图", &values), "{year}县2025年图");
        assert_eq!(filled("图 {", &values), "图 {");
    }
}
