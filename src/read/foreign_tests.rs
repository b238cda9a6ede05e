//! The faulty files of other projects: geojsonhint's and GDAL's test suites.

use std::path::{Path, PathBuf};

use super::{Source, read_layer, read_table};
use crate::messages::Language;
use crate::note::{Note, Notes};
use crate::progress::Silent;

/// The files of a folder of foreign test data, in order of name; `None`, said aloud, when it is not there.
fn files(folder: &str) -> Option<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/realdata/faulty").join(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no test data in {}", folder.display());
        return None;
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 10, "the folder has its files");
    Some(files)
}

/// What was told of a file: the code of the error, if it stopped, and the notes.
fn told(file: &Path) -> (Option<&'static str>, Vec<Note>) {
    let mut notes = Notes::default();
    let error = read_layer(&Source::of(file, "residential"), &mut notes, &Silent).err();
    if let Some(error) = &error {
        for language in [Language::En, Language::ZhCn] {
            let words = [Some(error.message(language)), error.cause(language), error.hint(language)];
            assert!(words.into_iter().flatten().all(|text| is_filled(&text)), "{error:?}");
        }
    }
    for note in notes.to_vec().iter().filter(|note| note.code != "and-more") {
        for language in [Language::En, Language::ZhCn] {
            let words = [Some(note.message(language)), note.action(language)];
            assert!(words.into_iter().all(|text| is_filled(&text.unwrap())), "{note:?}");
        }
    }
    (error.map(|error| error.code), notes.to_vec())
}

/// Whether a text of the catalogue was found and all of its placeholders were filled.
fn is_filled(text: &str) -> bool {
    const LEFT: [&str; 14] = [
        "{found}",
        "{expected}",
        "{place}",
        "{path}",
        "{layer}",
        "{line}",
        "{column}",
        "{member}",
        "{field}",
        "{ring}",
        "{features}",
        "{vertices}",
        "{byte}",
        "{count}",
    ];
    !LEFT.iter().any(|place| text.contains(place))
        && !text.starts_with("note.")
        && !text.starts_with("error.")
}

/// Faults of style only: the geometry is plain, and nothing that the file says is lost.
const ONLY_STYLE: [(&str, &str); 11] = [
    ("bad-polygon-interiorring-rhr.geojson", "winding, which later rooms set right"),
    ("polygon_winding_order.geojson", "winding, which later rooms set right"),
    ("bbox-4or6elements.geojson", "the bounding box is not used"),
    ("bbox-contains-string.geojson", "the bounding box is not used"),
    ("bbox-string.geojson", "the bounding box is not used"),
    ("excessive_precision_truncated.geojson", "more digits than needed do no harm"),
    ("feature_changed_semantics.geojson", "foreign members are allowed and have no meaning"),
    ("featurecollection_changed_semantics.geojson", "foreign members are allowed and have no meaning"),
    ("geometry_changed_semantics.geojson", "foreign members are allowed and have no meaning"),
    ("geometrycollection_nested.geojson", "nesting is advised against, not wrong"),
    ("geometrycollection_single.geojson", "one part is advised against, not wrong"),
];

#[test]
fn every_bad_file_of_geojsonhint_is_told() {
    let Some(files) = files("geojsonhint/bad") else { return };
    let mut silent = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|e| e == "geojson")) {
        let (error, notes) = told(file);
        if error.is_none() && notes.is_empty() {
            silent.push(file.file_name().unwrap().to_str().unwrap().to_owned());
        }
    }
    let mut style: Vec<_> = ONLY_STYLE.iter().map(|(name, _)| (*name).to_owned()).collect();
    style.sort();
    assert_eq!(silent, style);
}

#[test]
fn no_good_file_of_geojsonhint_is_complained_of() {
    let Some(files) = files("geojsonhint/good") else { return };
    for file in files {
        let (error, notes) = told(&file);
        let codes: Vec<_> = notes.iter().map(|note| note.code).collect();
        assert_eq!(error, None, "{}", file.display());
        let allowed = ["heights-dropped", "geometry-null"];
        assert!(codes.iter().all(|code| allowed.contains(code)), "{}: {codes:?}", file.display());
    }
}

#[test]
fn the_files_of_gdal_are_read() {
    let Some(files) = files("gdal_autotest/geojson") else { return };
    for file in files {
        assert_eq!(told(&file).0, None, "{}", file.display());
    }
}

#[test]
fn the_tables_of_gdal_are_read() {
    let Some(files) = files("gdal_autotest/csv") else { return };
    let mut refused = Vec::new();
    for file in files {
        match read_table(&Source::of(&file, "plan"), &mut Notes::default(), &Silent) {
            Ok(table) => assert!(!table.rows.is_empty()),
            Err(error) => refused.push((file.file_name().unwrap().to_owned(), error.code)),
        }
    }
    assert_eq!(refused, [("unbalanced_double_quotes.csv".into(), "table-quote-open")]);
}
