//! The atlas: one PDF with cover, contents, the maps of the whole area, and a page for each township.
//!
//! Its pages are planned first, since the contents name their numbers, and are then drawn one at a time.

mod contents;
mod cover;
mod figures;
mod grid;
mod ground;
mod locator;
mod neighbours;
mod panel;
mod plate;
mod running;
#[cfg(test)]
mod tests;

use self::contents::Line;
use self::locator::Locator;
use self::plate::Plate;
use self::running::Running;
use super::content::Content;
use super::drawing::Drawing;
use super::pdf::{self, Bookmark};
use super::{About, Printing, sheet, themes};
use crate::deliver::about;
use crate::deliver::folder::NewFolder;
use crate::deliver::printable::for_terminal;
use crate::error::Error;

/// Writes `atlas.pdf`.
///
/// # Errors
/// Those of the folder; or a page cannot be drawn.
pub(crate) fn write(printing: &Printing<'_>, folder: &mut NewFolder) -> Result<(), Error> {
    let atlas = Atlas::of(printing);
    let title = printing.words.filled("words.atlas.title", &[("project", &printing.report.project.name)]);
    let about = About { title: &for_terminal(&title), ..printing.about() };
    let bytes = pdf::of(atlas.pages(), atlas.bookmarks(), &about, &printing.fonts)?;
    folder.file("atlas.pdf", about::About::of("atlas"), |to| Ok(std::io::Write::write_all(to, &bytes)?))
}

/// The atlas before it is drawn.
struct Atlas<'a> {
    printing: &'a Printing<'a>,
    running: Running<'a>,
    /// The maps of each service.
    overviews: Vec<Content<'a>>,
    /// What the townships show, by service; none where townships have no shape.
    plates: Vec<Plate<'a>>,
    /// The townships that have a page.
    townships: Vec<usize>,
    locator: Locator<'a>,
    /// The contents, in pages.
    contents: Vec<contents::Page>,
}

impl<'a> Atlas<'a> {
    fn of(printing: &'a Printing<'a>) -> Self {
        let style = &printing.project.print.style;
        let overviews: Vec<Content<'_>> = printing
            .services()
            .flat_map(|of| style.maps.iter().flat_map(move |map| themes::of(of, map)))
            .collect();
        let with_land = printing.study.townships.iter().enumerate();
        let townships: Vec<usize> =
            with_land.filter(|(_, township)| !township.shape.0.is_empty()).map(|(at, _)| at).collect();
        let plates =
            if townships.is_empty() { Vec::new() } else { printing.services().map(Plate::of).collect() };
        let running = Running::of(printing);
        let mut atlas = Self {
            printing,
            running,
            overviews,
            plates,
            townships,
            locator: Locator::of(printing.study),
            contents: Vec::new(),
        };
        let lines = atlas.lines();
        atlas.contents = contents::pages(&lines, printing, atlas.first_overview(&lines));
        atlas
    }

    /// The lines of the contents; their pages are counted from that of the first overview.
    fn lines(&self) -> Vec<Line> {
        let words = self.printing.words;
        let mut lines = Vec::new();
        if !self.overviews.is_empty() {
            lines.push(Line::heading(words.label("words.atlas.overview")));
        }
        let titles = self.overviews.iter().map(|content| content.title.clone());
        lines.extend(titles.enumerate().map(|(at, title)| Line::page(title, at)));
        for (position, plate) in self.plates.iter().enumerate() {
            lines.push(Line::heading(self.heading(plate)));
            let first = self.overviews.len() + position * self.townships.len();
            let names = self.townships.iter().filter_map(|at| self.printing.study.townships.get(*at));
            lines.extend(names.enumerate().map(|(at, one)| Line::page(one.name.clone(), first + at)));
        }
        lines
    }

    /// What stands above the townships of a service.
    fn heading(&self, plate: &Plate<'_>) -> String {
        let words = self.printing.words;
        if self.plates.len() > 1 {
            words.filled("words.atlas.townships-of-service", &[("service", &plate.of.told.name)])
        } else {
            words.label("words.atlas.townships")
        }
    }

    /// How many pages lie before the first overview: the cover and the contents.
    fn first_overview(&self, lines: &[Line]) -> usize {
        1 + contents::n_pages(lines, self.printing)
    }

    /// The pages, each drawn when it is asked for.
    fn pages(&self) -> impl Iterator<Item = Drawing> {
        let cover = std::iter::once_with(|| cover::page(self.printing, &self.locator));
        let contents = self.contents.iter().map(|page| contents::draw(page, self.printing));
        let sheet = self.printing.project.print.style.atlas;
        let overviews =
            self.overviews.iter().map(move |content| sheet::compose(content, sheet, self.printing).drawing);
        let townships = self.plates.iter().flat_map(move |plate| {
            self.townships.iter().map(move |at| plate::page(plate, *at, &self.locator))
        });
        // The cover has no number; it is counted.
        let numbered = contents.chain(overviews).chain(townships).zip(2..);
        cover.chain(numbered.map(|(page, number)| self.running.on(page, number)))
    }

    /// The bookmarks: cover, contents, every map, every township.
    fn bookmarks(&self) -> Vec<Bookmark> {
        let words = self.printing.words;
        let bookmark = |title: &str, page, below| {
            // A reader shows a bookmark in one line, as it is.
            Bookmark { title: for_terminal(title).into_owned(), page, below }
        };
        let mut bookmarks = vec![
            bookmark(&words.label("words.atlas.cover"), 0, Vec::new()),
            bookmark(&words.label("words.atlas.contents"), 1, Vec::new()),
        ];
        let first = 1 + self.contents.len();
        let maps = self.overviews.iter().enumerate();
        bookmarks.extend(maps.map(|(at, content)| bookmark(&content.title, first + at, Vec::new())));
        let mut next = first + self.overviews.len();
        for plate in &self.plates {
            let named = self.townships.iter().filter_map(|at| self.printing.study.townships.get(*at));
            let below: Vec<_> =
                named.zip(next..).map(|(one, page)| bookmark(&one.name, page, Vec::new())).collect();
            bookmarks.push(bookmark(&self.heading(plate), next, below));
            next += self.townships.len();
        }
        bookmarks
    }
}
