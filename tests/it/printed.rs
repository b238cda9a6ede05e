//! What is printed by default: maps, atlas, document; and that all of it is told in `index.md`.

use std::collections::BTreeSet;

use crate::run::{SAMPLE, all_contents, analysed, home, program, run};

#[test]
fn a_result_holds_all_that_is_printed() {
    let done = analysed(&[SAMPLE]);
    let files = all_contents(&done.output);
    let maps: BTreeSet<&str> = files.keys().filter_map(|name| name.strip_prefix("maps/")).collect();
    let names = [
        "facilities",
        "coverage_5min",
        "coverage_15min",
        "townships_by_configuration_rate",
        "uncovered",
        "places_gap",
        "places_gap_2027",
        "plan_guide",
        "plan_guide_2027",
    ];
    let wanted: BTreeSet<String> = names
        .iter()
        .flat_map(|name| ["A3_landscape", "A4_portrait"].map(|sheet| format!("{name}_{sheet}")))
        .flat_map(|stem| ["pdf", "png", "svg"].map(|format| format!("{stem}.{format}")))
        .collect();
    assert_eq!(maps, wanted.iter().map(String::as_str).collect());
    let index = done.text("index.md");
    for name in wanted
        .iter()
        .map(|name| format!("maps/{name}"))
        .chain(["atlas.pdf", "report.docx"].map(str::to_owned))
    {
        assert!(!files[&name].is_empty(), "{name}");
        assert!(index.contains(&format!("({name})")), "{name} is told");
    }
    // A later run without maps leaves no folder of them behind.
    let output = done.output.display().to_string();
    let again = ["analyze", SAMPLE, "-o", &output, "--only", "json"];
    run(&mut program(home(), &again), &done.output).done();
    let left: Vec<String> = all_contents(&done.output).into_keys().collect();
    assert_eq!(left, [".lifecircle", "index.md", "report.json"]);
}
