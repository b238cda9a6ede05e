//! What was repaired, left out, guessed or chosen on the way from files to figures.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use geo::Coord;

use crate::messages::{Args, Language, text, text_if_any};

/// How much a note matters to the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something in the data must be mended: `lifecircle check` fails. What can be analysed still is.
    Error,
    /// Something was repaired, left out or guessed; the figures may be touched by it.
    Warning,
    /// A choice, told so that the figures can be defended.
    Info,
}

/// The feature of a layer that a note is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeatureRef {
    /// Its place in the file, counted from 1.
    pub index: usize,
    /// Its name or code, where it has one.
    pub name: Option<String>,
}

/// Which of several layers or tables of one role a note is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The service that it belongs to.
    pub service: Option<String>,
    /// Its file, where there are several of the role.
    pub file: Option<PathBuf>,
}

/// One note, before it is put into words: the catalogue has its `message` and `action` under `[note.<code>]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// How much it matters.
    pub severity: Severity,
    /// The catalogue entry, and the name by which programs know the note.
    pub code: &'static str,
    /// The role of the layer that it is about: `facilities`, `residential`, `townships`, `life_units`, `plan`,
    /// `reported`, `context`.
    pub layer: Option<String>,
    /// Which layer of that role, where each service has one.
    pub origin: Option<Box<Origin>>,
    /// The feature that it is about.
    pub feature: Option<FeatureRef>,
    /// Where it is, where it is about a place: WGS 84 longitude and latitude in degrees.
    pub place: Option<Box<Coord<f64>>>,
    /// What fills the placeholders.
    pub args: Args,
    /// Whether the feature is left out of the study for it.
    pub leaves_out: bool,
    /// Whether the feature is a row of a table, whose line its index is.
    pub is_of_row: bool,
}

impl Note {
    /// A note of this severity; add what it is about with the methods below.
    pub fn new(severity: Severity, code: &'static str) -> Self {
        Self {
            severity,
            code,
            layer: None,
            origin: None,
            feature: None,
            place: None,
            args: Args::default(),
            leaves_out: false,
            is_of_row: false,
        }
    }

    /// Says which layer (by role) the note is about.
    pub fn layer(mut self, role: impl Into<String>) -> Self {
        self.layer = Some(role.into());
        self
    }

    /// Says which feature the note is about: its place in the file, from 1, and its name.
    pub fn feature(mut self, index: usize, name: Option<String>) -> Self {
        self.feature = Some(FeatureRef { index, name });
        self
    }

    /// Says where it is, where that is known: WGS 84 longitude and latitude in degrees.
    pub fn at(mut self, lon_lat: Option<Coord<f64>>) -> Self {
        self.place = lon_lat.map(Box::new);
        self
    }

    /// Fills the placeholder `{place}` with where it is: longitude and latitude to the metre.
    pub(crate) fn telling_place(self) -> Self {
        let place = self.place.as_ref().map(|at| format!("{:.5}, {:.5}", at.x, at.y));
        self.with("place", place.unwrap_or_else(|| "—".to_owned()))
    }

    /// Says that the feature is left out of the study: it is counted in [`Notes::left_out`].
    pub fn leaves_out(mut self) -> Self {
        self.leaves_out = true;
        self
    }

    /// Fills the placeholder `{name}` with `value`.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.set(name, value);
        self
    }

    /// Fills the placeholder `{name}` with the catalogue entry `key`.
    pub fn with_term(mut self, name: &'static str, key: &'static str) -> Self {
        self.args.set_term(name, key);
        self
    }

    /// What was found, in words.
    pub fn message(&self, language: Language) -> String {
        let message = text(language, &format!("note.{}.message", self.code), &self.args);
        match self.origin.as_ref().and_then(|origin| origin.file.as_ref()) {
            None => message,
            Some(path) => {
                let mut args = Args::default();
                args.set("path", path.display());
                args.set("message", message);
                text(language, "note.of-file", &args)
            }
        }
    }

    /// What was done about it, and what the reader may do.
    pub fn action(&self, language: Language) -> Option<String> {
        text_if_any(language, &format!("note.{}.action", self.code), &self.args)
    }
}

/// At most this many notes of one code and layer are told one by one in a report; the rest are counted.
const TOLD_ONE_BY_ONE: usize = 20;
/// At most this many of them are kept for the report on the data; the rest are counted. It bounds memory: some 5 MB a
/// kind.
const KEPT: usize = 10_000;

/// A role, and the service that a layer of it belongs to.
type LayerKey = (String, Option<String>);

/// What notes are counted by: their code, and the role of their layer.
type Kind = (&'static str, Option<String>);

/// The notes of a run, in the order in which they arose.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    kept: Vec<Note>,
    counts: BTreeMap<Kind, (Severity, usize)>,
    /// The features that are left out, by layer: their places in the file. A set, since a feature may have several
    /// faults and is lost only once.
    left_out: BTreeMap<LayerKey, BTreeSet<usize>>,
}

impl Notes {
    /// Adds a note.
    pub fn push(&mut self, note: Note) {
        if let (true, Some(role), Some(feature)) = (note.leaves_out, &note.layer, &note.feature) {
            let key = (role.clone(), note.origin.as_ref().and_then(|origin| origin.service.clone()));
            self.left_out.entry(key).or_default().insert(feature.index);
        }
        self.tell(note);
    }

    /// Counts a note, and keeps it where it is among the first of its kind.
    fn tell(&mut self, note: Note) {
        let (_, count) = self.counts.entry((note.code, note.layer.clone())).or_insert((note.severity, 0));
        *count += 1;
        if *count <= KEPT {
            self.kept.push(note);
        }
    }

    /// Adds the notes of one layer or table, with what is left out there, to those of the run.
    ///
    /// They become notes of `service`, and of `file`, where these are given: several services have facilities, and
    /// several plans a line 3.
    pub fn absorb(&mut self, notes: Notes, service: Option<&str>, file: Option<&Path>) {
        let mut told: BTreeMap<Kind, usize> = BTreeMap::new();
        for mut note in notes.kept {
            *told.entry((note.code, note.layer.clone())).or_default() += 1;
            if service.is_some() || file.is_some() {
                let origin = note.origin.get_or_insert_default();
                origin.service = service.map(str::to_owned).or(origin.service.take());
                origin.file = file.map(Path::to_owned).or(origin.file.take());
            }
            self.tell(note);
        }
        for (kind, (severity, count)) in notes.counts {
            let only_counted = count - told.get(&kind).copied().unwrap_or(0);
            self.counts.entry(kind).or_insert((severity, 0)).1 += only_counted;
        }
        for ((role, of), features) in notes.left_out {
            let key = (role, service.map(str::to_owned).or(of));
            self.left_out.entry(key).or_default().extend(features);
        }
    }

    /// Forgets that features are left out which the study was never to have: `is_asked_for` knows them by their
    /// place in the file. Their notes stay.
    pub fn forget_left_out(&mut self, is_asked_for: impl Fn(usize) -> bool) {
        for features in self.left_out.values_mut() {
            features.retain(|feature| is_asked_for(*feature));
        }
    }

    /// How many features of the layers of this role are left out of the study, told or only counted; a feature with
    /// several faults counts once.
    pub fn left_out(&self, role: &str) -> usize {
        self.left_out.iter().filter(|((of, _), _)| of == role).map(|(_, features)| features.len()).sum()
    }

    /// As [`Notes::left_out`], of the layer of one service; `None`: of the layer that all services share.
    pub fn left_out_of(&self, role: &str, service: Option<&str>) -> usize {
        let layer = |(of, by): &LayerKey| of == role && by.as_deref() == service;
        self.left_out.iter().filter(|(key, _)| layer(key)).map(|(_, features)| features.len()).sum()
    }

    /// Gives notes about features the places of these, where they have none yet: `place_of` knows a feature's by its
    /// place in the file.
    pub(crate) fn locate(&mut self, place_of: impl Fn(usize) -> Option<Coord<f64>>) {
        for note in self.kept.iter_mut().filter(|note| note.place.is_none()) {
            let place = note.feature.as_ref().and_then(|feature| place_of(feature.index));
            note.place = place.map(Box::new);
        }
    }

    /// Says that the features of this layer are rows of a table, of which there may be several of the role.
    pub(crate) fn are_rows(&mut self, role: &str, service: Option<&str>, path: &Path) {
        let is_of_layer = |note: &&mut Note| {
            let origin = note.origin.as_deref();
            let file = origin.and_then(|origin| origin.file.as_deref());
            note.layer.as_deref() == Some(role)
                && origin.and_then(|origin| origin.service.as_deref()) == service
                && file.is_none_or(|file| file == path)
        };
        self.kept.iter_mut().filter(is_of_layer).for_each(|note| note.is_of_row = true);
    }

    /// The notes as a report tells them: twenty of a kind, and one `and-more` note for each kind of which there are
    /// more.
    pub fn to_vec(&self) -> Vec<Note> {
        self.first_of_each_kind(TOLD_ONE_BY_ONE, "and-more")
    }

    /// All notes that are kept, 10,000 of a kind, and one `and-more-counted` note for each kind of which there are more.
    pub fn in_full(&self) -> Vec<Note> {
        self.first_of_each_kind(KEPT, "and-more-counted")
    }

    fn first_of_each_kind(&self, most: usize, rest: &'static str) -> Vec<Note> {
        let mut told: BTreeMap<(&'static str, Option<&str>), usize> = BTreeMap::new();
        let mut all = Vec::new();
        for note in &self.kept {
            let count = told.entry((note.code, note.layer.as_deref())).or_default();
            *count += 1;
            if *count <= most {
                all.push(note.clone());
            }
        }
        for ((code, layer), (severity, count)) in &self.counts {
            let told = told.get(&(*code, layer.as_deref())).map_or(0, |told| most.min(*told));
            if *count > told {
                let mut more = Note::new(*severity, rest)
                    .with("count", count - told)
                    .with("total", count)
                    .with("code", code);
                more.layer.clone_from(layer);
                all.push(more);
            }
        }
        all
    }

    /// How many notes of this severity there are, told or only counted.
    pub fn count(&self, severity: Severity) -> usize {
        self.counts.values().filter(|(s, _)| *s == severity).map(|(_, n)| n).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(code: &'static str, role: &str, index: usize) -> Note {
        Note::new(Severity::Warning, code).layer(role).feature(index, None).leaves_out()
    }

    /// One feature, two faults: one feature is lost. A note that leaves nothing out does not count.
    #[test]
    fn a_feature_is_left_out_once() {
        let mut notes = Notes::default();
        notes.push(lost("no-area", "residential", 3));
        notes.push(lost("cannot-project", "residential", 3));
        notes.push(lost("no-area", "townships", 3));
        notes.push(Note::new(Severity::Warning, "parcel-outside").layer("residential").feature(4, None));
        assert_eq!((notes.left_out("residential"), notes.left_out("townships")), (1, 1));
        assert_eq!(notes.left_out("facilities"), 0);
    }

    /// Beyond the twentieth, features are only counted; they are counted all the same, also when taken over.
    #[test]
    fn what_is_only_counted_is_counted() {
        let layer = || {
            let mut notes = Notes::default();
            (1..=25).for_each(|index| notes.push(lost("not-a-point", "facilities", index)));
            notes
        };
        let mut all = Notes::default();
        all.absorb(layer(), Some("childcare"), None);
        all.absorb(layer(), Some("clinics"), Some("clinics.geojson".as_ref()));
        assert_eq!(all.left_out("facilities"), 50);
        assert_eq!(all.left_out_of("facilities", Some("clinics")), 25);
        assert_eq!(all.left_out_of("facilities", None), 0);
        assert_eq!(all.count(Severity::Warning), 50);
        let told = all.to_vec();
        assert_eq!(told.len(), 21, "twenty and the one that counts the others");
        let more = told.last().map(|n| n.message(Language::En));
        assert_eq!(more.as_deref(), Some("30 more of the same kind (`not-a-point`, 50 in all)"));
    }

    /// The report on the data has what reports only count, and each note knows its place once.
    #[test]
    fn all_notes_are_kept_up_to_a_bound() {
        let mut notes = Notes::default();
        (1..=KEPT + 5).for_each(|index| notes.push(lost("not-a-point", "facilities", index)));
        assert_eq!((notes.to_vec().len(), notes.in_full().len()), (21, KEPT + 1));
        assert_eq!(notes.count(Severity::Warning), KEPT + 5);
        notes.locate(|index| (index == 2).then_some(Coord { x: 120.9, y: 29.5 }));
        notes.locate(|_| Some(Coord { x: 1.0, y: 2.0 }));
        let places: Vec<_> =
            notes.to_vec().iter().filter_map(|note| note.place.clone()).map(|at| at.x).collect();
        assert_eq!((places[0], places[1], places.len()), (1.0, 120.9, 20));
    }

    #[test]
    fn features_that_were_not_asked_for_are_not_left_out() {
        let mut notes = Notes::default();
        (1..=4).for_each(|index| notes.push(lost("geometry-null", "facilities", index)));
        notes.forget_left_out(|index| index % 2 == 0);
        assert_eq!(notes.left_out("facilities"), 2);
        assert_eq!(notes.to_vec().len(), 4);
    }

    #[test]
    fn a_note_names_its_file_where_several_have_its_role() {
        let mut table = Notes::default();
        table.push(Note::new(Severity::Warning, "plan-row-nameless").layer("plan").with("line", 3));
        let mut all = Notes::default();
        all.absorb(table, Some("childcare"), Some("plan_2027.csv".as_ref()));
        let said = |language| all.to_vec()[0].message(language);
        assert_eq!(said(Language::En), "`plan_2027.csv`: line 3 of the plan table names no township");
        assert!(said(Language::ZhCn).starts_with("`plan_2027.csv`："), "{}", said(Language::ZhCn));
    }
}
