//! Words and figures as a person reads them, in one language: labels, percentages, "—" for what does not apply.

use super::rounding::Fixed;
use crate::messages::{Args, Language, label, text};
use crate::note::Severity;
use crate::project::{Date, Reading};

/// Square metres of a hectare.
const HECTARE: f64 = 10_000.0;

/// The months in English.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// m² as hectares, the unit of the tables.
pub(crate) fn hectares(area_m2: f64) -> f64 {
    area_m2 / HECTARE
}

/// A reader's language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    /// The words of the language with this tag (`report.project.language`); unknown tags read Chinese.
    pub(crate) fn of_tag(tag: &str) -> Self {
        Self(Language::of_tag(tag).unwrap_or_default())
    }

    /// A label of the catalogue.
    pub(crate) fn label(self, key: &str) -> String {
        label(self.0, key).to_owned()
    }

    /// A label with placeholders.
    pub(crate) fn filled(self, key: &str, values: &[(&'static str, &dyn ToString)]) -> String {
        let mut args = Args::default();
        for (name, value) in values {
            args.set(name, value.to_string());
        }
        text(self.0, key, &args)
    }

    /// What stands for "not applicable": never a blank, which would read as 0.
    pub(crate) fn none(self) -> String {
        self.label("words.none")
    }

    /// A figure, or "—".
    pub(crate) fn figure(self, value: Option<impl ToString>) -> String {
        value.map_or_else(|| self.none(), |v| v.to_string())
    }

    /// A figure with so many decimals, or "—".
    pub(crate) fn fixed(self, value: Option<f64>, decimals: u32) -> String {
        self.figure(value.map(|v| Fixed::of(v, decimals)))
    }

    /// A rate in percent with one decimal, without the sign; or "—".
    pub(crate) fn percent(self, rate: Option<f64>) -> String {
        self.fixed(rate.map(|r| r * 100.0), 1)
    }

    /// A count, an amount of places or a radius, with no more decimals than it needs; or "—".
    pub(crate) fn amount(self, value: Option<f64>) -> String {
        self.figure(value.map(amount))
    }

    /// A day: `2025年12月31日`.
    pub(crate) fn date(self, date: Date) -> String {
        let month = match self.0 {
            Language::ZhCn => date.month.to_string(),
            Language::En => {
                MONTHS.get(usize::from(date.month).wrapping_sub(1)).map_or("", |name| name).to_owned()
            }
        };
        self.filled("words.map.day", &[("year", &date.year), ("month", &month), ("day", &date.day)])
    }

    /// How much a note matters.
    pub(crate) fn severity(self, severity: Severity) -> String {
        self.label(match severity {
            Severity::Error => "words.severity.error",
            Severity::Warning => "words.severity.warning",
            Severity::Info => "words.severity.info",
        })
    }

    /// A reading of the configuration rate, in words.
    pub(crate) fn reading(self, reading: Reading) -> String {
        self.label(match reading {
            Reading::UnitInside => "words.reading.unit-inside",
            Reading::UnitReach => "words.reading.unit-reach",
            Reading::UnitShare => "words.reading.unit-share",
            Reading::Area => "words.reading.area",
            Reading::CommunityAny => "words.reading.community-any",
            Reading::CommunityCentre => "words.reading.community-centre",
            Reading::CommunityShare => "words.reading.community-share",
        })
    }
}

/// A number with at most two decimals and no idle zeros: `12`, `416.67`.
pub(crate) fn amount(value: f64) -> String {
    Fixed::amount(value).to_string()
}

/// What a reading counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Life units.
    Units,
    /// Residential quarters.
    Quarters,
    /// Residential land, m².
    Land,
}

impl Counted {
    /// What the headline reading counts.
    pub(crate) fn by(reading: Reading) -> Self {
        match reading {
            Reading::UnitInside | Reading::UnitReach | Reading::UnitShare => Self::Units,
            Reading::Area => Self::Land,
            Reading::CommunityAny | Reading::CommunityCentre | Reading::CommunityShare => Self::Quarters,
        }
    }

    /// Its name in the catalogue.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Quarters => "quarters",
            Self::Land => "land",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_in_print() {
        let words = Words(Language::ZhCn);
        assert_eq!(words.percent(Some(0.6549)), "65.5");
        assert_eq!(words.percent(None), "—");
        assert_eq!(words.fixed(Some(12.345), 1), "12.3");
        assert_eq!(
            [amount(300.0), amount(416.666), amount(0.0), amount(-20.5)],
            ["300", "416.67", "0", "-20.5"]
        );
    }
}
