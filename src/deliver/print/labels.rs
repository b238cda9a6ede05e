//! Where names stand: none on another, none beyond the map.

use super::drawing::{Area, Line, Spot, spot};

/// Places of townships' blocks are sought on a grid of so many steps each way.
const STEPS: usize = 12;
/// A hidden symbol is worse than a name that stands aside or reaches over a border.
const HIDDEN_SYMBOL: f64 = 12.0;
/// Blocks that find no place are made smaller, by these factors.
const SHRUNK: [f64; 4] = [1.0, 0.85, 0.72, 0.6];

/// A block of text (and bars) that belongs to an area.
pub(super) struct Block<'a> {
    /// The rings of the area, on paper.
    pub(super) rings: &'a [Line],
    /// Its size.
    pub(super) width: f64,
    pub(super) height: f64,
    /// The smallest factor by which it is made smaller: below it its text would not be read.
    pub(super) least: f64,
}

impl Block<'_> {
    /// The factors that are tried.
    fn factors(&self) -> impl Iterator<Item = f64> {
        let least = self.least.min(1.0);
        let mut last = None;
        SHRUNK.into_iter().map(move |factor| factor.max(least)).filter(move |factor| {
            let is_new = last != Some(*factor);
            last = Some(*factor);
            is_new
        })
    }
}

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    pub(super) area: Area,
    /// By which factor it was made smaller.
    pub(super) factor: f64,
    /// From where a line leads to it, where it stands beside its area.
    pub(super) led_from: Option<Spot>,
}

/// The names on one map.
pub(super) struct Labels {
    /// Where names may stand.
    within: Area,
    /// Where names and what they must not hide stand.
    taken: Vec<Area>,
    /// Symbols: names keep off them where they can.
    symbols: Vec<Area>,
}

impl Labels {
    pub(super) fn new(within: Area, symbols: Vec<Area>) -> Self {
        Self { within, taken: Vec::new(), symbols }
    }

    /// Keeps names off an area.
    pub(super) fn keep_off(&mut self, area: Area) {
        self.taken.push(area);
    }

    /// The areas of all names so far, and of what they keep off.
    pub(super) fn taken(&self) -> &[Area] {
        &self.taken
    }

    fn is_free(&self, area: Area) -> bool {
        self.within.holds(area) && !self.taken.iter().any(|taken| taken.overlaps(area))
    }

    /// Places the blocks of areas; those of the smallest areas first, since they have the least choice.
    pub(super) fn place_blocks(&mut self, blocks: &[Block<'_>]) -> Vec<Option<Placed>> {
        let mut order: Vec<(f64, usize)> = blocks
            .iter()
            .enumerate()
            .map(|(k, block)| (extent(block.rings).map_or(0.0, |e| e.width * e.height), k))
            .collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut placed: Vec<Option<Placed>> = vec![None; blocks.len()];
        for (_, k) in order {
            let found = blocks[k].factors().find_map(|factor| self.inside(&blocks[k], factor));
            let found =
                found.or_else(|| blocks[k].factors().find_map(|factor| self.beside(&blocks[k], factor)));
            if let Some(found) = found {
                self.taken.push(found.area);
            }
            placed[k] = found;
        }
        placed
    }

    /// The best free place in the area: where most of the block lies inside and fewest symbols are hidden.
    fn inside(&self, block: &Block<'_>, factor: f64) -> Option<Placed> {
        let all = extent(block.rings)?;
        let seen = all.common(self.within)?;
        let (width, height) = (block.width * factor, block.height * factor);
        let middle = seen.centre();
        let mut best: Option<(f64, Area)> = None;
        for row in 0..=STEPS {
            for column in 0..=STEPS {
                let at = |from: f64, length: f64, step: usize| from + length * step as f64 / STEPS as f64;
                let centre = spot(at(seen.left, seen.width, column), at(seen.top, seen.height, row));
                let area = Area::new(centre.x - width / 2.0, centre.y - height / 2.0, width, height);
                if !holds(block.rings, centre) || !self.is_free(area) {
                    continue;
                }
                let outside = samples(area).into_iter().filter(|at| !holds(block.rings, *at)).count();
                // A name may reach a little over the border where the area is narrow, not mostly.
                if outside > 3 {
                    continue;
                }
                let hidden = self.symbols.iter().filter(|symbol| symbol.overlaps(area)).count();
                let off = (centre.x - middle.x).hypot(centre.y - middle.y) / (seen.width + seen.height);
                let cost = 4.0 * outside as f64 + HIDDEN_SYMBOL * hidden as f64 + 6.0 * off;
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, area));
                }
            }
        }
        best.map(|(_, area)| Placed { area, factor, led_from: None })
    }

    /// The nearest free place beside the area, to which a line leads from inside it.
    fn beside(&self, block: &Block<'_>, factor: f64) -> Option<Placed> {
        const TURNS: usize = 24;
        let from = interior(block.rings, self.within)?;
        let (width, height) = (block.width * factor, block.height * factor);
        let mut best: Option<(f64, Area)> = None;
        for ring in 1..=10 {
            let away = ring as f64 * 0.6;
            for turn in 0..TURNS {
                let angle = std::f64::consts::TAU * turn as f64 / TURNS as f64;
                let centre = spot(
                    from.x + angle.cos() * width * away,
                    from.y + angle.sin() * (height + width * 0.3) * away,
                );
                let area = Area::new(centre.x - width / 2.0, centre.y - height / 2.0, width, height);
                if !self.is_free(area) || area.holds(Area::new(from.x, from.y, 0.0, 0.0)) {
                    continue;
                }
                let hidden = self.symbols.iter().filter(|symbol| symbol.overlaps(area)).count();
                let cost = (centre.x - from.x).hypot(centre.y - from.y) + 3.0 * hidden as f64;
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, area));
                }
            }
            if best.is_some() {
                break;
            }
        }
        best.map(|(_, area)| Placed { area, factor, led_from: Some(from) })
    }

    /// Places a name beside the symbol of a place; `None` where there is no room.
    pub(super) fn place_name(&mut self, symbol: Area, width: f64, height: f64) -> Option<Area> {
        let gap = symbol.width * 0.15;
        let (centre, right, left) = (symbol.centre(), symbol.right() + gap, symbol.left - gap - width);
        let (above, below) = (symbol.top - gap - height, symbol.bottom() + gap);
        let (level, middle) = (centre.y - height / 2.0, centre.x - width / 2.0);
        // The order of Imhof: right first, above before below.
        let corners = [
            (right, level),
            (right, above + height * 0.4),
            (right, below - height * 0.4),
            (left, level),
            (left, above + height * 0.4),
            (left, below - height * 0.4),
            (middle, above),
            (middle, below),
        ];
        let free = corners
            .into_iter()
            .map(|(x, y)| Area::new(x, y, width, height))
            .find(|area| self.is_free(*area) && !self.symbols.iter().any(|other| other.overlaps(*area)))?;
        self.taken.push(free);
        Some(free)
    }
}

impl Area {
    /// What two areas share.
    fn common(self, other: Self) -> Option<Self> {
        let (left, top) = (self.left.max(other.left), self.top.max(other.top));
        let (right, bottom) = (self.right().min(other.right()), self.bottom().min(other.bottom()));
        (right > left && bottom > top).then(|| Self::new(left, top, right - left, bottom - top))
    }
}

/// The box around rings.
pub(super) fn extent(rings: &[Line]) -> Option<Area> {
    let mut spots = rings.iter().flat_map(|ring| &ring.spots);
    let first = spots.next()?;
    let (low, high) = spots.fold((*first, *first), |(low, high), at| {
        (spot(low.x.min(at.x), low.y.min(at.y)), spot(high.x.max(at.x), high.y.max(at.y)))
    });
    Some(Area::new(low.x, low.y, high.x - low.x, high.y - low.y))
}

/// Whether a spot lies inside rings, by the even-odd rule.
fn holds(rings: &[Line], at: Spot) -> bool {
    let mut inside = false;
    for ring in rings {
        let Some(mut last) = ring.spots.last() else { continue };
        for next in &ring.spots {
            if (next.y > at.y) != (last.y > at.y)
                && at.x < (last.x - next.x) * (at.y - next.y) / (last.y - next.y) + next.x
            {
                inside = !inside;
            }
            last = next;
        }
    }
    inside
}

/// Corners, middles of the sides and quarters of an area.
fn samples(area: Area) -> Vec<Spot> {
    let at = |x: f64, y: f64| spot(area.left + area.width * x, area.top + area.height * y);
    let mut all: Vec<Spot> =
        [0.0, 0.25, 0.5, 0.75, 1.0].into_iter().flat_map(|x| [at(x, 0.0), at(x, 1.0)]).collect();
    all.extend([at(0.0, 0.5), at(1.0, 0.5)]);
    all
}

/// A spot inside rings and the map: in the middle of the longest of some level cuts.
fn interior(rings: &[Line], within: Area) -> Option<Spot> {
    const CUTS: usize = 9;
    let seen = extent(rings)?.common(within)?;
    let mut best: Option<(f64, Spot)> = None;
    for cut in 1..=CUTS {
        let y = seen.top + seen.height * cut as f64 / (CUTS + 1) as f64;
        const PARTS: usize = 60;
        let mut begin: Option<f64> = None;
        for part in 0..=PARTS + 1 {
            let x = seen.left + seen.width * part as f64 / PARTS as f64;
            let is_in = part <= PARTS && holds(rings, spot(x, y));
            match (begin, is_in) {
                (None, true) => begin = Some(x),
                (Some(from), false) => {
                    let length = x - from;
                    if best.is_none_or(|(longest, _)| length > longest) {
                        best = Some((length, spot(from + length / 2.0, y)));
                    }
                    begin = None;
                }
                _ => {}
            }
        }
    }
    best.map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever the areas: blocks lie on the map and not on each other.
        #[test]
        fn no_block_lies_on_another(
            boxes in prop::collection::vec((0.0..90.0, 0.0..90.0, 1.0..40.0, 1.0..40.0, 2.0..25.0, 2.0..8.0), 1..25),
        ) {
            let within = Area::new(0.0, 0.0, 100.0, 100.0);
            let rings: Vec<Vec<Line>> =
                boxes.iter().map(|(x, y, w, h, ..)| vec![Area::new(*x, *y, *w, *h).ring()]).collect();
            let blocks: Vec<Block<'_>> = boxes
                .iter()
                .zip(&rings)
                .map(|((.., width, height), rings)| Block { rings, width: *width, height: *height, least: 0.6 })
                .collect();
            let mut labels = Labels::new(within, Vec::new());
            let placed = labels.place_blocks(&blocks);
            let areas: Vec<Area> = placed.iter().flatten().map(|placed| placed.area).collect();
            for (k, area) in areas.iter().enumerate() {
                prop_assert!(within.holds(*area));
                prop_assert!(areas[..k].iter().all(|other| !other.overlaps(*area)));
            }
        }
    }

    #[test]
    fn a_block_stands_in_its_area_where_there_is_room() {
        let area = Area::new(10.0, 10.0, 40.0, 30.0);
        let rings = [area.ring()];
        let mut labels = Labels::new(Area::new(0.0, 0.0, 100.0, 100.0), Vec::new());
        let placed = labels.place_blocks(&[Block { rings: &rings, width: 10.0, height: 4.0, least: 0.6 }]);
        let placed = placed[0].unwrap();
        assert!(area.holds(placed.area) && placed.factor == 1.0 && placed.led_from.is_none());
        // A narrow area: the name stands beside it, and a line leads there.
        let rings = [Area::new(70.0, 10.0, 1.0, 30.0).ring()];
        let placed = labels.place_blocks(&[Block { rings: &rings, width: 20.0, height: 4.0, least: 0.6 }]);
        assert!(placed[0].unwrap().led_from.is_some());
    }
}
