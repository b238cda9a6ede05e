//! What each map shows. Figures come from the report, as every other deliverable has them.

mod borders;
mod facilities;
mod land;
mod townships;

use std::borrow::Cow;

use geo::{Coord, LineString, MultiPolygon, Rect};

use super::Printing;
use super::content::{Content, Drawn, Layer, PlaceName, TownshipMark};
use super::drawing::{Fill, Stroke};
use super::frame::around;
use crate::coverage::ServiceCoverage;
use crate::deliver::words::amount;
use crate::geometry::bounds;
use crate::model::{Facility, LandUse, Service, Study};
use crate::project::ContextKind;
use crate::report::{Row, ServiceReport};
use crate::style::{Colour, MapStyle, MapTheme};

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
        MapTheme::PlacesGap => townships::places_gap(of, map).into_iter().collect(),
        MapTheme::PlanGuide => townships::plan_guide(of, map).into_iter().collect(),
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
    /// A map with its ground and borders, and no figures yet.
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
            layers: self.ground(),
            townships: Vec::new(),
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
            let land = study.pieces.iter().filter_map(|piece| bounds(&piece.shape));
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

    fn township_shapes(self) -> Vec<Cow<'a, MultiPolygon<f64>>> {
        self.printing.study.townships.iter().map(|township| Cow::Borrowed(&township.shape)).collect()
    }

    /// The land of the townships and the context layers.
    fn ground(self) -> Vec<Layer<'a>> {
        let (style, words) = (&self.printing.project.print.style, self.printing.words);
        // Of this line the fill above it leaves the outer half: the border of the whole area.
        let around = Stroke::of(style.colours.area_border, 2.0 * style.lines.area_border_mm);
        let mut layers = vec![
            land(None, self.township_shapes(), None, Some(around)),
            land(None, self.township_shapes(), Some(Fill::of(style.colours.ground)), None),
        ];
        for context in &self.printing.study.context {
            let (key, colour, width_mm) = match context.kind {
                ContextKind::Water => ("water", style.colours.water, style.lines.water_mm),
                ContextKind::Green => ("green", style.colours.green, style.lines.water_mm),
                ContextKind::Road => ("road", style.colours.road, style.lines.road_mm),
                ContextKind::Other => ("other", style.colours.other_context, style.lines.water_mm),
            };
            let legend = Some(words.label(&format!("words.map.context.{key}")));
            let lines: Vec<_> = context.lines.0.iter().map(Cow::Borrowed).collect();
            // Areas and lines of one file are one thing to a reader.
            let of_lines = legend.clone().filter(|_| context.areas.0.is_empty());
            if !context.areas.0.is_empty() {
                let shapes = vec![Cow::Borrowed(&context.areas)];
                layers.push(land(legend, shapes, Some(Fill::of(colour)), None));
            }
            if !lines.is_empty() {
                let drawn = Drawn::Lines { lines, stroke: Stroke::of(colour, width_mm) };
                layers.push(Layer { legend: of_lines, heading: None, drawn });
            }
        }
        layers
    }

    /// The borders of the townships, each once: drawn for both sides, its dashes would fill each other's gaps.
    fn borders(self) -> Vec<Layer<'a>> {
        let (style, words) = (&self.printing.project.print.style, self.printing.words);
        if !self.has_townships() {
            return Vec::new();
        }
        let polygons = self.printing.study.townships.iter().flat_map(|township| &township.shape.0);
        let rings =
            polygons.flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
        let stroke = Stroke::of(style.colours.township_border, style.lines.township_border_mm);
        let drawn =
            Drawn::Lines { lines: borders::once(rings), stroke: stroke.dashed(&[2.2, 0.6, 0.5, 0.6]) };
        vec![Layer { legend: Some(words.label("words.map.township-border")), heading: None, drawn }]
    }

    /// Residential land by its use, in planners' colours.
    fn residential(self) -> Vec<Layer<'a>> {
        let (study, style, words) =
            (self.printing.study, &self.printing.project.print.style, self.printing.words);
        // The codes of urban and of rural homes in the classification of land and sea use.
        const USES: [(Option<LandUse>, &str, &str); 3] = [
            (None, "", "residential"),
            (Some(LandUse::Rural), "0703", "rural"),
            (Some(LandUse::Urban), "0701", "urban"),
        ];
        let stroke = Stroke::of(style.colours.township_border, style.lines.parcel_mm);
        let of_use = |(land_use, code, key): (Option<LandUse>, &str, &str)| {
            let pieces = study.pieces.iter().filter(|piece| {
                study.parcels.get(piece.parcel).is_some_and(|parcel| parcel.land_use == land_use)
            });
            let shapes: Vec<_> = pieces.map(|piece| Cow::Borrowed(&piece.shape)).collect();
            let colour = land_use_colour(style, code).unwrap_or(style.colours.residential);
            let legend = Some(words.label(&format!("words.map.land.{key}")));
            (!shapes.is_empty()).then(|| land(legend, shapes, Some(Fill::of(colour)), Some(stroke.clone())))
        };
        USES.into_iter().filter_map(of_use).collect()
    }

    /// The facilities that exist, category by category; the last ones are those without a category.
    fn facilities(self) -> Vec<Layer<'a>> {
        let heading = self.printing.words.label("words.map.facilities-heading");
        let own = |category: Option<usize>| of_category(&self.service.facilities, category);
        self.marks(&heading, false, own)
    }

    /// Those that are planned: hollow symbols.
    fn planned_facilities(self) -> Vec<Layer<'a>> {
        let heading = self.printing.words.label("words.map.planned-facilities-heading");
        let own = |category: Option<usize>| of_category(&self.service.planned, category);
        self.marks(&heading, true, own)
    }

    fn marks(
        self,
        heading: &str,
        is_hollow: bool,
        of: impl Fn(Option<usize>) -> Vec<Coord<f64>>,
    ) -> Vec<Layer<'a>> {
        let (style, words) = (&self.printing.project.print.style, self.printing.words);
        let categories = self.told.categories.iter().enumerate().map(|(k, name)| (Some(k), name.clone()));
        let rest = (None, words.label("words.map.no-category"));
        let all = categories.chain([rest]).enumerate();
        let layers = all.filter_map(|(at, (category, name))| {
            let places = of(category);
            let symbol = *style.symbols.get(at % style.symbols.len().max(1))?;
            let drawn = Drawn::Marks { places, symbol, is_hollow };
            Some(Layer { legend: Some(name), heading: Some(heading.to_owned()), drawn })
        });
        // The legend reads a map from above: the first category lies highest.
        let mut layers: Vec<_> = layers.collect();
        layers.reverse();
        layers
    }

    /// The names of the existing facilities.
    fn names(self) -> Vec<PlaceName> {
        let named =
            self.service.facilities.iter().filter_map(|facility| Some((facility, facility.name.as_ref()?)));
        named
            .flat_map(|(facility, name)| {
                facility.sites.iter().take(1).map(|site| PlaceName { at: site.at, name: name.clone() })
            })
            .collect()
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

fn of_category(facilities: &[Facility], category: Option<usize>) -> Vec<Coord<f64>> {
    let of = facilities.iter().filter(|facility| facility.category == category);
    of.flat_map(|facility| &facility.sites).map(|site| site.at).collect()
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

/// The fill of a land use: that of the longest code that its code begins with.
fn land_use_colour(style: &crate::style::Style, code: &str) -> Option<Colour> {
    let fitting = style.land_use.iter().filter(|of| !code.is_empty() && code.starts_with(&of.code));
    fitting.max_by_key(|of| of.code.len()).map(|of| of.colour)
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
