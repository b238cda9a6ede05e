//! Joining the rows of a planning table to the townships: by code, then by name, never by a guess that is not told.

use super::ROLE;
use super::rows::{Row, at_line};
use crate::error::Error;
use crate::model::Township;
use crate::model::names::normalised_name;
use crate::model::township_names::{Named, TownshipNames};
use crate::note::{Note, Notes, Severity};
use crate::read::Table;

/// For each row, its township: a position in `townships`.
pub(super) fn join(
    table: &Table,
    rows: &[Row],
    townships: &[Township],
    notes: &mut Notes,
) -> Result<Vec<Option<usize>>, Error> {
    let layer = TownshipNames::of(townships);
    let joined: Vec<Option<usize>> = rows.iter().map(|row| township_of(&layer, row, notes)).collect();
    refuse_twice(table, rows, &joined)?;
    if joined.iter().all(Option::is_none) {
        return Err(Error::data("plan-joins-nothing")
            .with("path", table.path.display())
            .with("found", rows.first().map_or("", |r| &r.name))
            .with("expected", townships.first().map_or("", |t| &t.name)));
    }
    for (i, township) in townships.iter().enumerate() {
        if !joined.contains(&Some(i)) {
            notes.push(
                Note::new(Severity::Warning, "plan-township-missing")
                    .layer(ROLE)
                    .with("township", &township.name)
                    .with("path", table.path.display()),
            );
        }
    }
    Ok(joined)
}

/// A township with two rows would be planned twice, or as only one of them says.
fn refuse_twice(table: &Table, rows: &[Row], joined: &[Option<usize>]) -> Result<(), Error> {
    for (i, row) in rows.iter().enumerate() {
        let first = rows.iter().zip(joined).take(i).find(|(earlier, township)| match joined[i] {
            Some(_) => **township == joined[i],
            None => {
                let name = normalised_name(&row.name);
                township.is_none() && !name.is_empty() && normalised_name(&earlier.name) == name
            }
        });
        if let Some((first, _)) = first {
            return Err(Error::data("plan-township-twice")
                .with("path", table.path.display())
                .with("township", &row.name)
                .with("first", first.line)
                .with("second", row.line));
        }
    }
    Ok(())
}

/// The township of a row, and what is told of how it was found.
fn township_of(layer: &TownshipNames, row: &Row, notes: &mut Notes) -> Option<usize> {
    let by_name = layer.by_name(&row.name);
    // A layer without codes has nothing to compare: joining by name is then the ordinary way.
    let code = row.code.as_ref().filter(|_| layer.has_codes());
    if let Some(code) = code {
        if let Some(at) = layer.by_code(code) {
            if normalised_name(layer.written(at)) != normalised_name(&row.name) && !row.name.is_empty() {
                // The name of another township is a fault of the table, not a way of writing.
                let is_other = matches!(by_name, Named::As(_) | Named::Several);
                let severity = if is_other { Severity::Error } else { Severity::Warning };
                let note = about(row, severity, "plan-name-differs").with("code", code);
                notes.push(note.with("joined", layer.written(at)));
            }
            return Some(at);
        }
        if by_name.township().is_some() {
            notes.push(about(row, Severity::Warning, "plan-joined-by-name").with("code", code));
        }
    }
    match by_name {
        Named::As(_) => {}
        Named::ButForKind(at) => {
            let note = about(row, Severity::Warning, "plan-township-taken");
            notes.push(note.with("joined", layer.written(at)));
        }
        Named::Several => notes.push(about(row, Severity::Error, "plan-name-ambiguous")),
        Named::Unknown => notes.push(match layer.similar(&row.name) {
            _ if row.name.is_empty() => at_line(Note::new(Severity::Error, "plan-row-nameless"), row.line),
            Some(similar) => about(row, Severity::Error, "plan-township-similar").with("similar", similar),
            None => about(row, Severity::Error, "plan-township-unknown"),
        }),
    }
    by_name.township()
}

fn about(row: &Row, severity: Severity, code: &'static str) -> Note {
    at_line(Note::new(severity, code), row.line).with("township", &row.name)
}

#[cfg(test)]
mod tests {
    use crate::model::names::township_code;

    #[test]
    fn codes_are_compared_by_their_nine_digits() {
        for text in ["330624112", " 330624112", "３３０６２４１１２", "330624112000", "330624112.0"]
        {
            assert_eq!(township_code(text).as_deref(), Some("330624112"), "{text}");
        }
        assert_eq!(township_code("　"), None);
        assert_eq!(
            township_code("330624112001").as_deref(),
            Some("330624112001"),
            "a village is not its township"
        );
    }
}
