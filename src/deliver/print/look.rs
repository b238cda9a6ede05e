//! A style on one paper: sizes in millimetres, fonts, and the words that are measured with them.

use super::drawing::{POINT_MM, Weight};
use super::fonts::Fonts;
use crate::style::{Sheet, Style};

/// No text on a page is smaller than this, in points: what is smaller is not read on paper.
pub(super) const LEAST_PT: f64 = 5.0;
/// The same in millimetres.
pub(super) const LEAST_MM: f64 = LEAST_PT * POINT_MM;

/// A paper that is printed on: a sheet of the style, or the room that a document has for a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Leaf {
    pub(super) width_mm: f64,
    pub(super) height_mm: f64,
    /// The size of text and symbols beside that on A3.
    pub(super) text_scale: f64,
}

impl From<Sheet> for Leaf {
    fn from(sheet: Sheet) -> Self {
        let (width_mm, height_mm) = sheet.size_mm();
        Self { width_mm, height_mm, text_scale: sheet.text_scale() }
    }
}

/// A style on one paper.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) style: &'a Style,
    pub(super) fonts: &'a Fonts,
    /// The size of text and symbols beside that on A3.
    pub(super) scale: f64,
}

impl Look<'_> {
    fn mm(&self, points: f64) -> f64 {
        (points * self.scale).max(LEAST_PT) * POINT_MM
    }

    /// How much larger the text of legends is than that of the default style.
    pub(super) fn growth(&self) -> f64 {
        const DEFAULT_PT: f64 = 9.5;
        (self.style.text.body_pt / DEFAULT_PT).max(1.0)
    }

    pub(super) fn title_mm(&self) -> f64 {
        self.mm(self.style.text.title_pt)
    }

    pub(super) fn heading_mm(&self) -> f64 {
        self.mm(self.style.text.heading_pt)
    }

    pub(super) fn body_mm(&self) -> f64 {
        self.mm(self.style.text.body_pt)
    }

    pub(super) fn small_mm(&self) -> f64 {
        self.mm(self.style.text.small_pt)
    }

    pub(super) fn township_mm(&self) -> f64 {
        self.mm(self.style.text.township_pt)
    }

    pub(super) fn place_mm(&self) -> f64 {
        self.mm(self.style.text.place_pt)
    }

    pub(super) fn symbol_mm(&self) -> f64 {
        self.style.symbol_mm * self.scale
    }

    /// How wide a line of regular text is.
    pub(super) fn width(&self, text: &str, size_mm: f64) -> f64 {
        self.fonts.width_mm(text, size_mm, Weight::Regular)
    }

    /// A line cut so that it is no wider than `most_mm`, with an ellipsis where it was cut.
    pub(super) fn cut(&self, text: &str, size_mm: f64, most_mm: f64) -> String {
        self.cut_as(text, size_mm, Weight::Regular, most_mm)
    }

    /// The same of a line of this weight.
    pub(super) fn cut_as(&self, text: &str, size_mm: f64, weight: Weight, most_mm: f64) -> String {
        let width = |text: &str| self.fonts.width_mm(text, size_mm, weight);
        if width(text) <= most_mm {
            return text.to_owned();
        }
        let mut kept = String::new();
        for c in text.chars() {
            kept.push(c);
            if width(&kept) + width("…") > most_mm {
                kept.pop();
                break;
            }
        }
        kept.push('…');
        kept
    }

    /// Text in at most `most_lines` lines; what does not fit is cut from the last one.
    pub(super) fn few_lines(&self, text: &str, size_mm: f64, most_mm: f64, most_lines: usize) -> Vec<String> {
        self.few_lines_as(text, size_mm, Weight::Regular, most_mm, most_lines)
    }

    /// The same of text of this weight.
    pub(super) fn few_lines_as(
        &self,
        text: &str,
        size_mm: f64,
        weight: Weight,
        most_mm: f64,
        most_lines: usize,
    ) -> Vec<String> {
        let mut lines = self.lines_as(text, size_mm, weight, most_mm);
        if lines.len() > most_lines {
            lines.truncate(most_lines);
            if let Some(last) = lines.last_mut() {
                *last = self.cut_as(&format!("{last}…"), size_mm, weight, most_mm);
            }
        }
        lines
    }

    /// Regular text in lines no wider than `most_mm`. Between Chinese characters a line may end anywhere but before
    /// closing punctuation; words of letters are kept whole where they fit.
    pub(super) fn lines(&self, text: &str, size_mm: f64, most_mm: f64) -> Vec<String> {
        self.lines_as(text, size_mm, Weight::Regular, most_mm)
    }

    /// The same of text of this weight.
    pub(super) fn lines_as(&self, text: &str, size_mm: f64, weight: Weight, most_mm: f64) -> Vec<String> {
        let width = |text: &str| self.fonts.width_mm(text, size_mm, weight);
        let mut lines = Vec::new();
        let mut line = String::new();
        // Where the last piece of the line begins.
        let mut last = 0;
        for piece in pieces(text) {
            let is_wide = width(&format!("{line}{piece}")) > most_mm;
            if is_wide && !line.is_empty() {
                // Closing punctuation takes what it closes with it, and what opens goes with what it opens; alone on
                // its line, it hangs over.
                let is_bound = closes(&piece) || line.get(last..).is_some_and(opens);
                let end = if is_bound { last } else { line.len() };
                let rest = line.split_off(end);
                if line.trim().is_empty() {
                    line.push_str(&rest);
                } else {
                    lines.push(line.trim_end().to_owned());
                    line = rest;
                }
            }
            last = line.len();
            if line.is_empty() && width(&piece) > most_mm {
                for c in piece.chars() {
                    if width(&format!("{line}{c}")) > most_mm && !line.is_empty() {
                        lines.push(std::mem::take(&mut line));
                    }
                    line.push(c);
                }
            } else if !(line.is_empty() && piece.trim().is_empty()) {
                line.push_str(&piece);
            }
        }
        if !line.trim().is_empty() {
            lines.push(line.trim_end().to_owned());
        }
        lines
    }
}

/// Whether a line may not begin with it.
fn closes(piece: &str) -> bool {
    piece.starts_with([
        '，', '。', '、', '；', '：', '）', '〕', '”', '》', '％', '%', ',', '.', ';', ')', '”',
    ])
}

/// Whether a line may not end with it.
fn opens(piece: &str) -> bool {
    piece.trim_end().ends_with(['（', '〔', '“', '《', '('])
}

/// The text in pieces that are kept whole: words with the space after them, other characters one by one.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let is_letter = |c: char| (c as u32) < 0x2E80 && !c.is_whitespace();
    let mut in_word = false;
    for c in text.chars() {
        let joins = in_word && (is_letter(c) || c.is_whitespace());
        match pieces.last_mut().filter(|_| joins) {
            Some(word) => word.push(c),
            None => pieces.push(c.to_string()),
        }
        in_word = is_letter(c);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::FontFiles;

    #[test]
    fn lines_fit_and_nothing_is_lost() {
        let (style, fonts) = (Style::default(), Fonts::of(&FontFiles::default()).unwrap());
        let look = Look { style: &style, fonts: &fonts, scale: 1.0 };
        let text = "2000国家大地坐标系，高斯-克吕格投影，中央子午线120°。CGCS2000, Gauss–Krüger projection, xxxxxxxxxxxxxxxxxxxxxxxx";
        for most in [20.0, 31.0, 60.0, 500.0] {
            let lines = look.lines(text, 3.0, most);
            // Closing punctuation may hang over.
            assert!(lines.iter().all(|line| look.width(line, 3.0) <= most + 3.0), "{lines:?}");
            let rejoined: String = lines.concat().split_whitespace().collect();
            assert_eq!(rejoined, text.split_whitespace().collect::<String>());
        }
        assert_eq!(look.lines("生活圈（半径）镇", 1.0, 4.0), ["生活圈", "（半径）", "镇"]);
        assert_eq!(look.lines("生活圈半径，镇", 1.0, 5.0), ["生活圈半", "径，镇"]);
        assert_eq!(look.cut("沃洲镇沃洲镇", 3.0, 10.0), "沃洲…");
    }
}
