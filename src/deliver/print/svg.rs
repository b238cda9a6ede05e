//! A page as SVG: the format that the others are made from, so that no two of them differ.
//!
//! A unit of the picture is a millimetre. Text stays text, and what a name holds stays text.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::drawing::{Anchor, Drawing, Fill, HatchDirection, Item, Line, Spot, Stroke, Text, Weight};
use super::fonts::{FALLBACK, Fonts};

/// The page as SVG. A program that shows it may have characters that our fonts lack.
pub(super) fn of(drawing: &Drawing, fonts: &Fonts) -> String {
    written(drawing, fonts, Writer::default())
}

/// The page as SVG for our own fonts alone: what they lack is a box, since it would vanish.
pub(super) fn with_boxes(drawing: &Drawing, fonts: &Fonts) -> String {
    written(drawing, fonts, Writer { boxes_by: Some(fonts), ..Writer::default() })
}

fn written(drawing: &Drawing, fonts: &Fonts, mut writer: Writer<'_>) -> String {
    let bold = families(fonts, Weight::Bold);
    writer.bold = if bold == families(fonts, Weight::Regular) { None } else { Some(bold) };
    for item in &drawing.items {
        writer.item(item);
    }
    let (width, height) = (number(drawing.width_mm), number(drawing.height_mm));
    let families = families(fonts, Weight::Regular);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         width=\"{width}mm\" height=\"{height}mm\" viewBox=\"0 0 {width} {height}\" font-family=\"{families}\">\n\
         <title>{}</title>\n<defs>\n{}</defs>\n{}</svg>\n",
        escaped(&drawing.title),
        writer.definitions,
        writer.body
    )
}

/// Text of which every character names the font that it is drawn from.
fn in_fonts(words: &str, weight: Weight, fonts: &Fonts) -> String {
    let run = |(font, words): (usize, &str)| match font {
        0 => escaped(words),
        _ => format!("<tspan font-family=\"{FALLBACK}{font}\">{}</tspan>", escaped(words)),
    };
    fonts.runs(words, weight).into_iter().map(run).collect()
}

/// The fonts of a weight, as the attribute has them.
fn families(fonts: &Fonts, weight: Weight) -> String {
    let all = fonts.families(weight).into_iter().map(|family| match family {
        "sans-serif" => family.to_owned(),
        _ => format!("'{}'", escaped(family)),
    });
    all.collect::<Vec<_>>().join(",")
}

/// Collects the text of an SVG.
#[derive(Default)]
struct Writer<'f> {
    /// The fonts whose missing characters become boxes.
    boxes_by: Option<&'f Fonts>,
    /// The fonts of bold text, where they are others than those of the page.
    bold: Option<String>,
    definitions: String,
    body: String,
    /// The patterns so far, and their names.
    patterns: BTreeMap<String, String>,
    n_marks: usize,
}

impl Writer<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Path { lines, fill, stroke } => self.path(lines, *fill, stroke.as_ref()),
            Item::Text(text) => self.text(text),
            Item::Marks { spots, outline, fill, stroke } => self.marks(spots, outline, *fill, stroke),
        }
    }

    fn path(&mut self, lines: &[Line], fill: Option<Fill>, stroke: Option<&Stroke>) {
        let data = path_data(lines);
        if data.is_empty() {
            return;
        }
        let stroke = stroke.map_or_else(String::new, stroke_attributes);
        let plain = fill.map_or_else(|| " fill=\"none\"".to_owned(), fill_attributes);
        self.body.push_str(&format!("<path{plain}{stroke} d=\"{data}\"/>\n"));
        if let Some(pattern) = fill.and_then(|fill| self.pattern(fill)) {
            self.body.push_str(&format!("<path fill=\"url(#{pattern})\" d=\"{data}\"/>\n"));
        }
    }

    /// The name of the pattern that is the hatch of a fill.
    fn pattern(&mut self, fill: Fill) -> Option<String> {
        let hatch = fill.hatch?;
        let size = number(hatch.spacing_mm);
        // Lines are drawn level and the pattern is turned, so that they meet at its borders.
        let turn = match hatch.direction {
            HatchDirection::Rising => -45,
            HatchDirection::Falling | HatchDirection::Dotted => 45,
        };
        let middle = hatch.spacing_mm / 2.0;
        let (colour, width) = (hatch.colour, number(hatch.width_mm));
        let drawn = if hatch.direction == HatchDirection::Dotted {
            let at = number(middle);
            format!("<circle cx=\"{at}\" cy=\"{at}\" r=\"{width}\" fill=\"{colour}\"/>")
        } else {
            let line = format!("M0 {}H{size}", number(middle));
            format!("<path stroke=\"{colour}\" stroke-width=\"{width}\" d=\"{line}\"/>")
        };
        let text = format!(
            "width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate({turn})\">{drawn}"
        );
        let next = format!("hatch{}", self.patterns.len() + 1);
        let definitions = &mut self.definitions;
        let name = self.patterns.entry(text.clone()).or_insert_with(|| {
            definitions.push_str(&format!("<pattern id=\"{next}\" {text}</pattern>\n"));
            next
        });
        Some(name.clone())
    }

    /// One symbol, used at each spot.
    fn marks(&mut self, spots: &[Spot], outline: &[Spot], fill: Fill, stroke: &Stroke) {
        if spots.is_empty() {
            return;
        }
        self.n_marks += 1;
        let name = format!("mark{}", self.n_marks);
        let data = path_data(&[Line::around(outline.iter().copied())]);
        let (fill, stroke) = (fill_attributes(fill), stroke_attributes(stroke));
        self.definitions.push_str(&format!("<path id=\"{name}\"{fill}{stroke} d=\"{data}\"/>\n"));
        for at in spots {
            let (x, y) = (number(at.x), number(at.y));
            self.body.push_str(&format!("<use xlink:href=\"#{name}\" x=\"{x}\" y=\"{y}\"/>\n"));
        }
    }

    fn text(&mut self, text: &Text) {
        let words = match self.boxes_by {
            Some(fonts) => in_fonts(&fonts.with_boxes(&text.words, text.weight), text.weight, fonts),
            None => escaped(&text.words),
        };
        if words.trim().is_empty() {
            return;
        }
        let (x, y) = (number(text.at.x), number(text.at.y));
        let mut attributes =
            format!("x=\"{x}\" y=\"{y}\" font-size=\"{}\" fill=\"{}\"", number(text.size_mm), text.colour);
        match text.anchor {
            Anchor::Start => {}
            Anchor::Middle => attributes.push_str(" text-anchor=\"middle\""),
            Anchor::End => attributes.push_str(" text-anchor=\"end\""),
        }
        if text.weight == Weight::Bold {
            attributes.push_str(" font-weight=\"700\"");
            if let Some(families) = &self.bold {
                let _ = write!(attributes, " font-family=\"{families}\"");
            }
        }
        if text.turned != 0.0 {
            let _ = write!(attributes, " transform=\"rotate({} {x} {y})\"", number(text.turned));
        }
        if text.opacity < 1.0 {
            let _ = write!(attributes, " fill-opacity=\"{}\"", number(text.opacity));
        }
        if let Some((colour, width)) = text.halo {
            let _ = write!(
                attributes,
                " stroke=\"{colour}\" stroke-width=\"{}\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
                number(2.0 * width)
            );
        }
        self.body.push_str(&format!("<text {attributes}>{words}</text>\n"));
    }
}

fn fill_attributes(fill: Fill) -> String {
    let opacity = match fill.opacity {
        opacity if opacity < 1.0 => format!(" fill-opacity=\"{}\"", number(opacity)),
        _ => String::new(),
    };
    format!(" fill=\"{}\"{opacity}", fill.colour)
}

fn stroke_attributes(stroke: &Stroke) -> String {
    let mut out = format!(
        " stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
        stroke.colour,
        number(stroke.width_mm)
    );
    if stroke.opacity < 1.0 {
        let _ = write!(out, " stroke-opacity=\"{}\"", number(stroke.opacity));
    }
    if !stroke.dashes.is_empty() {
        let dashes: Vec<String> = stroke.dashes.iter().map(|dash| number(*dash)).collect();
        let _ = write!(out, " stroke-dasharray=\"{}\"", dashes.join(" "));
    }
    out
}

/// The commands of a path; empty where nothing would be drawn.
fn path_data(lines: &[Line]) -> String {
    let mut data = String::new();
    for line in lines {
        let mut written = None;
        for at in &line.spots {
            let here = (thousandths(at.x), thousandths(at.y));
            if written == Some(here) {
                continue;
            }
            data.push(if written.is_none() { 'M' } else { 'L' });
            push(&mut data, here.0);
            data.push(' ');
            push(&mut data, here.1);
            written = Some(here);
        }
        if line.is_closed && written.is_some() {
            data.push('Z');
        }
    }
    data
}

/// A number with at most three decimals, a micrometre of the page, and no idle zeros.
fn number(value: f64) -> String {
    let mut text = String::new();
    push(&mut text, thousandths(value));
    text
}

/// A number in thousandths.
fn thousandths(value: f64) -> i64 {
    (value * 1000.0).round() as i64
}

/// Writes a number of thousandths. Maps have millions of them, and the standard library's exact decimals of a float took
/// a sixth of the time of a map.
fn push(text: &mut String, thousandths: i64) {
    if thousandths < 0 {
        text.push('-');
    }
    let (whole, mut part) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    let _ = write!(text, "{whole}");
    let mut unit = 100;
    if part > 0 {
        text.push('.');
    }
    while part > 0 {
        text.push(char::from(b'0' + (part / unit) as u8));
        (part, unit) = (part % unit, unit / 10);
    }
}

/// Text as XML has it: markup stays text, and what XML forbids is left out, as are characters that turn the direction
/// of writing. Ends of lines are spaces.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in super::super::printable::for_terminal(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::drawing::{Area, Hatch, spot};
    use super::*;
    use crate::style::{Colour, FontFiles};

    fn svg(items: Vec<Item>) -> String {
        let drawing = Drawing { title: "a & b".to_owned(), width_mm: 40.0, height_mm: 30.0, items };
        of(&drawing, &Fonts::of(&FontFiles::default()).unwrap())
    }

    #[test]
    fn numbers_are_short() {
        let all = [0.0, -0.0001, 1.0, 1.5, 1.23456, -2.5, 1200.0, 0.05, -0.25, 7.009];
        assert_eq!(
            all.map(number),
            ["0", "0", "1", "1.5", "1.235", "-2.5", "1200", "0.05", "-0.25", "7.009"]
        );
    }

    #[test]
    fn hostile_words_stay_words() {
        let black = Colour::parse("#000000").unwrap();
        let text = Text::new(
            "</text><script>alert(1)</script>&\u{1b}\u{fffe}\n\u{202e}x",
            spot(1.0, 2.0),
            3.0,
            black,
        );
        let svg = svg(vec![Item::Text(text)]);
        assert!(
            svg.contains("&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp; \u{fffd} x</text>"),
            "{svg}"
        );
        let tree = resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default());
        assert!(tree.is_ok());
    }

    /// Parcels that lie on each other are filled where they do; a hole stays open.
    #[test]
    fn areas_on_each_other_leave_no_hole() {
        use resvg::{tiny_skia, usvg};
        let square = |left: f64, side: f64| Area::new(left, left, side, side).ring();
        let mut hole = square(4.0, 2.0);
        hole.spots.reverse();
        let lines = vec![square(2.0, 10.0), hole, square(8.0, 10.0)];
        let svg = svg(vec![Item::filled(lines, Fill::of(Colour::parse("#000000").unwrap()))]);
        let tree = usvg::Tree::from_str(&svg, &usvg::Options::default()).unwrap();
        let scale = 40.0 / tree.size().width();
        let mut picture = tiny_skia::Pixmap::new(40, 30).unwrap();
        resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut picture.as_mut());
        let is_filled = |at: u32| picture.pixel(at, at).unwrap().alpha() > 200;
        assert_eq!([1, 3, 5, 7, 10, 15, 20].map(is_filled), [false, true, false, true, true, true, false]);
    }

    #[test]
    fn a_hatch_is_defined_once() {
        let black = Colour::parse("#000000").unwrap();
        let hatch =
            Hatch { direction: HatchDirection::Rising, colour: black, width_mm: 0.1, spacing_mm: 1.0 };
        let area =
            || Item::filled(vec![Area::new(0.0, 0.0, 5.0, 5.0).ring()], Fill::of(black).hatched(hatch));
        let svg = svg(vec![area(), area()]);
        assert_eq!(svg.matches("<pattern ").count(), 1);
        assert_eq!(svg.matches("url(#hatch1)").count(), 2);
    }
}
