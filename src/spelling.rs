//! How far two words are from each other as slips of the pen go.

/// How many slips make one word the other: a letter too many, too few, wrong, or swapped with its neighbour (the
/// optimal string alignment distance).
pub(crate) fn slips(from: &[char], to: &[char]) -> usize {
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

/// The candidate that is the fewest slips away from `word`, of at most one in three letters; of equally near ones the
/// first. Each comes with the letters by which it is compared.
pub(crate) fn nearest<C>(word: &[char], candidates: impl IntoIterator<Item = (Vec<char>, C)>) -> Option<C> {
    candidates
        .into_iter()
        .map(|(letters, candidate)| (slips(word, &letters), letters.len(), candidate))
        .filter(|(slips, n_letters, _)| *slips <= word.len().max(*n_letters).div_ceil(3))
        .min_by_key(|(slips, ..)| *slips)
        .map(|(.., candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::slips;

    #[test]
    fn slips_are_counted() {
        let count = |a: &str, b: &str| slips(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!(count("circles", "circles"), 0);
        assert_eq!(count("circle", "circles"), 1);
        assert_eq!(count("cirlces", "circles"), 1, "a swap is one slip");
        assert_eq!(count("", "abc"), 3);
        assert_eq!(count("kitten", "sitting"), 3);
        assert_eq!(count("沃州镇", "沃洲镇"), 1);
    }
}
