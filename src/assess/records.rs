//! The records that quantities are taken of, all asked in the same way what they say.

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

/// The records of a source within something, in the order of their files.
///
/// Facilities count as in the tables: those outside all townships count nowhere, unless there are no townships.
pub(super) fn records(world: World, source: Source, within: Within) -> Vec<Record> {
    let study = world.study;
    let is_in = |township: Option<usize>| match within {
        Within::Place(Place::Township(at)) => township == Some(at),
        Within::Place(Place::County) => township.is_some() || study.townships.is_empty(),
        Within::Parcel(_) | Within::LifeUnit(_) => false,
    };
    let stands_on = |facility: &Facility| {
        let points: Vec<_> = facility.sites.iter().map(|site| site.at).collect();
        let shape_holds = |shape| holds_any(shape, &points);
        match within {
            Within::Place(_) => is_in(facility.township),
            Within::Parcel(at) => {
                let pieces = study.parcels.get(at).and_then(|parcel| study.pieces.get(parcel.pieces.clone()));
                pieces.unwrap_or_default().iter().any(|piece| shape_holds(&piece.shape))
            }
            Within::LifeUnit(at) => study
                .life_units
                .as_ref()
                .and_then(|units| units.get(at))
                .is_some_and(|u| shape_holds(&u.shape)),
        }
    };
    match source {
        Source::Facilities => {
            world.service.facilities.iter().filter(|f| stands_on(f)).map(Record::Facility).collect()
        }
        Source::Townships => study
            .townships
            .iter()
            .enumerate()
            .filter(|(at, _)| is_in(Some(*at)))
            .map(|(at, township)| Record::Township(township, world.residents.get(at).copied().flatten()))
            .collect(),
        Source::Parcels => match within {
            Within::Parcel(at) => study.parcels.get(at).into_iter().map(Record::Parcel).collect(),
            _ => study.parcels.iter().filter(|parcel| is_in(parcel.township)).map(Record::Parcel).collect(),
        },
        Source::LifeUnits => {
            let mut units = study.life_units.iter().flatten();
            match within {
                Within::LifeUnit(at) => units.nth(at).into_iter().map(Record::LifeUnit).collect(),
                _ => units.filter(|unit| is_in(unit.township)).map(Record::LifeUnit).collect(),
            }
        }
    }
}
