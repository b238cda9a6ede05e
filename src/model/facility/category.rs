//! The categories of a service.

use std::collections::HashMap;

use super::super::names::{comparable, normalised_name};
use crate::project::CategorySpec;

/// The categories of a service, found by name or alias.
#[derive(Debug)]
pub(crate) struct Categories {
    /// The names, in the order of the tables.
    pub(crate) names: Vec<String>,
    known: HashMap<String, usize>,
    /// So many of them, the first, are listed in the project.
    n_listed: usize,
    /// What the facilities call their categories, in the order of the file.
    stated: Vec<StatedCategory>,
    stated_at: HashMap<String, usize>,
}

/// What facilities call their category, and how many do.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StatedCategory {
    /// The name as it stands in the layer.
    pub(crate) name: String,
    /// The category that it means: a position in [`Categories::names`]. `None`: none that the project lists.
    pub(crate) category: Option<usize>,
    /// The facilities that are not closed.
    pub(crate) n_facilities: usize,
    /// Their places.
    pub(crate) places: f64,
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
        Self { names, known, n_listed: specs.len(), stated: Vec::new(), stated_at: HashMap::new() }
    }

    /// The category of a facility. A new name becomes a category where the project lists none.
    pub(crate) fn find(&mut self, name: &str) -> Option<usize> {
        let known = self.known.get(&normalised_name(name)).copied();
        known.or_else(|| (self.n_listed == 0).then(|| self.add(name)))
    }

    /// Adds a category at the end.
    pub(crate) fn add(&mut self, name: &str) -> usize {
        self.names.push(name.to_owned());
        self.known.insert(normalised_name(name), self.names.len() - 1);
        self.names.len() - 1
    }

    /// Counts a facility that is not closed under what it calls its category.
    pub(crate) fn count(&mut self, name: &str, category: Option<usize>, places: Option<f64>) {
        let stated = &mut self.stated;
        let at = *self.stated_at.entry(normalised_name(name)).or_insert_with(|| {
            stated.push(StatedCategory { name: name.to_owned(), category, n_facilities: 0, places: 0.0 });
            stated.len() - 1
        });
        if let Some(of) = stated.get_mut(at) {
            of.n_facilities += 1;
            of.places += places.unwrap_or(0.0);
        }
    }

    /// The category of a heading: by name or alias, else by name without regard to case.
    pub(crate) fn of_heading(&self, name: &str) -> Option<usize> {
        let wanted = comparable(name);
        let known = self.known.get(&normalised_name(name)).copied();
        known.or_else(|| self.names.iter().position(|name| comparable(name) == wanted))
    }

    /// Whether the project lists categories.
    pub(crate) fn are_listed(&self) -> bool {
        self.n_listed > 0
    }

    /// Whether the project lists this one.
    pub(crate) fn is_listed(&self, category: usize) -> bool {
        category < self.n_listed
    }

    /// What the facilities call their categories, in the order of the file.
    pub(crate) fn stated(&self) -> &[StatedCategory] {
        &self.stated
    }
}
