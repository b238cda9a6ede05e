use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::super::bytes::sha256_hex;
use super::super::opened::Opened;
use super::super::{Layer, Source, read_layer, read_table};
use crate::error::Error;
use crate::messages::Language;
use crate::note::Notes;
use crate::progress::Silent;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

type Pack = fn(&[u8]) -> Vec<u8>;

const PACKINGS: [Pack; 2] = [gzip, zstandard];

/// A file of this name with these bytes, given to `read`.
fn with_file<T>(name: &str, bytes: &[u8], read: impl FnOnce(&Source<'_>) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    read(&Source::of(&path, "residential"))
}

/// What a packed file holds, and its hash.
fn unpacked(bytes: &[u8]) -> Result<(Vec<u8>, Option<String>), Error> {
    with_file("a.geojson", bytes, |source| {
        let whole = Opened::of(source)?.into_whole(source)?;
        Ok((whole.bytes, whole.sha256_of_packed))
    })
}

fn layer(name: &str, bytes: &[u8]) -> Result<Layer, Error> {
    with_file(name, bytes, |source| read_layer(source, &mut Notes::default(), &Silent))
}

/// Text that does not pack to nothing, of some hundred kilobytes.
fn long_text() -> Vec<u8> {
    (0..40_000_u32).flat_map(|n| format!("{}\n", n.wrapping_mul(2_654_435_761)).into_bytes()).collect()
}

#[test]
fn what_was_packed_comes_out_and_the_hash_is_of_the_packed_file() {
    let text = long_text();
    for pack in PACKINGS {
        for text in [text.as_slice(), b"{}", &text[..4096], &text[..4097]] {
            let packed = pack(text);
            assert_eq!(unpacked(&packed).unwrap(), (text.to_vec(), Some(sha256_hex(&packed))));
        }
    }
    assert_eq!(unpacked(&text).unwrap(), (text, None));
}

/// `cat a.gz b.gz`, bgzip, pigz and zstd in threads; zstd also puts frames between that hold no data.
#[test]
fn several_parts_are_one_file() {
    let skipped = [b"\x50\x2A\x4D\x18\x03\0\0\0abc".as_slice()].concat();
    let of_gzip = [gzip(b"abc"), gzip(b""), gzip(b"def")].concat();
    let of_zstandard = [zstandard(b"abc"), skipped, zstandard(b""), zstandard(b"def")].concat();
    for packed in [of_gzip, of_zstandard] {
        assert_eq!(unpacked(&packed).unwrap(), (b"abcdef".to_vec(), Some(sha256_hex(&packed))));
    }
}

/// Nothing of a file that is not whole is taken for the whole.
#[test]
fn a_packed_file_that_is_cut_or_damaged_is_refused() {
    let text = &long_text()[..30_000];
    let code = |bytes: &[u8]| unpacked(bytes).map(|(bytes, _)| assert!(bytes == text)).map_err(|e| e.code);
    for pack in PACKINGS {
        let packed = pack(text);
        for length in (4..packed.len()).step_by(7).chain(packed.len() - 12..packed.len()) {
            assert_eq!(code(&packed[..length]), Err("packed-damaged"), "{length}");
        }
        for at in (20..packed.len()).step_by(101) {
            let mut damaged = packed.clone();
            damaged[at] ^= 0x10;
            assert_eq!(code(&damaged), Err("packed-damaged"), "{at}");
        }
        assert_eq!(code(&[&packed, b"abc".as_slice()].concat()), Err("packed-damaged"));
    }
    assert_eq!(unpacked(&gzip(b"")).unwrap_err().code, "input-empty");
}

#[test]
fn a_bomb_is_noticed_before_it_is_unpacked() {
    let zeros = vec![0; 100 << 20];
    for pack in PACKINGS {
        assert_eq!(unpacked(&pack(&zeros)).unwrap_err().code, "packed-bomb");
    }
}

/// The name without the suffix tells where the beginning leaves it open; without a telling name the beginning does.
#[test]
fn a_layer_or_table_is_read_as_if_it_were_not_packed() {
    let point = r#"{"type":"Feature","properties":{"名称":"甲"},"geometry":{"type":"Point","coordinates":[120.9,29.5]}}"#;
    let lines = [point, point].join("\n");
    let csv = "名称,经度,纬度\n甲,120.9,29.5\n乙,120.8,29.4\n";
    for (name, text) in [("a.geojson", point), ("a.geojsonl", &lines), ("a.json", point), ("a.csv", csv)] {
        let plain = layer(name, text.as_bytes()).unwrap();
        for (pack, suffix) in PACKINGS.into_iter().zip([".gz", ".ZST"]) {
            let packed = pack(text.as_bytes());
            for name in [format!("{name}{suffix}"), name.to_owned()] {
                let found = layer(&name, &packed).unwrap();
                assert_eq!(found.sha256, sha256_hex(&packed));
                assert_eq!((found.format, &found.fields), (plain.format, &plain.fields), "{name}");
                assert_eq!(format!("{:?}", found.features), format!("{:?}", plain.features), "{name}");
            }
        }
    }
    let packed = gzip(csv.as_bytes());
    let table =
        with_file("plan.csv.gz", &packed, |source| read_table(source, &mut Notes::default(), &Silent));
    let table = table.unwrap();
    assert_eq!((table.rows.len(), table.sha256), (3, sha256_hex(&packed)));
}

#[test]
fn what_cannot_be_read_packed_is_told() {
    let told = |name: &str, bytes: &[u8], language| {
        let error = layer(name, bytes).unwrap_err();
        let text = [Some(error.message(language)), error.cause(language), error.hint(language)];
        let text = text.into_iter().flatten().collect::<Vec<_>>().join("\n");
        let place = text.split('`').nth(1).unwrap_or_default().to_owned();
        text.replace(&place, name)
    };
    let database = gzip(b"SQLite format 3\0");
    insta::assert_snapshot!(told("a.gpkg.gz", &database, Language::En), @"
    cannot read `a.gpkg.gz`, the layer `residential`
    a GeoPackage is a database, which cannot be read while it is packed
    unpack it first, and name the unpacked `.gpkg`
    ");
    insta::assert_snapshot!(told("a.gpkg.gz", &database, Language::ZhCn), @"
    无法读取 `a.gpkg.gz`（图层 `residential`）
    GeoPackage 是数据库文件，不能在压缩状态下直接读取
    请先解压，再写明解压后的 `.gpkg` 文件
    ");
    let packed = gzip(&long_text());
    insta::assert_snapshot!(told("a.csv.gz", &packed[..packed.len() / 2], Language::En), @"
    cannot read `a.csv.gz`, the input `residential`
    the file is packed by gzip, and was cut off in copying or is damaged: incomplete deflate stream
    copy or export the file again
    ");
    insta::assert_snapshot!(told("a.csv.gz", &packed[..packed.len() / 2], Language::ZhCn), @"
    无法读取 `a.csv.gz`（输入项 `residential`）
    该文件是 gzip 压缩文件，复制不完整或已损坏：incomplete deflate stream
    请重新复制或导出该文件
    ");
    let bomb = gzip(&vec![b' '; 100 << 20]);
    let told_of_bomb = told("a.geojson.gz", &bomb, Language::En);
    assert!(
        told_of_bomb.contains("cannot read `a.geojson.gz`, the input `residential`\nit unpacks to more than")
    );
    assert_eq!(layer("a.csv.gz.gz", &gzip(&packed)).unwrap_err().code, "layer-is-binary");
}
