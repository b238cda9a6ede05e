//! What lies beside a result while it is made, and what is left there of a run that was ended: it is cleared away by the
//! next one.
//!
//! A folder in the making holds the list of its files from the beginning on, locked as long as the run lives. The system
//! gives the lock back however a run ends: by Ctrl-C, with its window, with the machine.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::folder::{LIST, folders_of};

/// What a folder beside a result is for; its name tells.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    /// The next result is made in it.
    Making,
    /// It is the last one, out of the way of the next.
    Old,
}

impl Purpose {
    /// What stands in its name between that of the result and two numbers. No one calls a folder of their own so.
    fn mark(self) -> &'static str {
        match self {
            Self::Making => ".lifecircle-new-",
            Self::Old => ".lifecircle-old-",
        }
    }
}

/// Tries `make` on names beside `target` that tell what they are for, until one was not in use.
pub(super) fn fresh(
    target: &Path,
    purpose: Purpose,
    make: impl Fn(&Path) -> io::Result<()>,
) -> io::Result<PathBuf> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let mut attempt = 0;
    loop {
        let path = target.with_file_name(format!("{name}{}{}-{attempt}", purpose.mark(), std::process::id()));
        match make(&path) {
            Ok(()) => return Ok(path),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists && attempt < 100 => attempt += 1,
            Err(e) => return Err(e),
        }
    }
}

/// The list of a folder in the making, empty and locked. Where the file system knows no locks, no other run will take the
/// folder for left behind.
pub(super) fn locked_list(making: &Path) -> io::Result<File> {
    let list = File::create_new(making.join(LIST))?;
    let _ = list.try_lock();
    Ok(list)
}

/// Exchanges two folders at once, so that there is no moment at which one of the names leads nowhere.
///
/// # Errors
/// The file system, or the operating system, cannot do so.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Elsewhere it takes two steps.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
pub(super) fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Removes a result: what its list names, and the folders that are then empty; the list last, so that what is left when the
/// run is ended here is known again. What is not removed is no reason to fail.
pub(super) fn remove_result(folder: &Path, files: &BTreeSet<String>) {
    for name in files.iter().filter(|name| *name != LIST) {
        let _ = fs::remove_file(folder.join(name));
    }
    for inner in folders_of(files) {
        let _ = fs::remove_dir(folder.join(inner));
    }
    let _ = fs::remove_file(folder.join(LIST));
    let _ = fs::remove_dir(folder);
}

/// Removes a folder in the making with all that is in it, the list last.
pub(super) fn remove_making(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_name() != LIST && fs::remove_file(&path).is_err() {
            let _ = fs::remove_dir_all(&path);
        }
    }
    let _ = fs::remove_dir_all(folder);
}

/// Clears away what runs that were ended have left beside `target`; puts the last result back where one was ended while
/// it lay aside.
pub(super) fn clear(target: &Path) {
    let left = |purpose| left_behind(target, purpose);
    for folder in left(Purpose::Old) {
        if !target.exists() {
            let _ = fs::rename(&folder, target);
        }
    }
    for folder in left(Purpose::Making).into_iter().chain(left(Purpose::Old)) {
        let Ok(list) = fs::read_to_string(folder.join(LIST)) else { continue };
        if list.is_empty() {
            // It was still being made, and nothing was put into it but what was made.
            remove_making(&folder);
            continue;
        }
        let files: BTreeSet<String> = list.lines().chain([LIST]).map(str::to_owned).collect();
        // Without a result to go back to, the user's files stay where they are.
        if target.is_dir() {
            give_back(&folder, target, "", &files);
        }
        remove_result(&folder, &files);
    }
}

/// The folders beside `target` that runs made for this purpose which live no more.
fn left_behind(target: &Path, purpose: Purpose) -> Vec<PathBuf> {
    let (Some(above), Some(name)) = (target.parent(), target.file_name().and_then(OsStr::to_str)) else {
        return Vec::new();
    };
    let is_of_run = |path: &PathBuf| {
        let own = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        let numbers = own.strip_prefix(name).and_then(|rest| rest.strip_prefix(purpose.mark()));
        let are_numbers = |(run, attempt): (&str, &str)| {
            [run, attempt].iter().all(|n| !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit()))
        };
        numbers.and_then(|numbers| numbers.split_once('-')).is_some_and(are_numbers)
    };
    let lives_no_more =
        |path: &PathBuf| File::open(path.join(LIST)).is_ok_and(|list| list.try_lock().is_ok());
    let entries = fs::read_dir(above).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let of_runs = entries.filter(is_of_run);
    // An empty folder that was replaced, or one that was all but removed, has no list.
    of_runs.filter(|path| fs::remove_dir(path).is_err() && lives_no_more(path)).collect()
}

/// Moves what is not of the result in `folder` to `target`, where nothing of that name lies: what the user had put
/// there. `within`: the folder of the result that is looked through, with a `/` at its end.
fn give_back(folder: &Path, target: &Path, within: &str, files: &BTreeSet<String>) {
    for entry in fs::read_dir(folder.join(within)).into_iter().flatten().flatten() {
        let name = Path::new(within).join(entry.file_name());
        let listed = entry.file_name().to_str().map(|own| format!("{within}{own}")).unwrap_or_default();
        if files.contains(&listed) {
            continue;
        }
        if folders_of(files).contains(listed.as_str()) {
            give_back(folder, target, &format!("{listed}/"), files);
        } else if target.join(&name).symlink_metadata().is_err() {
            let _ = target.join(&name).parent().map(fs::create_dir_all);
            let _ = fs::rename(folder.join(&name), target.join(&name));
        }
    }
}
