use super::*;

fn write(folder: &mut NewFolder, name: &str, text: &str) {
    folder.file(name, About::of("report"), |to| Ok(to.write_all(text.as_bytes())?)).unwrap();
}

fn place(output: &Path, files: &[(&str, &str)]) -> Result<Vec<PathBuf>, Error> {
    let mut folder = NewFolder::beside(output)?;
    for (name, text) in files {
        write(&mut folder, name, text);
    }
    folder.put_in_place()
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn read(path: PathBuf) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_result_is_replaced_as_a_whole_and_nothing_lies_beside_it() {
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("deep/result");
    let paths = place(&output, &[("report.json", "old"), ("townships.csv", "old")]).unwrap();
    assert_eq!(paths, [output.join("report.json"), output.join("townships.csv")]);
    // `--only csv`: an old report.json beside new tables would lie.
    place(&output, &[("townships.csv", "new")]).unwrap();
    assert_eq!(names(&output), [LIST, "townships.csv"]);
    assert_eq!(read(output.join("townships.csv")), "new");
    // A result without report.json is known again.
    place(&output, &[("report.json", "newer")]).unwrap();
    assert_eq!(names(&output), [LIST, "report.json"]);
    assert_eq!(names(&here.path().join("deep")), ["result"]);
}

#[test]
fn an_empty_folder_is_filled() {
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("result");
    fs::create_dir(&output).unwrap();
    place(&output, &[("report.json", "new")]).unwrap();
    assert_eq!(names(&output), [LIST, "report.json"]);
    assert_eq!(names(here.path()), ["result"]);
}

/// A folder of inputs is named as output by mistake: even one whose files are called as ours are.
#[test]
fn a_foreign_folder_is_refused() {
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("data");
    fs::create_dir(&output).unwrap();
    fs::write(output.join("parcels.geojson"), "mine").unwrap();
    let error = place(&output, &[("report.json", "new")]).unwrap_err();
    assert_eq!((error.code, error.fault), ("output-foreign", crate::error::Fault::Usage));
    assert_eq!(names(&output), ["parcels.geojson"]);
    assert_eq!(names(here.path()), ["data"]);
}

/// An analyst keeps a QGIS project and a folder of pictures beside the layers: they stay.
#[test]
fn files_of_the_user_stay() {
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("result");
    place(&output, &[("parcels.geojson", "old")]).unwrap();
    fs::write(output.join("map.qgz"), "mine").unwrap();
    fs::create_dir(output.join("pictures")).unwrap();
    fs::write(output.join("pictures/a.png"), "mine").unwrap();
    place(&output, &[("parcels.geojson", "new")]).unwrap();
    assert_eq!(names(&output), [LIST, "map.qgz", "parcels.geojson", "pictures"]);
    assert_eq!(read(output.join("parcels.geojson")), "new");
    assert_eq!(read(output.join("pictures/a.png")), "mine");
    assert_eq!(names(here.path()), ["result"]);
}

/// The user put a `townships.csv` of their own beside a result of `--only json`; now the tables are asked for.
#[test]
fn a_file_of_the_user_is_not_overwritten_and_all_is_as_before() {
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("result");
    place(&output, &[("report.json", "old")]).unwrap();
    fs::write(output.join("townships.csv"), "mine").unwrap();
    fs::write(output.join("another.txt"), "mine").unwrap();
    let error = place(&output, &[("report.json", "new"), ("townships.csv", "new")]).unwrap_err();
    assert_eq!(error.code, "output-foreign-file");
    assert_eq!(names(&output), [LIST, "another.txt", "report.json", "townships.csv"]);
    assert_eq!(read(output.join("report.json")), "old");
    assert_eq!(read(output.join("townships.csv")), "mine");
    assert_eq!(names(here.path()), ["result"]);
}

/// The second file cannot be made (a folder bears its name), or its maker fails.
#[test]
fn a_failed_run_leaves_the_old_result_and_no_debris() {
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("result");
    place(&output, &[("report.json", "old")]).unwrap();

    let mut folder = NewFolder::beside(&output).unwrap();
    write(&mut folder, "report.json", "new");
    fs::create_dir(folder.making.join("townships.csv")).unwrap();
    let error = folder.file("townships.csv", About::of("report"), |_| Ok(())).unwrap_err();
    assert_eq!(
        error.args,
        cannot_write(&output.join("townships.csv"), &io::Error::from_raw_os_error(21)).args
    );
    drop(folder);

    let mut folder = NewFolder::beside(&output).unwrap();
    let error = folder
        .file("parcels.geojson", About::of("report"), |_| Err(Error::data("output-unprojectable").into()))
        .unwrap_err();
    assert_eq!(error.code, "output-unprojectable");
    drop(folder);

    assert_eq!(read(output.join("report.json")), "old");
    assert_eq!(names(here.path()), ["result"]);
}

/// `/dev/full` takes no byte: the disk as it is when it is full.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_leaves_the_old_result() {
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("result");
    place(&output, &[("report.json", "old")]).unwrap();
    for size in [1, 1 << 20] {
        let mut folder = NewFolder::beside(&output).unwrap();
        std::os::unix::fs::symlink("/dev/full", folder.making.join("report.json")).unwrap();
        let error = folder
            .file("report.json", About::of("report"), |to| Ok(to.write_all(&vec![b'x'; size])?))
            .unwrap_err();
        assert_eq!(error, cannot_write(&output.join("report.json"), &io::ErrorKind::StorageFull.into()));
    }
    assert_eq!(read(output.join("report.json")), "old");
    assert_eq!(names(here.path()), ["result"]);
}

/// A link to a folder on a larger disk stays a link.
#[cfg(unix)]
#[test]
fn a_link_is_followed() {
    let here = tempfile::tempdir().unwrap();
    fs::create_dir_all(here.path().join("large/result")).unwrap();
    let link = here.path().join("output");
    std::os::unix::fs::symlink(here.path().join("large/result"), &link).unwrap();
    let paths = place(&link, &[("report.json", "new")]).unwrap();
    assert_eq!(paths, [link.join("report.json")]);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(read(here.path().join("large/result/report.json")), "new");
    assert_eq!(names(&here.path().join("large")), ["result"]);
}

/// A link to nowhere is not a folder, and is not replaced.
#[cfg(unix)]
#[test]
fn a_dangling_link_is_refused() {
    let here = tempfile::tempdir().unwrap();
    let link = here.path().join("output");
    std::os::unix::fs::symlink(here.path().join("gone"), &link).unwrap();
    assert_eq!(place(&link, &[("report.json", "new")]).unwrap_err().code, "output-is-file");
    assert_eq!(names(here.path()), ["output"]);
}

/// The plan of 2027 of the first service, and the leading plan of a service that is called so.
#[test]
fn names_that_meet_are_told_apart() {
    let here = tempfile::tempdir().unwrap();
    let mut folder = NewFolder::beside(&here.path().join("result")).unwrap();
    write(&mut folder, "plan_gap_2027.csv", "");
    assert_eq!(folder.free_name("plan_gap.csv"), "plan_gap.csv");
    assert_eq!(folder.free_name("Plan_gap_2027.csv"), "Plan_gap_2027-2.csv");
    write(&mut folder, "Plan_gap_2027-2.csv", "");
    assert_eq!(folder.free_name("plan_gap_2027.csv"), "plan_gap_2027-3.csv");
}

/// Maps lie in a folder of the result. What was put into it is kept, and an empty one does not stay.
#[test]
fn a_folder_in_a_result_is_replaced_with_it() {
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("result");
    place(&output, &[("report.json", "old"), ("maps/a.pdf", "old"), ("maps/b.pdf", "old")]).unwrap();
    fs::write(output.join("maps/mine.pdf"), "mine").unwrap();
    place(&output, &[("maps/a.pdf", "new")]).unwrap();
    assert_eq!(names(&output), [LIST, "maps"]);
    assert_eq!(names(&output.join("maps")), ["a.pdf", "mine.pdf"]);
    assert_eq!(read(output.join("maps/a.pdf")), "new");

    // The next result has no maps: only the foreign file keeps the folder.
    place(&output, &[("report.json", "newer")]).unwrap();
    assert_eq!(names(&output.join("maps")), ["mine.pdf"]);
    fs::remove_file(output.join("maps/mine.pdf")).unwrap();
    fs::remove_dir(output.join("maps")).unwrap();
    place(&output, &[("maps/a.pdf", "new")]).unwrap();
    place(&output, &[("report.json", "newest")]).unwrap();
    assert_eq!(names(&output), [LIST, "report.json"]);
    assert_eq!(names(here.path()), ["result"]);
}

/// A foreign file that bears the name of a new map stops the run, and all is as it was.
#[test]
fn a_foreign_file_in_a_folder_is_not_overwritten() {
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("result");
    place(&output, &[("maps/a.pdf", "old")]).unwrap();
    fs::write(output.join("maps/b.pdf"), "mine").unwrap();
    assert!(place(&output, &[("maps/a.pdf", "new"), ("maps/b.pdf", "new")]).is_err());
    assert_eq!(read(output.join("maps/a.pdf")), "old");
    assert_eq!(read(output.join("maps/b.pdf")), "mine");
    assert_eq!(names(here.path()), ["result"]);
}

/// A run in the making of `output` that is ended there: nothing of it is undone.
fn ended(output: &Path, until: impl FnOnce(&mut NewFolder)) {
    let mut folder = NewFolder::beside(output).unwrap();
    until(&mut folder);
    folder.list = None;
    folder.placed = true;
}

#[test]
fn what_an_ended_run_has_left_is_cleared_away_by_the_next() {
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("result");
    place(&output, &[("report.json", "old"), ("maps/a.pdf", "old")]).unwrap();
    ended(&output, |_| {});
    ended(&output, |folder| write(folder, "maps/a.pdf", "ne"));
    // Another folder of a similar name is the user's own.
    fs::create_dir(here.path().join("result.lifecircle-new-1-x")).unwrap();
    fs::write(here.path().join("result.lifecircle-new-1-x").join(LIST), "").unwrap();
    drop(NewFolder::beside(&output).unwrap());
    assert_eq!(names(here.path()), ["result", "result.lifecircle-new-1-x"]);
    assert_eq!(names(&output), [LIST, "maps", "report.json"]);
}

/// Two runs make the same result: the one that is later ready has it.
#[test]
fn what_another_run_is_making_stays() {
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("result");
    let mut first = NewFolder::beside(&output).unwrap();
    write(&mut first, "report.json", "first");
    place(&output, &[("report.json", "second")]).unwrap();
    first.put_in_place().unwrap();
    assert_eq!(read(output.join("report.json")), "first");
    assert_eq!(names(here.path()), ["result"]);
}

/// The run was ended when the new result was in place, but the user's files were not yet moved there.
#[test]
fn files_of_the_user_come_back_after_an_ended_run() {
    let here = tempfile::tempdir().unwrap();
    let (output, replaced) = (here.path().join("result"), here.path().join("replaced"));
    place(&output, &[("report.json", "new")]).unwrap();
    place(&replaced, &[("report.json", "old"), ("maps/a.pdf", "old")]).unwrap();
    fs::write(replaced.join("map.qgz"), "mine").unwrap();
    fs::write(replaced.join("maps/mine.pdf"), "mine").unwrap();
    fs::rename(&replaced, here.path().join("result.lifecircle-new-1-0")).unwrap();
    drop(NewFolder::beside(&output).unwrap());
    assert_eq!(names(here.path()), ["result"]);
    assert_eq!(names(&output), [LIST, "map.qgz", "maps", "report.json"]);
    assert_eq!(names(&output.join("maps")), ["mine.pdf"]);
    assert_eq!(read(output.join("report.json")), "new");
}

/// Where folders cannot be exchanged at once, the run may be ended while neither result is in place.
#[test]
fn a_result_that_lay_aside_is_put_back() {
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("result");
    place(&output, &[("report.json", "old")]).unwrap();
    fs::rename(&output, here.path().join("result.lifecircle-old-1-0")).unwrap();
    drop(NewFolder::beside(&output).unwrap());
    assert_eq!(read(output.join("report.json")), "old");
    assert_eq!(names(here.path()), ["result"]);
}
