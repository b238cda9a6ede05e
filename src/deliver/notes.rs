//! Notes in words, for the terminal.

use super::printable::for_terminal;
use super::words::Words;
use crate::messages::{Language, label};
use crate::note::{Note, Severity};

/// The notes by severity, the gravest first, in the order in which they arose: a line each with severity, layer,
/// feature and message, and below it what was done and what the reader may do. No notes give an empty text.
pub fn notes_text(notes: &[Note], language: Language) -> String {
    let mut out = String::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        for note in notes.iter().filter(|n| n.severity == severity) {
            out.push_str(&line(note, Words(language)));
            out.push('\n');
            if let Some(action) = note.action(language) {
                out.push_str("  ");
                out.push_str(&for_terminal(&action));
                out.push('\n');
            }
        }
    }
    out
}

fn line(note: &Note, words: Words) -> String {
    let severity = words.severity(note.severity);
    let place = place(note, words);
    let message = note.message(words.0);
    let key = if place.is_empty() { "words.note.anywhere" } else { "words.note.somewhere" };
    let line = words.filled(key, &[("severity", &severity), ("place", &place), ("message", &message)]);
    for_terminal(&line).into_owned()
}

/// The layer and the feature that a note is about, as far as it says.
fn place(note: &Note, words: Words) -> String {
    let layer = note.layer.as_ref().map(|role| match label(words.0, &format!("words.role.{role}")) {
        "" => role.clone(),
        known => known.to_owned(),
    });
    let feature = note.feature.as_ref().map(|f| {
        let key = match (note.is_of_row, &f.name) {
            (false, Some(_)) => "words.note.named-feature",
            (false, None) => "words.note.feature",
            (true, Some(_)) => "words.note.named-row",
            (true, None) => "words.note.row",
        };
        words.filled(key, &[("index", &f.index), ("name", &f.name.as_deref().unwrap_or_default())])
    });
    let parts: Vec<String> = [layer, feature].into_iter().flatten().collect();
    parts.join(&words.label("words.note.place-separator"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `and-more` stands in for the notes of other rooms: its words are of this one.
    #[test]
    fn notes_are_told_by_severity_with_their_place() {
        let note = |severity| {
            Note::new(severity, "and-more").with("count", 3).with("total", 23).with("code", "parcel-empty")
        };
        let notes = [
            note(Severity::Info),
            note(Severity::Warning).layer("residential").feature(12, Some("锦绣\u{1b}[31m\n嘉园".to_owned())),
            note(Severity::Error).layer("townships").feature(3, None),
            note(Severity::Warning).layer("elsewhere"),
        ];
        insta::assert_snapshot!(notes_text(&notes, Language::En), @"
        error: townships, feature 3: 3 more of the same kind (`parcel-empty`, 23 in all)
          not told one by one here; `lifecircle check -o DIR` writes all of them to `check.csv`, with their places
        warning: residential land, feature 12 (`锦绣 [31m 嘉园`): 3 more of the same kind (`parcel-empty`, 23 in all)
          not told one by one here; `lifecircle check -o DIR` writes all of them to `check.csv`, with their places
        warning: elsewhere: 3 more of the same kind (`parcel-empty`, 23 in all)
          not told one by one here; `lifecircle check -o DIR` writes all of them to `check.csv`, with their places
        note: 3 more of the same kind (`parcel-empty`, 23 in all)
          not told one by one here; `lifecircle check -o DIR` writes all of them to `check.csv`, with their places
        ");
        insta::assert_snapshot!(notes_text(&notes, Language::ZhCn), @"
        错误：乡镇（街道）图层第 3 个要素：另有 3 条同类提示（`parcel-empty`，共 23 条）
          此处未逐条列出；用 `lifecircle check -o 文件夹` 可将全部提示连同位置写入 `check.csv`
        警告：居住用地图层第 12 个要素（`锦绣 [31m 嘉园`）：另有 3 条同类提示（`parcel-empty`，共 23 条）
          此处未逐条列出；用 `lifecircle check -o 文件夹` 可将全部提示连同位置写入 `check.csv`
        警告：elsewhere：另有 3 条同类提示（`parcel-empty`，共 23 条）
          此处未逐条列出；用 `lifecircle check -o 文件夹` 可将全部提示连同位置写入 `check.csv`
        说明：另有 3 条同类提示（`parcel-empty`，共 23 条）
          此处未逐条列出；用 `lifecircle check -o 文件夹` 可将全部提示连同位置写入 `check.csv`
        ");
        assert_eq!(notes_text(&[], Language::En), "");
        let mut row = note(Severity::Error).layer("facilities").feature(53, Some("甲园".to_owned()));
        row.is_of_row = true;
        let first_line = |language| notes_text(&[row.clone()], language).lines().next().map(str::to_owned);
        insta::assert_snapshot!(first_line(Language::En).expect("a line"), @"error: facilities, row 53 (`甲园`): 3 more of the same kind (`parcel-empty`, 23 in all)");
        insta::assert_snapshot!(first_line(Language::ZhCn).expect("a line"), @"错误：设施图层第 53 行（`甲园`）：另有 3 条同类提示（`parcel-empty`，共 23 条）");
    }
}
