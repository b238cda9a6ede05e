//! A small table: as many rows as there is room for, and how many there are besides.

use crate::deliver::print::drawing::{Anchor, Area, Item, Line, Stroke, Text, Weight, spot};
use crate::deliver::print::look::Look;
use crate::deliver::words::Words;

/// From row to row, in sizes of text.
pub(super) const STEP: f64 = 1.55;
/// Between the words of two columns, in sizes of text, at least.
const GAP: f64 = 0.5;

/// A table. Its first column is words, the others are figures.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    /// The widths of the columns beside each other.
    pub(super) shares: Vec<f64>,
    /// Headings above those of the columns.
    pub(super) groups: Vec<Group>,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// The last row is of all others: it is always shown.
    pub(super) has_total: bool,
    /// Rows that are not even among `rows`.
    pub(super) n_unlisted: usize,
    /// What says that `{count}` rows are not shown.
    pub(super) more: &'static str,
}

/// A heading above columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub(super) first: usize,
    pub(super) n: usize,
    pub(super) words: String,
}

impl Default for Grid {
    fn default() -> Self {
        Self {
            shares: Vec::new(),
            groups: Vec::new(),
            head: Vec::new(),
            rows: Vec::new(),
            has_total: false,
            n_unlisted: 0,
            more: "words.atlas.more",
        }
    }
}

impl Grid {
    /// How high it is with so many of its rows.
    pub(super) fn height(&self, n_rows: usize, size: f64) -> f64 {
        (self.n_heads() + n_rows) as f64 * size * STEP
    }

    fn n_heads(&self) -> usize {
        1 + usize::from(!self.groups.is_empty())
    }

    /// Draws what fits, and returns the height that it takes.
    pub(super) fn draw(
        &self,
        area: Area,
        size: f64,
        look: &Look<'_>,
        words: Words,
        into: &mut Vec<Item>,
    ) -> f64 {
        let step = size * STEP;
        let edges = self.edges(area);
        let pen = Pen { look, size, step, edges: &edges };
        let mut y = area.top;
        for group in &self.groups {
            pen.group(group, y, into);
        }
        if !self.groups.is_empty() {
            y += step;
        }
        pen.row(&self.head, y, Weight::Bold, into);
        y += step;
        pen.rule(y, look.style.colours.ink, into);
        // A hair more than what was asked for by `height`, so that rounding costs no row.
        let room = ((area.bottom() - y) / step + 1e-6).floor().max(0.0) as usize;
        let (body, total) = match self.rows.split_last() {
            Some((last, body)) if self.has_total => (body, Some(last)),
            _ => (&self.rows[..], None),
        };
        let fits = self.n_unlisted == 0 && self.rows.len() <= room;
        let n_shown = if fits { body.len() } else { room.saturating_sub(1 + usize::from(total.is_some())) };
        for row in body.iter().take(n_shown) {
            pen.row(row, y, Weight::Regular, into);
            y += step;
            pen.rule(y, look.style.colours.nothing, into);
        }
        // Where there is but one row it is the total.
        if !fits && room > usize::from(total.is_some()) {
            let count = body.len().saturating_sub(n_shown) + self.n_unlisted;
            let more = words.filled(self.more, &[("count", &count)]);
            let more = look.cut(&more, size, area.width);
            let at = spot(area.left, pen.base(y));
            into.push(Item::Text(Text::new(more, at, size, look.style.colours.ink)));
            y += step;
        }
        if let Some(total) = total.filter(|_| room > 0) {
            pen.rule(y, look.style.colours.ink, into);
            pen.row(total, y, Weight::Bold, into);
            y += step;
        }
        y - area.top
    }

    /// Where columns begin and end.
    fn edges(&self, area: Area) -> Vec<f64> {
        let all: f64 = self.shares.iter().sum();
        let mut edges = vec![area.left];
        let mut sum = 0.0;
        for share in &self.shares {
            sum += share;
            edges.push(area.left + area.width * sum / all.max(f64::MIN_POSITIVE));
        }
        edges
    }
}

/// What draws the rows of a table.
struct Pen<'p> {
    look: &'p Look<'p>,
    size: f64,
    step: f64,
    edges: &'p [f64],
}

impl Pen<'_> {
    /// The base line of a row that begins at `top`.
    fn base(&self, top: f64) -> f64 {
        top + self.step * 0.5 + self.size * 0.36
    }

    fn row(&self, cells: &[String], top: f64, weight: Weight, into: &mut Vec<Item>) {
        let ink = self.look.style.colours.ink;
        let gap = self.size * GAP;
        for ((k, cell), edge) in cells.iter().enumerate().zip(self.edges.windows(2)) {
            let words = self.look.cut_as(cell, self.size, weight, edge[1] - edge[0] - gap);
            let (x, anchor) = if k == 0 { (edge[0], Anchor::Start) } else { (edge[1], Anchor::End) };
            let text = Text::new(words, spot(x, self.base(top)), self.size, ink).anchored(anchor);
            into.push(Item::Text(Text { weight, ..text }));
        }
    }

    fn group(&self, group: &Group, top: f64, into: &mut Vec<Item>) {
        let (Some(left), Some(right)) = (self.edges.get(group.first), self.edges.get(group.first + group.n))
        else {
            return;
        };
        let left = left + self.size * 0.8;
        let words = self.look.cut_as(&group.words, self.size, Weight::Bold, right - left);
        let ink = self.look.style.colours.ink;
        let at = spot(f64::midpoint(left, *right), self.base(top));
        into.push(Item::Text(Text::new(words, at, self.size, ink).bold().anchored(Anchor::Middle)));
        let y = top + self.step;
        let line = Line::through([spot(left, y), spot(*right, y)]);
        into.push(Item::stroked(vec![line], Stroke::of(ink, self.look.style.lines.frame_mm * 0.6)));
    }

    fn rule(&self, y: f64, colour: crate::style::Colour, into: &mut Vec<Item>) {
        if let (Some(left), Some(right)) = (self.edges.first(), self.edges.last()) {
            let line = Line::through([spot(*left, y), spot(*right, y)]);
            into.push(Item::stroked(vec![line], Stroke::of(colour, self.look.style.lines.frame_mm)));
        }
    }
}

/// A row of its own: words, and the figure on the right, which is never cut.
pub(super) fn pair(words: &str, figure: &str, row: Area, size: f64, look: &Look<'_>, into: &mut Vec<Item>) {
    let figure_width = (look.width(figure, size) + size * (GAP + 0.1)).min(row.width);
    let edges = [row.left, row.right() - figure_width, row.right()];
    let pen = Pen { look, size, step: row.height, edges: &edges };
    pen.row(&[words.to_owned(), figure.to_owned()], row.top, Weight::Regular, into);
    pen.rule(row.bottom(), look.style.colours.nothing, into);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::print::fonts::Fonts;
    use crate::messages::Language;
    use crate::style::{FontFiles, Style};

    fn shown(grid: &Grid, height: f64) -> Vec<String> {
        let (style, fonts) = (Style::default(), Fonts::of(&FontFiles::default()).unwrap());
        let look = Look { style: &style, fonts: &fonts, scale: 1.0 };
        let mut items = Vec::new();
        let area = Area::new(0.0, 0.0, 60.0, height);
        let taken = grid.draw(area, 2.0, &look, Words(Language::En), &mut items);
        assert!(taken <= height + 1e-6);
        let texts = items.into_iter().filter_map(|item| match item {
            Item::Text(text) if text.anchor == Anchor::Start => Some(text.words),
            _ => None,
        });
        texts.collect()
    }

    /// What does not fit is told; the total stays.
    #[test]
    fn rows_that_do_not_fit_are_counted() {
        let row = |name: &str| vec![name.to_owned(), "1".to_owned()];
        let grid = Grid {
            shares: vec![1.0, 1.0],
            head: row("head"),
            rows: vec![row("a"), row("b"), row("c"), row("all")],
            has_total: true,
            ..Grid::default()
        };
        let height = |n| grid.height(n, 2.0);
        assert_eq!(shown(&grid, height(4)), ["head", "a", "b", "c", "all"]);
        assert_eq!(shown(&grid, height(3)), ["head", "a", "2 more not listed", "all"]);
        assert_eq!(shown(&grid, height(1)), ["head", "all"]);
        let unlisted = Grid { has_total: false, n_unlisted: 7, ..grid.clone() };
        assert_eq!(shown(&unlisted, height(4)), ["head", "a", "b", "c", "8 more not listed"]);
    }
}
