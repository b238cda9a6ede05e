//! Numbers, from text to the nearest `f64`.

/// The powers of ten that a `f64` holds exactly.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// Digits beyond so many may not fit into a `u64`.
const MOST_DIGITS: usize = 19;

/// Every whole number up to this one is a `f64`.
const LARGEST_EXACT: u64 = 1 << 53;

/// Reads the number of JSON with which `text` begins, and gives what stands behind it; `None` where none stands there, or it
/// is larger than any `f64`.
///
/// Digits up to 2⁵³ and a power of ten up to 10²² are both exact, and one division of them is rounded once: the nearest
/// number. Others are left to the standard library, which gives the nearest as well.
///
/// # Source
/// W. D. Clinger: How to Read Floating Point Numbers Accurately. PLDI 1990.
#[inline]
pub(super) fn number(text: &[u8]) -> Option<(f64, &[u8])> {
    let (is_negative, unsigned) = match text {
        [b'-', behind @ ..] => (true, behind),
        _ => (false, text),
    };
    let (mut digits, behind) = digits(0, unsigned);
    let mut n_digits = unsigned.len() - behind.len();
    if n_digits == 0 || (n_digits > 1 && unsigned.first() == Some(&b'0')) {
        return None;
    }
    let (mut n_decimals, mut rest) = (0, behind);
    if let [b'.', decimals @ ..] = rest {
        (digits, rest) = self::digits(digits, decimals);
        n_decimals = decimals.len() - rest.len();
        n_digits += n_decimals;
        if n_decimals == 0 {
            return None;
        }
    }
    let has_exponent = matches!(rest, [b'e' | b'E', ..]);
    if let (false, true, Some(power)) =
        (has_exponent, n_digits <= MOST_DIGITS && digits <= LARGEST_EXACT, POWERS_OF_TEN.get(n_decimals))
    {
        let number = digits as f64 / power;
        return Some((if is_negative { -number } else { number }, rest));
    }
    if has_exponent {
        let exponent = match rest {
            [_, b'+' | b'-', exponent @ ..] | [_, exponent @ ..] => exponent,
            [] => rest,
        };
        rest = self::digits(0, exponent).1;
        if rest.len() == exponent.len() {
            return None;
        }
    }
    let own = text.get(..text.len() - rest.len())?;
    let number: f64 = std::str::from_utf8(own).ok()?.parse().ok()?;
    number.is_finite().then_some((number, rest))
}

/// Puts the digits with which `text` begins behind `before`, and gives what stands behind them. Wrong where that does not
/// fit, so that the digits must be counted.
///
/// Eight bytes are looked at in one word: the first is its lowest byte. Digits are then added up by pairs, fours and eights.
///
/// # Source
/// D. Lemire: Number Parsing at a Gigabyte per Second. Software: Practice and Experience 51 (2021) 1700–1727.
fn digits(before: u64, mut text: &[u8]) -> (u64, &[u8]) {
    const TENS: [u64; 9] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
    const EACH: u64 = 0x0101_0101_0101_0101;
    let mut all = before;
    while let Some((eight, behind)) = text.split_first_chunk::<8>() {
        // A digit is now 0 to 9. Every other byte gets its highest bit, without a carry into the next one.
        let word = u64::from_le_bytes(*eight) ^ (EACH * 0x30);
        let others = (((word & (EACH * 0x7F)) + EACH * 0x76) | word) & (EACH * 0x80);
        let n = (others.trailing_zeros() / 8) as usize;
        if n == 0 {
            return (all, text);
        }
        // As many zeros before them as make them eight.
        let word = word << (64 - 8 * n);
        let pairs = (word.wrapping_mul(10 * 256 + 1) >> 8) & 0x00FF_00FF_00FF_00FF;
        let fours = (pairs.wrapping_mul(100 * 65_536 + 1) >> 16) & 0x0000_FFFF_0000_FFFF;
        let eights = fours.wrapping_mul(10_000 * 4_294_967_296 + 1) >> 32;
        all = all.wrapping_mul(TENS[n]).wrapping_add(eights);
        if n < 8 {
            return (all, &text[n..]);
        }
        text = behind;
    }
    while let [digit @ b'0'..=b'9', behind @ ..] = text {
        all = all.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        text = behind;
    }
    (all, text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(text: &str) -> Option<f64> {
        number(text.as_bytes()).filter(|(_, rest)| rest.is_empty()).map(|(number, _)| number)
    }

    #[test]
    fn what_stands_behind_a_number_is_given() {
        assert_eq!(number(b"120.5373308, 29.5"), Some((120.537_330_8, &b", 29.5"[..])));
        assert_eq!(number(b"-0]").map(|(zero, _)| zero.is_sign_negative()), Some(true));
        assert_eq!(whole("18446744073709551616"), Some(18_446_744_073_709_551_616.0));
        assert_eq!(whole("0.1e1"), Some(1.0));
    }

    #[test]
    fn what_is_no_number_in_json_is_none() {
        for text in ["", "-", "01", "-01", ".5", "1.", "1.e5", "1e", "1e+", "+1", "NaN", "inf", "1e999"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    proptest! {
        /// The standard library rounds to the nearest.
        #[test]
        fn numbers_are_the_nearest(text in r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,24})?([eE][+-]?[0-9]{1,2})?") {
            prop_assert_eq!(whole(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{}", text);
        }

        /// It is a number where, and only where, the parser of JSON says so.
        #[test]
        fn numbers_are_those_of_json(text in r"[-+]?[0-9]{0,3}\.?[0-9]{0,3}([eE]?[+-]?[0-9]{0,2})?") {
            let is_json = serde_json::from_str::<f64>(&text).is_ok();
            prop_assert_eq!(whole(&text).is_some(), is_json, "{}", text);
        }
    }
}
