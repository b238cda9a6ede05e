//! The words of the errors about values, data files and flags.

use insta::assert_snapshot;

use super::*;
use crate::error::Fault;
use crate::project::{parse_circle, parse_deliverables, parse_filter};

fn of_flag(error: Error) -> String {
    assert_eq!(error.fault, Fault::Usage);
    Folder::empty().words(Language::En, &error)
}

#[test]
fn values_of_a_wrong_kind() {
    assert_snapshot!(refusal(&least_with("name = \"test\"", "name = 5")), @r"
    cannot use `name` on line 1 of `DIR/project.toml`
    expected non-blank text in quotes, found `5`
    ");
    assert_snapshot!(refusal(&least_with("name = \"test\"", "name = \" \"")), @r#"
    cannot use `name` on line 1 of `DIR/project.toml`
    expected non-blank text in quotes, found `" "`
    "#);
    assert_snapshot!(refusal(&least_with("id = \"childcare\"", "id = \"托育/a\"")), @r#"
    cannot use `service[0].id` on line 5 of `DIR/project.toml`
    expected text in quotes of letters, digits, `-` and `_`, found `"托育/a"`
    "#);
    assert_snapshot!(refusal(&least_with("[[service]]", "[service]")), @r"
    cannot use `service` on line 4 of `DIR/project.toml`
    expected at least one table (`[[…]]` or `[{ … }]`), found `[service]`
    ");
    assert_snapshot!(refusal(&least_with("[layers.residential]", "[[layers.residential]]")), @r"
    cannot use `layers.residential` on line 2 of `DIR/project.toml`
    expected a table (`[…]` or `{ … }`), found `[[layers.residential]]`
    ");
    assert_snapshot!(refusal(&format!("year = \"2025\"\n{LEAST}")), @r#"
    cannot use `year` on line 1 of `DIR/project.toml`
    expected a whole number (≥ 1900, ≤ 2200), found `"2025"`
    "#);
    assert_snapshot!(refusal(&format!("deliverables = []\n{LEAST}")), @r#"
    cannot use `deliverables` on line 1 of `DIR/project.toml`
    expected a list (`["…"]`), not empty, found `[]`
    "#);
    assert_snapshot!(refusal(&format!("{LEAST}where = {{ DLBM = 701 }}\n")), @r"
    cannot use `service[0].facilities.where.DLBM` on line 9 of `DIR/project.toml`
    expected text in quotes or a list of texts, not empty, found `701`
    ");
    assert_snapshot!(refusal(&format!("{LEAST}where = {{ DLBM = [\"a\", 701] }}\n")), @r"
    cannot use `service[0].facilities.where.DLBM[1]` on line 9 of `DIR/project.toml`
    expected non-blank text in quotes, found `701`
    ");
    assert_snapshot!(refusal(&format!("{LEAST}where = {{ DLBM = [] }}\n")), @r#"
    cannot use `service[0].facilities.where.DLBM` on line 9 of `DIR/project.toml`
    expected a list (`["…"]`), not empty, found `[]`
    "#);
    assert_snapshot!(refusal(&service_with("[service.configuration]\ncategories = \"a\"")), @r#"
    cannot use `service[0].configuration.categories` on line 8 of `DIR/project.toml`
    expected a list of texts (`["…"]`), found `"a"`
    "#);
    assert_snapshot!(refusal(&least_with("[layers.residential]\npath = \"residential.geojson\"", "layers = \"\"\"a\nb\"\"\"")), @r#"
    cannot use `layers` on line 2 of `DIR/project.toml`
    expected a table (`[…]` or `{ … }`), found `"""a …`
    "#);
}

#[test]
fn values_out_of_range() {
    assert_snapshot!(refusal(&service_with("circles = [\n  { minutes = 5, radius_m = -300 },\n]")), @r"
    cannot use `service[0].circles[0].radius_m` on line 8 of `DIR/project.toml`
    expected a number (> 0, ≤ 100000), found `-300`
    ");
    assert_snapshot!(refusal(&service_with("circles = [{ minutes = 5, radius_m = 0 }]")), @r"
    cannot use `service[0].circles[0].radius_m` on line 7 of `DIR/project.toml`
    expected a number (> 0, ≤ 100000), found `0`
    ");
    assert_snapshot!(refusal(&service_with("circles = [{ minutes = 5, radius_m = nan }]")), @r"
    cannot use `service[0].circles[0].radius_m` on line 7 of `DIR/project.toml`
    expected a number (> 0, ≤ 100000), found `nan`
    ");
    assert_snapshot!(refusal(&service_with("circles = [{ minutes = 5, radius_m = \"300\" }]")), @r#"
    cannot use `service[0].circles[0].radius_m` on line 7 of `DIR/project.toml`
    expected a number (> 0, ≤ 100000), found `"300"`
    "#);
    assert_snapshot!(refusal(&service_with("circles = [{ minutes = 2.5, radius_m = 300 }]")), @r"
    cannot use `service[0].circles[0].minutes` on line 7 of `DIR/project.toml`
    expected a whole number (≥ 1, ≤ 1440), found `2.5`
    ");
    assert_snapshot!(refusal(&service_with("circles = [{ minutes = 99999999999999999999, radius_m = 300 }]")), @r"
    cannot use `service[0].circles[0].minutes` on line 7 of `DIR/project.toml`
    expected a whole number (≥ 1, ≤ 1440), found `99999999999999999999`
    ");
    assert_snapshot!(refusal(&service_with("circles = []")), @r"
    cannot use `service[0].circles` on line 7 of `DIR/project.toml`
    expected at least one table (`[[…]]` or `[{ … }]`), found `[]`
    ");
    assert_snapshot!(refusal(&format!("year = 25\n{LEAST}")), @r"
    cannot use `year` on line 1 of `DIR/project.toml`
    expected a whole number (≥ 1900, ≤ 2200), found `25`
    ");
    assert_snapshot!(refusal(&service_with("[service.configuration]\nshare = 1.5")), @r"
    cannot use `service[0].configuration.share` on line 8 of `DIR/project.toml`
    expected a number (> 0, ≤ 1), found `1.5`
    ");
}

#[test]
fn values_that_are_no_choice() {
    assert_snapshot!(refusal(&format!("area = \"Ellipsoide\"\n{LEAST}")), @r#"
    cannot use `area` on line 1 of `DIR/project.toml`
    expected one of `ellipsoid`, `plane`, found `"Ellipsoide"`
    did you mean `ellipsoid`?
    "#);
    assert_snapshot!(refusal(&format!("language = \"fr\"\n{LEAST}")), @r#"
    cannot use `language` on line 1 of `DIR/project.toml`
    expected one of `zh-CN`, `en`, found `"fr"`
    "#);
    assert_snapshot!(refusal(&format!("{LEAST}datum = \"WGS-84\"\n")), @r#"
    cannot use `service[0].facilities.datum` on line 9 of `DIR/project.toml`
    expected one of `wgs84`, `cgcs2000`, `gcj02`, `bd09`, found `"WGS-84"`
    did you mean `wgs84`?
    "#);
    assert_snapshot!(refusal(&format!("deliverables = [\"json\", \"pdf\"]\n{LEAST}")), @r#"
    cannot use `deliverables[1]` on line 1 of `DIR/project.toml`
    expected one of `json`, `csv`, `geojson`, `xlsx`, `gpkg`, `html`, `maps`, `atlas`, `docx`, `shapefile`, found `"pdf"`
    "#);
    assert_snapshot!(refusal(&service_with("[service.configuration]\nheadline = \"community/all\"")), @r#"
    cannot use `service[0].configuration.headline` on line 8 of `DIR/project.toml`
    expected one of `unit/inside`, `unit/reach`, `unit/share`, `area`, `community/any`, `community/centre`, `community/share`, found `"community/all"`
    did you mean `community/any`?
    "#);
    assert_snapshot!(refusal(&format!("overlaps = true\n{LEAST}")), @r"
    cannot use `overlaps` on line 1 of `DIR/project.toml`
    expected one of `once`, `each`, found `true`
    ");
}

#[test]
fn values_that_do_not_fit_each_other() {
    let circles = "circles = [\n  { minutes = 5, radius_m = 300 },\n  { minutes = 5, radius_m = 400 },\n]";
    assert_snapshot!(refusal(&service_with(circles)), @r"
    cannot use `service[0].circles[1].minutes` on line 9 of `DIR/project.toml`
    `5` is taken by `service[0].circles[0].minutes` on line 8
    ");
    let shrinking = "circles = [{ minutes = 5, radius_m = 1000 }, { minutes = 15, radius_m = 300 }]";
    assert_snapshot!(refusal(&service_with(shrinking)), @r"
    cannot use `service[0].circles[1].radius_m` on line 7 of `DIR/project.toml`
    15 minutes with a radius of 300 m reach less far than 5 minutes with 1000 m
    ");
    assert_snapshot!(refusal(&service_with("[service.configuration]\nminutes = 10")), @r"
    cannot use `service[0].configuration.minutes` on line 8 of `DIR/project.toml`
    expected the minutes of a circle of the service (`5`, `15`), found `10`
    add a circle of 10 minutes, or take one of `5`, `15`
    ");
    assert_snapshot!(refusal(&service_with("[service.configuration]\nheadline = \"unit/inside\"")), @r#"
    cannot use `service[0].configuration.headline` on line 8 of `DIR/project.toml`
    `"unit/inside"` counts life units, and there is no `layers.life_units`
    add `[layers.life_units]` with `path`, or take a headline that counts residential quarters or land
    "#);
    let second =
        "[[service]]\nid = \"childcare\"\nname = \"b\"\n[service.facilities]\npath = \"clinics.geojson\"\n";
    assert_snapshot!(refusal(&format!("{LEAST}{second}")), @r#"
    cannot use `service[1].id` on line 10 of `DIR/project.toml`
    `"childcare"` is taken by `service[0].id` on line 5
    "#);
    let categories =
        "[[service.category]]\nname = \"驿站\"\n[[service.category]]\nname = \"b\"\naliases = [\"驿站\"]";
    assert_snapshot!(refusal(&service_with(categories)), @r#"
    cannot use `service[0].category[1].aliases[0]` on line 11 of `DIR/project.toml`
    `"驿站"` is taken by `service[0].category[0].name` on line 8
    "#);
    let unknown =
        "[[service.category]]\nname = \"nursery\"\n[service.configuration]\ncategories = [\"nursry\"]";
    assert_snapshot!(refusal(&service_with(unknown)), @r#"
    cannot use `service[0].configuration.categories[0]` on line 10 of `DIR/project.toml`
    expected one of `nursery`, found `"nursry"`
    did you mean `nursery`?
    "#);
    assert_snapshot!(refusal(&least_with("\"facilities.geojson\"", "\"D:\\new\\table.geojson\"")), @r#"
    cannot use `service[0].facilities.path` on line 8 of `DIR/project.toml`
    expected a path, found `"D:\new\table.geojson"`, in which TOML reads `\t`, `\n` and the like as control characters
    in a path write `/` for `\`, or put the path in single quotes
    "#);
    assert_snapshot!(refusal(&format!("output = \".\"\n{LEAST}")), @r"
    cannot write the results to `DIR/.`
    the folder is replaced as a whole, and `DIR/residential.geojson` lies in it
    choose a folder of its own with `output` in the project file or `-o`
    ");
}

#[test]
fn data_files_that_are_missing() {
    let words = |folder: &Folder, error: Error| {
        assert_eq!(error.fault, Fault::Data, "the data cannot be analysed: exit status 1");
        folder.words(Language::En, &error)
    };
    let folder = Folder::with_data();
    let text = least_with("residential.geojson", "absent.geojson");
    assert_snapshot!(words(&folder, folder.load(&text).expect_err("missing")), @r"
    cannot find `DIR/absent.geojson`
    named by `layers.residential.path` on line 3 of `DIR/project.toml`
    correct the path; it is taken from the folder of the project file
    ");
    let flags = Flags { plan: Some("absent.csv".into()), ..Flags::default() };
    assert_snapshot!(words(&folder, folder.resolve(LEAST, flags.clone()).expect_err("missing")), @r"
    cannot find `absent.csv`
    named by `--plan`
    correct the path; it is taken from the current folder
    ");
    assert_snapshot!(words(&folder, folder.resolve(&text, flags).expect_err("missing")), @r"
    cannot find 2 input files
    no such file:
        `DIR/absent.geojson` (`layers.residential.path`, `DIR/project.toml:3`)
        `absent.csv` (`--plan`)
    correct the paths; those in a project file are taken from its folder
    ");
    std::fs::create_dir(folder.path("layers")).expect("a folder");
    let text = least_with("facilities.geojson", "layers");
    assert_snapshot!(words(&folder, folder.load(&text).expect_err("a folder")), @r"
    cannot read `DIR/layers`
    expected a file, found a folder; named by `service[0].facilities.path` on line 8 of `DIR/project.toml`
    name the file itself
    ");
    let flags = Flags { townships: Some(folder.path("layers")), ..Flags::default() };
    assert_snapshot!(words(&folder, folder.resolve(LEAST, flags).expect_err("a folder")), @r"
    cannot read `DIR/layers`
    expected a file, found a folder; named by `--townships`
    name the file itself
    ");
}

#[test]
fn flags_that_cannot_be_used() {
    let resolve = |flags| of_flag(Project::resolve(flags).expect_err("the flags are refused"));
    assert_snapshot!(resolve(Flags::default()), @r"
    cannot tell what to analyse
    expected a project file, or the layers by flags; not given: `--facilities`, `--residential`
    `lifecircle analyze PROJECT.toml`, or `lifecircle analyze --facilities FILE --residential FILE [--townships FILE] [--plan FILE]`; `lifecircle init` writes a project file to fill in
    ");
    let flags = Flags { facilities: Some("f.geojson".into()), ..Flags::default() };
    assert_snapshot!(resolve(flags.clone()), @r"
    cannot tell what to analyse
    expected a project file, or the layers by flags; not given: `--residential`
    `lifecircle analyze PROJECT.toml`, or `lifecircle analyze --facilities FILE --residential FILE [--townships FILE] [--plan FILE]`; `lifecircle init` writes a project file to fill in
    ");
    let circles = |texts: [&str; 2]| Flags {
        circles: texts.iter().map(|text| parse_circle(text).expect("a circle")).collect(),
        residential: Some("r.geojson".into()),
        ..flags.clone()
    };
    assert_snapshot!(resolve(circles(["5=300", "5=400"])), @r"
    cannot use `--circle`
    two circles of 5 minutes are given
    ");
    assert_snapshot!(resolve(circles(["15=300", "5=1000"])), @r"
    cannot use `--circle 15=300`
    15 minutes with a radius of 300 m reach less far than 5 minutes with 1000 m
    ");
    assert_snapshot!(of_flag(parse_circle("300").expect_err("refused")), @r"
    cannot use `--circle 300`
    expected MINUTES=METRES, such as `5=300`
    ");
    assert_snapshot!(of_flag(parse_circle("five=300").expect_err("refused")), @r"
    cannot use `--circle five=300`
    expected whole minutes (≥ 1, ≤ 1440) before `=`, found `five`
    ");
    assert_snapshot!(of_flag(parse_circle("5=300m").expect_err("refused")), @r"
    cannot use `--circle 5=300m`
    expected a radius in metres (> 0, ≤ 100000) behind `=`, found `300m`
    ");
    assert_snapshot!(of_flag(parse_filter("amenity").expect_err("refused")), @r"
    cannot use `--where amenity`
    expected FIELD=VALUE[,VALUE…] without empty values, such as `amenity=kindergarten,childcare`
    ");
    assert_snapshot!(of_flag(parse_deliverables("json,pdf").expect_err("refused")), @"
    cannot use `--only`
    expected some of `json`, `csv`, `geojson`, `xlsx`, `gpkg`, `html`, `maps`, `atlas`, `docx`, `shapefile`, found `pdf`
    ");
    assert_snapshot!(of_flag(parse_deliverables("geo-json").expect_err("refused")), @"
    cannot use `--only`
    expected some of `json`, `csv`, `geojson`, `xlsx`, `gpkg`, `html`, `maps`, `atlas`, `docx`, `shapefile`, found `geo-json`
    did you mean `geojson`?
    ");
}
