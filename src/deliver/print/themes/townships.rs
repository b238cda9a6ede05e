//! Townships by their rate.

use std::borrow::Cow;

use super::{Of, land};
use crate::deliver::classes::{self, Class};
use crate::deliver::print::content::{Content, Layer};
use crate::deliver::print::drawing::Fill;
use crate::deliver::words::amount;
use crate::report::{IndicatorMeasure, Row};
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
    // The configuration rate goes by its own circle; by the first where the service has none of these minutes.
    let of_rule = service.circles.iter().position(|c| c.minutes == of.service.configuration.minutes);
    let circle = if by_coverage { widest } else { of_rule.unwrap_or(0) };
    let minutes = service.circles.get(circle)?.minutes;
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
    content.are_townships_filled = true;
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
    // The targets are those of one standard, which the map must name.
    let standard = classes::leading_rate(service)
        .and_then(|leading| service.standards.iter().find(|standard| standard.id == leading.standard));
    content.method.extend(
        standard.map(|standard| words.filled("words.map.method-targets", &[("standard", &standard.name)])),
    );
    Some(content)
}

/// A layer a class, and one of the townships that have no value.
pub(super) fn classed<'a>(
    of: Of<'a>,
    classes: &[Class],
    values: &[Option<f64>],
    heading: &str,
) -> Vec<Layer<'a>> {
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
