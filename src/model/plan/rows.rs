//! The rows of a planning table: townships, sums, footnotes.

use super::ROLE;
use super::cell::whole_number;
use super::columns::Columns;
use super::header::Header;
use crate::error::Error;
use crate::model::Township;
use crate::model::names::{comparable, township_code};
use crate::note::{Note, Notes, Severity};
use crate::read::{Table, TableRow};

/// A row of figures.
#[derive(Debug)]
pub(super) struct Row {
    /// The line of the file.
    pub line: u64,
    /// The township as the table writes it; for a sum, its label.
    pub name: String,
    /// Its code in comparable form.
    pub code: Option<String>,
    /// One entry a column of the table.
    values: Vec<Option<u32>>,
}

impl Row {
    /// The figure in this column of the table; `None` where there is none.
    pub(super) fn value(&self, column: usize) -> Option<u32> {
        self.values.get(column).copied().flatten()
    }
}

/// A row of sums, and the township rows that it may be the sum of.
#[derive(Debug)]
pub(super) struct SumRow {
    /// The sums.
    pub row: Row,
    /// Positions in [`Rows::townships`]: all for the county (twice the same); for a subtotal, the rows from the
    /// sum before it, or to the sum after it.
    pub candidates: [std::ops::Range<usize>; 2],
}

/// The rows below the header.
#[derive(Debug)]
pub(super) struct Rows {
    /// A row a township, in the order of the table.
    pub townships: Vec<Row>,
    /// County rows and subtotals.
    pub sums: Vec<SumRow>,
}

/// At most this many bad cells are listed in one message.
const CELLS_LISTED: usize = 20;

/// Sorts the rows below the header into townships, sums and footnotes, and reads their figures.
pub(super) fn read(
    table: &Table,
    header: &Header,
    columns: &Columns,
    layer: &[Township],
    notes: &mut Notes,
) -> Result<Rows, Error> {
    let mut townships: Vec<Row> = Vec::new();
    let mut sums: Vec<(Row, bool, usize)> = Vec::new();
    let mut bad_cells = BadCells { header, found: Vec::new(), count: 0 };
    for row in table.rows.iter().skip(header.body) {
        if row.cells.iter().all(String::is_empty) {
            continue;
        }
        let label = label(row, columns);
        if is_footnote(row, layer) {
            notes.push(at_line(Note::new(Severity::Info, "plan-footnote"), row.line).with("text", label));
            continue;
        }
        let width = header.columns.len();
        if row.cells.iter().skip(width).any(|c| !c.is_empty()) {
            return Err(Error::data("plan-row-too-long")
                .with("path", table.path.display())
                .with("line", row.line)
                .with("township", label)
                .with("found", row.cells.len())
                .with("expected", width));
        }
        let code = columns.code.and_then(|c| row.cells.get(c)).and_then(|c| township_code(c));
        let kind = sum_kind(label, code.as_deref(), layer);
        let mut values = vec![None; width];
        for column in columns.of_figures() {
            let text = row.cells.get(column).map_or("", String::as_str);
            match whole_number(text) {
                Ok(value) => values[column] = value,
                // A sum is only compared, so a fault in it makes no figure wrong.
                Err(_) if kind.is_some() => {
                    let note = at_line(Note::new(Severity::Warning, "plan-sum-unreadable"), row.line);
                    notes.push(
                        note.with("row", label).with("column", heading(header, column)).with("found", text),
                    );
                }
                Err(_) => bad_cells.add(row.line, label, column, text),
            }
        }
        let name = match kind {
            Some(_) => label,
            None => row.cells.get(columns.township).map_or("", String::as_str),
        };
        let row = Row { line: row.line, name: name.to_owned(), code, values };
        match kind {
            Some(kind) => sums.push((row, kind == SumKind::County, townships.len())),
            None => townships.push(row),
        }
    }
    bad_cells.into_result(table)?;
    Ok(Rows { sums: with_candidates(sums, townships.len()), townships })
}

/// Which sum a row gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SumKind {
    /// Of all townships.
    County,
    /// Of some townships.
    Subtotal,
}

/// Whether the row is a sum: by its label, or by a code of six digits (or filled up with zeros), a county's.
fn sum_kind(label: &str, code: Option<&str>, layer: &[Township]) -> Option<SumKind> {
    let plain = comparable(label);
    if plain.ends_with("小计") || plain == "subtotal" {
        return Some(SumKind::Subtotal);
    }
    let by_label = ["合计", "总计", "共计"].iter().any(|end| plain.ends_with(end))
        || ["全县", "全市", "全区", "总数", "total", "sum", "county", "grandtotal", "wholecounty"]
            .contains(&plain.as_str());
    let by_code = code.is_some_and(|c| {
        let of_county = c.len() == 6 || (c.len() == 9 && c.ends_with("000"));
        of_county
            && c.bytes().all(|b| b.is_ascii_digit())
            && !layer.iter().any(|t| t.code.as_deref().and_then(township_code).as_deref() == Some(c))
    });
    (by_label || by_code).then_some(SumKind::County)
}

/// What a row calls itself: its township cell, else its first cell with something in it (the label of a sum
/// often stands in a merged cell to the left).
fn label<'a>(row: &'a TableRow, columns: &Columns) -> &'a str {
    let name = row.cells.get(columns.township).filter(|c| !c.is_empty());
    name.or_else(|| row.cells.iter().find(|c| !c.is_empty())).map_or("", String::as_str)
}

/// Whether the row is a remark: it begins as remarks do, or is one cell with a sentence; and has no figure.
fn is_footnote(row: &TableRow, layer: &[Township]) -> bool {
    let filled: Vec<&String> = row.cells.iter().filter(|c| !c.is_empty()).collect();
    let Some(first) = filled.first() else { return false };
    let plain = comparable(first);
    let is_sentence = filled.len() == 1
        && plain.contains([':', ',', '。', ';', '*'])
        && !layer.iter().any(|t| comparable(&t.name) == plain);
    (starts_as_remark(&plain) || is_sentence)
        && filled.iter().all(|c| !matches!(whole_number(c), Ok(Some(_))))
}

/// 注：…, 备注1、…, Note: …; but not 注溪镇.
pub(in crate::model) fn starts_as_remark(plain: &str) -> bool {
    [
        "备注",
        "附注",
        "注",
        "说明",
        "资料来源",
        "数据来源",
        "来源",
        "note",
        "notes",
        "remark",
        "remarks",
        "source",
    ]
    .iter()
    .filter_map(|start| plain.strip_prefix(start))
    .any(|rest| rest.chars().next().is_none_or(|c| c.is_ascii_digit() || ":.、(".contains(c)))
}

/// Which townships each sum may be of.
fn with_candidates(sums: Vec<(Row, bool, usize)>, townships: usize) -> Vec<SumRow> {
    let ends: Vec<usize> = sums.iter().map(|(_, _, at)| *at).collect();
    sums.into_iter()
        .enumerate()
        .map(|(i, (row, of_county, at))| {
            let before = i.checked_sub(1).and_then(|i| ends.get(i)).copied().unwrap_or(0);
            let after = ends.get(i + 1).copied().unwrap_or(townships);
            let candidates = if of_county { [0..townships, 0..townships] } else { [before..at, at..after] };
            SumRow { row, candidates }
        })
        .collect()
}

/// The cells that are not whole numbers, told together.
struct BadCells<'a> {
    header: &'a Header,
    found: Vec<(u64, String, usize, String)>,
    count: usize,
}

impl BadCells<'_> {
    fn add(&mut self, line: u64, township: &str, column: usize, text: &str) {
        self.count += 1;
        if self.found.len() < CELLS_LISTED {
            self.found.push((line, township.to_owned(), column, text.to_owned()));
        }
    }

    fn into_result(self, table: &Table) -> Result<(), Error> {
        let path = table.path.display();
        match self.found.as_slice() {
            [] => Ok(()),
            [(line, township, column, text)] => Err(Error::data("plan-cell")
                .with("path", path)
                .with("line", line)
                .with("township", township)
                .with("column", heading(self.header, *column))
                .with("found", text)),
            many => {
                let cells: Vec<String> = many
                    .iter()
                    .map(|(line, township, column, text)| {
                        format!("{line} · {township} · {} · `{text}`", heading(self.header, *column))
                    })
                    .collect();
                let more = if self.count > many.len() { "; …" } else { "" };
                Err(Error::data("plan-cells")
                    .with("path", path)
                    .with("count", self.count)
                    .with("cells", format!("{}{more}", cells.join("; "))))
            }
        }
    }
}

/// The heading of a column.
pub(super) fn heading(header: &Header, column: usize) -> &str {
    header.columns.get(column).map_or("", |c| c.heading.as_str())
}

/// A note about one line of the table.
pub(super) fn at_line(note: Note, line: u64) -> Note {
    note.layer(ROLE).with("line", line)
}
