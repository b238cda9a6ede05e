//! Places where the result cannot be written; what lies there stays as it is.

use insta::assert_snapshot;

use crate::run::{contents, run_with_mounts};
use crate::world::World;

#[test]
fn a_file_in_the_place_of_the_folder() {
    let world = World::with_result();
    world.write("taken", "mine");
    assert_snapshot!(world.analyze(&["-o", "taken"]).failure(), @"
    exit status 2
    error: cannot write the output folder `taken`
      cause: expected a folder, found a file
      hint: name another folder with `-o`, or move the file away
    ");
    assert_snapshot!(world.analyze(&["-o", "taken/result"]).failure(), @"
    exit status 2
    error: cannot write `taken/result`
      cause: expected folders above it, found a file among them
      hint: name another folder with `-o`
    ");
    assert_eq!(std::fs::read(world.path("taken")).expect("still there"), b"mine");
}

#[test]
fn a_folder_of_someone_else() {
    let world = World::with_result();
    std::fs::create_dir(world.path("theirs")).expect("a folder");
    world.write("theirs/report.json", "theirs");
    assert_snapshot!(world.analyze(&["-o", "theirs"]).failure(), @"
    exit status 2
    error: cannot replace the folder `theirs`
      cause: expected an empty folder or a result of this program, found other content (such as `report.json`)
      hint: name a new folder with `-o`, for example one inside it
    ");
    assert_eq!(contents(&world.path("theirs")).len(), 1);
    assert_eq!(std::fs::read(world.path("theirs/report.json")).expect("still there"), b"theirs");
    // The folder of the layers holds other things too.
    assert_snapshot!(world.analyze(&["-o", "."]).failure(), @"
    exit status 2
    error: cannot write the results to `.`
      cause: the folder is replaced as a whole, and `residential.geojson` lies in it
      hint: choose a folder of its own with `output` in the project file or `-o`
    ");
}

/// Someone's own file in the folder of a result is kept by the next run.
#[test]
fn what_else_lies_in_a_result_is_kept() {
    let world = World::with_result();
    world.write("out/map.qgz", "mine");
    world.analyze(&["-o", "out", "--only", "json"]).done();
    let names: Vec<String> = contents(&world.path("out")).into_keys().collect();
    assert_eq!(names, [".lifecircle", "index.md", "map.qgz", "report.json"]);
}

/// A disk of 1 MB with an earlier result on it: of the sample's result, 1.9 MB, only the first files fit, down to a part
/// of the largest layers.
#[test]
fn a_full_disk() {
    let world = World::with_result();
    let script = r#"
        mkdir disk && mount -t tmpfs -o size=1m tmpfs disk
        cp -r out disk/out
        set +e
        "$LIFECIRCLE" analyze "$SAMPLE" --lang en -o disk/out
        status=$?
        cp -r disk after
        exit $status"#;
    let Some(outcome) = run_with_mounts(script, world.folder()) else { return };
    assert_snapshot!(outcome.failure(), @"
    exit status 1
    error: cannot write `disk/out/parcels.geojson`
      cause: the disk is full, or the quota is used up
      hint: free some space, or name a folder on another disk with `-o`
    ");
    assert_eq!(contents(&world.path("after")).len(), 1, "only the earlier result is on the disk");
    assert!(contents(&world.path("after/out")) == contents(&world.path("out")), "and it is unchanged");
}

/// A disk that can only be read, with an earlier result on it.
#[test]
fn a_read_only_disk() {
    let world = World::with_result();
    let script = r#"
        mkdir disk && mount -t tmpfs -o size=1m tmpfs disk
        cp -r out disk/out
        mount -o remount,ro disk
        set +e
        "$LIFECIRCLE" analyze "$SAMPLE" --lang en -o disk/out
        status=$?
        "$LIFECIRCLE" analyze "$SAMPLE" --lang en -o disk/new/deep
        cp -r disk after
        exit $status"#;
    let Some(outcome) = run_with_mounts(script, world.folder()) else { return };
    assert_snapshot!(outcome.failure(), @"
    exit status 1
    error: cannot write `disk/out`
      cause: there is no permission to write, or the disk is read-only
      hint: name a folder that can be written with `-o`
    error: cannot write `disk/new/deep`
      cause: there is no permission to write, or the disk is read-only
      hint: name a folder that can be written with `-o`
    ");
    assert_eq!(contents(&world.path("after")).len(), 1);
    assert!(contents(&world.path("after/out")) == contents(&world.path("out")));
}

/// The root of a mounted disk cannot be replaced as a whole.
#[test]
fn a_mount_point() {
    let world = World::with_result();
    let script = r#"
        mkdir disk && mount -t tmpfs -o size=4m tmpfs disk
        "$LIFECIRCLE" analyze "$SAMPLE" --lang en -o disk"#;
    let Some(outcome) = run_with_mounts(script, world.folder()) else { return };
    assert_snapshot!(outcome.failure(), @"
    exit status 2
    error: cannot replace the folder `disk` as a whole
      cause: it is a mount point, or in use
      hint: name a folder inside it with `-o`
    ");
}
