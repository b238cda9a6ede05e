//! Facilities and plan as a table or workbook give the figures that they give as GeoJSON and CSV.

use rust_xlsxwriter::Workbook;

use crate::run::number;
use crate::world::{PLAN, World};

/// Covered land and places of the county, and the places short, where one layer of the world is given as another file.
fn figures(world: &World, layer: &[&str]) -> [f64; 4] {
    world.analyze(&[layer, &["-o", "out", "--only", "json"]].concat()).done();
    let text = std::fs::read_to_string(world.path("out/report.json")).expect("a report");
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let service = &report["services"][0];
    [
        number(service, "/county/coverage/0/area_m2"),
        number(service, "/county/coverage/1/area_m2"),
        number(service, "/county/facilities/places"),
        number(service, "/plan/county/0/shortfall/places"),
    ]
}

#[test]
fn every_form_gives_the_same_figures() {
    let world = World::new();
    let expected = figures(&world, &[]);
    assert!(expected.iter().all(|figure| figure.is_finite()) && expected[0] > 0.0);

    world.write(
        "facilities.csv",
        "机构一览表,,,,\n名称,类型,托位数（个）,经度,纬度\n甲托育园,专业托育机构,６０,120.9025,29.5025\n\
         乙幼儿园,幼儿园托班,20个,120°54′46.8″E,29°30′19.8″N\n合计,,80,,\n",
    );
    world.write(
        "facilities.kml",
        "<kml><Placemark><name>甲托育园</name><ExtendedData><Data name='类型'><value>专业托育机构</value></Data>\
         <Data name='托位数'><value>60</value></Data></ExtendedData><Point><coordinates>120.9025,29.5025,0</coordinates></Point>\
         </Placemark><Placemark><name>乙幼儿园</name><ExtendedData><Data name='类型'><value>幼儿园托班</value></Data>\
         <Data name='托位数'><value>20</value></Data></ExtendedData><Point><coordinates>120.9130,29.5055</coordinates></Point>\
         </Placemark></kml>",
    );
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["名称", "类型", "托位数", "经纬度"]).expect("a header");
    for (row, name, category, places, place) in [
        (1, "甲托育园", "专业托育机构", 60, "120.9025,29.5025"),
        (2, "乙幼儿园", "幼儿园托班", 20, "120.9130,29.5055"),
    ] {
        sheet.write_row(row, 0, [name, category]).expect("cells");
        sheet.write_number(row, 2, places).expect("a number");
        sheet.write_string(row, 3, place).expect("a place");
    }
    workbook.save(world.path("facilities.xlsx")).expect("a workbook");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(PLAN.lines()) {
        sheet.write_row(row, 0, line.split(',')).expect("cells");
    }
    workbook.save(world.path("plan.xlsx")).expect("a workbook");

    let forms = [
        ("--facilities", "facilities.csv"),
        ("--facilities", "facilities.xlsx"),
        ("--facilities", "facilities.kml"),
        ("--plan", "plan.xlsx"),
    ];
    for (flag, file) in forms {
        let found = figures(&world, &[flag, file]);
        for (found, expected) in found.iter().zip(&expected) {
            assert!((found - expected).abs() <= 1e-6 * expected.abs(), "{file}: {found} and {expected}");
        }
    }
}
