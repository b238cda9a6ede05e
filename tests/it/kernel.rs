//! The kernel against the slow reference, and its laws.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use lifecircle::geometry::{
    Cores, Disk, DiskUnion, EdgeIndex, Kernel, LocalUnion, Neighbour, OpenEdges, SoupPart, bounds, core,
    land, shape_area,
};
use proptest::prelude::*;

use crate::reference;

/// Eastings and northings as they are in EPSG:4549.
const FAR: Coord<f64> = Coord { x: 587_271.5, y: 3_265_026.75 };

/// A star-shaped polygon of 3–14 vertices, with a hole or without, about (x, y).
fn star() -> impl Strategy<Value = MultiPolygon<f64>> {
    let radii = prop::collection::vec(0.15..1.0f64, 3..14);
    (radii, -150.0..150.0f64, -150.0..150.0f64, 20.0..200.0f64, any::<bool>(), 0.0..6.3f64).prop_map(
        |(radii, x, y, size, with_hole, turn)| {
            let n = radii.len() as f64;
            let ring = |share: f64| {
                let mut points: Vec<Coord<f64>> = radii
                    .iter()
                    .enumerate()
                    .map(|(i, r)| {
                        let angle = turn + std::f64::consts::TAU * i as f64 / n;
                        let r = r * size * share;
                        Coord { x: FAR.x + x + r * angle.cos(), y: FAR.y + y + r * angle.sin() }
                    })
                    .collect();
                points.push(points[0]);
                LineString(points)
            };
            let holes = if with_hole { vec![ring(0.4)] } else { vec![] };
            land(MultiPolygon(vec![Polygon::new(ring(1.0), holes)])).shape
        },
    )
}

/// A disk, somewhere, or placed by design against the polygon: through a vertex, tangent to an edge, tangent to
/// the previous disk from outside or inside, equal to it, nested in it.
#[derive(Debug, Clone)]
enum Placed {
    Anywhere(f64, f64, f64),
    ThroughVertex(usize, f64, f64),
    TangentToEdge(usize, f64, f64),
    TangentOutside(f64, f64),
    TangentInside(f64, f64),
    EqualToPrevious,
    NestedInPrevious(f64),
}

fn placed() -> impl Strategy<Value = Placed> {
    prop_oneof![
        6 => (-250.0..250.0f64, -250.0..250.0f64, 5.0..220.0f64).prop_map(|(x, y, r)| Placed::Anywhere(x, y, r)),
        2 => (0..40usize, 0.0..6.3f64, 5.0..220.0f64).prop_map(|(v, a, r)| Placed::ThroughVertex(v, a, r)),
        2 => (0..40usize, 0.0..1.0f64, -150.0..150.0f64).prop_map(|(e, t, r)| Placed::TangentToEdge(e, t, r)),
        1 => (0.0..6.3f64, 5.0..120.0f64).prop_map(|(a, r)| Placed::TangentOutside(a, r)),
        1 => (0.0..6.3f64, 0.1..0.9f64).prop_map(|(a, s)| Placed::TangentInside(a, s)),
        1 => Just(Placed::EqualToPrevious),
        1 => (0.1..0.9f64).prop_map(Placed::NestedInPrevious),
    ]
}

fn place(shape: &MultiPolygon<f64>, plan: &[Placed]) -> Vec<Disk> {
    let ring = &shape.0[0].exterior().0;
    let mut disks: Vec<Disk> = vec![];
    for placed in plan {
        let previous = disks.last().copied().unwrap_or(Disk { centre: FAR, radius: 50.0 });
        let polar = |c: Coord<f64>, a: f64, r: f64| Coord { x: c.x + r * a.cos(), y: c.y + r * a.sin() };
        disks.push(match *placed {
            Placed::Anywhere(x, y, radius) => Disk { centre: FAR + Coord { x, y }, radius },
            Placed::ThroughVertex(v, a, radius) => {
                Disk { centre: polar(ring[v % ring.len()], a, radius), radius }
            }
            Placed::TangentToEdge(e, t, offset) => {
                let e = e % (ring.len() - 1);
                let (a, d) = (ring[e], ring[e + 1] - ring[e]);
                let length = d.x.hypot(d.y);
                let normal = Coord { x: -d.y / length, y: d.x / length };
                Disk { centre: a + d * t + normal * offset, radius: offset.abs().max(1e-3) }
            }
            Placed::TangentOutside(a, radius) => {
                Disk { centre: polar(previous.centre, a, previous.radius + radius), radius }
            }
            Placed::TangentInside(a, share) => {
                let radius = previous.radius * share;
                Disk { centre: polar(previous.centre, a, previous.radius - radius), radius }
            }
            Placed::EqualToPrevious => previous,
            Placed::NestedInPrevious(share) => Disk { radius: previous.radius * share, ..previous },
        });
    }
    disks
}

fn covered(shape: &MultiPolygon<f64>, disks: &[Disk]) -> f64 {
    let Some(extent) = bounds(shape) else { return 0.0 };
    let union = DiskUnion::new(disks);
    Kernel::default().covered_area(&LocalUnion::within(&union, extent), shape, extent, shape_area(shape))
}

/// The area of a union of polygons, and the part of it within disks, as `coverage` sums them.
fn union_areas(shapes: &[MultiPolygon<f64>], disks: &[Disk]) -> (f64, f64) {
    let disks = DiskUnion::new(disks);
    let extents: Vec<_> = shapes.iter().filter_map(bounds).collect();
    let indexes: Vec<Option<EdgeIndex>> = shapes.iter().map(EdgeIndex::of_shape).collect();
    let cores: Vec<Disk> = shapes.iter().zip(&extents).map(|(shape, &extent)| core(shape, extent)).collect();
    let cores = Cores::of(cores.iter().copied());
    let origin = extents[0].min();
    let (mut whole, mut served, mut arcs) = (0.0, 0.0, Vec::new());
    for (i, shape) in shapes.iter().enumerate() {
        let others: Vec<Neighbour> = (0..shapes.len())
            .filter(|&j| j != i)
            .map(|j| Neighbour { rank: j, shape: &shapes[j], extent: extents[j], edges: None })
            .collect();
        let visible = OpenEdges::of(shape, &cores).visible(i, &others);
        // The cores only spare a look, and so does the index of edges.
        assert_eq!(OpenEdges::of(shape, &Cores::default()).visible(i, &others), visible);
        let indexed = |n: &Neighbour<'_>| indexes[n.rank].is_some();
        if others.iter().any(indexed) {
            let others: Vec<_> =
                others.iter().map(|n| Neighbour { edges: indexes[n.rank].as_ref(), ..*n }).collect();
            assert_eq!(OpenEdges::of(shape, &cores).visible(i, &others), visible);
        }
        let whole_area = visible.green(shape, origin);
        whole += whole_area;
        let mut soup = SoupPart { visible: &visible, whole_area, origin, edges_area: 0.0, arcs: vec![] };
        let disks = LocalUnion::within(&disks, extents[i]);
        Kernel::default().covered_area_in_soup(&disks, shape, extents[i], shape_area(shape), &mut soup);
        served += soup.edges_area;
        arcs.extend(soup.arcs);
    }
    (whole, served + SoupPart::arcs_area(&disks, arcs, origin))
}

/// The same land with every edge cut into so many.
fn dense(shape: &MultiPolygon<f64>, n: u32) -> MultiPolygon<f64> {
    let ring = |ring: &LineString<f64>| {
        let points = |e: geo::Line<f64>| {
            (0..n).map(move |k| e.start + (e.end - e.start) * (f64::from(k) / f64::from(n)))
        };
        let mut all: Vec<Coord<f64>> = ring.lines().flat_map(points).collect();
        all.push(all[0]);
        LineString(all)
    };
    let polygon =
        |p: &Polygon<f64>| Polygon::new(ring(p.exterior()), p.interiors().iter().map(ring).collect());
    MultiPolygon(shape.0.iter().map(polygon).collect())
}

/// A polygon on a grid of whole metres: shares vertices, edges and lines with others of its kind.
fn on_grid() -> impl Strategy<Value = MultiPolygon<f64>> {
    (0..6i32, 0..6i32, 1..4i32, 1..4i32, 0..4u8).prop_map(|(x, y, w, h, kind)| {
        let c = |x: i32, y: i32| FAR + Coord { x: f64::from(x), y: f64::from(y) };
        let ring = match kind {
            0 => vec![c(x, y), c(x + w, y), c(x + w, y + h), c(x, y + h)],
            1 => vec![c(x, y), c(x + w, y), c(x, y + h)],
            2 => vec![c(x, y), c(x + w, y), c(x + w, y + 1), c(x + w + 1, y + h + 1), c(x, y + h)],
            _ => vec![c(x, y), c(x + w, y + h), c(x, y + 2 * h), c(x - w, y + h)],
        };
        land(MultiPolygon(vec![Polygon::new(LineString(ring), vec![])])).shape
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The measure: right to 1e-9 of the area, for 1–40 disks in any position, coordinates of millions.
    #[test]
    fn covered_area_equals_quadrature(shape in star(), plan in prop::collection::vec(placed(), 1..40)) {
        let disks = place(&shape, &plan);
        let (exact, slow) = (covered(&shape, &disks), reference::area(std::slice::from_ref(&shape), Some(&disks)));
        let area = shape_area(&shape);
        prop_assert!((exact - slow).abs() <= 1e-9 * area, "{exact} against {slow} of {area}");
    }

    /// Slivers: long edges almost parallel to each other and to tangents.
    #[test]
    fn slivers_are_measured_too(length in 50.0..400.0f64, width in 1e-4..0.5f64, plan in prop::collection::vec(placed(), 1..8)) {
        let sliver = land(MultiPolygon(vec![Polygon::new(LineString(vec![
            FAR, FAR + Coord { x: length, y: width }, FAR + Coord { x: 0.3 * length, y: 2.0 * width }, FAR,
        ]), vec![])])).shape;
        let disks = place(&sliver, &plan);
        let (exact, slow) = (covered(&sliver, &disks), reference::area(std::slice::from_ref(&sliver), Some(&disks)));
        // A coordinate step of 5e-10 m along the length is what is left of the digits.
        prop_assert!((exact - slow).abs() <= 1e-9 * shape_area(&sliver) + 1e-9 * length, "{exact} against {slow}");
    }

    /// A polygon of many edges is indexed by them; that changes nothing.
    #[test]
    fn many_edges_on_the_same_lines_change_nothing(
        shapes in prop::collection::vec(prop_oneof![star(), on_grid()], 1..5),
        plan in prop::collection::vec(placed(), 1..12),
    ) {
        let shapes: Vec<_> = shapes.into_iter().filter(|shape| !shape.0.is_empty()).collect();
        prop_assume!(!shapes.is_empty());
        let disks = place(&shapes[0], &plan);
        let many: Vec<_> = shapes.iter().map(|shape| dense(shape, 96)).collect();
        let ((whole, served), (whole_many, served_many)) = (union_areas(&shapes, &disks), union_areas(&many, &disks));
        let rounding = 1e-8 * shapes.iter().map(shape_area).sum::<f64>() + 1e-6;
        prop_assert!((whole - whole_many).abs() <= rounding, "{whole} {whole_many}");
        prop_assert!((served - served_many).abs() <= rounding, "{served} {served_many}");
    }

    /// Law: a further disk, or a larger radius, never covers less.
    #[test]
    fn more_never_covers_less(shape in star(), plan in prop::collection::vec(placed(), 2..12), grow in 1.0..1.5f64) {
        let disks = place(&shape, &plan);
        let all = covered(&shape, &disks);
        let fewer = covered(&shape, &disks[1..]);
        let larger: Vec<Disk> = disks.iter().map(|d| Disk { radius: d.radius * grow, ..*d }).collect();
        let rounding = 1e-9 * shape_area(&shape);
        prop_assert!(fewer <= all + rounding);
        prop_assert!(all <= covered(&shape, &larger) + rounding);
        prop_assert!(all <= shape_area(&shape) + rounding);
    }

    /// Covered and uncovered land make up the whole: the drawing agrees with the figure to its tolerance.
    #[test]
    fn the_drawn_uncovered_land_is_what_is_left(shape in star(), plan in prop::collection::vec(placed(), 1..12)) {
        let disks = place(&shape, &plan);
        let union = DiskUnion::new(&disks);
        let extent = bounds(&shape).unwrap();
        let local = LocalUnion::within(&union, extent);
        let drawn = Kernel::default().uncovered_shape(&local, &shape, extent, 1e-4);
        let left = shape_area(&shape) - covered(&shape, &disks);
        let boundary: f64 = disks.iter().map(|d| 7.0 * d.radius).sum();
        prop_assert!((shape_area(&drawn) - left).abs() <= 1e-4 * boundary, "{} against {left}", shape_area(&drawn));
    }

    /// Polygons that overlap at will, counted once.
    #[test]
    fn unions_equal_quadrature(shapes in prop::collection::vec(star(), 2..5), plan in prop::collection::vec(placed(), 1..8)) {
        let disks = place(&shapes[0], &plan);
        let (whole, served) = union_areas(&shapes, &disks);
        let slow_whole = reference::area(&shapes, None);
        let slow_served = reference::area(&shapes, Some(&disks));
        prop_assert!((whole - slow_whole).abs() <= 1e-8 * slow_whole, "{whole} against {slow_whole}");
        prop_assert!((served - slow_served).abs() <= 1e-8 * slow_whole, "{served} against {slow_served}");
    }

    /// Polygons that share vertices, edges and lines, lie in each other or are equal.
    #[test]
    fn unions_of_touching_polygons_equal_quadrature(
        shapes in prop::collection::vec(on_grid(), 2..9), x in 0..8i32, y in 0..8i32, radius in 1..5i32,
    ) {
        let centre = FAR + Coord { x: f64::from(x), y: f64::from(y) };
        let disks = [Disk { centre, radius: f64::from(radius) }];
        let (whole, served) = union_areas(&shapes, &disks);
        let slow_whole = reference::area(&shapes, None);
        let slow_served = reference::area(&shapes, Some(&disks));
        prop_assert!((whole - slow_whole).abs() <= 1e-8 * slow_whole, "{whole} against {slow_whole}");
        prop_assert!((served - slow_served).abs() <= 1e-8 * slow_whole, "{served} against {slow_served}");
    }
}

/// On paper: two disks of 1 whose centres are 1 apart cover 2π − (2π/3 − √3/2) of a square around them.
#[test]
fn a_lens_is_counted_once() {
    let square = MultiPolygon(vec![
        geo::Rect::new(FAR - Coord { x: 5., y: 5. }, FAR + Coord { x: 5., y: 5. }).to_polygon(),
    ]);
    let square = land(square).shape;
    let disks =
        [Disk { centre: FAR, radius: 1.0 }, Disk { centre: FAR + Coord { x: 1.0, y: 0.0 }, radius: 1.0 }];
    let pi = std::f64::consts::PI;
    let expected = 2.0 * pi - (2.0 * pi / 3.0 - 0.75f64.sqrt());
    assert!((covered(&square, &disks) - expected).abs() < 1e-9);
}

/// Found by a property test: a disk that touches an edge from inside at the very middle of its arc was left out.
/// On paper: ∫ √(9 − u²) du over −1..1 = √8 + 9 asin ⅓.
#[test]
fn a_circle_may_touch_an_edge_in_the_middle_of_its_arc() {
    let corner = FAR + Coord { x: 2.0, y: 2.0 };
    let box_ = geo::Rect::new(corner, corner + Coord { x: 2.0, y: 3.0 });
    let shape = land(MultiPolygon(vec![box_.to_polygon()])).shape;
    let disk = Disk { centre: FAR + Coord { x: 3.0, y: 2.0 }, radius: 3.0 };
    let expected = 8.0f64.sqrt() + 9.0 * (1.0f64 / 3.0).asin();
    assert!((covered(&shape, &[disk]) - expected).abs() < 1e-9);
}

/// Found by a property test: two disks that overlap by a rounding met at two different points, a square
/// centimetre apart in area.
#[test]
fn disks_that_hardly_overlap_meet_at_one_point() {
    let width = 0.163_639_343_393_912_62;
    let sliver = land(MultiPolygon(vec![Polygon::new(
        LineString(vec![
            FAR,
            FAR + Coord { x: 50.0, y: width },
            FAR + Coord { x: 15.0, y: 2.0 * width },
            FAR,
        ]),
        vec![],
    )]))
    .shape;
    let disks = place(
        &sliver,
        &[
            Placed::TangentToEdge(0, 0.212_647_114_074_611_68, 0.116_458_660_888_344_92),
            Placed::TangentOutside(0.647_497_457_309_758_9, 116.335_455_001_689_44),
        ],
    );
    let slow = reference::area(std::slice::from_ref(&sliver), Some(&disks));
    assert!((covered(&sliver, &disks) - slow).abs() < 1e-8);
}
