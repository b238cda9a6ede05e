//! The tables as CSV: UTF-8 with BOM and CRLF (RFC 4180), so that Excel opens them as they are.

mod facilities;
mod plan_gap;
mod townships;
mod uncovered;

use std::io::{self, Write};

use super::file_name;
use super::folder::NewFolder;
use super::printable::for_cell;
use super::words::Words;
use crate::error::Error;
use crate::report::Report;

/// Writes the tables of all services.
pub(crate) fn write(report: &Report, folder: &mut NewFolder) -> Result<(), Error> {
    let words = Words::of_tag(report.project.language);
    for (position, service) in report.services.iter().enumerate() {
        let tables = [
            ("townships", Some(townships::table(service, words))),
            ("plan_gap", service.plan.as_ref().map(|plan| plan_gap::table(plan, words))),
            ("facilities", Some(facilities::table(service, &report.method, words))),
            ("uncovered", Some(uncovered::table(service, words))),
        ];
        for (stem, table) in tables {
            if let Some(table) = table {
                let name = file_name(stem, "csv", position, &service.id);
                folder.file(&name, |to| Ok(table.write(to)?))?;
            }
        }
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;

    fn text(table: &Table) -> String {
        let mut bytes = Vec::new();
        table.write(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// All four tables of the fixture, with the bytes that one cannot see told apart.
    fn all(language: &'static str) -> String {
        let report = fixture::report(language);
        let (service, words) = (&report.services[0], Words::of_tag(language));
        let tables = [
            townships::table(service, words),
            plan_gap::table(service.plan.as_ref().unwrap(), words),
            facilities::table(service, &report.method, words),
            uncovered::table(service, words),
        ];
        for table in &tables {
            let text = text(table);
            assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
            let mut reader = ::csv::Reader::from_reader(text.as_bytes());
            assert!(reader.records().all(|r| r.is_ok_and(|r| r.iter().all(|cell| !cell.is_empty()))));
        }
        let joined = tables.iter().map(text).collect::<Vec<_>>().join("\n");
        joined.replace('\u{feff}', "").replace("\r\n", "\n")
    }

    #[test]
    fn the_tables_in_chinese() {
        insta::assert_snapshot!(all("zh-CN"), @"");
    }

    #[test]
    fn the_tables_in_english() {
        insta::assert_snapshot!(all("en"), @"");
    }

    /// A name with quotes, a comma and a line end is one cell again when read.
    #[test]
    fn hostile_names_stay_in_their_cells() {
        let mut report = fixture::report("en");
        let name = "\"A\", 'b'\r\n👶\u{202e}花园";
        report.services[0].facilities[0].name = Some(name.to_owned());
        let table = facilities::table(&report.services[0], &report.method, Words::of_tag("en"));
        let text = text(&table);
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        assert_eq!(&reader.records().next().unwrap().unwrap()[2], name);
    }
}
