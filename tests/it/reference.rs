//! A slow, independent reference: areas by numerical quadrature.
//!
//! The area of (a union of polygons) ∩ (a union of disks) is the integral over y of the length of land on each
//! level. Between two *breakpoints* (vertices, tops and bottoms of disks, crossings of any two boundaries) that
//! length is smooth but for square roots at the ends, which tanh-sinh quadrature integrates to rounding.
//! Nothing here knows of Green's theorem, arcs or exposed angles.

use geo::{Coord, MultiPolygon};
use lifecircle::geometry::Disk;

/// area(∪ polygons ∩ ∪ disks); without disks the area of the union of the polygons.
pub(crate) fn area(polygons: &[MultiPolygon<f64>], disks: Option<&[Disk]>) -> f64 {
    let Some(origin) =
        polygons.iter().flat_map(|p| &p.0).flat_map(|p| p.exterior().0.first()).next().copied()
    else {
        return 0.0;
    };
    let polygons: Vec<Vec<(Coord<f64>, Coord<f64>)>> = polygons
        .iter()
        .map(|shape| {
            let rings = shape.0.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
            rings.flat_map(|r| r.0.windows(2)).map(|e| (e[0] - origin, e[1] - origin)).collect()
        })
        .collect();
    let disks: Option<Vec<Disk>> =
        disks.map(|all| all.iter().map(|d| Disk { centre: d.centre - origin, radius: d.radius }).collect());
    let mut levels = breakpoints(&polygons, disks.as_deref());
    levels.sort_by(f64::total_cmp);
    levels.windows(2).map(|w| tanh_sinh(w[0], w[1], |y| length_at(&polygons, disks.as_deref(), y))).sum()
}

fn breakpoints(polygons: &[Vec<(Coord<f64>, Coord<f64>)>], disks: Option<&[Disk]>) -> Vec<f64> {
    let edges: Vec<_> = polygons.iter().flatten().copied().collect();
    let mut levels: Vec<f64> = edges.iter().map(|e| e.0.y).collect();
    if polygons.len() > 1 {
        for (i, e) in edges.iter().enumerate() {
            for f in &edges[i + 1..] {
                let (d, g, o) = (e.1 - e.0, f.1 - f.0, f.0 - e.0);
                let det = d.x * g.y - d.y * g.x;
                let t = (o.x * g.y - o.y * g.x) / det;
                if t.is_finite() && (0.0..=1.0).contains(&t) {
                    levels.push(e.0.y + t * d.y);
                }
            }
        }
    }
    for (i, disk) in disks.unwrap_or_default().iter().enumerate() {
        levels.extend([disk.centre.y - disk.radius, disk.centre.y + disk.radius]);
        for e in &edges {
            let (d, f) = (e.1 - e.0, e.0 - disk.centre);
            let (a, b) = (d.x * d.x + d.y * d.y, f.x * d.x + f.y * d.y);
            let c = f.x * f.x + f.y * f.y - disk.radius * disk.radius;
            let root = (b * b - a * c).max(0.0).sqrt();
            for t in [(-b - root) / a, (-b + root) / a] {
                if (0.0..=1.0).contains(&t) {
                    levels.push(e.0.y + t * d.y);
                }
            }
        }
        for other in &disks.unwrap_or_default()[..i] {
            let d = other.centre - disk.centre;
            let distance = d.x.hypot(d.y);
            let along = (distance * distance + disk.radius * disk.radius - other.radius * other.radius)
                / (2.0 * distance);
            let across = (disk.radius * disk.radius - along * along).sqrt();
            if across.is_finite() {
                let middle = disk.centre.y + d.y / distance * along;
                levels.extend([middle - d.x / distance * across, middle + d.x / distance * across]);
            }
        }
    }
    levels
}

/// The length of land that lies on level `y`.
fn length_at(polygons: &[Vec<(Coord<f64>, Coord<f64>)>], disks: Option<&[Disk]>, y: f64) -> f64 {
    let mut land = Vec::new();
    for polygon in polygons {
        let mut xs: Vec<f64> = polygon
            .iter()
            .filter(|(a, b)| (a.y > y) != (b.y > y))
            .map(|(a, b)| a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x))
            .collect();
        xs.sort_by(f64::total_cmp);
        land.extend(xs.chunks_exact(2).map(|p| (p[0], p[1])));
    }
    let land = united(land);
    let Some(disks) = disks else { return land.iter().map(|i| i.1 - i.0).sum() };
    let served = united(
        disks
            .iter()
            .filter_map(|d| {
                let h = y - d.centre.y;
                let half = d.radius * d.radius - h * h;
                (half > 0.0).then(|| (d.centre.x - half.sqrt(), d.centre.x + half.sqrt()))
            })
            .collect(),
    );
    land.iter().flat_map(|l| served.iter().map(move |s| (l.1.min(s.1) - l.0.max(s.0)).max(0.0))).sum()
}

fn united(mut list: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    list.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<(f64, f64)> = Vec::new();
    for (from, to) in list {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => out.push((from, to)),
        }
    }
    out
}

/// Double-exponential quadrature over an interval; ends may have square-root singularities.
fn tanh_sinh(from: f64, to: f64, f: impl Fn(f64) -> f64) -> f64 {
    let half = 0.5 * (to - from);
    if half <= 0.0 {
        return 0.0;
    }
    let step = 0.125;
    (-26..=26)
        .map(|k| {
            let t = f64::from(k) * step;
            let u = std::f64::consts::FRAC_PI_2 * t.sinh();
            let weight = std::f64::consts::FRAC_PI_2 * t.cosh() / (u.cosh() * u.cosh());
            // The distance from the nearer end keeps its digits where 1 − |tanh u| would not.
            let from_end = 2.0 * half / (1.0 + (2.0 * u.abs()).exp());
            let y = if u < 0.0 { from + from_end } else { to - from_end };
            weight * f(y)
        })
        .sum::<f64>()
        * step
        * half
}

#[test]
fn the_reference_knows_a_half_disk_and_a_cross() {
    let square = |x: f64, y: f64, w: f64, h: f64| {
        MultiPolygon(vec![geo::Rect::new(Coord { x, y }, Coord { x: x + w, y: y + h }).to_polygon()])
    };
    let disk = [Disk { centre: Coord { x: 0.0, y: 0.0 }, radius: 1.0 }];
    let half = area(&[square(0.0, -2.0, 3.0, 4.0)], Some(&disk));
    assert!((half - std::f64::consts::FRAC_PI_2).abs() < 1e-12, "{half}");
    let cross = area(&[square(-3.0, -1.0, 6.0, 2.0), square(-1.0, -3.0, 2.0, 6.0)], None);
    assert!((cross - 20.0).abs() < 1e-12, "{cross}");
}
