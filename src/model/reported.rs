//! Values that no layer gives: reported indicators and base figures of the county.

/// One reported value.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportedValue {
    /// What it is of: the number, key or name of an indicator, or the key or name of a base figure, as written.
    pub of: String,
    /// The year that it is for.
    pub year: Option<i32>,
    /// The value, in the unit of the indicator or figure.
    pub value: f64,
    /// Where it comes from, as the table says.
    pub source: Option<String>,
    /// The line of the table.
    pub line: u64,
}
