//! The contents: what stands on which page, in as many columns and pages as it needs.

use crate::deliver::print::drawing::{Anchor, Area, Drawing, Item, Line as Path, Stroke, Text, Weight, spot};
use crate::deliver::print::look::Look;
use crate::deliver::print::{Printing, sheet};
use crate::style::Orientation;

/// A line of the contents.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    words: String,
    /// Its page, counted from that of the first map; `None` for a heading.
    page: Option<usize>,
}

impl Line {
    pub(super) fn heading(words: String) -> Self {
        Self { words, page: None }
    }

    pub(super) fn page(words: String, page: usize) -> Self {
        Self { words, page: Some(page) }
    }
}

/// A page of the contents: columns of lines, `None` where a line stays empty; pages are numbers as printed.
#[derive(Debug, PartialEq)]
pub(super) struct Page {
    columns: Vec<Vec<Line>>,
    /// How many columns there is room for.
    room: usize,
}

/// Where the columns lie, and how many lines they have.
struct Layout {
    title: Area,
    body: Area,
    size: f64,
    rows: usize,
}

/// From line to line, in sizes.
const STEP: f64 = 1.8;

fn layout(printing: &Printing<'_>, look: &Look<'_>) -> Layout {
    let whole = sheet::whole(printing.project.print.style.atlas, look);
    let title_height = look.title_mm() * 2.6;
    let size = look.body_mm() * 1.12;
    let inner = whole.inset(look.title_mm());
    let title = Area::new(inner.left, whole.top, inner.width, title_height);
    let body = Area::new(inner.left, title.bottom(), inner.width, inner.bottom() - title.bottom());
    Layout { rows: (body.height / (size * STEP)).floor().max(2.0) as usize, title, body, size }
}

/// The most columns of a page.
fn most_columns(printing: &Printing<'_>) -> usize {
    if printing.project.print.style.atlas.orientation == Orientation::Landscape { 3 } else { 2 }
}

/// The lines in columns. A heading stands apart from what lies above it, and is not the last line of a column.
fn columns(lines: &[Line], rows: usize) -> Vec<Vec<Line>> {
    let mut columns: Vec<Vec<Line>> = vec![Vec::new()];
    for line in lines {
        // A heading takes an empty line, its own, and the one after it.
        let needed = if line.page.is_none() { 3 } else { 1 };
        let used = columns.last().map_or(0, Vec::len);
        if used > 0 && used + needed > rows {
            columns.push(Vec::new());
        }
        if let Some(column) = columns.last_mut() {
            if line.page.is_none() && !column.is_empty() {
                column.push(Line::heading(String::new()));
            }
            column.push(line.clone());
        }
    }
    columns
}

/// How many pages the lines take; at least one.
pub(super) fn n_pages(lines: &[Line], printing: &Printing<'_>) -> usize {
    let look = printing.look(printing.project.print.style.atlas);
    columns(lines, layout(printing, &look).rows).len().div_ceil(most_columns(printing))
}

/// The lines in pages; `first`: how many pages lie before the first map.
pub(super) fn pages(lines: &[Line], printing: &Printing<'_>, first: usize) -> Vec<Page> {
    let look = printing.look(printing.project.print.style.atlas);
    let numbered = |line: &Line| Line { page: line.page.map(|page| first + page + 1), ..line.clone() };
    let lines: Vec<Line> = lines.iter().map(numbered).collect();
    let columns = columns(&lines, layout(printing, &look).rows);
    // Pages after the first have columns as wide as those of the first.
    let room = columns.len().min(most_columns(printing));
    columns.chunks(room.max(1)).map(|some| Page { columns: some.to_vec(), room }).collect()
}

/// A page of the contents.
pub(super) fn draw(page: &Page, printing: &Printing<'_>) -> Drawing {
    let (words, sheet) = (printing.words, printing.project.print.style.atlas);
    let look = printing.look(sheet);
    let (colours, lines) = (look.style.colours, look.style.lines);
    let layout = layout(printing, &look);
    let title = words.label("words.atlas.contents");
    let at = spot(layout.title.centre().x, layout.title.top + look.title_mm() * 1.5);
    let mut items = Vec::from_iter(sheet::paper(sheet, &look));
    items.push(Item::Text(
        Text::new(&*title, at, look.title_mm(), colours.ink).bold().anchored(Anchor::Middle),
    ));
    let gap = layout.size * 4.0;
    // A single column is no wider than reads well across its dots.
    let most = layout.body.width * if page.room == 1 { 0.6 } else { 1.0 };
    let left = layout.body.left + (layout.body.width - most) / 2.0;
    let width = (most - gap * (page.room as f64 - 1.0)) / page.room as f64;
    for (at, column) in page.columns.iter().enumerate() {
        let left = left + (width + gap) * at as f64;
        for (row, line) in column.iter().enumerate() {
            let y = layout.body.top + layout.size * STEP * (row as f64 + 0.75);
            draw_line(line, Area::new(left, y, width, 0.0), layout.size, &look, &mut items);
        }
    }
    items.push(Item::stroked(
        vec![sheet::whole(sheet, &look).ring()],
        Stroke::of(colours.ink, lines.neat_line_mm),
    ));
    if let Some(draft) = &printing.project.print.draft {
        items.push(sheet::draft_mark(draft, sheet::whole(sheet, &look), &look));
    }
    let (width_mm, height_mm) = sheet.size_mm();
    Drawing { title, width_mm, height_mm, items }
}

/// A line on the base line that is the top of `area`: its words, dots, its page.
fn draw_line(line: &Line, area: Area, size: f64, look: &Look<'_>, items: &mut Vec<Item>) {
    let colours = look.style.colours;
    let Some(page) = line.page else {
        let words = look.cut_as(&line.words, size, Weight::Bold, area.width);
        items.push(Item::Text(Text::new(words, spot(area.left, area.top), size, colours.ink).bold()));
        return;
    };
    let number = page.to_string();
    let indent = size * 1.2;
    let to = area.right() - look.width(&number, size) - size * 0.6;
    let words = look.cut(&line.words, size, to - area.left - indent - size * 2.0);
    let from = area.left + indent + look.width(&words, size) + size * 0.6;
    items.push(Item::Text(Text::new(words, spot(area.left + indent, area.top), size, colours.ink)));
    let dot = size * 0.09;
    let y = area.top - dot;
    let dots = Stroke::of(colours.township_border, dot).dashed(&[dot, size * 0.45]);
    // Drawn from the right, so that the dots of all lines stand below each other.
    items.push(Item::stroked(vec![Path::through([spot(to, y), spot(from, y)])], dots));
    let at = spot(area.right(), area.top);
    items.push(Item::Text(Text::new(number, at, size, colours.ink).anchored(Anchor::End)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_never_the_last_line_of_a_column() {
        let mut lines = vec![Line::heading("a".to_owned())];
        lines.extend((0..3).map(|at| Line::page(at.to_string(), at)));
        lines.push(Line::heading("b".to_owned()));
        lines.extend((3..9).map(|at| Line::page(at.to_string(), at)));
        let of = |rows| columns(&lines, rows);
        assert_eq!(of(6).iter().map(Vec::len).collect::<Vec<_>>(), [4, 6, 1]);
        assert_eq!(of(6).concat(), lines);
        // Where it is not the first of a column, an empty line lies above it.
        assert_eq!(of(7).iter().map(Vec::len).collect::<Vec<_>>(), [7, 5]);
        assert_eq!(of(7)[0][4], Line::heading(String::new()));
    }
}
