//! What the townships' pages show of a service: made once, of which each page takes what its map shows.

use std::borrow::Cow;

use geo::{BoundingRect, Intersects, MultiPolygon, Rect};

use crate::deliver::print::content::{Drawn, Layer};
use crate::geometry::bounds;

/// A shape of more parts than this is looked at part by part.
const MOST_PARTS: usize = 16;

/// Layers, with the box of each of their shapes.
pub(super) struct Ground<'a> {
    layers: Vec<(Layer<'a>, Vec<Option<Rect<f64>>>)>,
}

impl<'a> Ground<'a> {
    pub(super) fn of(layers: Vec<Layer<'a>>) -> Self {
        let layers = layers.into_iter().map(|layer| {
            let drawn = in_parts(layer.drawn);
            let boxes = match &drawn {
                Drawn::Land { shapes, .. } => shapes.iter().map(|shape| bounds(shape)).collect(),
                Drawn::Lines { lines, .. } => lines.iter().map(|line| line.bounding_rect()).collect(),
                Drawn::Marks { places, .. } => places.iter().map(|at| Some(Rect::new(*at, *at))).collect(),
            };
            (Layer { drawn, ..layer }, boxes)
        });
        Self { layers: layers.collect() }
    }

    /// The layers with what of them may be seen in a box.
    pub(super) fn within(&self, extent: Rect<f64>) -> Vec<Layer<'_>> {
        let layers = self.layers.iter().map(|(layer, boxes)| Layer {
            legend: layer.legend.clone(),
            heading: layer.heading.clone(),
            drawn: seen(&layer.drawn, boxes, extent),
        });
        layers.collect()
    }
}

fn in_parts(drawn: Drawn<'_>) -> Drawn<'_> {
    let Drawn::Land { shapes, fill, stroke } = drawn else { return drawn };
    let parts = |shape: Cow<'_, MultiPolygon<f64>>| shape.into_owned().0.into_iter().map(MultiPolygon::from);
    let mut apart = Vec::with_capacity(shapes.len());
    for shape in shapes {
        if shape.0.len() > MOST_PARTS {
            apart.extend(parts(shape).map(Cow::Owned));
        } else {
            apart.push(shape);
        }
    }
    Drawn::Land { shapes: apart, fill, stroke }
}

fn seen<'s>(drawn: &'s Drawn<'_>, boxes: &'s [Option<Rect<f64>>], extent: Rect<f64>) -> Drawn<'s> {
    let is_seen = |box_: &Option<Rect<f64>>| box_.is_some_and(|box_| box_.intersects(&extent));
    match drawn {
        Drawn::Land { shapes, fill, stroke } => Drawn::Land {
            shapes: kept(shapes, boxes, is_seen).map(|shape| Cow::Borrowed(&**shape)).collect(),
            fill: *fill,
            stroke: stroke.clone(),
        },
        Drawn::Lines { lines, stroke } => Drawn::Lines {
            lines: kept(lines, boxes, is_seen).map(|line| Cow::Borrowed(&**line)).collect(),
            stroke: stroke.clone(),
        },
        Drawn::Marks { places, symbol, is_hollow, opacity } => Drawn::Marks {
            places: kept(places, boxes, is_seen).copied().collect(),
            symbol: *symbol,
            is_hollow: *is_hollow,
            opacity: *opacity,
        },
    }
}

fn kept<'s, T>(
    all: &'s [T],
    boxes: &'s [Option<Rect<f64>>],
    is_seen: impl Fn(&Option<Rect<f64>>) -> bool,
) -> impl Iterator<Item = &'s T> {
    all.iter().zip(boxes).filter(move |(_, box_)| is_seen(box_)).map(|(one, _)| one)
}

#[cfg(test)]
mod tests {
    use geo::coord;

    use super::*;
    use crate::deliver::print::drawing::{Fill, Stroke};
    use crate::style::Colour;

    fn square(x: f64) -> geo::Polygon<f64> {
        Rect::new(coord! { x: x, y: 0.0 }, coord! { x: x + 1.0, y: 1.0 }).to_polygon()
    }

    /// Of a shape of many parts only those in the box are left; one of few parts is left whole.
    #[test]
    fn a_page_takes_what_it_shows() {
        let ink = Colour::parse("#000000").unwrap();
        let many = MultiPolygon((0..40).map(|k| square(f64::from(k) * 10.0)).collect());
        let few = MultiPolygon(vec![square(0.0), square(300.0)]);
        let drawn = Drawn::Land {
            shapes: vec![Cow::Owned(many), Cow::Borrowed(&few)],
            fill: Some(Fill::of(ink)),
            stroke: Some(Stroke::of(ink, 0.1)),
        };
        let ground = Ground::of(vec![Layer { legend: None, heading: None, drawn }]);
        let box_ = Rect::new(coord! { x: 95.0, y: 0.0 }, coord! { x: 125.0, y: 1.0 });
        let n_parts = |box_| match &ground.within(box_)[0].drawn {
            Drawn::Land { shapes, .. } => shapes.iter().map(|shape| shape.0.len()).collect::<Vec<_>>(),
            _ => unreachable!(),
        };
        assert_eq!(n_parts(box_), [1, 1, 1, 2]);
        let far = Rect::new(coord! { x: 0.0, y: 50.0 }, coord! { x: 1.0, y: 60.0 });
        assert_eq!(n_parts(far), Vec::<usize>::new());
    }
}
