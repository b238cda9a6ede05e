//! What a project says of its printed deliverables.

use std::fmt;

use super::types::LayerSpec;
use crate::error::Error;
use crate::style::Style;

/// The years of dates, as of figures: others are slips.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;
/// The last second of them, since 1970-01-01 00:00:00 UTC.
const LAST_SECOND: u64 = 7_289_654_399;
const SECONDS_A_DAY: u64 = 86_400;

/// How the printed deliverables look, and what they say of themselves.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PrintSpec {
    /// How maps look.
    pub style: Style,
    /// The date on maps and documents (编制日期): the project's, else that of `SOURCE_DATE_EPOCH`; `None`: none is
    /// printed, since the day of the run would make two runs differ.
    pub date: Option<Date>,
    /// Where the data come from, in the project's words.
    pub data_source: Option<String>,
    /// The words of the draft mark (征求意见稿), where there is one.
    pub draft: Option<String>,
    /// The number of the map review (审图号), where there is one.
    pub map_review_number: Option<String>,
}

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day, from 1.
    pub day: u8,
}

impl Date {
    /// The day that `text` names, as `2025-12-31`; `None` for anything else, a day that the calendar does not have, and
    /// years before 1900 or after 2200.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month_day) = text.split_once('-')?;
        let (month, day) = month_day.split_once('-')?;
        let number = |text: &str, length: usize| {
            let is_number = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| text.parse::<u16>().ok()).flatten()
        };
        let date = Self {
            year: number(year, 4)?.into(),
            month: number(month, 2)?.try_into().ok()?,
            day: number(day, 2)?.try_into().ok()?,
        };
        let is_day = YEARS.contains(&date.year)
            && (1..=12).contains(&date.month)
            && (1..=days_in(date.year, date.month)).contains(&date.day);
        is_day.then_some(date)
    }

    /// The day (UTC) that `SOURCE_DATE_EPOCH` names: seconds since 1970-01-01 00:00:00 UTC, as decimal digits
    /// (<https://reproducible-builds.org/specs/source-date-epoch/>).
    ///
    /// # Errors
    /// The text is no such number, or lies after the year 2200.
    pub fn of_source_date_epoch(text: &str) -> Result<Self, Error> {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let seconds = text.parse().ok().filter(|seconds: &u64| is_number && *seconds <= LAST_SECOND);
        let seconds = seconds
            .ok_or_else(|| Error::usage("source-date-epoch").with("found", text).with("most", LAST_SECOND))?;
        let mut days = seconds / SECONDS_A_DAY;
        let mut date = Self { year: 1970, month: 1, day: 1 };
        loop {
            let of_month = u64::from(days_in(date.year, date.month));
            if days < of_month {
                // Less than the days of a month.
                date.day += u8::try_from(days).unwrap_or_default();
                return Ok(date);
            }
            days -= of_month;
            date = match date.month {
                12 => Self { year: date.year + 1, month: 1, ..date },
                month => Self { month: month + 1, ..date },
            };
        }
    }
}

/// How many days a month has.
fn days_in(year: i32, month: u8) -> u8 {
    let is_leap_year = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap_year => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    /// As ISO 8601 has it: `2025-12-31`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A layer that is drawn below the figures and counts in none of them.
#[derive(Debug, Clone, PartialEq)]
pub struct ContextSpec {
    /// What it shows.
    pub kind: ContextKind,
    /// Its file.
    pub layer: LayerSpec,
}

/// What a context layer shows: how it is drawn depends on it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum ContextKind {
    /// Rivers, lakes, reservoirs.
    Water,
    /// Parks, woods.
    Green,
    /// Roads and railways.
    Road,
    /// Anything else.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_it_was_read() {
        for text in ["2025-12-31", "2024-02-29", "2000-02-29", "1900-01-01", "2200-12-31"] {
            assert_eq!(Date::parse(text).map(|date| date.to_string()).as_deref(), Some(text));
        }
        for text in [
            "",
            "2025",
            "2025-12",
            "2025-12-31-",
            "2025-12-32",
            "2025-13-01",
            "2025-00-10",
            "2025-01-00",
            "2025-02-29",
            "1900-02-29",
            "2025-04-31",
            "2025-1-01",
            "+025-01-01",
            "2025-12-31T00:00:00",
            "1899-12-31",
            "2201-01-01",
            "２０２５-12-31",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    /// Days that `date -u -d @SECONDS +%F` tells.
    #[test]
    fn the_day_of_an_epoch_is_that_of_utc() {
        for (seconds, day) in [
            ("0", "1970-01-01"),
            ("86399", "1970-01-01"),
            ("86400", "1970-01-02"),
            ("951782400", "2000-02-29"),
            ("1767225599", "2025-12-31"),
            ("1767225600", "2026-01-01"),
            ("4107542399", "2100-02-28"),
            ("4107542400", "2100-03-01"),
            ("7289654399", "2200-12-31"),
        ] {
            let date = Date::of_source_date_epoch(seconds).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Ok(day), "{seconds}");
        }
        for text in ["", " 0", "-1", "+1", "1.5", "1e9", "7289654400", "99999999999999999999", "2025-12-31"] {
            assert!(Date::of_source_date_epoch(text).is_err(), "{text}");
        }
    }
}
