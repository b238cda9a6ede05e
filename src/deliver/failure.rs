//! What the system says when a result cannot be written, in our words.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::error::Error;

/// `path` cannot be written.
pub(crate) fn cannot_write(path: &Path, why: &io::Error) -> Error {
    match why.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Error::data("output-disk-full")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Error::data("output-read-only"),
        // A folder above the output is a file: "not a directory" in the middle of a path, "exists" at its end.
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => Error::usage("output-under-file"),
        _ => Error::data("output-unwritable").with("reason", why),
    }
    .with("path", path.display())
}

/// The new result cannot take its place at `path`.
pub(crate) fn cannot_place(path: &Path, why: &io::Error) -> Error {
    match why.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::ReadOnlyFilesystem => {
            cannot_write(path, why)
        }
        // The folder is the root of a mounted file system, as `-v …:/output` makes it in a container.
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => {
            Error::usage("output-mounted").with("path", path.display())
        }
        // Most often: a program on Windows that has one of the files open.
        _ => Error::data("output-not-replaced").with("path", path.display()).with("reason", why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Fault;
    use crate::messages::Language;

    /// The words for each cause, with the exit status that it leads to.
    #[test]
    fn each_cause_is_told_in_plain_words() {
        let kinds = [
            ErrorKind::StorageFull,
            ErrorKind::ReadOnlyFilesystem,
            ErrorKind::PermissionDenied,
            ErrorKind::NotADirectory,
            ErrorKind::Other,
        ];
        let told = |error: Error, language| {
            format!(
                "{} {} | {} | {}",
                if error.fault == Fault::Usage { 2 } else { 1 },
                error.message(language),
                error.cause(language).unwrap_or_default(),
                error.hint(language).unwrap_or_default(),
            )
        };
        let all = |language| {
            let path = Path::new("output/新昌");
            let mut lines: Vec<String> =
                kinds.iter().map(|kind| told(cannot_write(path, &(*kind).into()), language)).collect();
            lines.push(told(cannot_place(path, &ErrorKind::ResourceBusy.into()), language));
            lines.push(told(cannot_place(path, &ErrorKind::PermissionDenied.into()), language));
            lines.join("\n")
        };
        insta::assert_snapshot!(all(Language::En), @"
        1 cannot write `output/新昌` | the disk is full, or the quota is used up | free some space, or name a folder on another disk with `-o`
        1 cannot write `output/新昌` | there is no permission to write, or the disk is read-only | name a folder that can be written with `-o`
        1 cannot write `output/新昌` | there is no permission to write, or the disk is read-only | name a folder that can be written with `-o`
        2 cannot write `output/新昌` | expected folders above it, found a file among them | name another folder with `-o`
        1 cannot write `output/新昌` | other error | 
        2 cannot replace the folder `output/新昌` as a whole | it is a mount point, or in use | name a folder inside it with `-o`
        1 cannot put the new result at `output/新昌`; what lay there is unchanged | permission denied | close any program that has files of that folder open (Excel, QGIS), then run again
        ");
        insta::assert_snapshot!(all(Language::ZhCn), @"
        1 无法写入 `output/新昌` | 磁盘空间已满或超出配额 | 清理磁盘空间，或用 `-o` 指定其他磁盘上的文件夹
        1 无法写入 `output/新昌` | 没有写入权限，或磁盘为只读 | 用 `-o` 指定可以写入的文件夹
        1 无法写入 `output/新昌` | 没有写入权限，或磁盘为只读 | 用 `-o` 指定可以写入的文件夹
        2 无法写入 `output/新昌` | 路径中的上级应为文件夹，实际有一级是文件 | 用 `-o` 另行指定文件夹
        1 无法写入 `output/新昌` | other error | 
        2 无法整体替换文件夹 `output/新昌` | 该文件夹是挂载点，或正被占用 | 用 `-o` 指定其下的子文件夹
        1 无法将新成果放到 `output/新昌`，原有内容未改动 | permission denied | 关闭正在打开其中文件的程序（如 Excel、QGIS）后重新运行
        ");
    }
}
