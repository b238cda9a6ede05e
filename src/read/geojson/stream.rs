//! A large FeatureCollection, read block by block: what is kept is its features, not its text.
//!
//! This is to the document what [`fast`](super::fast) is to a feature. Whatever is out of the ordinary makes it give up
//! without a word; the document is then read as a whole, which tells what is wrong. What this way accepts, that one reads
//! alike.

use std::io::Read;
use std::ops::Range;

use rayon::prelude::*;

use super::document::{self, Content};
use super::feature::Stretch;
use super::scan::{self, Cursor};
use super::{Layer, STRETCH, Source, join};
use crate::encoding::TextEncoding;
use crate::note::Notes;
use crate::progress::{Progress, Step};
use crate::read::bytes::decode;
use crate::read::opened::Opened;

/// How much of a file is read at a time.
const BLOCK: usize = 8 << 20;

/// Reads a file of more than a few blocks; `None` for a small one, and when it takes care.
pub(super) fn read(source: &Source<'_>, notes: &mut Notes, progress: &dyn Progress) -> Option<Layer> {
    let about = std::fs::metadata(source.path).ok().filter(std::fs::Metadata::is_file)?;
    let file = Opened::hashed(source).ok()?;
    // Packed, GeoJSON is a tenth or less.
    let large = if file.packing().is_some() { BLOCK / 8 } else { 2 * BLOCK };
    let is_large = about.len() > large as u64;
    let is_utf8 = source.encoding.is_none_or(|encoding| encoding == TextEncoding::Utf8);
    if !(is_large && is_utf8) {
        return None;
    }
    progress.begin_bytes(Step::Reading { role: source.role, path: source.path }, about.len());
    in_blocks(file, BLOCK, source, notes, progress)
}

fn in_blocks(
    file: Opened,
    block: usize,
    source: &Source<'_>,
    notes: &mut Notes,
    progress: &dyn Progress,
) -> Option<Layer> {
    let mut blocks = Blocks { file, block, cut: Vec::new(), room: Vec::new(), has_ended: false };
    let mut told = 0;
    let mut text = blocks.next("")?;
    let start = start_of_features(&text)?;
    let head = text.get(..start)?.to_owned();
    let mut scanned = Scanned::of(&text, start, Expected::FirstOrEnd)?;
    let mut stretches: Vec<Stretch<'static>> = Vec::new();
    let mut n_features = 0;
    // One block is parsed while the next one is read, hashed and taken apart.
    while scanned.expected != Expected::Nothing {
        let left = text.get(scanned.end..)?;
        let (next, parsed) = rayon::join(
            || {
                let next = blocks.next(left)?;
                let scanned = Scanned::of(&next, 0, scanned.expected)?;
                Some((next, scanned))
            },
            || parse(&text, &scanned.features, n_features),
        );
        stretches.extend(parsed?);
        n_features += scanned.features.len();
        progress.advance(blocks.file.taken() - told);
        told = blocks.file.taken();
        let (next, next_scanned) = next?;
        blocks.room = std::mem::replace(&mut text, next).into_bytes();
        scanned = next_scanned;
    }
    stretches.extend(parse(&text, &scanned.features, n_features)?);
    let tail = text.get(scanned.end..)?;
    let rest = blocks.finish(tail)?;
    progress.advance(blocks.file.taken() - told);
    let sha256 = blocks.file.into_sha256()?;
    // What stands around the features is a document without any.
    let frame = decode((head + &rest).into_bytes(), source, notes);
    let document = document::open(&frame, source, notes).ok()?;
    if !matches!(&document.content, Content::Features(none) if none.is_empty()) || stretches.is_empty() {
        return None;
    }
    let (format, crs, fields, features) = join("", &document, stretches, source, notes);
    Some(Layer { crs, fields, features, encoding: frame.encoding(), ..Layer::empty(source, format, sha256) })
}

/// The blocks of a file as text.
struct Blocks {
    file: Opened,
    block: usize,
    /// The beginning of a character that the last block cut.
    cut: Vec<u8>,
    /// Room that is no longer needed.
    room: Vec<u8>,
    has_ended: bool,
}

impl Blocks {
    /// What was left of the last block, and the next one behind it: as much as is left where that is more, so that a
    /// feature larger than a block is not gone through again and again. `None` at the end, and for bytes that are no UTF-8.
    fn next(&mut self, left: &str) -> Option<String> {
        if self.has_ended {
            return None;
        }
        let most = self.block.max(left.len());
        let mut bytes = std::mem::take(&mut self.room);
        let start = left.len() + self.cut.len();
        bytes.resize(start + most, 0);
        bytes.get_mut(..left.len())?.copy_from_slice(left.as_bytes());
        bytes.get_mut(left.len()..start)?.copy_from_slice(&self.cut);
        self.cut.clear();
        let n = fill(&mut self.file, bytes.get_mut(start..)?).ok()?;
        bytes.truncate(start + n);
        self.has_ended = n < most;
        String::from_utf8(bytes)
            .or_else(|error| {
                let fault = error.utf8_error();
                if self.has_ended || fault.error_len().is_some() {
                    return Err(());
                }
                let mut bytes = error.into_bytes();
                self.cut = bytes.split_off(fault.valid_up_to());
                String::from_utf8(bytes).map_err(|_| ())
            })
            .ok()
    }

    /// What was left of the last block and the rest of the file behind it; `None` where the rest is long: something else than
    /// the end of a collection.
    fn finish(&mut self, left: &str) -> Option<String> {
        let mut rest = left.to_owned();
        while !self.has_ended {
            if rest.len() > self.block {
                return None;
            }
            rest = self.next(&rest)?;
        }
        Some(rest)
    }
}

/// Reads until the room is full or the file ends, and says how much. Piece by piece, so that each is hashed while it is at
/// hand.
fn fill(file: &mut impl Read, mut room: &mut [u8]) -> std::io::Result<usize> {
    const PIECE: usize = 1 << 18;
    let most = room.len();
    while !room.is_empty() {
        let piece = room.len().min(PIECE);
        match file.read(room.get_mut(..piece).unwrap_or_default()) {
            Ok(0) => break,
            Ok(n) => room = room.get_mut(n..).unwrap_or_default(),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(most - room.len())
}

/// Where the elements of the member `features` begin, behind its bracket.
fn start_of_features(text: &str) -> Option<usize> {
    let mark = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let mut start = None;
    // The object ends with the block: only where its features begin is looked for.
    let _ = Cursor::starting(text, mark).object(|cursor, name| {
        if start.is_none() && name == "features" && cursor.peek() == Some(b'[') {
            start = Some(cursor.at() + 1);
            return Err(cursor.stop());
        }
        cursor.value().map(|_| ())
    });
    start
}

/// What may come next in the array of features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    FirstOrEnd,
    CommaOrEnd,
    Feature,
    /// The array has ended.
    Nothing,
}

/// The features that stand whole in a block.
struct Scanned {
    features: Vec<Range<usize>>,
    /// Where the first one begins that does not; or the bracket that ends them.
    end: usize,
    expected: Expected,
}

impl Scanned {
    /// Takes a text apart from a place on; `None` when something else stands there than features.
    fn of(text: &str, from: usize, expected: Expected) -> Option<Self> {
        let mut cursor = Cursor::starting(text, from);
        let mut scanned = Self { features: Vec::new(), end: from, expected };
        while let Some(byte) = cursor.peek() {
            match (byte, scanned.expected) {
                (b']', Expected::FirstOrEnd | Expected::CommaOrEnd) => {
                    scanned.end = cursor.at();
                    scanned.expected = Expected::Nothing;
                    break;
                }
                (b',', Expected::CommaOrEnd) => {
                    cursor.pass();
                    scanned.end = cursor.at();
                    scanned.expected = Expected::Feature;
                }
                (b'{', Expected::FirstOrEnd | Expected::Feature) => {
                    let start = cursor.at();
                    // It is cut by the end of the block.
                    let Some(end) = scan::end_of_braces(text, start) else { break };
                    scanned.features.push(start..end);
                    scanned.end = end;
                    cursor = Cursor::starting(text, end);
                    scanned.expected = Expected::CommaOrEnd;
                }
                _ => return None,
            }
        }
        Some(scanned)
    }
}

/// Parses features, of which `before` were parsed; `None` where one takes care.
fn parse(text: &str, features: &[Range<usize>], before: usize) -> Option<Vec<Stretch<'static>>> {
    let stretch = |(number, part): (usize, &[Range<usize>])| {
        let texts: Vec<&str> = part.iter().filter_map(|range| text.get(range.clone())).collect();
        Stretch::of(text, &texts, before + number * STRETCH + 1).owned()
    };
    features.par_chunks(STRETCH).enumerate().map(stretch).collect()
}

#[cfg(test)]
mod tests;
