//! The fonts of printed deliverables, and how wide text is in them.
//!
//! Noto Sans CJK SC (SIL Open Font License, `src/fonts`) comes with the program, so that Chinese renders on a machine
//! without any font; a bureau's own fonts go before it, and what they lack is drawn from it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, ID, Source};
use resvg::usvg::{FontFamily, FontResolver};
use ttf_parser::Face;

use super::drawing::Weight;
use crate::error::Error;
use crate::style::FontFiles;

const REGULAR: &[u8] = include_bytes!("../../fonts/NotoSansCJKsc-Regular.otf");
const BOLD: &[u8] = include_bytes!("../../fonts/NotoSansCJKsc-Bold.otf");

/// A family of this name and a number is the font of that place among those of its weight; no real font is called so.
pub(super) const FALLBACK: &str = "lifecircle-fallback-";

/// The fonts of a run.
pub(crate) struct Fonts {
    database: Arc<Database>,
    regular: Chain,
    bold: Chain,
}

/// The fonts of a weight: a character is drawn from the first one that has it.
type Chain = Vec<Arc<Font>>;

/// A font, and how wide each of its characters is, in sizes of text.
struct Font {
    id: ID,
    family: String,
    advances: HashMap<char, f64>,
}

impl Font {
    /// Puts the font in `bytes` into the database; `None` where it is none.
    fn of(bytes: Arc<dyn AsRef<[u8]> + Sync + Send>, database: &mut Database) -> Option<Arc<Self>> {
        let advances = advances((*bytes).as_ref())?;
        let id = *database.load_font_source(Source::Binary(bytes)).first()?;
        let family = database.face(id)?.families.first()?.0.clone();
        Some(Arc::new(Self { id, family, advances }))
    }
}

/// The widths of the characters of the font in `bytes`; `None` where it is none.
fn advances(bytes: &[u8]) -> Option<HashMap<char, f64>> {
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
    Some(all)
}

impl Fonts {
    /// The program's own fonts, and before them those of the style. What a bold font lacks is drawn from the program's
    /// bold one, what a regular one lacks from the regular one.
    ///
    /// # Errors
    /// A font of the style cannot be read, or is no font.
    pub(crate) fn of(files: &FontFiles) -> Result<Self, Error> {
        let mut database = Database::new();
        let mut own = |path: &Option<PathBuf>| {
            let Some(path) = path else { return Ok(None) };
            let told = |code| Error::usage(code).with("path", path.display());
            let bytes = std::fs::read(path).map_err(|e| told("font-unreadable").with("reason", e))?;
            let font = Font::of(Arc::new(bytes), &mut database).ok_or_else(|| told("font-not-one"))?;
            Ok::<_, Error>(Some(font))
        };
        let (own_regular, own_bold) = (own(&files.regular)?, own(&files.bold)?);
        let mut carried = |bytes: &'static [u8]| Font::of(Arc::new(bytes), &mut database);
        let (carried_regular, carried_bold) = (carried(REGULAR), carried(BOLD));
        let regular: Chain = own_regular.iter().chain(&carried_regular).map(Arc::clone).collect();
        // A style with a regular font alone has titles in it too.
        let bold = match (&own_regular, &own_bold) {
            (Some(_), None) => regular.clone(),
            _ => own_bold.iter().chain(&carried_bold).chain(&regular).map(Arc::clone).collect(),
        };
        Ok(Self { database: Arc::new(database), regular, bold })
    }

    fn chain(&self, weight: Weight) -> &Chain {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// The fonts, for what lays out text.
    pub(super) fn database(&self) -> Arc<Database> {
        Arc::clone(&self.database)
    }

    /// How what lays out text finds the font of a character: that of its weight, and the next one of that weight for
    /// what it lacks. By itself it would take the first font that has the character, of whatever weight.
    pub(super) fn resolver(&self) -> FontResolver<'_> {
        const BOLD_FROM: u16 = 600;
        FontResolver {
            select_font: Box::new(|font, _| {
                let weight = if font.weight() >= BOLD_FROM { Weight::Bold } else { Weight::Regular };
                let at = font.families().iter().find_map(|family| match family {
                    FontFamily::Named(name) => name.strip_prefix(FALLBACK)?.parse().ok(),
                    _ => None,
                });
                self.chain(weight).get(at.unwrap_or(0)).map(|font| font.id)
            }),
            select_fallback: Box::new(|c, used, _| {
                let is_of = |chain: &Chain| chain.first().map(|font| font.id) == used.first().copied();
                let chain = if is_of(&self.regular) { &self.regular } else { &self.bold };
                let rest = chain.iter().filter(|font| !used.contains(&font.id));
                rest.map(|font| &**font).find(|font| font.advances.contains_key(&c)).map(|font| font.id)
            }),
        }
    }

    /// The families of a weight as an SVG names them; the last ones are for programs on machines without ours.
    pub(super) fn families(&self, weight: Weight) -> Vec<&str> {
        let others = ["Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "SimHei", "sans-serif"];
        let mut families: Vec<&str> = Vec::new();
        for family in self.chain(weight).iter().map(|font| &*font.family).chain(others) {
            if !families.contains(&family) {
                families.push(family);
            }
        }
        families
    }

    /// The text with a box for each character that no font has; with a space for a space of other width (the thin one
    /// between thousands). Marks that join or turn others are left out.
    pub(super) fn with_boxes<'t>(&self, text: &'t str, weight: Weight) -> Cow<'t, str> {
        let is_lacking = |c: char| self.is_lacking(c, weight);
        if !text.contains(is_lacking) {
            return Cow::Borrowed(text);
        }
        let kept = text.chars().filter(|c| !(joins(*c) && is_lacking(*c)));
        let shown = |c: char| match is_lacking(c) {
            true if c.is_whitespace() => ' ',
            true => '□',
            false => c,
        };
        Cow::Owned(kept.map(shown).collect())
    }

    /// The text in runs of one font, with the place of the font among those of the weight: 0 the first. By itself the layout
    /// would draw a whole line in the font that has a single character which the first one lacks.
    pub(super) fn runs<'t>(&self, text: &'t str, weight: Weight) -> Vec<(usize, &'t str)> {
        let chain = self.chain(weight);
        let font_of = |c: char| chain.iter().position(|font| font.advances.contains_key(&c));
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (at, c) in text.char_indices() {
            // What no font has by itself, as a mark that joins others, goes with what stands before it.
            let font = font_of(c).or(runs.last().map(|(font, _)| *font)).unwrap_or(0);
            if runs.last().is_none_or(|(last, _)| *last != font) {
                runs.push((font, at));
            }
        }
        let ends = runs.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
        runs.iter().zip(ends).filter_map(|((font, from), to)| Some((*font, text.get(*from..to)?))).collect()
    }

    fn is_lacking(&self, c: char, weight: Weight) -> bool {
        !c.is_control() && !self.chain(weight).iter().any(|font| font.advances.contains_key(&c))
    }

    /// Whether a box is printed for the character, in regular text or in titles.
    pub(super) fn has_box_for(&self, c: char) -> bool {
        let is_lacking = |weight| self.is_lacking(c, weight);
        !c.is_whitespace() && !joins(c) && (is_lacking(Weight::Regular) || is_lacking(Weight::Bold))
    }

    /// How wide a line of text is, in millimetres, at a size in millimetres. Kerning is left out: it makes text no
    /// wider than this by more than a hair.
    pub(crate) fn width_mm(&self, text: &str, size_mm: f64, weight: Weight) -> f64 {
        // What no font has is drawn as a box of about this width.
        let fonts = self.chain(weight);
        let known = |c: char| fonts.iter().find_map(|font| font.advances.get(&c)).copied();
        let space = |c: char| known(' ').filter(|_| c.is_whitespace());
        let of = |c: char| known(c).or_else(|| space(c)).unwrap_or(1.0);
        size_mm * text.chars().map(of).sum::<f64>()
    }
}

/// Whether a character joins or turns others, and has no width of its own.
fn joins(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
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
        assert_eq!(fonts.with_boxes("👶🏽 小太阳\u{fe0f}", Weight::Regular), "□ 小太阳");
        assert_eq!(fonts.with_boxes("1:50\u{2009}000", Weight::Regular), "1:50 000");
        assert_eq!(fonts.with_boxes("岙澄甪堽㙟𠮷", Weight::Regular), "岙澄甪堽㙟𠮷");
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

    /// A font of another family, as a bureau's file.
    fn bureaus(folder: &std::path::Path) -> PathBuf {
        let utf16 = |text: &str| text.bytes().flat_map(|byte| [0, byte]).collect::<Vec<u8>>();
        let (known, other) = (utf16("Noto"), utf16("Boto"));
        let mut bytes = REGULAR.to_vec();
        for at in 0..bytes.len() - known.len() {
            if bytes[at..].starts_with(&known) {
                bytes[at..at + other.len()].copy_from_slice(&other);
            }
        }
        let path = folder.join("own.otf");
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Regular text does not name a font that is for titles alone, and what the bold one lacks is drawn from the
    /// program's bold one.
    #[test]
    fn each_weight_has_its_fonts() {
        let folder = tempfile::tempdir().unwrap();
        let files = FontFiles { regular: None, bold: Some(bureaus(folder.path())) };
        let fonts = Fonts::of(&files).unwrap();
        assert_eq!(fonts.families(Weight::Regular)[0], "Noto Sans CJK SC");
        assert_eq!(fonts.families(Weight::Bold)[..2], ["Boto Sans CJK SC", "Noto Sans CJK SC"]);
        let resolver = fonts.resolver();
        let mut database = fonts.database();
        let base = fonts.bold[0].id;
        let fallback = (resolver.select_fallback)('镇', &[base], &mut database).unwrap();
        assert_eq!(database.face(fallback).unwrap().weight.0, 700);
        let base = fonts.regular[0].id;
        assert_eq!((resolver.select_fallback)('镇', &[base], &mut database), None);
        // Both files: each leads its own weight.
        let regular = folder.path().join("regular.otf");
        std::fs::write(&regular, REGULAR).unwrap();
        let fonts = Fonts::of(&FontFiles { regular: Some(regular), ..files }).unwrap();
        assert_ne!(fonts.regular[0].family, fonts.bold[0].family);
    }
}
