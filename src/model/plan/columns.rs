//! Which column of a planning table holds which figure.

use super::ROLE;
use super::header::{Column, Header, Meaning, Measure};
use crate::error::Error;
use crate::model::facility::Categories;
use crate::note::{Note, Notes, Severity};
use crate::read::Table;

/// The columns of figures.
#[derive(Debug)]
pub(super) struct Columns {
    /// The column of township names.
    pub township: usize,
    /// The column of township codes.
    pub code: Option<usize>,
    /// Facilities of all categories.
    pub total_count: Option<usize>,
    /// Places of all categories.
    pub total_places: Option<usize>,
    /// The categories of the table, in its order.
    pub categories: Vec<CategoryColumns>,
}

/// The columns of one category.
#[derive(Debug)]
pub(super) struct CategoryColumns {
    /// Its position in the service's categories.
    pub category: usize,
    /// Facilities.
    pub count: Option<usize>,
    /// Places.
    pub places: Option<usize>,
}

impl Columns {
    /// Finds the place of each figure. Categories that the service does not have are added to `categories`.
    pub(super) fn of(
        header: &Header,
        table: &Table,
        categories: &mut Categories,
        notes: &mut Notes,
    ) -> Result<Self, Error> {
        let mut columns =
            Self { township: 0, code: None, total_count: None, total_places: None, categories: Vec::new() };
        for (i, column) in header.columns.iter().enumerate() {
            let slot = match &column.meaning {
                Meaning::Township => {
                    columns.township = i;
                    continue;
                }
                Meaning::Ordinal => continue,
                Meaning::Code => &mut columns.code,
                Meaning::Total(Measure::Count) => &mut columns.total_count,
                Meaning::Total(Measure::Places) => &mut columns.total_places,
                Meaning::Category(name, measure) => {
                    let category = categories.of_heading(name).unwrap_or_else(|| categories.add(name));
                    columns.of_category(category, *measure)
                }
                Meaning::Unmeasured => {
                    notes.push(ignored(column, i, Severity::Error, "plan-column-unmeasured"));
                    continue;
                }
                Meaning::Other => {
                    if !is_blank(column, i, header, table) {
                        notes.push(ignored(column, i, Severity::Info, "plan-column-ignored"));
                    }
                    continue;
                }
            };
            if let Some(first) = *slot {
                return Err(Error::data("plan-column-twice")
                    .with("path", table.path.display())
                    .with("first", header.columns.get(first).map_or("", |c| &c.heading))
                    .with("first_column", first + 1)
                    .with("second", &column.heading)
                    .with("second_column", i + 1));
            }
            *slot = Some(i);
        }
        Ok(columns)
    }

    /// The place for the column of a category, which is added where it is new to the table.
    fn of_category(&mut self, category: usize, measure: Measure) -> &mut Option<usize> {
        let at = self.categories.iter().position(|c| c.category == category).unwrap_or_else(|| {
            self.categories.push(CategoryColumns { category, count: None, places: None });
            self.categories.len() - 1
        });
        let columns = &mut self.categories[at];
        match measure {
            Measure::Count => &mut columns.count,
            Measure::Places => &mut columns.places,
        }
    }

    /// All columns of figures, from left to right.
    pub(super) fn of_figures(&self) -> Vec<usize> {
        let categories = self.categories.iter().flat_map(|c| [c.count, c.places]);
        let mut all: Vec<usize> =
            [self.total_count, self.total_places].into_iter().chain(categories).flatten().collect();
        all.sort_unstable();
        all
    }
}

fn ignored(column: &Column, at: usize, severity: Severity, code: &'static str) -> Note {
    Note::new(severity, code).layer(ROLE).with("column", &column.heading).with("position", at + 1)
}

/// Whether a column has neither a heading nor a cell: spreadsheets leave such columns at the right.
fn is_blank(column: &Column, at: usize, header: &Header, table: &Table) -> bool {
    column.heading.is_empty()
        && table.rows.iter().skip(header.body).all(|row| row.cells.get(at).is_none_or(|c| c.is_empty()))
}
