//! The layout plan (规划引导一览表): places and institutions planned, per township and category.

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
pub(crate) fn read_plan(
    _: &crate::read::Table, _: Option<i32>, _: &[super::Township], _: &mut super::facility::Categories, _: &mut crate::note::Notes,
) -> Result<LayoutPlan, crate::error::Error> { Ok(LayoutPlan::default()) }
