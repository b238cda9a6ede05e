//! Pages as one PDF: vectors, text that can be searched and copied, fonts cut down to what is used.

use krilla::destination::XyzDestination;
use krilla::geom::Size;
use krilla::metadata::{DateTime, Metadata, PageLayout};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::{Document, SerializeSettings};
use krilla_svg::{SurfaceExt, SvgSettings};

use super::drawing::{Drawing, POINT_MM};
use super::fonts::Fonts;
use super::{About, cannot_draw, tree};
use crate::error::Error;

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
pub(super) fn of(
    pages: &[Drawing],
    bookmarks: Vec<Bookmark>,
    about: &About<'_>,
    fonts: &Fonts,
) -> Result<Vec<u8>, Error> {
    let mut document = Document::new_with(SerializeSettings::default());
    for drawing in pages {
        let points = |mm: f64| (mm / POINT_MM) as f32;
        let (width, height) = (points(drawing.width_mm), points(drawing.height_mm));
        let (Some(settings), Some(size)) =
            (PageSettings::from_wh(width, height), Size::from_wh(width, height))
        else {
            return Err(cannot_draw(&drawing.title, "size"));
        };
        let tree = tree(drawing, fonts)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        if surface.draw_svg(&tree, size, SvgSettings::default()).is_none() {
            return Err(cannot_draw(&drawing.title, "svg"));
        }
        surface.finish();
        page.finish();
    }
    if !bookmarks.is_empty() {
        let mut outline = Outline::new();
        for bookmark in bookmarks {
            outline.push_child(node(bookmark));
        }
        document.set_outline(outline);
    }
    document.set_metadata(metadata(about));
    document.finish().map_err(|error| cannot_draw(about.title, format!("{error:?}")))
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
