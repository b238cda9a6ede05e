//! What stands above and below a map: its title; how it was made, from what, and by whom.

use super::content::Content;
use super::drawing::{Anchor, Area, Item, Text, Weight, spot};
use super::look::{LEAST_MM, Leaf, Look};
use super::{Printing, sheet};

/// A title is made smaller down to this before it is set in two lines, and down to the second in these.
const ONE_LINE: f64 = 0.8;
const TWO_LINES: f64 = 0.62;
/// From line to line of a title, in its size.
const LEADING: f64 = 1.25;
/// Title and foot take no more than these parts of the sheet's height.
const MOST_TITLE: f64 = 0.22;
const MOST_FOOT: f64 = 0.3;

/// Title and foot of a map, in lines that fit on a paper.
pub(super) struct Margins {
    title: Vec<String>,
    title_mm: f64,
    subtitle: String,
    /// Coordinate system, method, sources: on the left of the foot.
    told: Vec<String>,
    /// Maker, date and number of the map review: on its right.
    signature: Vec<String>,
    /// How high the two are.
    pub(super) title_height: f64,
    pub(super) foot_height: f64,
}

impl Margins {
    pub(super) fn of(
        content: &Content<'_>,
        leaf: impl Into<Leaf>,
        printing: &Printing<'_>,
        look: &Look<'_>,
    ) -> Self {
        let whole = sheet::whole(leaf, look);
        let most = whole.width - look.title_mm();
        let (title, title_mm) = title(&content.title, most, whole.height, look);
        let body = look.body_mm();
        let title_height =
            title_mm * (0.6 + LEADING * title.len() as f64) + body * 1.3 + (look.title_mm() - title_mm) * 0.5;
        let signature_width = (body * 15.0).min(whole.width * 0.35);
        let signature: Vec<String> =
            printing.signature().iter().flat_map(|line| look.lines(line, body, signature_width)).collect();
        let told_width = whole.width - signature_width - body * 2.0;
        let paragraphs = paragraphs(content, printing);
        let told: Vec<String> =
            paragraphs.iter().flat_map(|text| look.lines(text, look.small_mm(), told_width)).collect();
        let foot_height = (look.small_mm() * (1.4 * told.len() as f64 + 0.8))
            .max(body * 1.3 * (signature.len() as f64 + 0.4))
            .min(whole.height * MOST_FOOT);
        Self {
            title,
            title_mm,
            subtitle: content.subtitle.clone(),
            told,
            signature,
            title_height: title_height.min(whole.height * MOST_TITLE),
            foot_height,
        }
    }

    /// Draws title and subtitle.
    pub(super) fn draw_title(&self, area: Area, look: &Look<'_>, into: &mut Vec<Item>) {
        let ink = look.style.colours.ink;
        let mut y = area.top + self.title_mm * 0.05;
        for line in &self.title {
            y += self.title_mm * LEADING;
            let at = spot(area.centre().x, y);
            into.push(Item::Text(
                Text::new(line.as_str(), at, self.title_mm, ink).bold().anchored(Anchor::Middle),
            ));
        }
        let size = look.body_mm();
        let at = spot(area.centre().x, y + size * 1.6);
        let words = look.cut(&self.subtitle, size, area.width - look.title_mm());
        into.push(Item::Text(Text::new(words, at, size, ink).anchored(Anchor::Middle)));
    }

    /// Draws the foot.
    pub(super) fn draw_foot(&self, area: Area, look: &Look<'_>, into: &mut Vec<Item>) {
        let ink = look.style.colours.ink;
        let mut column = |lines: &[String], size: f64, leading: f64, x: f64, anchor: Anchor| {
            let step = (area.height / (lines.len() as f64 + 0.5)).min(size * leading);
            let size = size.min(step * 0.9).max(LEAST_MM.min(size));
            for (k, line) in lines.iter().enumerate() {
                let at = spot(x, area.top + step * (k as f64 + 0.95));
                into.push(Item::Text(Text::new(line.as_str(), at, size, ink).anchored(anchor)));
            }
        };
        let body = look.body_mm();
        column(&self.told, look.small_mm(), 1.4, area.left + look.small_mm(), Anchor::Start);
        column(&self.signature, body, 1.6, area.right() - body * 0.8, Anchor::End);
    }
}

/// A title in one line, smaller where it is long; then in two; then cut. And its size.
fn title(words: &str, most: f64, height: f64, look: &Look<'_>) -> (Vec<String>, f64) {
    let wanted = look.title_mm().min(height * 0.09);
    let width = |size: f64| look.fonts.width_mm(words, size, Weight::Bold);
    let one = wanted * (most / width(wanted).max(f64::MIN_POSITIVE)).min(1.0);
    if one >= wanted * ONE_LINE {
        return (vec![words.to_owned()], one);
    }
    let size = wanted * (2.0 * most * 0.9 / width(wanted)).clamp(TWO_LINES, ONE_LINE);
    // Two lines of much the same length: narrower until a third would be needed.
    let balanced = look.lines_as(words, size, Weight::Bold, (width(size) / 2.0 + size * 2.0).min(most));
    let mut lines = match balanced.len() {
        0..=2 => balanced,
        _ => look.lines_as(words, size, Weight::Bold, most),
    };
    if lines.len() > 2 {
        let rest = lines.first().and_then(|first| words.trim_start().strip_prefix(first.as_str()));
        let rest = look.cut_as(rest.unwrap_or_default().trim_start(), size, Weight::Bold, most);
        lines.truncate(1);
        lines.push(rest);
    }
    (lines, size)
}

/// What stands at the foot, a paragraph each.
fn paragraphs(content: &Content<'_>, printing: &Printing<'_>) -> Vec<String> {
    let words = printing.words;
    let method = content.method.join(&words.label("words.list-separator-wide"));
    vec![
        words.filled("words.map.coordinates", &[("line", &words.coordinate_line(&printing.report.method))]),
        words.filled("words.map.method", &[("line", &method)]),
        printing.source_line(),
        words.label("words.map.not-a-boundary-map"),
    ]
}
