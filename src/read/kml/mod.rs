//! KML (OGC 12-007r2): placemarks with their geometry, name, description and extended data. Coordinates are WGS 84
//! longitude, latitude and height.

mod geometry;

use std::collections::HashMap;

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
    progress.begin(Step::Reading { role: source.role, path: source.path }, None);
    let source = &Source { encoding: source.encoding.or_else(|| declared(&bytes)), ..*source };
    let text = decode(bytes, source, notes);
    let mut document = Document::new(text.as_str());
    let damaged =
        |reason| source.refuse("file-damaged").with("format", Format::Kml.name()).with("reason", reason);
    let mut gathering = Gathering::default();
    let (mut index, mut n_links, mut is_kml) = (0, 0, false);
    loop {
        match document.next().map_err(damaged)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "kml" => is_kml = true,
                "Placemark" => {
                    index += 1;
                    let found = document.placemark(index).map_err(damaged)?;
                    gathering.add(found, &document.fields);
                    if index.is_multiple_of(STRIDE) {
                        progress.advance(STRIDE as u64);
                    }
                }
                "NetworkLink" => n_links += 1,
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    if !is_kml && index == 0 {
        return Err(source.refuse("layer-is-binary").with_term("found", "read.format.xml"));
    }
    if n_links > 0 {
        notes.push(source.note(Severity::Warning, "network-links").with("count", n_links));
    }
    if index == 0 {
        notes.push(source.note(Severity::Warning, "layer-without-features"));
    }
    let features = gathering.into_features(source, notes);
    let (encoding, fields) = (text.encoding(), document.fields);
    Ok(Layer { encoding, fields, features, ..Layer::empty(source, Format::Kml, text.sha256()) })
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

/// The text that is being read, and the fields found so far.
struct Document<'t> {
    reader: Reader<&'t [u8]>,
    fields: Vec<String>,
    /// The position of each field, and the last placemark that has it.
    known: HashMap<String, (u32, usize)>,
}

impl<'t> Document<'t> {
    fn new(text: &'t str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, fields: Vec::new(), known: HashMap::new() }
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
        if !self.known.contains_key(name) {
            let position = u32::try_from(self.fields.len()).unwrap_or(u32::MAX);
            self.known.insert(name.to_owned(), (position, 0));
            self.fields.push(name.to_owned());
        }
        if let Some((position, last)) = self.known.get_mut(name)
            && *last != index
        {
            *last = index;
            attributes.push((*position, Value::Text(text.into())));
        }
    }
}

#[cfg(test)]
mod tests;
