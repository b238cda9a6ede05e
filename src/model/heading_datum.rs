//! What the headings of a table say of the datum of its places, held against what the project says. Nothing is ever
//! converted for it.

use crate::note::{Note, Notes, Severity};
use crate::project::Datum;
use crate::read::{DatumByHeading, NamedDatum};

/// Tells where the headings name a shifted datum and the project none, or the project another one.
pub(crate) fn tell(heading: &DatumByHeading, stated: Option<Datum>, role: &str, notes: &mut Notes) {
    let datum = match heading.datum {
        NamedDatum::Unshifted => Datum::Wgs84,
        NamedDatum::Gcj02 => Datum::Gcj02,
        NamedDatum::Bd09 => Datum::Bd09,
    };
    let note = |code| {
        let note = Note::new(Severity::Warning, code).layer(role).with("columns", &heading.columns);
        note.with("heading", datum.name()).with("setting", datum.key())
    };
    match stated {
        None if heading.datum != NamedDatum::Unshifted => notes.push(note("datum-in-heading")),
        Some(stated) if NamedDatum::of(stated.key()) != Some(heading.datum) => {
            notes.push(note("datum-against-heading").with("used", stated.name()));
        }
        _ => {}
    }
}
