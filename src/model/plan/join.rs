//! Joining the rows of a planning table to the townships: by code, then by name, never by a guess.

use super::ROLE;
use super::rows::{Row, at_line};
use crate::error::Error;
use crate::model::Township;
use crate::model::names::{normalised_name, township_code};
use crate::note::{Note, Notes, Severity};
use crate::read::Table;

/// For each row, its township: a position in `townships`.
pub(super) fn join(
    table: &Table,
    rows: &[Row],
    townships: &[Township],
    notes: &mut Notes,
) -> Result<Vec<Option<usize>>, Error> {
    let layer = Layer::of(townships);
    let joined: Vec<Option<usize>> = rows.iter().map(|row| layer.township_of(row, notes)).collect();
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

/// The codes and names of the township layer, in comparable form.
struct Layer<'a> {
    townships: &'a [Township],
    codes: Vec<Option<String>>,
    names: Vec<String>,
}

impl<'a> Layer<'a> {
    fn of(townships: &'a [Township]) -> Self {
        Self {
            townships,
            codes: townships.iter().map(|t| t.code.as_deref().and_then(township_code)).collect(),
            names: townships.iter().map(|t| normalised_name(&t.name)).collect(),
        }
    }

    fn township_of(&self, row: &Row, notes: &mut Notes) -> Option<usize> {
        let name = normalised_name(&row.name);
        let mut by_name = self.names.iter().enumerate().filter(|(_, n)| **n == name).map(|(i, _)| i);
        let (first, second) = (by_name.next(), by_name.next());
        // A layer without codes has nothing to compare: joining by name is then the ordinary way.
        let code = row.code.as_ref().filter(|_| self.codes.iter().any(Option::is_some));
        if let Some(code) = code {
            if let Some(at) = self.codes.iter().position(|c| c.as_ref() == Some(code)) {
                if self.names[at] != name && !name.is_empty() {
                    // The name of another township is a fault of the table, not a way of writing.
                    let severity = if first.is_some() { Severity::Error } else { Severity::Warning };
                    notes.push(
                        about(row, severity, "plan-name-differs")
                            .with("code", code)
                            .with("joined", &self.townships[at].name),
                    );
                }
                return Some(at);
            }
            if first.is_some() && second.is_none() {
                notes.push(about(row, Severity::Warning, "plan-joined-by-name").with("code", code));
            }
        }
        if second.is_some() {
            notes.push(about(row, Severity::Error, "plan-name-ambiguous"));
            return None;
        }
        if first.is_none() {
            notes.push(match self.similar(&name) {
                _ if name.is_empty() => at_line(Note::new(Severity::Error, "plan-row-nameless"), row.line),
                Some(similar) => {
                    about(row, Severity::Error, "plan-township-similar").with("similar", similar)
                }
                None => about(row, Severity::Error, "plan-township-unknown"),
            });
        }
        first
    }

    /// The names that one wrong, missing or surplus character would explain, or a left-out 镇, 乡 or 街道.
    fn similar(&self, name: &str) -> Option<String> {
        let similar: Vec<&str> = self
            .names
            .iter()
            .zip(self.townships)
            .filter(|(n, _)| within_one_edit(n, name) || core(n) == core(name))
            .map(|(_, t)| t.name.as_str())
            .collect();
        (!similar.is_empty() && !name.is_empty()).then(|| similar.join("`, `"))
    }
}

fn about(row: &Row, severity: Severity, code: &'static str) -> Note {
    at_line(Note::new(severity, code), row.line).with("township", &row.name)
}

/// The name without its kind.
fn core(name: &str) -> &str {
    ["街道", "镇", "乡"].iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name)
}

/// Whether one character put in, taken out or exchanged makes one name the other.
fn within_one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let same_start = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let same_end = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    long.len() - short.len() <= 1 && same_start + same_end + 1 >= long.len()
}

#[cfg(test)]
mod tests {
    use super::{township_code, within_one_edit};

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

    #[test]
    fn one_character_apart() {
        for (a, b) in
            [("沃州镇", "沃洲镇"), ("沃洲", "沃洲镇"), ("儒儒岙镇", "儒岙镇"), ("a", "a"), ("", "a")]
        {
            assert!(within_one_edit(a, b) && within_one_edit(b, a), "{a} {b}");
        }
        for (a, b) in [("城南乡", "东茗乡"), ("羽林", "羽林街道"), ("ab", "ba"), ("甲甲", "甲甲甲甲")]
        {
            assert!(!within_one_edit(a, b) && !within_one_edit(b, a), "{a} {b}");
        }
    }
}
