//! What a project says of its printed deliverables, and its context layers.

use insta::assert_snapshot;

use super::*;
use crate::error::Fault;
use crate::project::{ContextKind, ContextSpec, Date, Filter, LayerSpec, PrintSpec};
use crate::style::{FontFiles, Style};

/// [`LEAST`] with lines before its tables and others behind them.
fn with(top: &str, tables: &str) -> String {
    format!("{top}\n{LEAST}{tables}\n")
}

/// [`LEAST`] with context layers.
fn context(lines: &str) -> String {
    with("", &format!("[[layers.context]]\n{lines}"))
}

fn date(text: &str) -> Option<Date> {
    Some(Date::parse(text).expect("a date"))
}

fn epoch(seconds: &str) -> Flags {
    Flags { source_date_epoch: Some(seconds.to_owned()), ..Flags::default() }
}

#[test]
fn nothing_is_said_by_default() {
    let folder = Folder::with_data();
    let project = folder.load(LEAST).expect("a project");
    assert_eq!(project.print, PrintSpec::default());
    assert_eq!((project.print.style, project.context), (Style::default(), vec![]));
}

#[test]
fn every_key_of_what_is_printed_arrives() {
    let folder = Folder::with_data();
    let font = include_bytes!("../../fonts/NotoSansCJKsc-Regular.otf");
    std::fs::write(folder.path("own.ttf"), font).expect("a font");
    folder.write("our style.toml", "symbol_mm = 3\n[fonts]\nbold = \"own.ttf\"\n");
    let text = with(
        "date = \"2025-12-31\"\ndata_source = \"国土变更调查\"",
        "[print]\nstyle = \"our style.toml\"\ndraft = \"征求意见稿\"\nmap_review_number = \"浙S（2025）12号\"",
    );
    let print = folder.load(&text).expect("a project").print;
    let fonts = FontFiles { regular: None, bold: Some(folder.path("own.ttf")) };
    assert_eq!(
        print,
        PrintSpec {
            style: Style { symbol_mm: 3.0, fonts, ..Style::default() },
            date: date("2025-12-31"),
            data_source: Some("国土变更调查".into()),
            draft: Some("征求意见稿".into()),
            map_review_number: Some("浙S（2025）12号".into()),
        }
    );
}

/// The project's date goes before that of the environment, which is not even looked at then.
#[test]
fn the_date_is_the_projects_or_that_of_the_environment() {
    let folder = Folder::with_data();
    let date_of = |top: &str, flags: Flags| folder.resolve(&with(top, ""), flags).map(|p| p.print.date);
    assert_eq!(date_of("date = 2025-12-31", Flags::default()), Ok(date("2025-12-31")), "TOML's own dates");
    assert_eq!(date_of("date = \"2025-12-31\"", epoch("0")), Ok(date("2025-12-31")));
    assert_eq!(date_of("date = \"2025-12-31\"", epoch("today")), Ok(date("2025-12-31")));
    assert_eq!(date_of("", epoch("1735689600")), Ok(date("2025-01-01")));
    assert_eq!(date_of("", Flags::default()), Ok(None));
    let layers = |flags: Flags| Flags {
        facilities: Some(folder.path("facilities.geojson")),
        residential: Some(folder.path("residential.geojson")),
        ..flags
    };
    let of_flags = Project::resolve(layers(epoch("1735689600"))).expect("a project");
    assert_eq!(of_flags.print.date, date("2025-01-01"));

    let error = date_of("", epoch("today")).expect_err("refused");
    assert_eq!(error.fault, Fault::Usage);
    assert_snapshot!(folder.words(Language::En, &error), @"
    cannot use the environment variable `SOURCE_DATE_EPOCH`
    expected whole seconds since 1970-01-01 00:00 UTC (≥ 0, ≤ 7289654399), found `today`
    correct or unset it, or write `date` in the project file
    ");
    assert_snapshot!(folder.words(Language::ZhCn, &error), @"
    环境变量 `SOURCE_DATE_EPOCH` 无法使用
    应为自 1970-01-01 00:00（UTC）起的整秒数（≥ 0, ≤ 7289654399），实为 `today`
    请更正或取消该变量，或在项目文件中写明 `date`
    ");
}

#[test]
fn days_that_are_none() {
    assert_snapshot!(refusal(&with("date = \"2025-02-29\"", "")), @r#"
    cannot use `date` on line 1 of `DIR/project.toml`
    expected a day (`2025-12-31`), found `"2025-02-29"`
    "#);
    assert_snapshot!(refusal(&with("date = \"2025/12/31\"", "")), @r#"
    cannot use `date` on line 1 of `DIR/project.toml`
    expected a day (`2025-12-31`), found `"2025/12/31"`
    "#);
    assert_snapshot!(refusal(&with("date = 2025", "")), @"
    cannot use `date` on line 1 of `DIR/project.toml`
    expected a day (`2025-12-31`), found `2025`
    ");
    assert_snapshot!(refusal(&with("date = 2025-12-31T08:00:00", "")), @"
    cannot use `date` on line 1 of `DIR/project.toml`
    expected a day (`2025-12-31`), found `2025-12-31T08:00:00`
    ");
    assert_snapshot!(refusal(&with("date = 2025-12-31 08:00:00+08:00", "")), @"
    cannot use `date` on line 1 of `DIR/project.toml`
    expected a day (`2025-12-31`), found `2025-12-31 08:00:00+08:00`
    ");
}

/// The flag's style goes before the file's, which need not even be there.
#[test]
fn the_style_of_the_flags_goes_first() {
    let folder = Folder::with_data();
    let flags = || Flags { style: Some(folder.write("flag.toml", "symbol_mm = 5\n")), ..Flags::default() };
    let text = with("", "[print]\nstyle = \"no.toml\"\n");
    let project = folder.resolve(&text, flags()).expect("a project");
    assert_eq!(project.print.style.symbol_mm, 5.0);
    let layers = Flags {
        facilities: Some(folder.path("facilities.geojson")),
        residential: Some(folder.path("residential.geojson")),
        ..flags()
    };
    assert_eq!(Project::resolve(layers).expect("a project").print.style.symbol_mm, 5.0);
}

#[test]
fn styles_that_cannot_be_used() {
    let folder = Folder::with_data();
    let named = |text: &str| with("", &format!("[print]\nstyle = \"{text}\"\n"));
    let missing = folder.load(&named("no.toml")).expect_err("not there");
    assert_eq!(missing.fault, Fault::Data);
    assert_snapshot!(folder.words(Language::En, &missing), @"
    cannot find `DIR/no.toml`
    named by `print.style` on line 11 of `DIR/project.toml`
    correct the path; it is taken from the folder of the project file
    ");
    folder.write("bad.toml", "[colours]\ncovered = \"blue\"\n");
    let bad = folder.load(&named("bad.toml")).expect_err("not in order");
    assert_snapshot!(folder.words(Language::ZhCn, &bad), @r#"
    `DIR/bad.toml` 第 2 行的 `colours.covered` 无法使用
    应为颜色（`#` 加六位十六进制数字，如 `#56b4e9`），实为 `"blue"`
    "#);
    let flags = Flags { style: Some(folder.path("none.toml")), ..Flags::default() };
    let missing = folder.resolve(LEAST, flags).expect_err("not there");
    assert_snapshot!(folder.words(Language::En, &missing), @"
    cannot find the style file `DIR/none.toml`
    `lifecircle style > style.toml` writes one to begin with
    ");
    assert_snapshot!(refusal(&with("", "[print]\ndraught = \"x\"\n")), @"
    cannot use `print.draught` on line 11 of `DIR/project.toml`
    unknown key; expected one of `style`, `draft`, `map_review_number`
    did you mean `draft`?
    ");
    assert_snapshot!(refusal(&with("", "[print]\ndraft = true\n")), @"
    cannot use `print.draft` on line 11 of `DIR/project.toml`
    expected non-blank text in quotes, found `true`
    ");
}

/// A style and its fonts are inputs: a folder that is replaced must not hold them.
#[test]
fn style_and_fonts_stay_out_of_the_output() {
    let folder = Folder::with_data();
    std::fs::create_dir(folder.path("out")).expect("a folder");
    let font = include_bytes!("../../fonts/NotoSansCJKsc-Regular.otf");
    std::fs::write(folder.path("out/own.ttf"), font).expect("a font");
    folder.write("out/inner.toml", "");
    folder.write("outer.toml", "[fonts]\nregular = \"out/own.ttf\"\n");
    for style in ["out/inner.toml", "outer.toml"] {
        let in_file = folder.load(&with("output = \"out\"", &format!("[print]\nstyle = \"{style}\"\n")));
        let flags = Flags { style: Some(folder.path(style)), ..Flags::default() };
        for refused in [in_file, folder.resolve(&with("output = \"out\"", ""), flags)] {
            assert_eq!(refused.expect_err("refused").code, "project-output-holds-input", "{style}");
        }
    }
}

#[test]
fn context_layers_arrive_in_their_order() {
    let folder = Folder::with_data();
    let text = context(
        "kind = \"water\"\npath = \"water.geojson\"\n[[layers.context]]\nkind = \"road\"\npath = \"roads.geojson\"\n\
         crs = \"EPSG:4490\"\ndatum = \"cgcs2000\"\nwhere = { class = [\"primary\"] }",
    );
    let filters = vec![Filter { field: "class".into(), values: vec!["primary".into()] }];
    let layer = |name: &str| LayerSpec { path: folder.path(name), ..LayerSpec::default() };
    assert_eq!(
        folder.load(&text).expect("a project").context,
        [
            ContextSpec { kind: ContextKind::Water, layer: layer("water.geojson") },
            ContextSpec {
                kind: ContextKind::Road,
                layer: LayerSpec {
                    crs: Some("EPSG:4490".into()),
                    datum: Some(crate::project::Datum::Cgcs2000),
                    filters,
                    ..layer("roads.geojson")
                },
            },
        ]
    );
}

#[test]
fn context_layers_that_cannot_be_used() {
    let folder = Folder::with_data();
    let missing = folder.load(&context("kind = \"green\"\npath = \"parks.geojson\"")).expect_err("not there");
    assert_eq!(missing.fault, Fault::Data);
    assert_snapshot!(folder.words(Language::En, &missing), @"
    cannot find `DIR/parks.geojson`
    named by `layers.context[0].path` on line 12 of `DIR/project.toml`
    correct the path; it is taken from the folder of the project file
    ");
    assert_snapshot!(refusal(&context("kind = \"river\"\npath = \"water.geojson\"")), @r#"
    cannot use `layers.context[0].kind` on line 11 of `DIR/project.toml`
    expected one of `water`, `green`, `road`, `other`, found `"river"`
    "#);
    assert_snapshot!(refusal(&context("path = \"water.geojson\"")), @"
    cannot find `layers.context[0].kind` in `DIR/project.toml`
    expected one of `water`, `green`, `road`, `other` in the table on line 10
    ");
    assert_snapshot!(refusal(&context("kind = \"water\"\npath = \"water.geojson\"\nfields = { name = \"n\" }")), @"
    cannot use `layers.context[0].fields` on line 13 of `DIR/project.toml`
    unknown key; expected one of `kind`, `path`, `layer`, `encoding`, `crs`, `datum`, `where`
    ");
}
