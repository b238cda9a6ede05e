//! Facilities and places by township and category.

use std::ops::Add;

use super::World;
use super::tally::{Place, Tally};
use crate::report::{CategoryCount, FacilityCounts};

/// How many facilities, and their places.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Count {
    /// Facilities.
    pub facilities: usize,
    /// Their places; a facility that does not say adds none.
    pub places: f64,
}

impl Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { facilities: self.facilities + other.facilities, places: self.places + other.places }
    }
}

/// The facilities of a service by the township that they lie in.
///
/// A facility outside all townships serves, but is counted nowhere; one of an unknown category is in the
/// totals and in no category.
pub(super) struct Counts {
    all: Tally<Count>,
    by_category: Vec<Tally<Count>>,
    names: Vec<String>,
}

impl Counts {
    /// Counts the facilities of the service.
    pub(super) fn of(world: World) -> Self {
        let n = world.n_townships();
        let names = world.service.categories.clone();
        let mut counts = Self { all: Tally::new(n), by_category: vec![Tally::new(n); names.len()], names };
        for facility in &world.service.facilities {
            let one = Count { facilities: 1, places: facility.places.unwrap_or_default() };
            counts.all.add(facility.township, one);
            if let Some(tally) = facility.category.and_then(|k| counts.by_category.get_mut(k)) {
                tally.add(facility.township, one);
            }
        }
        counts
    }

    /// Those of one category.
    pub(super) fn of_category(&self, category: usize, place: Place) -> Count {
        self.by_category.get(category).map_or_else(Count::default, |tally| tally.at(place))
    }

    /// All of them, and by category.
    pub(super) fn at(&self, place: Place) -> FacilityCounts {
        let all = self.all.at(place);
        let category = |(k, name): (usize, &String)| {
            let count = self.of_category(k, place);
            CategoryCount { category: name.clone(), count: count.facilities, places: count.places }
        };
        FacilityCounts {
            count: all.facilities,
            places: all.places,
            by_category: self.names.iter().enumerate().map(category).collect(),
        }
    }
}
