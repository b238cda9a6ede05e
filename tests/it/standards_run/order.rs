//! The order of the features in their files is no figure: reversed and shuffled, the sample gives the same.

use serde_json::Value;

use super::service;
use crate::run::{home, json, program, run, sample};

/// The features of a layer in another order.
type Reorder = fn(&mut Vec<Value>);

/// Every feature at another place, by a walk whose step has no divisor in common with their number.
fn shuffle(features: &mut Vec<Value>) {
    let n = features.len();
    let step = (n / 3..n).find(|step| greatest_common_divisor(*step, n) == 1).expect("some step");
    *features = (0..n).map(|at| features[(at * step + 7) % n].clone()).collect();
}

fn greatest_common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// The report of the sample with the features of these layers in another order.
fn report_of(layers: &[&str], reorder: Reorder) -> Value {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for entry in std::fs::read_dir(home().join("geodata/xinchang")).expect("the sample") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if layers.contains(&name.as_str()) {
            let mut layer = json(&path);
            let features = layer["features"].as_array_mut().expect("features");
            let before = features.clone();
            reorder(features);
            assert!(*features != before && features.len() == before.len());
            std::fs::write(folder.path().join(name), layer.to_string()).expect("written");
        } else if path.is_file() {
            std::fs::copy(&path, folder.path().join(name)).expect("copied");
        }
    }
    run(
        &mut program(folder.path(), &["analyze", "project.toml", "--only", "json", "-o", "out"]),
        folder.path(),
    )
    .done();
    json(&folder.path().join("out/report.json"))
}

/// The rows of townships and cases in an order of their own: by code, then by name.
fn sorted(list: &[Value]) -> Vec<&Value> {
    let mut rows: Vec<&Value> = list.iter().collect();
    if list.iter().all(|row| row.get("code").is_some()) {
        rows.sort_by_key(|row| (row["code"].to_string(), row["name"].to_string()));
    }
    rows
}

/// Asserts that all figures and texts are the same, but for the order of rows and the rounding of sums. The remedies
/// of the checklist tell case by case in the order of the file, and are left to the rules.
fn same(a: &Value, b: &Value, at: &str, n: &mut usize) {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            assert!(a.keys().eq(b.keys()), "{at}");
            for (key, value) in a.iter().filter(|(key, _)| *key != "remedy") {
                same(value, &b[key], &format!("{at}/{key}"), n);
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len(), "{at}");
            for (place, (a, b)) in sorted(a).into_iter().zip(sorted(b)).enumerate() {
                same(a, b, &format!("{at}/{place}"), n);
            }
        }
        (Value::Number(x), Value::Number(y)) => {
            let (x, y) = (x.as_f64().expect("a number"), y.as_f64().expect("a number"));
            assert!((x - y).abs() <= 1e-9 * x.abs().max(y.abs()).max(1.0), "{at}: {x} against {y}");
            *n += 1;
        }
        _ => assert_eq!(a, b, "{at}"),
    }
}

#[test]
fn another_order_changes_no_figure() {
    let as_it_is = sample(&["--only", "json"]).report();
    let layers = ["facilities.geojson", "residential.geojson", "townships.geojson"];
    let reverse: Reorder = |features| features.reverse();
    for (layers, reorder) in
        [(&layers[..1], reverse), (&layers[1..2], reverse), (&layers[2..], reverse), (&layers[..], shuffle)]
    {
        let other = report_of(layers, reorder);
        let mut n = 0;
        for key in [
            "townships",
            "county",
            "outside",
            "plan",
            "further_plans",
            "indicators",
            "rules",
            "checklist",
            "stages",
        ] {
            same(&service(&as_it_is)[key], &service(&other)[key], key, &mut n);
        }
        assert!(n > 3000, "{n} figures");
    }
}
