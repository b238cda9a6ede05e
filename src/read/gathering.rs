//! Gathering the features of a file that gives them one by one, with the notes on them.

use super::shape::{Repairs, Shape};
use super::{Feature, Source, Value};
use crate::note::{Note, Notes, Severity};

/// A feature as it stands in the file.
pub(super) struct Found {
    /// Its place in the file: counted from 1, or the row of a table.
    pub(super) index: usize,
    /// Its identifier, where the format has one.
    pub(super) id: Option<String>,
    /// Its geometry; [`Shape::Unusable`] where one of `notes` says why and leaves it out.
    pub(super) shape: Shape,
    /// Whether the geometry has heights, which are dropped.
    pub(super) has_heights: bool,
    /// Its attributes: `(position of the field, value)`, null ones left out.
    pub(super) attributes: Vec<(u32, Value)>,
    /// Notes that do not yet know whom they are about.
    pub(super) notes: Vec<Note>,
}

/// The features found so far.
#[derive(Default)]
pub(super) struct Gathering {
    pub(super) features: Vec<Feature>,
    pub(super) notes: Vec<Note>,
    /// How many features have heights.
    pub(super) with_heights: usize,
    /// How many features had repeated vertices, and how many of these there were.
    pub(super) with_repeated: (usize, usize),
}

impl Gathering {
    /// Adds a feature; `fields` are the names of the fields.
    pub(super) fn add(&mut self, found: Found, fields: &[String]) {
        let Found { index, id, shape, has_heights, attributes, mut notes } = found;
        let mut repairs = Repairs::default();
        let was_null = matches!(shape, Shape::Null);
        let was_unusable = matches!(shape, Shape::Unusable);
        let geometry = shape.into_geometry(&mut repairs);
        self.with_heights += usize::from(has_heights);
        self.with_repeated.0 += usize::from(repairs.repeated > 0);
        self.with_repeated.1 += repairs.repeated;
        let warning = |code| Note::new(Severity::Warning, code);
        notes.extend(repairs.closed.into_iter().map(|ring| warning("ring-closed").with("ring", ring)));
        notes.extend(repairs.left_out.into_iter().map(|ring| warning("ring-left-out").with("ring", ring)));
        if geometry.is_none() && !was_unusable {
            notes.push(warning(if was_null { "geometry-null" } else { "geometry-empty" }).leaves_out());
        }
        let feature = Feature { index, id, geometry, attributes };
        if !notes.is_empty() {
            let name = name_of(&feature, fields);
            self.notes.extend(notes.into_iter().map(|note| note.feature(index, name.clone())));
        }
        self.features.push(feature);
    }

    /// Tells the notes, of the layer, and gives the features.
    pub(super) fn into_features(self, source: &Source<'_>, notes: &mut Notes) -> Vec<Feature> {
        for note in self.notes {
            notes.push(note.layer(source.role));
        }
        tell_changes(self.with_heights, self.with_repeated, source, notes);
        self.features
    }
}

/// Tells in how many features heights and repeated vertices were dropped.
pub(super) fn tell_changes(
    with_heights: usize,
    (with_repeated, repeated): (usize, usize),
    source: &Source<'_>,
    notes: &mut Notes,
) {
    if with_heights > 0 {
        notes.push(source.note(Severity::Info, "heights-dropped").with("features", with_heights));
    }
    if with_repeated > 0 {
        let note = source.note(Severity::Info, "repeated-vertices-dropped");
        notes.push(note.with("features", with_repeated).with("vertices", repeated));
    }
}

/// How people know the feature: by what is plainly its name, or its identifier.
fn name_of(feature: &Feature, fields: &[String]) -> Option<String> {
    let is_name = |position: u32| {
        let name = fields.get(position as usize).map(String::as_str);
        matches!(name, Some("name" | "Name" | "NAME" | "名称"))
    };
    let name = feature.attributes.iter().find(|(field, _)| is_name(*field));
    name.map(|(_, value)| value.as_text()).or_else(|| feature.id.clone())
}
