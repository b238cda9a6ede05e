//! The township that a facility counts for, and whether what it says of it can be.

use geo::Coord;

use super::super::layer::OpenLayer;
use super::super::township::TownshipIndex;
use super::super::township_names::Named;
use super::Status;
use super::surroundings::kilometres;
use crate::note::{Note, Notes, Severity};
use crate::project::Field;

/// The townships that the attributes of a facility name.
pub(super) struct Stated {
    by_code: Option<usize>,
    by_name: Named,
    /// The name, else the code, as it stands in the layer.
    text: Option<String>,
}

impl Stated {
    pub(super) fn of(layer: &OpenLayer, position: usize, index: &TownshipIndex) -> Self {
        let feature = &layer.layer.features[position];
        let code = layer.fields.text(feature, Field::TownshipCode);
        let name = layer.fields.text(feature, Field::Township);
        let by_code = index.named(code.as_deref(), None).township();
        Self { by_code, by_name: index.named(None, name.as_deref()), text: name.or(code) }
    }

    /// The code leads.
    pub(super) fn township(&self) -> Option<usize> {
        self.by_code.or(self.by_name.township())
    }
}

/// The township that a facility names, else the one that it lies in or beside; contradictions and an unknown name are
/// told, unless the facility is closed and counts nowhere.
pub(super) fn township_of(
    layer: &OpenLayer,
    position: usize,
    (at, stated): (Coord<f64>, Stated),
    status: Status,
    index: &TownshipIndex,
    notes: &mut Notes,
) -> Option<usize> {
    let located = index.at_or_beside(at);
    if index.is_empty() {
        return None;
    }
    let named = stated.township();
    if status == Status::Closed {
        return named.or(located);
    }
    let text = stated.text.as_deref().unwrap_or_default();
    if stated.by_code.is_none() {
        index.note_taken(layer, position, stated.by_name, notes);
    }
    let warning = |code| layer.note(Severity::Warning, code, position).with("stated", text);
    if stated.by_code.zip(stated.by_name.township()).is_some_and(|(code, name)| code != name) {
        notes.push(warning("township-code-contradicts-name"));
    }
    match (named, located) {
        (None, Some(_)) if stated.text.is_some() => {
            notes.push(unknown_township(layer, position, text, index));
        }
        (Some(named), Some(located)) if named != located => {
            let located = index.names().written(located);
            notes.push(warning("township-contradicts-place").with("located", located));
        }
        (Some(named), None) => {
            // Townships that only have names have no land to lie in.
            if let Some(distance_m) = index.distance_to(named, at) {
                notes.push(warning("facility-outside-named").with("distance", kilometres(distance_m)));
            }
        }
        (None, None) => notes.push(layer.note(Severity::Info, "facility-outside", position)),
        _ => {}
    }
    named.or(located)
}

/// A note on a township that the layer of townships does not have, with what was probably meant.
fn unknown_township(layer: &OpenLayer, position: usize, stated: &str, index: &TownshipIndex) -> Note {
    match index.names().similar(stated) {
        Some(similar) => layer
            .note(Severity::Warning, "township-similar", position)
            .with("stated", stated)
            .with("similar", similar),
        None => layer.note(Severity::Warning, "township-unknown", position).with("stated", stated),
    }
}
