//! Coordinates as people write them into cells.

use super::super::Value;
use super::super::number::number;
use super::super::plain::narrow;
use super::usable;

/// The coordinate of a cell: a number, or degrees with minutes and seconds.
pub(super) fn coordinate(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => usable(*number),
        Value::Text(text) => of_text(text),
        Value::Bool(_) => None,
    }
}

/// The two coordinates of a cell: `120.9,29.5`, `120.9 29.5`, `(120.9；29.5)`, `E120°54′, N29°30′`.
pub(super) fn pair(value: &Value) -> Option<(f64, f64)> {
    let Value::Text(text) = value else { return None };
    let text: String = text.chars().map(narrow).collect();
    let text = text.trim();
    let text = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text);
    let mut parts = text.split([',', ';', '、', '|']).map(str::trim).filter(|part| !part.is_empty());
    let (first, second, more) = (parts.next()?, parts.next(), parts.next());
    let (first, second) = match second {
        Some(second) => (first, second),
        None => first.split_once(' ').map(|(a, b)| (a, b.trim()))?,
    };
    // A third number is a height.
    if more.is_some_and(|height| of_text(height).is_none()) {
        return None;
    }
    Some((of_text(first)?, of_text(second)?))
}

/// The coordinate of a text.
fn of_text(text: &str) -> Option<f64> {
    let by_program = text.trim().parse().ok().filter(|value: &f64| value.is_finite());
    by_program.or_else(|| degrees(text)).or_else(|| number(text).ok().flatten()).and_then(usable)
}

/// Degrees with a hemisphere, or with minutes and seconds: `120°54′00″E`, `东经120度54分`, `N29.5°`.
fn degrees(text: &str) -> Option<f64> {
    const HEMISPHERES: [(&str, f64); 8] = [
        ("东经", 1.0),
        ("西经", -1.0),
        ("北纬", 1.0),
        ("南纬", -1.0),
        ("E", 1.0),
        ("W", -1.0),
        ("N", 1.0),
        ("S", -1.0),
    ];
    let text: String = text.chars().map(narrow).filter(|c| *c != ' ').collect::<String>().to_uppercase();
    let hemisphere = HEMISPHERES.iter().find_map(|(word, sign)| {
        let rest = text.strip_prefix(word).or_else(|| text.strip_suffix(word))?;
        Some((rest.trim_start_matches([':']), *sign))
    });
    let (rest, sign) = hemisphere.unwrap_or((&text, 1.0));
    let (rest, sign) = rest.strip_prefix('-').map_or((rest, sign), |rest| (rest, -sign));
    let Some((whole, rest)) = rest.split_once(['°', 'º', '˚', '度']) else {
        // Without a sign of degrees only a hemisphere makes it degrees.
        return hemisphere.and_then(|_| digits(rest)).map(|value| sign * value);
    };
    let (minutes, rest) = part(rest, &["′", "'", "’", "‘", "分"])?;
    let (seconds, rest) = part(rest, &["″", "\"", "”", "“", "''", "′′", "秒"])?;
    let whole = digits(whole)?;
    let is_whole = |value: f64| value.fract() == 0.0;
    let fits = rest.is_empty()
        && minutes.unwrap_or(0.0) < 60.0
        && seconds.unwrap_or(0.0) < 60.0
        && (minutes.is_none() || is_whole(whole))
        && (seconds.is_none() || minutes.is_none_or(is_whole));
    fits.then(|| sign * (whole + minutes.unwrap_or(0.0) / 60.0 + seconds.unwrap_or(0.0) / 3600.0))
}

/// A number that ends with one of these marks, where the text has it, and what follows; `None` where what stands there
/// is no number.
fn part<'t>(text: &'t str, marks: &[&str]) -> Option<(Option<f64>, &'t str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    // Two minute marks are a second mark.
    let longest = marks.iter().filter(|mark| rest.starts_with(**mark)).max_by_key(|mark| mark.len());
    let is_doubled = rest.starts_with("''") || rest.starts_with("′′");
    match longest {
        Some(mark) if mark.chars().count() > 1 || !is_doubled => {
            Some((Some(digits(number)?), rest.get(mark.len()..)?))
        }
        _ => Some((None, text)),
    }
}

/// A number of digits and at most one point.
fn digits(text: &str) -> Option<f64> {
    let is_number =
        text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.contains(|c: char| c.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<f64> {
        coordinate(&Value::Text(text.into()))
    }

    #[test]
    fn coordinates_are_read_as_people_write_them() {
        for text in [
            "120.9",
            "１２０．９",
            "120.9°",
            "120°54′",
            "120°54′00″E",
            "120°54'0\"",
            "120°54'0''",
            "E120°54′",
            "东经120度54分00秒",
            "120 ° 54 ’ 0 ”",
            "120.9E",
            "１２０°５４′",
        ] {
            assert_eq!(read(text), Some(120.9), "{text}");
        }
        assert_eq!(read("W120.5"), Some(-120.5));
        assert_eq!(read("-9999"), Some(-9999.0));
        assert_eq!(read("3,265,026.815"), Some(3_265_026.815));
    }

    #[test]
    fn what_is_no_coordinate_is_none() {
        for text in [
            "120.54.00",
            "120°60′",
            "120.5°30′",
            "120°54.5′30″",
            "°",
            "120°x",
            "城关",
            "1e400",
            "NaN",
            "120,9",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn two_in_one_cell() {
        for text in [
            "120.9,29.5",
            "120.9 29.5",
            "120.9，29.5",
            "(120.9, 29.5)",
            "120.9; 29.5",
            "E120°54′，N29°30′",
            "120.9,29.5,30",
        ] {
            assert_eq!(pair(&Value::Text(text.into())), Some((120.9, 29.5)), "{text}");
        }
        for text in ["120.9", "城关,29.5", "人民路1号", "POINT (1 2)", "120.9,29.5,x", ""] {
            assert_eq!(pair(&Value::Text(text.into())), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[0-9°′″'\"度分秒EN.,;( )-]{0,12}") {
            let _ = (read(&text), pair(&Value::Text(text.as_str().into())));
        }
    }
}
