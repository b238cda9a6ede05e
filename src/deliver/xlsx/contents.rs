//! Which sheets there are: of which table, with which of its columns, under which name, and in which order.

use std::ops::Range;

use super::super::tables::{self, Table};
use super::super::words::Words;
use super::divisions::{Shown, parts};
use super::layout::{self, ColumnLayout};
use super::names::Names;
use super::naming::Naming;
use crate::report::Report;

pub(super) const CHARTS: &str = "charts";

/// The order of the sheets: 表1 to 表6, checklist and charts, then the rest.
const ORDER: [&str; 25] = [
    "townships",
    "townships-residents",
    "townships-land-use",
    "townships-kinds",
    "plan_gap",
    "facilities",
    "facilities-more",
    "uncovered",
    "indicators",
    "indicators-more",
    "method",
    "checklist",
    "checklist-more",
    CHARTS,
    "indicators_by_township",
    "rules",
    "rules-more",
    "stages",
    "stages-coverage",
    "stages-places",
    "stages-gaps",
    "stage_indicators",
    "inputs",
    "notes",
    "conservation",
];

/// The tables of a report, of which the sheets show parts.
#[derive(Debug)]
pub(super) struct Tables {
    services: Vec<Vec<Table>>,
    report: Vec<Table>,
}

impl Tables {
    pub(super) fn of(report: &Report, words: Words) -> Self {
        let of_service = |service| tables::of_service(service, report, words);
        Self {
            services: report.services.iter().map(of_service).collect(),
            report: tables::of_report(report, words),
        }
    }
}

/// A sheet to be filled.
#[derive(Debug)]
pub(super) struct Planned<'a> {
    /// Its name.
    pub(super) name: String,
    /// Its title.
    pub(super) title: String,
    /// The line below the title.
    pub(super) remarks: String,
    /// The place of its service; of no account where it belongs to the whole report.
    pub(super) service: usize,
    /// What it shows.
    pub(super) kind: Kind<'a>,
}

/// What a sheet shows.
#[derive(Debug)]
pub(super) enum Kind<'a> {
    /// A table, or a part of one.
    Table(Part<'a>),
    /// The charts of a service.
    Charts,
}

/// A part of a table.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub(super) table: &'a Table,
    /// Its columns, by their places in the table.
    pub(super) columns: Vec<usize>,
    /// Its rows, by their places in the table.
    pub(super) rows: Range<usize>,
    /// How many of its columns stay in sight.
    pub(super) frozen: usize,
    /// How each of its columns is laid out.
    pub(super) layout: Vec<ColumnLayout>,
}

impl Part<'_> {
    /// How many of its rows, at the end, are totals.
    pub(super) fn totals(&self) -> usize {
        let first_total = self.table.rows.len() - self.table.totals();
        self.rows.end.saturating_sub(first_total.max(self.rows.start))
    }

    /// The names of its columns.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().filter_map(|column| self.table.columns.get(*column)).map(|column| column.name)
    }
}

/// The sheets of a report, in their order. A table of more rows than a sheet takes goes on in a further sheet.
pub(super) fn sheets<'a>(
    report: &Report,
    tables: &'a Tables,
    rows_of_a_sheet: usize,
    words: Words,
) -> Vec<Planned<'a>> {
    let mut found: Vec<(&str, usize, Shown<'a>)> = Vec::new();
    for (service, of_service) in tables.services.iter().enumerate() {
        found.extend(of_service.iter().flat_map(parts).map(|(kind, shown)| (kind, service, shown)));
        if report.services.get(service).is_some_and(|service| !service.townships.is_empty()) {
            found.push((CHARTS, service, None));
        }
    }
    found.extend(tables.report.iter().flat_map(parts).map(|(kind, shown)| (kind, usize::MAX, shown)));
    found.sort_by_key(|(kind, ..)| ORDER.iter().position(|of| of == kind));

    let mut names = Names::default();
    let mut sheets = Vec::new();
    for (kind, service, shown) in found {
        let of_service = report.services.get(service);
        let table = shown.as_ref().map(|(table, _)| *table);
        let naming = Naming { kind, table, report, service: of_service, words };
        let later = of_service.filter(|_| service > 0);
        let name = naming.name(later);
        let remarks = naming.remarks();
        match shown {
            None => sheets.push(Planned {
                name: names.free(&name),
                title: naming.title(),
                remarks,
                service,
                kind: Kind::Charts,
            }),
            Some((table, columns)) => {
                let frozen = frozen(kind, table, &columns);
                let mut number = 1;
                for (columns, layout) in layout::groups(table, &columns, frozen) {
                    for rows in pieces(table.rows.len(), rows_of_a_sheet) {
                        let (columns, layout) = (columns.clone(), layout.clone());
                        sheets.push(Planned {
                            name: names.free(&name),
                            title: naming.continued(number),
                            remarks: remarks.clone(),
                            service,
                            kind: Kind::Table(Part { table, columns, rows, frozen, layout }),
                        });
                        number += 1;
                    }
                }
            }
        }
    }
    sheets
}

/// How many columns at the left stay in sight: up to the one that tells the row.
fn frozen(kind: &str, table: &Table, columns: &[usize]) -> usize {
    let last = match kind {
        "plan_gap" => "category",
        "facilities" | "facilities-more" => "facility",
        "uncovered" => "parcel",
        "indicators" | "indicators-more" | "stage_indicators" | "rules" | "rules-more" => "name",
        "checklist" | "checklist-more" => "number",
        "method" => "item",
        "indicators_by_township" => "township",
        kind if kind.starts_with("townships") || kind.starts_with("stages") => "township",
        _ => return 0,
    };
    let is_last = |at: &usize| table.columns.get(*at).is_some_and(|column| column.name == last);
    columns.iter().position(is_last).map_or(0, |at| at + 1)
}

/// Ranges of so many rows at most; one where there are none.
fn pieces(rows: usize, most: usize) -> Vec<Range<usize>> {
    let starts = (0..rows.max(1)).step_by(most.max(1));
    starts.map(|start| start..rows.min(start + most.max(1))).collect()
}
