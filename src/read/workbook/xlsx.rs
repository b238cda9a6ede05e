//! `.xlsx`, by calamine. Cells are taken one by one: its ranges hold every cell between the first and the last.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, XlsxError};

use super::super::Value;
use super::sheet::{Sheet, percentage};
use super::{Damage, SheetName};

/// An open workbook.
pub(super) struct Xlsx(calamine::Xlsx<Cursor<Vec<u8>>>);

impl Xlsx {
    pub(super) fn of(bytes: Vec<u8>) -> Result<Self, Damage> {
        calamine::Xlsx::new(Cursor::new(bytes)).map(Self).map_err(damage)
    }

    pub(super) fn names(&self) -> Vec<SheetName> {
        let sheets = self.0.sheets_metadata().iter();
        let sheets = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
        sheets
            .map(|sheet| SheetName {
                name: sheet.name.clone(),
                is_hidden: sheet.visible != SheetVisible::Visible,
            })
            .collect()
    }

    pub(super) fn has_values(&mut self, name: &str) -> bool {
        let Ok(mut cells) = self.0.worksheet_cells_reader(name) else { return false };
        while let Ok(Some(cell)) = cells.next_cell() {
            if *cell.get_value() != DataRef::Empty {
                return true;
            }
        }
        false
    }

    pub(super) fn sheet(&mut self, name: &str) -> Result<Sheet, Damage> {
        let mut sheet = Sheet::default();
        let mut has_blanks = false;
        let mut cells = self.0.worksheet_cells_reader(name).map_err(damage)?;
        let are_shares: Vec<bool> = cells
            .styles()
            .iter()
            .map(|style| style.number_format.as_ref().is_some_and(|format| is_share(&format.format_code)))
            .collect();
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(damage)? {
            let is_share = are_shares.get(style).copied().unwrap_or(false);
            let value = match cell.get_value() {
                DataRef::Empty => {
                    has_blanks = true;
                    continue;
                }
                DataRef::Error(_) => {
                    let (count, first) = &mut sheet.in_error;
                    *count += 1;
                    first.get_or_insert(cell.get_position());
                    continue;
                }
                DataRef::Float(number) if is_share => percentage(*number),
                DataRef::Int(number) => Value::Number(*number as f64),
                DataRef::Float(number) => Value::Number(*number),
                DataRef::Bool(flag) => Value::Bool(*flag),
                DataRef::String(text) => Value::Text(text.as_str().into()),
                DataRef::SharedString(text) => Value::Text((*text).into()),
                DataRef::DateTime(time) => Value::Text(date(time).into()),
                DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Value::Text(text.as_str().into()),
            };
            sheet.add(cell.get_position(), value)?;
        }
        drop(cells);
        if has_blanks {
            self.count_without_value(name, &mut sheet)?;
        }
        let merges = self.0.merge_cells_by_sheet_name(name).map_err(damage)?;
        sheet.merges = merges.into_iter().map(|merge| (merge.start, merge.end)).collect();
        Ok(sheet)
    }

    /// Counts the formulas of cells without a value: programs that do not calculate write such.
    fn count_without_value(&mut self, name: &str, sheet: &mut Sheet) -> Result<(), Damage> {
        let mut cells = self.0.worksheet_cells_reader(name).map_err(damage)?;
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(damage)? {
            if cell.value == DataRef::Empty && cell.formula.is_some() {
                let (count, first) = &mut sheet.without_value;
                *count += 1;
                first.get_or_insert(cell.pos);
            }
        }
        Ok(())
    }
}

fn damage(error: XlsxError) -> Damage {
    match error {
        XlsxError::Password => Damage::Locked,
        error => Damage::broken(error),
    }
}

/// Whether a format shows shares of a hundred: `0%`, `0.0%`, but not a percent sign within quotation marks.
fn is_share(format: &str) -> bool {
    format.split('"').step_by(2).any(|outside| outside.contains('%'))
}

/// A date as ISO 8601, with the time where there is one; below one day only the time.
fn date(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    match moment.as_f64() {
        days if moment.is_duration() || days < 1.0 => time,
        days if days.fract() == 0.0 => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}T{time}"),
    }
}
