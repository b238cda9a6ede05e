//! Ctrl-C: whatever the moment, the output folder holds the old result or the new one, whole.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::run::{all_contents, binary, contents};
use crate::world::{LAYERS, World};

/// How many parcels, in rows of a hundred: enough that files take a while to be written.
const PARCELS: usize = 20_000;

/// The world with so many parcels that writing takes a while.
fn world() -> World {
    let world = World::new();
    let mut text = String::from(r#"{"type":"FeatureCollection","features":["#);
    for n in 0..PARCELS {
        let (x, y) = (120.9 + (n % 100) as f64 * 1.9e-4, 29.5 + (n / 100) as f64 * 4.9e-5);
        let (right, top) = (x + 1.5e-4, y + 4e-5);
        let comma = if n == 0 { "" } else { "," };
        write!(
            text,
            r#"{comma}{{"type":"Feature","properties":{{"名称":"地块{n}"}},"geometry":{{"type":"Polygon","coordinates":[[[{x:.6},{y:.6}],[{right:.6},{y:.6}],[{right:.6},{top:.6}],[{x:.6},{top:.6}],[{x:.6},{y:.6}]]]}}}}"#
        )
        .expect("text");
    }
    world.write("residential.geojson", text + "]}");
    world
}

/// An analysis into `out` with a circle of this size.
fn start(world: &World, circle: &str) -> Child {
    let mut command = Command::new(binary());
    command.current_dir(world.folder()).env("LC_ALL", "C.UTF-8").arg("analyze").args(LAYERS);
    command.args(["--circle", circle, "--only", "json,csv,geojson,gpkg,html", "-o", "out", "--quiet"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the program can be started")
}

/// What lies in the folder of the world but for its inputs.
fn beside(world: &World) -> Vec<String> {
    let inputs = ["facilities.geojson", "plan.csv", "residential.geojson", "townships.geojson"];
    contents(world.folder()).into_keys().filter(|name| !inputs.contains(&name.as_str())).collect()
}

/// The folder that the run makes its result in, where it is there.
fn making(world: &World) -> Option<std::path::PathBuf> {
    let names = beside(world);
    names.into_iter().find(|name| name.starts_with("out.lifecircle-new-")).map(|name| world.path(&name))
}

fn result(world: &World) -> BTreeMap<String, Vec<u8>> {
    all_contents(&world.path("out"))
}

/// The signal of Ctrl-C, by name and number; where this process was started so that it and its children ignore that, as
/// a shell starts what runs in the background, the one that ends a program alike.
fn signal() -> (&'static str, i32) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    if ignored & (1 << 1) == 0 { ("-INT", 2) } else { ("-TERM", 15) }
}

/// Starts an analysis, sends it the signal as soon as `is_time`, and waits for its end; whether it was ended by that.
fn interrupt(world: &World, circle: &str, is_time: impl Fn(&Path) -> bool) -> bool {
    let mut run = start(world, circle);
    let since = Instant::now();
    loop {
        if making(world).is_some_and(|making| is_time(&making)) {
            break;
        }
        if run.try_wait().expect("a child").is_some() {
            return false;
        }
        assert!(since.elapsed() < Duration::from_secs(120), "the run hangs");
    }
    let (name, number) = signal();
    let sent = Command::new("kill").args([name, &run.id().to_string()]).status();
    assert!(sent.expect("there is a `kill`").code().is_some());
    let status = run.wait().expect("a child");
    // A shell tells a death by signal 2 as 130.
    let is_interrupted = std::os::unix::process::ExitStatusExt::signal(&status) == Some(number);
    assert!(is_interrupted || status.success(), "{status}");
    is_interrupted
}

#[test]
fn ctrl_c_leaves_the_old_result_or_the_new_one() {
    let world = world();
    assert!(start(&world, "5=250").wait().expect("a child").success());
    let old = result(&world);
    assert!(old.len() > 10, "{:?}", old.keys());
    assert!(start(&world, "5=350").wait().expect("a child").success());
    let new = result(&world);
    assert!(old != new && beside(&world) == ["out"]);
    assert!(start(&world, "5=250").wait().expect("a child").success());
    assert!(result(&world) == old, "the same input gives the same bytes");

    let mut n_interrupted = 0;
    for name in ["report.json", "parcels.geojson", "lifecircle.gpkg", "report.html", "index.md"] {
        n_interrupted += usize::from(interrupt(&world, "5=350", |making| making.join(name).exists()));
        let found = result(&world);
        assert!(found == old || found == new, "{name}: neither result: {:?}", found.keys());
        if found == new {
            assert!(start(&world, "5=250").wait().expect("a child").success());
        }
    }
    assert!(n_interrupted >= 3, "most runs were ended while they wrote: {n_interrupted}");
    // When the new result is being put in place: its list is full.
    for _ in 0..3 {
        interrupt(&world, "5=350", |making| {
            std::fs::metadata(making.join(".lifecircle")).is_ok_and(|list| list.len() > 0)
        });
        let found = result(&world);
        assert!(found == old || found == new, "neither result: {:?}", found.keys());
    }

    assert!(start(&world, "5=350").wait().expect("a child").success());
    assert!(result(&world) == new);
    assert_eq!(beside(&world), ["out"], "what was left behind is cleared away");
}
