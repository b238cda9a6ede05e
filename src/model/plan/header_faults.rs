//! Headers that cannot be read: of several years side by side, and of more than two rows.

use std::collections::BTreeSet;

use super::header::{Header, Meaning, is_second_row, split_measure};
use crate::error::Error;
use crate::model::names::comparable;
use crate::read::Table;

/// Refuses a header that is of several years, or has more than the two rows that are read.
pub(super) fn refuse(header: &Header, table: &Table) -> Result<(), Error> {
    let figures = header.columns.iter().filter(|column| {
        matches!(column.meaning, Meaning::Total(_) | Meaning::Category(..) | Meaning::Unmeasured)
    });
    let years: BTreeSet<String> = figures.flat_map(|column| years_in(&column.heading)).collect();
    let refused = |code| Error::data(code).with("path", table.path.display());
    if years.len() > 1 {
        let years: Vec<String> = years.into_iter().collect();
        return Err(refused("plan-header-of-years").with("years", years.join("`, `")));
    }
    let name_column = header.columns.iter().position(|column| column.meaning == Meaning::Township);
    match table.rows.get(header.body).zip(name_column) {
        // A remark such as 单位：个 has one such cell.
        Some((row, name_column))
            if is_second_row(row, name_column)
                && row.cells.iter().filter(|cell| split_measure(cell).1.is_some()).count() > 1 =>
        {
            Err(refused("plan-header-too-deep").with("line", row.line))
        }
        _ => Ok(()),
    }
}

/// The years that a heading names: 2025年, 2025.
fn years_in(heading: &str) -> Vec<String> {
    let plain = comparable(heading);
    let numbers = plain.split(|c: char| !c.is_ascii_digit());
    numbers.filter(|n| n.len() == 4 && ("1949".."2200").contains(n)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{run, two};

    /// Two years side by side would be added up, and a category be named 2025年.
    #[test]
    fn years_side_by_side_are_refused() {
        let three_rows = run(
            "序号,乡镇（街道）,2025年,,,2027年,,\n\
             ,,预期总托位数,专业托育机构,,预期总托位数,专业托育机构,\n\
             ,,,数量（家）,托位数（个）,,数量（家）,托位数（个）\n\
             1,羽林街道,80,1,80,140,2,140",
            &two(),
        );
        insta::assert_snapshot!(three_rows.error(), @"
        cannot use the plan table `plan.csv`
          expected the figures of one year, found headings of several: `2025`, `2027`
          make a table for each year, and name each under its own `[[service.plan]]` with its `year` in the project file
        无法使用规划表 `plan.csv`
          一张表应只有一个年份的数值，实际表头涉及多个年份：`2025`, `2027`
          请按年份分列为多张表，在项目文件中各用一个 `[[service.plan]]` 给出，并分别写明 `year`
        ");
        for (heads, code) in [
            ("2025年总托位数,2027年总托位数", Some("plan-header-of-years")),
            (
                "专业托育机构数量（２０２５年）（家）,专业托育机构数量（2027年）（家）",
                Some("plan-header-of-years"),
            ),
            ("总托位数,2020年常住人口数", None),
            ("2025年总托位数,２０２５年专业托育机构托位数", None),
        ] {
            let run = run(&format!("乡镇,{heads}\n羽林街道,2,2\n沃洲镇,2,2"), &two());
            assert_eq!(run.plan.as_ref().err().map(|error| error.code), code, "{heads}");
            assert!(!run.codes().contains(&"plan-category-new"), "a year makes no category: {heads}");
        }
    }

    #[test]
    fn a_third_row_of_headings_is_refused() {
        let run = run("乡镇,专业托育机构,\n,数量,托位数\n,（家）,（个）\n羽林街道,1,80\n沃洲镇,1,20", &two());
        insta::assert_snapshot!(run.error(), @"
        cannot use the header of the plan table `plan.csv`
          expected one or two rows of headings, found another in line 3
          write the categories in one row and counts (数量) and places (托位数) in the row below, with nothing above but the title; of several years make a table each
        无法使用规划表 `plan.csv` 的表头
          表头应为一行或两行，实际第 3 行仍为列名
          请将机构类别写在一行，“数量”“托位数”写在其下一行，其上只留表题；涉及多个年份的，请按年份分列为多张表
        ");
    }

    /// What stands below a header may be a remark on its units.
    #[test]
    fn a_remark_below_the_header_is_no_row_of_it() {
        let run = run("乡镇,专业托育机构,\n,数量,托位数\n,,单位：个\n羽林街道,1,2\n沃洲镇,1,2", &two());
        assert_eq!(run.codes(), ["plan-footnote"]);
    }
}
