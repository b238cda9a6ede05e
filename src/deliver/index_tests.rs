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
        for path in &paths {
            let name = path.strip_prefix(&project.output).unwrap().to_str().unwrap();
            let of_file: Vec<&&str> = rows.iter().filter(|row| row.contains(&format!("({name})"))).collect();
            let [row] = of_file[..] else { panic!("a row a file: {name}\n{index}") };
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
    insta::assert_snapshot!(table(&files, false, Words(Language::En)), @"
    | File | What it is | Opened with |
    | --- | --- | --- |
    | [`parcels.geojson`](parcels.geojson) | Residential land, cut at township borders, with the share that each circle covers and the nearest facility | QGIS, ArcGIS Pro |
    | [`shapefile/parcels.dbf`](shapefile/parcels.dbf), [`shapefile/parcels.shp`](shapefile/parcels.shp) | Residential land, cut at township borders, with the share that each circle covers and the nearest facility | ArcGIS, QGIS |
    | [`lifecircle.gpkg`](lifecircle.gpkg) | All layers, with styles for QGIS and aliases of the fields | QGIS, ArcGIS Pro |
    | [`report.html`](report.html) | All results on one page: a map to move in, tables, charts and the checklist; needs no network | a browser |
    | [`report.xlsx`](report.xlsx) | All tables with charts, ready to print | Excel, LibreOffice |
    ");
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
    insta::assert_snapshot!(text(&report, &[described("townships.csv", about)]), @r"
    # \<script\> \# \| \*x\*

    本文件夹是该项目2025年现状的测算成果。编制单位：\[局\](https\://a.b)。由 lifecircle 0.1.0 生成。

    | 文件 | 内容 | 服务 | 打开方式 |
    | --- | --- | --- | --- |
    | [`townships.csv`](townships.csv) | 各乡镇（街道）及全县的居住用地、覆盖率、配置率、设施和托位 | a\|b  \<b\> | Excel、WPS 表格 |

    ## 口径

    - 坐标系：CGCS2000 / 3-degree Gauss-Kruger CM 120E，中央子午线120°（+proj=tmerc +lat\_0=0 \`\*\`）
    - a\|b，服务半径（直线）口径：5分钟＝300米，15分钟＝1000米
    - a\|b，服务半径（直线）口径：5分钟＝300米，15分钟＝1000米
    - 半径：按实地距离量取（半径乘以设施处的投影长度比）
    - 面积：椭球面积，按国土调查椭球面积计算公式
    - 配置率等其余口径、输入文件和数据检查说明载于 `report.json`，本次未输出；`--only` 中加上 `json` 即可得到。

    再次运行时，上列文件整体替换，自行放入的其他文件保留不动。程序凭隐藏文件 `.lifecircle` 识别自己的成果，请勿删除。
    ");
}

/// Without year and maker nothing is said of them; with `report.json` the index points to it.
#[test]
fn no_year_and_no_maker() {
    let mut report = fixture::report("en");
    report.project.year = None;
    let written = [described("report.json", About::of("report"))];
    insta::assert_snapshot!(text(&report, &written), @"
    # 新昌

    This folder holds the results of the project. Made by lifecircle 0.1.0.

    | File | What it is | Opened with |
    | --- | --- | --- |
    | [`report.json`](report.json) | Every figure, unrounded, with method, input files, checks and notes on the data | a text editor; for other programs |

    ## How the figures were made

    - Coordinate system: CGCS2000, Gauss–Krüger projection, central meridian 120°, 3° zone (EPSG:4549)
    - 托育服务, straight-line service radius: 5 min = 300 m, 15 min = 1000 m
    - Radii: in metres on the ground (the radius times the scale of the projection at the facility)
    - Areas: on the ellipsoid, by the formula of the national land survey
    - All else (the reading of the configuration rate, input files with SHA-256, notes on the data) stands in `report.json` under `method`, `inputs` and `notes`.

    A later run replaces these files as a whole and leaves alone whatever else you put here. The program knows its results by the hidden file `.lifecircle`: do not delete it.
    ");
}
