//! What was repaired, left out, guessed or chosen on the way from files to figures.

use std::collections::BTreeMap;

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

/// One note, before it is put into words: the catalogue has its `message` and `action` under `[note.<code>]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// How much it matters.
    pub severity: Severity,
    /// The catalogue entry, and the name by which programs know the note.
    pub code: &'static str,
    /// The role of the layer that it is about: `facilities`, `residential`, `townships`, `life_units`, `plan`.
    pub layer: Option<String>,
    /// The feature that it is about.
    pub feature: Option<FeatureRef>,
    /// What fills the placeholders.
    pub args: Args,
}

impl Note {
    /// A note of this severity; add what it is about with the methods below.
    pub fn new(severity: Severity, code: &'static str) -> Self {
        Self { severity, code, layer: None, feature: None, args: Args::default() }
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
        text(language, &format!("note.{}.message", self.code), &self.args)
    }

    /// What was done about it, and what the reader may do.
    pub fn action(&self, language: Language) -> Option<String> {
        text_if_any(language, &format!("note.{}.action", self.code), &self.args)
    }
}

/// At most this many notes of one code and layer are told one by one; the rest are counted.
const TOLD_ONE_BY_ONE: usize = 20;

/// The notes of a run, in the order in which they arose.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    told: Vec<Note>,
    counts: BTreeMap<(&'static str, Option<String>), (Severity, usize)>,
}

impl Notes {
    /// Adds a note.
    pub fn push(&mut self, note: Note) {
        let (_, count) = self.counts.entry((note.code, note.layer.clone())).or_insert((note.severity, 0));
        *count += 1;
        if *count <= TOLD_ONE_BY_ONE {
            self.told.push(note);
        }
    }

    /// All notes, with one `and-more` note for each kind of which not every instance is told.
    pub fn to_vec(&self) -> Vec<Note> {
        let mut all = self.told.clone();
        for ((code, layer), (severity, count)) in &self.counts {
            let told = all.iter().filter(|n| n.code == *code && n.layer == *layer).count();
            if *count > told {
                let mut more = Note::new(*severity, "and-more")
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
