//! The tables as CSV: UTF-8 with BOM and CRLF (RFC 4180), so that Excel opens them as they are.

mod facilities;
mod plan_gap;
mod townships;
mod uncovered;

use std::io::{self, Write};

use super::file_name;
use super::folder::NewFolder;
use super::printable::for_cell;
use super::words::Words;
use crate::error::Error;
use crate::report::Report;

/// Writes the tables of all services.
pub(crate) fn write(report: &Report, folder: &mut NewFolder) -> Result<(), Error> {
    let words = Words::of_tag(report.project.language);
    for (position, service) in report.services.iter().enumerate() {
        let tables = [
            ("townships", Some(townships::table(service, words))),
            ("plan_gap", service.plan.as_ref().map(|plan| plan_gap::table(plan, words))),
            ("facilities", Some(facilities::table(service, &report.method, words))),
            ("uncovered", Some(uncovered::table(service, words))),
        ];
        for (stem, table) in tables {
            if let Some(table) = table {
                let name = file_name(stem, "csv", position, &service.id);
                folder.file(&name, |to| Ok(table.write(to)?))?;
            }
        }
    }
    Ok(())
}

/// A table: a header and rows of as many cells.
struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    fn with_header(header: Vec<String>) -> Self {
        Self { rows: vec![header] }
    }

    fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    fn write(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all("\u{feff}".as_bytes())?;
        let mut csv = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(to);
        for row in &self.rows {
            csv.write_record(row)?;
        }
        csv.flush()
    }
}

/// A cell of attribute text: no formula, and "—" where the file says nothing.
fn attribute(words: Words, text: Option<&str>) -> String {
    match text {
        Some(text) if !text.trim().is_empty() => for_cell(text).into_owned(),
        _ => words.none(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;

    fn text(table: &Table) -> String {
        let mut bytes = Vec::new();
        table.write(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// All four tables of the fixture, with the bytes that one cannot see told apart.
    fn all(language: &'static str) -> String {
        let report = fixture::report(language);
        let (service, words) = (&report.services[0], Words::of_tag(language));
        let tables = [
            townships::table(service, words),
            plan_gap::table(service.plan.as_ref().unwrap(), words),
            facilities::table(service, &report.method, words),
            uncovered::table(service, words),
        ];
        for table in &tables {
            let text = text(table);
            assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
            let mut reader = ::csv::Reader::from_reader(text.as_bytes());
            assert!(reader.records().all(|r| r.is_ok_and(|r| r.iter().all(|cell| !cell.is_empty()))));
        }
        let joined = tables.iter().map(text).collect::<Vec<_>>().join("\n");
        joined.replace('\u{feff}', "").replace('\u{202e}', "<RLO>").replace("\r\n", "\n")
    }

    #[test]
    fn the_tables_in_chinese() {
        insta::assert_snapshot!(all("zh-CN"), @r#"
        乡镇（街道）代码,乡镇（街道）,居住用地面积（公顷）,常住人口（人）,户数（户）,5分钟覆盖居住用地面积（公顷）,5分钟覆盖率（%，直线半径300米）,5分钟未覆盖居住用地面积（公顷）,5分钟覆盖人口（人）,5分钟人口覆盖率（%）,5分钟覆盖户数（户）,5分钟户数覆盖率（%）,15分钟覆盖居住用地面积（公顷）,15分钟覆盖率（%，直线半径1000米）,15分钟未覆盖居住用地面积（公顷）,15分钟覆盖人口（人）,15分钟人口覆盖率（%）,15分钟覆盖户数（户）,15分钟户数覆盖率（%）,已配置小区（个）,小区总数（个）,配置率（%，口径：小区任一部分在服务半径内）,设施数量（家）,托位数（个）,'=专业托育机构数量（家）,'=专业托育机构托位数（个）,托班数量（家）,托班托位数（个）,其他口径配置率（%，居住用地覆盖面积占比）
        330624001,羽林街道,100.00,10000,—,50.00,50.0,50.00,5000,50.0,—,—,90.00,90.0,10.00,9000,90.0,—,—,7,10,70.0,5,40.5,2,0,3,40.5,50.0
        330624107,小将镇,23.46,2346,—,2.35,10.0,21.11,235,10.0,—,—,7.54,32.2,15.92,754,32.2,—,—,0,3,0.0,1,20,0,0,1,20,10.0
        330624201,'=cmd|'/c calc'!A0,0.00,0,—,0.00,—,0.00,0,—,—,—,0.00,—,0.00,0,—,—,—,0,0,—,0,0,0,0,0,0,—
        —,合计,123.46,12346,—,52.35,42.4,71.11,5235,42.4,—,—,97.54,79.0,25.92,9754,79.0,—,—,7,13,53.8,6,60.5,2,0,4,60.5,42.4

        乡镇（街道）代码,乡镇（街道）,设施类别,规划数量（家）,现状数量（家）,数量缺口（家，规划减现状，负数为富余，合计行为净缺口）,数量完成率（%）,规划托位数（个）,现状托位数（个）,托位缺口（个，规划减现状，负数为富余，合计行为净缺口）,托位完成率（%）,数量缺口合计（家，富余不抵扣）,托位缺口合计（个，富余不抵扣）
        330624001,羽林街道,托班,4,3,1,75.0,80,40.5,39.5,50.6,—,—
        —,小将镇,托班,—,1,—,—,10,20,-10,200.0,—,—
        —,合计,托班,4,4,0,100.0,90,60.5,29.5,67.2,1,39.5
        —,合计,各类合计,4,4,0,100.0,90,60.5,29.5,67.2,1,39.5

        要素序号,编号,设施名称,设施类别,托位数（个）,乡镇（街道）代码,乡镇（街道）,经度（WGS84，度）,纬度（WGS84，度）,东坐标（米，EPSG:4549）,北坐标（米，EPSG:4549）
        1,F-1,'=cmd|'/c calc'!A0,托班,20,330624001,羽林街道,120.9000000,29.5000000,587271.519,3265026.815
        2,—,"""小太阳"", 👶<RLO>",—,—,—,—,-0.1234568,29.5000000,1.000,2.000

        要素序号,编号,居住地块名称,乡镇（街道）代码,乡镇（街道）,地块面积（平方米）,5分钟未覆盖面积（平方米）,15分钟未覆盖面积（平方米）,最近设施,最近设施直线距离（米）
        1,—,锦绣嘉园,330624001,羽林街道,12345.68,5000.00,0.00,小太阳,412
        3,—,—,330624001,羽林街道,12345.68,1234.57,200.00,小太阳,412
        "#);
    }

    #[test]
    fn the_tables_in_english() {
        insta::assert_snapshot!(all("en"), @r#"
        Township code,Township,Residential land (ha),Residents,Households,"Residential land covered, 5 min (ha)","Coverage rate, 5 min (%, straight-line radius 300 m)","Residential land not covered, 5 min (ha)","Residents covered, 5 min","Residents covered, 5 min (%)","Households covered, 5 min","Households covered, 5 min (%)","Residential land covered, 15 min (ha)","Coverage rate, 15 min (%, straight-line radius 1000 m)","Residential land not covered, 15 min (ha)","Residents covered, 15 min","Residents covered, 15 min (%)","Households covered, 15 min","Households covered, 15 min (%)",Quarters configured,Quarters in all,"Configuration rate (%, reading: quarters with any part within the radius)",Facilities,Places,'=专业托育机构: facilities,'=专业托育机构: places,托班: facilities,托班: places,"Other reading of the configuration rate (%, share of residential land covered)"
        330624001,羽林街道,100.00,10000,—,50.00,50.0,50.00,5000,50.0,—,—,90.00,90.0,10.00,9000,90.0,—,—,7,10,70.0,5,40.5,2,0,3,40.5,50.0
        330624107,小将镇,23.46,2346,—,2.35,10.0,21.11,235,10.0,—,—,7.54,32.2,15.92,754,32.2,—,—,0,3,0.0,1,20,0,0,1,20,10.0
        330624201,'=cmd|'/c calc'!A0,0.00,0,—,0.00,—,0.00,0,—,—,—,0.00,—,0.00,0,—,—,—,0,0,—,0,0,0,0,0,0,—
        —,Total,123.46,12346,—,52.35,42.4,71.11,5235,42.4,—,—,97.54,79.0,25.92,9754,79.0,—,—,7,13,53.8,6,60.5,2,0,4,60.5,42.4

        Township code,Township,Category,Facilities planned,Facilities existing,"Facilities gap (planned − existing, negative: surplus; total rows: net)",Facilities completion (%),Places planned,Places existing,"Places gap (planned − existing, negative: surplus; total rows: net)",Places completion (%),Facilities shortfall in all (surpluses not netted),Places shortfall in all (surpluses not netted)
        330624001,羽林街道,托班,4,3,1,75.0,80,40.5,39.5,50.6,—,—
        —,小将镇,托班,—,1,—,—,10,20,-10,200.0,—,—
        —,Total,托班,4,4,0,100.0,90,60.5,29.5,67.2,1,39.5
        —,Total,All categories,4,4,0,100.0,90,60.5,29.5,67.2,1,39.5

        Feature,ID,Facility,Category,Places,Township code,Township,"Longitude (WGS 84, degrees)","Latitude (WGS 84, degrees)","Easting (m, EPSG:4549)","Northing (m, EPSG:4549)"
        1,F-1,'=cmd|'/c calc'!A0,托班,20,330624001,羽林街道,120.9000000,29.5000000,587271.519,3265026.815
        2,—,"""小太阳"", 👶<RLO>",—,—,—,—,-0.1234568,29.5000000,1.000,2.000

        Feature,ID,Residential parcel,Township code,Township,Parcel area (m²),"Not covered, 5 min (m²)","Not covered, 15 min (m²)",Nearest facility,Straight-line distance to the nearest facility (m)
        1,—,锦绣嘉园,330624001,羽林街道,12345.68,5000.00,0.00,小太阳,412
        3,—,—,330624001,羽林街道,12345.68,1234.57,200.00,小太阳,412
        "#);
    }

    /// A name with quotes, a comma and a line end is one cell again when read.
    #[test]
    fn hostile_names_stay_in_their_cells() {
        let mut report = fixture::report("en");
        let name = "\"A\", 'b'\r\n👶\u{202e}花园";
        report.services[0].facilities[0].name = Some(name.to_owned());
        let table = facilities::table(&report.services[0], &report.method, Words::of_tag("en"));
        let text = text(&table);
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        assert_eq!(&reader.records().next().unwrap().unwrap()[2], name);
    }
}
