//! What lies below everything else: land of the townships, their borders, context layers, residential land.

use std::borrow::Cow;

use geo::{LineString, MultiPolygon};

use super::{Of, borders, land};
use crate::deliver::print::content::{Drawn, Layer};
use crate::deliver::print::drawing::{Fill, Hatch, HatchDirection, Stroke};
use crate::model::LandUse;
use crate::project::ContextKind;
use crate::style::Style;

impl<'a> Of<'a> {
    fn township_shapes(self) -> Vec<Cow<'a, MultiPolygon<f64>>> {
        self.printing.study.townships.iter().map(|township| Cow::Borrowed(&township.shape)).collect()
    }

    /// The land of the townships, and the border of all of it.
    pub(super) fn base(self) -> Vec<Layer<'a>> {
        let (style, words) = (&self.printing.project.print.style, self.printing.words);
        // Of this line the fill above it leaves the outer half: the border of the whole area.
        let around = Stroke::of(style.colours.area_border, 2.0 * style.lines.area_border_mm);
        let outer = Drawn::Lines {
            lines: borders::outer(self.rings()),
            stroke: Stroke::of(style.colours.area_border, style.lines.area_border_mm),
        };
        // The same border once more, below the fill too: where it is seen, it is in the legend.
        let key = if self.printing.study.townships.len() > 1 { "area-border" } else { "area-border-of-one" };
        let legend = Some(words.label(&format!("words.map.{key}")));
        vec![
            land(None, self.township_shapes(), None, Some(around)),
            Layer { legend, heading: None, drawn: outer },
            land(None, self.township_shapes(), Some(Fill::of(style.colours.ground)), None),
        ]
    }

    /// The rings of all townships.
    fn rings(self) -> impl Iterator<Item = &'a LineString<f64>> + Clone {
        let polygons = self.printing.study.townships.iter().flat_map(|township| &township.shape.0);
        polygons.flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
    }

    /// The context layers: not on maps whose townships are filled, where only stubs of them would be seen.
    pub(super) fn context(self) -> Vec<Layer<'a>> {
        let (style, words) = (&self.printing.project.print.style, self.printing.words);
        let mut layers = Vec::new();
        for context in &self.printing.study.context {
            let (key, colour, width_mm) = match context.kind {
                ContextKind::Water => ("water", style.colours.water, style.lines.water_mm),
                ContextKind::Green => ("green", style.colours.green, style.lines.water_mm),
                ContextKind::Road => ("road", style.colours.road, style.lines.road_mm),
                ContextKind::Other => ("other", style.colours.other_context, style.lines.water_mm),
            };
            let legend = Some(words.label(&format!("words.map.context.{key}")));
            let lines: Vec<_> = context.lines.0.iter().map(Cow::Borrowed).collect();
            if !context.areas.0.is_empty() {
                let shapes = vec![Cow::Borrowed(&context.areas)];
                layers.push(land(legend.clone(), shapes, Some(Fill::of(colour)), None));
            }
            if !lines.is_empty() {
                let drawn = Drawn::Lines { lines, stroke: Stroke::of(colour, width_mm) };
                layers.push(Layer { legend, heading: None, drawn });
            }
        }
        layers
    }

    /// The borders of the townships, each once: drawn for both sides, its dashes would fill each other's gaps.
    pub(super) fn borders(self) -> Vec<Layer<'a>> {
        let (style, words) = (&self.printing.project.print.style, self.printing.words);
        // That of a single one is that of the whole area.
        if !self.has_townships() || self.printing.study.townships.len() < 2 {
            return Vec::new();
        }
        let stroke = Stroke::of(style.colours.township_border, style.lines.township_border_mm);
        let drawn =
            Drawn::Lines { lines: borders::once(self.rings()), stroke: stroke.dashed(&[2.2, 0.6, 0.5, 0.6]) };
        vec![Layer { legend: Some(words.label("words.map.township-border")), heading: None, drawn }]
    }

    /// Residential land by its use, in planners' colours.
    pub(super) fn residential(self) -> Vec<Layer<'a>> {
        let (study, style, words) =
            (self.printing.study, &self.printing.project.print.style, self.printing.words);
        // The codes of urban and of rural homes in the classification of land and sea use.
        const USES: [(Option<LandUse>, &str, &str); 3] = [
            (None, "", "residential"),
            (Some(LandUse::Rural), "0703", "rural"),
            (Some(LandUse::Urban), "0701", "urban"),
        ];
        let stroke = Stroke::of(style.colours.township_border, style.lines.parcel_mm);
        let of_use = |(land_use, code, key): (Option<LandUse>, &str, &str)| {
            let pieces = study.pieces.iter().filter(|piece| {
                study.parcels.get(piece.parcel).is_some_and(|parcel| parcel.land_use == land_use)
            });
            let shapes: Vec<_> = pieces.map(|piece| Cow::Borrowed(&piece.shape)).collect();
            let legend = Some(words.label(&format!("words.map.land.{key}")));
            (!shapes.is_empty())
                .then(|| land(legend, shapes, Some(land_use_fill(style, code)), Some(stroke.clone())))
        };
        USES.into_iter().filter_map(of_use).collect()
    }
}

/// The fill of a land use: that of the longest code that its code begins with.
fn land_use_fill(style: &Style, code: &str) -> Fill {
    let fitting = style.land_use.iter().filter(|of| !code.is_empty() && code.starts_with(&of.code));
    let Some(land_use) = fitting.max_by_key(|of| of.code.len()) else {
        return Fill::of(style.colours.residential);
    };
    let dots = Hatch {
        direction: HatchDirection::Dotted,
        colour: style.colours.township_border,
        width_mm: 0.22,
        spacing_mm: 0.6,
    };
    Fill { hatch: land_use.dotted.then_some(dots), ..Fill::of(land_use.colour) }
}
