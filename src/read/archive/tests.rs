use std::io::Write;
use std::path::PathBuf;

use proptest::prelude::*;
use tempfile::TempDir;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::super::flatgeobuf::tests::written as flatgeobuf;
use super::super::shapefile::tests::{dbf, gbk, point, shp};
use super::super::{Value, read_layer};
use super::*;
use crate::encoding::TextEncoding;
use crate::messages::Language;
use crate::progress::Silent;

const GEOJSON: &[u8] = br#"{"type":"Point","coordinates":[120.9,29.5]}"#;

/// An archive of these files.
fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Shapefile of one point, called 羽林 in GBK.
fn shapefile_of_one() -> [Vec<u8>; 2] {
    let name = gbk("羽林");
    [shp(&[point(1.0, 2.0)]), dbf(0x4D, &[(&gbk("名称"), b'C', 20)], &[&[&name]])]
}

struct Zipped {
    _folder: TempDir,
    path: PathBuf,
}

impl Zipped {
    fn new(bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("survey.zip");
        std::fs::write(&path, bytes).unwrap();
        Self { _folder: folder, path }
    }

    fn read(&self, layer: Option<&str>) -> Result<Layer, Error> {
        let source = Source { layer, ..Source::of(&self.path, "townships") };
        read_layer(&source, &mut Notes::default(), &Silent)
    }
}

fn cause(error: &Error) -> String {
    error.cause(Language::En).unwrap()
}

#[test]
fn a_zipped_shapefile_is_read_with_its_companions() {
    let [shp, dbf] = shapefile_of_one();
    let bytes = packed(&[
        ("data/", b""),
        ("__MACOSX/data/._townships.shp", b"x"),
        ("data/.hidden.geojson", b"x"),
        ("data/townships.shp", &shp),
        ("data/townships.DBF", &dbf),
        ("data/townships.prj", b"PROJCS[]"),
        ("other/townships.cpg", b"UTF-8"),
        ("data/readme.txt", b"x"),
    ]);
    let layer = Zipped::new(&bytes).read(None).unwrap();
    assert_eq!((layer.format, layer.encoding), (Format::Shapefile, TextEncoding::Gb18030));
    assert_eq!(layer.crs.as_deref(), Some("PROJCS[]"));
    assert_eq!(layer.features[0].attributes, [(0, Value::Text("羽林".into()))]);
    assert_eq!(layer.sha256, sha256_hex(&bytes));
    let companions: Vec<_> = layer.companions.iter().map(|c| c.path.to_str().unwrap()).collect();
    assert_eq!(companions, ["data/townships.shp", "data/townships.DBF", "data/townships.prj"]);
    assert_eq!(layer.companions[0].sha256, sha256_hex(&shp));
}

#[test]
fn of_several_layers_one_is_named() {
    let [shp, _] = shapefile_of_one();
    let fgb = flatgeobuf(true, 4490);
    let zipped = Zipped::new(&packed(&[
        ("now/parcels.geojson", GEOJSON),
        ("plan/parcels.fgb", &fgb),
        ("townships.shp", &shp),
    ]));
    let error = zipped.read(None).unwrap_err();
    assert_eq!(error.code, "layers-several");
    assert_eq!(
        cause(&error),
        "the file holds several: `now/parcels.geojson`, `plan/parcels.fgb`, `townships.shp`"
    );
    assert_eq!(zipped.read(Some("parcels")).unwrap_err().code, "layers-several");
    assert_eq!(zipped.read(Some("roads")).unwrap_err().code, "layer-unknown");
    for (name, format) in [
        ("townships", Format::Shapefile),
        ("townships.shp", Format::Shapefile),
        ("plan/parcels", Format::FlatGeobuf),
        ("parcels.geojson", Format::GeoJson),
    ] {
        assert_eq!(zipped.read(Some(name)).unwrap().format, format, "{name}");
    }
}

/// The writer knows UTF-8 only; the bytes are put into the archive afterwards, with names of the same length.
#[test]
fn names_in_gbk_are_read() {
    let mut bytes = packed(&[("1234.geojson", GEOJSON), ("5678.geojson", GEOJSON)]);
    for (ascii, name) in [(b"1234", gbk("羽林")), (b"5678", gbk("沃洲"))] {
        while let Some(at) = bytes.windows(4).position(|window| window == ascii) {
            bytes[at..at + 4].copy_from_slice(&name);
        }
    }
    let zipped = Zipped::new(&bytes);
    assert_eq!(
        cause(&zipped.read(None).unwrap_err()),
        "the file holds several: `羽林.geojson`, `沃洲.geojson`"
    );
    assert_eq!(zipped.read(Some("沃洲")).unwrap().features.len(), 1);
}

/// A KML document of these placemarks and links.
fn kml(names: &[&str], links: &[&str]) -> Vec<u8> {
    let placemark = |name: &&str| {
        format!("<Placemark><name>{name}</name><Point><coordinates>1,2</coordinates></Point></Placemark>")
    };
    let link =
        |href: &&str| format!("<NetworkLink><name>l</name><Link><href>{href}</href></Link></NetworkLink>");
    let inner: String = links.iter().map(link).chain(names.iter().map(placemark)).collect();
    format!("<kml><Document>{inner}</Document></kml>").into_bytes()
}

/// As GDAL writes a KMZ: `doc.kml` links to the layers.
#[test]
fn links_within_an_archive_are_followed_once() {
    let main = kml(&[], &["layers/a.kml"]);
    let (first, second) = (
        kml(
            &["甲", "乙"],
            &["../doc.kml", "./a.kml", "b.kml", "../../b.kml", "/b.kml", "http://x/b.kml", "b.png"],
        ),
        kml(&["丙"], &["a.kml", "b.kml"]),
    );
    let files: [(&str, &[u8]); 4] =
        [("doc.kml", &main), ("layers/a.kml", &first), ("layers/b.kml", &second), ("layers/b.png", b"x")];
    let zipped = Zipped::new(&packed(&files));
    let mut notes = Notes::default();
    let layer = read_layer(&Source::of(&zipped.path, "facilities"), &mut notes, &Silent).unwrap();
    let names: Vec<_> = layer.features.iter().map(|f| f.value(0).map(Value::as_text)).collect();
    assert_eq!(names, ["甲", "乙", "丙"].map(|name| Some(name.to_owned())));
    assert_eq!(layer.features.iter().map(|f| f.index).collect::<Vec<_>>(), [1, 2, 3]);
    let companions: Vec<_> = layer.companions.iter().map(|c| c.path.to_str().unwrap()).collect();
    assert_eq!(companions, ["doc.kml", "layers/a.kml", "layers/b.kml"]);
    let told: Vec<_> = notes.to_vec().iter().map(|note| note.message(Language::En)).collect();
    assert_eq!(told, ["links to other files or servers: 4"]);
}

/// Several documents under one that holds nothing itself are several layers.
#[test]
fn a_document_that_only_links_to_several_is_several_layers() {
    let (main, first, second) = (kml(&[], &["a.kml", "b.kml"]), kml(&["甲"], &[]), kml(&["乙"], &[]));
    let zipped = Zipped::new(&packed(&[("doc.kml", &main), ("a.kml", &first), ("b.kml", &second)]));
    let error = zipped.read(None).unwrap_err();
    assert_eq!(
        (error.code, cause(&error).as_str()),
        ("layers-several", "the file holds several: `a.kml`, `b.kml`")
    );
    assert_eq!(zipped.read(Some("b")).unwrap().features.len(), 1);
}

#[test]
fn what_cannot_be_read_in_an_archive_is_refused() {
    for (files, code) in [
        ([("a.gpkg", b"SQLite format 3\0".as_slice())], "archive-geopackage"),
        ([("readme.txt", b"x")], "layers-none"),
        ([("b.zip", b"PK\x03\x04")], "layers-none"),
        ([("a.geojson", b"")], "input-empty"),
        ([("a.geojson", b"\0\0\0")], "layer-is-binary"),
        ([("../../a.shp", b"\0")], "file-damaged"),
        ([("a.shp", b"x")], "layer-is-binary"),
        ([("a.xls", b"<html><table>")], "table-is-markup"),
    ] {
        assert_eq!(Zipped::new(&packed(&files)).read(None).unwrap_err().code, code, "{files:?}");
    }
    let mut locked = packed(&[("a.geojson", GEOJSON)]);
    // The flag of encryption, in both headers.
    let central = locked.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    locked[6] |= 1;
    locked[central + 8] |= 1;
    let error = Zipped::new(&locked).read(None).unwrap_err();
    insta::assert_snapshot!(cause(&error).to_lowercase(), @"it cannot be unpacked: unsupported zip archive: password required to decrypt file");
}

/// 300 MiB of zeros in 300 kB.
#[test]
fn a_bomb_is_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a.geojson", SimpleFileOptions::default()).unwrap();
    let zeros = vec![b' '; 1 << 20];
    (0..300).for_each(|_| zip.write_all(&zeros).unwrap());
    let error = Zipped::new(&zip.finish().unwrap().into_inner()).read(None).unwrap_err();
    assert_eq!(error.code, "archive-bomb");
    assert!(cause(&error).starts_with("it unpacks to more than "), "{}", cause(&error));
}

#[test]
fn too_many_files_and_bytes_are_refused() {
    let bytes = packed(&[("a.shp", GEOJSON), ("a.dbf", &[b' '; 900]), ("c.txt", b"")]);
    let source = Source::of(Path::new("a.zip"), "townships");
    let opened = |limits| Archive::open(&source, bytes.clone(), limits);
    assert_eq!(
        opened(Limits { entries: 2, ..LIMITS }).err().map(|error| error.code),
        Some("archive-entries")
    );
    // The limit is of all together: 43 bytes and 900.
    let mut archive = opened(Limits { bytes: 942, ..LIMITS }).unwrap();
    assert_eq!(archive.unpacked(Path::new("a.shp")).unwrap().len(), 43);
    assert_eq!(archive.unpacked(Path::new("a.dbf")).unwrap_err().code, "archive-bomb");
}

/// What a reader of archives does with damage, at any byte of a small one.
#[test]
fn a_cut_at_any_byte_is_told() {
    let [shp, dbf] = shapefile_of_one();
    let whole = packed(&[("a.shp", &shp), ("a.dbf", &dbf)]);
    for length in 0..whole.len() {
        let source = Source::of(Path::new("a.zip"), "townships");
        let error = read(&source, whole[..length].to_vec(), &mut Notes::default(), &Silent).unwrap_err();
        assert_eq!(error.code, "file-damaged", "{length}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// Whatever bytes are changed: it is read or told, and nothing panics.
    #[test]
    fn changed_bytes_are_read_or_told(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let [shp, dbf] = shapefile_of_one();
        let mut bytes = packed(&[("a.shp", &shp), ("a.dbf", &dbf)]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let source = Source::of(Path::new("a.zip"), "townships");
        if let Ok(layer) = read(&source, bytes, &mut Notes::default(), &Silent) {
            prop_assert!(layer.features.len() <= 10);
        }
    }
}
