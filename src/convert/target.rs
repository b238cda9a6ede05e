//! The file that is written: its format, and that it takes its place as a whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// A format that layers are converted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetFormat {
    /// GeoJSON, one document.
    GeoJson,
    /// GeoJSON features, one a line.
    GeoJsonLines,
    /// CSV: points as two columns, other geometries as WKT.
    Csv,
    /// GeoPackage, with one layer.
    GeoPackage,
}

/// The extensions of all formats, as messages list them.
const EXTENSIONS: &str = "`.geojson`, `.json`, `.geojsonl`, `.csv`, `.gpkg`";

impl TargetFormat {
    /// The format that the extension of a path says.
    ///
    /// # Errors
    /// It says none that is written.
    pub fn of(path: &Path) -> Result<Self, Error> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        match extension.as_deref() {
            Some("geojson" | "json") => Ok(Self::GeoJson),
            Some("geojsonl" | "geojsons" | "ndjson") => Ok(Self::GeoJsonLines),
            Some("csv") => Ok(Self::Csv),
            Some("gpkg") => Ok(Self::GeoPackage),
            _ => Err(Error::usage("convert-format").with("path", path.display()).with("allowed", EXTENSIONS)),
        }
    }

    /// Whether the format has longitudes and latitudes unless another system is asked for.
    pub(super) fn is_of_degrees(self) -> bool {
        matches!(self, Self::GeoJson | Self::GeoJsonLines)
    }
}

/// A file in the making, beside the place where it will lie. Dropped before it is put there, it leaves nothing behind.
pub(super) struct Making<'t> {
    target: &'t Path,
    path: PathBuf,
    is_placed: bool,
}

impl<'t> Making<'t> {
    /// # Errors
    /// The target exists, or nothing can be made beside it.
    pub(super) fn of(target: &'t Path) -> Result<(Self, File), Error> {
        if target.try_exists().unwrap_or(true) {
            return Err(Error::usage("convert-exists").with("path", target.display()));
        }
        let mut name = target.as_os_str().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let path = PathBuf::from(name);
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        let file = file.map_err(|error| cannot_write(target, &error))?;
        Ok((Self { target, path, is_placed: false }, file))
    }

    /// Where it is made.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// It cannot be put there, as where another has come meanwhile.
    pub(super) fn put_in_place(mut self) -> Result<(), Error> {
        // A hard link fails where a file is, a renamed one would take its place; some file systems have no links.
        let placed = match fs::hard_link(&self.path, self.target) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
            Err(_) => fs::rename(&self.path, self.target).inspect(|()| self.is_placed = true),
            Ok(()) => Ok(()),
        };
        placed.map_err(|error| cannot_write(self.target, &error))
    }
}

impl Drop for Making<'_> {
    fn drop(&mut self) {
        if !self.is_placed {
            // What cannot be removed is left; the error that led here is told.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The file cannot be written.
pub(super) fn cannot_write(target: &Path, error: &io::Error) -> Error {
    match error.kind() {
        ErrorKind::AlreadyExists => Error::usage("convert-exists").with("path", target.display()),
        _ => Error::usage("convert-cannot-write").with("path", target.display()).with("reason", error),
    }
}
