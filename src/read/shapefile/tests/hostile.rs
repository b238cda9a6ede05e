//! Files that are cut, changed, or claim what is not there.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;

/// A small Shapefile with polygons, a hole, and a table in GBK.
fn small() -> (Vec<u8>, Vec<u8>) {
    let shapes = shp(&[parts(5, &[&SQUARE, &HOLE], &[]), parts(5, &[&HOLE, &SQUARE], &[]), content(0, &[])]);
    let columns: [(&[u8], u8, usize); 3] = [(&gbk("名称"), b'C', 20), (b"n", b'N', 8), (b"d", b'D', 8)];
    let name = gbk("羽林街道");
    let row: [&[u8]; 3] = [&name, b"12.5", b"20250301"];
    (shapes, dbf(0x4D, &columns, &[&row, &row, &row]))
}

fn in_memory(shp: Vec<u8>, dbf: Vec<u8>) -> Result<(Layer, Vec<Note>), Error> {
    let companions = vec![(PathBuf::from("a.dbf"), dbf)];
    let mut notes = Notes::default();
    let source = Source::of(Path::new("a.shp"), "townships");
    let layer = super::super::read(&source, Files { shp, companions }, &mut notes, &Silent)?;
    Ok((layer, notes.to_vec()))
}

/// Cut at any byte, either file: what is whole is kept, and that it was cut is told.
#[test]
fn a_cut_at_any_byte_is_told() {
    let (shp, dbf) = small();
    for length in 0..shp.len() {
        match in_memory(shp[..length].to_vec(), dbf.clone()) {
            Ok((layer, notes)) => {
                assert!(layer.features.len() < 3 && notes.iter().any(|note| note.code == "file-cut"));
            }
            Err(error) => assert_eq!((error.code, length < 100), ("file-damaged", true)),
        }
    }
    // The last byte only marks the end.
    for length in 0..dbf.len() - 1 {
        let (layer, notes) = in_memory(shp.clone(), dbf[..length].to_vec()).unwrap();
        assert_eq!(layer.features.len(), 3);
        assert!(notes.iter().any(|note| matches!(note.code, "dbf-damaged" | "dbf-cut")), "{length}");
    }
}

/// Counts that claim gigabytes allocate nothing.
#[test]
fn claims_are_not_believed() {
    let (shp, dbf) = small();
    for at in [24, 100, 104, 144, 148, 152] {
        for claim in [[0x7F, 0xFF, 0xFF, 0xFF], [0xFF; 4], [0xFF, 0xFF, 0xFF, 0x7F]] {
            let mut hostile = shp.clone();
            hostile[at..at + 4].copy_from_slice(&claim);
            let _ = in_memory(hostile, dbf.clone());
        }
    }
    for at in [4, 8, 10] {
        let mut hostile = dbf.clone();
        hostile[at..at + 2].copy_from_slice(&[0xFF, 0xFF]);
        assert!(in_memory(shp.clone(), hostile).unwrap().1.iter().any(|note| note.code.starts_with("dbf")));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// Whatever bytes are changed: it is read or told, and nothing panics.
    #[test]
    fn changed_bytes_are_read_or_told(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let (mut shp, mut dbf) = small();
        let length = shp.len();
        for (at, byte) in changes {
            let at = at.index(length + dbf.len());
            if at < length { shp[at] = byte } else { dbf[at - length] = byte }
        }
        if let Ok((layer, _)) = in_memory(shp, dbf) {
            prop_assert!(layer.features.len() <= 3 + length / 12);
        }
    }
}
