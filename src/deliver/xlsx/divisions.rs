//! Tables of more columns than a page holds, divided by what their readers look for.

use super::super::tables::Table;
use super::layout::{self, PAGE};

/// How a table is divided that has more columns than a page can hold: first what a review wants of it.
struct Division {
    table: &'static str,
    /// The columns that tell the row; later parts begin with them.
    keys: &'static [&'static str],
    /// Each part with its columns. The last has what none before it has.
    parts: &'static [(&'static str, &'static [&'static str])],
}

const DIVISIONS: [Division; 6] = [
    Division {
        table: "townships",
        keys: &["township-code", "township"],
        parts: &[
            (
                "townships",
                &[
                    "residential",
                    "covered",
                    "coverage-rate",
                    "uncovered",
                    "configured",
                    "denominator",
                    "configuration-rate",
                    "facilities",
                    "places",
                ],
            ),
            (
                "townships-residents",
                &[
                    "population",
                    "households",
                    "covered-population",
                    "population-rate",
                    "covered-households",
                    "households-rate",
                ],
            ),
            ("townships-land-use", &["urban-land", "rural-land"]),
            ("townships-kinds", &[]),
        ],
    },
    Division {
        table: "facilities",
        keys: &["feature", "facility"],
        parts: &[
            (
                "facilities",
                &[
                    "id",
                    "category",
                    "places",
                    "facility-status",
                    "opening-year",
                    "township-code",
                    "township",
                    "longitude",
                    "latitude",
                    "easting",
                    "northing",
                ],
            ),
            ("facilities-more", &[]),
        ],
    },
    Division {
        table: "indicators",
        // The standard tells apart the numbers of several.
        keys: &["standard", "number", "name", "year"],
        parts: &[
            ("indicators", &["unit", "value", "status", "target", "actual", "met", "gap", "to-meet"]),
            ("indicators-more", &[]),
        ],
    },
    Division {
        table: "checklist",
        keys: &["standard", "number", "year"],
        parts: &[
            ("checklist", &["clause", "kind", "text", "verdict", "figure", "requirement", "unit", "remedy"]),
            ("checklist-more", &[]),
        ],
    },
    Division {
        table: "rules",
        keys: &["standard", "name", "year", "case"],
        parts: &[
            ("rules", &["code", "value", "requirement", "unit", "verdict", "gap", "to-meet"]),
            ("rules-more", &[]),
        ],
    },
    // The stages of one figure stand beside each other.
    Division {
        table: "stages",
        keys: &["township-code", "township"],
        parts: &[
            ("stages-coverage", &["coverage-rate", "configuration-rate"]),
            ("stages-places", &["facilities", "places"]),
            ("stages-gaps", &[]),
        ],
    },
];

/// A table and the places of the columns to show; nothing for charts.
pub(super) type Shown<'a> = Option<(&'a Table, Vec<usize>)>;

/// The sheets of a table: one, or the parts of its division where all columns are too wide for a page.
pub(super) fn parts(table: &Table) -> Vec<(&str, Shown<'_>)> {
    let all: Vec<usize> = (0..table.columns.len()).collect();
    let kind = if table.name.starts_with("plan_gap") { "plan_gap" } else { table.name.as_str() };
    let division = DIVISIONS.iter().find(|division| division.table == kind);
    let Some(division) = division.filter(|_| layout::total(&layout::columns(table, &all)) > PAGE) else {
        return vec![(kind, Some((table, all)))];
    };
    let named = |name: &str| division.parts.iter().any(|(_, names)| names.contains(&name));
    let name = |column: &usize| table.columns.get(*column).map_or("", |column| column.name);
    let of_part = |(kind, names): &(&'static str, &'static [&'static str])| {
        let is_key = |column: &usize| division.keys.contains(&name(column));
        let is_own = |column: &usize| match names {
            [] => !is_key(column) && !named(name(column)),
            names => names.contains(&name(column)),
        };
        let columns: Vec<usize> = all.iter().copied().filter(|c| is_key(c) || is_own(c)).collect();
        columns.iter().any(is_own).then_some((*kind, Some((table, columns))))
    };
    division.parts.iter().filter_map(of_part).collect()
}
