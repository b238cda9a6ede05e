//! The cells of a sheet, and the rows that they make.

use super::super::Value;
use super::super::table::GridRow;
use super::{Damage, LARGEST_XML, MOST_CELLS};

/// A row and a column, counted from 0.
pub(super) type Place = (u32, u32);

/// A sheet as its file gives it: the cells that have values.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) cells: Vec<(Place, Value)>,
    /// The first and the last cell of each merge.
    pub(super) merges: Vec<(Place, Place)>,
    /// How many cells hold an error (`#N/A`), and the first of them.
    pub(super) in_error: (usize, Option<Place>),
    /// How many formulas have no value, and the first of them.
    pub(super) without_value: (usize, Option<Place>),
    /// How many bytes of text the cells have: a short file may give one long text to every cell.
    n_bytes: u64,
}

impl Sheet {
    /// Adds a cell; blank text is no value.
    pub(super) fn add(&mut self, place: Place, value: Value) -> Result<(), Damage> {
        if matches!(&value, Value::Text(text) if text.trim().is_empty()) {
            return Ok(());
        }
        self.n_bytes += length(&value);
        self.cells.push((place, value));
        if self.cells.len() > MOST_CELLS || self.n_bytes > LARGEST_XML {
            Err(Damage::TooLarge)
        } else {
            Ok(())
        }
    }

    /// The rows that have any value, with the numbers that the spreadsheet program shows.
    ///
    /// The text of a merged cell stands in each of its cells, as a reader of rows needs it; a number only in the first,
    /// lest sums count it twice. What is merged over a row that has nothing else is a title or a remark, and stands
    /// once.
    pub(super) fn into_rows(mut self) -> Result<Vec<GridRow>, Damage> {
        self.cells.sort_by_key(|(place, _)| *place);
        let mut rows: Vec<GridRow> = Vec::new();
        let mut n_cells = 0;
        for ((row, column), value) in self.cells {
            let line = u64::from(row) + 1;
            if rows.last().is_none_or(|last| last.line != line) {
                rows.push(GridRow { line, cells: Vec::new() });
            }
            let Some(GridRow { cells, .. }) = rows.last_mut() else { continue };
            let length = column as usize + 1;
            if length > cells.len() {
                n_cells += length - cells.len();
                if n_cells > MOST_CELLS {
                    return Err(Damage::TooLarge);
                }
                cells.resize(length, None);
            }
            if let Some(cell) = cells.last_mut() {
                *cell = Some(value);
            }
        }
        repeat_merged(&mut rows, &self.merges, self.n_bytes)?;
        Ok(rows)
    }
}

/// How many bytes of text a value has.
fn length(value: &Value) -> u64 {
    match value {
        Value::Text(text) => text.len() as u64,
        _ => 0,
    }
}

/// Puts the text of merged cells into all of their cells.
fn repeat_merged(rows: &mut [GridRow], merges: &[(Place, Place)], mut n_bytes: u64) -> Result<(), Damage> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut n_touched = 0;
    for ((top, left), (bottom, right)) in merges {
        let (left, right) = (*left as usize, (*right as usize).min(width.saturating_sub(1)));
        let first = rows.partition_point(|row| row.line <= u64::from(*top));
        let Some(head) = rows.get(first).filter(|row| row.line == u64::from(*top) + 1) else { continue };
        let Some(Some(Value::Text(text))) = head.cells.get(left) else { continue };
        let is_alone = head.cells.iter().flatten().count() == 1;
        if left > right || (is_alone && left < right) {
            continue;
        }
        let text = text.clone();
        for row in rows.iter_mut().skip(first).take_while(|row| row.line <= u64::from(*bottom) + 1) {
            n_touched += right - left + 1;
            n_bytes += (right - left + 1) as u64 * text.len() as u64;
            if n_touched > MOST_CELLS || n_bytes > LARGEST_XML {
                return Err(Damage::TooLarge);
            }
            if row.cells.len() <= right {
                row.cells.resize(right + 1, None);
            }
            for cell in row.cells.iter_mut().take(right + 1).skip(left) {
                cell.get_or_insert_with(|| Value::Text(text.clone()));
            }
        }
    }
    Ok(())
}

/// The name that spreadsheet programs give a cell: `B12`.
pub(super) fn address((row, column): Place) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.insert(0, char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.into_iter().collect::<String>() + &(u64::from(row) + 1).to_string()
}

/// A share of a hundred as its cell shows it: 0.57 is `57%`.
pub(super) fn percentage(share: f64) -> Value {
    // No more than twelve digits were typed; 0.57 × 100 has others behind them.
    let shown: f64 = format!("{:.11e}", share * 100.0).parse().unwrap_or(share * 100.0);
    Value::Text(format!("{shown}%").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheet_programs_do() {
        let names = [(0, 0), (11, 1), (0, 25), (0, 26), (0, 701), (0, 702), (1_048_575, 16_383)].map(address);
        assert_eq!(names, ["A1", "B12", "Z1", "AA1", "ZZ1", "AAA1", "XFD1048576"]);
    }

    #[test]
    fn shares_are_what_was_typed() {
        for (share, shown) in [(0.57, "57%"), (0.935, "93.5%"), (1.0, "100%"), (0.001, "0.1%")] {
            assert_eq!(percentage(share), Value::Text(shown.into()));
        }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.into())
    }

    /// Two cells as far apart as a sheet allows are two rows, and one of them is wide; ten thousand such rows are
    /// refused.
    #[test]
    fn a_sheet_takes_the_memory_of_its_cells() {
        let far = |n: u32| {
            let cells = (0..n).map(|row| ((row * 100, 16_383), Value::Number(1.0))).collect();
            Sheet { cells, merges: vec![((0, 0), (1_048_575, 16_383))], ..Sheet::default() }.into_rows()
        };
        assert_eq!(far(2).unwrap().len(), 2);
        assert!(matches!(far(10_000), Err(Damage::TooLarge)));
    }

    /// Merges that cover the whole sheet again and again do not keep the reader busy.
    #[test]
    fn overlapping_merges_are_bounded() {
        let cells = (0..5_000).flat_map(|row| [((row, 0), text("a")), ((row, 9), Value::Number(1.0))]);
        let merges = vec![((0, 0), (1_048_575, 16_383)); 100_000];
        let sheet = Sheet { cells: cells.collect(), merges, ..Sheet::default() };
        assert!(matches!(sheet.into_rows(), Err(Damage::TooLarge)));
    }

    #[test]
    fn text_of_merged_cells_is_repeated_and_numbers_are_not() {
        let cells = vec![
            ((0, 0), text("标题")),
            ((1, 0), text("乡镇")),
            ((1, 1), text("机构")),
            ((2, 0), text("甲镇")),
            ((2, 1), Value::Number(5.0)),
            ((2, 2), Value::Number(1.0)),
            ((3, 2), Value::Number(2.0)),
        ];
        let merges = vec![((0, 0), (0, 2)), ((1, 1), (1, 2)), ((2, 0), (3, 0)), ((2, 1), (3, 1))];
        let rows = Sheet { cells, merges, ..Sheet::default() }.into_rows().unwrap();
        let shown: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.cells.iter().map(|c| c.as_ref().map_or(String::new(), Value::as_text)).collect())
            .collect();
        assert_eq!(
            shown,
            [vec!["标题"], vec!["乡镇", "机构", "机构"], vec!["甲镇", "5", "1"], vec!["甲镇", "", "2"]]
        );
    }
}
