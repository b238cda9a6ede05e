//! The indicators of the standards.

use super::World;
use super::configuration::{configuration_land, headline_of};
use super::measure::{Lack, Measured, Measurer, is_share};
use super::phrases::{Phrases, noun_of, noun_of_quantity};
use super::records::{Names, Records, Within};
use super::reported::Reported;
use super::tally::Place;
use super::targets::{Against, parts};
use crate::field::Field;
use crate::note::{Note, Notes, Severity};
use crate::project::{ConfigurationLand, Reading};
use crate::report::{
    Indicator, IndicatorMeasure, IndicatorReading, IndicatorStatus, IndicatorTarget, ReadingEntry, Row,
    StageIndicator, TownshipIndicator,
};
use crate::standard::{self, Measure, Source, Standard};
use crate::units::Ratio;

/// The rows that some measures are read from: configuration and coverage.
#[derive(Clone, Copy)]
pub(super) struct RowsOf<'a> {
    /// One a township.
    pub townships: &'a [Row],
    /// The county's.
    pub county: &'a Row,
}

/// Every indicator of a standard.
pub(super) fn indicators(
    world: World,
    standard: &Standard,
    rows: RowsOf,
    reported: &Reported,
    notes: &mut Notes,
) -> Vec<Indicator> {
    let names = Names::of(world, &standard.grades);
    let records = Records::of(world);
    let measurer = Measurer { world, records: &records, names: &names, reported };
    let assessed = standard.indicators.iter().map(|asked| {
        let assessment = Assessment { measurer, standard, asked, rows };
        let indicator = assessment.indicator();
        assessment.tell(&indicator, notes);
        indicator
    });
    assessed.collect()
}

/// The indicators of a standard at a stage of the plan: those that the planned facilities change, and of which they
/// say as much as today's do. `today` is the world of today.
pub(super) fn at_stage(
    world: World,
    today: World,
    standard: &Standard,
    rows: RowsOf,
    reported: &Reported,
) -> Vec<StageIndicator> {
    let names = Names::of(world, &standard.grades);
    let (records, of_today) = (Records::of(world), Records::of(today));
    let measurer = Measurer { world, records: &records, names: &names, reported };
    let of_today = Measurer { world: today, records: &of_today, names: &names, reported };
    let staged = standard.indicators.iter().map(|asked| {
        let measured = Assessment { measurer, standard, asked, rows }.measured(Place::County);
        let is_known = match &asked.measure {
            Measure::Ratio(ratio) => {
                let before = of_today.ratio(ratio, asked.factor, Within::Place(Place::County));
                measured.not_saying <= before.not_saying
            }
            _ => true,
        };
        let measured = if is_known { measured } else { Measured::default() };
        StageIndicator {
            standard: standard.id.clone(),
            id: asked.id,
            value: measured.value,
            numerator: measured.numerator,
            denominator: measured.denominator,
        }
    });
    staged.collect()
}

/// One indicator of one standard, to be assessed.
struct Assessment<'a> {
    measurer: Measurer<'a>,
    standard: &'a Standard,
    asked: &'a standard::Indicator,
    rows: RowsOf<'a>,
}

impl Assessment<'_> {
    fn indicator(&self) -> Indicator {
        let Self { measurer, standard, asked, .. } = self;
        let phrases = Phrases(measurer.world.project.language);
        let words = |wording: &standard::Wording| wording.of(phrases.0).to_owned();
        let measured = self.measured(Place::County);
        let reported = measurer.reported.indicator(asked);
        let (status, value) = match (measured.value, &reported, measured.lack) {
            (Some(value), _, _) => (IndicatorStatus::Computed, Some(value)),
            (None, _, Some(lack)) if lack.is_not_applicable() => (IndicatorStatus::NotApplicable, None),
            (None, Some(reported), _) => (IndicatorStatus::Reported, Some(reported.value)),
            (None, None, _) => (IndicatorStatus::NotComputed, None),
        };
        let decisive = match status {
            IndicatorStatus::Reported => Measured { value, ..Measured::default() },
            _ => measured.clone(),
        };
        Indicator {
            standard: standard.id.clone(),
            id: asked.id,
            key: asked.key.clone(),
            name: words(&asked.name),
            measure: match asked.measure {
                Measure::Ratio(_) => IndicatorMeasure::Ratio,
                Measure::ConfigurationRate => IndicatorMeasure::ConfigurationRate,
                Measure::CoverageRate { .. } => IndicatorMeasure::CoverageRate,
                Measure::Reported => IndicatorMeasure::Reported,
            },
            clause: words(&asked.clause),
            formula: words(&asked.formula),
            unit: words(&asked.unit),
            decimals: asked.decimals,
            status,
            why: measured.lack.filter(|_| value.is_none()).map(|lack| phrases.why(lack)),
            needs: measured.lack.filter(|_| value.is_none()).and_then(|lack| phrases.needs(lack)),
            value,
            numerator: measured.numerator,
            denominator: measured.denominator,
            not_saying: measured.not_saying,
            reported,
            other_readings: self.other_readings(phrases),
            targets: asked.targets.iter().map(|target| self.target(target, &decisive, phrases)).collect(),
            townships: self.townships(),
        }
    }

    /// Tells of records that do not say what is asked though the value is computed, and of a reported value for the
    /// same year that is another one as printed.
    fn tell(&self, indicator: &Indicator, notes: &mut Notes) {
        let about =
            |severity, code| Note::new(severity, code).with("id", indicator.id).with("name", &indicator.name);
        let measured = self.measured(Place::County);
        // What the configuration rate leaves out is told with its reading.
        let is_told_here = indicator.value.is_some() && self.asked.measure != Measure::ConfigurationRate;
        if let Some((_, field)) = measured.unsaid.filter(|_| is_told_here) {
            let could_turn = measured.possible > 0.0 || measured.is_loose;
            let (severity, code) = match could_turn {
                true => (Severity::Warning, "records-not-saying"),
                false => (Severity::Info, "records-not-in-mean"),
            };
            notes.push(
                about(severity, code)
                    .with("field", Phrases(self.measurer.world.project.language).field(field))
                    .with("count", indicator.not_saying),
            );
        }
        let exceeds =
            indicator.numerator.zip(indicator.denominator).is_some_and(|(part, whole)| part > whole);
        if let Measure::Ratio(ratio) = &self.asked.measure
            && is_share(ratio)
            && exceeds
        {
            notes.push(
                about(Severity::Warning, "part-exceeds-whole")
                    .with("part", measured.numerator.unwrap_or_default())
                    .with("whole", measured.denominator.unwrap_or_default()),
            );
        }
        let is_computed = indicator.status == IndicatorStatus::Computed;
        if let (Some(value), Some(reported), true) = (indicator.value, &indicator.reported, is_computed) {
            let project = self.measurer.world.project;
            let is_same_year = reported.year.is_none() || reported.year == project.year;
            let half_a_digit = 0.5 * 10f64.powi(-i32::try_from(indicator.decimals).unwrap_or(9));
            if is_same_year && (value - reported.value).abs() > half_a_digit {
                notes.push(
                    about(Severity::Warning, "reported-differs")
                        .with("computed", format!("{value:.*}", indicator.decimals as usize + 1))
                        .with("reported", reported.value),
                );
            }
        }
    }

    /// What is measured in a place.
    fn measured(&self, place: Place) -> Measured {
        let row = match place {
            Place::County => Some(self.rows.county),
            Place::Township(at) => self.rows.townships.get(at),
        };
        let (Some(row), factor) = (row, self.asked.factor) else { return Measured::default() };
        match &self.asked.measure {
            Measure::Ratio(ratio) => self.measurer.ratio(ratio, factor, Within::Place(place)),
            Measure::ConfigurationRate => self.configuration(row),
            Measure::CoverageRate { minutes, urban } => coverage(row, *minutes, *urban, factor),
            Measure::Reported => Measured::lacking(Lack::NotReported),
        }
    }

    /// The configuration rate by the headline reading.
    fn configuration(&self, row: &Row) -> Measured {
        let (study, configuration) = (self.measurer.world.study, &row.configuration);
        let counts_units =
            matches!(configuration.rule, Reading::UnitInside | Reading::UnitReach | Reading::UnitShare);
        if counts_units && study.life_units.is_none() {
            return Measured::lacking(Lack::NoHeadline);
        }
        let wants_urban = self.measurer.world.service.configuration.land == Some(ConfigurationLand::Urban);
        if wants_urban && study.parcels.iter().all(|parcel| parcel.land_use.is_none()) {
            return Measured::lacking(Lack::NoCoverage);
        }
        let measured = Measured::of_terms(configuration.configured, configuration.units, self.asked.factor);
        // Quarters of which the land use is not told are in neither term.
        let is_urban = configuration_land(study, Some(&self.measurer.world.service.configuration))
            == ConfigurationLand::Urban;
        let not_saying = study.parcels.iter().filter(|p| is_urban && p.land_use.is_none()).count();
        let unsaid = (not_saying > 0).then_some((Source::Parcels, Field::LandUse));
        Measured { not_saying, unsaid, ..measured }
    }

    fn other_readings(&self, phrases: Phrases) -> Vec<IndicatorReading> {
        let reading = |reading: &standard::OtherReading| {
            let measured =
                self.measurer.ratio(&reading.ratio, self.asked.factor, Within::Place(Place::County));
            IndicatorReading {
                name: reading.name.of(phrases.0).to_owned(),
                value: measured.value,
                numerator: measured.numerator,
                denominator: measured.denominator,
            }
        };
        let of_standard = self.asked.other_readings.iter().map(reading);
        let of_configuration: &[ReadingEntry] = match self.asked.measure {
            Measure::ConfigurationRate => &self.rows.county.configuration.other_readings,
            _ => &[],
        };
        let of_configuration = of_configuration.iter().map(|entry| {
            let measured = Measured::of_terms(entry.configured, entry.units, self.asked.factor);
            IndicatorReading {
                name: phrases.reading(entry),
                value: measured.value,
                numerator: measured.numerator,
                denominator: measured.denominator,
            }
        });
        of_standard.chain(of_configuration).collect()
    }

    /// A target against the indicator's value, or against what the standard measures for its year.
    fn target(&self, target: &standard::Target, decisive: &Measured, phrases: Phrases) -> IndicatorTarget {
        let own = target
            .ratio
            .as_ref()
            .map(|ratio| self.measurer.ratio(ratio, self.asked.factor, Within::Place(Place::County)));
        let is_reported = decisive.numerator.is_none();
        let measured = own.filter(|own| own.value.is_some() || !is_reported);
        // What is reported for the year of a target is held against it.
        let of_its_year = || self.measurer.reported.indicator_of_year(self.asked, target.year);
        let measured = measured.unwrap_or_else(|| match is_reported.then(of_its_year).flatten() {
            Some(value) => Measured { value: Some(value), ..Measured::default() },
            None => decisive.clone(),
        });
        let noun = match &target.ratio {
            Some(ratio) => Some(noun_of_quantity(&ratio.numerator)),
            None => {
                let world = self.measurer.world;
                noun_of(&self.asked.measure, headline_of(world.study, Some(&world.service.configuration)))
            }
        };
        let is_share = match (&target.ratio, &self.asked.measure) {
            (Some(ratio), _) | (None, Measure::Ratio(ratio)) => is_share(ratio),
            (None, measure) => *measure == Measure::ConfigurationRate,
        };
        let against = Against::bound(&measured, self.asked.factor, target.bound);
        let lack = measured.lack.or(against.unknown(&measured)).filter(|_| against.met.is_none());
        let (direction, value) = parts(target.bound);
        IndicatorTarget {
            year: target.year,
            direction,
            value,
            actual: measured.value,
            numerator: measured.numerator,
            denominator: measured.denominator,
            met: against.met,
            gap: against.gap,
            to_meet: against.to_meet(noun, is_share, phrases),
            why: lack.map(|lack| phrases.why(lack)),
            needs: lack.and_then(|lack| phrases.needs(lack)),
        }
    }

    fn townships(&self) -> Vec<TownshipIndicator> {
        if !self.asked.by_township {
            return Vec::new();
        }
        let townships = self.measurer.world.study.townships.iter().enumerate();
        let of_township = |(at, township): (usize, &crate::model::Township)| {
            let measured = self.measured(Place::Township(at));
            TownshipIndicator {
                code: township.code.clone(),
                name: township.name.clone(),
                value: measured.value,
                numerator: measured.numerator,
                denominator: measured.denominator,
            }
        };
        townships.map(of_township).collect()
    }
}

/// The coverage rate of a row by the circle of these minutes.
fn coverage(row: &Row, minutes: u32, urban: bool, factor: f64) -> Measured {
    let terms = if urban {
        row.urban.as_ref().and_then(|urban| {
            let circle = urban.coverage.iter().find(|c| c.minutes == minutes)?;
            Some(Ratio { part: circle.area_m2, whole: urban.residential_area_m2 })
        })
    } else {
        let circle = row.coverage.iter().find(|c| c.minutes == minutes);
        circle.map(|circle| Ratio { part: circle.area_m2, whole: row.residential_area_m2 })
    };
    match terms {
        Some(Ratio { part, whole }) => Measured::of_terms(part, whole, factor),
        None => Measured::lacking(Lack::NoCoverage),
    }
}
