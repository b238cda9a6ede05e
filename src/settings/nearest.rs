//! "Did you mean …": the known word that a mistyped one is nearest to.

/// The candidate that `word` is most likely meant to be; `None` when none is near.
///
/// Near is at most one slip in three letters: a letter too many, too few, wrong, or swapped with its
/// neighbour. Upper and lower case, and `-` for `_`, are no slips. Of equally near ones the first wins.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = plain(word);
    candidates
        .into_iter()
        .map(|candidate| (slips(&word, &plain(candidate)), candidate))
        .filter(|(slips, candidate)| *slips <= word.len().max(candidate.chars().count()).div_ceil(3))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

fn plain(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).map(|c| if c == '-' { '_' } else { c }).collect()
}

/// The optimal string alignment distance, row by row.
fn slips(from: &[char], to: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    let mut previous_letter = None;
    for (row, letter) in from.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
            let mut least = (at(&last, column) + usize::from(letter != other))
                .min(at(&last, column + 1) + 1)
                .min(at(&current, column) + 1);
            let before = column.checked_sub(1);
            if let (Some(before), Some(previous)) = (before, previous_letter)
                && Some(letter) == to.get(before)
                && previous == other
            {
                least = least.min(at(&before_last, before) + 1);
            }
            current.push(least);
        }
        before_last = std::mem::replace(&mut last, current);
        previous_letter = Some(letter);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        let count = |a: &str, b: &str| slips(&plain(a), &plain(b));
        assert_eq!(count("circles", "circles"), 0);
        assert_eq!(count("circle", "circles"), 1);
        assert_eq!(count("cirlces", "circles"), 1, "a swap is one slip");
        assert_eq!(count("", "abc"), 3);
        assert_eq!(count("kitten", "sitting"), 3);
    }

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let keys = ["name", "circles", "crs", "radius_m"];
        assert_eq!(nearest("circle", keys), Some("circles"));
        assert_eq!(nearest("Radius-M", keys), Some("radius_m"));
        assert_eq!(nearest("radius", keys), Some("radius_m"));
        assert_eq!(nearest("budget", keys), None);
        assert_eq!(nearest("名称", keys), None);
    }
}
