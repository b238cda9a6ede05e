//! The one-file page: map, tables, charts, checklist, notes and method, opened from the disk without a network.
//!
//! What the page shows is put together here, rounded and in words ([`data`]); how it is shown is written in HTML, CSS
//! and JavaScript (`app/`), which compute no figure. The map library and its licence lie beside it (`vendor/`).

mod cards;
mod charts;
mod data;
mod map;
mod shape;
mod template;
mod themes;

use std::io::Write;

use self::data::{Page, PageTable};
use super::about::About;
use super::folder::{NewFolder, Unfilled};
use super::tables;
use super::words::Words;
use crate::coverage::Coverage;
use crate::error::Error;
use crate::messages::entries;
use crate::model::Study;
use crate::report::Report;

/// Writes `report.html`.
pub(crate) fn write(
    report: &Report,
    study: &Study,
    coverage: &Coverage,
    folder: &mut NewFolder,
) -> Result<(), Error> {
    let page = page(report, study, coverage);
    folder.file("report.html", About::of("page"), |to| -> Result<(), Unfilled> {
        let html = template::filled(report, &page)?;
        Ok(to.write_all(html.as_bytes())?)
    })
}

/// Everything that the page shows.
fn page(report: &Report, study: &Study, coverage: &Coverage) -> Page {
    let words = Words::of_tag(report.project.language);
    let told = |tables: Vec<tables::Table>| tables.iter().map(|table| PageTable::of(table, words)).collect();
    Page {
        language: report.project.language,
        title: report.project.name.clone(),
        subtitle: subtitle(report, words),
        words: entries(words.0, "page.").collect(),
        map: map::map(report, study, coverage, words),
        services: report
            .services
            .iter()
            .map(|service| data::PageService {
                id: service.id.clone(),
                name: service.name.clone(),
                cards: cards::cards(service, words),
                charts: charts::charts(service, words),
                tables: told(tables::of_service(service, report, words)),
            })
            .collect(),
        tables: told(tables::of_report(report, words)),
    }
}

/// The year of the figures and who made them, as far as the project says.
fn subtitle(report: &Report, words: Words) -> String {
    let year = report.project.year.map(|year| words.filled("words.page.year", &[("year", &year)]));
    let parts: Vec<String> = year.into_iter().chain(report.project.maker.clone()).collect();
    parts.join(" · ")
}

#[cfg(test)]
mod tests;
