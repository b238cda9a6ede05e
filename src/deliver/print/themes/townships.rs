//! Townships by their rate, and against the layout plan.

use std::borrow::Cow;

use super::{Of, land};
use crate::deliver::classes::{self, Class};
use crate::deliver::print::content::{Bars, Content, Layer};
use crate::deliver::print::drawing::{Fill, Hatch, HatchDirection};
use crate::deliver::words::amount;
use crate::report::{IndicatorMeasure, PlanReport, Row};
use crate::style::{Colour, MapStyle};

/// Townships by the rate that the standards ask for; its classes break at the targets.
pub(super) fn rates<'a>(of: Of<'a>, map: &MapStyle) -> Option<Content<'a>> {
    if !of.has_townships() {
        return None;
    }
    let words = of.printing.words;
    let service = of.told;
    let widest = service.circles.len().checked_sub(1)?;
    let by_coverage = classes::leading_rate(service)
        .is_some_and(|leading| leading.measure == IndicatorMeasure::CoverageRate);
    let rate = |row: &Row| match by_coverage {
        true => row.coverage.get(widest).and_then(|entry| entry.rate),
        false => row.configuration.rate,
    };
    let minutes = service.circles.get(widest)?.minutes;
    let (key, name) = if by_coverage {
        ("rates-of-coverage", "coverage")
    } else {
        ("rates-of-configuration", "configuration")
    };
    let mut content = of.content(&format!("townships_by_{name}_rate"), key, map, &[("minutes", &minutes)]);
    let heading = words.filled(&format!("words.map.{key}-heading"), &[("minutes", &minutes)]);
    let values: Vec<Option<f64>> =
        service.townships.iter().map(|row| rate(row).map(|rate| rate * 100.0)).collect();
    content.layers.extend(classed(of, &classes::of_rates(service), &values, &heading));
    content.layers.extend(of.borders());
    let shown = |rate: Option<f64>| of.percent(rate);
    content.townships = of.township_marks(|_, row| Some(shown(rate(row))));
    content.figures = vec![(words.label("words.map.figure.county"), shown(rate(&service.county)))];
    if let Some(leading) = classes::leading_rate(service) {
        content.figures.extend(leading.targets.iter().map(|target| {
            let name = words.filled("words.map.figure.target", &[("year", &target.year)]);
            (name, words.filled("words.map.percent", &[("percent", &amount(target.value))]))
        }));
    }
    let reading = words.configuration_line(service, &of.printing.report.method);
    content.method = if by_coverage { vec![of.circle_line()] } else { vec![reading, of.circle_line()] };
    Some(content)
}

/// Townships by the places that are missing against the leading plan, with a bar a category.
pub(super) fn places_gap<'a>(of: Of<'a>, map: &MapStyle) -> Option<Content<'a>> {
    let plan = of.told.plan.as_ref().filter(|_| of.has_townships())?;
    let words = of.printing.words;
    let year = words.figure(plan.year);
    let mut content = of.content("places_gap", "places-gap", map, &[("plan_year", &year)]);
    let values: Vec<Option<f64>> = plan.townships.iter().map(|row| row.shortfall.places).collect();
    let most = values.iter().flatten().copied().fold(0.0, f64::max);
    let heading = words.label("words.map.places-gap-heading");
    content.layers.extend(classed(of, &classes::of_shortfalls(most), &values, &heading));
    content.layers.extend(of.borders());
    content.townships = of.township_marks(|at, _| {
        let places = words.amount(plan.townships.get(at)?.shortfall.places);
        Some(words.filled("words.map.short-of-places", &[("places", &places)]))
    });
    let style = &of.printing.project.print.style;
    let categories = &of.told.categories;
    let fills = categories.iter().enumerate().map(|(k, category)| {
        let symbol = style.symbols.get(k % style.symbols.len().max(1));
        (
            category.clone(),
            bar_fill(k, symbol.map_or(style.colours.existing, |symbol| symbol.colour), style.colours.paper),
        )
    });
    let gap = |at: usize, k: usize| {
        let row = plan.rows.get(at * categories.len() + k)?;
        (plan.townships.get(at)?.township == row.township).then_some(row.gap.places?.max(0.0))
    };
    with_bars(&mut content, words.label("words.map.gap-bars-heading"), fills.collect(), gap);
    content.figures = county_figures(of, plan);
    content.method = vec![words.label("words.map.method-gap")];
    Some(content)
}

/// What is planned for each township beside what exists, over the facilities that exist and those that are planned.
pub(super) fn plan_guide<'a>(of: Of<'a>, map: &MapStyle) -> Option<Content<'a>> {
    let plan = of.told.plan.as_ref().filter(|_| of.has_townships())?;
    let words = of.printing.words;
    let year = words.figure(plan.year);
    let mut content = of.content("plan_guide", "plan-guide", map, &[("plan_year", &year)]);
    content.layers.extend(of.residential());
    content.layers.extend(of.borders());
    content.layers.extend(of.planned_facilities());
    content.layers.extend(of.facilities());
    content.townships = of.township_marks(|_, _| None);
    let colours = of.printing.project.print.style.colours;
    let series = vec![
        (
            words.filled("words.map.planned-places", &[("plan_year", &year)]),
            bar_fill(1, colours.planned, colours.paper),
        ),
        (words.label("words.map.existing-places"), Fill::of(colours.existing)),
    ];
    let value = |at: usize, k: usize| {
        let row = plan.townships.get(at)?;
        if k == 0 { row.planned.places } else { row.existing.places }
    };
    with_bars(&mut content, words.label("words.map.guide-bars-heading"), series, value);
    content.figures = county_figures(of, plan);
    content.method = vec![words.label("words.map.method-gap")];
    Some(content)
}

/// A layer a class, and one of the townships that have no value.
fn classed<'a>(of: Of<'a>, classes: &[Class], values: &[Option<f64>], heading: &str) -> Vec<Layer<'a>> {
    let (study, style, words) = (of.printing.study, &of.printing.project.print.style, of.printing.words);
    let last = classes.len().saturating_sub(1);
    let is_in = |k: usize, class: &Class, value: f64| {
        let (is_first, is_last) = (k == 0, k == last);
        (value >= class.from || is_first) && (value < class.to || is_last)
    };
    let shapes = |is_in: &dyn Fn(Option<f64>) -> bool| -> Vec<_> {
        let of_class = study.townships.iter().zip(values).filter(|(_, value)| is_in(**value));
        of_class.map(|(township, _)| Cow::Borrowed(&township.shape)).collect()
    };
    let nothing =
        (words.label("words.map.no-figure"), style.colours.nothing, shapes(&|value| value.is_none()));
    let of_classes = classes.iter().enumerate().map(|(k, class)| {
        let colour = Colour::parse(class.colour).unwrap_or(style.colours.nothing);
        (class.label.clone(), colour, shapes(&|value| value.is_some_and(|value| is_in(k, class, value))))
    });
    let all = std::iter::once(nothing).chain(of_classes).filter(|(_, _, shapes)| !shapes.is_empty());
    all.map(|(label, colour, shapes)| Layer {
        heading: Some(heading.to_owned()),
        ..land(Some(label), shapes, Some(Fill::of(colour)), None)
    })
    .collect()
}

/// Gives the townships bars: `value` says how high the bar of a series is in a township.
fn with_bars(
    content: &mut Content<'_>,
    heading: String,
    series: Vec<(String, Fill)>,
    value: impl Fn(usize, usize) -> Option<f64>,
) {
    for (at, mark) in content.townships.iter_mut().enumerate() {
        mark.values = (0..series.len()).map(|k| value(at, k)).collect();
    }
    let values = content.townships.iter().flat_map(|mark| &mark.values).flatten();
    let most = values.copied().fold(0.0, f64::max);
    content.bars = Some(Bars { heading, series, most });
}

/// The fill of the bars of a series: told apart without colour by lines over it.
fn bar_fill(series: usize, colour: Colour, line: Colour) -> Fill {
    let direction =
        [None, Some(HatchDirection::Rising), Some(HatchDirection::Dotted), Some(HatchDirection::Falling)];
    let hatch = |direction| Hatch { direction, colour: line, width_mm: 0.22, spacing_mm: 0.75 };
    Fill { hatch: direction[series % direction.len()].map(hatch), ..Fill::of(colour) }
}

fn county_figures(of: Of<'_>, plan: &PlanReport) -> Vec<(String, String)> {
    let words = of.printing.words;
    let Some(all) = plan.county.iter().find(|row| row.category.is_none()) else { return Vec::new() };
    [("planned", all.planned.places), ("existing", all.existing.places), ("short", all.shortfall.places)]
        .map(|(key, places)| (words.label(&format!("words.map.figure.plan-{key}")), words.amount(places)))
        .to_vec()
}
