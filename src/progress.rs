//! Progress: what a long call tells of itself while it runs.
//!
//! The library stays silent: it tells a [`Progress`] what it is at, and whoever called draws a bar of it or does
//! not. Nothing that is computed or written depends on it.

use std::fmt;
use std::path::Path;

/// A step of the work, in the order of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// A layer or table is read.
    Reading {
        /// Its role: `townships`, `residential`, `life_units`, `facilities`, `plan`, `reported`.
        role: &'a str,
        /// Its path, as the project has it.
        path: &'a Path,
    },
    /// The layers are brought into one plane, made valid, and cut at township borders.
    Preparing,
    /// Land, circles and nearest facilities are measured.
    Coverage,
    /// Figures are put together: configuration, plan, indicators, stages.
    Assessment,
    /// A file of the result is written.
    Writing {
        /// Its name in the output folder.
        file: &'a str,
    },
}

/// Is told what a long call is at.
///
/// [`begin`](Progress::begin) is called by one thread, [`advance`](Progress::advance) by many at once. Both are called
/// seldom (thousands of times in the longest run), but must return soon: the work waits for them.
pub trait Progress: Sync {
    /// A step begins, and the one before it ends. `total` is how many parts it has; `None` where that is not known.
    /// The same step begins once more when its total comes to be known.
    fn begin(&self, step: Step<'_>, total: Option<u64>);

    /// So many more parts of the step are done. They add up to its total, unless the call ends with an error.
    fn advance(&self, by: u64);
}

impl fmt::Debug for dyn Progress + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Progress")
    }
}

/// A progress that no one looks at.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Step<'_>, _: Option<u64>) {}

    fn advance(&self, _: u64) {}
}

/// Counts the parts that one thread does, and tells of them many at a time, so that counting costs nothing beside the
/// work. What is left is told when it is dropped.
pub(crate) struct Counter<'a> {
    progress: &'a dyn Progress,
    untold: u64,
}

impl<'a> Counter<'a> {
    /// So many parts are told of at a time.
    const AT_ONCE: u64 = 256;

    pub(crate) fn of(progress: &'a dyn Progress) -> Self {
        Self { progress, untold: 0 }
    }

    /// One more part is done.
    pub(crate) fn one(&mut self) {
        self.untold += 1;
        if self.untold == Self::AT_ONCE {
            self.tell();
        }
    }

    fn tell(&mut self) {
        if self.untold > 0 {
            self.progress.advance(self.untold);
        }
        self.untold = 0;
    }
}

impl Drop for Counter<'_> {
    fn drop(&mut self) {
        self.tell();
    }
}

/// A progress that keeps what it was told, for tests.
#[cfg(test)]
pub(crate) mod recorded {
    use std::sync::Mutex;

    use super::{Progress, Step};

    /// What was told of each beginning, with the advances up to the next one.
    #[derive(Debug, Default)]
    pub(crate) struct Recorded(Mutex<Vec<(String, Option<u64>, u64)>>);

    impl Recorded {
        /// The steps in their order: the words of each, its total, and the sum of its advances.
        pub(crate) fn steps(&self) -> Vec<(String, Option<u64>, u64)> {
            self.0.lock().unwrap().clone()
        }
    }

    impl Progress for Recorded {
        fn begin(&self, step: Step<'_>, total: Option<u64>) {
            let words = match step {
                Step::Reading { role, path } => {
                    format!("reading {role} {}", path.file_name().unwrap().display())
                }
                Step::Preparing => "preparing".to_owned(),
                Step::Coverage => "coverage".to_owned(),
                Step::Assessment => "assessment".to_owned(),
                Step::Writing { file } => format!("writing {file}"),
            };
            self.0.lock().unwrap().push((words, total, 0));
        }

        fn advance(&self, by: u64) {
            self.0.lock().unwrap().last_mut().expect("a step has begun").2 += by;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::recorded::Recorded;
    use super::*;

    /// 600 parts in two counters of 300 each: two times 256, and two times what is left.
    #[test]
    fn a_counter_tells_all_at_last() {
        let told = Recorded::default();
        told.begin(Step::Coverage, Some(600));
        for _ in 0..2 {
            let mut counter = Counter::of(&told);
            (0..300).for_each(|_| counter.one());
            assert!(told.steps()[0].2 % 300 == 256);
        }
        drop(Counter::of(&told));
        assert_eq!(told.steps(), [("coverage".to_owned(), Some(600), 600)]);
    }
}
