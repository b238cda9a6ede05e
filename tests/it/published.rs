//! Figures that others made from real data. The data's licences differ from ours, so they lie outside the
//! project in `../shared/realdata`; where that folder is absent these tests say that they were skipped.

use std::path::{Path, PathBuf};

use lifecircle::assess::report_of;
use lifecircle::coverage::Coverage;
use lifecircle::model::Study;
use lifecircle::project::{Filter, Flags, Project};
use lifecircle::report::Report;

/// A folder of the real data; `None`, and a plain word, where it is absent.
pub(crate) fn realdata(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/realdata").join(name);
    if !folder.exists() {
        println!("skipped: {} is not here", folder.display());
        return None;
    }
    Some(folder)
}

pub(crate) fn report(flags: Flags) -> Report {
    let project = Project::resolve(flags).expect("the project is valid");
    let study = Study::read(&project).expect("the data can be read");
    let coverage = Coverage::of(&study);
    report_of(&study, &coverage, &project).expect("figures that agree")
}

/// Residential land of eleven municipalities, and what of it lies within 300 m and 1000 m of a kindergarten or
/// crèche, against an independent program (geodesic circles as 8192-gons, an equal-area plane, GEOS).
///
/// The issue asks for 1e-5 of the figure; what is held here is 1e-6, and 1 m² where the figure is zero.
#[test]
fn liechtenstein_equals_the_independent_figures() {
    let Some(folder) = realdata("liechtenstein") else { return };
    let report = report(Flags {
        facilities: Some(folder.join("facilities.geojson")),
        residential: Some(folder.join("landuse_residential.geojson")),
        townships: Some(folder.join("municipalities.geojson")),
        filters: vec![Filter {
            field: "amenity".to_owned(),
            values: vec!["kindergarten".to_owned(), "childcare".to_owned()],
        }],
        ..Flags::default()
    });
    let expected: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("expected_coverage.json")).unwrap()).unwrap();
    let rows = &report.services[0].townships;
    assert_eq!(rows.len(), 11);
    let mut worst: f64 = 0.0;
    let all = [("_all", &report.services[0].county)];
    for (name, row) in rows.iter().map(|r| (r.name.as_deref().unwrap(), r)).chain(all) {
        let figures = [
            ("total", row.residential_area_m2),
            ("300", row.coverage[0].area_m2),
            ("1000", row.coverage[1].area_m2),
        ];
        for (key, ours) in figures {
            let theirs = expected[name][key].as_f64().unwrap();
            let off = (ours - theirs).abs();
            assert!(off <= 1e-6 * theirs.max(1.0), "{name} {key}: {ours} against {theirs}");
            worst = worst.max(off / theirs.max(1.0));
        }
    }
    println!("largest relative difference: {worst:.1e}");
    assert!(rows.iter().any(|r| r.overlap_area_m2 > 100.0), "the mutual overlap of 0.2 ha is found");
}

/// The real twelve townships with the planning document's table: all join, and the sums are the document's.
#[test]
fn the_xinchang_plan_joins_its_twelve_townships() {
    let Some(folder) = realdata("xinchang") else { return };
    let here = tempfile::tempdir().unwrap();
    // One quarter and one facility at the county seat; the plan is what is looked at.
    let quarter = r#"{"type":"Polygon","coordinates":[[[120.90,29.50],[120.901,29.50],[120.901,29.501],[120.90,29.50]]]}"#;
    let facility = r#"{"type":"Feature","properties":{"name":"甲","类型":"幼儿园托班","托位数":20},"geometry":{"type":"Point","coordinates":[120.9005,29.5005]}}"#;
    let write = |name: &str, text: &str| {
        let path = here.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let report = report(Flags {
        facilities: Some(write("facilities.geojson", facility)),
        residential: Some(write("residential.geojson", quarter)),
        townships: Some(folder.join("xinchang_townships12_wgs84.geojson")),
        plan: Some(folder.join("xinchang_2025_childcare_plan_annex2.csv")),
        ..Flags::default()
    });
    assert_eq!(report.method.crs, "EPSG:4549");
    let plan = report.services[0].plan.as_ref().expect("the plan was read");
    let townships: std::collections::BTreeSet<_> = plan.rows.iter().map(|r| r.township.as_str()).collect();
    assert_eq!(townships.len(), 12);
    assert!(plan.rows.iter().all(|r| r.planned.count.is_some() && r.planned.places.is_some()));
    let planned = |category: Option<&str>| {
        let row = plan.county.iter().find(|r| r.category.as_deref() == category).expect("a county row");
        (row.planned.count.unwrap(), row.planned.places.unwrap())
    };
    assert_eq!(planned(Some("专业托育机构")), (13.0, 1010.0));
    assert_eq!(planned(Some("幼儿园托班")), (30.0, 830.0));
    assert_eq!(planned(Some("婴幼儿服务驿站")), (15.0, 60.0));
    assert_eq!(planned(None), (58.0, 1900.0));
}
