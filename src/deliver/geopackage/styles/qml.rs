//! Styles in the language of QGIS: symbols by rules, labels, and the headings of the columns.
//!
//! Rules, not QGIS's graduated classes: those take both ends of a class, so that a township that just meets its
//! target would be drawn as one that misses it, and they leave out what has no value.

use super::super::super::layers::Layer;
use super::super::super::palette::{Colour, Mark};
use super::super::schema::{GEOMETRY, geometry_type};
use super::expression;
use super::look::{Label, Line, Style, Symbol};
use super::xml::Element;

/// Fonts with Chinese letters, of Windows, macOS and Linux; QGIS takes the first that is there.
const FONTS: [&str; 4] = ["Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "WenQuanYi Micro Hei"];

/// The style of a layer as QML.
pub(super) fn of(style: &Style, layer: &Layer<'_>) -> String {
    let mut qgis = Element::new("qgis")
        .with("version", "3.22.0")
        .with("styleCategories", "Symbology|Labeling|Fields")
        .with("labelsEnabled", u8::from(style.label.is_some()))
        .child(renderer(style));
    qgis = qgis.children(style.label.as_ref().map(|label| labeling(label, layer)));
    let aliases = layer.fields.iter().enumerate().map(|(at, field)| {
        Element::new("alias").with("index", at + 1).with("field", &field.name).with("name", &field.alias)
    });
    let geometry = if geometry_type(layer.theme) == "POINT" { 0 } else { 2 };
    qgis.children([
        Element::of_text("blendMode", "0"),
        Element::of_text("featureBlendMode", "0"),
        Element::of_text("layerOpacity", "1"),
        Element::new("aliases").children(aliases),
        Element::of_text("previewExpression", preview(layer)),
        Element::of_text("layerGeometryType", geometry.to_string()),
    ])
    .document("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>")
}

/// What QGIS calls a feature in lists.
fn preview(layer: &Layer<'_>) -> String {
    let has = |name: &str| layer.fields.iter().any(|field| field.name == name);
    let name = ["name", "service_name"].into_iter().find(|name| has(name)).unwrap_or(GEOMETRY);
    format!("\"{name}\"")
}

fn renderer(style: &Style) -> Element {
    let rules = style.rules.iter().enumerate().map(|(at, rule)| {
        let element = Element::new("rule")
            .with("key", format!("{{rule-{at}}}"))
            .with("symbol", at)
            .with("label", &rule.label)
            .with("filter", expression::filter(&rule.filter));
        if rule.is_shown { element } else { element.with("checkstate", 0) }
    });
    let symbols = style.rules.iter().enumerate().map(|(at, rule)| symbol(&at.to_string(), &rule.symbol));
    Element::new("renderer-v2")
        .with("type", "RuleRenderer")
        .with("symbollevels", 0)
        .with("forceraster", 0)
        .with("enableorderby", 0)
        .child(Element::new("rules").with("key", "{rules}").children(rules))
        .child(Element::new("symbols").children(symbols))
}

fn symbol(name: &str, drawn: &Symbol) -> Element {
    match drawn {
        Symbol::Marker { mark, fill, outline, size } => symbol_element(name, "marker").child(simple_layer(
            "SimpleMarker",
            vec![
                ("name", marker(*mark).to_owned()),
                ("color", rgba(fill, 1.0)),
                ("size", size.to_string()),
                ("size_unit", "MM".to_owned()),
                ("joinstyle", "miter".to_owned()),
                ("outline_color", rgba(outline.colour, 1.0)),
                ("outline_style", "solid".to_owned()),
                ("outline_width", outline.width.to_string()),
                ("outline_width_unit", "MM".to_owned()),
            ],
        )),
        Symbol::Land { fill, hatch, outline } => {
            let mut all = symbol_element(name, "fill");
            if let Some(fill) = fill {
                all = all.child(plain_fill(rgba(fill.colour, fill.opacity), None));
            }
            if let Some(hatch) = hatch {
                let line = simple_layer(
                    "SimpleLine",
                    vec![
                        ("line_color", rgba(hatch.colour, 1.0)),
                        ("line_style", "solid".to_owned()),
                        ("line_width", hatch.width.to_string()),
                        ("line_width_unit", "MM".to_owned()),
                    ],
                );
                let pattern = vec![
                    ("angle", "45".to_owned()),
                    ("distance", "1.2".to_owned()),
                    ("distance_unit", "MM".to_owned()),
                    ("color", rgba(hatch.colour, 1.0)),
                    ("line_width", hatch.width.to_string()),
                    ("line_width_unit", "MM".to_owned()),
                ];
                let lines =
                    symbol_element(&format!("@{name}@{}", u8::from(fill.is_some())), "line").child(line);
                all = all.child(simple_layer("LinePatternFill", pattern).child(lines));
            }
            // Last, so that a border is never under a hatch.
            match outline {
                Some(line) => all.child(plain_fill("0,0,0,0".to_owned(), Some(line))),
                None => all,
            }
        }
    }
}

fn symbol_element(name: &str, kind: &str) -> Element {
    Element::new("symbol")
        .with("name", name)
        .with("type", kind)
        .with("alpha", 1)
        .with("clip_to_extent", 1)
        .with("force_rhr", 0)
}

/// A fill, or an outline.
fn plain_fill(colour: String, outline: Option<&Line>) -> Element {
    let is_fill = outline.is_none();
    let line = outline.copied().unwrap_or(Line::solid("#000000", 0.0));
    let line_style = match (is_fill, line.is_dashed) {
        (true, _) => "no",
        (_, true) => "dash",
        (_, false) => "solid",
    };
    simple_layer(
        "SimpleFill",
        vec![
            ("color", colour),
            ("style", if is_fill { "solid" } else { "no" }.to_owned()),
            ("joinstyle", "bevel".to_owned()),
            ("outline_color", rgba(line.colour, 1.0)),
            ("outline_style", line_style.to_owned()),
            ("outline_width", line.width.to_string()),
            ("outline_width_unit", "MM".to_owned()),
        ],
    )
}

/// A layer of a symbol. Its properties are told as QGIS told them before 3.20, which all versions of 3 read.
fn simple_layer(class: &'static str, properties: Vec<(&'static str, String)>) -> Element {
    let properties =
        properties.into_iter().map(|(key, value)| Element::new("prop").with("k", key).with("v", value));
    Element::new("layer")
        .with("class", class)
        .with("enabled", 1)
        .with("locked", 0)
        .with("pass", 0)
        .children(properties)
}

/// QGIS's plain cross is two lines, which cannot be hollow.
fn marker(mark: Mark) -> &'static str {
    if mark == Mark::Cross { "cross_fill" } else { mark.name() }
}

/// `#0072b2` as `0,114,178,255`.
fn rgba(colour: Colour, opacity: f64) -> String {
    let channel =
        |at: usize| colour.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0);
    format!("{},{},{},{}", channel(1), channel(3), channel(5), (opacity * 255.0).round())
}

fn labeling(label: &Label, layer: &Layer<'_>) -> Element {
    let is_point = geometry_type(layer.theme) == "POINT";
    let families = FONTS.map(|name| Element::new("family").with("name", name));
    let halo = Element::new("text-buffer")
        .with("bufferDraw", 1)
        .with("bufferSize", 0.8)
        .with("bufferSizeUnits", "MM")
        .with("bufferColor", "255,255,255,255")
        .with("bufferOpacity", 1)
        .with("bufferNoFill", 1)
        .with("bufferJoinStyle", 128);
    let text = Element::new("text-style")
        .with("fieldName", expression::label(label))
        .with("isExpression", 1)
        .with("fontFamily", FONTS[0])
        .with("namedStyle", "Regular")
        .with("fontSize", label.size)
        .with("fontSizeUnit", "Point")
        .with("fontWeight", 50)
        .with("textColor", "26,26,26,255")
        .with("textOpacity", 1)
        .with("multilineHeight", 1)
        .with("useSubstitutions", 0)
        .child(Element::new("families").children(families))
        .child(halo);
    let format = Element::new("text-format").with("multilineAlign", if is_point { 0 } else { 1 });
    let placement = Element::new("placement").with("priority", 5);
    let placement = if is_point {
        placement
            .with("placement", 6)
            .with("predefinedPositionOrder", "R,L,TR,BR,TL,BL,TSR,BSR")
            .with("dist", 0.5)
            .with("distUnits", "MM")
            .with("offsetType", 1)
    } else {
        // Over the place in the land that lies farthest from its border: the middle of a bent township is outside it.
        placement
            .with("placement", 1)
            .with("quadOffset", 4)
            .with("geometryGeneratorEnabled", 1)
            .with("geometryGeneratorType", "PointGeometry")
            .with("geometryGenerator", "pole_of_inaccessibility($geometry, 50)")
    };
    let rendering = Element::new("rendering")
        .with("drawLabels", 1)
        .with("obstacle", 1)
        .with("displayAll", u8::from(!is_point))
        .with("scaleVisibility", u8::from(label.from_scale.is_some()))
        .with("scaleMin", 0)
        .with("scaleMax", label.from_scale.unwrap_or(0));
    let settings = Element::new("settings").child(text).child(format).child(placement).child(rendering);
    Element::new("labeling").with("type", "simple").child(settings)
}
