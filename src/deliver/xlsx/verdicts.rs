//! Colours of verdicts: rules of the sheet, so that a cell that is edited changes its colour with its word.
//!
//! The words stay; colours only help. Blue and orange are told apart by all eyes, and by their lightness in grey print.

use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Format, Worksheet, XlsxError};

use super::super::tables::Cell;
use super::super::words::Words;
use super::contents::Part;
use crate::report::Verdict;

/// Adds the rules to every column of the part that has a verdict in some row. The first row of cells is `first`.
pub(super) fn colour(
    worksheet: &mut Worksheet,
    part: &Part,
    first: u32,
    words: Words,
) -> Result<(), XlsxError> {
    let Some(rows) = part.table.rows.get(part.rows.clone()).filter(|rows| !rows.is_empty()) else {
        return Ok(());
    };
    let last = first + u32::try_from(rows.len() - 1).unwrap_or(u32::MAX - first);
    for (to, column) in (0_u16..).zip(&part.columns) {
        if !rows.iter().any(|row| matches!(row.cells.get(*column), Some(Cell::Verdict(..)))) {
            continue;
        }
        for (word, format) in rules(words) {
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(word))
                .set_format(format);
            worksheet.add_conditional_format(first, to, last, to, &rule)?;
        }
    }
    Ok(())
}

/// Every word of a verdict with its colours.
fn rules(words: Words) -> Vec<(String, Format)> {
    let look = |fill: u32, font: u32| Format::new().set_background_color(fill).set_font_color(font);
    let kept = || look(0xD3_E8_F5, 0x00_45_6E);
    let missed = || look(0xFB_D9_C0, 0x8A_35_00).set_bold();
    let of_verdict = |verdict| {
        let format = match verdict {
            Verdict::Pass => kept(),
            Verdict::Fail => missed(),
            Verdict::NotTestable => look(0xFB_F6_C9, 0x5C_54_00),
            Verdict::NotApplicable => look(0xFF_FF_FF, 0x70_70_70),
        };
        (words.verdict(verdict), format)
    };
    let all = [Verdict::Pass, Verdict::Fail, Verdict::NotTestable, Verdict::NotApplicable];
    let met = [("words.met.yes", kept()), ("words.met.no", missed())];
    let of_target = met.map(|(key, format)| (words.label(key), format));
    all.map(of_verdict).into_iter().chain(of_target).collect()
}
