//! Whether texts leave room on the sheets: one that is too large for a sheet is told before anything is drawn.

use super::{Sheet, TextSizes};

/// Millimetres of a typographic point.
const POINT_MM: f64 = 25.4 / 72.0;

/// A key, its largest text as a part of a sheet's shorter side, and its value in a style.
type Limit = (&'static str, f64, fn(&TextSizes) -> f64);

/// The largest text of each key on a sheet, as a part of its shorter side: so that titles, foot, coordinates and names
/// leave the map most of the sheet, and a line of the legend, which is a fifth of the sheet wide at least, holds some
/// eight characters beside its symbol.
const MOST: [Limit; 6] = [
    ("title_pt", 1.0 / 14.0, |text| text.title_pt),
    ("heading_pt", 1.0 / 32.0, |text| text.heading_pt),
    ("body_pt", 1.0 / 42.0, |text| text.body_pt),
    ("small_pt", 1.0 / 60.0, |text| text.small_pt),
    ("township_pt", 1.0 / 24.0, |text| text.township_pt),
    ("place_pt", 1.0 / 36.0, |text| text.place_pt),
];

/// A text that is too large for a sheet.
#[derive(Debug, PartialEq)]
pub(super) struct TooLarge {
    /// Its key in the table of texts.
    pub(super) key: &'static str,
    pub(super) points: f64,
    /// What it may have there, in whole points.
    pub(super) most: f64,
    pub(super) sheet: Sheet,
}

/// The first text that is too large for one of the sheets, and the sheet for which it may be smallest.
pub(super) fn too_large(text: &TextSizes, sheets: impl Iterator<Item = Sheet> + Clone) -> Option<TooLarge> {
    let of_key = |(key, part, points): Limit| {
        let points = points(text);
        let on = |sheet: Sheet| TooLarge { key, points, most: most(part, sheet), sheet };
        sheets
            .clone()
            .map(on)
            .filter(|found| found.points > found.most)
            .min_by(|a, b| a.most.total_cmp(&b.most))
    };
    MOST.into_iter().find_map(of_key)
}

/// The points on A3 of a text that is as large on a sheet as it may be.
fn most(part: f64, sheet: Sheet) -> f64 {
    let (width, height) = sheet.size_mm();
    (width.min(height) * part / POINT_MM / sheet.text_scale()).floor()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::Style;

    /// The default fits on every sheet, and half as large again too.
    #[test]
    fn the_default_leaves_room() {
        let text = Style::default().text;
        let larger = |factor: f64| TextSizes {
            title_pt: text.title_pt * factor,
            heading_pt: text.heading_pt * factor,
            body_pt: text.body_pt * factor,
            small_pt: text.small_pt * factor,
            township_pt: text.township_pt * factor,
            place_pt: text.place_pt * factor,
        };
        assert_eq!(too_large(&larger(1.5), Sheet::ALL.into_iter()), None);
        assert!(too_large(&larger(2.2), Sheet::ALL.into_iter()).is_some());
    }
}
