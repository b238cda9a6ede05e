use super::super::fixture;
use super::*;
use crate::note::Note;
use geo::Coord;

/// Twenty-five facilities without places, two of them with a place, and an error of a table.
fn notes() -> Notes {
    let mut notes = Notes::default();
    for index in 1..=25 {
        let place = (index <= 2).then_some(Coord { x: 120.9, y: 29.512_345_678 });
        let name = (index == 1).then(|| "=甲园".to_owned());
        notes.push(
            Note::new(Severity::Warning, "no-places").layer("facilities").feature(index, name).at(place),
        );
    }
    notes.push(
        Note::new(Severity::Error, "and-more")
            .layer("plan")
            .with("count", 1)
            .with("total", 1)
            .with("code", "x"),
    );
    notes
}

#[test]
fn the_last_line_has_counts_and_verdict() {
    let last =
        |notes: &Notes, language| check_text(notes, language).lines().last().unwrap_or_default().to_owned();
    let mut warned = Notes::default();
    warned.push(Note::new(Severity::Warning, "no-places"));
    let all =
        |language| [notes(), warned.clone(), Notes::default()].map(|notes| last(&notes, language)).join("\n");
    insta::assert_snapshot!(all(Language::En), @"");
    insta::assert_snapshot!(all(Language::ZhCn), @"");
    assert_eq!(
        check_text(&notes(), Language::En).lines().filter(|line| line.starts_with("warning")).count(),
        21
    );
}

/// All 25 in the files; those with a place on the map.
#[test]
fn the_files_hold_every_note() {
    let here = tempfile::tempdir().unwrap();
    let project = fixture::project(here.path().join("check"));
    let mut report = fixture::report("en");
    report.unworded_notes = notes();
    let paths = deliver_check(&report, &project).unwrap();
    let names: Vec<_> = paths.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["check.json", "check.csv", "check.geojson", "index.md"]);
    let text = |name: &str| std::fs::read_to_string(project.output.join(name)).unwrap();

    let json: serde_json::Value = serde_json::from_str(&text("check.json")).unwrap();
    assert_eq!(json["schema"], "lifecircle/check/1");
    assert_eq!(json["counts"], serde_json::json!({"errors": 1, "warnings": 25, "notes": 0}));
    assert_eq!(json["verdict"], "must-be-mended");
    assert_eq!(json["notes"].as_array().unwrap().len(), 26);
    insta::assert_snapshot!(json["notes"][1], @"");

    let csv = text("check.csv");
    assert_eq!(csv.lines().count(), 27);
    insta::assert_snapshot!(csv.lines().take(4).collect::<Vec<_>>().join("\n").trim_start_matches('\u{feff}'), @"");

    let places: ::geojson::FeatureCollection = text("check.geojson").parse().unwrap();
    assert_eq!(places.features.len(), 2);
    insta::assert_snapshot!(text("check.geojson").lines().nth(1).unwrap_or_default(), @"");

    insta::assert_snapshot!(text("index.md"), @"");
    let again = deliver_check(&report, &project).unwrap();
    assert_eq!(paths, again);
    assert_eq!(csv, text("check.csv"));
}
