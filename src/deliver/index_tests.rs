use super::super::{deliver, fixture};
use super::*;
use crate::messages::Language;

fn described(name: &str, about: About) -> Described {
    Described { name: name.to_owned(), about }
}

/// Everything that a run may write, for two services; and what is read of it in `index.md`.
#[test]
fn no_file_is_undescribed() {
    let here = tempfile::tempdir().unwrap();
    let mut project = fixture::project(here.path().join("result"));
    let mut report = fixture::report("en");
    let mut clinic = report.services[0].clone();
    (clinic.id, clinic.name) = ("clinic".to_owned(), "Clinics".to_owned());
    clinic.further_plans[0].year = None;
    report.services.push(clinic);
    let (mut study, mut coverage) = (fixture::study(), fixture::coverage());
    study.services.push(study.services[0].clone());
    coverage.services.push(coverage.services[0].clone());
    for language in [Language::En, Language::ZhCn] {
        (project.language, report.project.language) = (language, language.tag());
        let paths = deliver(&report, &study, &coverage, &project).unwrap();
        let index = std::fs::read_to_string(project.output.join(NAME)).unwrap();
        let rows: Vec<&str> = index.lines().filter(|line| line.starts_with("| [")).collect();
        assert_eq!(rows.len(), paths.len(), "a row a file:\n{index}");
        for (path, row) in paths.iter().zip(rows) {
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(row.contains(&format!("({name})")), "{name}: {row}");
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            assert_eq!(cells.len(), 4, "{row}");
            assert!(cells[1].chars().count() > 3 && !cells[1].contains(['.', '{']), "what it is: {row}");
            assert!(cells[2..].iter().all(|cell| !["", "—"].contains(cell)), "service and program: {row}");
            let is_of_clinics = name.contains("_clinic");
            assert_eq!(cells[2] == "Clinics", is_of_clinics, "{row}");
        }
    }
}

/// A layer as GeoJSON and as a Shapefile are two rows, the files of the Shapefile are one; and each format has its program.
#[test]
fn the_files_of_a_shapefile_share_a_row() {
    let of =
        |extension: &str| described(&format!("shapefile/parcels.{extension}"), About::of("layer.parcels"));
    let files = [
        described("parcels.geojson", About::of("layer.parcels")),
        of("dbf"),
        of("shp"),
        described("lifecircle.gpkg", About::of("geopackage")),
        described("report.html", About::of("page")),
        described("report.xlsx", About::of("workbook")),
    ];
    insta::assert_snapshot!(table(&fixture::report("en"), &files, Words(Language::En)), @"");
}

#[test]
fn names_stay_text() {
    let mut report = fixture::report("zh-CN");
    report.project.name = "<script>\n# | *x*".to_owned();
    report.project.maker = Some("[局](https://a.b)".to_owned());
    report.services[0].name = "a|b".to_owned();
    report.services.push(report.services[0].clone());
    report.method.crs = "+proj=tmerc +lat_0=0 `*`".to_owned();
    let about = About::of("table.townships").of_service("a|b\r\n<b>");
    insta::assert_snapshot!(text(&report, &[described("townships.csv", about)]), @"");
}

/// Without year and maker nothing is said of them; with `report.json` the index points to it.
#[test]
fn no_year_and_no_maker() {
    let mut report = fixture::report("en");
    report.project.year = None;
    let written = [described("report.json", About::of("report"))];
    insta::assert_snapshot!(text(&report, &written), @"");
}
