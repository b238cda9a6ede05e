//! One cell of a planning table.

use crate::read::number;

/// A cell that is neither empty nor a whole number ≥ 0.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotWhole;

/// The whole number of a cell, as [`number`] reads it; `None` where the table gives none.
pub(super) fn whole_number(text: &str) -> Result<Option<u32>, NotWhole> {
    match number(text).map_err(|_| NotWhole)? {
        None => Ok(None),
        // A number within these bounds and without decimals is a u32.
        Some(value) if value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value) => {
            Ok(Some(value as u32))
        }
        Some(_) => Err(NotWhole),
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
            ("120个", 120),
            ("0.2万", 2000),
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
