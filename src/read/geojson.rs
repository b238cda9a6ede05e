//! stub
use super::Layer;
use crate::error::Error;
use crate::note::Notes;
use std::path::Path;
/// Reads a GeoJSON file.
pub fn read_layer(_path: &Path, _role: &str, _notes: &mut Notes) -> Result<Layer, Error> {
    Err(Error::data("stub"))
}
