//! Opening: the bytes of a file, their SHA-256, and their text in whatever encoding it came.

use std::io::ErrorKind;
use std::path::Path;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::note::{Note, Notes, Severity};

/// The byte-order mark of UTF-8.
const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// How many bytes from the beginning are searched for the NUL that no text holds.
const SEARCHED_FOR_NUL: usize = 4096;

/// An input: where it lies and what it is for, to be named in errors and notes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'s> {
    pub(super) path: &'s Path,
    pub(super) role: &'s str,
}

impl Source<'_> {
    /// The input cannot be read.
    pub(super) fn refuse(&self, code: &'static str) -> Error {
        Error::data(code).with("path", self.path.display()).with("layer", self.role)
    }

    /// Something about the input as a whole.
    pub(super) fn note(&self, severity: Severity, code: &'static str) -> Note {
        Note::new(severity, code).layer(self.role)
    }
}

/// The text of a file.
pub(super) struct Text {
    whole: String,
    start: usize,
    /// The length of the file in bytes.
    pub(super) file_length: usize,
    /// SHA-256 of the file, where its bytes are no longer those of the text.
    sha256_of_file: Option<String>,
}

impl Text {
    /// The text, without a byte-order mark.
    pub(super) fn as_str(&self) -> &str {
        self.whole.get(self.start..).unwrap_or_default()
    }

    /// SHA-256 of the bytes of the file, lower-case hexadecimal.
    pub(super) fn sha256(&self) -> String {
        self.sha256_of_file.clone().unwrap_or_else(|| sha256_hex(self.whole.as_bytes()))
    }
}

/// SHA-256 of these bytes, lower-case hexadecimal.
fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// The bytes of a file.
///
/// # Errors
/// When there is no such file, it is a directory, it cannot be read, or it is empty.
pub(super) fn read_bytes(source: &Source<'_>) -> Result<Vec<u8>, Error> {
    let because = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => source.refuse("input-missing"),
        ErrorKind::PermissionDenied => source.refuse("input-forbidden"),
        _ => source.refuse("input-unreadable").with("reason", error),
    };
    if std::fs::metadata(source.path).map_err(because)?.is_dir() {
        return Err(source.refuse("input-is-directory"));
    }
    let bytes = std::fs::read(source.path).map_err(because)?;
    if bytes.is_empty() {
        return Err(source.refuse("input-empty"));
    }
    Ok(bytes)
}

/// The catalogue entry of the format that the first bytes give away, where they are not text.
pub(super) fn binary_format(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 7] = [
        (b"PK\x03\x04", "read.format.zip"),
        (b"\xD0\xCF\x11\xE0", "read.format.xls"),
        (b"SQLite format 3\0", "read.format.geopackage"),
        (b"\x00\x00\x27\x0A", "read.format.shapefile"),
        (b"\x1F\x8B", "read.format.gzip"),
        (b"%PDF", "read.format.pdf"),
        (b"fgb\x03", "read.format.flatgeobuf"),
    ];
    if let Some((_, format)) = KNOWN.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some(format);
    }
    let is_utf16 = Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != UTF_8);
    let holds_nul = bytes.iter().take(SEARCHED_FOR_NUL).any(|byte| *byte == 0);
    (holds_nul && !is_utf16).then_some("read.format.binary")
}

/// The text of these bytes: UTF-8, UTF-16 with a byte-order mark, else GB18030.
///
/// Another encoding than UTF-8 is noted, and so are bytes that no encoding makes sense of: they are replaced.
pub(super) fn decode(bytes: Vec<u8>, source: &Source<'_>, notes: &mut Notes) -> Text {
    let file_length = bytes.len();
    let start = if bytes.starts_with(UTF8_MARK) { UTF8_MARK.len() } else { 0 };
    let bytes = match String::from_utf8(bytes) {
        Ok(whole) => return Text { whole, start, file_length, sha256_of_file: None },
        Err(not_utf8) => not_utf8.into_bytes(),
    };
    let encoding = match Encoding::for_bom(&bytes) {
        Some((marked, _)) if marked == UTF_16LE || marked == UTF_16BE => marked,
        _ if is_damaged_utf8(&bytes) => UTF_8,
        _ => GB18030,
    };
    // This takes a byte-order mark away.
    let (decoded, damaged) = encoding.decode_with_bom_removal(&bytes);
    let whole = decoded.into_owned();
    if encoding != UTF_8 {
        notes.push(source.note(Severity::Info, "text-decoded").with("encoding", name_of(encoding)));
    }
    if damaged {
        let line = whole.split('\u{FFFD}').next().map_or(0, |before| before.matches('\n').count()) + 1;
        notes.push(
            source
                .note(Severity::Warning, "text-damaged")
                .with("encoding", name_of(encoding))
                .with("count", whole.matches('\u{FFFD}').count())
                .with("line", line),
        );
    }
    Text { whole, start: 0, file_length, sha256_of_file: Some(sha256_hex(&bytes)) }
}

/// The name by which people know the encoding; the standard name of GB18030 is lower-case.
fn name_of(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

/// Whether text that is not UTF-8 is UTF-8 with damage rather than GB18030.
///
/// In Chinese text of GB18030 few characters happen to be valid UTF-8, most are not; in a UTF-8 file with a
/// few bad bytes, or cut in the middle of a character, it is the other way round.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    invalid * 4 < valid
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;

    fn decoded(bytes: &[u8]) -> (String, String, Vec<&'static str>) {
        let mut notes = Notes::default();
        let source = Source { path: Path::new("r.geojson"), role: "residential" };
        let text = decode(bytes.to_vec(), &source, &mut notes);
        (text.as_str().to_owned(), text.sha256(), notes.to_vec().iter().map(|n| n.code).collect())
    }

    fn gb18030(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    /// The hash is the one of "abc" in FIPS 180-4, appendix B.1.
    #[test]
    fn the_hash_is_that_of_the_published_example() {
        assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn the_hash_is_of_the_file_whatever_its_encoding() {
        for bytes in [b"\xEF\xBB\xBFabc".to_vec(), gb18030("新昌县"), b"\xFF\xFEa\0\xB0\x65".to_vec()] {
            assert_eq!(decoded(&bytes).1, sha256_hex(&bytes));
        }
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let utf16 = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            std::iter::once(0xFEFF_u16).chain("羽林街道".encode_utf16()).flat_map(to_bytes).collect()
        };
        assert_eq!(decoded("羽林街道".as_bytes()).0, "羽林街道");
        assert_eq!(decoded("\u{FEFF}羽林街道".as_bytes()).0, "羽林街道");
        for bytes in [gb18030("羽林街道"), utf16(u16::to_le_bytes), utf16(u16::to_be_bytes)] {
            let (text, _, notes) = decoded(&bytes);
            assert_eq!((text.as_str(), notes), ("羽林街道", vec!["text-decoded"]));
        }
    }

    /// A file cut in the middle of a character, or with one bad byte, is not taken for GB18030.
    #[test]
    fn damaged_utf8_stays_utf8() {
        let whole = "羽林街道，七星街道，南明街道".as_bytes();
        let (text, _, notes) = decoded(&whole[..whole.len() - 1]);
        assert!(text.starts_with("羽林街道，七星街道，南明街"));
        assert_eq!(notes, ["text-damaged"]);
        let mut flipped = whole.to_vec();
        flipped[4] = 0xFF;
        let (text, _, notes) = decoded(&flipped);
        assert!(text.ends_with("街道，七星街道，南明街道"));
        assert_eq!(notes, ["text-damaged"]);
    }

    #[test]
    fn binary_files_are_known_by_their_first_bytes() {
        assert_eq!(binary_format(b"PK\x03\x04xyz"), Some("read.format.zip"));
        assert_eq!(binary_format(b"SQLite format 3\0"), Some("read.format.geopackage"));
        assert_eq!(binary_format(b"a\0b"), Some("read.format.binary"));
        assert_eq!(binary_format(b"\xFF\xFEa\0"), None, "UTF-16 has NULs of its own");
        assert_eq!(binary_format("名称,托位数".as_bytes()), None);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_told_with_path_and_layer() {
        let folder = tempfile::tempdir().unwrap();
        let told = |name: &str, language| {
            let path = folder.path().join(name);
            let error = read_bytes(&Source { path: &path, role: "residential" }).unwrap_err();
            let text = [Some(error.message(language)), error.cause(language), error.hint(language)];
            let place = folder.path().display().to_string();
            text.into_iter().flatten().collect::<Vec<_>>().join("\n").replace(&place, "data")
        };
        std::fs::create_dir(folder.path().join("folder")).unwrap();
        std::fs::write(folder.path().join("empty"), "").unwrap();
        insta::assert_snapshot!(told("none.geojson", Language::En), @"
        cannot read `data/none.geojson`, the input `residential`
        there is no such file
        check the spelling of the path and the folder that it starts from
        ");
        insta::assert_snapshot!(told("none.geojson", Language::ZhCn), @"
        无法读取 `data/none.geojson`（输入项 `residential`）
        文件不存在
        请核对路径的写法，以及路径是从哪个文件夹算起的
        ");
        insta::assert_snapshot!(told("folder", Language::En), @"
        cannot read `data/folder`, the input `residential`
        expected a file, found a folder
        name the file within the folder
        ");
        insta::assert_snapshot!(told("empty", Language::En), @"
        cannot use `data/empty`, the input `residential`
        the file is empty
        export or copy the file again
        ");
    }
}
