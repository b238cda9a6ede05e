//! The categories of a service.

use std::collections::HashMap;

use super::super::names::normalised_name;
use crate::project::CategorySpec;

/// The categories of a service, found by name or alias.
pub(crate) struct Categories {
    /// The names, in the order of the tables.
    pub(crate) names: Vec<String>,
    known: HashMap<String, usize>,
    are_given: bool,
}

impl Categories {
    pub(crate) fn of(specs: &[CategorySpec]) -> Self {
        let mut known = HashMap::new();
        for (i, spec) in specs.iter().enumerate() {
            for name in std::iter::once(&spec.name).chain(&spec.aliases) {
                known.entry(normalised_name(name)).or_insert(i);
            }
        }
        let names = specs.iter().map(|s| s.name.clone()).collect();
        Self { names, known, are_given: !specs.is_empty() }
    }

    /// The category of a name. A new name becomes a category where the project gives none.
    pub(super) fn find(&mut self, name: &str) -> Option<usize> {
        let key = normalised_name(name);
        if let Some(&i) = self.known.get(&key) {
            return Some(i);
        }
        if self.are_given {
            return None;
        }
        self.names.push(name.to_owned());
        self.known.insert(key, self.names.len() - 1);
        Some(self.names.len() - 1)
    }

    /// The category of a name, if there is one.
    pub(crate) fn known(&self, name: &str) -> Option<usize> {
        self.known.get(&normalised_name(name)).copied()
    }
}
