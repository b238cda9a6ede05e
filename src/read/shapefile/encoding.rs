//! The encoding of a table: what the project or the Shapefile says of it, held against the bytes.

use super::super::Source;
use super::table::Table;
use crate::encoding::{Detected, TextEncoding, detect};
use crate::note::{Notes, Severity};

/// The encoding of a table's text. What was assumed, or does not agree with what is stated, is told.
///
/// The project decides, then the `.cpg`, then dBASE's byte where it says 936 or 950. Other code pages are what programs
/// write that were not asked, and no Chinese text is in them: then the bytes decide, as where nothing is said.
pub(super) fn of(
    table: &Table<'_>,
    cpg: Option<&[u8]>,
    source: &Source<'_>,
    notes: &mut Notes,
) -> TextEncoding {
    if let Some(encoding) = source.encoding {
        return encoding;
    }
    let Detected { encoding, is_sure } = detect(table.texts());
    if table.texts().all(<[u8]>::is_ascii) {
        return TextEncoding::Utf8;
    }
    let label = cpg.map(label).filter(|label| !label.is_empty());
    let by_byte = || of_byte(table.language).map(|(encoding, page)| (Some(encoding), page.to_owned()));
    let stated = label.map(|label| (of_label(&label), label)).or_else(by_byte);
    let severity = if is_sure { Severity::Info } else { Severity::Warning };
    match stated {
        Some((Some(stated), _)) if !(is_sure && contradict(stated, encoding)) => stated,
        Some((stated, label)) => {
            let severity = if stated.is_some() { Severity::Warning } else { severity };
            let note = source.note(severity, "code-page-wrong").with("found", label);
            notes.push(note.with("encoding", encoding.name()));
            encoding
        }
        None => {
            notes.push(source.note(severity, "encoding-assumed").with("encoding", encoding.name()));
            encoding
        }
    }
}

/// Whether bytes that are surely in one encoding cannot be in the stated one.
fn contradict(stated: TextEncoding, found: TextEncoding) -> bool {
    (stated == TextEncoding::Utf8) != (found == TextEncoding::Utf8)
}

/// What a `.cpg` says.
fn label(cpg: &[u8]) -> String {
    /// No code page has a longer name.
    const LONGEST: usize = 40;
    let (text, _) = TextEncoding::Utf8.decode(cpg);
    text.trim_matches(|c: char| c.is_whitespace() || c == '\0').chars().take(LONGEST).collect()
}

/// The encoding that a `.cpg` names, where Chinese text can be in it.
fn of_label(label: &str) -> Option<TextEncoding> {
    let plain: String =
        label.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let number = plain.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    match (plain.as_str(), number) {
        ("utf8", _) | (_, "65001") => Some(TextEncoding::Utf8),
        ("gbk", _) | (_, "936" | "18030" | "2312" | "54936") => Some(TextEncoding::Gb18030),
        ("big5", _) | (_, "950") => Some(TextEncoding::Big5),
        _ => None,
    }
}

/// The encoding that dBASE's byte names, where it is a Chinese one, and its code page.
fn of_byte(language: u8) -> Option<(TextEncoding, &'static str)> {
    match language {
        0x4D | 0x7A => Some((TextEncoding::Gb18030, "936")),
        0x4F | 0x78 => Some((TextEncoding::Big5, "950")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_pages_have_many_names() {
        for (labels, encoding) in [
            (["UTF-8", "utf8", "65001", "UTF-8"], Some(TextEncoding::Utf8)),
            (["GBK", "CP936", "936", "GB2312"], Some(TextEncoding::Gb18030)),
            (["ANSI 936", "gb18030", "GB 18030", "OEM 936"], Some(TextEncoding::Gb18030)),
            (["BIG5", "950", "Big-5", "cp950"], Some(TextEncoding::Big5)),
            (["ISO-8859-1", "1252", "ANSI 1252", "system"], None),
        ] {
            assert!(labels.iter().all(|label| of_label(label) == encoding), "{labels:?}");
        }
    }
}
