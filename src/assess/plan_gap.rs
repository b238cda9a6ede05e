//! The gaps against the layout plan.
//!
//! gap = planned − existing, for facilities and for places, by township and category: positive is a
//! shortfall, negative a surplus. Townships and categories are never netted against each other in a
//! shortfall: the county's shortfall is Σ max(0, gap), its net Σ gap, and both are told since they differ.

use std::ops::Range;

use super::counts::{Count, Counts};
use super::tally::Place;
use crate::model::{LayoutPlan, PlannedAmount, PlannedTownship, Service, Study, Township, normalised_name};
use crate::report::{Amount, PlanCountyRow, PlanReport, PlanRow, PlanTownshipRow};
use crate::units::Ratio;

/// Plan against existing: a row a township and category, a row a township, a row a category, and one for all.
pub(super) fn report(study: &Study, service: &Service, plan: &LayoutPlan, counts: &Counts) -> PlanReport {
    let plan = Plan::of(study, service, plan, counts);
    let n_categories = service.categories.len();
    let mut rows = Vec::with_capacity(study.townships.len() * n_categories);
    for (t, township) in study.townships.iter().enumerate() {
        for (k, category) in service.categories.iter().enumerate() {
            let (planned, existing) = (plan.planned(t, k), plan.existing(t, k));
            rows.push(PlanRow {
                code: township.code.clone(),
                township: township.name.clone(),
                category: category.clone(),
                planned,
                existing,
                gap: Amount {
                    count: gap(planned.count, existing.count),
                    places: gap(planned.places, existing.places),
                },
                completion: Amount {
                    count: completion(existing.count, planned.count),
                    places: completion(existing.places, planned.places),
                },
            });
        }
    }
    let by_category = service.categories.iter().enumerate();
    let mut county: Vec<PlanCountyRow> =
        by_category.map(|(k, name)| plan.summed(Some(name.clone()), k..k + 1, 0..plan.rows.len())).collect();
    county.push(plan.summed(None, 0..n_categories, 0..plan.rows.len()));
    let of_township = |(t, township): (usize, &Township)| {
        let PlanCountyRow { planned, existing, net, shortfall, completion, .. } =
            plan.summed(None, 0..n_categories, t..t + 1);
        let (code, name) = (township.code.clone(), township.name.clone());
        PlanTownshipRow { code, township: name, planned, existing, net, shortfall, completion }
    };
    let townships = study.townships.iter().enumerate().map(of_township).collect();
    PlanReport { year: plan.year, rows, townships, county }
}

/// The places that a plan has for a township in all: its total, else the sum of its categories; `None` where it says
/// neither.
pub(super) fn planned_places(plan: &LayoutPlan, township: usize) -> Option<f64> {
    let row = plan.rows.iter().find(|row| row.township == township)?;
    let of_categories: Vec<f64> = row.amounts.iter().filter_map(|a| a.places).map(f64::from).collect();
    let sum = (!of_categories.is_empty()).then(|| of_categories.iter().sum());
    row.total_places.map(f64::from).or(sum)
}

/// A plan by the positions of the study.
struct Plan<'a> {
    year: Option<i32>,
    /// A row a township; `None` where the table has none.
    rows: Vec<Option<&'a PlannedTownship>>,
    /// A category of the service → its position in the plan.
    categories: Vec<Option<usize>>,
    counts: &'a Counts,
}

impl<'a> Plan<'a> {
    fn of(study: &Study, service: &Service, plan: &'a LayoutPlan, counts: &'a Counts) -> Self {
        let mut rows = vec![None; study.townships.len()];
        for row in &plan.rows {
            if let Some(place) = rows.get_mut(row.township) {
                *place = Some(row);
            }
        }
        let of_plan = |name: &String| {
            let name = normalised_name(name);
            plan.categories.iter().position(|c| normalised_name(c) == name)
        };
        let categories = service.categories.iter().map(of_plan).collect();
        Self { year: plan.year, rows, categories, counts }
    }

    fn row(&self, township: usize) -> Option<&PlannedTownship> {
        self.rows.get(township).copied().flatten()
    }

    /// What the plan says of a category in a township; `None` where it says nothing.
    fn planned(&self, township: usize, category: usize) -> Amount {
        let amount = self
            .row(township)
            .zip(self.categories.get(category).copied().flatten())
            .and_then(|(row, at)| row.amounts.get(at).copied());
        let PlannedAmount { count, places } = amount.unwrap_or_default();
        Amount { count: count.map(f64::from), places: places.map(f64::from) }
    }

    fn existing(&self, township: usize, category: usize) -> Amount {
        amount_of(self.counts.of_category(category, Place::Township(township)))
    }

    /// The sums over townships, of one category or of all.
    ///
    /// Only what the plan speaks of is compared, so that planned − existing is the net gap also where rows or
    /// cells are missing (notes tell of them); where it speaks of nothing, existing is the sum of all. A
    /// township for which the table has the places in all, but of no category, is compared by those in the
    /// row for all categories.
    fn summed(&self, category: Option<String>, of: Range<usize>, townships: Range<usize>) -> PlanCountyRow {
        let mut counts = Sums::default();
        let mut places = Sums::default();
        for township in townships {
            let cells: Vec<(Amount, Amount)> =
                of.clone().map(|k| (self.planned(township, k), self.existing(township, k))).collect();
            for (planned, existing) in &cells {
                counts.add(planned.count, existing.count);
            }
            let total = self.row(township).and_then(|row| row.total_places).map(f64::from);
            match total.filter(|_| category.is_none() && cells.iter().all(|(p, _)| p.places.is_none())) {
                Some(total) => {
                    let existing = self.counts.at(Place::Township(township)).places;
                    places.add(Some(total), Some(existing));
                }
                None => cells.iter().for_each(|(p, e)| places.add(p.places, e.places)),
            }
        }
        let both = |f: &dyn Fn(&Sums) -> Option<f64>| Amount { count: f(&counts), places: f(&places) };
        PlanCountyRow {
            category,
            planned: both(&|s| s.planned),
            existing: both(&|s| Some(if s.planned.is_some() { s.existing } else { s.existing_anywhere })),
            net: both(&|s| s.planned.map(|_| s.net)),
            shortfall: both(&|s| s.planned.map(|_| s.shortfall)),
            completion: both(&|s| completion(Some(s.existing), s.planned)),
        }
    }
}

/// Sums of one measure.
#[derive(Default)]
struct Sums {
    planned: Option<f64>,
    /// Existing, where the plan speaks.
    existing: f64,
    existing_anywhere: f64,
    net: f64,
    shortfall: f64,
}

impl Sums {
    fn add(&mut self, planned: Option<f64>, existing: Option<f64>) {
        let existing = existing.unwrap_or_default();
        self.existing_anywhere += existing;
        if let Some(planned) = planned {
            self.planned = Some(self.planned.unwrap_or_default() + planned);
            self.existing += existing;
            self.net += planned - existing;
            self.shortfall += (planned - existing).max(0.0);
        }
    }
}

fn amount_of(count: Count) -> Amount {
    #[expect(clippy::cast_precision_loss, reason = "no county has 2^53 facilities")]
    let facilities = count.facilities as f64;
    Amount { count: Some(facilities), places: Some(count.places) }
}

fn gap(planned: Option<f64>, existing: Option<f64>) -> Option<f64> {
    planned.zip(existing).map(|(planned, existing)| planned - existing)
}

/// Existing ÷ planned; `None` where nothing is planned; above 1 as it is.
fn completion(existing: Option<f64>, planned: Option<f64>) -> Option<f64> {
    existing.zip(planned).and_then(|(part, whole)| Ratio { part, whole }.rate())
}
