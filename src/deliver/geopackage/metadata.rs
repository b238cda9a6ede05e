//! What the file and its layers say of themselves: how the figures were made, and of what.

use rusqlite::{Connection, params};
use serde::Serialize;

use super::super::tables::{self, Table};
use super::super::words::Words;
use super::styles::Element;
use crate::report::{Input, Method, Program, ProjectInfo, Report};

/// The parts of `report.json` that say how its figures were made.
#[derive(Serialize)]
struct Manifest<'a> {
    schema: &'static str,
    program: &'a Program,
    project: &'a ProjectInfo,
    method: &'a Method,
    inputs: &'a [Input],
}

/// A text of metadata.
struct Text<'a> {
    standard: &'a str,
    kind: &'a str,
    text: String,
    /// The layer that it is of; `None`: the whole file.
    table: Option<&'a str>,
}

/// Writes what the whole file says: for programs, as in `report.json`; for people, in sentences.
pub(super) fn write_of_file(
    to: &Connection,
    report: &Report,
    words: Words,
    time: &str,
) -> Result<(), rusqlite::Error> {
    let manifest = Manifest {
        schema: report.schema,
        program: &report.program,
        project: &report.project,
        method: &report.method,
        inputs: &report.inputs,
    };
    let json = serde_json::to_string_pretty(&manifest)
        .map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))?;
    let [method, inputs, ..] = &tables::of_report(report, words)[..] else { return Ok(()) };
    let sentences = format!("{}\n{}", told(method), told(inputs));
    for (standard, kind, text) in [
        ("https://www.rfc-editor.org/rfc/rfc8259", "application/json", json),
        ("https://www.rfc-editor.org/rfc/rfc2046", "text/plain", sentences),
    ] {
        insert(to, Text { standard, kind, text, table: None }, time)?;
    }
    Ok(())
}

/// Writes what a layer says, as QGIS writes it: its properties show it under "metadata".
pub(super) fn write_of_layer(
    to: &Connection,
    table: &str,
    title: &str,
    abstract_: &str,
    report: &Report,
    time: &str,
) -> Result<(), rusqlite::Error> {
    let maker = report.project.maker.as_deref().map(|maker| {
        Element::new("contact")
            .child(Element::of_text("name", maker))
            .child(Element::of_text("organization", maker))
            .child(Element::of_text("role", "author"))
    });
    let qgis = Element::new("qgis")
        .with("version", "3.22.0")
        .children([
            Element::of_text("identifier", table),
            Element::of_text("language", report.project.language),
            Element::of_text("type", "dataset"),
            Element::of_text("title", title),
            Element::of_text("abstract", abstract_),
        ])
        .children(maker);
    let text = qgis.document("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>");
    let standard = "http://mrcc.com/qgis.dtd";
    insert(to, Text { standard, kind: "text/xml", text, table: Some(table) }, time)
}

fn insert(to: &Connection, text: Text<'_>, time: &str) -> Result<(), rusqlite::Error> {
    to.execute(
        "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) VALUES ('dataset', ?1, ?2, ?3)",
        params![text.standard, text.kind, text.text],
    )?;
    let scope = if text.table.is_some() { "table" } else { "geopackage" };
    to.execute(
        "INSERT INTO gpkg_metadata_reference VALUES (?1, ?2, NULL, NULL, ?3, ?4, NULL)",
        params![scope, text.table, time, to.last_insert_rowid()],
    )?;
    Ok(())
}

/// A table in lines: its title, then a row a line.
fn told(table: &Table) -> String {
    let row = |row: &tables::Row| {
        let cells =
            row.cells.iter().map(|cell| cell.shown().map_or("—".to_owned(), |shown| shown.to_string()));
        cells.collect::<Vec<_>>().join(" | ")
    };
    let headings: Vec<&str> = table.columns.iter().map(|column| column.heading.as_str()).collect();
    let rows: Vec<String> = table.rows.iter().map(row).collect();
    format!("{}\n{}\n{}\n", table.title, headings.join(" | "), rows.join("\n"))
}
