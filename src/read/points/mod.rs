//! Tables of points: CSV or a sheet of a workbook whose columns hold coordinates, or geometries as WKT.

mod columns;
mod datum;
mod header;
mod place;
mod wkt;

use self::columns::PlaceIn;
pub use self::datum::{DatumByHeading, NamedDatum};
use self::header::Header;
use self::place::{coordinate, pair};
use super::gathering::{Found, Gathering};
use super::plain::plain;
use super::shape::{Shape, is_coordinate};
use super::table::GridRow;
use super::{Feature, Layer, Source, Value};
use crate::error::Error;
use crate::note::{Note, Notes, Severity};

/// Fills a layer with the rows of its table: each is a feature, and its line the feature's place in the file. Rows of
/// totals and remarks, which have no coordinates, are passed over and counted.
///
/// # Errors
/// When no row names columns of coordinates, or not those that [`Source::columns`] names.
pub(super) fn fill(
    layer: Layer,
    rows: &[GridRow],
    source: &Source<'_>,
    notes: &mut Notes,
) -> Result<Layer, Error> {
    let header = header::find(rows, source)?;
    let body = rows.get(header.body..).unwrap_or_default();
    let place_names = header.names_of(header.places.place);
    if !header.places.others.is_empty() {
        let others: Vec<String> = header.places.others.iter().map(|place| header.names_of(*place)).collect();
        let note = source.note(Severity::Info, "place-columns-chosen").with("columns", &place_names);
        notes.push(note.with("others", others.join("`, `")));
    }
    let is_swapped = header.is_swapped(body);
    if is_swapped {
        notes.push(source.note(Severity::Warning, "columns-swapped").with("columns", &place_names));
    }
    let columns = header.attributes(body);
    let fields: Vec<String> = columns.iter().map(|(_, name)| name.clone()).collect();
    // A table may have millions of columns, and rows that have few of them.
    let mut positions: Vec<Option<u32>> = Vec::new();
    for (position, (column, _)) in (0..).zip(&columns) {
        positions.resize(column + 1, None);
        if let Some(last) = positions.last_mut() {
            *last = Some(position);
        }
    }
    let mut gathering = Gathering::default();
    let mut passed_over = Vec::new();
    for row in body {
        let (shape, note) = place_of(row, &header, is_swapped);
        let is_placeless = matches!(shape, Shape::Null);
        if is_placeless && is_total_or_remark(row) {
            passed_over.push(row.line);
            continue;
        }
        let attributes = row.cells.iter().zip(&positions);
        let attributes = attributes.filter_map(|(value, position)| Some(((*position)?, value.clone()?)));
        gathering.add(
            Found {
                index: usize::try_from(row.line).unwrap_or(usize::MAX),
                id: None,
                // The note says why there is none.
                shape: if is_placeless { Shape::Unusable } else { shape },
                has_heights: false,
                attributes: attributes.collect(),
                notes: note.map(Note::leaves_out).into_iter().collect(),
            },
            &fields,
        );
    }
    if let Some(first) = passed_over.first() {
        let note = source.note(Severity::Info, "rows-passed-over").with("count", passed_over.len());
        notes.push(note.with("first", first));
    }
    let features: Vec<Feature> = gathering.into_features(source, notes);
    if features.is_empty() {
        notes.push(source.note(Severity::Warning, "layer-without-features"));
    }
    let datum = header.places.datum.map(|datum| DatumByHeading { datum, columns: place_names });
    Ok(Layer { fields, features, datum_by_heading: datum, ..layer })
}

/// The shape of a row, and a note where it has none.
fn place_of(row: &GridRow, header: &Header, is_swapped: bool) -> (Shape, Option<Note>) {
    let cell =
        |column: usize| row.cells.get(column).and_then(Option::as_ref).filter(|value| !value.is_blank());
    let placeless = || (Shape::Null, Some(Note::new(Severity::Warning, "row-without-place")));
    let unread = |column: usize| {
        let note = Note::new(Severity::Warning, "place-not-read").with("column", header.name(column));
        (Shape::Unusable, Some(note.with("value", cell(column).map(Value::as_text).unwrap_or_default())))
    };
    let point = |first: f64, second: f64| {
        let (x, y) = if is_swapped { (second, first) } else { (first, second) };
        (Shape::Point(geo::Coord { x, y }), None)
    };
    match header.places.place {
        PlaceIn::Two(x, y) => match (cell(x), cell(y)) {
            (None, None) => placeless(),
            (first, second) => match (first.and_then(coordinate), second.and_then(coordinate)) {
                (Some(first), Some(second)) => point(first, second),
                (None, _) => unread(x),
                _ => unread(y),
            },
        },
        PlaceIn::One(column) => match cell(column) {
            None => placeless(),
            Some(value) => match pair(value) {
                Some((first, second)) => point(first, second),
                None => match wkt::read(&value.as_text()) {
                    Ok(shape) => (shape, None),
                    Err(damage) => {
                        let note = Note::new(Severity::Warning, "geometry-damaged");
                        (Shape::Unusable, Some(note.with_term("reason", damage)))
                    }
                },
            },
        },
    }
}

/// Whether the first text of a row says that it is a sum of others, or a remark.
fn is_total_or_remark(row: &GridRow) -> bool {
    const TOTALS: [&str; 6] = ["合计", "总计", "小计", "共计", "total", "subtotal"];
    const REMARKS: [&str; 9] = ["注:", "注1", "备注", "附注", "说明", "填表", "制表", "note:", "source:"];
    let first = row.cells.iter().flatten().find_map(|value| match value {
        Value::Text(text) => Some(plain(text).to_lowercase()),
        _ => None,
    });
    first.is_some_and(|text| {
        TOTALS.iter().any(|total| text.ends_with(total))
            || REMARKS.iter().any(|start| text.starts_with(start))
    })
}

/// Whether a number can be a coordinate of the kind that people write into tables.
fn usable(number: f64) -> Option<f64> {
    is_coordinate(number).then_some(number)
}

#[cfg(test)]
mod tests;
