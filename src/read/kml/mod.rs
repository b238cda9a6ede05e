//! KML (OGC 12-007r2): placemarks with their geometry, name, description and extended data. Coordinates are WGS 84
//! longitude, latitude and height.

mod geometry;

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::bytes::decode;
use super::gathering::{Found, Gathering};
use super::shape::Shape;
use super::xml::{attribute, push_text};
use super::{Format, Layer, Source, Value};
use crate::encoding::TextEncoding;
use crate::error::Error;
use crate::note::{Note, Notes, Severity};
use crate::progress::{Progress, Step};

/// Why a document cannot be read on.
type Damage = String;

/// How many features pass before `progress` is told again.
const STRIDE: usize = 1024;

/// What a link of a document leads to.
pub(super) enum Linked {
    /// A document beside it that was not read yet: its path, and its bytes.
    Document(PathBuf, Vec<u8>),
    /// One that is read already.
    Known,
    /// Something else: another server, another kind of file.
    Elsewhere,
}

/// Finds what a link leads to, by the path of the document in which it stands and what it says.
pub(super) type Follow<'f> = &'f mut dyn FnMut(&Path, &str) -> Result<Linked, Error>;

/// Reads the placemarks of a document, those of all its folders. What it refers to elsewhere is told and not followed.
///
/// # Errors
/// When it is not well-formed XML, or holds no KML.
pub(super) fn read(
    source: &Source<'_>,
    bytes: Vec<u8>,
    notes: &mut Notes,
    progress: &dyn Progress,
) -> Result<Layer, Error> {
    let nothing = &mut |_: &Path, _: &str| Ok(Linked::Elsewhere);
    read_linked(source, (source.path.to_owned(), bytes), nothing, notes, progress)
}

/// Reads the placemarks of a document, and of those to which its links lead.
///
/// # Errors
/// Those of [`read`] and of `follow`; and when the document has no placemarks of its own and leads to several others,
/// which are then several layers.
pub(super) fn read_linked(
    source: &Source<'_>,
    main: (PathBuf, Vec<u8>),
    follow: Follow<'_>,
    notes: &mut Notes,
    progress: &dyn Progress,
) -> Result<Layer, Error> {
    progress.begin(Step::Reading { role: source.role, path: source.path }, None);
    let mut gathering = Gathering::default();
    let mut columns = Columns::default();
    let (mut index, mut n_elsewhere) = (0, 0);
    let mut of_main = None;
    let mut waiting = VecDeque::from([main]);
    while let Some((path, bytes)) = waiting.pop_front() {
        let encoding = source.encoding.or_else(|| declared(&bytes));
        let text = decode(bytes, &Source { encoding, ..*source }, notes);
        let mut document = Document { reader: reader_of(text.as_str()), columns: &mut columns };
        let found = document.placemarks(&mut index, &mut gathering, progress).map_err(|reason| {
            source.refuse("file-damaged").with("format", Format::Kml.name()).with("reason", reason)
        })?;
        let links =
            found.ok_or_else(|| source.refuse("layer-is-binary").with_term("found", "read.format.xml"))?;
        for link in links {
            match follow(&path, &link)? {
                Linked::Document(path, bytes) => waiting.push_back((path, bytes)),
                Linked::Known => {}
                Linked::Elsewhere => n_elsewhere += 1,
            }
        }
        if of_main.is_none() && index == 0 && waiting.len() > 1 {
            let list: Vec<String> = waiting.iter().map(|(path, _)| format!("`{}`", path.display())).collect();
            return Err(source.refuse("layers-several").with("list", list.join(", ")));
        }
        of_main.get_or_insert_with(|| (text.encoding(), text.sha256()));
    }
    if n_elsewhere > 0 {
        notes.push(source.note(Severity::Warning, "network-links").with("count", n_elsewhere));
    }
    if index == 0 {
        notes.push(source.note(Severity::Warning, "layer-without-features"));
    }
    let features = gathering.into_features(source, notes);
    let (encoding, sha256) = of_main.unwrap_or((TextEncoding::Utf8, String::new()));
    Ok(Layer { encoding, fields: columns.names, features, ..Layer::empty(source, Format::Kml, sha256) })
}

/// The encoding that the XML declaration states, where it is one that is known and not UTF-8.
fn declared(bytes: &[u8]) -> Option<TextEncoding> {
    const LONGEST: usize = 200;
    let head = String::from_utf8_lossy(bytes.get(..LONGEST).unwrap_or(bytes));
    let declaration = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let name = value.split(['"', '\'']).nth(1)?.to_ascii_lowercase();
    match name.as_str() {
        "gbk" | "gb2312" | "gb18030" | "cp936" => Some(TextEncoding::Gb18030),
        "big5" => Some(TextEncoding::Big5),
        _ => None,
    }
}

/// The fields found so far.
#[derive(Default)]
struct Columns {
    names: Vec<String>,
    /// The position of each, and the last placemark that has it.
    known: HashMap<String, (u32, usize)>,
}

fn reader_of(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    reader
}

/// The text that is being read.
struct Document<'t, 'c> {
    reader: Reader<&'t [u8]>,
    columns: &'c mut Columns,
}

impl<'t> Document<'t, '_> {
    /// Reads all placemarks, counted on from `index`, and gives what the links say; none where the text is no KML.
    fn placemarks(
        &mut self,
        index: &mut usize,
        gathering: &mut Gathering,
        progress: &dyn Progress,
    ) -> Result<Option<Vec<String>>, Damage> {
        let mut links = Vec::new();
        let mut is_kml = false;
        loop {
            match self.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "kml" => is_kml = true,
                    "Placemark" => {
                        is_kml = true;
                        *index += 1;
                        let found = self.placemark(*index)?;
                        gathering.add(found, &self.columns.names);
                        if index.is_multiple_of(STRIDE) {
                            progress.advance(STRIDE as u64);
                        }
                    }
                    "NetworkLink" => links.push(self.link()?),
                    _ => {}
                },
                Event::Eof => return Ok(is_kml.then_some(links)),
                _ => {}
            }
        }
    }

    /// Reads a link to its end, and gives what it says.
    fn link(&mut self) -> Result<String, Damage> {
        let mut href = String::new();
        loop {
            match self.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "href" => href = self.text(&tag)?,
                Event::End(tag) if tag.local_name().as_ref() == "NetworkLink" => return Ok(href),
                Event::Eof => return Err("NetworkLink".to_owned()),
                _ => {}
            }
        }
    }

    fn next(&mut self) -> Result<Event<'t>, Damage> {
        self.reader.read_event().map_err(|error| error.to_string())
    }

    /// Passes over what the tag opened.
    fn skip(&mut self, tag: &BytesStart<'_>) -> Result<(), Damage> {
        self.reader.read_to_end(tag.name()).map(|_| ()).map_err(|error| error.to_string())
    }

    /// The text within the tag, that of nested ones left out.
    fn text(&mut self, tag: &BytesStart<'_>) -> Result<String, Damage> {
        let mut text = String::new();
        loop {
            match self.next()? {
                Event::Start(inner) => self.skip(&inner)?,
                Event::End(_) => return Ok(text.trim().to_owned()),
                Event::Eof => return Err(tag.name().0.to_owned()),
                event => push_text(&event, &mut text),
            }
        }
    }

    /// Reads a placemark to its end.
    fn placemark(&mut self, index: usize) -> Result<Found, Damage> {
        let mut attributes = Vec::new();
        let mut shapes = Vec::new();
        let mut has_heights = false;
        let mut damage = None;
        // The tags that are open within it: extended data nest, and nothing else that is looked into.
        let mut depth = 0;
        let mut data_name = None;
        loop {
            match self.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    name @ ("name" | "description" | "address") if depth == 0 => {
                        let name = name.to_owned();
                        let text = self.text(&tag)?;
                        self.put(index, &name, text, &mut attributes);
                    }
                    "ExtendedData" | "SchemaData" => depth += 1,
                    "Data" => {
                        depth += 1;
                        data_name = attribute(&tag, "name");
                    }
                    "value" if depth > 0 => {
                        let text = self.text(&tag)?;
                        if let Some(name) = data_name.take() {
                            self.put(index, &name, text, &mut attributes);
                        }
                    }
                    "SimpleData" => {
                        let text = self.text(&tag)?;
                        if let Some(name) = attribute(&tag, "name") {
                            self.put(index, &name, text, &mut attributes);
                        }
                    }
                    name if depth == 0 && geometry::is_geometry(name) => {
                        match self.geometry(&tag, 0, &mut has_heights)? {
                            Ok(shape) => shapes.push(shape),
                            Err(reason) => damage = Some(reason),
                        }
                    }
                    _ => self.skip(&tag)?,
                },
                Event::End(tag) if tag.local_name().as_ref() == "Placemark" => break,
                Event::End(_) => depth -= usize::from(depth > 0),
                Event::Eof => return Err("Placemark".to_owned()),
                _ => {}
            }
        }
        let (shape, notes) = match damage {
            Some(reason) => {
                let note = Note::new(Severity::Error, "geometry-damaged").with_term("reason", reason);
                (Shape::Unusable, vec![note.leaves_out()])
            }
            None => (geometry::united(shapes), Vec::new()),
        };
        Ok(Found { index, id: None, shape, has_heights, attributes, notes })
    }

    /// Adds an attribute of a placemark; of several of one name the first stays, and what is blank is none.
    fn put(&mut self, index: usize, name: &str, text: String, attributes: &mut Vec<(u32, Value)>) {
        if text.is_empty() {
            return;
        }
        let Columns { names, known } = &mut *self.columns;
        if !known.contains_key(name) {
            let position = u32::try_from(names.len()).unwrap_or(u32::MAX);
            known.insert(name.to_owned(), (position, 0));
            names.push(name.to_owned());
        }
        if let Some((position, last)) = known.get_mut(name)
            && *last != index
        {
            *last = index;
            attributes.push((*position, Value::Text(text.into())));
        }
    }
}

#[cfg(test)]
mod tests;
