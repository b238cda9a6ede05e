//! Townships against the layout plans.

use super::Of;
use super::townships::classed;
use crate::deliver::classes;
use crate::deliver::print::content::{Bars, Content};
use crate::deliver::print::drawing::{Fill, Hatch, HatchDirection};
use crate::report::PlanReport;
use crate::style::{Colour, MapStyle};

/// A plan, and what the names of its files have behind them.
pub(super) struct Plan<'a> {
    told: &'a PlanReport,
    suffix: String,
}

/// A map for each plan of a service whose townships have shapes: the leading one first, further ones with their year.
pub(super) fn each<'a>(of: Of<'a>, map: impl Fn(Plan<'a>) -> Content<'a>) -> Vec<Content<'a>> {
    let leading = of.told.plan.iter().map(|told| Plan { told, suffix: String::new() });
    let further = of.told.further_plans.iter().enumerate().map(|(at, told)| {
        let suffix = told.year.map_or_else(|| format!("_no{}", at + 2), |year| format!("_{year}"));
        Plan { told, suffix }
    });
    leading.chain(further).filter(|_| of.has_townships()).map(map).collect()
}

/// Townships by the places that are missing against a plan, with a bar a category.
pub(super) fn places_gap<'a>(of: Of<'a>, plan: Plan<'a>, map: &MapStyle) -> Content<'a> {
    let Plan { told: plan, suffix } = plan;
    let words = of.printing.words;
    let year = words.figure(plan.year);
    let mut content = of.content(&format!("places_gap{suffix}"), "places-gap", map, &[("plan_year", &year)]);
    let values: Vec<Option<f64>> = plan.townships.iter().map(|row| row.shortfall.places).collect();
    let most = values.iter().flatten().copied().fold(0.0, f64::max);
    let heading = words.label("words.map.places-gap-heading");
    content.layers.extend(classed(of, &classes::of_shortfalls(most), &values, &heading));
    content.layers.extend(of.borders());
    content.are_townships_filled = true;
    content.townships = of.township_marks(|at, _| {
        let places = words.amount(plan.townships.get(at)?.shortfall.places);
        Some(words.filled("words.map.short-of-places", &[("places", &places)]))
    });
    let style = &of.printing.project.print.style;
    let categories = &of.told.categories;
    let fills = categories.iter().enumerate().map(|(k, category)| {
        let symbol = style.symbol(k);
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
    content
}

/// What is planned for each township beside what exists, over the facilities that exist and those that are planned.
pub(super) fn plan_guide<'a>(of: Of<'a>, plan: Plan<'a>, map: &MapStyle) -> Content<'a> {
    let Plan { told: plan, suffix } = plan;
    let words = of.printing.words;
    let year = words.figure(plan.year);
    let mut content = of.content(&format!("plan_guide{suffix}"), "plan-guide", map, &[("plan_year", &year)]);
    content.layers.extend(of.context());
    content.layers.extend(of.residential());
    content.layers.extend(of.borders());
    content.layers.extend(of.planned_facilities(plan.year));
    content.layers.extend(of.facilities());
    content.places = of.planned_names(plan.year);
    content.places.extend(of.names());
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
    content
}

/// Gives the townships bars: `value` says how high the bar of a series is in a township.
fn with_bars(
    content: &mut Content<'_>,
    heading: String,
    series: Vec<(String, Fill)>,
    value: impl Fn(usize, usize) -> Option<f64>,
) {
    // What is nowhere more than nothing would only take room.
    let townships = content.townships.len();
    let is_seen = |k: usize| (0..townships).any(|at| value(at, k).is_some_and(|value| value > 0.0));
    let seen: Vec<usize> = (0..series.len()).filter(|k| is_seen(*k)).collect();
    let series = series.into_iter().enumerate().filter(|(k, _)| seen.contains(k)).map(|(_, of)| of).collect();
    for (at, mark) in content.townships.iter_mut().enumerate() {
        mark.values = seen.iter().map(|k| value(at, *k)).collect();
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
    // Facilities of categories that the plan does not speak of are existing, but not what it planned.
    let is_in_part = all.existing.places.is_some_and(|places| places != of.told.county.facilities.places);
    let existing = if is_in_part { "existing-in-part" } else { "existing" };
    [("planned", all.planned.places), (existing, all.existing.places), ("short", all.shortfall.places)]
        .map(|(key, places)| (words.label(&format!("words.map.figure.plan-{key}")), words.amount(places)))
        .to_vec()
}
