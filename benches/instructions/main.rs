//! Jobs of which `benches/budget.py` counts the instructions, each in a process of its own.
//!
//! usage: instructions list | instructions make FOLDER | instructions JOB FOLDER
//!
//! Everything is done on one thread, so that the same program counts the same; what a job works on is made beforehand by
//! `make`, or is little work beside the job.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark")]

mod workload;

use std::hint::black_box;
use std::path::Path;

use lifecircle::assess::report_of;
use lifecircle::coverage::Coverage;
use lifecircle::geometry::{
    Cores, Disk, DiskUnion, Kernel, LocalUnion, Neighbour, OpenEdges, bounds, core, land, shape_area,
};
use lifecircle::model::Study;
use lifecircle::note::Notes;
use lifecircle::progress::Silent;
use lifecircle::project::{Flags, Project};
use lifecircle::read::{Source, read_layer};

use self::workload::{HEAP, Town};

type Job = fn(&Path);

const JOBS: [(&str, Job); 6] = [
    ("read-layer", |folder| read(&folder.join("residential.geojson"))),
    ("read-large-layer", |folder| read(&folder.join("large.geojson"))),
    ("report", report),
    ("validity", |_| validity()),
    ("kernel", |_| kernel()),
    ("overlaps", |_| overlaps()),
];

fn read(path: &Path) {
    let layer = read_layer(&Source::of(path, "residential"), &mut Notes::default(), &Silent).unwrap();
    assert!(black_box(layer).features.len() >= workload::PARCELS);
}

/// From files to the report.
fn report(folder: &Path) {
    let flags = Flags {
        facilities: Some(folder.join("facilities.geojson")),
        residential: Some(folder.join("residential.geojson")),
        townships: Some(folder.join("townships.geojson")),
        plan: Some(folder.join("plan.csv")),
        ..Flags::default()
    };
    let project = Project::resolve(flags).unwrap();
    let study = Study::read(&project).unwrap();
    let coverage = Coverage::of(&study);
    black_box(report_of(&study, &coverage, &project).unwrap());
}

/// Every parcel made valid, as it is already.
fn validity() {
    for shape in Town::made().shapes() {
        assert!(black_box(land(shape)).repair.is_none());
    }
}

/// The land of every parcel within 300 m and 1000 m of a facility.
fn kernel() {
    let town = Town::made();
    let parcels: Vec<_> =
        town.shapes().map(|shape| (bounds(&shape).unwrap(), shape_area(&shape), shape)).collect();
    let mut kernel = Kernel::default();
    for radius in [300.0, 1000.0] {
        let disks: Vec<Disk> = town.facilities.iter().map(|&centre| Disk { centre, radius }).collect();
        let disks = DiskUnion::new(&disks);
        for _ in 0..10 {
            for (extent, area, shape) in &parcels {
                let disks = LocalUnion::within(&disks, *extent);
                black_box(kernel.covered_area(&disks, shape, *extent, *area));
            }
        }
    }
}

/// The land of every heap of parcels, land under several of them counted once.
fn overlaps() {
    let heaped: Vec<_> = Town::made().shapes().take(workload::HEAPED).collect();
    for heap in heaped.chunks(HEAP) {
        let origin = bounds(&heap[0]).unwrap().min();
        let all: Vec<Neighbour<'_>> = heap
            .iter()
            .enumerate()
            .map(|(rank, shape)| {
                let extent = bounds(shape).unwrap();
                Neighbour { rank, shape, extent, edges: None }
            })
            .collect();
        let cores: Vec<Disk> = all.iter().map(|n| core(n.shape, n.extent)).collect();
        for _ in 0..3 {
            let cores = Cores::of(cores.iter().copied());
            for (rank, shape) in heap.iter().enumerate() {
                let others: Vec<Neighbour<'_>> = all.iter().filter(|n| n.rank != rank).copied().collect();
                black_box(OpenEdges::of(shape, &cores).visible(rank, &others).green(shape, origin));
            }
        }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let folder = arguments.get(1).map_or(Path::new("."), Path::new);
    let name = arguments.first().map_or("list", String::as_str);
    // The thread that waits is the one that works: there is no other.
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().unwrap();
    match JOBS.iter().find(|(known, _)| *known == name) {
        Some((_, job)) => job(folder),
        None if name == "make" => Town::made().write(folder).unwrap(),
        None => JOBS.iter().for_each(|(known, _)| println!("{known}")),
    }
}
