//! Text as a cell can hold it.

use std::borrow::Cow;

/// The most UTF-16 units of a cell's text.
const LONGEST: usize = 32_767;

/// The most characters of a line in the document's properties, headers and descriptions.
const LONGEST_LINE: usize = 200;

/// Text for a cell: as it stands, but for what a cell cannot hold.
///
/// Line ends are Excel's (LF). Characters that XML forbids are replaced by what can be seen: U+0007 by its picture ␇,
/// U+FFFE and U+FFFF by �. What is longer than a cell may be is cut, and ends with `cut`.
pub(super) fn for_cell<'a>(text: &'a str, cut: &str) -> Cow<'a, str> {
    let text = visible(text);
    // A UTF-8 byte is at least half a UTF-16 unit.
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return text;
    }
    let most = LONGEST - cut.encode_utf16().count();
    let mut units = 0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= most
        })
        .collect();
    Cow::Owned(kept + cut)
}

/// Text for one short line: without line ends, and cut where it is long.
pub(super) fn line(text: &str) -> String {
    let text = visible(text);
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST_LINE {
        return line;
    }
    line.chars().take(LONGEST_LINE).chain(['…']).collect()
}

fn visible(text: &str) -> Cow<'_, str> {
    let is_bad = |c: char| (c < ' ' && !matches!(c, '\t' | '\n')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    if !text.contains(is_bad) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match c {
        '\r' => '\n',
        '\t' | '\n' => c,
        // The pictures of the control characters stand in their order.
        c if c < ' ' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => c,
    };
    Cow::Owned(text.replace("\r\n", "\n").chars().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_seen() {
        assert_eq!(for_cell("a\u{7}b\u{0}\u{1f}\u{fffe}\u{ffff}", "…"), "a␇b␀␟\u{fffd}\u{fffd}");
        assert_eq!(for_cell("a\r\nb\rc\n\td", "…"), "a\nb\nc\n\td");
        assert_eq!(for_cell("=1 <b> 👶\u{202e}", "…"), "=1 <b> 👶\u{202e}");
    }

    /// An emoji is two units: the cut never leaves half of one.
    #[test]
    fn long_text_is_cut_with_a_mark() {
        let just = "园".repeat(LONGEST);
        assert_eq!(for_cell(&just, "…cut"), just);
        let long = "👶".repeat(LONGEST);
        let cut = for_cell(&long, "…cut");
        assert!(cut.ends_with("👶…cut"));
        assert_eq!(cut.encode_utf16().count(), LONGEST - 1);
    }

    #[test]
    fn a_line_is_short_and_has_no_line_end() {
        assert_eq!(line(" a\r\n b\u{1} "), "a b␁");
        assert_eq!(line(&"x".repeat(300)).chars().count(), LONGEST_LINE + 1);
    }
}
