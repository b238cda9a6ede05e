//! From the tables of a standard file to a [`Standard`], with the rules that a schema cannot say.

use super::file::{
    CircleTable, IndicatorTable, MeasureWord, QuantityTable, Radii, RequirementTable, RuleTable, ScopeWord,
    StandardFile, TargetTable, Words,
};
use super::types::{
    Bound, Indicator, Measure, OtherReading, Ratio, Requirement, Rule, Scope, Source, Standard,
    StandardCircle, Take, Target, Wording,
};
use crate::error::Error;
use crate::settings::{Document, list};

/// Reads the tables of one file.
pub(super) struct Reader<'a> {
    /// The file.
    pub(super) document: &'a Document<'a>,
    /// The grades of the standard, its own or those taken over; the best first.
    pub(super) grades: &'a [String],
}

impl Reader<'_> {
    /// The standard of the file, without what it takes over.
    pub(super) fn standard(&self, file: StandardFile) -> Result<Standard, Error> {
        if let Some(index) = first_repeated(self.grades) {
            let earlier = self.grades.iter().position(|grade| Some(grade) == self.grades.get(index));
            return Err(self.twice(&format!("grades[{index}]"), &format!("grades[{}]", earlier.unwrap_or(0))));
        }
        let minutes: Vec<u32> = file.circle.iter().map(|circle| circle.minutes).collect();
        self.are_distinct(&minutes, "circle", "minutes")?;
        let ids: Vec<u32> = file.indicator.iter().map(|indicator| indicator.id).collect();
        self.are_distinct(&ids, "indicator", "id")?;
        let keys: Vec<&str> = file.indicator.iter().map(|indicator| indicator.key.as_str()).collect();
        self.are_distinct(&keys, "indicator", "key")?;
        let ids: Vec<&str> = file.rule.iter().map(|rule| rule.id.as_str()).collect();
        self.are_distinct(&ids, "rule", "id")?;
        Ok(Standard {
            id: file.id,
            name: wording(file.name),
            source: wording(file.source),
            year: file.year,
            circles: self.each("circle", file.circle, Self::circle)?,
            grades: self.grades.to_vec(),
            indicators: self.each("indicator", file.indicator, Self::indicator)?,
            rules: self.each("rule", file.rule, Self::rule)?,
        })
    }

    /// What becomes of each table of a list, `key` being the list's.
    pub(super) fn each<T, R>(
        &self,
        key: &str,
        tables: Vec<T>,
        read: impl Fn(&Self, &str, T) -> Result<R, Error>,
    ) -> Result<Vec<R>, Error> {
        tables
            .into_iter()
            .enumerate()
            .map(|(index, table)| read(self, &format!("{key}[{index}]"), table))
            .collect()
    }

    fn circle(&self, key: &str, table: CircleTable) -> Result<StandardCircle, Error> {
        let population = match table.population {
            Some([least, most]) if !(0.0 <= least && least <= most) => {
                let key = format!("{key}.population");
                return Err(self
                    .document
                    .error("settings-value", &key)
                    .with_term("expected", "term.settings.two-numbers")
                    .with("found", self.document.found_at(&key)));
            }
            population => population.map(|[least, most]| (least, most)),
        };
        let radius_m = match table.radius_m {
            Radii::One(radius) => vec![radius.0],
            Radii::Many(radii) => radii.into_iter().map(|radius| radius.0).collect(),
        };
        Ok(StandardCircle { minutes: table.minutes, radius_m, population, clause: wording(table.clause) })
    }

    fn indicator(&self, key: &str, mut table: IndicatorTable) -> Result<Indicator, Error> {
        let years: Vec<i32> = table.targets.iter().map(|target| target.year).collect();
        self.are_distinct(&years, &format!("{key}.targets"), "year")?;
        let is_reported = table.measure == MeasureWord::Reported;
        if is_reported && table.by_township == Some(true) {
            return Err(self.unfit(&format!("{key}.by_township"), "by_township", "reported"));
        }
        let measure = self.measure(key, &mut table)?;
        let readings = self.each(&format!("{key}.reading"), table.reading, |reader, key, reading| {
            Ok(OtherReading {
                name: wording(reading.name),
                ratio: reader.ratio(key, reading.numerator, reading.denominator)?,
            })
        })?;
        let mut targets = self.each(&format!("{key}.targets"), table.targets, Self::target)?;
        targets.sort_by_key(|target| target.year);
        Ok(Indicator {
            id: table.id,
            key: table.key,
            name: wording(table.name),
            clause: wording(table.clause),
            formula: wording(table.formula),
            unit: wording(table.unit),
            factor: table.factor,
            decimals: table.decimals,
            measure,
            other_readings: readings,
            by_township: table.by_township.unwrap_or(!is_reported),
            targets,
        })
    }

    /// What is measured; each measure has keys that the others do not have.
    fn measure(&self, key: &str, table: &mut IndicatorTable) -> Result<Measure, Error> {
        let word = match table.measure {
            MeasureWord::Ratio => "ratio",
            MeasureWord::ConfigurationRate => "configuration_rate",
            MeasureWord::CoverageRate => "coverage_rate",
            MeasureWord::Reported => "reported",
        };
        let given = [
            ("numerator", table.numerator.is_some(), MeasureWord::Ratio),
            ("denominator", table.denominator.is_some(), MeasureWord::Ratio),
            ("minutes", table.minutes.is_some(), MeasureWord::CoverageRate),
            ("urban", table.urban.is_some(), MeasureWord::CoverageRate),
        ];
        for (name, is_given, measure) in given {
            if is_given && measure != table.measure {
                return Err(self.unfit(&format!("{key}.{name}"), name, word));
            }
        }
        let lacks = |name: &str| {
            self.document.error("standard-measure-lacks", key).with("name", name).with("measure", word)
        };
        match table.measure {
            MeasureWord::Ratio => {
                let numerator = table.numerator.take().ok_or_else(|| lacks("numerator"))?;
                Ok(Measure::Ratio(self.ratio(key, numerator, table.denominator.take())?))
            }
            MeasureWord::ConfigurationRate => Ok(Measure::ConfigurationRate),
            MeasureWord::CoverageRate => Ok(Measure::CoverageRate {
                minutes: table.minutes.ok_or_else(|| lacks("minutes"))?,
                urban: table.urban.unwrap_or(false),
            }),
            MeasureWord::Reported => Ok(Measure::Reported),
        }
    }

    fn unfit(&self, key: &str, name: &str, measure: &str) -> Error {
        self.document.error("standard-measure-unfit", key).with("name", name).with("measure", measure)
    }

    fn target(&self, key: &str, table: TargetTable) -> Result<Target, Error> {
        let given = [("at_least", table.at_least.is_some()), ("at_most", table.at_most.is_some())];
        self.exactly_one(key, &given)?;
        let bound = match (table.at_least, table.at_most) {
            (Some(least), _) => Bound::AtLeast(least),
            (None, most) => Bound::AtMost(most.unwrap_or(f64::INFINITY)),
        };
        let ratio = match (table.numerator, table.denominator) {
            (Some(numerator), denominator) => Some(self.ratio(key, numerator, denominator)?),
            (None, Some(_)) => {
                return Err(self.document.error("standard-denominator-alone", &format!("{key}.denominator")));
            }
            (None, None) => None,
        };
        Ok(Target { year: table.year, bound, ratio })
    }

    fn rule(&self, key: &str, table: RuleTable) -> Result<Rule, Error> {
        let source = match table.each {
            ScopeWord::County => None,
            ScopeWord::Facilities => Some(Source::Facilities),
            ScopeWord::Townships => Some(Source::Townships),
            ScopeWord::Parcels => Some(Source::Parcels),
            ScopeWord::LifeUnits => Some(Source::LifeUnits),
        };
        let scope = match source {
            None if table.conditions.is_empty() => Scope::County,
            None => return Err(self.document.error("standard-county-where", &format!("{key}.where"))),
            Some(source) => {
                let conditions =
                    self.each(&format!("{key}.where"), table.conditions, |reader, key, table| {
                        reader.condition(key, table, source)
                    })?;
                Scope::Each(source, conditions)
            }
        };
        let ratio = self.ratio(key, table.numerator, table.denominator)?;
        self.is_of_each(key, source, &ratio)?;
        let years: Vec<_> = table.required.iter().map(|required| (required.planned, required.year)).collect();
        let name = if years.iter().any(|(planned, _)| planned.is_some()) { "planned" } else { "year" };
        self.are_distinct(&years, &format!("{key}.required"), name)?;
        let requirements = self.each(&format!("{key}.required"), table.required, |reader, key, table| {
            reader.requirement(key, &table, source)
        })?;
        Ok(Rule {
            id: table.id,
            name: wording(table.name),
            clause: wording(table.clause),
            text: wording(table.text),
            unit: wording(table.unit),
            factor: table.factor,
            decimals: table.decimals,
            scope,
            ratio,
            requirements,
        })
    }

    /// Of a facility or parcel only its own attributes can be taken; townships and life units hold other records.
    fn is_of_each(&self, key: &str, each: Option<Source>, ratio: &Ratio) -> Result<(), Error> {
        let Some(each @ (Source::Facilities | Source::Parcels)) = each else { return Ok(()) };
        let terms = [("numerator", Some(&ratio.numerator)), ("denominator", ratio.denominator.as_ref())];
        for (name, quantity) in terms {
            let source = quantity.and_then(|quantity| match quantity.take {
                Take::Count(source) | Take::Sum(source, _) | Take::Mean(source, _, _) => Some(source),
                Take::Figure(_) => None,
            });
            if let Some(source) = source.filter(|source| *source != each) {
                return Err(self
                    .document
                    .error("standard-of-each", &format!("{key}.{name}"))
                    .with("each", each.word())
                    .with("found", source.word()));
            }
        }
        Ok(())
    }

    fn requirement(
        &self,
        key: &str,
        table: &RequirementTable,
        each: Option<Source>,
    ) -> Result<Requirement, Error> {
        let given = [
            ("at_least", table.at_least.is_some()),
            ("at_most", table.at_most.is_some()),
            ("planned", table.planned.is_some()),
        ];
        self.exactly_one(key, &given)?;
        let bound = table.at_least.map(Bound::AtLeast).or(table.at_most.map(Bound::AtMost));
        match (bound, table.planned) {
            (Some(bound), _) => Ok(Requirement::Bound { year: table.year, bound }),
            (None, Some(_)) if each != Some(Source::Townships) => {
                Err(self.document.error("standard-planned-each", &format!("{key}.planned")))
            }
            (None, Some(_)) if table.year.is_some() => {
                Err(self.document.error("standard-planned-year", &format!("{key}.year")))
            }
            (None, year) => Ok(Requirement::Planned { year: year.unwrap_or_default() }),
        }
    }

    /// A quantity, or the ratio of two, in the table at `key`.
    fn ratio(
        &self,
        key: &str,
        numerator: QuantityTable,
        denominator: Option<QuantityTable>,
    ) -> Result<Ratio, Error> {
        let numerator = self.quantity(&format!("{key}.numerator"), numerator)?;
        let denominator = denominator.map(|table| self.quantity(&format!("{key}.denominator"), table));
        Ok(Ratio { numerator, denominator: denominator.transpose()? })
    }

    /// Sees that exactly one of several keys of the table at `key` is given, and says which.
    pub(super) fn exactly_one<'n>(&self, key: &str, keys: &[(&'n str, bool)]) -> Result<&'n str, Error> {
        let allowed = || list(keys.iter().map(|(name, _)| *name));
        let given: Vec<&str> = keys.iter().filter(|(_, is_given)| *is_given).map(|(name, _)| *name).collect();
        match given.as_slice() {
            [only] => Ok(only),
            [] => Err(self.document.error("settings-one-of-none", key).with("allowed", allowed())),
            [_, second, ..] => Err(self
                .document
                .error("settings-one-of-several", &format!("{key}.{second}"))
                .with("allowed", allowed())
                .with("found", list(given.iter().copied()))),
        }
    }

    /// Sees that no value stands twice at `name` in the tables of the list `key`.
    fn are_distinct<T: PartialEq>(&self, values: &[T], key: &str, name: &str) -> Result<(), Error> {
        let Some(second) = first_repeated(values) else { return Ok(()) };
        let first = values.iter().position(|value| Some(value) == values.get(second)).unwrap_or(0);
        Err(self.twice(&format!("{key}[{second}].{name}"), &format!("{key}[{first}].{name}")))
    }

    fn twice(&self, key: &str, earlier: &str) -> Error {
        self.document
            .error("settings-twice", key)
            .with("found", self.document.found_at(key))
            .with("earlier", earlier)
            .with("earlier_line", self.document.line_of(earlier))
    }
}

/// The place of the first value that stood before.
fn first_repeated<T: PartialEq>(values: &[T]) -> Option<usize> {
    values.iter().enumerate().position(|(index, value)| values.iter().take(index).any(|v| v == value))
}

/// Words for both languages.
fn wording(words: Words) -> Wording {
    match words {
        Words::Same(text) => Wording { zh_cn: text.0.clone(), en: text.0 },
        Words::Each(words) => Wording { zh_cn: words.zh_cn.0, en: words.en.0 },
    }
}
