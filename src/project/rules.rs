//! What the keys of a service must be to each other: the rules that a schema cannot say.

use super::circles::{Clash, in_order};
use super::file::{CategoryTable, ConfigurationTable, PlanTable, ServiceTable};
use super::types::{CategorySpec, Circle, ConfigurationRule};
use crate::error::Error;
use crate::settings::{Document, list, nearest};
use crate::units::Metres;

/// Sees that no two services have the same identifier.
pub(super) fn have_distinct_ids(document: &Document<'_>, services: &[ServiceTable]) -> Result<(), Error> {
    for (index, service) in services.iter().enumerate() {
        if let Some(first) = services.iter().take(index).position(|earlier| earlier.id == service.id) {
            return Err(twice(document, &format!("service[{index}].id"), &format!("service[{first}].id")));
        }
    }
    Ok(())
}

/// The circles of the service at `service` (`service[0]`), by increasing minutes.
pub(super) fn circles(
    document: &Document<'_>,
    service: &str,
    table: &ServiceTable,
) -> Result<Vec<Circle>, Error> {
    let circles: Vec<Circle> = table
        .circles
        .iter()
        .filter_map(|circle| Some(Circle { minutes: circle.minutes, radius: Metres::new(circle.radius_m)? }))
        .collect();
    let key = |index: usize, name: &str| format!("{service}.circles[{index}].{name}");
    in_order(&circles).map_err(|clash| match clash {
        Clash::SameMinutes(first, second) => twice(document, &key(second, "minutes"), &key(first, "minutes")),
        Clash::Shrinks(inner, outer) => shrinks("project-circles-shrink", &circles, inner, outer)
            .with("key", key(outer, "radius_m"))
            .with("line", document.line_of(&key(outer, "radius_m")))
            .with("path", document.path().display()),
    })
}

/// The circles of the flags, by increasing minutes.
pub(super) fn circles_of_flags(circles: &[Circle]) -> Result<Vec<Circle>, Error> {
    in_order(circles).map_err(|clash| match clash {
        Clash::SameMinutes(first, _) => Error::usage("flag-circle-twice")
            .with("minutes", circles.get(first).map_or(0, |circle| circle.minutes)),
        Clash::Shrinks(inner, outer) => shrinks("flag-circles-shrink", circles, inner, outer),
    })
}

fn shrinks(code: &'static str, circles: &[Circle], inner: usize, outer: usize) -> Error {
    let minutes = |index: usize| circles.get(index).map_or(0, |circle| circle.minutes);
    let radius = |index: usize| circles.get(index).map_or(0.0, |circle| circle.radius.get());
    Error::usage(code)
        .with("minutes", minutes(outer))
        .with("radius", radius(outer))
        .with("fewer_minutes", minutes(inner))
        .with("larger_radius", radius(inner))
}

/// Sees that each of several plans says its year, and no two the same.
pub(super) fn have_distinct_years(
    document: &Document<'_>,
    service: &str,
    plans: &[PlanTable],
) -> Result<(), Error> {
    let key = |index: usize, name: &str| format!("{service}.plan[{index}]{name}");
    for (index, plan) in plans.iter().enumerate() {
        if plan.year.is_none() && plans.len() > 1 {
            return Err(document.error("project-plan-without-year", &key(index, "")));
        }
        let earlier = plans.iter().take(index).position(|e| e.year.is_some() && e.year == plan.year);
        if let Some(first) = earlier {
            return Err(twice(document, &key(index, ".year"), &key(first, ".year")));
        }
    }
    Ok(())
}

fn twice(document: &Document<'_>, key: &str, earlier: &str) -> Error {
    document
        .error("settings-twice", key)
        .with("found", document.found_at(key))
        .with("earlier", earlier)
        .with("earlier_line", document.line_of(earlier))
}

/// The categories of the service; a name or alias can mean only one of them.
pub(super) fn categories(
    document: &Document<'_>,
    service: &str,
    tables: Vec<CategoryTable>,
) -> Result<Vec<CategorySpec>, Error> {
    let mut seen: Vec<(String, usize, String)> = Vec::new();
    let mut categories = Vec::new();
    for (index, table) in tables.into_iter().enumerate() {
        let category = format!("{service}.category[{index}]");
        let aliases: Vec<String> = table.aliases.into_iter().map(|alias| alias.0).collect();
        let names =
            aliases.iter().enumerate().map(|(at, alias)| (alias, format!("{category}.aliases[{at}]")));
        for (name, key) in std::iter::once((&table.name.0, format!("{category}.name"))).chain(names) {
            match seen.iter().find(|(earlier, of, _)| earlier == name && *of != index) {
                Some((_, _, earlier)) => return Err(twice(document, &key, earlier)),
                None => seen.push((name.clone(), index, key)),
            }
        }
        categories.push(CategorySpec { name: table.name.0, aliases });
    }
    Ok(categories)
}

/// How the configuration rate is taken: its circle is one of `circles`, its categories some of `categories`.
///
/// Where the project file lists no categories, those of the data are not known yet, so any name is taken.
pub(super) fn configuration(
    document: &Document<'_>,
    service: &str,
    table: ConfigurationTable,
    circles: &[Circle],
    categories: &[CategorySpec],
) -> Result<ConfigurationRule, Error> {
    let smallest = circles.first().map_or(0, |circle| circle.minutes);
    let minutes = table.minutes.unwrap_or(smallest);
    if circles.iter().all(|circle| circle.minutes != minutes) {
        let allowed: Vec<String> = circles.iter().map(|circle| circle.minutes.to_string()).collect();
        return Err(document
            .error("project-no-such-circle", &format!("{service}.configuration.minutes"))
            .with("allowed", list(allowed.iter().map(String::as_str)))
            .with("found", minutes));
    }
    let known = || categories.iter().map(|category| category.name.as_str());
    for (index, name) in table.categories.iter().enumerate() {
        if categories.is_empty() || known().any(|known| known == name.0) {
            continue;
        }
        let similar = nearest(&name.0, known());
        let code = if similar.is_some() { "settings-choice-similar" } else { "settings-choice" };
        let key = format!("{service}.configuration.categories[{index}]");
        return Err(document
            .error(code, &key)
            .with("allowed", list(known()))
            .with("similar", similar.unwrap_or_default())
            .with("found", document.found_at(&key)));
    }
    Ok(ConfigurationRule {
        headline: table.headline,
        minutes,
        share: table.share,
        categories: table.categories.into_iter().map(|category| category.0).collect(),
        land: table.land,
    })
}
