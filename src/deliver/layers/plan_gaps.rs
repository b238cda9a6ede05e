//! A layout plan against what exists, by township.

use std::borrow::Cow;

use super::super::words::Words;
use super::land::RATE_DECIMALS;
use super::{Attribute, Layer, Shape, Theme, features_of};
use crate::model::Study;
use crate::report::{Amount, PlanReport, PlanRow, PlanTownshipRow, ServiceReport};

/// A township of the plan, and its place there.
type Of<'a> = (usize, &'a PlanTownshipRow);

/// A feature a township: over all categories, then category by category.
pub(super) fn layer<'a>(
    service: &'a ServiceReport,
    plan: &'a PlanReport,
    at: usize,
    study: &'a Study,
    words: Words,
) -> Layer<'a> {
    let column = |name: &str| words.label(&format!("words.column.{name}"));
    let own = |name: &str| words.label(&format!("words.layer-field.{name}"));
    let mut attributes = vec![
        Attribute::text("code", column("township-code"), |(_, row): Of<'a>| row.code.clone()),
        Attribute::text("name", column("township"), |(_, row): Of<'a>| Some(row.township.clone())),
    ];
    type Figure = (&'static str, &'static str, u32, fn(&PlanTownshipRow) -> Option<f64>);
    const FIGURES: [Figure; 10] = [
        ("places_planned", "planned-places", 2, |r| r.planned.places),
        ("places_existing", "existing-places", 2, |r| r.existing.places),
        ("places_short", "places-shortfall", 2, |r| r.shortfall.places),
        ("places_net", "places-net", 2, |r| r.net.places),
        ("places_completion", "places-completion", RATE_DECIMALS, |r| r.completion.places),
        ("facilities_planned", "planned-facilities", 2, |r| r.planned.count),
        ("facilities_existing", "existing-facilities", 2, |r| r.existing.count),
        ("facilities_short", "facilities-shortfall", 2, |r| r.shortfall.count),
        ("facilities_net", "facilities-net", 2, |r| r.net.count),
        ("facilities_completion", "facilities-completion", RATE_DECIMALS, |r| r.completion.count),
    ];
    for (name, alias, decimals, figure) in FIGURES {
        attributes.push(Attribute::number(name, own(alias), decimals, move |(_, row): Of<'a>| figure(row)));
    }
    for (k, category) in service.categories.iter().enumerate() {
        attributes.extend(of_category(service, plan, k, category, words));
    }
    let parts = move |item: usize| {
        let found = plan.townships.get(item).zip(study.townships.get(item));
        let part = |(row, township): (&'a PlanTownshipRow, &'a crate::model::Township)| {
            ((item, row), Shape::Land(Cow::Borrowed(&township.shape)))
        };
        found.map(part).into_iter().collect()
    };
    let (fields, features) = features_of(attributes, Box::new(parts));
    let name = match (at, plan.year) {
        (0, _) => "plan_gaps".to_owned(),
        (_, Some(year)) => format!("plan_gaps_{year}"),
        (at, None) => format!("plan_gaps_no{}", at + 1),
    };
    let title = match plan.year {
        Some(year) => {
            words.filled("words.layer.plan_gaps-of-year", &[("service", &service.name), ("year", &year)])
        }
        None => words.filled("words.layer.plan_gaps", &[("service", &service.name)]),
    };
    Layer {
        name,
        title,
        theme: Theme::PlanGaps(at),
        service: None,
        fields,
        items: plan.townships.len(),
        is_quick: true,
        features,
    }
}

/// Planned, existing and gap of one category. The rows of a plan go township by township through the categories.
fn of_category<'a>(
    service: &'a ServiceReport,
    plan: &'a PlanReport,
    k: usize,
    category: &str,
    words: Words,
) -> Vec<Attribute<'a, Of<'a>>> {
    type Figure = (&'static str, &'static str, fn(&PlanRow) -> Amount);
    const FIGURES: [Figure; 3] = [
        ("planned", "planned", |r| r.planned),
        ("existing", "existing", |r| r.existing),
        ("gap", "gap", |r| r.gap),
    ];
    let row = move |(at, township): Of<'a>| {
        let row = plan.rows.get(at * service.categories.len() + k)?;
        (row.township == township.township).then_some(row)
    };
    let mut all = Vec::new();
    for (name, alias, figure) in FIGURES {
        let alias = |of: &str| {
            words.filled(&format!("words.layer-field.category-{alias}-{of}"), &[("category", &category)])
        };
        all.push(Attribute::number(
            format!("places_{name}_{}", k + 1),
            alias("places"),
            2,
            move |of: Of<'a>| figure(row(of)?).places,
        ));
        all.push(Attribute::number(
            format!("facilities_{name}_{}", k + 1),
            alias("facilities"),
            2,
            move |of: Of<'a>| figure(row(of)?).count,
        ));
    }
    all
}
