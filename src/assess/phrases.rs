//! The words of the assessment, in the project's language.

use super::configuration::{HOUSEHOLDS, term_of};
use super::measure::Lack;
use crate::field::Field;
use crate::messages::{Args, Language, label, text};
use crate::model::{KnownBy, usual_names};
use crate::project::Reading;
use crate::report::ReadingEntry;
use crate::standard::{Measure, Quantity, Source, Take};

/// How many usual names of a field are told.
const NAMES_TOLD: usize = 3;

/// Words in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrases(pub Language);

impl Phrases {
    /// The entry `assess.<key>` with its placeholders filled.
    pub(super) fn of(self, key: &str, values: &[(&'static str, &dyn ToString)]) -> String {
        let mut args = Args::default();
        for (name, value) in values {
            args.set(name, value.to_string());
        }
        text(self.0, &format!("assess.{key}"), &args)
    }

    /// A label `assess.<key>`.
    pub(super) fn label(self, key: &str) -> &'static str {
        label(self.0, &format!("assess.{key}"))
    }

    /// The name of an attribute.
    pub(super) fn field(self, field: Field) -> &'static str {
        label(self.0, &format!("words.field.{}", field.key()))
    }

    fn source(self, source: Source) -> &'static str {
        self.label(&format!("source.{}", source_key(source)))
    }

    /// A change of so many of something: `+37 places`.
    pub(super) fn change(self, amount: f64, noun: &str) -> String {
        let sign = if amount > 0.0 { "+" } else { "−" };
        #[expect(clippy::float_cmp, reason = "whole numbers")]
        let number = if amount.abs() == 1.0 { "noun-of-one" } else { "noun" };
        let amount = format!("{sign}{}", amount.abs());
        self.of("change", &[("amount", &amount), ("noun", &self.label(&format!("{number}.{noun}")))])
    }

    /// That a township, parcel or unit must be given what a field of yes or no says.
    pub(super) fn provide(self, field: Field) -> String {
        self.of("provide", &[("field", &self.field(field))])
    }

    /// A reading of the configuration rate that stands beside the headline.
    pub(super) fn reading(self, entry: &ReadingEntry) -> String {
        let reading = label(self.0, term_of(entry.rule));
        match entry.weight {
            HOUSEHOLDS => self.of("reading-by-households", &[("reading", &reading)]),
            _ => reading.to_owned(),
        }
    }

    /// Why there is no value.
    pub(super) fn why(self, lack: Lack) -> String {
        match lack {
            Lack::NoRecords(source) => self.of("why.no-records", &[("source", &self.source(source))]),
            Lack::NotSaid(source, field) => {
                self.of("why.not-said", &[("source", &self.source(source)), ("field", &self.field(field))])
            }
            Lack::NotSaidByAll(source, field, count, total) => self.of(
                "why.not-said-by-all",
                &[
                    ("source", &self.source(source)),
                    ("field", &self.field(field)),
                    ("count", &count),
                    ("total", &total),
                ],
            ),
            Lack::NotSaidBySome(source, field, count) => self.of(
                "why.not-said-by-some",
                &[("source", &self.source(source)), ("field", &self.field(field)), ("count", &count)],
            ),
            Lack::NotSaidByAsked(source, field, count, total) => self.of(
                "why.not-said-by-asked",
                &[
                    ("source", &self.source(source)),
                    ("field", &self.field(field)),
                    ("count", &count),
                    ("total", &total),
                ],
            ),
            Lack::NoFigure(field) => self.of("why.no-figure", &[("field", &self.field(field))]),
            Lack::Nothing => self.of("why.nothing", &[]),
            Lack::NobodyAsked => self.of("why.nobody-asked", &[]),
            Lack::OtherUnits(minutes) => self.of("why.other-units", &[("minutes", &minutes)]),
            Lack::NoHeadline => self.of("why.no-headline", &[]),
            Lack::NoCoverage => self.of("why.no-coverage", &[]),
            Lack::NotReported => self.of("why.not-reported", &[]),
            Lack::NoPlan(year) => self.of("why.no-plan", &[("year", &year)]),
            Lack::NotPlanned => self.of("why.not-planned", &[]),
        }
    }

    /// Which data would mend it.
    pub(super) fn needs(self, lack: Lack) -> Option<String> {
        Some(match lack {
            Lack::NoRecords(source) => self.of("needs.layer", &[("source", &self.source(source))]),
            Lack::NotSaid(source, field)
            | Lack::NotSaidByAll(source, field, ..)
            | Lack::NotSaidBySome(source, field, _)
            | Lack::NotSaidByAsked(source, field, ..) => {
                let names: &[&str] = match (source, field) {
                    // The other usual names of places are those of facilities.
                    (Source::Parcels, Field::Places) => &["配建托位", "places"],
                    _ => usual_names(field),
                };
                let names: Vec<String> =
                    names.iter().take(NAMES_TOLD).map(|name| format!("`{name}`")).collect();
                self.of(
                    "needs.field",
                    &[
                        ("source", &self.source(source)),
                        ("field", &self.field(field)),
                        ("names", &names.join(label(self.0, "words.list-separator"))),
                    ],
                )
            }
            Lack::NoFigure(field) => self.of("needs.figure", &[("field", &self.field(field))]),
            Lack::OtherUnits(_) => self.of("needs.other-units", &[]),
            Lack::NoHeadline => self.of("needs.headline", &[]),
            Lack::NoCoverage => self.of("needs.coverage", &[]),
            Lack::NotReported => self.of("needs.reported", &[]),
            Lack::NoPlan(year) => self.of("needs.plan", &[("year", &year)]),
            Lack::NotPlanned => self.of("needs.planned", &[]),
            Lack::Nothing | Lack::NobodyAsked => return None,
        })
    }
}

fn source_key(source: Source) -> &'static str {
    match source {
        Source::Facilities => "facilities",
        Source::Townships => "townships",
        Source::Parcels => "parcels",
        Source::LifeUnits => "life-units",
    }
}

/// What a quantity counts, as a key of `assess.noun`.
pub(super) fn noun_of_quantity(quantity: &Quantity) -> &'static str {
    match quantity.take {
        Take::Count(source) => source_key(source),
        Take::Sum(_, field) | Take::Mean(_, field, _) | Take::Figure(field) => field.key(),
    }
}

/// What the numerator of a measure counts; `None` for what is only reported.
pub(super) fn noun_of(measure: &Measure, headline: Reading) -> Option<&'static str> {
    match measure {
        Measure::Ratio(ratio) => Some(noun_of_quantity(&ratio.numerator)),
        Measure::ConfigurationRate => Some(match headline {
            Reading::UnitInside | Reading::UnitReach | Reading::UnitShare => "life-units",
            Reading::Area => "land",
            Reading::CommunityAny | Reading::CommunityCentre | Reading::CommunityShare => "quarters",
        }),
        Measure::CoverageRate { .. } => Some("land"),
        Measure::Reported => None,
    }
}

/// How the scheme of the land-use codes is known, in words.
pub(super) fn known_by(known_by: &KnownBy, language: Language) -> String {
    let phrases = Phrases(language);
    match known_by {
        KnownBy::NoCodes => phrases.of("land-use.no-codes", &[]),
        KnownBy::Project => phrases.of("land-use.project", &[]),
        KnownBy::Evidence(evidence) => phrases.of("land-use.evidence", &[("evidence", evidence)]),
        KnownBy::Undecided => phrases.of("land-use.undecided", &[]),
    }
}
