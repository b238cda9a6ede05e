//! What the command line says goes before what the project file says.

use std::path::{Path, PathBuf};

use super::flags::Flags;
use super::resolve::crs_choice;
use super::types::{Deliverable, LayerSpec, PlanSpec, Project, TableSpec};

/// Puts what the flags say in place of what the project says. Name and circles are already theirs.
pub(super) fn override_by_flags(project: &mut Project, flags: &Flags) {
    fn replace<T: Clone>(value: &mut T, given: &Option<T>) {
        if let Some(given) = given {
            value.clone_from(given);
        }
    }
    fn replace_file(layer: &mut LayerSpec, given: &Option<PathBuf>) {
        if let Some(given) = given {
            (layer.path, layer.layer) = file_and_layer(given);
        }
    }
    fn replace_layer(layer: &mut Option<LayerSpec>, given: &Option<PathBuf>) {
        if given.is_some() {
            replace_file(layer.get_or_insert_default(), given);
        }
    }
    replace(&mut project.language, &flags.language);
    replace(&mut project.area, &flags.area);
    replace(&mut project.circles, &flags.circle_rule);
    replace(&mut project.overlaps, &flags.overlaps);
    replace(&mut project.output, &flags.output);
    replace_file(&mut project.residential, &flags.residential);
    replace_layer(&mut project.townships, &flags.townships);
    replace_layer(&mut project.life_units, &flags.life_units);
    if let Some(crs) = &flags.crs {
        project.crs = crs_choice(crs);
    }
    replace(&mut project.shapefile_encoding, &flags.shapefile_encoding);
    if !flags.only.is_empty() {
        project.deliverables.clone_from(&flags.only);
    }
    if flags.shapefile || flags.shapefile_encoding.is_some() {
        project.deliverables.push(Deliverable::Shapefile);
    }
    project.deliverables.sort_unstable();
    project.deliverables.dedup();
    let Some(service) = project.services.first_mut() else { return };
    replace_file(&mut service.facilities, &flags.facilities);
    if flags.point_datum.is_some() {
        service.facilities.datum = flags.point_datum;
    }
    if !flags.filters.is_empty() {
        service.facilities.filters.clone_from(&flags.filters);
    }
    if let Some(path) = &flags.plan {
        let (path, sheet) = file_and_layer(path);
        let table = TableSpec { path, sheet, encoding: None };
        match service.plans.first_mut() {
            Some(plan) => plan.table = table,
            None => service.plans.push(PlanSpec { table, year: None }),
        }
    }
}

/// The file and the layer, table or sheet in it that the command line names, as `survey.gpkg#residential`. A `#` that
/// belongs to the name of a file that is there divides nothing.
pub fn file_and_layer(given: &Path) -> (PathBuf, Option<String>) {
    let exists = given.try_exists().unwrap_or(true);
    match given.to_str().and_then(|text| text.rsplit_once('#')) {
        Some((file, layer)) if !exists && !file.is_empty() && !layer.is_empty() => {
            (PathBuf::from(file), Some(layer.to_owned()))
        }
        _ => (given.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_is_named_behind_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().join("a#b.gpkg");
        std::fs::write(&there, "").unwrap();
        assert_eq!(file_and_layer(&there), (there.clone(), None));
        let named = |name: &str| file_and_layer(&folder.path().join(name));
        assert_eq!(named("x.gpkg#居住 用地"), (folder.path().join("x.gpkg"), Some("居住 用地".to_owned())));
        assert_eq!(named("a#b.gpkg#c"), (there, Some("c".to_owned())));
        for whole in ["x.gpkg", "x.gpkg#", "none#b.gpkg/"] {
            assert_eq!(named(whole).1.filter(|layer| !layer.contains(".gpkg")), None, "{whole}");
        }
    }
}
