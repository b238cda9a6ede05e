//! The gaps against a layout plan.

use serde::Serialize;

/// The gaps against the layout plan.
#[derive(Debug, Clone, Serialize)]
pub struct PlanReport {
    /// The year of the plan.
    pub year: Option<i32>,
    /// One row a township and category; no totals.
    pub rows: Vec<PlanRow>,
    /// One row a township, over all categories, in the order of the townships.
    pub townships: Vec<PlanTownshipRow>,
    /// One row a category, and one over all categories (`category` = `None`).
    pub county: Vec<PlanCountyRow>,
}

/// Facilities and places, as planned, as existing, or as the difference.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Amount {
    /// How many facilities; `None` where the plan does not say.
    pub count: Option<f64>,
    /// How many places; `None` where the plan does not say.
    pub places: Option<f64>,
}

/// Plan against existing, for one township and category.
#[derive(Debug, Clone, Serialize)]
pub struct PlanRow {
    /// The township's code.
    pub code: Option<String>,
    /// The township's name.
    pub township: String,
    /// The category.
    pub category: String,
    /// As planned.
    pub planned: Amount,
    /// As existing.
    pub existing: Amount,
    /// Planned − existing: positive is a shortfall, negative a surplus.
    pub gap: Amount,
    /// Existing ÷ planned; `None` where the plan is zero; above 1 as it is.
    pub completion: Amount,
}

/// Plan against existing, for one township over all categories.
#[derive(Debug, Clone, Serialize)]
pub struct PlanTownshipRow {
    /// The township's code.
    pub code: Option<String>,
    /// The township's name.
    pub township: String,
    /// As planned; `None` where the plan says nothing of it.
    pub planned: Amount,
    /// As existing, of the categories that the plan speaks of.
    pub existing: Amount,
    /// Σ gaps: categories netted against each other.
    pub net: Amount,
    /// Σ max(0, gap): what is missing in the categories where it is missing.
    pub shortfall: Amount,
    /// Existing ÷ planned.
    pub completion: Amount,
}

/// Plan against existing, for the county.
#[derive(Debug, Clone, Serialize)]
pub struct PlanCountyRow {
    /// The category; `None` for all categories together.
    pub category: Option<String>,
    /// As planned, summed over townships.
    pub planned: Amount,
    /// As existing, summed over townships.
    pub existing: Amount,
    /// Σ gaps: townships netted against each other.
    pub net: Amount,
    /// Σ max(0, gap): what is missing where it is missing (for all categories: over townships and categories).
    pub shortfall: Amount,
    /// Existing ÷ planned.
    pub completion: Amount,
}
