//! The output folder, tried before the long run.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::folder::{NewFolder, old_files};
use crate::error::Error;
use crate::project::Project;

/// Tries whether results can be written to the project's output folder, so that a long run does not end in vain.
///
/// Makes a folder and a file beside it and removes them again; the output itself is not touched.
///
/// # Errors
/// The folder cannot be made or written; something else lies there that is neither empty nor a result of this
/// program; or an input of the project is one of the files that would be replaced.
pub fn check_output(project: &Project) -> Result<(), Error> {
    let folder = NewFolder::beside(&project.output)?;
    folder.unlisted_file("trial", |to| Ok(to.write_all(b"trial")?))?;
    not_an_input(project)
}

/// An input that lies in the output folder must not be a file of the result that would be replaced.
fn not_an_input(project: &Project) -> Result<(), Error> {
    let Ok(output) = fs::canonicalize(&project.output) else { return Ok(()) };
    let Some(old) = old_files(&project.output, &output)? else { return Ok(()) };
    let is_replaced = |input: &Path| {
        fs::canonicalize(input).is_ok_and(|input| {
            input.parent() == Some(output.as_path())
                && input.file_name().and_then(|n| n.to_str()).is_some_and(|name| old.contains(name))
        })
    };
    match inputs(project).find(|input| is_replaced(input)) {
        None => Ok(()),
        Some(input) => Err(Error::usage("output-has-input")
            .with("path", project.output.display())
            .with("input", input.display())),
    }
}

/// The files that the project reads.
fn inputs(project: &Project) -> impl Iterator<Item = &Path> {
    let layers = project.townships.iter().chain([&project.residential]).chain(&project.life_units);
    let layers = layers.chain(project.context.iter().map(|context| &context.layer));
    let of_services = project.services.iter().flat_map(|s| {
        let plans = s.plans.iter().map(|p| p.table.path.as_path());
        plans.chain([s.facilities.path.as_path()]).chain(s.reported.iter().map(|table| table.path.as_path()))
    });
    layers.map(|l| l.path.as_path()).chain(of_services)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::fixture;
    use super::super::folder::LIST;
    use super::*;

    fn listing(folder: &Path) -> Vec<PathBuf> {
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect()
    }

    #[test]
    fn a_trial_leaves_nothing_behind() {
        let here = tempfile::tempdir().unwrap();
        let project = fixture::project(here.path().join("a/b/result"));
        check_output(&project).unwrap();
        assert!(listing(here.path()).is_empty());
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_or_above_it_is_told() {
        let here = tempfile::tempdir().unwrap();
        fs::write(here.path().join("file"), "mine").unwrap();
        let code = |path: PathBuf| check_output(&fixture::project(path)).unwrap_err().code;
        assert_eq!(code(here.path().join("file")), "output-is-file");
        assert_eq!(code(here.path().join("file/result")), "output-under-file");
        assert_eq!(code(here.path().join("file/deep/result")), "output-under-file");
        assert_eq!(code(PathBuf::from("/")), "output-unnamed");
        assert_eq!(fs::read_to_string(here.path().join("file")).unwrap(), "mine");
        assert_eq!(listing(here.path()).len(), 1);
    }

    /// Someone analyses the `parcels.geojson` of an earlier result into the same folder: it would be gone.
    #[test]
    fn an_input_is_not_replaced() {
        let here = tempfile::tempdir().unwrap();
        fs::write(here.path().join(LIST), "parcels.geojson\n").unwrap();
        fs::write(here.path().join("parcels.geojson"), "{}").unwrap();
        fs::write(here.path().join("mine.geojson"), "{}").unwrap();
        let mut project = fixture::project(here.path().to_owned());
        project.residential.path = here.path().join("mine.geojson");
        check_output(&project).unwrap();
        project.residential.path = here.path().join("parcels.geojson");
        assert_eq!(check_output(&project).unwrap_err().code, "output-has-input");
    }
}
