//! The words of the errors about style files.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;

#[test]
fn keys() {
    assert_snapshot!(refusal("[colours]\ncoverd = \"#000000\"\n"), @"
    cannot use `colours.coverd` on line 2 of `DIR/style.toml`
    unknown key; expected one of `ink`, `paper`, `ground`, `township_border`, `area_border`, `covered`, `uncovered`, `partly_covered`, `service_area`, `residential`, `planned`, `existing`, `nothing`, `water`, `green`, `road`, `other_context`, `draft_mark`
    did you mean `covered`?
    ");
    assert_snapshot!(refusal("colour = \"#000000\"\n"), @"
    cannot use `colour` on line 1 of `DIR/style.toml`
    unknown key; expected one of `symbol_mm`, `paper`, `map`, `fonts`, `text`, `colours`, `lines`, `symbol`, `land_use`
    did you mean `colours`?
    ");
    assert_snapshot!(refusal("[paper]\nsymbol_mm = 3\n"), @"
    cannot use `paper.symbol_mm` on line 2 of `DIR/style.toml`
    unknown key; expected one of `sheets`, `formats`, `resolution_dpi`, `atlas`
    `symbol_mm` is a key of the whole file: move it above the first `[…]`
    ");
    assert_snapshot!(refusal("[[symbol]]\ncolour = \"#000000\"\n"), @"
    cannot find `symbol[0].mark` in `DIR/style.toml`
    expected one of `circle`, `square`, `triangle`, `diamond`, `star`, `cross` in the table on line 1
    ");
    assert_snapshot!(refusal("[[land_use]]\ncolour = \"#000000\"\n"), @"
    cannot find `land_use[0].code` in `DIR/style.toml`
    expected text in quotes of letters, digits, `-` and `_` in the table on line 1
    ");
}

#[test]
fn values() {
    assert_snapshot!(refusal("[colours]\ncovered = \"blue\"\n"), @r#"
    cannot use `colours.covered` on line 2 of `DIR/style.toml`
    expected a colour (`#` and six hexadecimal digits, such as `#56b4e9`), found `"blue"`
    "#);
    assert_snapshot!(refusal_in(Language::ZhCn, "[colours]\ncovered = \"#12345\"\n"), @r##"
    `DIR/style.toml` 第 2 行的 `colours.covered` 无法使用
    应为颜色（`#` 加六位十六进制数字，如 `#56b4e9`），实为 `"#12345"`
    "##);
    assert_snapshot!(refusal("[colours]\ncovered = 0x56b4e9\n"), @"
    cannot use `colours.covered` on line 2 of `DIR/style.toml`
    expected a colour (`#` and six hexadecimal digits, such as `#56b4e9`), found `0x56b4e9`
    ");
    assert_snapshot!(refusal("[paper]\nsheets = [\"A3\"]\n"), @r#"
    cannot use `paper.sheets[0]` on line 2 of `DIR/style.toml`
    expected one of `A2 landscape`, `A2 portrait`, `A3 landscape`, `A3 portrait`, `A4 landscape`, `A4 portrait`, found `"A3"`
    "#);
    assert_snapshot!(refusal("[paper]\nsheets = []\n"), @r#"
    cannot use `paper.sheets` on line 2 of `DIR/style.toml`
    expected a list (`["…"]`), not empty, found `[]`
    "#);
    assert_snapshot!(refusal("[paper]\nformats = [\"jpg\"]\n"), @r#"
    cannot use `paper.formats[0]` on line 2 of `DIR/style.toml`
    expected one of `pdf`, `png`, `svg`, found `"jpg"`
    "#);
    assert_snapshot!(refusal("[paper]\nresolution_dpi = 71\n"), @"
    cannot use `paper.resolution_dpi` on line 2 of `DIR/style.toml`
    expected a whole number (≥ 72, ≤ 1200), found `71`
    ");
    assert_snapshot!(refusal("[paper]\nresolution_dpi = 1201\n"), @"
    cannot use `paper.resolution_dpi` on line 2 of `DIR/style.toml`
    expected a whole number (≥ 72, ≤ 1200), found `1201`
    ");
    assert_snapshot!(refusal("[text]\ntitle_pt = 2\n"), @"
    cannot use `text.title_pt` on line 2 of `DIR/style.toml`
    expected a number (≥ 3, ≤ 100), found `2`
    ");
    assert_snapshot!(refusal("[lines]\nroad_mm = 0\n"), @"
    cannot use `lines.road_mm` on line 2 of `DIR/style.toml`
    expected a number (≥ 0.01, ≤ 5), found `0`
    ");
    assert_snapshot!(refusal("symbol_mm = nan\n"), @"
    cannot use `symbol_mm` on line 1 of `DIR/style.toml`
    expected a number (≥ 0.5, ≤ 20), found `nan`
    ");
    assert_snapshot!(refusal("map = []\n"), @"
    cannot use `map` on line 1 of `DIR/style.toml`
    expected at least one table (`[[…]]` or `[{ … }]`), found `[]`
    ");
    assert_snapshot!(refusal("[[map]]\ntheme = \"coverages\"\n"), @r#"
    cannot use `map[0].theme` on line 2 of `DIR/style.toml`
    expected one of `facilities`, `coverage`, `rates`, `uncovered`, `places-gap`, `plan-guide`, found `"coverages"`
    did you mean `coverage`?
    "#);
    assert_snapshot!(refusal("[[symbol]]\ncolour = \"#000000\"\nmark = \"hexagon\"\n"), @r#"
    cannot use `symbol[0].mark` on line 3 of `DIR/style.toml`
    expected one of `circle`, `square`, `triangle`, `diamond`, `star`, `cross`, found `"hexagon"`
    "#);
    assert_snapshot!(refusal("[[land_use]]\ncode = 701\ncolour = \"#000000\"\n"), @"
    cannot use `land_use[0].code` on line 2 of `DIR/style.toml`
    expected text in quotes of letters, digits, `-` and `_`, found `701`
    ");
}

#[test]
fn texts_without_room() {
    let a4 = "[paper]\nsheets = [\"A3 landscape\", \"A4 portrait\"]\n[text]\nsmall_pt = 40\n";
    assert_snapshot!(refusal(a4), @"
    cannot use `text.small_pt` on line 4 of `DIR/style.toml`
    40 pt leaves no room for map, legend and title on A4 portrait, expected at most 12 pt there
    make the text smaller, or choose a larger sheet in `paper.sheets`
    ");
    assert_snapshot!(refusal_in(Language::ZhCn, a4), @"
    `DIR/style.toml` 第 4 行的 `text.small_pt` 无法使用
    字号 40 磅在 A4 portrait 上过大，地图、图例和图名排不下；该图幅应不大于 12 磅
    请减小字号，或在 `paper.sheets` 中换用更大的图幅
    ");
    assert_snapshot!(refusal("[paper]\nsheets = [\"A3 landscape\"]\natlas = \"A4 portrait\"\n[text]\ntitle_pt = 70\n"), @"
    cannot use `text.title_pt` on line 5 of `DIR/style.toml`
    70 pt leaves no room for map, legend and title on A4 portrait, expected at most 53 pt there
    make the text smaller, or choose a larger sheet in `paper.atlas`
    ");
}

#[test]
fn what_stands_twice() {
    assert_snapshot!(refusal("[paper]\nsheets = [\"A3 landscape\", \"A3 landscape\"]\n"), @r#"
    cannot use `paper.sheets[1]` on line 2 of `DIR/style.toml`
    `"A3 landscape"` is taken by `paper.sheets[0]` on line 2
    "#);
    assert_snapshot!(refusal("[[map]]\ntheme = \"rates\"\n[[map]]\ntheme = \"rates\"\n"), @r#"
    cannot use `map[1].theme` on line 4 of `DIR/style.toml`
    `"rates"` is taken by `map[0].theme` on line 2
    "#);
    assert_snapshot!(
        refusal("[[land_use]]\ncode = \"07\"\ncolour = \"#000000\"\n[[land_use]]\ncode = \"07\"\ncolour = \"#111111\"\n"),
        @r#"
    cannot use `land_use[1].code` on line 5 of `DIR/style.toml`
    `"07"` is taken by `land_use[0].code` on line 2
    "#
    );
}

#[test]
fn titles() {
    assert_snapshot!(refusal("[[map]]\ntheme = \"rates\"\ntitle = \"{name}覆盖率\"\n"), @"
    cannot use `map[0].title` on line 3 of `DIR/style.toml`
    a title may have `{project}`, `{service}`, `{year}`, `{minutes}` in braces, found `{name}`
    ");
    assert_snapshot!(refusal_in(Language::ZhCn, "[[map]]\ntheme = \"rates\"\ntitle = \"{year覆盖率\"\n"), @"
    `DIR/style.toml` 第 3 行的 `map[0].title` 无法使用
    标题的花括号内只能是 `{project}`, `{service}`, `{year}`, `{minutes}`，实为 `{`
    ");
    assert_snapshot!(refusal("[[map]]\ntheme = \"facilities\"\ntitle = \"{minutes}分钟\"\n"), @"
    cannot use `map[0].title` on line 3 of `DIR/style.toml`
    a title may have `{project}`, `{service}`, `{year}` in braces, found `{minutes}`
    ");
    assert_snapshot!(refusal("[[map]]\ntheme = \"rates\"\ntitle = \" \"\n"), @r#"
    cannot use `map[0].title` on line 3 of `DIR/style.toml`
    expected non-blank text in quotes, found `" "`
    "#);
}

#[test]
fn fonts() {
    assert_snapshot!(refusal("[fonts]\nregular = \"no.ttf\"\n"), @"
    cannot find the font `DIR/no.ttf`
    named by `fonts.regular` on line 2 of `DIR/style.toml`
    correct the path, which is taken from the folder of the style file; or leave the key out for the font that the program carries
    ");
    assert_snapshot!(refusal("[fonts]\nbold = \".\"\n"), @"
    cannot use the font `DIR/.`
    expected a TrueType or OpenType file, found a folder; named by `fonts.bold` on line 2 of `DIR/style.toml`
    name the file itself, such as `fonts/simhei.ttf`
    ");
    assert_snapshot!(refusal("[fonts]\nregular = \"style.toml\"\n"), @"
    cannot use the font `DIR/style.toml`
    expected a TrueType or OpenType file (.ttf, .otf, .ttc), found something else; named by `fonts.regular` on line 2 of `DIR/style.toml`
    name a font that can be used; or leave the key out for the font that the program carries
    ");
    assert_snapshot!(refusal("[fonts]\nbold = \"C:\\new.ttf\"\n"), @r#"
    cannot use `fonts.bold` on line 2 of `DIR/style.toml`
    expected a path, found `"C:\new.ttf"`, in which TOML reads `\t`, `\n` and the like as control characters
    in a path write `/` for `\`, or put the path in single quotes
    "#);
}

#[test]
fn a_file_that_is_not_there() {
    let folder = TestFolder::new();
    let missing = Style::load(&folder.path().join("no.toml")).expect_err("no such file");
    assert_snapshot!(folder.words(Language::En, &missing), @"
    cannot find the style file `DIR/no.toml`
    `lifecircle style > style.toml` writes one to begin with
    ");
}

proptest! {
    /// Whatever stands in the file, it is read or refused with words.
    #[test]
    fn no_file_breaks_the_reader(text in "\\PC{0,80}", key in "[a-z_.]{1,12}") {
        let folder = TestFolder::new();
        for text in [text.clone(), format!("{key} = {text}\n"), format!("[colours]\n{key} = \"{text}\"\n")] {
            if let Err(error) = load(&folder, &text) {
                prop_assert!(!folder.words(Language::ZhCn, &error).is_empty());
            }
        }
    }
}
