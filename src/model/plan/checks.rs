//! Whether a planning table agrees with itself. What does not is told; the cells are taken as they stand.

use super::columns::{CategoryColumns, Columns};
use super::header::Header;
use super::rows::{Row, Rows, at_line, heading};
use crate::note::{Note, Notes, Severity};

/// Checks that each row total is the sum of its categories, that sums are the sums of their townships, and
/// that no category has places without an institution or an institution without places.
pub(super) fn check(rows: &Rows, header: &Header, columns: &Columns, notes: &mut Notes) {
    let every_row = rows.townships.iter().chain(rows.sums.iter().map(|s| &s.row));
    for row in every_row {
        let counts = columns.categories.iter().filter_map(|c| c.count);
        let places = columns.categories.iter().filter_map(|c| c.places);
        check_total(row, columns.total_count, counts, header, notes);
        check_total(row, columns.total_places, places, header, notes);
    }
    for row in &rows.townships {
        check_pairs(row, header, columns, notes);
    }
    note_blanks(rows, columns, notes);
    for sum in &rows.sums {
        for column in columns.of_figures() {
            let Some(stated) = sum.row.value(column).map(u64::from) else { continue };
            let sums = sum.candidates.iter().map(|range| {
                let townships = rows.townships.get(range.clone()).unwrap_or_default();
                townships.iter().filter_map(|row| row.value(column)).map(u64::from).sum::<u64>()
            });
            let sums: Vec<u64> = sums.collect();
            if let Some(first) = sums.first().filter(|_| !sums.contains(&stated)) {
                notes.push(
                    at_line(Note::new(Severity::Error, "plan-sum-differs"), sum.row.line)
                        .with("row", &sum.row.name)
                        .with("column", heading(header, column))
                        .with("stated", stated)
                        .with("sum", first),
                );
            }
        }
    }
}

/// Row total = Σ categories. A category without a figure adds nothing; a row without any is not compared.
fn check_total(
    row: &Row,
    total: Option<usize>,
    categories: impl Iterator<Item = usize>,
    header: &Header,
    notes: &mut Notes,
) {
    let Some((column, stated)) = total.and_then(|c| Some((c, u64::from(row.value(c)?)))) else { return };
    let figures: Vec<u64> = categories.filter_map(|c| row.value(c)).map(u64::from).collect();
    let sum: u64 = figures.iter().sum();
    if !figures.is_empty() && sum != stated {
        notes.push(
            about(row, Severity::Error, "plan-total-differs")
                .with("column", heading(header, column))
                .with("stated", stated)
                .with("sum", sum),
        );
    }
}

/// Tells of rows in which a blank can only mean 0, since the other figures make up the total of the row: a blank is no
/// 0, and where nothing is given nothing is compared.
fn note_blanks(rows: &Rows, columns: &Columns, notes: &mut Notes) {
    let is_made_up = |row: &Row, total: Option<usize>, of: &dyn Fn(&CategoryColumns) -> Option<usize>| {
        let figures: Vec<Option<u32>> =
            columns.categories.iter().filter_map(of).map(|column| row.value(column)).collect();
        let sum: u64 = figures.iter().flatten().copied().map(u64::from).sum();
        let is_partly_blank = figures.contains(&None) && figures.iter().any(Option::is_some);
        is_partly_blank && total.and_then(|column| row.value(column)).map(u64::from) == Some(sum)
    };
    let mut found = rows.townships.iter().filter(|row| {
        is_made_up(row, columns.total_count, &|c| c.count)
            || is_made_up(row, columns.total_places, &|c| c.places)
    });
    if let Some(first) = found.next() {
        let note = at_line(Note::new(Severity::Info, "plan-blanks-mean-zero"), first.line);
        notes.push(note.with("count", 1 + found.count()));
    }
}

/// No institution ⇔ no places.
fn check_pairs(row: &Row, header: &Header, columns: &Columns, notes: &mut Notes) {
    for category in &columns.categories {
        let (Some(count_column), Some(places_column)) = (category.count, category.places) else { continue };
        let (Some(count), Some(places)) = (row.value(count_column), row.value(places_column)) else {
            continue;
        };
        if (count == 0) != (places == 0) {
            notes.push(
                about(row, Severity::Warning, "plan-zero-rule")
                    .with("count_column", heading(header, count_column))
                    .with("count", count)
                    .with("places_column", heading(header, places_column))
                    .with("places", places),
            );
        }
    }
}

fn about(row: &Row, severity: Severity, code: &'static str) -> Note {
    at_line(Note::new(severity, code), row.line).with("township", &row.name)
}
