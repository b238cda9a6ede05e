//! The kernel on the workload of `make bench`: microseconds a parcel and circle, on one thread.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark")]

use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lifecircle::coverage::Coverage;
use lifecircle::geometry::{Cores, DiskUnion, Kernel, Neighbour, OpenEdges, bounds};
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

    let mut group = c.benchmark_group("kernel");
    group.sample_size(10).throughput(Throughput::Elements(study.pieces.len() as u64));
    for (circle, covered) in study.services[0].circles.iter().zip(&coverage.services[0].circles) {
        group.bench_function(format!("covered area, {} m", circle.radius.get()), |b| {
            let mut kernel = Kernel::default();
            b.iter(|| {
                let areas = study.pieces.iter().zip(&extents);
                areas
                    .map(|(p, &e)| kernel.covered_area(&covered.disks, &p.shape, e, p.plane_area_m2))
                    .sum::<f64>()
            });
        });
        group.bench_function(format!("union of the disks, {} m", circle.radius.get()), |b| {
            b.iter(|| DiskUnion::new(covered.disks.disks()));
        });
    }
    group.bench_function("visible edges of two parcels", |b| {
        let (p, q) = (&study.pieces[0].shape, &study.pieces[1].shape);
        let neighbour = Neighbour { rank: 1, shape: q, extent: extents[1] };
        b.iter(|| OpenEdges::of(p, &Cores::default()).visible(0, &[neighbour]));
    });
    group.finish();
}

criterion_group!(benches, kernel);
criterion_main!(benches);
