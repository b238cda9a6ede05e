//! The standards of a service, and the project's own targets put into them.

use std::path::PathBuf;

use super::file::{NumberOrKey, ProjectFile, TargetTable};
use crate::error::{Error, Fault};
use crate::settings::{Document, Text, list, nearest};
use crate::standard::{Bound, Indicator, Standard, Target};

/// The standards that the service at `service` (`service[0]`) names, in its order.
///
/// # Errors
/// A name is unknown, a file is missing or no valid standard, or two have the same identifier.
pub(super) fn standards(
    document: &Document<'_>,
    service: &str,
    names: &[Text],
) -> Result<Vec<Standard>, Error> {
    let mut standards: Vec<Standard> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let key = format!("{service}.standards[{index}]");
        let standard = standard(document, &key, &name.0)?;
        if let Some(first) = standards.iter().position(|earlier| earlier.id == standard.id) {
            let earlier = format!("{service}.standards[{first}]");
            return Err(document
                .error("settings-twice", &key)
                .with("found", &standard.id)
                .with("earlier_line", document.line_of(&earlier))
                .with("earlier", earlier));
        }
        standards.push(standard);
    }
    Ok(standards)
}

/// The standard files that the project file names.
pub(super) fn files(document: &Document<'_>, file: &ProjectFile) -> Vec<PathBuf> {
    let names = file.service.iter().flat_map(|service| &service.standards);
    names
        .filter(|name| Standard::is_path(&name.0))
        .filter_map(|name| document.path_at("service", &name.0).ok())
        .collect()
}

fn standard(document: &Document<'_>, key: &str, name: &str) -> Result<Standard, Error> {
    if Standard::is_path(name) {
        let path = document.path_at(key, name)?;
        // Its own words name only the file; here the key that names it is known as well.
        if path.try_exists().is_ok_and(|exists| !exists) {
            let missing = document.error("project-input-missing", key).with("input", path.display());
            return Err(Error { fault: Fault::Data, ..missing });
        }
        return Standard::load(&path);
    }
    let names = || Standard::embedded().iter().map(|embedded| embedded.id);
    if names().any(|known| known == name) {
        return Standard::named(name);
    }
    let similar = nearest(name, names());
    let code =
        if similar.is_some() { "project-standard-unknown-similar" } else { "project-standard-unknown" };
    Err(document
        .error(code, key)
        .with("allowed", list(names()))
        .with("similar", similar.unwrap_or_default())
        .with("found", document.found_at(key)))
}

/// Puts the project's own targets into the standards: in place of the target of the same year, or beside the others.
///
/// # Errors
/// A target names no standard where there are several, or an unknown one, or an unknown indicator; it has no bound
/// or two; or the same year is given twice.
pub(super) fn put_in_targets(
    document: &Document<'_>,
    service: &str,
    tables: &[TargetTable],
    standards: &mut [Standard],
) -> Result<(), Error> {
    // What has been put in, by the positions of standard and indicator, and the year.
    let mut seen: Vec<(usize, usize, i32)> = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        let key = format!("{service}.target[{index}]");
        let at = standard_of(document, &key, table, standards)?;
        let Some(standard) = standards.get_mut(at) else { continue };
        let bound = bound(document, &key, table)?;
        let place = indicator_of(document, &key, table, standard)?;
        if let Some(first) = seen.iter().position(|earlier| *earlier == (at, place, table.year)) {
            let earlier = format!("{service}.target[{first}].year");
            return Err(document
                .error("settings-twice", &format!("{key}.year"))
                .with("found", table.year)
                .with("earlier_line", document.line_of(&earlier))
                .with("earlier", earlier));
        }
        seen.push((at, place, table.year));
        let Some(indicator) = standard.indicators.get_mut(place) else { continue };
        match indicator.targets.iter_mut().find(|target| target.year == table.year) {
            // What is measured for that year stays; only the figure is the project's own.
            Some(target) => target.bound = bound,
            None => {
                indicator.targets.push(Target { year: table.year, bound, ratio: None });
                indicator.targets.sort_by_key(|target| target.year);
            }
        }
    }
    Ok(())
}

/// The position of the standard that a target belongs to.
fn standard_of(
    document: &Document<'_>,
    key: &str,
    table: &TargetTable,
    standards: &[Standard],
) -> Result<usize, Error> {
    let ids = || standards.iter().map(|standard| standard.id.as_str());
    match &table.standard {
        None if standards.len() == 1 => Ok(0),
        None if standards.is_empty() => Err(document.error("project-target-no-standards", key)),
        None => Err(document.error("project-target-which-standard", key).with("allowed", list(ids()))),
        Some(name) => ids()
            .position(|id| id == name.0)
            .ok_or_else(|| not_one_of(document, &format!("{key}.standard"), &name.0, ids())),
    }
}

/// The position of the indicator that a target is of.
fn indicator_of(
    document: &Document<'_>,
    key: &str,
    table: &TargetTable,
    standard: &Standard,
) -> Result<usize, Error> {
    let indicators = &standard.indicators;
    let is_meant = |indicator: &Indicator| match &table.indicator {
        NumberOrKey::Number(number) => indicator.id == *number,
        NumberOrKey::Key(name) => indicator.key == name.0,
    };
    if let Some(place) = indicators.iter().position(is_meant) {
        return Ok(place);
    }
    let key = format!("{key}.indicator");
    match &table.indicator {
        NumberOrKey::Number(_) => {
            let numbers: Vec<String> = indicators.iter().map(|indicator| indicator.id.to_string()).collect();
            Err(document
                .error("settings-choice", &key)
                .with("allowed", list(numbers.iter().map(String::as_str)))
                .with("found", document.found_at(&key)))
        }
        NumberOrKey::Key(name) => {
            let keys = indicators.iter().map(|indicator| indicator.key.as_str());
            Err(not_one_of(document, &key, &name.0, keys))
        }
    }
}

fn not_one_of<'n>(
    document: &Document<'_>,
    key: &str,
    word: &str,
    allowed: impl Iterator<Item = &'n str> + Clone,
) -> Error {
    let similar = nearest(word, allowed.clone());
    let code = if similar.is_some() { "settings-choice-similar" } else { "settings-choice" };
    document
        .error(code, key)
        .with("allowed", list(allowed))
        .with("similar", similar.unwrap_or_default())
        .with("found", document.found_at(key))
}

fn bound(document: &Document<'_>, key: &str, table: &TargetTable) -> Result<Bound, Error> {
    match (table.at_least, table.at_most) {
        (Some(least), None) => Ok(Bound::AtLeast(least)),
        (None, Some(most)) => Ok(Bound::AtMost(most)),
        (None, None) => {
            Err(document.error("settings-one-of-none", key).with("allowed", list(["at_least", "at_most"])))
        }
        (Some(_), Some(_)) => Err(document
            .error("settings-one-of-several", &format!("{key}.at_most"))
            .with("allowed", list(["at_least", "at_most"]))
            .with("found", list(["at_least", "at_most"]))),
    }
}
