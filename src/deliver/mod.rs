//! Deliverables: files made from the report. Nothing here computes a figure.
//!
//! All files of a run are made in a new folder beside the output folder, which then takes its place as a whole:
//! a failed run leaves the old result as it was, and no file of an older run lies beside those of a newer one.
//! The files speak the language of the project, the terminal's table ([`summary`]) and notes ([`notes_text`])
//! that of the reader.

mod columns;
mod csv;
mod failure;
#[cfg(test)]
mod fixture;
mod folder;
mod geojson;
mod json;
mod notes;
mod output;
mod printable;
mod rounding;
mod summary;
mod words;

use std::path::PathBuf;

pub use self::notes::notes_text;
pub use self::output::check_output;
pub use self::summary::summary;

use self::folder::NewFolder;
use crate::coverage::Coverage;
use crate::error::Error;
use crate::model::Study;
use crate::project::{Deliverable, Project};
use crate::report::Report;

/// Writes the deliverables that the project asks for to its output folder, and returns their paths.
///
/// The folder afterwards holds just these files (and the hidden list by which a later run knows them), and
/// whatever files in it were not made by this program.
///
/// # Errors
/// The folder cannot be written (read-only, disk full, a file in its place), or it exists and is neither empty
/// nor a result of this program. What lay there before is then untouched, and nothing new lies beside it.
pub fn deliver(
    report: &Report,
    study: &Study,
    coverage: &Coverage,
    project: &Project,
) -> Result<Vec<PathBuf>, Error> {
    let mut folder = NewFolder::beside(&project.output)?;
    for deliverable in [Deliverable::Json, Deliverable::Csv, Deliverable::Geojson] {
        if project.deliverables.contains(&deliverable) {
            match deliverable {
                Deliverable::Json => folder.file("report.json", |to| Ok(json::write(report, to)?))?,
                Deliverable::Csv => csv::write(report, &mut folder)?,
                Deliverable::Geojson => geojson::write(report, study, coverage, &mut folder)?,
            }
        }
    }
    folder.put_in_place()
}

/// The name of a service's file: `townships.csv` for the first service, `townships_clinic.csv` for later ones.
fn file_name(stem: &str, extension: &str, position: usize, service: &str) -> String {
    if position == 0 {
        return format!("{stem}.{extension}");
    }
    let safe: String =
        service.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect();
    if safe == service {
        format!("{stem}_{safe}.{extension}")
    } else {
        // Two identifiers may differ only in what a file name cannot hold.
        format!("{stem}_{safe}-{}.{extension}", position + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_services_have_files_of_their_own() {
        assert_eq!(file_name("townships", "csv", 0, "childcare"), "townships.csv");
        assert_eq!(file_name("townships", "csv", 1, "clinic"), "townships_clinic.csv");
        assert_eq!(file_name("townships", "csv", 1, "../x"), "townships_----x-2.csv");
        assert_eq!(file_name("townships", "csv", 2, "诊所"), "townships_诊所.csv");
    }
}
