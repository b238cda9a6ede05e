//! One cell of a planning table.

/// A cell that is neither empty nor a whole number ≥ 0.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotWhole;

/// The whole number of a cell; `None` where the table gives none: blank, `—`, `-`, `/`, `n/a`.
///
/// Full-width digits, thousands separators in their places and a decimal part of zeros (`24.0`, as tables
/// come back from other programs) are read; nothing else is guessed.
pub(super) fn whole_number(text: &str) -> Result<Option<u32>, NotWhole> {
    let cell: String = text.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    if not_given(&cell) {
        return Ok(None);
    }
    let (negative, digits) = match cell.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, cell.strip_prefix('+').unwrap_or(&cell)),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    if !decimals.chars().all(|c| c == '0') {
        return Err(NotWhole);
    }
    let value: u32 = ungrouped(whole).and_then(|w| w.parse().ok()).ok_or(NotWhole)?;
    if negative && value != 0 { Err(NotWhole) } else { Ok(Some(value)) }
}

/// Whether a narrowed cell says that there is no figure.
fn not_given(cell: &str) -> bool {
    cell.chars().all(|c| matches!(c, '-' | '—' | '–' | '―' | '─' | '/' | '\\'))
        || ["n/a", "#n/a", "na", "nan", "null", "none"].contains(&cell.to_ascii_lowercase().as_str())
}

/// The digits without thousands separators; `None` where a separator is out of its place or a digit is none.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split([',', '\'']);
    let first = groups.next()?;
    let mut all = first.to_owned();
    for group in groups {
        if group.len() != 3 || !(1..=3).contains(&first.len()) {
            return None;
        }
        all.push_str(group);
    }
    (!all.is_empty() && all.bytes().all(|b| b.is_ascii_digit())).then_some(all)
}

/// The half-width form of a full-width character, brackets of one kind, and a true minus as a hyphen.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{2212}' => '-',
        '【' | '〔' => '(',
        '】' | '〕' => ')',
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(u32::from(c) - 0xfee0) {
            Some('[' | '{') => '(',
            Some(']' | '}') => ')',
            Some(c) => c,
            None => c,
        },
        '[' | '{' => '(',
        ']' | '}' => ')',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::{NotWhole, whole_number};
    use proptest::prelude::*;

    #[test]
    fn figures_are_read_as_planners_write_them() {
        let figures = [
            ("0", 0),
            ("172", 172),
            ("１７２", 172),
            ("1,008", 1008),
            ("１，００８", 1008),
            ("1,234,567", 1_234_567),
            ("1 008", 1008),
            ("24.0", 24),
            ("24.00", 24),
            ("+3", 3),
            ("-0", 0),
        ];
        for (text, value) in figures {
            assert_eq!(whole_number(text), Ok(Some(value)), "{text}");
        }
    }

    /// A blank never means 0.
    #[test]
    fn a_blank_is_not_a_zero() {
        for text in ["", "　", "—", "——", "–", "-", "－", "/", "／", "N/A", "null"] {
            assert_eq!(whole_number(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn what_is_no_whole_number_is_refused() {
        for text in [
            "-1",
            "－1",
            "−1",
            "2.5",
            "1,5",
            "10,08",
            "1008,",
            "1,",
            "三",
            "无",
            "约30",
            "1e3",
            "4294967296",
            ".",
        ] {
            assert_eq!(whole_number(text), Err(NotWhole), "{text}");
        }
    }

    proptest! {
        /// Writing and reading again changes nothing, in half width and in full width.
        #[test]
        fn a_written_number_reads_as_itself(value: u32) {
            let half = value.to_string();
            let full: String = half.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect();
            prop_assert_eq!(whole_number(&half), Ok(Some(value)));
            prop_assert_eq!(whole_number(&full), Ok(Some(value)));
        }

        /// No text makes the reader panic.
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,12}") {
            let _ = whole_number(&text);
        }
    }
}
