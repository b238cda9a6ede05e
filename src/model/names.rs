//! Names as people write them, made comparable.

use crate::read::plain;

/// The name with full-width forms narrowed, spaces removed and brackets made one kind.
pub fn normalised_name(name: &str) -> String {
    plain(name)
}

/// The same in small letters: for comparing headings and labels.
pub(crate) fn comparable(text: &str) -> String {
    plain(text).to_lowercase()
}

/// A code made comparable: half width, no spaces, not turned into a decimal by a spreadsheet, and without the
/// three zeros that twelve-digit codes add to a township's nine digits. `None` when nothing is left.
pub(crate) fn township_code(text: &str) -> Option<String> {
    let code = normalised_name(text);
    let code = code.strip_suffix(".0").unwrap_or(&code);
    let code = if code.len() == 12 { code.strip_suffix("000").unwrap_or(code) } else { code };
    (!code.is_empty()).then(|| code.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_spaces_and_brackets_do_not_tell_names_apart() {
        assert_eq!(normalised_name("　羽林 街道（城区）"), "羽林街道(城区)");
        assert_eq!(normalised_name("ＡＢ１２［x］"), "AB12(x)");
        assert_ne!(normalised_name("沃州镇"), normalised_name("沃洲镇"));
    }

    #[test]
    fn a_code_of_twelve_digits_or_from_a_spreadsheet_is_the_township_of_nine() {
        for text in ["330624001", "330624001000", " 330624001.0", "３３０６２４００１"] {
            assert_eq!(township_code(text).as_deref(), Some("330624001"), "{text}");
        }
        assert_eq!(township_code("　"), None);
    }
}
