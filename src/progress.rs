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
        /// Its role: `townships`, `residential`, `life_units`, `facilities`, `plan`, `reported`, `context`.
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

    /// The same of a step whose parts are the bytes of a file.
    fn begin_bytes(&self, step: Step<'_>, total: u64) {
        self.begin(step, Some(total));
    }

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

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[derive(Default)]
    struct Advances(Mutex<Vec<u64>>);

    impl Progress for Advances {
        fn begin(&self, _: Step<'_>, _: Option<u64>) {}

        fn advance(&self, by: u64) {
            self.0.lock().unwrap().push(by);
        }
    }

    /// 600 parts in two counters of 300 each; a counter without parts tells nothing.
    #[test]
    fn a_counter_tells_many_at_a_time_and_what_is_left() {
        let told = Advances::default();
        for n in [300, 0, 300] {
            let mut counter = Counter::of(&told);
            (0..n).for_each(|_| counter.one());
        }
        assert_eq!(*told.0.lock().unwrap(), [256, 44, 256, 44]);
    }
}
