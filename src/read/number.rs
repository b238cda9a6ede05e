//! Numbers as people write them in tables: `1,800`, `１，８００`, `1 800`, `3.5万`, `120个`, `25.5㎡`.

use super::plain::narrow;

/// What is neither blank nor plainly one number: `约300`, `三`, `1,8`, `10-20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotANumber;

/// What a number may be followed by: things that are counted, and units that are the ones asked for. Hectares and mu
/// are not among them, for where square metres are asked for they would be another number.
const UNITS: [&str; 25] = [
    "个托位",
    "托位",
    "个",
    "家",
    "所",
    "处",
    "座",
    "间",
    "栋",
    "幢",
    "套",
    "户",
    "人",
    "名",
    "位",
    "张",
    "床",
    "班",
    "元/月",
    "元",
    "平方米",
    "平米",
    "㎡",
    "m²",
    "m2",
];

/// What headings have in brackets beside these: units and kinds of what is no number of things, and how often a fee is
/// paid.
const UNITS_OF_HEADINGS: [&str; 14] = [
    "年",
    "年份",
    "年度",
    "类",
    "级",
    "元/人",
    "元/人/月",
    "元/人·月",
    "元/生/月",
    "元/生·月",
    "元/月/人",
    "是/否",
    "有/无",
    "是或否",
];

/// The number of a cell; `None` where it says that there is none: blank, `—`, `/`, `n/a`.
///
/// Read are full-width digits, groups of three parted by commas, apostrophes or spaces, the multipliers 万 and 亿, and
/// a unit after it. A comma that parts no group of three may be a decimal comma or a slip: nothing is guessed then.
pub(crate) fn number(text: &str) -> Result<Option<f64>, NotANumber> {
    let cell: String = text.chars().map(narrow).collect();
    let cell = cell.trim_matches(|c: char| c == ' ' || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}'));
    if is_not_given(cell) {
        return Ok(None);
    }
    let (sign, unsigned) = match cell.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, cell.strip_prefix('+').unwrap_or(cell)),
    };
    let bare = without_unit(unsigned);
    let (digits, factor) = match bare.strip_suffix('万') {
        Some(digits) => (digits, 1e4),
        None => bare.strip_suffix('亿').map_or((bare, 1.0), |digits| (digits, 1e8)),
    };
    let value = decimal(digits.trim_end()).ok_or(NotANumber)?;
    let value = sign * if factor == 1.0 { value } else { exact(value * factor) };
    if value.is_finite() { Ok(Some(value)) } else { Err(NotANumber) }
}

/// Whether the cell says that there is no figure.
pub(crate) fn is_blank(text: &str) -> bool {
    matches!(number(text), Ok(None))
}

fn is_not_given(cell: &str) -> bool {
    cell.chars().all(|c| matches!(c, '-' | '—' | '–' | '―' | '─' | '/' | '\\' | ' '))
        || ["n/a", "#n/a", "na", "nan", "null", "none"].contains(&cell.to_ascii_lowercase().as_str())
}

/// The text before a unit, which may stand in brackets.
fn without_unit(text: &str) -> &str {
    match without_brackets(text, |unit| UNITS.contains(&unit)) {
        bare if bare.len() < text.len() => bare,
        _ => UNITS.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim_end(),
    }
}

/// A narrowed heading without a unit in brackets at its end: 托位数 of `托位数(个)`. A unit that makes another number of
/// it, as `万人` does, is no such unit.
pub(crate) fn heading_without_unit(heading: &str) -> &str {
    without_brackets(heading, |unit| UNITS.contains(&unit) || UNITS_OF_HEADINGS.contains(&unit))
}

/// The text before brackets at its end that hold such a unit.
fn without_brackets(text: &str, is_unit: impl Fn(&str) -> bool) -> &str {
    let bare = text.strip_suffix(')').and_then(|rest| {
        let (before, unit) = rest.rsplit_once('(')?;
        is_unit(unit.trim()).then_some(before.trim_end())
    });
    bare.unwrap_or(text)
}

/// The value of digits with groups and decimals.
fn decimal(text: &str) -> Option<f64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let separator = whole.chars().find(|c| matches!(c, ',' | '\'' | ' '));
    let whole = match separator {
        None => whole.to_owned(),
        Some(separator) => {
            let mut groups = whole.split(separator);
            let first = groups.next().filter(|first| (1..=3).contains(&first.len()))?;
            groups.clone().all(|group| group.len() == 3).then_some(())?;
            std::iter::once(first).chain(groups).collect()
        }
    };
    (is_digits(&whole) && is_digits(decimals)).then_some(())?;
    format!("{whole}.{decimals}").parse().ok()
}

/// 3.3万 is 33,000 and not 32,999.999…: no more than fifteen digits were written.
fn exact(value: f64) -> f64 {
    format!("{value:.14e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, value) in [
            ("0", 0.0),
            ("172", 172.0),
            ("１７２", 172.0),
            ("1,800", 1800.0),
            ("１，８００", 1800.0),
            ("1 800", 1800.0),
            ("1　800", 1800.0),
            ("1'234'567.5", 1_234_567.5),
            ("3.5万", 35_000.0),
            ("3.3万", 33_000.0),
            ("3.5 万人", 35_000.0),
            ("1.2亿", 120_000_000.0),
            ("120个", 120.0),
            ("120（个）", 120.0),
            ("25.5㎡", 25.5),
            ("25.5 平方米", 25.5),
            ("1,200元/月", 1200.0),
            ("-5", -5.0),
            ("－5", -5.0),
            ("−5", -5.0),
            ("+3", 3.0),
            ("24.00", 24.0),
        ] {
            assert_eq!(number(text), Ok(Some(value)), "{text}");
        }
    }

    /// A blank never means 0.
    #[test]
    fn a_blank_is_no_number() {
        for text in ["", "　", "—", "——", "–", "-", "－", "/", "／", "N/A", "null", "#N/A"] {
            assert_eq!(number(text), Ok(None), "{text}");
            assert!(is_blank(text), "{text}");
        }
    }

    #[test]
    fn what_could_be_another_number_is_none() {
        for text in [
            "约300",
            "300左右",
            "1,8",
            "1，8",
            "10,08",
            "1008,",
            "1,",
            "1 8",
            "1,234 567",
            "三",
            "无",
            "1e3",
            ".",
            "9.",
            ".5",
            "60%",
            "10-20",
            "≤40",
            "1.2.3",
            "12亩",
            "3公顷",
            "万",
            "个",
            "inf",
        ] {
            assert_eq!(number(text), Err(NotANumber), "{text}");
        }
    }

    proptest! {
        /// Writing and reading again changes nothing, in half width and in full width.
        #[test]
        fn a_written_number_reads_as_itself(value in -1e9..1e9) {
            let half = format!("{value}");
            let full: String = half
                .chars()
                .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c))
                .collect();
            prop_assert_eq!(number(&half), Ok(Some(value)));
            prop_assert_eq!(number(&full), Ok(Some(value)));
        }

        /// Groups of three are the number without them.
        #[test]
        fn grouping_changes_nothing(value: u32) {
            let digits = value.to_string();
            let mut grouped = String::new();
            for (i, c) in digits.chars().enumerate() {
                if i > 0 && (digits.len() - i).is_multiple_of(3) {
                    grouped.push(',');
                }
                grouped.push(c);
            }
            prop_assert_eq!(number(&grouped), Ok(Some(f64::from(value))));
        }

        /// No text makes the reader panic.
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,12}") {
            let _ = number(&text);
        }
    }
}
