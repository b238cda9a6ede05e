//! Opening: the bytes of a file, their SHA-256, and their text in whatever encoding it came.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Source;
use crate::encoding::{TextEncoding, detect};
use crate::error::Error;
use crate::note::{Notes, Severity};

/// The byte-order mark of UTF-8.
const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The text of a file.
pub(super) struct Text {
    whole: String,
    start: usize,
    /// The length of the file in bytes.
    pub(super) file_length: usize,
    /// SHA-256 of the file, where its bytes are no longer those of the text.
    sha256_of_file: Option<String>,
    encoding: TextEncoding,
}

impl Text {
    /// The text, without a byte-order mark.
    pub(super) fn as_str(&self) -> &str {
        self.whole.get(self.start..).unwrap_or_default()
    }

    /// The encoding that it came in.
    pub(super) fn encoding(&self) -> TextEncoding {
        self.encoding
    }

    /// SHA-256 of the bytes of the file, lower-case hexadecimal.
    pub(super) fn sha256(&self) -> String {
        self.sha256_of_file.clone().unwrap_or_else(|| sha256_hex(self.whole.as_bytes()))
    }
}

/// SHA-256 of these bytes, lower-case hexadecimal.
pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of bytes that come piece by piece.
#[derive(Default)]
pub(super) struct Hasher(Sha256);

impl Hasher {
    pub(super) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Lower-case hexadecimal.
    pub(super) fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

fn hex(digest: &[u8]) -> String {
    use std::fmt::Write;
    let mut hex = String::with_capacity(2 * digest.len());
    for byte in digest {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// The bytes of a file that lies beside the one of the source; they may be none.
///
/// # Errors
/// When it cannot be read.
pub(super) fn read_companion(source: &Source<'_>, path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|error| unreadable(&Source { path, ..*source }, error))
}

/// SHA-256 of a file that is not held in memory, lower-case hexadecimal.
///
/// # Errors
/// When it cannot be read.
pub(super) fn sha256_of_file(source: &Source<'_>) -> Result<String, Error> {
    let mut file = open(source)?;
    let mut hasher = Hasher::default();
    let mut buffer = vec![0; 1 << 20];
    loop {
        match file.read(&mut buffer).map_err(|error| unreadable(source, error))? {
            0 => return Ok(hasher.finish()),
            n => hasher.update(buffer.get(..n).unwrap_or_default()),
        }
    }
}

/// Opens the file.
///
/// # Errors
/// When there is none, it is a directory, or may not be read.
pub(super) fn open(source: &Source<'_>) -> Result<File, Error> {
    let because = |error| unreadable(source, error);
    if std::fs::metadata(source.path).map_err(because)?.is_dir() {
        return Err(source.refuse("input-is-directory"));
    }
    File::open(source.path).map_err(because)
}

/// What is said of a file that cannot be read.
pub(super) fn unreadable(source: &Source<'_>, error: std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::NotFound => source.refuse("input-missing"),
        ErrorKind::PermissionDenied => source.refuse("input-forbidden"),
        _ => source.refuse("input-unreadable").with("reason", error),
    }
}

/// The text of these bytes: in the encoding that the project names, else that of a byte-order mark, else UTF-8 or
/// GB18030, whichever it is.
///
/// Another encoding than UTF-8 that was found out is noted, and so are bytes that no encoding makes sense of: they are
/// replaced.
pub(super) fn decode(bytes: Vec<u8>, source: &Source<'_>, notes: &mut Notes) -> Text {
    let file_length = bytes.len();
    let known = source.encoding.or_else(|| marked(&bytes));
    let start = if bytes.starts_with(UTF8_MARK) { UTF8_MARK.len() } else { 0 };
    let bytes = if matches!(known, None | Some(TextEncoding::Utf8)) {
        match String::from_utf8(bytes) {
            Ok(whole) => {
                let encoding = TextEncoding::Utf8;
                return Text { whole, start, file_length, sha256_of_file: None, encoding };
            }
            Err(not_utf8) => not_utf8.into_bytes(),
        }
    } else {
        bytes
    };
    let encoding = known.unwrap_or_else(|| detect([bytes.as_slice()]).encoding);
    let (whole, is_damaged) = encoding.decode(&bytes);
    if encoding != TextEncoding::Utf8 && source.encoding.is_none() {
        notes.push(source.note(Severity::Info, "text-decoded").with("encoding", encoding.name()));
    }
    if is_damaged {
        let line = whole.split('\u{FFFD}').next().map_or(0, |before| before.matches('\n').count()) + 1;
        let note = source.note(Severity::Warning, "text-damaged").with("encoding", encoding.name());
        notes.push(note.with("count", whole.matches('\u{FFFD}').count()).with("line", line));
    }
    Text { whole, start: 0, file_length, sha256_of_file: Some(sha256_hex(&bytes)), encoding }
}

/// The encoding that a byte-order mark states.
fn marked(bytes: &[u8]) -> Option<TextEncoding> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some(TextEncoding::Utf8),
        [0xFF, 0xFE, ..] => Some(TextEncoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(TextEncoding::Utf16Be),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::opened::Opened;
    use super::*;
    use crate::messages::Language;

    fn decoded(bytes: &[u8]) -> (String, String, Vec<&'static str>) {
        let mut notes = Notes::default();
        let source = Source::of(std::path::Path::new("r.geojson"), "residential");
        let text = decode(bytes.to_vec(), &source, &mut notes);
        (text.as_str().to_owned(), text.sha256(), notes.to_vec().iter().map(|n| n.code).collect())
    }

    fn gb18030(text: &str) -> Vec<u8> {
        encoding_rs::GB18030.encode(text).0.into_owned()
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
    fn a_file_that_cannot_be_read_is_told_with_path_and_layer() {
        let folder = tempfile::tempdir().unwrap();
        let told = |name: &str, language| {
            let path = folder.path().join(name);
            let error = Opened::of(&Source::of(&path, "residential")).err().unwrap();
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
