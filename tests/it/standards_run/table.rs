//! Tables of a result, read as a spreadsheet reads them, and the figures in their cells.

use serde_json::Value;

/// A CSV file of a result.
pub(crate) struct Table {
    name: String,
    headings: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// The table in `text`, which begins with a BOM and ends its lines with CRLF.
    #[track_caller]
    pub(crate) fn of(name: &str, text: &str) -> Self {
        let plain = text.strip_prefix('\u{feff}').unwrap_or_else(|| panic!("{name} has no BOM"));
        assert!(plain.ends_with("\r\n"), "{name}");
        let mut reader = csv::Reader::from_reader(plain.as_bytes());
        let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let headings = texts(reader.headers().expect("a header"));
        let rows = reader.records().map(|record| texts(&record.expect("a row"))).collect();
        Self { name: name.to_owned(), headings, rows }
    }

    /// The cell of a row under a heading.
    #[track_caller]
    pub(crate) fn cell<'a>(&self, row: &'a [String], heading: &str) -> &'a str {
        let column = self.headings.iter().position(|h| h == heading);
        let column = column.unwrap_or_else(|| panic!("{} has no column {heading}", self.name));
        &row[column]
    }
}

/// Whether `cell` is `value` rounded to `decimals` decimals, halves away from zero; "—" is null.
#[track_caller]
pub(crate) fn is_printed(cell: &str, value: &Value, decimals: usize) {
    let Some(value) = value.as_f64() else { return assert_eq!((cell, value), ("—", &Value::Null)) };
    assert_eq!(decimals_of(cell), decimals, "{cell} of {value}");
    is_near(cell, value, decimals);
}

/// As [`is_printed`], with as many decimals as it takes, two at most.
#[track_caller]
pub(crate) fn is_amount(cell: &str, value: &Value) {
    let Some(value) = value.as_f64() else { return assert_eq!((cell, value), ("—", &Value::Null)) };
    assert!(decimals_of(cell) <= 2 && !(cell.contains('.') && cell.ends_with('0')), "{cell} of {value}");
    is_near(cell, value, 2);
}

/// As [`is_printed`], with more decimals where that many would show 0 for what is none.
#[track_caller]
pub(crate) fn is_gap(cell: &str, value: &Value, decimals: usize) {
    let Some(value) = value.as_f64() else { return assert_eq!((cell, value), ("—", &Value::Null)) };
    let shown: f64 = cell.parse().unwrap_or_else(|_| panic!("{cell} is no number"));
    assert!(
        decimals_of(cell) == decimals || value.abs() < 0.5 * 0.1_f64.powi(decimals as i32),
        "{cell} of {value}"
    );
    assert!(shown != 0.0 || value.abs() < 1e-6, "{cell} hides {value}");
    is_near(cell, value, decimals_of(cell));
}

/// Whether `cell` is a bound: `≥4.54`.
#[track_caller]
pub(crate) fn is_bound(cell: &str, direction: &Value, value: &Value) {
    let sign = if direction == "at_least" { '≥' } else { '≤' };
    let figure: f64 =
        cell.strip_prefix(sign).and_then(|f| f.parse().ok()).unwrap_or_else(|| panic!("{cell}"));
    assert_eq!(Some(figure), value.as_f64(), "{cell}");
}

/// Whether `cell` is the text of `value`, led by an apostrophe where it would be a formula; "—" is null.
#[track_caller]
pub(crate) fn is_text(cell: &str, value: &Value) {
    match value.as_str() {
        Some(text) => assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), text),
        None if value.is_number() => assert_eq!(cell, value.to_string()),
        None => assert_eq!((cell, value), ("—", &Value::Null)),
    }
}

fn decimals_of(cell: &str) -> usize {
    cell.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

#[track_caller]
fn is_near(cell: &str, value: f64, decimals: usize) {
    let shown: f64 = cell.parse().unwrap_or_else(|_| panic!("{cell} is no number"));
    // Half of the last decimal, and what doubles lose.
    let half = 0.5 * 0.1_f64.powi(decimals as i32);
    assert!((shown - value).abs() <= half * (1.0 + 1e-9) + 1e-12 * value.abs(), "{cell} of {value}");
}
