//! Deliverables: files made from the report. Nothing here computes a figure.
//!
//! All files of a run are made in a new folder beside the output folder, which then takes its place as a whole:
//! a failed run leaves the old result as it was, and no file of an older run lies beside those of a newer one.
//! The files speak the language of the project, the terminal's table ([`summary`]) and notes ([`notes_text`])
//! that of the reader.

mod about;
mod beside;
mod check;
mod classes;
mod columns;
mod csv;
mod document;
mod failure;
#[cfg(test)]
mod fixture;
mod folder;
mod geojson;
mod geopackage;
mod index;
mod json;
mod layers;
mod markdown;
mod notes;
mod output;
mod page;
mod palette;
mod print;
mod printable;
mod rounding;
mod shapefile;
mod statements;
mod summary;
mod tables;
mod terms;
mod words;
mod xlsx;

use std::path::PathBuf;

pub use self::check::{check_text, deliver_check, deliver_stopped_check};
pub use self::notes::notes_text;
pub use self::output::check_output;
pub use self::print::unprintable;
pub use self::printable::for_terminal;
pub use self::summary::summary;

pub(crate) use self::geopackage::{GivenFeature, GivenLayer, write_given};

use self::about::About;
use self::folder::NewFolder;
use self::print::Printing;
use crate::coverage::Coverage;
use crate::error::Error;
use crate::model::Study;
use crate::progress::{Progress, Silent};
use crate::project::{Deliverable, Project};
use crate::report::Report;

/// Writes the deliverables that the project asks for to its output folder, and returns their paths.
///
/// The folder afterwards holds just these files (and the hidden list by which a later run knows them), and
/// whatever files in it were not made by this program. The last file, `index.md`, says what each of them is; it is
/// there whatever is asked for.
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
    deliver_watched(report, study, coverage, project, &Silent)
}

/// [`deliver`], telling `progress` of each file.
///
/// # Errors
/// Those of [`deliver`].
pub fn deliver_watched(
    report: &Report,
    study: &Study,
    coverage: &Coverage,
    project: &Project,
    progress: &dyn Progress,
) -> Result<Vec<PathBuf>, Error> {
    let mut folder = NewFolder::beside(&project.output)?.watched_by(progress);
    // Fonts are loaded, and land that is left out is shaped, once for all that is printed.
    let printing = project.deliverables.iter().any(|deliverable| deliverable.is_printed());
    let printing = printing.then(|| Printing::of(report, study, coverage, project)).transpose()?;
    for deliverable in Deliverable::ALL {
        if project.deliverables.contains(&deliverable) {
            match deliverable {
                Deliverable::Json => {
                    folder.file("report.json", About::of("report"), |to| Ok(json::write(report, to)?))?;
                }
                Deliverable::Csv => csv::write(report, &mut folder)?,
                Deliverable::Geojson => geojson::write(report, study, coverage, &mut folder)?,
                Deliverable::Xlsx => {
                    folder.file("report.xlsx", About::of("workbook"), |to| Ok(xlsx::write(report, to)?))?;
                }
                Deliverable::Html => page::write(report, study, coverage, &mut folder)?,
                Deliverable::Maps => {
                    printing.iter().try_for_each(|printing| print::write_maps(printing, &mut folder))?;
                }
                Deliverable::Atlas => {
                    printing.iter().try_for_each(|printing| print::write_atlas(printing, &mut folder))?;
                }
                Deliverable::Docx => {
                    let figures = printing.as_ref().map(print::figures).transpose()?.unwrap_or_default();
                    document::write(report, &project.print, &figures, &mut folder)?;
                }
                Deliverable::Gpkg => geopackage::write(report, study, coverage, &mut folder)?,
                Deliverable::Shapefile => {
                    shapefile::write(report, study, coverage, project.shapefile_encoding, &mut folder)?;
                }
            }
        }
    }
    index::write(report, &mut folder)?;
    folder.put_in_place()
}

/// The name of a service's file: `townships.csv` for the first service, `townships_clinic.csv` for later ones.
fn file_name(stem: &str, extension: &str, position: usize, service: &str) -> String {
    if position == 0 {
        return format!("{stem}.{extension}");
    }
    let safe: String = service
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' })
        .collect();
    if safe == service {
        format!("{stem}_{safe}.{extension}")
    } else {
        // Two identifiers may differ only in what a file name cannot hold.
        format!("{stem}_{safe}-{}.{extension}", position + 1)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// A report with a second service without a plan; then, into the same folder, only the tables of one service.
    #[test]
    fn the_folder_holds_just_what_was_asked_for() {
        let here = tempfile::tempdir().unwrap();
        let mut project = fixture::project(here.path().join("result"));
        project.deliverables = vec![Deliverable::Csv, Deliverable::Json, Deliverable::Csv];
        let mut report = fixture::report("zh-CN");
        let mut clinic = report.services[0].clone();
        (clinic.id, clinic.plan) = ("clinic".to_owned(), None);
        clinic.further_plans.clear();
        clinic.indicators.clear();
        clinic.rules.clear();
        clinic.checklist.clear();
        clinic.stages.clear();
        report.services.push(clinic);
        let (study, coverage) = (fixture::study(), fixture::coverage());

        let paths = deliver(&report, &study, &coverage, &project).unwrap();
        let files: Vec<_> = paths.iter().map(|p| p.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(
            files,
            [
                "report.json",
                "townships.csv",
                "plan_gap.csv",
                "plan_gap_2027.csv",
                "indicators.csv",
                "indicators_by_township.csv",
                "checklist.csv",
                "rules.csv",
                "stages.csv",
                "stage_indicators.csv",
                "facilities.csv",
                "uncovered.csv",
                "townships_clinic.csv",
                "facilities_clinic.csv",
                "uncovered_clinic.csv",
                "index.md",
            ]
        );
        assert!(paths.iter().all(|p| p.is_file()));

        check_output(&project).unwrap();
        project.deliverables = vec![Deliverable::Csv];
        report.services = vec![report.services.remove(1)];
        deliver(&report, &study, &coverage, &project).unwrap();
        assert_eq!(
            names(&project.output),
            [".lifecircle", "facilities.csv", "index.md", "townships.csv", "uncovered.csv"]
        );
        assert_eq!(names(here.path()), ["result"]);
    }

    #[test]
    fn later_services_have_files_of_their_own() {
        assert_eq!(file_name("townships", "csv", 0, "childcare"), "townships.csv");
        assert_eq!(file_name("townships", "csv", 1, "clinic"), "townships_clinic.csv");
        assert_eq!(file_name("townships", "csv", 1, "../x"), "townships_---x-2.csv");
        assert_eq!(file_name("townships", "csv", 2, "诊所"), "townships_诊所.csv");
    }
}
