//! The document `report.docx`: the short report that goes round a bureau, in the manner of 公文 (GB/T 9704).
//!
//! It says the figures of the report in sentences and prints the cells of [`super::tables`], as every other file does.
//! First it is drafted as headings, sentences, tables and figures ([`draft`]); then tables are laid out and all of it is
//! written ([`body`], [`package`]). Headings, captions and references are real ones, so that an editor's navigation and
//! numbering work. Nothing in it is of the clock, so the same report gives the same bytes.

mod body;
mod clauses;
mod draft;
mod grid;
mod layout;
mod method;
mod numerals;
mod package;
mod page;
mod paragraph;
mod phrases;
mod picture;
mod plan;
mod styles;
mod summary;
mod table;
mod townships;
mod uncovered;
mod xml;

use std::io::Write;

use docx_rs::XMLDocx;

use self::draft::{Block, Draft};
use self::package::Properties;
use super::about::{About, Described};
use super::folder::NewFolder;
use super::tables;
use super::words::Words;
use crate::error::Error;
use crate::project::{Date, PrintSpec};
use crate::report::Report;

/// A figure of the document: a map.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    /// Its title, without a number.
    pub(crate) caption: String,
    /// The picture as a PNG file.
    pub(crate) png: Vec<u8>,
    /// Its width; it is shown smaller where the page is not so wide.
    pub(crate) width_mm: f64,
    /// Its height.
    pub(crate) height_mm: f64,
}

/// Writes `report.docx`, with a section for the figures where there are any.
pub(crate) fn write(
    report: &Report,
    print: &PrintSpec,
    figures: &[Figure],
    folder: &mut NewFolder,
) -> Result<(), Error> {
    let lists = lists(report, folder.files());
    folder.file("report.docx", About::of("document"), |to| {
        Ok(to.write_all(&package::bytes(parts(report, print, figures, &lists))?)?)
    })
}

/// Of each service the file of this result that holds all of its uncovered land.
fn lists(report: &Report, files: &[Described]) -> Vec<Option<String>> {
    let is_there = |name: &String| files.iter().any(|file| file.name == *name);
    let table = |(at, id): (usize, &str)| super::file_name("uncovered", "csv", at, id);
    let of_service = |(at, id)| ["report.xlsx".to_owned(), table((at, id))].into_iter().find(is_there);
    report.services.iter().enumerate().map(|(at, service)| of_service((at, service.id.as_str()))).collect()
}

/// The parts of the file.
fn parts(report: &Report, print: &PrintSpec, figures: &[Figure], lists: &[Option<String>]) -> XMLDocx {
    let words = Words::of_tag(report.project.language);
    let title = title(report, words);
    let blocks = drafted(report, print, figures, lists, words);
    package::parts(&Properties { title: &title, report, date: print.date }, &blocks, figures, words)
}

/// The document as headings, sentences, tables and figures.
fn drafted<'a>(
    report: &'a Report,
    print: &PrintSpec,
    figures: &'a [Figure],
    lists: &[Option<String>],
    words: Words,
) -> Vec<Block<'a>> {
    let of_service = |service| tables::of_service(service, report, words);
    let of_services: Vec<Vec<tables::Table>> = report.services.iter().map(of_service).collect();
    let of_report = tables::of_report(report, words);

    let mut draft = Draft::of(report, words);
    head(&mut draft, print);
    summary::write(&mut draft);
    townships::write(&mut draft, &of_services);
    plan::write(&mut draft, &of_services);
    uncovered::write(&mut draft, &of_services, lists);
    clauses::write(&mut draft, &of_services);
    if !figures.is_empty() {
        draft.section("figures");
        figures.iter().for_each(|figure| draft.figure(figure));
    }
    method::write(&mut draft, &of_report, print.data_source.as_deref());
    method::notes(&mut draft, &of_report);
    draft.blocks
}

/// The title: the project's name, and that it is a report, unless the name says so.
fn title(report: &Report, words: Words) -> String {
    let name = report.project.name.trim();
    let is_report = name.ends_with("报告") || name.to_lowercase().ends_with("report");
    if is_report { name.to_owned() } else { words.told("title", &[("name", &name)]) }
}

/// Title, mark of a draft, maker and date.
fn head(draft: &mut Draft, print: &PrintSpec) {
    let words = draft.words;
    let title = title(draft.report, words);
    draft.title(&title);
    if let Some(mark) = &print.draft {
        draft.byline(&words.told("draft", &[("mark", mark)]));
    }
    if let Some(maker) = draft.report.project.maker.as_deref().filter(|maker| !maker.trim().is_empty()) {
        draft.byline(maker);
    }
    if let Some(date) = print.date {
        draft.byline(&spelt(date, words));
    }
    draft.byline("");
}

/// 2025年12月31日.
fn spelt(date: Date, words: Words) -> String {
    let month = words.label(&format!("words.document.month.{}", date.month));
    words.told("date", &[("year", &date.year), ("month", &month), ("day", &date.day)])
}

#[cfg(test)]
mod tests;
