//! `check`, `init`, `standards`, help and version.

use insta::assert_snapshot;

use crate::run::{SAMPLE, contents, home, program, run};
use crate::world::{LAYERS, World};

fn at_home(arguments: &[&str]) -> crate::run::Outcome {
    run(&mut program(home(), arguments), home())
}

/// The notes go to standard output, and nothing is written.
#[test]
fn check_prints_the_notes_only() {
    let outcome = at_home(&["check", SAMPLE, "--lang", "en"]).done();
    assert_eq!(outcome.stderr, "");
    assert_snapshot!(outcome.stdout);
    let world = World::new();
    let before = contents(world.folder());
    world.run(&[&["check"], &LAYERS[..]].concat()).done();
    assert!(contents(world.folder()) == before, "check writes nothing");
}

/// Exit status 1 where something must be mended, as a township of the plan that no layer has.
#[test]
fn check_fails_on_what_must_be_mended() {
    let world = World::new();
    world.write("plan.csv", crate::world::PLAN.replace("乙镇", "丙乡"));
    let outcome = world.run(&[&["check"], &LAYERS[..], &["--lang", "en"]].concat());
    assert_eq!(outcome.status, 1);
    let errors: Vec<_> = outcome.stdout.lines().filter(|line| line.starts_with("error")).collect();
    assert_snapshot!(errors.join("\n"), @"error: layout plan: line 3 of the plan table: no township of the layer is named `丙乡`");
    // What cannot be read at all is an error in the ordinary form.
    world.write("residential.geojson", "{");
    let outcome = world.run(&[&["check"], &LAYERS[..], &["--lang", "en"]].concat());
    assert_snapshot!(outcome.failure(), @"
    exit status 1
    error: cannot read the layer `residential` from `residential.geojson`
      cause: the file ends early, at byte 1 in line 1; complete features before that: 0
      hint: copy or export the file again; check that the disk was not full
    ");
}

/// `init` in an empty folder, `check` at once, `init` again: layers are missing, then nothing is overwritten.
#[test]
fn init_then_check_then_init() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let here = |arguments: &[&str]| run(&mut program(folder.path(), arguments), folder.path());
    assert_snapshot!(here(&["init", "--lang", "en"]).done().stdout, @"
    wrote ./project.toml
    wrote ./plan.csv
    wrote ./reported.csv
    put your layers beside them, fill in the tables, then run: lifecircle analyze project.toml
    ");
    let written = contents(folder.path());
    assert_eq!(written.keys().collect::<Vec<_>>(), ["plan.csv", "project.toml", "reported.csv"]);
    assert_snapshot!(here(&["check", "project.toml", "--lang", "en"]).failure(), @"
    exit status 1
    error: cannot find 3 input files
      cause: no such file:
        `residential.geojson` (`layers.residential.path`, `project.toml:67`)
        `townships.geojson` (`layers.townships.path`, `project.toml:79`)
        `facilities.geojson` (`service[0].facilities.path`, `project.toml:115`)
      hint: correct the paths; those in a project file are taken from its folder
    ");
    assert_snapshot!(here(&["check", "project.toml", "--lang", "zh-CN"]).failure(), @"
    exit status 1
    错误：找不到 3 个输入文件
      原因：下列文件不存在：
        `residential.geojson` (`layers.residential.path`, `project.toml:67`)
        `townships.geojson` (`layers.townships.path`, `project.toml:79`)
        `facilities.geojson` (`service[0].facilities.path`, `project.toml:115`)
      建议：请更正路径；项目文件中的路径以其所在文件夹为准
    ");
    assert_snapshot!(here(&["init", "--lang", "en"]).failure(), @"
    exit status 2
    error: cannot write `./project.toml`
      cause: it exists already
      hint: choose another folder: lifecircle init DIR
    ");
    assert!(contents(folder.path()) == written, "nothing was overwritten");
    // One of the files is enough to refuse, and then the others are not written either.
    let half = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(half.path().join("plan.csv"), "mine").expect("written");
    assert_eq!(run(&mut program(half.path(), &["init"]), half.path()).status, 2);
    assert_eq!(contents(half.path()).len(), 1);
    // A new folder, in Chinese.
    here(&["init", "新昌", "--lang", "zh-CN"]).done();
    let text =
        String::from_utf8(contents(&folder.path().join("新昌"))["project.toml"].clone()).expect("UTF-8");
    assert!(text.contains("language = \"zh-CN\""), "{text}");
}

/// The template becomes a project that runs once layers lie at the paths that it names.
#[test]
fn the_template_runs_once_the_layers_are_there() {
    let world = World::new();
    std::fs::remove_file(world.path("plan.csv")).expect("removed");
    world.run(&["init", "--lang", "zh-CN"]).done();
    let missing = world.run(&["check", "project.toml", "--lang", "en"]).stderr;
    // Whatever files the template names and the world does not have: each is given one of the world's layers.
    for name in missing.split('`').filter(|name| name.ends_with(".geojson")) {
        let layer = ["residential", "townships", "facilities"].iter().find(|layer| name.contains(*layer));
        let path = world.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::copy(world.path(&format!("{}.geojson", layer.expect("a layer of the world"))), path)
            .expect("copied");
    }
    world.run(&["analyze", "project.toml", "--lang", "en"]).done();
}

#[test]
fn init_prints_the_schema() {
    let outcome = at_home(&["init", "--schema"]).done();
    let schema: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert!(schema["$schema"].as_str().is_some_and(|s| s.contains("json-schema.org")));
    for key in ["name", "layers", "service"] {
        assert!(schema["properties"][key].is_object(), "{key}");
    }
}

#[test]
fn help_in_both_languages() {
    for arguments in [
        &["--help"][..],
        &["analyze", "--help"],
        &["check", "--help"],
        &["init", "--help"],
        &["standards", "--help"],
        &["style", "--help"],
    ] {
        for language in ["en", "zh-CN"] {
            let outcome = at_home(&[&["--lang", language], arguments].concat()).done();
            let name = format!("help_{}_{language}", arguments[0].trim_start_matches('-'));
            assert_snapshot!(name, outcome.stdout);
        }
    }
}

#[test]
fn the_version() {
    let outcome = at_home(&["--version"]).done();
    assert_eq!(outcome.stdout, format!("lifecircle {}\n", env!("CARGO_PKG_VERSION")));
}

/// Wrong use is exit status 2.
#[test]
fn wrong_use() {
    for arguments in [&["analyse"][..], &[], &["analyze", "--circle"], &["analyze", "--area", "round"]] {
        assert_eq!(at_home(arguments).status, 2, "{arguments:?}");
    }
    assert_snapshot!(at_home(&["analyze", "--lang", "en"]).failure(), @"
    exit status 2
    error: cannot tell what to analyse
      cause: expected a project file, or the layers by flags; not given: `--facilities`, `--residential`
      hint: `lifecircle analyze PROJECT.toml`, or `lifecircle analyze --facilities FILE --residential FILE [--townships FILE] [--plan FILE]`; `lifecircle init` writes a project file to fill in
    ");
    assert_snapshot!(at_home(&["analyze", SAMPLE, "--lang", "fr"]).failure(), @"
    exit status 2
    error: cannot use `--lang fr`
      cause: expected `zh-CN` or `en`
    ");
    assert_snapshot!(at_home(&["analyze", SAMPLE, "--lang", "en", "--circle", "5=x"]).failure(), @"
    exit status 2
    error: cannot use `--circle 5=x`
      cause: expected a radius in metres (> 0, ≤ 100000) behind `=`, found `x`
    ");
    assert_snapshot!(at_home(&["analyze", SAMPLE, "--lang", "en", "--only", "cvs"]).failure(), @"
    exit status 2
    error: cannot use `--only`
      cause: expected some of `json`, `csv`, `geojson`, `xlsx`, `gpkg`, `html`, `maps`, `atlas`, `docx`, `shapefile`, found `cvs`
      hint: did you mean `csv`?
    ");
    assert_snapshot!(at_home(&["analyze", "no.toml", "--lang", "zh-CN"]).failure(), @"
    exit status 2
    错误：找不到项目文件 `no.toml`
      建议：可用 `lifecircle init` 生成一份再填写
    ");
}

/// A reader that closes the pipe, as `head` does, is no reason to fail or panic.
#[test]
fn a_closed_pipe() {
    let mut child = std::process::Command::new(crate::run::binary())
        .args(["init", "--schema"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.status.success());
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// `standards` lists those that the program carries, and prints one: readably, or as a file to begin one's own with.
#[test]
fn standards_are_listed_and_printed() {
    assert_snapshot!(at_home(&["standards", "--lang", "en"]).done().stdout, @"
    Standard       Year  Indicators  Rules  Circles  Name
    xinchang-2024  2024  17          7      0        Xinchang County childcare plan for under-3s (2024–2027)
    shaoxing-2024  2024  4           2      0        Shaoxing planning guide for childcare facilities for under-3s (2023–2035)
    gb50180-2018   2018  0           0      3        GB 50180-2018, Standard for urban residential area planning and design

    lifecircle standards NAME prints one; with --toml its file, to begin one's own with
    ");
    assert_snapshot!(at_home(&["standards", "--lang", "zh-CN"]).done().stdout, @"
    标准           年份  指标  规定  生活圈  名称
    xinchang-2024  2024  17    7     0       新昌县3岁以下婴幼儿托育服务规划（2024—2027年）
    shaoxing-2024  2024  4     2     0       绍兴市3岁以下婴幼儿照护服务设施专项规划导则（2023—2035年）
    gb50180-2018   2018  0     0     3       城市居住区规划设计标准 GB 50180-2018

    lifecircle standards 名称：输出该标准；加 --toml 输出标准文件，可在此基础上自编
    ");
    for language in ["en", "zh-CN"] {
        let printed = at_home(&["standards", "shaoxing-2024", "--lang", language]).done().stdout;
        assert_snapshot!(format!("standard_shaoxing_{language}"), printed);
        let printed = at_home(&["standards", "xinchang-2024", "--lang", language]).done().stdout;
        assert_snapshot!(format!("standard_xinchang_{language}"), printed);
    }
    assert_snapshot!(at_home(&["standards", "gb50180-2018", "--lang", "en"]).done().stdout, @"
    GB 50180-2018, Standard for urban residential area planning and design
    Identifier: gb50180-2018
    Source: National standard of China GB 50180-2018, Standard for urban residential area planning and design
    Year: 2018

    Circles
      5 min: 300 m, for units of 5000–12000 residents
          Clause: Graded control scale of residential areas: 5-minute neighbourhood
      10 min: 500 m, for units of 15000–25000 residents
          Clause: Graded control scale of residential areas: 10-minute neighbourhood
      15 min: 1000 or 800 m, for units of 50000–100000 residents
          Clause: Graded control scale of residential areas: 15-minute neighbourhood (800–1000 m)
    ");
    let schema = at_home(&["standards", "--schema"]).done().stdout;
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    assert!(schema["properties"]["indicator"].is_object());
}

/// What `--toml` prints, saved under another identifier, is a standard of one's own that a project can name.
#[test]
fn a_standard_of_ones_own() {
    let world = World::new();
    let file = world.run(&["standards", "shaoxing-2024", "--toml"]).done().stdout;
    world.write("mine.toml", file.replace("id = \"shaoxing-2024\"", "id = \"mine\""));
    let printed = world.run(&["standards", "mine.toml", "--lang", "en"]).done().stdout;
    assert!(printed.contains("Identifier: mine\n"), "{printed}");
    assert_eq!(
        world.run(&["standards", "mine.toml", "--toml"]).done().stdout,
        file.replace("\"shaoxing-2024\"", "\"mine\"")
    );
    world.write("mine.toml", "id = \"mine\"\n");
    assert_snapshot!(world.run(&["standards", "mine.toml", "--toml", "--lang", "en"]).failure(), @r#"
    exit status 2
    error: cannot find `name` in `mine.toml`
      cause: expected text in quotes, or a table of it in each language (`{ zh-CN = "…", en = "…" }`) above the first `[…]`
    "#);
    assert_snapshot!(world.run(&["standards", "--toml", "--lang", "en"]).failure(), @"
    exit status 2
    error: cannot use `--toml`
      cause: expected the name or path of a standard, found none
      hint: lifecircle standards NAME --toml; `lifecircle standards` lists the names
    ");
    assert_snapshot!(world.run(&["standards", "xinchang", "--lang", "zh-CN"]).failure(), @"
    exit status 2
    错误：找不到标准 `xinchang`
      原因：没有这个名称的内置标准；现有 `xinchang-2024`, `shaoxing-2024`, `gb50180-2018`
      建议：是否想写 `xinchang-2024`？自编标准文件的路径须以 `.toml` 结尾
    ");
    assert_snapshot!(world.run(&["standards", "no.toml", "--lang", "en"]).failure(), @"
    exit status 2
    error: cannot find the standard file `no.toml`
      hint: `lifecircle standards xinchang-2024 --toml` prints one to begin with
    ");
}

/// `style` prints a file to change; the changed one is checked.
#[test]
fn the_style_is_printed_and_checked() {
    let world = World::new();
    let file = world.run(&["style"]).done().stdout;
    assert!(file.contains("[colours]") && file.contains("symbol_mm = "), "{file}");
    assert_eq!(file, world.run(&["style", "--lang", "zh-CN"]).done().stdout, "one file in both languages");
    world.write("style.toml", &file);
    assert_snapshot!(world.run(&["style", "style.toml", "--lang", "en"]).done().stdout, @"style.toml is in order; maps: 6; sheets: A3 landscape, A4 portrait; formats: pdf, png, svg");
    world.write("own.toml", "[paper]\nsheets = [\"A2 landscape\"]\nformats = [\"pdf\"]\n");
    assert_snapshot!(world.run(&["style", "own.toml", "--lang", "zh-CN"]).done().stdout, @"own.toml 没有问题；图 6 种，图幅：A2 landscape，格式：pdf");
    world.write("bad.toml", "[colours]\ncovered = \"蓝色\"\n");
    assert_snapshot!(world.run(&["style", "bad.toml", "--lang", "zh-CN"]).failure(), @r#"
    exit status 2
    错误：`bad.toml` 第 2 行的 `colours.covered` 无法使用
      原因：应为颜色（`#` 加六位十六进制数字，如 `#56b4e9`），实为 `"蓝色"`
    "#);
    assert_snapshot!(world.run(&["style", "no.toml", "--lang", "en"]).failure(), @"
    exit status 2
    error: cannot find the style file `no.toml`
      hint: `lifecircle style > style.toml` writes one to begin with
    ");
    let schema = world.run(&["style", "--schema"]).done().stdout;
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    for key in ["paper", "map", "fonts", "text", "colours", "lines", "symbol", "land_use"] {
        assert!(schema["properties"][key].is_object(), "{key}");
    }
}
