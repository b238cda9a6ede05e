//! The maps as files: every map on every sheet in every format of the style.

use rayon::prelude::*;

use super::content::Content;
use super::drawing::Drawing;
use super::look::Leaf;
use super::{About, Printing, pdf, png, sheet, svg, themes};
use crate::deliver::about;
use crate::deliver::document::Figure;
use crate::deliver::file_name;
use crate::deliver::folder::NewFolder;
use crate::error::Error;
use crate::style::Format;

/// The folder of the maps.
const FOLDER: &str = "maps";
/// So many files are drawn before they are written.
const AT_A_TIME: usize = 16;

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
    let jobs = jobs(printing);
    let wanted: Vec<(&Job, Format)> =
        jobs.iter().flat_map(|job| style.formats.iter().map(move |format| (job, *format))).collect();
    let (about, fonts, dots_per_inch) = (printing.about(), &printing.fonts, style.resolution_dpi);
    // A few at a time: the pictures of all maps together would fill the memory of a small machine.
    for some in wanted.chunks(AT_A_TIME) {
        let drawn: Vec<Result<Vec<u8>, Error>> = some
            .par_iter()
            .map(|(job, format)| match format {
                Format::Svg => Ok(svg::of(&job.drawing, fonts).into_bytes()),
                Format::Png => png::of(&job.drawing, dots_per_inch, fonts),
                Format::Pdf => {
                    let about = About { title: &job.drawing.title, ..about };
                    pdf::of(std::slice::from_ref(&job.drawing), Vec::new(), &about, fonts)
                }
            })
            .collect();
        for ((job, format), bytes) in some.iter().zip(drawn) {
            let bytes = bytes?;
            let name =
                format!("{FOLDER}/{}", file_name(&job.stem, format.extension(), job.position, &job.service));
            let about = about::About::of("map").titled(&job.title).of_service(&job.service_name);
            folder.file(&name, about, |to| Ok(std::io::Write::write_all(to, &bytes)?))?;
        }
    }
    Ok(())
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
    let drawn = drawings.into_par_iter().map(|drawing| {
        let png = png::of(&drawing, DOTS_PER_INCH, fonts)?;
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
