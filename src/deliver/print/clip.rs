//! What of lines, rings and symbols lies within the edge of a map. What is drawn is cut itself: a mask over the picture
//! is work and memory for the whole page to every program that shows it, and what is not seen would be written all the
//! same.

use super::drawing::{Area, Item, Line, Spot, spot};

/// The edges of an area, one by one: whether a spot lies inside, and where a line from inside to outside crosses.
#[derive(Clone, Copy)]
enum Edge {
    Left(f64),
    Right(f64),
    Top(f64),
    Bottom(f64),
}

impl Edge {
    fn of(area: Area) -> [Self; 4] {
        [Self::Left(area.left), Self::Right(area.right()), Self::Top(area.top), Self::Bottom(area.bottom())]
    }

    fn holds(self, at: Spot) -> bool {
        match self {
            Self::Left(x) => at.x >= x,
            Self::Right(x) => at.x <= x,
            Self::Top(y) => at.y >= y,
            Self::Bottom(y) => at.y <= y,
        }
    }

    fn crossing(self, from: Spot, to: Spot) -> Spot {
        match self {
            Self::Left(x) | Self::Right(x) => {
                spot(x, from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x))
            }
            Self::Top(y) | Self::Bottom(y) => {
                spot(from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y), y)
            }
        }
    }
}

/// What of an item lies in the area, with borders only where it had them itself. Names are placed inside.
pub(super) fn item(item: Item, area: Area) -> Vec<Item> {
    let holds = |at: &Spot| area.holds(Area::new(at.x, at.y, 0.0, 0.0));
    match item {
        Item::Path { lines, fill, stroke } => {
            if lines.iter().flat_map(|line| &line.spots).all(holds) {
                return vec![Item::Path { lines, fill, stroke }];
            }
            let strokes = stroke.map(|stroke| {
                let parts = lines.iter().flat_map(|line| outline(line, area)).collect();
                Item::stroked(parts, stroke)
            });
            let fills = fill.map(|fill| {
                let rings = lines.into_iter().map(|line| Line::around(ring(line.spots, area)));
                Item::filled(rings.filter(|line| line.spots.len() > 2).collect(), fill)
            });
            fills.into_iter().chain(strokes).collect()
        }
        Item::Marks { spots, outline, fill, stroke } => {
            let reach = outline.iter().map(|at| at.x.abs().max(at.y.abs())).fold(0.0, f64::max);
            let inner = area.inset(reach + stroke.width_mm / 2.0);
            let is_whole = |at: &Spot| inner.holds(Area::new(at.x, at.y, 0.0, 0.0));
            let (whole, cut): (Vec<Spot>, Vec<Spot>) = spots.into_iter().partition(is_whole);
            let around = |at: &Spot| Line::around(outline.iter().map(|o| spot(at.x + o.x, at.y + o.y)));
            let lines: Vec<Line> = cut.iter().map(around).collect();
            let cut = Item::Path { lines, fill: Some(fill), stroke: Some(stroke.clone()) };
            let mut all = self::item(cut, area);
            all.push(Item::Marks { spots: whole, outline, fill, stroke });
            all
        }
        Item::Text(text) => vec![Item::Text(text)],
    }
}

/// The parts of a line, or of the line around an area, that lie in the area.
fn outline(whole: &Line, area: Area) -> Vec<Line> {
    let is_in = |at: &Spot| Edge::of(area).iter().all(|edge| edge.holds(*at));
    if whole.spots.iter().all(is_in) {
        return vec![whole.clone()];
    }
    let mut spots = whole.spots.clone();
    if whole.is_closed {
        spots.extend(whole.spots.first());
    }
    line(spots, area)
}

/// What of a ring lies in the area (Sutherland and Hodgman 1974). Parts that the area divides stay joined along its
/// edge, which must therefore lie beyond what is seen.
pub(super) fn ring(spots: Vec<Spot>, area: Area) -> Vec<Spot> {
    let is_in = |at: &Spot| Edge::of(area).iter().all(|edge| edge.holds(*at));
    if spots.iter().all(is_in) {
        return spots;
    }
    Edge::of(area).into_iter().fold(spots, |spots, edge| {
        let mut kept = Vec::with_capacity(spots.len());
        let Some(mut last) = spots.last().copied() else { return kept };
        for here in spots {
            if edge.holds(here) != edge.holds(last) {
                kept.push(edge.crossing(last, here));
            }
            if edge.holds(here) {
                kept.push(here);
            }
            last = here;
        }
        kept
    })
}

/// What of a line lies in the area: it may fall into several.
pub(super) fn line(spots: Vec<Spot>, area: Area) -> Vec<Line> {
    let mut parts: Vec<Vec<Spot>> = vec![spots];
    for edge in Edge::of(area) {
        parts = parts.into_iter().flat_map(|part| before(part, edge)).collect();
    }
    parts.into_iter().map(Line::through).collect()
}

/// The parts of a line on the inner side of an edge.
fn before(spots: Vec<Spot>, edge: Edge) -> Vec<Vec<Spot>> {
    if spots.iter().all(|at| edge.holds(*at)) {
        return vec![spots];
    }
    let mut parts = Vec::new();
    let mut part: Vec<Spot> = Vec::new();
    for (k, here) in spots.iter().enumerate() {
        if let Some(last) = k.checked_sub(1).and_then(|k| spots.get(k))
            && edge.holds(*last) != edge.holds(*here)
        {
            part.push(edge.crossing(*last, *here));
        }
        if edge.holds(*here) {
            part.push(*here);
        } else if !part.is_empty() {
            parts.push(std::mem::take(&mut part));
        }
    }
    parts.push(part);
    parts.retain(|part| part.len() > 1);
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const AREA: Area = Area { left: 0.0, top: 0.0, width: 10.0, height: 10.0 };

    fn spots() -> impl Strategy<Value = Vec<Spot>> {
        prop::collection::vec((-15.0..25.0, -15.0..25.0).prop_map(|(x, y)| spot(x, y)), 3..12)
    }

    /// Whether a spot is inside by the even-odd rule.
    fn holds(ring: &[Spot], at: Spot) -> bool {
        let edges = ring.iter().zip(ring.iter().cycle().skip(1));
        let crossed = edges.filter(|(a, b)| {
            (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x
        });
        crossed.count() % 2 == 1
    }

    proptest! {
        /// Inside the area a cut ring holds the same spots as the whole one.
        #[test]
        fn a_cut_ring_looks_the_same(whole in spots(), x in 0.01..9.99, y in 0.01..9.99) {
            let cut = ring(whole.clone(), AREA);
            prop_assert!(cut.iter().all(|at| AREA.inset(-1e-9).holds(Area::new(at.x, at.y, 0.0, 0.0))));
            prop_assert_eq!(holds(&whole, spot(x, y)), holds(&cut, spot(x, y)));
        }

        /// The parts of a line are as long as what of it lies inside, measured in small steps.
        #[test]
        fn a_cut_line_keeps_its_length_inside(whole in spots()) {
            let length = |a: Spot, b: Spot| (a.x - b.x).hypot(a.y - b.y);
            const STEPS: usize = 2000;
            let inside: f64 = whole.windows(2).map(|edge| {
                let at = |k: usize| {
                    let t = (k as f64 + 0.5) / STEPS as f64;
                    spot(edge[0].x + (edge[1].x - edge[0].x) * t, edge[0].y + (edge[1].y - edge[0].y) * t)
                };
                let n = (0..STEPS).filter(|k| AREA.holds(Area::new(at(*k).x, at(*k).y, 0.0, 0.0))).count();
                length(edge[0], edge[1]) * n as f64 / STEPS as f64
            }).sum();
            let kept: f64 = line(whole, AREA).iter().flat_map(|part| part.spots.windows(2))
                .map(|edge| length(edge[0], edge[1])).sum();
            prop_assert!((inside - kept).abs() < 0.5, "{} {}", inside, kept);
        }
    }
}
