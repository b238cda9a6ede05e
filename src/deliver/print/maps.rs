//! The maps as files: every map on every sheet in every format of the style.

use rayon::prelude::*;

use super::drawing::Drawing;
use super::{About, Printing, pdf, png, sheet, svg, themes};
use crate::deliver::about;
use crate::deliver::document::Figure;
use crate::deliver::file_name;
use crate::deliver::folder::NewFolder;
use crate::error::Error;
use crate::style::{Format, Orientation, Paper, Sheet};

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
    let jobs = jobs(printing, &style.sheets);
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

/// The maps as figures of a document: on the sheet that a page of A4 holds.
///
/// # Errors
/// A map cannot be drawn.
pub(crate) fn figures(printing: &Printing<'_>) -> Result<Vec<Figure>, Error> {
    /// Sharp enough in print, and a document that can be sent.
    const DOTS_PER_INCH: u32 = 150;
    let sheet = Sheet { paper: Paper::A4, orientation: Orientation::Portrait };
    let jobs = jobs(printing, &[sheet]);
    let fonts = &printing.fonts;
    let drawn = jobs.par_iter().map(|job| {
        let png = png::of(&job.drawing, DOTS_PER_INCH, fonts)?;
        let (width_mm, height_mm) = sheet.size_mm();
        Ok(Figure { caption: job.title.clone(), png, width_mm, height_mm })
    });
    drawn.collect()
}

/// Every map of every service on these sheets.
fn jobs(printing: &Printing<'_>, sheets: &[Sheet]) -> Vec<Job> {
    let style = &printing.project.print.style;
    let mut jobs = Vec::new();
    for of in printing.services() {
        for content in style.maps.iter().flat_map(|map| themes::of(of, map)) {
            for sheet in sheets {
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
    }
    jobs
}
