//! Outlines: directed strokes, linked into rings, assembled into polygons. For drawing; no figure depends on it.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::arc::Arc;
use super::disk_union::DiskUnion;
use super::ring::{in_ring, signed_area};

/// The outline of a union of disks, its arcs by chords that stray at most `tolerance` from them.
pub fn union_outline(disks: &DiskUnion, tolerance: f64) -> MultiPolygon<f64> {
    let strokes = disks
        .disks()
        .iter()
        .enumerate()
        .flat_map(|(i, disk)| {
            disks.exposed(i).iter().map(move |&(from, to)| {
                draw(&Arc { centre: disk.centre, radius: disk.radius, from, to }, tolerance)
            })
        })
        .collect();
    polygons_of(link(strokes))
}

/// The points of an arc, both ends included.
pub(crate) fn draw(arc: &Arc, tolerance: f64) -> Vec<Coord<f64>> {
    let share = (1.0 - tolerance / arc.radius).clamp(0.5, 1.0);
    let steps = ((arc.to - arc.from) / (2.0 * share.acos())).ceil().clamp(1.0, 100_000.0) as u32;
    (0..=steps).map(|k| arc.at(arc.from + (arc.to - arc.from) * f64::from(k) / f64::from(steps))).collect()
}

/// Links directed strokes into closed rings: each goes on with the unused stroke that starts nearest to its end.
/// On a boundary that is one, that is where it ends, to rounding.
pub(crate) fn link(strokes: Vec<Vec<Coord<f64>>>) -> Vec<Vec<Coord<f64>>> {
    let starts = strokes
        .iter()
        .enumerate()
        .filter_map(|(i, s)| s.first().map(|c| GeomWithData::new([c.x, c.y], i)))
        .collect();
    let mut unused: RTree<GeomWithData<[f64; 2], usize>> = RTree::bulk_load(starts);
    let mut rings = Vec::new();
    for first in 0..strokes.len() {
        let Some(start) = strokes[first].first() else { continue };
        if unused.remove(&GeomWithData::new([start.x, start.y], first)).is_none() {
            continue;
        }
        let mut ring = strokes[first].clone();
        while let Some(&end) = ring.last() {
            let home = distance_squared(end, *start);
            let next = unused
                .nearest_neighbor(&[end.x, end.y])
                .map(|n| (n.data, distance_squared(end, Coord { x: n.geom()[0], y: n.geom()[1] })));
            match next {
                Some((i, away)) if away < home => {
                    let at = strokes[i][0];
                    unused.remove(&GeomWithData::new([at.x, at.y], i));
                    ring.extend_from_slice(&strokes[i][1..]);
                }
                _ => break,
            }
        }
        if let Some(last) = ring.last_mut() {
            *last = *start;
        }
        ring.dedup();
        if ring.len() >= 4 {
            rings.push(ring);
        }
    }
    rings
}

fn distance_squared(a: Coord<f64>, b: Coord<f64>) -> f64 {
    let d = a - b;
    d.x * d.x + d.y * d.y
}

/// Assembles rings: anticlockwise ones are polygons, clockwise ones the holes of the smallest polygon around them.
pub(crate) fn polygons_of(rings: Vec<Vec<Coord<f64>>>) -> MultiPolygon<f64> {
    let (outer, holes): (Vec<_>, Vec<_>) = rings
        .into_iter()
        .map(|r| (signed_area(&r), r))
        .filter(|(a, _)| *a != 0.0)
        .partition(|(a, _)| *a > 0.0);
    let mut polygons: Vec<(f64, Polygon<f64>)> =
        outer.into_iter().map(|(area, ring)| (area, Polygon::new(LineString(ring), Vec::new()))).collect();
    for (_, hole) in holes {
        let around = polygons
            .iter_mut()
            .filter(|(_, p)| in_ring(&p.exterior().0, inner_point(&hole)))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, polygon)) = around {
            polygon.interiors_push(LineString(hole));
        }
    }
    MultiPolygon(polygons.into_iter().map(|(_, p)| p).collect())
}

/// A point just within a ring's first edge, on the side of what it encloses.
fn inner_point(ring: &[Coord<f64>]) -> Coord<f64> {
    match ring {
        [a, b, ..] => Coord { x: 0.5 * (a.x + b.x), y: 0.5 * (a.y + b.y) },
        _ => Coord { x: f64::NAN, y: f64::NAN },
    }
}
