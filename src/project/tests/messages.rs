//! The words of the errors about a project file's text and keys, and of the commonest ones in Chinese.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::template::all_in_use;
use super::*;
use crate::error::Fault;

#[test]
fn files_that_cannot_be_read() {
    let folder = Folder::with_data();
    let words = |path: &Path| {
        let error = Project::load(path).expect_err("the file is refused");
        assert_eq!(error.fault, Fault::Usage);
        folder.words(Language::En, &error)
    };
    assert_snapshot!(words(&folder.path("absent.toml")), @r"
    cannot find the project file `DIR/absent.toml`
    `lifecircle init` writes one to fill in
    ");
    assert_snapshot!(words(folder.0.path()), @r"
    cannot read the project file `DIR`
    expected a file, found a folder
    name the file itself, such as `DIR/project.toml`
    ");
    let (gbk, _, _) = encoding_rs::GBK.encode("# 项目\nname = \"新昌县\"\n");
    assert_snapshot!(words(&folder.write("gbk.toml", &gbk)), @r"
    cannot read the project file `DIR/gbk.toml`
    expected UTF-8, found what looks like GB18030 (GBK, ANSI) on line 1
    save the file as UTF-8
    ");
    assert_snapshot!(words(&folder.write("utf16.toml", b"\xff\xfen\0a\0")), @r"
    cannot read the project file `DIR/utf16.toml`
    expected UTF-8, found other bytes on line 1
    save the file as UTF-8
    ");
}

#[test]
fn text_that_is_not_toml() {
    assert_snapshot!(refusal("name = \"a\"\nyear 2025\n"), @r"
    cannot read line 2, column 6 of `DIR/project.toml`
    not valid TOML: a key stands without `=` and a value
    ");
    assert_snapshot!(refusal("name = “新昌”\n"), @r#"
    cannot read line 1, column 8 of `DIR/project.toml`
    not valid TOML: text stands without quotes
    write quotes, commas, equals signs and brackets in half width: `"`, `,`, `=`, `[`, `]`
    "#);
    assert_snapshot!(refusal("name = \"a\"\n[layers.residential]\npath = \"D:\\users\\r.geojson\"\n"), @r"
    cannot read line 3, column 13 of `DIR/project.toml`
    not valid TOML: `\` in double quotes begins an escape, and none follows
    in a path write `/` for `\`, or put the path in single quotes
    ");
    assert_snapshot!(refusal("name = \"a\"\nyear = 2025\nname = \"b\"\n"), @"
    cannot use `name` on line 3, column 1 of `DIR/project.toml`
    the key or table stands in the file already
    keep one of the two; each entry of a list of tables begins with `[[…]]`
    ");
    assert_snapshot!(refusal(&format!("{LEAST}[service.facilities]\npath = \"x\"\n")), @"
    cannot use `facilities` on line 9, column 10 of `DIR/project.toml`
    the key or table stands in the file already
    keep one of the two; each entry of a list of tables begins with `[[…]]`
    ");
    assert_snapshot!(refusal("name = \"a"), @r"
    cannot read line 1, column 10 of `DIR/project.toml`
    not valid TOML: text is not closed by a quote on its line
    ");
    assert_snapshot!(refusal(&format!("{LEAST}where = {{ DLBM = [0701] }}\n")), @r"
    cannot read line 9, column 19 of `DIR/project.toml`
    not valid TOML: a number begins with zero; a code such as `0701` is text and stands in quotes
    ");
    assert_snapshot!(refusal(&format!("{LEAST}where = {{ 类型 = \"托班\" }}\n")), @r"
    cannot read line 9, column 11 of `DIR/project.toml`
    not valid TOML: a key of other characters than A–Z, a–z, 0–9, `-` and `_` stands without quotes
    ");
    assert_snapshot!(refusal("deliverables = [\"json\" \"csv\"]\n"), @r"
    cannot read line 1, column 24 of `DIR/project.toml`
    not valid TOML: a comma is missing between two items
    ");
    assert_snapshot!(refusal("deliverables = [\"json\"\nname = \"a\"\n"), @r"
    cannot read line 2, column 1 of `DIR/project.toml`
    not valid TOML: a comma is missing between two items
    ");
    assert_snapshot!(refusal("name = \"a\" year = 2025\n"), @r"
    cannot read line 1, column 12 of `DIR/project.toml`
    not valid TOML: something stands behind the end of a value; write one key a line
    ");
    assert_snapshot!(refusal("[layers.residential\n"), @r"
    cannot read line 1, column 20 of `DIR/project.toml`
    not valid TOML: a bracket is not closed
    ");
    assert_snapshot!(refusal("year = 2025-13-45\n"), @r"
    cannot read line 1, column 8 of `DIR/project.toml`
    not valid TOML: invalid date, expected month between 01 and 12
    ");
}

#[test]
fn keys_that_are_unknown_or_missing() {
    assert_snapshot!(refusal(&service_with("circle = []")), @"
    cannot use `service[0].circle` on line 7 of `DIR/project.toml`
    unknown key; expected one of `id`, `name`, `circles`, `facilities`, `category`, `plan`, `reported`, `standards`, `target`, `configuration`
    did you mean `circles`?
    ");
    assert_snapshot!(refusal(&service_with("budget = 1")), @"
    cannot use `service[0].budget` on line 7 of `DIR/project.toml`
    unknown key; expected one of `id`, `name`, `circles`, `facilities`, `category`, `plan`, `reported`, `standards`, `target`, `configuration`
    ");
    assert_snapshot!(refusal(&format!("{LEAST}overlaps = \"once\"\n")), @"
    cannot use `service[0].facilities.overlaps` on line 9 of `DIR/project.toml`
    unknown key; expected one of `path`, `layer`, `encoding`, `x`, `y`, `geometry`, `crs`, `datum`, `fields`, `where`
    `overlaps` is a key of the whole file: move it above the first `[…]`
    ");
    assert_snapshot!(refusal(&format!("{LEAST}circles = []\n")), @r"
    cannot use `service[0].facilities.circles` on line 9 of `DIR/project.toml`
    unknown key; expected one of `path`, `layer`, `encoding`, `x`, `y`, `geometry`, `crs`, `datum`, `fields`, `where`
    `circles` is a key of `service[0]`: move it above the header of this table
    ");
    assert_snapshot!(refusal(&format!("{LEAST}\"字段\" = 1\n")), @r#"
    cannot use `service[0].facilities."字段"` on line 9 of `DIR/project.toml`
    unknown key; expected one of `path`, `layer`, `encoding`, `x`, `y`, `geometry`, `crs`, `datum`, `fields`, `where`
    "#);
    assert_snapshot!(refusal(&service_with("circles = [{ minutes = 5, radius_m = 300 }, { minutes = 9, radius = 1 }]")), @r"
    cannot use `service[0].circles[1].radius` on line 7 of `DIR/project.toml`
    unknown key; expected one of `minutes`, `radius_m`
    did you mean `radius_m`?
    ");
    assert_snapshot!(refusal(&least_with("name = \"test\"", "")), @r"
    cannot find `name` in `DIR/project.toml`
    expected non-blank text in quotes above the first `[…]`
    ");
    assert_snapshot!(refusal(&least_with("path = \"residential.geojson\"", "crs = \"EPSG:4490\"")), @r"
    cannot find `layers.residential.path` in `DIR/project.toml`
    expected non-blank text in quotes in the table on line 2
    ");
    assert_snapshot!(refusal(&service_with("circles = [{ minutes = 5 }]")), @r"
    cannot find `service[0].circles[0].radius_m` in `DIR/project.toml`
    expected a number in the table on line 7
    ");
    assert_snapshot!(refusal("name = \"a\"\n[layers.residential]\npath = \"residential.geojson\"\n"), @r"
    cannot find a service in `DIR/project.toml`
    expected at least one `[[service]]`
    add `[[service]]` with `id` and `name`, and `[service.facilities]` with `path`
    ");
    assert_snapshot!(refusal("name = \"a\"\nservice = []\n[layers.residential]\npath = \"residential.geojson\"\n"), @r"
    cannot find a service in `DIR/project.toml`
    expected at least one `[[service]]`
    add `[[service]]` with `id` and `name`, and `[service.facilities]` with `path`
    ");
    assert_snapshot!(refusal(""), @r"
    cannot find `name` in `DIR/project.toml`
    expected non-blank text in quotes above the first `[…]`
    ");
    assert_snapshot!(refusal(&least_with("[layers.residential]\npath = \"residential.geojson\"\n", "")), @r"
    cannot find `layers.residential` in `DIR/project.toml`
    expected a table `[layers.residential]` with `path`
    ");
    assert_snapshot!(refusal(&least_with("[service.facilities]\npath = \"facilities.geojson\"\n", "")), @r"
    cannot find `service[0].facilities` in `DIR/project.toml`
    expected a table `[service.facilities]` with `path` under the table on line 4
    ");
}

#[test]
fn in_chinese() {
    let words = |text: &str| {
        let folder = Folder::with_data();
        let error = folder.load(text).expect_err("the file is refused");
        folder.words(Language::ZhCn, &error)
    };
    assert_snapshot!(words(&service_with("circle = []")), @"
    `DIR/project.toml` 第 7 行的 `service[0].circle` 无法使用
    没有这个键；可用的键有 `id`, `name`, `circles`, `facilities`, `category`, `plan`, `reported`, `standards`, `target`, `configuration`
    是否想写 `circles`？
    ");
    assert_snapshot!(words(&service_with("circles = [{ minutes = 5, radius_m = -300 }]")), @r"
    `DIR/project.toml` 第 7 行的 `service[0].circles[0].radius_m` 无法使用
    应为数字（> 0, ≤ 100000），实为 `-300`
    ");
    assert_snapshot!(words(&least_with("[[service]]", "[service]")), @r"
    `DIR/project.toml` 第 4 行的 `service` 无法使用
    应为至少一个表（`[[…]]` 或 `[{ … }]`），实为 `[service]`
    ");
    assert_snapshot!(words(&least_with("residential.geojson", "absent.geojson")), @r"
    找不到 `DIR/absent.geojson`
    由 `DIR/project.toml` 第 3 行的 `layers.residential.path` 指定
    请更正路径；路径以项目文件所在文件夹为准
    ");
    assert_snapshot!(words("name = “新昌”\n"), @r#"
    无法读取 `DIR/project.toml` 第 1 行第 8 列
    不符合 TOML 语法：文本没有加引号
    引号、逗号、等号和括号请用半角：`"`、`,`、`=`、`[`、`]`
    "#);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is done to a valid file, it loads or is refused in whole sentences; nothing panics.
    #[test]
    fn a_damaged_file_is_refused_in_words(from in 0_usize..4000, length in 0_usize..60, put in "[ -~\n名“，]{0,12}") {
        let folder = Folder::with_data();
        let whole: Vec<char> = all_in_use(Language::ZhCn).chars().collect();
        let from = from.min(whole.len());
        let rest = whole.iter().skip(from + length);
        let text: String = whole.iter().take(from).copied().chain(put.chars()).chain(rest.copied()).collect();
        if let Err(error) = folder.load(&text) {
            for language in [Language::ZhCn, Language::En] {
                let words = folder.words(language, &error);
                prop_assert!(!words.contains("{line}") && !words.contains("{path}") && !words.contains("term."), "{}", words);
            }
        }
    }
}
