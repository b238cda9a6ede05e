use std::path::Path;

use ::flatgeobuf::geozero::{self, ColumnValue, GeomProcessor, PropertyProcessor};
use ::flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType, GeozeroGeometry};
use geo::{Geometry, wkt};
use proptest::prelude::*;

use super::super::read_layer;
use super::*;
use crate::messages::Language;
use crate::progress::Silent;

/// What is drawn in the sample.
enum Drawn {
    Point,
    Polygon,
}

impl GeozeroGeometry for Drawn {
    fn process_geom<P: GeomProcessor>(&self, to: &mut P) -> geozero::error::Result<()> {
        if matches!(self, Drawn::Point) {
            to.point_begin(0)?;
            to.xy(120.9, 29.5, 0)?;
            return to.point_end(0);
        }
        to.polygon_begin(true, 2, 0)?;
        let rings = [[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)], [(2.0, 1.0), (3.0, 2.0), (3.0, 1.0)]];
        for (at, ring) in rings.iter().enumerate() {
            to.linestring_begin(false, 4, at)?;
            for (i, (x, y)) in ring.iter().chain(&ring[..1]).enumerate() {
                to.xy(*x, *y, i)?;
            }
            to.linestring_end(false, at)?;
        }
        to.polygon_end(true, 0)
    }
}

/// A file of the crate that the format's authors keep: a point with attributes, and a polygon with a hole.
pub(in super::super) fn written(write_index: bool, epsg: i32) -> Vec<u8> {
    let crs = FgbCrs { code: epsg, ..FgbCrs::default() };
    let options = FgbWriterOptions {
        write_index,
        detect_type: false,
        promote_to_multi: false,
        crs,
        ..FgbWriterOptions::default()
    };
    let mut file = FgbWriter::create_with_options("townships", GeometryType::Unknown, options).unwrap();
    for (name, kind) in [
        ("名称", ColumnType::String),
        ("places", ColumnType::Int),
        ("code", ColumnType::Long),
        ("share", ColumnType::Double),
        ("public", ColumnType::Bool),
        ("opened", ColumnType::DateTime),
        ("photo", ColumnType::Binary),
    ] {
        file.add_column(name, kind, |_, _| {});
    }
    file.add_feature_geom(Drawn::Point, |feature| {
        for (at, name, value) in [
            (0, "名称", ColumnValue::String("羽林街道")),
            (1, "places", ColumnValue::Int(-30)),
            (2, "code", ColumnValue::Long(3_306_240_010_000_010_017)),
            (3, "share", ColumnValue::Double(0.25)),
            (4, "public", ColumnValue::Bool(true)),
            (5, "opened", ColumnValue::DateTime("2025-03-01")),
            (6, "photo", ColumnValue::Binary(&[1, 2, 3])),
        ] {
            feature.property(at, name, &value).unwrap();
        }
    })
    .unwrap();
    file.add_feature_geom(Drawn::Polygon, |_| {}).unwrap();
    let mut bytes = Vec::new();
    file.write(&mut bytes).unwrap();
    bytes
}

fn read_bytes(bytes: &[u8]) -> Result<(Layer, Vec<Note>), Error> {
    let mut notes = Notes::default();
    let layer = super::read(&Source::of(Path::new("a.fgb"), "townships"), bytes, &mut notes, &Silent)?;
    Ok((layer, notes.to_vec()))
}

fn point_of(layer: &Layer) -> &super::super::Feature {
    let is_point = |feature: &&super::super::Feature| matches!(feature.geometry, Some(Geometry::Point(_)));
    layer.features.iter().find(is_point).unwrap()
}

#[test]
fn what_the_format_s_own_crate_writes_is_read() {
    for write_index in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("townships.fgb");
        std::fs::write(&path, written(write_index, 4549)).unwrap();
        let mut notes = Notes::default();
        let layer = read_layer(&Source::of(&path, "townships"), &mut notes, &Silent).unwrap();
        assert_eq!((layer.crs.as_deref(), layer.format), (Some("EPSG:4549"), Format::FlatGeobuf));
        assert_eq!(layer.fields, ["名称", "places", "code", "share", "public", "opened", "photo"]);
        let [_, _] = layer.features.as_slice() else { panic!("two features") };
        let shapes: Vec<_> = layer.features.iter().filter_map(|f| f.geometry.clone()).collect();
        assert!(shapes.contains(&wkt!(POINT(120.9 29.5)).into()));
        assert!(shapes.contains(
            &wkt!(POLYGON((0.0 0.0,4.0 0.0,4.0 4.0,0.0 0.0),(2.0 1.0,3.0 2.0,3.0 1.0,2.0 1.0))).into()
        ));
        let values: Vec<(u32, Value)> = vec![
            (0, Value::Text("羽林街道".into())),
            (1, Value::Number(-30.0)),
            (2, Value::Text("3306240010000010017".into())),
            (3, Value::Number(0.25)),
            (4, Value::Bool(true)),
            (5, Value::Text("2025-03-01".into())),
        ];
        assert_eq!(point_of(&layer).attributes, values);
        let codes: Vec<&str> = notes.to_vec().iter().map(|note| note.code).collect();
        assert_eq!(codes, ["columns-skipped"]);
    }
}

#[test]
fn a_system_that_is_not_stated_is_told() {
    let (layer, notes) = read_bytes(&written(false, 0)).unwrap();
    assert_eq!((layer.crs, notes[0].code), (None, "crs-not-stated"));
}

#[test]
fn the_index_has_the_length_of_the_format_s_own_crate() {
    let count = |n_features, node_size| Header { n_features, node_size, ..Header::default() }.index_length();
    assert_eq!([count(None, 16), count(Some(5), 0)], [0, 0]);
    for (features, nodes, length) in [(1, 16, 80), (2, 16, 120), (16, 16, 680), (17, 16, 800), (4, 2, 280)] {
        assert_eq!(count(Some(features), nodes), length, "{features}");
    }
    // Neither endless nor too large for a number.
    assert!(count(Some(u64::MAX), 1) > u128::from(u64::MAX));
}

/// Cut at any byte: what is whole is kept, and that it was cut is told.
#[test]
fn a_cut_at_any_byte_is_told() {
    for write_index in [true, false] {
        let whole = written(write_index, 4549);
        for length in 0..whole.len() {
            match read_bytes(&whole[..length]) {
                Ok((layer, notes)) => {
                    assert!(layer.features.len() < 2, "{length}");
                    assert!(notes.iter().any(|note| note.code == "file-cut"), "{length}");
                }
                Err(error) => {
                    assert_eq!(error.code, "file-damaged");
                    assert!(error.cause(Language::ZhCn).unwrap().contains("FlatGeobuf"));
                }
            }
        }
    }
    let longer = [written(false, 4549), vec![0; 5]].concat();
    assert_eq!(read_bytes(&longer).unwrap().1[1].code, "bytes-after-end");
}

/// A geometry whose five thousand parts are all the same part: more than it has bytes for.
#[test]
fn a_bomb_of_offsets_is_not_followed() {
    // Root at 4; a list of fields at 8 that has only `parts` (field 7) at 4 from the table; the table at 28.
    let mut bytes = 28_u32.to_le_bytes().to_vec();
    bytes.extend([0; 4]);
    bytes.extend([20_u16, 8, 0, 0, 0, 0, 0, 0, 0, 4].iter().flat_map(|n| n.to_le_bytes()));
    bytes.extend(20_i32.to_le_bytes());
    bytes.extend(4_u32.to_le_bytes());
    bytes.extend(5000_u32.to_le_bytes());
    for i in 0..5000 {
        bytes.extend(u32::to_le_bytes(4 * (5000 - i)));
    }
    let part = i32::try_from(bytes.len()).unwrap();
    bytes.extend((part - 8).to_le_bytes());
    let mut buffer = Buffer::of(&bytes);
    let root = buffer.root().unwrap();
    assert_eq!(buffer.children(root, 7).map(|parts| parts.len()), Err("read.damage.count"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// Whatever bytes are changed: it is read or told, and nothing panics.
    #[test]
    fn changed_bytes_are_read_or_told(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        write_index: bool,
    ) {
        let mut bytes = SAMPLES.with(|samples| samples[usize::from(write_index)].clone());
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok((layer, _)) = read_bytes(&bytes) {
            prop_assert!(layer.features.len() <= bytes.len() / 4);
        }
    }
}

thread_local! {
    /// The samples, made once.
    static SAMPLES: [Vec<u8>; 2] = [written(false, 4549), written(true, 4549)];
}
