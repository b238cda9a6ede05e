//! Coverage, configuration rate and facilities, a row a township and one for the county (表1 各乡镇（街道）覆盖率一览表).

use super::super::columns::{Columns, LandUseColumns};
use super::super::words::{Counted, Words, amount};
use super::{Cell, Subject, Table, title};
use crate::report::{LandUseRow, ReadingEntry, Row, ServiceReport};

/// The table of a service. Every column that is summed adds up to the county's row as printed.
pub(super) fn table(service: &ServiceReport, words: Words) -> Table {
    let columns = Columns::of(service);
    let names = ["township-code", "township", "residential", "population", "households"];
    let of_all = if service.townships.is_empty() { "townships-undivided" } else { "townships" };
    let mut table = Table::with_columns("townships", title(of_all, service, words), "", &names, words);
    of_circles(&mut table, service, words);
    of_land_use(&mut table, service, &columns, words);
    of_configuration_and_facilities(&mut table, service, words);
    for (index, row) in service.townships.iter().enumerate() {
        let name = Cell::said(row.name.as_deref());
        table.row(Subject::Township(index), cells(service, &columns, index, row, name));
    }
    let total = Cell::Text(words.label("words.total"));
    let last = service.townships.len();
    table.row(Subject::Total, cells(service, &columns, last, &service.county, total));
    table
}

fn of_circles(table: &mut Table, service: &ServiceReport, words: Words) {
    for circle in &service.circles {
        let radius = amount(circle.radius_m);
        for name in [
            "covered",
            "coverage-rate",
            "uncovered",
            "covered-population",
            "population-rate",
            "covered-households",
            "households-rate",
        ] {
            let heading = words.filled(
                &format!("words.column.{name}"),
                &[("minutes", &circle.minutes), ("radius", &radius)],
            );
            table.column(name, heading);
        }
    }
}

fn of_land_use(table: &mut Table, service: &ServiceReport, columns: &Columns, words: Words) {
    for (land_use, name, land) in
        [("urban", "urban-land", &columns.urban), ("rural", "rural-land", &columns.rural)]
    {
        if land.is_some() {
            table.column(name, words.label(&format!("words.column.{land_use}.residential")));
            for circle in &service.circles {
                for figure in ["covered", "coverage-rate"] {
                    let key = format!("words.column.{land_use}.{figure}");
                    table.column(name, words.filled(&key, &[("minutes", &circle.minutes)]));
                }
            }
        }
    }
}

fn of_configuration_and_facilities(table: &mut Table, service: &ServiceReport, words: Words) {
    let configuration = &service.county.configuration;
    let counted = Counted::by(configuration.rule).key();
    for name in ["configured", "denominator"] {
        table.column(name, words.label(&format!("words.column.{name}.{counted}")));
    }
    let reading = words.reading(configuration.rule);
    table.column(
        "configuration-rate",
        words.filled("words.column.configuration-rate", &[("reading", &reading)]),
    );
    for name in ["facilities", "places"] {
        table.column(name, words.label(&format!("words.column.{name}")));
    }
    for category in &service.categories {
        for name in ["category-facilities", "category-places"] {
            table.column(name, words.filled(&format!("words.column.{name}"), &[("category", category)]));
        }
    }
    for reading in &configuration.other_readings {
        let key = if reading.weight == "households" { "other-rate-by-households" } else { "other-rate" };
        let heading =
            words.filled(&format!("words.column.{key}"), &[("reading", &words.reading(reading.rule))]);
        table.column("other-rate", heading);
    }
}

fn cells(service: &ServiceReport, columns: &Columns, index: usize, row: &Row, name: Cell) -> Vec<Cell> {
    let printed = |column: &[Option<_>]| Cell::rounded(column.get(index).copied().flatten());
    let mut cells = vec![
        Cell::said(row.code.as_deref()),
        name,
        printed(&columns.residential),
        printed(&columns.population),
        printed(&columns.households),
    ];
    for (position, circle) in columns.circles.iter().enumerate() {
        let entry = row.coverage.get(position);
        cells.extend([
            printed(&circle.covered),
            Cell::percent(entry.and_then(|e| e.rate)),
            printed(&circle.uncovered),
            printed(&circle.population),
            Cell::percent(entry.and_then(|e| e.population_rate)),
            printed(&circle.households),
            Cell::percent(entry.and_then(|e| e.households_rate)),
        ]);
    }
    for (land, row) in [(&columns.urban, &row.urban), (&columns.rural, &row.rural)] {
        if let Some(land) = land {
            cells.extend(land_use(land, index, row.as_ref()));
        }
    }
    cells.extend([
        printed(&columns.configured),
        printed(&columns.denominator),
        Cell::percent(row.configuration.rate),
        Cell::whole(Some(row.facilities.count)),
        Cell::amount(Some(row.facilities.places)),
    ]);
    for category in &service.categories {
        let counts = row.facilities.by_category.iter().find(|c| c.category == *category);
        cells.push(Cell::whole(counts.map(|c| c.count)));
        cells.push(Cell::amount(counts.map(|c| c.places)));
    }
    let is_same = |a: &ReadingEntry, b: &ReadingEntry| a.rule == b.rule && a.weight == b.weight;
    for reading in &service.county.configuration.other_readings {
        let here = row.configuration.other_readings.iter().find(|r| is_same(r, reading));
        cells.push(Cell::percent(here.and_then(|r| r.rate)));
    }
    cells
}

/// The cells of residential land of one use.
fn land_use(columns: &LandUseColumns, index: usize, row: Option<&LandUseRow>) -> Vec<Cell> {
    let printed = |column: &[Option<_>]| Cell::rounded(column.get(index).copied().flatten());
    let mut cells = vec![printed(&columns.residential)];
    for (position, covered) in columns.covered.iter().enumerate() {
        let rate = row.and_then(|row| row.coverage.get(position)).and_then(|c| c.rate);
        cells.extend([printed(covered), Cell::percent(rate)]);
    }
    cells
}
