//! The sample's GeoPackage against `report.json` and the other files of the same run.

use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

use crate::run::{Analysed, number, sample};

fn opened(result: &Analysed) -> Connection {
    let path = result.output.join("lifecircle.gpkg");
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("it opens")
}

/// The first column of a query, row by row.
fn column<T: rusqlite::types::FromSql>(of: &Connection, sql: &str) -> Vec<T> {
    let mut statement = of.prepare(sql).expect(sql);
    let values = statement.query_map([], |row| row.get(0)).expect(sql);
    values.collect::<Result<_, _>>().expect(sql)
}

/// Townships, plan gaps, facilities and sums of land say what the report says.
#[test]
fn the_layers_say_what_the_report_says() {
    let result = sample(&[]);
    let (report, file) = (result.report(), opened(&result));
    let near = |a: f64, b: f64, most: f64| assert!((a - b).abs() <= most, "{a} is not {b}");

    let townships = report["services"][0]["townships"].as_array().expect("townships");
    let names: Vec<String> = column(&file, "SELECT name FROM townships ORDER BY fid");
    let rates: Vec<Option<f64>> = column(&file, "SELECT rate_5min FROM townships ORDER BY fid");
    let configured: Vec<Option<f64>> = column(&file, "SELECT configuration_rate FROM townships ORDER BY fid");
    assert_eq!(names.len(), townships.len());
    for (at, told) in townships.iter().enumerate() {
        assert_eq!(told["name"], Value::from(names[at].as_str()));
        for (found, told) in
            [(rates[at], &told["coverage"][0]["rate"]), (configured[at], &told["configuration"]["rate"])]
        {
            assert_eq!(found.is_none(), told.is_null());
            near(found.unwrap_or_default(), told.as_f64().unwrap_or_default(), 5.1e-7);
        }
    }

    let plan = report["services"][0]["plan"]["townships"].as_array().expect("a plan");
    let short: Vec<f64> = column(&file, "SELECT places_short FROM plan_gaps ORDER BY fid");
    let told: Vec<f64> = plan.iter().map(|row| number(row, "/shortfall/places")).collect();
    assert_eq!(short, told);

    // The parcels overlap here and there: their areas are sums of the county's land and of what it counts once.
    let land: Vec<f64> = column(&file, "SELECT sum(area_m2) FROM parcels WHERE township IS NOT NULL");
    let county = &report["services"][0]["county"];
    let counted = number(county, "/residential_area_m2") + number(county, "/overlap_area_m2");
    near(land[0], counted, 0.01 * 900.0);

    let facilities = result.text("facilities.csv").lines().count() - 1;
    let found: Vec<usize> = column(&file, "SELECT count(*) FROM facilities");
    assert_eq!(found, [facilities]);
}

/// Every layer has its style, its index and its headings, in the language of the project.
#[test]
fn every_layer_opens_drawn_and_named() {
    for (language, heading) in [("zh-CN", "5分钟覆盖率（0–1）"), ("en", "Coverage rate, 5 min (0–1)")]
    {
        let project =
            std::fs::read_to_string(crate::run::home().join(crate::run::SAMPLE)).expect("the project");
        let folder = tempfile::tempdir().expect("a folder");
        let here = crate::run::home().join("geodata/xinchang");
        for entry in std::fs::read_dir(here).expect("the sample") {
            let entry = entry.expect("an entry");
            std::fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("copied");
        }
        let project = project.replace("language = \"zh-CN\"", &format!("language = \"{language}\""));
        let path = folder.path().join("project.toml");
        std::fs::write(&path, project).expect("written");
        let result = crate::run::analysed(&[&path.display().to_string(), "--only", "gpkg"]);
        let file = opened(&result);
        let layers: Vec<String> =
            column(&file, "SELECT table_name FROM gpkg_geometry_columns ORDER BY rowid");
        assert_eq!(
            layers,
            [
                "service_areas",
                "facilities",
                "uncovered",
                "parcels",
                "townships",
                "plan_gaps",
                "plan_gaps_2027"
            ]
        );
        for layer in layers {
            let styles: Vec<String> = column(
                &file,
                &format!("SELECT styleQML FROM layer_styles WHERE useAsDefault AND f_table_name = '{layer}'"),
            );
            assert_eq!(styles.len(), 1, "{layer}");
            let counted: Vec<bool> = column(
                &file,
                &format!(
                    "SELECT feature_count = (SELECT count(*) FROM rtree_{layer}_geom) FROM gpkg_ogr_contents \
                     WHERE table_name = '{layer}'"
                ),
            );
            assert_eq!(counted, [true], "{layer}");
        }
        let headings: Vec<String> = column(
            &file,
            "SELECT name FROM gpkg_data_columns WHERE table_name = 'townships' AND column_name = 'rate_5min'",
        );
        assert_eq!(headings, [heading]);
    }
}
