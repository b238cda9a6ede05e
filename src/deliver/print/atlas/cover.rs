//! The cover: what it is, of what, by whom, over a quiet map of the townships.

use super::locator::Locator;
use crate::deliver::print::drawing::{Area, Drawing, Item, Line, Stroke, Text, spot};
use crate::deliver::print::{Printing, sheet};
use crate::style::Orientation;

/// Lines that a project's name may take.
const MOST_LINES: usize = 4;

pub(super) fn page(printing: &Printing<'_>, locator: &Locator<'_>) -> Drawing {
    let (words, sheet) = (printing.words, printing.project.print.style.atlas);
    let look = printing.look(sheet);
    let (colours, lines) = (look.style.colours, look.style.lines);
    let whole = sheet::whole(sheet, &look);
    let mut items = Vec::from_iter(sheet::paper(sheet, &look));
    let is_wide = sheet.orientation == Orientation::Landscape;
    let signature = printing.signature();
    // What is signed stands below the map, or beside it.
    let signed = look.heading_mm() * 1.6 * signature.len() as f64 + whole.height * 0.05;
    let map = if is_wide {
        let part = whole.width * 0.62;
        Area::new(whole.right() - part, whole.top, part, whole.height).inset(whole.height * 0.07)
    } else {
        let part = whole.height * 0.55;
        let height = (part - signed).max(part * 0.5);
        Area::new(whole.left, whole.bottom() - part, whole.width, height).inset(whole.width * 0.07)
    };
    let quiet = Stroke { opacity: 0.45, ..Stroke::of(colours.township_border, lines.frame_mm * 1.5) };
    locator.draw(map, quiet, None, &look, &mut items);

    let left = whole.left + whole.width * 0.07;
    let most = whole.right() - whole.width * 0.07 - left;
    let mut text = |words: String, y: f64, size: f64, is_bold: bool| {
        // The map below is quiet; a rim keeps its lines off the letters.
        let text = Text::new(words, spot(left, y), size, colours.ink).with_halo(colours.paper, size * 0.12);
        items.push(Item::Text(if is_bold { text.bold() } else { text }));
    };
    // A name that nearly fits in one line is set smaller. Bold letters are a little wider than those that lines are
    // measured with.
    let wanted = look.title_mm() * 1.7;
    let name = &printing.report.project.name;
    let title = wanted * (most * 0.92 / look.width(name, wanted).max(1.0)).clamp(0.72, 1.0);
    let mut y = whole.top + whole.height * if is_wide { 0.3 } else { 0.16 };
    for line in look.few_lines(name, title, most * 0.93, MOST_LINES) {
        text(line, y, title, true);
        y += title * 1.3;
    }
    let name = look.title_mm() * 1.2;
    y += name * 0.5;
    text(words.label("words.atlas.name"), y, name, false);
    let rule = y + name * 0.75;
    y = rule + name * 1.1;
    let services: Vec<&str> = printing.report.services.iter().map(|service| &*service.name).collect();
    let mut of = services.join(&words.label("words.map.and"));
    if let Some(year) = printing.report.project.year {
        of = words.filled("words.atlas.services-of-year", &[("services", &of), ("year", &year)]);
    }
    let size = look.heading_mm() * 1.25;
    for line in look.few_lines(&of, size, most, 3) {
        text(line, y, size, false);
        y += size * 1.5;
    }
    let size = look.heading_mm();
    let mut y = whole.bottom() - whole.height * 0.07 - size * 1.6 * signature.len().saturating_sub(1) as f64;
    for line in signature {
        text(look.cut(&line, size, most), y, size, false);
        y += size * 1.6;
    }
    let line = Line::through([spot(left, rule), spot(left + whole.width * 0.16, rule)]);
    items.push(Item::stroked(vec![line], Stroke::of(colours.service_area, lines.neat_line_mm)));
    items.push(Item::stroked(vec![whole.ring()], Stroke::of(colours.ink, lines.neat_line_mm)));
    if let Some(draft) = &printing.project.print.draft {
        items.push(sheet::draft_mark(draft, whole, &look));
    }
    let (width_mm, height_mm) = sheet.size_mm();
    Drawing { title: words.label("words.atlas.cover"), width_mm, height_mm, items }
}
