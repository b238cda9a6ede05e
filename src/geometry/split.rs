//! Cutting shapes along the borders of others.

use geo::{BooleanOps, Coord, MultiPolygon, Polygon, Rect, unary_union};

use super::clip::clipped;
use super::land::Land;
use super::ring::{bounds, in_ring, shape_area};

/// Land below this is the rounding of a cut, not land: 1 cm², as much as a border of 100 m moves by a micrometre.
const ROUNDING_M2: f64 = 1e-4;

/// `shape ∩ other`.
///
/// # Accuracy
/// Vertices are rounded to about 1e-9 of the size of `shape`, since only the part of `other` near it is looked at.
pub fn intersection(shape: &MultiPolygon<f64>, other: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let Some(extent) = bounds(shape) else { return MultiPolygon(Vec::new()) };
    tidy(shape.intersection(&near(other, extent)))
}

/// `shape ∪ other`.
pub fn united(shape: &MultiPolygon<f64>, other: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    tidy(shape.union(other))
}

/// What lies in none of the lands and is enclosed by them together: the holes of their union, less the islands in them.
pub fn enclosed<'a>(lands: impl Iterator<Item = &'a MultiPolygon<f64>>) -> Vec<MultiPolygon<f64>> {
    let all = unary_union(lands.collect::<Vec<_>>());
    let mut holes = Vec::new();
    for (at, polygon) in all.0.iter().enumerate() {
        for hole in polygon.interiors() {
            let is_in_hole = |part: &Polygon<f64>| {
                part.exterior().0.first().is_some_and(|vertex| in_ring(&hole.0, *vertex))
            };
            let others = all.0.iter().enumerate().filter(|(other, _)| *other != at);
            let islands: Vec<Polygon<f64>> =
                others.filter(|(_, part)| is_in_hole(part)).map(|(_, part)| part.clone()).collect();
            let hole = MultiPolygon(vec![Polygon::new(hole.clone(), Vec::new())]);
            let hole = if islands.is_empty() { hole } else { hole.difference(&MultiPolygon(islands)) };
            holes.push(super::land(hole).shape);
        }
    }
    holes
}

/// Cuts a shape into its parts in each of `lands`, and the rest that lies in none. Where lands overlap, the first
/// one has it. A shape that lies in one land as a whole comes back as it is.
pub fn split_by<'a>(
    shape: &MultiPolygon<f64>,
    lands: impl Iterator<Item = (usize, &'a MultiPolygon<f64>)>,
) -> (Vec<(usize, MultiPolygon<f64>)>, MultiPolygon<f64>) {
    let Some(extent) = bounds(shape) else { return (Vec::new(), MultiPolygon(Vec::new())) };
    let mut rest = shape.clone();
    let mut parts = Vec::new();
    for (i, land) in lands {
        let land = near(land, extent);
        let part = tidy(rest.intersection(&land));
        let part_area = shape_area(&part);
        if part_area <= ROUNDING_M2 {
            continue;
        }
        if shape_area(&rest) - part_area <= ROUNDING_M2 {
            // The last of it. What is a part of the shape comes without what earlier cuts left over elsewhere.
            parts.push((i, if parts.is_empty() { rest } else { part }));
            return (parts, MultiPolygon(Vec::new()));
        }
        rest = tidy(rest.difference(&land));
        parts.push((i, part));
    }
    (parts, rest)
}

/// Orients what an overlay gives, and drops what is only rounding.
fn tidy(shape: MultiPolygon<f64>) -> MultiPolygon<f64> {
    let Land { mut shape, .. } = super::land(shape);
    shape.0.retain(|p| super::signed_area(&p.exterior().0) > 0.1 * ROUNDING_M2);
    shape
}

/// The part of a shape in a window somewhat larger than `extent`.
fn near(shape: &MultiPolygon<f64>, extent: Rect<f64>) -> MultiPolygon<f64> {
    clipped(shape, window_around(extent))
}

/// The window in which a shape is looked at that is cut by what lies in `extent`.
pub(super) fn window_around(extent: Rect<f64>) -> Rect<f64> {
    let margin = 0.1 * (extent.width() + extent.height()) + 1.0;
    let margin = Coord { x: margin, y: margin };
    Rect::new(extent.min() - margin, extent.max() + margin)
}

#[cfg(test)]
mod tests {
    use geo::LineString;

    use super::*;
    use crate::geometry::land;
    use crate::geometry::ring::tests::rectangle;

    #[test]
    fn a_parcel_across_a_border_is_cut_by_it_and_nothing_is_lost() {
        let parcel = land(rectangle(587_090.0, 3_265_000.0, 30.0, 20.0)).shape;
        let west = land(rectangle(586_000.0, 3_264_000.0, 1_100.0, 5_000.0)).shape;
        let east = land(rectangle(587_100.0, 3_264_000.0, 15.0, 5_000.0)).shape;
        let (parts, rest) = split_by(&parcel, [(0, &west), (1, &east)].into_iter());
        let areas: Vec<f64> = parts.iter().map(|p| shape_area(&p.1)).collect();
        assert!((areas[0] - 200.0).abs() < 1e-6 && (areas[1] - 300.0).abs() < 1e-6, "{areas:?}");
        assert!((shape_area(&rest) - 100.0).abs() < 1e-6);
    }

    /// Between two townships a strip of 3 µm is left over: less than land, but 5 m away from the third township, whose
    /// piece would be measured from there.
    #[test]
    fn what_a_cut_leaves_over_is_no_part_of_another_township() {
        let parcel = land(rectangle(0.0, 0.0, 10.0, 10.0)).shape;
        let south = land(rectangle(-5.0, -5.0, 10.0, 10.0 - 3e-6)).shape;
        let north = land(rectangle(-5.0, 5.0, 10.0, 10.0)).shape;
        let east = land(rectangle(5.0, -5.0, 10.0, 20.0)).shape;
        let (parts, rest) = split_by(&parcel, [(0, &south), (1, &north), (2, &east)].into_iter());
        assert!(rest.0.is_empty() && parts.len() == 3);
        let extent = bounds(&parts[2].1).unwrap();
        assert!(extent.min().x > 4.999_999, "{extent:?}");
    }

    /// A frame of 4 × 4 m of two lands, round a hole of 2 × 2 m in which an island of 1 m² lies.
    #[test]
    fn what_lands_enclose_is_without_their_islands() {
        let west = land(MultiPolygon(vec![Polygon::new(
            LineString::from(vec![(0., 0.), (1., 0.), (1., 4.), (0., 4.), (0., 0.)]),
            vec![],
        )]));
        let east = land(MultiPolygon(vec![Polygon::new(
            LineString::from(vec![
                (1., 0.),
                (4., 0.),
                (4., 4.),
                (1., 4.),
                (1., 3.),
                (3., 3.),
                (3., 1.),
                (1., 1.),
                (1., 0.),
            ]),
            vec![],
        )]));
        let island = land(rectangle(1.5, 1.5, 1.0, 1.0));
        let areas = |lands: &[&MultiPolygon<f64>]| -> Vec<f64> {
            enclosed(lands.iter().copied()).iter().map(|gap| (shape_area(gap) * 1e6).round() / 1e6).collect()
        };
        assert_eq!(areas(&[&west.shape, &east.shape]), [4.0]);
        assert_eq!(areas(&[&west.shape, &east.shape, &island.shape]), [3.0]);
        assert!(areas(&[&west.shape]).is_empty() && areas(&[]).is_empty());
    }

    #[test]
    fn a_parcel_that_shares_the_border_stays_whole() {
        let parcel = land(rectangle(0.0, 0.0, 10.0, 10.0)).shape;
        let west = land(rectangle(-50.0, -50.0, 50.0, 200.0)).shape;
        let east = land(rectangle(0.0, -50.0, 50.0, 200.0)).shape;
        let (parts, rest) = split_by(&parcel, [(0, &west), (1, &east)].into_iter());
        assert_eq!(parts, [(1, parcel)]);
        assert!(rest.0.is_empty());
    }
}
