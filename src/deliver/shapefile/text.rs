//! Text in the bytes of a table.

use encoding_rs::{EncoderResult, GBK};

use crate::project::ShapefileEncoding;

/// Bytes of a text: what all readers take.
pub(super) const LONGEST: usize = 254;

/// A text in bytes, and what it lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Encoded {
    pub(super) bytes: Vec<u8>,
    /// Whether its end was left out.
    pub(super) is_cut: bool,
    /// Whether a character was replaced.
    pub(super) is_replaced: bool,
}

/// `〓` in GBK: what stands for a character that the code page lacks, as printers put it. It says that one is missing,
/// where `?` could be of the text.
const MISSING: [u8; 2] = [0xa1, 0xfe];

impl ShapefileEncoding {
    /// What the `.cpg` says: the words that ArcGIS writes itself and GDAL knows.
    pub(super) fn code_page(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gbk => "936",
        }
    }

    /// The language driver in the table's header. dBase has none for UTF-8; with that of Windows ANSI, GDAL and ArcGIS
    /// would read the text wrongly where the `.cpg` is lost, so that it is left open.
    pub(super) fn language_driver(self) -> u8 {
        match self {
            Self::Utf8 => 0,
            Self::Gbk => 0x4d,
        }
    }

    /// The text in bytes, cut between characters where it is longer than a field can be.
    ///
    /// Control characters but tabs and line ends become spaces: at a NUL readers stop.
    pub(super) fn encode(self, text: &str) -> Encoded {
        let mut encoded = Encoded { bytes: Vec::new(), is_cut: false, is_replaced: false };
        let (mut utf8, mut gbk) = ([0; 4], [0; 16]);
        for character in text.chars() {
            let harmless = match character {
                '\t' | '\n' | '\r' => character,
                control if control.is_control() => ' ',
                other => other,
            };
            let told: &str = harmless.encode_utf8(&mut utf8);
            let bytes = match self {
                Self::Utf8 => Some(told.as_bytes()),
                Self::Gbk => in_code_page_936(harmless, told, &mut gbk),
            };
            let is_there = bytes.is_some();
            let bytes = bytes.unwrap_or(&MISSING);
            if encoded.bytes.len() + bytes.len() > LONGEST {
                encoded.is_cut = true;
                break;
            }
            encoded.is_replaced |= !is_there || harmless != character;
            encoded.bytes.extend_from_slice(bytes);
        }
        encoded
    }
}

/// A character, told in UTF-8, in Windows' code page 936; `None` where it is not there.
///
/// What only later editions of GBK put into the gaps of the code page (radicals, ideographs of extension A, private
/// ones, the euro) is read differently, or not at all, by programs that know no more than that.
fn in_code_page_936<'a>(character: char, told: &str, buffer: &'a mut [u8; 16]) -> Option<&'a [u8]> {
    let is_later = matches!(character,
        'ǹ' | 'ḿ' | '€' | '\u{303e}'
        | '\u{2e80}'..='\u{2fff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{9fa6}'..='\u{9fff}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fe10}'..='\u{fe1f}'
        | '\u{10000}'..);
    let (result, _, written) = GBK.new_encoder().encode_from_utf8_without_replacement(told, buffer, true);
    let is_there = !is_later && result == EncoderResult::InputEmpty;
    buffer.get(..written).filter(|_| is_there)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ShapefileEncoding::{Gbk, Utf8};

    fn encoded(encoding: ShapefileEncoding, text: &str) -> (Vec<u8>, bool, bool) {
        let Encoded { bytes, is_cut, is_replaced } = encoding.encode(text);
        (bytes, is_cut, is_replaced)
    }

    /// 新 is D0C2, 昌 B2FD in GB 2312; 〓 A1FE.
    #[test]
    fn chinese_is_written_in_either() {
        assert_eq!(encoded(Gbk, "新昌A"), (vec![0xd0, 0xc2, 0xb2, 0xfd, b'A'], false, false));
        assert_eq!(encoded(Utf8, "新昌A"), ("新昌A".as_bytes().to_vec(), false, false));
    }

    /// 𬇙 (of a place name), an emoji, a letter with a breve, a mark that turns the line, the euro: none is in the code
    /// page. In UTF-8 all stay.
    #[test]
    fn what_the_code_page_lacks_is_marked() {
        let text = "𬇙👶ğ\u{202e}€";
        assert_eq!(encoded(Gbk, text), ([0xa1, 0xfe].repeat(5), false, true));
        assert_eq!(encoded(Utf8, text), (text.as_bytes().to_vec(), false, false));
    }

    #[test]
    fn control_characters_are_spaces_and_lines_stay() {
        for encoding in [Gbk, Utf8] {
            assert_eq!(encoded(encoding, "a\0b\u{1a}c\r\n\td"), (b"a b c\r\n\td".to_vec(), false, true));
        }
    }

    /// 254 bytes are 127 characters of two bytes, or 84 of three and two bytes over.
    #[test]
    fn long_text_is_cut_between_characters() {
        let text = "圈".repeat(128);
        assert_eq!(encoded(Gbk, &text), (GBK.encode(&"圈".repeat(127)).0.into_owned(), true, false));
        assert_eq!(encoded(Utf8, &text), ("圈".repeat(84).into_bytes(), true, false));
        assert_eq!(encoded(Utf8, &"a".repeat(254)), (vec![b'a'; 254], false, false));
    }

    /// 21,791 characters of two bytes: what CP936 of glibc and Python's `gbk` write, character by character; and ASCII.
    #[test]
    fn the_repertoire_is_that_of_the_code_page() {
        let two_bytes = ('\u{80}'..=char::MAX).filter(|c| {
            let Encoded { bytes, is_replaced, .. } = Gbk.encode(c.encode_utf8(&mut [0; 4]));
            assert!(is_replaced || (bytes.len() == 2 && bytes[0] >= 0x81 && bytes[1] >= 0x40), "{c:?}");
            !is_replaced
        });
        assert_eq!(two_bytes.count(), 21_791);
    }
}
