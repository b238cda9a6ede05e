//! The kernel on the workload of `make bench`: microseconds a parcel and circle, on one thread.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark")]

use std::collections::BTreeMap;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lifecircle::coverage::Coverage;
use lifecircle::geometry::{Cores, DiskUnion, Kernel, LocalUnion, Neighbour, OpenEdges, around, bounds};
use lifecircle::model::Study;
use lifecircle::project::{Flags, Project};

fn kernel(c: &mut Criterion) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench/100000-3000-100");
    if !data.exists() {
        println!("skipped: {} is not here; `make bench` makes it", data.display());
        return;
    }
    let flags = Flags {
        facilities: Some(data.join("facilities.geojson")),
        residential: Some(data.join("residential.geojson")),
        townships: Some(data.join("townships.geojson")),
        ..Flags::default()
    };
    let project = Project::resolve(flags).unwrap();
    let study = Study::read(&project).unwrap();
    let extents: Vec<_> = study.pieces.iter().map(|p| bounds(&p.shape).unwrap()).collect();
    let coverage = Coverage::of(&study);
    // As the program does it: what is near is sought once for the parcels about a square of 250 m.
    let mut blocks: BTreeMap<[i64; 2], Vec<usize>> = BTreeMap::new();
    for (i, extent) in extents.iter().enumerate() {
        let square = [extent.center().x, extent.center().y].map(|metres| (metres / 250.0).floor() as i64);
        blocks.entry(square).or_default().push(i);
    }

    let mut group = c.benchmark_group("kernel");
    group.sample_size(10).throughput(Throughput::Elements(study.pieces.len() as u64));
    for (circle, covered) in study.services[0].circles.iter().zip(&coverage.services[0].circles) {
        group.bench_function(format!("covered area, {} m", circle.radius.get()), |b| {
            let mut kernel = Kernel::default();
            b.iter(|| {
                let mut sum = 0.0;
                for block in blocks.values() {
                    let extent = around(block.iter().map(|&i| extents[i])).unwrap();
                    let disks = LocalUnion::within(&covered.disks, extent);
                    for &i in block {
                        let piece = &study.pieces[i];
                        sum += kernel.covered_area(&disks, &piece.shape, extents[i], piece.plane_area_m2);
                    }
                }
                sum
            });
        });
        group.bench_function(format!("union of the disks, {} m", circle.radius.get()), |b| {
            b.iter(|| DiskUnion::new(covered.disks.disks()));
        });
    }
    group.bench_function("visible edges of two parcels", |b| {
        let (p, q) = (&study.pieces[0].shape, &study.pieces[1].shape);
        let neighbour = Neighbour { rank: 1, shape: q, extent: extents[1], edges: None };
        b.iter(|| OpenEdges::of(p, &Cores::default()).visible(0, &[neighbour]));
    });
    group.finish();
}

criterion_group!(benches, kernel);
criterion_main!(benches);
