//! What a facility says of itself that cannot be true together.

use super::super::layer::OpenLayer;
use super::{Facility, Status};
use crate::note::{Note, Notes, Severity};
use crate::project::Field;

/// More children to a place than this are a slip: in half-day care two share one, and a few more are signed up.
const CHILDREN_TO_A_PLACE: f64 = 3.0;

/// Tells contradictions among the attributes of one facility; a closed one counts nowhere, so nothing is told of it.
pub(super) fn note(layer: &OpenLayer, position: usize, facility: &Facility, notes: &mut Notes) {
    if facility.status == Status::Closed {
        return;
    }
    let amount = |field| match field {
        Field::Places => facility.places,
        _ => facility.facts.amount(field),
    };
    let mut tell = |severity, code, field: Field, other: Field| {
        let said = |field| amount(field).unwrap_or_default();
        let note: Note = layer.note(severity, code, position);
        notes.push(
            note.with("field", layer.fields.name(field))
                .with("value", said(field))
                .with("other", layer.fields.name(other))
                .with("limit", said(other)),
        );
    };
    for (part, whole) in [(Field::PlacesUnder2, Field::Places), (Field::CertifiedStaff, Field::Staff)] {
        if amount(part).zip(amount(whole)).is_some_and(|(part, whole)| part > whole) {
            tell(Severity::Warning, "attribute-exceeds-whole", part, whole);
        }
    }
    let children = amount(Field::Enrolled).unwrap_or_default();
    if facility.status == Status::Planned && children > 0.0 {
        tell(Severity::Warning, "planned-but-enrolled", Field::Enrolled, Field::Places);
    }
    match amount(Field::Places) {
        Some(0.0) => tell(Severity::Info, "zero-places", Field::Places, Field::Enrolled),
        Some(places) if children > CHILDREN_TO_A_PLACE * places => {
            tell(Severity::Warning, "too-many-enrolled", Field::Enrolled, Field::Places);
        }
        _ => {}
    }
}
