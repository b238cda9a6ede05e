//! Files that readers once failed on, and those that fuzzing begins with: each is read or told, and nothing panics.
//! (`fuzz/README.md`)

use std::path::{Path, PathBuf};

use lifecircle::crs::Crs;
use lifecircle::note::Notes;
use lifecircle::progress::Silent;
use lifecircle::read::{Source, read_layer, read_table};

use crate::run::home;

/// The files of each target's folder below `fuzz/<kind>`.
fn files(kind: &str) -> Vec<(String, PathBuf)> {
    let Ok(targets) = std::fs::read_dir(home().join("fuzz").join(kind)) else { return Vec::new() };
    let mut all = Vec::new();
    for target in targets.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()) {
        let name = target.file_name().expect("a name").to_string_lossy().into_owned();
        let files = std::fs::read_dir(&target).expect("a folder");
        all.extend(files.map(|entry| (name.clone(), entry.expect("an entry").path())));
    }
    all.sort();
    all
}

/// Reads a file as its target does; whether it could be read.
fn read(target: &str, path: &Path, here: &Path) -> bool {
    let bytes = std::fs::read(path).expect("the file is there");
    let layer = |name: &str| {
        let path = here.join(name);
        std::fs::write(&path, &bytes).expect("a copy");
        read_layer(&Source::of(&path, "residential"), &mut Notes::default(), &Silent).is_ok()
    };
    match target {
        "geojson" => layer("x.geojson"),
        "shapefile" => layer("x.shp"),
        "dbf" => {
            std::fs::copy(home().join("fuzz/seeds/shapefile/facilities.shp"), here.join("x.shp"))
                .expect("a copy");
            std::fs::write(here.join("x.dbf"), &bytes).expect("a copy");
            let path = here.join("x.shp");
            let read = read_layer(&Source::of(&path, "facilities"), &mut Notes::default(), &Silent);
            std::fs::remove_file(here.join("x.dbf")).expect("removed");
            read.is_ok()
        }
        "flatgeobuf" => layer("x.fgb"),
        "geopackage" => layer("x.gpkg"),
        "zip" => layer("x.zip"),
        "points" => layer("x.csv"),
        "workbook" => layer("x.xlsx"),
        "kml" => layer("x.kml"),
        "table" => {
            let path = here.join("x.csv");
            std::fs::write(&path, &bytes).expect("a copy");
            read_table(&Source::of(&path, "plan"), &mut Notes::default(), &Silent).is_ok()
        }
        "crs" => String::from_utf8(bytes).is_ok_and(|text| Crs::parse(&text).is_ok()),
        other => panic!("no such target: {other}"),
    }
}

#[test]
fn what_fuzzing_begins_with_is_read() {
    let here = tempfile::tempdir().expect("a temporary folder");
    let seeds = files("seeds");
    assert!(seeds.len() > 20);
    for (target, path) in seeds {
        assert!(read(&target, &path, here.path()), "{}", path.display());
    }
}

#[test]
fn what_once_failed_fails_no_more() {
    let here = tempfile::tempdir().expect("a temporary folder");
    for (target, path) in files("regressions") {
        read(&target, &path, here.path());
    }
}
