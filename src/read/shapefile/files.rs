//! The files that make up a Shapefile.

use std::path::{Path, PathBuf};

use super::super::bytes::{read_companion, sha256_hex};
use super::super::format::extension;
use super::super::packed::unpacked_path;
use super::super::{Companion, Source};
use crate::error::Error;

/// The extensions of the files that are read beside a `.shp`.
const COMPANIONS: [&str; 4] = ["cpg", "dbf", "prj", "shx"];

/// A `.shp`, and what lies beside it.
pub(in super::super) struct Files {
    pub(in super::super) shp: Vec<u8>,
    /// The companions, with their paths.
    pub(in super::super) companions: Vec<(PathBuf, Vec<u8>)>,
}

impl Files {
    /// Reads what lies beside a `.shp`.
    ///
    /// # Errors
    /// A companion is there and cannot be read.
    pub(in super::super) fn beside(source: &Source<'_>, shp: Vec<u8>) -> Result<Self, Error> {
        let shp_path = unpacked_path(source.path);
        let folder = match shp_path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut beside: Vec<PathBuf> = std::fs::read_dir(folder)
            .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
            .unwrap_or_default();
        beside.retain(|path| path.file_stem() == shp_path.file_stem() && path.is_file());
        let mut companions = Vec::new();
        for path in companions_of(&shp_path, &beside) {
            // By the path that was asked for, which is not always that of the folder.
            let path = shp_path.with_file_name(path.file_name().unwrap_or_default());
            let bytes = read_companion(source, &path)?;
            companions.push((path, bytes));
        }
        Ok(Self { shp, companions })
    }

    /// The companion with this extension.
    pub(super) fn companion(&self, name: &str) -> Option<&[u8]> {
        let found = self.companions.iter().find(|(path, _)| extension(path) == name);
        found.map(|(_, bytes)| bytes.as_slice())
    }

    /// The companions by name and SHA-256.
    pub(super) fn hashes(&self) -> Vec<Companion> {
        let companion =
            |(path, bytes): &(PathBuf, Vec<u8>)| Companion { path: path.clone(), sha256: sha256_hex(bytes) };
        self.companions.iter().map(companion).collect()
    }
}

/// Which of these files are companions of a `.shp`: one of each extension, whatever its case; where there are several,
/// that in small letters.
pub(in super::super) fn companions_of<'p>(shp: &Path, files: &'p [PathBuf]) -> Vec<&'p PathBuf> {
    let fit = |name: &str| {
        let fit = files.iter().filter(|file| file.file_stem() == shp.file_stem() && extension(file) == name);
        // Small letters come after capital ones.
        fit.max()
    };
    COMPANIONS.into_iter().filter_map(fit).collect()
}
