//! Facilities that serve nobody, since no homes are near.

use geo::Coord;

use super::super::layer::OpenLayer;
use super::super::nearness::are_near;
use super::super::parcel::Piece;
use super::Facility;
use crate::note::{Notes, Severity};

/// A facility farther than this from all residential land, and farther than its largest circle, is told, m: a coordinate
/// that is wrong, or residential land that is missing.
const FAR_M: f64 = 1_000.0;

/// Tells facilities that are far from all residential land. `reach_m` is the radius of the largest circle.
pub(crate) fn note_far<'f>(
    layer: &OpenLayer,
    facilities: impl Iterator<Item = &'f Facility>,
    pieces: &[Piece],
    reach_m: f64,
    notes: &mut Notes,
) {
    let distance_m = FAR_M.max(reach_m);
    let sites: Vec<(usize, Coord<f64>)> =
        facilities.filter_map(|f| Some((f.feature, f.sites.first()?.at))).collect();
    let places: Vec<Coord<f64>> = sites.iter().map(|(_, at)| *at).collect();
    for ((feature, _), is_near) in sites.iter().zip(are_near(&places, pieces, distance_m)) {
        let far = (!is_near).then(|| layer.position_of(*feature)).flatten();
        if let Some(position) = far {
            let note = layer.note(Severity::Info, "facility-far-from-homes", position);
            notes.push(note.with("metres", format!("{distance_m:.0}")));
        }
    }
}
