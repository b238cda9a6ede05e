//! Townships by their rates, and by what their plans lack: the classes that every map has.

use super::super::super::classes::{self, Class};
use super::super::super::layers::Layer;
use super::super::super::palette::{BORDER, NOTHING};
use super::super::super::rounding::Fixed;
use super::super::super::words::Words;
use super::look::{Figure, Fill, Filter, Label, Line, Rule, Style, Symbol};
use crate::report::{PlanReport, ServiceReport};

/// The styles of the layer of townships, one a rate: of each circle, then of the configuration.
pub(super) fn styles(service: &ServiceReport, layer: &Layer<'_>, words: Words) -> Vec<Style> {
    let of_circle = |minutes: &u32| {
        let minutes: &dyn ToString = minutes;
        (
            format!("rate_{}min", minutes.to_string()),
            words.filled("words.geopackage.style.coverage", &[("minutes", minutes)]),
        )
    };
    let minutes: Vec<u32> = service.circles.iter().map(|circle| circle.minutes).collect();
    let configuration =
        ("configuration_rate".to_owned(), words.label("words.geopackage.style.configuration"));
    let classes = classes::of_rates(service);
    minutes
        .iter()
        .map(of_circle)
        .chain([configuration])
        .map(|(field, name)| {
            let range = |class: &Class| words.filled("words.geopackage.percent", &[("range", &class.label)]);
            let alias = layer.fields.iter().find(|f| f.name == field).map_or("", |f| f.alias.as_str());
            Style {
                name,
                description: alias.to_owned(),
                rules: by_class(&field, &classes, 100.0, range, words),
                label: Some(label(Figure::Percent(field.clone()))),
            }
        })
        .collect()
}

/// The style of a layer of plan gaps.
pub(super) fn plan_gaps(plan: &PlanReport, words: Words) -> Style {
    let field = "places_short".to_owned();
    let most = plan.townships.iter().filter_map(|row| row.shortfall.places).fold(0.0, f64::max);
    let range = |class: &Class| words.filled("words.geopackage.places", &[("range", &class.label)]);
    Style {
        name: words.label("words.geopackage.style.plan-gaps"),
        description: words.label("words.geopackage.about.plan-gaps"),
        rules: by_class(&field, &classes::of_shortfalls(most), 1.0, range, words),
        label: Some(label(Figure::Amount {
            field,
            before: words.label("words.geopackage.short.before"),
            after: words.label("words.geopackage.short.after"),
        })),
    }
}

/// A rule a class, and one for what has no value. A field holds the classes' values by `unit`. The lowest class has
/// no lower bound and the highest no upper one: nothing stays undrawn.
fn by_class(
    field: &str,
    classes: &[Class],
    unit: f64,
    label: impl Fn(&Class) -> String,
    words: Words,
) -> Vec<Rule> {
    // As short as it was: 7 / 100 is not 0.07.
    let bound = |value: f64| Fixed::of(value / unit, 9).value();
    let last = classes.len().saturating_sub(1);
    let of_class = |(at, class): (usize, &Class)| {
        let mut bounds = Vec::new();
        if at > 0 || last == 0 {
            bounds.push(Filter::AtLeast(field.to_owned(), bound(class.from)));
        }
        if at < last {
            bounds.push(Filter::Below(field.to_owned(), bound(class.to)));
        }
        Rule::new(label(class), Filter::All(bounds), land(class.colour))
    };
    let nothing = Rule::new(
        words.label("words.geopackage.nothing"),
        Filter::IsNothing(field.to_owned()),
        land(NOTHING),
    );
    classes.iter().enumerate().map(of_class).chain([nothing]).collect()
}

fn land(colour: &'static str) -> Symbol {
    Symbol::Land { fill: Some(Fill::solid(colour)), hatch: None, outline: Some(Line::solid(BORDER, 0.3)) }
}

fn label(figure: Figure) -> Label {
    Label { name: "name".to_owned(), figure: Some(figure), size: 9.0, from_scale: None }
}
