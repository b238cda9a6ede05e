//! Columns of text, aligned for a font in which a Chinese character is as wide as two letters.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::super::printable::for_terminal;

/// Between two columns.
const GAP: &str = "  ";

/// How a table is laid out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// So many columns are aligned to the left, the others to the right.
    pub(super) to_the_left: usize,
    /// Whether the last row is a total, below a rule.
    pub(super) has_total: bool,
}

/// A text that is no wider than `widest` columns.
pub(super) fn shortened(text: &str, widest: usize) -> String {
    let text = for_terminal(text);
    if text.width() <= widest {
        return text.into_owned();
    }
    let mut width = 0;
    let kept = text.chars().take_while(|c| {
        width += c.width().unwrap_or(0);
        width < widest
    });
    kept.chain(['…']).collect()
}

/// How wide each column is.
fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |c: usize| rows.iter().filter_map(|r| r.get(c)).map(|cell| cell.width()).max().unwrap_or(0);
    (0..n_columns).map(widest).collect()
}

/// How wide the lines of [`aligned`] are.
pub(super) fn width_of(rows: &[Vec<String>]) -> usize {
    let widths = widths(rows);
    widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1)
}

/// Lines of columns, the first row a header with a rule below it.
pub(super) fn aligned(rows: &[Vec<String>], layout: Layout) -> String {
    let widths = widths(rows);
    let rule = "-".repeat(width_of(rows)) + "\n";
    let mut out = String::new();
    for (index, row) in rows.iter().enumerate() {
        if index == 1 || (layout.has_total && index + 1 == rows.len() && index > 1) {
            out.push_str(&rule);
        }
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let space = " ".repeat(width.saturating_sub(cell.width()));
            if column > 0 {
                out.push_str(GAP);
            }
            if column < layout.to_the_left {
                out.push_str(cell);
                out.push_str(&space);
            } else {
                out.push_str(&space);
                out.push_str(cell);
            }
        }
        out.push('\n');
    }
    out
}
