//! A feature collection, written as its features are made.

use std::io::Write;

use rayon::prelude::*;

use super::super::folder::Unfilled;
use crate::error::Error;

/// Writes a collection of `count` items, each of which becomes no, one or several features.
///
/// `feature` appends the features of an item to the text, each led by `,\n`. Items are worked on in parallel,
/// `at_once` of them by a thread in a row, and written in their order; only a few such runs are in memory.
/// `context` makes what a thread needs for a run of items.
pub(crate) fn write_collection<C>(
    name: &str,
    count: usize,
    at_once: usize,
    to: &mut impl Write,
    context: &(impl Fn() -> Result<C, Error> + Sync),
    feature: impl Fn(usize, &C, &mut String) -> Result<(), Error> + Sync,
) -> Result<(), Unfilled> {
    write!(to, "{{\"type\":\"FeatureCollection\",\"name\":\"{name}\",\"features\":[")?;
    let run = |start: usize| -> Result<String, Error> {
        let context = context()?;
        let mut text = String::new();
        for index in start..count.min(start + at_once) {
            feature(index, &context, &mut text)?;
        }
        Ok(text)
    };
    let starts: Vec<usize> = (0..count).step_by(at_once.max(1)).collect();
    let mut is_first = true;
    for starts in starts.chunks(rayon::current_num_threads() * 2) {
        let texts: Vec<Result<String, Error>> = starts.par_iter().map(|start| run(*start)).collect();
        for text in texts {
            let text = text?;
            if is_first && !text.is_empty() {
                is_first = false;
                to.write_all(text.trim_start_matches(',').as_bytes())?;
            } else {
                to.write_all(text.as_bytes())?;
            }
        }
    }
    to.write_all(b"\n]}\n")?;
    Ok(())
}
