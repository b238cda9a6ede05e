//! How a layer looks, before it is known in which language of styles that is said.

use super::super::super::palette::{Colour, Mark};

/// A style of a layer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Style {
    /// Its name for readers; QGIS keeps 30 characters of it.
    pub(super) name: String,
    /// What it shows.
    pub(super) description: String,
    /// What is drawn how. Every rule whose filter a feature passes draws it.
    pub(super) rules: Vec<Rule>,
    pub(super) label: Option<Label>,
}

/// A line of the legend.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rule {
    /// What the legend says.
    pub(super) label: String,
    pub(super) filter: Filter,
    pub(super) symbol: Symbol,
    /// Whether it is switched on at first.
    pub(super) is_shown: bool,
}

impl Rule {
    pub(super) fn new(label: String, filter: Filter, symbol: Symbol) -> Self {
        Self { label, filter, symbol, is_shown: true }
    }
}

/// Which features a rule draws. Fields are named as in the layer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Filter {
    /// The text of a field is this one.
    Is(String, String),
    /// A field holds none of these texts, or nothing.
    IsNoneOf(String, Vec<String>),
    IsNothing(String),
    /// A field holds this whole number.
    IsNumber(String, u32),
    AtLeast(String, f64),
    Below(String, f64),
    All(Vec<Filter>),
}

/// How something is drawn; lengths in millimetres of paper.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Symbol {
    Marker { mark: Mark, fill: Colour, outline: Line, size: f64 },
    Land { fill: Option<Fill>, hatch: Option<Line>, outline: Option<Line> },
}

/// A fill, from 0 (seen through) to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fill {
    pub(super) colour: Colour,
    pub(super) opacity: f64,
}

impl Fill {
    pub(super) fn solid(colour: Colour) -> Self {
        Self { colour, opacity: 1.0 }
    }
}

/// A line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) colour: Colour,
    pub(super) width: f64,
    pub(super) is_dashed: bool,
}

impl Line {
    pub(super) fn solid(colour: Colour, width: f64) -> Self {
        Self { colour, width, is_dashed: false }
    }
}

/// What is written beside a feature: its name, and below it a figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    /// The field of the name.
    pub(super) name: String,
    pub(super) figure: Option<Figure>,
    /// Points.
    pub(super) size: f64,
    /// It is left out on maps of a smaller scale than 1 to so much.
    pub(super) from_scale: Option<u32>,
}

/// A figure below a name; nothing where the field holds nothing.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Figure {
    /// A rate, in percent with one decimal as in the tables.
    Percent(String),
    /// An amount between words, where there is any.
    Amount { field: String, before: String, after: String },
}
