//! Quantities and conditions: which attributes each kind of record can have, and which tests fit them.

use super::file::{ConditionTable, QuantityTable, SourceWord};
use super::read::Reader;
use super::types::{Condition, Quantity, Source, Take, Test};
use crate::error::Error;
use crate::field::{Field, FieldKind};
use crate::settings::{Text, list};

impl Source {
    /// Its word in standard files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Facilities => "facilities",
            Self::Townships => "townships",
            Self::Parcels => "parcels",
            Self::LifeUnits => "life_units",
        }
    }

    const ALL: [Self; 4] = [Self::Facilities, Self::Townships, Self::Parcels, Self::LifeUnits];

    /// Whether records of this source can have the attribute. An attribute of townships asked of facilities is a
    /// forgotten `of`, and would otherwise be a sum of nothing.
    fn has(self, field: Field) -> bool {
        match field {
            Field::Id | Field::Name | Field::Code | Field::UrbanRural => true,
            Field::Category
            | Field::Ownership
            | Field::Inclusive
            | Field::Grade
            | Field::PlacesUnder2
            | Field::Enrolled
            | Field::MonthlyFee
            | Field::Staff
            | Field::CertifiedStaff
            | Field::Contracted
            | Field::CloudSupervised => self == Self::Facilities,
            Field::Places | Field::Status | Field::OpeningYear => {
                matches!(self, Self::Facilities | Self::Parcels)
            }
            Field::Township | Field::TownshipCode => self != Self::Townships,
            Field::Population | Field::Households | Field::Under3 => self != Self::Facilities,
            Field::HealthCentre | Field::DemonstrationInstitution => self == Self::Townships,
            Field::LandUse => matches!(self, Self::Parcels | Self::LifeUnits),
            Field::NewHousing | Field::ChildcareFloorArea => self == Self::Parcels,
            Field::DisposableIncome => false,
        }
    }
}

impl Reader<'_> {
    /// The quantity in the table at `key`.
    pub(super) fn quantity(&self, key: &str, table: QuantityTable) -> Result<Quantity, Error> {
        let given = [
            ("count", table.count.is_some()),
            ("sum", table.sum.is_some()),
            ("mean", table.mean.is_some()),
            ("figure", table.figure.is_some()),
        ];
        let word = self.exactly_one(key, &given)?;
        let unfit = |name: &str| {
            self.document
                .error("standard-take-unfit", &format!("{key}.{name}"))
                .with("name", name)
                .with("take", word)
        };
        if table.of.is_some() && !matches!(word, "sum" | "mean") {
            return Err(unfit("of"));
        }
        if table.weight.is_some() && word != "mean" {
            return Err(unfit("weight"));
        }
        if !table.conditions.is_empty() && word == "figure" {
            return Err(unfit("where"));
        }
        let of = source(table.of.or(table.count).unwrap_or(SourceWord::Facilities));
        let amount = |name: &str, field: Field| self.amount(&format!("{key}.{name}"), field, Some(of));
        let take = match (table.count, table.sum, table.mean, table.figure) {
            (Some(_), ..) => Take::Count(of),
            (_, Some(field), ..) => Take::Sum(of, amount("sum", field)?),
            (_, _, Some(field), _) => {
                let weight = table.weight.map(|weight| amount("weight", weight));
                Take::Mean(of, amount("mean", field)?, weight.transpose()?)
            }
            (.., figure) => {
                let figure = figure.unwrap_or(Field::DisposableIncome);
                Take::Figure(self.amount(&format!("{key}.figure"), figure, None)?)
            }
        };
        let filter = self.each(&format!("{key}.where"), table.conditions, |reader, key, table| {
            reader.condition(key, table, of)
        })?;
        Ok(Quantity { take, filter, divided_by: table.divided_by })
    }

    /// An attribute that is a number, of records of a source or of the county.
    fn amount(&self, key: &str, field: Field, of: Option<Source>) -> Result<Field, Error> {
        if field.kind() != FieldKind::Amount {
            return Err(self
                .document
                .error("standard-not-an-amount", key)
                .with("field", field.key())
                .with_term("kind", kind(field)));
        }
        match of {
            Some(of) => self.is_of(key, field, of),
            None => Ok(field),
        }
    }

    /// Sees that records of a source can have the attribute.
    fn is_of(&self, key: &str, field: Field, of: Source) -> Result<Field, Error> {
        if of.has(field) {
            return Ok(field);
        }
        let owners: Vec<&str> = Source::ALL.iter().filter(|s| s.has(field)).map(|s| s.word()).collect();
        let code = if owners.is_empty() { "standard-figure-only" } else { "standard-field-of-others" };
        Err(self
            .document
            .error(code, key)
            .with("field", field.key())
            .with("source", of.word())
            .with("owners", list(owners)))
    }

    /// The condition in the table at `key`, on records of a source.
    pub(super) fn condition(&self, key: &str, table: ConditionTable, of: Source) -> Result<Condition, Error> {
        let field = self.is_of(&format!("{key}.field"), table.field, of)?;
        let given = [
            ("is", table.is.is_some()),
            ("is_not", table.is_not.is_some()),
            ("yes", table.yes.is_some()),
            ("at_least", table.at_least.is_some()),
            ("below", table.below.is_some()),
            ("grade_at_least", table.grade_at_least.is_some()),
        ];
        let word = self.exactly_one(key, &given)?;
        let fitting: &[&str] = match field.kind() {
            FieldKind::Text if field == Field::Grade => &["is", "is_not", "grade_at_least"],
            FieldKind::Text => &["is", "is_not"],
            FieldKind::Flag => &["yes"],
            FieldKind::Amount => &["at_least", "below"],
        };
        if !fitting.contains(&word) {
            return Err(self
                .document
                .error("standard-test-unfit", &format!("{key}.{word}"))
                .with("field", field.key())
                .with_term("kind", kind(field))
                .with("allowed", list(fitting.iter().copied()))
                .with("found", word));
        }
        let texts = |texts: Vec<Text>| texts.into_iter().map(|text| text.0).collect();
        let test = match (table.is, table.is_not, table.yes, table.at_least, table.below) {
            (Some(is), ..) => Test::Is(texts(is)),
            (_, Some(is_not), ..) => Test::IsNot(texts(is_not)),
            (_, _, Some(yes), ..) => Test::Yes(yes),
            (_, _, _, Some(least), _) => Test::AtLeast(least),
            (.., Some(below)) => Test::Below(below),
            _ => {
                let grade = table.grade_at_least.map(|grade| grade.0).unwrap_or_default();
                self.is_a_grade(&format!("{key}.grade_at_least"), &grade)?;
                Test::GradeAtLeast(grade)
            }
        };
        Ok(Condition { field, test })
    }

    fn is_a_grade(&self, key: &str, grade: &str) -> Result<(), Error> {
        if self.grades.iter().any(|known| known == grade) {
            return Ok(());
        }
        // Grades are a few characters long and differ in one: the nearest is no likelier than the others.
        let code = if self.grades.is_empty() { "standard-no-grades" } else { "settings-choice" };
        Err(self
            .document
            .error(code, key)
            .with("allowed", list(self.grades.iter().map(String::as_str)))
            .with("found", self.document.found_at(key)))
    }
}

fn source(word: SourceWord) -> Source {
    match word {
        SourceWord::Facilities => Source::Facilities,
        SourceWord::Townships => Source::Townships,
        SourceWord::Parcels => Source::Parcels,
        SourceWord::LifeUnits => Source::LifeUnits,
    }
}

/// The words for the kind of a field.
fn kind(field: Field) -> &'static str {
    match field.kind() {
        FieldKind::Text => "term.standard.text",
        FieldKind::Amount => "term.standard.amount",
        FieldKind::Flag => "term.standard.flag",
    }
}
