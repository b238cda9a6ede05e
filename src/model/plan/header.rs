//! The header of a planning table: where it stands, and what its columns mean.

use super::cell::whole_number;
use crate::model::names::comparable;
use crate::read::{Table, TableRow, narrow};

/// What a column of figures counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Facilities: 数量, 家, 所, 个, 处, count.
    Count,
    /// Places: 托位数, places.
    Places,
}

/// What a column means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The name of the township.
    Township,
    /// Its code.
    Code,
    /// A running number, which says nothing.
    Ordinal,
    /// The figure for all categories.
    Total(Measure),
    /// The figure for the category of this name.
    Category(String, Measure),
    /// A category that the project knows, but not whether facilities or places are meant.
    Unmeasured,
    /// Something else, or nothing that is understood.
    Other,
}

/// A column: its heading as in the file (two rows joined), and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// The heading.
    pub heading: String,
    /// Its meaning.
    pub meaning: Meaning,
}

/// The header of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// One entry a column.
    pub columns: Vec<Column>,
    /// The position in `Table::rows` of the first row below the header.
    pub body: usize,
}

/// The first row (with the row below it, where the header has two) that names a township column and a column
/// of figures. `known` tells whether the project knows a category by this name.
pub(super) fn find(table: &Table, known: &dyn Fn(&str) -> bool) -> Option<Header> {
    (0..table.rows.len()).find_map(|at| {
        let top = table.rows.get(at)?;
        let name_column = township_column(top)?;
        let below = table.rows.get(at + 1).filter(|row| is_second_row(row, name_column));
        let columns: Vec<Column> = headings(top, below)
            .into_iter()
            .enumerate()
            .map(|(i, (top, sub))| {
                let meaning =
                    if i == name_column { Meaning::Township } else { meaning_of(&top, &sub, known) };
                Column { heading: format!("{top} {sub}").trim().to_owned(), meaning }
            })
            .collect();
        columns
            .iter()
            .any(|c| matches!(c.meaning, Meaning::Total(_) | Meaning::Category(..)))
            .then_some(Header { columns, body: at + 1 + usize::from(below.is_some()) })
    })
}

/// The column that names townships: by a telling heading, else by one that only says "name".
fn township_column(row: &TableRow) -> Option<usize> {
    let headings: Vec<String> = row.cells.iter().map(|c| comparable(c)).collect();
    let telling = |h: &String| {
        // A title such as 乡镇（街道）托育服务设施规划引导一览表 is longer than any heading.
        let short = h.chars().count() <= 10;
        short
            && (["乡镇", "街道", "镇街", "街镇", "乡(镇)"].iter().any(|start| h.starts_with(start))
                || ["township", "town", "townshipname"].contains(&h.as_str()))
            && !is_code(h)
    };
    let vague = |h: &String| {
        ["名称", "name", "xzqmc", "行政区", "行政区划", "行政区名称", "行政区划名称", "区域"]
            .contains(&h.as_str())
    };
    headings.iter().position(telling).or_else(|| headings.iter().position(vague))
}

fn is_code(heading: &str) -> bool {
    ["code", "xzqdm", "townshipcode", "township_code"].contains(&heading)
        || heading.ends_with("代码")
        || heading.ends_with("编码")
}

/// Whether the row is the second of a header: no township, no figure, and measures below the categories.
pub(super) fn is_second_row(row: &TableRow, name_column: usize) -> bool {
    let no_township = row.cells.get(name_column).is_none_or(|c| {
        c.is_empty() || township_column(&TableRow { line: 0, cells: vec![c.clone()] }).is_some()
    });
    no_township
        && row.cells.iter().all(|c| !matches!(whole_number(c), Ok(Some(_))))
        && row.cells.iter().any(|c| split_measure(c).1.is_some())
}

/// The two parts of each heading. A merged cell comes with blanks to its right, which belong to it where the
/// row below has something to say.
fn headings(top: &TableRow, below: Option<&TableRow>) -> Vec<(String, String)> {
    let width = top.cells.len().max(below.map_or(0, |row| row.cells.len()));
    let cell = |row: &TableRow, i: usize| row.cells.get(i).cloned().unwrap_or_default();
    let mut group = String::new();
    (0..width)
        .map(|i| {
            let own = cell(top, i);
            // A cell that is merged over both rows stands in both.
            let sub = below.map(|row| cell(row, i)).filter(|sub| *sub != own).unwrap_or_default();
            if !own.is_empty() || sub.is_empty() {
                group.clone_from(&own);
            }
            (group.clone(), sub)
        })
        .collect()
}

/// What a heading means; `sub` is its part in the second row, or empty.
fn meaning_of(top: &str, sub: &str, known: &dyn Fn(&str) -> bool) -> Meaning {
    let plain = comparable(top);
    if ["序号", "编号", "no", "no.", "#"].contains(&plain.as_str()) {
        return Meaning::Ordinal;
    }
    if is_code(&plain) {
        return Meaning::Code;
    }
    let (stem, own) = split_measure(top);
    let measure = match own {
        Some((measure, Strength::Word)) => Some((measure, Strength::Word)),
        weaker => split_measure(sub).1.or(weaker),
    };
    let whole = without_prefix(&stem);
    let name = if known(&stem) { stem.clone() } else { whole.to_owned() };
    let is_total = ["", "总", "合计", "总计", "共计", "total", "all", "overall"]
        .contains(&comparable(whole).as_str())
        && !top.is_empty();
    match measure {
        Some((measure, _)) if is_total => Meaning::Total(measure),
        // 常住人口数 ends like 专业托育机构数: a lone 数 makes no new category.
        Some((_, Strength::Ending)) if !known(&name) => Meaning::Other,
        Some((measure, _)) if !name.is_empty() => Meaning::Category(name, measure),
        None if known(top) || known(&name) => Meaning::Unmeasured,
        _ => Meaning::Other,
    }
}

/// How plainly a heading says what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    /// A word of its own: 托位数, 数量, places.
    Word,
    /// A unit in brackets or after a separator: （家）, _所.
    Unit,
    /// The ending 数 alone.
    Ending,
}

const PLACES: [&str; 14] = [
    "托位数量",
    "托位数",
    "托位",
    "床位数",
    "床位",
    "学位数",
    "学位",
    "座位数",
    "位数",
    "places",
    "slots",
    "beds",
    "seats",
    "capacity",
];
const COUNTS: [&str; 7] = ["数量", "家数", "所数", "个数", "处数", "count", "number"];
const UNITS: [&str; 8] = ["家", "所", "个", "处", "座", "间", "count", "n"];
const PLACE_UNITS: [&str; 5] = ["托位", "床", "床位", "学位", "places"];

/// A heading without the words that say what is counted, and what is counted.
///
/// 专业托育机构_托位 → (专业托育机构, places); 幼儿园托班（所） → (幼儿园托班, count).
pub(super) fn split_measure(text: &str) -> (String, Option<(Measure, Strength)>) {
    let original: Vec<char> = text.chars().collect();
    // One to one with the original, so that what is left over can be given as it is written.
    let mut plain: Vec<char> = original.iter().map(|c| narrow(*c).to_ascii_lowercase()).collect();
    let mut unit = None;
    trim_separators(&mut plain);
    if plain.last() == Some(&')')
        && let Some(open) = plain.iter().rposition(|c| *c == '(')
        && let Some(found) = unit_of(&plain[open + 1..plain.len() - 1])
    {
        unit = Some(found);
        plain.truncate(open);
        trim_separators(&mut plain);
    }
    // 托位数合计, 托位总数: the sum of all categories.
    let is_sum = ["合计", "总计", "总数"].iter().any(|sum| {
        let Some(rest) = ends_with(&plain, sum) else { return false };
        let of_all = PLACES
            .iter()
            .filter_map(|word| ends_with(&plain[..rest], word))
            .any(|before| without_prefix(&original.iter().take(before).collect::<String>()).is_empty());
        if of_all {
            plain.truncate(rest);
        }
        of_all
    });
    let mut measure = None;
    for (words, found) in [(&PLACES[..], Measure::Places), (&COUNTS[..], Measure::Count)] {
        if measure.is_none()
            && let Some(rest) = words.iter().find_map(|word| ends_with(&plain, word))
        {
            plain.truncate(rest);
            measure = Some((found, Strength::Word));
        }
    }
    if measure.is_none() {
        if let Some(at) = plain.iter().rposition(|c| is_separator(*c))
            && let Some(found) = unit_of(&plain[at + 1..])
        {
            plain.truncate(at);
            measure = Some((found, Strength::Unit));
        } else if unit.is_none() && unit_of(&plain).is_some() {
            measure = unit_of(&plain).map(|found| (found, Strength::Unit));
            plain.clear();
        } else if let Some(found) = unit {
            measure = Some((found, Strength::Unit));
        } else if plain.len() > 1 && plain.last() == Some(&'数') {
            plain.pop();
            measure = Some((Measure::Count, Strength::Ending));
        }
    }
    trim_separators(&mut plain);
    if is_sum {
        plain.clear();
    }
    (original.iter().take(plain.len()).collect::<String>().trim().to_owned(), measure)
}

/// How many characters stand before `word` at the end; an English word must not be the tail of another.
fn ends_with(plain: &[char], word: &str) -> Option<usize> {
    let word: Vec<char> = word.chars().collect();
    let rest = plain.len().checked_sub(word.len())?;
    let whole_word = !word.iter().all(char::is_ascii)
        || rest.checked_sub(1).and_then(|i| plain.get(i)).is_none_or(|c| !c.is_ascii_alphabetic());
    (plain.ends_with(&word) && whole_word).then_some(rest)
}

fn unit_of(plain: &[char]) -> Option<Measure> {
    let unit: String = plain.iter().filter(|c| **c != ' ').collect();
    if PLACE_UNITS.contains(&unit.as_str()) {
        Some(Measure::Places)
    } else {
        UNITS.contains(&unit.as_str()).then_some(Measure::Count)
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '_' | '-' | '/' | ':' | '·' | '.' | '、' | ',' | '—')
}

fn trim_separators(plain: &mut Vec<char>) {
    while plain.last().is_some_and(|c| is_separator(*c)) {
        plain.pop();
    }
}

/// 预期专业托育机构, 2025年专业托育机构 → 专业托育机构.
fn without_prefix(stem: &str) -> &str {
    let stem = match stem.split_once('年') {
        Some((year, rest))
            if year.chars().count() == 4 && year.chars().all(|c| narrow(c).is_ascii_digit()) =>
        {
            rest.trim_start()
        }
        _ => stem,
    };
    for prefix in ["预期", "规划", "计划"] {
        if let Some(rest) = stem.strip_prefix(prefix) {
            return rest.trim();
        }
    }
    for prefix in ["planned ", "expected "] {
        if stem.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)) {
            return stem[prefix.len()..].trim();
        }
    }
    if ["planned", "expected"].contains(&stem.to_ascii_lowercase().as_str()) { "" } else { stem }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> (String, Option<Measure>) {
        let (stem, measure) = split_measure(text);
        (stem, measure.map(|(m, _)| m))
    }

    #[test]
    fn a_heading_is_a_category_and_a_measure() {
        let (count, places) = (Some(Measure::Count), Some(Measure::Places));
        for (text, stem, measure) in [
            ("专业托育机构数量", "专业托育机构", count),
            ("专业托育机构托位数", "专业托育机构", places),
            ("专业托育机构_家", "专业托育机构", count),
            ("专业托育机构_托位", "专业托育机构", places),
            ("专业托育机构　数量（家）", "专业托育机构", count),
            ("专业托育机构 托位数（个）", "专业托育机构", places),
            ("幼儿园托班（所）", "幼儿园托班", count),
            ("幼儿园托班（公办）数量", "幼儿园托班（公办）", count),
            ("幼儿园托班（公办）", "幼儿园托班（公办）", None),
            ("数量（家）", "", count),
            ("托位数（个）", "", places),
            ("托位总数", "", places),
            ("预期托位总数", "", places),
            ("托位数合计（个）", "", places),
            ("预期总托位数", "预期总", places),
            ("Nursery class places", "Nursery class", places),
            ("nursery count", "nursery", count),
            ("discount", "discount", None),
            ("家", "", count),
            ("", "", None),
        ] {
            assert_eq!(split(text), (stem.to_owned(), measure), "{text}");
        }
    }

    #[test]
    fn a_heading_that_is_none_of_the_table_makes_no_category() {
        let unknown = |_: &str| false;
        for text in ["常住人口数", "备注", "面积", ""] {
            assert_eq!(meaning_of(text, "", &unknown), Meaning::Other, "{text}");
        }
        let known = |name: &str| name == "托育机构";
        assert_eq!(
            meaning_of("托育机构数", "", &known),
            Meaning::Category("托育机构".into(), Measure::Count)
        );
        assert_eq!(meaning_of("托育机构", "", &known), Meaning::Unmeasured);
    }
}
