//! Styles in the language of the OGC (SLD 1.1 with Symbology Encoding): GeoServer, MapServer and QGIS read it.

use super::super::super::palette::Colour;
use super::look::{Fill, Filter, Label, Line, Rule, Style, Symbol};
use super::xml::Element;

/// A pixel of the standard (OGC 05-077r4, 11.1.2), in millimetres.
const PIXEL_MM: f64 = 0.28;

/// The style of a layer as SLD. Rules that are switched off at first are left out: SLD has no such thing. Labels
/// are the names alone.
pub(super) fn of(style: &Style, table: &str) -> String {
    let shown = style.rules.iter().filter(|rule| rule.is_shown).map(rule);
    let rules = shown.chain(style.label.as_ref().map(label_rule));
    let user_style = Element::new("UserStyle")
        .child(Element::of_text("se:Name", &style.name))
        .child(Element::new("se:FeatureTypeStyle").children(rules));
    Element::new("StyledLayerDescriptor")
        .with("version", "1.1.0")
        .with("xmlns", "http://www.opengis.net/sld")
        .with("xmlns:se", "http://www.opengis.net/se")
        .with("xmlns:ogc", "http://www.opengis.net/ogc")
        .with("xmlns:xlink", "http://www.w3.org/1999/xlink")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .with(
            "xsi:schemaLocation",
            "http://www.opengis.net/sld http://schemas.opengis.net/sld/1.1.0/StyledLayerDescriptor.xsd",
        )
        .child(Element::new("NamedLayer").child(Element::of_text("se:Name", table)).child(user_style))
        .document("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
}

fn rule(rule: &Rule) -> Element {
    Element::new("se:Rule")
        .child(Element::of_text("se:Name", &rule.label))
        .child(Element::new("se:Description").child(Element::of_text("se:Title", &rule.label)))
        .child(Element::new("ogc:Filter").child(filter(&rule.filter)))
        .children(symbolizers(&rule.symbol))
}

fn filter(of: &Filter) -> Element {
    let property = |name: &str| Element::of_text("ogc:PropertyName", name);
    let compared = |kind: &'static str, name: &str, value: String| {
        Element::new(kind).child(property(name)).child(Element::of_text("ogc:Literal", value))
    };
    let is = |name: &str, text: &String| compared("ogc:PropertyIsEqualTo", name, text.clone());
    match of {
        Filter::Is(name, text) => is(name, text),
        Filter::IsNoneOf(name, texts) => {
            let nothing = Element::new("ogc:PropertyIsNull").child(property(name));
            let differs = |text: &String| compared("ogc:PropertyIsNotEqualTo", name, text.clone());
            match texts.as_slice() {
                [] => nothing,
                [one] => Element::new("ogc:Or").child(nothing).child(differs(one)),
                several => Element::new("ogc:Or")
                    .child(nothing)
                    .child(Element::new("ogc:And").children(several.iter().map(differs))),
            }
        }
        Filter::IsNothing(name) => Element::new("ogc:PropertyIsNull").child(property(name)),
        Filter::IsNumber(name, number) => is(name, &number.to_string()),
        Filter::AtLeast(name, number) => {
            compared("ogc:PropertyIsGreaterThanOrEqualTo", name, number.to_string())
        }
        Filter::Below(name, number) => compared("ogc:PropertyIsLessThan", name, number.to_string()),
        Filter::All(filters) => match filters.as_slice() {
            [one] => filter(one),
            several => Element::new("ogc:And").children(several.iter().map(filter)),
        },
    }
}

fn symbolizers(symbol: &Symbol) -> Vec<Element> {
    match symbol {
        Symbol::Marker { mark, fill, outline, size } => {
            let mark = Element::new("se:Mark")
                .child(Element::of_text("se:WellKnownName", mark.name()))
                .child(fill_element(Fill::solid(fill)))
                .child(stroke(*outline));
            let graphic =
                Element::new("se:Graphic").child(mark).child(Element::of_text("se:Size", pixels(*size)));
            vec![Element::new("se:PointSymbolizer").child(graphic)]
        }
        Symbol::Land { fill, hatch, outline } => {
            let polygon = |inside: Element| Element::new("se:PolygonSymbolizer").child(inside);
            let mut all: Vec<Element> = fill.iter().map(|fill| polygon(fill_element(*fill))).collect();
            all.extend(hatch.iter().map(|line| polygon(hatch_element(*line))));
            all.extend(outline.iter().map(|line| polygon(stroke(*line))));
            all
        }
    }
}

fn fill_element(fill: Fill) -> Element {
    Element::new("se:Fill")
        .child(parameter("fill", fill.colour))
        .children((fill.opacity < 1.0).then(|| parameter("fill-opacity", fill.opacity.to_string())))
}

/// Lines at 45°, as a mark that is repeated: the name is GeoServer's, which QGIS knows too.
fn hatch_element(line: Line) -> Element {
    let mark = Element::new("se:Mark")
        .child(Element::of_text("se:WellKnownName", "shape://slash"))
        .child(stroke(line));
    let graphic = Element::new("se:Graphic").child(mark).child(Element::of_text("se:Size", pixels(1.7)));
    Element::new("se:Fill").child(Element::new("se:GraphicFill").child(graphic))
}

fn stroke(line: Line) -> Element {
    Element::new("se:Stroke")
        .child(parameter("stroke", line.colour))
        .child(parameter("stroke-width", pixels(line.width)))
        .children(line.is_dashed.then(|| parameter("stroke-dasharray", "6 3")))
}

fn parameter(name: &str, value: impl Into<String>) -> Element {
    Element::of_text("se:SvgParameter", value).with("name", name)
}

fn pixels(mm: f64) -> String {
    format!("{:.2}", mm / PIXEL_MM)
}

fn label_rule(label: &Label) -> Element {
    const TEXT: Colour = "#1a1a1a";
    const HALO: Colour = "#ffffff";
    /// Points to pixels of the standard: 25.4 mm have 72 points.
    const POINT_MM: f64 = 25.4 / 72.0;
    let font = Element::new("se:Font")
        .child(parameter("font-family", "Noto Sans CJK SC"))
        .child(parameter("font-size", pixels(label.size * POINT_MM)));
    let text = Element::new("se:TextSymbolizer")
        .child(Element::new("se:Label").child(Element::of_text("ogc:PropertyName", &label.name)))
        .child(font)
        .child(
            Element::new("se:Halo")
                .child(Element::of_text("se:Radius", "2"))
                .child(fill_element(Fill::solid(HALO))),
        )
        .child(fill_element(Fill::solid(TEXT)));
    let scale = label.from_scale.map(|most| Element::of_text("se:MaxScaleDenominator", most.to_string()));
    Element::new("se:Rule").children(scale).child(text)
}
