//! Names in SQL, and names of which no two may be alike.

use std::collections::BTreeSet;

/// An identifier of SQL.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Names that were given, whatever the case of their letters.
#[derive(Debug, Default)]
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    /// `name`; where it was given already, with a number: `name_2`. SQLite takes `A` and `a` for one.
    pub(super) fn free(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 2;
        while !self.0.insert(free.to_lowercase()) {
            free = format!("{name}_{number}");
            number += 1;
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_and_told_apart() {
        assert_eq!(quoted("a\"b"), "\"a\"\"b\"");
        let mut taken = Taken::default();
        assert_eq!(["a", "A", "a", "b"].map(|name| taken.free(name)), ["a", "A_2", "a_3", "b"]);
    }
}
