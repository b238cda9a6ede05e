//! Facilities: colour and shape by category, hollow where planned, grey where closed.

use super::super::super::palette::{self, CLOSED};
use super::super::super::words::Words;
use super::look::{Filter, Label, Line, Rule, Style, Symbol};
use crate::report::{FacilityRow, FacilityStatus, ServiceReport};

/// Of a mark's fill, where it is none.
const HOLLOW: &str = "#ffffff";
/// Names are written on maps of this scale and larger ones.
const NAMES_FROM: u32 = 60_000;

/// The style of a service's facilities. The legend has every category, and of what is planned, closed or without
/// category what there is.
pub(super) fn style(service: &ServiceReport, words: Words) -> Style {
    let mut rules = Vec::new();
    let there_is = |status, of: &dyn Fn(&FacilityRow) -> bool| {
        service.facilities.iter().any(|row| row.status == status && of(row))
    };
    let categories = &service.categories;
    for (at, category) in categories.iter().enumerate() {
        let of = Filter::Is("category".to_owned(), category.clone());
        rules.push(rule(at, category.clone(), of, FacilityStatus::Existing, words));
    }
    let is_uncategorised = |row: &FacilityRow| !row.category.as_ref().is_some_and(|c| categories.contains(c));
    let others = || {
        let label = words.label(if categories.is_empty() {
            "words.geopackage.facility"
        } else {
            "words.geopackage.uncategorised"
        });
        (label, Filter::IsNoneOf("category".to_owned(), categories.clone()))
    };
    if there_is(FacilityStatus::Existing, &is_uncategorised) {
        let (label, of) = others();
        rules.push(rule(categories.len(), label, of, FacilityStatus::Existing, words));
    }
    for (at, category) in categories.iter().enumerate() {
        if there_is(FacilityStatus::Planned, &|row| row.category.as_ref() == Some(category)) {
            let of = Filter::Is("category".to_owned(), category.clone());
            rules.push(rule(at, planned(category, words), of, FacilityStatus::Planned, words));
        }
    }
    if there_is(FacilityStatus::Planned, &is_uncategorised) {
        let (label, of) = others();
        rules.push(rule(categories.len(), planned(&label, words), of, FacilityStatus::Planned, words));
    }
    if there_is(FacilityStatus::Closed, &|_| true) {
        let symbol = Symbol::Marker {
            mark: palette::Mark::Circle,
            fill: CLOSED,
            outline: Line::solid("#ffffff", 0.2),
            size: 2.4,
        };
        rules.push(Rule::new(
            words.facility_status(FacilityStatus::Closed),
            is(FacilityStatus::Closed, words),
            symbol,
        ));
    }
    Style {
        name: words.label("words.geopackage.style.facilities"),
        description: words.label("words.geopackage.about.facilities"),
        rules,
        label: Some(Label { name: "name".to_owned(), figure: None, size: 8.0, from_scale: Some(NAMES_FROM) }),
    }
}

fn planned(category: &str, words: Words) -> String {
    words.filled("words.geopackage.planned", &[("category", &category)])
}

fn is(status: FacilityStatus, words: Words) -> Filter {
    Filter::Is("status".to_owned(), words.facility_status(status))
}

fn rule(at: usize, label: String, of: Filter, status: FacilityStatus, words: Words) -> Rule {
    let look = palette::symbol(at);
    let size = if look.mark == palette::Mark::Square { 2.8 } else { 3.4 };
    let symbol = match status {
        FacilityStatus::Planned => {
            Symbol::Marker { mark: look.mark, fill: HOLLOW, outline: Line::solid(look.colour, 0.6), size }
        }
        _ => {
            Symbol::Marker { mark: look.mark, fill: look.colour, outline: Line::solid("#ffffff", 0.2), size }
        }
    };
    Rule::new(label, Filter::All(vec![of, is(status, words)]), symbol)
}
