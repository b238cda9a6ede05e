//! Flags alone, and flags over a project file.

use super::*;
use crate::project::{
    AreaRule, Circle, CircleRule, CrsChoice, Datum, Deliverable, Filter, OverlapRule, ShapefileEncoding,
    parse_circle, parse_filter,
};

fn circle(text: &str) -> Circle {
    parse_circle(text).expect("a circle")
}

fn filter(text: &str) -> Filter {
    parse_filter(text).expect("a filter")
}

/// Flags that name both layers of the folder.
fn both_layers(folder: &Folder) -> Flags {
    Flags {
        facilities: Some(folder.path("facilities.geojson")),
        residential: Some(folder.path("residential.geojson")),
        ..Flags::default()
    }
}

#[test]
fn two_layers_are_enough_without_a_project_file() {
    let folder = Folder::with_data();
    let project = Project::resolve(both_layers(&folder)).expect("a project");
    let folder_itself = folder.0.path().file_name().expect("a name").to_string_lossy();
    assert_eq!(project.name, folder_itself, "named after the folder of the residential layer");
    assert!(project.output.starts_with("output"));
    assert_eq!((project.crs, project.language), (CrsChoice::Auto, Language::ZhCn));
    let [service] = project.services.as_slice() else { panic!("one service") };
    assert_eq!((service.id.as_str(), service.name.as_str()), ("childcare", "托育服务"));
    assert_eq!(service.circles, [circle("5=300"), circle("15=1000")]);
    assert_eq!((service.configuration.minutes, service.configuration.share), (5, 0.5));
    assert_eq!((&project.townships, &service.plans), (&None, &vec![]));
}

/// Shapefiles come to what else is asked for, by the flag or by their encoding, whose usual one is the language's.
#[test]
fn shapefiles_are_asked_for() {
    let folder = Folder::with_data();
    let resolved = |file: &str, flags: Flags| {
        let project = folder.resolve(&format!("{file}{LEAST}"), flags).expect("a project");
        (project.deliverables, project.shapefile_encoding)
    };
    let only_csv = || Flags { only: vec![Deliverable::Csv], ..Flags::default() };
    let (gbk, utf8) = (ShapefileEncoding::Gbk, ShapefileEncoding::Utf8);
    assert_eq!(resolved("", Flags::default()), (Deliverable::usual(), gbk));
    let asked = Flags { shapefile: true, language: Some(Language::En), ..Flags::default() };
    assert_eq!(resolved("", asked), (Deliverable::ALL.to_vec(), utf8));
    let csv_and = vec![Deliverable::Csv, Deliverable::Shapefile];
    assert_eq!(resolved("", Flags { shapefile: true, ..only_csv() }), (csv_and.clone(), gbk));
    assert_eq!(resolved("", Flags { shapefile_encoding: Some(utf8), ..only_csv() }), (csv_and.clone(), utf8));
    let file = "deliverables = [\"shapefile\", \"csv\"]\nshapefile_encoding = \"utf-8\"\n";
    assert_eq!(resolved(file, Flags { shapefile: true, ..Flags::default() }), (csv_and.clone(), utf8));
    assert_eq!(resolved(file, Flags { shapefile_encoding: Some(gbk), ..Flags::default() }), (csv_and, gbk));
}

/// Everything that a flag can say, with a project file and without one, gives the same.
#[test]
fn flags_go_before_the_project_file() {
    let folder = Folder::with_data();
    let file = format!(
        "year = 2024\ncrs = \"EPSG:4548\"\noutput = \"results\"\n{LEAST}datum = \"bd09\"\nwhere = {{ a = \"b\" }}\n\
         fields = {{ name = \"mc\" }}\n[service.plan]\npath = \"missing.csv\"\nyear = 2027\n"
    );
    let flags = || Flags {
        townships: Some(folder.path("townships.geojson")),
        life_units: Some(folder.path("life_units.geojson")),
        plan: Some(folder.path("plan.csv")),
        filters: vec![filter("amenity=kindergarten,childcare"), filter("fee=no")],
        crs: Some("EPSG:4549".to_owned()),
        point_datum: Some(Datum::Gcj02),
        circles: vec![circle("20=1500"), circle("10=500")],
        area: Some(AreaRule::Plane),
        circle_rule: Some(CircleRule::Plane),
        overlaps: Some(OverlapRule::Each),
        language: Some(Language::En),
        output: Some(folder.path("elsewhere")),
        only: vec![Deliverable::Csv, Deliverable::Json],
        name: Some("other".to_owned()),
        ..both_layers(&folder)
    };
    let over_file = folder.resolve(&file, flags()).expect("the missing plan of the file is not looked for");
    let alone = Project::resolve(flags()).expect("a project");
    for project in [&over_file, &alone] {
        let service = &project.services[0];
        assert_eq!(project.name, "other");
        assert_eq!(project.crs, CrsChoice::Given("EPSG:4549".to_owned()));
        assert_eq!(
            (project.area, project.circles, project.overlaps),
            (AreaRule::Plane, CircleRule::Plane, OverlapRule::Each)
        );
        assert_eq!(project.language, Language::En);
        assert_eq!(project.output, folder.path("elsewhere"));
        assert_eq!(project.deliverables, [Deliverable::Json, Deliverable::Csv]);
        assert_eq!(service.circles, [circle("10=500"), circle("20=1500")]);
        assert_eq!(service.configuration.minutes, 10, "the smallest of the flags' circles");
        assert_eq!(service.facilities.filters, [filter("amenity=kindergarten,childcare"), filter("fee=no")]);
        assert_eq!(service.facilities.datum, Some(Datum::Gcj02));
        assert_eq!(service.plans.first().map(|plan| plan.table.path.clone()), Some(folder.path("plan.csv")));
        assert_eq!(
            project.townships.as_ref().map(|l| l.path.clone()),
            Some(folder.path("townships.geojson"))
        );
        assert_eq!(
            project.life_units.as_ref().map(|l| l.path.clone()),
            Some(folder.path("life_units.geojson"))
        );
    }
    // What no flag speaks of stays as the file says.
    let service = &over_file.services[0];
    assert_eq!((over_file.year, service.plans.first().and_then(|plan| plan.year)), (Some(2024), Some(2027)));
    assert_eq!(service.facilities.fields.len(), 1);
    assert_eq!(alone.services[0].name, "Childcare");
}

#[test]
fn a_name_names_the_output_unless_the_output_is_named() {
    let folder = Folder::with_data();
    let flags = Flags { name: Some("../a".to_owned()), ..Flags::default() };
    let project = folder.resolve(LEAST, flags.clone()).expect("a project");
    assert_eq!(project.output, Path::new("output/___a"));
    let project = folder.resolve(&format!("output = \"o\"\n{LEAST}"), flags).expect("a project");
    assert_eq!(project.output, folder.path("o"));
}

#[test]
fn flags_speak_of_the_first_service_only() {
    let folder = Folder::with_data();
    let file = format!(
        "{LEAST}[[service]]\nid = \"clinic\"\nname = \"卫生站\"\n[service.facilities]\npath = \"clinics.geojson\"\n"
    );
    let flags = Flags { circles: vec![circle("10=500")], ..both_layers(&folder) };
    let project = folder.resolve(&file, flags).expect("a project");
    assert_eq!(project.services[0].circles, [circle("10=500")]);
    assert_eq!(project.services[1].circles, [circle("5=300"), circle("15=1000")]);
    assert_eq!(relative(&folder, &project.services[1].facilities.path), "clinics.geojson");
}
