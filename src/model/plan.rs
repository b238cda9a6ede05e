//! The layout plan (规划引导一览表): places and institutions planned, per township and category.
//!
//! The table comes as planners keep it: a title above, one or two rows of header, a county row, footnotes.
//! [`read_plan`] checks it first. A fault that would make the gaps wrong (a cell that is not a whole number,
//! a township twice) stops the run; all else is told in notes and the cells are taken as they stand.

mod categories;
mod cell;
mod checks;
mod columns;
mod header;
mod header_faults;
mod join;
mod rows;

use self::columns::Columns;
pub(super) use self::rows::starts_as_remark;
use super::Township;
use super::facility::Categories;
use crate::error::Error;
use crate::note::{Note, Notes, Severity};
use crate::read::Table;

/// The layout plan of one service, checked and joined to the townships.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LayoutPlan {
    /// The year that it is for.
    pub year: Option<i32>,
    /// Its categories, by their names in the project, in the order of the table.
    pub categories: Vec<String>,
    /// Its rows, in the order of the townships; a township without a row has none.
    pub rows: Vec<PlannedTownship>,
}

/// One row of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedTownship {
    /// The position of the township in the study.
    pub township: usize,
    /// The planned places in all, where the table has such a column.
    pub total_places: Option<u32>,
    /// One entry a category of [`LayoutPlan::categories`].
    pub amounts: Vec<PlannedAmount>,
}

/// What is planned of one category in one township.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlannedAmount {
    /// How many facilities; `None` where the table has no such column or cell.
    pub count: Option<u32>,
    /// How many places; `None` where the table has no such column or cell.
    pub places: Option<u32>,
}

/// The role under which notes speak of the table.
const ROLE: &str = "plan";

/// Reads the layout plan out of its table, checks it, and joins it to the townships.
///
/// `categories` are the service's, with what its facilities call them. A category of the table is one of them by its
/// normalised name or an alias; others are added to the end.
/// Townships are joined by code, then by normalised name, never by a guess. Without townships nothing can be
/// joined: the plan then has no rows, and a note says so.
///
/// # Errors
/// No header is found, it has more than two rows, or it is of several years; two columns mean the same; a row is longer than the header; a count or number of
/// places is not a whole number ≥ 0; a township has two rows; not one row is of a township of the layer; the facilities
/// have categories and none of them is in the table.
pub(crate) fn read_plan(
    table: &Table,
    year: Option<i32>,
    townships: &[Township],
    categories: &mut Categories,
    notes: &mut Notes,
) -> Result<LayoutPlan, Error> {
    let path = table.path.display();
    let known = |name: &str| categories.of_heading(name).is_some();
    let header = header::find(table, &known)
        .ok_or_else(|| Error::data("plan-no-header").with("path", table.path.display()))?;
    header_faults::refuse(&header, table)?;
    let columns = Columns::of(&header, table, categories, notes)?;
    let rows = rows::read(table, &header, &columns, townships, notes)?;
    checks::check(&rows, &header, &columns, notes);

    let plan_categories =
        columns.categories.iter().filter_map(|c| categories.names.get(c.category).cloned()).collect();
    let mut plan = LayoutPlan { year, categories: plan_categories, rows: Vec::new() };
    if rows.townships.is_empty() {
        notes.push(Note::new(Severity::Warning, "plan-empty").layer(ROLE).with("path", path));
        return Ok(plan);
    }
    if townships.is_empty() {
        notes.push(Note::new(Severity::Error, "plan-without-townships").layer(ROLE).with("path", path));
        return Ok(plan);
    }
    categories::check(table, &header, &columns, categories, notes)?;
    for (row, joined) in rows.townships.iter().zip(join::join(table, &rows.townships, townships, notes)?) {
        if let Some(township) = joined {
            plan.rows.push(PlannedTownship {
                township,
                total_places: columns.total_places.and_then(|c| row.value(c)),
                amounts: columns
                    .categories
                    .iter()
                    .map(|c| PlannedAmount {
                        count: c.count.and_then(|c| row.value(c)),
                        places: c.places.and_then(|c| row.value(c)),
                    })
                    .collect(),
            });
        }
    }
    plan.rows.sort_by_key(|row| row.township);
    Ok(plan)
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod workbook_tests;
