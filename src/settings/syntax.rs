//! What is said when a file is not TOML: where, which slip it is, and what mends it.

use std::path::Path;

use crate::error::Error;

/// The parser's words for the slips that people make, and the catalogue entries that tell of them.
const SLIPS: [(&str, &str); 13] = [
    ("string values must be quoted", "term.settings.toml-unquoted"),
    ("key with no value", "term.settings.toml-no-value"),
    ("missing value", "term.settings.toml-no-value"),
    ("missing assignment", "term.settings.toml-no-value"),
    ("invalid basic string", "term.settings.toml-open-quote"),
    ("invalid literal string", "term.settings.toml-open-quote"),
    ("unclosed", "term.settings.toml-open-bracket"),
    ("missing comma", "term.settings.toml-no-comma"),
    ("unexpected leading zero", "term.settings.toml-leading-zero"),
    ("missing escaped value", "term.settings.toml-escape"),
    ("too few unicode value digits", "term.settings.toml-escape"),
    ("unexpected key or value", "term.settings.toml-second-key"),
    ("invalid unquoted key", "term.settings.toml-bare-key"),
];

/// Punctuation that an input method for Chinese writes where TOML wants that of ASCII.
const WIDE: &str = "“”‘’＂＇＝，、［］【】｛｝：．。＃";

/// The error of a file whose `text` is not TOML.
pub(super) fn syntax_error(path: &Path, text: &str, error: &toml::de::Error) -> Error {
    let offset = error.span().map_or(0, |span| span.start).min(text.len());
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text.get(line_start..).unwrap_or_default().lines().next().unwrap_or_default();
    let column = text.get(line_start..offset).unwrap_or_default().chars().count() + 1;

    let message = error.message();
    let code = if message.starts_with("duplicate key") {
        "settings-key-twice"
    } else if has_wide_punctuation(line) {
        "settings-syntax-wide"
    } else if line.contains('\\') {
        "settings-syntax-backslash"
    } else {
        "settings-syntax"
    };
    let told = Error::usage(code)
        .with("path", path.display())
        .with("line", before.matches('\n').count() + 1)
        .with("column", column)
        .with("key", error.span().and_then(|span| text.get(span)).unwrap_or_default());
    match SLIPS.iter().find(|(words, _)| message.starts_with(words)) {
        Some((_, term)) => told.with_term("reason", term),
        None => told.with("reason", message),
    }
}

/// Whether full-width punctuation stands outside of quotes and comments.
fn has_wide_punctuation(line: &str) -> bool {
    let mut is_quoted = false;
    for character in line.chars() {
        match character {
            '"' | '\'' => is_quoted = !is_quoted,
            '#' if !is_quoted => return false,
            wide if !is_quoted && WIDE.contains(wide) => return true,
            _ => {}
        }
    }
    false
}
