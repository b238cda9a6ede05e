//! Pages as one PDF: vectors, text that can be searched and copied, fonts cut down to what is used.

use std::borrow::Borrow;

use krilla::destination::XyzDestination;
use krilla::geom::Size;
use krilla::metadata::{DateTime, Metadata, PageLayout};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::{Document, SerializeSettings};
use krilla_svg::{SurfaceExt, SvgSettings};
use rayon::prelude::*;
use resvg::usvg;

use super::drawing::{Drawing, POINT_MM};
use super::fonts::Fonts;
use super::{About, cannot_draw, tree};
use crate::error::Error;

/// So many pages are laid out at once.
const AT_A_TIME: usize = 8;

/// An entry of the bookmarks.
pub(crate) struct Bookmark {
    /// What it says.
    pub(crate) title: String,
    /// The page, from 0.
    pub(crate) page: usize,
    /// What lies below it.
    pub(crate) below: Vec<Bookmark>,
}

/// The pages as a PDF.
///
/// # Errors
/// The drawing cannot be made into one, which is a fault of this program.
///
/// Pages may be made as they are asked for: no more than a few are held at once.
pub(super) fn of<D: Borrow<Drawing> + Sync>(
    pages: impl IntoIterator<Item = D>,
    bookmarks: Vec<Bookmark>,
    about: &About<'_>,
    fonts: &Fonts,
) -> Result<Vec<u8>, Error> {
    let mut document = Document::new_with(SerializeSettings::default());
    let mut pages = pages.into_iter();
    loop {
        let some: Vec<D> = pages.by_ref().take(AT_A_TIME).collect();
        if some.is_empty() {
            break;
        }
        let trees: Vec<Result<usvg::Tree, Error>> =
            some.par_iter().with_max_len(1).map(|drawing| tree(drawing.borrow(), fonts)).collect();
        for (drawing, tree) in some.iter().zip(trees) {
            add(drawing.borrow(), &tree?, &mut document)?;
        }
    }
    if !bookmarks.is_empty() {
        let mut outline = Outline::new();
        for bookmark in bookmarks {
            outline.push_child(node(bookmark));
        }
        document.set_outline(outline);
    }
    finished(document, about)
}

/// One page as a PDF. `tree` is that of the drawing.
///
/// # Errors
/// Those of [`of`].
pub(super) fn of_page(drawing: &Drawing, tree: &usvg::Tree, about: &About<'_>) -> Result<Vec<u8>, Error> {
    let mut document = Document::new_with(SerializeSettings::default());
    add(drawing, tree, &mut document)?;
    finished(document, about)
}

fn finished(mut document: Document, about: &About<'_>) -> Result<Vec<u8>, Error> {
    document.set_metadata(metadata(about));
    document.finish().map_err(|error| cannot_draw(about.title, format!("{error:?}")))
}

fn add(drawing: &Drawing, tree: &usvg::Tree, document: &mut Document) -> Result<(), Error> {
    let points = |mm: f64| (mm / POINT_MM) as f32;
    let (width, height) = (points(drawing.width_mm), points(drawing.height_mm));
    let (Some(settings), Some(size)) = (PageSettings::from_wh(width, height), Size::from_wh(width, height))
    else {
        return Err(cannot_draw(&drawing.title, "size"));
    };
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    if surface.draw_svg(tree, size, SvgSettings::default()).is_none() {
        return Err(cannot_draw(&drawing.title, "svg"));
    }
    surface.finish();
    page.finish();
    Ok(())
}

fn node(bookmark: Bookmark) -> OutlineNode {
    let top = krilla::geom::Point::from_xy(0.0, 0.0);
    let mut node = OutlineNode::new(bookmark.title, XyzDestination::new(bookmark.page, top));
    for below in bookmark.below {
        node.push_child(self::node(below));
    }
    node
}

/// What the file says of itself. Its date is the project's: the day of the run would make two runs differ.
fn metadata(about: &About<'_>) -> Metadata {
    let mut metadata = Metadata::new()
        .title(about.title.to_owned())
        .creator(about.program.to_owned())
        .language(about.language.to_owned())
        .page_layout(PageLayout::SinglePage);
    if let Some(maker) = about.maker {
        metadata = metadata.authors(vec![maker.to_owned()]);
    }
    if let Some(date) = about.date {
        let year = u16::try_from(date.year).unwrap_or_default();
        metadata = metadata.creation_date(DateTime::new(year).month(date.month).day(date.day));
    }
    metadata
}
