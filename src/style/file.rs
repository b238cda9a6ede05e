//! The shape of a style file, key by key.
//!
//! As with project files, these types and those of the room are the one place where the keys stand: the JSON Schema is
//! made from them, files are checked against it and then read into them. No table requires a key, for a file is read
//! over the default; an entry of a list is taken whole.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Colours, Format, LandUseColour, LineWidths, MapTheme, Sheet, Symbol, TextSizes};
use crate::settings::{Kind, Settings, Text, nothing_is_required};

/// How the printed maps of lifecircle look. What a file leaves out is as in the default, `lifecircle style`; a list is
/// taken whole.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Style file of lifecircle", transform = nothing_is_required)]
pub(super) struct StyleFile {
    /// The size of the symbols of facilities, in millimetres, on A3.
    #[schemars(range(min = 0.5, max = 20))]
    pub(super) symbol_mm: f64,
    /// Papers and formats.
    pub(super) paper: PaperTable,
    /// The maps, in this order.
    #[schemars(length(min = 1))]
    pub(super) map: Vec<MapTable>,
    /// Fonts in the stead of Noto Sans CJK SC, which the program carries.
    pub(super) fonts: FontsTable,
    /// Sizes of text in points, on A3; smaller sheets have smaller text.
    pub(super) text: TextSizes,
    /// Colours.
    pub(super) colours: Colours,
    /// Widths of lines in millimetres.
    pub(super) lines: LineWidths,
    /// The symbols of facilities, category by category; where there are more categories, the shapes start again in other colours.
    #[schemars(length(min = 1))]
    pub(super) symbol: Vec<Symbol>,
    /// Fills of residential land by the beginning of its land-use code; the longest that fits is taken.
    pub(super) land_use: Vec<LandUseColour>,
}

impl Settings for StyleFile {
    const KIND: Kind =
        Kind { name: "term.style.file", begin: "term.style.begin", example: "style.toml", needed: &[] };
}

/// Papers and formats.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = nothing_is_required)]
pub(super) struct PaperTable {
    /// The sheets that every map is made for.
    #[schemars(length(min = 1))]
    pub(super) sheets: Vec<Sheet>,
    /// The formats that every map is written in.
    #[schemars(length(min = 1))]
    pub(super) formats: Vec<Format>,
    /// Dots an inch of the PNGs.
    #[schemars(range(min = 72, max = 1200))]
    pub(super) resolution_dpi: u32,
    /// The sheet of the atlas.
    pub(super) atlas: Sheet,
}

/// A map.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MapTable {
    /// What it shows.
    pub(super) theme: MapTheme,
    /// Its title, with the placeholders `{project}`, `{service}`, `{year}`, `{minutes}` and `{plan_year}`; by default
    /// the usual title in the language of the project.
    pub(super) title: Option<Text>,
}

/// Fonts: TrueType or OpenType files, relative to the style file.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FontsTable {
    /// For all text but titles.
    pub(super) regular: Option<Text>,
    /// For titles; by default the regular one, where that is given.
    pub(super) bold: Option<Text>,
}
