//! What the rest of the program knows of a standard.

use crate::field::Field;
use crate::messages::Language;

/// A standard: what it is called, where it comes from, and what it asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Standard {
    /// Its identifier: `xinchang-2024`.
    pub id: String,
    /// Its name.
    pub name: Wording,
    /// The document that it is taken from, with number and date where it has them.
    pub source: Wording,
    /// The year of the document.
    pub year: i32,
    /// Walking circles: radii, and the size of the unit that each serves.
    pub circles: Vec<StandardCircle>,
    /// The grades of facilities, the best first: `["一级", "二级", "三级"]`.
    pub grades: Vec<String>,
    /// Its indicators, in the order of the document.
    pub indicators: Vec<Indicator>,
    /// Its rules, in the order of the document.
    pub rules: Vec<Rule>,
}

/// Words in each language; a bureau that writes only one has it used for both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording {
    /// In Chinese.
    pub zh_cn: String,
    /// In English.
    pub en: String,
}

impl Wording {
    /// The words in a language.
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::ZhCn => &self.zh_cn,
            Language::En => &self.en,
        }
    }
}

/// A walking circle of a standard.
#[derive(Debug, Clone, PartialEq)]
pub struct StandardCircle {
    /// Minutes on foot.
    pub minutes: u32,
    /// The radii that are allowed, in metres; the first is the usual one.
    pub radius_m: Vec<f64>,
    /// The residents of a unit of this size: at least and at most.
    pub population: Option<(f64, f64)>,
    /// Where in the document it stands.
    pub clause: Wording,
}

/// An indicator: a measure of the county, with a target for each of several years.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Its number in the document.
    pub id: u32,
    /// Its identifier: `places-per-1000-residents`. Targets are overridden and values reported by it, by its
    /// number or by its name.
    pub key: String,
    /// Its name.
    pub name: Wording,
    /// Where in the document it stands.
    pub clause: Wording,
    /// The formula, in words.
    pub formula: Wording,
    /// The unit of its values: `%`, `个/千人`.
    pub unit: Wording,
    /// What numerator ÷ denominator is multiplied by to be in that unit: 100, 1000, 1.
    pub factor: f64,
    /// With how many decimals its values are printed.
    pub decimals: u32,
    /// What is measured.
    pub measure: Measure,
    /// Other readings of it, told beside the value.
    pub other_readings: Vec<OtherReading>,
    /// Whether values by township make sense.
    pub by_township: bool,
    /// Its targets, by year.
    pub targets: Vec<Target>,
}

/// How an indicator is measured.
#[derive(Debug, Clone, PartialEq)]
pub enum Measure {
    /// A quantity, or the ratio of two.
    Ratio(Ratio),
    /// The configuration rate by the project's headline reading.
    ConfigurationRate,
    /// The coverage rate of residential land by the circle of these minutes.
    CoverageRate {
        /// The circle.
        minutes: u32,
        /// Whether only urban residential land counts.
        urban: bool,
    },
    /// By no layer: a figure from the table of reported values.
    Reported,
}

/// Another reading of an indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherReading {
    /// How it differs, in words.
    pub name: Wording,
    /// What it measures.
    pub ratio: Ratio,
}

/// A target of an indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The year by which it is to be met.
    pub year: i32,
    /// The bound, in the indicator's unit.
    pub bound: Bound,
    /// What is measured for this year, where it is not what the indicator measures.
    pub ratio: Option<Ratio>,
}

/// A bound that a value keeps or does not keep. A value exactly on it keeps it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// At least this.
    AtLeast(f64),
    /// At most this.
    AtMost(f64),
}

/// A quantity, or the ratio of two.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratio {
    /// What is divided, or all there is.
    pub numerator: Quantity,
    /// What it is divided by.
    pub denominator: Option<Quantity>,
}

/// A quantity that the data give.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// What is taken of the records that are left.
    pub take: Take,
    /// Only records that fulfil all of these are taken. A record that does not say fulfils no condition.
    pub filter: Vec<Condition>,
    /// What the quantity is divided by: 12 turns a year's income into a month's.
    pub divided_by: f64,
}

/// What is taken of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Take {
    /// How many there are.
    Count(Source),
    /// The sum of an attribute; a record that does not say adds nothing.
    Sum(Source, Field),
    /// The mean of an attribute over the records that say, each weighing as much as another attribute says.
    Mean(Source, Field, Option<Field>),
    /// A base figure of the whole county, from the table of reported values.
    Figure(Field),
}

/// The records that a quantity is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// The facilities of the service that exist.
    Facilities,
    /// The townships.
    Townships,
    /// The residential parcels.
    Parcels,
    /// The life units.
    LifeUnits,
}

/// A condition on one attribute of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The attribute.
    pub field: Field,
    /// What it must be.
    pub test: Test,
}

/// What an attribute must be.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// One of these texts, compared without regard to width, case and spaces; of a category, also by its aliases.
    Is(Vec<String>),
    /// A text that is none of these.
    IsNot(Vec<String>),
    /// Yes, or no.
    Yes(bool),
    /// A number of at least this.
    AtLeast(f64),
    /// A number below this.
    Below(f64),
    /// This grade or a better one, by the order of [`Standard::grades`].
    GradeAtLeast(String),
}

/// A rule: something that each township, parcel or unit, or the county, must have.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Its identifier: `new-housing-places`.
    pub id: String,
    /// Its name.
    pub name: Wording,
    /// Where in the document it stands.
    pub clause: Wording,
    /// What it asks for, in words.
    pub text: Wording,
    /// The unit of what is measured.
    pub unit: Wording,
    /// What numerator ÷ denominator is multiplied by to be in that unit.
    pub factor: f64,
    /// With how many decimals values are printed.
    pub decimals: u32,
    /// What it is asked of.
    pub scope: Scope,
    /// What is measured of each.
    pub ratio: Ratio,
    /// What is required, by year.
    pub requirements: Vec<Requirement>,
}

/// What a rule is asked of.
#[derive(Debug, Clone, PartialEq)]
pub enum Scope {
    /// The county as a whole.
    County,
    /// Each record of a source that fulfils all conditions.
    Each(Source, Vec<Condition>),
}

/// What a rule requires.
#[derive(Debug, Clone, PartialEq)]
pub enum Requirement {
    /// A bound, by a year where the document names one.
    Bound {
        /// The year by which it is to be met.
        year: Option<i32>,
        /// The bound, in the rule's unit.
        bound: Bound,
    },
    /// At least what the layout plan of this year plans for the township, in places.
    Planned {
        /// The year of the plan table.
        year: i32,
    },
}
