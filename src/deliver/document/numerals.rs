//! The numbers of headings: 一、（一）1. in Chinese, 1, 1.1, 1.1.1 in English.

use crate::messages::Language;

/// How deep headings go.
pub(super) const LEVELS: usize = 3;

/// Counts headings, so that they are numbered by what is really there.
#[derive(Debug, Default)]
pub(super) struct Counter([usize; LEVELS]);

impl Counter {
    /// What stands before the text of the next heading of this level, from 1.
    pub(super) fn next(&mut self, level: usize, language: Language) -> String {
        let level = level.clamp(1, LEVELS);
        if let Some(at) = self.0.get_mut(level - 1) {
            *at += 1;
        }
        for below in self.0.iter_mut().skip(level) {
            *below = 0;
        }
        let of_levels: Vec<usize> = self.0.iter().take(level).copied().collect();
        let last = of_levels.last().copied().unwrap_or_default();
        match (language, level) {
            (Language::ZhCn, 1) => chinese(last) + "、",
            (Language::ZhCn, 2) => format!("（{}）", chinese(last)),
            (Language::ZhCn, _) => format!("{last}."),
            (Language::En, _) => of_levels.iter().map(usize::to_string).collect::<Vec<_>>().join(".") + " ",
        }
    }
}

/// A number below a hundred in Chinese, as headings have it; others in digits.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |at: usize| DIGITS.get(at).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (0, 1..) => digit(number).to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens @ 2..=9, ones) => format!("{}十{}", digit(tens), digit(ones)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_chinese() {
        let told = [1, 9, 10, 11, 20, 21, 99, 100, 0].map(chinese);
        assert_eq!(told, ["一", "九", "十", "十一", "二十", "二十一", "九十九", "100", "0"]);
    }

    #[test]
    fn a_higher_heading_begins_the_lower_ones_anew() {
        let numbers = |language| {
            let mut counter = Counter::default();
            [1, 2, 3, 3, 2, 3, 1, 2].map(|level| counter.next(level, language))
        };
        assert_eq!(numbers(Language::ZhCn), ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）"]);
        assert_eq!(numbers(Language::En), ["1 ", "1.1 ", "1.1.1 ", "1.1.2 ", "1.2 ", "1.2.1 ", "2 ", "2.1 "]);
    }
}
