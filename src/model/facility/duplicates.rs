//! Facilities that stand in the layer twice, or several at one place.

use std::collections::HashMap;

use geo::Coord;

use super::super::layer::OpenLayer;
use super::super::names::normalised_name;
use super::Facility;
use crate::note::{Notes, Severity};

/// Facilities of one name within this distance are one facility, m: two geocoders, or two visits, put the same gate so
/// far apart.
const SAME_M: f64 = 20.0;
/// So many names are given of those that stand at one place.
const NAMED: usize = 3;

/// A square of [`SAME_M`].
type Cell = (i64, i64);
/// A facility and its first site.
type Standing<'f> = (&'f Facility, Coord<f64>);

/// Tells facilities of one name that stand within 20 m of each other: each of them once, with the first of them. And
/// places at which several facilities of different names stand exactly, as where a geocoder knows no better.
pub(super) fn note(layer: &OpenLayer, facilities: &[Facility], notes: &mut Notes) {
    // Those that are no duplicate of an earlier one, by name and cell: few of a name share a cell.
    let mut known: HashMap<(String, Cell), Vec<Standing<'_>>> = HashMap::new();
    let mut places: Vec<(Coord<f64>, Vec<&Facility>)> = Vec::new();
    let mut place_of: HashMap<[u64; 2], usize> = HashMap::new();
    for facility in facilities {
        let Some(at) = facility.sites.first().map(|site| site.at) else { continue };
        if let Some(name) = facility.name.as_deref().map(normalised_name) {
            let cell = cell_of(at);
            let earlier = around(cell)
                .filter_map(|cell| known.get(&(name.clone(), cell)))
                .flatten()
                .find(|(_, other)| distance(at, *other) <= SAME_M)
                .map(|(other, there)| (other.feature, distance(at, *there)));
            if let Some((first, metres)) = earlier {
                if let Some(position) = layer.position_of(facility.feature) {
                    let note = layer.note(Severity::Warning, "facility-twice", position);
                    notes.push(note.with("first", first).with("metres", format!("{metres:.1}")));
                }
                continue;
            }
            known.entry((name, cell)).or_default().push((facility, at));
        }
        let place = *place_of.entry([at.x.to_bits(), at.y.to_bits()]).or_insert(places.len());
        match places.get_mut(place) {
            Some((_, here)) => here.push(facility),
            None => places.push((at, vec![facility])),
        }
    }
    for (_, here) in places.iter().filter(|(_, here)| here.len() > 1) {
        let Some(position) = here.first().and_then(|first| layer.position_of(first.feature)) else {
            continue;
        };
        let mut names: Vec<String> = here.iter().take(NAMED).map(|facility| facility.called()).collect();
        if here.len() > NAMED {
            names.push("…".to_owned());
        }
        notes.push(
            layer
                .note(Severity::Info, "facilities-at-one-place", position)
                .with("count", here.len())
                .with("names", names.join("`, `")),
        );
    }
}

#[expect(clippy::cast_possible_truncation, reason = "metres of a plane, and `as` saturates")]
fn cell_of(at: Coord<f64>) -> Cell {
    ((at.x / SAME_M).floor() as i64, (at.y / SAME_M).floor() as i64)
}

/// A cell and its eight neighbours.
fn around((x, y): Cell) -> impl Iterator<Item = Cell> {
    (-1..=1).flat_map(move |dx| (-1..=1).map(move |dy| (x.saturating_add(dx), y.saturating_add(dy))))
}

fn distance(a: Coord<f64>, b: Coord<f64>) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}
