//! The words of the errors about standard files.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;

/// [`indicator_with`] these lines after a grade list.
fn graded(lines: &str) -> String {
    format!("grades = [\"一级\", \"二级\"]\n{}", indicator_with(lines))
}

#[test]
fn the_first_line_of_an_indicator() {
    let line = indicator_with("HERE").lines().position(|line| line == "HERE").expect("the line") + 1;
    assert_eq!(line, FIRST_LINE);
}

#[test]
fn keys_and_values_as_in_any_file() {
    assert_snapshot!(refusal(&indicator_with("numerater = { sum = \"places\" }")), @"
    cannot use `indicator[0].numerater` on line 12 of `DIR/standard.toml`
    unknown key; expected one of `id`, `key`, `name`, `clause`, `formula`, `unit`, `measure`, `numerator`, `denominator`, `minutes`, `urban`, `factor`, `decimals`, `by_township`, `targets`, `reading`
    did you mean `numerator`?
    ");
    assert_snapshot!(refusal(&indicator_with("numerator = { sum = \"plases\" }")), @r#"
    cannot use `indicator[0].numerator.sum` on line 12 of `DIR/standard.toml`
    expected one of `id`, `name`, `code`, `category`, `places`, `township`, `township_code`, `population`, `households`, `ownership`, `inclusive`, `grade`, `places_under2`, `enrolled`, `monthly_fee`, `staff`, `certified_staff`, `contracted`, `cloud_supervised`, `status`, `opening_year`, `under3`, `health_centre`, `demonstration_institution`, `land_use`, `urban_rural`, `new_housing`, `childcare_floor_area`, `disposable_income`, found `"plases"`
    did you mean `places`?
    "#);
    assert_snapshot!(refusal(&indicator_with("numerator = { count = \"facility\" }")), @r#"
    cannot use `indicator[0].numerator.count` on line 12 of `DIR/standard.toml`
    expected one of `facilities`, `townships`, `parcels`, `life_units`, found `"facility"`
    did you mean `facilities`?
    "#);
    assert_snapshot!(refusal(&LEAST.replace("\"本县标准\"", "7")), @r#"
    cannot use `name` on line 2 of `DIR/standard.toml`
    expected text in quotes, or a table of it in each language (`{ zh-CN = "…", en = "…" }`), found `7`
    "#);
    assert_snapshot!(refusal(&LEAST.replace("\"本县标准\"", "{ zh-CN = \"本县标准\" }")), @"
    cannot find `name.en` in `DIR/standard.toml`
    expected non-blank text in quotes in the table on line 2
    ");
    assert_snapshot!(refusal(&indicator_with("measure = \"reported\"\nfactor = 0")), @"
    cannot use `indicator[0].factor` on line 13 of `DIR/standard.toml`
    expected a number (≥ 0.000001, ≤ 1000000000), found `0`
    ");
    assert_snapshot!(refusal(&indicator_with("measure = \"reported\"\ntargets = [{ year = 2024, at_least = nan }]")), @"
    cannot use `indicator[0].targets[0].at_least` on line 13 of `DIR/standard.toml`
    expected a number (≥ 0, ≤ 1000000000000), found `nan`
    ");
    assert_snapshot!(refusal(&format!("{LEAST}[[circle]]\nminutes = 5\nradius_m = \"300\"\nclause = \"c\"\n")), @r#"
    cannot use `circle[0].radius_m` on line 7 of `DIR/standard.toml`
    expected a number or a list of numbers (`[1000, 800]`), not empty, found `"300"`
    "#);
    assert_snapshot!(refusal(&format!("{LEAST}[[circle]]\nminutes = 5\nradius_m = 300\npopulation = [9, 5]\nclause = \"c\"\n")), @"
    cannot use `circle[0].population` on line 8 of `DIR/standard.toml`
    expected two numbers (`[least, most]`), found `[9, 5]`
    ");
    assert_snapshot!(refusal(&format!("{LEAST}[[circle]]\nminutes = 5\nradius_m = 300\npopulation = [9]\nclause = \"c\"\n")), @"
    cannot use `circle[0].population` on line 8 of `DIR/standard.toml`
    expected two numbers (`[least, most]`), found `[9]`
    ");
    let folder = TestFolder::new();
    let missing = Standard::load(&folder.path().join("no.toml")).expect_err("no such file");
    assert_snapshot!(folder.words(Language::En, &missing), @"
    cannot find the standard file `DIR/no.toml`
    `lifecircle standards xinchang-2024 --toml` prints one to begin with
    ");
}

#[test]
fn quantities() {
    assert_snapshot!(refusal(&indicator_with("numerator = { count = \"facilities\", sum = \"places\" }")), @"
    cannot use `indicator[0].numerator.sum` on line 12 of `DIR/standard.toml`
    expected exactly one of `count`, `sum`, `mean`, `figure`, found `count`, `sum`
    keep one of them
    ");
    assert_snapshot!(refusal(&indicator_with("numerator = { of = \"facilities\" }")), @"
    cannot use `indicator[0].numerator` on line 12 of `DIR/standard.toml`
    expected exactly one of `count`, `sum`, `mean`, `figure`, found none
    ");
    assert_snapshot!(refusal(&indicator_with("numerator = { sum = \"ownership\" }")), @r#"
    cannot use `indicator[0].numerator.sum` on line 12 of `DIR/standard.toml`
    expected an attribute that is a number, and `ownership` is text
    to count records by it, write `count = "…"` with a condition on `ownership`
    "#);
    assert_snapshot!(refusal(&indicator_with("numerator = { sum = \"places\" }\ndenominator = { sum = \"population\" }")), @"
    cannot use `indicator[0].denominator.sum` on line 13 of `DIR/standard.toml`
    `facilities` have no `population`; it is an attribute of `townships`, `parcels`, `life_units`
    say whose attribute it is with `of` (`count` for a count, `each` for a rule), or take another attribute
    ");
    assert_snapshot!(refusal(&indicator_with("numerator = { mean = \"disposable_income\" }")), @r#"
    cannot use `indicator[0].numerator.mean` on line 12 of `DIR/standard.toml`
    `disposable_income` is a figure of the whole county, and no record has it
    write `figure = "disposable_income"`
    "#);
    assert_snapshot!(refusal(&indicator_with("numerator = { sum = \"places\", weight = \"staff\" }")), @"
    cannot use `indicator[0].numerator.weight` on line 12 of `DIR/standard.toml`
    `weight` has no meaning beside `sum`
    remove `weight`: `of` goes with `sum` and `mean`, `weight` with `mean`, `where` with all but `figure`
    ");
    assert_snapshot!(refusal(&indicator_with("numerator = { mean = \"monthly_fee\", weight = \"grade\" }")), @r#"
    cannot use `indicator[0].numerator.weight` on line 12 of `DIR/standard.toml`
    expected an attribute that is a number, and `grade` is text
    to count records by it, write `count = "…"` with a condition on `grade`
    "#);
}

#[test]
fn conditions() {
    let condition = |text: &str| {
        refusal(&graded(&format!("numerator = {{ count = \"facilities\", where = [{{ {text} }}] }}")))
    };
    assert_snapshot!(condition("field = \"inclusive\", is = [\"是\"]"), @"
    cannot use `indicator[0].numerator.where[0].is` on line 13 of `DIR/standard.toml`
    `inclusive` is yes or no: expected `yes`, found `is`
    take a test that fits, or another attribute
    ");
    assert_snapshot!(condition("field = \"places\", yes = true"), @"
    cannot use `indicator[0].numerator.where[0].yes` on line 13 of `DIR/standard.toml`
    `places` is a number: expected `at_least`, `below`, found `yes`
    take a test that fits, or another attribute
    ");
    assert_snapshot!(condition("field = \"ownership\", grade_at_least = \"一级\""), @"
    cannot use `indicator[0].numerator.where[0].grade_at_least` on line 13 of `DIR/standard.toml`
    `ownership` is text: expected `is`, `is_not`, found `grade_at_least`
    take a test that fits, or another attribute
    ");
    assert_snapshot!(condition("field = \"places\""), @"
    cannot use `indicator[0].numerator.where[0]` on line 13 of `DIR/standard.toml`
    expected exactly one of `is`, `is_not`, `yes`, `at_least`, `below`, `grade_at_least`, found none
    ");
    assert_snapshot!(condition("field = \"places\", at_least = 1, below = 2"), @"
    cannot use `indicator[0].numerator.where[0].below` on line 13 of `DIR/standard.toml`
    expected exactly one of `is`, `is_not`, `yes`, `at_least`, `below`, `grade_at_least`, found `at_least`, `below`
    keep one of them
    ");
    assert_snapshot!(condition("field = \"grade\", grade_at_least = \"三级\""), @r#"
    cannot use `indicator[0].numerator.where[0].grade_at_least` on line 13 of `DIR/standard.toml`
    expected one of `一级`, `二级`, found `"三级"`
    "#);
    assert_snapshot!(condition("field = \"health_centre\", yes = true"), @"
    cannot use `indicator[0].numerator.where[0].field` on line 13 of `DIR/standard.toml`
    `facilities` have no `health_centre`; it is an attribute of `townships`
    say whose attribute it is with `of` (`count` for a count, `each` for a rule), or take another attribute
    ");
    let lines =
        "numerator = { count = \"facilities\", where = [{ field = \"grade\", grade_at_least = \"一级\" }] }";
    assert_snapshot!(refusal(&indicator_with(lines)), @r#"
    cannot use `indicator[0].numerator.where[0].grade_at_least` on line 12 of `DIR/standard.toml`
    the standard has no grades, so `"一级"` is none of them
    list them at the top, the best first: `grades = ["…"]`
    "#);
}

#[test]
fn measures_and_targets() {
    assert_snapshot!(refusal(&indicator_with("decimals = 1")), @r#"
    cannot use `indicator[0]` on line 5 of `DIR/standard.toml`
    expected `numerator`, which `measure = "ratio"` needs, found none
    add `numerator`, or choose another `measure`: `configuration_rate`, `coverage_rate`, `reported`
    "#);
    assert_snapshot!(refusal(&indicator_with("measure = \"coverage_rate\"")), @r#"
    cannot use `indicator[0]` on line 5 of `DIR/standard.toml`
    expected `minutes`, which `measure = "coverage_rate"` needs, found none
    add `minutes`, or choose another `measure`: `configuration_rate`, `coverage_rate`, `reported`
    "#);
    assert_snapshot!(refusal(&indicator_with("measure = \"reported\"\nnumerator = { sum = \"places\" }")), @r#"
    cannot use `indicator[0].numerator` on line 13 of `DIR/standard.toml`
    `numerator` has no meaning for `measure = "reported"`
    remove `numerator`, or choose the measure that it belongs to
    "#);
    assert_snapshot!(refusal(&indicator_with("measure = \"reported\"\nby_township = true")), @r#"
    cannot use `indicator[0].by_township` on line 13 of `DIR/standard.toml`
    `by_township` has no meaning for `measure = "reported"`
    remove `by_township`, or choose the measure that it belongs to
    "#);
    let targets = "measure = \"reported\"\ntargets = [\n  { year = 2024, at_least = 1 },\n  { year = 2024, at_least = 2 },\n]";
    assert_snapshot!(refusal(&indicator_with(targets)), @"
    cannot use `indicator[0].targets[1].year` on line 15 of `DIR/standard.toml`
    `2024` is taken by `indicator[0].targets[0].year` on line 14
    ");
    assert_snapshot!(refusal(&indicator_with("measure = \"reported\"\ntargets = [{ year = 2024 }]")), @"
    cannot use `indicator[0].targets[0]` on line 13 of `DIR/standard.toml`
    expected exactly one of `at_least`, `at_most`, found none
    ");
    assert_snapshot!(refusal(&indicator_with("measure = \"reported\"\ntargets = [{ year = 2024, at_least = 1, at_most = 2 }]")), @"
    cannot use `indicator[0].targets[0].at_most` on line 13 of `DIR/standard.toml`
    expected exactly one of `at_least`, `at_most`, found `at_least`, `at_most`
    keep one of them
    ");
    let alone = "measure = \"reported\"\ntargets = [{ year = 2024, at_least = 1, denominator = { sum = \"places\" } }]";
    assert_snapshot!(refusal(&indicator_with(alone)), @"
    cannot use `indicator[0].targets[0].denominator` on line 13 of `DIR/standard.toml`
    a target with a `denominator` of its own needs a `numerator` of its own as well
    add `numerator`, or remove `denominator`
    ");
    let second = indicator_with("measure = \"reported\"").replace(LEAST, "").replace("id = 1", "id = 2");
    assert_snapshot!(refusal(&format!("{}{second}", indicator_with("measure = \"reported\""))), @r#"
    cannot use `indicator[1].key` on line 15 of `DIR/standard.toml`
    `"one"` is taken by `indicator[0].key` on line 7
    "#);
}

#[test]
fn rules() {
    let rule = |lines: &str| {
        refusal(&format!(
            "{LEAST}[[rule]]\nid = \"one\"\nname = \"一\"\nclause = \"c\"\ntext = \"t\"\nunit = \"个\"\n{lines}\n"
        ))
    };
    assert_snapshot!(rule("numerator = { sum = \"places\" }\nrequired = [{ planned = 2025 }]"), @r#"
    cannot use `rule[0].required[0].planned` on line 12 of `DIR/standard.toml`
    the layout plan plans for townships, and the rule is not asked of them
    write `each = "townships"`, or require a figure with `at_least`
    "#);
    assert_snapshot!(rule("each = \"townships\"\nnumerator = { sum = \"places\" }\nrequired = [{ planned = 2025, year = 2025 }]"), @"
    cannot use `rule[0].required[0].year` on line 13 of `DIR/standard.toml`
    `planned` names the year already: that of the plan
    remove `year`
    ");
    assert_snapshot!(rule("where = [{ field = \"places\", at_least = 1 }]\nnumerator = { sum = \"places\" }\nrequired = [{ at_least = 1 }]"), @"
    cannot use `rule[0].where` on line 11 of `DIR/standard.toml`
    the rule is asked of the county as a whole, so there is nothing to choose from
    say of what it is asked with `each`, or put the conditions into `numerator`
    ");
    assert_snapshot!(rule("each = \"parcels\"\nnumerator = { sum = \"places\" }\nrequired = [{ at_least = 1 }]"), @"
    cannot use `rule[0].numerator` on line 12 of `DIR/standard.toml`
    the rule is asked of each of the `parcels`, and of one of them nothing of the `facilities` can be taken
    take an attribute of the `parcels` themselves, or choose another `each`
    ");
    assert_snapshot!(rule("numerator = { sum = \"places\" }\nrequired = [{ year = 2025, at_least = 1 }, { year = 2025, at_most = 3 }]"), @"
    cannot use `rule[0].required[1].year` on line 12 of `DIR/standard.toml`
    `2025` is taken by `rule[0].required[0].year` on line 12
    ");
    assert_snapshot!(rule("numerator = { sum = \"places\" }\nrequired = []"), @"
    cannot use `rule[0].required` on line 12 of `DIR/standard.toml`
    expected at least one table (`[[…]]` or `[{ … }]`), found `[]`
    ");
}

#[test]
fn bases() {
    let on = |base: &str| LEAST.replace("year", &format!("based_on = \"{base}\"\nyear"));
    assert_snapshot!(refusal(&on("xinchang")), @r#"
    cannot use `based_on` on line 4 of `DIR/standard.toml`
    no embedded standard is named `"xinchang"`; there are `xinchang-2024`, `shaoxing-2024`, `gb50180-2018`
    did you mean `xinchang-2024`? the name of a standard file ends in `.toml`
    "#);
    assert_snapshot!(refusal(&on("no.toml")), @"
    cannot find the standard file `DIR/no.toml`
    named by `based_on` on line 4 of `DIR/standard.toml`
    correct the path; it is taken from the folder of the file that names it
    ");
    assert_snapshot!(refusal(&on("standard.toml")), @"
    cannot use `based_on` on line 4 of `DIR/standard.toml`
    the standards are based on each other in a round: `DIR/standard.toml` → `DIR/standard.toml`
    remove `based_on` from one of them
    ");
    let folder = TestFolder::new();
    folder.write("other.toml", &on("./standard.toml"));
    let error = load(&folder, &on("other.toml")).expect_err("a round");
    assert_snapshot!(folder.words(Language::En, &error), @"
    cannot use `based_on` on line 4 of `DIR/other.toml`
    the standards are based on each other in a round: `DIR/standard.toml` → `DIR/other.toml` → `DIR/./standard.toml`
    remove `based_on` from one of them
    ");
    assert_snapshot!(folder.words(Language::ZhCn, &error), @"
    `DIR/other.toml` 第 4 行的 `based_on` 无法使用
    标准之间循环引用：`DIR/standard.toml` → `DIR/other.toml` → `DIR/./standard.toml`
    请删去其中一处 `based_on`
    ");
    assert_snapshot!(refusal(&on("xinchang-2024").replace("year", "grades = [\"一级\", \"二级\"]\nyear")), @"
    cannot use `grades` on line 5 of `DIR/standard.toml`
    `xinchang-2024`, on which this standard is based, asks for the grade `三级`, which is not among these
    add `三级`, or replace the indicators and rules that ask for it
    ");
    let key = indicator_with("measure = \"reported\"").replace("\"one\"", "\"under2-share\"");
    assert_snapshot!(refusal(&key.replace("year", "based_on = \"xinchang-2024\"\nyear")), @"
    cannot use `indicator[0].key` on line 8 of `DIR/standard.toml`
    `under2-share` is the key of indicator 5 of `xinchang-2024`, on which this standard is based
    take another key, or write `id = 5` to replace that indicator
    ");
    // A fault of the base is told of the base's file.
    folder.write("other.toml", &LEAST.replace("2025", "25"));
    let error = load(&folder, &on("other.toml")).expect_err("a fault of the base");
    assert_snapshot!(folder.words(Language::En, &error), @"
    cannot use `year` on line 4 of `DIR/other.toml`
    expected a whole number (≥ 1900, ≤ 2200), found `25`
    ");
    assert_snapshot!(folder.words(Language::En, &Standard::named("gb50180").expect_err("unknown")), @"
    cannot find the standard `gb50180`
    no embedded standard has this name; there are `xinchang-2024`, `shaoxing-2024`, `gb50180-2018`
    take one of these, or name a standard file that ends in `.toml`
    ");
}

#[test]
fn in_chinese() {
    let words = |text: &str| refusal_in(Language::ZhCn, text);
    assert_snapshot!(words(&indicator_with("numerator = { count = \"facilities\", sum = \"places\" }")), @"
    `DIR/standard.toml` 第 12 行的 `indicator[0].numerator.sum` 无法使用
    `count`, `sum`, `mean`, `figure` 中应有且只有一个，实际有 `count`, `sum`
    请只保留其中一个
    ");
    assert_snapshot!(words(&indicator_with("numerator = { sum = \"places\" }\ndenominator = { sum = \"population\" }")), @"
    `DIR/standard.toml` 第 13 行的 `indicator[0].denominator.sum` 无法使用
    `facilities` 没有属性 `population`；它属于 `townships`, `parcels`, `life_units`
    请用 `of` 写明属于哪类对象（计数时用 `count`，规定中用 `each`），或改用其他属性
    ");
    assert_snapshot!(words(&graded("numerator = { count = \"facilities\", where = [{ field = \"inclusive\", is = [\"是\"] }] }")), @"
    `DIR/standard.toml` 第 13 行的 `indicator[0].numerator.where[0].is` 无法使用
    `inclusive` 为是否型属性，条件应为 `yes`，实为 `is`
    请改用合适的条件或其他属性
    ");
    assert_snapshot!(words(&indicator_with("measure = \"reported\"\nminutes = 5")), @r#"
    `DIR/standard.toml` 第 13 行的 `indicator[0].minutes` 无法使用
    `measure = "reported"` 不使用 `minutes`
    请删去 `minutes`，或改用与之对应的 `measure`
    "#);
    assert_snapshot!(words(&LEAST.replace("\"本县标准\"", "7")), @r#"
    `DIR/standard.toml` 第 2 行的 `name` 无法使用
    应为加引号的文本，或分语言书写的表（`{ zh-CN = "…", en = "…" }`），实为 `7`
    "#);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is done to a valid file, it loads or is refused in whole sentences; nothing panics.
    #[test]
    fn a_damaged_file_is_refused_in_words(from in 0_usize..16_000, length in 0_usize..60, put in "[ -~\n名“，]{0,12}") {
        let folder = TestFolder::new();
        let whole: Vec<char> = Standard::embedded()[0].toml.chars().collect();
        let from = from.min(whole.len());
        let rest = whole.iter().skip(from + length);
        let text: String = whole.iter().take(from).copied().chain(put.chars()).chain(rest.copied()).collect();
        if let Err(error) = load(&folder, &text) {
            for language in [Language::ZhCn, Language::En] {
                let words = folder.words(language, &error);
                prop_assert!(!words.contains("{line}") && !words.contains("{path}") && !words.contains("term."), "{}", words);
            }
        }
    }
}
