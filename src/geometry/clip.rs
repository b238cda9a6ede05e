//! Shapes cut off at the border of a window.

use geo::{Coord, LineString, MultiPolygon, Polygon, Rect};

/// The part of a shape in a window. Its rings may run along the window's border twice, which the even-odd rule of an
/// overlay takes for what it is.
///
/// # Source
/// I. E. Sutherland, G. W. Hodgman: Reentrant Polygon Clipping. Communications of the ACM 17 (1974) 32–42.
pub(super) fn clipped(shape: &MultiPolygon<f64>, window: Rect<f64>) -> MultiPolygon<f64> {
    let (low, high) = (window.min(), window.max());
    let of_ring = |ring: &LineString<f64>| {
        let mut points = ring.0.clone();
        points.pop();
        clip(&mut points, |c| c.x - low.x);
        clip(&mut points, |c| high.x - c.x);
        clip(&mut points, |c| c.y - low.y);
        clip(&mut points, |c| high.y - c.y);
        points.first().copied().map(|first| {
            points.push(first);
            LineString(points)
        })
    };
    let parts = shape.0.iter().filter_map(|polygon| {
        let exterior = of_ring(polygon.exterior())?;
        Some(Polygon::new(exterior, polygon.interiors().iter().filter_map(of_ring).collect()))
    });
    MultiPolygon(parts.collect())
}

/// Keeps the part of a ring where `depth` is not negative.
fn clip(points: &mut Vec<Coord<f64>>, depth: impl Fn(Coord<f64>) -> f64) {
    if points.iter().all(|c| depth(*c) >= 0.0) {
        return;
    }
    let mut kept = Vec::new();
    for (i, &b) in points.iter().enumerate() {
        let a = points[if i == 0 { points.len() - 1 } else { i - 1 }];
        let (depth_a, depth_b) = (depth(a), depth(b));
        if (depth_a >= 0.0) != (depth_b >= 0.0) {
            kept.push(a + (b - a) * (depth_a / (depth_a - depth_b)));
        }
        if depth_b >= 0.0 {
            kept.push(b);
        }
    }
    *points = kept;
}
