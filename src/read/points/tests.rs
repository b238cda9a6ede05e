//! Tables of facilities as people send them.

use geo::{Geometry, wkt};

use super::super::{PlaceColumns, read_layer};
use super::*;
use crate::encoding::TextEncoding;
use crate::messages::Language;
use crate::progress::Silent;
use crate::read::Format;

fn read_as(bytes: &[u8], columns: PlaceColumns<'_>) -> (Result<Layer, Error>, Vec<Note>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("facilities.csv");
    std::fs::write(&path, bytes).unwrap();
    let mut notes = Notes::default();
    let source = Source { columns, ..Source::of(&path, "facilities") };
    (read_layer(&source, &mut notes, &Silent), notes.to_vec())
}

fn read(text: &str) -> (Layer, Vec<Note>) {
    let (layer, notes) = read_as(text.as_bytes(), PlaceColumns::default());
    (layer.unwrap(), notes)
}

fn places(layer: &Layer) -> Vec<Option<(f64, f64)>> {
    let place = |feature: &Feature| match feature.geometry {
        Some(Geometry::Point(point)) => Some((point.x(), point.y())),
        _ => None,
    };
    layer.features.iter().map(place).collect()
}

fn codes(notes: &[Note]) -> Vec<&'static str> {
    notes.iter().map(|note| note.code).collect()
}

const HERE: Option<(f64, f64)> = Some((120.9, 29.5));

#[test]
fn the_usual_names_of_columns_are_known() {
    for header in [
        "名称,经度,纬度",
        "名称,东经,北纬",
        "名称,经度（°）,纬度（°）",
        "名称,Longitude,Latitude",
        "name,LNG,LAT",
        "name,lon_wgs84,lat_wgs84",
        "名称,高德经度,高德纬度",
        "name,Ｘ,Ｙ",
        "name, x [m] , y [m]",
        "名称,X坐标,Y坐标",
        "名称,横坐标,纵坐标",
        "name,POINT_X,POINT_Y",
    ] {
        let (layer, notes) = read(&format!("{header}\n甲园,120.9,29.5\n"));
        assert_eq!(places(&layer), [HERE], "{header}");
        assert_eq!((layer.fields.len(), layer.format), (1, Format::Csv), "{header}");
        assert_eq!(notes, [], "{header}");
    }
}

#[test]
fn both_coordinates_may_stand_in_one_cell() {
    for (cell, is_swapped) in [
        ("\"120.9,29.5\"", false),
        ("120.9 29.5", false),
        ("120.9，29.5", false),
        ("\"29.5,120.9\"", true),
        ("29.5 120.9", true),
    ] {
        for header in ["名称,坐标", "名称,经纬度", "name,location"] {
            let (layer, notes) = read(&format!("{header}\n甲园,{cell}\n乙园,{cell}\n"));
            assert_eq!(places(&layer), [HERE, HERE], "{header} {cell}");
            assert_eq!(codes(&notes) == ["columns-swapped"], is_swapped, "{header} {cell}");
        }
    }
}

/// 位置 often holds an address.
#[test]
fn a_column_of_addresses_is_no_place() {
    let (layer, _) = read("名称,位置,lon,lat\n甲园,人民路1号,120.9,29.5\n");
    assert_eq!((places(&layer), layer.fields), (vec![HERE], vec!["名称".to_owned(), "位置".to_owned()]));
}

/// In Chinese surveying X points north.
#[test]
fn a_northing_under_x_is_found_by_its_size() {
    let place = Some((587_271.519, 3_265_026.815));
    let (layer, notes) = read("名称,X坐标,Y坐标\n甲园,3265026.815,587271.519\n");
    assert_eq!((places(&layer), codes(&notes)), (vec![place], vec!["columns-swapped"]));
    let (layer, notes) = read("名称,X坐标,Y坐标\n甲园,587271.519,3265026.815\n");
    assert_eq!((places(&layer), notes), (vec![place], vec![]));
    let (layer, _) = read("名称,X,Y\n甲园,3265026.815,40587271.519\n");
    assert_eq!(places(&layer), [Some((40_587_271.519, 3_265_026.815))]);
    // What the project names is taken at its word.
    let columns = PlaceColumns { x: Some("X坐标"), y: Some("Y坐标"), ..PlaceColumns::default() };
    let (layer, notes) = read_as("名称,X坐标,Y坐标\n甲园,3265026.815,587271.519\n".as_bytes(), columns);
    assert_eq!((places(&layer.unwrap()), notes), (vec![Some((3_265_026.815, 587_271.519))], vec![]));
}

#[test]
fn titles_totals_and_remarks_are_no_facilities() {
    let (layer, notes) = read(
        "新昌县托育机构一览表,,,\n填报单位：县卫健局,,,2024年\n序号,名称,经度,纬度,托位数\n1,甲园,120.9,29.5,\"1,800\"\n\
         2,乙园,120°54′00″E,29°30′00″N,２０\n3,丙园,,,30\n4,丁园,城东,29.5,5\n,合计,,,\"1,855\"\n注：数据截至2024年底,,,\n",
    );
    assert_eq!(places(&layer), [HERE, HERE, None, None]);
    assert_eq!(layer.features.iter().map(|f| f.index).collect::<Vec<_>>(), [4, 5, 6, 7]);
    let numbers: Vec<_> = layer.features.iter().map(|f| f.value(2).and_then(Value::as_number)).collect();
    assert_eq!(numbers, [Some(1800.0), Some(20.0), Some(30.0), Some(5.0)]);
    let told = |language| {
        let line = |note: &Note| {
            let feature = note.feature.as_ref().map(|f| format!("{} {:?}: ", f.index, f.name));
            feature.unwrap_or_default() + &note.message(language)
        };
        notes.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told(Language::En), @r#"
    rows of totals and remarks without coordinates: 2, the first on line 8
    6 Some("丙园"): the row has no coordinates
    7 Some("丁园"): column `经度`: expected a coordinate, found `城东`
    "#);
    insta::assert_snapshot!(told(Language::ZhCn), @r#"
    有 2 行是没有坐标的合计或注释，首行为第 8 行
    6 Some("丙园"): 该行没有坐标
    7 Some("丁园"): `经度` 列应为坐标，实际为 `城东`
    "#);
    assert_eq!(notes.iter().filter(|note| note.leaves_out).count(), 2);
}

#[test]
fn a_header_may_have_two_rows() {
    let (layer, _) = read("名称,坐标,,托位,\n,经度,纬度,普惠,其他\n甲园,120.9,29.5,3,4\n");
    assert_eq!((places(&layer), layer.features[0].index), (vec![HERE], 3));
    assert_eq!(layer.fields, ["名称", "普惠", "其他"]);
    let (layer, _) = read("名称,经度,纬度,托位,,餐位,\n,,,普惠,其他,普惠,其他\n甲园,120.9,29.5,3,4,5,6\n");
    assert_eq!(layer.fields, ["名称", "托位 普惠", "托位 其他", "餐位 普惠", "餐位 其他"]);
    assert_eq!(places(&layer), [HERE]);
    // A first row without coordinates is no second row of the header.
    let (layer, notes) = read("名称,经度,纬度,托位\n甲园,,,3\n乙园,120.9,29.5,4\n");
    assert_eq!((places(&layer), codes(&notes)), (vec![None, HERE], vec!["row-without-place"]));
}

#[test]
fn polygons_come_as_wkt() {
    let (layer, notes) = read(
        "WKT,名称,x,y\n\"POLYGON ((0 0,4 0,4 4,0 0))\",甲小区,1,2\n\"MULTIPOLYGON (((0 0,4 0,4 4,0 0)))\",乙小区,1,2\n\
         POINT (1,丙小区,1,2\n",
    );
    assert_eq!(layer.features[0].geometry, Some(wkt!(POLYGON((0.0 0.0,4.0 0.0,4.0 4.0,0.0 0.0))).into()));
    assert!(matches!(layer.features[1].geometry, Some(Geometry::MultiPolygon(_))));
    assert_eq!(
        (layer.fields, codes(&notes)),
        (vec!["名称".into(), "x".into(), "y".into()], vec!["geometry-damaged"])
    );
}

/// Tables that were geocoded have the places twice, on two datums.
#[test]
fn of_several_pairs_the_unshifted_one_is_taken_and_told() {
    let row = "甲园,120.904,29.497,120.9,29.5";
    for header in [
        "名称,经度（GCJ-02）,纬度（GCJ-02）,经度（WGS84）,纬度（WGS84）",
        "名称,高德经度,高德纬度,经度,纬度",
        "name,lng_bd09,lat_bd09,lng,lat",
        "名称,百度坐标,,CGCS2000坐标,\n,经度,纬度,经度,纬度",
    ] {
        let (layer, notes) = read(&format!("{header}\n{row}\n"));
        assert_eq!((places(&layer), codes(&notes)), (vec![HERE], vec!["place-columns-chosen"]), "{header}");
        assert_eq!(layer.fields.len(), 3, "{header}");
    }
    // Unless the project says that the other datum is meant, or names the columns.
    let text = format!("名称,经度（GCJ-02）,纬度（GCJ-02）,经度（WGS84）,纬度（WGS84）\n{row}\n");
    let shifted = vec![Some((120.904, 29.497))];
    let gcj02 = Some(NamedDatum::Gcj02);
    for columns in [
        PlaceColumns { datum: gcj02, ..PlaceColumns::default() },
        PlaceColumns { x: Some("经度(GCJ-02)"), ..PlaceColumns::default() },
        PlaceColumns { y: Some("纬度(GCJ-02)"), ..PlaceColumns::default() },
    ] {
        let layer = read_as(text.as_bytes(), columns).0.unwrap();
        assert_eq!((places(&layer), layer.datum_by_heading.map(|by| by.datum)), (shifted.clone(), gcj02));
    }
    let (layer, notes) = read(&text);
    let columns = "经度（WGS84）`, `纬度（WGS84）".to_owned();
    let datum = NamedDatum::Unshifted;
    assert_eq!(layer.datum_by_heading, Some(DatumByHeading { datum, columns }));
    insta::assert_snapshot!(notes[0].message(Language::En), @"several columns hold places: `经度（WGS84）`, `纬度（WGS84）`, and beside them `经度（GCJ-02）`, `纬度（GCJ-02）`");
    insta::assert_snapshot!(notes[0].message(Language::ZhCn), @"有多组坐标列：`经度（WGS84）`, `纬度（WGS84）`，另有 `经度（GCJ-02）`, `纬度（GCJ-02）`");
}

/// Excel saves "Unicode text" as UTF-16 with tabs.
#[test]
fn excels_unicode_text_is_read() {
    let text = "名称\t经度\t纬度\r\n甲园\t120.9\t29.5\r\n";
    let bytes: Vec<u8> =
        std::iter::once(0xFEFF_u16).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (layer, notes) = read_as(&bytes, PlaceColumns::default());
    let layer = layer.unwrap();
    assert_eq!((places(&layer), layer.encoding), (vec![HERE], TextEncoding::Utf16Le));
    assert_eq!(codes(&notes), ["text-decoded"]);
}

#[test]
fn columns_without_a_heading_keep_their_values() {
    let (layer, _) = read("名称,经度,纬度,,\n甲园,120.9,29.5,x,\n");
    assert_eq!(layer.fields, ["名称", "#4"]);
}

#[test]
fn without_columns_of_places_the_header_is_told() {
    let told = |columns| {
        let error = read_as("托育机构一览表\n名称,地址,托位数\n甲园,人民路1号,3\n".as_bytes(), columns)
            .0
            .unwrap_err();
        let words = |language| {
            let text = [Some(error.message(language)), error.cause(language), error.hint(language)];
            text.into_iter().flatten().collect::<Vec<_>>().join("\n")
        };
        let path = words(Language::En).split('`').find(|part| part.contains('/')).unwrap().to_owned();
        [Language::En, Language::ZhCn].map(words).join("\n").replace(&path, "facilities.csv")
    };
    insta::assert_snapshot!(told(PlaceColumns::default()), @"
    cannot find the places in the table `facilities.csv`, the layer `facilities`
    expected columns such as `经度` and `纬度`, `lon` and `lat`, `X坐标` and `Y坐标`, `经纬度` or `WKT`, found `名称`, `地址`, `托位数`
    name the columns with the keys `x` and `y`, or `geometry`, of the layer in the project file
    在表格 `facilities.csv`（图层 `facilities`）中找不到坐标列
    应有 `经度` 和 `纬度`、`lon` 和 `lat`、`X坐标` 和 `Y坐标`、`经纬度` 或 `WKT` 一类的列，实际表头为 `名称`, `地址`, `托位数`
    请在项目文件中用该图层的 `x` 和 `y`（或 `geometry`）指定坐标列
    ");
    insta::assert_snapshot!(told(PlaceColumns { x: Some("东"), y: Some("北"), ..PlaceColumns::default() }), @"
    cannot find the columns `东`, `北` in the table `facilities.csv`, the layer `facilities`
    its header has `名称`, `地址`, `托位数`
    correct the keys `x` and `y`, or `geometry`, of the layer in the project file
    在表格 `facilities.csv`（图层 `facilities`）中找不到指定的列 `东`, `北`
    表头为 `名称`, `地址`, `托位数`
    请更正项目文件中该图层的 `x` 和 `y`（或 `geometry`）
    ");
}
