//! Attribute text made harmless where it is shown: in a terminal and in a spreadsheet.

use std::borrow::Cow;

/// Text for a terminal line: control characters (line ends, escape sequences) become spaces, and characters
/// that turn the direction of writing, which would mix up the columns, are left out.
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}');
    if !text.contains(|c: char| c.is_control() || turns(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| !turns(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect())
}

/// Text for a cell of a table: what a spreadsheet would take for a formula is led by an apostrophe.
///
/// A leading `=`, `+`, `-`, `@`, tab or line end starts a formula in Excel, in East Asian settings also in
/// full width (OWASP, CSV Injection).
pub(crate) fn for_cell(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_moves_the_cursor_or_turns_the_line() {
        assert_eq!(for_terminal("锦绣\u{1b}[2J\r\n嘉园\u{202e}x"), "锦绣 [2J  嘉园x");
        assert_eq!(for_terminal("👶 花园"), "👶 花园");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for bad in ["=cmd|'/c calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(for_cell(bad), format!("'{bad}"));
        }
        assert_eq!(for_cell("a=b"), "a=b");
        assert_eq!(for_cell(""), "");
    }
}
