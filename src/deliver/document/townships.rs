//! 各乡镇（街道）服务覆盖情况: the table, and what is found of each township.

use super::super::columns::Columns;
use super::super::rounding::Fixed;
use super::super::tables::Table;
use super::super::words::{Counted, Words, amount};
use super::draft::Draft;
use super::grid::Grid;
use super::phrases::{name, parcel, printed, township};
use super::plan;
use crate::report::{CircleInfo, FacilityCounts, Row, ServiceReport, UncoveredRow};

/// The columns of the table: those of the workbook's 表1, but for the land that is not covered, which has its own section.
const COLUMNS: [&str; 9] = [
    "township",
    "residential",
    "covered",
    "coverage-rate",
    "configured",
    "denominator",
    "configuration-rate",
    "facilities",
    "places",
];

/// The section. A study without townships has only the row of the county.
pub(super) fn write(draft: &mut Draft, tables: &[Vec<Table>]) {
    let (report, words) = (draft.report, draft.words);
    let has_townships = report.services.iter().any(|service| !service.townships.is_empty());
    draft.section(if has_townships { "townships" } else { "coverage" });
    for (service, tables) in report.services.iter().zip(tables) {
        let level = draft.service(service);
        if let Some(table) = tables.iter().find(|table| table.name == "townships") {
            let is_one = service.townships.is_empty();
            let key = if is_one { "township.table-of-county" } else { "township.table" };
            draft.paragraph_before_table(&[words.told(key, &[])]);
            let configuration = words.configuration_line(service, &report.method);
            let remark = words.told(
                "township.remark",
                &[("circles", &words.circle_line(service)), ("configuration", &configuration)],
            );
            let grid =
                Grid::of(table, &COLUMNS).headed(|name, nth| words.heading(name, minutes(service, nth)));
            draft.table(&table.title, grid, vec![remark]);
        }
        let columns = Columns::of(service);
        for (at, row) in service.townships.iter().enumerate() {
            draft.heading(level, &township(row, words));
            let mut figures = land(service, row, &columns, at, words);
            figures.extend(configuration(row, words));
            figures.extend(facilities(&row.facilities, words));
            draft.paragraph(&figures);
            draft.paragraph(&plan::of_township(service, at, words));
            draft.paragraph(&uncovered(service, row, &columns, at, words));
        }
    }
}

/// The minutes of a circle.
pub(super) fn minutes(service: &ServiceReport, nth: usize) -> u32 {
    service.circles.get(nth).map_or(0, |circle| circle.minutes)
}

fn land(service: &ServiceReport, row: &Row, columns: &Columns, at: usize, words: Words) -> Vec<String> {
    if row.coverage.iter().all(|entry| entry.rate.is_none()) {
        return vec![words.told("township.no-land", &[])];
    }
    let mut told = Vec::new();
    for (position, (circle, of)) in service.circles.iter().zip(&columns.circles).enumerate() {
        let rate = words.percent(row.coverage.get(position).and_then(|entry| entry.rate));
        let covered = words.figure(printed(&of.covered, at));
        told.push(words.told(
            "township.circle",
            &[("minutes", &circle.minutes), ("covered", &covered), ("rate", &rate)],
        ));
    }
    let residential = words.figure(printed(&columns.residential, at));
    let circles = words.listed(&told);
    vec![words.told("township.land", &[("residential", &residential), ("circles", &circles)])]
}

fn configuration(row: &Row, words: Words) -> Option<String> {
    let configuration = &row.configuration;
    let rate = words.percent(Some(configuration.rate?));
    match Counted::by(configuration.rule) {
        // The land within a circle is told already.
        Counted::Land => Some(words.told("township.rate", &[("rate", &rate)])),
        counted => Some(words.told(
            "township.rate-counted",
            &[
                ("rate", &rate),
                ("configured", &amount(configuration.configured)),
                ("all", &words.counted(counted.key(), amount(configuration.units))),
            ],
        )),
    }
}

fn facilities(counts: &FacilityCounts, words: Words) -> Vec<String> {
    if counts.count == 0 {
        return vec![words.told("township.no-facilities", &[])];
    }
    let facilities = words.counted("facilities", counts.count);
    let all = match counts.places > 0.0 {
        true => {
            let places = words.counted("places", amount(counts.places));
            words.told("township.facilities-with-places", &[("facilities", &facilities), ("places", &places)])
        }
        false => words.told("township.facilities", &[("facilities", &facilities)]),
    };
    vec![all, words.kinds(counts)]
}

/// The land that the circles leave out, and the parcel with the most of what the smallest leaves out.
fn uncovered(service: &ServiceReport, row: &Row, columns: &Columns, at: usize, words: Words) -> Vec<String> {
    let left: Vec<(&CircleInfo, Fixed)> = service
        .circles
        .iter()
        .zip(&columns.circles)
        .filter_map(|(circle, of)| Some((circle, printed(&of.uncovered, at)?)))
        .collect();
    if left.iter().all(|(_, area)| area.is_zero()) {
        return Vec::new();
    }
    let phrases: Vec<String> = left
        .iter()
        .map(|(circle, area)| {
            words.told("township.uncovered-circle", &[("minutes", &circle.minutes), ("area", area)])
        })
        .collect();
    let circles = phrases.join(&words.label("words.list-separator"));
    let mut told = vec![words.told("township.uncovered", &[("circles", &circles)])];
    told.extend(service.circles.first().and_then(|circle| most(service, row, circle, words)));
    told
}

/// The parcel with the most land outside a circle.
fn most(service: &ServiceReport, row: &Row, circle: &CircleInfo, words: Words) -> Option<String> {
    let is_here = |piece: &&UncoveredRow| piece.township == row.name && piece.township_code == row.code;
    let area = |piece: &UncoveredRow| {
        piece.uncovered.iter().find(|entry| entry.minutes == circle.minutes).map(|entry| entry.area_m2)
    };
    let pieces = service.uncovered.iter().filter(is_here).filter_map(|piece| Some((piece, area(piece)?)));
    // Of equals the first.
    let (piece, area) = pieces.reduce(|most, piece| if piece.1 > most.1 { piece } else { most })?;
    let area = Fixed::of(area, 0);
    let called = parcel(piece, words);
    let (minutes, parcel) = (("minutes", &circle.minutes as _), ("parcel", &called as _));
    match (&piece.nearest_facility, piece.nearest_distance_m) {
        _ if area.is_zero() => None,
        (Some(facility), Some(distance)) => Some(words.told(
            "township.most-and-nearest",
            &[
                minutes,
                parcel,
                ("area", &area),
                ("facility", &name(facility)),
                ("distance", &Fixed::of(distance, 0)),
            ],
        )),
        _ => Some(words.told("township.most", &[minutes, parcel, ("area", &area)])),
    }
}
