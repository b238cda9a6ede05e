//! Context layers, style and date, end to end: they change no figure.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::run::{program, run};
use crate::world::{World, collection, point};

const PROJECT: &str = r#"name = "示例"
language = "en"
[layers.residential]
path = "residential.geojson"
[layers.townships]
path = "townships.geojson"
[[service]]
id = "childcare"
name = "托育服务"
[service.facilities]
path = "facilities.geojson"
datum = "wgs84"
[service.plan]
path = "plan.csv"
"#;

fn line(places: &[[f64; 2]]) -> Value {
    json!({"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": places}})
}

/// The report of the world by this project file.
fn report(world: &World, project: &str) -> Value {
    world.write("project.toml", project);
    world.run(&["analyze", "project.toml", "-o", "out"]).done();
    world.report()
}

/// Lines through the homes and far away, a lake over a whole township, points: the figures are what they were.
#[test]
fn context_changes_no_figure() {
    let world = World::new();
    let plain = report(&world, PROJECT);
    let lake = crate::world::rectangle(json!({}), [120.90, 29.50], [0.01, 0.01]);
    world.write("water.geojson", collection(&[lake, point(json!({}), [120.905, 29.505])]));
    world.write(
        "roads.geojson",
        collection(&[line(&[[120.90, 29.50], [120.92, 29.51]]), line(&[[80.0, 40.0], [81.0, 40.0]])]),
    );
    let context = "[[layers.context]]\nkind = \"water\"\npath = \"water.geojson\"\n[[layers.context]]\nkind = \"road\"\npath = \"roads.geojson\"\n";
    let with_context = report(&world, &format!("{PROJECT}{context}"));
    for key in ["project", "method", "services", "conservation"] {
        assert_eq!(with_context[key], plain[key], "{key}");
    }
    let roles = |report: &Value| -> Vec<String> {
        let inputs = report["inputs"].as_array().expect("inputs").iter();
        inputs
            .map(|input| format!("{} {}", input["role"].as_str().expect("a role"), input["features"]))
            .collect()
    };
    let mut expected = roles(&plain);
    expected.extend(["context 2".to_owned(), "context 2".to_owned()]);
    assert_eq!(roles(&with_context), expected);
    let notes = |report: &Value| report["notes"].as_array().expect("notes").clone();
    let new: Vec<Value> =
        notes(&with_context).into_iter().filter(|note| !notes(&plain).contains(note)).collect();
    let [only] = new.as_slice() else { panic!("one note: {new:?}") };
    assert_eq!((&only["code"], &only["layer"]), (&json!("context-points"), &json!("context")));
}

/// What is printed is no figure either; and a date of the environment that is none is refused, whatever is written.
#[test]
fn style_and_date_change_no_figure() {
    let world = World::new();
    let plain = report(&world, PROJECT);
    world.write("style.toml", "[colours]\ncovered = \"#123456\"\n");
    let print = "date = \"2025-12-31\"\ndata_source = \"x\"\n[print]\nstyle = \"style.toml\"\ndraft = \"征求意见稿\"\nmap_review_number = \"12\"\n";
    let language = "language = \"en\"\n";
    let printed = report(&world, &PROJECT.replacen(language, &format!("{language}{print}"), 1));
    for key in ["project", "method", "services", "inputs", "notes", "conservation"] {
        assert_eq!(printed[key], plain[key], "{key}");
    }
    world.write("project.toml", PROJECT);
    let with_epoch = |epoch: &str| {
        let mut command = program(world.folder(), &["analyze", "project.toml", "-o", "out", "--lang", "en"]);
        run(command.env("SOURCE_DATE_EPOCH", epoch), world.folder())
    };
    with_epoch("1767139200").done();
    assert_snapshot!(with_epoch("2025-12-31").failure(), @"
    exit status 2
    error: cannot use the environment variable `SOURCE_DATE_EPOCH`
      cause: expected whole seconds since 1970-01-01 00:00 UTC (≥ 0, ≤ 7289654399), found `2025-12-31`
      hint: correct or unset it, or write `date` in the project file
    ");
    world.write("bad.toml", "[paper]\nformats = []\n");
    assert_snapshot!(world.run(&["analyze", "project.toml", "--style", "bad.toml", "--lang", "en"]).failure(), @r#"
    exit status 2
    error: cannot use `paper.formats` on line 2 of `bad.toml`
      cause: expected a list (`["…"]`), not empty, found `[]`
    "#);
}
