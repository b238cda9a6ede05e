//! From a style file to a [`Style`]: the default, and a file over it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::file::{FontsTable, MapTable, StyleFile};
use super::room::too_large;
use super::title::{placeholders, unknown_placeholder};
use super::{FontFiles, MapStyle, Style};
use crate::error::Error;
use crate::settings::{Document, Settings, Text, list, read_text};

/// The name under which messages speak of the default.
const DEFAULT_NAME: &str = "default.toml";

impl Default for Style {
    fn default() -> Self {
        static DEFAULT: OnceLock<Style> = OnceLock::new();
        DEFAULT.get_or_init(|| Style::read_default().unwrap_or_else(|_| Style::bare())).clone()
    }
}

impl Style {
    /// The file of the default style, with a comment on every key: to begin one's own with.
    pub fn default_toml() -> &'static str {
        include_str!("default.toml")
    }

    /// Reads the style file at `path`: a TOML file with the keys of [`json_schema`](super::json_schema). What it leaves
    /// out is as in the default, key by key; a list is taken whole. Paths in it are taken from its folder.
    ///
    /// # Errors
    /// The file cannot be read, is not UTF-8 or not TOML, has an unknown key or a value that is not allowed; a title
    /// has an unknown placeholder; a sheet, format, map or land-use code is there twice; a text leaves no
    /// room on a sheet; or a font file is missing or none.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let text = read_text(StyleFile::KIND, path)?;
        let document = Document::parse(StyleFile::KIND, path, &text)?;
        let default = Document::parse(StyleFile::KIND, Path::new(DEFAULT_NAME), Self::default_toml())?;
        of_file(&document, document.read_over(&default)?)
    }

    /// The default style.
    pub(super) fn read_default() -> Result<Self, Error> {
        let document = Document::parse(StyleFile::KIND, Path::new(DEFAULT_NAME), Self::default_toml())?;
        of_file(&document, document.read()?)
    }
}

/// The style of a file that has all keys, its own or those of the default.
fn of_file(document: &Document<'_>, file: StyleFile) -> Result<Style, Error> {
    is_once(document, &file.paper.sheets, |index| format!("paper.sheets[{index}]"))?;
    is_once(document, &file.paper.formats, |index| format!("paper.formats[{index}]"))?;
    let themes: Vec<_> = file.map.iter().map(|map| map.theme).collect();
    is_once(document, &themes, |index| format!("map[{index}].theme"))?;
    let codes: Vec<_> = file.land_use.iter().map(|land_use| &land_use.code).collect();
    is_once(document, &codes, |index| format!("land_use[{index}].code"))?;
    has_room(document, &file)?;
    let maps = file.map.into_iter().enumerate().map(|(index, map)| map_style(document, index, map));
    Ok(Style {
        sheets: file.paper.sheets,
        formats: file.paper.formats,
        resolution_dpi: file.paper.resolution_dpi,
        atlas: file.paper.atlas,
        maps: maps.collect::<Result<_, _>>()?,
        fonts: font_files(document, file.fonts)?,
        text: file.text,
        colours: file.colours,
        lines: file.lines,
        symbols: file.symbol,
        symbol_mm: file.symbol_mm,
        land_use: file.land_use,
    })
}

/// Sees that no entry of a list is there twice.
fn is_once<T: PartialEq>(
    document: &Document<'_>,
    entries: &[T],
    key: impl Fn(usize) -> String,
) -> Result<(), Error> {
    for (index, entry) in entries.iter().enumerate() {
        if let Some(first) = entries.iter().take(index).position(|earlier| earlier == entry) {
            let (key, earlier) = (key(index), key(first));
            return Err(document
                .error("settings-twice", &key)
                .with("found", document.found_at(&key))
                .with("earlier_line", document.line_of(&earlier))
                .with("earlier", earlier));
        }
    }
    Ok(())
}

/// Sees that the texts leave room on each sheet that is asked for.
fn has_room(document: &Document<'_>, file: &StyleFile) -> Result<(), Error> {
    let sheets = file.paper.sheets.iter().copied().chain([file.paper.atlas]);
    let Some(found) = too_large(&file.text, sheets) else { return Ok(()) };
    let is_atlas = !file.paper.sheets.contains(&found.sheet);
    Err(document
        .error("style-text-too-large", &format!("text.{}", found.key))
        .with("found", found.points)
        .with("most", found.most)
        .with("sheet", found.sheet.name())
        .with("sheets", if is_atlas { "paper.atlas" } else { "paper.sheets" }))
}

fn map_style(document: &Document<'_>, index: usize, map: MapTable) -> Result<MapStyle, Error> {
    let title = map.title.map(|title| title.0);
    let known = placeholders(map.theme);
    if let Some(found) = title.as_deref().and_then(|title| unknown_placeholder(title, &known)) {
        let allowed: Vec<String> = known.iter().map(|name| format!("{{{name}}}")).collect();
        return Err(document
            .error("style-placeholder", &format!("map[{index}].title"))
            .with("allowed", list(allowed.iter().map(String::as_str)))
            .with("found", found));
    }
    Ok(MapStyle { theme: map.theme, title })
}

fn font_files(document: &Document<'_>, fonts: FontsTable) -> Result<FontFiles, Error> {
    let file = |key: &str, path: Option<Text>| path.map(|path| font_file(document, key, &path.0)).transpose();
    Ok(FontFiles { regular: file("fonts.regular", fonts.regular)?, bold: file("fonts.bold", fonts.bold)? })
}

/// The path of a font file that is there.
fn font_file(document: &Document<'_>, key: &str, path: &str) -> Result<PathBuf, Error> {
    let path = document.path_at(key, path)?;
    let code = if path.is_dir() {
        "style-font-is-folder"
    } else if path.try_exists().is_ok_and(|exists| !exists) {
        "style-font-missing"
    } else {
        let told = |code| document.error(code, key).with("font", path.display());
        let bytes = std::fs::read(&path).map_err(|e| told("style-font-unreadable").with("reason", e))?;
        return if is_font(&bytes) { Ok(path) } else { Err(told("style-font-not-one")) };
    };
    Err(document.error(code, key).with("font", path.display()))
}

/// Whether these are the bytes of a font with characters.
fn is_font(bytes: &[u8]) -> bool {
    ttf_parser::Face::parse(bytes, 0).is_ok_and(|face| face.tables().cmap.is_some())
}
