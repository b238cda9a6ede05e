//! What the fuzz targets have in common: bytes become a file, and the file is read.
//!
//! Readers take paths, as their users have them. The file lies in `LIFECIRCLE_FUZZ`, which should be in memory
//! (`/dev/shm`), or else in the folder for temporary files; each process has its own.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use lifecircle::messages::Language;
use lifecircle::note::Notes;
use lifecircle::progress::Silent;
use lifecircle::read::{Source, read_layer, read_table};

/// The folder of this process.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let above = std::env::var_os("LIFECIRCLE_FUZZ").map_or_else(std::env::temp_dir, PathBuf::from);
        let folder = above.join(format!("lifecircle-fuzz-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the input");
        folder
    })
}

/// A file with these bytes.
pub fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder().join(name);
    std::fs::write(&path, bytes).expect("the input is written");
    path
}

/// Reads the bytes as a layer of the format that the name says; what is told must be in words.
pub fn layer(name: &str, bytes: &[u8]) {
    let path = file(name, bytes);
    let mut notes = Notes::default();
    let read = read_layer(&Source::of(&path, "residential"), &mut notes, &Silent);
    if let Err(error) = read {
        assert!(!error.message(Language::ZhCn).starts_with("error."), "{}", error.code);
    }
    for note in notes.to_vec() {
        assert!(!note.message(Language::ZhCn).starts_with("note."), "{}", note.code);
    }
}

/// Reads the bytes as a table.
pub fn table(name: &str, bytes: &[u8]) {
    let path = file(name, bytes);
    let _ = read_table(&Source::of(&path, "plan"), &mut Notes::default(), &Silent);
}
