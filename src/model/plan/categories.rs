//! Whether the categories of a planning table are those of the facilities: what is called by another name has no
//! existing facilities, and all that is planned of it stands as a gap.

use super::ROLE;
use super::columns::Columns;
use super::header::Header;
use super::rows::heading;
use crate::error::Error;
use crate::model::facility::{Categories, StatedCategory};
use crate::model::names::comparable;
use crate::note::{Note, Notes, Severity};
use crate::read::Table;
use crate::spelling;

/// At most this many names are listed in one message.
const NAMES_LISTED: usize = 10;

/// Compares the categories of the table with those of the facilities that are not closed. A category of which nothing
/// is built yet is told as information; names that stand alone on both sides are a warning, since they may be the same.
///
/// # Errors
/// Facilities have categories, and none of them is in the table.
pub(super) fn check(
    table: &Table,
    header: &Header,
    columns: &Columns,
    categories: &Categories,
    notes: &mut Notes,
) -> Result<(), Error> {
    let stated = categories.stated();
    let is_planned = |category: usize| columns.categories.iter().any(|c| c.category == category);
    // What the project lists is known for what it is, whether facilities have it or not.
    let without_facility: Vec<_> = columns
        .categories
        .iter()
        .filter(|c| !categories.is_listed(c.category))
        .filter(|c| stated.iter().all(|of| of.category != Some(c.category)))
        .collect();
    let beside: Vec<&StatedCategory> =
        stated.iter().filter(|of| !of.category.is_some_and(is_planned)).collect();
    let name = |category: usize| categories.names.get(category).map_or("", String::as_str);
    let planned: Vec<&str> = columns.categories.iter().map(|c| name(c.category)).collect();
    if planned.is_empty() {
        return Ok(());
    }
    let is_open = !without_facility.is_empty() || beside.iter().any(|of| of.category.is_none());
    if is_open && !beside.is_empty() && beside.len() == stated.len() {
        let found: Vec<&str> = beside.iter().map(|of| of.name.as_str()).collect();
        return Err(Error::data("plan-categories-unmatched")
            .with("path", table.path.display())
            .with("planned", with_nearest(&planned, &found))
            .with("found", with_nearest(&found, &[])));
    }
    match (without_facility.is_empty(), beside.is_empty()) {
        (false, false) => {
            let alone: Vec<&str> = without_facility.iter().map(|c| name(c.category)).collect();
            let found: Vec<&str> = beside.iter().map(|of| of.name.as_str()).collect();
            let note = of_facilities(Severity::Warning, "plan-categories-differ", &beside);
            let note = note.with("planned", with_nearest(&alone, &found));
            notes.push(note.with("found", with_nearest(&found, &[])));
        }
        (true, false) => {
            // Those that the project does not list are told one by one.
            let beside: Vec<_> = beside.into_iter().filter(|of| of.category.is_some()).collect();
            let found: Vec<&str> = beside.iter().map(|of| of.name.as_str()).collect();
            let severity = if categories.are_listed() { Severity::Info } else { Severity::Warning };
            if !found.is_empty() {
                let note = of_facilities(severity, "plan-lacks-categories", &beside);
                notes.push(note.with("found", with_nearest(&found, &planned)));
            }
        }
        // Where neither the project nor the facilities name any, those of the table are taken as they are found.
        (false, true) if categories.are_listed() || !stated.is_empty() => {
            for column in without_facility {
                let at = column.count.or(column.places).unwrap_or_default();
                let note = Note::new(Severity::Info, "plan-category-new").layer(ROLE);
                notes.push(note.with("category", name(column.category)).with("column", heading(header, at)));
            }
        }
        _ => {}
    }
    Ok(())
}

/// A note about the facilities of these categories.
fn of_facilities(severity: Severity, code: &'static str, categories: &[&StatedCategory]) -> Note {
    let note = Note::new(severity, code).layer(ROLE);
    let note = note.with("count", categories.iter().map(|of| of.n_facilities).sum::<usize>());
    note.with("places", categories.iter().map(|of| of.places).sum::<f64>())
}

/// A list of names, each with the nearest of the others, where one is near.
fn with_nearest(names: &[&str], others: &[&str]) -> String {
    let listed = names.iter().take(NAMES_LISTED).map(|name| match nearest(name, others) {
        Some(other) => format!("`{name}` ≈ `{other}`"),
        None => format!("`{name}`"),
    });
    let more = (names.len() > NAMES_LISTED).then(|| "…".to_owned());
    listed.chain(more).collect::<Vec<_>>().join(", ")
}

/// The name that is probably meant: one that holds this one or is held by it, else one that slips of the pen explain.
fn nearest<'n>(name: &str, others: &[&'n str]) -> Option<&'n str> {
    let letters = |text: &str| comparable(text).chars().collect::<Vec<_>>();
    let wanted = comparable(name);
    let n_letters = wanted.chars().count();
    let holding = others.iter().copied().filter_map(|other| {
        let plain = comparable(other);
        let n_other = plain.chars().count();
        let is_held = n_other.min(n_letters) > 1 && (plain.contains(&wanted) || wanted.contains(&plain));
        is_held.then_some((n_other.abs_diff(n_letters), other))
    });
    let held = holding.min_by_key(|(difference, _)| *difference).map(|(_, other)| other);
    held.or_else(|| spelling::nearest(&letters(name), others.iter().map(|other| (letters(other), *other))))
}

#[cfg(test)]
mod tests;
