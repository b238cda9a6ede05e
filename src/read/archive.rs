//! ZIP archives: a layer out of the one that is in there, or that is named. Nothing is ever written to disk.

use std::collections::HashSet;
use std::io::{Cursor, Read};
use std::path::{Component, Path, PathBuf};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::bytes::sha256_hex;
use super::format::{self, Format, Kind, extension};
use super::kml::{self, Linked};
use super::shapefile::{self, companions_of};
use super::{Companion, Layer, Source, read_document};
use crate::encoding::detect;
use crate::error::Error;
use crate::note::Notes;
use crate::progress::Progress;

/// The extensions of what can be a layer.
const LAYERS: [&str; 19] = [
    "shp", "geojson", "json", "geojsonl", "geojsons", "ndjson", "jsonl", "ldjson", "csv", "tsv", "tab",
    "fgb", "kml", "gpkg", "xlsx", "xlsm", "xlsb", "xls", "ods",
];

/// What an archive may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    entries: usize,
    /// Bytes of all that is unpacked.
    pub(super) bytes: u64,
    /// How many times its packed size an entry may be unpacked, and so many bytes more.
    ratio: u64,
    more: u64,
}

/// Honest data are packed to a tenth, repetitive ones to a hundredth.
pub(super) const LIMITS: Limits = Limits { entries: 10_000, bytes: 4 << 30, ratio: 200, more: 64 << 20 };

impl Limits {
    /// To how many bytes so many packed ones may be unpacked.
    pub(super) fn of_packed(&self, packed: u64) -> u64 {
        packed.saturating_mul(self.ratio).saturating_add(self.more)
    }
}

/// Reads a layer out of an archive: that of [`Source::layer`], by its name with or without folder and extension; or
/// the only one.
///
/// The layer has path and SHA-256 of the archive; what was read in it are its companions. Links of a KML document to
/// others in the archive are followed, each once.
///
/// # Errors
/// When it is no archive, holds too much, holds no layer, several and none is named, or not the named one; when the
/// layer in it is packed in a way that is not read, unpacks to more than the limits allow, is a GeoPackage, or cannot
/// be read.
pub(super) fn read(
    source: &Source<'_>,
    bytes: Vec<u8>,
    notes: &mut Notes,
    progress: &dyn Progress,
) -> Result<Layer, Error> {
    let sha256 = sha256_hex(&bytes);
    let mut archive = Archive::open(source, bytes, LIMITS)?;
    let chosen = archive.chosen()?;
    let inner = Source { layer: None, ..*source };
    let main = archive.unpacked(&chosen)?;
    let mut companions = vec![Companion { path: chosen.clone(), sha256: sha256_hex(&main) }];
    let layer = match format::of(&chosen, &main) {
        _ if main.is_empty() => Err(source.refuse("input-empty")),
        Kind::Known(Format::Shapefile) => {
            let files = archive.shapefile(&chosen, main)?;
            shapefile::read(&inner, files, notes, progress)
        }
        Kind::Known(Format::Kml) => {
            let mut read = HashSet::from([chosen.clone()]);
            let mut follow = |from: &Path, link: &str| {
                let Some(path) = archive.linked(from, link) else { return Ok(Linked::Elsewhere) };
                if !read.insert(path.clone()) {
                    return Ok(Linked::Known);
                }
                let bytes = archive.unpacked(&path)?;
                companions.push(Companion { path: path.clone(), sha256: sha256_hex(&bytes) });
                Ok(Linked::Document(path, bytes))
            };
            kml::read_linked(&inner, (chosen.clone(), main), &mut follow, notes, progress)
        }
        Kind::Known(Format::GeoPackage) => {
            Err(source.refuse("archive-geopackage").with("found", chosen.display()))
        }
        Kind::Known(Format::Zip) => {
            Err(source.refuse("layer-is-binary").with_term("found", "read.format.zip"))
        }
        Kind::Known(format) => read_document(format, &inner, main, notes, progress),
        Kind::Markup(found) => Err(source.refuse("table-is-markup").with_term("found", found)),
        Kind::Foreign(found) => Err(source.refuse("layer-is-binary").with_term("found", found)),
    }?;
    companions.extend(layer.companions);
    Ok(Layer { companions, sha256, ..layer })
}

/// An open archive.
struct Archive<'s> {
    source: &'s Source<'s>,
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// Bytes of the whole archive.
    length: u64,
    /// The files in it that people put there, with their places.
    entries: Vec<(PathBuf, usize)>,
    limits: Limits,
}

impl<'s> Archive<'s> {
    fn open(source: &'s Source<'s>, bytes: Vec<u8>, limits: Limits) -> Result<Self, Error> {
        let length = bytes.len() as u64;
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            source.refuse("file-damaged").with("format", Format::Zip.name()).with("reason", error)
        })?;
        if zip.len() > limits.entries {
            let error = source.refuse("archive-entries").with("count", zip.len());
            return Err(error.with("limit", limits.entries));
        }
        // Archives made in China name their files in GBK and say nothing of it.
        let encoding = detect(zip.file_names_raw()).encoding;
        let names = zip.file_names_raw().map(|name| encoding.decode(name).0.replace('\\', "/"));
        let entries = names.zip(0..).filter(|(name, _)| is_of_people(name));
        let entries = entries.map(|(name, place)| (PathBuf::from(name), place)).collect();
        Ok(Self { source, zip, length, entries, limits })
    }

    /// The layer that is asked for.
    fn chosen(&self) -> Result<PathBuf, Error> {
        let names = self.entries.iter().map(|(path, _)| path);
        let layers: Vec<&PathBuf> = names.filter(|path| LAYERS.contains(&extension(path).as_str())).collect();
        if layers.is_empty() {
            return Err(self.source.refuse("layers-none").with("format", Format::Zip.name()));
        }
        let list = |layers: &[&PathBuf]| {
            let names: Vec<String> = layers.iter().map(|path| format!("`{}`", path.display())).collect();
            names.join(", ")
        };
        let several = |layers: &[&PathBuf]| self.source.refuse("layers-several").with("list", list(layers));
        let Some(name) = self.source.layer else {
            // What a KMZ shows is `doc.kml`; others in it are what that links to.
            let main = layers.iter().find(|path| path.as_path() == Path::new("doc.kml"));
            return match (layers.as_slice(), main) {
                ([only], _) | (_, Some(only)) => Ok(only.to_path_buf()),
                _ => Err(several(&layers)),
            };
        };
        let fits = |path: &&&PathBuf| {
            let stem = path.with_extension("");
            let as_written = [path.as_path(), stem.as_path()];
            as_written.iter().any(|path| *path == Path::new(name) || path.file_name() == Some(name.as_ref()))
        };
        let named: Vec<&PathBuf> = layers.iter().filter(fits).copied().collect();
        match named.as_slice() {
            [only] => Ok(only.to_path_buf()),
            [] => {
                let error = self.source.refuse("layer-unknown").with("found", name);
                Err(error.with("list", list(&layers)))
            }
            _ => Err(several(&named)),
        }
    }

    /// The KML document in the archive to which a link in another one leads; none where it leads out of it.
    fn linked(&self, from: &Path, link: &str) -> Option<PathBuf> {
        let mut to = PathBuf::new();
        for part in from.parent()?.join(link.replace('\\', "/")).components() {
            match part {
                Component::Normal(name) => to.push(name),
                Component::CurDir => {}
                Component::ParentDir if to.pop() => {}
                _ => return None,
            }
        }
        let is_there = extension(&to) == "kml" && self.entries.iter().any(|(path, _)| *path == to);
        is_there.then_some(to)
    }

    /// The bytes of an entry.
    fn unpacked(&mut self, path: &Path) -> Result<Vec<u8>, Error> {
        let refuse = |code| self.source.refuse(code).with("found", path.display());
        let place = self.entries.iter().find(|(name, _)| name == path).map(|(_, place)| *place);
        let entry = self.zip.by_index(place.unwrap_or(usize::MAX));
        let mut entry: ZipFile<'_, _> =
            entry.map_err(|error| refuse("archive-packing").with("reason", error))?;
        // What it says of its sizes is not believed.
        let packed = entry.compressed_size().min(self.length);
        let limit = self.limits.bytes.min(self.limits.of_packed(packed));
        let mut bytes = Vec::new();
        let read = entry.by_ref().take(limit + 1).read_to_end(&mut bytes);
        read.map_err(|error| refuse("archive-packing").with("reason", error))?;
        if bytes.len() as u64 > limit {
            return Err(refuse("archive-bomb").with("limit", limit >> 20));
        }
        self.limits.bytes -= bytes.len() as u64;
        Ok(bytes)
    }

    /// A `.shp` with what lies beside it.
    fn shapefile(&mut self, path: &Path, shp: Vec<u8>) -> Result<shapefile::Files, Error> {
        let beside = self.entries.iter().map(|(name, _)| name).filter(|name| name.parent() == path.parent());
        let beside: Vec<PathBuf> = beside.cloned().collect();
        let mut companions = Vec::new();
        for name in companions_of(path, &beside) {
            companions.push((name.clone(), self.unpacked(name)?));
        }
        Ok(shapefile::Files { shp, companions })
    }
}

/// Whether an entry is a file that someone put there: no folder, nothing hidden, nothing that a system adds.
fn is_of_people(name: &str) -> bool {
    let mut parts = name.split('/');
    !name.ends_with('/')
        && !name.starts_with("__MACOSX/")
        && parts.all(|part| !part.starts_with('.') || part == "..")
}

#[cfg(test)]
mod tests;
