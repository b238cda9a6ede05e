//! The notes in words, one by one.

use geo::Coord;
use serde::{Serialize, Serializer};

use super::super::rounding::Fixed;
use super::super::words::Words;
use crate::error::Error;
use crate::note::{Note, Notes, Severity};

/// Decimals of a degree: about 1 cm.
const DECIMALS: u32 = 7;

/// A note in words.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Finding {
    pub(crate) severity: Severity,
    pub(crate) code: &'static str,
    /// The role of the layer or table.
    pub(crate) layer: Option<String>,
    /// The service that it belongs to, where each service has one.
    pub(crate) service: Option<String>,
    /// The place of the feature in the file, from 1.
    pub(crate) feature: Option<usize>,
    /// Its name, code or identifier.
    pub(crate) name: Option<String>,
    /// WGS 84 longitude and latitude, 7 decimals.
    #[serde(serialize_with = "lon_lat")]
    pub(crate) place: Option<Coord<f64>>,
    pub(crate) message: String,
    pub(crate) action: Option<String>,
}

/// All notes that are kept, the gravest first, in the order in which they arose.
pub(super) fn of(notes: &Notes, words: Words) -> Vec<Finding> {
    let mut all = notes.in_full();
    all.sort_by_key(|note| note.severity);
    all.iter().map(|note| finding(note, words)).collect()
}

/// What stops the run, as the one finding.
pub(super) fn of_error(error: &Error, words: Words) -> Finding {
    let message = error.message(words.0);
    let message = match error.cause(words.0) {
        Some(cause) => words.filled("words.check.stopped", &[("message", &message), ("cause", &cause)]),
        None => message,
    };
    Finding {
        severity: Severity::Error,
        code: error.code,
        layer: None,
        service: None,
        feature: None,
        name: None,
        place: None,
        message,
        action: error.hint(words.0),
    }
}

fn finding(note: &Note, words: Words) -> Finding {
    let rounded = |degrees: f64| Fixed::of(degrees, DECIMALS).value();
    let place = note.place.as_deref().copied().filter(|at| at.x.is_finite() && at.y.is_finite());
    Finding {
        severity: note.severity,
        code: note.code,
        layer: note.layer.clone(),
        service: note.origin.as_ref().and_then(|origin| origin.service.clone()),
        feature: note.feature.as_ref().map(|feature| feature.index),
        name: note.feature.as_ref().and_then(|feature| feature.name.clone()),
        place: place.map(|at| Coord { x: rounded(at.x), y: rounded(at.y) }),
        message: note.message(words.0),
        action: note.action(words.0),
    }
}

fn lon_lat<S: Serializer>(place: &Option<Coord<f64>>, to: S) -> Result<S::Ok, S::Error> {
    place.map(|at| [at.x, at.y]).serialize(to)
}
