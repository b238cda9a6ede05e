//! How fast a step goes and how long it will take, in words.

use std::time::Duration;

use indicatif::HumanCount;
use lifecircle::messages::{Args, Language, text};

/// What the parts of a step are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Bytes of a file.
    Bytes,
    /// Features, parcels: what the step looks at one by one.
    Parts,
}

/// A step before this says nothing of its pace, which would be a guess.
const FIRST: Duration = Duration::from_secs(1);

/// The rate of a step of which so much was done in so long, and the time left at that rate; nothing in its first second,
/// before anything was done, and when all is done.
pub(super) fn pace(unit: Unit, done: u64, total: u64, elapsed: Duration, language: Language) -> String {
    if elapsed < FIRST || done == 0 || done >= total {
        return String::new();
    }
    let a_second = done as f64 / elapsed.as_secs_f64();
    let left = ((total - done) as f64 / a_second).ceil() as u64;
    let mut args = Args::default();
    args.set("left", time(left, language));
    match unit {
        Unit::Bytes => {
            let megabytes = a_second / 1e6;
            let digits = usize::from(megabytes < 9.95);
            args.set("rate", format!("{megabytes:.digits$}"));
            text(language, "cli.pace.bytes", &args)
        }
        Unit::Parts if a_second < 1.5 => text(language, "cli.pace.slow", &args),
        Unit::Parts => {
            args.set("rate", HumanCount(a_second.round() as u64));
            text(language, "cli.pace.parts", &args)
        }
    }
}

/// A whole number of seconds; from an hour on of minutes.
fn time(seconds: u64, language: Language) -> String {
    let mut args = Args::default();
    args.set("hours", seconds / 3600);
    args.set("minutes", seconds / 60 % 60);
    args.set("seconds", seconds % 60);
    match seconds {
        0..60 => text(language, "cli.pace.seconds", &args),
        60..3600 => text(language, "cli.pace.minutes", &args),
        _ => text(language, "cli.pace.hours", &args),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_and_time_left_in_words() {
        let seconds = Duration::from_secs;
        let steps = [
            (Unit::Bytes, 50_000_000, 110_000_000, seconds(10)),
            (Unit::Bytes, 1_500_000_000, 1_600_000_000, seconds(5)),
            (Unit::Parts, 123_456, 1_000_000, seconds(10)),
            (Unit::Parts, 10, 1_000, seconds(1)),
            (Unit::Parts, 10, 50_000, seconds(10)),
            (Unit::Parts, 1, 10, seconds(20)),
        ];
        let told = |language| {
            let told = steps.map(|(unit, done, total, elapsed)| pace(unit, done, total, elapsed, language));
            told.join("\n")
        };
        insta::assert_snapshot!(told(Language::En), @"
        5.0 MB/s, 12 s left
        300 MB/s, 1 s left
        12,346 parts/s, 1 min 12 s left
        10 parts/s, 1 min 39 s left
        13 h 53 min left
        3 min 0 s left
        ");
        insta::assert_snapshot!(told(Language::ZhCn), @"
        5.0 MB/秒，还剩 12 秒
        300 MB/秒，还剩 1 秒
        每秒 12,346 项，还剩 1 分 12 秒
        每秒 10 项，还剩 1 分 39 秒
        还剩 13 小时 53 分
        还剩 3 分 0 秒
        ");
    }

    #[test]
    fn nothing_is_guessed() {
        for (done, total, elapsed) in
            [(5, 10, 999), (0, 10, 5000), (10, 10, 5000), (11, 10, 5000), (0, 0, 5000)]
        {
            assert_eq!(pace(Unit::Parts, done, total, Duration::from_millis(elapsed), Language::En), "");
        }
    }
}
