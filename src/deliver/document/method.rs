//! 方法与数据 and 说明事项: how the figures were made, what went in, and what was found.

use super::super::tables::Table;
use super::draft::Draft;
use super::grid::Grid;
use crate::note::Severity;

/// How many digits of a file's hash are printed: enough to know the file again.
const DIGITS_OF_HASH: usize = 16;

/// The section: the choices as a table, then the sources.
pub(super) fn write(draft: &mut Draft, tables: &[Table], data_source: Option<&str>) {
    let words = draft.words;
    let named = |name: &str| tables.iter().find(|table| table.name == name);
    draft.section("method");
    if let Some(method) = named("method") {
        let heading = words.label("words.document.section.choices");
        draft.heading(2, &heading);
        draft.paragraph_before_table(&[words.told("method.choices", &[])]);
        draft.table(&method.title, Grid::of(method, &["item", "choice"]), Vec::new());
    }
    let inputs = named("inputs").filter(|inputs| !inputs.rows.is_empty());
    if inputs.is_none() && data_source.is_none() {
        return;
    }
    let heading = words.label("words.document.section.inputs");
    draft.heading(2, &heading);
    let source = data_source.map(|source| words.told("method.source", &[("source", &source)]));
    let source: Vec<String> = source.into_iter().collect();
    match inputs {
        None => draft.paragraph(&source),
        Some(inputs) => {
            let told = [source, vec![words.told("method.inputs", &[])]].concat();
            draft.paragraph_before_table(&told);
            let of = ["role", "service", "path", "features", "crs", "datum", "sha256"];
            let heading = words.told("method.hash", &[("digits", &DIGITS_OF_HASH)]);
            let grid = Grid::of(inputs, &of)
                .headed(|name, _| (name == "sha256").then(|| heading.clone()))
                .changed("sha256", |hash| hash.chars().take(DIGITS_OF_HASH).collect());
            let has_several = draft.report.services.len() > 1;
            let grid = if has_several { grid } else { grid.without("service") };
            draft.table(&inputs.title, grid, Vec::new());
        }
    }
}

/// The notes, the gravest first; nothing where there are none.
pub(super) fn notes(draft: &mut Draft, tables: &[Table]) {
    let (report, words) = (draft.report, draft.words);
    let Some(notes) = tables.iter().find(|table| table.name == "notes" && !table.rows.is_empty()) else {
        return;
    };
    draft.section("notes");
    let count = |severity| report.notes.iter().filter(|note| note.severity == severity).count();
    let found = words.told(
        "notes.found",
        &[
            ("errors", &words.counted("errors", count(Severity::Error))),
            ("warnings", &words.counted("warnings", count(Severity::Warning))),
            ("remarks", &words.counted("remarks", count(Severity::Info))),
        ],
    );
    draft.paragraph_before_table(&[found]);
    let columns = ["severity", "layer", "feature", "message", "action"];
    draft.table(&notes.title, Grid::of(notes, &columns), Vec::new());
}
