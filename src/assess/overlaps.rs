//! Notes on parcels that share land.

use crate::coverage::{Coverage, EXAMINED_PAIRS, Overlap};
use crate::model::Study;
use crate::note::{Note, Notes, Severity};

/// An overlap below this is a matter of how borders were drawn, m².
const TOLD_M2: f64 = 1.0;

/// Tells how much land is under several parcels, and which pairs share it, those that share most first.
pub(super) fn note(study: &Study, coverage: &Coverage, notes: &mut Notes) {
    let overlap_m2: f64 = coverage.land.iter().map(|land| land.overlap_area_m2).sum();
    if overlap_m2 <= TOLD_M2 {
        return;
    }
    let is_told = |overlap: &&Overlap| overlap.area_m2 > TOLD_M2;
    let pairs: Vec<&Overlap> = coverage.overlaps.pairs.iter().filter(is_told).collect();
    let unprojector = study.plane.unprojector().ok();
    let place = |overlap: &Overlap| unprojector.as_ref()?.lon_lat(overlap.at?);
    notes.push(
        Note::new(Severity::Warning, "parcels-overlaps")
            .layer("residential")
            .at(pairs.first().and_then(|largest| place(largest)))
            .with("area", format!("{overlap_m2:.1}"))
            .with("count", pairs.len()),
    );
    if coverage.overlaps.is_cut_short {
        let note = Note::new(Severity::Info, "parcels-overlaps-cut-short").layer("residential");
        notes.push(note.with("examined", EXAMINED_PAIRS));
    }
    for overlap in pairs {
        let (Some(one), Some(other)) = (study.parcels.get(overlap.parcel), study.parcels.get(overlap.other))
        else {
            continue;
        };
        notes.push(
            Note::new(Severity::Warning, "parcels-overlap")
                .layer("residential")
                .feature(one.feature, one.label())
                .at(place(overlap))
                .telling_place()
                .with("other", other.feature)
                .with("name", other.called())
                .with("area", format!("{:.1}", overlap.area_m2)),
        );
    }
}
