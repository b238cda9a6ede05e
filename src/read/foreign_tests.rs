//! The faulty files of other projects: the test suites of geojsonhint, GDAL and the crate `shapefile`.

use std::path::{Path, PathBuf};

use geo::Area;

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
    const LEFT: [&str; 20] = [
        "{reason}",
        "{encoding}",
        "{record}",
        "{limit}",
        "{list}",
        "{format}",
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

/// The Shapefiles of other test suites that are refused, or of which something is lost, and why.
const OF_SHAPEFILES: [(&str, &str, &str); 15] = [
    ("buggymultiline.shp", "geometry-damaged", "parts begin at 0, 2 and 0"),
    ("buggymultipoint.shp", "geometry-damaged", "three points are counted, and two there"),
    ("buggymultipoly.shp", "geometry-damaged", "16 points are counted, and 15 there"),
    ("buggymultipoly2.shp", "geometry-damaged", "the first part does not begin at 0"),
    ("emptymultiline.shp", "geometry-empty", "no parts and no points"),
    ("emptymultipoint.shp", "geometry-empty", "no points"),
    ("emptymultipoly.shp", "geometry-damaged", "15 points in no part"),
    ("issue_14385.shp", "ring-left-out", "rings that run to and fro, without area"),
    ("multipatch.shp", "geometry-damaged", "a surface in space"),
    (
        "multipolygon_as_invalid_polygon.shp",
        "rings-sorted",
        "a hole that lies outside is a polygon of its own",
    ),
    ("pointnan.shp", "geometry-empty", "a point at no number"),
    ("polygonm_without_m.shp", "ring-closed", "rings that do not end where they begin"),
    ("testpoly.shp", "rings-sorted", "all rings counter-clockwise"),
    ("multipatch.shp", "geometry-damaged", "a surface in space"),
    (
        "polygon.shp",
        "rings-sorted ring-closed",
        "the largest ring is counter-clockwise, and one stands twice",
    ),
];

/// Every Shapefile of the others' test suites is read or refused, and what is told is in words. What is not only the
/// lack of companions, heights or a stated encoding stands in the table.
#[test]
fn the_shapefiles_of_others_are_read_or_told() {
    const USUAL: [&str; 9] = [
        "dbf-missing",
        "crs-not-stated",
        "heights-dropped",
        "repeated-vertices-dropped",
        "encoding-assumed",
        "code-page-wrong",
        "columns-skipped",
        "layer-without-features",
        "records-deleted",
    ];
    let mut found = Vec::new();
    for folder in ["gdal_autotest/shp", "shapefile_rs"] {
        let Some(files) = files(folder) else { return };
        for file in files.iter().filter(|file| file.is_file()) {
            let (error, notes) = told(file);
            let mut codes: Vec<&str> = notes.iter().map(|note| note.code).collect();
            codes.retain(|code| !USUAL.contains(code));
            codes.dedup();
            codes.extend(error);
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            let is_layer = ["shp", "zip"].contains(&super::format::extension(file).as_str());
            if is_layer && !codes.is_empty() {
                found.push((name, codes.join(" ")));
            }
        }
    }
    let expected: Vec<_> =
        OF_SHAPEFILES.iter().map(|(name, codes, _)| ((*name).to_owned(), (*codes).to_owned())).collect();
    assert_eq!(found, expected);
}

/// The real townships of a county, in GBK and metres, have the names and codes of their twin in GeoJSON, and its shapes
/// but for the projection, in which one sliver came to be a hole more.
#[test]
fn a_real_shapefile_in_gbk_is_that_of_its_twin() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/realdata/xinchang");
    let read = |name: &str| {
        let mut notes = Notes::default();
        let layer = read_layer(&Source::of(&folder.join(name), "townships"), &mut notes, &Silent).unwrap();
        (layer, notes.to_vec())
    };
    if !folder.is_dir() {
        eprintln!("skipped: no real data in {}", folder.display());
        return;
    }
    let (shapefile, notes) = read("xinchang_townships12_epsg4549_gbk.shp");
    let (twin, _) = read("xinchang_townships12_wgs84.geojson");
    assert_eq!(notes.iter().map(|note| note.code).collect::<Vec<_>>(), Vec::<&str>::new());
    assert!(shapefile.crs.unwrap().starts_with("PROJCS[\"CGCS2000_3_Degree_GK_CM_120E\""));
    assert_eq!((shapefile.features.len(), shapefile.fields), (12, twin.fields));
    let mut more_holes = 0;
    for (ours, theirs) in shapefile.features.iter().zip(&twin.features) {
        let area_km2 = ours.value(2).and_then(super::Value::as_number).unwrap();
        assert_eq!(ours.value(0), theirs.value(0));
        assert_eq!(ours.value(1), theirs.value(1));
        let polygons = |feature: &super::Feature| match feature.geometry.clone().unwrap() {
            geo::Geometry::Polygon(polygon) => vec![polygon],
            geo::Geometry::MultiPolygon(polygons) => polygons.0,
            other => panic!("{other:?}"),
        };
        let (ours, theirs) = (polygons(ours), polygons(theirs));
        let outer = |all: &[geo::Polygon]| all.iter().map(|p| p.exterior().0.len()).collect::<Vec<_>>();
        let holes = |all: &[geo::Polygon]| all.iter().map(|p| p.interiors().len()).sum::<usize>();
        assert_eq!(outer(&ours), outer(&theirs));
        more_holes += holes(&ours) - holes(&theirs);
        // In square metres and square kilometres.
        let area = geo::MultiPolygon(ours).unsigned_area();
        assert!((area / 1e6 / area_km2 - 1.0).abs() < 1e-3, "{area} {area_km2}");
    }
    assert_eq!(more_holes, 1);
    assert_eq!(shapefile.features[0].value(1).unwrap().as_text(), "羽林街道");
}
