//! Residential land by what the first circle covers of it, the land it leaves out, and the circles themselves.

use super::super::super::palette::{BORDER, COVERED, Colour, SERVICE_AREA, UNCOVERED};
use super::super::super::words::{Words, amount};
use super::look::{Fill, Filter, Line, Rule, Style, Symbol};
use crate::report::{CircleInfo, Report, ServiceReport};

/// Below the hatch of what is covered in part: it alone is seen where a program does not draw hatches.
const PARTLY: Colour = "#bfe3f7";
/// Rates have six decimals: below this stands 0.
const LEAST: f64 = 1e-6;

/// The styles of pieces of land: in colour, and for print in grey.
pub(super) fn parcels(service: &ServiceReport, words: Words) -> Vec<Style> {
    let Some(circle) = service.circles.first() else { return Vec::new() };
    let field = || format!("rate_{}min", circle.minutes);
    let style = |name: &str, colours: [(Colour, Option<Line>); 3], border: Line| {
        let filters = [
            Filter::AtLeast(field(), 1.0),
            Filter::All(vec![Filter::AtLeast(field(), LEAST), Filter::Below(field(), 1.0)]),
            Filter::Below(field(), LEAST),
        ];
        let labels = ["covered", "partly", "uncovered"].map(|class| {
            words.filled(&format!("words.geopackage.land.{class}"), &[("minutes", &circle.minutes)])
        });
        let rules = filters.into_iter().zip(labels).zip(colours).map(|((filter, label), (colour, hatch))| {
            Rule::new(
                label,
                filter,
                Symbol::Land { fill: Some(Fill::solid(colour)), hatch, outline: Some(border) },
            )
        });
        Style {
            name: words.filled(&format!("words.geopackage.style.{name}"), &[("minutes", &circle.minutes)]),
            description: words.circle_line(service),
            rules: rules.collect(),
            label: None,
        }
    };
    let hatched = |colour: Colour| Some(Line::solid(colour, 0.3));
    vec![
        style(
            "parcels",
            [(COVERED, None), (PARTLY, hatched(UNCOVERED)), (UNCOVERED, None)],
            Line::solid(BORDER, 0.1),
        ),
        style(
            "parcels-grey",
            [("#e6e6e6", None), ("#bdbdbd", hatched("#4d4d4d")), ("#4d4d4d", None)],
            Line::solid("#000000", 0.1),
        ),
    ]
}

/// The style of uncovered land: of the first circle, the others switched off.
pub(super) fn uncovered(service: &ServiceReport, words: Words) -> Option<Style> {
    let first = service.circles.first()?;
    let rule = |(at, circle): (usize, &CircleInfo)| {
        let is_first = at == 0;
        let symbol = Symbol::Land {
            fill: is_first.then(|| Fill::solid(UNCOVERED)),
            hatch: (!is_first).then(|| Line::solid(UNCOVERED, 0.3)),
            outline: Some(Line::solid(UNCOVERED, 0.2)),
        };
        let label = words.filled("words.geopackage.land.left-out", &[("minutes", &circle.minutes)]);
        Rule { is_shown: is_first, ..Rule::new(label, of_minutes(circle), symbol) }
    };
    Some(Style {
        name: words.filled("words.geopackage.style.uncovered", &[("minutes", &first.minutes)]),
        description: words.circle_line(service),
        rules: service.circles.iter().enumerate().map(rule).collect(),
        label: None,
    })
}

/// The style of the service areas: the first service's circles, those of others switched off.
pub(super) fn service_areas(report: &Report, words: Words) -> Style {
    let mut rules = Vec::new();
    for (position, service) in report.services.iter().enumerate() {
        for (at, circle) in service.circles.iter().enumerate() {
            let mut label = words.filled(
                "words.geopackage.circle",
                &[("minutes", &circle.minutes), ("radius", &amount(circle.radius_m))],
            );
            if report.services.len() > 1 {
                label = words
                    .filled("words.geopackage.of-service", &[("service", &service.name), ("circle", &label)]);
            }
            let filter =
                Filter::All(vec![Filter::Is("service".to_owned(), service.id.clone()), of_minutes(circle)]);
            let symbol = Symbol::Land {
                fill: Some(Fill { colour: SERVICE_AREA, opacity: if at == 0 { 0.14 } else { 0.06 } }),
                hatch: None,
                outline: Some(Line { colour: SERVICE_AREA, width: 0.35, is_dashed: at > 0 }),
            };
            rules.push(Rule { is_shown: position == 0, ..Rule::new(label, filter, symbol) });
        }
    }
    Style {
        name: words.label("words.geopackage.style.service-areas"),
        description: words.label("words.geopackage.about.service-areas"),
        rules,
        label: None,
    }
}

fn of_minutes(circle: &CircleInfo) -> Filter {
    Filter::IsNumber("minutes".to_owned(), circle.minutes)
}
