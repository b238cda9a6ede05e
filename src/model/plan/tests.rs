//! The planning table as it comes, and its faults.

use super::*;
use crate::encoding::TextEncoding;
use crate::messages::Language;
use crate::project::CategorySpec;
use crate::read::Format;
use crate::read::TableRow;
use geo::MultiPolygon;

const CATEGORIES: [&str; 3] = ["专业托育机构", "幼儿园托班", "婴幼儿服务驿站"];
const ONE_ROW: &str = "乡镇街道,预期总托位数,专业托育机构数量,专业托育机构托位数,幼儿园托班数量,幼儿园托班托位数,婴幼儿服务驿站数量,婴幼儿服务驿站托位数";

/// A table of lines of cells, parted by commas; quoted cells may hold commas.
fn table(text: &str) -> Table {
    let rows = text.lines().zip(1..).map(|(line, number)| {
        let mut cells = vec![String::new()];
        let mut quoted = false;
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                c => cells.last_mut().unwrap().push(c),
            }
        }
        TableRow { line: number, cells: cells.iter().map(|c| c.trim().to_owned()).collect() }
    });
    Table {
        path: "plan.csv".into(),
        format: Format::Csv,
        sha256: String::new(),
        encoding: TextEncoding::Utf8,
        rows: rows.collect(),
        sheet: None,
    }
}

fn township(name: &str, code: Option<&str>) -> Township {
    Township {
        feature: 1,
        code: code.map(str::to_owned),
        name: name.to_owned(),
        shape: MultiPolygon::new(Vec::new()),
        population: None,
        households: None,
        facts: crate::model::Facts::default(),
    }
}

/// Two townships of Xinchang.
pub(super) fn two() -> Vec<Township> {
    vec![township("羽林街道", Some("330624001")), township("沃洲镇", Some("330624112"))]
}

/// The categories of a project that lists these; the first has another name.
pub(super) fn listed(names: &[&str]) -> Categories {
    let spec = |(at, name): (usize, &&str)| CategorySpec {
        name: (*name).to_owned(),
        aliases: if at == 0 { vec!["托育机构".to_owned()] } else { Vec::new() },
    };
    Categories::of(&names.iter().enumerate().map(spec).collect::<Vec<_>>())
}

pub(super) struct Run {
    pub(super) plan: Result<LayoutPlan, Error>,
    pub(super) notes: Notes,
    categories: Vec<String>,
}

pub(super) fn run(text: &str, townships: &[Township]) -> Run {
    run_with(text, townships, listed(&CATEGORIES))
}

pub(super) fn run_with(text: &str, townships: &[Township], mut categories: Categories) -> Run {
    let mut notes = Notes::default();
    let plan = read_plan(&table(text), Some(2025), townships, &mut categories, &mut notes);
    Run { plan, notes, categories: categories.names }
}

impl Run {
    pub(super) fn codes(&self) -> Vec<&'static str> {
        self.notes.to_vec().iter().map(|n| n.code).collect()
    }

    pub(super) fn error(&self) -> String {
        let error = self.plan.as_ref().unwrap_err();
        [Language::En, Language::ZhCn]
            .map(|l| {
                let cause = error.cause(l).unwrap_or_default();
                format!("{}\n  {cause}\n  {}", error.message(l), error.hint(l).unwrap_or_default())
            })
            .join("\n")
    }

    pub(super) fn told(&self) -> String {
        let both = |n: &Note| {
            [Language::En, Language::ZhCn]
                .map(|l| format!("{:?}: {} | {}", n.severity, n.message(l), n.action(l).unwrap_or_default()))
                .join("\n")
        };
        self.notes.to_vec().iter().map(both).collect::<Vec<_>>().join("\n")
    }
}

fn amounts(cells: [(u32, u32); 3]) -> Vec<PlannedAmount> {
    cells.map(|(count, places)| PlannedAmount { count: Some(count), places: Some(places) }).to_vec()
}

/// 172 = 80 + 80 + 12 and 44 = 0 + 40 + 4, whichever way the header is written.
#[test]
fn the_table_is_read_in_every_form_in_which_it_comes() {
    let forms = [
        format!("{ONE_ROW}\n羽林街道,172,1,80,3,80,2,12\n沃洲镇,44,0,0,1,40,1,4"),
        // As the document has it: a title, merged cells in two rows, a running number, a county row, a remark.
        "新昌县托育服务设施规划引导一览表,,,,,,,,\n\
         序号,乡镇（街道）,预期总托位数,专业托育机构,,幼儿园托班,,婴幼儿服务驿站,\n\
         ,,,数量（家）,托位数（个）,数量（所）,托位数（个）,数量（个）,托位数（个）\n\
         1,沃洲镇,44,0,0,1,40,1,4\n\
         2,羽林街道,１７２,1,80,3,80,2,12\n\
         合 计,,216,1,80,4,120,3,16\n\
         注：驿站含社区活动室"
            .to_owned(),
        "code,乡镇街道,预期总托位数,专业托育机构_家,专业托育机构_托位,幼儿园托班_所,幼儿园托班_托位,婴幼儿服务驿站_个,婴幼儿服务驿站_托位\n\
         330624112,沃洲镇,44,0,0,1,40,1,4\n\
         330624001000,羽林 街道,172,1,80,3,80,2,12"
            .to_owned(),
        "乡镇（街道）,行政区划代码,预期托育机构数量（家）,预期托育机构托位数（个）,预期幼儿园托班数量（所）,预期幼儿园托班托位数（个）,预期婴幼儿服务驿站数量（个）,预期婴幼儿服务驿站托位数（个）,预期总托位数（个）,备注\n\
         新昌县,330624,1,80,4,120,3,16,216,\n\
         羽林街道,330624001,1,80,3,80,2,12,172,\n\
         沃洲镇,330624112,0,0,1,40,1,4,44,山区,,"
            .to_owned(),
    ];
    for form in forms {
        let run = run(&form, &two());
        let plan = run.plan.as_ref().unwrap_or_else(|e| panic!("{e}\n{form}"));
        assert_eq!(plan.year, Some(2025));
        assert_eq!(plan.categories, CATEGORIES, "{form}");
        assert_eq!(
            plan.rows,
            [
                PlannedTownship {
                    township: 0,
                    total_places: Some(172),
                    amounts: amounts([(1, 80), (3, 80), (2, 12)])
                },
                PlannedTownship {
                    township: 1,
                    total_places: Some(44),
                    amounts: amounts([(0, 0), (1, 40), (1, 4)])
                },
            ],
            "{form}"
        );
        assert_eq!(
            run.notes.count(Severity::Error) + run.notes.count(Severity::Warning),
            0,
            "{}",
            run.told()
        );
        assert_eq!(run.categories, CATEGORIES);
    }
}

#[test]
fn an_english_table_makes_its_own_categories() {
    let text = "Township,Total places,Nursery count,Nursery places,Station count,Station places\n\
                Alpha,\"1,008\",10,\"1,000\",2,8\nBeta,—,-,/,,0\nTotal,\"1,008\",10,\"1,000\",2,8";
    let mut notes = Notes::default();
    let mut categories = listed(&[]);
    let townships = [township("Alpha", None), township("Beta", None)];
    let plan = read_plan(&table(text), None, &townships, &mut categories, &mut notes).unwrap();
    assert_eq!(categories.names, ["Nursery", "Station"]);
    assert_eq!(plan.rows[0].total_places, Some(1008));
    assert_eq!(plan.rows[0].amounts[0], PlannedAmount { count: Some(10), places: Some(1000) });
    // A dash is no figure, a zero is one.
    assert_eq!(plan.rows[1].total_places, None);
    assert_eq!(plan.rows[1].amounts[0], PlannedAmount { count: None, places: None });
    assert_eq!(plan.rows[1].amounts[1], PlannedAmount { count: None, places: Some(0) });
    assert!(notes.to_vec().is_empty(), "{:?}", notes.to_vec());
}

#[test]
fn a_category_that_the_service_lacks_is_added_and_told() {
    let run =
        run("乡镇,专业托育机构数量,社区托育点数量,常住人口数\n羽林街道,1,2,30000\n沃洲镇,0,1,9000", &two());
    assert_eq!(run.categories.last().unwrap(), "社区托育点");
    assert_eq!(run.plan.as_ref().unwrap().categories, ["专业托育机构", "社区托育点"]);
    assert_eq!(run.codes(), ["plan-column-ignored", "plan-category-new"]);
}

#[test]
fn a_cell_that_is_no_whole_number_stops_the_run() {
    let fault = |cell: &str| run(&format!("{ONE_ROW}\n羽林街道,172,{cell},80,3,80,2,12"), &two());
    for cell in ["-1", "1.5", "约1", "一家"] {
        assert_eq!(fault(cell).plan.unwrap_err().code, "plan-cell", "{cell}");
    }
    insta::assert_snapshot!(fault("-1").error(), @r#"
    cannot use line 2 (`羽林街道`), column `专业托育机构数量` of the plan table `plan.csv`
      expected a whole number of 0 or more, found `-1`
      correct the cell; write 0 for none, and leave the cell blank where the plan gives no figure
    无法使用规划表 `plan.csv` 第 2 行（`羽林街道`）“专业托育机构数量”列的数值
      应为不小于 0 的整数，实际为 `-1`
      请更正该单元格：没有的填 0，规划未给出的留空
    "#);
    let two_faults =
        run(&format!("{ONE_ROW}\n羽林街道,172,-1,80,3,80,2,12\n沃洲镇,44,0,0,1,40.5,1,4"), &two());
    insta::assert_snapshot!(two_faults.error(), @r#"
    cannot use 2 cells of the plan table `plan.csv`
      expected whole numbers of 0 or more, found (line · township · column · cell): 2 · 羽林街道 · 专业托育机构数量 · `-1`; 3 · 沃洲镇 · 幼儿园托班托位数 · `40.5`
      correct the cells; write 0 for none, and leave a cell blank where the plan gives no figure
    规划表 `plan.csv` 有 2 个单元格的数值无法使用
      应为不小于 0 的整数，实际为（行号 · 乡镇 · 列 · 内容）：2 · 羽林街道 · 专业托育机构数量 · `-1`; 3 · 沃洲镇 · 幼儿园托班托位数 · `40.5`
      请更正上述单元格：没有的填 0，规划未给出的留空
    "#);
}

/// An unquoted 1,008 would move every figure after it by a column.
#[test]
fn a_row_with_a_cell_too_many_stops_the_run() {
    let run = run(&format!("{ONE_ROW}\n羽林街道,1,008,1,80,3,80,2,12"), &two());
    insta::assert_snapshot!(run.error(), @r#"
    cannot use line 2 (`羽林街道`) of the plan table `plan.csv`
      expected at most 8 cells, found 9
      write figures without thousands separators (1008), or put them in quotes ("1,008")
    无法使用规划表 `plan.csv` 第 2 行（`羽林街道`）
      该行最多应有 8 个单元格，实际为 9 个
      数字请勿使用千位分隔符（写作 1008），或加引号（"1,008"）
    "#);
}

#[test]
fn other_faults_that_stop_the_run() {
    let twice = run(&format!("{ONE_ROW}\n羽林街道,0,0,0,0,0,0,0\n羽林 街道,1,1,1,0,0,0,0"), &two());
    insta::assert_snapshot!(twice.error(), @r#"
    cannot join the plan table `plan.csv` to the townships
      expected one row a township, found `羽林 街道` on line 2 and again on line 3
      keep one of the two rows
    无法将规划表 `plan.csv` 与乡镇（街道）图层连接
      每个乡镇（街道）应只有一行，`羽林 街道` 在第 2 行和第 3 行重复出现
      请只保留其中一行
    "#);
    for (text, code) in [
        ("", "plan-no-header"),
        ("一些文字\n1,2,3", "plan-no-header"),
        ("乡镇,人口\n羽林街道,3", "plan-no-header"),
        ("乡镇,专业托育机构数量,专业托育机构（家）\n羽林街道,1,1", "plan-column-twice"),
        ("乡镇,专业托育机构数量\n鳌江镇,1\n水头镇,2", "plan-joins-nothing"),
        ("乡镇,专业托育机构数量\n羽林街道,1\n鳌江镇,1\n鳌江镇,2", "plan-township-twice"),
    ] {
        let run = run(text, &two());
        assert_eq!(run.plan.as_ref().unwrap_err().code, code, "{text}");
        assert!(!run.error().contains(['{', '}']), "{}", run.error());
    }
}

/// Both figures are named and the cells are used as they stand: 172 ≠ 80 + 80 + 11, 216 ≠ 172 + 45.
#[test]
fn sums_that_differ_are_told_and_the_cells_stand() {
    let run = run(
        &format!("{ONE_ROW}\n羽林街道,172,1,80,3,80,2,11\n沃洲镇,45,0,0,1,41,1,4\n合计,216,1,80,4,121,3,15"),
        &two(),
    );
    assert_eq!(run.plan.as_ref().unwrap().rows[0].amounts[2].places, Some(11));
    insta::assert_snapshot!(run.told(), @r#"
    Error: line 2 (`羽林街道`) of the plan table does not add up: column `预期总托位数` says 172, the categories sum to 171 | the cells are used as they stand; correct the table
    Error: 规划表第 2 行（`羽林街道`）合计不符：“预期总托位数”列填写为 172，各类别之和为 171 | 按单元格原值计算；请更正规划表
    Error: line 4 (`合计`) of the plan table does not add up: column `预期总托位数` says 216, the townships sum to 217 | the township rows are used as they stand; correct the table
    Error: 规划表第 4 行（`合计`）合计不符：“预期总托位数”列填写为 216，各乡镇（街道）之和为 217 | 按各乡镇（街道）行的原值计算；请更正规划表
    "#);
}

#[test]
fn a_subtotal_is_compared_with_the_rows_above_or_below_it() {
    let townships = ["甲街道", "乙街道", "丙镇"].map(|n| township(n, None));
    let above = "乡镇,总托位数\n甲街道,1\n乙街道,2\n街道小计,3\n丙镇,4\n小计,4\n总计,7";
    let below = "乡镇,总托位数\n总计,7\n街道小计,3\n甲街道,1\n乙街道,2\n小计,4\n丙镇,4";
    let wrong = "乡镇,总托位数\n甲街道,1\n乙街道,2\n街道小计,5\n丙镇,4\n总计,8";
    for text in [above, below] {
        assert_eq!(run(text, &townships).codes(), Vec::<&str>::new(), "{text}");
    }
    assert_eq!(run(wrong, &townships).codes(), ["plan-sum-differs"; 2]);
}

#[test]
fn names_are_never_joined_by_a_guess() {
    let run = run(
        &format!("{ONE_ROW}\n羽林街道,0,0,0,0,0,0,0\n沃州镇,44,0,0,1,40,1,4\n鳌江镇,0,0,0,0,0,0,0"),
        &two(),
    );
    assert_eq!(run.plan.as_ref().unwrap().rows.len(), 1);
    insta::assert_snapshot!(run.told(), @r#"
    Error: line 3 of the plan table: no township of the layer is named `沃州镇`; did you mean `沃洲镇`? | the row is left out of the gaps, since names are never joined by a guess; correct the name or give the township's code
    Error: 规划表第 3 行：乡镇（街道）图层中没有 `沃州镇`，是否为 `沃洲镇`？ | 名称不作猜测连接，该行未参与缺口计算；请更正名称，或填写乡镇代码
    Error: line 4 of the plan table: no township of the layer is named `鳌江镇` | the row is left out of the gaps; correct the name or give the township's code
    Error: 规划表第 4 行：乡镇（街道）图层中没有 `鳌江镇` | 该行未参与缺口计算；请更正名称，或填写乡镇代码
    Warning: the plan table `plan.csv` has no row for `沃洲镇` | the township has no planned figures and is left out of the plan's county sums; add its row (0 where nothing is planned)
    Warning: 规划表 `plan.csv` 中没有 `沃洲镇` | 该乡镇（街道）无规划值，不计入规划的县级合计；请补充该行（没有规划的填 0）
    "#);
}

/// 羽林 can only be 羽林街道; it is taken as that, and told.
#[test]
fn a_kind_that_is_missing_is_no_other_name() {
    let run = run("乡镇,总托位数\n羽林,1\n沃洲乡,2", &two());
    let joined: Vec<_> =
        run.plan.as_ref().unwrap().rows.iter().map(|r| (r.township, r.total_places)).collect();
    assert_eq!(joined, [(0, Some(1)), (1, Some(2))]);
    insta::assert_snapshot!(run.told(), @r#"
    Warning: line 2 of the plan table: `羽林` is taken as `羽林街道`, the only township of that name but for 街道, 镇 or 乡 | write the full name, or give the township's code, if this is not the one
    Warning: 规划表第 2 行：`羽林` 已视为 `羽林街道`，除街道、镇、乡之别外，只有这一乡镇（街道）名称相同 | 如有误，请写全称，或填写乡镇代码
    Warning: line 3 of the plan table: `沃洲乡` is taken as `沃洲镇`, the only township of that name but for 街道, 镇 or 乡 | write the full name, or give the township's code, if this is not the one
    Warning: 规划表第 3 行：`沃洲乡` 已视为 `沃洲镇`，除街道、镇、乡之别外，只有这一乡镇（街道）名称相同 | 如有误，请写全称，或填写乡镇代码
    "#);
}

#[test]
fn a_code_comes_before_a_name_and_what_differs_is_told() {
    let text = "代码,乡镇,总托位数\n330624001,羽林街道办事处,1\n999999999,沃洲镇,2\n,,3";
    let told = run(text, &two());
    let joined: Vec<_> =
        told.plan.as_ref().unwrap().rows.iter().map(|r| (r.township, r.total_places)).collect();
    assert_eq!(joined, [(0, Some(1)), (1, Some(2))]);
    assert_eq!(told.codes(), ["plan-name-differs", "plan-joined-by-name", "plan-row-nameless"]);
    // The name of another township beside the code is a fault of the table.
    let crossed = run("代码,乡镇,总托位数\n330624001,沃洲镇,1\n330624112,羽林街道,2", &two());
    assert_eq!(crossed.notes.count(Severity::Error), 2);
}

#[test]
fn places_without_a_facility_are_told() {
    let run = run("乡镇,专业托育机构数量,专业托育机构托位数\n羽林街道,0,80\n沃洲镇,1,—\n合计,1,约80", &two());
    assert_eq!(run.codes(), ["plan-sum-unreadable", "plan-zero-rule"]);
    assert!(!run.told().contains(['{', '}']), "{}", run.told());
}

/// 44 = 40 + 4: the blanks of the first category are zeros. A total without any figure proves nothing.
#[test]
fn blanks_that_the_total_makes_zeros_are_told_once() {
    let told = run(&format!("{ONE_ROW}\n羽林街道,44,,,1,40,1,4\n沃洲镇,44,,,1,40,1,4"), &two());
    let amounts = &told.plan.as_ref().unwrap().rows[0].amounts;
    assert_eq!(amounts[0], PlannedAmount::default(), "a blank stays a blank");
    insta::assert_snapshot!(told.told(), @"
    Info: rows of the plan table with blanks where, by the total of the row, 0 is meant: 2, the first in line 2 | a blank is taken as not given: nothing is compared there, and existing facilities are left out of the county's gap of that category; write 0 where nothing is planned
    Info: 规划表有 2 行存在空白单元格，按该行合计应为 0，首处在第 2 行 | 空白按规划未给出处理：不作比对，当地同类现有设施也不计入全县缺口；没有规划的请填 0
    ");
    let others = run(&format!("{ONE_ROW}\n羽林街道,24,,,1,,,\n沃洲镇,24,,,,,,"), &two());
    assert_eq!(others.codes(), [""; 0]);
}

#[test]
fn without_rows_or_townships_there_is_a_plan_without_rows() {
    let empty = run(ONE_ROW, &two());
    assert_eq!((empty.plan.as_ref().unwrap().rows.len(), empty.codes()), (0, vec!["plan-empty"]));
    let alone = run(&format!("{ONE_ROW}\n羽林街道,0,0,0,0,0,0,0"), &[]);
    assert_eq!((alone.plan.as_ref().unwrap().rows.len(), alone.codes()), (0, vec!["plan-without-townships"]));
}

/// The planning document's own table: 1900 = 1010 + 830 + 60 places; 13, 30 and 15 facilities.
///
/// # Source
/// Annex 2 of the county's childcare plan, `xinchang_2025_childcare_plan_annex2.csv`.
#[test]
fn the_table_of_the_document_is_consistent() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/realdata/xinchang/xinchang_2025_childcare_plan_annex2.csv"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: {path} is not here");
        return;
    };
    let text = text.trim_start_matches('\u{feff}');
    let townships: Vec<Township> =
        table(text).rows.iter().skip(1).map(|r| township(&r.cells[1], Some(&r.cells[0]))).collect();
    assert_eq!(townships.len(), 12);
    let run = run(text, &townships);
    let plan = run.plan.as_ref().unwrap();
    assert_eq!(run.codes(), Vec::<&str>::new(), "{}", run.told());
    assert_eq!(plan.rows.len(), 12);
    let sum = |f: &dyn Fn(&PlannedTownship) -> Option<u32>| plan.rows.iter().filter_map(f).sum::<u32>();
    assert_eq!(sum(&|r| r.total_places), 1900);
    assert_eq!([0, 1, 2].map(|k| sum(&|r| r.amounts[k].count)), [13, 30, 15]);
    assert_eq!([0, 1, 2].map(|k| sum(&|r| r.amounts[k].places)), [1010, 830, 60]);
}
