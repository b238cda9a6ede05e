//! Every feature of a layer is in the study or in the notes, once.

use std::path::Path;

use super::{Town, feature, in_words, place, point, square};
use crate::messages::Language;
use crate::model::Study;
use crate::project::{Filter, LayerSpec, PlanSpec, TableSpec};

/// features = used + left out, of every layer.
fn assert_nothing_is_lost(study: &Study) {
    let layers = study.sources.iter().filter(|s| s.crs.is_some());
    for source in layers {
        let left_out = study.notes.left_out_of(source.role, source.service.as_deref());
        assert_eq!(source.features, source.used + left_out, "{} of {:?}", source.role, source.service);
    }
}

fn used(study: &Study, role: &str) -> Vec<(usize, usize)> {
    study.sources.iter().filter(|s| s.role == role).map(|s| (s.features, s.used)).collect()
}

/// What goes wrong with features: none, nothing, no object, another kind, no area, not on Earth, and two at once.
fn faulty(good: &str) -> Vec<String> {
    let crooked = "{\"type\":\"Point\",\"coordinates\":[120.905,null]}";
    let flat = format!(
        "{{\"type\":\"Polygon\",\"coordinates\":[[{},{},{},{},{}]]}}",
        place(5, 5),
        place(6, 5),
        place(6, 6),
        place(6, 5),
        place(5, 5)
    );
    vec![
        feature("{\"名称\":\"好\"}", good),
        feature("{}", "null"),
        feature("{}", "{\"type\":\"MultiPoint\",\"coordinates\":[]}"),
        feature("{}", crooked),
        "42".into(),
        "{\"type\":\"Feature\",\"properties\":{\"a\" 1},\"geometry\":null}".into(),
        feature("{}", "{\"type\":\"LineString\",\"coordinates\":[[120.9,29.5],[120.91,29.5]]}"),
        feature("{}", &flat),
        feature("{}", "{\"type\":\"Point\",\"coordinates\":[-9999,-9999]}"),
        feature("{}", good),
    ]
}

#[test]
fn faulty_features_of_every_layer_are_left_out_once() {
    let areas = faulty(&square(5, 5, 1));
    let study = Town::new()
        .townships(&areas)
        .residential(&areas)
        .life_units(&areas)
        .facilities(&faulty(&point(5, 5)))
        .clinics(&faulty(&point(6, 5))[..9])
        .study();
    assert_nothing_is_lost(&study);
    assert_eq!(used(&study, "townships"), [(10, 2)]);
    assert_eq!(used(&study, "residential"), [(10, 2)]);
    assert_eq!(used(&study, "life_units"), [(10, 2)]);
    // A polygon without area is no land, but it still says where a facility stands.
    assert_eq!(used(&study, "facilities"), [(10, 3), (9, 2)]);
    assert_eq!(study.notes.left_out("facilities"), 14, "of both services");
}

/// More than are told one by one, in a layer that two services share under different filters. What a filter leaves
/// out was not asked for: it is neither used nor lost.
#[test]
fn filters_and_shared_files_do_not_count_for_each_other() {
    let mut all: Vec<String> =
        (0..60).map(|i| feature(&format!("{{\"kind\":\"{}\"}}", ["a", "b", "c"][i % 3]), "null")).collect();
    all.push(feature("{\"kind\":\"a\"}", &point(5, 5)));
    all.push(feature("{\"kind\":\"b\"}", &point(6, 5)));
    let mut town = Town::new().facilities(&all).clinics(&all);
    let only = |values: &[&str]| {
        vec![Filter { field: "kind".into(), values: values.iter().map(|&v| v.to_owned()).collect() }]
    };
    town.project.services[0].facilities.filters = only(&["a"]);
    town.project.services[1].facilities.filters = only(&["a", "b"]);
    let study = town.study();
    assert_nothing_is_lost(&study);
    assert_eq!(used(&study, "facilities"), [(21, 1), (42, 2)]);
    assert_eq!(study.notes.left_out_of("facilities", Some("childcare")), 20);
}

/// With several services a note says whose file it is about; with one it need not.
#[test]
fn notes_of_several_services_name_their_file() {
    let line = "{\"type\":\"LineString\",\"coordinates\":[[120.9,29.5],[120.91,29.5]]}";
    let features = [feature("{}", &point(5, 5)), feature("{}", line)];
    let one = Town::new().facilities(&features).study();
    assert!(in_words(&one, &["not-a-point"], Language::En).starts_with("2 -: expected a point"));
    let town = Town::new().clinics(&features);
    let two = in_words(&town.study(), &["not-a-point"], Language::En);
    assert!(two.contains("clinics.geojson`: expected a point"), "{two}");
}

/// A plan for each year: the notes of each name it.
#[test]
fn notes_of_several_plans_name_their_file() {
    let mut town = Town::new();
    let table = |path| TableSpec { path, ..TableSpec::default() };
    let plan = |year: i32| PlanSpec {
        table: table(town.file(
            &format!("plan_{year}.csv"),
            "乡镇,专业托育机构数量,专业托育机构托位数\n羽林街道,1,30\n某镇,1,20\n",
        )),
        year: Some(year),
    };
    let plans = vec![plan(2025), plan(2027)];
    let reported = town.file("reported.csv", "指标,数值\n15,93\n16,九成\n");
    town.project.services[0].plans = plans;
    town.project.services[0].reported = Some(table(reported));
    let study = town.study();
    let service = &study.services[0];
    assert_eq!(service.plans.iter().map(|p| p.year).collect::<Vec<_>>(), [Some(2025), Some(2027)]);
    assert_eq!(service.plans[0].categories, service.plans[1].categories);
    assert_eq!(service.categories, ["专业托育机构"]);
    let told = in_words(&study, &["plan-township-unknown"], Language::En);
    assert!(told.contains("plan_2025.csv`: line 3") && told.contains("plan_2027.csv`: line 3"), "{told}");
    assert_eq!(service.reported.len(), 1);
    assert_eq!(used(&study, "plan"), [(3, 1), (3, 1)]);
    assert_eq!(used(&study, "reported"), [(3, 1)]);
    let told = in_words(&study, &["reported-cell"], Language::En);
    assert!(told.starts_with("line 3 (`16`)"), "one table needs no name: {told}");
}

/// The faulty files of other projects, as every layer that they can be: nothing panics, nothing is lost.
#[test]
fn foreign_faulty_files_lose_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/realdata/faulty");
    let mut folders = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            eprintln!("skipped: no test data in {}", folder.display());
            return;
        };
        for entry in entries {
            let path = entry.expect("an entry").path();
            match path.extension().and_then(|e| e.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("json" | "geojson") => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    let mut n_read = 0;
    for file in &files {
        let spec = || LayerSpec { path: file.clone(), ..LayerSpec::default() };
        let mut as_land = Town::new();
        as_land.project.townships = None;
        as_land.project.crs = crate::project::CrsChoice::Auto;
        as_land.project.residential = spec();
        as_land.project.services[0].facilities = spec();
        let mut as_all = Town::new();
        as_all.project.crs = crate::project::CrsChoice::Auto;
        as_all.project.townships = Some(spec());
        as_all.project.residential = spec();
        as_all.project.life_units = Some(spec());
        as_all.project.services[0].facilities = spec();
        for study in [as_land.read(), as_all.read()].into_iter().flatten() {
            n_read += 1;
            assert_nothing_is_lost(&study);
        }
    }
    assert!(n_read > 10, "only {n_read} of {} files could be read", files.len());
}
