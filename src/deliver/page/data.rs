//! What the page is given: figures as they are printed, in words of the project's language, and shapes in whole numbers.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::super::tables::{Cell, Subject, Table};
use super::super::words::Words;
use super::shape::PageShape;
use crate::report::Verdict;

/// So many rows of a table are in the page; all of them are in the CSV file and the workbook.
const MOST_ROWS: usize = 20_000;

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    pub(super) language: &'static str,
    pub(super) title: String,
    pub(super) subtitle: String,
    /// The words of buttons, legends and hints.
    pub(super) words: BTreeMap<&'static str, &'static str>,
    pub(super) map: PageMap,
    pub(super) services: Vec<PageService>,
    /// The tables of the whole report.
    pub(super) tables: Vec<PageTable>,
}

/// What is not on the map of a service.
#[derive(Debug, Serialize)]
pub(super) struct PageService {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) cards: Vec<Card>,
    pub(super) charts: Vec<Chart>,
    pub(super) tables: Vec<PageTable>,
}

/// A headline figure.
#[derive(Debug, Serialize)]
pub(super) struct Card {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) detail: String,
    pub(super) tone: &'static str,
}

/// A chart of bars.
#[derive(Debug, Serialize)]
pub(super) struct Chart {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) series: Vec<Series>,
    pub(super) rows: Vec<ChartRow>,
    pub(super) lines: Vec<ChartLine>,
}

/// The bars of one colour.
#[derive(Debug, Serialize)]
pub(super) struct Series {
    pub(super) name: String,
    pub(super) colour: &'static str,
}

/// The bars of one place.
#[derive(Debug, Serialize)]
pub(super) struct ChartRow {
    pub(super) label: String,
    pub(super) values: Vec<Option<f64>>,
    pub(super) texts: Vec<Option<String>>,
    pub(super) subject: Option<(&'static str, usize)>,
}

/// A target across the bars.
#[derive(Debug, Serialize)]
pub(super) struct ChartLine {
    pub(super) value: f64,
    pub(super) label: String,
}

/// A table.
#[derive(Debug, Serialize)]
pub(super) struct PageTable {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) note: Option<String>,
    pub(super) columns: Vec<PageColumn>,
    pub(super) rows: Vec<Vec<PageCell>>,
    pub(super) totals: usize,
    pub(super) subjects: Option<Vec<Option<(&'static str, usize)>>>,
}

/// A column, and how its cells are sorted.
#[derive(Debug, Serialize)]
pub(super) struct PageColumn {
    pub(super) heading: String,
    pub(super) kind: &'static str,
}

/// A cell: nothing, text, or a verdict.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum PageCell {
    Text(Option<String>),
    Verdict(&'static str, String),
}

/// The map of all services.
#[derive(Debug, Serialize)]
pub(super) struct PageMap {
    pub(super) unit_m: f64,
    pub(super) origin: [f64; 2],
    pub(super) extent: [i64; 4],
    pub(super) crs: String,
    pub(super) method: String,
    pub(super) simplified_m: Option<f64>,
    pub(super) townships: MapTownships,
    pub(super) land: MapLand,
    pub(super) services: Vec<MapService>,
}

/// The townships; row i of the table is township i.
#[derive(Debug, Serialize)]
pub(super) struct MapTownships {
    pub(super) names: Vec<String>,
    pub(super) shapes: Vec<Option<PageShape>>,
    pub(super) table: &'static str,
}

/// Residential land, piece by piece.
#[derive(Debug, Serialize)]
pub(super) struct MapLand {
    pub(super) names: Vec<Option<String>>,
    pub(super) townships: Vec<Option<usize>>,
    pub(super) shapes: Vec<Option<PageShape>>,
}

/// What one service has on the map.
#[derive(Debug, Serialize)]
pub(super) struct MapService {
    pub(super) circles: Vec<MapCircle>,
    pub(super) themes: Vec<Theme>,
    pub(super) categories: Vec<MapCategory>,
    pub(super) facilities: MapFacilities,
    pub(super) parcels: MapParcels,
    /// Per circle: the pieces that it does not reach whole, with the shape of what it leaves out; none: the whole piece.
    pub(super) uncovered: Vec<Vec<(usize, Option<PageShape>)>>,
}

/// A circle and the union of its disks.
#[derive(Debug, Serialize)]
pub(super) struct MapCircle {
    pub(super) minutes: u32,
    pub(super) radius_m: f64,
    pub(super) label: String,
    pub(super) area: Option<PageShape>,
}

/// What townships can be coloured by.
#[derive(Debug, Serialize)]
pub(super) struct Theme {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) values: Vec<Option<f64>>,
    pub(super) texts: Vec<Option<String>>,
    pub(super) breaks: Vec<f64>,
    pub(super) colours: Vec<&'static str>,
    pub(super) labels: Vec<String>,
}

/// A category and its symbol.
#[derive(Debug, Serialize)]
pub(super) struct MapCategory {
    pub(super) name: String,
    pub(super) colour: &'static str,
    pub(super) shape: &'static str,
}

/// The facilities; row i is facility i.
#[derive(Debug, Serialize)]
pub(super) struct MapFacilities {
    pub(super) names: Vec<Option<String>>,
    pub(super) category: Vec<Option<usize>>,
    pub(super) status: Vec<crate::report::FacilityStatus>,
    pub(super) at: Vec<[i64; 2]>,
    pub(super) columns: Vec<PageColumn>,
    pub(super) rows: Vec<Vec<PageCell>>,
}

/// What is told of the pieces of land; row i is piece i.
#[derive(Debug, Serialize)]
pub(super) struct MapParcels {
    pub(super) columns: Vec<PageColumn>,
    pub(super) rows: Vec<Vec<PageCell>>,
    /// Per circle and piece, the covered share.
    pub(super) shares: Vec<Vec<Share>>,
}

/// A share of 0 to 1, written with four decimals at most: it chooses a colour, and is nowhere printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Share(pub(super) f64);

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // What is nearly whole is not whole, and what is nearly nothing is not nothing.
        match (self.0 * 1e4).round() / 1e4 {
            share if share >= 1.0 && self.0 < 1.0 => to.serialize_f64(0.9999),
            share if share <= 0.0 && self.0 > 0.0 => to.serialize_f64(0.0001),
            share if share.fract() == 0.0 => to.serialize_u64(u64::from(share >= 1.0)),
            share => to.serialize_f64(share),
        }
    }
}

impl PageTable {
    /// A table as it is printed, without rows beyond [`MOST_ROWS`], of which a note tells.
    pub(super) fn of(table: &Table, words: Words) -> Self {
        let (all, totals) = (table.rows.len(), table.totals());
        let shown: Vec<usize> = if all > MOST_ROWS {
            (0..MOST_ROWS - totals).chain(all - totals..all).collect()
        } else {
            (0..all).collect()
        };
        let note = (all > MOST_ROWS).then(|| {
            words.filled(
                "words.page.rows-left-out",
                &[("shown", &MOST_ROWS), ("all", &all), ("name", &table.name)],
            )
        });
        let rows: Vec<_> = shown.iter().filter_map(|at| table.rows.get(*at)).collect();
        let subjects: Vec<_> = rows.iter().map(|row| of_subject(row.subject)).collect();
        Self {
            id: table.name.clone(),
            title: table.title.clone(),
            note,
            columns: columns(table),
            rows: rows.iter().map(|row| row.cells.iter().map(PageCell::of).collect()).collect(),
            totals,
            subjects: subjects.iter().any(Option::is_some).then_some(subjects),
        }
    }
}

/// The columns of a table, each of the kind of all its cells.
pub(super) fn columns(table: &Table) -> Vec<PageColumn> {
    let kind = |at: usize| {
        let cells = || table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|c| **c != Cell::Nothing);
        match cells().next() {
            Some(Cell::Verdict(..)) if cells().all(|cell| matches!(cell, Cell::Verdict(..))) => "verdict",
            Some(Cell::Number(_)) if cells().all(|cell| matches!(cell, Cell::Number(_))) => "number",
            _ => "text",
        }
    };
    let columns = table.columns.iter().enumerate();
    columns.map(|(at, column)| PageColumn { heading: column.heading.clone(), kind: kind(at) }).collect()
}

fn of_subject(subject: Subject) -> Option<(&'static str, usize)> {
    match subject {
        Subject::Township(at) => Some(("township", at)),
        Subject::Facility(at) => Some(("facility", at)),
        Subject::Piece(at) => Some(("piece", at)),
        Subject::Nothing | Subject::Total => None,
    }
}

impl PageCell {
    pub(super) fn of(cell: &Cell) -> Self {
        match cell {
            Cell::Verdict(verdict, text) => Self::Verdict(tone(Some(*verdict)), text.clone()),
            cell => Self::Text(cell.shown().map(|shown| shown.to_string())),
        }
    }
}

/// How a verdict is marked.
pub(super) fn tone(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Pass) => "pass",
        Some(Verdict::Fail) => "fail",
        Some(Verdict::NotTestable) => "open",
        Some(Verdict::NotApplicable) | None => "none",
    }
}
