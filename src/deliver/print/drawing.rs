//! A page before it is known in which format: what is drawn where, in millimetres from its upper left corner.

use crate::style::Colour;

/// Millimetres of a typographic point.
pub(crate) const POINT_MM: f64 = 25.4 / 72.0;

/// A place on the page, in millimetres: rightwards, downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// The spot at these millimetres.
pub(crate) fn spot(x: f64, y: f64) -> Spot {
    Spot { x, y }
}

/// A rectangle on the page, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Area {
    pub(crate) fn new(left: f64, top: f64, width: f64, height: f64) -> Self {
        Self { left, top, width, height }
    }

    pub(crate) fn right(self) -> f64 {
        self.left + self.width
    }

    pub(crate) fn bottom(self) -> f64 {
        self.top + self.height
    }

    pub(crate) fn centre(self) -> Spot {
        spot(self.left + self.width / 2.0, self.top + self.height / 2.0)
    }

    /// The area without a margin of so many millimetres; with a wider one where it is negative. Where the margins leave
    /// nothing, it is its middle.
    pub(crate) fn inset(self, margin: f64) -> Self {
        let margin = margin.min(self.width / 2.0).min(self.height / 2.0);
        Self::new(
            self.left + margin,
            self.top + margin,
            self.width - 2.0 * margin,
            self.height - 2.0 * margin,
        )
    }

    /// What of it lies below a height.
    pub(crate) fn below(self, top: f64) -> Self {
        let top = top.min(self.bottom());
        Self::new(self.left, top, self.width, self.bottom() - top)
    }

    /// Whether the two share more than their borders.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.left < other.right()
            && other.left < self.right()
            && self.top < other.bottom()
            && other.top < self.bottom()
    }

    /// Whether `other` lies in it.
    pub(crate) fn holds(self, other: Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }

    /// Its outline.
    pub(crate) fn ring(self) -> Line {
        Line {
            spots: vec![
                spot(self.left, self.top),
                spot(self.right(), self.top),
                spot(self.right(), self.bottom()),
                spot(self.left, self.bottom()),
            ],
            is_closed: true,
        }
    }
}

/// A line of straight pieces; closed, the ring of an area.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) spots: Vec<Spot>,
    pub(crate) is_closed: bool,
}

impl Line {
    /// The open line through these spots.
    pub(crate) fn through(spots: impl IntoIterator<Item = Spot>) -> Self {
        Self { spots: spots.into_iter().collect(), is_closed: false }
    }

    /// The ring through these spots.
    pub(crate) fn around(spots: impl IntoIterator<Item = Spot>) -> Self {
        Self { spots: spots.into_iter().collect(), is_closed: true }
    }
}

/// How an area is filled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fill {
    pub(crate) colour: Colour,
    /// From 0 (not seen) to 1.
    pub(crate) opacity: f64,
    /// Lines over it, so that it is told apart without colour.
    pub(crate) hatch: Option<Hatch>,
}

impl Fill {
    /// Solid.
    pub(crate) fn of(colour: Colour) -> Self {
        Self { colour, opacity: 1.0, hatch: None }
    }

    /// The same with lines over it.
    pub(crate) fn hatched(self, hatch: Hatch) -> Self {
        Self { hatch: Some(hatch), ..self }
    }

    /// The same, seen through.
    pub(crate) fn at_opacity(self, opacity: f64) -> Self {
        Self { opacity, ..self }
    }
}

/// Lines over a fill.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hatch {
    pub(crate) direction: HatchDirection,
    pub(crate) colour: Colour,
    pub(crate) width_mm: f64,
    /// From line to line.
    pub(crate) spacing_mm: f64,
}

/// Which way the lines of a hatch go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HatchDirection {
    /// `/`.
    Rising,
    /// `\`.
    Falling,
    /// Dots.
    Dotted,
}

/// How a line is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stroke {
    pub(crate) colour: Colour,
    pub(crate) width_mm: f64,
    pub(crate) opacity: f64,
    /// Lengths of dashes and gaps in millimetres; empty for a solid line.
    pub(crate) dashes: Vec<f64>,
}

impl Stroke {
    /// Solid.
    pub(crate) fn of(colour: Colour, width_mm: f64) -> Self {
        Self { colour, width_mm, opacity: 1.0, dashes: Vec::new() }
    }

    /// The same, in dashes.
    pub(crate) fn dashed(self, dashes: &[f64]) -> Self {
        Self { dashes: dashes.to_vec(), ..self }
    }
}

/// How heavy text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Which part of a line of text stands at its spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Text {
    /// The words.
    pub(crate) words: String,
    /// On the base line.
    pub(crate) at: Spot,
    pub(crate) size_mm: f64,
    pub(crate) weight: Weight,
    pub(crate) colour: Colour,
    pub(crate) anchor: Anchor,
    /// A rim of this colour and width, so that it reads on any ground.
    pub(crate) halo: Option<(Colour, f64)>,
    /// Clockwise, in degrees, about its spot.
    pub(crate) turned: f64,
    /// From 0 (not seen) to 1.
    pub(crate) opacity: f64,
}

impl Text {
    /// Regular text that begins at a spot.
    pub(crate) fn new(words: impl Into<String>, at: Spot, size_mm: f64, colour: Colour) -> Self {
        Self {
            words: words.into(),
            at,
            size_mm,
            weight: Weight::Regular,
            colour,
            anchor: Anchor::Start,
            halo: None,
            turned: 0.0,
            opacity: 1.0,
        }
    }

    pub(crate) fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    pub(crate) fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(crate) fn with_halo(self, colour: Colour, width_mm: f64) -> Self {
        Self { halo: Some((colour, width_mm)), ..self }
    }

    pub(crate) fn turned(self, degrees: f64) -> Self {
        Self { turned: degrees, ..self }
    }
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Item {
    /// Lines and areas. Holes go the other way round than what they are holes of, so that areas may lie on each other
    /// without leaving a hole (nonzero rule).
    Path { lines: Vec<Line>, fill: Option<Fill>, stroke: Option<Stroke> },
    /// A line of text.
    Text(Text),
    /// A picture of symbols, each at its spot: the outline is about (0, 0).
    Marks { spots: Vec<Spot>, outline: Vec<Spot>, fill: Fill, stroke: Stroke },
}

impl Item {
    /// A filled area.
    pub(crate) fn filled(lines: Vec<Line>, fill: Fill) -> Self {
        Self::Path { lines, fill: Some(fill), stroke: None }
    }

    /// Lines.
    pub(crate) fn stroked(lines: Vec<Line>, stroke: Stroke) -> Self {
        Self::Path { lines, fill: None, stroke: Some(stroke) }
    }
}

/// A page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Drawing {
    /// What it is: its title for programs.
    pub(crate) title: String,
    pub(crate) width_mm: f64,
    pub(crate) height_mm: f64,
    /// The first lies lowest.
    pub(crate) items: Vec<Item>,
}
