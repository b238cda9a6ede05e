//! Shapefile: the `.shp` and what lies beside it, the `.dbf`, `.prj`, `.cpg` and `.shx`.
//!
//! Read here and not by the crates `shapefile` and `dbase`: see `docs/decisions.md`.

mod encoding;
mod files;
mod records;
mod rings;
mod shapes;
mod table;

pub(super) use self::files::{Files, companions_of};
use self::records::Records;
use self::shapes::Drawn;
use self::table::{Cell, Record, Table};
use super::bytes::sha256_hex;
use super::format::Format;
use super::gathering::{Found, Gathering};
use super::shape::Shape;
use super::{Layer, Source, Value};
use crate::encoding::TextEncoding;
use crate::error::Error;
use crate::note::{Note, Notes, Severity};
use crate::progress::{Counter, Progress, Step};

/// Reads a Shapefile.
///
/// Features are the shapes, in the order of the index where there is one that fits, else in that of the file; each with
/// the record of the table at the same place. Shapes whose record is marked as deleted are left out. What follows a
/// place where the file is cut off is lost, and told.
///
/// # Errors
/// When the `.shp` does not have the header of one.
pub(super) fn read(
    source: &Source<'_>,
    files: Files,
    notes: &mut Notes,
    progress: &dyn Progress,
) -> Result<Layer, Error> {
    let records = records::find(&files.shp, files.companion("shx")).map_err(|damage| {
        source.refuse("file-damaged").with("format", Format::Shapefile.name()).with_term("reason", damage)
    })?;
    let table = table_of(&files, source, notes);
    let encoding = encoding::of(&table, files.companion("cpg"), source, notes);
    let crs = crs_of(&files, source, notes);
    tell_of_records(&records, &table, source, notes);

    let mut text = Text::of(encoding);
    let fields: Vec<String> = table.columns.iter().map(|column| text.name(column.name)).collect();
    if !table.skipped.is_empty() {
        let names: Vec<String> = table.skipped.iter().map(|name| text.name(name)).collect();
        notes.push(source.note(Severity::Info, "columns-skipped").with("columns", names.join("`, `")));
    }
    let step = Step::Reading { role: source.role, path: source.path };
    progress.begin(step, Some(records.contents.len() as u64));
    let mut counter = Counter::of(progress);
    let mut gathering = Gathering::default();
    let mut n_deleted = 0_usize;
    for (place, content) in records.contents.iter().enumerate() {
        counter.one();
        let record = table.record(place);
        if record.is_some_and(Record::is_deleted) {
            n_deleted += 1;
            continue;
        }
        let content = files.shp.get(content.clone()).unwrap_or_default();
        gathering.add(found(place, content, record, &table, &fields, &mut text), &fields);
    }
    if n_deleted > 0 {
        notes.push(source.note(Severity::Info, "records-deleted").with("count", n_deleted));
    }
    if gathering.features.is_empty() {
        notes.push(source.note(Severity::Warning, "layer-without-features"));
    }
    text.tell(source, notes);
    let sha256 = sha256_hex(&files.shp);
    let features = gathering.into_features(source, notes);
    let companions = files.hashes();
    Ok(Layer {
        companions,
        encoding,
        crs,
        fields,
        features,
        ..Layer::empty(source, Format::Shapefile, sha256)
    })
}

/// The table; one without columns and records where it is missing or damaged.
fn table_of<'f>(files: &'f Files, source: &Source<'_>, notes: &mut Notes) -> Table<'f> {
    let Some(dbf) = files.companion("dbf") else {
        notes.push(source.note(Severity::Warning, "dbf-missing"));
        return Table::default();
    };
    Table::of(dbf).unwrap_or_else(|damage| {
        notes.push(source.note(Severity::Error, "dbf-damaged").with_term("reason", damage));
        Table::default()
    })
}

/// The system that the `.prj` states, as it states it.
fn crs_of(files: &Files, source: &Source<'_>, notes: &mut Notes) -> Option<String> {
    let stated = files.companion("prj").map(|prj| TextEncoding::Utf8.decode(prj).0);
    let stated = stated.map(|text| text.trim_matches(|c: char| c.is_whitespace() || c == '\0').to_owned());
    let stated = stated.filter(|text| !text.is_empty());
    if stated.is_none() {
        notes.push(source.note(Severity::Info, "crs-not-stated"));
    }
    stated
}

/// Tells of records that are not as many as they should be.
fn tell_of_records(records: &Records, table: &Table<'_>, source: &Source<'_>, notes: &mut Notes) {
    let shapes = records.contents.len();
    if records.is_index_wrong {
        notes.push(source.note(Severity::Warning, "shx-wrong"));
    }
    if records.is_cut {
        let note = source.note(Severity::Error, "file-cut");
        notes.push(note.with("record", shapes + 1).with("features", shapes));
    }
    if records.after_end > 0 {
        let note = source.note(Severity::Warning, "bytes-after-end");
        notes.push(note.with("count", records.after_end));
    }
    if table.len() < table.stated {
        let note = source.note(Severity::Error, "dbf-cut").with("record", table.len() + 1);
        notes.push(note.with("expected", table.stated));
    } else if !table.columns.is_empty() && !records.is_cut && table.len() != shapes {
        let note = source.note(Severity::Error, "records-differ").with("features", shapes);
        notes.push(note.with("count", table.len()));
    }
}

/// A shape and its record.
fn found(
    place: usize,
    content: &[u8],
    record: Option<Record<'_>>,
    table: &Table<'_>,
    fields: &[String],
    text: &mut Text,
) -> Found {
    let mut notes = Vec::new();
    let drawn = shapes::read(content).unwrap_or_else(|damage| {
        let note = Note::new(Severity::Error, "geometry-damaged").with_term("reason", damage);
        notes.push(note.leaves_out());
        Drawn { shape: Shape::Unusable, has_heights: false, is_sorted: false }
    });
    if drawn.is_sorted {
        notes.push(Note::new(Severity::Warning, "rings-sorted"));
    }
    let mut attributes = Vec::new();
    for ((position, column), field) in (0..).zip(&table.columns).zip(fields) {
        let value = match record.map(|record| record.read(column)) {
            None | Some(Cell::Nothing) => continue,
            Some(Cell::Value(value)) => value,
            Some(Cell::Text(bytes)) => Value::Text(text.cell(bytes, place + 1, field)),
            Some(Cell::NoNumber(bytes)) => {
                let note = Note::new(Severity::Warning, "attribute-not-a-number").with("field", field);
                notes.push(note.with("found", format!("`{}`", text.encoding.decode(bytes).0)));
                continue;
            }
        };
        attributes.push((position, value));
    }
    let Drawn { shape, has_heights, .. } = drawn;
    Found { index: place + 1, id: None, shape, has_heights, attributes, notes }
}

/// Decodes the text of a table, and knows what of it made no sense.
struct Text {
    encoding: TextEncoding,
    /// Cells with bytes that are not in the encoding.
    damaged: Cells,
    /// Cells of question marks, which is what a program writes for characters that its encoding lacks.
    lost: Cells,
}

/// Some cells: how many, and the first one's record and field.
#[derive(Default)]
struct Cells {
    count: usize,
    first: Option<(usize, String)>,
}

impl Cells {
    fn add(&mut self, record: usize, field: &str) {
        self.count += 1;
        self.first.get_or_insert_with(|| (record, field.to_owned()));
    }

    fn tell(self, note: Note, notes: &mut Notes) {
        if let Some((record, field)) = self.first {
            notes.push(note.with("count", self.count).with("record", record).with("field", field));
        }
    }
}

impl Text {
    fn of(encoding: TextEncoding) -> Self {
        Self { encoding, damaged: Cells::default(), lost: Cells::default() }
    }

    /// The name of a column. Its width cuts it, perhaps within a character.
    fn name(&self, bytes: &[u8]) -> String {
        let (name, _) = self.encoding.decode(bytes);
        name.trim_end_matches('\u{FFFD}').trim().to_owned()
    }

    /// The text of a cell. What is left of a character that the width of the column cuts is taken off.
    fn cell(&mut self, bytes: &[u8], record: usize, field: &str) -> Box<str> {
        if bytes.len() > 1 && bytes.iter().all(|byte| *byte == b'?') {
            self.lost.add(record, field);
        }
        let (text, is_damaged) = self.encoding.decode(bytes);
        if !is_damaged {
            return text.into();
        }
        self.damaged.add(record, field);
        text.trim_end_matches('\u{FFFD}').into()
    }

    fn tell(self, source: &Source<'_>, notes: &mut Notes) {
        let note = |code| source.note(Severity::Warning, code);
        self.damaged.tell(note("cells-damaged").with("encoding", self.encoding.name()), notes);
        self.lost.tell(note("cells-lost"), notes);
    }
}

#[cfg(test)]
pub(super) mod tests;
