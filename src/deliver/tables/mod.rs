//! The tables of the report, rounded and in words, before it is known in which file they stand.
//!
//! CSV files, workbook and page all print these, so that no two of them can disagree. A column has a name for
//! programs and a heading for readers; a row knows what it is of, so that the page can show it on the map.

mod cell;
mod checklist;
mod conservation;
mod facilities;
mod indicators;
mod indicators_by_township;
mod inputs;
mod method;
mod notes;
mod parcels;
mod plan_gap;
mod rules;
mod stages;
mod townships;
mod uncovered;

pub(crate) use self::cell::Cell;
pub(crate) use self::notes::of_findings;
pub(crate) use self::parcels::table as of_parcels;
use super::words::Words;
use crate::report::{PlanReport, Report, ServiceReport};

/// A table: columns, and rows of as many cells.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its name for programs, and the stem of its file: `plan_gap_2027`.
    pub(crate) name: String,
    /// Its title for readers.
    pub(crate) title: String,
    /// Its columns.
    pub(crate) columns: Vec<Column>,
    /// Its rows; those of totals come last.
    pub(crate) rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    /// Its name for programs, without figures of the data: `coverage-rate`; several columns may share one.
    pub(crate) name: &'static str,
    /// Its heading, with the unit.
    pub(crate) heading: String,
}

/// A row.
#[derive(Debug)]
pub(crate) struct Row {
    /// A cell a column.
    pub(crate) cells: Vec<Cell>,
    /// What it is of.
    pub(crate) subject: Subject,
}

/// What a row is of: the place in the report's or the study's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Nothing that lies on a map.
    Nothing,
    /// A township, by its place in [`ServiceReport::townships`].
    Township(usize),
    /// A facility, by its place in [`ServiceReport::facilities`].
    Facility(usize),
    /// A piece of residential land, by its place in the study.
    Piece(usize),
    /// All rows above: it stays at the end.
    Total,
}

impl Table {
    fn new(name: impl Into<String>, title: String) -> Self {
        Self { name: name.into(), title, columns: Vec::new(), rows: Vec::new() }
    }

    /// A table with these columns, their headings under `words.column.` and `section`.
    fn with_columns(
        name: &'static str,
        title: String,
        section: &str,
        names: &[&'static str],
        words: Words,
    ) -> Self {
        let mut table = Self::new(name, title);
        for name in names {
            table.column(name, words.label(&format!("words.column.{section}{name}")));
        }
        table
    }

    fn column(&mut self, name: &'static str, heading: String) {
        self.columns.push(Column { name, heading });
    }

    fn row(&mut self, subject: Subject, cells: Vec<Cell>) {
        self.rows.push(Row { cells, subject });
    }

    /// How many rows at the end are totals.
    pub(crate) fn totals(&self) -> usize {
        self.rows.iter().rev().take_while(|row| row.subject == Subject::Total).count()
    }
}

/// The tables of a service. Townships, facilities and uncovered land are always told of; of the rest those that have
/// rows.
pub(crate) fn of_service(service: &ServiceReport, report: &Report, words: Words) -> Vec<Table> {
    let mut tables = all_but_uncovered(service, report, words);
    tables.push(uncovered::table(service, words));
    tables
}

/// Those tables but for the last one, that of the uncovered land, which may have millions of rows.
pub(crate) fn all_but_uncovered(service: &ServiceReport, report: &Report, words: Words) -> Vec<Table> {
    let with_rows = |table: Table| (!table.rows.is_empty()).then_some(table);
    let mut tables = vec![townships::table(service, words)];
    tables
        .extend(service.plan.iter().map(|plan| plan_gap::table("plan_gap".to_owned(), service, plan, words)));
    tables.extend(
        service
            .further_plans
            .iter()
            .enumerate()
            .map(|(at, plan)| plan_gap::table(plan_name(plan, at), service, plan, words)),
    );
    let assessed = [
        with_rows(indicators::table(service, words)),
        indicators_by_township::table(service, words),
        with_rows(checklist::table(service, words)),
        with_rows(rules::table(service, words)),
        stages::table(service, words),
        stages::indicators(service, words),
        Some(facilities::table(service, &report.method, words)),
    ];
    tables.extend(assessed.into_iter().flatten());
    tables
}

/// The table of the uncovered land in parts of at most so many rows, the first of which may have none.
pub(crate) fn uncovered_in_parts<'r>(
    service: &'r ServiceReport,
    most: usize,
    words: Words,
) -> impl Iterator<Item = Table> + 'r {
    let first = service.uncovered.get(..most.min(service.uncovered.len())).unwrap_or_default();
    let others = service.uncovered.get(first.len()..).unwrap_or_default().chunks(most);
    std::iter::once(first).chain(others).map(move |pieces| uncovered::part(service, pieces, words))
}

/// The tables of the whole report: how the figures were made, what went in, what was found, and what was checked.
pub(crate) fn of_report(report: &Report, words: Words) -> Vec<Table> {
    vec![
        method::table(report, words),
        inputs::table(report, words),
        notes::table(report, words),
        conservation::table(report, words),
    ]
}

/// The name of a further plan's table: by its year, else by its place among the plans.
fn plan_name(plan: &PlanReport, at: usize) -> String {
    match plan.year {
        Some(year) => format!("plan_gap_{year}"),
        None => format!("plan_gap_no{}", at + 2),
    }
}

/// The title of a table of a service.
fn title(name: &str, service: &ServiceReport, words: Words) -> String {
    words.filled(&format!("words.table.{name}"), &[("service", &service.name)])
}

/// A cell with the name of a standard.
fn standard_name(service: &ServiceReport, id: &str) -> Cell {
    let standard = service.standards.iter().find(|standard| standard.id == id);
    Cell::text(standard.map_or(id, |standard| &standard.name))
}
