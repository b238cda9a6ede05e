//! What a map shows, before it is known on which paper: layers from the ground up, names, and what is said of it.

use std::borrow::Cow;

use geo::{Coord, LineString, MultiPolygon, Rect};

use super::drawing::{Fill, Stroke};
use crate::style::Symbol;

/// A map without its paper.
pub(crate) struct Content<'a> {
    /// Its name, as part of that of its file: `coverage_5min`.
    pub(crate) name: String,
    /// Its title.
    pub(crate) title: String,
    /// The line below the title.
    pub(crate) subtitle: String,
    /// What it shows at least, in the plane.
    pub(crate) extent: Rect<f64>,
    /// What is drawn, the lowest first.
    pub(crate) layers: Vec<Layer<'a>>,
    /// What stands on the townships.
    pub(crate) townships: Vec<TownshipMark<'a>>,
    /// Whether townships are filled by class: what stands on them then has a light ground of its own.
    pub(crate) are_townships_filled: bool,
    /// Names of places, in the order in which they are placed; those that find no place are left out.
    pub(crate) places: Vec<PlaceName>,
    /// What the bars on the townships mean, where there are any.
    pub(crate) bars: Option<Bars>,
    /// Headline figures, a line each: what and how much.
    pub(crate) figures: Vec<(String, String)>,
    /// How it was made, in lines for its foot.
    pub(crate) method: Vec<String>,
}

/// Something drawn, and what the legend says of it. What falls outside the map is neither drawn nor in the legend.
pub(crate) struct Layer<'a> {
    /// What the legend says; `None`: it is not in the legend.
    pub(crate) legend: Option<String>,
    /// The heading that the legend puts above this and the layers of the same heading that follow.
    pub(crate) heading: Option<String>,
    /// What is drawn.
    pub(crate) drawn: Drawn<'a>,
}

/// What a layer draws, in the plane.
pub(crate) enum Drawn<'a> {
    /// Land.
    Land { shapes: Vec<Cow<'a, MultiPolygon<f64>>>, fill: Option<Fill>, stroke: Option<Stroke> },
    /// Lines.
    Lines { lines: Vec<Cow<'a, LineString<f64>>>, stroke: Stroke },
    /// Places, by a symbol; quieter ones are seen through.
    Marks { places: Vec<Coord<f64>>, symbol: Symbol, is_hollow: bool, opacity: f64 },
}

/// What stands on a township: its name, a figure below it, bars below that.
pub(crate) struct TownshipMark<'a> {
    /// Its land.
    pub(crate) shape: &'a MultiPolygon<f64>,
    /// Its name.
    pub(crate) name: String,
    /// The figure below its name.
    pub(crate) figure: Option<String>,
    /// The bars below, as many as [`Bars::series`]; empty, or nowhere above 0: none.
    pub(crate) values: Vec<Option<f64>>,
}

impl TownshipMark<'_> {
    /// The name alone.
    pub(crate) fn bare(&self) -> Self {
        Self { name: self.name.clone(), figure: None, values: Vec::new(), ..*self }
    }
}

/// Bars on townships, all of one measure.
pub(crate) struct Bars {
    /// What the legend says above them: with the unit.
    pub(crate) heading: String,
    /// What each bar stands for, and its fill.
    pub(crate) series: Vec<(String, Fill)>,
    /// The value of the highest bar.
    pub(crate) most: f64,
}

/// The name of a place.
pub(crate) struct PlaceName {
    pub(crate) at: Coord<f64>,
    pub(crate) name: String,
}
