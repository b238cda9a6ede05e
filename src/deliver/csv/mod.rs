//! The tables as CSV: UTF-8 with BOM and CRLF (RFC 4180), so that Excel opens them as they are.

mod checklist;
mod facilities;
mod indicators;
mod indicators_by_township;
mod plan_gap;
mod rules;
mod stages;
#[cfg(test)]
mod tests;
mod townships;
mod uncovered;

use std::io::{self, Write};

use super::about::About;
use super::file_name;
use super::folder::NewFolder;
use super::printable::for_cell;
use super::words::Words;
use crate::error::Error;
use crate::report::{Method, PlanReport, Report, ServiceReport};

/// Writes the tables of all services.
pub(crate) fn write(report: &Report, folder: &mut NewFolder) -> Result<(), Error> {
    let words = Words::of_tag(report.project.language);
    for (position, service) in report.services.iter().enumerate() {
        for (stem, table) in tables(service, &report.method, words) {
            let name = folder.free_name(&file_name(&stem, "csv", position, &service.id));
            folder.file(&name, about(&stem).of_service(&service.name), |to| Ok(table.write(to)?))?;
        }
    }
    Ok(())
}

/// What the table of this stem is.
fn about(stem: &str) -> About {
    match stem.strip_prefix("plan_gap_").map(str::parse) {
        None => About::of(format!("table.{stem}")),
        Some(Ok(year)) => About::of("table.plan_gap-of-year").of_year(year),
        Some(Err(_)) => About::of("table.plan_gap-further"),
    }
}

/// The tables of a service, each with the stem of its file's name. Townships, facilities and uncovered land are always
/// told of; of the rest those that have rows.
fn tables(service: &ServiceReport, method: &Method, words: Words) -> Vec<(String, Table)> {
    let plan = |(stem, plan): (String, &PlanReport)| (stem, plan_gap::table(plan, words));
    let further = service.further_plans.iter().enumerate().map(|(at, plan)| (plan_stem(plan, at), plan));
    let first = service.plan.iter().map(|plan| ("plan_gap".to_owned(), plan));
    let with_rows = |table: Table| (!table.is_empty()).then_some(table);
    let assessed = [
        ("indicators", with_rows(indicators::table(service, words))),
        ("indicators_by_township", indicators_by_township::table(service, words)),
        ("checklist", with_rows(checklist::table(service, words))),
        ("rules", with_rows(rules::table(service, words))),
        ("stages", stages::table(service, words)),
        ("stage_indicators", stages::indicators(service, words)),
        ("facilities", Some(facilities::table(service, method, words))),
        ("uncovered", Some(uncovered::table(service, words))),
    ];
    let mut tables = vec![("townships".to_owned(), townships::table(service, words))];
    tables.extend(first.chain(further).map(plan));
    tables.extend(assessed.into_iter().filter_map(|(stem, table)| Some((stem.to_owned(), table?))));
    tables
}

/// The stem of a further plan's file: by its year, else by its place among the plans.
fn plan_stem(plan: &PlanReport, at: usize) -> String {
    match plan.year {
        Some(year) => format!("plan_gap_{year}"),
        None => format!("plan_gap_no{}", at + 2),
    }
}

/// A table: a header and rows of as many cells.
struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    fn with_header(header: Vec<String>) -> Self {
        Self { rows: vec![header] }
    }

    fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Whether there is nothing below the header.
    fn is_empty(&self) -> bool {
        self.rows.len() < 2
    }

    fn write(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all("\u{feff}".as_bytes())?;
        let mut csv = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(to);
        for row in &self.rows {
            csv.write_record(row)?;
        }
        csv.flush()
    }
}

/// A cell of attribute text: no formula, and "—" where the file says nothing.
fn attribute(words: Words, text: Option<&str>) -> String {
    match text {
        Some(text) if !text.trim().is_empty() => for_cell(text).into_owned(),
        _ => words.none(),
    }
}

/// A cell with the name of a standard.
fn standard_name(service: &ServiceReport, id: &str, words: Words) -> String {
    let standard = service.standards.iter().find(|standard| standard.id == id);
    attribute(words, Some(standard.map_or(id, |standard| &standard.name)))
}
