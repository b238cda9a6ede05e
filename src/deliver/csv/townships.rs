//! `townships.csv`: coverage, configuration rate and facilities, a row a township and one for the county.

use super::super::columns::{Columns, LandUseColumns};
use super::super::words::{Counted, Words, amount};
use super::{Table, attribute};
use crate::report::{LandUseRow, ReadingEntry, Row, ServiceReport};

/// The table of a service. Every column that is summed adds up to the county's row as printed.
pub(super) fn table(service: &ServiceReport, words: Words) -> Table {
    let columns = Columns::of(service);
    let mut table = Table::with_header(header(service, &columns, words));
    for (index, row) in service.townships.iter().enumerate() {
        let name = attribute(words, row.name.as_deref());
        table.row(cells(service, &columns, index, row, name, words));
    }
    let total = words.label("words.total");
    table.row(cells(service, &columns, service.townships.len(), &service.county, total, words));
    table
}

fn header(service: &ServiceReport, columns: &Columns, words: Words) -> Vec<String> {
    let label = |key: &str| words.label(&format!("words.column.{key}"));
    let mut header: Vec<String> =
        ["township-code", "township", "residential", "population", "households"].map(label).into();
    for circle in &service.circles {
        let radius = amount(circle.radius_m);
        for key in [
            "covered",
            "coverage-rate",
            "uncovered",
            "covered-population",
            "population-rate",
            "covered-households",
            "households-rate",
        ] {
            header.push(words.filled(
                &format!("words.column.{key}"),
                &[("minutes", &circle.minutes), ("radius", &radius)],
            ));
        }
    }
    for (key, land) in [("urban", &columns.urban), ("rural", &columns.rural)] {
        if land.is_some() {
            header.push(label(&format!("{key}.residential")));
            for circle in &service.circles {
                for figure in ["covered", "coverage-rate"] {
                    let key = format!("words.column.{key}.{figure}");
                    header.push(words.filled(&key, &[("minutes", &circle.minutes)]));
                }
            }
        }
    }
    let configuration = &service.county.configuration;
    let counted = Counted::by(configuration.rule).key();
    header.push(label(&format!("configured.{counted}")));
    header.push(label(&format!("denominator.{counted}")));
    header.push(
        words.filled("words.column.configuration-rate", &[("reading", &words.reading(configuration.rule))]),
    );
    header.extend(["facilities", "places"].map(label));
    for category in &service.categories {
        for key in ["category-facilities", "category-places"] {
            let filled = words.filled(&format!("words.column.{key}"), &[("category", category)]);
            header.push(attribute(words, Some(&filled)));
        }
    }
    for reading in &configuration.other_readings {
        let key = if reading.weight == "households" { "other-rate-by-households" } else { "other-rate" };
        header
            .push(words.filled(&format!("words.column.{key}"), &[("reading", &words.reading(reading.rule))]));
    }
    header
}

fn cells(
    service: &ServiceReport,
    columns: &Columns,
    index: usize,
    row: &Row,
    name: String,
    words: Words,
) -> Vec<String> {
    let printed = |column: &[Option<_>]| words.figure(column.get(index).copied().flatten());
    let mut cells = vec![
        attribute(words, row.code.as_deref()),
        name,
        printed(&columns.residential),
        printed(&columns.population),
        printed(&columns.households),
    ];
    for (position, circle) in columns.circles.iter().enumerate() {
        let entry = row.coverage.get(position);
        cells.extend([
            printed(&circle.covered),
            words.percent(entry.and_then(|e| e.rate)),
            printed(&circle.uncovered),
            printed(&circle.population),
            words.percent(entry.and_then(|e| e.population_rate)),
            printed(&circle.households),
            words.percent(entry.and_then(|e| e.households_rate)),
        ]);
    }
    for (land, row) in [(&columns.urban, &row.urban), (&columns.rural, &row.rural)] {
        if let Some(land) = land {
            cells.extend(land_use(land, index, row.as_ref(), words));
        }
    }
    cells.extend([
        printed(&columns.configured),
        printed(&columns.denominator),
        words.percent(row.configuration.rate),
        row.facilities.count.to_string(),
        amount(row.facilities.places),
    ]);
    for category in &service.categories {
        let counts = row.facilities.by_category.iter().find(|c| c.category == *category);
        cells.push(words.figure(counts.map(|c| c.count)));
        cells.push(words.amount(counts.map(|c| c.places)));
    }
    let is_same = |a: &ReadingEntry, b: &ReadingEntry| a.rule == b.rule && a.weight == b.weight;
    for reading in &service.county.configuration.other_readings {
        let here = row.configuration.other_readings.iter().find(|r| is_same(r, reading));
        cells.push(words.percent(here.and_then(|r| r.rate)));
    }
    cells
}

/// The cells of residential land of one use.
fn land_use(columns: &LandUseColumns, index: usize, row: Option<&LandUseRow>, words: Words) -> Vec<String> {
    let printed = |column: &[Option<_>]| words.figure(column.get(index).copied().flatten());
    let mut cells = vec![printed(&columns.residential)];
    for (position, covered) in columns.covered.iter().enumerate() {
        let rate = row.and_then(|row| row.coverage.get(position)).and_then(|c| c.rate);
        cells.extend([printed(covered), words.percent(rate)]);
    }
    cells
}
