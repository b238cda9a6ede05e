//! What a standard measures, worked out: quantities and their ratios.
//!
//! # What records do not say
//! A record that does not say fulfils no condition and adds nothing to a sum; how many these are is told. Two
//! things would make a ratio too large and are not done: a record that does not say the denominator's attribute is
//! left out of the numerator too, where both are of the same records; and where the denominator is a sum over
//! other records (residents over townships), all of them must say.

use super::World;
use super::records::{Answer, Names, Record, Records, Within};
use super::reported::Reported;
use super::tally::Place;
use crate::field::Field;
use crate::standard::{Condition, Quantity, Ratio, Source, Take};

/// A measured value, with its terms.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Measured {
    /// numerator ÷ denominator × factor, or numerator × factor.
    pub value: Option<f64>,
    /// What is divided.
    pub numerator: Option<f64>,
    /// What it is divided by.
    pub denominator: Option<f64>,
    /// How many records do not say what is asked.
    pub not_saying: usize,
    /// What the first of them does not say.
    pub unsaid: Option<(Source, Field)>,
    /// By how much the numerator could be larger if all of them had what they do not say; infinite where nothing
    /// bounds it.
    pub possible: f64,
    /// Whether the denominator is not known: some records do not say whether, or with what, they are in it.
    pub is_loose: bool,
    /// Why there is no value.
    pub lack: Option<Lack>,
}

/// Why a value cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lack {
    /// There are no records of this kind.
    NoRecords(Source),
    /// No record says this.
    NotSaid(Source, Field),
    /// So many of so many records do not say what all must say.
    NotSaidByAll(Source, Field, usize, usize),
    /// So many do not say this, and it would decide.
    NotSaidBySome(Source, Field, usize),
    /// So many of so many that a rule is asked of do not say this.
    NotSaidByAsked(Source, Field, usize, usize),
    /// The base figure is not in the table of reported values.
    NoFigure(Field),
    /// Nothing in the county is what a rule asks it of: not applicable.
    NobodyAsked,
    /// There is nothing to take it of: not applicable.
    Nothing,
    /// The life units stand for the circle of these minutes, not for the one that is asked of.
    OtherUnits(u32),
    /// The headline reading of the configuration rate is not possible.
    NoHeadline,
    /// The service has no circle of these minutes, or the land use is not known.
    NoCoverage,
    /// Nothing is reported for it.
    NotReported,
    /// There is no layout plan of that year.
    NoPlan(i32),
    /// The plan does not say anything of it.
    NotPlanned,
}

impl Lack {
    /// Whether it means that there is nothing to measure, rather than that data are missing.
    pub(super) fn is_not_applicable(self) -> bool {
        matches!(self, Self::Nothing | Self::NobodyAsked)
    }
}

impl Measured {
    /// Nothing, for this reason.
    pub(super) fn lacking(lack: Lack) -> Self {
        Self { lack: Some(lack), ..Self::default() }
    }

    /// Part ÷ whole × factor; not applicable when the whole is zero.
    pub(super) fn of_terms(part: f64, whole: f64, factor: f64) -> Self {
        let value = (whole != 0.0).then(|| part / whole * factor);
        let lack = value.is_none().then_some(Lack::Nothing);
        Self { value, numerator: Some(part), denominator: Some(whole), lack, ..Self::default() }
    }
}

/// Measures for one service and standard.
#[derive(Clone, Copy)]
pub(super) struct Measurer<'a> {
    pub world: World<'a>,
    pub records: &'a Records<'a>,
    pub names: &'a Names,
    pub reported: &'a Reported<'a>,
}

/// A quantity taken of records.
struct Taken {
    /// `None` where a mean has nothing to be taken of.
    value: Option<f64>,
    /// How many records there are.
    records: usize,
    /// How many of them do not say what is asked.
    not_saying: usize,
    /// What the first of them does not say.
    unsaid: Option<(Source, Field)>,
    /// The most that they would add if they all had what they do not say.
    possible: f64,
}

impl Taken {
    /// A figure that is no sum of records.
    fn figure(value: f64) -> Self {
        Self { value: Some(value), records: 0, not_saying: 0, unsaid: None, possible: 0.0 }
    }
}

impl Measurer<'_> {
    /// A ratio, or a quantity alone.
    pub(super) fn ratio(&self, ratio: &Ratio, factor: f64, within: Within) -> Measured {
        let shared = ratio.denominator.as_ref().and_then(|d| shared_field(&ratio.numerator.take, &d.take));
        // The denominator first: where it is 0 there is nothing to ask of, whatever is not said.
        let whole = ratio.denominator.as_ref().map(|denominator| self.quantity(denominator, None, within));
        let part = match (self.quantity(&ratio.numerator, shared, within), &whole) {
            (Ok(part), _) => part,
            (Err(_), Some(Ok(Taken { value: Some(0.0), not_saying: 0, .. }))) => {
                return Measured::lacking(Lack::Nothing);
            }
            (Err(lack), _) => return Measured::lacking(lack),
        };
        let numerator = part.value;
        let (Some(denominator), Some(whole)) = (&ratio.denominator, whole) else {
            let value = numerator.map(|value| value * factor);
            let lack = value.is_none().then_some(Lack::Nothing);
            let Taken { not_saying, unsaid, possible, .. } = part;
            return Measured { value, numerator, not_saying, unsaid, possible, lack, ..Measured::default() };
        };
        let whole = match whole {
            Ok(whole) => whole,
            Err(lack) => return Measured { numerator, ..Measured::lacking(lack) },
        };
        let (not_saying, unsaid) = (part.not_saying.max(whole.not_saying), part.unsaid.or(whole.unsaid));
        let (possible, is_loose) = (part.possible, whole.not_saying > 0);
        if let Take::Sum(source, field) = denominator.take
            && shared.is_none()
            && whole.not_saying > 0
        {
            let lack = Lack::NotSaidByAll(source, field, whole.not_saying, whole.records);
            return Measured { numerator, not_saying, unsaid, ..Measured::lacking(lack) };
        }
        match (numerator, whole.value) {
            (Some(part), Some(whole)) => {
                Measured { not_saying, unsaid, possible, is_loose, ..Measured::of_terms(part, whole, factor) }
            }
            (_, denominator) => Measured { numerator, denominator, ..Measured::lacking(Lack::Nothing) },
        }
    }

    /// A quantity; where `also` is given, only of records that say that too.
    fn quantity(&self, quantity: &Quantity, also: Option<Field>, within: Within) -> Result<Taken, Lack> {
        let (source, field, weight) = match quantity.take {
            Take::Figure(field) => {
                let value = self.reported.figure(field).ok_or(Lack::NoFigure(field))?;
                return Ok(Taken::figure(value / quantity.divided_by));
            }
            Take::Count(source) => (source, None, None),
            Take::Sum(source, field) => (source, Some(field), None),
            Take::Mean(source, field, weight) => (source, Some(field), weight),
        };
        if let Some(county) = self.county_figure(quantity, source, field, within) {
            return Ok(Taken::figure(county / quantity.divided_by));
        }
        self.is_said(quantity, source, field)?;
        let found = self.records.within(source, within);
        let (mut not_saying, mut unsaid, mut possible, mut answers) = (0, None, 0.0, 0);
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for record in &found {
            let answer = fulfils_all(record, &quantity.filter, self.names);
            if answer == Answer::No {
                answers += 1;
                continue;
            }
            let filtered = quantity.filter.iter().map(|condition| condition.field);
            let missing = filtered.chain(field).chain(weight).chain(also).find(|field| !record.says(*field));
            if let Some(missing) = missing {
                not_saying += 1;
                unsaid = unsaid.or(Some((source, missing)));
                possible += most(record, field, also);
            } else if answer == Answer::Yes {
                let amount = |field: Option<Field>| field.map_or(Some(1.0), |field| record.amount(field));
                taken.extend(amount(field).zip(amount(weight)));
                answers += 1;
            }
        }
        if let Some((source, field)) = unsaid
            && answers == 0
        {
            return Err(Lack::NotSaid(source, field));
        }
        let sum = taken.iter().fold(0.0, |sum, (amount, weight)| sum + amount * weight);
        let value = match quantity.take {
            Take::Mean(..) => {
                let weights: f64 = taken.iter().map(|(_, weight)| weight).sum();
                (weights > 0.0).then(|| sum / weights)
            }
            _ => Some(sum),
        };
        let value = value.map(|value| value / quantity.divided_by);
        // A mean is one of those that say.
        let possible = if let Take::Mean(..) = quantity.take { 0.0 } else { possible / quantity.divided_by };
        Ok(Taken { value, records: found.len(), not_saying, unsaid, possible })
    }

    /// Sums over townships for the county where no township says: the residents of all parcels where there are no
    /// townships, else the reported base figure.
    fn county_figure(
        &self,
        quantity: &Quantity,
        source: Source,
        field: Option<Field>,
        within: Within,
    ) -> Option<f64> {
        let field = field.filter(|_| source == Source::Townships && quantity.filter.is_empty())?;
        if within != Within::Place(Place::County) || self.records.somebody_says(source, field) {
            return None;
        }
        let of_parcels = || {
            let parcels = self.world.study.parcels.iter().map(|parcel| parcel.population);
            parcels.sum::<Option<f64>>().filter(|_| field == Field::Population)
        };
        self.reported.figure(field).or_else(of_parcels)
    }

    /// Sees that somebody in the whole county says each attribute that is asked for.
    fn is_said(&self, quantity: &Quantity, source: Source, field: Option<Field>) -> Result<(), Lack> {
        if self.records.is_empty(source) {
            let is_empty_service = source == Source::Facilities;
            // A county without facilities has 0 of them; one without townships or units cannot be asked.
            return if is_empty_service { Ok(()) } else { Err(Lack::NoRecords(source)) };
        }
        let asked = quantity.filter.iter().map(|condition| condition.field).chain(field);
        match asked.into_iter().find(|field| !self.records.somebody_says(source, *field)) {
            Some(field) => Err(Lack::NotSaid(source, field)),
            None => Ok(()),
        }
    }
}

/// Whether a record fulfils all conditions: one that it is known not to fulfil weighs more than one of which it does
/// not say.
pub(super) fn fulfils_all(record: &Record, conditions: &[Condition], names: &Names) -> Answer {
    let mut answer = Answer::Yes;
    for condition in conditions {
        match record.fulfils(condition, names) {
            Answer::No => return Answer::No,
            Answer::Unsaid => answer = Answer::Unsaid,
            Answer::Yes => {}
        }
    }
    answer
}

/// The most that a record could add: its own amount; where it does not say that, the amount that it is a part of.
fn most(record: &Record, field: Option<Field>, whole: Option<Field>) -> f64 {
    let Some(field) = field else { return 1.0 };
    let of_whole = whole.filter(|whole| field.is_part_of(*whole)).and_then(|whole| record.amount(whole));
    record.amount(field).or(of_whole).unwrap_or(f64::INFINITY)
}

/// Whether the numerator is a part of the denominator: it changes by what records are, not by how many there are.
pub(super) fn is_share(ratio: &Ratio) -> bool {
    ratio.denominator.as_ref().is_some_and(|whole| match (&ratio.numerator.take, &whole.take) {
        (Take::Count(part), Take::Count(whole)) => part == whole,
        (Take::Sum(part, of), Take::Sum(whole, all)) => part == whole && (of == all || of.is_part_of(*all)),
        _ => false,
    })
}

/// The attribute of the denominator's sum, where it is over the same records as the numerator.
fn shared_field(numerator: &Take, denominator: &Take) -> Option<Field> {
    match (numerator, denominator) {
        (Take::Sum(over, _) | Take::Count(over), Take::Sum(source, field)) if over == source => Some(*field),
        _ => None,
    }
}
