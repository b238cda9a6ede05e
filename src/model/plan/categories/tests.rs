//! Categories of the plan and of the facilities that go by other names.

use super::super::tests::{Run, listed, run_with, two};
use super::nearest;
use crate::model::facility::Categories;
use crate::note::Severity;

const FACILITIES: [(&str, usize); 3] = [("专业托育机构", 2), ("幼儿园托班", 1), ("婴幼儿服务驿站", 1)];

/// Facilities of these categories, each with ten places, of a project that lists `names`.
fn facilities(names: &[&str], stated: &[(&str, usize)]) -> Categories {
    let mut categories = listed(names);
    for (name, count) in stated {
        let category = categories.find(name);
        (0..*count).for_each(|_| categories.count(name, category, Some(10.0)));
    }
    categories
}

/// A plan of one row for these categories, against the facilities.
fn plan(planned: &[&str], categories: Categories) -> Run {
    let heads: String = planned.iter().map(|name| format!(",{name}数量,{name}托位数")).collect();
    let cells = ",1,20".repeat(planned.len());
    run_with(&format!("乡镇{heads}\n羽林街道{cells}\n沃洲镇{cells}"), &two(), categories)
}

/// One heading is another: its whole plan would be a gap, so that both sides are told as a warning.
#[test]
fn one_heading_that_differs_is_a_warning() {
    let run = plan(&["专业托育机构", "幼儿园托班", "婴幼儿照护驿站"], facilities(&[], &FACILITIES));
    assert!(run.plan.is_ok());
    insta::assert_snapshot!(run.told(), @"
    Warning: categories of the plan table that no facility has: `婴幼儿照护驿站` ≈ `婴幼儿服务驿站`; categories of facilities that the plan table does not have: `婴幼儿服务驿站` (facilities: 1, places: 10) | these facilities fill no gap, and all that is planned under the other names stands as one; if they are the same (≈ stands before the nearest name), list the other names under `aliases` of a `[[service.category]]` in the project file, or rename one side; else list the plan's there as categories of their own
    Warning: 规划表中的类别没有对应设施：`婴幼儿照护驿站` ≈ `婴幼儿服务驿站`；设施的类别不在规划表之内：`婴幼儿服务驿站`（设施 1 处，托位 10 个） | 上述设施不抵扣任何缺口，表中上述类别的规划数全部计为缺口；如为同一类别（≈ 后为最相近的名称），请在项目文件 `[[service.category]]` 的 `aliases` 中列出另一名称，或统一两者名称；否则请将规划表中的类别在项目文件中单独列出
    ");
    // The project lists what the facilities have, or what neither has.
    for names in [&["专业托育机构", "幼儿园托班", "婴幼儿服务驿站"][..], &["专业托育机构", "幼儿园托班"]]
    {
        let run = plan(&["专业托育机构", "幼儿园托班", "婴幼儿照护驿站"], facilities(names, &FACILITIES));
        assert_eq!(run.codes(), ["plan-categories-differ"], "{names:?}");
    }
}

/// Nothing is comparable: the shortfall would be the whole plan.
#[test]
fn where_no_heading_matches_the_run_stops() {
    let planned = ["托育机构", "幼儿园托班（托小班）", "社区婴幼儿服务驿站"];
    let run = plan(&planned, facilities(&[], &FACILITIES));
    insta::assert_snapshot!(run.error(), @"
    cannot compare the plan table `plan.csv` with the facilities
      expected the categories of the facilities (`专业托育机构`, `幼儿园托班`, `婴幼儿服务驿站`), found none of them, only `托育机构` ≈ `专业托育机构`, `幼儿园托班（托小班）` ≈ `幼儿园托班`, `社区婴幼儿服务驿站` ≈ `婴幼儿服务驿站`; all that is planned would stand as a gap
      if they are the same (≈ stands before the nearest name), list the other names under `aliases` of a `[[service.category]]` in the project file, or rename one side; if they are not, list the plan's there as categories of their own
    规划表 `plan.csv` 与设施无法比对
      应为设施的类别（`专业托育机构`, `幼儿园托班`, `婴幼儿服务驿站`），实际无一相符，表中类别为 `托育机构` ≈ `专业托育机构`, `幼儿园托班（托小班）` ≈ `幼儿园托班`, `社区婴幼儿服务驿站` ≈ `婴幼儿服务驿站`；如继续计算，全部规划数将成为缺口
      如为同一类别（≈ 后为最相近的名称），请在项目文件 `[[service.category]]` 的 `aliases` 中列出另一名称，或统一两者名称；如确非同一类别，请将规划表中的类别在项目文件中单独列出
    ");
    // The project lists the plan's categories, and none of the facilities' values is one of them or an alias.
    let run = plan(&planned[1..], facilities(&planned[1..], &FACILITIES));
    assert_eq!(run.plan.unwrap_err().code, "plan-categories-unmatched");
    // It lists those of the facilities, and none of the plan's is.
    let run = plan(&planned[1..], facilities(&["专业托育机构", "幼儿园托班"], &FACILITIES[..2]));
    assert_eq!(run.plan.unwrap_err().code, "plan-categories-unmatched");
    // With an alias one of them matches.
    let run = plan(&planned, facilities(&["专业托育机构"], &FACILITIES));
    assert_eq!(run.codes(), ["plan-categories-differ"]);
}

/// A category of which nothing is built yet, and no other name that could be it.
#[test]
fn what_is_planned_and_not_built_is_information() {
    let run = plan(&["专业托育机构", "社区托育点"], facilities(&[], &FACILITIES[..1]));
    assert_eq!(run.codes(), ["plan-category-new"]);
    assert_eq!(run.notes.count(Severity::Info), 1);
    // What the project lists is known to be another, even where none of it is built.
    let names = ["专业托育机构", "社区托育点"];
    assert_eq!(plan(&names, facilities(&names, &FACILITIES[..1])).codes(), [""; 0]);
    let run = plan(&["社区托育点"], facilities(&names, &FACILITIES[..1]));
    assert_eq!((run.codes(), run.notes.count(Severity::Info)), (vec!["plan-lacks-categories"], 1));
    // Facilities that say nothing contradict nothing.
    assert_eq!(plan(&names, facilities(&[], &[])).codes(), [""; 0]);
}

#[test]
fn facilities_of_a_category_that_the_plan_lacks_are_told() {
    let stated = [("专业托育机构", 2), ("幼儿园托班", 1), ("幼儿园托班（公办）", 3), ("早教中心", 1)];
    let run = plan(&["专业托育机构", "幼儿园托班"], facilities(&[], &stated));
    insta::assert_snapshot!(run.told(), @"
    Warning: categories of facilities that the plan table does not have: `幼儿园托班（公办）` ≈ `幼儿园托班`, `早教中心` (facilities: 4, places: 40) | these facilities fill no gap; if one of the plan's categories is meant (≈ stands before the nearest), list the name under its `aliases` in a `[[service.category]]` of the project file, or rename one side
    Warning: 设施的类别不在规划表之内：`幼儿园托班（公办）` ≈ `幼儿园托班`, `早教中心`（设施 4 处，托位 40 个） | 上述设施不抵扣任何缺口；如属规划表中的某一类别（≈ 后为最相近的名称），请在项目文件 `[[service.category]]` 的 `aliases` 中列出该名称，或统一两者名称
    ");
}

/// A table that has only totals has no categories to compare.
#[test]
fn a_plan_without_categories_is_compared_by_its_totals() {
    let run = run_with("乡镇,总托位数\n羽林街道,20\n沃洲镇,20", &two(), facilities(&[], &FACILITIES));
    assert!(run.plan.is_ok());
    assert_eq!(run.codes(), [""; 0]);
}

#[test]
fn the_nearest_name_holds_the_other_or_differs_by_slips() {
    let others = ["婴幼儿服务驿站", "幼儿园托班", "专业托育机构"];
    for (name, expected) in [
        ("托班", Some("幼儿园托班")),
        ("幼儿园 托班（公办）", Some("幼儿园托班")),
        ("专业托管机构", Some("专业托育机构")),
        ("婴幼儿照护驿站", Some("婴幼儿服务驿站")),
        ("早教中心", None),
        ("站", None),
        ("", None),
    ] {
        assert_eq!(nearest(name, &others), expected, "{name}");
    }
}
