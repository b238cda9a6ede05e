#![no_main]
//! The kernel: what disks cover of land is no less than nothing, no more than the land, and no less with a disk more.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use lifecircle::geometry::{Disk, DiskUnion, Kernel, LocalUnion, bounds, land, shape_area};

type Input = (Vec<Vec<(i16, i16)>>, Vec<(i16, i16, u8)>);

fn at(x: i16, y: i16) -> Coord<f64> {
    Coord { x: 587_000.0 + f64::from(x) / 8.0, y: 3_265_000.0 + f64::from(y) / 8.0 }
}

libfuzzer_sys::fuzz_target!(|input: Input| {
    let (rings, disks) = input;
    let polygon = |ring: &Vec<(i16, i16)>| {
        let mut line: Vec<Coord<f64>> = ring.iter().map(|(x, y)| at(*x, *y)).collect();
        line.extend(line.first().copied());
        Polygon::new(LineString(line), Vec::new())
    };
    let shape = land(MultiPolygon(rings.iter().map(polygon).collect())).shape;
    let Some(extent) = bounds(&shape) else { return };
    let area = shape_area(&shape);
    let disks: Vec<Disk> = disks
        .iter()
        .map(|(x, y, radius)| Disk { centre: at(*x, *y), radius: 1.0 + f64::from(*radius) * 8.0 })
        .collect();
    let covered = |disks: &[Disk]| {
        let union = DiskUnion::new(disks);
        Kernel::default().covered_area(&LocalUnion::within(&union, extent), &shape, extent, area)
    };
    let all = covered(&disks);
    // What a circle that only touches may cost, and the rounding of coordinates of millions of metres.
    let slack = 1e-3 + 1e-9 * area;
    assert!(all >= -slack && all <= area + slack, "{all} of {area}");
    let fewer = disks.get(1..).map_or(0.0, covered);
    assert!(fewer <= all + slack, "{fewer} without the first disk, {all} with it");
});
