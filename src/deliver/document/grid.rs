//! What the document shows of a table: the columns for which a page has room, and the rows in question.

use super::super::tables::{Cell, Row, Subject, Table};
use super::xml::shortened;

/// The most characters of a cell: a row should not be higher than a page.
const LONGEST: usize = 400;

/// Some columns and rows of a table.
#[derive(Debug)]
pub(super) struct Grid {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<GridRow>,
    /// How many columns tell the row: where a table is divided, each part begins with them.
    pub(super) keys: usize,
}

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    /// Its name for programs.
    pub(super) name: &'static str,
    /// Which of the columns of this name in the table it is, from 0.
    nth: usize,
    /// Its heading.
    pub(super) heading: String,
    /// Whether equal cells below each other become one.
    pub(super) is_merged: bool,
}

/// A row.
#[derive(Debug)]
pub(super) struct GridRow {
    /// A cell a column.
    pub(super) cells: Vec<Cell>,
    /// Whether it is a total.
    pub(super) is_total: bool,
}

impl Grid {
    /// These columns of a table, in its order, and all its rows. Columns that say nothing are left out.
    pub(super) fn of(table: &Table, names: &[&str]) -> Self {
        Self::of_rows(table, names, |_| true)
    }

    /// Those rows of which `is_shown` holds.
    pub(super) fn of_rows(table: &Table, names: &[&str], is_shown: impl Fn(&Row) -> bool) -> Self {
        Self::made(table, names, table.rows.iter().filter(|row| is_shown(row)))
    }

    /// The rows at these places, in this order.
    pub(super) fn of_order(table: &Table, names: &[&str], order: &[usize]) -> Self {
        Self::made(table, names, order.iter().filter_map(|at| table.rows.get(*at)))
    }

    fn made<'t>(table: &'t Table, names: &[&str], rows: impl Iterator<Item = &'t Row>) -> Self {
        let rows: Vec<&Row> = rows.collect();
        let says = |column: usize| {
            rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| *cell != Cell::Nothing))
        };
        let is_shown =
            |(at, column): &(usize, &super::super::tables::Column)| names.contains(&column.name) && says(*at);
        let shown: Vec<(usize, &super::super::tables::Column)> =
            table.columns.iter().enumerate().filter(is_shown).collect();
        let cells = |row: &&Row| {
            let cell = |(at, _): &(usize, _)| row.cells.get(*at).cloned().unwrap_or(Cell::Nothing);
            GridRow { cells: shown.iter().map(cell).collect(), is_total: row.subject == Subject::Total }
        };
        let nth = |at: usize, name: &str| {
            table.columns.iter().take(at).filter(|column| column.name == name).count()
        };
        Self {
            rows: rows.iter().map(cells).collect(),
            columns: shown
                .iter()
                .map(|(at, column)| Column {
                    name: column.name,
                    nth: nth(*at, column.name),
                    heading: column.heading.clone(),
                    is_merged: false,
                })
                .collect(),
            keys: 1,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty() || self.columns.is_empty()
    }

    /// Makes one of equal cells below each other in these columns, which lead and tell the row.
    pub(super) fn merged(mut self, names: &[&str]) -> Self {
        for column in &mut self.columns {
            column.is_merged = names.contains(&column.name);
        }
        self.keys = self.columns.iter().take_while(|column| column.is_merged).count().max(1);
        self
    }

    /// Without a column.
    pub(super) fn without(mut self, name: &str) -> Self {
        if let Some(at) = self.columns.iter().position(|column| column.name == name) {
            self.columns.remove(at);
            for row in &mut self.rows {
                row.cells.remove(at);
            }
        }
        self
    }

    /// With a shorter heading where this says one, by the name of a column and which of that name it is.
    pub(super) fn headed(mut self, heading: impl Fn(&str, usize) -> Option<String>) -> Self {
        for column in &mut self.columns {
            if let Some(heading) = heading(column.name, column.nth) {
                column.heading = heading;
            }
        }
        self
    }

    /// With other text in a column.
    pub(super) fn changed(mut self, name: &str, text: impl Fn(&str) -> String) -> Self {
        if let Some(at) = self.columns.iter().position(|column| column.name == name) {
            for row in &mut self.rows {
                if let Some(Cell::Text(cell)) = row.cells.get_mut(at) {
                    *cell = text(cell);
                }
            }
        }
        self
    }

    /// The text of a cell, `none` where it says nothing.
    pub(super) fn text(&self, row: usize, column: usize, none: &str) -> String {
        match self.cell(row, column).shown() {
            Some(shown) => shortened(&shown.to_string(), LONGEST),
            None => none.to_owned(),
        }
    }

    /// A cell.
    pub(super) fn cell(&self, row: usize, column: usize) -> &Cell {
        self.rows.get(row).and_then(|row| row.cells.get(column)).unwrap_or(&Cell::Nothing)
    }

    /// Whether a column holds numbers: they stand at the right.
    pub(super) fn has_numbers(&self, column: usize) -> bool {
        let is_number = |row: &GridRow| {
            matches!(row.cells.get(column), Some(Cell::Number(_) | Cell::Bound(..) | Cell::Nothing) | None)
        };
        self.rows.iter().all(is_number)
    }

    /// Whether a cell is one with the one above it: its column is merged, and so far the rows are equal.
    pub(super) fn continues(&self, row: usize, column: usize) -> bool {
        let is_merged = |column: usize| self.columns.get(column).is_some_and(|column| column.is_merged);
        let is_same = |column: usize| self.cell(row - 1, column) == self.cell(row, column);
        row > 0 && is_merged(column) && (0..=column).filter(|at| is_merged(*at)).all(is_same)
    }

    /// Whether the cell below is one with this.
    pub(super) fn is_continued(&self, row: usize, column: usize) -> bool {
        row + 1 < self.rows.len() && self.continues(row + 1, column)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture;
    use super::super::super::tables::of_service;
    use super::super::super::words::Words;
    use super::*;

    fn grid(name: &str, columns: &[&str]) -> Grid {
        let report = fixture::report("zh-CN");
        let tables = of_service(&report.services[0], &report, Words::of_tag("zh-CN"));
        Grid::of(tables.iter().find(|table| table.name == name).unwrap(), columns)
    }

    #[test]
    fn columns_that_say_nothing_are_left_out() {
        let grid = grid("townships", &["households", "township", "places"]);
        assert_eq!(grid.columns.iter().map(|c| c.name).collect::<Vec<_>>(), ["township", "places"]);
        assert!(grid.rows.last().unwrap().is_total && !grid.rows[0].is_total);
        assert_eq!([grid.text(0, 0, "—"), grid.text(0, 1, "—")], ["羽林街道", "40.5"]);
        assert_eq!([grid.has_numbers(0), grid.has_numbers(1)], [false, true]);
    }

    /// The rows of an indicator have one name; the figures of its years stay apart though they may be equal.
    #[test]
    fn equal_cells_of_leading_columns_are_one() {
        let grid = grid("indicators", &["number", "name", "year", "actual"]).merged(&["number", "name"]);
        assert_eq!([grid.continues(0, 0), grid.continues(1, 0), grid.continues(1, 1)], [false, true, true]);
        assert_eq!([grid.continues(1, 3), grid.continues(2, 1)], [false, false]);
        assert!(grid.is_continued(0, 1) && !grid.is_continued(1, 1));
        assert_eq!(grid.keys, 2);
    }
}
