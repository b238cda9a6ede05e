//! Rings and points.

use geo::{Coord, LineString, MultiPolygon, Rect};

use super::disk_union::Disk;

/// Twice the signed area of the triangle from the origin to `a` and `b`.
pub(crate) fn cross(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.y - a.y * b.x
}

/// The area that a closed ring encloses: positive anticlockwise. Taken about its first vertex, since
/// coordinates of millions of metres would lose the digits.
pub fn signed_area(ring: &[Coord<f64>]) -> f64 {
    let Some(&origin) = ring.first() else { return 0.0 };
    0.5 * ring.windows(2).map(|e| cross(e[0] - origin, e[1] - origin)).sum::<f64>()
}

/// The rings of a shape, outer rings and holes alike.
pub(crate) fn rings(shape: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    shape.0.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
}

/// The edges of a shape, ring after ring.
pub(super) fn edges(shape: &MultiPolygon<f64>) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> {
    rings(shape).flat_map(|ring| ring.0.windows(2)).map(|e| (e[0], e[1]))
}

/// The area of an oriented shape, m².
pub fn shape_area(shape: &MultiPolygon<f64>) -> f64 {
    rings(shape).map(|r| signed_area(&r.0)).sum()
}

/// The box around a shape; `None` when it is empty.
pub fn bounds(shape: &MultiPolygon<f64>) -> Option<Rect<f64>> {
    let mut all: Option<(Coord<f64>, Coord<f64>)> = None;
    for c in shape.0.iter().flat_map(|p| p.exterior().0.iter()) {
        let (low, high) = all.get_or_insert((*c, *c));
        *low = Coord { x: low.x.min(c.x), y: low.y.min(c.y) };
        *high = Coord { x: high.x.max(c.x), y: high.y.max(c.y) };
    }
    all.map(|(low, high)| Rect::new(low, high))
}

/// The box around boxes; `None` without any.
pub fn around(boxes: impl IntoIterator<Item = Rect<f64>>) -> Option<Rect<f64>> {
    boxes.into_iter().reduce(|a, b| {
        let low = Coord { x: a.min().x.min(b.min().x), y: a.min().y.min(b.min().y) };
        let high = Coord { x: a.max().x.max(b.max().x), y: a.max().y.max(b.max().y) };
        Rect::new(low, high)
    })
}

/// The mean width of an oriented shape, that of a long strip of the same area and perimeter: 2 A ÷ P. 0 when it is empty.
pub fn mean_width(shape: &MultiPolygon<f64>) -> f64 {
    let lengths = rings(shape).flat_map(|r| r.0.windows(2)).map(|e| (e[1].x - e[0].x).hypot(e[1].y - e[0].y));
    let perimeter: f64 = lengths.sum();
    if perimeter > 0.0 { 2.0 * shape_area(shape) / perimeter } else { 0.0 }
}

/// Whether `at` lies in one ring by the even-odd rule; on the boundary either answer may come.
pub(crate) fn in_ring(ring: &[Coord<f64>], at: Coord<f64>) -> bool {
    let mut inside = false;
    for e in ring.windows(2) {
        inside ^= is_right_of(e[0], e[1], at);
    }
    inside
}

/// Whether the edge from `a` to `b` crosses the ray from `at` to the right; an odd number of such edges is around a
/// point inside.
pub(crate) fn is_right_of(a: Coord<f64>, b: Coord<f64>, at: Coord<f64>) -> bool {
    (a.y > at.y) != (b.y > at.y)
        && ((b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x) > 0.0) == (b.y > a.y)
}

/// Whether `at` lies in a shape; on the boundary either answer may come.
pub fn contains(shape: &MultiPolygon<f64>, at: Coord<f64>) -> bool {
    rings(shape).filter(|r| in_ring(&r.0, at)).count() % 2 == 1
}

/// The distance from a point to the nearest point of a shape: 0 inside; infinite when the shape is empty.
pub fn distance_to(shape: &MultiPolygon<f64>, at: Coord<f64>) -> f64 {
    if contains(shape, at) { 0.0 } else { distance_to_boundary(shape, at) }
}

/// A disk that lies in a shape, about the middle of its box; of radius 0 where the middle is not land.
pub fn core(shape: &MultiPolygon<f64>, extent: Rect<f64>) -> Disk {
    let centre = extent.center();
    let radius = if contains(shape, centre) { distance_to_boundary(shape, centre) } else { 0.0 };
    Disk { centre, radius }
}

fn distance_to_boundary(shape: &MultiPolygon<f64>, at: Coord<f64>) -> f64 {
    let mut least = f64::INFINITY;
    for ring in rings(shape) {
        for edge in ring.0.windows(2) {
            let (d, f) = (edge[1] - edge[0], at - edge[0]);
            let length_squared = d.x * d.x + d.y * d.y;
            let t = (f.x * d.x + f.y * d.y) / length_squared;
            let t = if length_squared > 0.0 { t.clamp(0.0, 1.0) } else { 0.0 };
            let (x, y) = (f.x - t * d.x, f.y - t * d.y);
            least = least.min(x * x + y * y);
        }
    }
    least.sqrt()
}

/// The centre point of a shape: its centroid where that lies inside, else the middle of the widest stretch of
/// land on the level of the centroid, else any vertex. `None` when the shape is empty.
///
/// Decided on coordinates alone, so that the same shape has the same centre in any company.
pub fn interior_point(shape: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    let centroid = centroid(shape)?;
    if contains(shape, centroid) {
        return Some(centroid);
    }
    // Where a horizontal line a little off the vertices crosses the rings, land lies between every second pair.
    let extent = bounds(shape)?;
    let mut best: Option<(f64, Coord<f64>)> = None;
    for step in 1..16 {
        let y = extent.min().y + extent.height() * f64::from(step) / 16.0 * 0.999_983;
        let mut crossings: Vec<f64> = rings(shape)
            .flat_map(|r| r.0.windows(2))
            .filter(|e| (e[0].y > y) != (e[1].y > y))
            .map(|e| e[0].x + (y - e[0].y) / (e[1].y - e[0].y) * (e[1].x - e[0].x))
            .collect();
        crossings.sort_unstable_by(f64::total_cmp);
        for pair in crossings.chunks_exact(2) {
            let width = pair[1] - pair[0];
            if best.is_none_or(|(w, _)| width > w) {
                best = Some((width, Coord { x: 0.5 * (pair[0] + pair[1]), y }));
            }
        }
    }
    best.map(|(_, at)| at).or_else(|| shape.0.first().and_then(|p| p.exterior().0.first().copied()))
}

/// The centre of mass; the middle of the box where the area is zero.
fn centroid(shape: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    let extent = bounds(shape)?;
    let origin = extent.center();
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    for ring in rings(shape) {
        for e in ring.0.windows(2) {
            let (a, b) = (e[0] - origin, e[1] - origin);
            let c = cross(a, b);
            area += c;
            x += c * (a.x + b.x);
            y += c * (a.y + b.y);
        }
    }
    if area == 0.0 {
        return Some(origin);
    }
    Some(Coord { x: origin.x + x / (3.0 * area), y: origin.y + y / (3.0 * area) })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use geo::Polygon;

    /// A rectangle as a shape.
    pub(crate) fn rectangle(x: f64, y: f64, width: f64, height: f64) -> MultiPolygon<f64> {
        MultiPolygon(vec![Rect::new(Coord { x, y }, Coord { x: x + width, y: y + height }).to_polygon()])
    }

    #[test]
    fn a_square_far_from_the_origin_keeps_its_digits() {
        let square = rectangle(587_000.0, 3_265_000.0, 0.001, 0.001);
        // Coordinates there have steps of 4.7e-10 m; the area can be no better than that allows.
        assert!((shape_area(&crate::geometry::land(square).shape) - 1e-6).abs() < 1e-11);
    }

    #[test]
    fn distance_is_zero_inside_and_to_the_boundary_outside() {
        let square = rectangle(0.0, 0.0, 10.0, 10.0);
        assert_eq!(distance_to(&square, Coord { x: 5.0, y: 5.0 }), 0.0);
        assert_eq!(distance_to(&square, Coord { x: 13.0, y: 14.0 }), 5.0);
    }

    #[test]
    fn the_centre_of_a_horseshoe_lies_on_its_land() {
        let c = |x: f64, y: f64| Coord { x, y };
        let horseshoe = MultiPolygon(vec![Polygon::new(
            LineString(vec![
                c(0., 0.),
                c(10., 0.),
                c(10., 10.),
                c(8., 10.),
                c(8., 1.),
                c(2., 1.),
                c(2., 10.),
                c(0., 10.),
                c(0., 0.),
            ]),
            vec![],
        )]);
        let centre = interior_point(&horseshoe).unwrap();
        assert!(contains(&horseshoe, centre), "{centre:?}");
    }
}
