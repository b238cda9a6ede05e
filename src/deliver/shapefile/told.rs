//! `shapefile_fields.csv`: what the short names of fields stand for, and what the tables could not hold.

use super::super::layers::{Field, Kind};
use super::super::tables::{Cell, Column, Row, Subject, Table};
use super::super::words::Words;
use super::table::{self, Measure};

/// The table, without rows yet.
pub(super) fn table(words: Words) -> Table {
    const COLUMNS: [&str; 7] = ["file", "field", "full-name", "heading", "type", "cut", "replaced"];
    let column = |name| Column { name, heading: words.label(&format!("words.shapefile.{name}")) };
    Table {
        name: "shapefile_fields".to_owned(),
        title: words.label("words.shapefile.title"),
        columns: COLUMNS.map(column).to_vec(),
        rows: Vec::new(),
    }
}

/// A row a field of a file. A field that is not in the file, since dBase holds no more, has neither short name nor type.
pub(super) fn rows(
    file: &str,
    fields: &[Field],
    columns: &[table::Column],
    measures: &[Measure],
) -> Vec<Row> {
    let row = |(at, field): (usize, &Field)| {
        let column = columns.get(at);
        let count = |of: fn(&Measure) -> usize| {
            let measure = measures.get(at).filter(|_| field.kind == Kind::Text);
            Cell::whole(measure.map(of))
        };
        let cells = vec![
            Cell::text(file),
            Cell::said(column.map(|column| column.name.as_str())),
            Cell::text(&field.name),
            Cell::text(&field.alias),
            Cell::said(column.map(table::Column::told).as_deref()),
            count(|measure| measure.cut),
            count(|measure| measure.replaced),
        ];
        Row { cells, subject: Subject::Nothing }
    };
    fields.iter().enumerate().map(row).collect()
}
