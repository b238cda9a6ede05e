//! Text as people type it, made comparable.

/// The half-width form of a full-width character, brackets of one kind, a true minus as a hyphen, any white space as a
/// space.
pub(crate) fn narrow(c: char) -> char {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2212}' => '-',
        '【' | '〔' => '(',
        '】' | '〕' => ')',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    match c {
        '[' | '{' => '(',
        ']' | '}' => ')',
        c => c,
    }
}

/// The text narrowed, without white space and marks that have no width.
pub(crate) fn plain(text: &str) -> String {
    let is_seen = |c: &char| *c != ' ' && !matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}');
    text.chars().map(narrow).filter(is_seen).collect()
}
