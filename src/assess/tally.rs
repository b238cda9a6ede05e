//! Sums by township: one entry a township, and a last one for what lies in none, as in [`crate::coverage`].

use std::ops::Add;

use crate::coverage::Land;

/// Whom a figure is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The township at this position of the study.
    Township(usize),
    /// All townships together; everything, where there is no township layer.
    County,
}

/// Sums by township.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tally<T>(Vec<T>);

impl<T: Copy + Default + Add<Output = T>> Tally<T> {
    /// Nothing yet, for this many townships.
    pub(super) fn new(n_townships: usize) -> Self {
        Self(vec![T::default(); n_townships + 1])
    }

    /// Adds an amount to a township, or to what lies in none.
    pub(super) fn add(&mut self, township: Option<usize>, amount: T) {
        let at = township.unwrap_or(self.0.len() - 1);
        if let Some(sum) = self.0.get_mut(at) {
            *sum = *sum + amount;
        }
    }

    /// The sum for a place. That of the county leaves out what lies in no township, unless there are none.
    pub(super) fn at(&self, place: Place) -> T {
        match (place, self.0.as_slice()) {
            (Place::Township(at), entries) => entries.get(at).copied().unwrap_or_default(),
            (Place::County, [everything]) => *everything,
            (Place::County, [townships @ .., _outside]) => {
                townships.iter().fold(T::default(), |sum, amount| sum + *amount)
            }
            (Place::County, []) => T::default(),
        }
    }

    /// What lies in no township; nothing, where there is no township layer.
    pub(super) fn outside(&self) -> T {
        match self.0.as_slice() {
            [_townships, .., outside] => *outside,
            _ => T::default(),
        }
    }
}

impl<T: Copy> From<&[T]> for Tally<T> {
    /// Sums that are already made; the last entry is for what lies in no township.
    fn from(entries: &[T]) -> Self {
        Self(entries.to_vec())
    }
}

impl Add for Land {
    type Output = Self;

    /// The land of both. Parcels with land in both are counted twice.
    fn add(self, other: Self) -> Self {
        Self {
            parcels: self.parcels + other.parcels,
            area_m2: self.area_m2 + other.area_m2,
            overlap_area_m2: self.overlap_area_m2 + other.overlap_area_m2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Tally};

    #[test]
    fn what_lies_in_no_township_is_in_no_sum() {
        let mut tally = Tally::new(2);
        for (township, amount) in [(Some(0), 1), (Some(1), 2), (None, 4), (Some(1), 8)] {
            tally.add(township, amount);
        }
        assert_eq!([Place::Township(0), Place::Township(1), Place::County].map(|p| tally.at(p)), [1, 10, 11]);
        assert_eq!(tally.outside(), 4);
    }

    #[test]
    fn without_townships_the_county_is_everything() {
        let mut tally = Tally::new(0);
        tally.add(None, 4);
        assert_eq!((tally.at(Place::County), tally.outside()), (4, 0));
    }
}
