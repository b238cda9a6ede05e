//! How maps look: papers, formats, which maps, wording of titles, fonts, colours, line widths. Data, not code: the
//! default is a file that the program carries (`default.toml`), and a bureau puts its own over it.
//!
//! Nothing here draws, and nothing here knows a figure.

mod bare;
mod colour;
mod file;
mod paper;
mod read;
mod room;
mod schema;
#[cfg(test)]
mod tests;
mod title;

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::colour::Colour;
pub use self::paper::{Format, Orientation, Paper, Sheet};
pub use self::schema::json_schema;
pub use self::title::PLACEHOLDERS;
use crate::settings::{IDENTIFIER, nothing_is_required};

/// A style, complete: what a file leaves out is that of the default.
///
/// The default is [`Style::default_toml`], read.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// The sheets that every map is made for, at least one.
    pub sheets: Vec<Sheet>,
    /// The formats that every map is written in, at least one.
    pub formats: Vec<Format>,
    /// Dots an inch of the PNGs.
    pub resolution_dpi: u32,
    /// The sheet of the atlas.
    pub atlas: Sheet,
    /// The maps, in this order.
    pub maps: Vec<MapStyle>,
    /// Fonts in the stead of those that the program carries.
    pub fonts: FontFiles,
    /// Sizes of text, in points, on A3; smaller sheets have smaller text ([`Sheet::text_scale`]).
    pub text: TextSizes,
    /// Colours.
    pub colours: Colours,
    /// Widths of lines, in millimetres.
    pub lines: LineWidths,
    /// The symbols of facilities, category by category; [`Style::symbol`] has those of further categories.
    pub symbols: Vec<Symbol>,
    /// The size of those symbols, in millimetres.
    pub symbol_mm: f64,
    /// Fills of residential land by the beginning of its land-use code, in planners' convention; the longest that
    /// fits is taken.
    pub land_use: Vec<LandUseColour>,
}

impl Style {
    /// The symbol of the category at this place; `None` where the style has no symbols.
    pub fn symbol(&self, category: usize) -> Option<Symbol> {
        let (shape, colour) = shape_and_colour(category, self.symbols.len());
        Some(Symbol { colour: self.symbols.get(colour)?.colour, ..*self.symbols.get(shape)? })
    }
}

/// Which of so many symbols gives its shape to a category, and which its colour: beyond the last, the shapes start again,
/// each in the colour of the next one.
pub(crate) fn shape_and_colour(category: usize, symbols: usize) -> (usize, usize) {
    let n = symbols.max(1);
    (category % n, (category + category / n) % n)
}

/// A map, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapStyle {
    /// What it shows.
    pub theme: MapTheme,
    /// Its title, with the placeholders of [`PLACEHOLDERS`]; `None`: the
    /// usual title in the language of the project.
    pub title: Option<String>,
}

/// What a map shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MapTheme {
    /// Facilities today by category.
    Facilities,
    /// What the circles reach: a map for each circle.
    Coverage,
    /// Townships by rate.
    Rates,
    /// Residential land that the circles leave out.
    Uncovered,
    /// Places missing against the layout plan, by township and category.
    PlacesGap,
    /// Planned against existing.
    PlanGuide,
}

impl MapTheme {
    /// All of them, in the order of the default.
    pub const ALL: [Self; 6] =
        [Self::Facilities, Self::Coverage, Self::Rates, Self::Uncovered, Self::PlacesGap, Self::PlanGuide];
}

/// A bureau's own fonts: TrueType or OpenType files. `None`: Noto Sans CJK SC, which the program carries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FontFiles {
    /// For all text but titles.
    pub regular: Option<PathBuf>,
    /// For titles.
    pub bold: Option<PathBuf>,
}

/// Sizes of text in points, on A3.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = nothing_is_required)]
pub struct TextSizes {
    /// The title of the map.
    #[schemars(range(min = 3, max = 100))]
    pub title_pt: f64,
    /// Headings: of the legend, of an inset.
    #[schemars(range(min = 3, max = 100))]
    pub heading_pt: f64,
    /// Entries of the legend, scale, date, maker.
    #[schemars(range(min = 3, max = 100))]
    pub body_pt: f64,
    /// Lines at the foot: coordinate system, method, sources; and coordinates on the frame.
    #[schemars(range(min = 3, max = 100))]
    pub small_pt: f64,
    /// Names of townships.
    #[schemars(range(min = 3, max = 100))]
    pub township_pt: f64,
    /// Names of facilities, and of context layers.
    #[schemars(range(min = 3, max = 100))]
    pub place_pt: f64,
}

/// The colours of maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = nothing_is_required)]
pub struct Colours {
    /// Text and frames.
    pub ink: Colour,
    /// Paper, and the halo of text.
    pub paper: Colour,
    /// Land of townships below all else.
    pub ground: Colour,
    /// Borders of townships.
    pub township_border: Colour,
    /// The border of the whole area.
    pub area_border: Colour,
    /// Residential land that a circle reaches.
    pub covered: Colour,
    /// Residential land that no circle reaches.
    pub uncovered: Colour,
    /// Residential land that only a wider circle reaches.
    pub partly_covered: Colour,
    /// Service areas: outline, and fill at a low opacity.
    pub service_area: Colour,
    /// Residential land where its use is not known.
    pub residential: Colour,
    /// Bars of what is planned.
    pub planned: Colour,
    /// Bars of what exists.
    pub existing: Colour,
    /// Where a figure does not apply.
    pub nothing: Colour,
    /// Water of the context layers.
    pub water: Colour,
    /// Green of the context layers.
    pub green: Colour,
    /// Roads of the context layers.
    pub road: Colour,
    /// Other context layers, and borders of places around.
    pub other_context: Colour,
    /// The draft mark.
    pub draft_mark: Colour,
}

/// Widths of lines in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = nothing_is_required)]
pub struct LineWidths {
    /// The neat line: the outer frame.
    #[schemars(range(min = 0.01, max = 5))]
    pub neat_line_mm: f64,
    /// The frame of the map and boxes.
    #[schemars(range(min = 0.01, max = 5))]
    pub frame_mm: f64,
    /// Borders of townships.
    #[schemars(range(min = 0.01, max = 5))]
    pub township_border_mm: f64,
    /// The border of the whole area.
    #[schemars(range(min = 0.01, max = 5))]
    pub area_border_mm: f64,
    /// Outlines of residential land.
    #[schemars(range(min = 0.01, max = 5))]
    pub parcel_mm: f64,
    /// Outlines of service areas.
    #[schemars(range(min = 0.01, max = 5))]
    pub service_area_mm: f64,
    /// Roads of the context layers.
    #[schemars(range(min = 0.01, max = 5))]
    pub road_mm: f64,
    /// Rivers and shores of the context layers.
    #[schemars(range(min = 0.01, max = 5))]
    pub water_mm: f64,
}

/// How a facility is drawn: colour and shape each tell the category by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Symbol {
    /// Its fill.
    pub colour: Colour,
    /// Its shape.
    pub mark: Mark,
}

/// The shape of a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// A disk.
    Circle,
    /// A square.
    Square,
    /// A triangle, point up.
    Triangle,
    /// A square on its corner.
    Diamond,
    /// A star with five points.
    Star,
    /// A cross with arms of equal length.
    Cross,
}

impl Mark {
    /// Its name, as style files, QGIS, SLD and the page have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::Square => "square",
            Self::Triangle => "triangle",
            Self::Diamond => "diamond",
            Self::Star => "star",
            Self::Cross => "cross",
        }
    }
}

/// The fill of residential land of a use.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LandUseColour {
    /// How its code begins.
    #[schemars(regex(pattern = IDENTIFIER))]
    pub code: String,
    /// The fill.
    pub colour: Colour,
    /// Whether there are dots on it, so that grey print tells it.
    #[serde(default)]
    pub dotted: bool,
}
