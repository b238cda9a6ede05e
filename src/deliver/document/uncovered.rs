//! 未覆盖居住用地: by township, and the largest parcels.

use super::super::columns::Columns;
use super::super::tables::{Cell, Table};
use super::super::words::Words;
use super::draft::Draft;
use super::grid::Grid;
use super::phrases::printed;
use super::summary::largest;
use super::townships::minutes;
use crate::report::ServiceReport;

const OF_TOWNSHIPS: [&str; 3] = ["township", "residential", "uncovered"];
const OF_PARCELS: [&str; 6] =
    ["parcel", "township", "parcel-area", "parcel-uncovered", "nearest-facility", "nearest-distance"];

/// The most parcels that are listed.
const MOST: usize = 10;

/// The section; nothing where there is no residential land. `lists` names of each service the file with the whole list.
pub(super) fn write(draft: &mut Draft, tables: &[Vec<Table>], lists: &[Option<String>]) {
    let (report, words) = (draft.report, draft.words);
    if report.services.iter().all(|service| service.county.residential_area_m2 <= 0.0) {
        return;
    }
    draft.section("uncovered");
    for (at, (service, tables)) in report.services.iter().zip(tables).enumerate() {
        draft.service(service);
        let named = |name: &str| tables.iter().find(|table| table.name == name);
        let (Some(townships), Some(parcels)) = (named("townships"), named("uncovered")) else { continue };
        if parcels.rows.is_empty() {
            draft.paragraph(&[words.told("uncovered.none", &[])]);
            continue;
        }
        let mut findings = circles(service, words);
        if service.townships.is_empty() {
            draft.paragraph(&findings);
        } else {
            draft.paragraph_before_table(&findings);
            let title = words.told("uncovered.by-township", &[("service", &service.name)]);
            let heading = |name: &str, nth| words.heading(name, minutes(service, nth));
            draft.table(&title, Grid::of(townships, &OF_TOWNSHIPS).headed(heading), Vec::new());
        }
        findings = vec![
            words.told("uncovered.parcels", &[("parcels", &words.counted("parcels", parcels.rows.len()))]),
        ];
        let list = lists.get(at).and_then(Option::as_ref).filter(|_| parcels.rows.len() > MOST);
        findings.extend(list.map(|file| words.told("uncovered.list", &[("file", file)])));
        draft.paragraph_before_table(&findings);
        let (title, grid) = largest_parcels(parcels, service, words);
        draft.table(&title, grid, vec![words.told("uncovered.remark", &[])]);
    }
}

/// What each circle leaves out, and where most of it lies.
fn circles(service: &ServiceReport, words: Words) -> Vec<String> {
    let columns = Columns::of(service);
    let last = service.townships.len();
    let of_circle = |(circle, of): (&crate::report::CircleInfo, &super::super::columns::CircleColumns)| {
        let area = words.figure(printed(&of.uncovered, last));
        let figure = |at: usize| printed(&of.uncovered, at).map(|area| area.value());
        let most: Vec<String> = largest(service, figure, words)
            .into_iter()
            .map(|(township, at)| {
                let area = words.figure(printed(&of.uncovered, at));
                words.told("uncovered.township", &[("township", &township), ("area", &area)])
            })
            .collect();
        let (minutes, area) = (("minutes", &circle.minutes as _), ("area", &area as _));
        match most.is_empty() {
            true => words.told("uncovered.circle", &[minutes, area]),
            false => {
                let most = words.enumerated(&most);
                words.told("uncovered.circle-and-most", &[minutes, area, ("most", &most)])
            }
        }
    };
    service.circles.iter().zip(&columns.circles).map(of_circle).collect()
}

/// The parcels of which the smallest circle leaves out most, the largest first, of equals the first of the file.
fn largest_parcels(table: &Table, service: &ServiceReport, words: Words) -> (String, Grid) {
    let column = table.columns.iter().position(|column| column.name == "parcel-uncovered");
    let area = |at: usize| match column.and_then(|column| table.rows.get(at)?.cells.get(column)) {
        Some(Cell::Number(area)) => area.value(),
        _ => 0.0,
    };
    let mut order: Vec<usize> = (0..table.rows.len()).collect();
    order.sort_by(|a, b| area(*b).total_cmp(&area(*a)));
    order.truncate(MOST);
    let heading = |name: &str, nth| words.heading(name, minutes(service, nth));
    let mut grid = Grid::of_order(table, &OF_PARCELS, &order).headed(heading);
    if service.townships.is_empty() {
        grid = grid.without("township");
    }
    let key = if table.rows.len() > MOST { "uncovered.largest" } else { "uncovered.all" };
    (words.told(key, &[("service", &service.name), ("n", &order.len())]), grid)
}
