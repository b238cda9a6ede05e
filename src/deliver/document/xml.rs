//! XML of a part: well formed, and every text as it can be read.

use std::borrow::Cow;
use std::fmt::{Display, Write};

use super::super::printable::for_terminal;

/// The first line of every part.
pub(super) const PROLOGUE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A part in the making. Whatever is put into it as an attribute or as text stays that.
#[derive(Debug, Default)]
pub(super) struct Xml(String);

impl Xml {
    /// A whole part.
    pub(super) fn part(name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut xml = Self(PROLOGUE.to_owned());
        xml.element(name, attributes, inside);
        xml.0.into_bytes()
    }

    /// An element with what `inside` puts into it.
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        self.0.push('>');
        inside(self);
        let _ = write!(self.0, "</{name}>");
    }

    /// An element without anything in it.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.open(name, attributes);
        self.0.push_str("/>");
    }

    /// An element whose one attribute is `w:val`.
    pub(super) fn value(&mut self, name: &str, value: impl Display) {
        self.empty(name, &[("w:val", &value.to_string())]);
    }

    /// An element that holds text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.element(name, &[("xml:space", "preserve")], |xml| xml.escape(text));
    }

    /// An element that holds text, in a part without `xml:space`.
    pub(super) fn plain(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, attributes, |xml| xml.escape(text));
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let _ = write!(self.0, "<{name}");
        for (name, value) in attributes {
            let _ = write!(self.0, " {name}=\"");
            self.escape(value);
            self.0.push('"');
        }
    }

    fn escape(&mut self, text: &str) {
        for c in visible(text).chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                c => self.0.push(c),
            }
        }
    }
}

/// Text as a line of a document can hold it: control characters are blanks, characters that turn the direction of
/// writing, which would turn the rest of a sentence, are left out, and the two that XML does not know are �.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    const UNKNOWN: [char; 2] = ['\u{fffe}', '\u{ffff}'];
    let line = for_terminal(text);
    if line.contains(UNKNOWN) { Cow::Owned(line.replace(UNKNOWN, "\u{fffd}")) } else { line }
}

/// Text of at most so many characters: what is longer is cut, and ends with an ellipsis.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => text.get(..end).unwrap_or(text).trim_end().to_owned() + "…",
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut xml = Xml::default();
        xml.text("w:t", text);
        xml.0
    }

    #[test]
    fn text_of_the_data_never_becomes_markup() {
        assert_eq!(
            text("</w:t><w:p>&amp;\"'👶"),
            "<w:t xml:space=\"preserve\">&lt;/w:t&gt;&lt;w:p&gt;&amp;amp;&quot;'👶</w:t>"
        );
        let mut xml = Xml::default();
        xml.empty("a", &[("b", "\"/><c \n")]);
        assert_eq!(xml.0, "<a b=\"&quot;/&gt;&lt;c  \"/>");
    }

    #[test]
    fn what_xml_forbids_and_what_turns_the_line_is_not_there() {
        assert_eq!(visible("a\0b\u{7}c\u{1b}[2J\r\n\td\u{85}"), "a b c [2J   d ");
        assert_eq!(visible("右\u{202e}左\u{202c}\u{200f}\u{fffe}\u{ffff}"), "右左\u{fffd}\u{fffd}");
        assert_eq!(visible("\u{feff}岙\u{200d}𠮷\u{fe0f}"), "\u{feff}岙\u{200d}𠮷\u{fe0f}");
    }

    #[test]
    fn long_text_is_cut_with_a_mark() {
        assert_eq!(shortened(&"园".repeat(10_000), 60), "园".repeat(60) + "…");
        assert_eq!(shortened("锦绣嘉园", 4), "锦绣嘉园");
        assert_eq!(shortened("ab cd", 3), "ab…");
    }
}
