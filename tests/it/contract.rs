//! The contract of the files: the keys of `report.json`, and GeoJSON as RFC 7946 has it.

use std::collections::BTreeSet;

use geojson::{FeatureCollection, GeometryValue, Position};
use serde_json::Value;

use crate::report_keys::{KEYS, MORE_KEYS};
use crate::run::{Analysed, home, sample};

/// What has the fields of something else, and stands as one key after that is checked: the county those of a township,
/// today and in the stages; a further plan those of the plan that leads.
const ALIKE: [(&str, &str); 3] = [
    ("services[].county", "services[].townships[]"),
    ("services[].stages[].county", "services[].stages[].townships[]"),
    ("services[].further_plans[]", "services[].plan"),
];

/// The paths of all leaves.
fn leaves(value: &Value, at: &str, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let key = if at.ends_with("by_category") { "*" } else { key };
                leaves(member, &format!("{at}{}{key}", if at.is_empty() { "" } else { "." }), into);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| leaves(item, &format!("{at}[]"), into)),
        _ => {
            into.insert(at.to_owned());
        }
    }
}

#[test]
fn the_report_has_the_keys_of_the_contract() {
    let report = sample(&[]).report();
    let mut found = BTreeSet::new();
    leaves(&report, "", &mut found);
    let under = |prefix: &str| -> BTreeSet<String> {
        found.iter().filter_map(|key| key.strip_prefix(prefix)).map(str::to_owned).collect()
    };
    for (whole, like) in ALIKE {
        assert_eq!(under(&format!("{whole}.")), under(&format!("{like}.")), "{whole} is as {like}");
    }
    found.retain(|key| !ALIKE.iter().any(|(whole, _)| key.starts_with(&format!("{whole}."))));
    let mut expected: BTreeSet<String> = KEYS.iter().chain(&MORE_KEYS).map(|key| (*key).to_owned()).collect();
    for whole in ALIKE.iter().map(|(whole, _)| *whole).chain(["services[].plan"]) {
        expected.remove(whole);
    }
    let missing: Vec<_> = expected.difference(&found).collect();
    let unknown: Vec<_> = found.difference(&expected).collect();
    assert!(
        missing.is_empty() && unknown.is_empty(),
        "missing: {missing:?}\nnot in the contract: {unknown:?}"
    );

    assert_eq!(report["schema"], "lifecircle/report/1");
    assert_eq!(
        report["program"],
        serde_json::json!({"name": "lifecircle", "version": env!("CARGO_PKG_VERSION")})
    );
    let digests = report["inputs"].as_array().expect("inputs").iter().map(|input| input["sha256"].as_str());
    assert!(digests.clone().count() == 8 && digests.flatten().all(|hex| hex.len() == 64));
}

/// A project without a plan and without attributes keeps the keys, with `null` for what does not apply.
#[test]
fn what_does_not_apply_is_null() {
    let world = crate::world::World::new();
    let layers = &crate::world::LAYERS[..4];
    world.run(&[&["analyze"], layers, &["-o", "out", "--lang", "en"]].concat()).done();
    let service = &world.report()["services"][0];
    assert!(service["plan"].is_null());
    assert_eq!(service["townships"], serde_json::json!([]));
    let county = &service["county"];
    for key in ["population", "households", "name", "code"] {
        assert!(county.get(key).is_some_and(Value::is_null), "{key}");
    }
    assert!(county["coverage"][0]["population_rate"].is_null());
    // Without land use, standards and planned facilities there is nothing of them; today stands alone.
    for key in ["urban", "rural", "places_shortfall"] {
        assert!(county.get(key).is_some_and(Value::is_null), "{key}");
    }
    assert!(world.report()["method"].get("land_use_scheme").is_some_and(Value::is_null));
    for key in ["further_plans", "standards", "indicators", "rules", "checklist"] {
        assert_eq!(service[key], serde_json::json!([]), "{key}");
    }
    let stages = service["stages"].as_array().expect("stages");
    assert_eq!((stages.len(), &stages[0]["id"]), (1, &"today".into()));
    for key in ["year", "plan_year"] {
        assert!(stages[0].get(key).is_some_and(Value::is_null), "{key}");
    }
    assert_eq!(stages[0]["county"]["planned"], serde_json::json!({"count": null, "places": null}));
}

/// The extent of the sample's townships, and of what circles may reach beyond them.
fn county_with_margin() -> ([f64; 2], [f64; 2]) {
    let text =
        std::fs::read_to_string(home().join("geodata/xinchang/townships.geojson")).expect("the sample");
    let layer: FeatureCollection = text.parse().expect("GeoJSON");
    let (mut low, mut high) = ([f64::MAX; 2], [f64::MIN; 2]);
    for position in positions(&layer) {
        for axis in 0..2 {
            low[axis] = low[axis].min(position[axis]);
            high[axis] = high[axis].max(position[axis]);
        }
    }
    (low.map(|v| v - 0.02), high.map(|v| v + 0.02))
}

fn polygons(layer: &FeatureCollection) -> Vec<Vec<Vec<Position>>> {
    let geometries = layer.features.iter().filter_map(|feature| feature.geometry.as_ref());
    geometries
        .flat_map(|geometry| match &geometry.value {
            GeometryValue::Polygon { coordinates } => vec![coordinates.clone()],
            GeometryValue::MultiPolygon { coordinates } => coordinates.clone(),
            other => panic!("expected polygons, found {other:?}"),
        })
        .collect()
}

fn positions(layer: &FeatureCollection) -> Vec<Position> {
    polygons(layer).into_iter().flatten().flatten().collect()
}

/// Twice the signed area of a closed ring, about its first position.
fn winding(ring: &[Position]) -> f64 {
    let from = |p: &Position| (p[0] - ring[0][0], p[1] - ring[0][1]);
    ring.windows(2).map(|e| (from(&e[0]), from(&e[1]))).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

/// RFC 7946: no `crs`, closed rings of four positions and more, outer rings anticlockwise, holes clockwise, WGS 84
/// longitude and latitude, which lie in the county; and no more than 7 decimals in the text.
#[test]
fn the_layers_are_rfc_7946() {
    let done = sample(&[]);
    let (low, high) = county_with_margin();
    for name in ["parcels.geojson", "service_areas.geojson", "uncovered.geojson"] {
        let text = done.text(name);
        let layer: FeatureCollection = text.parse().unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(text.parse::<Value>().expect("JSON").get("crs").is_none(), "{name}");
        let polygons = polygons(&layer);
        assert!(polygons.len() > 1, "{name}");
        for polygon in &polygons {
            for (i, ring) in polygon.iter().enumerate() {
                assert!(ring.len() >= 4 && ring.first() == ring.last(), "{name}: {ring:?}");
                assert_eq!(winding(ring) > 0.0, i == 0, "{name}: the right-hand rule, {ring:?}");
            }
        }
        for position in positions(&layer) {
            assert_eq!(position.len(), 2, "{name}");
            let is_inside = (0..2).all(|axis| (low[axis]..high[axis]).contains(&position[axis]));
            assert!(is_inside, "{name}: {position:?}");
        }
        decimals_of_coordinates(&done, name);
    }
}

/// Every coordinate, as written, has at most 7 decimals and no exponent.
fn decimals_of_coordinates(done: &Analysed, name: &str) {
    let text = done.text(name);
    let written =
        text.split("\"coordinates\":").skip(1).map(|rest| rest.split('}').next().unwrap_or_default());
    let mut n = 0;
    for number in
        written.flat_map(|list| list.split(['[', ']', ','])).filter(|number| !number.trim().is_empty())
    {
        let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        assert!(decimals <= 7 && !number.contains(['e', 'E']), "{name}: {number}");
        n += 1;
    }
    assert!(n > 100, "{name}: {n} numbers");
}
