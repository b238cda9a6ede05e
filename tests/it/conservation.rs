//! Nothing is lost and nothing is made: sums and orders that must hold between the figures of the sample's result.

use serde_json::Value;

use crate::run::{Analysed, number, sample};

fn townships(report: &Value) -> Vec<Value> {
    report["services"][0]["townships"].as_array().expect("townships").clone()
}

/// Equal but for the rounding of sums.
#[track_caller]
fn same(a: f64, b: f64, what: &str) {
    assert!((a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0), "{what}: {a} against {b}");
}

/// Every figure that is a sum, summed over the townships, is the county's.
#[test]
fn townships_sum_to_the_county() {
    let report = sample(&[]).report();
    let county = &report["services"][0]["county"];
    let mut sums =
        vec!["/residential_area_m2".to_owned(), "/overlap_area_m2".to_owned(), "/population".to_owned()];
    sums.extend(["/households", "/facilities/count", "/facilities/places"].map(str::to_owned));
    sums.extend(["/configuration/units", "/configuration/configured"].map(str::to_owned));
    for circle in 0..2 {
        sums.extend(["area_m2", "population", "households"].map(|key| format!("/coverage/{circle}/{key}")));
    }
    let n_readings = county["configuration"]["other_readings"].as_array().map_or(0, Vec::len);
    assert!(n_readings >= 3);
    for reading in 0..n_readings {
        sums.extend(
            ["units", "configured"].map(|key| format!("/configuration/other_readings/{reading}/{key}")),
        );
    }
    for category in ["专业托育机构", "幼儿园托班", "婴幼儿服务驿站"] {
        sums.extend(["count", "places"].map(|key| format!("/facilities/by_category/{category}/{key}")));
    }
    for pointer in sums {
        let sum: f64 = townships(&report).iter().map(|row| number(row, &pointer)).sum();
        same(sum, number(county, &pointer), &pointer);
    }
}

/// Covered ≤ all, the larger circle covers at least what the smaller does, and each rate is its own quotient.
#[test]
fn covered_land_is_part_of_the_land() {
    let report = sample(&[]).report();
    let mut rows = townships(&report);
    rows.push(report["services"][0]["county"].clone());
    for row in rows {
        for (figure, whole, rate) in [
            ("area_m2", "/residential_area_m2", "rate"),
            ("population", "/population", "population_rate"),
            ("households", "/households", "households_rate"),
        ] {
            let all = number(&row, whole);
            let near = number(&row, &format!("/coverage/0/{figure}"));
            let far = number(&row, &format!("/coverage/1/{figure}"));
            assert!(0.0 <= near && near <= far && far <= all, "{}: {near} {far} {all}", row["name"]);
            same(number(&row, &format!("/coverage/0/{rate}")), near / all, rate);
            same(number(&row, &format!("/coverage/1/{rate}")), far / all, rate);
        }
        let configuration = &row["configuration"];
        let (configured, units) = (number(configuration, "/configured"), number(configuration, "/units"));
        assert!(configured <= units);
        same(number(configuration, "/rate"), configured / units, "configuration");
    }
}

/// Plan, existing and gap of every row, and their sums: net is the sum of the gaps, shortfall that of the positive.
#[test]
fn gaps_are_plan_less_existing() {
    let report = sample(&[]).report();
    let plan = &report["services"][0]["plan"];
    let (rows, county) = (plan["rows"].as_array().expect("rows"), plan["county"].as_array().expect("county"));
    assert_eq!((rows.len(), county.len()), (36, 4));
    for what in ["count", "places"] {
        let figure = |row: &Value, part: &str| number(row, &format!("/{part}/{what}"));
        for row in rows {
            same(figure(row, "gap"), figure(row, "planned") - figure(row, "existing"), "gap");
        }
        for total in county {
            let mine = |row: &&Value| total["category"].is_null() || row["category"] == total["category"];
            let sum = |f: &dyn Fn(&Value) -> f64| rows.iter().filter(mine).map(f).sum::<f64>();
            same(sum(&|row| figure(row, "planned")), figure(total, "planned"), "planned");
            same(sum(&|row| figure(row, "existing")), figure(total, "existing"), "existing");
            same(sum(&|row| figure(row, "gap")), figure(total, "net"), "net");
            same(sum(&|row| figure(row, "gap").max(0.0)), figure(total, "shortfall"), "shortfall");
        }
    }
}

/// The properties of a GeoJSON layer's features.
fn properties(analysed: &Analysed, name: &str) -> Vec<Value> {
    let layer: Value = serde_json::from_str(&analysed.text(name)).expect("JSON");
    let features = layer["features"].as_array().expect("features");
    features.iter().map(|feature| feature["properties"].clone()).collect()
}

/// The pieces of `parcels.geojson`, each rounded to 0.01 m², sum to each township's land and its overlap, and those
/// without a township to the land outside. Covered land, too, is not above what the report says without overlaps.
#[test]
fn the_pieces_sum_to_the_land() {
    let done = sample(&["--overlaps", "each"]);
    let report = done.report();
    let pieces = properties(&done, "parcels.geojson");
    let sum = |township: &Value, key: &str| -> (f64, f64) {
        let mine = pieces.iter().filter(|piece| piece["township"] == *township);
        mine.fold((0.0, 0.0), |(sum, slack), piece| {
            (sum + number(piece, &format!("/{key}")), slack + 0.005_001)
        })
    };
    for row in townships(&report) {
        for (key, pointer) in [
            ("area_m2", "/residential_area_m2"),
            ("covered_5min_m2", "/coverage/0/area_m2"),
            ("covered_15min_m2", "/coverage/1/area_m2"),
        ] {
            let (sum, slack) = sum(&row["name"], key);
            assert!((sum - number(&row, pointer)).abs() <= slack, "{} {key}: {sum}", row["name"]);
        }
    }
    let outside = number(&report, "/services/0/outside/residential_area_m2");
    let (sum_outside, slack) = sum(&Value::Null, "area_m2");
    assert!(outside > 1000.0 && (sum_outside - outside).abs() <= slack, "{sum_outside} against {outside}");

    // Counted once, the same pieces hold the land and the overlap.
    let once = sample(&[]);
    let pieces: f64 =
        properties(&once, "parcels.geojson").iter().map(|piece| number(piece, "/area_m2")).sum();
    let county = &once.report()["services"][0]["county"];
    let all = number(county, "/residential_area_m2") + number(county, "/overlap_area_m2") + outside;
    assert!((pieces - all).abs() <= 0.01 * 1000.0, "{pieces} against {all}");
}

/// `uncovered.csv` and `uncovered.geojson` list all land that is not covered, and no other.
#[test]
fn what_is_not_covered_is_listed() {
    let done = sample(&["--overlaps", "each", "--lang", "en"]);
    let county = &done.report()["services"][0]["county"];
    let all = number(county, "/residential_area_m2");
    let text = done.text("uncovered.csv");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().expect("a header").clone();
    let column = |name: &str| headers.iter().position(|h| h == name).expect(name);
    let township = column("Township");
    let records: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
    let layer = properties(&done, "uncovered.geojson");
    for (i, minutes) in [5, 15].into_iter().enumerate() {
        let uncovered = column(&format!("Not covered, {minutes} min (m²)"));
        let inside = records.iter().filter(|record| &record[township] != "—");
        let listed: f64 = inside.map(|record| record[uncovered].parse::<f64>().expect("a number")).sum();
        let expected = all - number(county, &format!("/coverage/{i}/area_m2"));
        let slack = 0.005_001 * records.len() as f64;
        assert!((listed - expected).abs() <= slack, "{minutes} min: {listed} against {expected}");
        let of_circle = layer.iter().filter(|p| p["minutes"] == minutes && !p["township"].is_null());
        let drawn: f64 = of_circle.map(|p| number(p, "/uncovered_m2")).sum();
        assert!((drawn - expected).abs() <= slack, "{minutes} min: {drawn} against {expected}");
    }
}
