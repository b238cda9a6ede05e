//! Which format a file is of: told by its first bytes, and by its name only where they leave it open.

use std::path::Path;

use encoding_rs::{Encoding, UTF_8};

use super::packed::unpacked_path;

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// GeoJSON: one document.
    GeoJson,
    /// GeoJSON features one after the other: lines, or a text sequence (RFC 8142).
    GeoJsonLines,
    /// A Shapefile, the `.shp` and its companions.
    Shapefile,
    /// GeoPackage.
    GeoPackage,
    /// FlatGeobuf.
    FlatGeobuf,
    /// KML.
    Kml,
    /// Text with delimiters.
    Csv,
    /// A workbook: `.xlsx`, `.xls`, `.ods`.
    Workbook,
    /// A ZIP archive that holds one of the others: a zipped Shapefile, a KMZ.
    Zip,
}

impl Format {
    /// Whether its features are rows of a table.
    pub fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Workbook)
    }

    /// The name by which people know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::GeoJson => "GeoJSON",
            Self::GeoJsonLines => "GeoJSONSeq",
            Self::Shapefile => "Shapefile",
            Self::GeoPackage => "GeoPackage",
            Self::FlatGeobuf => "FlatGeobuf",
            Self::Kml => "KML",
            Self::Csv => "CSV",
            Self::Workbook => "XLSX",
            Self::Zip => "ZIP",
        }
    }
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Of a format that can be read.
    Known(Format),
    /// A table in markup, as web systems export it under the name of a workbook; by the catalogue entry of its name.
    Markup(&'static str),
    /// Of another one, by the catalogue entry of its name.
    Foreign(&'static str),
}

/// How many bytes from the beginning are searched for the NUL that no text holds.
const SEARCHED_FOR_NUL: usize = 4096;

/// Where a tape archive says that it is one.
const AT_TAR_MARK: usize = 257;

/// What the file at `path` is, which begins with these bytes once it is unpacked.
pub(super) fn of(path: &Path, beginning: &[u8]) -> Kind {
    const MARKS: [(&[u8], Kind); 9] = [
        (b"PK\x03\x04", Kind::Known(Format::Zip)),
        (b"PK\x05\x06", Kind::Known(Format::Zip)),
        (b"\xD0\xCF\x11\xE0", Kind::Known(Format::Workbook)),
        (b"SQLite format 3\0", Kind::Known(Format::GeoPackage)),
        (b"\x00\x00\x27\x0A", Kind::Known(Format::Shapefile)),
        (b"fgb\x03", Kind::Known(Format::FlatGeobuf)),
        // A packed file has been unpacked: it was packed twice.
        (b"\x1F\x8B", Kind::Foreign("read.format.gzip")),
        (b"\x28\xB5\x2F\xFD", Kind::Foreign("read.format.zstandard")),
        (b"%PDF", Kind::Foreign("read.format.pdf")),
    ];
    let extension = extension(path);
    if let Some((_, kind)) = MARKS.iter().find(|(mark, _)| beginning.starts_with(mark)) {
        return match (kind, extension.as_str()) {
            (Kind::Known(Format::Zip), "xlsx" | "xlsm" | "xlsb" | "xls" | "ods") => {
                Kind::Known(Format::Workbook)
            }
            (Kind::Known(Format::Shapefile), "shx") => Kind::Foreign("read.format.shapefile-index"),
            (kind, _) => *kind,
        };
    }
    let is_utf16 = Encoding::for_bom(beginning).is_some_and(|(encoding, _)| encoding != UTF_8);
    if !is_utf16 && beginning.iter().take(SEARCHED_FOR_NUL).any(|byte| *byte == 0) {
        return match extension.as_str() {
            _ if beginning.get(AT_TAR_MARK..).is_some_and(|rest| rest.starts_with(b"ustar")) => {
                Kind::Foreign("read.format.tar")
            }
            // Its header holds zeros.
            "shp" => Kind::Known(Format::Shapefile),
            "dbf" => Kind::Foreign("read.format.dbf"),
            _ => Kind::Foreign("read.format.binary"),
        };
    }
    match extension.as_str() {
        "kml" => return Kind::Known(Format::Kml),
        "geojsonl" | "geojsons" | "ndjson" | "jsonl" | "ldjson" => return Kind::Known(Format::GeoJsonLines),
        "geojson" | "json" => return Kind::Known(Format::GeoJson),
        _ => {}
    }
    if let Some(markup) = table_in_markup(beginning) {
        return Kind::Markup(markup);
    }
    let first =
        beginning.iter().find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xEF | 0xBB | 0xBF));
    Kind::Known(match (extension.as_str(), first) {
        ("csv" | "tsv" | "tab", _) => Format::Csv,
        (_, Some(b'<')) => Format::Kml,
        (_, Some(0x1E)) => Format::GeoJsonLines,
        (_, Some(b'{' | b'[')) => Format::GeoJson,
        ("txt" | "xls", _) => Format::Csv,
        ("shp", _) => return Kind::Foreign("read.format.text"),
        _ => Format::GeoJson,
    })
}

/// What kind of markup it is that begins like this, where it is one that spreadsheet programs open as a table.
fn table_in_markup(beginning: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(beginning.get(..SEARCHED_FOR_NUL).unwrap_or(beginning)).to_lowercase();
    let holds = |mark: &&str| text.contains(*mark);
    // What KML says of a place may hold a table.
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with('<') || holds(&"<kml") {
        None
    } else if holds(&"urn:schemas-microsoft-com:office:spreadsheet") {
        Some("read.format.xml-spreadsheet")
    } else {
        ["<html", "<table", "<!doctype html"].iter().any(holds).then_some("read.format.html")
    }
}

/// The extension of a path in small letters, that of a packed file left out; empty where it has none.
pub(super) fn extension(path: &Path) -> String {
    let path = unpacked_path(path);
    path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(name: &str, beginning: &[u8]) -> Kind {
        of(Path::new(name), beginning)
    }

    #[test]
    fn the_first_bytes_tell_and_the_name_helps() {
        use Format as F;
        for (name, bytes, format) in [
            ("a.zip", b"PK\x03\x04xyz".as_slice(), F::Zip),
            ("a.kmz", b"PK\x03\x04xyz", F::Zip),
            ("a.XLSX", b"PK\x03\x04xyz", F::Workbook),
            ("a.xls", b"\xD0\xCF\x11\xE0", F::Workbook),
            ("a.xls", b"PK\x03\x04xyz", F::Workbook),
            ("a.xls", b"name\tlon\tlat", F::Csv),
            ("a.gpkg", b"SQLite format 3\0", F::GeoPackage),
            ("a.shp", b"\0\0\x27\x0A\0\0", F::Shapefile),
            ("a.shp", b"\0", F::Shapefile),
            ("a.shp", b" {\"type\"", F::GeoJson),
            ("a.fgb", b"fgb\x03fgb\x01", F::FlatGeobuf),
            ("a.kml", b"\xEF\xBB\xBF<?xml", F::Kml),
            ("a", b" <kml>", F::Kml),
            ("a.csv", b"{", F::Csv),
            ("a.txt", "名称,托位数".as_bytes(), F::Csv),
            ("a.csv", b"\xFF\xFEa\0", F::Csv),
            ("a.geojson", b"{", F::GeoJson),
            ("a", b"\xEF\xBB\xBF {", F::GeoJson),
            ("a.geojsonl", b"{", F::GeoJsonLines),
            ("a.json", b"[", F::GeoJson),
            ("a.geojsonl.gz", b"{", F::GeoJsonLines),
            ("a.CSV.ZST", b"{", F::Csv),
            ("a.gz", b"{", F::GeoJson),
            ("a.xlsx.gz", b"PK\x03\x04xyz", F::Workbook),
        ] {
            assert_eq!(kind(name, bytes), Kind::Known(format), "{name}");
        }
        let mut tar = [b"plan.csv".as_slice(), &[0; AT_TAR_MARK]].concat();
        tar.truncate(AT_TAR_MARK);
        tar.extend(b"ustar\0");
        assert_eq!(kind("a.tar.gz", &tar), Kind::Foreign("read.format.tar"));
        assert_eq!(kind("a.csv", b"\x28\xB5\x2F\xFD"), Kind::Foreign("read.format.zstandard"));
        assert_eq!(kind("a.shp", "说明文字".as_bytes()), Kind::Foreign("read.format.text"));
        let description = b"<?xml version='1.0'?><kml><Placemark><description><table>";
        assert_eq!(kind("a", description), Kind::Known(F::Kml));
        assert_eq!(kind("a.xls", b"<html><TABLE><tr>"), Kind::Markup("read.format.html"));
        assert_eq!(kind("a.csv", b"\xEF\xBB\xBF\n<table border=1>"), Kind::Markup("read.format.html"));
        let workbook =
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>";
        assert_eq!(kind("a.xls", workbook), Kind::Markup("read.format.xml-spreadsheet"));
        assert_eq!(kind("a.shx", b"\0\0\x27\x0A"), Kind::Foreign("read.format.shapefile-index"));
        assert_eq!(kind("a.dbf", b"\x03\x7a\0"), Kind::Foreign("read.format.dbf"));
        assert_eq!(kind("a.geojson", b"a\0b"), Kind::Foreign("read.format.binary"));
    }
}
