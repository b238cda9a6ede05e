//! Names of sheets, as Excel allows them.

use std::collections::HashSet;

use super::text;

/// The most UTF-16 units of a sheet's name.
const LONGEST: usize = 31;

/// The names given so far, in lower case: Excel does not tell them apart by case.
#[derive(Debug, Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// `wanted` as a sheet may be called, and no other of this workbook is: cut to 31 units, without `[]:*?/\` and
    /// apostrophes; a name that is taken gets a number.
    pub(super) fn free(&mut self, wanted: &str) -> String {
        let forbidden =
            |c: char| c.is_control() || matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
        let wanted: String = text::line(wanted).chars().map(|c| if forbidden(c) { '-' } else { c }).collect();
        let mut name = shortened(&wanted, LONGEST).to_owned();
        let mut number = 2;
        while name.is_empty() || !self.0.insert(name.to_lowercase()) {
            let end = format!(" ({number})");
            name = format!("{}{end}", shortened(&wanted, LONGEST - end.len())).trim().to_owned();
            number += 1;
        }
        name
    }
}

/// The longest beginning of so many UTF-16 units.
fn shortened(name: &str, most: usize) -> &str {
    let mut units = 0;
    let end = name.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    name[..end.map_or(name.len(), |(at, _)| at)].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_allowed_and_unlike() {
        let mut names = Names::default();
        let asked = ["表1 覆盖率", "表1 覆盖率", "Clinic [a]:*?/\\'", "clinic [A]:*?/\\'\n", "", ""];
        let given = asked.map(|name| names.free(name));
        assert_eq!(
            given,
            ["表1 覆盖率", "表1 覆盖率 (2)", "Clinic -a-------", "clinic -A------- (2)", "(2)", "(3)"]
        );
        let long = "👶".repeat(40);
        assert_eq!([names.free(&long), names.free(&long)].map(|name| name.encode_utf16().count()), [30, 30]);
        for name in &names.0 {
            assert!(rust_xlsxwriter::utility::check_sheet_name(name).is_ok(), "{name}");
        }
    }
}
