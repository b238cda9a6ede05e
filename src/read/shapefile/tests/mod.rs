mod hostile;

use std::path::PathBuf;

use geo::{Area, Geometry, wkt};
use tempfile::TempDir;

use super::super::read_layer;
use super::*;
use crate::messages::Language;
use crate::progress::Silent;

/// A Shapefile in a folder of its own, written byte by byte.
pub(in super::super) struct Written {
    _folder: TempDir,
    pub(in super::super) path: PathBuf,
}

impl Written {
    fn new(shp: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("townships.shp");
        std::fs::write(&path, shp).unwrap();
        Self { _folder: folder, path }
    }

    fn with(self, extension: &str, bytes: impl AsRef<[u8]>) -> Self {
        std::fs::write(self.path.with_extension(extension), bytes).unwrap();
        self
    }

    fn read(&self) -> (Layer, Vec<Note>) {
        read(&Source::of(&self.path, "townships")).unwrap()
    }

    /// The codes of the notes.
    fn codes(&self) -> Vec<&'static str> {
        self.read().1.iter().map(|note| note.code).collect()
    }
}

fn read(source: &Source<'_>) -> Result<(Layer, Vec<Note>), Error> {
    let mut notes = Notes::default();
    Ok((read_layer(source, &mut notes, &Silent)?, notes.to_vec()))
}

/// A `.shp` of these contents.
pub(in super::super) fn shp(contents: &[Vec<u8>]) -> Vec<u8> {
    let mut file = vec![0; 100];
    for (number, content) in (1_u32..).zip(contents) {
        file.extend(number.to_be_bytes());
        file.extend(u32::try_from(content.len() / 2).unwrap().to_be_bytes());
        file.extend(content);
    }
    file[..4].copy_from_slice(b"\0\0\x27\x0A");
    let words = u32::try_from(file.len() / 2).unwrap();
    file[24..28].copy_from_slice(&words.to_be_bytes());
    file
}

fn numbers(numbers: &[f64]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn content(kind: u32, pieces: &[&[u8]]) -> Vec<u8> {
    [kind.to_le_bytes().as_slice()].into_iter().chain(pieces.iter().copied()).flatten().copied().collect()
}

pub(in super::super) fn point(x: f64, y: f64) -> Vec<u8> {
    content(1, &[&numbers(&[x, y])])
}

/// A line or polygon; `more` follows its points.
fn parts(kind: u32, parts: &[&[(f64, f64)]], more: &[u8]) -> Vec<u8> {
    let count = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
    let begins = parts.iter().scan(0, |at, part| Some(std::mem::replace(at, *at + part.len())));
    let begins: Vec<u8> = begins.flat_map(count).collect();
    let points: Vec<f64> = parts.iter().copied().flatten().flat_map(|(x, y)| [*x, *y]).collect();
    let n_points = count(points.len() / 2);
    content(kind, &[&[0; 32], &count(parts.len()), &n_points, &begins, &numbers(&points), more])
}

/// A `.dbf` with columns (name, type, width), and rows that are filled up with spaces.
pub(in super::super) fn dbf(language: u8, columns: &[(&[u8], u8, usize)], rows: &[&[&[u8]]]) -> Vec<u8> {
    let mut file = vec![0; 32];
    for (name, kind, width) in columns {
        let mut description = name.to_vec();
        description.resize(11, 0);
        description.push(*kind);
        description.resize(32, 0);
        description[16] = u8::try_from(*width).unwrap();
        file.extend(description);
    }
    file.push(0x0D);
    file[0] = 3;
    file[4..8].copy_from_slice(&u32::try_from(rows.len()).unwrap().to_le_bytes());
    let header = u16::try_from(file.len()).unwrap();
    file[8..10].copy_from_slice(&header.to_le_bytes());
    let width = 1 + columns.iter().map(|(_, _, width)| width).sum::<usize>();
    file[10..12].copy_from_slice(&u16::try_from(width).unwrap().to_le_bytes());
    file[29] = language;
    for row in rows {
        file.push(b' ');
        for (cell, (_, _, width)) in row.iter().zip(columns) {
            let mut cell = cell.to_vec();
            cell.resize(*width, b' ');
            file.extend(cell);
        }
    }
    file.push(0x1A);
    file
}

pub(in super::super) fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

/// One column `名称` with these names.
fn names(language: u8, names: &[Vec<u8>], column: &[u8]) -> Vec<u8> {
    let rows: Vec<[&[u8]; 1]> = names.iter().map(|name| [name.as_slice()]).collect();
    let rows: Vec<&[&[u8]]> = rows.iter().map(<[&[u8]; 1]>::as_slice).collect();
    dbf(language, &[(column, b'C', 20)], &rows)
}

fn texts(layer: &Layer) -> Vec<String> {
    layer.features.iter().filter_map(|feature| feature.value(0)).map(Value::as_text).collect()
}

const SQUARE: [(f64, f64); 5] = [(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0), (0.0, 0.0)];
const HOLE: [(f64, f64); 5] = [(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0), (1.0, 1.0)];

#[test]
fn every_kind_of_shape_is_read() {
    let heights = numbers(&[0.0; 20]);
    let count = 2_u32.to_le_bytes();
    let two = numbers(&[1.0, 2.0, 3.0, 4.0]);
    let file = shp(&[
        point(120.9, 29.5),
        content(11, &[&numbers(&[1.0, 2.0, 55.0, 0.0])]),
        content(21, &[&numbers(&[1.0, 2.0, -1e39])]),
        content(0, &[]),
        content(1, &[&numbers(&[f64::NAN, f64::NAN])]),
        content(8, &[&[0; 32], &count, &two]),
        parts(3, &[&SQUARE[..2]], &[]),
        parts(13, &[&SQUARE[..2], &SQUARE[2..4]], &heights),
        parts(15, &[&SQUARE, &HOLE], &heights),
        content(31, &[&[0; 60]]),
    ]);
    let (layer, notes) = Written::new(&file).read();
    let shapes: Vec<Option<Geometry>> = layer.features.iter().map(|f| f.geometry.clone()).collect();
    assert_eq!(
        shapes,
        [
            Some(wkt!(POINT(120.9 29.5)).into()),
            Some(wkt!(POINT(1.0 2.0)).into()),
            Some(wkt!(POINT(1.0 2.0)).into()),
            None,
            None,
            Some(wkt!(MULTIPOINT(1.0 2.0,3.0 4.0)).into()),
            Some(wkt!(LINESTRING(0.0 0.0,0.0 4.0)).into()),
            Some(wkt!(MULTILINESTRING((0.0 0.0,0.0 4.0),(4.0 4.0,4.0 0.0))).into()),
            Some(
                wkt!(POLYGON((0.0 0.0,0.0 4.0,4.0 4.0,4.0 0.0,0.0 0.0),(1.0 1.0,2.0 1.0,2.0 2.0,1.0 2.0,1.0 1.0)))
                    .into()
            ),
            None,
        ]
    );
    let codes: Vec<&str> = notes.iter().map(|note| note.code).collect();
    let expected = ["dbf-missing", "crs-not-stated", "geometry-null", "geometry-empty"];
    assert_eq!(codes, [expected.as_slice(), &["geometry-damaged", "heights-dropped"]].concat());
    assert_eq!(notes[5].message(Language::En), "features with heights or measures: 4");
}

#[test]
fn every_type_of_column_is_read() {
    let columns: [(&[u8], u8, usize); 8] = [
        (b"name", b'C', 12),
        (b"places", b'N', 10),
        (b"area", b'F', 20),
        (b"code", b'N', 19),
        (b"public", b'L', 1),
        (b"opened", b'D', 8),
        (b"notes", b'M', 10),
        (b"empty", b'N', 5),
    ];
    let row: [&[u8]; 8] =
        [b"a b", b"       30", b"1.25e+002", b"3306240010000010017", b"T", b"20250301", b"1", b"*****"];
    let other: [&[u8]; 8] = [b"", b"thirty", b"-0.5", b"0012", b"?", b"00000000", b"", b""];
    let written = Written::new(&shp(&[point(1.0, 2.0), point(3.0, 4.0)]))
        .with("dbf", dbf(0, &columns, &[&row, &other]))
        .with("PRJ", "\u{FEFF}PROJCS[\"CGCS2000\"]\r\n\0");
    let (layer, notes) = written.read();
    assert_eq!(layer.fields, ["name", "places", "area", "code", "public", "opened", "empty"]);
    assert_eq!(layer.crs.as_deref(), Some("PROJCS[\"CGCS2000\"]"));
    let values: Vec<(u32, Value)> = vec![
        (0, Value::Text("a b".into())),
        (1, Value::Number(30.0)),
        (2, Value::Number(125.0)),
        (3, Value::Text("3306240010000010017".into())),
        (4, Value::Bool(true)),
        (5, Value::Text("2025-03-01".into())),
    ];
    assert_eq!(layer.features[0].attributes, values);
    let others = vec![(2, Value::Number(-0.5)), (3, Value::Number(12.0))];
    assert_eq!(layer.features[1].attributes, others);
    let told: Vec<String> = notes.iter().map(|note| note.message(Language::En)).collect();
    assert_eq!(
        told,
        [
            "columns that hold neither text nor numbers: `notes`",
            "the attribute `places` is `thirty`, which is no number"
        ]
    );
    let companions: Vec<_> = layer.companions.iter().map(|c| c.path.file_name().unwrap()).collect();
    assert_eq!(companions, ["townships.dbf", "townships.PRJ"]);
}

/// Whatever states the encoding or not, and rightly or not: the names are right, and what was assumed is told.
#[test]
fn names_are_right_whatever_is_said_of_their_encoding() {
    let chinese = ["羽林街道", "沃洲镇", "一"];
    let in_gbk: Vec<Vec<u8>> = chinese.iter().map(|name| gbk(name)).collect();
    let in_utf8: Vec<Vec<u8>> = chinese.iter().map(|name| name.as_bytes().to_vec()).collect();
    let points = shp(&vec![point(1.0, 2.0); 3]);
    for (cpg, language, is_gbk, told) in [
        (Some("GBK"), 0, true, None),
        (Some("UTF-8\r\n"), 0, false, None),
        (None, 0x4D, true, None),
        (None, 0x57, true, Some(("encoding-assumed", Severity::Info))),
        (None, 0, false, Some(("encoding-assumed", Severity::Info))),
        (Some("UTF-8"), 0x4D, true, Some(("code-page-wrong", Severity::Warning))),
        (Some("936"), 0, false, Some(("code-page-wrong", Severity::Warning))),
        (None, 0x4D, false, Some(("code-page-wrong", Severity::Warning))),
        (Some("ISO-8859-1"), 0, true, Some(("code-page-wrong", Severity::Info))),
        (Some(""), 0x57, true, Some(("encoding-assumed", Severity::Info))),
    ] {
        let (rows, column) =
            if is_gbk { (&in_gbk, gbk("名称")) } else { (&in_utf8, "名称".as_bytes().to_vec()) };
        let mut written = Written::new(&points).with("dbf", names(language, rows, &column)).with("prj", "x");
        if let Some(cpg) = cpg {
            written = written.with("CPG", cpg);
        }
        let (layer, notes) = written.read();
        assert_eq!(
            (texts(&layer), layer.fields),
            (chinese.map(String::from).to_vec(), vec!["名称".to_owned()])
        );
        let of: Vec<_> = notes.iter().map(|note| (note.code, note.severity)).collect();
        assert_eq!(of, told.into_iter().collect::<Vec<_>>(), "{cpg:?} {language:x}");
    }
}

/// 一 alone is valid in both; the project decides what the bytes do not.
#[test]
fn what_the_bytes_do_not_decide_is_a_warning() {
    let written =
        Written::new(&shp(&[point(1.0, 2.0)])).with("dbf", names(0, &[gbk("一")], b"name")).with("prj", "x");
    let (layer, notes) = written.read();
    assert_eq!((texts(&layer), notes[0].severity), (vec!["一".to_owned()], Severity::Warning));
    let source = Source { encoding: Some(TextEncoding::Gb18030), ..Source::of(&written.path, "townships") };
    let (layer, notes) = read(&source).unwrap();
    assert_eq!((texts(&layer), notes.len()), (vec!["一".to_owned()], 0));
}

/// 254 bytes, or here 20, do not hold a whole number of characters.
#[test]
fn text_that_its_column_cuts_is_read_up_to_there() {
    let long = &"羽林街道七星街道".as_bytes()[..20];
    let written = Written::new(&shp(&[point(1.0, 2.0), point(1.0, 2.0)]))
        .with(
            "dbf",
            names(0, &["羽林街道".as_bytes().to_vec(), long.to_vec()], "名称名称".as_bytes()[..11].as_ref()),
        )
        .with("cpg", "UTF-8")
        .with("prj", "x");
    let (layer, notes) = written.read();
    assert_eq!(texts(&layer)[1], "羽林街道七星");
    assert_eq!(layer.fields, ["名称名"]);
    insta::assert_snapshot!(notes[0].message(Language::En), @"cells with bytes that are not UTF-8: 1, the first in record 2, field `名称名`");
}

/// What GDAL writes of Chinese names when it is not told an encoding.
#[test]
fn names_that_an_export_lost_are_told() {
    let rows = [b"????".to_vec(), b"?".to_vec(), b"why??".to_vec()];
    let written = Written::new(&shp(&vec![point(1.0, 2.0); 3]));
    let (layer, notes) = written.with("dbf", names(0, &rows, b"name")).with("prj", "x").read();
    assert_eq!(texts(&layer), ["????", "?", "why??"]);
    let told: Vec<String> = notes.iter().map(|note| note.message(Language::ZhCn)).collect();
    assert_eq!(told, ["有 1 个单元格全为问号，首处在第 1 条记录的字段 `name`"]);
}

#[test]
fn deleted_records_are_left_out_and_numbers_kept() {
    let rows = ["a", "b", "c"].map(|name| name.as_bytes().to_vec());
    let mut table = names(0, &rows, b"name");
    table[65 + 21] = b'*';
    let (layer, notes) =
        Written::new(&shp(&vec![point(1.0, 2.0); 3])).with("dbf", table).with("prj", "x").read();
    assert_eq!(texts(&layer), ["a", "c"]);
    assert_eq!(layer.features.iter().map(|f| f.index).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(notes[0].message(Language::ZhCn), "有 1 条记录带删除标记");
}

#[test]
fn records_that_are_not_as_many_as_shapes_are_told() {
    let rows = ["a", "b"].map(|name| name.as_bytes().to_vec());
    let table = names(0, &rows, b"name");
    for n in [1, 3] {
        let written = Written::new(&shp(&vec![point(1.0, 2.0); n])).with("dbf", &table).with("prj", "x");
        assert_eq!(written.codes(), ["records-differ"]);
        assert_eq!(written.read().0.features.len(), n);
    }
    let written = Written::new(&shp(&vec![point(1.0, 2.0); 2])).with("dbf", &table[..100]).with("prj", "x");
    assert_eq!(written.codes(), ["dbf-cut"]);
    let written = Written::new(&shp(&vec![point(1.0, 2.0); 2])).with("dbf", &table[..40]).with("prj", "x");
    assert_eq!(written.codes(), ["dbf-damaged"]);
}

#[test]
fn rings_of_the_other_winding_are_told() {
    let reversed = |ring: &[(f64, f64)]| ring.iter().rev().copied().collect::<Vec<_>>();
    let written = Written::new(&shp(&[
        parts(5, &[&reversed(&SQUARE), &reversed(&HOLE)], &[]),
        parts(5, &[&reversed(&SQUARE)], &[]),
        parts(5, &[&SQUARE[..4], &HOLE], &[]),
    ]));
    let (layer, notes) = written.with("dbf", names(0, &[], b"name")).with("prj", "x").read();
    let areas: Vec<f64> =
        layer.features.iter().map(|f| f.geometry.as_ref().unwrap().unsigned_area()).collect();
    assert_eq!(areas, [15.0, 16.0, 15.0]);
    let told: Vec<_> = notes.iter().map(|note| (note.code, note.feature.as_ref().map(|f| f.index))).collect();
    assert_eq!(told, [("records-differ", None), ("rings-sorted", Some(1)), ("ring-closed", Some(3))]);
}

/// What the crates write that GIS people use in Rust, and what is read of it.
#[test]
fn what_others_write_is_read() {
    use ::shapefile::dbase::{FieldValue, Record, TableWriterBuilder};
    use ::shapefile::{Point, Polygon, PolygonRing};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("parcels.shp");
    let table = TableWriterBuilder::new()
        .add_character_field("name".try_into().unwrap(), 40)
        .add_numeric_field("places".try_into().unwrap(), 10, 2);
    let mut writer = ::shapefile::Writer::from_path(&path, table).unwrap();
    let points = |ring: &[(f64, f64)]| ring.iter().map(|(x, y)| Point::new(*x, *y)).collect::<Vec<_>>();
    let shape =
        Polygon::with_rings(vec![PolygonRing::Outer(points(&SQUARE)), PolygonRing::Inner(points(&HOLE))]);
    let mut record = Record::default();
    record.insert("name".to_owned(), FieldValue::Character(Some("羽林街道".to_owned())));
    record.insert("places".to_owned(), FieldValue::Numeric(Some(30.5)));
    writer.write_shape_and_record(&shape, &record).unwrap();
    drop(writer);
    let (layer, _) = read(&Source::of(&path, "residential")).unwrap();
    let [feature] = layer.features.as_slice() else { panic!("one feature") };
    assert_eq!(feature.geometry.as_ref().unwrap().unsigned_area(), 15.0);
    assert_eq!(feature.attributes, [(0, Value::Text("羽林街道".into())), (1, Value::Number(30.5))]);
}

#[test]
fn a_file_that_is_none_is_refused() {
    for (bytes, reason) in [(vec![0; 300], "its header makes no sense"), (vec![0; 30], "it ends early")] {
        let error = read(&Source::of(&Written::new(&bytes).path, "townships")).unwrap_err();
        assert_eq!(error.cause(Language::En).unwrap(), format!("the Shapefile file is damaged: {reason}"));
    }
}
