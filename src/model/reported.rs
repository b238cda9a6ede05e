//! Values that no layer gives: reported indicators and base figures of the county.

use std::collections::HashMap;

use super::names::{comparable, normalised_name};
use super::plan::starts_as_remark;
use super::status::year_of_text;
use crate::error::Error;
use crate::note::{Note, Notes, Severity};
use crate::read::{NotANumber, Table, TableRow, is_blank, number};

/// One reported value.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportedValue {
    /// What it is of: the number, key or name of an indicator, or the key or name of a base figure, as written.
    pub of: String,
    /// The year that it is for.
    pub year: Option<i32>,
    /// The value, in the unit of the indicator or figure.
    pub value: f64,
    /// Where it comes from, as the table says.
    pub source: Option<String>,
    /// The line of the table.
    pub line: u64,
}

/// The role under which notes speak of the table.
pub(crate) const ROLE: &str = "reported";

/// Reads the table of reported values. A title may stand above the header and remarks below; a row that cannot be
/// read is told and left out, and so is a second value for one indicator and year.
///
/// # Errors
/// No row names a column of indicators and a column of values.
pub(crate) fn read(table: &Table, notes: &mut Notes) -> Result<Vec<ReportedValue>, Error> {
    let header = table.rows.iter().enumerate().find_map(|(at, row)| Some((at, Header::of(row)?)));
    let Some((at, header)) = header else {
        return Err(Error::data("reported-no-header").with("path", table.path.display()));
    };
    let mut values: Vec<ReportedValue> = Vec::new();
    let mut known: HashMap<(String, Option<i32>), u64> = HashMap::new();
    let mut n_blank = 0;
    for row in table.rows.iter().skip(at + 1) {
        match header.read(row, notes) {
            Read::Value(value) => {
                let key = (comparable(&value.of), value.year);
                if let Some(first) = known.get(&key) {
                    let note = at_line(Severity::Warning, "reported-twice", row.line);
                    notes.push(note.with("of", &value.of).with("first", first));
                    continue;
                }
                known.insert(key, row.line);
                values.push(value);
            }
            Read::Blank => n_blank += 1,
            Read::LeftOut => {}
        }
    }
    if n_blank > 0 {
        notes.push(Note::new(Severity::Info, "reported-blank").layer(ROLE).with("count", n_blank));
    }
    Ok(values)
}

/// Which column holds what.
#[derive(Debug, PartialEq, Eq)]
struct Header {
    /// What the value is of: the columns that may say it, the most telling first.
    of: Vec<usize>,
    year: Option<usize>,
    value: usize,
    source: Option<usize>,
    headings: Vec<String>,
}

/// What a row below the header gives.
enum Read {
    Value(ReportedValue),
    /// A row without a value, as a form has them before they are filled in.
    Blank,
    /// Told.
    LeftOut,
}

impl Header {
    /// The header that a row is; `None` where it does not name both an indicator and a value.
    fn of(row: &TableRow) -> Option<Self> {
        const OF: [&str; 19] = [
            "指标",
            "指标名称",
            "指标项",
            "指标内容",
            "indicator",
            "indicator_name",
            "indicatorname",
            "key",
            "name",
            "名称",
            "项目",
            "指标代码",
            "指标编号",
            "指标序号",
            "序号",
            "编号",
            "id",
            "no",
            "no.",
        ];
        const YEAR: [&str; 6] = ["年份", "年度", "year", "统计年份", "统计年度", "数据年份"];
        const VALUE: [&str; 8] = ["数值", "值", "指标值", "value", "现状值", "完成值", "填报值", "上报值"];
        const SOURCE: [&str; 6] = ["来源", "数据来源", "资料来源", "source", "填报单位", "数据来源单位"];
        let headings: Vec<String> = row.cells.iter().map(|cell| comparable(cell)).collect();
        let all = |names: &[&str]| -> Vec<usize> {
            names.iter().filter_map(|name| headings.iter().position(|h| h == name)).collect()
        };
        let of = all(&OF);
        let value = all(&VALUE).first().copied()?;
        (!of.is_empty()).then(|| Self {
            year: all(&YEAR).first().copied(),
            source: all(&SOURCE).first().copied(),
            of,
            value,
            headings: row.cells.clone(),
        })
    }

    fn read(&self, row: &TableRow, notes: &mut Notes) -> Read {
        let cell = |at: usize| row.cells.get(at).map_or("", String::as_str);
        let of = self.of.iter().map(|&at| cell(at)).find(|text| !text.is_empty()).unwrap_or_default();
        let written = cell(self.value);
        if starts_as_remark(&comparable(row.cells.iter().find(|c| !c.is_empty()).map_or("", String::as_str)))
            && is_blank(written)
        {
            notes.push(at_line(Severity::Info, "reported-remark", row.line).with("text", row.cells.concat()));
            return Read::LeftOut;
        }
        if row.cells.iter().skip(self.headings.len()).any(|c| !c.is_empty()) {
            notes.push(
                at_line(Severity::Warning, "reported-row-too-long", row.line)
                    .with("of", of)
                    .with("found", row.cells.len())
                    .with("expected", self.headings.len()),
            );
            return Read::LeftOut;
        }
        let mut unreadable = |column: usize, expected: &'static str| {
            notes.push(
                at_line(Severity::Warning, "reported-cell", row.line)
                    .with("of", of)
                    .with("column", self.headings.get(column).map_or("", String::as_str))
                    .with("found", cell(column))
                    .with_term("expected", expected),
            );
            Read::LeftOut
        };
        let value = match amount(written) {
            Ok(Some(value)) => value,
            Ok(None) => return Read::Blank,
            Err(NotANumber) => return unreadable(self.value, "model.expected.value"),
        };
        if of.is_empty() {
            return unreadable(self.of.first().copied().unwrap_or_default(), "model.expected.indicator");
        }
        let year = match self.year.map(|at| (at, cell(at))) {
            Some((at, text)) if !is_blank(text) => match year_of_year(text) {
                Some(year) => Some(year),
                None => return unreadable(at, "model.expected.year"),
            },
            _ => None,
        };
        let source = self.source.map(cell).filter(|text| !text.is_empty()).map(str::to_owned);
        Read::Value(ReportedValue { of: of.to_owned(), year, value, source, line: row.line })
    }
}

/// The year of a cell: 2024, 2024年, 2024年度.
fn year_of_year(text: &str) -> Option<i32> {
    year_of_text(normalised_name(text).trim_end_matches('度'))
}

/// The amount of a cell, in the unit of its indicator: `93`, `93 %`, `１，２３４.5`. `None` where it is blank or a dash.
fn amount(text: &str) -> Result<Option<f64>, NotANumber> {
    let text = text.trim_end();
    let bare = text.strip_suffix(['%', '％']).filter(|bare| !is_blank(bare)).unwrap_or(text);
    number(bare)?.map(|value| if value < 0.0 { Err(NotANumber) } else { Ok(value) }).transpose()
}

fn at_line(severity: Severity, code: &'static str, line: u64) -> Note {
    Note::new(severity, code).layer(ROLE).with("line", line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::TextEncoding;
    use crate::messages::Language;
    use crate::read::Format;

    fn table(text: &str) -> Table {
        let rows = text.lines().zip(1..).map(|(line, number)| TableRow {
            line: number,
            cells: line.split(';').map(|cell| cell.trim().to_owned()).collect(),
        });
        Table {
            path: "reported.csv".into(),
            format: Format::Csv,
            sha256: String::new(),
            encoding: TextEncoding::Utf8,
            rows: rows.collect(),
            sheet: None,
        }
    }

    fn run(text: &str) -> (Result<Vec<ReportedValue>, Error>, Vec<Note>) {
        let mut notes = Notes::default();
        let values = read(&table(text), &mut notes);
        (values, notes.to_vec())
    }

    fn value(of: &str, year: Option<i32>, value: f64, source: Option<&str>, line: u64) -> ReportedValue {
        ReportedValue { of: of.into(), year, value, source: source.map(str::to_owned), line }
    }

    #[test]
    fn a_table_with_title_and_remarks_is_read() {
        let (values, notes) = run("新昌县托育服务上报指标\n序号;指标名称;年份;数值;数据来源\n\
             15;筛查率;2024年;９３％;县卫健局\n;人均可支配收入;2024;61,234.5;\n16;;;90;\n注：数据为年末数");
        assert_eq!(
            values.expect("there is a header"),
            [
                value("筛查率", Some(2024), 93.0, Some("县卫健局"), 3),
                value("人均可支配收入", Some(2024), 61_234.5, None, 4),
                value("16", None, 90.0, None, 5),
            ]
        );
        assert_eq!(notes.iter().map(|n| n.code).collect::<Vec<_>>(), ["reported-remark"]);
    }

    #[test]
    fn english_headings_are_known_and_only_two_are_needed() {
        let (values, notes) = run("Indicator;Value\nscreening_rate;95%");
        assert_eq!(values.expect("a header"), [value("screening_rate", None, 95.0, None, 2)]);
        assert_eq!(notes, []);
    }

    #[test]
    fn what_cannot_be_read_is_left_out_with_its_line_and_column() {
        let (values, notes) = run("指标;年份;数值\n15;2024;约九成\n15;去年;93\n;2024;5\n15;2024;93;x\n\
             16;2024;—\n8;2024;24\n8;2024年;25");
        assert_eq!(values.expect("a header"), [value("8", Some(2024), 24.0, None, 7)]);
        let told: Vec<String> = notes.iter().map(|n| n.message(Language::En)).collect();
        insta::assert_snapshot!(told.join("\n"), @"
        line 2 (`15`), column `数值`: expected a number of 0 or more, found `约九成`
        line 3 (`15`), column `年份`: expected a year from 1900 to 2200, found `去年`
        line 4 (``), column `指标`: expected the number or name of an indicator, found ``
        line 5 (`15`) has 4 cells, the header only 3
        line 8 gives `8` again for the same year, after line 7
        rows without a value: 1
        ");
        let told: Vec<String> = notes.iter().map(|n| n.message(Language::ZhCn)).collect();
        insta::assert_snapshot!(told.join("\n"), @"
        第 2 行（`15`）的 `数值` 列：应为大于等于 0 的数，实为 `约九成`
        第 3 行（`15`）的 `年份` 列：应为四位年份（1900 至 2200），实为 `去年`
        第 4 行（``）的 `指标` 列：应为指标的序号或名称，实为 ``
        第 5 行（`15`）有 4 个单元格，表头只有 3 个
        第 8 行的 `8` 与第 7 行指标、年份相同
        未填数值的行：1 行
        ");
    }

    #[test]
    fn a_table_without_header_is_an_error_that_names_the_columns() {
        let error = run("15;2024;93\n16;2024;90").0.expect_err("no header");
        let words =
            |l| format!("{}\n{}\n{}", error.message(l), error.cause(l).unwrap(), error.hint(l).unwrap());
        insta::assert_snapshot!(words(Language::En), @"
        cannot find the header of the table of reported values `reported.csv`
        expected a row with the columns `指标` and `数值` (or `indicator` and `value`), and where they are known `年份` (`year`) and `来源` (`source`); found no such row
        write the headings in one row above the first value
        ");
        insta::assert_snapshot!(words(Language::ZhCn), @"
        在填报值表 `reported.csv` 中找不到表头
        应有一行含 `指标` 和 `数值` 两列（或 `indicator` 和 `value`），如有则还含 `年份`（`year`）和 `来源`（`source`），但未找到
        请在第一个数值之上用一行写明表头
        ");
    }

    #[test]
    fn figures_are_read_as_people_write_them() {
        for (text, expected) in [
            ("93", 93.0),
            ("93.5%", 93.5),
            ("９３．５％", 93.5),
            ("1,234,567", 1_234_567.0),
            ("61，234", 61_234.0),
            ("0", 0.0),
            ("419,036人", 419_036.0),
        ] {
            assert_eq!(amount(text), Ok(Some(expected)), "{text}");
        }
        for text in ["", "—", "/", "　"] {
            assert_eq!(amount(text), Ok(None), "{text}");
        }
        for text in ["-1", "1,5", "12,34", "≤40", "inf", "1e3", "9.", ".5", "%", "1.2.3"] {
            assert_eq!(amount(text), Err(NotANumber), "{text}");
        }
    }
}
