//! `.ods` (OpenDocument 1.2, part 1, chapter 9), read as a stream: what a file says to repeat is repeated only where it
//! has a value.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::super::Value;
use super::super::xml::{attribute, push_text};
use super::sheet::{Sheet, percentage};
use super::{Damage, LARGEST_XML, SheetName};

/// The sheets of a document.
pub(super) struct Ods(Vec<(SheetName, Sheet)>);

impl Ods {
    pub(super) fn of(archive: &mut ZipArchive<Cursor<Vec<u8>>>) -> Result<Self, Damage> {
        let mut bytes = Vec::new();
        let content = archive.by_name("content.xml").map_err(Damage::broken)?;
        content.take(LARGEST_XML).read_to_end(&mut bytes).map_err(Damage::broken)?;
        // An encrypted document is no XML.
        if !bytes.trim_ascii_start().starts_with(b"<") && !bytes.starts_with(b"\xEF\xBB\xBF") {
            return Err(Damage::Locked);
        }
        sheets(&String::from_utf8(bytes).map_err(Damage::broken)?).map(Self)
    }

    pub(super) fn names(&self) -> Vec<SheetName> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }

    /// The sheet of this name, which is taken out.
    pub(super) fn sheet(&mut self, name: &str) -> Result<Sheet, Damage> {
        let found = self.0.iter_mut().find(|(sheet, _)| sheet.name == name);
        found.map(|(_, sheet)| std::mem::take(sheet)).ok_or_else(|| Damage::broken(name))
    }
}

fn sheets(text: &str) -> Result<Vec<(SheetName, Sheet)>, Damage> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut sheets: Vec<(SheetName, Sheet)> = Vec::new();
    let mut hidden: Vec<String> = Vec::new();
    let mut style = String::new();
    let (mut row, mut n_rows) = (0_u32, 1_u32);
    let mut column = 0_u32;
    // Where the cells of the row begin, to be repeated with it.
    let mut row_start = 0;
    loop {
        match reader.read_event().map_err(Damage::broken)? {
            Event::Start(tag) => match tag.name().0 {
                "style:style" => style = attribute(&tag, "style:name").unwrap_or_default(),
                "style:table-properties" if attribute(&tag, "table:display").as_deref() == Some("false") => {
                    hidden.push(style.clone());
                }
                "table:table" => {
                    let name = attribute(&tag, "table:name").unwrap_or_default();
                    let style = attribute(&tag, "table:style-name");
                    let is_hidden = style.is_some_and(|style| hidden.contains(&style));
                    sheets.push((SheetName { name, is_hidden }, Sheet::default()));
                    row = 0;
                }
                "table:table-row" => {
                    n_rows = count(&tag, "table:number-rows-repeated");
                    column = 0;
                    row_start = sheets.last().map_or(0, |(_, sheet)| sheet.cells.len());
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    let n_columns = count(&tag, "table:number-columns-repeated");
                    let cell = Cell::read(&tag.to_owned(), &mut reader)?;
                    if let Some((_, sheet)) = sheets.last_mut() {
                        cell.put(sheet, (row, column), n_columns)?;
                    }
                    column = column.saturating_add(n_columns);
                }
                // Pictures and comments have text of their own.
                "table:shapes" | "table:tracked-changes" => {
                    reader.read_to_end(tag.to_owned().name()).map_err(Damage::broken)?;
                }
                _ => {}
            },
            Event::End(tag) if tag.name().0 == "table:table-row" => {
                if let Some((_, sheet)) = sheets.last_mut() {
                    repeat_row(sheet, row_start, n_rows)?;
                }
                row = row.saturating_add(n_rows);
            }
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

/// Adds the cells of a row for each time that it is repeated.
fn repeat_row(sheet: &mut Sheet, start: usize, n_rows: u32) -> Result<(), Damage> {
    let cells: Vec<_> = sheet.cells.get(start..).unwrap_or_default().to_vec();
    if cells.is_empty() {
        return Ok(());
    }
    for below in 1..n_rows {
        for ((row, column), value) in &cells {
            sheet.add((row.saturating_add(below), *column), value.clone())?;
        }
    }
    Ok(())
}

/// How often something is repeated, or over how many cells it spans; 1 where the attribute is absent.
fn count(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

/// What a cell says.
struct Cell {
    value: Option<Value>,
    is_error: bool,
    is_formula: bool,
    /// Over how many rows and columns it is merged.
    span: (u32, u32),
}

impl Cell {
    /// Reads to the end of the cell that begins with `tag`.
    fn read(tag: &BytesStart<'_>, reader: &mut Reader<&[u8]>) -> Result<Self, Damage> {
        let shown = shown(tag, reader)?;
        let number = || attribute(tag, "office:value").and_then(|value| value.parse::<f64>().ok());
        let text = |text: String| Some(Value::Text(text.into()));
        let value = match attribute(tag, "office:value-type").as_deref() {
            Some("float" | "currency") => number().map(Value::Number),
            Some("percentage") => number().map(percentage),
            Some("boolean") => attribute(tag, "office:boolean-value").map(|v| Value::Bool(v == "true")),
            Some("date") => attribute(tag, "office:date-value")
                .map(|date| date.strip_suffix("T00:00:00").unwrap_or(&date).to_owned())
                .and_then(text),
            Some("time") => text(shown),
            Some(_) => text(attribute(tag, "office:string-value").unwrap_or(shown)),
            None => None,
        };
        Ok(Self {
            value,
            is_error: attribute(tag, "calcext:value-type").as_deref() == Some("error"),
            is_formula: attribute(tag, "table:formula").is_some(),
            span: (count(tag, "table:number-rows-spanned"), count(tag, "table:number-columns-spanned")),
        })
    }

    fn put(self, sheet: &mut Sheet, (row, column): (u32, u32), n_columns: u32) -> Result<(), Damage> {
        let tally = match self.value {
            _ if self.is_error => Some(&mut sheet.in_error),
            None if self.is_formula => Some(&mut sheet.without_value),
            _ => None,
        };
        if let Some((count, first)) = tally {
            *count += n_columns as usize;
            first.get_or_insert((row, column));
            return Ok(());
        }
        let Some(value) = self.value else { return Ok(()) };
        if self.span != (1, 1) {
            let last = (row.saturating_add(self.span.0 - 1), column.saturating_add(self.span.1 - 1));
            sheet.merges.push(((row, column), last));
        }
        for beside in 0..n_columns {
            sheet.add((row, column.saturating_add(beside)), value.clone())?;
        }
        Ok(())
    }
}

/// The text that a cell shows: its paragraphs, without comments.
fn shown(tag: &BytesStart<'_>, reader: &mut Reader<&[u8]>) -> Result<String, Damage> {
    let cell = tag.name().0;
    let mut text = String::new();
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(Damage::broken)? {
            Event::Start(inner) => match inner.name().0 {
                "office:annotation" => {
                    reader.read_to_end(inner.to_owned().name()).map_err(Damage::broken)?;
                }
                name => {
                    // A table within a cell is not read, but its cells end like this one.
                    depth += usize::from(name == cell);
                    if name == "text:p" && !text.is_empty() {
                        text.push('\n');
                    }
                    if matches!(name, "text:s" | "text:tab" | "text:line-break") {
                        text.push(' ');
                    }
                }
            },
            Event::End(inner) if inner.name().0 == cell => {
                if depth == 0 {
                    return Ok(text);
                }
                depth -= 1;
            }
            Event::Eof => return Err(Damage::broken("content.xml")),
            event => push_text(&event, &mut text),
        }
    }
}
