//! Workbooks: one sheet of an `.xlsx` or `.ods` file as rows of cells.
//!
//! A cell gives its value, not what the screen shows of it: numbers with all their digits, dates as ISO 8601. Formulas
//! give what they came to when the file was saved.

mod ods;
mod sheet;
mod xlsx;

use std::io::{Cursor, Read};

use zip::ZipArchive;

use self::ods::Ods;
use self::sheet::{Sheet, address};
use self::xlsx::Xlsx;
use super::format::extension;
use super::plain::plain;
use super::table::GridRow;
use super::{Format, Source};
use crate::error::Error;
use crate::note::{Notes, Severity};

/// The XML of one workbook may unfold to this many bytes: five times what a sheet of a million cells needs.
const LARGEST_XML: u64 = 256 << 20;

/// A sheet may have this many cells, blank ones up to the last of each row included.
const MOST_CELLS: usize = 5_000_000;

/// The bytes with which files begin that old Office programs write, and new ones when there is a password.
const OLD_OFFICE: &[u8] = b"\xD0\xCF\x11\xE0";

/// Why a workbook cannot be read.
#[derive(Debug)]
enum Damage {
    /// It is larger than the limits above.
    TooLarge,
    /// A password is needed.
    Locked,
    /// It is not what its format prescribes.
    Broken(String),
}

impl Damage {
    fn broken(reason: impl ToString) -> Self {
        Self::Broken(reason.to_string())
    }

    fn into_error(self, source: &Source<'_>) -> Error {
        match self {
            Self::TooLarge => {
                let error = source.refuse("workbook-too-large").with("cells", MOST_CELLS);
                error.with("megabytes", LARGEST_XML >> 20)
            }
            Self::Locked => source.refuse("workbook-locked"),
            Self::Broken(reason) => {
                source.refuse("file-damaged").with("format", Format::Workbook.name()).with("reason", reason)
            }
        }
    }
}

/// A workbook whose sheets can be asked for.
enum Book {
    Xlsx(Box<Xlsx>),
    Ods(Ods),
}

/// A sheet before it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SheetName {
    name: String,
    is_hidden: bool,
}

impl Book {
    fn open(bytes: Vec<u8>, source: &Source<'_>) -> Result<Self, Error> {
        let is_old = bytes.starts_with(OLD_OFFICE);
        match extension(source.path).as_str() {
            "xlsx" | "xlsm" | "ods" if is_old => return Err(source.refuse("workbook-locked")),
            "xlsb" => return Err(source.refuse("workbook-is-old").with_term("found", "read.format.xlsb")),
            _ if is_old => {
                return Err(source.refuse("workbook-is-old").with_term("found", "read.format.xls"));
            }
            _ => {}
        }
        let opened = ZipArchive::new(Cursor::new(bytes)).map_err(Damage::broken).and_then(|mut archive| {
            check_size(&mut archive)?;
            if archive.index_for_name("content.xml").is_some() {
                return Ods::of(&mut archive).map(Self::Ods);
            }
            Xlsx::of(archive.into_inner().into_inner()).map(|book| Self::Xlsx(Box::new(book)))
        });
        opened.map_err(|damage| damage.into_error(source))
    }

    fn names(&self) -> Vec<SheetName> {
        match self {
            Self::Xlsx(book) => book.names(),
            Self::Ods(book) => book.names(),
        }
    }

    fn sheet(&mut self, name: &str) -> Result<Sheet, Damage> {
        match self {
            Self::Xlsx(book) => book.sheet(name),
            Self::Ods(book) => book.sheet(name),
        }
    }

    /// Whether a sheet has any value; what is damaged has none.
    fn has_values(&mut self, name: &str) -> bool {
        match self {
            Self::Xlsx(book) => book.has_values(name),
            Self::Ods(book) => book.sheet(name).is_ok_and(|sheet| !sheet.cells.is_empty()),
        }
    }
}

/// Of a workbook in which several sheets have data, and of which none was named: which was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetTaken {
    /// The name of the sheet.
    pub name: String,
    /// The others with data that are not hidden.
    pub others: Vec<String>,
}

/// The error about what was read, with the name of the sheet, where another may be the right one.
pub(super) fn of_sheet(error: Error, sheet: Option<&SheetTaken>) -> Error {
    match sheet {
        Some(sheet) => error.of_sheet(&sheet.name, &sheet.others),
        None => error,
    }
}

/// The rows of the sheet of [`Source::layer`], or of the first that is neither hidden nor empty; then with its name,
/// where it is not the only one.
///
/// # Errors
/// When the workbook is damaged, locked or too large, or has no such sheet.
pub(super) fn read(
    source: &Source<'_>,
    bytes: Vec<u8>,
    notes: &mut Notes,
) -> Result<(Vec<GridRow>, Option<SheetTaken>), Error> {
    let mut several = None;
    let mut book = Book::open(bytes, source)?;
    let names = book.names();
    let because = |damage: Damage| damage.into_error(source);
    let sheet = match source.layer {
        Some(wanted) => {
            let name = named(&names, wanted).ok_or_else(|| {
                let list: Vec<&str> = names.iter().map(|sheet| sheet.name.as_str()).collect();
                source.refuse("sheet-unknown").with("found", wanted).with("list", list.join("`, `"))
            })?;
            book.sheet(name).map_err(because)?
        }
        None => {
            let mut shown = names.iter().filter(|sheet| !sheet.is_hidden).map(|sheet| sheet.name.as_str());
            let taken = shown.by_ref().find_map(|name| match book.sheet(name) {
                Ok(sheet) if sheet.cells.is_empty() => None,
                found => Some((name, found)),
            });
            let (name, sheet) = taken.ok_or_else(|| source.refuse("workbook-empty"))?;
            let sheet = sheet.map_err(because)?;
            let others: Vec<String> = shown.filter(|name| book.has_values(name)).map(str::to_owned).collect();
            if !others.is_empty() {
                let note = source.note(Severity::Info, "sheet-chosen").with("sheet", name);
                notes.push(note.with("others", others.join("`, `")));
                several = Some(SheetTaken { name: name.to_owned(), others });
            }
            sheet
        }
    };
    for (code, (count, first)) in
        [("cells-in-error", sheet.in_error), ("formulas-without-value", sheet.without_value)]
    {
        if let Some(first) = first {
            let note = source.note(Severity::Warning, code).with("count", count);
            notes.push(note.with("first", address(first)));
        }
    }
    let rows = sheet.into_rows().map_err(because)?;
    if rows.is_empty() { Err(source.refuse("workbook-empty")) } else { Ok((rows, several)) }
}

/// The sheet of this name: exactly, else without regard to width, spaces and brackets.
fn named<'n>(names: &'n [SheetName], wanted: &str) -> Option<&'n str> {
    let exact = names.iter().find(|sheet| sheet.name == wanted);
    let sheet = exact.or_else(|| names.iter().find(|sheet| plain(&sheet.name) == plain(wanted)));
    sheet.map(|sheet| sheet.name.as_str())
}

/// Refuses a ZIP bomb: unfolds what is XML and counts, for what the file says of sizes need not be so.
fn check_size(archive: &mut ZipArchive<Cursor<Vec<u8>>>) -> Result<(), Damage> {
    let mut left = LARGEST_XML;
    for at in 0..archive.len() {
        // What cannot be unfolded is told when it is wanted.
        let Ok(entry) = archive.by_index(at) else { continue };
        let is_xml = entry.name().is_ok_and(|name| name.ends_with(".xml") || name.ends_with(".rels"));
        if is_xml {
            let unfolded = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).unwrap_or_default();
            left = left.checked_sub(unfolded).ok_or(Damage::TooLarge)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
