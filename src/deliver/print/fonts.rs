//! The fonts of printed deliverables, and how wide text is in them.
//!
//! Noto Sans CJK SC (SIL Open Font License, `src/fonts`) comes with the program, so that Chinese renders on a machine
//! without any font; a bureau's own fonts go before it, and what they lack is drawn from it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, Source};
use ttf_parser::Face;

use super::drawing::Weight;
use crate::error::Error;
use crate::style::FontFiles;

/// The family of the fonts that the program carries.
const FAMILY: &str = "Noto Sans CJK SC";
const REGULAR: &[u8] = include_bytes!("../../fonts/NotoSansCJKsc-Regular.otf");
const BOLD: &[u8] = include_bytes!("../../fonts/NotoSansCJKsc-Bold.otf");

/// The fonts of a run.
pub(crate) struct Fonts {
    database: Arc<Database>,
    /// Family names, the first goes first: as CSS has them.
    families: Vec<String>,
    /// The widths of characters, in sizes of text; one map a font, looked through in this order.
    regular: Vec<Advances>,
    bold: Vec<Advances>,
}

/// How wide each character of a font is, in sizes of text.
type Advances = Arc<HashMap<char, f64>>;

/// The widths of the characters of the font in `bytes`; `None` where it is none.
fn advances(bytes: &[u8]) -> Option<Advances> {
    let face = Face::parse(bytes, 0).ok()?;
    let size = f64::from(face.units_per_em());
    let mut all = HashMap::new();
    for table in face.tables().cmap?.subtables.into_iter().filter(|table| table.is_unicode()) {
        table.codepoints(|code| {
            let advance = table.glyph_index(code).and_then(|glyph| face.glyph_hor_advance(glyph));
            if let Some((c, advance)) = char::from_u32(code).zip(advance) {
                all.insert(c, f64::from(advance) / size);
            }
        });
    }
    Some(Arc::new(all))
}

impl Fonts {
    /// The program's own fonts, and before them those of the style.
    ///
    /// # Errors
    /// A font of the style cannot be read, or is no font.
    pub(crate) fn of(files: &FontFiles) -> Result<Self, Error> {
        let mut database = Database::new();
        for bytes in [REGULAR, BOLD] {
            database.load_font_source(Source::Binary(Arc::new(bytes)));
        }
        let mut fonts =
            Self { database: Arc::default(), families: Vec::new(), regular: Vec::new(), bold: Vec::new() };
        for (path, is_bold) in [(&files.regular, false), (&files.bold, true)] {
            let Some(path) = path else { continue };
            let told = |code| Error::usage(code).with("path", path.display());
            let bytes = std::fs::read(path).map_err(|e| told("font-unreadable").with("reason", e))?;
            let ids = database.load_font_source(Source::Binary(Arc::new(bytes.clone())));
            let family = ids.first().and_then(|id| database.face(*id)?.families.first().map(|f| f.0.clone()));
            let (family, advances) = family.zip(advances(&bytes)).ok_or_else(|| told("font-not-one"))?;
            if !fonts.families.contains(&family) {
                fonts.families.push(family);
            }
            if is_bold { &mut fonts.bold } else { &mut fonts.regular }.push(advances);
        }
        if fonts.bold.is_empty() {
            fonts.bold.clone_from(&fonts.regular);
        }
        fonts.families.push(FAMILY.to_owned());
        let [regular, bold] = [REGULAR, BOLD].map(|bytes| advances(bytes).unwrap_or_default());
        fonts.regular.push(Arc::clone(&regular));
        fonts.bold.extend([bold, regular]);
        fonts.database = Arc::new(database);
        Ok(fonts)
    }

    /// The fonts, for what lays out text.
    pub(super) fn database(&self) -> Arc<Database> {
        Arc::clone(&self.database)
    }

    /// The families as an SVG names them; the last ones are for programs on machines without ours.
    pub(super) fn families(&self) -> Vec<&str> {
        let others = ["Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "SimHei", "sans-serif"];
        self.families.iter().map(String::as_str).chain(others).collect()
    }

    /// The text with a box for each character that no font has; with a space for a space of other width (the thin one
    /// between thousands). Marks that join or turn others are left out.
    pub(super) fn with_boxes<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let is_lacking = |c: char| !c.is_control() && !self.regular.iter().any(|font| font.contains_key(&c));
        if !text.contains(is_lacking) {
            return Cow::Borrowed(text);
        }
        let joins = |c: char| matches!(c, '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
        let kept = text.chars().filter(|c| !(joins(*c) && is_lacking(*c)));
        let shown = |c: char| match is_lacking(c) {
            true if c.is_whitespace() => ' ',
            true => '□',
            false => c,
        };
        Cow::Owned(kept.map(shown).collect())
    }

    /// How wide a line of text is, in millimetres, at a size in millimetres. Kerning is left out: it makes text no
    /// wider than this by more than a hair.
    pub(crate) fn width_mm(&self, text: &str, size_mm: f64, weight: Weight) -> f64 {
        let fonts = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        // What no font has is drawn as a box of about this width.
        let known = |c: char| fonts.iter().find_map(|font| font.get(&c)).copied();
        let space = |c: char| known(' ').filter(|_| c.is_whitespace());
        let of = |c: char| known(c).or_else(|| space(c)).unwrap_or(1.0);
        size_mm * text.chars().map(of).sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_characters_of_place_names_are_there() {
        for bytes in [REGULAR, BOLD] {
            let face = Face::parse(bytes, 0).unwrap();
            for c in "新昌县岙澄甪堽㙟–—〔〕（）°′″≥≤㎡".chars().filter(|c| bytes == REGULAR || *c != '㙟')
            {
                assert!(face.glyph_index(c).is_some(), "{c}");
            }
        }
    }

    #[test]
    fn a_chinese_character_is_as_wide_as_high() {
        let fonts = Fonts::of(&FontFiles::default()).unwrap();
        let width = |text| fonts.width_mm(text, 10.0, Weight::Regular);
        assert_eq!(width("沃洲镇"), 30.0);
        assert!(width("65.5%") > 20.0 && width("65.5%") < 32.0, "{}", width("65.5%"));
        // In the bold font 㙟 is drawn from the regular one.
        assert_eq!(fonts.width_mm("㙟", 10.0, Weight::Bold), 10.0);
    }

    #[test]
    fn what_no_font_has_is_seen() {
        let fonts = Fonts::of(&FontFiles::default()).unwrap();
        assert_eq!(fonts.with_boxes("👶🏽 小太阳\u{fe0f}"), "□ 小太阳");
        assert_eq!(fonts.with_boxes("1:50\u{2009}000"), "1:50 000");
        assert_eq!(fonts.with_boxes("岙澄甪堽㙟𠮷"), "岙澄甪堽㙟𠮷");
    }

    #[test]
    fn what_is_no_font_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.ttf");
        let of = |path: &std::path::Path| FontFiles { regular: Some(path.to_owned()), bold: None };
        assert!(Fonts::of(&of(&path)).is_err());
        std::fs::write(&path, b"no font").unwrap();
        assert!(Fonts::of(&of(&path)).is_err());
    }
}
