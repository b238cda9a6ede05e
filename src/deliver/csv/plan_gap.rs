//! `plan_gap.csv`: plan against existing, a row a township and category, and the county's rows below.

use super::super::words::Words;
use super::{Table, attribute};
use crate::report::{Amount, PlanReport};

/// The table of a plan. The last columns (Σ of the shortfalls, without netting) belong to the county's rows.
pub(super) fn table(plan: &PlanReport, words: Words) -> Table {
    let keys = [
        "township-code",
        "township",
        "category",
        "planned-facilities",
        "existing-facilities",
        "facilities-gap",
        "facilities-completion",
        "planned-places",
        "existing-places",
        "places-gap",
        "places-completion",
        "facilities-shortfall",
        "places-shortfall",
    ];
    let mut table =
        Table::with_header(keys.iter().map(|k| words.label(&format!("words.column.{k}"))).collect());
    let amounts = |planned: &Amount, existing: &Amount, gap: &Amount, completion: &Amount| {
        [
            words.amount(planned.count),
            words.amount(existing.count),
            words.amount(gap.count),
            words.percent(completion.count),
            words.amount(planned.places),
            words.amount(existing.places),
            words.amount(gap.places),
            words.percent(completion.places),
        ]
    };
    for row in &plan.rows {
        let mut cells = vec![
            attribute(words, row.code.as_deref()),
            attribute(words, Some(&row.township)),
            attribute(words, Some(&row.category)),
        ];
        cells.extend(amounts(&row.planned, &row.existing, &row.gap, &row.completion));
        cells.extend([words.none(), words.none()]);
        table.row(cells);
    }
    for row in &plan.county {
        let category = match &row.category {
            Some(category) => attribute(words, Some(category)),
            None => words.label("words.all-categories"),
        };
        let mut cells = vec![words.none(), words.label("words.total"), category];
        cells.extend(amounts(&row.planned, &row.existing, &row.net, &row.completion));
        cells.extend([words.amount(row.shortfall.count), words.amount(row.shortfall.places)]);
        table.row(cells);
    }
    table
}
