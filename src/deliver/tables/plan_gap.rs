//! Plan against existing, a row a township and category, and the county's rows below (表2 规划缺口表).

use std::collections::HashMap;

use super::super::words::Words;
use super::{Cell, Subject, Table};
use crate::report::{Amount, PlanReport, ServiceReport};

/// The table of a plan. The last columns (Σ of the shortfalls, without netting) belong to the county's rows.
pub(super) fn table(name: String, service: &ServiceReport, plan: &PlanReport, words: Words) -> Table {
    let title = match plan.year {
        Some(year) => {
            words.filled("words.table.plan_gap-of-year", &[("service", &service.name), ("year", &year)])
        }
        None => words.filled("words.table.plan_gap", &[("service", &service.name)]),
    };
    let names = [
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
    let mut table = Table::with_columns("plan_gap", title, "", &names, words);
    table.name = name;
    let amounts = |planned: &Amount, existing: &Amount, gap: &Amount, completion: &Amount| {
        [
            Cell::amount(planned.count),
            Cell::amount(existing.count),
            Cell::amount(gap.count),
            Cell::percent(completion.count),
            Cell::amount(planned.places),
            Cell::amount(existing.places),
            Cell::amount(gap.places),
            Cell::percent(completion.places),
        ]
    };
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, township) in service.townships.iter().enumerate() {
        if let Some(name) = &township.name {
            by_name.entry(name).or_default().push(at);
        }
    }
    for row in &plan.rows {
        let mut cells =
            vec![Cell::said(row.code.as_deref()), Cell::text(&row.township), Cell::text(&row.category)];
        cells.extend(amounts(&row.planned, &row.existing, &row.gap, &row.completion));
        cells.extend([Cell::Nothing, Cell::Nothing]);
        let is_it = |at: &&usize| row.code.is_none() || service.townships[**at].code == row.code;
        let township = by_name.get(row.township.as_str()).and_then(|named| named.iter().find(is_it)).copied();
        table.row(township.map_or(Subject::Nothing, Subject::Township), cells);
    }
    for row in &plan.county {
        let category = match &row.category {
            Some(category) => Cell::text(category),
            None => Cell::Text(words.label("words.all-categories")),
        };
        let mut cells = vec![Cell::Nothing, Cell::Text(words.label("words.total")), category];
        cells.extend(amounts(&row.planned, &row.existing, &row.net, &row.completion));
        cells.extend([Cell::amount(row.shortfall.count), Cell::amount(row.shortfall.places)]);
        table.row(Subject::Total, cells);
    }
    table
}
