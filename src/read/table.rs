//! Tables: a sheet of a workbook, or delimited text as spreadsheet programs, databases and people write it.

use std::path::PathBuf;

use csv::{ReaderBuilder, StringRecord};

use super::bytes::{decode, sha256_hex};
use super::format::{self, Format, Kind};
use super::opened::{Opened, Whole};
use super::workbook::{self, SheetTaken};
use super::{Source, Value};
use crate::encoding::TextEncoding;
use crate::error::Error;
use crate::note::Notes;
use crate::progress::{Progress, Step};

/// A table as it stands in the file: rows of cells, all text, trimmed.
#[derive(Debug, Clone)]
pub struct Table {
    /// The file.
    pub path: PathBuf,
    /// Its format.
    pub format: Format,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// The encoding of its text.
    pub encoding: TextEncoding,
    /// Rows, header rows included; a row has as many cells as the file gives it. Rows without any text are left
    /// out.
    pub rows: Vec<TableRow>,
    /// Of a workbook with several sheets of which none was named: the one that it is.
    pub sheet: Option<SheetTaken>,
}

impl Table {
    /// An error about the table, with the name of its sheet, where another may be the right one.
    pub(crate) fn of_sheet(&self, error: Error) -> Error {
        workbook::of_sheet(error, self.sheet.as_ref())
    }
}

/// A row of a [`Table`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The line of the file on which the row starts, or the row of the sheet, counted from 1.
    pub line: u64,
    /// The text of each cell, without white space at its ends.
    pub cells: Vec<String>,
}

/// A row of cells with the kinds that they have in a workbook; in CSV all are text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GridRow {
    /// As [`TableRow::line`].
    pub(super) line: u64,
    /// The value of each cell, `None` where it is blank.
    pub(super) cells: Vec<Option<Value>>,
}

impl From<GridRow> for TableRow {
    fn from(row: GridRow) -> Self {
        let text = |cell: Option<Value>| cell.map_or_else(String::new, |v| trimmed(&v.as_text()).to_owned());
        Self { line: row.line, cells: row.cells.into_iter().map(text).collect() }
    }
}

impl From<TableRow> for GridRow {
    fn from(row: TableRow) -> Self {
        let value = |cell: String| (!cell.is_empty()).then(|| Value::Text(cell.into()));
        Self { line: row.line, cells: row.cells.into_iter().map(value).collect() }
    }
}

/// Reads a table.
///
/// Of a workbook the sheet of [`Source::layer`] is read, or the first that is neither hidden nor empty. The encoding of
/// text may be UTF-8, UTF-16 with a byte-order mark, or GB18030; cells may be divided by commas, semicolons or tabs,
/// whichever the header has most of, and quoted with double quotes.
///
/// # Errors
/// When the file cannot be read, is empty or neither text nor a workbook, has no such sheet, or a quotation mark is not
/// closed.
pub fn read_table(source: &Source<'_>, notes: &mut Notes, progress: &dyn Progress) -> Result<Table, Error> {
    progress.begin(Step::Reading { role: source.role, path: source.path }, None);
    let Whole { bytes, sha256_of_packed } = Opened::of(source)?.into_whole(source)?;
    let table = match format::of(source.path, &bytes) {
        Kind::Known(Format::Workbook) => {
            let sha256 = sha256_hex(&bytes);
            let (rows, sheet) = workbook::read(source, bytes, notes)?;
            let rows = rows.into_iter().map(TableRow::from).collect();
            let (path, encoding) = (source.path.to_owned(), TextEncoding::Utf8);
            Ok(Table { path, format: Format::Workbook, sha256, encoding, rows, sheet })
        }
        // Text without a telling name is a table here.
        Kind::Known(Format::Csv | Format::GeoJson | Format::GeoJsonLines) => delimited(source, bytes, notes),
        Kind::Known(_) => Err(source.refuse("table-is-binary").with_term("found", "read.format.zip")),
        Kind::Markup(found) => Err(source.refuse("table-is-markup").with_term("found", found)),
        Kind::Foreign(format) => Err(source.refuse("table-is-binary").with_term("found", format)),
    }?;
    Ok(Table { sha256: sha256_of_packed.unwrap_or(table.sha256), ..table })
}

/// The table of a delimited text.
pub(super) fn delimited(source: &Source<'_>, bytes: Vec<u8>, notes: &mut Notes) -> Result<Table, Error> {
    let text = decode(bytes, source, notes);
    let rows = rows_of(text.as_str(), source)?;
    if rows.is_empty() {
        return Err(source.refuse("input-empty"));
    }
    let (format, sha256, encoding) = (Format::Csv, text.sha256(), text.encoding());
    Ok(Table { path: source.path.to_owned(), format, sha256, encoding, rows, sheet: None })
}

/// The rows of a text that have any text.
fn rows_of(text: &str, source: &Source<'_>) -> Result<Vec<TableRow>, Error> {
    let delimiter = delimiter_of(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    let (mut counted, mut line) = (0, 1);
    loop {
        let before = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        // The text is UTF-8 and rows may be of any length, so that reading it cannot fail.
        if !reader.read_record(&mut record).unwrap_or(false) {
            return Ok(rows);
        }
        // The reader passes over empty lines before a row without counting them to the row.
        let rest = text.get(before..).unwrap_or_default();
        let start = before + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        line += lines_in(text.get(counted..start).unwrap_or_default());
        counted = start;
        let is_last = usize::try_from(reader.position().byte()).is_ok_and(|end| end >= text.len());
        if is_last && ends_in_quotes(text.get(start..).unwrap_or_default(), delimiter) {
            return Err(source.refuse("table-quote-open").with("line", line));
        }
        let cells: Vec<String> = record.iter().map(|cell| trimmed(cell).to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(TableRow { line, cells });
        }
    }
}

/// How many lines end within the text, by `\n`, `\r\n` or, as on old Macintoshes, `\r`.
fn lines_in(text: &str) -> u64 {
    let mut lines = 0;
    let mut previous = b' ';
    for byte in text.bytes() {
        lines += u64::from(byte == b'\n' && previous != b'\r') + u64::from(byte == b'\r');
        previous = byte;
    }
    lines
}

/// A cell without white space at its ends: also the ideographic space, and the marks that have no width.
fn trimmed(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'))
}

/// Comma, semicolon or tab: whichever stands most often, outside of quotes, in the first line that has any.
fn delimiter_of(text: &str) -> u8 {
    const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
    let mut counts = [0_usize; 3];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted && counts.iter().any(|count| *count > 0) => break,
            _ if quoted => {}
            _ => {
                for (count, delimiter) in counts.iter_mut().zip(DELIMITERS) {
                    *count += usize::from(byte == delimiter);
                }
            }
        }
    }
    // Of several that stand equally often the first wins.
    let best = counts.iter().zip(DELIMITERS).rev().max_by_key(|(count, _)| **count);
    best.map_or(b',', |(_, delimiter)| delimiter)
}

/// Whether the text of the last row stops within a quoted cell.
fn ends_in_quotes(row: &str, delimiter: u8) -> bool {
    let mut bytes = row.bytes().peekable();
    let mut at_start = true;
    while let Some(byte) = bytes.next() {
        if at_start && byte == b'"' {
            loop {
                match bytes.next() {
                    None => return true,
                    Some(b'"') if bytes.peek() == Some(&b'"') => {
                        bytes.next();
                    }
                    Some(b'"') => break,
                    Some(_) => {}
                }
            }
        }
        at_start = byte == delimiter;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;
    use crate::progress::Silent;

    fn table(bytes: &[u8]) -> Result<Table, Error> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        read_table(&Source::of(file.path(), "plan"), &mut Notes::default(), &Silent)
    }

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        table(text.as_bytes()).unwrap().rows.into_iter().map(|row| (row.line, row.cells)).collect()
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn cells_are_divided_by_what_the_header_has_most_of() {
        for text in
            ["乡镇,托位,注\nA,1,x;y\n", "乡镇;托位;注\r\nA;1;x;y\r\n", "乡镇\t托位\t注,说明\nA\t1\tx;y\n"]
        {
            let rows = rows(text);
            assert_eq!(rows.len(), 2, "{text}");
            assert_eq!(rows[0].1.len(), 3, "{text}");
        }
        assert_eq!(rows("表2 规划引导一览表\n\"a;b;c;d\",e\n1,2\n")[1], row(2, &["a;b;c;d", "e"]));
        assert_eq!(rows("one\ntwo\n"), [row(1, &["one"]), row(2, &["two"])]);
    }

    #[test]
    fn cells_are_trimmed_and_rows_stay_ragged() {
        assert_eq!(
            rows("\u{FEFF}　乡镇　, 托位 \nA,\u{A0}1,2,3\nB\n"),
            [row(1, &["乡镇", "托位"]), row(2, &["A", "1", "2", "3"]), row(3, &["B"])]
        );
    }

    /// Lines are those of the file: line breaks within cells, empty lines and rows of nothing but commas count.
    #[test]
    fn a_row_knows_its_line() {
        for newline in ["\n", "\r\n", "\r"] {
            let text = "a,b\n\n,\n\n\n\"x\ny\",z\n　, \nlast,1".replace('\n', newline);
            let xy = format!("x{newline}y");
            assert_eq!(rows(&text), [row(1, &["a", "b"]), row(6, &[&xy, "z"]), row(9, &["last", "1"])]);
        }
        assert_eq!(rows("\n\n\na,b")[0].0, 4);
    }

    #[test]
    fn quotes_hold_delimiters_and_quotes() {
        assert_eq!(rows("a,b\n\"1,5\",\"say \"\"no\"\"\"\n")[1], row(2, &["1,5", "say \"no\""]));
        assert_eq!(rows("id,coord,n\n1,50°46'06.6\"N,foo\n")[1], row(2, &["1", "50°46'06.6\"N", "foo"]));
        assert_eq!(rows("a,b\n1,5\"")[1], row(2, &["1", "5\""]), "a quotation mark within a cell is itself");
    }

    #[test]
    fn every_encoding_gives_the_same_rows() {
        let text = "乡镇,托位\n羽林街道,688\n";
        let gb18030 = encoding_rs::GB18030.encode(text).0.into_owned();
        let utf16 = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            std::iter::once(0xFEFF_u16).chain(text.encode_utf16()).flat_map(to_bytes).collect()
        };
        for bytes in
            [gb18030, utf16(u16::to_le_bytes), utf16(u16::to_be_bytes), format!("\u{FEFF}{text}").into()]
        {
            assert_eq!(table(&bytes).unwrap().rows, table(text.as_bytes()).unwrap().rows);
        }
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let told = |bytes: &[u8], language| {
            let error = table(bytes).unwrap_err();
            let file = error.message(language);
            let place = file.split('`').find(|part| part.contains('/')).unwrap_or_default().to_owned();
            let text = [Some(file), error.cause(language), error.hint(language)];
            text.into_iter().flatten().collect::<Vec<_>>().join("\n").replace(&place, "plan.csv")
        };
        insta::assert_snapshot!(told(b"PK\x03\x04\x14\0", Language::En), @"
        cannot use `plan.csv`, the table `plan`
        expected CSV text or a workbook (.xlsx, .ods), found a ZIP archive (such as .xlsx, .kmz or a zipped Shapefile)
        open it in the spreadsheet program and save it as .xlsx or CSV
        ");
        insta::assert_snapshot!(told(b"PK\x03\x04\x14\0", Language::ZhCn), @"
        无法使用 `plan.csv`（表格 `plan`）
        应为 CSV 文本或工作簿（.xlsx、.ods），实际为：ZIP 压缩文件（如 .xlsx、.kmz 或打包的 Shapefile）
        请用表格软件打开，另存为 .xlsx 或 CSV
        ");
        insta::assert_snapshot!(told(b"a,b\n1,\"x\n2,y\n3,z\n", Language::En), @"
        cannot read the table `plan` from `plan.csv`, line 2
        a quotation mark opens a cell and none closes it, so that the rest of the file is one cell
        close the quotation mark, or double it where it is part of the text
        ");
        insta::assert_snapshot!(told(b"a,b\n1,\"x\n2,y\n3,z\n", Language::ZhCn), @"
        无法读取表格 `plan`：`plan.csv` 第 2 行
        单元格以引号开头而没有结束的引号，其后全部内容都成了同一单元格
        请补上结束的引号；引号若是文字的一部分，请写成两个
        ");
        assert_eq!(table(b"").unwrap_err().code, "input-empty");
        assert_eq!(table(b"\r\n , \r\n").unwrap_err().code, "input-empty");
    }
}
