//! The files that a project names: that they are there, and that the results cannot fall on them.

use std::path::{Path, PathBuf};

use super::flags::Flags;
use super::types::Project;
use crate::error::Error;
use crate::settings::Document;

/// A file that a project names, and who named it.
struct Input<'p> {
    path: &'p Path,
    /// The flag that named it; `None` when `key` did.
    flag: Option<&'static str>,
    /// The key of the project file.
    key: String,
}

impl Input<'_> {
    /// Who named the file, as a place to go to.
    fn named_by(&self, document: Option<&Document<'_>>) -> String {
        match (self.flag, document) {
            (None, Some(document)) => {
                format!("`{}`, `{}:{}`", self.key, document.path().display(), document.line_of(&self.key))
            }
            (flag, _) => format!("`{}`", flag.unwrap_or(&self.key)),
        }
    }

    fn error(&self, code: &'static str, flag_code: &'static str, document: Option<&Document<'_>>) -> Error {
        match (self.flag, document) {
            (None, Some(document)) => Error::data(code)
                .with("key", &self.key)
                .with("line", document.line_of(&self.key))
                .with("path", document.path().display()),
            (flag, _) => Error::data(flag_code).with("flag", flag.unwrap_or(&self.key)),
        }
        .with("input", self.path.display())
    }
}

/// Sees that every file is there.
///
/// # Errors
/// Files are missing (all are told), or a folder stands where a file should.
pub(super) fn are_there(
    project: &Project,
    flags: &Flags,
    document: Option<&Document<'_>>,
) -> Result<(), Error> {
    let inputs = inputs(project, flags, document);
    let missing: Vec<&Input<'_>> = inputs.iter().filter(|input| !exists(input.path)).collect();
    match missing.as_slice() {
        [] => {}
        [only] => return Err(only.error("project-input-missing", "flag-input-missing", document)),
        several => {
            let list: String = several
                .iter()
                .map(|input| format!("\n    `{}` ({})", input.path.display(), input.named_by(document)))
                .collect();
            return Err(Error::data("project-inputs-missing")
                .with("count", several.len())
                .with("list", list));
        }
    }
    match inputs.iter().find(|input| input.path.is_dir()) {
        Some(folder) => Err(folder.error("project-input-is-folder", "flag-input-is-folder", document)),
        None => Ok(()),
    }
}

/// A file that may not be looked at does exist: the reader will tell why it cannot be read.
fn exists(path: &Path) -> bool {
    path.try_exists().unwrap_or(true)
}

/// Sees that no input lies in the output folder, which is replaced as a whole when results are written.
///
/// # Errors
/// An input, or one of `more` (the project file itself, standards), lies in it.
pub(super) fn are_outside_of_the_output(project: &Project, more: &[PathBuf]) -> Result<(), Error> {
    // A folder that does not exist yet holds nothing.
    let Ok(output) = project.output.canonicalize() else { return Ok(()) };
    let inputs = inputs(project, &Flags::default(), None);
    let held = inputs
        .iter()
        .map(|input| input.path)
        .chain(more.iter().map(PathBuf::as_path))
        .find(|path| path.canonicalize().is_ok_and(|path| path.starts_with(&output)));
    match held {
        Some(path) => Err(Error::usage("project-output-holds-input")
            .with("output", project.output.display())
            .with("input", path.display())),
        None => Ok(()),
    }
}

fn inputs<'p>(project: &'p Project, flags: &Flags, document: Option<&Document<'_>>) -> Vec<Input<'p>> {
    let named = |given: &Option<PathBuf>, flag: &'static str| given.is_some().then_some(flag);
    let mut all = Vec::new();
    let mut push = |path: &'p Path, flag, key: String| all.push(Input { path, flag, key });

    let residential = named(&flags.residential, "--residential");
    push(&project.residential.path, residential, "layers.residential.path".to_owned());
    if let Some(layer) = &project.townships {
        push(&layer.path, named(&flags.townships, "--townships"), "layers.townships.path".to_owned());
    }
    if let Some(layer) = &project.life_units {
        push(&layer.path, named(&flags.life_units, "--life-units"), "layers.life_units.path".to_owned());
    }
    for (index, context) in project.context.iter().enumerate() {
        push(&context.layer.path, None, format!("layers.context[{index}].path"));
    }
    for (index, service) in project.services.iter().enumerate() {
        // Flags speak of the first service only.
        let first = |flag: Option<&'static str>| flag.filter(|_| index == 0);
        let facilities = first(named(&flags.facilities, "--facilities"));
        push(&service.facilities.path, facilities, format!("service[{index}].facilities.path"));
        let plans = format!("service[{index}].plan");
        let is_list = document.is_some_and(|document| document.is_list(&plans));
        for (place, plan) in service.plans.iter().enumerate() {
            // The flag replaces the first plan only.
            let flag = first(named(&flags.plan, "--plan")).filter(|_| place == 0);
            let key = if is_list { format!("{plans}[{place}].path") } else { format!("{plans}.path") };
            push(&plan.table.path, flag, key);
        }
        if let Some(reported) = &service.reported {
            push(&reported.path, None, format!("service[{index}].reported"));
        }
    }
    all
}
