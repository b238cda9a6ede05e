//! The colours of maps and charts, the same in every file: told apart by the colour-blind, and dark enough apart to be
//! read in grey print.
//!
//! Single colours are of Okabe and Ito (2008), ramps of ColorBrewer's YlGnBu and Oranges (Harrower and Brewer 2003).

pub(crate) use crate::style::Mark;
use crate::style::shape_and_colour;

/// A colour as `#rrggbb`.
pub(crate) type Colour = &'static str;

/// Residential land that a circle reaches whole.
pub(crate) const COVERED: Colour = "#56b4e9";
/// Residential land that it does not reach.
pub(crate) const UNCOVERED: Colour = "#d55e00";
/// Outlines of service areas and their fill.
pub(crate) const SERVICE_AREA: Colour = "#0072b2";
/// Borders of townships.
pub(crate) const BORDER: Colour = "#4d4d4d";
/// Where a figure does not apply.
pub(crate) const NOTHING: Colour = "#e0e0e0";
/// Closed facilities.
pub(crate) const CLOSED: Colour = "#8c8c8c";

/// The symbols of facilities, category by category; [`symbol`] has those of further categories.
pub(crate) const CATEGORIES: [Symbol; 6] = [
    Symbol { colour: "#0072b2", mark: Mark::Circle },
    Symbol { colour: "#e69f00", mark: Mark::Square },
    Symbol { colour: "#009e73", mark: Mark::Triangle },
    Symbol { colour: "#cc79a7", mark: Mark::Diamond },
    Symbol { colour: "#56b4e9", mark: Mark::Star },
    Symbol { colour: "#000000", mark: Mark::Cross },
];

/// The columns and bars of charts, series by series.
pub(crate) const SERIES: [Colour; 4] = ["#0072b2", "#e69f00", "#009e73", "#cc79a7"];

/// How a facility is drawn: colour and shape each tell the category by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Symbol {
    /// Its fill.
    pub(crate) colour: Colour,
    /// Its shape.
    pub(crate) mark: Mark,
}

/// The symbol of the category at this place.
pub(crate) fn symbol(category: usize) -> Symbol {
    let (shape, colour) = shape_and_colour(category, CATEGORIES.len());
    Symbol { colour: CATEGORIES[colour].colour, ..CATEGORIES[shape] }
}

/// Colours from low to high, for so many classes of a rate: the higher the darker.
pub(crate) fn rates(classes: usize) -> Vec<Colour> {
    ramp(&["#ffffd9", "#edf8b1", "#c7e9b4", "#7fcdbb", "#41b6c4", "#1d91c0", "#225ea8", "#0c2c84"], classes)
}

/// Colours from none to much, for so many classes of what is missing.
pub(crate) fn shortfalls(classes: usize) -> Vec<Colour> {
    ramp(&["#f7f7f7", "#feedde", "#fdbe85", "#fd8d3c", "#e6550d", "#a63603"], classes)
}

/// So many colours of a ramp, from its first to its last; the last again where it has not as many.
fn ramp(all: &[Colour], classes: usize) -> Vec<Colour> {
    let last = all.len() - 1;
    let at = |class: usize| match classes {
        0 | 1 => last,
        _ => (class * last + (classes - 1) / 2) / (classes - 1),
    };
    (0..classes).filter_map(|class| all.get(at(class).min(last)).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2): what grey print leaves of a colour.
    fn luminance(colour: Colour) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn a_higher_class_is_darker_in_grey_print() {
        for classes in 2..=8 {
            let colours = rates(classes);
            assert_eq!((colours[0], colours[classes - 1]), ("#ffffd9", "#0c2c84"));
            assert!(
                colours.windows(2).all(|pair| luminance(pair[0]) > luminance(pair[1]) * 1.05),
                "{colours:?}"
            );
        }
        for classes in 2..=6 {
            let colours = shortfalls(classes);
            assert!(colours.windows(2).all(|pair| luminance(pair[0]) > luminance(pair[1])), "{colours:?}");
        }
    }

    #[test]
    fn many_categories_have_a_symbol_each() {
        let all: std::collections::HashSet<_> =
            (0..36).map(symbol).map(|s| (s.colour, s.mark.name())).collect();
        assert_eq!(all.len(), 36);
    }

    /// Page, workbook and GeoPackage show the colours of the printed maps.
    #[test]
    fn the_default_style_of_printed_maps_has_the_same_colours() {
        let style = crate::style::Style::default();
        let printed = [style.colours.covered, style.colours.uncovered, style.colours.service_area];
        assert_eq!(printed.map(|colour| colour.to_string()), [COVERED, UNCOVERED, SERVICE_AREA]);
        let name = |mark: crate::style::Mark| serde_json::to_value(mark).unwrap();
        let printed = (0..20).map(|k| style.symbol(k).unwrap());
        let printed = printed.map(|symbol| (symbol.colour.to_string(), name(symbol.mark)));
        let own = (0..20).map(symbol).map(|symbol| (symbol.colour.to_owned(), symbol.mark.name().into()));
        assert_eq!(printed.collect::<Vec<_>>(), own.collect::<Vec<_>>());
    }

    /// Covered land beside uncovered land, in grey: a contrast of 3 to 1 is what WCAG asks of graphics.
    #[test]
    fn covered_and_uncovered_land_are_told_apart_in_grey_print() {
        let (light, dark) = (luminance(COVERED), luminance(UNCOVERED));
        assert!((light + 0.05) / (dark + 0.05) > 1.5, "{}", (light + 0.05) / (dark + 0.05));
    }
}
