//! Whom circles reach: points, and facilities within areas.

use geo::{BoundingRect, Coord, Intersects, MultiPolygon, Rect};

use crate::coverage::Disk;

/// Disks sorted by their centres, so that only near ones are asked.
pub(super) struct Disks {
    by_easting: Vec<Disk>,
    largest_radius: f64,
}

impl Disks {
    /// Sorts the disks.
    pub(super) fn of(disks: &[Disk]) -> Self {
        let mut by_easting = disks.to_vec();
        by_easting.sort_by(|a, b| a.centre.x.total_cmp(&b.centre.x).then(a.centre.y.total_cmp(&b.centre.y)));
        let largest_radius = disks.iter().map(|d| d.radius).fold(0.0, f64::max);
        Self { by_easting, largest_radius }
    }

    /// Whether some disk reaches the point. A point exactly at the radius is served (≤).
    pub(super) fn reach(&self, point: Coord<f64>) -> bool {
        self.between(point.x, point.x)
            .iter()
            .any(|d| (d.centre.x - point.x).hypot(d.centre.y - point.y) <= d.radius)
    }

    /// The disks that may touch the rectangle.
    pub(super) fn near(&self, bounds: Rect<f64>) -> Vec<Disk> {
        let touches = |d: &&Disk| {
            d.centre.y + d.radius >= bounds.min().y
                && d.centre.y - d.radius <= bounds.max().y
                && d.centre.x + d.radius >= bounds.min().x
                && d.centre.x - d.radius <= bounds.max().x
        };
        self.between(bounds.min().x, bounds.max().x).iter().filter(touches).copied().collect()
    }

    /// The disks whose centres lie within the largest radius of these eastings, and a metre more, so that
    /// rounding leaves none out.
    fn between(&self, west: f64, east: f64) -> &[Disk] {
        let margin = self.largest_radius + 1.0;
        let start = self.by_easting.partition_point(|d| d.centre.x < west - margin);
        let end = self.by_easting.partition_point(|d| d.centre.x <= east + margin);
        self.by_easting.get(start..end).unwrap_or_default()
    }
}

/// Whether some point lies in the area; its border belongs to it.
pub(super) fn holds_any(shape: &MultiPolygon<f64>, points: &[Coord<f64>]) -> bool {
    let Some(bounds) = shape.bounding_rect() else { return false };
    points.iter().any(|point| bounds.intersects(point) && shape.intersects(point))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::coord;
    use proptest::prelude::*;

    /// 180² + 240² = 300²: exactly at the radius, at the size of real coordinates.
    #[test]
    fn a_point_at_the_radius_is_served() {
        let centre = coord! { x: 587_000.0, y: 3_265_000.0 };
        let disks = Disks::of(&[Disk { centre, radius: 300.0 }]);
        assert!(disks.reach(coord! { x: 587_180.0, y: 3_265_240.0 }));
        assert!(!disks.reach(coord! { x: 587_180.0, y: 3_265_240.001 }));
        assert!(!Disks::of(&[]).reach(centre));
    }

    #[test]
    fn the_border_belongs_to_the_area() {
        let square: MultiPolygon<f64> =
            Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 10.0, y: 10.0 }).to_polygon().into();
        for (x, y, inside) in [(5.0, 5.0, true), (10.0, 5.0, true), (0.0, 0.0, true), (10.001, 5.0, false)] {
            assert_eq!(holds_any(&square, &[coord! { x: x, y: y }]), inside, "{x} {y}");
        }
        assert!(!holds_any(&square, &[]));
    }

    proptest! {
        /// Looking only at near disks finds what looking at all of them finds.
        #[test]
        fn near_disks_are_enough(
            disks in prop::collection::vec((0.0..100.0f64, 0.0..100.0f64, 0.0..20.0f64), 0..20),
            x in -20.0..120.0f64,
            y in -20.0..120.0f64,
        ) {
            let disks: Vec<Disk> = disks
                .into_iter()
                .map(|(x, y, radius)| Disk { centre: coord! { x: x, y: y }, radius })
                .collect();
            let all = disks.iter().any(|d| (d.centre.x - x).hypot(d.centre.y - y) <= d.radius);
            prop_assert_eq!(Disks::of(&disks).reach(coord! { x: x, y: y }), all);
        }
    }
}
