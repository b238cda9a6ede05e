//! The maps as files: every map on every sheet in every format of the style.

use rayon::prelude::*;

use super::content::Content;
use super::drawing::Drawing;
use super::fonts::Fonts;
use super::look::Leaf;
use super::{About, Printing, pdf, png, sheet, svg, themes, tree};
use crate::deliver::about;
use crate::deliver::document::Figure;
use crate::deliver::file_name;
use crate::deliver::folder::NewFolder;
use crate::error::Error;
use crate::style::{Format, Style};

/// The folder of the maps.
const FOLDER: &str = "maps";
/// So many maps are drawn before they are written.
const AT_A_TIME: usize = 32;

/// A map on a sheet, to be written in each format.
struct Job {
    /// The name of its files, without the extension.
    stem: String,
    position: usize,
    service: String,
    service_name: String,
    title: String,
    drawing: Drawing,
}

/// Writes the maps.
///
/// # Errors
/// Those of the folder; or a map cannot be drawn.
pub(crate) fn write(printing: &Printing<'_>, folder: &mut NewFolder) -> Result<(), Error> {
    let style = &printing.project.print.style;
    let (about, fonts) = (printing.about(), &printing.fonts);
    let jobs = jobs(printing);
    // A few at a time: the files of all maps together would fill the memory of a small machine.
    for some in jobs.chunks(AT_A_TIME) {
        let drawn: Vec<Result<Vec<Vec<u8>>, Error>> =
            some.par_iter().with_max_len(1).map(|job| in_each_format(job, style, about, fonts)).collect();
        for (job, files) in some.iter().zip(drawn) {
            for (format, bytes) in style.formats.iter().zip(files?) {
                let name = format!(
                    "{FOLDER}/{}",
                    file_name(&job.stem, format.extension(), job.position, &job.service)
                );
                let about = about::About::of("map").titled(&job.title).of_service(&job.service_name);
                folder.file(&name, about, |to| Ok(std::io::Write::write_all(to, &bytes)?))?;
            }
        }
    }
    Ok(())
}

/// A map in each format of the style, in the style's order.
fn in_each_format(job: &Job, style: &Style, about: About<'_>, fonts: &Fonts) -> Result<Vec<Vec<u8>>, Error> {
    let drawing = &job.drawing;
    let is_drawn = style.formats.iter().any(|format| *format != Format::Svg);
    let tree = if is_drawn { Some(tree(drawing, fonts)?) } else { None };
    let about = About { title: &drawing.title, ..about };
    let files = style.formats.iter().map(|format| match (format, &tree) {
        (Format::Pdf, Some(tree)) => pdf::of_page(drawing, tree, &about),
        (Format::Png, Some(tree)) => png::of(drawing, tree, style.resolution_dpi),
        _ => Ok(svg::of(drawing, fonts).into_bytes()),
    });
    files.collect()
}

/// The room of a figure in a document: a page of A4 within the margins of GB/T 9704, less a heading and a caption. A
/// figure that is drawn larger would be shown smaller, and its numeric scale would be untrue.
pub(super) const FIGURE: Leaf = Leaf { width_mm: 155.0, height_mm: 198.0, text_scale: 0.68 };

/// The maps as figures of a document, each as large as it is shown.
///
/// # Errors
/// A map cannot be drawn.
pub(crate) fn figures(printing: &Printing<'_>) -> Result<Vec<Figure>, Error> {
    /// Sharp in print, and a document that can be sent.
    const DOTS_PER_INCH: u32 = 200;
    let fonts = &printing.fonts;
    let drawings: Vec<Drawing> =
        contents(printing).map(|(_, content)| sheet::compose(&content, FIGURE, printing).drawing).collect();
    let drawn = drawings.into_par_iter().with_max_len(1).map(|drawing| {
        let png = png::of(&drawing, &tree(&drawing, fonts)?, DOTS_PER_INCH)?;
        let (width_mm, height_mm) = (drawing.width_mm, drawing.height_mm);
        Ok(Figure { caption: drawing.title, png, width_mm, height_mm })
    });
    drawn.collect()
}

/// Every map of every service.
fn contents<'a>(printing: &'a Printing<'a>) -> impl Iterator<Item = (themes::Of<'a>, Content<'a>)> {
    let maps = &printing.project.print.style.maps;
    printing.services().flat_map(move |of| {
        maps.iter().flat_map(move |map| themes::of(of, map)).map(move |content| (of, content))
    })
}

/// Every map on every sheet of the style.
fn jobs(printing: &Printing<'_>) -> Vec<Job> {
    let mut jobs = Vec::new();
    for (of, content) in contents(printing) {
        for sheet in &printing.project.print.style.sheets {
            jobs.push(Job {
                stem: format!("{}_{}", content.name, sheet.name().replace(' ', "_")),
                position: of.position,
                service: of.told.id.clone(),
                service_name: of.told.name.clone(),
                title: content.title.clone(),
                drawing: sheet::compose(&content, *sheet, printing).drawing,
            });
        }
    }
    jobs
}
