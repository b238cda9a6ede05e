//! The encodings of text that data come in.

use encoding_rs::{BIG5, EncoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// An encoding of text, as a project names it where a file does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub enum TextEncoding {
    /// UTF-8, with or without a byte-order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// GB18030, which holds GBK (code page 936) and GB 2312.
    #[serde(rename = "gbk", alias = "gb18030", alias = "gb2312")]
    Gb18030,
    /// UTF-16, the lower byte first: what Windows calls Unicode.
    #[serde(rename = "utf-16le", alias = "utf-16")]
    Utf16Le,
    /// UTF-16, the higher byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Big5, traditional Chinese.
    #[serde(rename = "big5")]
    Big5,
}

impl TextEncoding {
    /// The name by which people know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Big5 => "Big5",
        }
    }

    /// The text of these bytes, without a byte-order mark of this encoding, and whether any of them made no sense and
    /// were replaced.
    pub fn decode(self, bytes: &[u8]) -> (String, bool) {
        let (text, is_damaged) = self.encoding().decode_with_bom_removal(bytes);
        (text.into_owned(), is_damaged)
    }

    /// The bytes of a text, led by a byte-order mark where the encoding has one; and whether it has all of its characters:
    /// those that it lacks are question marks.
    pub fn encode(self, text: &str) -> (Vec<u8>, bool) {
        let marked = std::iter::once('\u{FEFF}').chain(text.chars());
        match self {
            Self::Utf8 => (marked.collect::<String>().into_bytes(), true),
            Self::Utf16Le | Self::Utf16Be => {
                let mut units = [0; 2];
                let mut bytes = Vec::with_capacity(2 * text.len() + 2);
                for c in marked {
                    for unit in c.encode_utf16(&mut units) {
                        bytes.extend(if self == Self::Utf16Le {
                            unit.to_le_bytes()
                        } else {
                            unit.to_be_bytes()
                        });
                    }
                }
                (bytes, true)
            }
            Self::Gb18030 | Self::Big5 => {
                let mut encoder = self.encoding().new_encoder();
                let (mut bytes, mut rest, mut is_whole) = (Vec::new(), text, true);
                loop {
                    bytes.reserve(2 * rest.len() + 16);
                    let (result, read) =
                        encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut bytes, true);
                    rest = rest.get(read..).unwrap_or_default();
                    match result {
                        EncoderResult::InputEmpty => return (bytes, is_whole),
                        EncoderResult::OutputFull => {}
                        EncoderResult::Unmappable(_) => {
                            bytes.push(b'?');
                            is_whole = false;
                        }
                    }
                }
            }
        }
    }

    fn encoding(self) -> &'static Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Gb18030 => GB18030,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Big5 => BIG5,
        }
    }
}

/// What was found out about the encoding of text that does not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detected {
    /// The encoding.
    pub encoding: TextEncoding,
    /// Whether the bytes decide it; else it is an assumption, to be told.
    pub is_sure: bool,
}

/// Detects the encoding of texts that come from one file: names of places, cells of a table.
///
/// What is no valid UTF-8 is GB18030, unless it is mostly UTF-8 with damage. What is valid UTF-8 and holds a character
/// of three bytes, as all Chinese ones are, is UTF-8: pairs of GBK seldom fall into that pattern, and those that do are
/// rare characters. Two-byte characters alone (Latin with accents, Greek, Cyrillic) are more likely pairs of GBK, of
/// which many common ones look like that (一 is `ӻ`): then GB18030 is assumed, where all of them are characters of
/// GB 2312. Plain ASCII decides nothing and is the same in both.
pub fn detect<'t>(texts: impl IntoIterator<Item = &'t [u8]>) -> Detected {
    let mut tally = Tally::default();
    texts.into_iter().for_each(|text| tally.add(text));
    tally.verdict()
}

/// What speaks for which encoding.
#[derive(Debug, Default)]
struct Tally {
    /// Characters beyond ASCII that are valid UTF-8: of two bytes, of more.
    two: usize,
    more: usize,
    /// Stretches that are no UTF-8.
    invalid: usize,
    /// Whether texts with two-byte characters are characters of GB 2312 when read as such.
    are_gb2312: bool,
    has_two: bool,
}

impl Tally {
    fn add(&mut self, text: &[u8]) {
        if text.is_ascii() {
            return;
        }
        let (mut two, mut more, mut invalid) = (0, 0, 0);
        for chunk in text.utf8_chunks() {
            for c in chunk.valid().chars().filter(|c| !c.is_ascii()) {
                *(if c.len_utf8() == 2 { &mut two } else { &mut more }) += 1;
            }
            invalid += usize::from(!chunk.invalid().is_empty());
        }
        if two > 0 {
            let are = is_gb2312(text);
            self.are_gb2312 = if self.has_two { self.are_gb2312 && are } else { are };
            self.has_two = true;
        }
        self.two += two;
        self.more += more;
        self.invalid += invalid;
    }

    fn verdict(&self) -> Detected {
        let (encoding, is_sure) = if self.invalid > 0 {
            // In Chinese text of GB18030 few characters happen to be valid UTF-8, most are not; in UTF-8 with a few bad
            // bytes, or cut in the middle of a character, it is the other way round.
            let is_damaged = self.invalid * 4 < self.two + self.more;
            (if is_damaged { TextEncoding::Utf8 } else { TextEncoding::Gb18030 }, !is_damaged)
        } else if self.more > 0 || self.two == 0 {
            (TextEncoding::Utf8, true)
        } else if self.are_gb2312 {
            (TextEncoding::Gb18030, false)
        } else {
            (TextEncoding::Utf8, false)
        };
        Detected { encoding, is_sure }
    }
}

/// Whether the bytes are ASCII and pairs of GB 2312.
fn is_gb2312(text: &[u8]) -> bool {
    let mut bytes = text.iter();
    while let Some(first) = bytes.next() {
        let is_plain = first.is_ascii();
        let is_pair = || (0xA1..=0xF7).contains(first) && bytes.clone().next().is_some_and(|b| *b >= 0xA1);
        if !is_plain && !is_pair() {
            return false;
        }
        if !is_plain {
            bytes.next();
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gbk(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    fn detected(texts: &[Vec<u8>]) -> (TextEncoding, bool) {
        let Detected { encoding, is_sure } = detect(texts.iter().map(Vec::as_slice));
        (encoding, is_sure)
    }

    #[test]
    fn short_chinese_names_are_told_apart() {
        for name in [
            "羽林街道",
            "一",
            "联通",
            "沃洲镇",
            "澄潭街道",
            "小将镇",
            "镜岭镇",
            "儒岙镇",
            "回山镇",
            "张",
            "中国",
        ] {
            assert_eq!(detected(&[gbk(name)]).0, TextEncoding::Gb18030, "{name}");
            assert_eq!(detected(&[name.as_bytes().to_vec()]), (TextEncoding::Utf8, true), "{name}");
        }
    }

    /// 一 and other common characters are valid UTF-8 when written in GBK; one such name alone is told as assumed.
    #[test]
    fn what_the_bytes_do_not_decide_is_no_certainty() {
        assert_eq!(detected(&[gbk("一")]), (TextEncoding::Gb18030, false));
        assert_eq!(detected(&["é".as_bytes().to_vec()]), (TextEncoding::Gb18030, false), "or 茅");
        assert_eq!(detected(&["à".as_bytes().to_vec()]), (TextEncoding::Utf8, false), "no pair of GB 2312");
        assert_eq!(detected(&[b"plain".to_vec()]), (TextEncoding::Utf8, true));
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let whole = "羽林街道，七星街道，南明街道".as_bytes();
        assert_eq!(detected(&[whole[..whole.len() - 1].to_vec()]), (TextEncoding::Utf8, false));
    }
}
