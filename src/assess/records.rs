//! The records that quantities are taken of, all asked in the same way what they say.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use geo::MultiPolygon;

use super::World;
use super::tally::Place;
use super::units::holds_any;
use crate::field::Field;
use crate::model::{Facility, Fact, LifeUnit, Parcel, Township, normalised_name};
use crate::standard::{Condition, Source, Test};

/// What a quantity is taken within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// A township, or the county.
    Place(Place),
    /// One facility.
    Facility(usize),
    /// One residential parcel: itself, and the facilities that stand on it.
    Parcel(usize),
    /// One life unit: itself, and the facilities that stand in it.
    LifeUnit(usize),
}

/// A record.
#[derive(Clone, Copy)]
pub(super) enum Record<'a> {
    /// A facility of the service.
    Facility(&'a Facility),
    /// A township, and its residents by the layer or by its parcels.
    Township(&'a Township, Option<f64>),
    /// A residential parcel.
    Parcel(&'a Parcel),
    /// A life unit.
    LifeUnit(&'a LifeUnit),
}

/// Whether a record fulfils a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// It does not say.
    Unsaid,
}

impl Record<'_> {
    /// The number that it gives.
    pub(super) fn amount(&self, field: Field) -> Option<f64> {
        match (self, field) {
            (Self::Facility(facility), Field::Places) => facility.places,
            (Self::Facility(facility), Field::OpeningYear) => facility.opening_year.map(f64::from),
            (Self::Township(_, residents), Field::Population) => *residents,
            (Self::Township(township, _), Field::Households) => township.households,
            (Self::Parcel(parcel), Field::Population) => parcel.population,
            (Self::Parcel(parcel), Field::Households) => parcel.households,
            _ => self.fact(field).and_then(|fact| match fact {
                Fact::Amount(amount) => Some(*amount),
                Fact::Text(_) | Fact::Flag(_) => None,
            }),
        }
    }

    /// Whether it says anything in this field.
    pub(super) fn says(&self, field: Field) -> bool {
        match (self, field) {
            (Self::Facility(facility), Field::Category) => facility.category.is_some(),
            _ => self.amount(field).is_some() || self.fact(field).is_some(),
        }
    }

    fn fact(&self, field: Field) -> Option<&Fact> {
        let facts = match self {
            Self::Facility(facility) => &facility.facts,
            Self::Township(township, _) => &township.facts,
            Self::Parcel(parcel) => &parcel.facts,
            Self::LifeUnit(unit) => &unit.facts,
        };
        facts.get(field)
    }

    /// Whether it fulfils a condition.
    pub(super) fn fulfils(&self, condition: &Condition, names: &Names) -> Answer {
        let field = condition.field;
        let text = || self.names(field, names);
        let is_one_of = |texts: &[String]| {
            text().map(|said| texts.iter().any(|wanted| said.contains(&comparable(wanted))))
        };
        let amount = || self.amount(field);
        let answer = match &condition.test {
            Test::Is(texts) => is_one_of(texts),
            Test::IsNot(texts) => is_one_of(texts).map(|is| !is),
            Test::Yes(wanted) => match self.fact(field) {
                Some(Fact::Flag(said)) => Some(said == wanted),
                _ => None,
            },
            Test::AtLeast(least) => amount().map(|amount| amount >= *least),
            Test::Below(bound) => amount().map(|amount| amount < *bound),
            Test::GradeAtLeast(grade) => text().map(|said| {
                let rank = |name: &String| names.grades.iter().position(|grade| grade == name);
                let best = said.iter().filter_map(rank).min();
                best.zip(rank(&comparable(grade))).is_some_and(|(best, least)| best <= least)
            }),
        };
        match answer {
            Some(true) => Answer::Yes,
            Some(false) => Answer::No,
            None => Answer::Unsaid,
        }
    }

    /// What it says in a field of text, in comparable form: of a category also the other names.
    fn names(&self, field: Field, names: &Names) -> Option<Vec<String>> {
        match (self, field) {
            (Self::Facility(facility), Field::Category) => {
                facility.category.and_then(|k| names.categories.get(k).cloned())
            }
            _ => match self.fact(field) {
                Some(Fact::Text(text)) => Some(vec![comparable(text)]),
                _ => None,
            },
        }
    }
}

/// Names that conditions are compared with, in comparable form.
pub(super) struct Names {
    /// Each category's name and aliases.
    categories: Vec<Vec<String>>,
    /// The grades of the standard, the best first.
    grades: Vec<String>,
}

impl Names {
    /// The names of a service, and the grades of a standard.
    pub(super) fn of(world: World, grades: &[String]) -> Self {
        let specs = world.spec.map_or(&[][..], |spec| &spec.categories);
        let categories = world.service.categories.iter().map(|name| {
            let wanted = comparable(name);
            let aliases =
                specs.iter().filter(|spec| comparable(&spec.name) == wanted).flat_map(|s| &s.aliases);
            std::iter::once(name).chain(aliases).map(|name| comparable(name)).collect()
        });
        Self { categories: categories.collect(), grades: grades.iter().map(|g| comparable(g)).collect() }
    }
}

/// Text made comparable: without regard to width, spaces, brackets and case.
pub(super) fn comparable(text: &str) -> String {
    normalised_name(text).to_lowercase()
}

/// The records of a service and its study, found by what they lie within.
pub(super) struct Records<'a> {
    world: World<'a>,
    /// Positions of facilities by township; the last group is in none.
    facilities: Vec<Vec<usize>>,
    /// Positions of parcels by the township of their centre, made when first asked for.
    parcels: OnceCell<Vec<Vec<usize>>>,
    /// Whether somebody in the county says a field, remembered.
    said: RefCell<HashMap<(Source, Field), bool>>,
}

impl<'a> Records<'a> {
    /// Those of a world.
    pub(super) fn of(world: World<'a>) -> Self {
        let townships = world.service.facilities.iter().map(|facility| facility.township);
        let facilities = by_township(world, townships);
        Self { world, facilities, parcels: OnceCell::new(), said: RefCell::default() }
    }

    /// The records of a source within something, by township and then in the order of their files.
    ///
    /// Facilities count as in the tables: those outside all townships count nowhere, unless there are no townships.
    pub(super) fn within(&self, source: Source, within: Within) -> Vec<Record<'a>> {
        let study = self.world.study;
        match (source, within) {
            (Source::Facilities, Within::Place(place)) => {
                let of = &self.world.service.facilities;
                members(&self.facilities, place).filter_map(|at| of.get(at)).map(Record::Facility).collect()
            }
            (Source::Facilities, Within::Facility(at)) => {
                self.world.service.facilities.get(at).map(Record::Facility).into_iter().collect()
            }
            (Source::Facilities, _) => {
                let shapes = self.shapes(within);
                let stands_there = |facility: &&Facility| {
                    let points: Vec<_> = facility.sites.iter().map(|site| site.at).collect();
                    shapes.iter().any(|shape| holds_any(shape, &points))
                };
                self.world.service.facilities.iter().filter(stands_there).map(Record::Facility).collect()
            }
            (Source::Townships, Within::Place(place)) => {
                let record = |(at, township): (usize, &'a Township)| {
                    Record::Township(township, self.world.residents.get(at).copied().flatten())
                };
                let all = study.townships.iter().enumerate();
                match place {
                    Place::Township(at) => all.skip(at).take(1).map(record).collect(),
                    Place::County => all.map(record).collect(),
                }
            }
            (Source::Parcels, Within::Place(place)) => {
                let townships = || study.parcels.iter().map(|parcel| parcel.township);
                let groups = self.parcels.get_or_init(|| by_township(self.world, townships()));
                members(groups, place).filter_map(|at| study.parcels.get(at)).map(Record::Parcel).collect()
            }
            (Source::Parcels, Within::Parcel(at)) => {
                study.parcels.get(at).map(Record::Parcel).into_iter().collect()
            }
            (Source::LifeUnits, Within::Place(place)) => {
                let is_there = |unit: &&LifeUnit| match place {
                    Place::Township(at) => unit.township == Some(at),
                    Place::County => unit.township.is_some() || study.townships.is_empty(),
                };
                study.life_units.iter().flatten().filter(is_there).map(Record::LifeUnit).collect()
            }
            (Source::LifeUnits, Within::LifeUnit(at)) => {
                study.life_units.iter().flatten().nth(at).map(Record::LifeUnit).into_iter().collect()
            }
            // No township lies within a parcel or a unit, neither of these within the other, and nothing in a facility.
            (_, Within::Facility(_)) => Vec::new(),
            (Source::Townships | Source::LifeUnits, Within::Parcel(_))
            | (Source::Townships | Source::Parcels, Within::LifeUnit(_)) => Vec::new(),
        }
    }

    /// Whether the county has no record of this kind.
    pub(super) fn is_empty(&self, source: Source) -> bool {
        match source {
            Source::Townships => self.world.study.townships.is_empty(),
            Source::Facilities => members(&self.facilities, Place::County).next().is_none(),
            Source::Parcels | Source::LifeUnits => {
                self.within(source, Within::Place(Place::County)).is_empty()
            }
        }
    }

    /// Whether somebody in the county says this field.
    pub(super) fn somebody_says(&self, source: Source, field: Field) -> bool {
        let known = self.said.borrow().get(&(source, field)).copied();
        known.unwrap_or_else(|| {
            let county = self.within(source, Within::Place(Place::County));
            let is_said = county.iter().any(|record| record.says(field));
            self.said.borrow_mut().insert((source, field), is_said);
            is_said
        })
    }

    /// The land of a parcel or unit.
    fn shapes(&self, within: Within) -> Vec<&'a MultiPolygon<f64>> {
        let study = self.world.study;
        match within {
            Within::Parcel(at) => {
                let pieces = study.parcels.get(at).and_then(|parcel| study.pieces.get(parcel.pieces.clone()));
                pieces.unwrap_or_default().iter().map(|piece| &piece.shape).collect()
            }
            Within::LifeUnit(at) => {
                study.life_units.iter().flatten().nth(at).map(|u| &u.shape).into_iter().collect()
            }
            Within::Place(_) | Within::Facility(_) => Vec::new(),
        }
    }
}

/// Positions by township, a last group for what lies in none.
fn by_township(world: World, townships: impl Iterator<Item = Option<usize>>) -> Vec<Vec<usize>> {
    let n = world.n_townships();
    let mut groups = vec![Vec::new(); n + 1];
    for (at, township) in townships.enumerate() {
        if let Some(group) = groups.get_mut(township.unwrap_or(n)) {
            group.push(at);
        }
    }
    groups
}

/// The positions of a place, by township and then in order. Those of the county leave out what lies in no township, unless there are none.
fn members(groups: &[Vec<usize>], place: Place) -> impl Iterator<Item = usize> + '_ {
    let of_place: &[Vec<usize>] = match (place, groups) {
        (Place::Township(at), _) => groups.get(at..=at).unwrap_or_default(),
        (Place::County, [_everything]) => groups,
        (Place::County, [townships @ .., _outside]) => townships,
        (Place::County, []) => &[],
    };
    of_place.iter().flatten().copied()
}
