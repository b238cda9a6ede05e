use proptest::prelude::*;

use super::*;
use crate::note::Note;
use crate::progress::Silent;

/// The layer as read in blocks of so many bytes, where it can be, and as read as a whole.
type Told = (String, Vec<Note>);

fn both(text: &[u8], block: usize) -> (Option<Told>, Option<Told>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.geojson");
    std::fs::write(&path, text).unwrap();
    let source = Source::of(&path, "residential");
    let mut notes = Notes::default();
    let layer =
        Opened::hashed(&source).ok().and_then(|file| in_blocks(file, block, &source, &mut notes, &Silent));
    let in_blocks = layer.map(|layer| (format!("{layer:?}"), notes.to_vec()));
    let mut notes = Notes::default();
    let layer = super::super::read(&source, text.to_vec(), &mut notes, &Silent);
    (in_blocks, layer.ok().map(|layer| (format!("{layer:?}"), notes.to_vec())))
}

const POINT: &str = r#"{"type":"Feature","id":7,"properties":{"名称":"甲","n":1},"geometry":{"type":"Point","coordinates":[120.9,29.5]}}"#;

fn collection(features: &[&str]) -> String {
    format!(
        "\u{feff}{{\"name\": \"x\", \"crs\":{{\"type\":\"name\",\"properties\":{{\"name\":\"EPSG:4490\"}}}},\n\"features\" : [\n{}\n],\"bbox\":[1,2,3,4], \"type\":\"FeatureCollection\"}}\n",
        features.join(",\n")
    )
}

/// Blocks that cut characters, names, numbers and features, and such as hold everything.
#[test]
fn a_collection_is_read_alike_in_blocks_of_any_size() {
    let text = collection(&[POINT, POINT, POINT]);
    for block in 1..text.len() + 2 {
        let (in_blocks, whole) = both(text.as_bytes(), block);
        // The first block must reach to the features, and what follows them must not be longer than a block.
        let is_long_enough = block > text.find('[').unwrap() + 40;
        assert!(in_blocks.is_some() || !is_long_enough, "{block}");
        assert!(in_blocks.is_none() || in_blocks == whole, "{block}");
    }
}

#[test]
fn what_is_out_of_the_ordinary_is_left_to_the_careful_way() {
    let whole = collection(&[POINT, POINT]);
    let cut = &whole[..whole.len() - 40];
    let twice = whole.replace("\"bbox\"", "\"features\"");
    let no_type = whole.replace("FeatureCollection", "Collection");
    let comma = whole.replace("\n],\"bbox", ",\n],\"bbox");
    let not_json = collection(&[POINT, &POINT.replace("29.5", "29.5.1")]);
    let nested = collection(&[POINT, &POINT.replace("\"Point\"", "\"Point\",\"crs\":null")]);
    let trailing = whole.clone() + "x";
    for text in [
        cut,
        &twice,
        &no_type,
        &comma,
        &not_json,
        &nested,
        &trailing,
        &collection(&[]),
        POINT,
        "[",
        "",
        "{\"features\":[1]}",
    ] {
        assert_eq!(both(text.as_bytes(), 300).0, None, "{text}");
    }
    let mut latin = whole.into_bytes();
    let at = latin.iter().rposition(|byte| *byte == b'7').unwrap();
    latin[at] = 0xE9;
    assert_eq!(both(&latin, 300).0, None);
}

fn feature() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        POINT.to_owned(),
        POINT.replace("甲", "]},{\\\"乙"),
        POINT.replace("[120.9,29.5]", "[120.9,29.5,7]"),
        POINT.replace("Point", "Polygon").replace("[120.9,29.5]", "[[[0,0],[1,0],[1,0],[1,1]]]"),
        POINT.replace("Point", "Polygon"),
        POINT.replace("\"n\":1", "\"m\":{\"a\":[1,2]},\"n\":null"),
        POINT.replace("\"geometry\":{", "\"geometry\":null,\"g\":{"),
        POINT.replace("Feature", "Futura"),
        POINT.replace("\"n\":1", "\"n\":NaN"),
        "null".to_owned(),
    ]);
    (odd, prop::sample::select(vec!["", " ", "\n", "\r\n\t"]))
        .prop_map(|(feature, space)| format!("{space}{feature}{space}"))
}

proptest! {
    #[test]
    fn whatever_is_read_in_blocks_is_read_alike_as_a_whole(
        features in prop::collection::vec(feature(), 0..8),
        block in 1..600_usize,
    ) {
        let features: Vec<&str> = features.iter().map(String::as_str).collect();
        let (in_blocks, whole) = both(collection(&features).as_bytes(), block);
        prop_assert!(in_blocks.is_none() || in_blocks == whole);
    }
}

/// The text of a packed file is not held either; its hash is that of what lies on the disk.
#[test]
fn a_packed_collection_is_read_in_blocks() {
    use std::io::Write;

    let text = collection(&[POINT; 3000]);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    let gzip = encoder.finish().unwrap();
    let zstandard =
        ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    for packed in [&gzip, &zstandard] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.geojson.gz");
        std::fs::write(&path, packed).unwrap();
        let source = Source::of(&path, "residential");
        let read = |file| in_blocks(file, 10_000, &source, &mut Notes::default(), &Silent);
        let layer = read(Opened::hashed(&source).ok().unwrap()).unwrap();
        assert_eq!((layer.features.len(), layer.sha256), (3000, crate::read::sha256_hex(packed)));
        std::fs::write(&path, &packed[..packed.len() - 5]).unwrap();
        assert!(read(Opened::hashed(&source).ok().unwrap()).is_none());
    }
}
