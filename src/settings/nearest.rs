//! "Did you mean …": the known word that a mistyped one is nearest to.

use crate::spelling;

/// The candidate that `word` is most likely meant to be; `None` when none is near.
///
/// Near is at most one slip in three letters: a letter too many, too few, wrong, or swapped with its
/// neighbour. Upper and lower case, and `-` for `_`, are no slips. Of equally near ones the first wins.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    spelling::nearest(&plain(word), candidates.into_iter().map(|candidate| (plain(candidate), candidate)))
}

fn plain(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).map(|c| if c == '-' { '_' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
