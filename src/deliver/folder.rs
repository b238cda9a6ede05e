//! The folder of a result: made beside its place, and put there as a whole.
//!
//! A result is recognised by the list of its files that it carries ([`LIST`]). Only files on that list are ever
//! replaced; whatever else lies in the folder (a map made from the result, say) moves over to the new one. A run may be
//! ended at any moment (Ctrl-C): the result is then the old one or the new one.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::about::{About, Described};
use super::beside::{Purpose, clear, exchange, fresh, locked_list, remove_making, remove_result};
use super::failure::{cannot_place, cannot_write};
use crate::error::Error;
use crate::progress::{Progress, Silent, Step};

/// The list of the files of a result, one a line, in the folder of the result.
pub(crate) const LIST: &str = ".lifecircle";

/// A result in the making. Dropped before it is put in place, it leaves nothing behind.
#[derive(Debug)]
pub(crate) struct NewFolder<'p> {
    /// Where the result will lie, as the user named it.
    named: PathBuf,
    /// The same place, links resolved.
    target: PathBuf,
    /// Where it is made: beside the target, so on the same file system.
    making: PathBuf,
    /// Its list, locked.
    list: Option<File>,
    /// Dropped after the folder itself.
    _above: FoldersAbove,
    /// The files so far, in the order in which they were made.
    files: Vec<Described>,
    /// Is told of each file.
    progress: &'p dyn Progress,
    placed: bool,
}

impl<'p> NewFolder<'p> {
    /// An empty folder beside `output`.
    ///
    /// # Errors
    /// `output` is a file, or a folder that is neither empty nor a result; or nothing can be made there.
    pub(crate) fn beside(output: &Path) -> Result<Self, Error> {
        let target = resolved(output)?;
        old_files(output, &target)?;
        let cannot = |e: io::Error| cannot_write(output, &e);
        let above = FoldersAbove::of(&target).map_err(cannot)?;
        clear(&target);
        let making = fresh(&target, Purpose::Making, |path| fs::create_dir(path)).map_err(cannot)?;
        let mut folder = Self {
            named: output.to_owned(),
            target,
            making,
            list: None,
            _above: above,
            files: Vec::new(),
            progress: &Silent,
            placed: false,
        };
        folder.list = Some(locked_list(&folder.making).map_err(cannot)?);
        if is_on_another_file_system(&folder.target, &folder.making) {
            return Err(cannot_place(output, &io::ErrorKind::CrossesDevices.into()));
        }
        Ok(folder)
    }

    /// Tells `progress` of each file from now on.
    pub(crate) fn watched_by(self, progress: &'p dyn Progress) -> Self {
        // A value with a destructor is not taken apart, so the field is set.
        let mut folder = self;
        folder.progress = progress;
        folder
    }

    /// The files so far, in the order in which they were made.
    pub(crate) fn files(&self) -> &[Described] {
        &self.files
    }

    /// `name`; where the folder already has a file of that name, whatever the case of its letters, `name` with a number
    /// before its extension. Names made of the names of services and the years of plans may meet.
    pub(crate) fn free_name(&self, name: &str) -> String {
        let is_taken = |name: &str| self.files.iter().any(|f| f.name.to_lowercase() == name.to_lowercase());
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let mut free = name.to_owned();
        let mut number = 2;
        while is_taken(&free) {
            free = format!("{stem}-{number}.{extension}");
            number += 1;
        }
        free
    }

    /// Makes the file `name`, filled by `fill`; `about` says in `index.md` what it is.
    ///
    /// # Errors
    /// Those of `fill`; and a file that cannot be written, as when the disk is full.
    pub(crate) fn file(
        &mut self,
        name: &str,
        about: About,
        fill: impl FnOnce(&mut BufWriter<File>) -> Result<(), Unfilled>,
    ) -> Result<(), Error> {
        self.progress.begin(Step::Writing { file: name }, None);
        self.unlisted_file(name, fill)?;
        self.files.push(Described { name: name.to_owned(), about });
        Ok(())
    }

    /// Makes a file that is none of the result: the list, and the trial before the run.
    ///
    /// # Errors
    /// Those of [`NewFolder::file`].
    pub(crate) fn unlisted_file(
        &self,
        name: &str,
        fill: impl FnOnce(&mut BufWriter<File>) -> Result<(), Unfilled>,
    ) -> Result<(), Error> {
        let told = |e: io::Error| cannot_write(&self.named.join(name), &e);
        let path = self.making.join(name);
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(told)?;
        let mut to = BufWriter::with_capacity(1 << 16, File::create(path).map_err(told)?);
        match fill(&mut to) {
            Ok(()) => {}
            Err(Unfilled::Io(e)) => return Err(told(e)),
            Err(Unfilled::Other(e)) => return Err(e),
        }
        to.flush().map_err(told)
    }

    /// Makes the file `name`, filled by `fill` at the path where it is made: for what wants a path, not a stream.
    ///
    /// # Errors
    /// As [`NewFolder::file`].
    pub(crate) fn file_at(
        &mut self,
        name: &str,
        about: About,
        fill: impl FnOnce(&Path) -> Result<(), Unfilled>,
    ) -> Result<(), Error> {
        self.progress.begin(Step::Writing { file: name }, None);
        fill(&self.making.join(name)).map_err(|why| match why {
            Unfilled::Io(e) => cannot_write(&self.named.join(name), &e),
            Unfilled::Other(e) => e,
        })?;
        self.files.push(Described { name: name.to_owned(), about });
        Ok(())
    }

    /// Puts the result in its place, in the stead of an older one, and returns the paths of its files.
    ///
    /// # Errors
    /// The folders cannot be renamed, or a foreign file of the old folder bears the name of a new one; the old
    /// folder is then as it was.
    pub(crate) fn put_in_place(mut self) -> Result<Vec<PathBuf>, Error> {
        let names: Vec<&str> = self.files.iter().map(|file| file.name.as_str()).collect();
        let list = names.join("\n");
        if let Some(mut to) = self.list.as_ref() {
            writeln!(to, "{list}").map_err(|e| cannot_write(&self.named.join(LIST), &e))?;
        }
        if cfg!(windows) {
            // There a folder with an open file in it cannot be renamed.
            self.list = None;
        }
        let old = old_files(&self.named, &self.target)?;
        match old {
            None => fs::rename(&self.making, &self.target).map_err(|e| cannot_place(&self.named, &e))?,
            Some(old) => self.replace(&old)?,
        }
        self.placed = true;
        Ok(self.files.iter().map(|file| self.named.join(&file.name)).collect())
    }

    fn replace(&mut self, old: &BTreeSet<String>) -> Result<(), Error> {
        let aside = self.swap().map_err(|e| cannot_place(&self.named, &e))?;
        let mut moved = Vec::new();
        if let Err(error) = self.keep_foreign(&aside, "", old, &mut moved) {
            for name in moved {
                let _ = fs::rename(self.target.join(&name), aside.join(&name));
            }
            let back = if aside == self.making {
                exchange(&self.target, &aside)
            } else {
                fs::rename(&self.target, &self.making).and_then(|()| fs::rename(&aside, &self.target))
            };
            // An old result that cannot go back is not thrown away.
            self.placed = back.is_err();
            return Err(error);
        }
        // The new result is in place: what cannot be removed of the old one is no reason to fail. Only listed
        // files are removed, and the folder only when it is then empty.
        remove_result(&aside, old);
        Ok(())
    }

    /// Puts the new result in the place of the old one, and returns where that lies now: at once where that can be done,
    /// else in two steps, between which an end of the run leaves the old one aside.
    fn swap(&self) -> io::Result<PathBuf> {
        if exchange(&self.making, &self.target).is_ok() {
            return Ok(self.making.clone());
        }
        let aside = fresh(&self.target, Purpose::Old, |path| {
            // A rename would silently take the place of an empty folder, so a name in use is passed over.
            if path.exists() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            fs::rename(&self.target, path)
        })?;
        if let Err(error) = fs::rename(&self.making, &self.target) {
            let _ = fs::rename(&aside, &self.target);
            return Err(error);
        }
        Ok(aside)
    }

    /// Moves what is not of the old result from `aside` to the new folder; `within`: the folder of the result that is
    /// looked through, with a `/` at its end.
    fn keep_foreign(
        &self,
        aside: &Path,
        within: &str,
        old: &BTreeSet<String>,
        moved: &mut Vec<PathBuf>,
    ) -> Result<(), Error> {
        let told = |e: io::Error| cannot_place(&self.named, &e);
        for entry in fs::read_dir(aside.join(within)).map_err(told)? {
            let entry = entry.map_err(told)?;
            let name = Path::new(within).join(entry.file_name());
            let listed = entry.file_name().to_str().map(|own| format!("{within}{own}")).unwrap_or_default();
            if old.contains(&listed) {
                continue;
            }
            if folders_of(old).contains(listed.as_str()) {
                self.keep_foreign(aside, &format!("{listed}/"), old, moved)?;
                continue;
            }
            if self.target.join(&name).symlink_metadata().is_ok() {
                return Err(
                    Error::usage("output-foreign-file").with("path", self.named.join(&name).display())
                );
            }
            // The new result need not have a folder that the old one had.
            self.target.join(&name).parent().map_or(Ok(()), fs::create_dir_all).map_err(told)?;
            fs::rename(aside.join(&name), self.target.join(&name)).map_err(told)?;
            moved.push(name);
        }
        Ok(())
    }
}

impl Drop for NewFolder<'_> {
    fn drop(&mut self) {
        self.list = None;
        if !self.placed {
            remove_making(&self.making);
        }
    }
}

/// The folders in a result that its files lie in.
pub(super) fn folders_of(files: &BTreeSet<String>) -> BTreeSet<&str> {
    files.iter().filter_map(|file| file.rsplit_once('/').map(|(folder, _)| folder)).collect()
}

/// The folders above a result that were missing and were made. Dropped, it removes those that are still empty.
#[derive(Debug)]
struct FoldersAbove {
    innermost_first: Vec<PathBuf>,
}

impl FoldersAbove {
    fn of(target: &Path) -> io::Result<Self> {
        let missing = target.ancestors().skip(1).take_while(|a| !a.exists()).map(Path::to_owned);
        let folders = Self { innermost_first: missing.collect() };
        target.parent().map_or(Ok(()), fs::create_dir_all)?;
        Ok(folders)
    }
}

impl Drop for FoldersAbove {
    fn drop(&mut self) {
        for folder in &self.innermost_first {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Why a file was not filled.
#[derive(Debug)]
pub(crate) enum Unfilled {
    /// It could not be written.
    Io(io::Error),
    /// Something else, already told.
    Other(Error),
}

impl From<io::Error> for Unfilled {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Error> for Unfilled {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

/// The place that `output` names, with links resolved as far as it exists.
fn resolved(output: &Path) -> Result<PathBuf, Error> {
    let target = match fs::canonicalize(output) {
        Ok(path) => path,
        Err(_) => std::path::absolute(output).map_err(|e| cannot_write(output, &e))?,
    };
    if target.file_name().is_none() {
        return Err(Error::usage("output-unnamed").with("path", output.display()));
    }
    Ok(target)
}

/// The files of the result that lies at `target`; `None` when nothing lies there.
///
/// An empty folder is a result without files. Anything else without a list is not ours to replace.
pub(crate) fn old_files(named: &Path, target: &Path) -> Result<Option<BTreeSet<String>>, Error> {
    let cannot = |e: io::Error| cannot_write(named, &e);
    match fs::symlink_metadata(target) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(cannot(e)),
        Ok(found) if !found.is_dir() => {
            return Err(Error::usage("output-is-file").with("path", named.display()));
        }
        Ok(_) => {}
    }
    match fs::read_to_string(target.join(LIST)) {
        Ok(list) => Ok(Some(list.lines().chain([LIST]).map(str::to_owned).collect())),
        Err(e) if e.kind() == io::ErrorKind::NotFound => match fs::read_dir(target).map_err(cannot)?.next() {
            None => Ok(Some(BTreeSet::new())),
            Some(entry) => {
                let entry = entry.map_err(cannot)?.file_name();
                Err(Error::usage("output-foreign")
                    .with("path", named.display())
                    .with("entry", entry.to_string_lossy()))
            }
        },
        Err(e) => Err(cannot(e)),
    }
}

/// Whether the folder `target`, where there is one, is the root of a file system of its own: it cannot be renamed.
#[cfg(unix)]
fn is_on_another_file_system(target: &Path, beside: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|m| m.dev()).ok();
    device(target).is_some_and(|d| Some(d) != device(beside))
}

/// Elsewhere the rename itself will tell.
#[cfg(not(unix))]
fn is_on_another_file_system(_target: &Path, _beside: &Path) -> bool {
    false
}

#[cfg(test)]
#[path = "folder_tests.rs"]
mod tests;
