//! Characters that no font has: maps show a box for each, and that is told before they are printed.

use std::collections::BTreeSet;

use super::fonts::Fonts;
use crate::error::Error;
use crate::model::{Facility, Study};
use crate::note::{Note, Severity};
use crate::project::Project;

/// A note on the characters of names and titles for which printed maps will show a box; `None` where there are none, or
/// where nothing is printed.
///
/// # Errors
/// A font of the style cannot be read.
pub fn unprintable(study: &Study, project: &Project) -> Result<Option<Note>, Error> {
    if !project.deliverables.iter().any(|deliverable| deliverable.is_printed()) {
        return Ok(None);
    }
    let fonts = Fonts::of(&project.print.style.fonts)?;
    let mut lacking = BTreeSet::new();
    let mut first = None;
    for text in texts(study, project) {
        let found: BTreeSet<char> = text.chars().filter(|c| fonts.has_box_for(*c)).collect();
        if !found.is_empty() {
            first.get_or_insert(text);
            lacking.extend(found);
        }
    }
    let Some(first) = first else { return Ok(None) };
    let list: Vec<String> = lacking.iter().map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
    let note = Note::new(Severity::Info, "characters-without-glyph");
    Ok(Some(note.with("characters", list.join(", ")).with("count", list.len()).with("text", first)))
}

/// What the maps write that is not the program's own.
fn texts<'a>(study: &'a Study, project: &'a Project) -> impl Iterator<Item = &'a str> {
    let print = &project.print;
    let titles = print.style.maps.iter().filter_map(|map| map.title.as_deref());
    let of_project = [Some(&project.name), project.maker.as_ref(), print.data_source.as_ref()]
        .into_iter()
        .chain([print.draft.as_ref(), print.map_review_number.as_ref()]);
    let of_project = of_project.flatten().map(String::as_str);
    let townships = study.townships.iter().map(|township| &*township.name);
    let name = |facility: &'a Facility| facility.name.as_deref();
    let of_services = study.services.iter().flat_map(move |service| {
        let facilities = service.facilities.iter().chain(&service.planned).filter_map(name);
        facilities.chain(service.categories.iter().map(String::as_str)).chain([&*service.name])
    });
    of_project.chain(titles).chain(townships).chain(of_services)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::fixture;
    use crate::messages::Language;

    #[test]
    fn what_no_font_has_is_told_once_with_its_code() {
        let (mut study, mut project) = (fixture::study(), fixture::project("output".into()));
        assert_eq!(unprintable(&study, &project), Ok(None));
        study.townships[0].name = "👶🏽镇".to_owned();
        project.maker = Some("某局\u{e000}👶".to_owned());
        let note = unprintable(&study, &project).unwrap().unwrap();
        let told = note.message(Language::En);
        assert!(
            told.contains("has: 2;") && told.contains("👶 (U+1F476)") && told.contains("(U+E000)"),
            "{told}"
        );
        assert!(told.contains("`某局"), "{told}");
        // Nothing is printed, nothing is told.
        project.deliverables.retain(|deliverable| !deliverable.is_printed());
        assert_eq!(unprintable(&study, &project), Ok(None));
    }
}
