//! The whole program in worlds whose answer is known on paper, in metres of the plane and on the ellipsoid.

use std::f64::consts::PI;

use geo::{Coord, Rect};
use lifecircle::crs::Plane;
use lifecircle::note::Notes;
use lifecircle::project::CrsChoice;
use serde_json::{Value, json};

use crate::run::number;
use crate::world::{World, collection, collection_in, feature, point, rectangle};

/// Each case lies in a township of its own, 10 km from the next, so that no circle reaches into another.
struct Case {
    name: &'static str,
    land: Value,
    facilities: Vec<[f64; 2]>,
    /// Land, and what of it lies within 300 m and 1000 m.
    expected: [f64; 3],
}

/// Where case `i` has its origin; eastings and northings as they are at Xinchang.
fn origin(i: usize) -> [f64; 2] {
    [520_000.0 + 10_000.0 * i as f64, 3_265_000.0]
}

/// A ring about the origin from offsets, closed.
fn ring(origin: [f64; 2], offsets: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut ring: Vec<[f64; 2]> = offsets.iter().map(|o| [origin[0] + o[0], origin[1] + o[1]]).collect();
    ring.push(ring[0]);
    ring
}

fn square(half: f64) -> [[f64; 2]; 4] {
    [[-half, -half], [half, -half], [half, half], [-half, half]]
}

/// The worlds, with facilities as offsets from the origin.
///
/// - *corner*: a square of 2000 m with a facility at its corner has quarter disks: π/4·r².
/// - *edge*: the same with a facility in the middle of an edge: half disks, π/2·r².
/// - *lens*: two facilities 200 m apart in the middle of a square of 4000 m: 2πr² − lens, where the lens of two disks
///   of radius r at the distance d is 2r² acos(d/2r) − d/2·√(4r² − d²).
/// - *ring*: a square of 4000 m with a square hole of 400 m about the facility. The hole (half diagonal 282.8 m) lies
///   in both disks: πr² − 400².
/// - *within*: a square of 400 m about the facility lies in both disks whole.
/// - *strip*: a strip of 2000 m × 1200 m whose long edge passes the facility at 180 m: the disk of 300 m stands out of
///   it by a segment of r² acos(h/r) − h·√(r² − h²), h = 180; that of 1000 m on both long edges, h = 180 and 1020
///   (not reached); its ends are tangent to the disk of 1000 m.
/// - *tangent*: a square whose edge is 300 m from the facility is touched by the first disk, which covers nothing;
///   the second covers a segment with h = 300.
fn cases() -> Vec<Case> {
    let polygon = |rings: Vec<Vec<[f64; 2]>>| json!({"type": "Polygon", "coordinates": rings});
    let segment = |r: f64, h: f64| r * r * (h / r).acos() - h * (r * r - h * h).sqrt();
    let lens = |r: f64, d: f64| 2.0 * r * r * (d / (2.0 * r)).acos() - 0.5 * d * (4.0 * r * r - d * d).sqrt();
    let both = |f: &dyn Fn(f64) -> f64| [f(300.0), f(1000.0)];
    let disk = |r: f64| PI * r * r;
    let mut cases = Vec::new();
    let mut add = |name, rings: &[&[[f64; 2]]], at: &[[f64; 2]], land: f64, covered: [f64; 2]| {
        let here = origin(cases.len());
        cases.push(Case {
            name,
            land: polygon(rings.iter().map(|offsets| ring(here, offsets)).collect()),
            facilities: at.iter().map(|o| [here[0] + o[0], here[1] + o[1]]).collect(),
            expected: [land, covered[0], covered[1]],
        });
    };
    add("corner", &[&square(1000.0)], &[[-1000.0, -1000.0]], 4e6, both(&|r| disk(r) / 4.0));
    add("edge", &[&square(1000.0)], &[[0.0, 1000.0]], 4e6, both(&|r| disk(r) / 2.0));
    add(
        "lens",
        &[&square(2000.0)],
        &[[-100.0, 0.0], [100.0, 0.0]],
        16e6,
        both(&|r| 2.0 * disk(r) - lens(r, 200.0)),
    );
    let mut hole = square(200.0);
    hole.reverse();
    add("ring", &[&square(2000.0), &hole], &[[0.0, 0.0]], 16e6 - 16e4, both(&|r| disk(r) - 16e4));
    add("within", &[&square(200.0)], &[[0.0, 0.0]], 16e4, [16e4, 16e4]);
    let strip = [[-1000.0, -180.0], [1000.0, -180.0], [1000.0, 1020.0], [-1000.0, 1020.0]];
    add("strip", &[&strip], &[[0.0, 0.0]], 24e5, both(&|r| disk(r) - segment(r, 180.0)));
    let beside = [[300.0, -2000.0], [2000.0, -2000.0], [2000.0, 2000.0], [300.0, 2000.0]];
    add("tangent", &[&beside], &[[0.0, 0.0]], 1700.0 * 4000.0, [0.0, segment(1000.0, 300.0)]);
    cases
}

/// The layers of the cases in EPSG:4549, each read through `map` and named by `name`.
fn write(world: &World, map: impl Fn([f64; 2]) -> [f64; 2], name: impl Fn(&[Value]) -> String) {
    let (mut townships, mut parcels, mut facilities) = (Vec::new(), Vec::new(), Vec::new());
    for (i, case) in cases().into_iter().enumerate() {
        let label = json!({"名称": case.name});
        let [x, y] = origin(i);
        let corners = ring([x, y], &square(4000.0)).into_iter().map(&map).collect::<Vec<_>>();
        townships.push(feature(label.clone(), json!({"type": "Polygon", "coordinates": [corners]})));
        let rings: Vec<Vec<[f64; 2]>> =
            serde_json::from_value(case.land["coordinates"].clone()).expect("rings of positions");
        let rings: Vec<Vec<[f64; 2]>> =
            rings.into_iter().map(|r| r.into_iter().map(&map).collect()).collect();
        parcels.push(feature(label, json!({"type": "Polygon", "coordinates": rings})));
        facilities.extend(case.facilities.into_iter().map(|at| point(json!({"名称": case.name}), map(at))));
    }
    world.write("townships.geojson", name(&townships));
    world.write("residential.geojson", name(&parcels));
    world.write("facilities.geojson", name(&facilities));
}

/// Runs `analyze` over the three layers, without a plan.
fn report(world: &World, arguments: &[&str]) -> Value {
    let layers = &crate::world::LAYERS[..6];
    world.run(&[&["analyze"], layers, &["-o", "out", "--lang", "en"], arguments].concat()).done();
    world.report()
}

const FIGURES: [&str; 3] = ["/residential_area_m2", "/coverage/0/area_m2", "/coverage/1/area_m2"];

#[track_caller]
fn close(found: f64, expected: f64, relative: f64, what: &str) {
    // A disk that only just reaches a quarter covers a sliver whose area is all rounding: the scale is 100 m² at least.
    let off = (found - expected).abs() / expected.abs().max(100.0);
    assert!(off <= relative, "{what}: {found} against {expected}, off by {off:.1e}");
}

/// Planar areas and planar circles, to 1e-9 of the figure.
#[test]
fn figures_known_on_paper() {
    let world = World::new();
    write(&world, |at| at, |features| collection_in(4549, features));
    let report = report(&world, &["--area", "plane", "--circles", "plane", "--crs", "EPSG:4549"]);
    let rows = report["services"][0]["townships"].as_array().expect("townships");
    let cases = cases();
    assert_eq!(rows.len(), cases.len());
    for (row, case) in rows.iter().zip(&cases) {
        assert_eq!(row["name"], case.name);
        for (pointer, expected) in FIGURES.iter().zip(case.expected) {
            close(number(row, pointer), expected, 1e-9, &format!("{} {pointer}", case.name));
        }
    }
    for (i, pointer) in FIGURES.iter().enumerate() {
        let sum: f64 = cases.iter().map(|case| case.expected[i]).sum();
        close(number(&report["services"][0]["county"], pointer), sum, 1e-9, pointer);
    }
    for input in report["inputs"].as_array().expect("inputs") {
        assert_eq!(input["crs"], "EPSG:4549");
        assert!(input["datum"].is_null(), "a projected layer has its datum from its system");
    }
}

/// Two quarters of 400 m × 400 m that share half of their land, and a facility in the middle of both together.
///
/// Their union is 600 m × 400 m; 400 m × 200 m = 8 ha of it is under both. The disk of 1000 m has all of it; that of
/// 300 m touches its short edges and stands out over both long ones by a segment with h = 200.
#[test]
fn land_under_two_quarters_counts_once() {
    let world = World::new();
    let [x, y] = origin(0);
    let layer = |features: &[Value]| collection_in(4549, features);
    let quarter = |name, west| rectangle(json!({"名称": name}), [x + west, y - 200.0], [400.0, 400.0]);
    world.write("residential.geojson", layer(&[quarter("甲", -300.0), quarter("乙", -100.0)]));
    let around = rectangle(json!({"名称": "镇"}), [x - 2000.0, y - 2000.0], [4000.0, 4000.0]);
    world.write("townships.geojson", layer(&[around]));
    world.write("facilities.geojson", layer(&[point(json!({"名称": "a"}), [x, y])]));
    let in_the_plane = ["--area", "plane", "--circles", "plane", "--crs", "EPSG:4549"];
    let segment = 9e4 * (2.0_f64 / 3.0).acos() - 200.0 * (9e4_f64 - 4e4).sqrt();
    // What lies under both, 100 m and 200 m to each side of the facility, is whole in the disk of 300 m as well.
    let (once, twice) = ([24e4, PI * 9e4 - 2.0 * segment, 24e4], 8e4);
    for (rule, overlap) in [("once", 0.0), ("each", twice)] {
        let report = report(&world, &[&in_the_plane[..], &["--overlaps", rule]].concat());
        let row = &report["services"][0]["townships"][0];
        for (pointer, expected) in FIGURES.iter().zip(once) {
            close(number(row, pointer), expected + overlap, 1e-9, &format!("{rule} {pointer}"));
        }
        close(number(row, "/overlap_area_m2"), twice - overlap, 1e-9, rule);
    }
}

/// Squares of 1000 m in EPSG:4549 by the land survey's formula, published with four decimals; end to end.
#[test]
fn published_areas_on_the_ellipsoid() {
    let world = World::new();
    let corners = [[587_000.0, 3_265_000.0], [500_000.0, 3_265_000.0]];
    let layer = |margin: f64| {
        let squares = corners.iter().enumerate().map(|(i, [x, y])| {
            let size = 1000.0 + 2.0 * margin;
            rectangle(json!({"名称": format!("{i}")}), [x - margin, y - margin], [size, size])
        });
        collection_in(4549, &squares.collect::<Vec<_>>())
    };
    world.write("residential.geojson", layer(0.0));
    world.write("townships.geojson", layer(500.0));
    world.write(
        "facilities.geojson",
        collection_in(4549, &[point(json!({"名称": "a"}), [587_500.0, 3_265_500.0])]),
    );
    let report = report(&world, &[]);
    assert_eq!(report["method"]["crs"], "EPSG:4549");
    assert_eq!(report["method"]["area"], "ellipsoid");
    for (i, expected) in ["999811.1644", "999999.9918"].into_iter().enumerate() {
        let area = number(&report, &format!("/services/0/townships/{i}/residential_area_m2"));
        assert_eq!(format!("{area:.4}"), expected);
    }
    // The disk of 1000 m on the ground about its middle covers a square of 1000 m whole (half diagonal 707.1 m), and
    // that of 300 m lies in it whole: π·300² m² on the ground.
    let row = &report["services"][0]["townships"][0];
    assert_eq!(row["coverage"][1]["area_m2"], row["residential_area_m2"]);
    close(number(row, FIGURES[1]), PI * 9e4, 1e-7, "a disk on the ground");
}

/// The same places as EPSG:4549 with a `crs` member, as CGCS2000 degrees, and as WGS 84 degrees without one.
#[test]
fn one_world_in_three_systems() {
    let here = Rect::new(Coord { x: 120.2, y: 29.4 }, Coord { x: 121.0, y: 29.6 });
    let plane = Plane::choose(&CrsChoice::Given("EPSG:4549".to_owned()), here, &mut Notes::default())
        .expect("a plane");
    let unprojector = plane.unprojector().expect("the way out of the plane");
    let lon_lat = |[x, y]: [f64; 2]| {
        let at = unprojector.lon_lat(Coord { x, y }).expect("a place in the plane");
        [at.x, at.y]
    };
    let figures = |world: &World, arguments: &[&str]| {
        let report = report(world, arguments);
        assert_eq!(report["method"]["crs"], "EPSG:4549");
        report["services"][0]["townships"].as_array().expect("townships").clone()
    };
    for arguments in [&["--area", "plane", "--circles", "plane"][..], &[]] {
        let (metres, cgcs2000, wgs84) = (World::new(), World::new(), World::new());
        write(&metres, |at| at, |features| collection_in(4549, features));
        write(&cgcs2000, lon_lat, |features| collection_in(4490, features));
        write(&wgs84, lon_lat, collection);
        let expected = figures(&metres, arguments);
        for other in [figures(&cgcs2000, arguments), figures(&wgs84, arguments)] {
            assert_eq!(expected.len(), other.len());
            for (a, b) in expected.iter().zip(&other) {
                for pointer in FIGURES {
                    let what = format!("{} {pointer} {arguments:?}", a["name"]);
                    close(number(b, pointer), number(a, pointer), 1e-9, &what);
                }
            }
        }
    }
}
